"""The example publisher: complete, fictional, and balanced so that one wrong digit shows."""

import random
import typing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator import checks, loader, sources
from generator.documents import parse
from generator.findings import Finding, Severity
from generator.loader import Loaded
from generator.model.figure import Figure, Origin, Suppressed
from generator.model.finance import SPLITS, Asnaf, FundKind
from generator.model.portfolio import Portfolio
from generator.model.record import Record, walk
from generator.project import Project
from generator.sources import Reading, Source

ROOT = Path(__file__).parents[2] / "examples" / "lembaga-contoh"

UNUSED_FIELDS = {
    "Program.withdrawals": "its only withdrawal stands in a report",
    "Program.disclosures": "its only disclosed discrepancy stands in a report",
}
"""Fields that the example leaves out, each with the reason."""
UNUSED_RECORDS: dict[str, str] = {}

MUTATIONS = 60
SEED = 20240101


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Return the texts of the example."""
    return sources.read(Project(ROOT))


@pytest.fixture(scope="module")
def loaded(reading: Reading) -> Loaded:
    """Return the example, loaded."""
    return loader.load(reading)


@pytest.fixture(scope="module")
def portfolio(loaded: Loaded) -> Portfolio:
    """Return the example's portfolio."""
    assert loaded.portfolio is not None
    return loaded.portfolio


def _findings(reading: Reading) -> tuple[Finding, ...]:
    """Load and check texts that need not stand on disk."""
    loaded = loader.load(reading)
    found = checks.run(loaded.portfolio).findings if loaded.portfolio else ()
    return (*loaded.findings, *found)


def _records(portfolio: Portfolio) -> Iterator[Record]:
    tops: list[object] = [portfolio.publisher, *portfolio.organizations.values(), *portfolio.programs]
    tops.extend(report for _, report in portfolio.all_reports())
    for top in tops:
        yield from (one for one in walk(top) if isinstance(one, Record))


def _record_types(base: type[Record] = Record) -> Iterator[type[Record]]:
    for one in base.__subclasses__():
        if one.__module__.startswith("generator.model."):
            yield one
            yield from _record_types(one)


def test_only_the_explained_discrepancy_is_found(reading: Reading) -> None:
    """Neither an error nor a warning is left, except for the one discrepancy that the publisher explains."""
    found = [finding for finding in _findings(reading) if finding.severity is not Severity.INFO]
    assert [finding.text() for finding in found if finding.disclosed is None] == []
    assert [(one.code, one.disclosed.status) for one in found if one.disclosed] == [("parts-do-not-sum", "explained")]


def test_the_publisher_says_that_it_is_invented(portfolio: Portfolio) -> None:
    """No reader can take the example for a real institution: it is marked and says so in both languages."""
    assert portfolio.publisher.fictional
    assert portfolio.publisher.notice is not None
    assert portfolio.publisher.notice.languages == ("id", "en")


def test_four_programs_report_three_periods_each(portfolio: Portfolio) -> None:
    """Four programs have three final reports each, one of them a draft besides, and one program has ended."""
    finals = {
        program.id: sum(report.status == "final" for report in portfolio.reports_of(program))
        for program in portfolio.programs
    }
    assert len(finals) == 4
    assert set(finals.values()) == {3}
    assert sum(report.status == "draft" for _, report in portfolio.all_reports()) == 1
    assert [program.status for program in portfolio.programs if program.exit] == ["closed"]


def test_every_fund_has_money_in_it(portfolio: Portfolio) -> None:
    """Each of the eleven funds is received and spent somewhere."""
    used = {
        kind
        for _, report in portfolio.all_reports()
        if report.finance
        for kind, fund in report.finance.funds.items()
        if fund.received and fund.spent and isinstance(fund.spent.total, Figure) and fund.spent.total.value > 0
    }
    assert used == set(typing.get_args(typing.get_args(FundKind)[0]))


def test_every_asnaf_is_served_somewhere_and_zero_elsewhere(portfolio: Portfolio) -> None:
    """Each of the eight groups receives zakat in some report, and every zakat fund names all eight, zeros included."""
    groups = set(typing.get_args(typing.get_args(Asnaf)[0]))
    funds = [
        report.finance.funds["zakat"]
        for _, report in portfolio.all_reports()
        if report.finance and "zakat" in report.finance.funds
    ]
    splits = [fund.spent.by_asnaf for fund in funds if fund.spent]
    assert all(set(split) == groups for split in splits)
    amounts = [(group, cell.value) for split in splits for group, cell in split.items() if isinstance(cell, Figure)]
    assert {group for group, value in amounts if value > 0} == groups
    assert any(value == 0 for _, value in amounts)


