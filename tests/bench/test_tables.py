"""The tables of `make bench`: ratios of one run, limits that are kept or not, and what is missing by its name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.bench import builders, tables, twins
from tests.bench.measuring import Failed, Ran
from tests.bench.tables import BEGIN, END
from tests.built import ROOT

MACHINE = {"cores": 2, "processor": "Umpama", "memory": 8 * 1024**3, "system": "Linux", "python": "3.11.7"}
MEGABYTE = 1024 * 1024


def _ran(seconds: float, cpu: float = 1.0, peak: int = 100 * MEGABYTE, **more: object) -> dict[str, Any]:
    return {"seconds": seconds, "cpu": cpu, "peak": peak, **more}


def _size(reports: int, cpu: float, **others: Any) -> dict[str, Any]:  # noqa: ANN401 - as the JSON has it
    stages = [
        {"stage": "Reading", "within": "", "seconds": 0.5},
        {"stage": "Indexing", "within": "Writing the site", "seconds": 0.25},
    ]
    return {
        "reports": reports,
        "pages": reports * 10,
        "cold": _ran(20, cpu, stages=stages),
        "unchanged": _ran(2),
        "warm": _ran(3),
        "alone": _ran(4),
        "work": {"read": 0.125},
        "others": others,
    }


def _measured(*sizes: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return {"amanah": "0.1.0", "machine": MACHINE, "sizes": list(sizes), **more}


HUGO = {"Hugo": _ran(5, **{"measured pages": 1000})}
"""Another builder that took five seconds."""


def test_limits_are_ratios_of_the_largest_size_that_has_both_sides() -> None:
    """A size that others were not asked about judges nothing but growth."""
    mkdocs = {"MkDocs": _ran(80)}
    measured = _measured(
        _size(10, 1), _size(100, 10, **HUGO, **mkdocs), _size(5000, 600), charts={"bars": {"amanah": 3, "pygal": 6}}
    )
    assert [(one.measured, one.row()[-1]) for one in tables.limits(measured)] == [
        (0.8, "yes"),
        (0.25, "yes"),
        (0.6, "yes"),
        (pytest.approx(1.2), "no"),
        (100, "yes"),
        (0.5, "yes"),
    ]


def test_what_was_not_measured_is_no_kept_limit() -> None:
    """An empty cell must not read as a success."""
    found = list(tables.limits(_measured(_size(10, 1), charts={"left out": "no pygal"})))
    assert [one.row()[-1] for one in found if one.measured is None] == ["not measured"] * 5


def test_tables_read_as_text_and_as_markdown() -> None:
    """Columns of numbers end below each other."""
    lines = tables.table(("kind", "a", "b"), [("first", "1", "22"), ("x", "333", "4")])
    assert lines == [
        "| kind  |   a |   b |",
        "| ----- | --: | --: |",
        "| first |   1 |  22 |",
        "| x     | 333 |   4 |",
    ]


def test_the_page_tells_builds_stages_and_ratios() -> None:
    """Every part with its sizes as columns."""
    text = tables.page(_measured(_size(10, 1), _size(1000, 10, **HUGO)))
    rows = [tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in text.splitlines() if "|" in line]
    assert ("pages, in both languages", "100", "10,000") in rows
    assert ("Writing the site: Indexing", "0.25", "0.25") in rows
    assert ("in no stage", "19.5", "19.5") in rows
    assert ("work a report, ms", "100", "10.0") in rows
    assert "Amanah, pages alone, as a multiple of Hugo" in text
    assert "Hugo: pages measured" in text
    assert "### Left out" not in text
    assert "on 2 cores (Umpama), 8 GB of memory" in text


def test_what_is_missing_is_named_with_its_reason() -> None:
    """A builder that this machine lacks, a size that failed, and libraries for charts."""
    size = _size(10, 1, Hugo={"left out": "no hugo"})
    size["alone"] = {"left out": "amanah: error:\n  it broke"}
    text = tables.page(_measured(size, charts={"left out": "no pygal"}, failed={"1000": "out of memory"}))
    assert text.endswith(
        "### Left out\n\n- 10 reports, alone: amanah: error: it broke\n- 10 reports, Hugo: no hugo\n"
        "- 1,000 reports: out of memory\n- charts: no pygal\n"
    )


def test_nothing_measured_is_still_a_page() -> None:
    """The first size may fail, after an hour of the others."""
    assert "not measured" in tables.page(_measured(failed={"10": "it broke"}))


def test_tables_stand_between_their_marks(tmp_path: Path) -> None:
    """The words around them are written by people."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    for _ in range(2):
        tables.put(page, "new\n")
        assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


@pytest.mark.parametrize("text", ["nothing", f"{BEGIN}\n", END])
def test_a_page_without_marks_is_left_alone(tmp_path: Path, text: str) -> None:
    """Half a mark would swallow the rest of the page."""
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="make bench"):
        tables.put(page, "new")
    assert page.read_text(encoding="utf-8") == text


def test_what_others_would_take_lies_on_a_straight_line() -> None:
    """A start that costs much is not counted for each page."""
    assert builders.extend((250, 3.0), (1000, 6.0), 2000) == 10.0
    assert builders.extend((100, 3.0), (100, 3.0), 100) == 3.0
    assert builders.extend((250, 3.0), (1000, 2.9), 2000) == 2.9


@pytest.mark.parametrize(("fails", "quick", "expected"), [(False, 60, 12), (False, 0, 8), (True, 60, 8)])
def test_a_quick_builder_is_asked_for_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, fails: bool, quick: float, expected: int
) -> None:
    """What was counted up stays beside it; one that is slow, or fails at many pages, is known by the line only."""
    for number in range(12):
        place = tmp_path / f"page-{number}" / "index.html"
        place.parent.mkdir()
        place.touch()
    asked: list[int] = []

    def write(_site: Path, pages: Sequence[str], folder: Path) -> None:
        for name in pages:
            place = (folder / name).with_suffix(".md")
            place.parent.mkdir(parents=True)
            place.touch()

    def ran(markdown: Path, _folder: Path) -> Ran:
        asked.append(sum(1 for _ in markdown.rglob("*.md")))
        if fails and asked[-1] == 12:
            raise Failed
        return Ran(asked[-1] / 1000, 0.5, 1)

    monkeypatch.setattr(builders, "BUILDERS", {"Hugo": ran})
    monkeypatch.setattr(builders, "missing", dict)
    monkeypatch.setattr(twins, "write_twins", write)
    monkeypatch.setattr(builders, "MOST_PAGES", 8)
    monkeypatch.setattr(builders, "QUICK", quick)
    told = builders.compare(tmp_path)["Hugo"]
    assert asked[:6] == [2, 2, 2, 8, 8, 8]
    assert told["measured pages"] == expected
    assert told["seconds"] == pytest.approx(0.012)
    assert ("counted" in told) == (expected == 12)


def test_numbers_have_the_digits_that_matter() -> None:
    """Nobody compares hundredths of an hour."""
    assert [tables.number(one) for one in (0.1234, 12.34, 1234.5, None)] == ["0.12", "12.3", "1,234", "–"]


def test_the_page_of_the_handbook_has_its_marks() -> None:
    """Otherwise an hour of measurements ends in an error."""
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert text.index(BEGIN) < text.index(END)
