"""The first page: what the site is, the figures that lead it, the programs, and what is new."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact, Drawing
from generator.i18n import msg
from generator.pages import linked
from generator.pages.site import Site
from generator.views.portfolio import PortfolioView

MOST = 12


@dataclass(frozen=True)
class HomePage:
    """What the template of the home page receives."""

    view: PortfolioView
    drawings: tuple[Drawing, ...]
    most: int
    """Programs and discrepancies that stand here; all of them have pages of their own."""


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the home page."""
    publisher = site.view.publisher
    context = HomePage(site.view, site.drawings_of("site"), MOST)
    yield site.page(
        "index.md",
        "pages/home.html.jinja",
        context,
        msg("Home"),
        description=publisher.about,
        source="programs/publisher.yml",
        nav=0,
        things=linked.of_home(site),
    )
