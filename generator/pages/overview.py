"""Pages over all programs: money, results, places and partners."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import Message, msg
from generator.pages.site import Site
from generator.views.overview import Overview
from generator.views.portfolio import PortfolioView


@dataclass(frozen=True)
class OverviewPage:
    """What the templates of these pages receive."""

    view: PortfolioView
    overview: Overview
    title: Message
    lede: Message


PAGES: tuple[tuple[str, Message, Message], ...] = (
    (
        "money",
        msg("Money"),
        msg("What came in and what went out, by fund and by year, as far as it is reported."),
    ),
    (
        "results",
        msg("Results"),
        msg("Every indicator of every program: where it stood, what was reached, and what it should reach."),
    ),
    (
        "places",
        msg("Places"),
        msg("Where the programs work, by province and regency; places that no source makes certain stand apart."),
    ),
    (
        "partners",
        msg("Partners"),
        msg("Who takes part, in which program and with what."),
    ),
)
"""Name of the page and of its template, title, lede; in the order of the navigation, after the list of programs."""

FIRST_PLACE = 2


def pages(site: Site) -> Iterator[Artifact]:
    """Yield one page for each subject."""
    for place, (name, title, lede) in enumerate(PAGES):
        context = OverviewPage(site.view, site.view.overview, title, lede)
        yield site.page(
            f"{name}/index.md",
            f"pages/{name}.html.jinja",
            context,
            title,
            description=lede,
            nav=FIRST_PLACE + place,
        )
