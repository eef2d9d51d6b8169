"""A program as an activity of IATI 2.03: identity, partners, dates, places, sectors and tags, in the schema's order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree

from generator.exports.iati.extension import write_extension
from generator.exports.iati.money import write_budgets, write_transactions
from generator.exports.iati.record import write_record
from generator.exports.iati.results import write_results
from generator.exports.iati.xml import LANG, NS, Omission, Writing, add, own, texts, vocabulary
from generator.exports.wording import Wording
from generator.i18n import Message, msg
from generator.model.date import Date
from generator.model.organization import Partner
from generator.model.publisher import Publisher
from generator.model.source import SourceDocument
from generator.views.labels import ASNAF, FUNDS
from generator.views.places import PlaceView
from generator.views.portfolio import PortfolioView
from generator.views.program import PartnerView, ProgramView

STATUS = {"planned": "1", "active": "2", "closing": "3", "closed": "4", "cancelled": "5", "suspended": "6"}
ROLES = {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"}
ORGANISATION_TYPES = {
    "government": "10", "state-company": "15", "zakat-institution": "22", "foundation": "60", "company": "70",
    "cooperative": "70", "university": "80", "training-institute": "80",
}  # fmt: skip
"""Codes of OrganisationType; every other sort is 90, other."""
LOCATION_CLASSES = {"neighbourhood": "2", "building": "3"}
LEVELS = {"province": "ADM1", "regency": "ADM2", "city": "ADM2", "district": "ADM3", "urban-ward": "ADM4"}
LEVELS["village"] = "ADM4"
WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
"""The system of coordinates that IATI asks for: latitude, then longitude."""
DOCUMENTS = {"report": "A08", "survey": "A07", "minutes": "A08", "ledger": "A05"}
"""Categories of documents by kind of source; every other kind is A12, a page about the activity."""
UNCLASSIFIED = "99810"
"""The DAC's own code for a sector that is not specified: a publisher's themes are no shares of its money."""


@dataclass(frozen=True)
class Activity:
    """An activity that can be said validly, or nothing, and what was left out of it."""

    element: etree._Element | None
    omissions: tuple[Omission, ...]


def write_activity(view: PortfolioView, program: ProgramView, wording: Wording) -> Activity:
    """Write a program; without a status, a date or a partner in one of IATI's roles there is no valid activity."""
    writing = Writing(wording, view.publisher.languages, program.program.id)
    reasons = tuple(_missing(view.publisher, program))
    if reasons:
        for what, reason in reasons:
            writing.omit("", what, reason)
        return Activity(None, tuple(writing.omissions))
    element = etree.Element("iati-activity", nsmap={"amanah": NS})
    element.set(LANG, view.publisher.languages[0])
    element.set("default-currency", view.publisher.currency)
    _identity(element, view, program, writing)
    _time(element, view, program, writing)
    _contact(element, view.publisher, writing)
    _places(element, program, writing)
    _subjects(element, view, program, writing)
    write_budgets(element, program, writing)
    write_transactions(element, view, program, writing)
    _documents(element, view, program, writing)
    write_results(element, program, writing)
    write_extension(element, program, writing)
    write_record(element, view.portfolio, program)
    return Activity(element, tuple(writing.omissions))


def can_be_said(publisher: Publisher, program: ProgramView) -> bool:
    """Tell whether a program can be a valid activity."""
    return not any(_missing(publisher, program))


def _missing(publisher: Publisher, program: ProgramView) -> Iterator[tuple[str, Message]]:
    """Yield what an activity cannot be without."""
    said = program.program
    if publisher.iati_identifier is None:
        yield "publisher", msg("publisher.yml has no iati_identifier, so the activity cannot be named")
    if said.status is None:
        yield "status", msg("the status is not reported, and an activity needs one")
    if said.starts is None or said.starts.first is None:
        yield "starts", msg("the first day is not reported, and an activity needs one")
    if not any(set(one.roles) & set(ROLES) for one in said.partners):
        yield "partners", msg("no organisation is accountable, funding, extending or implementing")


def identifier(publisher: Publisher, program: str) -> str:
    """Return the IATI identifier of an activity."""
    return f"{publisher.iati_identifier}-{program}"


