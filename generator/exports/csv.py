"""CSV: one table a kind, for programs with commas and plain decimals, and for Excel with Indonesian settings."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.artifacts import Artifact
from generator.exports import Offer, export
from generator.exports.table import Table, Value, plain
from generator.exports.tables import Package, packages
from generator.i18n import msg, translator
from generator.views.portfolio import PortfolioView

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


@export("csv", msg("Tables as CSV, for programs and statistics: commas, decimal points"), previewed=False)
def write_csv(view: PortfolioView) -> Iterator[Offer]:
    """Write every table of the publisher and of each program."""
    return (one for package in packages(view) for one in _write(package, view, PLAIN))


@export("csv-excel", msg("Tables as CSV that Excel with Indonesian settings opens by a double click"), previewed=False)
def write_csv_for_excel(view: PortfolioView) -> Iterator[Offer]:
    """Write the same with semicolons, decimal commas and Indonesian headings."""
    return (one for package in packages(view) for one in _write(package, view, EXCEL))


def _write(package: Package, view: PortfolioView, dialect: Dialect) -> Iterator[Offer]:
    for table in package.tables:
        uri = f"{package.folder}/{dialect.folder}/{table.name}.csv"
        artifact = Artifact(uri, write_table(table, dialect), view.publisher.languages[0])
        named = dialect is PLAIN and table.name == "figures"
        yield Offer(artifact, table.title, MEDIA, package.program, named=named)


def write_table(table: Table, dialect: Dialect) -> bytes:
    """Return the bytes of one table, lines ended as RFC 4180 asks."""
    text = io.StringIO()
    text.write(dialect.mark)
    writer = csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(headings(table, dialect.headings))
    writer.writerows([_cell(value, dialect) for value in row] for row in table.rows)
    return text.getvalue().encode()


def headings(table: Table, language: str) -> list[str]:
    """Return the headings in words, those of texts with their language; the names of the columns without a language."""
    if not language:
        return [one.name for one in table.fields]
    say = translator(language)
    return [f"{say.show(one.title)} ({one.language})" if one.language else say.show(one.title) for one in table.fields]


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
