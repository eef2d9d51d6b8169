"""What can be said over all programs: money by fund and by year, results, places and partners."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.i18n import Message, msg
from generator.model.figure import Cell, Figure, difference, total
from generator.model.organization import Organization
from generator.model.place import Region, find_region
from generator.model.portfolio import Portfolio
from generator.model.report import Activity
from generator.views.labels import FUNDS, Label
from generator.views.ledger import SITE
from generator.views.money import Statement
from generator.views.people import Part as Line
from generator.views.program import PartnerView, ProgramView, view_partners
from generator.views.report import ReportView
from generator.views.results import IndicatorView


@dataclass(frozen=True, slots=True)
class FundLine:
    """One fund over all programs: what came in and what went out, added over reports."""

    kind: str
    title: Message
    received: Figure | None
    spent: Figure | None


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year over all programs; a report belongs to the year of its last day."""

    year: str
    received: Figure | None
    spent: Figure | None


@dataclass(frozen=True, slots=True)
class MoneyOverview:
    """The money of the whole publisher, as far as it is reported."""

    funds: tuple[FundLine, ...]
    statements: tuple[Statement, ...]
    """Changes of each fund from the first report of every program to its last."""
    years: tuple[YearLine, ...]
    undated: tuple[ReportView, ...]
    """Reports with spending that belong to no year, because no day is stated."""
    received: Figure | None
    spent: Figure | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A regency or city with the programs that work there."""

    region: Region
    programs: tuple[ProgramView, ...]


@dataclass(frozen=True, slots=True)
class ProvinceView:
    """A province with its regencies and cities."""

    region: Region
    places: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one partner did in one program."""

    program: ProgramView
    partner: PartnerView | None
    activities: tuple[tuple[ReportView, Activity], ...]


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner and all its parts."""

    id: str
    name: Label
    organization: Organization
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that is said over all programs."""

    money: MoneyOverview
    results: tuple[tuple[ProgramView, IndicatorView], ...]
    provinces: tuple[ProvinceView, ...]
    unplaced: tuple[ProgramView, ...]
    partners: tuple[PartnerLine, ...]


def view_overview(portfolio: Portfolio, programs: Sequence[ProgramView]) -> Overview:
    """Derive what is said over all programs."""
    return Overview(
        money=_money(programs),
        results=tuple((program, one) for program in programs for one in program.indicators),
        provinces=tuple(_provinces(programs)),
        unplaced=tuple(one for one in programs if not one.regions),
        partners=tuple(_partners(portfolio, programs)),
    )


def _reports(programs: Sequence[ProgramView]) -> Iterator[ReportView]:
    return (report for program in programs for report in program.reports)


def _money(programs: Sequence[ProgramView]) -> MoneyOverview:
    reports = [one for one in _reports(programs) if one.money.spent.total or one.money.received_total]
    dated = [one for one in reports if _year(one)]
    years = sorted({_year(one) for one in dated})
    return MoneyOverview(
        funds=tuple(_fund(kind, reports) for kind in FUNDS if _has(kind, reports)),
        statements=tuple(_statement(kind, programs) for kind in FUNDS if _has(kind, reports)),
        years=tuple(_spent_in(year, dated) for year in years),
        undated=tuple(one for one in reports if not _year(one)),
        received=_add(reports, lambda one: one.money.received_total, "received", msg("received by all programs")),
        spent=total([(one.name, one.spent) for one in programs], f"{SITE}/spent", msg("spent by all programs")),
    )


def _year(report: ReportView) -> str:
    span = report.report.period
    last = span.to or span.first
    return str(last.year) if last is not None and last.year is not None else ""


def _spent_in(year: str, reports: Sequence[ReportView]) -> YearLine:
    of_year = [one for one in reports if _year(one) == year]
    words = msg("spent in reports that end in {year}", year=year)
    came_in = msg("received in reports that end in {year}", year=year)
    return YearLine(
        year,
        _add(of_year, lambda one: one.money.received_total, f"years.{year}.received", came_in),
        _add(of_year, lambda one: one.money.spent.total, f"years.{year}", words),
    )


