"""Amounts as Indonesians write them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.amount import SCALE_WORDS, AmountError, read, rounded

READ = {
    "0": "0",
    "342": "342",
    "1500000000": "1500000000",
    "1.200.000": "1200000",
    "Rp 1.500.000.000": "1500000000",
    "Rp1.500.000.000,00": "1500000000",
    "Rp. 1.500.000": "1500000",
    "Rp 1.500": "1500",
    "Rp 250 juta": "250000000",
    "Rp 1,5 miliar": "1500000000",
    "1,7 milyar": "1700000000",
    "750 ribu": "750000",
    "2 T".replace(" T", " triliun"): "2000000000000",
    "12,5": "12.5",
    "0,125": "0.125",
    "1.234,567": "1234.567",
    "12,5 %": "12.5",
    "-3": "-3",
    "<5": "5",
    "Rp\u00a01.000.000": "1000000",
}
"""What is read, and as which number."""

REFUSED = {
    "1.500": "write 1,5 for the small number, or 1500 for the large one",
    "1,500": "write 1,5 for the small number, or 1500 for the large one",
    "12.345": "write 12,3450 for the small number, or 12345 for the large one",
    "Rp 1.500 juta": "write 1,5 for the small number, or 1500 for the large one",
    "1.000": "write 1 for the small number, or 1000 for the large one",
    "1.5": "write 1,5",
    "1,500,000": "write 1.500.000",
    "1,500,000.00": "write 1.500.000",
    "012": "a number is written without it; a code goes between quotes in a text field",
    "1.50.000": "check the points and the comma, or write digits only",
    "1 M": "write juta, miliar or triliun in full",
    "12 orang": "known words: ribu, juta, miliar, triliun",
    "IDR 1.5 billion": "write digits only, for example 1500000, Rp 1.500.000 or Rp 1,5 miliar",
}
"""What is refused, and what the author is told to type."""

NEVER = [
    "",
    " ",
    "1_500",
    "0o17",
    "0x1F",
    "1e3",
    ".inf",
    "nan",
    "1:30",
    "yes",
    "--1",
    "1 2",
    "٣",
    "²",
    "1,",
    ",5",
    "Rp",
]
"""What is no number at all."""


@pytest.mark.parametrize(("written", "value"), READ.items())
def test_an_amount_is_the_number_an_indonesian_reads(written: str, value: str) -> None:
    """Points group thousands, a comma begins decimals, words multiply."""
    assert read(written).value == Decimal(value)


@pytest.mark.parametrize(("written", "hint"), REFUSED.items())
def test_what_could_mean_two_things_is_refused_with_both(written: str, hint: str) -> None:
    """The hint shows what to type for each meaning."""
    with pytest.raises(AmountError) as refused:
        read(written)
    assert str(refused.value.hint) == hint
    for small, large in re.findall(r"write (\S+) for .* or (\S+) for", hint):
        assert read(small).value < read(large).value  # what is advised is not refused again


@pytest.mark.parametrize("written", NEVER)
def test_what_only_a_program_takes_for_a_number_is_refused(written: str) -> None:
    """Nothing that YAML 1.1 or Python would resolve becomes a number here."""
    with pytest.raises(AmountError):
        read(written)


@pytest.mark.parametrize(
    ("written", "tolerance"),
    [("342", "0"), ("1.200.000", "0"), ("1,7 miliar", "50000000"), ("250 juta", "500000"), ("12,5", "0.05")],
)
def test_an_amount_keeps_the_precision_it_was_written_with(written: str, tolerance: str) -> None:
    """A rounded number may be off by half of its last place, a plain whole number not at all."""
    assert read(written).tolerance == Decimal(tolerance)


def test_signs_beside_the_number_are_kept() -> None:
    """Rupiah, percent and less-than are told apart."""
    assert (read("Rp 5").money, read("5%").percent, read("<5").less) == (True, True, True)
    assert (read("5").money, read("5").percent, read("5").less) == (False, False, False)


def grouped(number: int) -> str:
    """Write a number with points between thousands."""
    return f"{number:,}".replace(",", ".")


@given(st.integers(min_value=0, max_value=10**15))
def test_plain_and_grouped_digits_mean_the_same(number: int) -> None:
    """With `Rp` before it, every grouped whole number is what its digits say."""
    assert read(str(number)).value == number
    assert read(f"Rp {grouped(number)}").value == number


@given(st.integers(0, 10**6), st.integers(0, 99), st.sampled_from(sorted(SCALE_WORDS)))
def test_a_word_multiplies_and_decimals_stay_exact(whole: int, hundredths: int, word: str) -> None:
    """Two decimals before a word lose nothing, as they would in binary fractions."""
    amount = read(f"{whole},{hundredths:02} {word}")
    assert amount.value == (Decimal(whole) + Decimal(hundredths) / 100) * SCALE_WORDS[word]
    assert amount.quantum == SCALE_WORDS[word] / 100


@given(st.text(alphabet="0123456789.,Rp <-%jutaMB_ex:'\u00a0", max_size=30) | st.text(max_size=20))
@settings(max_examples=300)
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    """No text makes the reader fail otherwise, and what it reads is a finite number."""
    try:
        amount = read(text)
    except AmountError:
        return
    assert amount.value.is_finite()


@given(st.integers(1, 999), st.integers(0, 999))
def test_one_point_before_three_digits_is_never_guessed(whole: int, rest: int) -> None:
    """`1.500` stays refused whichever digits it has."""
    with pytest.raises(AmountError):
        read(f"{whole}.{rest:03}")


@pytest.mark.parametrize(
    "written",
    ["Rp 10.000.000.000.000.000 triliun", "10000000000000000 triliun", f"1{'0' * 26}", f"-1{'0' * 22} juta"],
)
def test_a_number_beyond_all_money_is_refused_with_its_place(written: str) -> None:
    """It counts what the number means, not only the digits that were typed."""
    with pytest.raises(AmountError) as refused:
        read(written)
    assert "has more digits than any amount of money" in str(refused.value.message)


@given(st.integers(min_value=0, max_value=10**26 - 1))
def test_the_largest_numbers_are_read_to_the_last_digit(number: int) -> None:
    """Up to twenty-six digits nothing is rounded, and every ratio of two amounts can be said."""
    large, small = read(str(number)), read("0,00000000000000000001")
    assert large.value == number
    assert rounded(large.value * 100 / small.value, Decimal("0.1")) == number * 10**22
