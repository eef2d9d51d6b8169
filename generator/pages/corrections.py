"""The page of corrections: every published figure that was changed, the newest first, and what is not known of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import Message, msg
from generator.pages.site import Site
from generator.views.corrections import FEEDS
from generator.views.portfolio import PortfolioView


@dataclass(frozen=True)
class CorrectionsPage:
    """What the template of the page receives."""

    view: PortfolioView
    repository: str
    feeds: tuple[tuple[str, Message], ...]


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the page."""
    feeds = tuple((one.uri, one.title) for one in FEEDS)
    yield site.page(
        "koreksi/index.md",
        "pages/corrections.html.jinja",
        CorrectionsPage(site.view, site.repository, feeds),
        msg("Corrections"),
        description=msg("Published figures that were changed: what they were, until when, and why."),
        nav=11,
    )