def _has(kind: str, reports: Sequence[ReportView]) -> bool:
    return any(statement.kind == kind for one in reports for statement in one.money.statements)


def _fund(kind: str, reports: Sequence[ReportView]) -> FundLine:
    def received(report: ReportView) -> Cell:
        return next((one.received_total for one in report.money.statements if one.kind == kind), None)

    def spent(report: ReportView) -> Cell:
        return next((one.spent_total for one in report.money.statements if one.kind == kind), None)

    mine = [one for one in reports if _has(kind, [one])]
    return FundLine(
        kind,
        FUNDS[kind],
        _add(mine, received, f"funds.{kind}.received", msg("received")),
        _add(mine, spent, f"funds.{kind}.spent", msg("spent")),
    )


def _statement(kind: str, programs: Sequence[ProgramView]) -> Statement:
    """Put the statements of a fund together: what programs began with, what moved since, what they hold now."""
    here = f"{SITE}/statements.{kind}"
    mine = [(one, one.funds[kind]) for one in programs if kind in one.funds]
    received = tuple(Line(one.program.id, one.name, fund.received) for one, fund in mine)
    spent = tuple(Line(one.program.id, one.name, fund.spent) for one, fund in mine)
    income = total([(one.label, one.cell) for one in received], f"{here}.received", msg("received in total"))
    outgo = total([(one.label, one.cell) for one in spent], f"{here}.spent", msg("distributed in total"))
    return Statement(
        kind=kind,
        title=FUNDS[kind],
        received=received,
        received_total=income,
        spent=spent,
        spent_by="",
        spent_total=outgo,
        surplus=difference(income, outgo, f"{here}.surplus", msg("surplus or deficit")) if income and outgo else None,
        opening=total([(one.name, fund.opening) for one, fund in mine], f"{here}.opening", msg("opening balance")),
        closing=total([(one.name, fund.closing) for one, fund in mine], f"{here}.closing", msg("closing balance")),
        note=None,
    )


def _add(reports: Sequence[ReportView], pick: Callable[[ReportView], Cell], name: str, label: Message) -> Figure | None:
    parts = [(msg("{report}: {program}", report=one.title, program=one.program.name), pick(one)) for one in reports]
    return total(parts, f"{SITE}/{name}", label)


def _provinces(programs: Sequence[ProgramView]) -> Iterator[ProvinceView]:
    found: dict[str, dict[str, list[ProgramView]]] = {}
    for program in programs:
        for region in program.regions:
            found.setdefault(region.province, {}).setdefault(region.code, []).append(program)
    for code in sorted(found):
        province = find_region(code)
        lines = [(find_region(place), some) for place, some in sorted(found[code].items())]
        if province is not None:
            yield ProvinceView(province, tuple(PlaceLine(one, tuple(some)) for one, some in lines if one is not None))


def _partners(portfolio: Portfolio, programs: Sequence[ProgramView]) -> Iterator[PartnerLine]:
    of_partner: dict[str, list[ProgramView]] = {}
    for program in programs:
        for name in dict.fromkeys(_named(program)):
            of_partner.setdefault(name, []).append(program)
    for name, organization in portfolio.organizations.items():
        parts = tuple(part for program in of_partner.get(name, ()) if (part := _part(name, program)) is not None)
        if parts:
            yield PartnerLine(name, organization.name, organization, parts)


def _named(program: ProgramView) -> Iterator[str]:
    """Yield the organisations that a program and its activities name."""
    yield from (one.organization for one in program.program.partners)
    for report in program.reports:
        for activity in report.report.activities:
            yield from (one.organization for one in activity.partners)


def _part(name: str, program: ProgramView) -> Part | None:
    listed = [one for one in program.program.partners if one.organization == name]
    mine = view_partners(tuple(listed[:1]), program.names)
    activities = tuple(
        (report, activity)
        for report in program.reports
        for activity in report.report.activities
        if any(one.organization == name for one in activity.partners)
    )
    return Part(program, mine[0] if mine else None, activities) if mine or activities else None
