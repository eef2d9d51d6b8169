"""Days of the week held against their dates, and days that a year is missing from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, files, mark_at, node_at, texts
from generator.documents import MappingNode
from generator.findings import Mark, Severity
from generator.i18n import Localizable, Message, Translator, msg, translator
from generator.model.date import Date, read
from generator.model.portfolio import Portfolio
from generator.model.record import Record
from generator.model.report import Activity, Report
from generator.model.text import Text

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMES = {
    "id": ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
    "en": WEEKDAYS,
}
YEARS = range(2000, 2030)
"""Years that are tried for a day whose year no source states."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday, in the reader's language."""

    number: int

    def localize(self, translator: Translator) -> str:
        """Return its name as it stands in a sentence."""
        names = _NAMES.get(translator.language, WEEKDAYS)
        return names[self.number].title()


@check(
    "weekday-date",
    msg("Days of the week fit their dates"),
    page=RulePage(
        meaning=msg(
            "Computes the day of the week of each date that is known to the day, and compares it with the one that "
            "stands in `weekday:`, or before a date in a text. A date without a year fits if it does so in any year."
        ),
        bad="""\
on: 2023-11-22
weekday: tuesday
""",
        good="""\
on: 2023-11-22
weekday: wednesday
""",
        why=msg(
            "Weekday and date are written down together, so one vouches for the other. Where they disagree, the day, "
            "the month or the year is wrong, and with it perhaps the period that the cost belongs to."
        ),
    ),
)
def compare_weekdays(portfolio: Portfolio) -> Outcomes:
    """Compare stated days of the week with the calendar, in fields and in texts."""
    for file in files(portfolio):
        for activity in file.activities if isinstance(file, Report) else ():
            if activity.weekday and activity.on:
                yield from _judge_field(activity, activity.on, WEEKDAYS.index(activity.weekday))
        for text in texts(file):
            yield from _judge_text(file, text)


def _judge_field(activity: Activity, day: Date, stated: int) -> Iterator[Fault | Passed]:
    fits = _days_of(day)
    if not fits:
        return
    if any(one.weekday() == stated for one in fits):
        yield Passed(())
        return
    place, path = mark_at(activity, "weekday"), dotted(*activity.path, "weekday")
    yield _wrong_day(place, path, day, stated, fits[0] if day.year else None)


def _days_of(day: Date) -> tuple[date, ...]:
    """Return the days that a date can mean: one, or one a year where the year is open; none without a day."""
    if day.day is None or day.month is None:
        return ()
    years = (day.year,) if day.year is not None else YEARS
    return tuple(date(year, day.month, day.day) for year in years if _exists(year, day.month, day.day))


def _exists(year: int, month: int, day: int) -> bool:
    return not (month == 2 and day == 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def _wrong_day(place: Mark, path: str, day: Localizable, stated: int, true: date | None) -> Fault:
    if true is None:
        message = msg("{date} was in no year a {stated}", date=day, stated=Weekday(stated))
        return Fault(place, message, path, msg("correct the day, the month or the weekday"))
    right = true.weekday()
    apart = min((right - stated) % 7, (stated - right) % 7)
    message = msg(
        "{date} was a {right}, not a {stated}; the difference in days is {gap}",
        date=day,
        right=Weekday(right),
        stated=Weekday(stated),
        gap=apart,
    )
    return Fault(place, message, path, msg("correct the weekday, or the day, the month or the year of the date"))


def _judge_text(file: Record, text: Text) -> Iterator[Fault | Passed]:
    for language, version in text.versions:
        for found in _dated(language).finditer(version):
            month = _months(language)[found["month"].lower()]
            day, year = int(found["day"]), int(found["year"])
            if not 1 <= day <= 28 and not _in_month(year, month, day):
                continue
            stated, true = _NAMES[language].index(found["weekday"].lower()), date(year, month, day)
            if true.weekday() == stated:
                yield Passed(())
            else:
                place, path = place_in(file, text, language)
                yield _wrong_day(place, path, read(f"{year:04}-{month:02}-{day:02}"), stated, true)


def _in_month(year: int, month: int, day: int) -> bool:
    following = date(year + month // 12, month % 12 + 1, 1)
    return 1 <= day <= (following - timedelta(days=1)).day


def place_in(file: Record, text: Text, language: str) -> tuple[Mark, str]:
    """Return the place of a text in one language, and its path."""
    node = node_at(file, text.path)
    if isinstance(node, MappingNode) and language in node:
        return node[language].mark, dotted(*text.path, language)
    return text.mark, dotted(*text.path)


@cache
def _months(language: str) -> dict[str, int]:
    say = translator(language)
    return {say.month(month).lower(): month for month in range(1, 13)}


@cache
def _dated(language: str) -> "re.Pattern[str]":
    weekday, month = "|".join(_NAMES[language]), "|".join(_months(language))
    return re.compile(
        rf"\b(?P<weekday>{weekday}),?\s+\(?(?P<day>[0-9]{{1,2}})\s+(?P<month>{month})\s+(?P<year>(?:19|20|21)[0-9]{{2}})",
        re.IGNORECASE,
    )


@check(
    "year-not-stated",
    msg("Days are dated to the year"),
    Severity.INFO,
    page=RulePage(
        meaning=msg(
            "Points at activities whose day is known and whose year is not, and lists the years between 2000 and "
            "2029 in which that day fell on the weekday that the source gives."
        ),
        bad="""\
on: XXXX-03-06
weekday: wednesday
""",
        good="""\
on: 2013?-03-06        # with a note that says from what the year was inferred
weekday: wednesday
""",
        why=msg(
            "Without a year an event belongs to no period, and nobody can tell whether it happened before or after "
            "another. The weekday narrows it down."
        ),
    ),
)
def find_open_years(portfolio: Portfolio) -> Outcomes:
    """List the years in which a day without a year fell on the weekday of its source."""
    for file in files(portfolio):
        for activity in file.activities if isinstance(file, Report) else ():
            day = activity.on
            if day is None:
                continue
            if day.year is not None or not activity.weekday:
                yield Passed(())
                continue
            stated = WEEKDAYS.index(activity.weekday)
            years = [str(one.year) for one in _days_of(day) if one.weekday() == stated]
            if years:
                message = msg(
                    "the year is not stated; between {begin} and {end} the day was a {weekday} in {years}",
                    begin=read(str(YEARS[0])),
                    end=read(str(YEARS[-1])),
                    weekday=Weekday(stated),
                    years=_years(years),
                )
                hint = msg(
                    "if another date shows the year, write it with a question mark: {day}", day=_inferred(day, years)
                )
                yield Fault(mark_at(activity, "on"), message, dotted(*activity.path, "on"), hint)


def _years(years: list[str]) -> Message:
    """Return years as dates in a row, so that pages know that they are no quantities."""
    return Message(", ".join(f"{{year{year}}}" for year in years), {f"year{year}": read(year) for year in years})


def _inferred(day: Date, years: list[str]) -> str:
    return f"{years[-1]}?-{day.month:02}-{day.day:02}"
