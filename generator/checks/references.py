"""Names of what is described elsewhere: sources, organisations, places, components and the like."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import (
    File,
    broken_reports,
    dotted,
    fields_of,
    files,
    key_mark,
    mark_at,
    node_at,
    programs,
)
from generator.documents import SequenceNode, suggest
from generator.findings import Mark
from generator.i18n import Message, msg
from generator.loader import ORGANIZATIONS
from generator.model.figure import Figure, Suppressed
from generator.model.place import LEVELS, MOST, Region, find_region, search_regions
from generator.model.portfolio import Portfolio
from generator.model.program import Place, Program
from generator.model.record import Record, figures
from generator.model.report import Report

_CELLS = (Figure, Suppressed)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name for something described elsewhere, the figures it belongs to, and where it was written.

    It stands in a field of a record, below a step of it if there is one. Few names are wrong, so their places are
    looked for when somebody asks.
    """

    name: str
    record: Record
    steps: tuple[str, ...]
    figures: tuple[Figure | Suppressed, ...] = ()
    is_key: bool = False
    """Whether it is the key of a split."""

    @property
    def mark(self) -> Mark:
        """Return the place of the name."""
        field, *below = self.steps
        return key_mark(self.record, field, below[0]) if self.is_key else mark_at(self.record, field, *below)

    @property
    def path(self) -> str:
        """Return the place inside the document."""
        return dotted(*self.record.path, *self.steps)


@dataclass(frozen=True, slots=True)
class Known:
    """The names that exist, the sentence for one that does not, and where to add it."""

    names: AbstractSet[str]
    said: Message
    add: Message

    def judge(self, references: Iterator[Reference]) -> Iterator[Fault | Passed]:
        """Yield what is wrong or right with each reference."""
        for one in references:
            if one.name in self.names:
                yield Passed(one.figures)
                continue
            meant = suggest(one.name, sorted(self.names))
            hint = msg("did you mean {meant}?", meant=meant) if meant else self.add
            yield Fault(one.mark, Message(self.said.id, {"name": one.name}), one.path, hint, one.figures)


def references(file: File, *fields: str) -> Iterator[Reference]:
    """Yield every name that stands in one of the fields: alone, in a list, or as the key of a split."""
    for record in file.records:
        for field in _among(type(record), fields):
            value = getattr(record, field)
            if isinstance(value, str):
                yield Reference(value, record, (field,))
            elif isinstance(value, tuple):
                yield from _listed(record, field, value)
            elif isinstance(value, dict):
                yield from _keys(record, field, value)


