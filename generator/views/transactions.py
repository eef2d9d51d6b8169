"""Sums over the single amounts of a report: each knows the rows it was added from."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.i18n import msg
from generator.model.figure import Cell, Figure, total
from generator.model.transaction import SPLIT_COLUMNS, Transaction
from generator.views.labels import FIELDS, FUNDS, Names

UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class RowSum:
    """What the rows of one fund add up to, in total or for one part of it."""

    kind: str
    """`spent` or `received`."""
    fund: str
    """The fund; nothing where the rows name none."""
    split: str
    """How it is split, such as `by_category`; nothing for the total."""
    item: str
    figure: Figure


def add_rows(rows: tuple[Transaction, ...], scope: str, names: Names) -> tuple[RowSum, ...]:
    """Add the rows of a report by fund and direction, then by every part that they name."""
    return tuple(_sums(rows, f"{scope}/computed.transactions", names))


def _sums(rows: tuple[Transaction, ...], here: str, names: Names) -> Iterator[RowSum]:
    groups: dict[tuple[str, str], list[Transaction]] = {}
    for row in rows:
        groups.setdefault((row.kind, row.fund or ""), []).append(row)
    for (kind, fund), listed in groups.items():
        base = f"{here}.{kind}.{fund or UNNAMED}"
        title = msg("{fund}: {what}, from the list of transactions",
                    fund=FUNDS[fund] if fund else msg("fund not named"), what=FIELDS[kind])  # fmt: skip
        yield from _one(listed, f"{base}.total", (kind, fund, "", ""), title)
        for split, column in {**SPLIT_COLUMNS, "received": "giver"}.items():
            parts: dict[str, list[Transaction]] = {}
            for row in listed:
                if (item := getattr(row, column)) is not None:
                    parts.setdefault(item, []).append(row)
            for item, some in parts.items():
                label = msg("{whole}: {part}", whole=title, part=names.of(split, item))
                yield from _one(some, f"{base}.{split}.{item}", (kind, fund, split, item), label)


def _one(rows: list[Transaction], address: str, about: tuple[str, str, str, str], label: object) -> Iterator[RowSum]:
    cells: list[tuple[object, Cell]] = [(msg("line {number}", number=str(row.line)), row.amount) for row in rows]
    added = total(cells, address, label)  # type: ignore[arg-type] # a message
    if added is not None:
        yield RowSum(*about, added)