def test_every_field_of_the_model_is_used(portfolio: Portfolio, loaded: Loaded) -> None:
    """Each field of each record is written somewhere, so that the example shows all that can be reported."""
    used = {(type(one).__name__, name) for one in _records(portfolio) for name in one.model_fields_set}
    rows = (row for rows in portfolio.transactions.values() for row in rows)
    used.update((type(row).__name__, name) for row in rows for name in row.model_fields_set)
    used.update(("Organizations", name) for name in loaded.documents[loader.ORGANIZATIONS].root)
    wanted = {
        (one.__name__, name)
        for one in _record_types()
        if one.__name__ not in UNUSED_RECORDS
        for name in one.model_fields
    }
    missing = {f"{record}.{name}" for record, name in wanted - used}
    assert missing == set(UNUSED_FIELDS)


def test_figures_show_all_that_can_be_said_of_a_number(portfolio: Portfolio) -> None:
    """Estimates, notes, ways of counting, withheld cells and zeros all occur."""
    written = tuple(portfolio.figures())
    public = [one for one in written if isinstance(one, Figure)]
    assert any(isinstance(one, Suppressed) for one in written)
    assert any(one.estimate for one in public)
    assert any(one.counted for one in public)
    assert any(one.note for one in public)
    assert any(one.value == 0 for one in public)


def test_both_languages_have_the_same_hand_written_pages() -> None:
    """The hand-written pages exist in both languages under the same names, with a title and without HTML."""
    pages = {lang: sorted(path.name for path in (ROOT / "content" / lang).iterdir()) for lang in ("id", "en")}
    assert pages["id"] == pages["en"] == ["about.md", "glossary.md", "method.md", "privacy.md"]
    for path in (ROOT / "content").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("---\ntitle: ")
        assert "</" not in text


# --- one wrong digit -------------------------------------------------------------------------------------------


BALANCED = {("finance", "funds"), ("finance", "spent"), ("finance", "budget"), ("budget", "total")}
BALANCED |= {("budget", split) for split in SPLITS}
"""Where the amounts of statements and budgets stand, which have to agree with other amounts."""


def _balanced(portfolio: Portfolio) -> list[Figure]:
    figures = [one for one in portfolio.figures() if isinstance(one, Figure) and one.is_money]
    return [one for one in figures if isinstance(one.origin, Origin) and one.origin.path[:2] in BALANCED]


def _change_digit(source: Source, figure: Figure, rng: random.Random) -> Source:
    """Return the file with one digit of one written amount replaced by another digit."""
    assert isinstance(figure.origin, Origin)
    lines = source.text.split("\n")
    line = lines[figure.origin.mark.line - 1]
    start = line.index(figure.written, figure.origin.mark.column - 1)
    whole = figure.written.partition(",")[0]
    at = start + rng.choice([place for place, letter in enumerate(whole) if letter.isdigit()])
    digit = rng.choice([other for other in "0123456789" if other != line[at]])
    lines[figure.origin.mark.line - 1] = f"{line[:at]}{digit}{line[at + 1 :]}"
    return replace(source, text="\n".join(lines))


def _around(reading: Reading, changed: Source) -> Reading:
    """Return the changed file with the files it can be held against: its program's and the publisher's."""
    program = changed.path.split("/")[1]
    near = tuple(
        changed if one.path == changed.path else one
        for one in reading.sources
        if one.path.count("/") == 1 or one.path.split("/")[1] == program
    )
    return replace(reading, sources=near)


def test_one_wrong_digit_in_an_amount_is_found(
    reading: Reading, portfolio: Portfolio, capsys: pytest.CaptureFixture[str]
) -> None:
    """At least 95 of 100 single-digit mistakes in balanced amounts stop the build."""
    rng = random.Random(SEED)  # noqa: S311 - a repeatable sample, not a secret
    files = {one.path: one for one in reading.sources}
    sample = rng.sample(_balanced(portfolio), MUTATIONS)
    unseen: list[str] = []
    for figure in sample:
        assert figure.mark is not None
        changed = _change_digit(files[figure.mark.file], figure, rng)
        assert parse(changed)[0] is not None
        if not any(finding.blocks for finding in _findings(_around(reading, changed))):
            unseen.append(f"{figure.mark} {figure.written}")
    share = (MUTATIONS - len(unseen)) / MUTATIONS
    with capsys.disabled():
        print(f"\nsingle-digit changes found: {share:.0%} of {MUTATIONS}")  # noqa: T201 - the figure to report
    assert share >= 0.95, unseen


def test_the_sample_covers_every_program_and_statement(portfolio: Portfolio) -> None:
    """Amounts of all programs, and of openings, receipts, splits, closings and budgets, are under the digit test."""
    paths = {figure.anchor for figure in _balanced(portfolio)}
    assert {figure.address.split("/")[0] for figure in _balanced(portfolio)} == {one.id for one in portfolio.programs}
    for part in (".opening", ".closing", ".received.", ".spent.total", ".spent.by_asnaf.", ".budget.by_category."):
        assert any(part in path for path in paths), part
