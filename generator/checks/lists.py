"""Numbers that say what they count or add, held against what stands there."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import alike, explain_gap, rounding
from generator.checks.files import File, dotted, mark_at, programs
from generator.documents import SequenceNode
from generator.findings import Mark
from generator.i18n import msg
from generator.model.figure import Figure, known
from generator.model.organization import Fact
from generator.model.portfolio import Portfolio
from generator.model.program import Indicator, Program
from generator.model.report import Report
from generator.model.ways import is_cell, resolve


@check(
    "count-differs-from-list",
    msg("Stated counts agree with the lists they count"),
    page=RulePage(
        meaning=msg(
            "A figure that names a list after `counts:` is held against the number of entries of that list: "
            "components, partners of one role, places of one kind, activities of one kind."
        ),
        bad="""\
components: [{id: sewing, name: Sewing}, {id: cooking, name: Cooking}]
figures:
  - id: lines
    label: Lines of business
    value: {value: 3, unit: line-of-business}
    counts: components
""",
        good="""\
components: [{id: sewing, name: Sewing}, {id: cooking, name: Cooking}]
figures:
  - id: lines
    label: Lines of business
    value: {value: 2, unit: line-of-business}
    counts: components
""",
        why=msg(
            "A report that speaks of five districts and names four has left one out, or counted one twice. Auditors "
            "count the names."
        ),
    ),
)
def compare_counts(portfolio: Portfolio) -> Outcomes:
    """Compare figures that name a list after `counts:` with the length of that list."""
    for program, file, fact in _facts(portfolio):
        found = resolve(program, portfolio.reports_of(program), file, fact.counts) if fact.counts else None
        if found is None or not found.listed or not isinstance(fact.value, Figure):
            continue
        listed, stated = len(found.values), fact.value
        if listed == stated.value:
            yield Passed((stated,))
            continue
        message = msg(
            "the figure says {stated}, but {list} has {listed} entries; the difference is {gap}",
            stated=stated.value,
            list=fact.counts,
            listed=listed,
            gap=abs(stated.value - listed),
        )
        hint = msg("write {listed}, or add what is missing to the list", listed=listed)
        yield Fault(stated.mark or fact.mark, message, dotted(*fact.path, "value"), hint, (stated,))


@check(
    "sum-differs-from-parts",
    msg("Sums agree with the figures they name"),
    page=RulePage(
        meaning=msg(
            "A figure that names others after `adds:`, and after `subtracts:` what is taken off, is held against "
            "their sum. The result of an indicator with `adds:` is held against the same figures in each report. "
            "Where one of them is not reported, the others may not exceed the sum."
        ),
        bad="""\
assets:
  - {id: pump, item: Pump, value: 4000000}
  - {id: tank, item: Tank, value: 2500000}
figures:
  - {id: assets, label: All assets, value: Rp 6.000.000, adds: [assets.value]}
""",
        good="""\
assets:
  - {id: pump, item: Pump, value: 4000000}
  - {id: tank, item: Tank, value: 2500000}
figures:
  - {id: assets, label: All assets, value: Rp 6.500.000, adds: [assets.value]}
