"""Single amounts of money: the rows of a table that stands beside a report."""

from typing import Annotated, Literal, TypeAlias

from generator.model.figure import Figure, Suppressed
from generator.model.finance import Asnaf, FundKind
from generator.model.record import Choice, Day, FigureType, Id, Record, Word

Movement: TypeAlias = Annotated[Figure | Suppressed | None, FigureType("rupiah", negative=True)]
"""An amount of rupiah; below zero where it takes another one back."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("tanggal",),
    "kind": ("jenis", "arah"),
    "fund": ("dana",),
    "category": ("kategori",),
    "component": ("komponen",),
    "activity": ("kegiatan",),
    "place": ("tempat",),
    "asnaf": (),
    "giver": ("pemberi", "sumber"),
    "amount": ("jumlah", "nominal"),
    "receipt": ("kuitansi", "bukti", "nomor bukti"),
    "text": ("uraian", "keterangan", "description"),
}
"""The columns of the table, with the other headings they are known by."""
SPLIT_COLUMNS = {
    "by_category": "category",
    "by_component": "component",
    "by_activity": "activity",
    "by_place": "place",
    "by_asnaf": "asnaf",
}
"""The ways in which a flow of money is split, and the column that says the part."""


class Transaction(Record):
    """One amount that came in or went out."""

    date: Day | None = None
    """The day."""
    kind: Annotated[Literal["spent", "received"], Choice] = "spent"
    """Whether it went out or came in."""
    fund: FundKind | None = None
    """The fund, where it is known."""
    category: Id | None = None
    """Category of cost."""
    component: Id | None = None
    """Component of the program."""
    activity: Id | None = None
    """Activity of the period."""
    place: Id | None = None
    """Place of the program."""
    asnaf: Asnaf | None = None
    """Group of recipients; for zakat."""
    giver: Id | None = None
    """Entry of `received` that it belongs to; for what came in."""
    amount: Movement
    """How much."""
    receipt: Word | None = None
    """Number of the receipt."""
    text: Word | None = None
    """What it was for, without names of beneficiaries."""

    @property
    def line(self) -> int:
        """Return its line in the table."""
        return self.mark.line
