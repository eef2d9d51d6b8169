"""Workbooks of publishers who write English only, or English first: no text is lost, and none changes its language."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator import loader, sources
from generator.findings import Severity
from generator.imports.proposal import Proposal, with_files
from generator.model.report import Report
from generator.project import Project
from tests.built import run_here
from tests.imports.project import change, propose, template

PUBLISHER = "format: 1\nname: Example Institution\nabout: Made up for tests.\nlanguages: [%s]\n"
ORGANIZATIONS = "format: 1\norganizations: {coop: {name: Example Cooperative}}\n"
PROGRAM = """\
format: 1
name: Garden
summary: A shared garden.
status: active
starts: 2022
source: plan
sources: {plan: {title: Plan, language: en}}
"""
REPORT = """\
format: 1
period: {from: 2022-01-01, to: 2022-12-31}
status: draft
summary: The first year.
source: plan
activities:
  - {id: visit, title: A visit, on: 2022-03-01}
finance:
  funds:
    csr:
      received:
        - {id: giver, label: A company, amount: 700}
"""
LABEL = "label: {en: A company, id: Sebuah perusahaan}"
INDONESIAN, ENGLISH = "B7", "B8"
"""Cells of the title of a report."""
Edit = Callable[[openpyxl.Workbook], None]


def _project(folder: Path, languages: str, report: str = REPORT) -> Project:
    for name, text in (
        ("publisher.yml", PUBLISHER % languages),
        ("organizations.yml", ORGANIZATIONS),
        ("garden/program.yml", PROGRAM),
        ("garden/periods/2022.yml", report),
    ):
        path = folder / "programs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(folder)


def _import(project: Project, edit: Edit) -> Proposal:
    return propose(project, change(template(project, "garden", "2022"), edit))


def _report(project: Project, made: Proposal) -> Report:
    loaded = loader.load(with_files(sources.read(project), made.files))
    assert [one.text() for one in loaded.findings if one.severity is Severity.ERROR] == []
    assert loaded.portfolio is not None
    return next(one for _, one in loaded.portfolio.all_reports())


def _nothing(_: openpyxl.Workbook) -> None:
    """Change nothing."""


def _cell(sheet: str, cell: str, value: str | None) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return edit


@pytest.mark.parametrize(
    ("languages", "label"),
    [*((one, "label: A company") for one in ("en", "en, id", "id, en", "id")), ("en, id", LABEL), ("id, en", LABEL)],
)
def test_a_template_that_nobody_touched_changes_nothing(tmp_path: Path, languages: str, label: str) -> None:
    """Whatever the publisher's languages and their order, and however a text is written."""
    project = _project(tmp_path, languages, REPORT.replace("label: A company", label))
    made = _import(project, _nothing)
    assert [one.text() for one in made.findings] == []
    assert made.changed == ()


@pytest.mark.parametrize(("languages", "column"), [("en", "D"), ("en, id", "D"), ("id, en", "C"), ("id", "C")])
def test_a_text_without_a_language_stands_in_the_column_of_the_first(
    tmp_path: Path, languages: str, column: str
) -> None:
    """There it can be changed, and stays one text."""
    project = _project(tmp_path, languages)
    made = _import(project, _cell("Kegiatan", f"{column}6", "A long visit"))
    assert [one.text() for one in made.findings] == []
    assert [one.after for one in made.files] == [REPORT.replace("A visit", "A long visit")]


@pytest.mark.parametrize(("languages", "cell"), [("en", INDONESIAN), ("id", ENGLISH)])
def test_a_text_in_a_language_that_the_publisher_does_not_have_is_named_with_its_cell(
    tmp_path: Path, languages: str, cell: str
) -> None:
    """Nothing is written, and the warning says into which cell it can go."""
    made = _import(_project(tmp_path, languages), _cell("Laporan", cell, "Tahun 2022"))
    assert made.changed == ()
    found = [(one.code, one.severity, str(one.mark)) for one in made.findings]
    assert found == [("other-language", Severity.WARNING, f"isian.xlsx:Laporan!{cell}")]


def test_a_title_of_an_activity_in_another_language_is_named_too(tmp_path: Path) -> None:
    """Cells of rows are told like those of the report."""
    made = _import(_project(tmp_path, "en"), _cell("Kegiatan", "C6", "Kunjungan"))
    assert made.changed == ()
    assert [(one.code, str(one.mark)) for one in made.findings] == [("other-language", "isian.xlsx:Kegiatan!C6")]


def test_a_new_text_in_the_second_language_is_never_published_as_the_first(tmp_path: Path) -> None:
    """It says its language; a text of the first one needs none."""
    project = _project(tmp_path, "en, id")
    second = _report(project, _import(project, _cell("Laporan", INDONESIAN, "Tahun pertama")))
    assert second.title is not None
    assert second.title.versions == (("id", "Tahun pertama"),)
    first = _import(project, _cell("Laporan", ENGLISH, "Year one"))
    assert any("\ntitle: Year one\n" in one.after for one in first.files)


@pytest.mark.parametrize("english", ["A visit", None])
def test_a_translation_is_added_beside_a_text_without_a_language(tmp_path: Path, english: str | None) -> None:
    """The text that was there gets the language that it had; an emptied cell takes nothing away."""
    project = _project(tmp_path, "en, id")

    def edit(book: openpyxl.Workbook) -> None:
        book["Kegiatan"]["C6"], book["Kegiatan"]["D6"] = "Kunjungan", english

    made = _report(project, _import(project, edit))
    assert made.activities[0].title.versions == (("en", "A visit"), ("id", "Kunjungan"))


def test_the_name_of_a_giver_changes_in_the_language_that_the_sheet_shows(tmp_path: Path) -> None:
    """The other language stays."""
    project = _project(tmp_path, "en, id", REPORT.replace("label: A company", LABEL))

    def edit(book: openpyxl.Workbook) -> None:
        (cell,) = (one for row in book["Keuangan"].iter_rows() for one in row if one.value == "A company")
        cell.value = "Another company"

    made = _report(project, _import(project, edit))
    assert made.finance is not None
    label = made.finance.funds["csr"].received[0].label
    assert label.versions == (("en", "Another company"), ("id", "Sebuah perusahaan"))


def test_the_command_writes_texts_into_the_column_of_their_language(tmp_path: Path) -> None:
    """`amanah template` knows the languages of the publisher."""
    root, out = _project(tmp_path, "en").root, tmp_path / "isian.xlsx"
    run_here("template", "xlsx", "garden", "--period", "2022", "-C", str(root), "--out", str(out))
    sheet = openpyxl.load_workbook(out)["Laporan"]
    assert (sheet["B9"].value, sheet["B10"].value) == (None, "The first year.")
