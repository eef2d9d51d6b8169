"""Small counts: which others are withheld with them, and that nobody can work them out."""

import random
from collections.abc import Iterator
from fractions import Fraction

import pytest

from generator import checks
from generator.model.figure import Cell, Figure, Suppressed
from generator.views.ledger import computed
from generator.views.portfolio import PortfolioView, derive
from generator.views.suppression import protect, withheld
from tests.golden import base, read

PUBLISHER = base()["publisher.yml"] + "privacy: {repository: private}\n"
HEAD = """\
format: 1
period: {from: 2022-01-01, to: 2022-12-31}
status: final
summary: {id: Tahun pertama., en: The first year.}
source: plan
"""


def view_of(*reports: str, publisher: str = PUBLISHER) -> PortfolioView:
    """Return what readers see of reports of a private project."""
    files = {**base(), "publisher.yml": publisher}
    files.update({f"kebun/periods/{2022 + index}.yml": HEAD + text for index, text in enumerate(reports)})
    loaded = read(files)
    assert loaded.portfolio is not None, [one.text() for one in loaded.findings]
    return derive(loaded.portfolio, checks.run(loaded.portfolio))


def hidden_in(beneficiaries: str, publisher: str = PUBLISHER) -> dict[str, str]:
    """Return the withheld counts of one report with the words for them, by their place below `beneficiaries`."""
    (report,) = view_of(f"beneficiaries: {beneficiaries}\n", publisher=publisher).programs[0].reports
    assert report.people is not None
    cells = {part.id: part.cell for split in report.people.splits for part in split.parts}
    cells["total"] = report.people.total
    return {name: _words(cell) for name, cell in cells.items() if isinstance(cell, Suppressed)}


def _words(cell: Suppressed) -> str:
    return "other" if cell.limit is None else f"<{cell.limit}"


@pytest.mark.parametrize(
    ("beneficiaries", "expected"),
    [
        ("{total: 40, by_sex: {female: 4, male: 36}}", {"female": "<5", "male": "other"}),
        ("{total: 40, by_sex: {female: 20, male: 20}}", {}),
        ("{total: 40, by_sex: {female: 0, male: 40}}", {}),
        ("{by_sex: {female: 4, male: 36}}", {"female": "<5"}),
        ("{total: 40, by_disability: {with: 9, without: 31}}", {"with": "<10", "without": "other"}),
        ("{total: 40, by_age: {child: 9, adult: 31}}", {"child": "<10", "adult": "other"}),
        ("{total: 40, by_disability: {with: <5, without: ~}}", {"with": "<5"}),
        ("{total: 40, by_disability: {with: <5, without: 37}}", {"with": "<5", "without": "other"}),
        ("{total: 40, by_component: {vegetables: <5, fish: 37}}", {"vegetables": "<5", "fish": "other"}),
        ("{total: 40, by_sex: {female: 38}}", {"female": "other"}),
        ("{total: 40, by_sex: {female: 38, male: ~}}", {"female": "other"}),
        ("{by_component: {vegetables: 3, fish: 37}, by_sex: {female: 20, male: 20}}",
         {"vegetables": "<5", "fish": "other"}),
        ("{total: 4}", {"total": "<5"}),
        ("{total: 2, by_component: {vegetables: <5, fish: <5}}",
         {"vegetables": "<5", "fish": "<5", "total": "<5"}),
        ("{total: 8, by_component: {vegetables: <5, fish: <5}}",
         {"vegetables": "<5", "fish": "<5", "total": "other"}),
    ],
)  # fmt: skip
def test_as_many_counts_are_withheld_as_it_takes(beneficiaries: str, expected: dict[str, str]) -> None:
    """A small count takes another one with it, unless what is public already leaves it open."""
    assert hidden_in(beneficiaries) == expected


def test_the_limits_are_settings_of_the_publisher() -> None:
    """The general and the higher limit, and what needs the higher one, stand in publisher.yml."""
    settings = "privacy: {repository: private, small_cell: 3, small_cell_sensitive: 20, sensitive: [smallholder]}\n"
    publisher = base()["publisher.yml"] + settings
    assert hidden_in("{by_sex: {female: 4, male: 36}}", publisher) == {}
    assert hidden_in("{by_group: {smallholder: 19}}", publisher) == {"smallholder": "<20"}


def test_what_is_said_beside_a_withheld_count_goes_too() -> None:
    """The note, the way of counting and the typed text of an exact count do not go on; those of `<5` do."""
    text = "beneficiaries: {total: {value: 4, note: {id: Empat., en: Four.}, counted: {id: Ya., en: Yes.}}}\n"
    (report,) = view_of(text).programs[0].reports
    entry = report.ledger.find("kebun/2022/beneficiaries.total")
    assert entry is not None
    cell = entry.figure
    assert isinstance(cell, Suppressed)
    assert (cell.note, cell.origin.written) == (None, "")


