"""Tables: the common base of all tabular formats. A cell is typed, a missing one is empty and never 0."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeAlias, TypeVar

from generator.i18n import Message, msg
from generator.model.figure import Figure, Suppressed
from generator.views.ledger import Entry
from generator.views.mismatch import is_doubt

Value: TypeAlias = str | int | Decimal | bool | None

STATUSES: dict[str, Message] = {
    "reported": msg("a source states it, or it was computed from what sources state"),
    "not-reported": msg("nobody reported it; this is not zero"),
    "suppressed": msg("withheld to protect people"),
    "withdrawn": msg("taken down after it was published"),
    "estimate": msg("an estimate, as its source says"),
    "mismatch": msg("it does not match another figure; the table disclosures says how"),
    "incomplete": msg("a sum without the parts that nobody reported, or computed from one"),
}
"""What the column `status` can say."""

TAGS = {"id": "ind", "en": "eng"}
"""How the columns of a language end (ISO 639-2): `_id` would look like the id of something."""

T = TypeVar("T")


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: its name, what it holds in words, its type, and how a row gets its cell.

    The type is `string`, `integer`, `number`, `boolean` or `date`: dates are EDTF, so that they keep their precision.
    """

    name: str
    title: Message
    get: Callable[[T], Value]
    type: str = "string"
    language: str = ""
    """The language of its texts, where there is one column a language."""
    required: bool = False
    detail: bool = False
    """Whether only programs read it, so that a workbook goes without."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose values are found in a column of another table."""

    column: str
    table: str
    other: str


@dataclass(frozen=True)
class Field:
    """A column without its rows: what a schema says about it."""

    name: str
    title: Message
    type: str
    language: str
    required: bool
    detail: bool = False
    unit: str = ""
    """What all of its numbers count, where no column of the table says it."""


@dataclass(frozen=True)
class Table:
    """One table a kind: columns, rows of typed cells, the columns that name a row, and references to other tables."""

    name: str
    sheet: Message
    """Its name in a workbook."""
    title: Message
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


def make_table(  # noqa: PLR0913 - what a table is, each given by its name
    name: str,
    sheet: Message,
    title: Message,
    columns: Iterable[Column[T]],
    rows: Iterable[T],
    *,
    key: tuple[str, ...] = (),
    references: tuple[Reference, ...] = (),
) -> Table:
    """Fill the cells of every row."""
    columns = tuple(columns)
    fields = tuple(Field(one.name, one.title, one.type, one.language, one.required, one.detail) for one in columns)
    cells = tuple(tuple(column.get(row) for column in columns) for row in rows)
    return Table(name, sheet, title, fields, cells, key, references)


def plain(value: Decimal) -> str:
    """Write a number in plain decimal notation, without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def status_of(entry: Entry) -> str:
    """Return what is to be known of a figure before it is used, the gravest first."""
    figure = entry.figure
    if isinstance(figure, Suppressed):
        return "suppressed"
    if any(one.disclosed and not is_doubt(one) for one in entry.findings):
        return "mismatch"
    if figure.missing:
        return "incomplete"
    return "estimate" if figure.estimate else "reported"


def value_of(cell: Figure | Suppressed | None) -> Decimal | None:
    """Return the number of a figure; nothing where it is withheld or not reported."""
    return cell.value if isinstance(cell, Figure) else None
