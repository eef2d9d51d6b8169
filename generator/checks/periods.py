"""Dates, and the periods that reports cover.

A date is held against another only as far as the precision of both allows: `2022` does not contradict
`2022-03-06`. What a source leaves open, a year it does not state or a date it gives as about, contradicts
nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import broken_reports, dotted, files, mark_at, programs
from generator.findings import Severity
from generator.i18n import Message, msg
from generator.model.date import Date
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.report import Activity, Report, Span

_FIELDS = {"on": "on", "first": "from", "to": "to"}
"""Fields of periods and activities that hold dates, and the key that an author writes for each."""


REPORTING_PERIODS = msg("Peraturan BAZNAS 1/2023: LAZ report by half-year, 1 January to 30 June, and by year.")


@dataclass(frozen=True, slots=True)
class _Limit:
    """A date that nothing may precede (`begin`) or follow (`end`), and the sentence for what does."""

    begin: Date | None
    end: Date | None
    said: Message

    def forbids(self, day: Date) -> bool:
        """Tell whether a date surely lies outside."""
        return _precedes(day, self.begin) or _precedes(self.end, day)

    def message(self, day: Date) -> Message:
        """Return the sentence with both dates."""
        return Message(self.said.id, {"date": day, "limit": self.begin or self.end})


def _precedes(first: Date | None, second: Date | None) -> bool:
    """Tell whether the last day that a date can mean lies before the first that another can mean."""
    if first is None or second is None or first.about or second.about:
        return False
    return bool(first.last and second.first and first.last < second.first)


@check(
    "date-outside-program",
    msg("Dates lie inside the program and the period"),
    page=RulePage(
        meaning=msg(
            "Compares dates of periods and activities with their program, and of activities with their period. Only a "
            "contradiction is reported: a date known to the year is not outside as long as one day of that year is "
            "inside, and a date whose year the source does not state is never outside."
        ),
        bad="""\
period: {from: 2024-01-01, to: 2024-06-30}
activities:
  - {id: course, title: Course, on: 2024-07-02}
""",
        good="""\
period: {from: 2024-01-01, to: 2024-06-30}
activities:
  - {id: course, title: Course, on: 2024-06-02}
""",
        why=msg("The cost of an activity outside the period belongs to another report."),
    ),
)
def compare_dates(portfolio: Portfolio) -> Outcomes:
    """Compare dates of periods and activities with their program, and of activities with their period."""
    for program, file in programs(portfolio):
        if isinstance(file, Report):
            yield from _judge(file.period, _limits_of(program))
            for activity in file.activities:
                yield from _judge(activity, (*_limits_of(program), *_limits_of(file.period)))


def _limits_of(owner: Program | Span) -> tuple[_Limit, ...]:
    begin, end = (owner.starts, owner.ends) if isinstance(owner, Program) else (owner.first, owner.to)
    if _precedes(end, begin):
        return ()  # the span itself is at fault, and says nothing about other dates
    if isinstance(owner, Program):
        return (
            _Limit(begin, None, msg("{date} lies before the program begins, {limit}")),
            _Limit(None, end, msg("{date} lies after the program ends, {limit}")),
        )
    return (
        _Limit(begin, None, msg("{date} lies before the period of the report begins, {limit}")),
        _Limit(None, end, msg("{date} lies after the period of the report ends, {limit}")),
    )


def _judge(record: Span | Activity, limits: tuple[_Limit, ...]) -> Iterator[Fault | Passed]:
    for field, key in _FIELDS.items():
        day = getattr(record, field, None)
        if day is None:
            continue
        broken = next((limit for limit in limits if limit.forbids(day)), None)
        if broken is None:
            yield Passed(())
        else:
            hint = msg("correct the year, the month or the day here, or the limit that it crosses")
            yield Fault(mark_at(record, key), broken.message(day), dotted(*record.path, key), hint)


@check(
    "end-before-begin",
    msg("Nothing ends before it begins"),
    page=RulePage(
        meaning=msg(
            "Compares the last day of each program, period and activity with its first day, as far as the precision "
            "of both allows."
        ),
        bad="""\
from: 2024-06-30
to: 2024-01-01
""",
        good="""\
