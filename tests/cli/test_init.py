"""`amanah init`: a publisher's project out of nothing, and the shells that complete its commands."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator import build, cli, starting
from generator.documents import parse
from generator.project import STARTER, Project
from generator.sources import Source
from tests.built import ROOT
from tests.cli.small import tree


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command in this process and return its exit code and what it printed."""
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    said = capsys.readouterr()
    return int(str(left.value.code)), said.out, said.err


def test_a_new_project_passes_all_checks_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither an error nor a warning, and the next commands are named."""
    code, said, _ = run(capsys, "init", str(tmp_path / "laporan"), "--lang", "en", "--name", "Yayasan Melati")
    assert code == 0
    assert "amanah build" in said
    assert build.examine(Project(tmp_path / "laporan")).findings == ()
    assert run(capsys, "check", "-C", str(tmp_path / "laporan"), "--strict")[0] == 0


def test_a_new_project_has_the_fixed_layout_and_no_program_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Data, pages and overrides, the files of editors and git, and nothing with a name that only has a meaning here."""
    code, said, _ = run(capsys, "init", str(tmp_path / "laporan"), "--format", "json")
    files = json.loads(said)["files"]
    assert code == 0
    tops = {one.partition("/")[0] for one in files}
    assert {"programs", "content", "templates", "mkdocs.yml", ".gitignore", ".gitattributes", ".vscode"} <= tops
    assert "generator" not in tops
    assert not [one for one in files if starting.project.HIDDEN in one]
    assert all((tmp_path / "laporan" / one).is_file() for one in files)


def test_it_is_a_git_repository_where_it_lies_in_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A project inside a repository of somebody else is left to that one, and `--no-git` makes none."""
    said = json.loads(run(capsys, "init", str(tmp_path / "satu"), "--format", "json")[1])
    assert said["repository"] is True
    assert (tmp_path / "satu" / ".git").is_dir()
    said = json.loads(run(capsys, "init", str(tmp_path / "satu" / "dua"), "--format", "json")[1])
    assert said["repository"] is False
    run(capsys, "init", str(tmp_path / "tiga"), "--no-git")
    assert not (tmp_path / "tiga" / ".git").exists()


NAMES = ["Yayasan Melati", 'Lembaga "Amanah" & Kawan: Bogor', "Null", "#1 Peduli", "{Kurung}", "Kota, Desa", "تجربة"]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_stands_in_the_file_as_it_was_typed(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What YAML would read otherwise is put between quotes; the comments of the file stay."""
    assert run(capsys, "init", str(tmp_path / "laporan"), "--name", name)[0] == 0
    text = (tmp_path / "laporan/programs/publisher.yml").read_text(encoding="utf-8")
    document, faults = parse(Source("programs/publisher.yml", text, ""))
    assert not faults
    assert document is not None
    assert document.root["name"] == name
    assert text.count("#") >= (STARTER / "programs/publisher.yml").read_text(encoding="utf-8").count("#")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written over; an empty repository from a forge is no other file."""
    (tmp_path / "penting.txt").write_text("jangan disentuh", encoding="utf-8")
    before = tree(tmp_path)
    code, _, said = run(capsys, "init", str(tmp_path), "--lang", "en")
    assert code == 2
    assert "holds other files" in said
    assert tree(tmp_path) == before
    (tmp_path / "penting.txt").unlink()
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert run(capsys, "init", str(tmp_path))[0] == 0


def test_a_terminal_is_asked_for_the_name(tmp_path: Path) -> None:
    """Whoever sits there types it; elsewhere nobody is asked."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "init", str(tmp_path / "laporan"), "--lang", "en"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT) as process:
        os.write(ours, b"Yayasan Kenanga\n")
        assert process.wait(timeout=60) == 0
    os.close(theirs)
    os.close(ours)
    assert "name: Yayasan Kenanga\n" in (tmp_path / "laporan/programs/publisher.yml").read_text(encoding="utf-8")


def test_a_new_project_has_the_configuration_of_this_one() -> None:
    """What is changed here reaches new projects too; only the comments are for other readers."""

    class Loader(yaml.SafeLoader):
        """Reads MkDocs' own tag as a list."""

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))  # type: ignore[arg-type]
    ours, new = ((ROOT / "mkdocs.yml"), STARTER / "mkdocs.yml")
    first, second = (yaml.load(one.read_text(encoding="utf-8"), Loader=Loader) for one in (ours, new))  # noqa: S506
    assert first == second


def test_the_nearest_command_is_offered(capsys: pytest.CaptureFixture[str]) -> None:
    """A slip of the finger costs one line, with the exit code of a wrong call."""
    code, _, said = run(capsys, "biuld")
    assert code == 2
    assert "`amanah build`" in said
    code, _, said = run(capsys, "xyzzy")
    assert code == 2
    assert "amanah --help" in said


def test_where_there_is_no_project_the_command_that_makes_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty folder is no fault of the files."""
    code, said, _ = run(capsys, "check", "-C", str(tmp_path))
    assert code == 1
    assert "amanah init" in said


def test_one_template_of_the_project_takes_the_place_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are those that come with the program, of the pages and of the theme."""
    root = tmp_path / "laporan"
    run(capsys, "init", str(root))
    for name, text in (
        ("pages/programs.html.jinja", "<h1>Daftar kami sendiri</h1>"),
        ("theme/assets/images/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("theme/assets/images/logo.txt", "milik kami"),
    ):
        path = root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert run(capsys, "build", "-C", str(root))[0] == 0
    assert "Daftar kami sendiri" in (root / "site/program/index.html").read_text(encoding="utf-8")
    assert (root / "site/assets/images/favicon.svg").read_text(encoding="utf-8").startswith("<svg xmlns='")
    assert (root / "site/assets/images/logo.txt").is_file()
    assert list((root / "site/assets/stylesheets").glob("amanah*.css"))
    assert "kebun" in (root / "site/index.html").read_text(encoding="utf-8").lower()
