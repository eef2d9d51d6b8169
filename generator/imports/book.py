"""Read workbooks: the values of all cells with the names of their places; the only user of python-calamine."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import TypeAlias

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from generator.findings import Mark
from generator.i18n import msg
from generator.imports import guard
from generator.imports.guard import Extent, Refused

Value: TypeAlias = str | float | bool | date | None
"""What stands in a cell; nothing in an empty one."""

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NOTHING = Extent(0, 0, frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first one on, and which of its cells have no value to read."""

    file: str
    name: str
    rows: tuple[tuple[Value, ...], ...]
    extent: Extent = _NOTHING

    def value(self, row: int, column: int) -> Value:
        """Return what stands in a cell, 0-based."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None

    def mark(self, row: int, column: int) -> Mark:
        """Return the place of a cell, 0-based, under the name that its program gives it."""
        return Mark(self.file, row + 1, column + 1, cell=f"{self.name}!{letters(column)}{row + 1}")

    def unread(self, row: int, column: int) -> bool:
        """Tell whether a formula stands in a cell whose result was not saved, or is an error."""
        return (row, column) in self.extent.unsaved or (row, column) in self.extent.broken


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook; sheets by their names, in their order."""

    file: str
    sheets: Mapping[str, Sheet]


def letters(column: int) -> str:
    """Return the letters of a 0-based column: `C` for 2."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def read(file: str, data: bytes) -> Book:
    """Read an .xlsx or .ods file; raise `guard.Refused` for what is none, is damaged, or is larger than the limits."""
    members = guard.unpack(data)
    if "xl/workbook.xml" in members:
        extents = dict(_measure(members))
    elif members.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        extents = guard.measure_tables(members.get("content.xml", b""))
    else:
        raise Refused(msg("this is no .xlsx or .ods file, or it is damaged"))
    try:
        return Book(file, {one.name: one for one in _sheets(file, data, extents)})
    except (CalamineError, OSError, ValueError):
        raise Refused(msg("this is no .xlsx or .ods file, or it is damaged")) from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # the reader is written in Rust, and gives up in its own way
            raise Refused(msg("this is no .xlsx or .ods file, or it is damaged")) from None
        raise


def _sheets(file: str, data: bytes, extents: Mapping[str, Extent]) -> Iterator[Sheet]:
    book: CalamineWorkbook = load_workbook(io.BytesIO(data))
    for name in book.sheet_names:
        if name in extents:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Sheet(file, name, tuple(tuple(map(_value, row)) for row in rows), extents[name])


def _value(cell: object) -> Value:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).replace("\u00a0", " ").strip()
    return text or None


def _measure(members: Mapping[str, bytes]) -> Iterator[tuple[str, Extent]]:
    """Yield the name of each sheet and how far it reaches; the workbook says where its XML stands."""
    targets = {
        one.get("Id"): one.get("Target") or ""
        for one in _elements(members, "xl/_rels/workbook.xml.rels", f"{_PACKAGE}Relationship")
    }
    for one in _elements(members, "xl/workbook.xml", f"{_MAIN}sheet"):
        target = targets.get(one.get(_REL), "")
        path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        if path in members:
            yield one.get("name") or "", guard.measure_sheet(members[path])


def _elements(members: Mapping[str, bytes], name: str, tag: str) -> list[etree._Element]:
    return list(guard.iterate(members.get(name, b""), (tag,)))
