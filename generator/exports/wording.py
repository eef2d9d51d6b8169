"""Words of exports: prose without markup, its quoted figures as words and numbers."""

import re
from functools import cached_property

from generator.i18n import is_localizable, translator
from generator.model.figure import Figure, Suppressed
from generator.model.text import FIGURE_LINK, Text
from generator.views.ledger import Ledger
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView


class Wording:
    """Write anything that a view holds as plain text; the figures of its ledgers are gathered once."""

    def __init__(self, *ledgers: Ledger) -> None:
        self._ledgers = ledgers
        self._said: dict[tuple[int, str], tuple[object, str]] = {}
        """What was said of each object, by its identity; the object stays with it, so that no other takes its place."""

    @classmethod
    def of_program(cls, program: ProgramView) -> "Wording":
        """Return the words of a program, which quote its own figures only."""
        return cls(program.ledger, *(report.ledger for report in program.reports))

    @classmethod
    def of_site(cls, view: PortfolioView) -> "Wording":
        """Return the words of the publisher, which quote the figures of the whole site."""
        return cls(view.ledger)

    @cached_property
    def _figures(self) -> dict[str, Figure | Suppressed]:
        return {entry.figure.address: entry.figure for ledger in self._ledgers for entry in ledger.entries}

    def say(self, value: object, language: str) -> str:
        """Write a name, title, message, date or figure in one language; prose loses its markup."""
        known = self._said.get((id(value), language))
        if known is None:
            known = self._said[id(value), language] = value, self._say(value, language)
        return known[1]

    def _say(self, value: object, language: str) -> str:
        if isinstance(value, Text):
            return self.plain(value, language)
        return translator(language).show(value) if is_localizable(value) else str(value)

    def plain(self, text: Text, language: str) -> str:
        """Write prose without markup, its quoted figures as words and numbers."""

        def write(quoted: re.Match[str]) -> str:
            return quoted[1] or self._quoted(text.scope, quoted[2], language)

        return " ".join(FIGURE_LINK.sub(write, text.in_language(language)[0]).replace("*", "").split())

    def _quoted(self, scope: str, path: str, language: str) -> str:
        """Return a figure as prose quotes it: of the report, else of its program; a withheld one says that it is."""
        places = (f"{one}/{path}" for one in (scope, scope.partition("/")[0]))
        found = next((self._figures[one] for one in places if one in self._figures), None)
        return found.localize(translator(language)) if found else ""
