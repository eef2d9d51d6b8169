"""By what programs are told apart and found: status, places, themes, goals, funds and years."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from generator.views.labels import FUNDS
from generator.views.program import ProgramView

if TYPE_CHECKING:
    from generator.model.date import Date

MOST = 3
"""Programs that are named as related to one."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What one program can be found by; each is empty where its sources do not say."""

    status: str
    provinces: tuple[str, ...]
    """Codes of provinces."""
    regencies: tuple[str, ...]
    """Codes of regencies and cities."""
    themes: tuple[str, ...]
    goals: tuple[int, ...]
    funds: tuple[str, ...]
    years: tuple[int, ...]
    """Every year from the first to the last one that is stated."""


def view_facets(program: ProgramView) -> Facets:
    """Return what a program can be found by."""
    codes = tuple(one.code for one in program.regions)
    stated = tuple(_years(program))
    funds = set(_funds(program))
    return Facets(
        status=program.program.status or "",
        provinces=tuple(dict.fromkeys(one.province for one in program.regions)),
        regencies=codes,
        themes=program.program.themes,
        goals=program.program.sdgs,
        funds=tuple(kind for kind in FUNDS if kind in funds),
        years=tuple(range(min(stated), max(stated) + 1)) if stated else (),
    )


def _funds(program: ProgramView) -> Iterator[str]:
    for report in program.reports:
        yield from (one.kind for one in report.money.statements)
        yield from (one.fund for one in report.money.commitments if one.fund)
    yield from (one.fund for one in program.plan.commitments if one.fund)
    yield from (one.kind for one in program.plan.statements)


def _years(program: ProgramView) -> Iterator[int]:
    days: list[Date | None] = [program.program.starts, program.program.ends]
    for report in program.reports:
        days += [report.report.period.first, report.report.period.to]
    return (day.year for day in days if day is not None and day.year is not None)


def relate(programs: Sequence[ProgramView]) -> dict[str, tuple[ProgramView, ...]]:
    """Return, by id, the programs that share most with each: regencies first, then themes, then provinces and goals."""
    ids = [one.program.id for one in programs]
    nearest = rank([Shared.of(one) for one in programs], ids)
    return {name: tuple(programs[at] for at in found) for name, found in zip(ids, nearest, strict=True)}


@dataclass(frozen=True, slots=True)
class Shared:
    """What two programs are compared by, the weightiest first."""

    regencies: frozenset[str]
    themes: frozenset[str]
    wide: frozenset[object]
    """Provinces and goals."""

    @classmethod
    def of(cls, program: ProgramView) -> "Shared":
        """Return what a program is compared by."""
        one = view_facets(program)
        return cls(frozenset(one.regencies), frozenset(one.themes), frozenset((*one.provinces, *one.goals)))

    def with_other(self, other: "Shared") -> tuple[int, int, int]:
        """Return how much two programs share, below zero, so that more comes first."""
        return (
            -len(self.regencies & other.regencies),
            -len(self.themes & other.themes),
            -len(self.wide & other.wide),
        )

    @property
    def tiers(self) -> tuple[frozenset[object], ...]:
        """Return what it is compared by, apart; a theme and a province may have the same name."""
        return tuple(
            frozenset((number, one) for one in each)
            for number, each in enumerate((self.regencies, self.themes, self.wide))
        )


def rank(facets: Sequence[Shared], ids: Sequence[str]) -> list[list[int]]:
    """Return for each program the places of those that share most with it; of equals, those whose ids come first.

    Programs with the same facets are compared once, and only with those that share something of the weightiest kind
    that enough of them share: each with each would take the square of their number.
    """
    groups: dict[Shared, list[int]] = {}
    for at in sorted(range(len(ids)), key=lambda at: (ids[at], at)):
        groups.setdefault(facets[at], []).append(at)
    sharing: dict[object, dict[Shared, None]] = {}
    for group in groups:
        for one in (one for tier in group.tiers for one in tier):
            sharing.setdefault(one, {})[group] = None
    found: list[list[int]] = [[] for _ in ids]
    for group, places in groups.items():
        near = _near(group, groups, sharing, ids)
        for at in places:
            found[at] = [other for other in near if other != at][:MOST]
    return found


def _near(
    group: Shared,
    groups: Mapping[Shared, Sequence[int]],
    sharing: Mapping[object, Iterable[Shared]],
    ids: Sequence[str],
) -> list[int]:
    """Return the places of the nearest programs of a group, one more than are named, since each is its own nearest."""
    near: dict[Shared, None] = {}
    for tier in group.tiers:
        for one in tier:
            near.update(dict.fromkeys(sharing[one]))
        if sum(len(groups[other]) for other in near) > MOST:
            break  # whoever shares less comes after all of these
    scored = ((group.with_other(other), ids[at], at) for other in near for at in groups[other][: MOST + 1])
    return [at for _, _, at in nsmallest(MOST + 1, scored)]
