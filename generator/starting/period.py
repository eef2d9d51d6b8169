"""The next report of a program: what stays the same is taken from the last one, balances go on where it ended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.i18n import Message, msg, translator
from generator.model.figure import Cell, Figure
from generator.model.finance import SPLITS, Flow, Fund, Receipt
from generator.model.organization import Partner
from generator.model.program import Indicator, Program
from generator.model.publisher import Publisher
from generator.model.report import BENEFICIARY_SPLITS, Activity, Report
from generator.starting.lines import commented, indented, prose, spell, spell_message, spell_text
from generator.starting.spans import Term
from generator.views.report import title_of

HEAD = msg("Made with `amanah new period`. Numbers left open are shown as not reported; do not fill them with 0.")
SUMMARY = msg("FILL IN: what happened in this period, in a few sentences")
FINAL = msg("final, once it is approved")
AGAIN = msg("What was done in the last period; take the signs # away from what was done again.")
SOURCE = msg("FILL IN: title of the document that the figures of this period come from")


@dataclass(frozen=True)
class Carried:
    """The text of a new report, and what was taken over into it."""

    text: str
    openings: tuple[Figure, ...] = ()
    """The closing balances that are opening balances now."""
    indicators: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    """Ids that stand in the new report, activities as comments."""


def next_period(publisher: Publisher, program: Program, last: Report | None, term: Term, comment: str) -> Carried:
    """Return the report of a program that follows `last`, in draft; `comment` is the language of the comments."""
    making = _Making(publisher, program, last, comment)
    text = "\n".join((*(line.rstrip() for line in making.lines(term)), ""))
    funds = last.finance.funds.values() if last and last.finance else ()
    return Carried(
        text,
        tuple(one.closing for one in funds if isinstance(one.closing, Figure)),
        tuple(one.id for one in program.indicators),
        tuple(one.id for one in last.activities) if last else (),
    )


@dataclass(frozen=True)
class _Making:
    """One report in the making."""

    publisher: Publisher
    program: Program
    last: Report | None
    comment: str

    @property
    def languages(self) -> tuple[str, ...]:
        return self.publisher.languages

    @property
    def former(self) -> str:
        """Return the id under which the last report is a source of the new one."""
        return f"laporan-{self.last.id}" if self.last else ""

    def say(self, message: Message) -> str:
        return translator(self.comment).render(message)

    def lines(self, term: Term) -> Iterator[str]:
        yield f"# {self.say(HEAD)}"
        yield "format: 1"
        yield f"period: {{from: {term.first}, to: {term.last}}}"
        yield f"status: draft # {self.say(FINAL)}"
        yield from prose("summary", SUMMARY, self.languages)
        yield ""
        yield from self.activities()
        yield from self.results()
        yield from self.people()
        yield from self.money()
        yield from self.sources()

    # --- what was done, and what it reached ---------------------------------------------------------------------

    def activities(self) -> Iterator[str]:
        if self.last and self.last.activities:
            yield f"# {self.say(AGAIN)}"
            yield from commented(("activities:", *indented(self.activity_lines(self.last.activities))))
        else:
            yield from commented(("activities:", *indented(self.pattern())))
        yield ""

    def activity_lines(self, activities: Iterable[Activity]) -> Iterator[str]:
        for one in activities:
            yield f"- id: {one.id}"
            yield f"  kind: {one.kind}"
            yield "  on: "
            yield f"  title: {spell_text(one.title)}"
            for key, ids in (("places", one.places), ("components", one.components)):
                if ids:
                    yield f"  {key}: [{', '.join(ids)}]"
            if one.participants is not None:
                yield f"  participants: {_open(one.participants, 'person')}"
            if one.partners:
                yield "  partners:"
                yield from indented(_partners(one.partners), 2)

    def pattern(self) -> Iterator[str]:
        yield "- id: pelatihan"
        yield "  kind: training"
        yield "  on: "
        yield f"  title: {spell_message(msg('Training'), self.languages)}"
        yield "  participants: "

    def results(self) -> Iterator[str]:
        if not self.program.indicators:
            return
        yield "results:"
        for one in self.program.indicators:
            former = self.result(one)
            yield f"  - indicator: {one.id} # {self.say(_name(one, former))}"
            yield f"    actual: {_open(former or _measure(one), '')}"
        yield ""

    def result(self, indicator: Indicator) -> Cell:
        found = (one.actual for one in (self.last.results if self.last else ()) if one.indicator == indicator.id)
        return next(found, None)

    def people(self) -> Iterator[str]:
        former = self.last.beneficiaries if self.last else None
        yield "beneficiaries:"
        # Whether people are counted once or each time, nobody can know but whoever counted them.
        yield f"  counting: {former.counting}" if former and former.counting else "  counting: # unique, served"
        yield f"  total: {_open(former.total if former else None, 'person')}".rstrip()
        for name in BENEFICIARY_SPLITS:
            cells: dict[str, Cell] = getattr(former, name) if former else {}
            if cells:
                yield f"  {name}:"
                yield from (f"    {key}: {_open(cell, 'person')}".rstrip() for key, cell in cells.items())
        yield ""

    # --- money --------------------------------------------------------------------------------------------------

    def money(self) -> Iterator[str]:
        former = self.last.finance if self.last else None
        if former is None or not (former.funds or former.spent):
            yield from commented(("finance:", "  funds:", "    csr:", *indented(_empty_fund(), 3)))
            yield ""
            return
        yield "finance:"
        if former.spent:
            yield "  spent:"
            yield from indented(_flow(former.spent), 2)
        if former.funds:
            yield "  funds:"
            for name, fund in former.funds.items():
                yield f"    {name}:"
                yield from indented(self.fund(fund), 3)
        yield ""

    def fund(self, fund: Fund) -> Iterator[str]:
        yield f"opening: {self.opening(fund.closing)}".rstrip()
        if fund.received:
            yield from commented(("received:", *indented(_receipts(fund.received))))
        if fund.received_total is not None:
            yield "received_total:"
        yield "spent:"
        yield from indented(_flow(fund.spent) if fund.spent else ("total:",))
        yield "closing:"

    def opening(self, closing: Cell) -> str:
        """Return the closing balance as it was written, with the report that it comes from."""
        if not isinstance(closing, Figure) or self.last is None:
            return ""
        note = spell_message(msg("Closing balance of {report}.", report=self.last.id), self.languages)
        about = ", estimate: ya" if closing.estimate else ""
        return f"{{value: {spell(closing.written)}, source: {self.former}, note: {note}{about}}}"

    def sources(self) -> Iterator[str]:
        yield "sources:"
        if self.last is not None:
            title = translator(self.languages[0]).show(title_of(self.last))
            yield f"  {self.former}:"
            yield f"    title: {spell(f'{title}: {translator(self.languages[0]).show(self.program.name)}')}"
            yield "    kind: report"
            if self.publisher.site_url:
                yield f"    url: {self.publisher.site_url.rstrip('/')}/program/{self.program.id}/{self.last.id}/"
        yield "  laporan:"
        yield f"    title: {_spell_one(SOURCE, self.languages)}"
        yield "    kind: report"
        yield "source: laporan"


def _spell_one(message: Message, languages: Sequence[str]) -> str:
    """Return a sentence of ours in the first language of a publisher."""
    return spell(translator(languages[0]).render(message))


def _name(indicator: Indicator, former: Cell) -> Message:
    if former is None:
        return msg("{name}", name=indicator.name)
    return msg("{name}; last: {value}", name=indicator.name, value=former)


def _measure(indicator: Indicator) -> Cell:
    """Return a figure that has the unit of an indicator."""
    found = (indicator.baseline.value if indicator.baseline else None, *(one.value for one in indicator.targets))
    return next((one for one in found if one is not None), None)


def _open(cell: Cell, usual: str) -> str:
    """Return an open place for a number of the same unit."""
    unit = cell.unit.id if cell is not None else usual
    return "" if unit in (usual, "rupiah", "percent") else f"{{value: , unit: {unit}}}"


def _partners(partners: Iterable[Partner]) -> Iterator[str]:
    for one in partners:
        yield f"- organization: {one.organization}"
        if one.roles:
            yield f"  roles: [{', '.join(one.roles)}]"


def _receipts(receipts: Iterable[Receipt]) -> Iterator[str]:
    for one in receipts:
        yield f"- id: {one.id}"
        yield f"  label: {spell_text(one.label)}"
        if one.organization:
            yield f"  organization: {one.organization}"
        yield "  amount: "


def _flow(flow: Flow) -> Iterator[str]:
    yield "total:"
    for name in SPLITS:
        if name == "by_activity":  # each period has its own
            continue
        cells: dict[str, Cell] = getattr(flow, name)
        if cells:
            yield f"{name}:"
            yield from (f"  {key}:" for key in cells)


def _empty_fund() -> Iterator[str]:
    yield "opening: 0"
    yield "spent:"
    yield "  total: "
    yield "closing: "
