"""Dates at the precision they were written: a day, a month, a quarter, a half or a year, open where a source is silent.

The forms are the part of EDTF (ISO 8601-2) that reports need: `2022-08-01`, `2022-08`, `2022-Q3`, `2022-H2`, `2022`,
`XXXX-03-06` (year not stated), `2013?-03-06` or `2013-03-06?` (inferred), `2022~` (about).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from generator.i18n import Message, Translator, msg

_SHAPE = re.compile(
    r"(?P<year>[0-9]{4}|XXXX)(?P<doubt>[?~])?"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?))?(?P<end>[?~])?",
    re.ASCII,
)
_EARLIEST, _LATEST = 1900, 2199
_LEAP = 2000
"""A leap year, against which a day without a year is checked, so that 29 February can stand."""


class DateError(ValueError):
    """Say why a text is not a date, and how to write one."""

    def __init__(self, message: Message, hint: Message) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Date:
    """A day or a longer span as written; `year` is `None` where the source gives none."""

    written: str
    year: int | None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    inferred: bool = False
    about: bool = False

    @property
    def first(self) -> date | None:
        """Return the first day the date can mean, or `None` without a year."""
        if self.year is None:
            return None
        month = self.month or (self.quarter * 3 - 2 if self.quarter else 0) or (self.half * 6 - 5 if self.half else 1)
        return date(self.year, month, self.day or 1)

    @property
    def last(self) -> date | None:
        """Return the last day the date can mean, or `None` without a year."""
        if self.year is None:
            return None
        if self.day:
            return self.first
        month = self.month or (self.quarter * 3 if self.quarter else 0) or (self.half * 6 if self.half else 12)
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)

    def localize(self, translator: Translator) -> str:
        """Write the date at its precision, and say what of it is not stated, inferred or about."""
        text = self._plain(translator)
        if self.year is None:
            return translator("{date}, year not stated", date=text)
        if self.inferred:
            return translator("{date}, year inferred", date=text)
        return translator("about {date}", date=text) if self.about else text

    def _plain(self, to: Translator) -> str:
        year = str(self.year) if self.year is not None else ""
        if self.quarter:
            return to("quarter {number} of {year}", number=str(self.quarter), year=year)
        if self.half:
            return to("half {number} of {year}", number=str(self.half), year=year)
        if self.month is None:
            return year
        return " ".join(filter(None, (str(self.day or ""), to.month(self.month), year)))

    def __str__(self) -> str:
        return self.written


def read(raw: str) -> Date:
    """Read one date; raise `DateError` where it is none."""
    text = raw.strip()
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise DateError(msg("{text} is not a date", text=text[:30] or "''"), _how(text))
    year = None if shape["year"] == "XXXX" else int(shape["year"])
    month, day = (int(shape[name]) if shape[name] else None for name in ("month", "day"))
    _refuse_impossible(text, year, month, day)
    doubts = f"{shape['doubt'] or ''}{shape['end'] or ''}"
    return Date(
        written=text,
        year=year,
        month=month,
        day=day,
        quarter=int(shape["quarter"]) if shape["quarter"] else None,
        half=int(shape["half"]) if shape["half"] else None,
        inferred="?" in doubts,
        about="~" in doubts,
    )


def _refuse_impossible(text: str, year: int | None, month: int | None, day: int | None) -> None:
    if year is not None and not _EARLIEST <= year <= _LATEST:
        raise DateError(msg("the year of {text} cannot be right", text=text), msg("write the year with four digits"))
    if year is None and month is None:
        raise DateError(
            msg("{text} says nothing", text=text),
            msg("delete the line: a missing date is shown as not reported"),
        )
    try:
        date(year or _LEAP, month or 1, day or 1)
    except ValueError:
        raise DateError(
            msg("{text} is not a day of the calendar", text=text), msg("the order is year-month-day")
        ) from None


def _how(text: str) -> Message:
    turned = re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", text)
    if turned:
        day, month, year = turned.groups()
        return msg("write {right}", right=f"{year}-{int(month):02}-{int(day):02}")
    return msg("write 2022-08-01, 2022-08, 2022-Q3, 2022-H2 or 2022; XXXX-03-06 where the year is not stated")