""",
        why=msg(
            "What is stated twice can be checked: totals of assets, of participants and of everything since the "
            "program began are where a slip in a single entry comes to light."
        ),
    ),
)
def compare_sums(portfolio: Portfolio) -> Outcomes:
    """Compare figures that name their parts after `adds:` and `subtracts:` with the sum of these."""
    for program, file, fact in _facts(portfolio):
        if fact.adds and isinstance(fact.value, Figure):
            sides = _Sides(portfolio, program, file, fact.adds, fact.subtracts)
            yield from sides.judge(fact.value, dotted(*fact.path, "value"))
    for program, file in programs(portfolio):
        adding = {one.id: one for one in program.indicators if one.adds}
        for result in file.results if isinstance(file, Report) else ():
            indicator = adding.get(result.indicator)
            if indicator and isinstance(result.actual, Figure):
                sides = _Sides(portfolio, program, file, indicator.adds, ())
                yield from sides.judge(result.actual, dotted(*result.path, "actual"))


@dataclass(frozen=True, slots=True)
class _Sides:
    """What is added and what is taken off, as the author named it."""

    portfolio: Portfolio
    program: Program
    file: File
    adds: tuple[str, ...]
    subtracts: tuple[str, ...]

    def judge(self, stated: Figure, path: str) -> Iterator[Fault | Passed]:
        plus, minus = self._cells(self.adds), self._cells(self.subtracts)
        if plus is None or minus is None:
            return
        terms = (*known(plus), *known(minus))
        if not terms:
            return
        other = next((term for term in terms if not alike(term.unit, stated.unit)), None)
        at = stated.mark or Mark(self.file.document)
        if other is not None:
            said = msg("the figure counts {unit}, but it adds {other}", unit=stated.unit, other=other.unit)
            yield Fault(at, said, path, msg("add only what has one unit"), (stated, other))
            return
        whole = sum((one.value for one in known(plus)), start=0 * stated.value)
        whole -= sum((one.value for one in known(minus)), start=0 * stated.value)
        slack = sum((one.tolerance for one in terms), start=stated.tolerance) + rounding(self.portfolio, stated)
        complete = len(terms) == len(plus) + len(minus)
        if abs(whole - stated.value) <= slack or (not complete and (minus or whole <= stated.value)):
            yield Passed((stated, *terms))
            return
        gap = abs(whole - stated.value)
        message = msg(
            "what the figure adds comes to {parts}, but it says {total}; the difference is {gap}",
            parts=whole,
            total=stated.value,
            gap=gap,
        )
        hint = explain_gap(gap, msg("compare the sum and its parts with the source, and correct what differs"))
        yield Fault(at, message, path, hint, (stated, *terms))

    def _cells(self, ways: tuple[str, ...]) -> list[Figure | None] | None:
        """Return the cells of all ways, or `None` where one leads nowhere, which another check reports."""
        cells: list[Figure | None] = []
        for way in ways:
            found = resolve(self.program, self.portfolio.reports_of(self.program), self.file, way)
            if found is None or not all(map(is_cell, found.values)):
                return None
            cells.extend(one if isinstance(one, Figure) else None for one in found.values)
        return cells


@check(
    "unknown-part",
    msg("What figures count and add exists"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every way after `counts:`, `adds:` and `subtracts:`, in the same file first and then in "
            "`program.yml`; a way that begins with the name of a report and a slash is looked up there."
        ),
        bad="counts: component",
        good="counts: components",
        why=msg("A sum whose parts cannot be found is not checked, although it looks as if it were."),
    ),
)
def find_unknown_parts(portfolio: Portfolio) -> Outcomes:
    """Look up every way that a figure counts, adds or subtracts."""
    for program, file, fact in _facts(portfolio):
        if fact.counts:
            found = resolve(program, portfolio.reports_of(program), file, fact.counts)
            yield _known(fact, "counts", None, fact.counts, right=found is not None and found.listed)
        for field, ways in (("adds", fact.adds), ("subtracts", fact.subtracts)):
            for index, way in enumerate(ways):
                yield _known(fact, field, index, way, right=_is_sum(portfolio, program, file, way))
    for program in portfolio.programs:
        for indicator in program.indicators:
            for index, way in enumerate(indicator.adds):
                reports = portfolio.reports_of(program)
                right = not reports or any(_is_sum(portfolio, program, report, way) for report in reports)
                yield _known(indicator, "adds", index, way, right=right)


def _is_sum(portfolio: Portfolio, program: Program, file: File, way: str) -> bool:
    period = way.partition("/")[0]
    if "/" in way and f"programs/{program.id}/periods/{period}.yml" in portfolio.broken:
        return True
    found = resolve(program, portfolio.reports_of(program), file, way)
    return found is not None and all(map(is_cell, found.values))


def _known(record: Fact | Indicator, field: str, index: int | None, way: str, *, right: bool) -> Fault | Passed:
    if right:
        return Passed(())
    steps = [field] if index is None else [field, str(index)]
    nodes = record.node_of(field)
    mark = nodes[index].mark if isinstance(nodes, SequenceNode) and index is not None else mark_at(record, field)
    said = msg("{way} leads to nothing that can be counted or added", way=way)
    hint = msg(
        "write names of fields, ids and kinds with points between them, such as activities.training.participants"
    )
    return Fault(mark, said, dotted(*record.path, *steps), hint)


def _facts(portfolio: Portfolio) -> Iterator[tuple[Program, File, Fact]]:
    for program, file in programs(portfolio):
        for record in file.records:
            if isinstance(record, Fact):
                yield program, file, record
