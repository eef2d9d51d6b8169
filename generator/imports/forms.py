"""The sheets of the template: their columns, and the rows that a report fills already."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from generator.documents import MappingNode, Node, Scalar, SequenceNode
from generator.i18n import Message, msg
from generator.model import amount
from generator.model.finance import SPLITS as MONEY_SPLITS
from generator.model.report import BENEFICIARY_SPLITS
from generator.writer import find

Given: TypeAlias = str | Decimal | tuple[str, ...]
Row: TypeAlias = dict[str, Given]
"""What a row says, by the keys of its columns: ids, texts, numbers, and lists of ids."""

CHOICE, CHOICES, ITEM, NUMBER, TEXT, DATE, SHOWN = "choice", "choices", "item", "number", "text", "date", "shown"
LANGUAGES = ("id", "en")
"""The languages that the sheets have a column for."""
MAX_EXACT = 15
"""Digits that a spreadsheet keeps of a number; a longer one is written as text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its cells hold, and the list they are chosen from."""

    key: str
    title: Message
    kind: str
    words: str = ""
    width: int = 16


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet of the template."""

    name: str
    """Name of the sheet, in Indonesian."""
    title: Message
    about: Message
    columns: tuple[Column, ...]
    rows: Callable[[MappingNode, str], Iterator[Row]]
    """Yields what a report says already; texts without a language are in the one that is named."""

    def column(self, key: str) -> int:
        """Return the number of a column, 0-based."""
        return next(index for index, one in enumerate(self.columns) if one.key == key)


_SPLIT = Column("split", msg("Divided by"), CHOICE, "split", 18)
_ITEM = Column("item", msg("Part"), ITEM, "", 30)
_UNIT = Column("unit", msg("Unit"), CHOICE, "unit", 14)
_SOURCE = Column("source", msg("Source"), CHOICE, "source", 30)
_NOTE = Column("note", msg("Note"), TEXT, "", 40)
_ORGANIZATION = Column("organization", msg("Organisation"), CHOICE, "organization", 26)

# --- rows ----------------------------------------------------------------------------------------------------------


def figure_row(node: Node | None) -> Row:
    """Return what a figure says of itself: its number as it is written, its unit, source and note."""
    value = node.get("value") if isinstance(node, MappingNode) else node
    row: Row = {}
    if isinstance(value, Scalar) and not value.missing:
        row["amount"] = number_of(value)
    if isinstance(node, MappingNode):
        row.update((key, str(said)) for key in ("unit", "source") if isinstance(said := node.get(key), Scalar))
        row.update({"note": text} if (text := text_of(node.get("note"))) else {})
    return row


def number_of(written: str) -> str | Decimal:
    """Return a number for a cell; a rounded, withheld or very long one stays the text that was written."""
    try:
        read = amount.read(written)
    except amount.AmountError:
        return written
    digits = len(read.value.as_tuple().digits)
    if read.scale != 1 or read.less or read.percent or digits > MAX_EXACT:
        return " ".join(written.split())
    return read.value


def text_of(node: Node | None, language: str = "", bare: str = "") -> str:
    """Return a text in a language; without one, the first it is written in.

    `bare` is the language of texts that name none, the first of the publisher's.
    """
    if isinstance(node, MappingNode):
        found = node.get(language) if language else next(iter(node.values()), None)
        return text_of(found)
    if not isinstance(node, Scalar) or node.missing or language not in ("", bare):
        return ""
    return str(node).strip()


def _mapping(node: Node | None, *steps: str) -> MappingNode:
    found = find(node, steps) if node is not None else None
    return found if isinstance(found, MappingNode) else MappingNode()


def _items(node: Node | None, *steps: str) -> Iterator[MappingNode]:
    found = find(node, steps) if node is not None else None
    if isinstance(found, SequenceNode):
        yield from (one for one in found if isinstance(one, MappingNode))


def money_rows(root: MappingNode, _bare: str) -> Iterator[Row]:
    """Yield the amounts of a report, fund by fund."""
    finance = _mapping(root, "finance")
    for fund, node in _mapping(finance, "funds").items():
        yield from ({"fund": fund, **row} for row in _fund_rows(node))
    yield from _flow_rows(finance, "spent")
    yield from _flow_rows(finance, "budget")
    if "revolved" in finance:
        yield {"post": "revolved", **figure_row(finance["revolved"])}
    yield from _receipts(finance, "passed_through")


