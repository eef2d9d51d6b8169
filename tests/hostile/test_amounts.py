"""Amounts: every legal way of writing one comes back, and nothing that has two readings passes."""

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.amount import SCALE_WORDS, AmountError, read

_LESS, _MONEY, _SPACE = (
    st.sampled_from(["", "<", "< "]),
    st.sampled_from(["", "Rp", "Rp ", "Rp.", "Rp. "]),
    st.sampled_from(["", " "]),
)
_WORD = st.sampled_from(
    ["", *SCALE_WORDS, *(word.upper() for word in SCALE_WORDS), *(word.title() for word in SCALE_WORDS)]
)
_GLYPHS = "0123456789.,-+<>%Rp \u00a0eE_'xobnNaAiIfFjtmrwul\u0661\uff11\u00b2\u2212/\\()[]"


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


@given(
    whole=st.integers(0, 10**15), fraction=st.text("0123456789", max_size=6), grouped=st.booleans(),
    less=_LESS, money=_MONEY, negative=st.booleans(), space=_SPACE, word=_WORD, percent=st.booleans(),
)  # fmt: skip
@settings(max_examples=600, derandomize=True)
def test_every_legal_notation_comes_back(  # noqa: PLR0913 - the parts that a notation has
    whole: int,
    fraction: str,
    less: str,
    money: str,
    space: str,
    word: str,
    *,
    grouped: bool,
    negative: bool,
    percent: bool,
) -> None:
    """Sign, currency, points, decimals, word and percent in any legal combination give the number that they spell."""
    number = _grouped(whole) if grouped else str(whole)
    digits = f"{number},{fraction}" if fraction else number
    written = f"{less}{money}{'-' if negative else ''}{digits}{space if word else ''}{word}{' %' if percent else ''}"
    one_point = grouped and 1_000 <= whole < 1_000_000 and not fraction and (bool(word) or not money)
    three_places = len(fraction) == 3 and "." not in number and whole != 0
    try:
        amount = read(written)
    except AmountError:
        assert one_point or three_places or len(digits) > 26, written
        return
    assert not one_point, written
    assert not three_places, written
    scale = SCALE_WORDS.get(word.lower(), Decimal(1))
    expected = Decimal(f"{'-' if negative else ''}{whole}.{fraction or 0}") * scale
    assert amount.value == expected
    assert amount.quantum == Decimal(1).scaleb(-len(fraction)) * scale
    assert (amount.less, amount.money, amount.percent) == (bool(less), bool(money), percent)


def _readings(digits: str) -> set[Decimal]:
    """Return what digits mean to an Indonesian, an American, and a program, where they mean anything to them."""
    meanings = set()
    for point, comma in ((".", ","), (",", ".")):
        if re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(point)}[0-9]{{3}})+(?:{re.escape(comma)}[0-9]+)?", digits):
            meanings.add(Decimal(digits.replace(point, "").replace(comma, ".")))
        if re.fullmatch(rf"[0-9]+(?:{re.escape(comma)}[0-9]+)?", digits):
            meanings.add(Decimal(digits.replace(comma, ".")))
    return meanings


@given(st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,4}){0,3}", fullmatch=True))
@settings(max_examples=1_500, derandomize=True)
def test_no_bare_number_with_two_readings_is_accepted(digits: str) -> None:
    """What an Indonesian and an American would read as different numbers is refused; else both agree with us."""
    try:
        amount = read(digits)
    except AmountError:
        return
    meanings = _readings(digits)
    if digits.startswith("0,"):  # no American groups a zero
        meanings = {Decimal(digits.replace(",", "."))}
    assert meanings == {amount.value}, digits


@given(st.text(_GLYPHS, max_size=24))
@settings(max_examples=1_500, derandomize=True)
def test_what_is_read_is_written_in_ascii_digits_and_holds_no_more_than_they_say(written: str) -> None:
    """Digits of other scripts, exponents, underscores and a second sign never become an amount."""
    try:
        amount = read(written)
    except AmountError:
        return
    digits = "".join(re.findall("[0-9]", written))
    shown = f"{abs(amount.value) / amount.scale:f}"
    assert shown.replace(".", "").strip("0") == digits.strip("0"), written
    assert not re.search(
        "[eE_+'xn\u0661\uff11\u00b2\u2212]", re.sub(r"[A-Za-z]+$", "", written.removesuffix("%").strip())
    ), written


@given(st.integers(1, 10**400))
@settings(max_examples=100, derandomize=True)
def test_a_number_longer_than_any_budget_is_refused_at_once(number: int) -> None:
    """More digits than 26 are a slip, and never cost time."""
    try:
        assert read(str(number)).value == number
    except AmountError:
        assert number >= 10**26