from: 2024-01-01
to: 2024-06-30
""",
        why=msg(
            "A span that runs backwards comes from two dates that were swapped or a digit that was mistyped, and no "
            "other check of dates can be trusted over it."
        ),
    ),
)
def compare_ends(portfolio: Portfolio) -> Outcomes:
    """Compare the last day of each program, period and activity with its first day."""
    for file in files(portfolio):
        if isinstance(file, Program):
            yield from _ordered(file, "ends", file.starts, file.ends)
            continue
        spans: tuple[Span | Activity, ...] = (file.period, *file.activities)
        for span in spans:
            yield from _ordered(span, "to", span.first, span.to)


def _ordered(
    record: Program | Span | Activity, key: str, begin: Date | None, end: Date | None
) -> Iterator[Fault | Passed]:
    if begin is None or end is None:
        return
    if not _precedes(end, begin):
        yield Passed(())
        return
    message = msg("the end, {end}, lies before the beginning, {begin}", end=end, begin=begin)
    yield Fault(mark_at(record, key), message, dotted(*record.path, key), msg("were the two dates swapped?"))


@check(
    "overlapping-periods",
    msg("Periods of a program do not overlap"),
    page=RulePage(
        meaning=msg(
            "Compares the periods of all reports of a program with each other. Days that two periods only might "
            "share, because one of them is known to the month or the year, are not held against them; two periods "
            "that are written alike are."
        ),
        bad="""\
# periods/2024-1.yml: period: {from: 2024-01-01, to: 2024-06-30}
# periods/2024-2.yml: period: {from: 2024-06-01, to: 2024-12-31}
""",
        good="""\
# periods/2024-1.yml: period: {from: 2024-01-01, to: 2024-06-30}
# periods/2024-2.yml: period: {from: 2024-07-01, to: 2024-12-31}
""",
        why=msg("Two reports over the same day would count the same activity and the same money twice."),
        regulation=REPORTING_PERIODS,
    ),
)
def compare_periods(portfolio: Portfolio) -> Outcomes:
    """Compare the periods of all reports of a program with each other."""
    for program in portfolio.programs:
        for earlier, later in combinations(portfolio.reports_of(program), 2):
            if not _overlap(earlier.period, later.period):
                yield Passed(())
                continue
            message = msg(
                "the period {period} and the period {other} of {file} have days in common",
                period=_words(later.period),
                other=_words(earlier.period),
                file=earlier.document,
            )
            hint = msg("let the later period begin on the day after the earlier one ends")
            yield Fault(mark_at(later, "period"), message, "period", hint)


@check(
    "period-gap",
    msg("No days lie between the periods of a program"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Compares the last day of each report with the first day of the next one of the same program. Days that "
            "surely lie between them are reported; a last report before the program ends is not."
        ),
        bad="""\
# periods/2024-1.yml: period: {from: 2024-01-01, to: 2024-06-30}
# periods/2024-2.yml: period: {from: 2024-08-01, to: 2024-12-31}
""",
        good="""\
# periods/2024-1.yml: period: {from: 2024-01-01, to: 2024-06-30}
# periods/2024-2.yml: period: {from: 2024-07-01, to: 2024-12-31}
""",
        why=msg(
            "What was received and spent on the days between two reports stands in neither, and opening balances "
            "cannot be followed back."
        ),
        regulation=REPORTING_PERIODS,
    ),
)
def compare_neighbours(portfolio: Portfolio) -> Outcomes:
    """Compare the end of each report with the beginning of the next one."""
    for program in portfolio.programs:
        if broken_reports(portfolio, program):
            continue
        for before, after in pairwise(portfolio.reports_of(program)):
            end, begin = before.period.to, after.period.first
            if end is None or begin is None or not end.last or not begin.first or end.about or begin.about:
                continue
            gap = (begin.first - end.last).days - 1
            if gap <= 0:
                yield Passed(())
                continue
            message = msg(
                "the period begins on {begin}, but {file} ends on {end}; {gap} days lie between them",
                begin=begin,
                end=end,
                file=before.document,
                gap=gap,
            )
            hint = msg(
                "let the period begin on the day after, or say in a disclosure why nothing is reported of these days"
            )
            yield Fault(mark_at(after.period, "from"), message, "period", hint)


def _overlap(one: Span, other: Span) -> bool:
    if _open(one) or _open(other):
        return False
    if _written(one) == _written(other):
        return True
    (start, end), (other_start, other_end) = _sure(one), _sure(other)
    if start is None or end is None or other_start is None or other_end is None:
        return False
    return start <= other_end and other_start <= end


def _open(span: Span) -> bool:
    days = [day for day in (span.first, span.to) if day is not None]
    return not days or any(day.about or day.year is None for day in days)


def _written(span: Span) -> tuple[str, str]:
    return str(span.first or ""), str(span.to or "")


def _sure(span: Span) -> tuple[date | None, date | None]:
    """Return the latest day on which the period can begin and the earliest on which it can end."""
    begin, end = span.first or span.to, span.to or span.first
    return (begin.last if begin else None, end.first if end else None)


def _words(span: Span) -> Message | Date | None:
    if span.first and span.to:
        return msg("{first} to {last}", first=span.first, last=span.to)
    return span.first or span.to
