"""Texts in the languages of the publisher."""

import re
from dataclasses import dataclass

from generator.findings import Mark
from generator.i18n import Translator

MAX_PROSE = 5_000
MAX_LINE = 300
UNWRITTEN = ("FILL IN:", "ISI:")
"""How a text begins that only says what is to be written in its place, in the languages of the interface."""
FIGURE_LINK = re.compile(r"\[([^\]\n]*)\]\(figure:([^)\s]*)\)")
"""A figure quoted in prose: `[](figure:assets.total)`, or with words of its own between the brackets."""


def is_unwritten(text: str) -> bool:
    """Tell whether a text only says what is to be written in its place."""
    return text.lstrip().startswith(UNWRITTEN)


@dataclass(frozen=True, slots=True)
class Text:
    """What an author wrote, by language, in the order of the publisher's languages; never empty."""

    versions: tuple[tuple[str, str], ...]
    mark: Mark
    path: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages the text was written in."""
        return tuple(language for language, _ in self.versions)

    @property
    def scope(self) -> str:
        """Return where its figures are looked up: `program/period`, `program`, or `site` for the publisher's files."""
        parts = self.mark.file.removesuffix(".yml").split("/")
        return "/".join([parts[1], *parts[3:]]) if len(parts) > 2 else "site"

    def in_language(self, language: str) -> tuple[str, str]:
        """Return the text and its language: the one asked for, else the first one written."""
        return next(((lang, text) for lang, text in self.versions if lang == language), self.versions[0])[::-1]

    def localize(self, translator: Translator) -> str:
        """Return the text in the reader's language, else in the first one written."""
        return self.in_language(translator.language)[0]

    @property
    def quotes(self) -> bool:
        """Tell whether the prose may quote a figure."""
        return any("](figure:" in text for _, text in self.versions)

    def figure_links(self) -> tuple[tuple[str, str], ...]:
        """Return the figures that the prose quotes, as pairs of language and path."""
        return tuple((lang, found[2]) for lang, text in self.versions for found in FIGURE_LINK.finditer(text))
