"""Tables: valid for their readers, harmless in a spreadsheet, and the same bytes on every machine."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from frictionless import Package as FrictionlessPackage
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.exports.csv import EXCEL, PLAIN, write_table
from generator.exports.days import day_of
from generator.exports.table import Column, Table, Value, make_table
from generator.exports.workbook import FORMATS, Book, Cells
from generator.i18n import msg, translator
from tests.built import ROOT
from tests.cli.small import edit, small_project
from tests.exports.made import files, folder, made, programs, view

WHICH = pytest.mark.parametrize("which", ["demo", "example"])
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1+1", '=HYPERLINK("https://example.org";"x")')


# --- the data package -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "program"), [(which, program) for which in ("demo", "example") for program in programs(which)]
)
def test_frictionless_accepts_every_data_package(which: str, program: str, tmp_path: Path) -> None:
    """Every table has the form that its schema says, unique keys, and references that lead to a row."""
    for name, data in files(which).items():
        if name.startswith((f"{folder(program)}/csv/", f"{folder(program)}/datapackage.json")):
            path = tmp_path / name.removeprefix(f"{folder(program)}/")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    report = FrictionlessPackage(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["title", "fieldName", "rowNumber", "note"]) == []
    assert report.stats["tasks"] == 8


def test_the_schema_knows_that_missing_is_empty() -> None:
    """No word and no zero stands for what is missing, and the languages of texts are told apart."""
    package = json.loads(files("example")["data/datapackage.json"])
    assert {tuple(one["schema"]["missingValues"]) for one in package["resources"]} == {("",)}
    names = {field["name"] for one in package["resources"] for field in one["schema"]["fields"]}
    assert {"label_ind", "label_eng", "status", "value"} <= names
    keyed = {one["name"] for one in package["resources"] if "foreignKeys" in one["schema"]}
    assert keyed == {"results", "money", "beneficiaries"}


# --- spreadsheets ---------------------------------------------------------------------------------------------------


def _table(*texts: str) -> Table:
    columns = (Column[str]("text", msg("Note"), lambda one: one),)
    return make_table("texts", msg("Figures"), msg("Note"), columns, texts)


@pytest.mark.parametrize("dialect", [PLAIN, EXCEL], ids=["plain", "excel"])
@given(text=st.one_of(st.sampled_from(FORMULAS), st.text(max_size=12).map(lambda rest: f"={rest}")))
def test_no_text_begins_as_a_formula(dialect: object, text: str) -> None:
    """Each is led by an apostrophe, whatever comes after."""
    assert dialect in (PLAIN, EXCEL)
    chosen = PLAIN if dialect is PLAIN else EXCEL
    written = write_table(_table(text), chosen).decode().removeprefix("\ufeff")
    (row,) = list(csv.reader(io.StringIO(written, newline=""), delimiter=chosen.delimiter))[1:]
    assert row == [f"'{text}"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("36.02", False),
        ("1:30", False),
        ("2023-11", False),
        ("3-5", False),
        ("2023-11-05", True),
        ("148", True),
        ("Desa 3", True),
    ],
)
def test_excel_turns_no_text_into_a_number_or_a_day(text: str, kept: bool) -> None:  # noqa: FBT001 - a parameter
    """A code such as 36.02 would become a time; whole days and whole numbers stay what they are."""
    written = write_table(_table(text), EXCEL).decode().splitlines()[1]
    assert written == (text if kept else f"'{text}")
    assert write_table(_table(text), PLAIN).decode().splitlines()[1] == text


def _books(which: str) -> list[tuple[str, bytes]]:
    return [(one.offer.program, one.artifact.data) for one in made(which) if one.name == "xlsx"]


@WHICH
def test_workbooks_hold_typed_cells_and_nothing_that_runs(which: str) -> None:
    """Numbers are numbers, days are days, headings stay in view, and there is no formula and no link."""
    for _, data in _books(which):
        book = load_workbook(BytesIO(data))
        kinds: set[type] = set()
        for sheet in book.worksheets[1:]:
            assert isinstance(sheet, Worksheet)
            assert sheet.freeze_panes == "B2"
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    assert cell.hyperlink is None
                    kinds.add(type(cell.value))
        assert str in kinds
        with zipfile.ZipFile(BytesIO(data)) as packed:
            assert not [name for name in packed.namelist() if "vba" in name.lower() or "external" in name.lower()]
    assert {int, datetime} <= kinds or which == "demo"


def test_money_and_shares_are_formatted_by_what_they_count() -> None:
    """Rupiah have the sign of the currency, shares the sign of percent."""
    book = load_workbook(BytesIO(_books("example")[0][1]))
    sheet = book["Angka"]
    head = [cell.value for cell in sheet[1]]
    value, unit = head.index("Angka; kosong bila tidak ditampilkan atau tidak dilaporkan"), head.index("Satuan")
    formats = {
        str(row[unit].value): row[value].number_format
        for row in sheet.iter_rows(min_row=2)
        if row[value].value is not None
    }
    assert formats["rupiah"].startswith('"Rp"')
    assert "%" in formats["percent"]
    assert formats["person"] == "#,##0"


@WHICH
def test_a_workbook_is_dated_by_its_data(which: str) -> None:
    """Its day is the last one that the data tell of, never that of the build."""
    days = {"": day_of(*view(which).programs), **{one.program.id: day_of(one) for one in view(which).programs}}
    for program, data in _books(which):
        created = load_workbook(BytesIO(data)).properties.created
        assert isinstance(created, datetime)
        assert created.date() == days[program]
    assert max(days.values()) > date(2000, 1, 1)


def test_the_first_sheet_says_what_the_others_are() -> None:
    """Publisher, licence, what a missing number means, and every sheet and status."""
    book = load_workbook(BytesIO(_books("example")[0][1]))
    said = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {"Lembaga Contoh", "CC-BY-4.0", *book.sheetnames[1:], "not-reported", "suppressed"} <= set(said)


def test_an_amount_with_too_many_digits_is_not_rounded(tmp_path: Path) -> None:
    """A workbook holds fifteen digits; a longer amount is a text with all of them."""
    root = small_project(tmp_path)
    edit(root / "programs/kebun/periods/2024.yml", "Rp 12.000.000", "Rp 12.345.678.901.234.567")
    _export(root, tmp_path / "out", "xlsx")
    book = load_workbook(tmp_path / "out/data/figures.xlsx")
    values = [cell.value for row in book[translator("id")("Money")].iter_rows() for cell in row]
    assert "12345678901234567" in values


def test_a_hostile_text_is_a_text_in_every_form(tmp_path: Path) -> None:
    """A source called like a formula stays its title in the workbook, and is led by an apostrophe in CSV."""
    root = small_project(tmp_path)
    edit(root / "programs/kebun/program.yml", "title: Laporan kebun", "title: '=cmd|calc!A1'")
    _export(root, tmp_path / "out", "xlsx", "csv")
    book = load_workbook(tmp_path / "out/data/figures.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=cmd|calc!A1"]
    assert cells
    assert {cell.data_type for cell in cells} <= {"s", "f"}
    with zipfile.ZipFile(tmp_path / "out/data/figures.xlsx") as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())
    assert "'=cmd" in (tmp_path / "out/data/csv/figures.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        ("<r><b/></r>", "string", "<r><b/></r>"),
        ("<r><not closed></r>", "string", "<r><not closed></r>"),
        ("  a & b <c> \n", "string", "  a & b <c> \n"),
        ("12", "string", "12"),
        ("https://example.org", "string", "https://example.org"),
        ("=1+1", "string", "=1+1"),
        ("2024-02-29", "date", datetime(2024, 2, 29)),  # noqa: DTZ001 - a day of a sheet has no zone
        ("1900-03-01", "date", datetime(1900, 3, 1)),  # noqa: DTZ001 - as above
        ("1900-02-28", "date", "1900-02-28"),
        ("1899-12-31", "date", "1899-12-31"),
        ("2024-02", "date", "2024-02"),
        (True, "boolean", True),
        (7, "integer", 7),
        (Decimal("-0.5"), "number", -0.5),
        (Decimal("1E+3"), "number", 1000),
        (Decimal(12345678901234567), "number", "12345678901234567"),
    ],
)
def test_a_cell_of_a_workbook_is_read_as_what_it_is(value: Value, kind: str, read: object) -> None:
    """Texts stay texts, whatever they look like; days before March 1900, which programs count differently, too."""
    columns = (Column[Value]("value", msg("Note"), lambda one: one, kind),)
    book = Book(translator("en"), "<r></r>", "&", date(2024, 1, 1))
    book.add_lines("<r>", (20,), [(("<r></r>", "bold"),)])
    book.add_table(Cells().fill(make_table("n", msg("Figures"), msg("Note"), columns, (value, None, value)), "en"))
    found = load_workbook(BytesIO(book.close()))
    cells = [row[0] for row in found["Figures"].iter_rows(min_row=2)]
    assert [one.value for one in cells] == [read, None, read]
    assert type(cells[0].value) is type(read)
    assert cells[0].data_type != "f"
    assert found["<r>"]["A1"].value == "<r></r>"


def test_formats_are_numbered_in_their_order() -> None:
    """Rows name a format by its number, which the library gives away."""
    book = Book(translator("en"), "t", "a", date(2024, 1, 1))
    book.add_lines("Formats", (20,), [((name, name),) for name in FORMATS])
    sheet = load_workbook(BytesIO(book.close()))["Formats"]
    looks = {str(row[0].value): row[0] for row in sheet.iter_rows()}
    for name, said in FORMATS.items():
        cell = looks[name]
        assert cell.number_format == said.get("num_format", "General")
        assert bool(cell.font.b) is bool(said.get("bold"))
        colour = str(said.get("bg_color", "#000000")).removeprefix("#")
        assert cell.fill.fgColor.rgb[2:] == colour


# --- the same on every machine --------------------------------------------------------------------------------------


def _export(root: Path, out: Path, *names: str, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "generator", "export", *names, "-C", str(root), "--out", str(out)]
    subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, cwd=ROOT)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_every_file_is_the_same_on_another_machine(tmp_path: Path) -> None:
    """Another zone, language, order of hashes and day of the clock change no byte."""
    root = small_project(tmp_path / "project")
    first = _export(root, tmp_path / "a", TZ="Asia/Jakarta", PYTHONHASHSEED="1", LC_ALL="id_ID.UTF-8")
    second = _export(root, tmp_path / "b", TZ="America/New_York", PYTHONHASHSEED="2", LC_ALL="C", SOURCE_DATE_EPOCH="9")
    assert first == second
    assert len(first) > 30


def test_numbers_are_plain_decimals() -> None:
    """No exponent, no grouping, no zeros that say nothing."""
    columns = (Column[Decimal]("value", msg("Unit"), lambda one: one, "number"),)
    numbers = (Decimal("1E+9"), Decimal("12.50"), Decimal("0.00"), Decimal(-3))
    made_of = make_table("n", msg("Figures"), msg("Note"), columns, numbers)
    assert write_table(made_of, PLAIN).decode().split() == ["value", "1000000000", "12.5", "0", "-3"]
    assert write_table(made_of, EXCEL).decode().split()[1:] == ["1000000000", "12,5", "0", "-3"]
