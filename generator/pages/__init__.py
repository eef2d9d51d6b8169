"""Pages: one file a page kind, with a template of the same name; HTML out of Jinja with autoescape.

Every module here has a function `pages(site)` that yields artifacts. A template receives a frozen dataclass and
formats it; it computes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.artifacts import Artifact, Drawing
from generator.findings import Checked
from generator.pages import content as content_pages
from generator.pages import corrections, home, ledger, overview, program, programs, quality, report
from generator.pages.site import ContentFile, RenderOptions, Site
from generator.views.portfolio import PortfolioView

__all__ = ["ContentFile", "RenderOptions", "render"]


def render(
    view: PortfolioView,
    checked: Checked,
    language: str,
    *,
    drawings: Mapping[str, tuple[Drawing, ...]],
    content: Sequence[ContentFile],
    options: RenderOptions,
) -> tuple[Artifact, ...]:
    """Render every page of one language; nothing is written."""
    site = Site(view, checked, language, drawings, options)
    return tuple(_all(site, content))


def _all(site: Site, content: Sequence[ContentFile]) -> Iterator[Artifact]:
    for kind in (home, programs, overview, program, report, ledger, quality, corrections):
        yield from kind.pages(site)
    yield from content_pages.pages(site, content)
