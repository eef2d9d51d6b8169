"""The page that holds each report of a program against the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact, Drawing
from generator.i18n import msg
from generator.pages.site import Site, program_url
from generator.views.comparison import Comparison
from generator.views.program import ProgramView

CHARTS = ("spending-over-periods", "indicator-over-periods")
"""Charts of a program that show all its periods."""


@dataclass(frozen=True)
class ComparisonPage:
    """What the template of the page receives."""

    program: ProgramView
    comparisons: tuple[Comparison, ...]
    drawings: tuple[Drawing, ...]


def pages_of(site: Site, program: ProgramView) -> Iterator[Artifact]:
    """Yield the page, where there are two reports to compare."""
    if not program.comparisons:
        return
    drawn = tuple(one for one in site.drawings_of(program.program.id) if one.name in CHARTS)
    title = msg("Periods compared")
    yield site.page(
        f"{program_url(program)}compare/index.md",
        "pages/comparison.html.jinja",
        ComparisonPage(program, program.comparisons, drawn),
        msg("{title}: {place}", title=title, place=program.name),
        description=msg("What each period reports beside the one before it, and the difference."),
        crumbs=((msg("Programs"), "program/"), (program.name, program_url(program))),
    )