def test_a_finding_about_a_withheld_count_gives_no_numbers() -> None:
    """The message of a disclosed discrepancy is replaced where one of its counts is withheld."""
    text = (
        "beneficiaries: {total: 45, by_component: {vegetables: 4, fish: 36}}\n"
        "disclosures: [{check: parts-do-not-sum, at: beneficiaries.by_component, status: open, note: {id: a, en: b}}]\n"
    )
    (report,) = view_of(text).programs[0].reports
    (one,) = report.mismatches
    assert "withheld" in str(one.finding.message)
    assert (one.stated, one.sum, one.gap, one.parts) == (None, None, None, ())


TRAINING = """\
activities:
  - {id: a, kind: training, title: {id: A, en: A}, participants: FIRST}
  - {id: b, kind: training, title: {id: B, en: B}, participants: SECOND}
"""
ACTUAL = "results: [{indicator: harvest, actual: {value: %s, unit: participant}}]\n"
FACT = "figures:\n  - {id: %s, label: {id: A, en: A}, value: {value: %s, unit: participant}, %s}\n"
DISABILITY = "beneficiaries.by_disability.with"
EVER = FACT % ("ever", 43, "adds: [2022/results.harvest.actual, 2023/results.harvest.actual]")


def _training(first: str, second: str) -> str:
    return TRAINING.replace("FIRST", first).replace("SECOND", second)


@pytest.mark.parametrize(
    ("adds", "own", "reports", "expected"),
    [
        ("[activities.training.participants]", "", [_training("3", "20") + ACTUAL % 23],
         ["2022/activities.a.participants", "2022/activities.b.participants"]),
        ("[activities.training.participants]", "", [_training("<5", "20") + ACTUAL % 23],
         ["2022/activities.a.participants", "2022/activities.b.participants"]),
        ("[activities.training.participants]", "", [_training("10", "13") + ACTUAL % 23], []),
        ("[activities.training.participants]", "", [_training("~", "20") + ACTUAL % 23],
         ["2022/activities.b.participants"]),
        ("[]", "", [_training("3", "20") + FACT % ("all", 23, "adds: [activities.training.participants]")],
         ["2022/activities.a.participants", "2022/activities.b.participants"]),
        ("[]", "", ["beneficiaries: {total: 40, by_disability: {with: 3}}\n"
                    + FACT % ("rest", 37, f"adds: [beneficiaries.total], subtracts: [{DISABILITY}]")],
         [f"2022/{DISABILITY}", "2022/figures.rest.value"]),
        ("[]", EVER, [ACTUAL % 3, ACTUAL % 40],
         ["2022/results.harvest.actual", "2023/results.harvest.actual"]),
        ("[]", EVER, [ACTUAL % 20, ACTUAL % 23], []),
    ],
)  # fmt: skip
def test_what_a_figure_adds_is_an_equation_too(adds: str, own: str, reports: list[str], expected: list[str]) -> None:
    """A total that names its terms gives a small one away as a split does, also where these stand in other reports."""
    name = "name: {id: Panen, en: Harvest}\n"
    program = base()["kebun/program.yml"].replace(name, f"{name}    adds: {adds}\n") + own
    files = {**base(), "publisher.yml": PUBLISHER, "kebun/program.yml": program}
    files.update(
        {f"kebun/periods/{2022 + index}.yml": _head(2022 + index) + text for index, text in enumerate(reports)}
    )
    portfolio = read(files).portfolio
    assert portfolio is not None
    assert sorted(one.removeprefix("kebun/") for one in withheld(portfolio)) == expected


def _head(year: int) -> str:
    return HEAD.replace("2022", str(year))


def test_protecting_twice_is_protecting_once() -> None:
    """What was protected is not changed again, so the place of the call does not matter."""
    files = {**base(), "publisher.yml": PUBLISHER}
    files["kebun/periods/2022.yml"] = HEAD + "beneficiaries: {total: 40, by_sex: {female: 4, male: 36}}\n"
    portfolio = read(files).portfolio
    assert portfolio is not None
    once = protect(portfolio, checks.run(portfolio))
    assert withheld(once.portfolio) == withheld(portfolio)
    assert protect(once.portfolio, once.checked).portfolio == once.portfolio


# --- the attack ----------------------------------------------------------------------------------------------------


def _random_sum(rng: random.Random) -> str:
    """Write activities with their participants, a figure that adds them, and one that takes the first off."""
    counts = [rng.choice((rng.randint(1, 4), rng.randint(5, 40))) for _ in range(rng.randint(2, 4))]
    shown = ["<5" if count < 5 and rng.random() < 0.3 else count for count in counts]
    lines = ["activities:"]
    lines += [
        f"  - {{id: a{index}, title: {{id: A, en: A}}, participants: {count}}}" for index, count in enumerate(shown)
    ]
    lines.append("figures:")
    value = f"{{value: {sum(counts)}, unit: participant}}"
    lines.append(f"  - {{id: all, label: {{id: A, en: A}}, value: {value}, adds: [activities.participants]}}")
    rest = f"{{value: {sum(counts[1:])}, unit: participant}}"
    ways = "adds: [activities.participants], subtracts: [activities.a0.participants]"
    lines.append(f"  - {{id: rest, label: {{id: A, en: A}}, value: {rest}, {ways}}}")
    return "\n".join(lines[: rng.choice((-1, len(lines)))]) + "\n"


