"""The list of all programs."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import msg
from generator.pages.site import Site
from generator.views.program import ProgramView


@dataclass(frozen=True)
class ProgramsPage:
    """What the template of the list receives."""

    programs: tuple[ProgramView, ...]


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the list."""
    yield site.page(
        "program/index.md",
        "pages/programs.html.jinja",
        ProgramsPage(site.view.programs),
        msg("Programs"),
        description=msg("All programs on this site, the most completely reported first."),
        nav=1,
    )
