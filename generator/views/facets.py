"""By what programs are told apart and found: status, places, themes, goals, funds and years."""

from collections.abc import Iterator, Sequence
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
    facets = [_Shared.of(one) for one in programs]
    return {one.program.id: tuple(_nearest(place, facets, programs)) for place, one in enumerate(programs)}


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two programs are compared by, the weightiest first."""

    regencies: frozenset[str]
    themes: frozenset[str]
    wide: frozenset[object]
    """Provinces and goals."""

    @classmethod
    def of(cls, program: ProgramView) -> "_Shared":
        one = view_facets(program)
        return cls(frozenset(one.regencies), frozenset(one.themes), frozenset((*one.provinces, *one.goals)))

    def with_other(self, other: "_Shared") -> tuple[int, int, int]:
        return len(self.regencies & other.regencies), len(self.themes & other.themes), len(self.wide & other.wide)


def _nearest(place: int, facets: Sequence[_Shared], programs: Sequence[ProgramView]) -> Iterator[ProgramView]:
    shared = ((at, facets[place].with_other(one)) for at, one in enumerate(facets) if at != place)
    scored = [(tuple(-number for number in one), programs[at].program.id, at) for at, one in shared if any(one)]
    return (programs[at] for _, _, at in nsmallest(MOST, scored))
