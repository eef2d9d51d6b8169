"""The map of places: its coast, its dots, and what it does not draw."""

from decimal import Decimal

import pytest

from generator.charts.drawing.atlas import Spot, atlas
from generator.charts.drawing.coastline import FILE, WHOLE, coastline
from generator.charts.drawing.marks import NARROW, WIDE, Shape
from generator.charts.drawing.painter import paint
from generator.charts.places import picture_places
from generator.i18n import translator
from tests.charts.portfolio import portfolio


def test_the_coast_is_small_and_inside_its_frame() -> None:
    """The file is light, and its rings are islands around Indonesia, the largest first."""
    assert FILE.stat().st_size < 40_000
    rings = coastline()
    assert len(rings) > 100
    west, south, east, north = WHOLE
    assert all(west <= x <= east and south <= y <= north for ring in rings for x, y in ring)
    assert all(len(ring) > 3 for ring in rings)


@pytest.mark.parametrize(
    ("island", "longitude", "latitude"),
    [("Java", 110.4, -7.3), ("Sumatra", 102.0, -1.0), ("Borneo", 113.5, 0.0), ("Sulawesi", 120.3, -2.0),
     ("New Guinea", 138.0, -4.0), ("Bali", 115.15, -8.4), ("Sumbawa", 118.5, -8.6)],
)  # fmt: skip
def test_the_large_islands_lie_where_they_are(island: str, longitude: float, latitude: float) -> None:
    """A point in the middle of each is on land, and one in the Java Sea is not."""
    assert _on_land(longitude, latitude), island
    assert not _on_land(111.0, -5.2)


def _on_land(x: float, y: float) -> bool:
    crossings = 0
    for ring in coastline():
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


def test_a_map_of_the_whole_country_stays_light() -> None:
    """From Sabang to Merauke both drawings together are below the limit of a chart."""
    spots = [Spot("Sabang", "A", 95.3, 5.9), Spot("Merauke", "B", 140.4, -8.5), Spot("Rote", "C", 123.1, -10.7)]
    drawn = [atlas(spots, width) for width in (NARROW, WIDE)]
    assert sum(len(paint(sketch)) for sketch, _ in drawn) < 15_000
    assert all(any(isinstance(mark, Shape) for mark in sketch.marks) for sketch, _ in drawn)


def test_over_all_programs_each_regency_has_one_dot() -> None:
    """The district beside the regency is left to the map of its program."""
    to = translator("en")
    everywhere = picture_places(portfolio(), to)
    assert everywhere is not None
    assert "Sleman Regency: Test Garden" in everywhere.takeaway
    assert "Turi" not in everywhere.takeaway
    program = picture_places(portfolio().program("kebun"), to)
    assert program is not None
    assert "Turi" in program.takeaway


def test_what_cannot_be_placed_is_named_and_stays_without_numbers() -> None:
    """A program without a position stands beside the map and in its table, and no dot is invented for it."""
    one = picture_places(portfolio(), translator("id"))
    assert one is not None
    assert "tidak digambar karena letaknya tidak disebut: Program Diam" in one.subtitle
    rows = {str(row[0]): row for row in one.table.rows}
    assert rows["Program Diam"][-2:] == (None, None)
    assert rows["Kebun Uji"][-2:] in {(Decimal("-7.72"), Decimal("110.36")), (Decimal("-7.65"), Decimal("110.37"))}


def test_without_any_position_there_is_no_map() -> None:
    """Nothing is drawn where nobody says where."""
    bare = portfolio(
        one="    position: {latitude: -7.72, longitude: 110.36, source: buku}\n -> ",
        two="    position: {latitude: -7.65, longitude: 110.37, source: buku}\n -> ",
    )
    assert picture_places(bare, translator("id")) is None


def test_the_map_names_its_sources_in_their_languages() -> None:
    """The document of the positions and the coast are cited, each with its language."""
    one = picture_places(portfolio(), translator("id"))
    assert one is not None
    assert [(cited.title, cited.language) for cited in one.source] == [("Buku program", "id"), ("Natural Earth", "en")]
