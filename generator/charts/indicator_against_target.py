"""What was reached beside what should be."""

from collections.abc import Sequence

from generator.charts import chart
from generator.charts.drawing.calendar import short_date
from generator.charts.drawing.marks import twice
from generator.charts.drawing.picture import Picture, begin, cite, join, more, number, say, size, spoken, tabulate
from generator.charts.drawing.tracks import Point, Track, tracks
from generator.i18n import Translator
from generator.model.figure import Cell, Figure, known
from generator.views.program import ProgramView
from generator.views.report import ReportView
from generator.views.results import IndicatorView

MOST_TRACKS = 8
"""Indicators that are drawn; the table below holds all of them."""


@chart("indicator-against-target", section="results", of=("report", "program"))
def picture_indicators(view: ReportView | ProgramView, to: Translator) -> Picture | None:
    """Show each indicator as a track: a ring where it stood, a disc where it is, a line where it should be."""
    shown_of = view.results if isinstance(view, ReportView) else view.indicators
    given = [one for one in shown_of if not one.mixed]
    if not any(len(known(_cells(one))) > 1 for one in given):
        return None
    shown, left = given[:MOST_TRACKS], len(given) - MOST_TRACKS
    rest = more(left, to)
    narrow, wide = twice(lambda width: tracks([_track(one, to) for one in shown], width, rest))
    title = _title(given, to)
    rows = [(_name(one, to), *_cells(one), one.verdict) for one in given]
    return Picture(
        title=title,
        subtitle=to("Ring: baseline. Disc: reached. Line: target. Each indicator on its own scale"),
        takeaway=f"{title}. {'; '.join(_spoken(one, to) for one in given)}.",
        source=cite((cell for one in given for cell in _cells(one)), view.sources),
        table=tabulate((to("Indicator"), to("Baseline"), to("Reached"), to("Target"), to("Result")), rows),
        narrow=narrow,
        wide=wide,
    )


def _name(one: IndicatorView, to: Translator) -> str:
    return begin(say(one.indicator.name, to))


def _cells(one: IndicatorView) -> tuple[Cell, Cell, Cell]:
    return one.baseline, one.reached, one.target.value if one.target else None


def _track(one: IndicatorView, to: Translator) -> Track:
    baseline, reached, target = _cells(one)
    points = [Point("actual", to("reached"), size(reached), number(reached, to))]
    if one.indicator.baseline:
        points.insert(0, Point("baseline", to("baseline"), size(baseline), number(baseline, to)))
    if one.target:
        words = to("target {date}", date=short_date(one.target.by, to))
        points.append(Point("target", words, size(target), number(target, to)))
    unit = next((to.show(cell.unit) for cell in known(_cells(one)) if cell.word(to)), "")
    absent = [f"{point.name} {point.value}" for point in points if point.size is None]
    verdict = [] if reached is None else [to.render(one.verdict)]
    return Track(_name(one, to), join(unit, *verdict, *absent), tuple(points))


def _spoken(one: IndicatorView, to: Translator) -> str:
    baseline, reached, target = _cells(one)
    said = [to("reached {figure}", figure=spoken(reached, to))]
    if one.indicator.baseline:
        said.append(to("baseline {figure}", figure=spoken(baseline, to)))
    if one.target:
        said.append(to("target {figure}", figure=spoken(target, to)))
    return f"{_name(one, to)}: {', '.join(said)}"


def _title(given: Sequence[IndicatorView], to: Translator) -> str:
    aimed = [one for one in given if one.target and isinstance(one.target.value, Figure)]
    reached = [one for one in aimed if one.tone == "pos"]
    silent = [one for one in aimed if one.reached is None]
    if len(aimed) == 1:
        return to("{name}: {verdict}", name=_name(aimed[0], to), verdict=aimed[0].verdict)
    if not aimed:
        return to("What was reached, without targets to hold it against")
    if silent:
        done, all_of, none = len(reached), len(aimed), len(silent)
        return to("{reached} of {all} targets reached; {silent} not reported", reached=done, all=all_of, silent=none)
    if len(reached) == len(aimed):
        return to("All {all} targets reached", all=len(aimed))
    return to("{reached} of {all} targets reached", reached=len(reached), all=len(aimed))
