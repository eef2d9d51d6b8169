"""One page a program."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact, Drawing
from generator.i18n import msg
from generator.pages.site import Site, program_url
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView


@dataclass(frozen=True)
class ProgramPage:
    """What the template of a program receives."""

    program: ProgramView
    drawings: tuple[Drawing, ...]
    previous: ProgramView | None
    following: ProgramView | None
    view: PortfolioView


def pages(site: Site) -> Iterator[Artifact]:
    """Yield a page for each program."""
    # Neighbours stand in the order of their names, which no figure changes.
    programs = sorted(site.view.programs, key=lambda one: one.program.id)
    for place, program in enumerate(programs):
        context = ProgramPage(
            program=program,
            drawings=site.drawings_of(program.program.id),
            previous=programs[place - 1] if place else None,
            following=programs[place + 1] if place + 1 < len(programs) else None,
            view=site.view,
        )
        yield site.page(
            f"{program_url(program)}index.md",
            "pages/program.html.jinja",
            context,
            program.program.name,
            description=program.program.summary,
            crumbs=((msg("Programs"), "program/"),),
            source=program.program.document,
        )
