"""The checks of a large portfolio, shared among processes."""

import multiprocessing

import pytest

from generator import checks, loader, sharing, sources
from generator.checks.rule import Fault, Outcomes
from generator.findings import Mark
from generator.i18n import msg
from generator.model.portfolio import Portfolio
from generator.project import Project
from tests.publishers import generate

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="checks are only shared where a machine can fork"
)


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Portfolio:
    """Load a publisher in which several checks find something."""
    root = tmp_path_factory.mktemp("shared")
    for name, text in generate(seed=7, programs=2, periods=3).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("year: 1", "year: 1\nwrong: 2").replace("total: 4", "total: 9"), encoding="utf-8")
    loaded = loader.load(sources.read(Project(root))).portfolio
    assert loaded is not None
    return loaded


def test_several_processes_find_what_one_finds(portfolio: Portfolio) -> None:
    """The same findings in the same order, and the same figures covered."""
    alone, shared = checks.run(portfolio), checks.run(portfolio, jobs=2)
    assert alone.findings
    assert shared == alone


def test_what_cannot_travel_is_found_all_the_same(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check from outside may put anything into its messages."""

    def find(_: Portfolio) -> Outcomes:
        yield Fault(Mark("programs/publisher.yml"), msg("odd {thing}", thing=lambda: "thing"), "name")

    # Registries refuse a second entry of a name, and none must stay behind for other tests.
    monkeypatch.setattr(checks.checks, "_entries", dict(checks.checks._entries))
    checks.check("odd-thing", msg("Nothing is odd"))(find)
    found = [one for one in checks.run(portfolio, jobs=2).findings if one.code == "odd-thing"]
    assert [one.mark.file for one in found] == ["programs/publisher.yml"]


def test_a_small_portfolio_stays_in_one_process() -> None:
    """To fork costs more than the checks of a few files."""
    assert sharing.processes(sharing.SMALL) == 1
