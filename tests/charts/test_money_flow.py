"""The flow chart: ribbons to scale, from funds to their uses, and nothing crossed that nobody reported crossed."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.charts import charts
from generator.charts.drawing.marks import NARROW, WIDE, Band, Rect, Sketch
from generator.charts.drawing.picture import Picture
from generator.charts.drawing.ribbons import Ribbon, Step, Stop, ribbons
from generator.i18n import translator
from generator.model.figure import Figure
from tests.charts.geometry import faults
from tests.charts.portfolio import portfolio

WIDTHS = pytest.mark.parametrize("width", [NARROW, WIDE])


def picture(**changes: str) -> Picture:
    """Return the flow of the first report of the small portfolio."""
    report = portfolio(**changes).program("kebun").reports[0]
    drawn = charts["money-flow"].function(report, translator("en"))
    assert drawn is not None
    return drawn


def bands(sketch: Sketch) -> list[Band]:
    """Return the ribbons."""
    return [mark for mark in sketch.marks if isinstance(mark, Band)]


def test_ribbons_leave_a_fund_as_thick_as_they_arrive() -> None:
    """All ribbons of one sketch share one scale, and together are as thick as the nodes they tie."""
    sketch = picture().narrow
    heights = sum(mark.height for mark in sketch.marks if isinstance(mark, Rect)) / 2
    assert sum(band.thickness for band in bands(sketch)) == pytest.approx(heights, abs=2)


def test_the_title_says_what_is_not_itemised() -> None:
    """The share of what cannot be followed stands in the title, and in words beside its node."""
    drawn = picture(change="umkm: null}\n        by_category -> umkm: null}\n        by_place: {}\n        by_category")
    assert "by component" in drawn.title


def test_the_table_has_a_row_for_each_ribbon_with_its_figure() -> None:
    """Who cannot see the picture reads where from, where to and how much."""
    table = picture().table
    assert table.headings == ("From", "To", "Rupiah")
    assert table.rows
    for start, end, figure in table.rows:
        assert isinstance(start, str)
        assert isinstance(end, str)
        assert isinstance(figure, Figure)


def test_a_report_with_one_sum_has_no_picture() -> None:
    """A single ribbon shows nothing that the sum does not say."""
    report = portfolio().program("kebun").reports[2]
    assert charts["money-flow"].function(report, translator("en")) is None


words = st.sampled_from(["Zakat", "Dana sosial keagamaan lainnya dari jamaah", "W" * 80, "Kabupaten Bima"])
sizes = st.one_of(st.just(0.0), st.integers(1, 10**12).map(float))


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """Return two or three columns with any ribbons between them."""
    columns: list[Step] = []
    for number in range(draw(st.integers(2, 3))):
        stops = tuple(
            Stop(
                f"{number}.{place}", draw(words), "Rp999,99 juta", draw(sizes), draw(st.sampled_from(["c1", "c0", ""]))
            )
            for place in range(draw(st.integers(1, 8)))
        )
        ties: defaultdict[str, list[Ribbon]] = defaultdict(list)
        if columns:
            for start in columns[-1].stops:
                end = draw(st.sampled_from(stops))
                ties[end.key].append(Ribbon(start.key, end.key, min(start.size, end.size) / 8, "c1"))
        columns.append(Step(stops, tuple(one for some in ties.values() for one in some)))
    return columns


@WIDTHS
@settings(max_examples=60, deadline=None)
@given(given_steps=steps())
def test_ribbons_and_nodes_keep_clear_of_words(width: float, given_steps: list[Step]) -> None:
    """Whatever flows, every label has room of its own and nothing leaves the paper."""
    assert faults(ribbons(given_steps, width)) == []
