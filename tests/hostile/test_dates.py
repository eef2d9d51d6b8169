"""Dates: every form of EDTF that we take comes back at its precision, and nothing else passes."""

from calendar import monthrange
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n import translator
from generator.model.date import DateError, read

_YEAR, _MONTH, _DAY = st.integers(1900, 2199), st.integers(1, 12), st.integers(1, 31)
_DOUBT = st.sampled_from(["", "?", "~"])


@given(_YEAR, _MONTH, _DAY, st.sampled_from(["day", "month", "quarter", "half", "year"]), _DOUBT, _DOUBT)
@settings(max_examples=500, derandomize=True)
def test_every_form_spans_the_days_that_it_can_mean(
    year: int, month: int, day: int, form: str, begin: str, end: str
) -> None:
    """First and last day follow from the calendar, doubt is kept, and the text comes back as it was typed."""
    quarter, half = (month - 1) // 3 + 1, (month - 1) // 6 + 1
    rest = {"day": f"-{month:02}-{day:02}", "month": f"-{month:02}", "quarter": f"-Q{quarter}", "half": f"-H{half}"}
    written = f"{year}{begin}{rest.get(form, '')}{end}"
    last_day = monthrange(year, month)[1]
    try:
        one = read(written)
    except DateError:
        assert form == "day"
        assert day > last_day
        return
    months = {"quarter": (quarter * 3 - 2, quarter * 3), "half": (half * 6 - 5, half * 6), "year": (1, 12)}
    low, high = months.get(form, (month, month))
    first, last = (day, day) if form == "day" else (1, monthrange(year, high)[1])
    assert (one.first, one.last) == (date(year, low, first), date(year, high, last))
    assert (one.inferred, one.about, str(one)) == ("?" in begin + end, "~" in begin + end, written)
    assert all(str(year) in one.localize(translator(language)) for language in ("id", "en"))


@given(_MONTH, _DAY)
@settings(max_examples=200, derandomize=True)
def test_a_day_without_a_year_has_no_place_in_time(month: int, day: int) -> None:
    """XXXX stands for a year that nobody stated; 29 February can be one."""
    try:
        one = read(f"XXXX-{month:02}-{day:02}")
    except DateError:
        assert day > monthrange(2000, month)[1]
        return
    assert (one.year, one.first, one.last, one.month, one.day) == (None, None, None, month, day)


@given(st.text("0123456789X-QH?~/. :TZ+\u0661\uff10\u2212", max_size=14) | st.text(max_size=12))
@settings(max_examples=1_500, derandomize=True)
def test_any_text_is_a_date_in_the_calendar_or_refused(written: str) -> None:
    """What passes has ASCII digits only, a year that can be, and days in their order."""
    try:
        one = read(written)
    except DateError:
        return
    assert written.isascii()
    assert one.year is None or 1900 <= one.year <= 2199
    assert one.first is None or one.last is None or one.first <= one.last


@given(
    _YEAR,
    _MONTH,
    _DAY,
    st.sampled_from(["{2}/{1}/{0}", "{1}/{2}/{0}", "{0}/{1}/{2}", "{2}-{1}-{0}", "{0}{1}{2}", "{0}-{1}-{2}T00:00"]),
)
@settings(max_examples=200, derandomize=True)
def test_an_order_that_could_be_another_is_never_taken(year: int, month: int, day: int, form: str) -> None:
    """3/6 is the third of June to one and the sixth of March to another."""
    try:
        read(form.format(year, f"{month:02}", f"{day:02}"))
    except DateError:
        return
    raise AssertionError(form)
