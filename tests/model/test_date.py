"""Dates at the precision they were written."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.i18n import translator
from generator.model.date import DateError, read

SPANS = {
    "2022-08-01": (date(2022, 8, 1), date(2022, 8, 1)),
    "2022-08": (date(2022, 8, 1), date(2022, 8, 31)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
    "2022-12": (date(2022, 12, 1), date(2022, 12, 31)),
    "2022-Q1": (date(2022, 1, 1), date(2022, 3, 31)),
    "2022-Q4": (date(2022, 10, 1), date(2022, 12, 31)),
    "2022-H1": (date(2022, 1, 1), date(2022, 6, 30)),
    "2022-H2": (date(2022, 7, 1), date(2022, 12, 31)),
    "2022": (date(2022, 1, 1), date(2022, 12, 31)),
    "2199-12": (date(2199, 12, 1), date(2199, 12, 31)),
    "XXXX-03-06": (None, None),
    "XXXX-02-29": (None, None),
}
"""The first and the last day that a date can mean."""

REFUSED = {
    "2022-13-01": "the order is year-month-day",
    "2022-02-30": "the order is year-month-day",
    "2023-02-29": "the order is year-month-day",
    "06/03/2013": "write 2013-03-06",
    "6-3-2013": "write 2013-03-06",
    "0022-01-01": "write the year with four digits",
    "XXXX": "delete the line: a missing date is shown as not reported",
}
"""What is refused, and what the author is told."""

NEVER = [
    "",
    "2022-8-1",
    "2022-Q5",
    "2022-H3",
    "2022-Q1-01",
    "kemarin",
    "22-01-01",
    "2022-08-01T10:00",
    "XXXX-Q",
    "٢٠٢٢",
]
"""What is no date."""

SHOWN = {
    "2022-08-01": ("1 Agustus 2022", "1 August 2022"),
    "2022-08": ("Agustus 2022", "August 2022"),
    "2022": ("2022", "2022"),
}
"""How a date is written for readers."""


@pytest.mark.parametrize(("written", "span"), SPANS.items())
def test_a_date_spans_all_days_it_can_mean(written: str, span: tuple[date | None, date | None]) -> None:
    """A month, a quarter, a half or a year is not given a day that nobody reported."""
    read_date = read(written)
    assert (read_date.first, read_date.last) == span
    assert str(read_date) == written


@pytest.mark.parametrize(("written", "hint"), REFUSED.items())
def test_a_day_that_is_not_in_the_calendar_is_refused(written: str, hint: str) -> None:
    """The hint says how to write it."""
    with pytest.raises(DateError) as refused:
        read(written)
    assert str(refused.value.hint) == hint


@pytest.mark.parametrize("written", NEVER)
def test_what_is_no_date_is_refused(written: str) -> None:
    """The hint lists the forms that are read."""
    with pytest.raises(DateError) as refused:
        read(written)
    assert "2022-Q3" in str(refused.value.hint)


@pytest.mark.parametrize("written", ["2013?-03-06", "2013-03-06?", "2013?"])
def test_an_inferred_date_is_marked(written: str) -> None:
    """A question mark says that somebody worked the date out."""
    assert (read(written).inferred, read(written).about) == (True, False)


def test_about_a_date_is_marked() -> None:
    """A tilde says that the source gives no more than about when."""
    assert (read("2022~").inferred, read("2022~").about) == (False, True)


@pytest.mark.parametrize(("written", "shown"), SHOWN.items())
def test_a_date_is_written_for_readers_of_both_languages(written: str, shown: tuple[str, str]) -> None:
    """Month names come in the reader's language."""
    assert (read(written).localize(translator("id")), read(written).localize(translator("en"))) == shown


def test_readers_are_told_that_no_year_is_stated() -> None:
    """A page never shows a bare day as if its year were known."""
    assert read("XXXX-03-06").localize(translator("en")) == "6 March, year not stated"
    assert read("2013?-03-06").localize(translator("en")) == "6 March 2013, year inferred"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    """A day means itself, and lies inside its month and its year."""
    assert read(day.isoformat()).first == read(day.isoformat()).last == day
    month = read(f"{day.year}-{day.month:02}")
    assert month.first == day.replace(day=1)
    assert month.last == day.replace(day=monthrange(day.year, day.month)[1])


@given(st.integers(1900, 2198), st.sampled_from([("Q1", "Q2"), ("Q2", "Q3"), ("Q3", "Q4"), ("H1", "H2")]))
def test_quarters_and_halves_follow_without_a_gap(year: int, pair: tuple[str, str]) -> None:
    """The day after the last of one is the first of the next."""
    last, first = read(f"{year}-{pair[0]}").last, read(f"{year}-{pair[1]}").first
    assert last is not None
    assert last + timedelta(days=1) == first


@given(st.text(alphabet="0123456789X-QH?~/ ", max_size=14) | st.text(max_size=12))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """No text makes the reader fail otherwise, and what it reads does not end before it begins."""
    try:
        found = read(text)
    except DateError:
        return
    assert found.first is None or (found.last is not None and found.first <= found.last)
