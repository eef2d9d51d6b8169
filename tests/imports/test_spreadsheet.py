"""A workbook goes out with what a report says, and comes back as changes of the report and nothing else."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator import loader, sources
from generator.errors import UsageError
from generator.findings import Severity
from generator.imports.proposal import foresee, with_files
from generator.imports.spreadsheet import Order
from tests.imports.project import EXAMPLE, PATH, ROOT, change, copy, propose, template

WHY = Order(today=dt.date(2026, 1, 5), reason="Angka diperbaiki.")
REPORTS = sorted(
    (home, path.relative_to(home).as_posix())
    for home in (EXAMPLE, ROOT)
    for path in (home / "programs").glob("*/periods/*.yml")
)


def row_of(sheet: Worksheet, *begin: object) -> int:
    """Return the row that begins with some values."""
    for row in sheet.iter_rows(min_row=6):
        if [cell.value for cell in row[: len(begin)]] == list(begin):
            return int(row[0].row or 0)
    raise AssertionError(begin)


def empty_row(sheet: Worksheet) -> int:
    """Return the first row below the headings that says nothing."""
    return next(row for row in range(6, 500) if all(cell.value in (None, "") for cell in sheet[row][:9]))


@pytest.mark.parametrize(("home", "path"), REPORTS, ids=[path for _, path in REPORTS])
def test_a_template_that_nobody_touched_changes_nothing(tmp_path: Path, home: Path, path: str) -> None:
    """YAML to the prefilled workbook and back is the same file, without a finding."""
    project = copy(tmp_path / "p", home)
    _, program, _, name = path.split("/")
    made = propose(project, template(project, program, name.removesuffix(".yml")))
    assert made.findings == ()
    assert made.changed == ()


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    """A workbook holds no clock and no chance."""
    project = copy(tmp_path / "p")
    assert template(project) == template(project)


def _edit(book: openpyxl.Workbook) -> None:
    money, people, done = book["Keuangan"], book["Penerima"], book["Kegiatan"]
    row = row_of(money, "wakaf", "saldo awal")
    money.cell(row, 7, 5)
    row = empty_row(money)
    for place, value in ((1, "dana zakat"), (2, "diterima"), (5, "Para muzaki"), (7, "Rp 25 juta")):
        money.cell(row, place, value)
    row = empty_row(money)
    for place, said in ((1, "zakat"), (2, "spent"), (3, "asnaf"), (4, "fakir"), (7, 25_000_000)):
        money.cell(row, place, said)
    people.cell(row_of(people, "total"), 3, 149)
    row = empty_row(done)
    for place, cell in (
        (3, "Panen raya"),
        (4, "Harvest"),
        (5, dt.date(2024, 6, 20)),
        (8, "Donggo; sanggar"),
        (10, 120),
    ):
        done.cell(row, place, cell)


def test_a_corrected_workbook_updates_in_place_and_records_what_stood_there(tmp_path: Path) -> None:
    """Only the lines concerned change; the former numbers of a published report go into corrections."""
    project = copy(tmp_path / "p")
    made = propose(project, change(template(project), _edit), WHY)
    assert made.findings == ()
    assert made.corrections == 2
    (file,) = made.files
    before, after = file.before.splitlines(), file.after.splitlines()
    assert {line.strip() for line in before if before.count(line) > after.count(line)} == {
        "total: {value: 148, unit: person, source: laporan-lapangan}",
        "opening: 0",
    }
    assert "  total: {value: 149, unit: person, source: laporan-lapangan}" in after
    assert "    # Wakaf hanya boleh menjadi sumur; pipa dibiayai dana lain." in after
    loaded = loader.load(with_files(sources.read(project), made.files))
    assert loaded.portfolio is not None
    assert not [one for one in loaded.findings if one.severity is Severity.ERROR]
    report = next(one for _, one in loaded.portfolio.all_reports() if one.document == PATH)
    assert [(one.at, one.was and one.was.origin.written) for one in report.corrections] == [  # type: ignore[union-attr]
        ("finance.funds.wakaf.opening", "0"),
        ("beneficiaries.total", "148"),
    ]
    zakat = report.finance and report.finance.funds["zakat"]
    assert zakat
    assert zakat.received[0].id == "para-muzaki"
    assert zakat.spent
    assert zakat.spent.by_asnaf["fakir"]
    assert report.activities[-1].places == ("donggo", "sanggar")
    assert any(one.code == "parts-do-not-sum" for one in foresee(sources.read(project), made.files))


def test_a_published_number_is_not_replaced_without_a_reason(tmp_path: Path) -> None:
    """Without a reason, or without a day, nothing is written."""
    project = copy(tmp_path / "p")
    data = change(template(project), _edit)
    for order in (Order(), Order(reason="x"), Order(today=dt.date(2026, 1, 5))):
        made = propose(project, data, order)
        assert made.blocked
        assert made.files == ()


def _set(sheet: str, begin: tuple[object, ...], column: int, value: object) -> Callable[[openpyxl.Workbook], None]:
    def edit(book: openpyxl.Workbook) -> None:
        book[sheet].cell(row_of(book[sheet], *begin), column).value = value

    return edit


FAULTS: dict[str, tuple[str, tuple[object, ...], int, object, str, str]] = {
    "an amount that could be two": ("Keuangan", ("wakaf", "saldo awal"), 7, "1.500", "wrong-amount", "G6"),
    "no number at all": ("Keuangan", ("wakaf", "saldo awal"), 7, "lima ratus", "wrong-amount", "G6"),
    "a date as an amount": ("Keuangan", ("wakaf", "saldo awal"), 7, dt.date(2024, 1, 1), "wrong-amount", "G6"),
    "yes as an amount": ("Keuangan", ("wakaf", "saldo awal"), 7, True, "wrong-amount", "G6"),
    "a fund that nobody knows": ("Keuangan", ("wakaf", "saldo awal"), 1, "wakf", "unknown-word", "A6"),
    "an amount of nothing": ("Keuangan", ("wakaf", "saldo awal"), 2, None, "incomplete-row", "B6"),
    "a formula never calculated": ("Keuangan", ("wakaf", "saldo awal"), 7, "=1+1", "formula-without-value", "G6"),
    "a date that is none": ("Kegiatan", ("survei-lahan",), 6, "2024-13-01", "wrong-date", "F6"),
    "an id that is none": ("Kegiatan", ("survei-lahan",), 1, "Survei Lahan", "wrong-value", "A6"),
    "a place that is none": ("Kegiatan", ("survei-lahan",), 8, "Donggo; Bulan", "unknown-word", "H6"),
    "a count below zero by two": ("Penerima", ("total",), 3, "1,234", "wrong-amount", "C6"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_its_sheet_and_cell(tmp_path: Path, name: str) -> None:
    """Whatever is wrong is said with the cell as the spreadsheet calls it, and nothing is written."""
    sheet, begin, column, value, code, cell = FAULTS[name]
    project = copy(tmp_path / "p")
    made = propose(project, change(template(project), _set(sheet, begin, column, value)), WHY)
    assert (code, f"isian.xlsx:{sheet}!{cell}") in {(one.code, str(one.mark)) for one in made.findings}
    assert made.blocked
    assert made.files == ()


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """One run tells what is wrong on every sheet."""
    project = copy(tmp_path / "p")
    data = template(project)
    for sheet, begin, column, value in (
        ("Keuangan", ("wakaf", "saldo awal"), 7, "1.500"),
        ("Penerima", ("total",), 3, "banyak"),
        ("Kegiatan", ("survei-lahan",), 6, "kemarin"),
    ):
        data = change(data, _set(sheet, begin, column, value))
    found = propose(project, data, WHY).findings
    assert {str(one.mark) for one in found} == {
        "isian.xlsx:Keuangan!G6",
        "isian.xlsx:Penerima!C6",
        "isian.xlsx:Kegiatan!F6",
    }


def test_an_empty_cell_takes_nothing_away(tmp_path: Path) -> None:
    """Missing is not zero: the figure stays, and a warning says how to take it out."""
    project = copy(tmp_path / "p")
    made = propose(project, change(template(project), _set("Penerima", ("total",), 3, None)))
    assert made.changed == ()
    assert [(one.code, one.severity) for one in made.findings] == [("empty-cell", Severity.WARNING)]


def test_two_rows_about_one_figure_are_refused(tmp_path: Path) -> None:
    """The second row names the cell of the first."""
    project = copy(tmp_path / "p")

    def edit(book: openpyxl.Workbook) -> None:
        row = empty_row(book["Penerima"])
        for place, value in ((1, "total"), (3, 150)):
            book["Penerima"].cell(row, place, value)

    made = propose(project, change(template(project), edit), WHY)
    assert [one.code for one in made.findings] == ["duplicate-row"]
    assert "Penerima!C6" in str(made.findings[0].message)


def test_a_report_that_is_not_there_is_made_as_a_draft(tmp_path: Path) -> None:
    """A template for a new period, filled, becomes a file that can be loaded; what is missing in it is said."""
    project = copy(tmp_path / "p")
    data = template(project, report="2026-semester-1")

    def edit(book: openpyxl.Workbook) -> None:
        for row, value in ((3, "2026-01-01"), (4, dt.date(2026, 6, 30)), (9, "Sumur baru.")):
            book["Laporan"].cell(row, 2, value)
        sheet = book["Keuangan"]
        for place, value in ((1, "wakaf"), (2, "saldo awal"), (7, "Rp 1.250.000")):
            sheet.cell(6, place, value)

    made = propose(project, change(data, edit))
    assert made.findings == ()
    (file,) = made.files
    assert file.before == ""
    loaded = loader.load(with_files(sources.read(project), made.files))
    assert loaded.portfolio is not None
    report = next(one for _, one in loaded.portfolio.all_reports() if one.document == file.file)
    assert report.status == "draft"
    assert str(report.period.to) == "2026-06-30"
    assert report.finance
    assert report.finance.funds["wakaf"].opening


def test_columns_may_change_places_and_rows_may_be_sorted(tmp_path: Path) -> None:
    """Only the headings tell which column is which."""
    project = copy(tmp_path / "p")

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Penerima"]
        for row in sheet.iter_rows(min_row=4, max_row=40, max_col=6):
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value

    assert propose(project, change(template(project), edit)).changed == ()


def test_the_caller_decides_which_report_it_is(tmp_path: Path) -> None:
    """The caller's word counts for more than the workbook's; a name that is none is refused."""
    project = copy(tmp_path / "p")
    made = propose(project, template(project), Order(report="2026-semester-2"))
    assert {one.file for one in made.files} <= {"programs/air-bersih-bima/periods/2026-semester-2.yml"}
    for order in (Order(program="x"), Order(report="../x")):
        with pytest.raises(UsageError):
            propose(project, template(project), order)