def write_reporter(parent: etree._Element, publisher: Publisher, writing: Writing) -> None:
    """Write who reports; a compilation reports on the work of others."""
    add_to = add(
        parent,
        "reporting-org",
        ref=publisher.iati_identifier,
        type=ORGANISATION_TYPES.get(publisher.kind, "90"),
        secondary_reporter="1" if publisher.kind == "compilation" else "0",
    )
    writing.narratives(add_to, publisher.name)


def _identity(parent: etree._Element, view: PortfolioView, program: ProgramView, writing: Writing) -> None:
    said = program.program
    parent.set(own("program"), said.id)
    add(parent, "iati-identifier", identifier(view.publisher, said.id))
    write_reporter(parent, view.publisher, writing)
    writing.narratives(add(parent, "title"), said.name)
    writing.narratives(add(parent, "description", type="1"), said.summary)
    for aim in said.aims:
        element = add(parent, "description", type="2")
        element.set(own("id"), aim.id)
        writing.narratives(element, aim.text)
    if said.story:
        writing.narratives(add(parent, "description", type="4"), said.story)
    for partner in program.partners:
        _participant(parent, view, partner, writing)
    status = add(parent, "activity-status", code=STATUS[said.status or ""])
    status.set(own("status"), said.status or "")


def _participant(parent: etree._Element, view: PortfolioView, partner: PartnerView, writing: Writing) -> None:
    """Write a partner once for each of IATI's roles that it has."""
    said = partner.partner
    sayable = [role for role in said.roles if role in ROLES]
    if not sayable:
        what = f"partners.{said.organization}"
        writing.omit("", what, msg("IATI has no word for the role of this organisation: {roles}", roles=_roles(said)))
    for role in sayable:
        organisation(parent, "participating-org", view, said.organization, writing, role=ROLES[role]).set(
            own("roles"), _roles(said)
        )


def _roles(partner: Partner) -> str:
    return " ".join(partner.roles)


def organisation(
    parent: etree._Element, name: str, view: PortfolioView, key: str, writing: Writing, role: str | None = None
) -> etree._Element:
    """Write an organisation by its id in `organizations.yml`; its `ref` is the identifier that it has in IATI."""
    known = view.portfolio.organizations.get(key)
    kind = ORGANISATION_TYPES.get(known.kind, "90") if known else None
    ref = known.identifiers.get("iati") if known else None
    element = add(parent, name, ref=ref, type=kind, role=role)
    element.set(own("organization"), key)
    if known:
        element.set(own("kind"), known.kind)
        writing.narratives(element, known.name)
    return element


def _time(parent: etree._Element, view: PortfolioView, program: ProgramView, writing: Writing) -> None:
    """Write first and last day; a month or a year is told by its first or last day and by what was typed."""
    said, today = program.program, view.portfolio.today
    if said.starts and said.starts.first:
        begun = said.status not in ("planned", "cancelled") and (today is None or said.starts.first <= today)
        _day(parent, "2" if begun else "1", said.starts.first, said.starts, writing)
    if said.ends and said.ends.last:
        over = said.status == "closed" and (today is None or said.ends.last <= today)
        _day(parent, "4" if over else "3", said.ends.last, said.ends, writing)


def _day(parent: etree._Element, kind: str, day: date, written: Date, writing: Writing) -> None:
    element = add(parent, "activity-date", type=kind, iso_date=day.isoformat())
    if written.written != day.isoformat():
        element.set(own("edtf"), written.written)
        writing.narratives(element, msg("stated as {date}", date=written))


def _contact(parent: etree._Element, publisher: Publisher, writing: Writing) -> None:
    contact = publisher.contact
    if contact is None:
        return
    element = add(parent, "contact-info", type="1")
    writing.narratives(add(element, "organisation"), publisher.name)
    if contact.email:
        add(element, "email", contact.email)
    if contact.url and not contact.url.startswith("mailto:"):
        add(element, "website", contact.url)
    if contact.address:
        writing.narratives(add(element, "mailing-address"), contact.address)


def _places(parent: etree._Element, program: ProgramView, writing: Writing) -> None:
    """Write the country, where a place has an Indonesian code, and every place."""
    if any(one.region for one in program.places):
        add(parent, "recipient-country", code="ID", percentage="100")
    else:
        writing.omit("", "places", msg("no place has a code, so the country is not stated either"))
    for one in program.places:
        _place(parent, one, writing)


