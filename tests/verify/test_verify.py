"""A reader with nothing but a folder finds out what is not as it was published."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import manifest
from generator.errors import EnvironmentFault, UsageError
from generator.i18n import Message
from generator.manifest import NAME, SIGNATURE, FileSum, Manifest
from generator.publish import staging, write_manifest
from generator.verify import CHANGED, EXTRA, MISSING, STRANGE, Difference, verify
from tests.built import BuiltSite, run_here
from tests.cli.small import small_project

STATEMENT = Manifest({"programs/publisher.yml": FileSum("0" * 64, 3)}, program="amanah 0", as_of="2024-01-01")
DOCUMENTED = r"""sed -nE '/^ "outputs"/,/^ }/s/^  "(.*)": \{"sha256": "([0-9a-f]{64})".*/\2  \1/p' manifest.json"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small site with its manifest."""
    folder = tmp_path / "site"
    for name in ("index.html", "en/index.html", "data/figures.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"content of {name}")
    write_manifest(folder, STATEMENT)
    return folder


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)


def test_a_site_as_it_was_published_holds(site: Path) -> None:
    """Nothing differs, and the manifest says what went in."""
    verdict = verify(site)
    assert verdict.holds
    assert verdict.manifest is not None
    assert verdict.manifest.inputs == STATEMENT.inputs
    assert set(verdict.manifest.outputs) == {"index.html", "en/index.html", "data/figures.json"}


def test_one_changed_byte_of_any_file_is_named(example: BuiltSite, tmp_path: Path) -> None:
    """For every file of a real site, the manifest among them: one bit is turned, and that file alone is named."""
    folder = tmp_path / "site"
    shutil.copytree(example.folder, folder)
    names = sorted(name for name, _ in manifest.walk(folder))
    assert len(names) > 100
    assert NAME in names
    for number, name in enumerate(name for name in names if (folder / name).stat().st_size):
        _flip(folder / name, number * 7919)
        if number % 10 == 0 or name == NAME:  # the whole folder is summed each time: a tenth of the files shows it
            assert verify(folder).differences == (Difference(name, CHANGED),)
        _flip(folder / name, number * 7919)
    assert verify(folder).holds


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_one_changed_bit_of_the_manifest_itself_is_named(site: Path, at: int, bit: int) -> None:
    """The seal covers every byte of the manifest."""
    data = (site / NAME).read_bytes()
    changed = bytearray(data)
    changed[at % len(data)] ^= 1 << bit
    assert isinstance(manifest.parse(bytes(changed)), Message)
    assert isinstance(manifest.parse(data), Manifest)


def test_missing_added_and_linked_files_are_named(site: Path) -> None:
    """Each is named with what is wrong with it."""
    (site / "en/index.html").unlink()
    (site / "neu.html").write_text("added")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(site / "neu.html")
    assert verify(site).differences == (
        Difference("en/index.html", MISSING),
        Difference("index.html", STRANGE),
        Difference("neu.html", EXTRA),
    )


