"""Figures as readers of one language see them: each is written once, though it stands on half a dozen pages."""

from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape

from generator.i18n import Translator
from generator.model.figure import Figure

_KEPT = 20_000
"""Figures that stay in memory: more than those of the largest program, which takes 10 MB."""


class Written(NamedTuple):
    """A figure as it is written; all texts are escaped."""

    figure: Figure
    number: str
    word: str
    """Its unit; nothing where the number carries it."""
    scope: str
    """The ledger in which it stands."""
    anchor: str
    """Its row there."""

    @property
    def text(self) -> str:
        """Return number and unit."""
        return f"{self.number} {self.word}".strip()


class Numbers:
    """Write figures in one language.

    A figure is known by its identity, and kept, so that nothing else can take its place.
    """

    def __init__(self, to: Translator) -> None:
        """Remember the language."""
        self.to = to
        self._known: dict[int, Written] = {}

    def of(self, figure: Figure) -> Written:
        """Return a figure as it is written."""
        known = self._known.get(id(figure))
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[id(figure)] = self._write(figure)
        return known

    def _write(self, figure: Figure) -> Written:
        scope, _, anchor = figure.address.rpartition("/")
        number, word = figure.number(self.to), figure.word(self.to)
        return Written(figure, escaped(number), escaped(word), scope, escaped(anchor))


@lru_cache(_KEPT)
def escaped(text: str) -> str:
    """Return a text as it stands in HTML; addresses, numbers and units stand there in every language and many times."""
    return str(escape(text))
