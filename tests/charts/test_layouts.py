"""Layouts: whatever the words and numbers, nothing overlaps and nothing leaves the paper."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.charts.drawing.atlas import Spot, atlas
from generator.charts.drawing.bars import Row, bars
from generator.charts.drawing.columns import Column, Panel, panels
from generator.charts.drawing.letters import LIMIT, clean
from generator.charts.drawing.marks import NARROW, WIDE, Circle, Line, Rect, Sketch
from generator.charts.drawing.stack import Segment, Stack, spread, stacks
from generator.charts.drawing.timeline import Event, timeline
from generator.charts.drawing.tracks import Point, Track, tracks
from generator.i18n import translator
from tests.charts.geometry import faults

QUICK = settings(max_examples=40, deadline=None)
WIDTHS = pytest.mark.parametrize("width", [NARROW, WIDE])

words = (
    st.one_of(
        st.sampled_from(
            ["Kebun", "Pelatihan tata boga", "W" * 300, "$x^$ <script>", "Penyerahan sarana usaha ekonomi produktif"]
        ),
        st.text(min_size=1, max_size=LIMIT),
    )
    .map(clean)
    .filter(bool)
)
numbers = st.sampled_from(["0", "42", "Rp1,7 miliar", "Rp999.999.999.999.999", "103,5%"])
sizes = st.one_of(st.just(0.0), st.integers(1, 10**15).map(float))
maybe = st.one_of(st.none(), sizes)
SILENT = "withheld (fewer than 5)"


def clear(sketch: Sketch) -> None:
    """Assert that a sketch has no faults."""
    assert faults(sketch) == []


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Return any row."""
    size = draw(maybe)
    return Row(
        label=draw(words),
        size=size,
        value=SILENT if size is None else draw(numbers),
        heading=draw(st.one_of(st.just(""), words)),
        note=draw(st.sampled_from(["", "Rp104.275.000 dari Rp120.250.000"])),
        tick=draw(maybe),
        scale=draw(st.sampled_from(["", "person"])),
    )


@WIDTHS
@QUICK
@given(given_rows=st.lists(rows(), min_size=1, max_size=8))
def test_bars_keep_clear_of_words(width: float, given_rows: list[Row]) -> None:
    """Labels, values and notes of bars have room of their own on both widths."""
    clear(bars(given_rows, width, "3 more in the table"))


segments = st.builds(
    Segment,
    label=words,
    size=st.integers(1, 10**9).map(float),
    value=numbers,
    colour=st.sampled_from(["c1", "c3"]),
    gap=st.booleans(),
)


@WIDTHS
@QUICK
@given(parts=st.lists(segments, max_size=6), name=words)
def test_labels_of_a_divided_bar_never_overlap(width: float, parts: list[Segment], name: str) -> None:
    """However narrow its parts are, a divided bar names each of them without collision."""
    stack = Stack(name, "342 partners", tuple(parts), note="A note below the bar.")
    clear(stacks([stack, Stack(name, "not reported"), stack], width))


@st.composite
def columns(draw: st.DrawFn) -> Column:
    """Return any column."""
    size = draw(maybe)
    return Column(draw(words), size, "not reported" if size is None else draw(numbers))


@WIDTHS
@QUICK
@given(series=st.lists(columns(), min_size=2, max_size=8), line=st.booleans())
def test_columns_and_lines_keep_clear_of_words(width: float, series: list[Column], line: bool) -> None:  # noqa: FBT001
    """A series whose words find no room in its columns is drawn as bars instead."""
    clear(panels([Panel(tuple(series), "Name", "unit", line=line)] * 2, width))


@st.composite
def indicators(draw: st.DrawFn) -> Track:
    """Return any track."""
    kinds = [("baseline", "baseline"), ("actual", "reached"), ("target", "target Jun 2026")]
    size = st.one_of(st.none(), st.integers(-(10**6), 10**9).map(float))
    return Track(draw(words), draw(words), tuple(Point(kind, name, draw(size), draw(numbers)) for kind, name in kinds))


@WIDTHS
@QUICK
@given(given_tracks=st.lists(indicators(), min_size=1, max_size=4))
def test_tracks_keep_their_words_apart(width: float, given_tracks: list[Track]) -> None:
    """Points that lie on top of each other still have words of their own."""
    clear(tracks(given_tracks, width))