def _fund_rows(fund: Node) -> Iterator[Row]:
    single = [key for key in ("opening", "received_total", "closing") if isinstance(fund, MappingNode) and key in fund]
    for key in ("opening", "received", "received_total", "spent", "closing", "budget"):
        if key == "received":
            yield from _receipts(fund, key)
        elif key in ("spent", "budget"):
            yield from _flow_rows(fund, key)
        elif key in single:
            yield {"post": key, **figure_row(find(fund, (key,)))}


def _receipts(node: Node, key: str) -> Iterator[Row]:
    for one in _items(node, key):
        row: Row = {"post": key, "item": str(one.get("id", "")), "label": text_of(one.get("label"))}
        row.update({"organization": str(one["organization"])} if "organization" in one else {})
        yield {**row, **figure_row(one.get("amount"))}


def _flow_rows(node: Node, key: str) -> Iterator[Row]:
    flow = _mapping(node, key)
    if "total" in flow:
        yield {"post": key, "split": "total", **figure_row(flow["total"])}
    for split in MONEY_SPLITS:
        for item, cell in _mapping(flow, split).items():
            yield {"post": key, "split": split, "item": item, **figure_row(cell)}


def people_rows(root: MappingNode, _bare: str) -> Iterator[Row]:
    """Yield the counts of beneficiaries."""
    people = _mapping(root, "beneficiaries")
    yield from ({"split": key, **figure_row(people[key])} for key in ("total", "families") if key in people)
    for split in BENEFICIARY_SPLITS:
        for item, cell in _mapping(people, split).items():
            yield {"split": split, "item": item, **figure_row(cell)}


def result_rows(root: MappingNode, _bare: str) -> Iterator[Row]:
    """Yield what the indicators reached."""
    for one in _items(root, "results"):
        name = str(one.get("indicator", ""))
        yield {"indicator": name, "split": "total", **figure_row(one.get("actual"))}
        for split in ("by_component", "by_group", "by_place"):
            for item, cell in _mapping(one, split).items():
                yield {"indicator": name, "split": split, "item": item, **figure_row(cell)}


_PLAIN = ("id", "kind", "on", "from", "to", "minutes", "organization", "source")
_TEXTS = ("title", "summary", "item", "handed_to", "note")
_FIGURES = {"participants": "unit", "quantity": "unit", "value": "", "classes": ""}
_LISTS = ("places", "components")


def item_rows(*steps: str) -> Callable[[MappingNode, str], Iterator[Row]]:
    """Return a function that yields the items of a list of a report, such as its activities."""

    def rows(root: MappingNode, bare: str) -> Iterator[Row]:
        yield from (_item_row(one, bare) for one in _items(root, *steps))

    return rows


def _item_row(node: MappingNode, bare: str) -> Row:
    row: Row = {key: str(said) for key in _PLAIN if isinstance(said := node.get(key), Scalar) and not said.missing}
    for key in _TEXTS:
        found = {f"{key}_{language}": text_of(node.get(key), language, bare) for language in LANGUAGES}
        row.update({name: text for name, text in found.items() if text})
    for key, unit in _FIGURES.items():
        if key in node:
            figure = figure_row(node[key])
            row.update({key: figure["amount"]} if "amount" in figure else {})
            row.update({unit: figure["unit"]} if unit and "unit" in figure else {})
    for key in _LISTS:
        if isinstance(listed := node.get(key), SequenceNode):
            row[key] = tuple(str(one) for one in listed)
    return row


# --- sheets --------------------------------------------------------------------------------------------------------


def _both(key: str, indonesian: Message, english: Message, width: int = 30) -> tuple[Column, Column]:
    return Column(f"{key}_id", indonesian, TEXT, "", width), Column(f"{key}_en", english, TEXT, "", width)


