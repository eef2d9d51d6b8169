"""Text in charts: cleaned of what breaks XML or the line, measured with the bundled font, and broken to fit."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parents[1] / "fonts"
SIZE = 13
"""Size of all text in user units; 340 units shown on 288 pixels (a phone of 320) make it 11 pixels."""
LINE = 16
"""Height of a line of text."""
ASCENT, DESCENT = 10, 4
"""How far letters reach above and below their baseline."""
LIMIT = 80
"""Letters that a label may have."""
ELLIPSIS = "\u2026"

_EM = 1000
_KEPT = 20_000
"""Texts whose measures stay in memory: charts of all periods and of both widths say the same words."""
_HAIR = 0.01
"""What a line may be too wide by, so that rounding never cuts a label that was measured for its room."""
_STRANGE = 0.62
"""Width of a letter that the font lacks, in ems: the browser takes it from a wider fallback font."""


@cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    # At one unit of the font a pixel, hinting cannot round the advances.
    file = FONTS / f"amanah-sans-{weight}.ttf"
    return ImageFont.truetype(str(file), _EM, layout_engine=ImageFont.Layout.BASIC)


@cache
def _strange(weight: int) -> tuple[bytes, float]:
    font = _font(weight)
    return bytes(font.getmask("\uffff")), font.getlength("\uffff")


@cache
def _advance(letter: str, weight: int) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    known = ord(letter) < 0x100 or unicodedata.category(letter) in ("Pd", "Po", "Pi", "Pf", "Sm", "Sc", "Zs")
    return _font(weight).getlength(letter) / _EM if known else _STRANGE


@lru_cache(_KEPT)
def measure(text: str, *, bold: bool = False) -> float:
    """Return the width of a line of text in user units; kerning, which only narrows it, is left out."""
    return sum(_advance(letter, 650 if bold else 400) for letter in text) * SIZE


@lru_cache(_KEPT)
def clean(text: str, limit: int = LIMIT) -> str:
    """Return text as one line without control, format or unassigned characters, cut at `limit` letters."""
    plain = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    line = " ".join(plain.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}{ELLIPSIS}"


def shorten(text: str, space: float, *, bold: bool = False) -> str:
    """Cut a line so that it fits into `space`."""
    if measure(text, bold=bold) <= space + _HAIR:
        return text
    while text and measure(text + ELLIPSIS, bold=bold) > space:
        text = text[:-1].rstrip()
    return text + ELLIPSIS


def wrap(text: str, space: float, *, bold: bool = False, lines: int = 2) -> tuple[str, ...]:
    """Break text between words into at most `lines` lines of at most `space`; what is left over is cut."""
    words = text.split()
    broken: list[str] = []
    while words and len(broken) < lines - 1:
        taken = 1
        while taken < len(words) and measure(" ".join(words[: taken + 1]), bold=bold) <= space + _HAIR:
            taken += 1
        broken.append(shorten(" ".join(words[:taken]), space, bold=bold))
        words = words[taken:]
    if words:
        broken.append(shorten(" ".join(words), space, bold=bold))
    return tuple(broken)


def balance(text: str, *, bold: bool = False) -> tuple[str, ...]:
    """Break text into the two lines whose longer one is shortest; a single word stays whole."""
    words = text.split()
    if len(words) < 2:
        return (text,)
    pairs = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(pairs, key=lambda pair: max(measure(line, bold=bold) for line in pair))


def widest(texts: tuple[str, ...], *, bold: bool = False) -> float:
    """Return the width of the widest line; nothing has no width."""
    return max((measure(text, bold=bold) for text in texts), default=0.0)
