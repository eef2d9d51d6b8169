"""The program of an activity: identity, partners, dates, places, subjects, documents."""

from dataclasses import dataclass, field
from datetime import date
from zlib import crc32

from lxml import etree

from generator.i18n import msg
from generator.imports.iati.reading import Reader, Words, own
from generator.imports.iati.record import Kept
from generator.imports.iati.tree import Tree, grow
from generator.imports.vocabulary import slug
from generator.model.record import is_address, is_identifier

STATUS = {"1": "planned", "2": "active", "3": "closing", "4": "closed", "5": "cancelled", "6": "suspended"}
ROLES = {"1": "funding", "2": "accountable", "3": "extending", "4": "implementing"}
KINDS = {
    "10": "government", "11": "government", "15": "government", "60": "foundation", "70": "company", "71": "company",
    "72": "company", "73": "company", "80": "university",
}  # fmt: skip
"""Sorts of organisations by their code; every other one is left open."""
LEVELS = {"ADM1": "province", "ADM2": "regency", "ADM3": "district", "ADM4": "village"}
DOCUMENTS = {"A05": "ledger", "A07": "survey", "A08": "report"}
VOCABULARY = "tag:amanah.invalid,2026:"
CURRENCY = "IDR"
NO_PLACE = msg("the model has no field for it")


