"""The tables beside the figures: places, partners, disclosures and corrections."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from generator.exports.table import TAGS, Column, Table, Value, make_table, value_of
from generator.exports.wording import Wording
from generator.findings import Finding
from generator.i18n import Message, msg
from generator.model.figure import Suppressed
from generator.model.source import Withdrawal
from generator.views.corrections import Corrected
from generator.views.ledger import Entry
from generator.views.places import PlaceView
from generator.views.portfolio import PortfolioView
from generator.views.program import PartnerView, ProgramView
from generator.views.report import ReportView


@dataclass(frozen=True)
class Fact:
    """A row about something that is no figure: where it belongs, and what it is about."""

    program: ProgramView
    report: ReportView | None
    place: PlaceView | None = None
    partner: PartnerView | None = None
    role: str = ""
    finding: Finding | None = None
    change: Corrected | None = None
    entry: Entry | None = None
    withdrawal: Withdrawal | None = None


def tables_of_facts(view: PortfolioView, wording: Wording, programs: Sequence[ProgramView]) -> tuple[Table, ...]:
    """Return the tables places, partners, disclosures and corrections of some programs."""
    texts = partial(_texts, wording, view.publisher.languages)
    return (
        _places(programs, texts),
        _partners(view, programs, texts),
        _disclosures(programs, texts),
        _corrections(programs, texts),
    )


Texts = Callable[[str, Message, Callable[[Fact], object]], Iterator[Column[Fact]]]


def _texts(
    wording: Wording, languages: tuple[str, ...], name: str, title: Message, get: Callable[[Fact], object]
) -> Iterator[Column[Fact]]:
    """Yield one column a language."""
    for language in languages:
        say = partial(_say, wording, get, language)
        yield Column(f"{name}_{TAGS[language]}", title, say, language=language)


def _say(wording: Wording, get: Callable[[Fact], object], language: str, row: Fact) -> str | None:
    found = get(row)
    parts = found if isinstance(found, tuple) else (found,)
    return ", ".join(wording.say(one, language) for one in parts if one is not None) or None


def _head(*, report: bool = True) -> Iterator[Column[Fact]]:
    yield Column("program", msg("Program"), lambda row: row.program.program.id, required=True)
    if report:
        yield Column("report", msg("Report"), lambda row: row.report.report.id if row.report else None)


def _places(programs: Iterable[ProgramView], texts: Texts) -> Table:
    rows = (Fact(program, None, place=one) for program in programs for one in program.places)
    columns = (
        *_head(report=False),
        Column("place", msg("Id of the place"), lambda row: _of(row.place, "place", "id"), required=True),
        *texts("name", msg("Name, as the source spells it"), lambda row: row.place.place.name if row.place else None),
        Column("kind", msg("Sort of place"), lambda row: _of(row.place, "place", "kind")),
        Column("code", msg("Kemendagri code; empty where the source leaves it open"), _code),
        Column("official_name", msg("Official name of the code"), lambda row: _of(row.place, "region", "name")),
        Column("official_path", msg("The regions around it"), lambda row: _of(row.place, "region", "path")),
        Column("within", msg("Id of the place it lies in"), lambda row: _of(row.place, "place", "within")),
        Column("latitude", msg("Degrees north of the equator"), partial(_degrees, "latitude"), "number"),
        Column("longitude", msg("Degrees east of Greenwich"), partial(_degrees, "longitude"), "number"),
        *texts("role", msg("What happens there"), lambda row: row.place.place.role if row.place else None),
        *texts("note", msg("Note"), lambda row: row.place.place.note if row.place else None),
    )
    return make_table(
        "places", msg("Places"), msg("Places and their official codes"), columns, rows, key=("program", "place")
    )


def _of(value: object, *names: str) -> Value:
    """Return what stands below a value under a chain of names; nothing where the chain breaks."""
    for name in names:
        value = getattr(value, name, None)
    return value if isinstance(value, str) else None


def _code(row: Fact) -> Value:
    return _of(row.place, "place", "code")


def _degrees(name: str, row: Fact) -> Value:
    """Return one side of a position that somebody stated."""
    found = getattr(row.place.place.position, name, None) if row.place else None
    return found if isinstance(found, Decimal) else None


def _partners(view: PortfolioView, programs: Iterable[ProgramView], texts: Texts) -> Table:
    known = view.portfolio.organizations
    rows = (
        Fact(program, None, partner=one, role=role)
        for program in programs
        for one in program.partners
        for role in one.partner.roles or ("",)
    )

    def organization(row: Fact) -> object:
        return known.get(row.partner.partner.organization) if row.partner else None

    columns = (
        *_head(report=False),
        Column("organization", msg("Id of the organisation"), lambda row: _of(row.partner, "partner", "organization")),
        *texts("name", msg("Name"), lambda row: row.partner.name if row.partner else None),
        Column("kind", msg("Sort of organisation"), lambda row: _of(organization(row), "kind")),
        Column("role", msg("Role, one a row"), lambda row: row.role or None),
        Column("url", msg("Its own site"), lambda row: _of(organization(row), "url")),
        *texts("gave", msg("What it gave or did"), lambda row: row.partner.partner.gave if row.partner else None),
    )
    return make_table("partners", msg("Partners"), msg("Partners and their roles"), columns, rows)


def _disclosures(programs: Iterable[ProgramView], texts: Texts) -> Table:
    rows = (
        Fact(program, report, finding=one.finding)
        for program in programs
        for report in (None, *program.reports)
        for one in (*(report or program).mismatches, *(report or program).doubts)
    )
    columns = (
        *_head(),
        Column("check", msg("Code of the check"), lambda row: _of(row.finding, "code"), required=True),
        Column("at", msg("Place in the file"), lambda row: _of(row.finding, "path")),
        Column("status", msg("Open, explained or corrected"), lambda row: _of(row.finding, "disclosed", "status")),
        *texts("finding", msg("What the check found"), lambda row: row.finding.message if row.finding else None),
        *texts("note", msg("What the publisher says"), _disclosed),
        Column("figures", msg("Addresses of the figures it is about"), _addresses),
        Column("file", msg("File"), lambda row: _of(row.finding, "mark", "file")),
        Column("line", msg("Line"), lambda row: row.finding.mark.line if row.finding else None, "integer"),
    )
    return make_table(
        "disclosures", msg("Discrepancies"), msg("What does not match or stays unsure, as disclosed"), columns, rows
    )


def _disclosed(row: Fact) -> object:
    return row.finding.disclosed.note if row.finding and row.finding.disclosed else None


def _addresses(row: Fact) -> Value:
    return " ".join(row.finding.figures) or None if row.finding else None


def _corrections(programs: Iterable[ProgramView], texts: Texts) -> Table:
    rows = tuple(
        row
        for program in programs
        for report in (None, *program.reports)
        for row in (*_changes(program, report), *_withdrawals(program, report))
    )
    columns = (
        *_head(),
        Column("address", msg("Address of the figure, or of what was taken down"), _address, required=True),
        *texts("label", msg("What it counts"), lambda row: row.entry.trail if row.entry else None),
        Column("kind", msg("Correction or withdrawal"), lambda row: "withdrawal" if row.withdrawal else "correction"),
        Column("status", msg("Status of the figure"), _status, required=True),
        Column("was", msg("Number as it was published"), lambda row: _number(row, "was"), "number"),
        Column("now", msg("Number that took its place"), lambda row: _number(row, "now"), "number"),
        Column("unit", msg("Unit"), lambda row: row.change.now.unit.id if row.change else None),
        Column("until", msg("Day it was replaced or taken down"), _until, "date"),
        *texts("reason", msg("Why"), _reason),
        Column("commit", msg("Commit that replaced it"), lambda row: _of(row.change, "commit", "id")),
    )
    return make_table(
        "corrections", msg("Corrections"), msg("Figures that were corrected, and what was taken down"), columns, rows
    )


def _changes(program: ProgramView, report: ReportView | None) -> Iterator[Fact]:
    for entry in (report or program).ledger.entries:
        for one in entry.story.corrections:
            yield Fact(program, report, change=one, entry=entry)


def _withdrawals(program: ProgramView, report: ReportView | None) -> Iterator[Fact]:
    top = report.report if report else program.program
    return (Fact(program, report, withdrawal=one) for one in top.withdrawals)


def _address(row: Fact) -> Value:
    if row.entry:
        return row.entry.figure.address
    scope = (row.report or row.program).ledger.scope
    return f"{scope}/{row.withdrawal.at}" if row.withdrawal else None


def _status(row: Fact) -> Value:
    if row.withdrawal:
        return "withdrawn"
    hidden = row.change and isinstance(row.change.was, Suppressed)
    return "suppressed" if hidden else "reported"


def _number(row: Fact, name: str) -> Value:
    return value_of(getattr(row.change, name)) if row.change else None


def _until(row: Fact) -> Value:
    day = row.withdrawal.on if row.withdrawal else row.change.until if row.change else None
    return day.written if day else None


def _reason(row: Fact) -> object:
    return row.withdrawal.reason if row.withdrawal else row.change.reason if row.change else None
