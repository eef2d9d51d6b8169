"""Numbers in prose, in words and digits of both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lokal import terbilang

from generator.model.number_words import find_numbers, read_words


@given(st.integers(min_value=1, max_value=10**12))
def test_every_number_that_can_be_written_out_in_indonesian_is_read(number: int) -> None:
    """What `terbilang` writes on receipts is read back."""
    assert read_words(terbilang(number), "id") == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twenty-five", 25),
        ("two hundred and forty-five thousand three", 245_003),
        ("hundred and twenty-eight", 128),
        ("one million two hundred", 1_000_200),
        ("twelve", 12),
    ],
)
def test_english_words_are_read(words: str, number: int) -> None:
    """Tens with hyphens, hundreds with and without a word before them, groups of a thousand."""
    assert read_words(words, "en") == number


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("empat hari, Rp 1,5 miliar untuk 1.200 orang", "id", ["4", "1500000000", "1200"]),
        ("Rp1.500.000,00 dan Rp 250 juta", "id", ["1500000", "250000000"]),
        ("pada 26/03 hari ke-4, 3-5 desa", "id", ["3"]),
        ("dua puluh lima desa dan sebelas kelas", "id", ["25", "11"]),
        ("1,200 wells, 1.5 million trees and two-thirds of 342.", "en", ["1200", "1500000", "342"]),
        ("a threefold, lonely phone", "en", []),
    ],
)
def test_numbers_are_found_in_sentences(text: str, language: str, numbers: list[str]) -> None:
    """Digits with the separators of the language, words, and money; no dates, no parts of words."""
    assert [one.value for one in find_numbers(text, language)] == [Decimal(number) for number in numbers]


def test_a_rounded_number_leaves_half_of_its_last_place_open() -> None:
    """`Rp 1,5 miliar` may be anything from 1.45 to 1.55; `1.500` people are exactly that many."""
    money, people = find_numbers("Rp 1,5 miliar untuk 1.500 orang", "id")
    assert money.money
    assert money.tolerance == 50_000_000
    assert (people.value, people.tolerance) == (Decimal(1500), Decimal(0))