def _place(parent: etree._Element, view: PlaceView, writing: Writing) -> None:
    place = view.place
    element = add(parent, "location", ref=place.id)
    for key, value in (("kind", place.kind), ("code", place.code), ("within", place.within)):
        if value is not None:
            element.set(own(key), value)
    writing.narratives(add(element, "name"), place.name)
    if place.note:
        writing.narratives(add(element, "description"), place.note)
    if place.role:
        writing.narratives(add(element, "activity-description"), place.role)
    if place.position:
        point = add(element, "point", srsName=WGS84)
        add(point, "pos", f"{place.position.latitude} {place.position.longitude}")
    level = LEVELS.get(place.kind)
    sort = "1" if level else LOCATION_CLASSES.get(place.kind)
    if sort:
        add(element, "location-class", code=sort)
    if level:
        add(element, "feature-designation", code=level)


def _subjects(parent: etree._Element, view: PortfolioView, program: ProgramView, writing: Writing) -> None:
    """Write the sector, which is not classified, and as tags: goals, themes, funds, asnaf and codes of places."""
    add(parent, "sector", vocabulary="1", code=UNCLASSIFIED, percentage="100")
    for goal in program.program.sdgs:
        add(parent, "tag", vocabulary="2", code=str(goal))
    for theme in program.program.themes:
        _tag(parent, "theme", theme, view.publisher.themes.get(theme) or msg("{id}", id=theme), writing)
    funds = [fund for one in program.reports if one.report.finance for fund in one.report.finance.funds.items()]
    for kind in dict.fromkeys(name for name, _ in funds):
        _tag(parent, "fund", kind, FUNDS[kind], writing)
    for name in dict.fromkeys(key for _, fund in funds if fund.spent for key in fund.spent.by_asnaf):
        _tag(parent, "asnaf", name, ASNAF[name], writing)
    for one in program.places:
        if one.region:
            _tag(parent, "kemendagri", one.region.code, one.place.name, writing)


def _tag(parent: etree._Element, kind: str, code: str, label: object, writing: Writing) -> None:
    element = add(parent, "tag", vocabulary="99", vocabulary_uri=vocabulary(kind), code=code)
    writing.narratives(element, label)  # type: ignore[arg-type] # a name, a title or a message


def _documents(parent: etree._Element, view: PortfolioView, program: ProgramView, writing: Writing) -> None:
    """Write the sources that can be read somewhere: at their address, or as the copy that this site keeps."""
    root = (view.publisher.site_url or "").rstrip("/")
    for report, key, source in _sources(program):
        kept = view.evidence_of(source)
        if source.url and not source.url.startswith("mailto:"):
            element = _document(parent, key, source, source.url, _media_type(source.url))
        elif kept and root.startswith(("https://", "http://")):
            element = _document(parent, key, source, f"{root}/{kept.uri}", MEDIA_TYPES[kept.kind])
        else:
            writing.omit(report, f"sources.{key}", msg("the document has no address on the web"))
            continue
        if report:
            element.set(own("report"), report)


def _sources(program: ProgramView) -> Iterator[tuple[str, str, SourceDocument]]:
    """Yield each source with its report and its id there; one that several reports state alike comes once."""
    yield from (("", key, one) for key, one in program.sources.items())
    known = {key: [one] for key, one in program.sources.items()}
    for report in program.reports:
        for key, one in report.report.sources.items():
            if one not in known.setdefault(key, []):
                known[key].append(one)
                yield report.report.id, key, one


MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


def _media_type(url: str) -> str:
    """Return the type of a document by the ending of its address; a page where it says nothing."""
    return MEDIA_TYPES.get(url.partition("?")[0].rpartition(".")[2].lower(), "text/html")


def _document(parent: etree._Element, key: str, source: SourceDocument, url: str, media_type: str) -> etree._Element:
    """Write a link to a document, by the id of its source."""
    element = add(parent, "document-link", url=url, format=media_type)
    element.set(own("source"), key)
    add(add(element, "title"), "narrative", source.title, **{LANG: source.language})
    add(element, "category", code=DOCUMENTS.get(source.kind, "A12"))
    add(element, "language", code=source.language)
    if source.date and source.date.day and source.date.first:
        add(element, "document-date", iso_date=source.date.first.isoformat())
    texts(element, "note", source.note)
    return element
