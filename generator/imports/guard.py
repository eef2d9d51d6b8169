"""Open archives and XML of strangers within limits, before a reader that has none gets to see them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.i18n import Message, msg

MAX_FILE = 20_000_000
"""Bytes of a file."""
MAX_UNPACKED = 150_000_000
"""Bytes of all members of an archive together, unpacked."""
MAX_MEMBERS = 2_000
MAX_CELLS = 2_000_000
"""Cells of the rectangle that a sheet fills; readers make room for all of them."""
_CHUNK = 1 << 16


class Refused(Exception):  # noqa: N818 - named after what happened
    """Say why a file is not opened."""

    def __init__(self, why: Message, line: int = 1, column: int = 1) -> None:
        super().__init__(str(why))
        self.why = why
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Extent:
    """What a look at the XML of one sheet tells: how far it reaches, and the cells whose value is not there."""

    rows: int
    columns: int
    unsaved: frozenset[tuple[int, int]]
    """Formulas without a saved result, 0-based row and column."""
    broken: frozenset[tuple[int, int]]
    """Formulas whose result is an error."""


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive that a spreadsheet program wrote; raise `Refused` for anything else."""
    if len(data) > MAX_FILE:
        raise Refused(msg("the file is larger than {limit} kB", limit=MAX_FILE // 1000))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(msg("this is an old or locked workbook; save it as .xlsx without a password"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return dict(_members(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        # zipfile says in all these ways that an archive is none, is locked, or is packed in a way nobody uses
        raise Refused(msg("this is no .xlsx or .ods file, or it is damaged")) from None


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS or len({one.filename for one in infos}) < len(infos):
        raise Refused(msg("this is no .xlsx or .ods file, or it is damaged"))
    left = MAX_UNPACKED
    for info in infos:
        if info.flag_bits & 1:
            raise Refused(msg("this is an old or locked workbook; save it as .xlsx without a password"))
        content, left = _inflate(archive, info, left)
        yield info.filename, content


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> tuple[bytes, int]:
    """Unpack one member piece by piece, so that a bomb is noticed before it has gone off."""
    pieces: list[bytes] = []
    with archive.open(info) as member:
        while piece := member.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise Refused(msg("unpacked, the file is larger than {limit} MB", limit=MAX_UNPACKED // 1_000_000))
            pieces.append(piece)
    return b"".join(pieces), left


def iterate(data: bytes, tags: tuple[str, ...] = ()) -> Iterator[etree._Element]:
    """Yield the elements of an XML text as they end, without entities, network or unbounded trees."""
    refuse_entities(data)
    source = io.BytesIO(data)
    walk = etree.iterparse(
        source, tag=tags or None, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in walk:
            yield element
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        raise Refused(msg("this is not well-formed XML: {problem}", problem=fault.msg), line, max(column, 1)) from None


def refuse_entities(data: bytes) -> None:
    """Refuse a document that declares entities: no file that we read needs them, and bombs are made of them."""
    head = data[:4096].replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        line = head[: head.find(b"<!")].count(b"\n") + 1
        raise Refused(msg("the file declares a document type or entities, which are not read"), line)


# --- sheets --------------------------------------------------------------------------------------------------------

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def measure_sheet(data: bytes) -> Extent:
    """Look through the XML of a sheet of an .xlsx file."""
    rows = columns = 0
    unsaved: set[tuple[int, int]] = set()
    broken: set[tuple[int, int]] = set()
    for cell in iterate(data, (f"{_X}c",)):
        found = _CELL.fullmatch(cell.get("r") or "")
        if found:
            at = int(found[2]) - 1, _column(found[1])
            rows, columns = max(rows, at[0] + 1), max(columns, at[1] + 1)
            if cell.get("t") == "e":
                broken.add(at)
            elif cell.find(f"{_X}f") is not None and not (cell.findtext(f"{_X}v") or ""):
                unsaved.add(at)
        cell.clear()
    return _within(Extent(rows, columns, frozenset(unsaved), frozenset(broken)))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _within(extent: Extent) -> Extent:
    if extent.rows * extent.columns > MAX_CELLS:
        raise Refused(msg("a sheet reaches over {cells} cells; delete its empty rows and columns",
                          cells=extent.rows * extent.columns))  # fmt: skip
    return extent


def measure_tables(data: bytes) -> dict[str, Extent]:
    """Look through the sheets of an .ods file, in which equal cells and rows are written once with a count."""
    return {one.get(f"{_T}name") or "": _table(one) for one in iterate(data, (f"{_T}table",))}


def _table(table: etree._Element) -> Extent:
    rows = columns = height = 0
    unsaved: set[tuple[int, int]] = set()
    for row in table.iter(f"{_T}table-row"):
        times = _repeat(row, "number-rows-repeated")
        width = 0
        for cell in row:
            wide = _repeat(cell, "number-columns-repeated")
            if len(cell) or cell.get(f"{_O}value-type"):
                columns, height = max(columns, width + wide), rows + times
            if cell.get(f"{_T}formula") and not cell.get(f"{_O}value-type"):
                unsaved.add((rows, width))
            width += wide
        rows += times
    return _within(Extent(height, columns, frozenset(unsaved), frozenset()))


def _repeat(element: etree._Element, name: str) -> int:
    said = element.get(f"{_T}{name}") or "1"
    return min(int(said), 10_000_000) if said.isdecimal() and len(said) < 9 else 1
