"""XLSX: one workbook a language, with typed cells, frozen headers, a sheet to read first, and the sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.artifacts import Artifact
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.exports.cells import fill, pack
from generator.exports.days import last_day, tell_day
from generator.exports.table import STATUSES, Field, Table, Value, plain
from generator.exports.table_sheets import sheets
from generator.exports.tables import Package, package_of, package_of_site
from generator.i18n import Message, Translator, msg, translator
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "figures.xlsx"
LANGUAGES = {"id": msg("Workbook for Excel and LibreOffice, in Indonesian"),
             "en": msg("Workbook for Excel and LibreOffice, in English")}  # fmt: skip

WIDTHS = {"number": 18, "integer": 9, "date": 13, "boolean": 9}
WIDE, NARROW = 44, 20
"""Widths of columns in letters: of texts in words, and of ids."""
MOST = 20_000
"""Rows that a sheet has at most: a workbook with more opens slowly, and the programs have workbooks of their own."""
COLOURS = {
    "not-reported": "#EEEEEE", "suppressed": "#E3E0F3", "withdrawn": "#E3E0F3", "estimate": "#FFF6DB",
    "mismatch": "#FBE3DF", "incomplete": "#FFF6DB",
}  # fmt: skip
"""What lies behind a status, beside the word for it."""


def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Offer | Piece]:
    """Write one workbook a language, and contribute the cells of that of the publisher."""
    package = package_of(view, program)
    yield tell_day(program)
    yield Piece("tables", pack(package.tables))
    for language in view.publisher.languages:
        more = sheets((program,), translator(language))
        yield Piece(f"sheets/{language}", pack(more))
        yield _offer(package, more, language)


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Write one workbook a language of the publisher."""
    empty = package_of_site(view, last_day(parts))
    package = replace(empty, tables=fill(empty.tables, parts.read("tables")))
    for language in view.publisher.languages:
        more = fill(sheets((), translator(language)), parts.read(f"sheets/{language}"))
        yield _offer(package, more, language)


write_xlsx = export("xlsx", msg("Workbooks for Excel and LibreOffice"), previewed=False)(Divided(_of_program, _of_site))


def _offer(package: Package, more: Sequence[Table], language: str) -> Offer:
    artifact = Artifact(f"{package.folder}/{NAME}", _write(package, more, translator(language)), language)
    return Offer(artifact, LANGUAGES[language], MEDIA, package.program, language, named=True)


class _Book:
    """A workbook while it is written."""

    def __init__(self, package: Package, to: Translator) -> None:
        self.bytes = BytesIO()
        # No text ever becomes a formula, a link or a number: what an author typed stays a text.
        options = {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            "default_date_format": "d mmm yyyy",
        }  # fmt: skip
        self.book = Workbook(self.bytes, options)
        self.package, self.to = package, to
        self.book.set_properties({
            "title": self.title, "author": to.show(package.publisher.name), "company": "", "comments": "",
            "created": datetime.combine(package.day, time()),
        })  # fmt: skip
        self.heading = self._format(bold=True, bg_color="#1F5D57", font_color="#FFFFFF", text_wrap=True, valign="top")
        self.strong = self._format(bold=True, font_size=14)
        self.bold = self._format(bold=True)
        self.wrapped = self._format(text_wrap=True, valign="top")
        self.day = self._format(num_format="yyyy-mm-dd")
        self.whole = self._format(num_format="#,##0")
        self.broken = self._format(num_format="#,##0.##########")
        self.percent = self._format(num_format='#,##0.0###"%"')
        self.rupiah = self._format(num_format='"Rp"#,##0')
        self.cents = self._format(num_format='"Rp"#,##0.00')
        self.marked = {name: self._format(bg_color=colour) for name, colour in COLOURS.items()}

    def _format(self, **properties: object) -> Format:
        return self.book.add_format(properties)

    @property
    def title(self) -> str:
        """Return what the workbook is about."""
        about = self.package.about
        publisher = self.to.show(self.package.publisher.name)
        return f"{self.to.show(about.program.name)} ({publisher})" if about else publisher

    def format_of(self, value: Decimal, unit: Value) -> Format:
        """Return the format of a number by what it counts."""
        if unit == "rupiah":
            return self.rupiah if value == value.to_integral_value() else self.cents
        if unit == "percent":
            return self.percent
        return self.whole if value == value.to_integral_value() else self.broken


def _write(package: Package, more: Sequence[Table], to: Translator) -> bytes:
    one = _Book(package, to)
    told = (table for table in more if table.rows or table.name == "sources")
    tables = (*told, *(table for table in package.tables if len(table.rows) <= MOST))
    _read_me(one, tables)
    for table in tables:
        _sheet(one, table)
    one.book.close()
    return one.bytes.getvalue()


