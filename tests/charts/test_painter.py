"""The painter: what stands in a page, and what must not."""

import re
from xml.etree import ElementTree as ET

import pytest

from generator.charts.drawing.marks import COLOURS, Board, Sketch, Style
from generator.charts.drawing.painter import paint

HOSTILE = [
    "$x^$",
    "<script>alert(1)</script>",
    "</text></svg><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "a & b &amp; ]]> <!-- c -->",
    "{{ 7*7 }}",
    'url(#h1) id="h1"',
    "\\frac{1}{0} $",
]


def everything() -> Sketch:
    """Return a sketch with every kind of mark in every colour."""
    board = Board(340)
    for place, colour in enumerate(COLOURS):
        board.rect(place, 0, 10, 10, Style(fill=colour))
        board.rect(place, 20, 10, 10, Style(stroke=colour, hatch=colour))
        board.line(Style(stroke=colour, weight=2, dash=(4.0, 3.0)), (0, 0), (10.04, 10), (20, 0))
        board.circle(50, 50, 5, Style(fill="surface", stroke=colour))
        board.circle(50, 50, 5, Style(fill=colour))
    for role in ("ct", "cv", "cm", "ca"):
        board.text(1.25, 10, "Rp1,7 miliar \u2013 caf\u00e9 \u2212 3", role, "end")
    return board.sketch(200)


def test_no_colour_is_fixed() -> None:
    """All colours are custom properties of the page, so that they follow its scheme."""
    svg = paint(everything())
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= {
        "none",
        *(f"var(--{name})" for name in COLOURS),
        *(f"url(#h{number})" for number in range(1, len(COLOURS) + 1)),
    }
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|black|style=", svg)
    assert all(f"var(--{name})" in svg for name in COLOURS)


def test_the_svg_can_stand_in_a_page() -> None:
    """It has a view box and no size of its own, no prolog, comment, metadata, style sheet, script or link."""
    svg = paint(everything())
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    assert root.attrib == {"viewBox": "0 0 340 200", "aria-hidden": "true"}
    assert {one.tag for one in root.iter()} == {"svg", "defs", "pattern", "path", "g", "text"}
    assert "<!" not in svg
    assert "<?" not in svg


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_are_only_letters(label: str) -> None:
    """Neither mathematics nor markup: a label comes out as it was typed."""
    board = Board(340)
    board.text(0, 10, label)
    (text,) = ET.fromstring(paint(board.sketch(20))).iter("text")  # noqa: S314 - our own output
    assert text.text == label
    assert list(text) == []


def test_the_same_sketch_gives_the_same_bytes() -> None:
    """Nothing of the day, the machine or chance enters the picture."""
    assert paint(everything()) == paint(everything())


def test_shapes_of_one_style_are_one_element() -> None:
    """Bars of one colour share one path, which keeps pages small."""
    board = Board(340)
    for place in range(50):
        board.rect(0, 20 * place, 100, 10, Style(fill="c1"))
    assert paint(board.sketch(1000)).count("<path") == 1
