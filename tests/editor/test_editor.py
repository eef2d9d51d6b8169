"""Hover, completion and red lines of the files, as the language server of editors makes them out of our schemas."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import editor as lines
from generator.cli import schema
from generator.i18n import translator
from generator.project import PACKAGE, Project
from tests.built import ROOT, run_here
from tests.editor.server import Editor, editor

EXAMPLE = ROOT / "examples/lembaga-contoh"
REPORT = ROOT / "programs/klaster-mandiri-lebak/periods/akhir-program.yml"
LINE = lines.modeline("programs/x/periods/y.yml")
FOLDERS = [ROOT, EXAMPLE]
"""Where the schemas are committed; `amanah init` makes those of new projects."""


@pytest.fixture(scope="module")
def desk() -> Iterator[Editor]:
    """Run one language server for all tests of this file."""
    with editor(ROOT) as running:
        yield running


def typed(desk: Editor, text: str, name: str = "programs/x/periods/y.yml") -> tuple[Path, list[str], list[int]]:
    """Open a text as a file that is not saved; return its path, and the messages and lines of what is red."""
    path = ROOT / name
    found = desk.open(path, text)
    return path, [one["message"] for one in found], [one["range"]["start"]["line"] for one in found]


@pytest.mark.parametrize("root", [ROOT, EXAMPLE], ids=["demo", "example"])
def test_files_that_are_right_have_no_red_line(desk: Editor, root: Path) -> None:
    """All files of the five programs and of the example; each names its schema in its first line."""
    files = sorted((root / "programs").rglob("*.yml"))
    assert len(files) > 8
    red = {str(path): found for path in files if (found := desk.open(path))}
    assert red == {}


def test_a_field_says_what_it_means_in_both_languages(desk: Editor) -> None:
    """The Indonesian sentence first, then the English one."""
    desk.open(REPORT)
    number, line = next((n, one) for n, one in enumerate(REPORT.read_text().split("\n")) if "beneficiaries:" in one)
    said = desk.hover(REPORT, number, line.index("beneficiaries") + 2)
    assert said.startswith("Siapa yang terjangkau program.\n\n*Whom the program reached.*")
    desk.close(REPORT)


def test_a_choice_says_what_its_words_mean(desk: Editor) -> None:
    """The words are English, their meaning Indonesian."""
    path, _, _ = typed(desk, f"{LINE}\nformat: 1\nactivities:\n  - id: a\n    kind: training\n")
    said = desk.hover(path, 4, 6)
    assert "Jenis kegiatan." in said
    assert "* `training`: pelatihan" in said
    desk.close(path)


def test_a_number_shows_how_it_may_be_written(desk: Editor) -> None:
    """Examples of amounts stand in the tooltip of a count."""
    path, _, _ = typed(desk, f"{LINE}\nformat: 1\nbeneficiaries:\n  total: 12\n")
    assert "Rp 1,5 miliar" in desk.hover(path, 3, 4)
    desk.close(path)


def test_fields_and_words_are_offered(desk: Editor) -> None:
    """Fields at the top, funds below `funds`, words of a choice behind its key."""
    text = f"{LINE}\nformat: 1\nstatus: \nfinance:\n  funds:\n    \nbeneficiaries:\n  by_sex:\n    \n\n"
    path, _, _ = typed(desk, text)
    assert set(desk.complete(path, 2, 8)) == {"draft", "final"}
    assert {"zakat", "csr", "wakaf"} <= set(desk.complete(path, 5, 4))
    assert set(desk.complete(path, 8, 4)) == {"female", "male"}
    desk.close(path)
    path, _, _ = typed(desk, f"{LINE}\nformat: 1\n\n")
    assert {"summary", "period", "challenges"} <= set(desk.complete(path, 2, 0))
    desk.close(path)


def test_a_wrong_key_and_a_wrong_word_are_red_where_they_stand(desk: Editor) -> None:
    """Before anything is built."""
    text = f"{LINE}\nformat: 1\nperiod: {{to: 2025-06}}\nstatus: fertig\nsummary: Teks.\nkendala: tidak ada\n"
    path, said, at = typed(desk, text)
    assert at == [3, 5]
    assert "draft" in said[0]
    assert "kendala" in said[1]
    desk.close(path)


@pytest.mark.parametrize("folder", FOLDERS, ids=["demo", "example"])
def test_the_committed_schemas_are_those_of_the_model(folder: Path) -> None:
    """After a change of the model: `make schemas`."""
    there = {path.name: path.read_text("utf-8") for path in (folder / lines.SCHEMAS).iterdir()}
    assert there == schema.files(translator("id"))


def test_the_settings_for_editors_name_every_schema() -> None:
    """For files that lost their first line; nothing is fetched or sent."""
    settings = json.loads((PACKAGE / "starter/.vscode/settings.json").read_text("utf-8"))
    assert set(settings["yaml.schemas"]) == {f"{lines.SCHEMAS}/{name}.schema.json" for name in schema.FILES}
    assert settings["yaml.schemaStore.enable"] is False
    assert settings["redhat.telemetry.enabled"] is False
    assert (ROOT / ".vscode/settings.json").read_text() == (PACKAGE / "starter/.vscode/settings.json").read_text()


def test_the_command_prepares_a_project_once(tmp_path: Path) -> None:
    """Schemas and first lines are written; a second call finds nothing to do and changes no byte."""
    folder = tmp_path / "programs/kebun/periods"
    folder.mkdir(parents=True)
    file, other = folder / "2025.yml", folder.parent / "media.yml"
    file.write_bytes(b"# catatan\r\nformat: 1\r\n")
    other.write_text("x: 1\n")
    said = run_here("schema", "--editor", "-C", str(tmp_path))
    assert "programs/kebun/periods/2025.yml" in said
    assert file.read_bytes() == f"{LINE}\n# catatan\r\nformat: 1\r\n".encode()
    assert other.read_text() == "x: 1\n"
    assert run_here("schema", "--editor", "-C", str(tmp_path)).strip() == ""
    named = re.search(r"\$schema=(\S+)", file.read_text())
    assert named
    assert (file.parent / named[1]).resolve() == tmp_path / lines.SCHEMAS / "report.schema.json"


@pytest.mark.parametrize("root", [ROOT, EXAMPLE], ids=["demo", "example"])
def test_no_file_lacks_its_line(root: Path) -> None:
    """A new file gets its line from `amanah schema --editor`."""
    assert lines.lacking(Project(root)) == {}
