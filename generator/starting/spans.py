"""The time that the next report covers, and the name of its file."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.report import Span

TERMS = (1, 3, 6, 12)
"""Months after which publishers report."""


@dataclass(frozen=True, slots=True)
class Term:
    """A reporting period: first and last day."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """Return its length in whole months, or 0 where it does not begin and end with a month."""
        if self.first.day != 1 or self.last.day != monthrange(self.last.year, self.last.month)[1]:
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @classmethod
    def of(cls, span: Span) -> "Term | None":
        """Return the days that a written period covers, as far as they are known."""
        first, last = span.first and span.first.first, span.to and span.to.last
        return cls(first, last) if first and last and first <= last else None


def follow(last: Term) -> Term:
    """Return the period after another: of the same length, and one of the calendar's own where that one ended with it.

    After March to December comes the next year, not ten months.
    """
    begin = last.last + timedelta(days=1)
    if not last.months:
        return Term(begin, begin + (last.last - last.first))
    fitting = (size for size in TERMS if size >= last.months and last.last.month % size == 0)
    return of_months(begin, next(fitting, last.months))


def of_months(begin: date, months: int) -> Term:
    """Return the period of some months that begins with a day, the first of its month."""
    after = begin.year * 12 + begin.month - 1 + months
    return Term(begin, date(after // 12, after % 12 + 1, 1) - timedelta(days=1))


def first_of(begin: date, months: int = 6) -> Term:
    """Return the first period of a program: from its first day to the end of the half-year it falls into."""
    end = of_months(date(begin.year, (begin.month - 1) // months * months + 1, 1), months).last
    return Term(begin, end)


def named(term: Term) -> str:
    """Return the name of the report's file, which becomes its address."""
    year, size = term.first.year, term.months
    if size == 12 and term.first.month == 1:
        return str(year)
    if size in (3, 6) and term.last.month % size == 0 and term.first.year == term.last.year:
        return f"{year}-{'triwulan' if size == 3 else 'semester'}-{term.last.month // size}"
    if size == 1:
        return f"{year}-{term.first.month:02}"
    return f"{term.first.isoformat()}-sd-{term.last.isoformat()}"
