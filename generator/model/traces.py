"""E-mail addresses, exact places and dates of birth inside texts: what needs no numbers of people to be known by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NIK, KK, NPWP, PHONE, ACCOUNT = "nik", "kk", "npwp", "phone", "account"
EMAIL, COORDINATES, BIRTH_DATE = "email", "coordinates", "birth-date"
KINDS = (NIK, KK, NPWP, PHONE, ACCOUNT, EMAIL, COORDINATES, BIRTH_DATE)
"""Every sort of personal data that is looked for."""


@dataclass(frozen=True, slots=True)
class Personal:
    """One finding: its sort, and where it stands in the text as it was written."""

    kind: str
    start: int
    end: int


_AT = r"(?: ?@ ?|%40|\s*(?:\[\s*at\s*\]|\(\s*at\s*\)|\{\s*at\s*\})\s*)"
_DOT = r"(?:\.|\s*(?:\[\s*dot\s*\]|\(\s*dot\s*\)|\{\s*dot\s*\})\s*)"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[a-z0-9_][a-z0-9._+-]{{0,63}}{_AT}(?P<host>[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{0,4}}?{_DOT}[a-z]{{2,24}})"
    r"(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$")
_OFFICE = re.compile(
    r"(?:info|kontak|contact|humas|sekretariat|admin|layanan|pengaduan|halo|hello|redaksi|office|cs|support|tanya|"
    r"kerjasama|media|donasi|ppid)(?:[._-]\w+)?"
)
_FREE_HOSTS = re.compile(r"(?:gmail|yahoo|ymail|hotmail|outlook|icloud|live|proton(?:mail)?|rocketmail)\.")
_PAIR = re.compile(
    r"(?:(?P<before>LS|LU|S|N)\s*)?(?P<lat>(?<![\d.,])[-+]?\d{1,2}[.,]\d{4,})\s*(?:°|deg)?\s*(?P<after>LS|LU|S|N)?"
    r"(?:\s*[,;|/&]\s*|\s+(?P<word>(?:dan|and)\s+)?|%2C)(?:(?:lng|lon|long|longitude|bujur|BT|E)\s*[:=]?\s*)?"
    r"(?P<lon>[-+]?\d{2,3}[.,]\d{4,})(?![\d])"
)
_ARC = r"\s*°\s*\d{1,2}\s*['’\u2032]\s*\d{1,2}(?:[.,]\d+)?\s*(?:[\"”]|['’\u2032]{2})?\s*"
_DEGREES = re.compile(rf"\d{{1,2}}{_ARC}(?:LS|LU|S|N)?(?:\W{{1,3}}|\s*(?:dan|and)\s*)\d{{2,3}}{_ARC}(?:BT|E|T)?")
_MONTHS = (
    "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember|january|"
    "february|march|may|june|july|august|october|december|jan|feb|mar|apr|jun|jul|agu|agt|aug|sep|okt|oct|nov|des|dec"
)
_DAY = (
    rf"\d{{1,2}}\s*[-/. ]\s*\d{{1,2}}\s*[-/. ]\s*(?:19|20)?\d{{2}}(?!\d)|"
    rf"\d{{1,2}}[\s-]+(?:bulan )?(?:{_MONTHS})\.?[\s,-]+(?:tahun )?(?:19|20)\d{{2}}|"
    rf"(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{{2}}|(?:19|20)\d{{2}}[-/]\d{{1,2}}[-/]\d{{1,2}}(?!\d)"
)
_BORN = re.compile(
    r"(?P<who>[^.\n]{0,40})\b(?:lahir|kelahiran|lhr|ttl|tgl\.? ?lahir|ultah|born|dob|d\.o\.b\.?|birth ?date|birthday|"
    rf"date of birth)(?![a-z])(?:[^\n\d]{{0,40}}?)(?P<day>{_DAY})|(?P<before>{_DAY})\s*\((?:tanggal )?(?:lahir|born)\)",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(?:program|lembaga|koperasi|yayasan|perusahaan|undang-undang|kelompok|gagasan|organisasi|pancasila|komunitas|"
    r"forum|gerakan|hari|institution|cooperative|foundation|idea|organi[sz]ation|group|programme)\b",
    re.IGNORECASE,
)


def find_emails(text: str) -> Iterator[Personal]:
    """Yield addresses of persons; those of an office and those reserved for examples are nobody's."""
    for found in _EMAIL.finditer(text):
        name = re.split(_AT, found[0], maxsplit=1, flags=re.IGNORECASE)[0].lower()
        host = re.sub(r"\s*[\[({]\s*dot\s*[\])}]\s*", ".", found["host"].lower())
        office = _OFFICE.fullmatch(name) and not _FREE_HOSTS.match(host)
        if not office and not _RESERVED.search(host):
            yield Personal(EMAIL, found.start(), found.end())


def find_coordinates(text: str) -> Iterator[Personal]:
    """Yield pairs of coordinates inside Indonesia that are exact to some ten metres."""
    for found in _PAIR.finditer(text):
        if found["word"] and not (found["before"] or found["after"]):
            continue  # two numbers of a sentence, unless one of them says that it is a latitude
        north, east = (float(found[one].replace(",", ".")) for one in ("lat", "lon"))
        south = -abs(north) if (found["before"] or found["after"]) in ("LS", "S") else north
        if -11.5 <= south <= 6.5 and 94 <= east <= 141.5:
            yield Personal(COORDINATES, found.start(), found.end())
    yield from (Personal(COORDINATES, one.start(), one.end()) for one in _DEGREES.finditer(text))


def find_birth_dates(text: str) -> Iterator[Personal]:
    """Yield full dates that words beside them call a day of birth, unless it is that of a thing."""
    for found in _BORN.finditer(text):
        if not _THINGS.search(found["who"] or ""):
            group = "day" if found["day"] else "before"
            yield Personal(BIRTH_DATE, found.start(group), found.end(group))
