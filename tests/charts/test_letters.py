"""Letters: cleaned, measured and broken to fit."""

from hypothesis import given
from hypothesis import strategies as st

from generator.charts.drawing.letters import LIMIT, balance, clean, measure, shorten, widest, wrap


def test_width_is_the_advance_of_the_bundled_font() -> None:
    """Ten digits are ten times as wide as one, since the digits of the font are tabular."""
    assert round(measure("0"), 3) == 6.461
    assert round(measure("0123456789"), 2) == round(10 * measure("0"), 2)
    assert measure("Penerima", bold=True) > measure("Penerima")


def test_letters_that_the_font_lacks_are_not_taken_as_narrow() -> None:
    """A letter of a fallback font counts at least as much as an average letter."""
    assert measure("\u6f22") == 13
    assert measure("\u03a9") > measure("e")
    assert measure("e\u0301") == measure("e")


def test_what_breaks_xml_is_dropped() -> None:
    """Control characters, surrogates, invisible marks and unassigned code points become spaces."""
    assert clean("a\x00b\x1bc\u202ed\ud800e\ufffef\u200bg\n h") == "a b c d e f g h"


def test_a_label_is_cut_at_its_limit() -> None:
    """Eighty letters are enough for a label; the last one tells that it was cut."""
    assert len(clean("x" * 300)) == LIMIT
    assert clean("x" * 300).endswith("\u2026")


def test_text_is_broken_between_words() -> None:
    """A line takes as many words as fit; the last line is cut where there are too many."""
    assert wrap("Penyerahan sarana usaha", measure("Penyerahan sarana")) == ("Penyerahan sarana", "usaha")
    assert wrap("satu dua tiga empat", measure("satu"), lines=2)[0] == "satu"
    assert wrap("", 100) == ()


def test_the_halves_of_a_label_are_as_even_as_its_words_allow() -> None:
    """A label in two lines is broken where it becomes narrowest; one word stays whole."""
    assert balance("Usaha mikro, kecil, dan menengah") == ("Usaha mikro, kecil,", "dan menengah")
    assert balance("Kebun") == ("Kebun",)


@given(st.text(), st.floats(20, 400))
def test_no_line_is_wider_than_its_room(text: str, space: float) -> None:
    """Whatever the text, it fits after it was broken or cut."""
    line = clean(text)
    assert measure(shorten(line, space)) <= space + 0.02
    assert widest(wrap(line, space, lines=3)) <= space + 0.02
