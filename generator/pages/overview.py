"""Pages over all programs: money, results, places and partners."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import Message, msg, nmsg
from generator.pages.leaves import BLOCKS, ROWS, Leaf, leaves
from generator.pages.site import Site
from generator.views.overview import Overview
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView


@dataclass(frozen=True)
class OverviewPage:
    """What the templates of these pages receive."""

    view: PortfolioView
    overview: Overview
    title: Message
    lede: Message
    leaf: Leaf[ProgramView]
    """The programs that are told of one by one."""
    most: int
    """Programs that are named at a place; its own page has all of them."""

    def others(self, programs: Sequence[ProgramView]) -> Message:
        """Say how many programs are not named at a place."""
        count = len(programs) - self.most
        return nmsg("{count} more program", "{count} more programs", count)


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
NAMED = 5

_SIZES = {"money": ROWS, "results": BLOCKS}
"""Programs of one leaf of the pages that tell of each program."""


def pages(site: Site) -> Iterator[Artifact]:
    """Yield one page for each subject."""
    for place, (name, title, lede) in enumerate(PAGES):
        programs = site.view.programs
        for leaf in leaves(f"{name}/", programs, _SIZES.get(name, max(1, len(programs)))):
            yield site.page(
                leaf.uri,
                f"pages/{name}.html.jinja",
                OverviewPage(site.view, site.view.overview, title, lede, leaf, NAMED),
                leaf.title(title),
                description=lede,
                crumbs=leaf.crumbs(title),
                nav=FIRST_PLACE + place if leaf.is_first else None,
            )
