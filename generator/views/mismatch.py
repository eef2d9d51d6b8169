"""Discrepancies laid out as a ledger: the parts, their sum, what the source says, and the gap."""

from dataclasses import dataclass

from generator.findings import Finding
from generator.i18n import msg
from generator.model.figure import Figure, difference, total
from generator.views.labels import Label, Names
from generator.views.people import Part

DOUBTS = frozenset(
    {
        "ambiguous-place",
        "people-counted-twice",
        "place-name-differs",
        "place-without-code",
        "unmeasured-improvement",
        "year-not-stated",
    }
)
"""Checks that say what cannot be known from the source; nothing in it contradicts anything."""


def is_doubt(finding: Finding) -> bool:
    """Tell whether a finding leaves something open rather than finding two statements that do not match."""
    return finding.code in DOUBTS


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A finding that was disclosed; where parts miss their total, the sum laid out."""

    finding: Finding
    parts: tuple[Part, ...] = ()
    sum: Figure | None = None
    stated: Figure | None = None
    gap: Figure | None = None


def view_mismatch(finding: Finding, written: dict[str, Figure], names: Names) -> Mismatch:
    """Lay out a finding; `written` holds the figures of its report by address."""
    figures = [written[address] for address in finding.figures if address in written]
    if finding.code != "parts-do-not-sum" or len(figures) < 2:
        return Mismatch(finding)
    stated, *cells = figures
    split = finding.path.rpartition(".")[2]
    parts = tuple(Part(one.anchor, _name(names, split, one), one) for one in cells)
    scope = stated.address.rpartition("/")[0]
    address = f"{scope}/computed.mismatch.{finding.path}"
    added = total([(part.label, part.cell) for part in parts], f"{address}.sum", msg("sum of the parts"))
    if added is None:
        return Mismatch(finding)
    larger, smaller = (stated, added) if stated.value >= added.value else (added, stated)
    gap = difference(larger, smaller, f"{address}.gap", msg("difference"))
    return Mismatch(finding, parts, added, stated, gap)


def _name(names: Names, split: str, figure: Figure) -> Label:
    return names.of(split, figure.anchor.rpartition(".")[2])
