"""Workbooks: sheets of typed cells, formatted by what they count; the rows of a table are written at once, as XML."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from html import escape
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.exports.table import Field, Table, Value, plain
from generator.i18n import Translator

WIDTHS = {"number": 18, "integer": 9, "date": 13, "boolean": 9}
WIDE, NARROW = 44, 20
"""Widths of columns in letters: of texts in words, and of ids."""
LONGEST = 32_767
"""Letters that a cell can hold."""

GREY, VIOLET, YELLOW, RED = "#EEEEEE", "#E3E0F3", "#FFF6DB", "#FBE3DF"
COLOURS = {
    "not-reported": GREY, "suppressed": VIOLET, "withdrawn": VIOLET, "estimate": YELLOW, "mismatch": RED,
    "incomplete": YELLOW,
}  # fmt: skip
"""What lies behind a status, beside the word for it."""
FORMATS: dict[str, dict[str, object]] = {
    "heading": {"bold": True, "bg_color": "#1F5D57", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"},
    "strong": {"bold": True, "font_size": 14},
    "bold": {"bold": True},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd"},
    "whole": {"num_format": "#,##0"},
    "broken": {"num_format": "#,##0.##########"},
    "percent": {"num_format": '#,##0.0###"%"'},
    "rupiah": {"num_format": '"Rp"#,##0'},
    "cents": {"num_format": '"Rp"#,##0.00'},
    **{colour: {"bg_color": colour} for colour in (GREY, VIOLET, YELLOW, RED)},
}
"""How cells look. No two are alike, so that the place of each is its number in every workbook."""
_STYLES = {name: at for at, name in enumerate(FORMATS, 1)}

_ESCAPED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What a workbook writes as `_xHHHH_`: letters that XML has not, and the line by which such a word would begin."""
NUMBER = "\0"
"""What stands in a row for its number until its place is known; no text has it, since it is written as an escape."""
_ROWS, _TABLES = "\1", "\2"
"""What divides packed rows and tables, which no text has either."""
_ZEROTH, _SAFE = date(1899, 12, 30), date(1900, 3, 1)
"""The day from which workbooks count, and the first one that all count alike: some know a 29 February 1900."""


class Sheet(Worksheet):  # type: ignore[misc] # the library carries no types
    """A sheet whose rows are XML already: calls of the library for each cell were most of the time."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = ""

    def fill(self, rows: Sequence[str], columns: int) -> None:
        """Take all rows, and number them."""
        self.rows = "".join([row.replace(NUMBER, str(number)) for number, row in enumerate(rows, 1)])
        self.dim_rowmin, self.dim_rowmax, self.dim_colmin, self.dim_colmax = 0, len(rows) - 1, 0, columns - 1

    def _write_rows(self) -> None:
        self.fh.write(self.rows)


class _Tails(dict[object, str]):
    """What stands after the address of a cell, by its value: most values stand in many cells."""

    def __init__(self, write: Callable[..., str]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: object) -> str:
        made = self[value] = self._write(value)
        return made


class Cells:
    """Cells as XML. Workbooks with the same values, such as those of two languages, can share them."""

    def __init__(self) -> None:
        self._texts = _Tails(_text)
        self._numbers = _Tails(_number)
        self._kinds = {
            "number": self._numbers, "date": _Tails(_day), "integer": _Tails(_integer), "boolean": _Tails(_boolean),
        }  # fmt: skip
        self._statuses = _Tails(_status)

    def fill(self, table: Table, language: str) -> "Filled":
        """Return a table as a workbook in one language shows it; what is missing has no cell."""
        fields = tuple(at for at, one in enumerate(table.fields) if one.language in ("", language) and not one.detail)
        return Filled(table, fields, list(self._rows(table, fields)))

    def _rows(self, table: Table, fields: Sequence[int]) -> Iterator[str]:
        place = next((at for at, field in enumerate(table.fields) if field.name == "unit"), None)
        columns = [
            (at, _address(column), self._tails(table.fields[at]), table.fields[at]) for column, at in enumerate(fields)
        ]
        described = [(at, begin, tails, one.type == "number", one.unit) for at, begin, tails, one in columns]
        for cells in table.rows:
            unit = cells[place] if place is not None else None
            line = [
                begin + tails[(value, all_of or unit) if numeric else value]
                for at, begin, tails, numeric, all_of in described
                if (value := cells[at]) is not None
            ]
            yield _line(line)

    def _tails(self, field: Field) -> _Tails:
        return self._statuses if field.name == "status" else self._kinds.get(field.type, self._texts)


@dataclass(frozen=True)
class Filled:
    """A table as one workbook shows it: its fields by their places, and its rows below the headings as XML."""

    table: Table
    fields: tuple[int, ...]
    rows: list[str]


def pack(tables: Iterable[Filled]) -> bytes:
    """Return the rows of some tables as bytes, so that they can wait on disk for those of others."""
    return zlib.compress(_TABLES.join([_ROWS.join(one.rows) for one in tables]).encode(), 1)


def unpack(packed: bytes) -> list[list[str]]:
    """Return the rows of each table that was packed."""
    return [one.split(_ROWS) if one else [] for one in zlib.decompress(packed).decode().split(_TABLES)]


def _text(value: str, style: str = "") -> str:
    said = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", value[:LONGEST])
    keep = ' xml:space="preserve"' if said != said.strip() else ""
    return f'{_style(style)} t="inlineStr"><is><t{keep}>{escape(said, quote=False)}</t></is></c>'


def _status(value: str) -> str:
    return _text(value, COLOURS.get(value, ""))


def _integer(value: int) -> str:
    return f"><v>{value}</v></c>"


def _boolean(value: bool) -> str:  # noqa: FBT001 - the value of a cell
    return f' t="b"><v>{int(value)}</v></c>'


def _number(counted: tuple[Decimal, Value]) -> str:
    """Write a number; one with more digits than a workbook can hold is a text, so that none of them is lost."""
    value, unit = counted
    if Decimal(f"{float(value):.15G}") != value:
        return _text(plain(value))
    whole = value == value.to_integral_value()
    if unit == "rupiah":
        style = "rupiah" if whole else "cents"
    else:
        style = "percent" if unit == "percent" else "whole" if whole else "broken"
    return f"{_style(style)}><v>{float(value):.16G}</v></c>"


def _day(value: str) -> str:
    """Write a whole day that a workbook can hold; months, years and doubtful days stay texts."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return _text(value)
    return _text(value) if found < _SAFE else f"{_style('day')}><v>{(found - _ZEROTH).days}</v></c>"


