"""From documents to records: what is refused where, and what the records know."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.report import Report
from tests.golden import Case, base, cases, findings, line, read

CASES = cases("reading")
REPORT = "kebun/periods/2022.yml"


def portfolio(**files: str) -> Portfolio:
    """Load the base project with a report that has more lines."""
    extra = {REPORT: base()[REPORT] + files.get("report", "")}
    loaded = read({**base(), **extra})
    assert loaded.portfolio is not None
    assert loaded.findings == (), [finding.text() for finding in loaded.findings]
    return loaded.portfolio


def first(found: Portfolio) -> tuple[Program, Report]:
    """Return the program of the base project and its report."""
    return next(found.all_reports())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_faults_of_all_files_are_found_in_one_run(case: Case) -> None:
    """Each finding stands at its line and column, no fault hides another."""
    found = findings(case.files)
    assert [line(finding) for finding in found] == list(case.expect), case.about
    text = "\n".join(finding.text() for finding in found)
    assert [sentence for sentence in case.says if sentence not in text] == []


def test_a_figure_knows_its_number_its_unit_and_its_origin() -> None:
    """File, line, column, path, source, precision and what was typed."""
    _, report = first(portfolio(report="finance:\n  revolved: {value: 1,7 miliar, source: plan, estimate: ya}\n"))
    assert report.finance is not None
    figure = report.finance.revolved
    assert isinstance(figure, Figure)
    assert (figure.value, figure.tolerance) == (Decimal(1_700_000_000), Decimal(50_000_000))
    assert (figure.unit.id, figure.source, figure.written) == ("rupiah", "plan", "1,7 miliar")
    assert str(figure.mark) == f"programs/{REPORT}:7:21"
    assert figure.address == "kebun/2022/finance.revolved"
    assert figure.estimate


def test_missing_is_not_zero_and_withheld_is_neither() -> None:
    """What was left open is nothing, zero is a figure, `<5` is withheld."""
    written = "beneficiaries:\n  total: 0\n  families:\n  by_sex: {female: <5, male: null}\n"
    _, report = first(portfolio(report=written))
    assert report.beneficiaries is not None
    assert isinstance(report.beneficiaries.total, Figure)
    assert report.beneficiaries.total.value == 0
    assert report.beneficiaries.families is None
    assert isinstance(report.beneficiaries.by_sex["female"], Suppressed)
    assert report.beneficiaries.by_sex["male"] is None


def test_a_figure_inherits_the_nearest_source() -> None:
    """Its own source, else that of its entry, else that of the file."""
    entry = "title: {id: Menanam, en: Planting}\n    source: survey\n    participants: "
    written = (
        f"activities:\n  - id: one\n    {entry}5\n"
        f"  - id: two\n    {entry}{{value: 6, source: minutes}}\n"
        "beneficiaries: {total: 7}\n"
        "sources: {survey: {title: Survei}, minutes: {title: Berita acara}}\n"
    )
    _, report = first(portfolio(report=written))
    assert report.beneficiaries is not None
    cells = [*(activity.participants for activity in report.activities), report.beneficiaries.total]
    assert [cell.source for cell in cells if cell is not None] == ["survey", "minutes", "plan"]


def test_reports_stand_in_the_order_of_time() -> None:
    """Names of files do not decide, dates do."""
    later = base()[REPORT].replace("2022", "2023")
    loaded = read({**base(), "kebun/periods/a.yml": later})
    assert loaded.portfolio is not None
    assert [report.id for report in loaded.portfolio.reports["kebun"]] == ["2022", "a"]


def test_a_broken_file_hides_neither_the_others_nor_itself() -> None:
    """What could not be loaded is named, so that nobody judges references into it."""
    loaded = read({**base(), "organizations.yml": "format: 1\norganizations: coop\n"})
    assert loaded.broken == {"programs/organizations.yml"}
    assert loaded.portfolio is not None
    assert loaded.portfolio.broken == loaded.broken
    assert [report.id for _, report in loaded.portfolio.all_reports()] == ["2022"]


def test_the_publisher_may_add_units() -> None:
    """A unit of the publisher's own has its words in both languages."""
    _, report = first(portfolio(report="beneficiaries: {total: {value: 3, unit: petani}}\n"))
    assert report.beneficiaries is not None
    assert report.beneficiaries.total is not None
    unit = report.beneficiaries.total.unit
    assert (unit.id, unit.indonesian, unit.many) == ("petani", "petani", "farmers")


_LINES = [text for name in sorted(base()) for text in base()[name].splitlines()]


@given(
    st.sampled_from(sorted(base())),
    st.integers(0, 30),
    st.sampled_from(["", "x", "- x", "? x", "  a: b", "[", "{", "'", "a: !b c", "a: *b", "\t", *_LINES]),
)
@settings(max_examples=150)
def test_a_spoiled_line_never_brings_the_reader_down(name: str, number: int, spoiled: str) -> None:
    """Whatever replaces a line of a good project, the rest is read and every finding has a place in a file."""
    lines = base()[name].splitlines()
    lines[number % len(lines)] = spoiled
    files = {**base(), name: "\n".join(lines) + "\n"}
    for finding in findings(files):
        text = files.get(finding.mark.file.removeprefix("programs/"), "")
        assert 1 <= finding.mark.line <= len(text.splitlines()) + 1, finding.text()
        assert finding.text()