def _sums(view: PortfolioView) -> Iterator[list[tuple[Fraction, Cell | str]]]:
    """Yield what the figures that add others say."""
    for _, report in view.portfolio.all_reports():
        terms: list[tuple[Fraction, Cell | str]] = [(Fraction(1), one.participants) for one in report.activities]
        for index, one in enumerate(report.figures):
            yield [(Fraction(-1), one.value), *terms[index:]]


def _random_report(rng: random.Random) -> str:
    """Write a balanced report with some small counts; totals and parts are left out now and then."""
    total = rng.randint(6, 300)
    lines = [f"  total: {total}"] if rng.random() < 0.8 else []
    for split, names in (("by_sex", ("female", "male")), ("by_component", ("vegetables", "fish")),
                         ("by_age", ("child", "youth", "adult", "elderly")), ("by_disability", ("with", "without")),
                         ("by_place", ("lebak",))):  # fmt: skip
        if rng.random() < 0.7:
            cuts = sorted(rng.randint(0, min(total, rng.choice((8, total)))) for _ in names[1:])
            parts = [after - before for before, after in zip((0, *cuts), (*cuts, total), strict=True)]
            rng.shuffle(parts)
            shown = [("<10" if 0 < part < 10 else "<5") if 0 < part < 5 and rng.random() < 0.3 else part
                     for part in parts]  # fmt: skip
            lines.append(
                f"  {split}: {{{', '.join(f'{name}: {part}' for name, part in zip(names, shown, strict=True))}}}"
            )
    body = "\n".join(lines) or f"  total: {total}"
    place = f"by_place: {{lebak: {{value: {total}, unit: person}}}}"
    results = f"results:\n  - indicator: harvest\n    actual: {{value: {total}, unit: person}}\n    {place}\n"
    return f"beneficiaries:\n{body}\n{results if rng.random() < 0.5 else ''}"


def _equations(view: PortfolioView) -> Iterator[list[tuple[Fraction, Cell | str]]]:
    """Yield what a reader of the page can write down: the parts of each split less their total are nothing."""
    for program in view.programs:
        for report in program.reports:
            people = report.people
            groups = [(people.total, people.splits, "all")] if people else []
            groups += [(one.current, one.splits, one.indicator.id) for one in report.results]
            for total, splits, name in groups:
                for split in splits:
                    whole: Cell | str = total if total is not None else f"{report.scope} {name}"
                    parts: list[Cell | str] = [part.cell if part.cell is not None else f"{split.name} {part.id}"
                                               for part in split.parts]  # fmt: skip
                    yield [(Fraction(-1), whole), *((Fraction(1), part) for part in parts)]


def _solved(rows: list[dict[str, Fraction]]) -> dict[str, Fraction]:
    """Return the unknowns that linear equations determine, by plain elimination."""
    rows = [dict(row) for row in rows]
    done: list[tuple[str, dict[str, Fraction]]] = []
    while rows:
        row = rows.pop()
        pivot = next((name for name, factor in row.items() if name and factor), None)
        if pivot is None:
            continue
        row = {name: factor / row[pivot] for name, factor in row.items()}
        for other in (*rows, *(one for _, one in done)):
            factor = other.get(pivot, Fraction(0))
            for name, value in row.items():
                other[name] = other.get(name, Fraction(0)) - factor * value
        done.append((pivot, row))
    return {pivot: -row.get("", Fraction(0)) for pivot, row in done
            if not any(factor for name, factor in row.items() if name not in ("", pivot))}  # fmt: skip


@pytest.mark.parametrize("seed", range(200))
def test_no_withheld_count_can_be_worked_out_by_subtraction(seed: int) -> None:
    """All equations between published totals and parts determine no small count, and no computed figure uses one."""
    rng = random.Random(seed)  # noqa: S311 - a fixed seed
    view = view_of(_random_report(rng) + _random_sum(rng))
    rows, small = [], set()
    for equation in (*_equations(view), *_sums(view)):
        row: dict[str, Fraction] = {}
        for sign, cell in equation:
            if isinstance(cell, Figure):
                row[""] = row.get("", Fraction(0)) + sign * Fraction(cell.value)
                continue
            name = cell.address if isinstance(cell, Suppressed) else str(cell)
            if isinstance(cell, Suppressed) and cell.limit is not None:
                small.add(name)
            row[name] = row.get(name, Fraction(0)) + sign
        rows.append(row)
    assert small.isdisjoint(_solved(rows))
    for figure in computed([view]):
        assert small.isdisjoint(leaf.address for leaf in figure.leaves())


def test_the_attack_works_where_nothing_protects() -> None:
    """The attack is a real one: with only the small count withheld it finds it."""
    row = {"": Fraction(36) - Fraction(40), "female": Fraction(1)}
    assert _solved([row]) == {"female": Fraction(4)}
