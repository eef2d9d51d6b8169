"""Durations held against the days they lie in, under every way of counting."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, files
from generator.findings import Severity
from generator.i18n import Message, msg
from generator.model.date import Date
from generator.model.figure import Cell, Figure
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import Record
from generator.model.report import Activity


@check(
    "duration-differs-from-span",
    msg("Durations fit the days they lie in"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Holds a stated duration against the first and the last day, under every way of counting: calendar days; "
            "days from Monday to Friday, or to Saturday, where the first and the last are such days; and each of "
            "these with the duration taken once for every class, one class after the other. It is reported only if "
            "none fits. Lengths in weeks, months and years are held against the calendar, to half a unit."
        ),
        bad="""\
from: 2023-10-25
to: 2023-11-08
classes: 5
duration: 4
""",
        good="""\
from: 2023-10-25
to: 2023-10-28
classes: 5
duration: 4
""",
        why=msg(
            "Fees, meals and attendance are paid by the day. Days that fit the dates under no way of counting leave "
            "open how long the course was that was paid for."
        ),
    ),
)
def compare_durations(portfolio: Portfolio) -> Outcomes:
    """Compare stated durations and lengths with the days between first and last day."""
    for file in files(portfolio):
        if isinstance(file, Program):
            yield from _judge_length(file, file.length, file.starts, file.ends, "length")
            continue
        yield from _judge_length(file.period, file.period.length, file.period.first, file.period.to, "length")
        for activity in file.activities:
            duration, first, last = activity.duration, activity.first or activity.on, activity.to or activity.on
            if isinstance(duration, Figure) and duration.unit.id == "day":
                yield from _judge_days(activity, duration, first, last)
            else:
                yield from _judge_length(activity, duration, first, last, "duration")


def _judge_days(
    activity: Activity, duration: Figure, first: Date | None, last: Date | None
) -> Iterator[Fault | Passed]:
    begin, end = (first.first if first else None), (last.last if last else None)
    exact = first is not None and last is not None and first.day is not None and last.day is not None
    if begin is None or end is None or not exact or end < begin:
        return
    days = _days_between(begin, end)
    classes = activity.classes if isinstance(activity.classes, Figure) else None
    needed = [duration.value] if classes is None else [duration.value, duration.value * classes.value]
    figures = (duration,) if classes is None else (duration, classes)
    if any(abs(one - fitting) <= duration.tolerance for one in needed for fitting in _fitting(days)):
        yield Passed(figures)
        return
    message = _days_message(duration, days, classes, first, last)
    hint = msg(
        "if classes met on some of these days only, say in summary: on which, and disclose what the source leaves open"
    )
    yield Fault(duration.mark or activity.mark, message, dotted(*activity.path, "duration"), hint, figures)


def _days_between(begin: date, end: date) -> tuple[date, ...]:
    return tuple(begin + timedelta(days=step) for step in range((end - begin).days + 1))


def _fitting(days: tuple[date, ...]) -> tuple[int, ...]:
    """Count the days in each way: all; Monday to Friday and to Saturday, where both ends are such days."""
    counts = [len(days)]
    counts.extend(
        sum(day.weekday() <= last_of_week for day in days)
        for last_of_week in (4, 5)
        if days[0].weekday() <= last_of_week and days[-1].weekday() <= last_of_week
    )
    return tuple(counts)


def _days_message(
    stated: Figure, days: tuple[date, ...], classes: Figure | None, first: Date | None, last: Date | None
) -> Message:
    weekdays = sum(day.weekday() <= 4 for day in days)
    gap = abs(stated.value - len(days))
    if classes is None:
        return msg(
            "the duration says {stated}, but {first} to {last} has {days} calendar days and {weekdays} weekdays; "
            "the difference from the calendar is {gap}",
            stated=stated, first=first, last=last, days=len(days), weekdays=weekdays, gap=gap,
        )  # fmt: skip
    return msg(
        "the duration says {stated}, in turn for {classes} that makes {needed}, but {first} to {last} has {days} "
        "calendar days and {weekdays} weekdays; the difference from the calendar is {gap}",
        stated=stated, needed=stated.value * classes.value, classes=classes, first=first, last=last, days=len(days),
        weekdays=weekdays, gap=gap,
    )  # fmt: skip


_DAYS_IN = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.44"), "year": Decimal("365.25")}


def _judge_length(
    record: Record, length: Cell, first: Date | None, last: Date | None, key: str
) -> Iterator[Fault | Passed]:
    if not isinstance(length, Figure) or length.unit.id not in _DAYS_IN or first is None or last is None:
        return
    if not (first.first and first.last and last.first and last.last) or last.last < first.first:
        return
    size, slack = _DAYS_IN[length.unit.id], max(length.quantum / 2, length.tolerance)
    longest = Decimal((last.last - first.first).days + 1) / size
    shortest = Decimal((last.first - first.last).days + 1) / size
    if shortest - slack <= length.value <= longest + slack:
        yield Passed((length,))
        return
    spanned = longest.quantize(Decimal("0.1"))
    message = msg(
        "{first} to {last} is {spanned} {unit}, but the length says {stated}; the difference is {gap}",
        first=first,
        last=last,
        spanned=spanned,
        unit=length.unit,
        stated=length.value,
        gap=abs(spanned - length.value),
    )
    hint = msg("correct the length, or the first or the last day")
    yield Fault(length.mark or record.mark, message, dotted(*record.path, key), hint, (length,))
