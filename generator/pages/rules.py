"""The rule book: a list of all rules, and a page for each, as `amanah explain` prints it."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.checks import Rule, book
from generator.findings import Severity
from generator.i18n import Message, msg
from generator.pages.site import Site

BOOK = "rules/"
"""Address of the list, below which each rule has its page."""

_TITLE = msg("Rule book")
_LEDE = msg("What is checked each time the site is built, why it is asked, and what can be done about a finding.")
_GROUPS = {
    Severity.ERROR: msg("Errors"),
    Severity.WARNING: msg("Warnings"),
    Severity.INFO: msg("Notes"),
}


@dataclass(frozen=True)
class RulesPage:
    """What the template receives: all rules by how much they weigh, or one rule with its sections."""

    title: Message
    lede: Message | None = None
    groups: tuple[tuple[str, Message, tuple[tuple[str, Rule], ...]], ...] = ()
    code: str = ""
    sections: tuple[book.Section, ...] = ()

    def pieces(self, text: str) -> tuple[str, ...]:
        """Return a sentence in pieces, every second of which stood between backticks."""
        return tuple(text.split("`"))


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the list of all rules, and the page of each."""
    groups = tuple((severity.name.lower(), title, tuple(_weighing(severity))) for severity, title in _GROUPS.items())
    template = "pages/rules.html.jinja"
    yield site.page(f"{BOOK}index.md", template, RulesPage(_TITLE, _LEDE, groups), _TITLE, description=_LEDE)
    for code, rule in book.book().items():
        page = RulesPage(rule.title, code=code, sections=book.sections(code))
        crumbs = ((_TITLE, BOOK),)
        description = site.say(rule.page.meaning if rule.page else rule.title).replace("`", "")
        yield site.page(f"{BOOK}{code}/index.md", template, page, rule.title, description=description, crumbs=crumbs)


def _weighing(severity: Severity) -> Iterator[tuple[str, Rule]]:
    return ((code, rule) for code, rule in book.book().items() if rule.severity is severity)