def test_a_folder_without_a_manifest_cannot_be_compared(tmp_path: Path) -> None:
    """That is a wrong call, not a good result."""
    with pytest.raises(UsageError):
        verify(tmp_path)


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a//b", "a/./b", "", "a\\b"])
def test_a_manifest_that_names_files_outside_the_site_is_refused(name: str) -> None:
    """No path leads out of the folder, so that no other file is ever read."""
    assert isinstance(manifest.parse(Manifest({}, {name: FileSum("0" * 64, 0)}).dump()), Message)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": 1}', b"[" * 100_000, b"\xff", b'{"format": 2}'])
def test_what_is_no_manifest_is_said(data: bytes) -> None:
    """Whatever stands in the file, the answer is a sentence."""
    assert isinstance(manifest.parse(data), Message)


# --- the chain ---------------------------------------------------------------------------------------------------


def _publish(folder: Path, kept: Path, number: int) -> None:
    """Publish the site once more, and keep its manifest."""
    statement = STATEMENT
    former = kept / f"manifest-{number - 1}.json"
    if number > 1:
        parsed = manifest.parse(former.read_bytes())
        assert isinstance(parsed, Manifest)
        statement = replace(statement.after(former.read_bytes(), parsed), commit=f"{number:040}")
    (folder / "index.html").write_text(f"publication {number}")
    write_manifest(folder, statement)
    shutil.copy(folder / NAME, kept / f"manifest-{number}.json")


@pytest.fixture
def kept(site: Path, tmp_path: Path) -> Path:
    """Publish four times and return the folder of all manifests."""
    folder = tmp_path / "manifests"
    folder.mkdir()
    for number in range(1, 5):
        _publish(site, folder, number)
    return folder


def test_a_whole_chain_leads_back_to_the_first_manifest(site: Path, kept: Path) -> None:
    """Every manifest names the one before it by its hash."""
    verdict = verify(site, kept)
    assert verdict.holds
    assert verdict.chain is not None
    assert [one.number for one in verdict.chain.links] == [4, 3, 2, 1]
    assert verdict.chain.strangers == ()


def test_a_rewritten_manifest_breaks_the_chain_where_it_stands(site: Path, kept: Path) -> None:
    """Even with a seal that is right, the manifest after it no longer finds it, and the break names it."""
    old = kept / "manifest-2.json"
    parsed = manifest.parse(old.read_bytes())
    assert isinstance(parsed, Manifest)
    old.write_bytes(replace(parsed, outputs={**parsed.outputs, "index.html": FileSum("1" * 64, 9)}).dump())
    verdict = verify(site, kept)
    assert not verdict.holds
    assert verdict.differences == ()
    assert verdict.chain is not None
    assert str(verdict.chain.broken).startswith(
        "manifest-2.json calls itself manifest number 2, but manifest-3.json names another one"
    )
    assert verdict.chain.strangers == ("manifest-1.json", "manifest-2.json")


@pytest.mark.parametrize("spoil", ["sealed", "unsealed"])
def test_a_manifest_that_is_not_even_whole_is_named_too(site: Path, kept: Path, spoil: str) -> None:
    """A file that was edited by hand still claims its place."""
    old = kept / "manifest-3.json"
    text = old.read_text()
    old.write_text(text.replace('"size": 3', '"size": 4') if spoil == "sealed" else text.partition(' "seal"')[0])
    chain = verify(site, kept).chain
    assert chain is not None
    assert "manifest-3.json" in str(chain.broken)


def test_a_manifest_that_was_taken_away_breaks_the_chain(site: Path, kept: Path) -> None:
    """The break says which number is missing and by which hash it is known."""
    (kept / "manifest-2.json").unlink()
    chain = verify(site, kept).chain
    assert chain is not None
    assert "manifest number 2, which manifest-3.json names as" in str(chain.broken)


# --- from the build to the reader --------------------------------------------------------------------------------


def test_a_build_names_the_manifest_before_it_and_stays_reproducible(tmp_path: Path) -> None:
    """The former manifest is an input: the same files give the same bytes, with it as without."""
    root = small_project(tmp_path / "project")
    run_here("build", "-C", str(root))
    first = (root / "site" / NAME).read_bytes()
    run_here("build", "-C", str(root))
    assert (root / "site" / NAME).read_bytes() == first
    (root / "content/previous-manifest.json").write_bytes(first)
    run_here("build", "-C", str(root))
    second = (root / "site" / NAME).read_bytes()
    said = json.loads(second)
    assert said["number"] == 2
    assert "content/previous-manifest.json" in said["inputs"]
    run_here("build", "-C", str(root), "--previous", str(root / "content/previous-manifest.json"))
    assert (root / "site" / NAME).read_bytes() == second
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "one.json").write_bytes(first)
    said = json.loads(run_here("verify", str(root / "site"), "--chain", str(kept), "--format", "json"))
    assert said["holds"] is True
    assert [one["file"] for one in said["chain"]["links"]] == [NAME, "one.json"]


def test_every_file_of_the_project_is_among_the_inputs(example: BuiltSite) -> None:
    """Programs, hand-written pages and the configuration are listed with their checksums."""
    said = manifest.parse((example.folder / NAME).read_bytes())
    assert isinstance(said, Manifest)
    for name in ("programs/publisher.yml", "content/id/about.md", "mkdocs.yml"):
        assert said.inputs[name] == manifest.sum_file(example.project / name)
    assert said.program.startswith("amanah ")
    assert said.as_of == "2026-01-01"


def test_a_broken_manifest_in_the_project_stops_the_build(tmp_path: Path) -> None:
    """It is a finding with its place, as any fault of a file."""
    root = small_project(tmp_path)
    (root / "content/previous-manifest.json").write_text("{}")
    said = run_here("build", "-C", str(root), "--lang", "en", code=1)
    assert "content/previous-manifest.json:1:1: error" in said
    assert "[broken-manifest]" in said


def test_the_command_leaves_with_the_code_of_what_it_found(site: Path) -> None:
    """0 where all is well, 1 where a file differs, 2 where there is nothing to compare."""
    assert "as the manifest says" in run_here("verify", str(site), "--lang", "en")
    (site / "index.html").write_text("changed")
    assert "index.html: berbeda dari manifes" in run_here("verify", str(site), "--lang", "id", code=1)
    (site / NAME).unlink()
    run_here("verify", str(site), code=2)


