"""The page on openness: the rules, the score of every report, and what each leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import Message, msg
from generator.pages.site import Site
from generator.views.openness import MISMATCH, PARTLY, QUESTIONS, RULES, SILENT, Answer, Openness
from generator.views.portfolio import PortfolioView


@dataclass(frozen=True)
class OpennessPage:
    """What the template of the page receives."""

    view: PortfolioView
    questions: dict[str, Message]
    rules: dict[str, Message]

    def lacking(self, openness: Openness) -> tuple[tuple[Message, tuple[Answer, ...]], ...]:
        """Return what is not answered in full, by how it is answered."""
        groups = (
            (state, tuple(a for a in openness.answers if a.state == state)) for state in (MISMATCH, PARTLY, SILENT)
        )
        return tuple((some[0].label, some) for _, some in groups if some)


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the page."""
    yield site.page(
        "openness/index.md",
        "pages/openness.html.jinja",
        OpennessPage(site.view, QUESTIONS, RULES),
        msg("Openness"),
        description=msg("What each report discloses and what it leaves out, as a score with its rules."),
        nav=8,
    )