def _style(name: str) -> str:
    return f' s="{_STYLES[name]}"' if name else ""


class Book:
    """A workbook in one language while it is written."""

    def __init__(self, to: Translator, title: str, author: str, day: date) -> None:
        self.to = to
        self._bytes = BytesIO()
        self._book = Workbook(self._bytes, {"in_memory": True})
        created = datetime.combine(day, time())
        properties = {"title": title, "author": author, "company": "", "comments": "", "created": created}
        self._book.set_properties(properties)
        for one in FORMATS.values():
            self._book.add_format(one)._get_xf_index()  # noqa: SLF001 - numbers them in their order

    def close(self) -> bytes:
        """Return the file."""
        self._book.close()
        return self._bytes.getvalue()

    def add_lines(self, name: str, widths: Sequence[int], lines: Iterable[Sequence[tuple[str, str]]]) -> None:
        """Write a sheet of texts, each with the name of its format."""
        rows = [_line(_address(at) + _text(*cell) for at, cell in enumerate(cells)) for cells in lines]
        self._sheet(name, rows, widths)

    def add_table(self, filled: Filled) -> None:
        """Write a table: headings that stay, columns as wide as what they hold, and a filter."""
        fields = [filled.table.fields[at] for at in filled.fields]
        titles = (_text(self.to.show(field.title), "heading") for field in fields)
        head = _line(_address(at) + title for at, title in enumerate(titles))
        name = self.to.show(filled.table.sheet)[:31]
        sheet = self._sheet(name, (head, *filled.rows), [_width(field) for field in fields])
        sheet.freeze_panes(1, 1)
        if filled.rows:
            sheet.autofilter(0, 0, len(filled.rows), len(fields) - 1)

    def _sheet(self, name: str, rows: Sequence[str], widths: Sequence[int]) -> Sheet:
        sheet: Sheet = self._book.add_worksheet(name, Sheet)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.fill(rows, len(widths))
        return sheet


def _line(cells: Iterable[str]) -> str:
    return f'<row r="{NUMBER}">{"".join(cells)}</row>'


@cache
def _address(column: int) -> str:
    return f'<c r="{xl_col_to_name(column)}{NUMBER}"'


def _width(field: Field) -> int:
    return WIDTHS.get(field.type, WIDE if field.language or field.name in ("address", "source", "title") else NARROW)
