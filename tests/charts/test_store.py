"""The store: painted once, and never believed unseen."""

from pathlib import Path

import pytest

from generator.charts.drawing import painter, store
from generator.charts.drawing.marks import Board, Sketch, Style


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin each test with nothing in memory."""
    monkeypatch.setattr(store, "_painted", {})


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[Sketch]:
    """Count what is painted."""
    seen: list[Sketch] = []
    real = painter.paint

    def paint(sketch: Sketch) -> str:
        seen.append(sketch)
        return real(sketch)

    monkeypatch.setattr(painter, "paint", paint)
    return seen


def sketch(colour: str = "c1") -> Sketch:
    """Return a small sketch with a hatch."""
    board = Board(340)
    board.rect(0, 0, 10, 10, Style(stroke=colour, hatch=colour))
    board.text(0, 30, 'a label with url(#h1) and " id="h1"')
    return board.sketch(40)


def test_equal_sketches_are_painted_once(painted: list[Sketch]) -> None:
    """The second of two equal charts costs nothing."""
    store.svg_of(sketch(), "a")
    store.svg_of(sketch(), "b")
    store.svg_of(sketch("c2"), "c")
    assert len(painted) == 2


def test_ids_stand_behind_the_prefix_of_their_place() -> None:
    """Two equal charts on one page have ids of their own; words of authors are left alone."""
    svg = store.svg_of(sketch(), "p1")
    assert 'id="p1-h1"' in svg
    assert 'fill="url(#p1-h1)"' in svg
    assert "a label with url(#h1) and &quot; id=&quot;h1&quot;" in svg


def test_the_next_build_reads_what_this_one_painted(tmp_path: Path, painted: list[Sketch]) -> None:
    """A folder carries paintings from build to build, and they are the same bytes."""
    first = store.svg_of(sketch(), "a", tmp_path / "charts")
    store._painted.clear()
    assert store.svg_of(sketch(), "a", tmp_path / "charts") == first
    assert len(painted) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-20],
        lambda data: data.replace(b"c1", b"c2"),
        lambda _: b"",
        lambda _: b"\xff\xfe\x00",
        lambda data: data.partition(b"\n")[2],
    ],
    ids=["truncated", "changed", "empty", "not text", "without a seal"],
)
def test_a_damaged_painting_is_painted_again(tmp_path: Path, painted: list[Sketch], damage: object) -> None:
    """Whatever a disk did to the file, the page gets the chart."""
    first = store.svg_of(sketch(), "a", tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator] # one of the functions above
    store._painted.clear()
    assert store.svg_of(sketch(), "a", tmp_path) == first
    assert len(painted) == 2
    store._painted.clear()
    store.svg_of(sketch(), "a", tmp_path)
    assert len(painted) == 2


def test_a_painting_under_the_name_of_another_is_not_taken(tmp_path: Path) -> None:
    """The seal covers the name, so that files cannot be exchanged."""
    right = store.svg_of(sketch("c1"), "a", tmp_path)
    (one,) = tmp_path.iterdir()
    store.svg_of(sketch("c2"), "a", tmp_path)
    (other,) = [file for file in tmp_path.iterdir() if file != one]
    one.write_bytes(other.read_bytes())
    store._painted.clear()
    assert store.svg_of(sketch("c1"), "a", tmp_path) == right


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """A cache is a help, not a condition."""
    (tmp_path / "file").write_text("in the way")
    assert store.svg_of(sketch(), "a", tmp_path / "file").startswith("<svg")
