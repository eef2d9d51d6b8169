"""Charts of a small portfolio: what they say, what they draw, and what they leave undrawn."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator import charts
from generator.artifacts import Drawing
from generator.charts.drawing.marks import Band, Line, Mark, Rect, Shape, Sketch, Text
from generator.i18n import LANGUAGES, msg, translator
from generator.model.figure import Figure, Suppressed
from generator.views.portfolio import PortfolioView
from tests.charts.geometry import faults
from tests.charts.portfolio import portfolio

ROOT = Path(__file__).parents[2]
REPORT = "kebun/2024-1"


def pictures(view: PortfolioView, language: str = "en") -> Iterator[tuple[str, str, charts.Picture]]:
    """Yield every picture with its scope and name."""
    subjects: list[tuple[str, str, object]] = [("site", "site", view)]
    for program in view.programs:
        subjects.append(("program", program.program.id, program))
        subjects.extend(("report", report.scope, report) for report in program.reports)
    for subject, scope, value in subjects:
        for entry in charts.charts:
            picture = entry.function(value, translator(language)) if subject in entry.meta.of else None
            if picture is not None:
                yield scope, entry.name, picture


def picture(name: str, scope: str = REPORT, **changes: str) -> charts.Picture:
    """Return one picture of the small portfolio."""
    return next(one for where, called, one in pictures(portfolio(**changes)) if (where, called) == (scope, name))


def drawn(name: str, scope: str = REPORT, **changes: str) -> bool:
    """Tell whether there is such a picture."""
    return any((where, called) == (scope, name) for where, called, _ in pictures(portfolio(**changes)))


def texts(sketch: Sketch) -> list[str]:
    """Return the words of a sketch."""
    return [text.text for text in sketch.texts()]


def bars(sketch: Sketch) -> list[Rect]:
    """Return the rectangles of a sketch."""
    return [mark for mark in sketch.marks if isinstance(mark, Rect)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drawing_can_stand_in_a_page(language: str) -> None:
    """Well-formed, under 15 kB for both widths, with words for everything, and no id twice on the site."""
    ids: list[str] = []
    for drawings in charts.draw(portfolio(), language).values():
        for one in drawings:
            for svg in (one.narrow, one.wide):
                ET.fromstring(svg)  # noqa: S314 - our own output
                ids += re.findall(r' id="([^"]+)"', svg)
            assert len(one.narrow) + len(one.wide) < 15_000
            assert one.title
            assert one.subtitle
            assert one.takeaway.startswith(one.title)
            assert one.source
            assert one.table.rows
            assert all(len(row) == len(one.table.headings) for row in one.table.rows)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_overlaps_or_leaves_the_paper(language: str) -> None:
    """Every chart of the portfolio is clear on both widths."""
    for scope, name, one in pictures(portfolio(), language):
        assert (scope, name, faults(one.narrow), faults(one.wide)) == (scope, name, [], [])


def test_every_registered_chart_is_drawn_for_the_small_portfolio() -> None:
    """The portfolio of these tests has something for every chart to say."""
    assert {name for _, name, _ in pictures(portfolio())} == {entry.name for entry in charts.charts}


def test_every_chart_speaks_indonesian() -> None:
    """No title or subtitle is left in the language of the message ids."""
    for (_, name, english), (_, _, indonesian) in zip(
        pictures(portfolio(), "en"), pictures(portfolio(), "id"), strict=True
    ):
        assert english.title != indonesian.title, name
        assert english.subtitle != indonesian.subtitle, name


def test_tables_hold_the_figures_themselves() -> None:
    """Cells of tables are cells of the ledger, so that a page can link each of them."""
    view = portfolio()
    known = {entry.figure.address for entry in view.ledger.entries}
    known |= {entry.figure.address for program in view.programs for entry in program.ledger.entries}
    known |= {
        e.figure.address for program in view.programs for report in program.reports for e in report.ledger.entries
    }
    for scope, name, one in pictures(view):
        for row in one.table.rows:
            for cell in row:
                assert not isinstance(cell, Figure | Suppressed) or cell.address in known, (scope, name)


def test_the_gap_of_a_disclosed_mismatch_is_hatched_and_named() -> None:
    """342 against 324: the missing 18 stand as a hatched end of the bar, in words and in the title."""
    one = picture("beneficiaries-by-component")
    assert one.title == "The parts fall 18 short of the stated total"
    assert "difference 18" in texts(one.wide)
    *parts, gap = bars(one.wide)
    assert gap.style.hatch == "c2"
    assert gap.width == pytest.approx(720 * 18 / 342, abs=1.6)
    assert [part.style.fill for part in parts] == ["c1", "c3", "c5"]


def test_parts_that_exceed_their_total_run_past_its_mark() -> None:
    """Too many parts are drawn as written, with a line where the stated total lies."""
    one = picture("beneficiaries-by-component", more="value: 342 -> value: 300")
    assert one.title == "The parts exceed the stated total by 24"
    assert any(isinstance(mark, Line) and mark.style.stroke == "ink" for mark in one.narrow.marks)


def test_a_part_that_nobody_reported_makes_slots_of_the_bar() -> None:
    """A divided bar would show the rest as if it were that part, so the parts become bars of their own."""
    changes = {
        "part": "ternak: {value: 85, unit: person} -> ternak: null",
        "elsewhere": "at: beneficiaries.by_component -> at: beneficiaries.by_age",
    }
    one = picture("beneficiaries-by-component", **changes)
    assert len(bars(one.wide)) == 2
    assert "not reported" in texts(one.wide)
    assert "Livestock: not reported" in one.takeaway


def test_a_withheld_count_has_no_length_and_no_number() -> None:
    """Withheld children appear in words, in the chart, the takeaway and the table alike."""
    one = picture("beneficiaries-by-group")
    assert len(bars(one.narrow)) == 2
    assert "withheld (fewer than 5)" in texts(one.narrow)
    assert "Children: withheld (fewer than 5)" in one.takeaway
    assert any(isinstance(cell, Suppressed) for row in one.table.rows for cell in row)


def test_a_zero_that_was_reported_is_shown_as_zero() -> None:
    """Other costs of 0 rupiah are a figure, with a number and a hairline."""
    one = picture("spending-by-category")
    assert "Rp0" in texts(one.narrow)
    assert min(bar.width for bar in bars(one.narrow)) == 1.0
    assert one.title == "Materials cost most: Rp60 million of Rp90 million"


def test_a_line_over_its_budget_is_marked() -> None:
    """More spent than planned has the one colour for it, and is the title."""
    one = picture("budget-against-actual")
    assert one.title == "Livestock went over budget; 90% of the whole budget was spent"
    assert [bar.style.fill for bar in bars(one.wide)] == ["c1", "c2"]
    assert ("112.5%", "ca") in [(text.text, text.role) for text in one.wide.texts()]
    assert "not reported" in texts(one.wide)


def test_a_fund_keeps_its_colour() -> None:
    """Zakat is nila in every chart, corporate money kayu."""
    one = picture("received-by-source")
    assert [bar.style.fill for bar in bars(one.narrow)] == ["c1", "c1", "c7"]


def test_a_silent_period_keeps_its_place() -> None:
    """Three periods, two columns, and words between them."""
    one = picture("spending-over-periods", "kebun")
    assert len(bars(one.wide)) == 2
    assert one.title == "Most was spent in Jan\u2013Jun 2025: Rp120 million; Jul\u2013Dec 2024 not reported"
    assert [cell for _, cell in one.table.rows][1] is None


def test_an_estimate_is_outlined_and_said() -> None:
    """An estimated harvest is a dashed column, and the takeaway says estimate."""
    one = picture("indicator-over-periods", "kebun")
    assert sum(bool(bar.style.dash) for bar in bars(one.wide)) == 1
    assert "650 kilograms (estimate)" in one.takeaway


def test_an_indicator_that_nobody_measured_has_words_instead_of_a_disc() -> None:
    """Days of illness have a target and no result."""
    one = picture("indicator-against-target", "kebun")
    assert one.title == "2 of 3 targets reached; 1 not reported"
    assert "days, reached not reported" in texts(one.narrow)


def test_activities_without_a_year_stand_off_the_line() -> None:
    """A day without a year cannot be placed, and an activity without a date neither."""
    one = picture("timeline")
    assert "6 March, year not stated" in texts(one.wide)
    assert "date not reported" in texts(one.wide)
    assert one.table.rows[-1] == (msg("date not reported"), "Visit")


def test_programs_that_report_nobody_have_a_row() -> None:
    """The silent program is named, with words and without a bar."""
    one = picture("beneficiaries-by-program", "site")
    assert one.title == "1 of 2 programs report whom they reached; the parts of Test Garden fall 18 short"
    assert {"Program Diam", "not reported"} <= set(texts(one.wide))


def test_a_chart_with_too_little_to_say_is_not_drawn() -> None:
    """One part alone, or one activity with a date, makes no chart."""
    assert not drawn("spending-by-category", "kebun/2025-1")
    assert not drawn("timeline", "kebun/2024-2")
    assert not drawn("spending-over-periods", "diam")


HOSTILE = ["$x^$ _{", "x" * 300, "\u05e2\u05d1\u05e8\u05d9\u05ea", "{{ 7*7 }}", "{0} {name} %s"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_words(name: str) -> None:
    """Mathematics, templates, right-to-left letters and endless words change no chart."""
    view = portfolio(name=f'{{id: Peternakan, en: Livestock}} -> "{name}"')
    for drawings in charts.draw(view, "en").values():
        for one in drawings:
            assert len(ET.fromstring(one.narrow)) > 0  # noqa: S314 - our own output
    assert all(faults(one.narrow) + faults(one.wide) == [] for _, _, one in pictures(view))


def test_markup_in_a_name_is_escaped_twice_over() -> None:
    """The loader refuses signs of markup in names; the painter escapes them all the same."""
    with pytest.raises(AssertionError, match="cannot stand in a name"):
        portfolio(name='{id: Peternakan, en: Livestock} -> "<script>alert(1)</script>"')


def test_one_report_can_be_drawn_alone() -> None:
    """Drawing one report gives what drawing everything gives for it."""
    view = portfolio()
    program = view.program("kebun")
    everything = charts.draw(view, "id")
    assert charts.draw_report(program.reports[0], "id") == everything[REPORT]
    assert charts.draw_program(program, "id") == everything["kebun"]
    assert charts.draw_site(view, "id") == everything["site"]


PRINT = """
import hashlib
from generator import charts
from tests.charts.portfolio import portfolio
drawn = charts.draw(portfolio(), "id").items()
words = [(scope, one.title, one.takeaway, one.narrow, one.wide) for scope, all in drawn for one in all]
print(hashlib.sha256(repr(words).encode()).hexdigest())
"""


def test_every_machine_draws_the_same_bytes() -> None:
    """Neither the seed of hashes, nor the time zone, nor the locale changes a byte."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone, locale in (("1", "UTC", "C.UTF-8"), ("77", "Asia/Jakarta", "C"))
    }
    assert len(digests) == 1


