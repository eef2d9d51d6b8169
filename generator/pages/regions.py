"""A page for each province, regency and city: who works there, what was reported, and the figures stated for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.artifacts import Artifact
from generator.i18n import Message, msg
from generator.model.place import Region
from generator.pages.site import Site
from generator.views.regions import RegionView

PLACES = "places/"
"""Address of the list, below which each region has its page."""


@dataclass(frozen=True)
class RegionPage:
    """What the template of a region receives."""

    region: RegionView


def url_of(region: Region) -> str:
    """Return the address of a region below the root of the language."""
    return f"{PLACES}{region.code.replace('.', '-')}/"


def pages(site: Site) -> Iterator[Artifact]:
    """Yield a page for each region."""
    for one in site.view.regions:
        yield site.keep(
            f"{url_of(one.region)}index.md",
            tuple(each.program for each in one.programs),
            lambda _, one=one: (one.region, one.above, one.below),  # type: ignore[misc] # the one at hand
            partial(_page, site, one),
        )


def _page(site: Site, one: RegionView) -> Artifact:
    crumbs: list[tuple[Message, str]] = [(msg("Places"), PLACES)]
    if one.above is not None:
        crumbs.append((msg("{name}", name=one.above.name), url_of(one.above)))
    return site.page(
        f"{url_of(one.region)}index.md",
        "pages/region.html.jinja",
        RegionPage(one),
        msg("{name}", name=one.region.name),
        description=msg("Programs in {place}, their reports, and the figures stated for it.", place=one.region.name),
        crumbs=crumbs,
    )
