"""The commands as people and programs use them: exit codes, forms, languages, and no traceback ever."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator import build, cli
from generator.cli import program, run
from generator.cli.plain import MARKER
from generator.i18n import translator
from tests.cli.small import REPORT, edit, small_project, spoil, tree

Amanah = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small project that is the working folder, for a reader of English."""
    place = small_project(tmp_path / "proyek")
    monkeypatch.chdir(place)
    for name in ("LC_ALL", "LC_MESSAGES", "SOURCE_DATE_EPOCH", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return place


@pytest.fixture
def amanah(capsys: pytest.CaptureFixture[str]) -> Amanah:
    """Return a function that runs the command and returns its exit code and what it printed."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        said = capsys.readouterr()
        return int(str(left.value.code)), said.out, said.err

    return call


# --- check -------------------------------------------------------------------------------------------------------


def test_a_project_in_order_leaves_with_zero(root: Path, amanah: Amanah) -> None:
    """Nothing to say but the count; --strict changes nothing."""
    assert root.is_dir()
    assert amanah("check") == (0, "0 errors, 0 warnings, 0 disclosed\n", "")
    assert amanah("check", "--strict")[0] == 0


def test_a_fault_is_printed_with_place_line_caret_and_hint(root: Path, amanah: Amanah) -> None:
    """The form that editors understand, then the line itself with a caret below the number."""
    spoil(root)
    code, out, _ = amanah("check")
    lines = out.splitlines()
    assert code == 1
    assert lines[0].startswith(f"{REPORT}:7:")
    assert lines[0].endswith("[parts-do-not-sum]")
    assert lines[1].strip() == "total: 343"
    assert lines[2].index("^") == lines[1].index("343")
    assert lines[2].strip() == "^^^"
    assert lines[3].startswith("  ")
    assert lines[-1] == "1 error, 0 warnings, 0 disclosed"
    assert "\x1b" not in out


def test_a_warning_fails_only_a_strict_check(root: Path, amanah: Amanah) -> None:
    """A file that nobody reads is no error."""
    (root / "content/id/catatan.txt").write_text("catatan", encoding="utf-8")
    assert amanah("check")[0] == 0
    assert amanah("check", "--strict")[0] == 1


def test_a_disclosed_error_is_counted_apart_and_fails_nothing(root: Path, amanah: Amanah) -> None:
    """What a publisher says in public about a difference is shown, and does not stop the site."""
    spoil(root)
    said = "check: parts-do-not-sum, at: beneficiaries.by_component, status: open"
    disclosure = f"disclosures:\n  - {{{said}, note: {{id: Ditanyakan., en: Asked.}}}}\n"
    edit(root / REPORT, "finance:", f"{disclosure}finance:")
    code, out, _ = amanah("check", "--strict")
    assert code == 0
    assert "error, disclosed" in out
    assert out.endswith("0 errors, 0 warnings, 1 disclosed\n")


def test_paths_choose_what_is_shown_and_what_counts(root: Path, amanah: Amanah) -> None:
    """Everything is read, since files refer to each other; only what was asked for is told."""
    spoil(root)
    assert amanah("check", "programs/kebun/program.yml")[0] == 0
    assert amanah("check", "programs/kebun")[0] == 1
    assert amanah("check", str(root / REPORT))[0] == 1


def test_json_has_every_field_and_the_counts(root: Path, amanah: Amanah) -> None:
    """Programs get all that a finding knows, and the same exit code."""
    spoil(root)
    code, out, _ = amanah("check", "--format", "json")
    document = json.loads(out)
    assert code == 1
    assert document["summary"] == {"errors": 1, "warnings": 0, "notes": 0, "disclosed": 0}
    (finding,) = document["findings"]
    assert finding["code"] == "parts-do-not-sum"
    assert (finding["severity"], finding["blocks"]) == ("error", True)
    assert (finding["file"], finding["line"], finding["length"]) == (REPORT, 7, 3)
    assert (finding["program"], finding["period"], finding["path"]) == ("kebun", "2024", "beneficiaries.by_component")
    assert "kebun/2024/beneficiaries.total" in finding["figures"]
    assert finding["hint"]
    assert finding["disclosed"] is None


def test_a_line_that_may_hold_personal_data_is_never_printed(root: Path) -> None:
    """A log of a public CI run would publish what the finding warns of."""
    from generator.cli.findings import _source_line  # noqa: PLC0415 - the one place that prints lines
    from generator.findings import Finding, Mark, Severity  # noqa: PLC0415
    from generator.i18n import msg  # noqa: PLC0415
    from generator.project import Project  # noqa: PLC0415

    for code, shown in (("personal-number", False), ("wrong-value", True)):
        finding = Finding(code, Severity.ERROR, Mark(REPORT, 7, 10, 3), msg("masked"))
        assert ("342" in _source_line(finding, Project(root))) is shown


def test_a_source_line_cannot_steer_the_terminal(root: Path, amanah: Amanah) -> None:
    """Escape signs in a file are printed as question marks."""
    (root / REPORT).write_text("format: 1\nstatus: \x1b[2J\x07\n", encoding="utf-8")
    code, out, _ = amanah("check")
    assert code == 1
    assert "\x1b" not in out
    assert "\x07" not in out


# --- the languages of messages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "id_ID.UTF-8"}, "kesalahan"),
        ({"LANG": "C.UTF-8"}, "kesalahan"),
        ({"LANG": "de_DE.UTF-8"}, "kesalahan"),
        ({"LANG": ""}, "kesalahan"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "en_US.UTF-8"}, "error"),
    ],
)
def test_messages_come_in_the_language_of_the_environment_else_in_indonesian(
    root: Path, amanah: Amanah, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    """LC_ALL goes before LANG, and languages we do not speak give Indonesian."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    spoil(root)
    assert f": {expected}: " in amanah("check")[1]


def test_an_option_goes_before_the_environment(root: Path, amanah: Amanah) -> None:
    """Help and faults follow it too."""
    spoil(root)
    assert ": kesalahan: " in amanah("check", "--lang", "id")[1]
    assert "Periksa programs/" in amanah("check", "--help", "--lang", "id")[1]
    assert "Check programs/" in amanah("check", "--lang=en", "--help")[1]
    assert amanah("check", "--lang", "id", "/")[2].startswith("amanah: kesalahan: ")


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_help_with_an_example(amanah: Amanah, command: str) -> None:
    """`--help` is where people look first."""
    code, out, _ = amanah(command, "--help", "--lang", "en")
    assert code == 0
    assert f"amanah {command}" in out.partition("Example:")[2]


def test_the_exit_codes_stand_in_the_help(amanah: Amanah) -> None:
    """They are a promise to whoever writes scripts."""
    assert "Exit codes: 0 fine; 1 errors" in " ".join(amanah("--help", "--lang", "en")[1].split())


# --- called wrongly, or on a machine in trouble ------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["chek"],
        ["check", "--no-such-option"],
        ["check", "-C", "no/such/folder"],
        ["check", "no/such/file.yml"],
        ["check", "/"],
        ["build", "--today", "yesterday"],
        ["render"],
        ["render", "--out", "programs"],
    ],
)
def test_a_wrong_call_leaves_with_two(root: Path, amanah: Amanah, arguments: list[str]) -> None:
    """One line says what was wrong; nothing is written."""
    before = tree(root)
    code, out, err = amanah(*arguments)
    assert code == 2
    assert out == ""
    assert "Traceback" not in err
    assert {name: one for name, one in tree(root).items() if not name.startswith(".amanah/")} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "--frmat", "x"], "tidak ada pilihan --frmat; maksud Anda `--format`? (lihat `amanah build --help`)"),
        (["init"], "DIR belum disebut (lihat `amanah init --help`)"),
        (["new", "perod"], "KIND menerima salah satu dari: program, period (lihat `amanah new --help`)"),
        (["check", "--format", "x"], "--format menerima salah satu dari: text, json, github, gitlab, sarif, junit"),
        (["check", "--format"], "--format belum diberi nilai"),
        (["build", "--today", "kemarin"], "--today menerima hari, ditulis seperti 2026-01-31"),
        (["check", "-C", "tidak/ada"], "-C menerima berkas atau folder yang ada"),
        (["serve", "--port", "70000"], "--port menerima bilangan bulat dari 0 sampai 65535"),
    ],
)
def test_a_wrong_call_is_explained_in_the_readers_language(
    root: Path, amanah: Amanah, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    """One line says what is wrong, what would be right, and where to read on; none of it in click's English."""
    monkeypatch.chdir(root)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    err = amanah(*arguments)[2]
    assert err.startswith(f"amanah: kesalahan: {said}")
    assert err.count("\n") == 1


def test_the_headings_of_help_are_in_the_readers_language(amanah: Amanah) -> None:
    """Usage, options, commands, the example, and what `--help` does."""
    said = amanah("--help", "--lang", "id")[1] + amanah("init", "--help", "--lang", "id")[1]
    for word in ("Cara pakai:", "Pilihan:", "Perintah:", "Contoh:", "Tampilkan bantuan ini"):
        assert word in said
    for word in ("Usage", "Options:", "Commands:", "Example", "Show this"):
        assert word not in said


def test_a_fault_of_the_program_is_one_line_and_a_file(
    root: Path, amanah: Amanah, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Authors see that it is not their fault; developers get the traceback from the file."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(build, "examine", fail)
    code, out, err = amanah("check")
    kept = root / ".amanah/fault.txt"
    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert str(kept) in err
    assert "ZeroDivisionError: inside" in kept.read_text(encoding="utf-8")


def test_a_disk_that_refuses_leaves_with_three(root: Path, amanah: Amanah) -> None:
    """The one line names the place."""
    (root / "site").write_text("not a folder", encoding="utf-8")
    code, _, err = amanah("build")
    assert code == 3
    assert err.count("\n") == 1
    assert str(root / "site") in err


def test_an_interruption_is_quiet() -> None:
    """Ctrl+C is no fault."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    assert run(interrupt) == 130


def test_a_reader_who_goes_away_is_no_fault(root: Path) -> None:
    """`amanah check | head -1` prints a line and no complaint."""
    for number in range(400):
        (root / f"content/id/catatan-{number}.txt").write_text("", encoding="utf-8")
    command = f"{sys.executable} -m generator check --lang en | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env=_plain_environment()
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def _plain_environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])}


# --- build -------------------------------------------------------------------------------------------------------


def test_a_build_says_how_many_pages_it_made(root: Path, amanah: Amanah) -> None:
    """Both languages are counted, and nothing but the count and the place is said."""
    code, out, err = amanah("build", "--today", "2026-01-01")
    made = len(list((root / "site").rglob("index.html")))
    assert code == 0
    assert out == f"0 errors, 0 warnings, 0 disclosed\n{made} pages in site\n"
    assert err == ""


@pytest.mark.parametrize("strict", [False, True])
def test_a_build_that_is_refused_leaves_the_site_byte_for_byte(root: Path, amanah: Amanah, *, strict: bool) -> None:
    """An error, or with --strict a warning, and the readers' site is what it was."""
    assert amanah("build")[0] == 0
    before = tree(root / "site")
    if strict:
        (root / "content/id/catatan.txt").write_text("catatan", encoding="utf-8")
    else:
        spoil(root)
    code, out, _ = amanah("build", *(["--strict"] if strict else []))
    assert code == 1
    assert out.endswith("nothing was built; the former site stays as it was\n")
    assert tree(root / "site") == before


def test_a_second_build_gives_the_same_bytes(root: Path, amanah: Amanah) -> None:
    """Caches change the time that a build takes and nothing else."""
    amanah("build", "--today", "2026-01-01")
    before = tree(root / "site")
    (root / "content/id/baru.md").write_text("# Halaman baru\n", encoding="utf-8")
    amanah("build", "--today", "2026-01-01")
    assert "baru/index.html" in tree(root / "site")
    (root / "content/id/baru.md").unlink()
    amanah("build", "--today", "2026-01-01")
    assert tree(root / "site") == before


def test_a_configuration_without_the_plugin_is_said(root: Path, amanah: Amanah) -> None:
    """Without it MkDocs would publish an empty site."""
    (root / "mkdocs.yml").write_text("site_name: Uji\ntheme: {name: material}\n", encoding="utf-8")
    code, _, err = amanah("build")
    assert code == 3
    assert "plugin amanah" in err


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_terminal_sees_progress_and_a_file_does_not(root: Path, command: str) -> None:
    """A log without control signs is a log that people can read."""
    arguments = [sys.executable, "-m", "generator", command, "-C", str(root), "--lang", "en"]
    master, slave = pty.openpty()
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=slave, env={**_plain_environment(), "TERM": "xterm"}
    ) as process:
        os.close(slave)
        seen = b""
        while True:
            try:
                part = os.read(master, 4096)
            except OSError:
                break
            if not part:
                break
            seen += part
        out = process.stdout.read() if process.stdout else b""
    os.close(master)
    assert b"Reading" in seen
    assert b"Checking" in seen
    assert b"\x1b" not in out


# --- render and schema -------------------------------------------------------------------------------------------


def test_plain_files_hold_every_page_of_both_languages(root: Path, amanah: Amanah) -> None:
    """Front matter first, then one block of HTML that Markdown leaves as it is."""
    code, out, _ = amanah("render", "--out", "keluar")
    assert code == 0
    written = tree(root / "keluar")
    assert out.endswith(f"{len(written)} files in keluar\n")
    pages = json.loads((root / "keluar" / MARKER).read_text(encoding="utf-8"))["pages"]
    assert {page["file"] for page in pages} == {name for name in written if name.endswith(".md")} - {"README.md"}
    for page in pages:
        text = (root / "keluar" / page["file"]).read_text(encoding="utf-8")
        _, front, body = text.split("---\n", 2)
        assert f'lang: "{page["lang"]}"' in front
        assert body.startswith("\n<div")
        assert "\n\n" not in body.strip()
    assert "assets/stylesheets/amanah.css" in written


def test_a_render_replaces_only_what_it_made_itself(root: Path, amanah: Amanah) -> None:
    """A second run leaves nothing of the first; a folder with other files is refused."""
    amanah("render", "--out", "keluar")
    (root / "keluar/lama.md").write_text("lama", encoding="utf-8")
    assert amanah("render", "--out", "keluar")[0] == 0
    assert "lama.md" not in tree(root / "keluar")
    assert amanah("render", "--out", "content")[0] == 2


def test_a_render_of_a_project_with_errors_writes_nothing(root: Path, amanah: Amanah) -> None:
    """Another site builder gets no site that ours would refuse."""
    spoil(root)
    assert amanah("render", "--out", "keluar")[0] == 1
    assert not (root / "keluar").exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_schemas_are_valid_and_described_in_the_readers_language(root: Path, amanah: Amanah, language: str) -> None:
    """Editors show these sentences while somebody types."""
    code, _, _ = amanah("schema", "--out", "skema", "--lang", language)
    assert code == 0
    names = sorted(path.name for path in (root / "skema").iterdir())
    assert names == [f"{one}.schema.json" for one in ("organizations", "program", "publisher", "report")]
    for name in names:
        schema = json.loads((root / "skema" / name).read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"].endswith("2020-12/schema")
        assert schema["properties"]["format"]["enum"] == [1, "1"]
    report = json.loads((root / "skema/report.schema.json").read_text(encoding="utf-8"))
    said = report["properties"]["summary"]["description"]
    assert said == translator(language)("What happened, in a few sentences.")
    assert "title" in report["properties"]


def test_schemas_go_to_standard_output_without_a_folder(root: Path, amanah: Amanah) -> None:
    """One object with all four, for programs."""
    assert root.is_dir()
    code, out, _ = amanah("schema")
    assert code == 0
    assert set(json.loads(out)) == {"publisher", "organizations", "program", "report"}


def test_commands_are_those_of_the_list() -> None:
    """Each name in the list has its module, and each is reachable."""
    context = program.make_context("amanah", ["check"])
    assert [one for one in cli.COMMANDS if program.get_command(context, one) is None] == []
