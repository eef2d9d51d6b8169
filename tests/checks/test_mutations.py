"""One wrong digit anywhere in a publisher whose numbers agree: the checks find it, and find nothing before it."""

import hashlib
import random
from collections.abc import Iterator
from functools import cache

import pytest

from generator import checks
from generator.findings import Finding, Severity
from generator.loader import load
from generator.model.figure import Figure
from generator.sources import Reading, Source
from tests.publishers import generate

SEEDS = range(4)
MUTATIONS = 40
"""Changes in each publisher."""
QUIET = range(100, 112)
"""Seeds of publishers that are only looked at as they are."""


def _judge(files: dict[str, str]) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    sources = (Source(path, text, hashlib.sha256(text.encode()).hexdigest()) for path, text in sorted(files.items()))
    loaded = load(Reading(tuple(sources), (), ()))
    if loaded.portfolio is None:
        return (), loaded.findings
    figures = tuple(one for one in loaded.portfolio.figures() if isinstance(one, Figure))
    return figures, (*loaded.findings, *checks.run(loaded.portfolio).findings)


def _weighty(findings: tuple[Finding, ...]) -> list[str]:
    return [one.text() for one in findings if one.severity is not Severity.INFO]


def _change(files: dict[str, str], figure: Figure, rng: random.Random) -> dict[str, str]:
    """Return the files with one digit of one written number replaced by another, wherever in the number it stands."""
    assert figure.mark is not None
    lines = files[figure.mark.file].split("\n")
    line = lines[figure.mark.line - 1]
    start = line.index(figure.written, figure.mark.column - 1)
    at = start + rng.choice([place for place, letter in enumerate(figure.written) if letter.isdigit()])
    digit = rng.choice([other for other in "0123456789" if other != line[at]])
    lines[figure.mark.line - 1] = f"{line[:at]}{digit}{line[at + 1 :]}"
    return {**files, figure.mark.file: "\n".join(lines)}


@cache
def _sample() -> tuple[tuple[str, bool], ...]:
    """Return the changes that were tried, each with whether it was found; every figure is as likely as any other."""
    return tuple(_changes())


def _changes() -> Iterator[tuple[str, bool]]:
    for seed in SEEDS:
        rng = random.Random(seed)  # noqa: S311 - a repeatable sample, not a secret
        files = generate(seed, programs=1, periods=3)
        figures, before = _judge(files)
        known = set(_weighty(before))
        for figure in rng.sample(figures, MUTATIONS):
            _, after = _judge(_change(files, figure, rng))
            yield f"seed {seed}: {figure.address} {figure.written}", bool(set(_weighty(after)) - known)


def test_one_wrong_digit_anywhere_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 95 of 100 single-digit changes in any figure, money or not, are found by some check."""
    missed = [place for place, found in _sample() if not found]
    share = 1 - len(missed) / len(_sample())
    with capsys.disabled():
        print(f"\nsingle-digit changes found in random publishers: {share:.1%} of {len(_sample())}")  # noqa: T201 - the figure to report
    assert share >= 0.95, missed


def test_nothing_is_found_in_what_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    """No error and no warning is reported for publishers in which nothing is wrong."""
    alarms = {seed: _weighty(_judge(generate(seed, programs=2, periods=3))[1]) for seed in QUIET}
    loud = {seed: found for seed, found in alarms.items() if found}
    with capsys.disabled():
        print(f"\nfalse alarms: {len(loud)} of {len(alarms)} random publishers")  # noqa: T201 - the figure to report
    assert loud == {}


def test_the_sample_is_not_of_money_alone() -> None:
    """Results, indicators, activities, assets, people and restated sums are changed as well as funds and budgets."""
    parts = {place.partition("/")[2].rpartition("/")[2].split(" ")[0].split(".")[0] for place, _ in _sample()}
    assert {"activities", "assets", "beneficiaries", "figures", "finance", "results"} <= parts


def test_the_same_seed_gives_the_same_publisher() -> None:
    """A benchmark and a failing case can be repeated."""
    assert generate(7, programs=2, periods=2) == generate(7, programs=2, periods=2)
    assert generate(7) != generate(8)
