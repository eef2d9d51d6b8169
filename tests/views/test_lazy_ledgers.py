"""What is put together only when somebody asks: it says the same before as after."""

from copy import copy

import pytest

from generator import build, charts
from generator.pages import RenderOptions, render_site
from generator.pages.figures import Figures
from generator.project import Project
from generator.stages import Examined
from generator.views.ledger import Ledger
from generator.views.portfolio import PortfolioView, derive
from generator.views.trace import Flowing, view_flow
from tests.built import ROOT


@pytest.fixture(scope="module")
def examined() -> Examined:
    """Check the example: reports with corrections, moved figures, tables of transactions and money of all sorts."""
    return build.examine(Project(ROOT / "examples" / "lembaga-contoh"), drafts=False)


@pytest.fixture
def whole(examined: Examined) -> PortfolioView:
    """Derive it anew, so that nothing in it was asked for."""
    assert examined.portfolio is not None
    assert examined.checked is not None
    return derive(examined.portfolio, examined.checked)


def _settled(ledger: Ledger) -> Ledger:
    made = copy(ledger)
    made.settle()
    return made


def test_a_ledger_says_the_same_before_it_is_put_together(whole: PortfolioView) -> None:
    """Its written figures with their sources, its corrections, and which figures it has."""
    corrected = 0
    for ledger in whole.ledgers():
        made = _settled(ledger)
        assert list(ledger.sourced()) == list(made.sourced())
        assert list(ledger.corrected()) == list(made.corrected())
        corrected += len(list(made.corrected()))
        chosen = [figure for figure, _ in ledger.sourced()][::3]
        assert list(ledger.written(chosen)) == list(made.written(chosen))
        for one in made.entries:
            assert one.figure.address in copy(ledger)
            assert copy(ledger).figure(one.figure.address) == one.figure
        for address in ("", ledger.scope, f"{ledger.scope}/computed.flow.nothing", f"{ledger.scope}/no.such"):
            assert address not in copy(ledger)
            assert copy(ledger).figure(address) is None
    assert corrected


def test_the_figures_of_a_site_are_found_where_they_stand(whole: PortfolioView) -> None:
    """The mapping is the one that holds the figures of all ledgers."""
    found = Figures(whole.ledgers())
    every = {entry.figure.address: entry.figure for one in whole.ledgers() for entry in one.entries}
    assert dict(found) == every
    assert len(found) == len(every)
    assert found.get("nobody/2020/beneficiaries.total") is None


def test_the_sum_of_a_flow_is_known_before_it_is_followed(whole: PortfolioView) -> None:
    """Of several periods, of one, and where no amount is known."""
    flows = [one.flowing for one in whole.programs]
    flows += [one.flowing for program in whole.programs for one in program.reports]
    flows.append(Flowing((), "nobody/2020"))
    assert {flow.flow is None for flow in flows} == {True, False}
    for flow in flows:
        made = view_flow(flow.periods, flow.scope, activities=flow.activities)
        assert flow.flow == made
        assert flow.total == (made.total if made else None)


def test_the_pages_of_the_whole_site_follow_no_money(whole: PortfolioView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all programs are as before, what only their own pages tell is not derived."""
    monkeypatch.setattr(Flowing, "flow", property(lambda _: pytest.fail("a flow was followed")))
    monkeypatch.setattr(Ledger, "settle", lambda one: one._basis is None or pytest.fail("a ledger was made"))
    made = render_site(
        whole,
        whole.checked,
        "id",
        drawings={"site": charts.draw_site(whole, "id", None)},
        content=(),
        options=RenderOptions(ROOT / "templates"),
        listed=(),
    )
    assert len(made) > 10
