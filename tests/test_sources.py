"""Reading `programs/` from the disk: encodings, sizes, links and files that belong elsewhere."""

import os
from pathlib import Path

import pytest

from generator import build
from generator.cli.preview import Preview
from generator.project import Project
from generator.sources import MAX_BYTES, MAX_DEPTH, Reading, judge_templates, read, read_pages, read_plain, sum_inputs
from tests.built import run_here
from tests.cli.small import small_project


def reading(root: Path, files: dict[str, bytes]) -> Reading:
    """Write files below a folder and read them."""
    for name, data in files.items():
        path = root / "programs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return read(Project(root))


def codes(found: Reading) -> list[str]:
    """Return what was refused, as `file:line code`."""
    return [f"{one.mark.file}:{one.mark.line} {one.code}" for one in found.findings]


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    """The order does not depend on the disk, and names carry `/` on every system."""
    found = reading(tmp_path, {"b/program.yml": b"x: 1", "a/program.yml": b"x: 2", "publisher.yml": b"x: 3"})
    assert [one.path for one in found.sources] == [
        "programs/a/program.yml",
        "programs/b/program.yml",
        "programs/publisher.yml",
    ]
    assert found.findings == ()


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """Some editors put it before UTF-8."""
    found = reading(tmp_path, {"publisher.yml": b"\xef\xbb\xbfformat: 1"})
    assert [one.text for one in found.sources] == ["format: 1"]