days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2050, 1, 1)))


@WIDTHS
@QUICK
@given(pairs=st.lists(st.tuples(words, days, st.integers(0, 400)), min_size=1, max_size=12), near=days)
def test_a_time_line_keeps_its_words_apart(
    width: float, pairs: list[tuple[str, date | None, int]], near: date | None
) -> None:
    """Activities of one day or of many years find their place, and those without a year stand below."""
    day = near or date(2024, 1, 31)
    given_events = [
        Event(
            label,
            "12 Februari 2024 sampai 21 Juni 2024",
            first,
            first and date.fromordinal(first.toordinal() + days_long),
        )
        for label, first, days_long in [*pairs, ("Near", day, 0)]
    ]
    clear(timeline(given_events, width, translator("id")))


@WIDTHS
def test_a_slot_has_words_and_no_bar(width: float) -> None:
    """What nobody reported is a row with words; nothing is drawn that could be read as zero."""
    sketch = bars([Row("Kebun", 3.0, "3"), Row("Ternak", None, "not reported")], width)
    assert sum(isinstance(mark, Rect) for mark in sketch.marks) == 1
    assert "not reported" in [text.text for text in sketch.texts()]


@WIDTHS
def test_a_reported_zero_is_a_hairline_with_its_number(width: float) -> None:
    """Zero is a figure: it is drawn, one unit wide, and says 0."""
    sketch = bars([Row("Kebun", 3.0, "3"), Row("Ternak", 0.0, "0")], width)
    hair = [mark for mark in sketch.marks if isinstance(mark, Rect)][1]
    assert hair.width == 1.0
    assert "0" in [text.text for text in sketch.texts()]


@WIDTHS
def test_a_line_breaks_where_a_period_is_silent(width: float) -> None:
    """No line leads through a period that reports nothing."""
    series = (Column("A", 1.0, "1"), Column("B", None, "not reported"), Column("C", 2.0, "2"))
    sketch = panels([Panel(series, line=True)], width)
    heavy = [mark for mark in sketch.marks if isinstance(mark, Line) and mark.style.weight > 2]
    assert heavy == []
    assert sum(isinstance(mark, Circle) for mark in sketch.marks) == 2


def test_bars_of_one_scale_begin_at_zero() -> None:
    """Lengths are in the proportion of the figures."""
    sketch = bars([Row("A", 50.0, "50"), Row("B", 100.0, "100")], NARROW)
    first, second = [mark for mark in sketch.marks if isinstance(mark, Rect)]
    assert second.width == pytest.approx(2 * first.width, abs=0.2)
    assert first.x == second.x == 0


def test_unlike_units_do_not_share_a_scale() -> None:
    """Bars of different units are each as long as their own unit allows."""
    sketch = bars([Row("A", 5.0, "5 families", scale="family"), Row("B", 100.0, "100 people", scale="person")], NARROW)
    assert {mark.width for mark in sketch.marks if isinstance(mark, Rect)} == {NARROW}


@WIDTHS
def test_an_estimate_is_only_outlined(width: float) -> None:
    """A bar of an estimate has a dashed outline and no fill."""
    sketch = bars([Row("A", 5.0, "5 (estimate)", estimate=True)], width)
    (bar,) = [mark for mark in sketch.marks if isinstance(mark, Rect)]
    assert bar.style.dash
    assert not bar.style.fill


def test_labels_without_room_are_refused() -> None:
    """Labels that are wider together than the paper get no places."""
    assert spread([0, 10], [60, 60], 100) is None
    assert spread([0, 10], [40, 40], 100) == [0, 52]
    assert spread([50, 90], [30, 30], 100) == [28, 70]


spots = st.lists(
    st.builds(Spot, words, st.one_of(st.just(""), words), st.floats(95.0, 141.0), st.floats(-11.0, 6.0)),
    min_size=1,
    max_size=14,
)


@WIDTHS
@QUICK
@given(given_spots=spots)
def test_a_map_is_clear(width: float, given_spots: list[Spot]) -> None:
    """Wherever the dots lie, labels cover neither each other nor a dot; one without room is counted."""
    sketch, left = atlas(given_spots, width)
    clear(sketch)
    assert sum(text.role == "cv" for text in sketch.texts()) == len(given_spots) - left
    assert sum(isinstance(mark, Circle) for mark in sketch.marks) == len(given_spots)
