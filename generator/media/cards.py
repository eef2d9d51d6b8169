"""What the picture of a shared link says: names, and the same lead figures as the page, with their doubts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.i18n import Translator, is_localizable
from generator.model.figure import Cell, Figure, Suppressed
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView
from generator.views.report import Lead, ReportView

FACTS = 3
"""Figures that stand side by side and can still be read on a phone."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A lead figure: its number, what stands small beside it, what it counts, and the mark of a doubt."""

    number: str
    unit: str
    label: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """The words of one picture, in one language."""

    publisher: str
    kicker: str
    title: str
    facts: tuple[Fact, ...]
    foot: str

    @property
    def alt(self) -> str:
        """Return in one line what is to be read on the picture."""
        facts = (" ".join(filter(None, (one.number, one.unit, one.label, one.mark))) for one in self.facts)
        return ". ".join(filter(None, (f"{self.publisher}: {self.title}", self.kicker, *facts)))


def card_of_home(view: PortfolioView, to: Translator) -> Card:
    """Return the card of the home page."""
    publisher, notice = _around(view, to)
    title = _say(view.publisher.headline or view.publisher.name, to)
    return Card(publisher, "", title, _facts(view.leads, to), notice)


def cards_of(view: PortfolioView, program: ProgramView, to: Translator) -> Iterator[tuple[str, Card]]:
    """Yield the card of a program and of each of its reports, with the address of its page."""
    publisher, notice = _around(view, to)
    yield f"program/{program.program.id}/", _program(program, publisher, notice, to)
    for report in program.reports:
        yield f"program/{report.scope}/", _report(program, report, publisher, notice, to)


def _around(view: PortfolioView, to: Translator) -> tuple[str, str]:
    """Return what stands on every card: who publishes, and what they say at the head of every page."""
    return _say(view.publisher.short_name or view.publisher.name, to), _say(view.publisher.notice, to)


def _program(program: ProgramView, publisher: str, notice: str, to: Translator) -> Card:
    regions = "; ".join(one.path for one in program.regions)
    return Card(publisher, regions, _say(program.program.name, to), _facts(program.leads, to), notice)


def _report(program: ProgramView, report: ReportView, publisher: str, notice: str, to: Translator) -> Card:
    name = _say(program.program.name, to)
    return Card(publisher, _upper(_say(report.title, to)), name, _facts(report.leads, to), notice)


def _facts(leads: Sequence[Lead], to: Translator) -> tuple[Fact, ...]:
    return tuple(_fact(one, to) for one in leads[:FACTS])


def _fact(lead: Lead, to: Translator) -> Fact:
    number, unit = _words(lead.cell, to)
    mark = to("does not match") if lead.mismatch else ""
    if not mark and isinstance(lead.cell, Figure) and lead.cell.estimate:
        mark = to("estimate")
    return Fact(number, unit, _say(lead.label, to), mark)


def _words(cell: Cell, to: Translator) -> tuple[str, str]:
    """Return number and unit; where there is no number, the words that say so."""
    if isinstance(cell, Figure):
        number, _, scale = cell.abridged(to).partition(" ")
        return number, " ".join(filter(None, (scale, cell.word(to))))
    return (cell.localize(to) if isinstance(cell, Suppressed) else to("not reported")), ""


def _say(value: object, to: Translator) -> str:
    return to.show(value) if is_localizable(value) else str(value or "")


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
