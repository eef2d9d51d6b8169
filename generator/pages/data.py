"""The page of open data: every file to take away, with what it is, its size and its licence, and the site's ledger."""

from collections.abc import Iterator

from generator.artifacts import Artifact
from generator.i18n import msg
from generator.pages import linked
from generator.pages.ledger import page_of
from generator.pages.shelves import shelves_of
from generator.pages.site import Site

URI = "data/index.md"
TITLE = msg("Open data")
LEDE = msg(
    "All figures of this site to take away, each with its source, and what is not reported told apart from zero."
)


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the page."""
    yield site.page(
        URI,
        "pages/data.html.jinja",
        page_of(site, site.view.ledger, None, shelves_of(site, URI)),
        TITLE,
        description=LEDE,
        searched=False,
        things=[linked.of_data(site, "data/", site.say(TITLE), None, None)],
    )