@cache
def _among(kind: type[Record], fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some fields that a type of record has."""
    return tuple(one for one in fields if one in fields_of(kind))


def _listed(record: Record, field: str, names: tuple[object, ...]) -> Iterator[Reference]:
    nodes = record.node_of(field)
    for index, name in enumerate(names):
        if isinstance(name, str) and isinstance(nodes, SequenceNode):
            yield Reference(name, record, (field, str(index)))


def _keys(record: Record, field: str, cells: Mapping[str, object]) -> Iterator[Reference]:
    for name, cell in cells.items():
        covered = (cell,) if isinstance(cell, _CELLS) else ()
        yield Reference(name, record, (field, name), covered, is_key=True)


@check(
    "unknown-source",
    msg("Every source that is named is described"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every source that a figure or an entry names among the sources of its file, or of its program."
        ),
        bad="value: {value: 342, source: artikel}",
        good="value: {value: 342, source: article}",
        why=msg(
            "A figure without a source that readers can look up is a claim; a source that is named but not described "
            "is the same."
        ),
    ),
)
def find_unknown_sources(portfolio: Portfolio) -> Outcomes:
    """Look up every source that a figure or an entry names among the sources of its file, or of its program."""
    for program, file in programs(portfolio):
        known = Known(
            portfolio.sources_of(program, file if isinstance(file, Report) else None).keys(),
            msg("there is no source called {name}"),
            msg("describe it below sources: at the end of this file, with its title and kind"),
        )
        yield from known.judge(references(file, "source"))
        named = [figure for figure in figures(file) if figure.source]
        yield from (Passed((figure,)) for figure in named if figure.source in known.names)
        yield from known.judge(_written(file, [figure for figure in named if figure.source not in known.names]))


def _written(file: File, figures: list[Figure | Suppressed]) -> Iterator[Reference]:
    """Yield the sources that stand beside the figures themselves; inherited ones are judged where they were written."""
    for figure in figures:
        path = (*figure.anchor.split("."), "source")
        written = node_at(file, path)
        if written is not None:
            yield Reference(figure.source, file, path, (figure,))


@check(
    "unknown-organization",
    msg("Every organisation that is named is described"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every organisation that takes part, gives or receives in `programs/organizations.yml`. While "
            "that file cannot be read, nothing is looked up."
        ),
        bad="partners: [{organization: dompet-duafa}]",
        good="partners: [{organization: dompet-dhuafa}]",
        why=msg("Each partner is described once for all programs, so that readers can follow it from one to the next."),
    ),
)
def find_unknown_organizations(portfolio: Portfolio) -> Outcomes:
    """Look up every organisation that takes part, gives or receives in `programs/organizations.yml`."""
    if ORGANIZATIONS in portfolio.broken:
        return
    known = Known(
        portfolio.organizations.keys(),
        msg("there is no organisation called {name}"),
        msg("add it to programs/organizations.yml, with its name"),
    )
    for file in files(portfolio):
        yield from known.judge(references(file, "organization", "of"))


@check(
    "unknown-component",
    msg("Every component that is named is described"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every component that an activity, an indicator or a split names among those of the program."
        ),
        bad="by_component: {farm: 100}",
        good="by_component: {farming: 100}",
        why=msg("What belongs to no known part of the program would be missing from the totals of all of them."),
    ),
)
def find_unknown_components(portfolio: Portfolio) -> Outcomes:
    """Look up every component that an activity, an indicator or a split names among those of the program."""
    for program, file in programs(portfolio):
        known = Known(
            {component.id for component in program.components},
            msg("the program has no component called {name}"),
            msg("add it to components: in the file program.yml"),
        )
        yield from known.judge(references(file, "component", "components", "by_component"))


@check(
    "unknown-indicator",
    msg("Every indicator that is named is described"),
    disclosable=False,
    page=RulePage(
        meaning=msg("Looks up the indicator of every result among the indicators of the program."),
        bad="results: [{indicator: panen, actual: {value: 20, unit: kilogram}}]",
        good="results: [{indicator: harvest, actual: {value: 20, unit: kilogram}}]",
        why=msg("A result without its indicator has no target and no baseline, and says nothing."),
    ),
)
def find_unknown_indicators(portfolio: Portfolio) -> Outcomes:
    """Look up the indicator of every result among the indicators of the program."""
    for program, file in programs(portfolio):
        known = Known(
            {indicator.id for indicator in program.indicators},
            msg("the program has no indicator called {name}"),
            msg("add it to indicators: in the file program.yml"),
        )
        yield from known.judge(references(file, "indicator"))


@check(
    "unknown-activity",
    msg("Every activity that is named is described"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every activity that money is split by among the activities of the report. In `program.yml` an "
            "activity of any report of the program may be named; while there is no report, or one that cannot be "
            "read, nothing is looked up there."
        ),
        bad="by_activity: {curse: 400000}",
        good="by_activity: {course: 400000}",
        why=msg("Money for an activity that is nowhere described was spent on something that readers cannot see."),
    ),
)
def find_unknown_activities(portfolio: Portfolio) -> Outcomes:
    """Look up every activity that money is split by among the activities of the report."""
    for program, file in programs(portfolio):
        reports = (file,) if isinstance(file, Report) else portfolio.reports_of(program)
        if isinstance(file, Program) and (not reports or broken_reports(portfolio, program)):
            continue
        known = Known(
            {activity.id for report in reports for activity in report.activities},
            msg("there is no activity called {name}"),
            msg("describe it below activities: of the report, with its title"),
        )
        yield from known.judge(references(file, "by_activity"))


@check(
    "unknown-place",
    msg("Every place is described, and its code is one of Kemendagri"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every place among those of the program, and every code in the list of Kemendagri. Where a "
            "source does not say which region it means, the code is left out."
        ),
        bad='places: [{id: lebak, name: Lebak, code: "36.20", kind: regency}]',
        good='places: [{id: lebak, name: Lebak, code: "36.02", kind: regency}]',
        why=msg(
            "Names of places are not unique, codes are: they are what maps and other publishers' data are joined by."
        ),
        regulation=msg("The codes and names are those of the Ministry of Home Affairs (Kemendagri)."),
    ),
)
def find_unknown_places(portfolio: Portfolio) -> Outcomes:
    """Look up every place among those of the program, and every code in the list of Kemendagri."""
    for program, file in programs(portfolio):
        known = Known(
            {place.id for place in program.places},
            msg("the program has no place called {name}"),
            msg("add it to places: in the file program.yml"),
        )
        yield from known.judge(references(file, "within", "places", "by_place"))
        for place in program.places if file is program else ():
            yield from _judge_code(place)


def _judge_code(place: Place) -> Iterator[Fault | Passed]:
    if place.code is None:
        return
    region = find_region(place.code)
    if region is not None and region.code == place.code:
        yield Passed(())
        return
    said = msg("{code} is not a code of Kemendagri", code=place.code)
    yield Fault(mark_at(place, "code"), said, dotted(*place.path, "code"), _codes(place, region))


def _codes(place: Place, right: Region | None) -> Message:
    """Return the hint: the same code written right, else the codes that the name could mean."""
    if right is not None:
        return msg("write {code} for {region}", code=right.code, region=right.path)
    name = place.name.versions[0][1]
    meant = search_regions(name, level=LEVELS.get(place.kind))[:MOST]
    found = "; ".join(f"{region.code} {region.path}" for region in meant)
    if not found:
        return msg("codes look like 36.02 or 36.02.06.2002; leave it out where the source names no region")
    return msg("{name} could be {regions}", name=name, regions=found)
