"""The day of the data: what files that must carry a date are dated by, since no export looks at a clock."""

from collections.abc import Iterator
from datetime import date

from generator.exports import Parts, Piece
from generator.views.program import ProgramView

EPOCH = date(1980, 1, 1)
"""The day of data that tell none: the first one that a ZIP archive can hold."""


def day_of(*programs: ProgramView) -> date:
    """Return the last day that the data tell of: a publication, a correction, or the end of a period."""
    return max((day for one in programs for day in _days(one)), default=EPOCH)


def tell_day(program: ProgramView) -> Piece:
    """Contribute the day of a program's data."""
    return Piece("day", day_of(program).isoformat().encode())


def last_day(parts: Parts) -> date:
    """Return the last day that the data of any program tell of."""
    return max((date.fromisoformat(one.decode()) for one in parts.read("day")), default=EPOCH)


def _days(program: ProgramView) -> Iterator[date]:
    for report in program.reports:
        said = report.report
        for day in (said.published, said.approval.on if said.approval else None, said.period.to):
            if day and day.last:
                yield day.last
    for ledger in (program.ledger, *(report.ledger for report in program.reports)):
        for entry in ledger.entries:
            yield from (one.until.last for one in entry.story.corrections if one.until and one.until.last)