def _described(drawings: Iterator[tuple[str, str, charts.Picture]]) -> str:
    lines: list[str] = []
    for scope, name, one in drawings:
        for sketch in (one.narrow, one.wide):
            lines += [f"# {scope} {name} {sketch.width:g} x {sketch.height:g}", *map(_mark, sketch.marks)]
    return "\n".join(lines) + "\n"


def _mark(mark: Mark) -> str:
    """Write a mark as one line that a person can read."""
    if isinstance(mark, Text):
        return f"{mark.role} {mark.x:g} {mark.y:g} {mark.anchor} {mark.text}"
    style = " ".join(f"{name}={value}" for name, value in asdict(mark.style).items() if value)
    if isinstance(mark, Line):
        return f"line {' '.join(f'{x:g},{y:g}' for x, y in mark.points)} {style}"
    if isinstance(mark, Band):
        return f"band {mark.x:g},{mark.y:g} {mark.end_x:g},{mark.end_y:g} {mark.thickness:g} {style}"
    if isinstance(mark, Shape):
        return f"land {len(mark.points)} {style}"
    if isinstance(mark, Rect):
        return f"rect {mark.x:g} {mark.y:g} {mark.width:g} {mark.height:g} {style}"
    return f"disc {mark.x:g} {mark.y:g} {mark.radius:g} {style}"


