"""Our charts against those of other libraries, from the same tables."""

import json
from collections.abc import Callable
from statistics import median
from time import perf_counter

import pygal
import vl_convert

from generator import charts
from generator.artifacts import Table
from generator.i18n import translator
from generator.model.figure import Figure
from generator.views.portfolio import PortfolioView

TIMES = 5


def compare_charts(view: PortfolioView) -> dict[str, dict[str, float]]:
    """Return the median milliseconds for each kind of chart: ours in both widths, and bars of pygal and Vega-Lite."""
    ours: dict[str, list[float]] = {}
    tables: dict[str, Table] = {}
    for program in view.programs[:3]:
        for entry in charts.charts:
            for subject, of in (("program", program), *(("report", report) for report in program.reports)):
                if subject in entry.meta.of:
                    spent, table = _draw(entry.name, of)
                    if table is not None:
                        ours.setdefault(entry.name, []).append(spent)
                        tables.setdefault(entry.name, table)
    return {
        name: {
            "amanah": median(some),
            "pygal": _time(lambda name=name: _pygal(tables[name])),  # type: ignore[misc] # bound at once
            "vl-convert": _time(lambda name=name: _vega(tables[name])),  # type: ignore[misc] # as above
        }
        for name, some in sorted(ours.items())
    }


def _draw(name: str, of: object) -> tuple[float, Table | None]:
    start = perf_counter()
    picture = charts.charts[name].function(of, translator("id"))
    drawn = charts._paint(picture, name, "", "bench", None) if picture else None
    return (perf_counter() - start) * 1000, drawn.table if drawn else None


def _time(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(TIMES):
        start = perf_counter()
        work()
        spent.append((perf_counter() - start) * 1000)
    return median(spent)


def _rows(table: Table) -> list[tuple[str, float]]:
    """Return the first number of each row with its name."""
    found = []
    for row in table.rows:
        number = next((cell for cell in row if isinstance(cell, Figure)), None)
        if number is not None:
            found.append((str(row[0])[:40], float(number.value)))
    return found


def _pygal(table: Table) -> bytes:
    chart = pygal.HorizontalBar(js=())
    for name, value in _rows(table):
        chart.add(name, value)
    drawn: bytes = chart.render()
    return drawn


def _vega(table: Table) -> str:
    values = [{"name": name, "value": value} for name, value in _rows(table)]
    encoding = {"y": {"field": "name", "type": "nominal"}, "x": {"field": "value", "type": "quantitative"}}
    drawn: str = vl_convert.vegalite_to_svg(
        json.dumps({"data": {"values": values}, "mark": "bar", "encoding": encoding})
    )
    return drawn
