"""A page for each province, regency and city: who works there, what was reported, and the figures stated for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.artifacts import Artifact
from generator.i18n import Message, msg
from generator.model.place import Region
from generator.pages.leaves import BLOCKS, Leaf, leaves
from generator.pages.site import Site
from generator.views.regions import RegionProgram, RegionView

PLACES = "places/"
"""Address of the list, below which each region has its page."""


@dataclass(frozen=True)
class RegionPage:
    """What the template of a region receives."""

    region: RegionView
    leaf: Leaf[RegionProgram]


def url_of(region: Region) -> str:
    """Return the address of a region below the root of the language."""
    return f"{PLACES}{region.code.replace('.', '-')}/"


def pages(site: Site) -> Iterator[Artifact]:
    """Yield a page for each region."""
    for one in site.view.regions:
        for leaf in leaves(url_of(one.region), one.programs, BLOCKS):
            yield site.keep(
                leaf.uri,
                tuple(each.program for each in leaf.items),
                lambda _, one=one, leaf=leaf: (one.region, one.above, one.below, leaf.count),  # type: ignore[misc] # those at hand
                partial(_page, site, one, leaf),
            )


def _page(site: Site, one: RegionView, leaf: Leaf[RegionProgram]) -> Artifact:
    above: list[tuple[Message, str]] = [(msg("Places"), PLACES)]
    if one.above is not None:
        above.append((msg("{name}", name=one.above.name), url_of(one.above)))
    title = msg("{name}", name=one.region.name)
    return site.page(
        leaf.uri,
        "pages/region.html.jinja",
        RegionPage(one, leaf),
        leaf.title(title),
        description=msg("Programs in {place}, their reports, and the figures stated for it.", place=one.region.name),
        crumbs=leaf.crumbs(title, above),
    )