def test_the_sketches_are_those_that_somebody_looked_at() -> None:
    """The marks of all charts, as they were when a person last approved the pictures.

    After a change on purpose, look at the charts, then write the file anew with AMANAH_GOLDEN=write.
    """
    golden = Path(__file__).with_name("golden.txt")
    now = _described(pictures(portfolio(), "id"))
    if os.environ.get("AMANAH_GOLDEN") == "write":
        golden.write_text(now, encoding="utf-8")
    assert now == golden.read_text(encoding="utf-8")


def test_a_drawing_says_where_it_stands() -> None:
    """Each drawing carries its name and the section of the page it belongs to."""
    sections = {one.name: one.section for one in charts.draw(portfolio(), "en")[REPORT]}
    assert sections == {
        "beneficiaries-by-component": "people",
        "beneficiaries-by-group": "people",
        "budget-against-actual": "money",
        "indicator-against-target": "results",
        "money-flow": "flow",
        "received-by-source": "money",
        "spending-by-category": "money",
        "timeline": "activities",
    }


def _digest(drawings: tuple[Drawing, ...]) -> str:
    return hashlib.sha256(repr(drawings).encode()).hexdigest()


def test_a_warm_cache_gives_what_a_cold_one_gave(tmp_path: Path) -> None:
    """Charts from the folder are the charts that would be painted."""
    view = portfolio()
    cold = charts.draw_site(view, "id", tmp_path)
    assert _digest(charts.draw_site(view, "id", tmp_path)) == _digest(cold)
    assert len(list(tmp_path.iterdir())) <= 2 * len(cold)
