"""The picture that a shared link shows: drawn of the page's own words, 1200 by 630, in the page's language."""

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageColor, ImageDraw, ImageFont

from generator.artifacts import SharedImage
from generator.cache import sum_code
from generator.i18n import translator
from generator.media.cache import remember
from generator.media.cards import Card, Fact, card_of_home, cards_of
from generator.media.images import save
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

FOLDER = "bagi"
"""Where the pictures stand below the root of their language."""
WIDTH, HEIGHT = 1200, 630

_VERSION = 1
"""Counts up when the same card would be drawn into other bytes."""
_FONTS = Path(__file__).parents[1] / "charts" / "fonts"
_SURFACE, _INK, _MUTED, _FIGURE, _BRAND, _LINE = "#FFFFFF", "#16201D", "#52605B", "#0B2E52", "#0B2E52", "#76827D"
_DOUBT, _CLOTH = "#8A4708", "#A45A1D"
_LEFT, _RIGHT = 64, WIDTH - 64
_TITLE_TOP, _TITLE_BOTTOM, _FACTS_TOP, _FOOT = 148, 352, 388, 578
_SIZES = (76, 66, 58, 50, 44, 38, 32)
"""Sizes of the title, the largest first; the first in which it fits is taken."""
_LINES, _LENGTHS = 64, 1_000
"""Lines of each size whose pixels and widths stay in memory: 5 MB of the largest."""


def draw_shared(
    view: PortfolioView, language: str, folder: Path | None, program: ProgramView | None = None
) -> Iterator[tuple[str, SharedImage, bytes]]:
    """Yield the pictures of a program and of each of its reports, or that of the home page; each with its address."""
    to = translator(language)
    letters = sum_code(*sorted(_FONTS.glob("*.ttf")))
    for url, card in cards_of(view, program, to) if program else (("", card_of_home(view, to)),):
        data = remember(folder, f"shared {_VERSION} {letters} {card!r}", partial(draw, card))
        name = hashlib.sha256(data).hexdigest()[:16]
        yield url, SharedImage(f"{FOLDER}/{name}.png", WIDTH, HEIGHT, card.alt), data


def draw(card: Card) -> bytes:
    """Return the picture of a card as PNG: flat colours, so that it is small and sharp."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _SURFACE)
    pen = ImageDraw.Draw(image)
    _head(pen, card)
    _title(pen, card)
    _ledger(pen, card.facts)
    if card.foot:
        pen.text((_LEFT, _FOOT), _clip(card.foot, _font(24), _RIGHT - _LEFT), _MUTED, _font(24), anchor="ls")
    return save(image.quantize(palette=_palette(), dither=Image.Dither.NONE), "png", {"compress_level": 6})


@cache
def _palette() -> Image.Image:
    """Return our colours with the shades that the edges of letters have: a third of the size, and soon found."""
    names = (_INK, _MUTED, _FIGURE, _LINE, _DOUBT, _CLOTH)
    shades = (_shade(ImageColor.getrgb(one), step / 15) for one in names for step in range(16))
    image = Image.new("P", (1, 1))
    image.putpalette([value for shade in shades for value in shade])
    return image


def _shade(colour: tuple[int, ...], share: float) -> tuple[int, ...]:
    """Return a colour mixed with the white of the ground."""
    return tuple(round(value + (255 - value) * share) for value in colour)


def _head(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """Draw the publisher's name on the band, and the edge of cloth below it."""
    pen.rectangle((0, 0, WIDTH, 84), _BRAND)
    pen.text((_LEFT, 42), _clip(card.publisher, _font(34, bold=True), _RIGHT - _LEFT), "white", _font(34, bold=True),
             anchor="lm")  # fmt: skip
    for x in range(0, WIDTH, 24):
        pen.polygon(((x, 84), (x + 24, 84), (x + 12, 100)), _CLOTH)


def _title(pen: ImageDraw.ImageDraw, card: Card) -> None:
    """Draw the title as large as it fits, with the line above it."""
    top = _TITLE_TOP
    if card.kicker:
        pen.text((_LEFT, top), _clip(card.kicker, _font(30), _RIGHT - _LEFT), _MUTED, _font(30), anchor="ls")
        top += 18
    room = _TITLE_BOTTOM - top
    for size in _SIZES:
        font = _font(size, bold=True)
        lines = _broken(card.title, font, _RIGHT - _LEFT)
        if len(lines) * size * 1.12 <= room:
            break
    step = round(size * 1.12)
    for place, line in enumerate(lines[: room // step]):
        pen.text((_LEFT, top + step * place), line, _INK, font, anchor="la")


def _ledger(pen: ImageDraw.ImageDraw, facts: tuple[Fact, ...]) -> None:
    """Draw the lead figures in a ruled row."""
    if not facts:
        return
    pen.rectangle((_LEFT, _FACTS_TOP, _RIGHT, _FACTS_TOP + 2), _LINE)
    gap = 32
    width = (_RIGHT - _LEFT - gap * (len(facts) - 1)) // len(facts)
    for place, one in enumerate(facts):
        _fact(pen, one, _LEFT + place * (width + gap), width)


def _fact(pen: ImageDraw.ImageDraw, fact: Fact, left: int, width: int) -> None:
    spoken = not any(sign.isdigit() for sign in fact.number) or len(fact.number) > 16
    size = 28 if spoken else _largest(fact.number, 60, width)
    base = _FACTS_TOP + 72
    number = _clip(fact.number, _font(size, bold=not spoken), width)
    pen.text((left, base), number, _MUTED if spoken else _FIGURE, _font(size, bold=not spoken), anchor="ls")
    below = [f"{fact.unit} {fact.label}"]
    beside = left + _font(size, bold=True).getlength(number) + 10
    if fact.unit and beside + _font(28).getlength(fact.unit) <= left + width:
        pen.text((beside, base), fact.unit, _INK, _font(28), anchor="ls")
        below = [fact.label]
    lines = _broken(" ".join(below).strip(), _font(26), width)[:2]
    for line in lines:
        base += 36
        pen.text((left, base), line, _MUTED, _font(26), anchor="ls")
    if fact.mark:
        pen.text((left, base + 36), fact.mark, _DOUBT, _font(26, bold=True), anchor="ls")


def _largest(text: str, size: int, width: int) -> int:
    while size > 24 and _font(size, bold=True).getlength(text) > width:
        size -= 2
    return size


def _broken(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break a text into lines; a word that is wider than a line is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_clip(word, font, width))
    return lines


def _clip(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


class _Font(ImageFont.FreeTypeFont):
    """Letters that remember what they wrote: names, units and notices stand on many pictures."""

    def __init__(self, file: Path, size: int) -> None:
        # Basic layout, so that a machine with a shaping library draws the same pixels as one without.
        super().__init__(str(file), size, layout_engine=ImageFont.Layout.BASIC)
        self._mask = lru_cache(_LINES)(super().getmask2)
        self._length = lru_cache(_LENGTHS)(super().getlength)

    def getmask2(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed on as it came
        """Return the pixels of a line and where they begin, for Pillow, which only reads them."""
        return self._mask(*args, **kwargs)

    def getlength(self, *args: Any, **kwargs: Any) -> float:  # noqa: ANN401 - as above
        """Return how wide a line is."""
        return self._length(*args, **kwargs)


@cache
def _font(size: int, *, bold: bool = False) -> _Font:
    return _Font(_FONTS / ("amanah-sans-650.ttf" if bold else "amanah-sans-400.ttf"), size)
