"""One program as readers see it."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.findings import Checked, Finding
from generator.i18n import Message, msg
from generator.model.figure import Cell, Figure, count, known, total
from generator.model.finance import Finance
from generator.model.organization import Partner
from generator.model.place import Region
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import figures
from generator.model.source import SourceDocument
from generator.views.comparison import Comparison, view_comparisons
from generator.views.labels import FUNDS, ROLES, STATUS, Label, Names
from generator.views.ledger import Basis, Ledger
from generator.views.mismatch import Mismatch, is_doubt, view_mismatch
from generator.views.money import Money, view_money
from generator.views.openness import Openness, view_openness
from generator.views.places import PlaceView, main_regions, view_places
from generator.views.report import Lead, ReportView, follow, money_lead, view_report
from generator.views.results import IndicatorView, view_indicators
from generator.views.trace import Flowing, MoneyFlow


@dataclass(frozen=True, slots=True)
class PartnerView:
    """A partner with its name, its roles in words, and what it gave."""

    partner: Partner
    name: Label
    roles: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class FundView:
    """A fund over all periods of a program: what it began with, what moved since, and what it holds now."""

    received: Cell
    spent: Cell
    opening: Cell
    closing: Cell


@dataclass(frozen=True)
class ProgramView:
    """A program with its reports, the oldest first, and everything that is derived from them."""

    program: Program
    status: Message | None
    span: Label | None
    leads: tuple[Lead, ...]
    beneficiaries: Cell
    money: Lead
    plan: Money
    """Budget and commitments that `program.yml` states for the whole program."""
    spent: Figure | None
    """What all reports together state as spent."""
    funds: dict[str, FundView]
    """What is told of each fund, by its kind."""
    flowing: Flowing
    """Where the money of all periods went; of a single report it is the flow of that report."""
    reports: tuple[ReportView, ...]
    partners: tuple[PartnerView, ...]
    places: tuple[PlaceView, ...]
    regions: tuple[Region, ...]
    indicators: tuple[IndicatorView, ...]
    mismatches: tuple[Mismatch, ...]
    doubts: tuple[Mismatch, ...]
    warnings: tuple[Finding, ...]
    openness: Openness
    comparisons: tuple[Comparison, ...]
    """Each report beside the one before it, the latest first."""
    sources: dict[str, SourceDocument]
    names: Names
    ledger: Ledger

    @property
    def flow(self) -> MoneyFlow | None:
        """Return where the money of all periods went, if an amount is known."""
        return self.flowing.flow

    @property
    def followed(self) -> Figure | None:
        """Return the sum of what `flow` follows."""
        return self.flowing.total

    @property
    def name(self) -> Label:
        """Return the short name where there is one."""
        return self.program.short_name or self.program.name

    @property
    def all_mismatches(self) -> tuple[Mismatch, ...]:
        """Return the discrepancies of the program and of all its reports."""
        return (*self.mismatches, *(one for report in self.reports for one in report.mismatches))

    @property
    def all_doubts(self) -> tuple[Mismatch, ...]:
        """Return what is unsure in the program and in all its reports."""
        return (*self.doubts, *(one for report in self.reports for one in report.doubts))


def view_partners(partners: tuple[Partner, ...], names: Names) -> tuple[PartnerView, ...]:
    """Return partners with their names and roles in words."""
    return tuple(
        PartnerView(
            one,
            names.of("organization", one.organization),
            tuple(ROLES[role] for role in one.roles),
        )
        for one in partners
    )


def view_program(
    portfolio: Portfolio, checked: Checked, program: Program, made: Mapping[str, ReportView] | None = None
) -> ProgramView:
    """Derive one program and all its reports but those that were `made` before, by their ids."""
    names = Names(portfolio, program)
    made = made or {}
    reports = tuple(
        made.get(one.id) or view_report(portfolio, checked, program, one) for one in portfolio.reports_of(program)
    )
    findings = checked.in_file(program.document)
    written = {one.address: one for one in known(figures(program))}
    disclosed = tuple(view_mismatch(one, written, names) for one in findings if one.disclosed)
    mismatches = tuple(one for one in disclosed if not is_doubt(one.finding))
    places = view_places(program)
    indicators = view_indicators(program, portfolio.reports_of(program), names, program.id)
    spent = _spent(program, reports)
    funds = {kind: _fund(kind, program, reports) for kind in _kinds(reports)}
    flowing = _flow(program, reports)
    plan = _plan(program, names)
    openness = view_openness(program, portfolio.reports_of(program), _about(program, checked))
    lead = _money(program, spent, reports, plan)
    leads = _leads(program, reports, lead)
    comparisons = view_comparisons(program, reports)
    changes = [pair.change for one in comparisons for group in one.groups for pair in group.pairs]
    parts = (indicators, leads, lead, funds, flowing, plan, mismatches, openness, changes)
    shown = (leads, lead, funds, openness, flowing)
    return ProgramView(
        program=program,
        status=STATUS[program.status] if program.status else None,
        span=_span(program),
        leads=leads,
        beneficiaries=_people(reports).cell,
        money=lead,
        plan=plan,
        spent=spent,
        funds=funds,
        flowing=flowing,
        reports=reports,
        partners=view_partners(program.partners, names),
        places=places,
        regions=main_regions(places),
        indicators=indicators,
        mismatches=mismatches,
        doubts=tuple(one for one in disclosed if is_doubt(one.finding)),
        warnings=tuple(one for one in findings if not one.disclosed),
        openness=openness,
        comparisons=comparisons,
        sources=program.sources,
        names=names,
        ledger=Ledger(program.id, Basis(portfolio, checked, (program, None), names, parts, shown)),
    )


def _about(program: Program, checked: Checked) -> tuple[Finding, ...]:
    return tuple(one for one in checked.about_program(program.id) if one.disclosed)


def _span(program: Program) -> Label | None:
    if program.starts and program.ends and program.starts != program.ends:
        return msg("{first} to {last}", first=program.starts, last=program.ends)
    if program.starts and program.ends:
        return program.starts
    if program.starts:
        return msg("since {date}", date=program.starts)
    return msg("until {date}", date=program.ends) if program.ends else None


def _plan(program: Program, names: Names) -> Money:
    return view_money(
        Finance.model_construct(budget=program.budget, commitments=program.commitments), names, program.id
    )


def _flow(program: Program, reports: tuple[ReportView, ...]) -> Flowing:
    """Follow the money through all periods; activities belong to single periods and are left to their reports."""
    if len(reports) == 1:
        return reports[0].flowing
    periods = tuple(period for one in reports for period in follow(one.report, one.names))
    return Flowing(periods, program.id, activities=False)


def _spent(program: Program, reports: tuple[ReportView, ...]) -> Figure | None:
    parts: list[tuple[object, Cell]] = [(one.title, one.money.spent.total) for one in reports]
    stated = known(cell for _, cell in parts)
    if len(stated) == 1 and len(parts) == 1:
        return stated[0]
    return total(parts, f"{program.id}/computed.spent", msg("spent in all periods"))


def _kinds(reports: tuple[ReportView, ...]) -> tuple[str, ...]:
    """Return the funds that any report tells of, in the order of the first mention."""
    return tuple(dict.fromkeys(each.kind for report in reports for each in report.money.statements))


def _fund(kind: str, program: Program, reports: tuple[ReportView, ...]) -> FundView:
    """Put together what the reports tell of a fund; what a single report states is not added anew."""
    told = [(one.title, each) for one in reports for each in one.money.statements if each.kind == kind]

    def over(parts: list[tuple[object, Cell]], name: str, label: Message) -> Cell:
        return parts[0][1] if len(parts) == 1 else total(parts, f"{program.id}/computed.funds.{kind}.{name}", label)

    came_in = msg("{fund}, received in all periods", fund=FUNDS[kind])
    went_out = msg("{fund}, distributed in all periods", fund=FUNDS[kind])
    return FundView(
        received=over([(title, each.received_total) for title, each in told], "received", came_in),
        spent=over([(title, each.spent_total) for title, each in told], "spent", went_out),
        opening=told[0][1].opening,
        closing=told[-1][1].closing,
    )


def _money(program: Program, spent: Figure | None, reports: tuple[ReportView, ...], plan: Money) -> Lead:
    if spent:
        number = count(len(reports), "report", f"{program.id}/computed.reports", msg("reports published"))
        aside = msg("over {count}", count=number) if len(reports) > 1 else None
        return Lead(spent, msg("spent"), aside)
    leads = [money_lead(one.money) for one in reports]
    return next((one for one in leads if one.cell is not None), money_lead(plan))


def _people(reports: tuple[ReportView, ...]) -> Lead:
    """Return the beneficiaries of the last report that counts them; people of several periods are never added."""
    for view in reversed(reports):
        if view.people and view.people.total is not None:
            lead = view.leads[0]
            later = view.span if len(reports) > 1 else None
            return Lead(lead.cell, lead.label, lead.aside or later, lead.mismatch)
    return Lead(None, msg("beneficiaries reached"))


def _leads(program: Program, reports: tuple[ReportView, ...], money: Lead) -> tuple[Lead, ...]:
    leads = [_people(reports), money]
    length = program.length
    if length is None and len(reports) == 1:
        length = reports[0].report.period.length
    if isinstance(length, Figure):
        leads.append(Lead(length, msg("length of the program")))
    return tuple(leads)
