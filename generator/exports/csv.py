"""CSV: one table a kind, for programs with commas and plain decimals, and for Excel with Indonesian settings."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from generator.artifacts import Artifact, Content, Joined
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.exports.days import EPOCH
from generator.exports.table import Table, Value, plain
from generator.exports.tables import Package, package_of, package_of_site
from generator.i18n import msg, translator
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

MEDIA = "text/csv"

_FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a text begins that a spreadsheet would calculate."""
_CONVERTED = re.compile(r"[0-9][0-9.,:/ -]*[0-9]%?")
"""A text that Excel would take for a number, a time or a day: `36.02` is two minutes past noon to it."""

_KEPT = re.compile(r"[1-9][0-9]{0,14}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Texts that Excel shows as they are: whole numbers, and days."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one edition is written."""

    folder: str
    delimiter: str
    decimal: str
    mark: str
    """What stands before the first byte: the mark by which Excel knows UTF-8, or nothing."""
    headings: str
    """The language of the headings; without one, they are the names of the columns."""


PLAIN = Dialect("csv", ",", ".", "", "")
EXCEL = Dialect("csv-excel", ";", ",", "\ufeff", "id")


def _of_program(dialect: Dialect, view: PortfolioView, program: ProgramView) -> Iterator[Offer | Piece]:
    """Write every table of a program; those of the publisher have the same rows."""
    package = package_of(view, program)
    for table in package.tables:
        rows = _rows(table, dialect)
        yield _offer(package, table, dialect, Joined((_head(table, dialect), rows)))
        yield Piece(table.name, rows)  # the same bytes, so that whoever keeps both can keep them once


def _of_site(dialect: Dialect, view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Join every table of the publisher."""
    package = package_of_site(view, EPOCH)
    for table in package.tables:
        content = parts.join(table.name, _head(table, dialect), first=_rows(table, dialect))
        yield _offer(package, table, dialect, content)


def _divided(dialect: Dialect) -> Divided:
    return Divided(partial(_of_program, dialect), partial(_of_site, dialect))


write_csv = export(
    "csv", msg("Tables as CSV, for programs and statistics: commas, decimal points"), previewed=False
)(_divided(PLAIN))  # fmt: skip
write_csv_for_excel = export(
    "csv-excel", msg("Tables as CSV that Excel with Indonesian settings opens by a double click"), previewed=False
)(_divided(EXCEL))  # fmt: skip


def _offer(package: Package, table: Table, dialect: Dialect, content: Content) -> Offer:
    uri = f"{package.folder}/{dialect.folder}/{table.name}.csv"
    named = dialect is PLAIN and table.name == "figures"
    artifact = Artifact(uri, content, package.publisher.languages[0])
    return Offer(artifact, table.title, MEDIA, package.program, named=named)


def write_table(table: Table, dialect: Dialect) -> bytes:
    """Return the bytes of one table, lines ended as RFC 4180 asks."""
    return _head(table, dialect) + _rows(table, dialect)


def _head(table: Table, dialect: Dialect) -> bytes:
    return dialect.mark.encode() + _lines([headings(table, dialect.headings)], dialect)


def _rows(table: Table, dialect: Dialect) -> bytes:
    texts, flags = _Written(dialect), _Written(dialect)  # True and 1 are one key, so they must not meet
    columns = [flags if field.type == "boolean" else texts for field in table.fields]
    return _lines(([one[value] for one, value in zip(columns, row, strict=True)] for row in table.rows), dialect)


def _lines(rows: Iterable[list[str]], dialect: Dialect) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def headings(table: Table, language: str) -> list[str]:
    """Return the headings in words, those of texts with their language; the names of the columns without a language."""
    if not language:
        return [one.name for one in table.fields]
    say = translator(language)
    return [f"{say.show(one.title)} ({one.language})" if one.language else say.show(one.title) for one in table.fields]


class _Written(dict[Value, str]):
    """Cells as they are written: most stand in many rows."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__()
        self._dialect = dialect

    def __missing__(self, value: Value) -> str:
        made = self[value] = _cell(value, self._dialect)
        return made


def _cell(value: Value, dialect: Dialect) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain(Decimal(value)).replace(".", dialect.decimal)
    return _guarded(value, dialect)


def _guarded(text: str, dialect: Dialect) -> str:
    """Return a text that no spreadsheet calculates; in the edition for Excel, none that it would turn into a number."""
    converted = dialect.headings and _CONVERTED.fullmatch(text) and not _KEPT.fullmatch(text)
    return f"'{text}" if _FORMULA.match(text) or converted else text
