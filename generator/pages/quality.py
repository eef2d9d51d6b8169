"""The page on data quality: what does not match, what is not reported, what was checked."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import Message, msg
from generator.pages.site import Site
from generator.views.openness import QUESTIONS, RULES
from generator.views.portfolio import PortfolioView


@dataclass(frozen=True)
class QualityPage:
    """What the template of the page receives."""

    view: PortfolioView
    questions: dict[str, Message]
    rules: dict[str, Message]


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the page."""
    yield site.page(
        "mutu-data/index.md",
        "pages/quality.html.jinja",
        QualityPage(site.view, QUESTIONS, RULES),
        msg("Data quality"),
        description=msg("What matches, what does not, and what nobody reported."),
        nav=10,
    )