MONEY = Form(
    "Keuangan",
    msg("Money of the period"),
    msg(
        "One row for each amount. Choose the fund, what the amount is, and what it is divided by; leave the fund empty "
        "where the source names none. An empty cell means not reported; 0 means zero."
    ),
    (
        Column("fund", msg("Fund"), CHOICE, "fund", 26),
        Column("post", msg("Item of the statement"), CHOICE, "post", 20),
        _SPLIT,
        _ITEM,
        Column("label", msg("Received from"), TEXT, "", 30),
        _ORGANIZATION,
        Column("amount", msg("Amount (Rp)"), NUMBER, "", 20),
        _SOURCE,
        _NOTE,
    ),
    money_rows,
)
PEOPLE = Form(
    "Penerima",
    msg("Beneficiaries of the period"),
    msg("One row for each count: the total, the families, then the same people divided in several ways."),
    (_SPLIT, _ITEM, Column("amount", msg("Count"), NUMBER, "", 14), _UNIT, _SOURCE, _NOTE),
    people_rows,
)
RESULTS = Form(
    "Indikator",
    msg("What the indicators reached"),
    msg("One row for each indicator, and one for each part of it. Baseline and target are shown to compare."),
    (
        Column("indicator", msg("Indicator"), CHOICE, "indicator", 36),
        _SPLIT,
        _ITEM,
        Column("amount", msg("Reached"), NUMBER, "", 14),
        _UNIT,
        _SOURCE,
        _NOTE,
        Column("baseline", msg("Baseline"), SHOWN, "", 16),
        Column("target", msg("Target"), SHOWN, "", 24),
    ),
    result_rows,
)
ACTIVITIES = Form(
    "Kegiatan",
    msg("Activities of the period"),
    msg(
        "One row for each activity. Several places or components are separated by semicolons. Leave the id of a new "
        "row empty."
    ),
    (
        Column("id", msg("Id"), TEXT, "", 20),
        Column("kind", msg("Kind"), CHOICE, "kind", 16),
        *_both("title", msg("Title (Indonesian)"), msg("Title (English)")),
        Column("on", msg("Day"), DATE, "", 12),
        Column("from", msg("From"), DATE, "", 12),
        Column("to", msg("To"), DATE, "", 12),
        Column("places", msg("Places"), CHOICES, "by_place", 26),
        Column("components", msg("Components"), CHOICES, "by_component", 26),
        Column("participants", msg("Participants"), NUMBER, "", 12),
        _UNIT,
        Column("classes", msg("Classes"), NUMBER, "", 10),
        *_both("summary", msg("What happened (Indonesian)"), msg("What happened (English)"), 40),
        _SOURCE,
    ),
    item_rows("activities"),
)
ASSETS = Form(
    "Aset",
    msg("Assets handed over"),
    msg("One row for each asset of lasting value that was handed over. Leave the id of a new row empty."),
    (
        Column("id", msg("Id"), TEXT, "", 20),
        *_both("item", msg("What it is (Indonesian)"), msg("What it is (English)")),
        Column("quantity", msg("Quantity"), NUMBER, "", 12),
        _UNIT,
        Column("value", msg("Value (Rp)"), NUMBER, "", 18),
        *_both("handed_to", msg("Received by (Indonesian)"), msg("Received by (English)")),
        _ORGANIZATION,
        Column("on", msg("Day"), DATE, "", 12),
        Column("minutes", msg("Number of the minutes (BAST)"), TEXT, "", 24),
        _SOURCE,
    ),
    item_rows("assets"),
)
IN_KIND = Form(
    "Bantuan barang",
    msg("Help as goods or work"),
    msg("One row for each gift of goods or work. Leave the id of a new row empty."),
    (
        Column("id", msg("Id"), TEXT, "", 20),
        *_both("item", msg("What it is (Indonesian)"), msg("What it is (English)")),
        _ORGANIZATION,
        Column("quantity", msg("Quantity"), NUMBER, "", 12),
        _UNIT,
        Column("value", msg("Value (Rp)"), NUMBER, "", 18),
        *_both("note", msg("Note (Indonesian)"), msg("Note (English)"), 40),
    ),
    item_rows("finance", "in_kind"),
)
FORMS: tuple[Form, ...] = (MONEY, PEOPLE, RESULTS, ACTIVITIES, ASSETS, IN_KIND)

REPORT = "Laporan"
LISTS = "Daftar"
GUIDE = "Petunjuk"
FIELDS: Mapping[str, tuple[Message, str, str]] = {
    "program": (msg("Program"), TEXT, ""),
    "report": (msg("Name of the report's file"), TEXT, ""),
    "period.from": (msg("First day"), DATE, ""),
    "period.to": (msg("Last day"), DATE, ""),
    "status": (msg("Status"), CHOICE, "status"),
    "published": (msg("First published on"), DATE, ""),
    "title.id": (msg("Title (Indonesian)"), TEXT, ""),
    "title.en": (msg("Title (English)"), TEXT, ""),
    "summary.id": (msg("Summary (Indonesian)"), TEXT, ""),
    "summary.en": (msg("Summary (English)"), TEXT, ""),
    "beneficiaries.counting": (msg("How beneficiaries are counted"), CHOICE, "counting"),
}
"""The rows of the sheet of the report: the place of each in its file, its words, and what it holds."""


def report_row(root: MappingNode, bare: str) -> Row:
    """Return what a report says of itself, by the keys of `FIELDS`."""
    row: Row = {}
    for key in list(FIELDS)[2:]:
        first, _, second = key.partition(".")
        in_words = first in ("title", "summary")
        said = text_of(root.get(first), second, bare) if in_words else text_of(find(root, tuple(key.split("."))))
        row.update({key: said} if said else {})
    return row
