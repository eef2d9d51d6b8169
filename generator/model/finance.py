"""Money by fund: what came in, what went out and for what, what is left, and what is not spending at all."""

from typing import Annotated, Literal, TypeAlias

from generator.model.figure import Cell
from generator.model.record import Choice, Day, Id, Line, Money, Prose, Quantity, Record, Word

FundKind: TypeAlias = Annotated[
    Literal[
        "zakat",
        "infak-bound",
        "infak-unbound",
        "wakaf",
        "dskl",
        "csr",
        "grant",
        "government",
        "community",
        "amil",
        "non-halal",
    ],
    Choice,
]
"""The funds that must be kept apart."""

Asnaf: TypeAlias = Annotated[
    Literal["fakir", "miskin", "amil", "mualaf", "riqab", "gharimin", "fisabilillah", "ibnu-sabil"], Choice
]
"""The eight groups that zakat may go to."""

SPLITS = ("by_category", "by_component", "by_activity", "by_place", "by_asnaf")
"""The ways in which a flow of money can be split."""


class Flow(Record):
    """Money that goes out or is planned to: its total, and the same total split in several ways."""

    total: Money = None
    """The whole."""
    by_category: dict[Id, Money] = {}
    """By category of cost, from the publisher's list."""
    by_component: dict[Id, Money] = {}
    """By component of the program."""
    by_activity: dict[Id, Money] = {}
    """By activity of the period."""
    by_place: dict[Id, Money] = {}
    """By place of the program."""
    by_asnaf: dict[Asnaf, Money] = {}
    """By group of recipients; for zakat."""
    note: Prose | None = None
    """What a reader should know."""

    def splits(self) -> dict[str, dict[str, Cell]]:
        """Return the splits that the author wrote, by field name."""
        return {name: getattr(self, name) for name in SPLITS if getattr(self, name)}


class Receipt(Record):
    """Money that came in from one source."""

    id: Id
    """Short name of the entry."""
    label: Line
    """Who it came from."""
    organization: Id | None = None
    """The organisation it came from, if it is one."""
    amount: Money
    """How much."""


class Fund(Record):
    """One fund in one period."""

    opening: Money = None
    """Balance on the first day."""
    received: tuple[Receipt, ...] = ()
    """What came in, by source."""
    received_total: Money = None
    """All that came in, where the source states the total."""
    spent: Flow | None = None
    """What went out."""
    closing: Money = None
    """Balance on the last day."""
    budget: Flow | None = None
    """What was planned to go out."""
    note: Prose | None = None
    """What a reader should know."""


class InKind(Record):
    """Help that came as goods or work."""

    id: Id
    """Short name of the entry."""
    item: Line
    """What it was."""
    organization: Id | None = None
    """Who gave it."""
    quantity: Quantity = None
    """How much of it."""
    value: Money = None
    """What it is worth, where somebody put a value on it."""
    note: Prose | None = None
    """What a reader should know."""


class Commitment(Record):
    """Money that somebody promised or allocated, which is not the same as money spent."""

    id: Id
    """Short name of the entry."""
    label: Line
    """What was promised."""
    organization: Id | None = None
    """Who promised it."""
    fund: FundKind | None = None
    """The fund it belongs to, where it is known."""
    amount: Money
    """How much."""
    date: Day | None = None
    """For when."""
    note: Prose | None = None
    """What a reader should know."""


class Table(Record):
    """A table of single amounts that stands beside the report."""

    file: Word
    """Name of the CSV file in the folder of the report."""
    note: Prose | None = None
    """What a reader should know, such as which amounts it leaves out."""


class Finance(Record):
    """The money of one period."""

    funds: dict[FundKind, Fund] = {}
    """Each fund on its own."""
    spent: Flow | None = None
    """What went out, where the source names no fund."""
    budget: Flow | None = None
    """What was planned, where the source names no fund."""
    commitments: tuple[Commitment, ...] = ()
    """Money promised or allocated."""
    revolved: Money = None
    """Revolving assets handed to partners; not spending, since they return."""
    passed_through: tuple[Receipt, ...] = ()
    """Money that only passed through."""
    in_kind: tuple[InKind, ...] = ()
    """Help as goods or work."""
    transactions: Table | None = None
    """The single amounts that the totals are made of, as a table in a file of its own."""
    note: Prose | None = None
    """What a reader should know."""
