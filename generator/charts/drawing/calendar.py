"""Days and periods on charts: short words for them, and their place on a line of months."""

from dataclasses import dataclass
from datetime import date

from generator.charts.drawing.picture import say
from generator.i18n import Translator
from generator.model.date import Date
from generator.model.report import Report, Span
from generator.views.report import title_of


def short_month(month: int, to: Translator) -> str:
    """Return the first three letters of a month, which is how both languages shorten it."""
    return to.month(month)[:3]


def short_span(first: date, last: date, to: Translator) -> str:
    """Write a span as `2024`, `Jan-Jun 2024` (with an en dash) or `Jul 2023-Jun 2024`."""
    begin, end = (short_month(day.month, to) for day in (first, last))
    if first.year != last.year:
        return f"{begin} {first.year}\u2013{end} {last.year}"
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    return f"{begin} {first.year}" if begin == end else f"{begin}\u2013{end} {first.year}"


def period_label(report: Report, to: Translator) -> str:
    """Name a report by its time as shortly as it can be said, or by its title where no year is known."""
    first, last = ends(report.period)
    if first and last:
        return short_span(first, last, to)
    if last:
        return to("until {date}", date=f"{short_month(last.month, to)} {last.year}")
    if first:
        return to("since {date}", date=f"{short_month(first.month, to)} {first.year}")
    return say(title_of(report), to)


def short_date(day: Date, to: Translator) -> str:
    """Write a date as month and year, or as it was written where it has no year or no month."""
    if day.year is None or day.month is None:
        return say(day, to)
    return f"{short_month(day.month, to)} {day.year}"


def ends(span: Span) -> tuple[date | None, date | None]:
    """Return first and last day of a span, as far as a year is stated."""
    first = span.first.first if span.first else None
    last = span.to.last if span.to else None
    return first, last


@dataclass(frozen=True, slots=True)
class Months:
    """A line of whole months."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """Return how many months there are."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def place(self, day: date) -> float:
        """Return where a day lies, counted in months from the beginning."""
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        length = (following - day.replace(day=1)).days
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return months + (day.day - 1) / length

    def begin(self, number: int) -> date:
        """Return the first day of a month, counted from 0."""
        months = self.first.month - 1 + number
        return date(self.first.year + months // 12, months % 12 + 1, 1)
