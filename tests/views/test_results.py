"""Results: periods put together as the indicator asks, and held against the target."""

import pytest

from generator.charts.indicator_against_target import picture_indicators
from generator.charts.indicator_over_periods import picture_periods
from generator.i18n import translator
from generator.model.figure import Figure
from generator.views.program import ProgramView
from generator.views.results import UNLIKE, IndicatorView
from tests.golden import base
from tests.views import view

INDICATOR = """indicators:
  - id: harvest
    name: {id: Panen, en: Harvest}
    aggregation: %s
    direction: %s
    baseline: {value: {value: %s, unit: kilogram}}
    targets:
      - {by: 2022, value: {value: %s, unit: kilogram}}
      - {by: 2024, value: {value: 900, unit: kilogram}}
"""


def _report(year: int, actual: str) -> str:
    """Write a report with one result, such as `2 tonne`; without a unit it counts kilograms."""
    value, _, unit = actual.partition(" ")
    return (
        f"format: 1\nperiod: {{from: {year}-01-01, to: {year}-12-31}}\nstatus: final\nsource: plan\n"
        "summary: {id: A., en: B.}\n"
        f"results: [{{indicator: harvest, actual: {{value: {value}, unit: {unit or 'kilogram'}}}}}]\n"
    )


def _indicator(aggregation: str, direction: str, baseline: str, target: str, actuals: dict[int, str]) -> IndicatorView:
    return _program(aggregation, direction, baseline, target, actuals).indicators[0]


def _program(aggregation: str, direction: str, baseline: str, target: str, actuals: dict[int, str]) -> ProgramView:
    program = base()["kebun/program.yml"]
    head, _, tail = program.partition("indicators:\n")
    rest = tail[tail.index("sources:") :]
    files = {name: "" for name in base() if name.startswith("kebun/periods/")}
    files["kebun/program.yml"] = head + INDICATOR % (aggregation, direction, baseline, target) + rest
    files |= {f"kebun/periods/{year}.yml": _report(year, actual) for year, actual in actuals.items()}
    return view(files).programs[0]


@pytest.mark.parametrize(("aggregation", "reached"), [("sum", 500), ("latest", 200), ("maximum", 300)])
def test_periods_are_put_together_as_the_indicator_asks(aggregation: str, reached: int) -> None:
    """A sum adds, the latest is the last period's, the maximum is the highest."""
    found = _indicator(aggregation, "up", "0", "100", {2022: "300", 2023: "200"}).reached
    assert isinstance(found, Figure)
    assert found.value == reached


@pytest.mark.parametrize(
    ("direction", "baseline", "actual", "tone"),
    [("up", "0", "100", "pos"), ("up", "0", "95", "near"), ("up", "0", "50", "neg"),
     ("down", "200", "100", "pos"), ("down", "200", "150", "near"), ("down", "120", "150", "neg")],
)  # fmt: skip
def test_the_verdict_knows_whether_more_is_better(direction: str, baseline: str, actual: str, tone: str) -> None:
    """Reached, nearly reached and behind, for indicators that should rise and for those that should fall."""
    assert _indicator("latest", direction, baseline, "100", {2022: actual}).tone == tone


def test_the_target_is_the_next_one_after_the_period() -> None:
    """A report of 2023 is held against the target of 2024, not against the one that has passed."""
    found = _indicator("latest", "up", "0", "100", {2022: "10", 2023: "20"}).target
    assert found is not None
    assert str(found.by) == "2024"


def test_a_result_nobody_reported_has_no_verdict_on_success() -> None:
    """Silence is neither a success nor a failure."""
    found = _indicator("latest", "up", "0", "100", {2022: "10", 2023: ""})
    assert found.reached is None
    assert found.tone == "none"


@pytest.mark.parametrize("aggregation", ["sum", "maximum"])
@pytest.mark.parametrize("second", ["2 tonne", "2 person"])
def test_periods_in_different_units_are_neither_added_nor_judged(aggregation: str, second: str) -> None:
    """Kilograms and tonnes make no sum and no maximum; the page says why, and no picture holds both."""
    program = _program(aggregation, "up", "0", "100", {2022: "900", 2023: second})
    found = program.indicators[0]
    assert (found.reached, found.share, found.verdict, found.tone) == (None, None, UNLIKE, "none")
    assert found.unadded
    assert [point.cell.unit.id for point in found.points if point.cell] == ["kilogram", second[2:]]
    assert picture_indicators(program, translator("en")) is None
    assert picture_periods(program, translator("en")) is None


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_result_in_another_unit_than_its_target_is_not_judged(direction: str) -> None:
    """Two tonnes are no 0.2 percent of a thousand kilograms, and neither behind nor reached."""
    found = _indicator("sum", direction, "0", "1000", {2022: "2 tonne"})
    assert isinstance(found.reached, Figure)
    assert (found.share, found.verdict, found.tone) == (None, UNLIKE, "none")
    assert not found.unadded


def test_the_latest_period_is_judged_whatever_unit_an_earlier_one_had() -> None:
    """Only what is put together must count the same; a silent last period stays not reported."""
    found = _indicator("latest", "up", "0", "100", {2022: "2 tonne", 2023: "900"})
    assert (found.tone, found.unadded) == ("pos", False)
    silent = _indicator("latest", "up", "0", "100", {2021: "2 tonne", 2022: "900", 2023: ""})
    assert (silent.reached, silent.unadded) == (None, False)
    assert str(silent.verdict) == "not reported"
