"""One page a program."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact, Drawing
from generator.i18n import msg
from generator.pages import linked
from generator.pages.site import Site, program_url
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView
from generator.views.subjects import Subject


@dataclass(frozen=True)
class ProgramPage:
    """What the template of a program receives."""

    program: ProgramView
    drawings: tuple[Drawing, ...]
    previous: ProgramView | None
    following: ProgramView | None
    view: PortfolioView
    related: tuple[ProgramView, ...]
    themes: tuple[Subject, ...]
    """The themes and goals of the program."""


def neighbours(view: PortfolioView, program: ProgramView) -> tuple[ProgramView | None, ProgramView | None]:
    """Return the programs before and after one, in the order of their names, which no figure changes."""
    programs = view.by_name
    place = bisect_left(programs, program.program.id, key=lambda one: one.program.id)
    return programs[place - 1] if place else None, programs[place + 1] if place + 1 < len(programs) else None


def pages_of(site: Site, program: ProgramView) -> Iterator[Artifact]:
    """Yield the page of a program."""
    previous, following = neighbours(site.view, program)
    others = site.view.related[program.program.id]
    found = site.view.subjects
    themes = tuple(one for one in (*found.themes, *found.goals) if any(each is program for each in one.programs))
    yield site.page(
        f"{program_url(program)}index.md",
        "pages/program.html.jinja",
        ProgramPage(program, site.drawings_of(program.program.id), previous, following, site.view, others, themes),
        program.program.name,
        description=program.program.summary,
        crumbs=((msg("Programs"), "program/"),),
        source=program.program.document,
        things=linked.of_program(site, program),
    )
