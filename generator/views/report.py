"""One period report as readers see it."""

from dataclasses import dataclass

from generator.findings import Checked, Finding
from generator.i18n import Message, msg
from generator.model.figure import Cell, Figure, count, known
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import figures
from generator.model.report import Report, Span
from generator.model.source import SourceDocument
from generator.views.labels import Label, Names
from generator.views.ledger import Basis, Ledger
from generator.views.mismatch import Mismatch, is_doubt, view_mismatch
from generator.views.money import Money, view_money
from generator.views.openness import Openness, view_report_openness
from generator.views.people import People, view_people
from generator.views.results import IndicatorView, view_results
from generator.views.trace import Flowing, MoneyFlow, Period
from generator.views.transactions import RowSum, add_rows


@dataclass(frozen=True, slots=True)
class Lead:
    """A figure that leads a page: what it counts, and what a reader should know beside it."""

    cell: Cell
    label: Label
    aside: Label | None = None
    mismatch: bool = False


@dataclass(frozen=True)
class ReportView:
    """A report with every derived figure, its findings and its ledger."""

    program: Program
    report: Report
    title: Label
    span: Message | None
    leads: tuple[Lead, ...]
    people: People | None
    money: Money
    flowing: Flowing
    """Where the money went."""
    row_sums: tuple[RowSum, ...]
    """What its table of transactions adds up to."""
    results: tuple[IndicatorView, ...]
    mismatches: tuple[Mismatch, ...]
    doubts: tuple[Mismatch, ...]
    """What was disclosed as unsure, without anything that contradicts it."""
    warnings: tuple[Finding, ...]
    sources: dict[str, SourceDocument]
    names: Names
    stated: Figure
    """How many figures the report states."""
    sourced: Figure
    """How many of them name a source."""
    openness: Openness
    ledger: Ledger
    previous: Report | None
    following: Report | None

    @property
    def flow(self) -> MoneyFlow | None:
        """Return where the money went, if an amount is known."""
        return self.flowing.flow

    @property
    def scope(self) -> str:
        """Return the begin of the addresses of its figures."""
        return f"{self.program.id}/{self.report.id}"


def view_report(portfolio: Portfolio, checked: Checked, program: Program, report: Report) -> ReportView:
    """Derive one report."""
    names = Names(portfolio, program, report)
    scope = f"{program.id}/{report.id}"
    siblings = portfolio.reports_of(program)
    place = siblings.index(report)
    findings = checked.in_file(report.document)
    written = {one.address: one for one in known(figures(report))}
    disclosed = tuple(view_mismatch(one, written, names) for one in findings if one.disclosed)
    mismatches = tuple(one for one in disclosed if not is_doubt(one.finding))
    people = view_people(report.beneficiaries, names, scope)
    money = view_money(report.finance, names, scope)
    flowing = Flowing(follow(report, names), scope)
    row_sums = add_rows(portfolio.transactions.get(report.document, ()), scope, names)
    results = view_results(program, siblings, report, names, scope)
    written_here = tuple(figures(report))
    here = f"{scope}/computed"
    stated = count(len(written_here), "figure", f"{here}.figures", msg("figures stated in this report"))
    sourced = count(
        sum(bool(one.source) for one in written_here),
        "figure",
        f"{here}.sourced",
        msg("figures with a source"),
    )
    leads = _leads(report, people, money, results, findings)
    openness = view_report_openness(report, money, results, tuple(one.finding for one in mismatches))
    parts = (leads, people, money, flowing, row_sums, results, mismatches, stated, sourced, openness)
    return ReportView(
        program=program,
        report=report,
        title=title_of(report),
        span=span_of(report.period),
        leads=leads,
        stated=stated,
        sourced=sourced,
        openness=openness,
        people=people,
        money=money,
        flowing=flowing,
        row_sums=row_sums,
        results=results,
        mismatches=mismatches,
        doubts=tuple(one for one in disclosed if is_doubt(one.finding)),
        warnings=tuple(one for one in findings if not one.disclosed),
        sources=portfolio.sources_of(program, report),
        names=names,
        ledger=Ledger(scope, Basis(portfolio, checked, (program, report), names, parts, (leads, openness))),
        previous=siblings[place - 1] if place else None,
        following=siblings[place + 1] if place + 1 < len(siblings) else None,
    )


def follow(report: Report, names: Names) -> tuple[Period, ...]:
    """Return the money of a report as one period of a flow; nothing where it tells of none."""
    scope = f"{report.program}/{report.id}"
    return (Period(report.finance, names, title_of(report), scope),) if report.finance else ()


def title_of(report: Report) -> Label:
    """Return the title of a report: its own, else one made from its period."""
    span = span_of(report.period)
    return report.title or (msg("Report on {span}", span=span) if span else msg("Report"))


def span_of(period: Span) -> Message | None:
    """Return the time a report covers in words, as far as it is known."""
    if period.first and period.to and period.first != period.to:
        return msg("{first} to {last}", first=period.first, last=period.to)
    if period.first or period.to:
        return msg("{date}", date=period.first or period.to)
    return msg("{length}", length=period.length) if isinstance(period.length, Figure) else None


def _leads(
    report: Report,
    people: People | None,
    money: Money,
    results: tuple[IndicatorView, ...],
    findings: tuple[Finding, ...],
) -> tuple[Lead, ...]:
    about_people = (one for one in findings if one.path.startswith("beneficiaries"))
    gap = next((one for one in about_people if one.disclosed and not is_doubt(one)), None)
    doubted = gap is not None
    leads = [
        Lead(
            people.total if people else None,
            msg("beneficiaries reached"),
            gap.message if gap else None,
            doubted,
        )
    ]
    leads.append(money_lead(money))
    if isinstance(report.period.length, Figure):
        leads.append(Lead(report.period.length, msg("length of the period")))
    reached = [one for one in results if one.tone == "pos"]
    if results and reached and len(leads) < 3:
        here = f"{report.program}/{report.id}/computed.results"
        all_of = count(len(results), "target", f"{here}.asked", msg("indicators in this report"))
        done = count(len(reached), "target", f"{here}.reached", msg("targets reached"))
        aside = msg("{reached} reached, of {all}", reached=done, all=all_of)
        leads.append(Lead(reached[0].reached, reached[0].indicator.name, aside))
    return tuple(leads)


def money_lead(money: Money) -> Lead:
    """Return the figure that says most about the money: spent, else received, else revolved, else allocated."""
    if money.spent.total:
        budget = money.budget.total
        return Lead(money.spent.total, msg("spent"), msg("of a budget of {budget}", budget=budget) if budget else None)
    if money.received_total:
        return Lead(money.received_total, msg("received"))
    if money.revolved is not None:
        return Lead(money.revolved, msg("revolving assets; not spending"))
    if money.commitments:
        first = money.commitments[0]
        return Lead(first.amount, msg("allocated; what was spent is not reported"))
    return Lead(None, msg("money spent"))
