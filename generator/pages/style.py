"""The style page: every part that pages are made of, once, in both schemes side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact, Drawing
from generator.i18n import msg
from generator.pages.site import Site
from generator.views.labels import STATUS

URI = "style/index.md"


@dataclass(frozen=True)
class StylePage:
    """What the template receives: the words of all statuses, and one chart to show."""

    statuses: tuple[tuple[str, object], ...]
    drawing: Drawing | None


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the page; nothing leads there, and no search finds it."""
    drawn = site.drawings_of("site")
    context = StylePage((*STATUS.items(), ("unreported", msg("not reported"))), drawn[0] if drawn else None)
    title, words = msg("Parts of the pages"), msg("Every part that the pages are made of, for those who change them.")
    yield site.page(URI, "pages/style.html.jinja", context, title, description=words, searched=False)