@pytest.mark.parametrize(
    ("data", "line"),
    [("format: 1\nname: café".encode("latin-1"), 2), ("format: 1".encode("utf-16"), 1), (b"a\nb\n\xff", 3)],
)
def test_another_encoding_is_refused_at_its_line(tmp_path: Path, data: bytes, line: int) -> None:
    """The author is told to save the file as UTF-8."""
    assert codes(reading(tmp_path, {"publisher.yml": data})) == [f"programs/publisher.yml:{line} wrong-encoding"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """The limit keeps a single file from filling the memory."""
    found = reading(tmp_path, {"publisher.yml": b"#" * (MAX_BYTES + 1), "organizations.yml": b"#" * MAX_BYTES})
    assert codes(found) == ["programs/publisher.yml:1 file-too-large"]
    assert [one.path for one in found.sources] == ["programs/organizations.yml"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link could publish any file of the machine."""
    secret = tmp_path / "secret.yml"
    secret.write_text("format: 1")
    (tmp_path / "programs").mkdir()
    (tmp_path / "programs" / "publisher.yml").symlink_to(secret)
    (tmp_path / "programs" / "folder").symlink_to(tmp_path)
    found = read(Project(tmp_path))
    assert codes(found) == ["programs/folder:1 irregular-file", "programs/publisher.yml:1 irregular-file"]
    assert found.sources == ()
    assert all("link" in str(one.message) for one in found.findings)


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    """Reading a pipe would wait for ever."""
    (tmp_path / "programs").mkdir()
    os.mkfifo(tmp_path / "programs" / "publisher.yml")
    assert codes(read(Project(tmp_path))) == ["programs/publisher.yml:1 irregular-file"]


def test_other_files_are_named_unless_they_are_media(tmp_path: Path) -> None:
    """A file that nobody reads is shown, one below `media` is listed, a hidden one is left alone."""
    found = reading(tmp_path, {"a/program.yaml": b"", "a/media/photo.jpg": b"x", "a/.DS_Store": b"x", "notes.txt": b""})
    assert codes(found) == ["programs/a/program.yaml:1 unexpected-file", "programs/notes.txt:1 unexpected-file"]
    assert found.media == ("programs/a/media/photo.jpg",)


def test_a_project_without_programs_says_so(tmp_path: Path) -> None:
    """The command may have been started in the wrong folder."""
    assert codes(read(Project(tmp_path))) == ["programs:1 no-programs"]


@pytest.mark.parametrize("name", ["programs", "content"])
def test_a_folder_of_the_project_that_is_a_link_is_refused(tmp_path: Path, name: str) -> None:
    """The whole folder could be that of another project, or of the machine."""
    root = small_project(tmp_path / "project")
    (root / name).rename(tmp_path / "elsewhere")
    (root / name).symlink_to(tmp_path / "elsewhere")
    project = Project(root)
    found = read(project).findings + read_pages(project)[1]
    assert f"{name}:1 irregular-file" in [f"{one.mark.file}:{one.mark.line} {one.code}" for one in found]
    assert not [path for path in sum_inputs(project) if path.startswith(name)]


def test_templates_are_files_too(tmp_path: Path) -> None:
    """A link is refused, since nobody sees a change behind it; so is a name that no manifest can hold."""
    root = small_project(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (root / "templates").mkdir()
    (root / "templates/partials").symlink_to(tmp_path / "elsewhere")
    Path(os.fsdecode(bytes(root / "templates") + b"/gamb\xe9.png")).write_bytes(b"x")
    found = judge_templates(Project(root))
    assert [one.code for one in found] == ["irregular-file"] * 2
    assert "templates/partials" in [one.mark.file for one in found]
    assert build.build(Project(root)).blocked
    assert not [path for path in sum_inputs(Project(root)) if path.startswith("templates")]


def test_what_an_editor_leaves_beside_a_template_is_nothing(tmp_path: Path) -> None:
    """Emacs marks an unsaved file with a link that leads nowhere, vim with a hidden copy."""
    root = small_project(tmp_path / "project")
    (root / "templates/pages").mkdir(parents=True)
    (root / "templates/pages/.#home.html.jinja").symlink_to("somebody@machine.1234")
    (root / "templates/pages/.home.html.jinja.swp").write_bytes(b"\x00")
    before = build.build(Project(root))
    assert not before.blocked
    assert not [path for path in before.statement.inputs if path.startswith("templates")]
    warm = Preview(Project(root), tmp_path / "situs")
    warm.folder.mkdir()
    warm.refresh()
    assert "Kebun Warga" in (warm.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        *((name, "Windows") for name in ("con.yml", "NUL.yml", "aux", "com1.jpg", "lpt9.yml", "b.", "c ", "CON .yml")),
        ("x" * 117 + ".yml", "longer than"),
        ("a\u200eb.yml", "nobody sees"),
    ],
)
def test_names_that_other_systems_cannot_hold_are_refused(tmp_path: Path, name: str, word: str) -> None:
    """A repository with such a name cannot be copied to every machine."""
    found = reading(tmp_path, {f"a/media/{name}": b"x"})
    assert len(found.findings) == 1
    assert found.findings[0].code == "irregular-file"
    assert word in str(found.findings[0].message)
    assert found.media == ()


@pytest.mark.parametrize(
    "pair", [("foto.jpg", "Foto.jpg"), ("caf\u00e9.jpg", "cafe\u0301.jpg"), ("STRASSE.jpg", "stra\u00dfe.jpg")]
)
def test_names_that_some_systems_take_for_one_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    """On a system that tells capitals or accents apart less strictly, one of them would be lost."""
    found = reading(tmp_path, {f"a/media/{one}": b"x" for one in pair})
    assert codes(found) == [f"programs/a/media/{pair[1]}:1 irregular-file"]
    assert found.media == (f"programs/a/media/{pair[0]}",)


def test_folders_do_not_stand_in_each_other_for_ever(tmp_path: Path) -> None:
    """A thousand of them are refused at the ninth, before the stack ends."""
    deep = tmp_path / "programs"
    for _ in range(300):
        deep /= "a"
    deep.mkdir(parents=True)
    assert codes(read(Project(tmp_path))) == [f"programs{'/a' * MAX_DEPTH}:1 irregular-file"]


def test_what_takes_the_place_of_a_file_meanwhile_is_not_read(tmp_path: Path) -> None:
    """Between the look at a folder and the reading of a file, a link or a pipe may have come there."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "."):
        with pytest.raises(OSError, match=r"."):
            read_plain(tmp_path / name, 10)
    assert read_plain(tmp_path / "secret", 3) == b"secr"


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_a_refusal_shows_nothing_of_what_a_link_leads_to(tmp_path: Path, form: str) -> None:
    """The line that is printed below a finding must not be one of another file, nor wait for a pipe."""
    root = small_project(tmp_path / "project")
    (tmp_path / "secret").write_text("kata-sandi: rahasia-sekali\n")
    (root / "programs/kebun/rahasia.yml").symlink_to(tmp_path / "secret")
    (root / "content/id/rahasia.md").symlink_to(tmp_path / "secret")
    (root / "content/previous-manifest.json").symlink_to(tmp_path / "secret")
    os.mkfifo(root / "programs/kebun/pipa.yml")
    said = run_here("check", "-C", str(root), "--format", form, code=1)
    assert said.count("irregular-file") >= 4
    assert "rahasia-sekali" not in said