@dataclass
class Found:
    """What one activity becomes."""

    id: str
    reader: Reader
    program: Tree = field(default_factory=dict)
    reports: dict[str, Tree] = field(default_factory=dict)
    organizations: dict[str, Tree] = field(default_factory=dict)
    themes: dict[str, Words | str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """Transactions by report."""
    disputed: list[str] = field(default_factory=list)
    """Figures of ours beside which an element of IATI says another number."""
    kept: Kept | None = None
    """The files themselves, where the activity has a record of them; then there is nothing else."""


def day_of(reader: Reader, element: etree._Element | None, name: str = "iso-date") -> str:
    """Return a date as it was typed, else the day; nothing where it is none."""
    typed = reader.own(element, "edtf")
    said = reader.attr(element, name)[:10]
    try:
        return typed or date.fromisoformat(said).isoformat()
    except ValueError:
        return ""


def read_program(found: Found) -> None:
    """Read everything but numbers."""
    reader, top, tree = found.reader, found.reader.element, found.program
    tree["format"] = "1"
    reader.own(top, "program")
    if words := reader.words(reader.one(top, "title"), line=True):
        tree["name"] = words
    _descriptions(found)
    for one in reader.all(top, "participating-org"):
        _partner(found, one)
    status = reader.one(top, "activity-status")
    word = STATUS.get(reader.attr(status, "code"))
    reader.own(status, "status")
    if word:
        tree["status"] = word
    elif status is not None:
        reader.leave(status, NO_PLACE)
    _dates(found)
    for one in reader.all(top, "location"):
        _place(found, one)
    _subjects(found)
    _documents(found)
    _own(found)


def _descriptions(found: Found) -> None:
    reader, aims = found.reader, 0
    for one in reader.all(found.reader.element, "description"):
        kind = reader.attr(one, "type") or "1"
        words = reader.words(one)
        if kind == "1" and "summary" not in found.program and words:
            found.program["summary"] = words
        elif kind == "2" and words:
            aims += 1
            grow(found.program, ("aims", reader.own(one, "id") or f"tujuan-{aims}", "text"), words)
        elif kind == "4" and "story" not in found.program and words:
            found.program["story"] = words
        else:
            reader.leave(one, NO_PLACE)


def organization(found: Found, element: etree._Element) -> str:
    """Return the id of an organisation, and note what is said of it."""
    reader = found.reader
    words, ref = reader.words(element, line=True), reader.attr(element, "ref")
    reporter = reader.element.find("reporting-org")
    if not words and ref and reporter is not None and reporter.get("ref") == ref:
        words = reader.words(reporter, line=True)
    name = next(iter(words.values()), "") if isinstance(words, dict) else words
    said = name or ref
    unspelt = f"organisasi-{crc32(said.encode()):08x}" if said else ""  # ids are Latin, names are not
    key = reader.own(element, "organization") or slug(said, fallback=unspelt)
    if not is_identifier(key):
        return ""
    kind = reader.own(element, "kind") or KINDS.get(reader.attr(element, "type"), "")
    made: Tree = {"name": words or ref}
    if kind:
        made["kind"] = kind
    if ref:
        made["identifiers"] = {"iati": ref}
    if words or ref:
        found.organizations.setdefault(key, made)
    return key


def _partner(found: Found, element: etree._Element) -> None:
    reader = found.reader
    key = organization(found, element)
    said = reader.own(element, "roles").split() or [ROLES.get(element.get("role", ""), "")]
    if element.get("role") in ROLES:
        reader.attr(element, "role")
    if not key:
        reader.leave(element, msg("the organisation has no name"))
        return
    partners = found.program.setdefault("partners", {})
    assert isinstance(partners, dict)  # noqa: S101 - a list of ours
    known = partners.setdefault(key, {})
    assert isinstance(known, dict)  # noqa: S101
    before = known.get("roles")
    roles = [*(before if isinstance(before, list) else []), *said]
    known["roles"] = list(dict.fromkeys(role for role in roles if role))


def _dates(found: Found) -> None:
    """Read first and last day; what happened counts for more than what was planned."""
    reader = found.reader
    dates = {reader.attr(one, "type"): one for one in found.reader.element.findall("activity-date")}
    for key, kinds in (("starts", ("2", "1")), ("ends", ("4", "3"))):
        for kind in kinds:
            day = day_of(reader, dates.get(kind))
            if not day:
                continue
            if key in found.program:
                reader.why[dates[kind]] = msg("the day on which it happened is known")
                continue
            found.program[key] = day
            reader.taken.add(dates[kind])


def _place(found: Found, element: etree._Element) -> None:
    reader = found.reader
    words = reader.words(reader.one(element, "name"), line=True)
    name = next(iter(words.values()), "") if isinstance(words, dict) else words
    ref = reader.attr(element, "ref")
    key = ref if is_identifier(ref) else slug(ref or name, fallback="")
    places = found.program.setdefault("places", {})
    assert isinstance(places, dict)  # noqa: S101 - a list of ours
    if not key or not words or key in places:
        reader.leave(element, msg("the place has no name, or one that stands here twice"))
        return
    level = reader.attr(reader.one(element, "feature-designation"), "code")
    reader.attr(reader.one(element, "location-class"), "code")
    made: Tree = {"name": words, "kind": reader.own(element, "kind") or LEVELS.get(level, "site")}
    for field_name in ("code", "within"):
        if said := reader.own(element, field_name):
            made[field_name] = said
    for field_name, child in (("note", "description"), ("role", "activity-description")):
        if said_words := reader.words(reader.one(element, child)):
            made[field_name] = said_words
    places[key] = made


def _subjects(found: Found) -> None:
    """Read goals and themes; the tags of funds, asnaf and places only repeat what stands elsewhere."""
    reader, top = found.reader, found.reader.element
    goals: list[str] = []
    themes: list[str] = []
    for one in reader.all(top, "tag"):
        code, kind = reader.attr(one, "code"), reader.attr(one, "vocabulary")
        uri = reader.attr(one, "vocabulary-uri")
        if kind == "2" and code.isdecimal() and 1 <= int(code) <= 17:
            goals.append(str(int(code)))
            reader.words(one)
        elif uri == f"{VOCABULARY}theme" and is_identifier(code):
            themes.append(code)
            found.themes[code] = reader.words(one, line=True) or code
        elif uri.startswith(VOCABULARY):
            reader.taken.update(one.iter())
        else:
            reader.leave(one, NO_PLACE)
    for one in top.findall("sector"):
        if one.get("code") == "99810":
            reader.taken.update(one.iter())
            reader.used.update((one, str(name)) for name in one.attrib)
    for country in top.findall("recipient-country"):
        whole = country.get("percentage", "100") in ("100", "100.0", "100.00")
        if country.get("code") == "ID" and len(country) == 0 and whole:
            reader.taken.add(country)
            reader.used.update((country, str(name)) for name in country.attrib)
    found.program.update({"sdgs": list(dict.fromkeys(goals))} if goals else {})
    found.program.update({"themes": themes} if themes else {})


def _documents(found: Found) -> None:
    """Read documents as sources; ours stand once more in our own namespace, with all they say."""
    reader, number = found.reader, 0
    for one in reader.all(found.reader.element, "document-link"):
        if reader.own(one, "source"):
            reader.taken.update(one.iter())
            reader.used.update((inner, str(name)) for inner in one.iter() for name in inner.attrib)
            continue
        url = reader.attr(one, "url")
        words = reader.words(reader.one(one, "title"), line=True)
        title = next(iter(words.values()), "") if isinstance(words, dict) else words
        if not url.lower().startswith(("http://", "https://")) or not is_address(url):
            reader.leave(one, msg("its address is none that a link can lead to"))
            continue
        number += 1
        codes = [reader.attr(category, "code") for category in reader.all(one, "category")]
        made: Tree = {
            "title": title or url,
            "kind": next((DOCUMENTS[code] for code in codes if code in DOCUMENTS), "other"),
        }
        made["url"] = url
        if day := day_of(reader, reader.one(one, "document-date")):
            made["date"] = day
        language = reader.attr(reader.one(one, "language"), "code")
        made.update({"language": language} if language in ("id", "en") else {})
        reader.attr(one, "format")
        grow(found.program, ("sources", f"dokumen-{number}"), made)


def _own(found: Found) -> None:
    """Read what our own namespace tells of the program besides its figures."""
    reader = found.reader
    top = reader.one(found.reader.element, own("program"))
    if top is None:
        return
    if source := reader.attr(top, "source"):
        found.program["source"] = source
    reader.attr(top, "format")
    for one in reader.all(top, own("component")):
        if name := texts(reader, one, "name"):
            grow(found.program, ("components", reader.attr(one, "id"), "name"), name)
    read_sources(reader, top, found.program)


def texts(reader: Reader, parent: etree._Element, name: str) -> Words | str:
    """Return a text of our own namespace by language."""
    found = {
        (one.get("{http://www.w3.org/XML/1998/namespace}lang") or "id"): one.text or ""
        for one in reader.all(parent, own(name))
    }
    return {language: text for language, text in found.items() if text.strip()} or ""


def read_sources(reader: Reader, parent: etree._Element, tree: Tree) -> None:
    """Read the sources that stand in our own namespace."""
    for one in reader.all(parent, own("source")):
        made: Tree = {"title": one.text or ""}
        keys = ("kind", "publisher", "author", "date", "url", "file")
        made.update({key: said for key in keys if (said := reader.attr(one, key))})
        language = one.get("{http://www.w3.org/XML/1998/namespace}lang")
        made.update({"language": language} if language and language != "id" else {})
        grow(tree, ("sources", reader.attr(one, "id")), made)