def test_a_shell_alone_can_check_a_site(site: Path) -> None:
    """The command line in docs/verify.md finds a changed file with sed and sha256sum."""
    guide = (Path(__file__).parents[2] / "docs" / "verify.md").read_text(encoding="utf-8")
    assert guide.count(DOCUMENTED) == 2
    command = ["bash", "-c", f"set -o pipefail; {DOCUMENTED} | sha256sum --check --quiet"]
    assert subprocess.run(command, cwd=site, check=False, capture_output=True).returncode == 0
    _flip(site / "index.html", 3)
    done = subprocess.run(command, cwd=site, check=False, capture_output=True, text=True)
    assert done.returncode != 0
    assert done.stdout.startswith("index.html: ")


def test_a_stage_without_a_statement_gets_no_manifest(tmp_path: Path) -> None:
    """What is published by other means says nothing about itself."""
    with staging(tmp_path / "site") as folder:
        (folder / "index.html").write_text("plain")
    assert not (tmp_path / "site" / NAME).exists()


# --- signatures --------------------------------------------------------------------------------------------------


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Make an SSH key, and a file of the signers that count."""
    if shutil.which("ssh-keygen") is None:
        pytest.fail("ssh-keygen is missing: `.ci/require ssh-keygen` installs it (Debian package openssh-client)")
    return _make_key(tmp_path, "publisher")


def _make_key(folder: Path, name: str) -> Path:
    place = folder / name
    made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(place)]
    subprocess.run(made, check=True, stdin=subprocess.DEVNULL)
    public = place.with_suffix(".pub").read_text()
    (folder / f"{name}.signers").write_text(f'{name}@example.org namespaces="amanah" {public}')
    return place


def test_a_signed_manifest_names_its_signer(site: Path, key: Path) -> None:
    """A signature of a known key is good, and says whose it is."""
    write_manifest(site, STATEMENT, key)
    signature = verify(site, signers=key.with_suffix(".signers")).signature
    assert signature.signer == "publisher@example.org"
    assert verify(site).holds


def test_a_manifest_changed_after_signing_fails(site: Path, key: Path) -> None:
    """Whoever rewrites files and manifest together is stopped by the signature."""
    write_manifest(site, STATEMENT, key)
    signed = (site / SIGNATURE).read_bytes()
    (site / SIGNATURE).unlink()
    (site / "index.html").write_text("another story")
    write_manifest(site, STATEMENT)
    (site / SIGNATURE).write_bytes(signed)
    verdict = verify(site, signers=key.with_suffix(".signers"))
    assert verdict.differences == ()
    assert not verdict.holds


def test_the_signature_of_a_stranger_does_not_count(site: Path, key: Path) -> None:
    """Only the keys that the reader names are trusted."""
    write_manifest(site, STATEMENT, _make_key(key.parent, "stranger"))
    verdict = verify(site, signers=key.with_suffix(".signers"))
    assert verdict.signature.present
    assert not verdict.holds


def test_an_unsigned_manifest_fails_a_reader_who_asks_for_signers(site: Path, key: Path) -> None:
    """A signature that was taken away is missed."""
    assert not verify(site, signers=key.with_suffix(".signers")).holds


def test_a_build_signs_with_the_key_it_is_given(tmp_path: Path, key: Path) -> None:
    """`build --sign` and `verify --signers` meet, and the same key and files give the same bytes."""
    root = small_project(tmp_path / "project")
    run_here("build", "-C", str(root), "--sign", str(key))
    first = (root / "site" / SIGNATURE).read_bytes()
    said = run_here("verify", str(root / "site"), "--signers", str(key.with_suffix(".signers")), "--lang", "en")
    assert "signature: good, by publisher@example.org" in said
    run_here("build", "-C", str(root), "--sign", str(key))
    assert (root / "site" / SIGNATURE).read_bytes() == first


def test_a_file_that_is_no_key_leaves_the_former_site(tmp_path: Path) -> None:
    """The build fails in one line before anything is exchanged."""
    root = small_project(tmp_path / "project")
    run_here("build", "-C", str(root))
    before = (root / "site" / NAME).read_bytes()
    (tmp_path / "no-key").write_text("not a key")
    said = run_here("build", "-C", str(root), "--sign", str(tmp_path / "no-key"), "--today", "2020-01-01", code=3)
    assert "ssh-keygen" in said
    assert (root / "site" / NAME).read_bytes() == before


def test_a_machine_without_ssh_keygen_says_so(site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The message names the program and the version that is needed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFault, match="ssh-keygen"):
        write_manifest(site, STATEMENT, tmp_path / "key")
