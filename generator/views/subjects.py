"""Themes and goals: the programs that work on each, and what they spent together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.i18n import Message, msg
from generator.model.figure import Figure, count, total
from generator.model.publisher import Publisher
from generator.model.text import Text
from generator.views.labels import GOALS
from generator.views.ledger import SITE
from generator.views.program import ProgramView


@dataclass(frozen=True, slots=True)
class Subject:
    """One theme of the publisher, or one goal of the United Nations, with its programs."""

    id: str
    title: Message | Text
    programs: tuple[ProgramView, ...]
    number: Figure
    """How many programs there are."""
    spent: Figure | None
    """What they spent, all of it, whatever else they work on."""
    goal: int = 0
    """The number of a goal; 0 for a theme."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """All themes and goals that a program works on."""

    themes: tuple[Subject, ...]
    goals: tuple[Subject, ...]


def view_subjects(publisher: Publisher, programs: Sequence[ProgramView]) -> Subjects:
    """Return the themes in the order of the publisher, and the goals in the order of their numbers."""
    return Subjects(tuple(_themes(publisher, programs)), tuple(_goals(programs)))


def _themes(publisher: Publisher, programs: Sequence[ProgramView]) -> Iterator[Subject]:
    for key, title in publisher.themes.items():
        mine = tuple(one for one in programs if key in one.program.themes)
        if mine:
            yield _subject(key, title, mine, f"{SITE}/themes.{key}")


def _goals(programs: Sequence[ProgramView]) -> Iterator[Subject]:
    for goal, title in GOALS.items():
        mine = tuple(one for one in programs if goal in one.program.sdgs)
        if mine:
            yield _subject(f"goal-{goal}", title, mine, f"{SITE}/goals.{goal}", goal)


def _subject(key: str, title: Message | Text, programs: tuple[ProgramView, ...], here: str, goal: int = 0) -> Subject:
    number = count(len(programs), "program", f"{here}.programs", msg("programs on {subject}", subject=title))
    spent = total(
        [(one.name, one.spent) for one in programs], f"{here}.spent", msg("spent on {subject}", subject=title)
    )
    return Subject(key, title, programs, number, spent, goal)
