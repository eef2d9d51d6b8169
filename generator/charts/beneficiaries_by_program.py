"""Whom the programs reached, each counted in its own way."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts import chart
from generator.charts.drawing.marks import twice
from generator.charts.drawing.parts import Gap, can_stack, find_gap, rows_of, stack_of
from generator.charts.drawing.picture import Picture, Said, begin, cite, more, say, size, spoken, tabulate
from generator.charts.drawing.stack import Segment, Stack, stacks
from generator.i18n import Translator
from generator.model.figure import Cell, Figure
from generator.model.source import SourceDocument
from generator.views.people import Split
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView
from generator.views.report import ReportView

MOST_STACKS = 8
"""Programs with a bar; the table below holds all of them."""
_SPLITS = ("by_component", "by_group", "by_sex", "by_age", "by_place")


@dataclass(frozen=True, slots=True)
class _Reach:
    """What one program says of the people it reached."""

    program: ProgramView
    report: ReportView | None
    whole: Cell
    split: Split | None
    gap: Gap | None


@chart("beneficiaries-by-program", section="people", of="site")
def picture_programs(view: PortfolioView, to: Translator) -> Picture | None:
    """Show the beneficiaries of every program as a divided bar in its own unit, and who does not report them."""
    reached = [_reach(one) for one in view.programs]
    told = [one for one in reached if one.whole is not None]
    if not told or len(reached) < 2:
        return None
    drawn = [
        *(_stack(one, to) for one in told[:MOST_STACKS]),
        *_silent([one for one in reached if one.whole is None], to),
    ]
    left = len(told) - MOST_STACKS
    narrow, wide = twice(lambda width: stacks(drawn, width, more(left, to)))
    title = _title(reached, told, to)
    rows = [(_name(one, to), *row) for one in reached for row in _rows(one, to)]
    return Picture(
        title=title,
        subtitle=to(
            "Beneficiaries by program. Each bar is one program in its own unit; their lengths cannot be compared"
        ),
        takeaway=f"{title}. {'; '.join(_spoken(one, to) for one in reached)}.",
        source=cite((one.whole for one in told), _sources(told)),
        table=tabulate((to("Program"), to("Part"), to("Beneficiaries")), rows),
        narrow=narrow,
        wide=wide,
    )


def _reach(program: ProgramView) -> _Reach:
    """Take the last report that counts people, as the program's own page does."""
    for report in reversed(program.reports):
        people = report.people
        if people is None or people.total is None:
            continue
        by_name = {one.name: one for one in people.splits}
        split = next((by_name[name] for name in _SPLITS if name in by_name and can_stack(by_name[name])), None)
        gap = find_gap(people.total, split, report.mismatches, report.scope) if split else None
        return _Reach(program, report, people.total, split, gap)
    return _Reach(program, None, None, None, None)


def _name(one: _Reach, to: Translator) -> str:
    return begin(say(one.program.name, to))


def _stack(one: _Reach, to: Translator) -> Stack:
    if one.split is not None:
        return stack_of(_name(one, to), one.whole, one.split, one.gap, to)
    if not isinstance(one.whole, Figure) or not one.whole.value:
        return Stack(_name(one, to), spoken(one.whole, to))
    plain = Segment("", size(one.whole) or 0.0, "", "c1", estimate=one.whole.estimate)
    return Stack(_name(one, to), spoken(one.whole, to), (plain,))


def _silent(reached: Sequence[_Reach], to: Translator) -> list[Stack]:
    """Return a row for each program that reports nothing, or one row where they are many."""
    if len(reached) > MOST_STACKS:
        return [Stack(to("{count} programs", count=len(reached)), spoken(None, to))]
    return [Stack(_name(one, to), spoken(None, to)) for one in reached]


def _rows(one: _Reach, to: Translator) -> list[tuple[str, Cell]]:
    parts: Sequence[Said] = rows_of(one.split.parts, to) if one.split else ()
    return [(begin(to("stated total")), one.whole), *((part.label, part.cell) for part in parts)]


def _spoken(one: _Reach, to: Translator) -> str:
    parts = [f"{part.label} {spoken(part.cell, to)}" for part in (rows_of(one.split.parts, to) if one.split else ())]
    inside = f" ({', '.join(parts)})" if parts else ""
    return f"{_name(one, to)}: {spoken(one.whole, to)}{inside}"


def _sources(told: Sequence[_Reach]) -> dict[str, SourceDocument]:
    return {key: document for one in told if one.report for key, document in one.report.sources.items()}


def _title(reached: Sequence[_Reach], told: Sequence[_Reach], to: Translator) -> str:
    odd = [one for one in told if one.gap]
    if len(told) == len(reached):
        words = to("All {all} programs report whom they reached", all=len(reached))
    else:
        words = to("{count} of {all} programs report whom they reached", count=len(told), all=len(reached))
    if len(odd) != 1 or odd[0].gap is None:
        return words
    return f"{words}; {_odd(_name(odd[0], to), odd[0].gap, to)}"


def _odd(name: str, gap: Gap, to: Translator) -> str:
    size_of = gap.size.number(to)
    if gap.short:
        return to("the parts of {name} fall {gap} short", name=name, gap=size_of)
    return to("the parts of {name} are {gap} too many", name=name, gap=size_of)
