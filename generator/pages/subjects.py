"""Themes and goals: a list of both, and a page for each with its programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.artifacts import Artifact
from generator.i18n import Message, msg
from generator.pages.leaves import ROWS, Leaf, leaves
from generator.pages.site import Site
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView
from generator.views.report import ReportView
from generator.views.subjects import Subject

THEMES = "themes/"
"""Address of the list, below which each theme and each goal has its page."""
TITLE = msg("Themes")
_LEDE = msg("The programs by what they work on: the publisher's own themes, and the goals of the United Nations.")
_SEVERAL = msg("A program with several themes stands at each of them.")


@dataclass(frozen=True)
class SubjectsPage:
    """What the template of the list receives."""

    view: PortfolioView
    title: Message
    lede: Message
    note: Message


@dataclass(frozen=True)
class SubjectPage:
    """What the template of one theme or goal receives."""

    view: PortfolioView
    subject: Subject
    title: Message
    leaf: Leaf[ProgramView]
    reports: tuple[tuple[ProgramView, ReportView], ...]
    """Those of the programs on the page."""

    @property
    def is_silent(self) -> bool:
        """Tell whether no program of the subject has a report, on whatever page."""
        return not any(one.reports for one in self.subject.programs)


def url_of(subject: Subject) -> str:
    """Return the address of a theme or goal below the root of the language."""
    return f"{THEMES}{subject.id}/"


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the list, and the page of each theme and goal."""
    found = site.view.subjects
    if not found.themes and not found.goals:
        return
    context = SubjectsPage(site.view, TITLE, _LEDE, _SEVERAL)
    template = "pages/subjects.html.jinja"
    yield site.page(f"{THEMES}index.md", template, context, TITLE, description=_LEDE, nav=7)
    for one in (*found.themes, *found.goals):
        for leaf in leaves(url_of(one), one.programs, ROWS):
            yield site.keep(
                leaf.uri,
                leaf.items,
                lambda _, one=one, leaf=leaf: (
                    one.title,
                    one.goal,
                    one.number,
                    one.spent,
                    leaf.count,
                    any(each.reports for each in one.programs),
                ),  # type: ignore[misc] # those at hand
                partial(_page, site, one, leaf),
            )


def _page(site: Site, subject: Subject, leaf: Leaf[ProgramView]) -> Artifact:
    title = msg("Goal {number}: {title}", number=subject.goal, title=subject.title) if subject.goal else subject.title
    reports = tuple((program, one) for program in leaf.items for one in reversed(program.reports))
    words = msg("Programs on {subject}, their reports and what they spent.", subject=subject.title)
    return site.page(
        leaf.uri,
        "pages/subject.html.jinja",
        SubjectPage(site.view, subject, msg("{title}", title=title), leaf, reports),
        leaf.title(msg("{title}", title=title)),
        description=words,
        crumbs=leaf.crumbs(title, ((TITLE, THEMES),)),
    )
