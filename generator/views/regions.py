"""What is known of a province, a regency or a city: programs, reports, and the figures stated for places in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.i18n import Message, msg
from generator.model.figure import Cell
from generator.model.place import Region, find_region
from generator.model.report import Activity
from generator.views.labels import Label
from generator.views.people import Part, Split
from generator.views.places import PlaceView
from generator.views.program import ProgramView
from generator.views.report import ReportView

SPLIT = "by_place"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that a report states for one place."""

    place: Label
    cell: Cell


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report counts by place, and its numbers for the places of one region."""

    what: Label
    rows: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class RegionReport:
    """A report of a program with what it says of places in a region."""

    report: ReportView
    stated: tuple[Subject, ...]
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class RegionProgram:
    """A program with its places in a region, and its reports."""

    program: ProgramView
    places: tuple[PlaceView, ...]
    reports: tuple[RegionReport, ...]


@dataclass(frozen=True, slots=True)
class RegionView:
    """A province, or a regency or city in it."""

    region: Region
    above: Region | None
    """The province of a regency or city."""
    below: tuple[Region, ...]
    """The regencies and cities of a province."""
    programs: tuple[RegionProgram, ...]


def view_regions(programs: Sequence[ProgramView]) -> tuple[RegionView, ...]:
    """Return every province with its regencies and cities, in the order of their codes."""
    codes = sorted({region.code for program in programs for region in program.regions})
    provinces = sorted({code[:2] for code in codes})
    inside: dict[str, list[ProgramView]] = {}
    for program in programs:
        for code in dict.fromkeys(one for region in program.regions for one in _around(region.code)):
            inside.setdefault(code, []).append(program)
    return tuple(one for code in sorted([*provinces, *codes]) for one in _region(code, codes, inside.get(code, ())))


def _around(code: str) -> Iterator[str]:
    """Yield a code and the codes of all regions that it lies in."""
    steps = code.split(".")
    return (".".join(steps[:number]) for number in range(1, len(steps) + 1))


def _region(code: str, codes: Sequence[str], programs: Sequence[ProgramView]) -> Iterator[RegionView]:
    region = find_region(code)
    if region is not None:
        below = [find_region(one) for one in codes if one.startswith(f"{code}.")]
        mine = tuple(_program(one, code) for one in programs)
        above = find_region(code[:2]) if "." in code else None
        yield RegionView(region, above, tuple(one for one in below if one), mine)


def _inside(code: str | None, region: str) -> bool:
    return code is not None and (code == region or code.startswith(f"{region}."))


def _program(program: ProgramView, code: str) -> RegionProgram:
    places = tuple(one for one in program.places if _lies(one, code))
    ids = {one.place.id for one in places}
    reports = tuple(_report(one, ids) for one in reversed(program.reports))
    return RegionProgram(program, places, reports)


def _lies(place: PlaceView, code: str) -> bool:
    """Tell whether a place lies in a region: by its own code, else by that of the nearest place around it."""
    own = next((one.code for one in (place.place, *place.inside) if one.code), None)
    return _inside(own, code)


def _report(report: ReportView, ids: set[str]) -> RegionReport:
    activities = tuple(one for one in report.report.activities if ids & {*one.places})
    return RegionReport(report, tuple(_stated(report, ids)), activities)


def _stated(report: ReportView, ids: set[str]) -> Iterator[Subject]:
    for what, split in _splits(report):
        rows = tuple(Stated(part.label, part.cell) for part in _parts(split) if part.id in ids)
        if rows:
            yield Subject(what, rows)


def _splits(report: ReportView) -> Iterator[tuple[Label, Split | None]]:
    people = report.people.splits if report.people else ()
    yield msg("beneficiaries"), next((one for one in people if one.name == SPLIT), None)
    yield msg("spent"), report.money.spent.split(SPLIT)
    for result in report.results:
        name: Message | Label = result.indicator.name
        yield name, next((one for one in result.splits if one.name == SPLIT), None)


def _parts(split: Split | None) -> tuple[Part, ...]:
    return split.parts if split else ()