def _sheet(one: _Book, table: Table) -> None:
    """Write a table: headings that stay, columns as wide as what they hold, and a filter."""
    said = enumerate(table.fields)
    fields = [(at, field) for at, field in said if field.language in ("", one.to.language) and not field.detail]
    sheet = one.book.add_worksheet(one.to.show(table.sheet)[:31])
    for column, (_, field) in enumerate(fields):
        sheet.write_string(0, column, one.to.show(field.title), one.heading)
        sheet.set_column(column, column, _width(field))
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(fields) - 1)
    names = {field.name: at for at, field in enumerate(table.fields)}
    for row, cells in enumerate(table.rows, 1):
        unit = cells[names["unit"]] if "unit" in names else None
        for column, (at, field) in enumerate(fields):
            _cell(one, sheet, (row, column), cells[at], field, unit)


def _width(field: Field) -> int:
    return WIDTHS.get(field.type, WIDE if field.language or field.name in ("address", "source", "title") else NARROW)


def _cell(one: _Book, sheet: Worksheet, at: tuple[int, int], value: Value, field: Field, unit: Value) -> None:
    """Write one typed cell; what is missing stays empty."""
    if value is None:
        return
    if isinstance(value, Decimal):
        unit = field.unit or (unit if field.type == "number" else None)
        _number(one, sheet, at, value, unit)
    elif isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, int):
        sheet.write_number(*at, value)
    elif field.type == "date" and (day := _day(value)) is not None:
        sheet.write_datetime(*at, day, one.day)
    else:
        sheet.write_string(*at, value, one.marked.get(value) if field.name == "status" else None)


def _number(one: _Book, sheet: Worksheet, at: tuple[int, int], value: Decimal, unit: Value) -> None:
    """Write a number; one with more digits than a workbook can hold is a text, so that none of them is lost."""
    if Decimal(f"{float(value):.15G}") == value:
        sheet.write_number(*at, float(value), one.format_of(value, unit))
    else:
        sheet.write_string(*at, plain(value))


def _day(text: str) -> date | None:
    """Return a whole day that a workbook can hold; months, years and doubtful days stay texts."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year >= 1900 else None


# --- the sheet to read first -------------------------------------------------------------------------------------


def _read_me(one: _Book, tables: Iterable[Table]) -> None:
    sheet, to = one.book.add_worksheet(one.to("Read me")), one.to
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, one.title, one.strong)
    row = 2
    for name, said in _about(one):
        sheet.write_string(row, 0, to.show(name), one.bold)
        sheet.write_string(row, 1, said, one.wrapped)
        row += 1
    row = _list(one, sheet, row + 1, msg("Sheets"), ((to.show(table.sheet), table.title) for table in tables))
    _list(one, sheet, row + 1, msg("What the column status says"), STATUSES.items())


def _list(one: _Book, sheet: Worksheet, row: int, title: Message, lines: Iterable[tuple[str, Message]]) -> int:
    """Write a heading and a list of two columns; return the row after it."""
    sheet.write_string(row, 0, one.to.show(title), one.strong)
    for name, said in lines:
        row += 1
        sheet.write_string(row, 0, name, one.marked.get(name) or one.bold)
        sheet.write_string(row, 1, one.to.show(said), one.wrapped)
    return row + 1


def _about(one: _Book) -> Iterator[tuple[Message, str]]:
    """Yield what a reader must know before using the numbers."""
    publisher, to = one.package.publisher, one.to
    yield msg("Publisher"), to.show(publisher.name)
    if publisher.notice:
        yield msg("Notice"), to.show(publisher.notice)
    if publisher.fictional:
        yield msg("Fictional"), to("Publisher and figures are made up.")
    yield msg("Licence of the data"), publisher.data_license
    yield msg("Data up to"), one.package.day.isoformat()
    if publisher.site_url:
        yield msg("Site"), publisher.site_url
    yield (
        msg("Missing is not zero"),
        to("An empty cell was not reported or may not be shown; the column status says which. Zero is written 0."),
    )
    yield (
        msg("Adding up"),
        to(
            "The same money and the same people stand in several rows: as a whole, and divided in several ways. "
            "Add rows of one split only."
        ),
    )
    if any(len(table.rows) > MOST for table in one.package.tables):
        yield (
            msg("Left out"),
            to("Tables that are too long for a workbook; the workbook of each program and the CSV files have them."),
        )
    yield msg("Tracing"), to("The address of a figure is its row on the site, with source, file and line.")
