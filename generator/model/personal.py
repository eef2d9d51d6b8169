"""Personal data inside texts: identity numbers, ways to reach somebody, places to find somebody, days of birth.

A NIK has no check digit, so a number alone proves little: structure and the words around it decide together. Texts
are first made plain (compatibility forms, digits of every script, dashes, invisible signs), so that a number cannot
hide behind how it is written. Amounts of money are figures and never come here; those that stand in prose are known
by `Rp`, by their scale words, or by their dots.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lokal.nik import parse_nik
from lokal.phone import parse_phone

NIK, KK, NPWP, PHONE, ACCOUNT = "nik", "kk", "npwp", "phone", "account"
EMAIL, COORDINATES, BIRTH_DATE = "email", "coordinates", "birth-date"
KINDS = (NIK, KK, NPWP, PHONE, ACCOUNT, EMAIL, COORDINATES, BIRTH_DATE)
"""Every sort of personal data that is looked for."""

VEIL = "•"
"""Stands in the place of each sign that nobody should read."""

_NEAR = 48
"""How many signs before a number its name may stand."""
_CLOSE = 16
"""How near its name must stand for a number of several groups that is not built like one."""
_CENTURY = date(2099, 12, 31)
"""Against this day lokal reads the two digits of a year of birth; without it, it would ask the clock."""


@dataclass(frozen=True, slots=True)
class Personal:
    """One finding: its sort, and where it stands in the text as it was written."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """A number in one or several groups of digits."""

    digits: str
    start: int
    end: int
    groups: tuple[int, ...]
    whole: bool
    """Whether no other group stands directly before or after it."""


# --- making texts plain ------------------------------------------------------------------------------------------

_WORTH_READING = re.compile(r"[\d@\uff20\ufe6b]|[(\[{]\s*at\s*[)\]}]", re.IGNORECASE)
_WITH_EMAIL = re.compile(r"@|%40|[(\[{]\s*at\s*[)\]}]", re.IGNORECASE)
_WITH_COORDINATES = re.compile(r"\d[.,]\d{4}|°")
_WITH_BIRTH = re.compile(r"lahir|lhr|ttl|ultah|born|dob|d\.o\.b|birth", re.IGNORECASE)
_WITH_NUMBER = re.compile(r"\d(?:[ ._/()+-]{0,3}\d){7}")
"""What must stand in a text at least, before the costly search for one sort begins."""
_EMPTY = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
"""Signs that are letters to Unicode and nothing to the eye."""


def plain(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in plain signs, and for each of them where it comes from."""
    if text.isascii():
        return text, range(len(text))
    signs: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for sign in _plain_sign(letter):
            signs.append(sign)
            places.append(place)
    return "".join(signs), places


def _plain_sign(letter: str) -> str:
    if letter.isascii():
        return letter
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Mn", "Me") or letter in _EMPTY:
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    if kind == "Pd" or letter == "\u2212":
        return "-"
    return " " if kind == "Zs" else unicodedata.normalize("NFKC", letter)


# --- words around numbers ----------------------------------------------------------------------------------------

_BANKS = (
    r"bca|bri|bni|mandiri|bsi|btn|cimb|niaga|permata|danamon|muamalat|jago|seabank|ocbc|panin|maybank|bjb|"
    r"bank(?: \w+){1,3}"
)
_NOT_PERSONAL = (
    r"inv|invoice|faktur|kuitansi|kwitansi|resi|receipt|voucher|nota|transaksi|trx|transaction|ref|referensi|"
    r"reference|order|po|spk|sk|surat|kontrak|contract|bast|kode(?: \w+)?|code|akun|mak|dipa|dpa|isbn|issn|doi|"
    r"barcode|imei|seri|serial|tiket|ticket|pelanggan|meter|token|versi|version|pagu|anggaran|budget"
)
_CALLING = (
    r"hp|no ?hp|nohp|handphone|telp|tlp|tel|telepon|telpon|phone|wa|whatsapp|sms|hubungi|kontak|contact|call|cp|"
    r"ponsel|seluler|mobile|narahubung|wa\.me"
)
_NAMES: tuple[tuple[str, str], ...] = (
    ("other", _NOT_PERSONAL),
    (KK, r"kk|no ?kk|nokk|kartu keluarga|family card"),
    (NPWP, r"npwp|pokok wajib pajak|tax(?:payer)?(?: id\w*)?(?: number)?"),
    (NIK, r"nik|e-?ktp|ktp|induk kependudukan|identitas|identity(?: card)?|id card|national id"),
    (PHONE, _CALLING),
    (ACCOUNT, r"rekening|rek|no ?rek|norek|a/c|acct?|account"),
    ("bank", rf"{_BANKS}|transfer|tf|virtual account|va"),
)
_NAMED = re.compile(
    r"(?<![a-z0-9])(?:" + "|".join(f"(?P<n{index}>{words})" for index, (_, words) in enumerate(_NAMES)) + r")(?![a-z])",
)
_MONEY_BEFORE = re.compile(r"(?:\brp|\bidr|\busd|\$)\.?\s*$")
_MONEY_AFTER = re.compile(r"\s*(?:rupiah|ribu|juta|jt|miliar|milyar|triliun|million|billion|thousand|,-|,00\b)")
_OWNER = re.compile(r"[\s(,;:-]*(?:a\.?\s?/?n\b\.?|atas nama|in the name of|on behalf of)\s*", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"(?:yayasan|lembaga|baznas|laz\w*|pt|cv|koperasi|kelompok|panitia|dinas|pemerintah|badan|masjid|rumah zakat|"
    r"dompet|perkumpulan|foundation|institution|cooperative)\b",
    re.IGNORECASE,
)
_BANK_AFTER = re.compile(rf"[\s(,-]*(?:{_BANKS})\b", re.IGNORECASE)


def _name_before(text: str, start: int) -> tuple[str, int]:
    """Return what the words before a place say that comes there, and how far away they stand."""
    window = re.split(r"\n|\d{8}", text[max(0, start - _NEAR) : start].lower())[-1]
    last = None
    for found in _NAMED.finditer(window):
        last = found
    if last is None or last.lastgroup is None:
        return "", _NEAR
    return _NAMES[int(last.lastgroup[1:])][0], len(window) - last.end()


def _is_money(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 8) : start].lower(), text[end : end + 16].lower()
    return bool(_MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after))


def _is_grouped(written: str) -> bool:
    """Tell whether a number has the dots of an amount: 1.500.000."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", written))


# --- numbers -----------------------------------------------------------------------------------------------------

_GROUPS = re.compile(r"(?<![\d])\d+(?:[ ._/-]{1,3}\d+)*")
_GROUP = re.compile(r"\d+")
_OLD_NPWP = re.compile(r"(?<![\d.])\d{2}[. ]\d{3}[. ]\d{3}[. ]\d[-. ]\d{3}[. ]\d{3}(?!\d)")
_MOBILE = re.compile(
    r"(?<![\dA-Za-z+])(?<!\d[.,/_-])(?:\(?\+ ?62\)?|\(?0062\)?|62|\(?0)[ .-]?\(?8\d{1,3}\)?"
    r"(?:[ ./-]{1,3}\d{2,8}|\d{2,8}){1,5}(?!\d)"
)
_LANDLINE = re.compile(
    r"\((?:\+62 ?|0)\d{2,3}\) ?\d{3,4}[ -]?\d{3,4}(?!\d)|"
    r"(?<!\w)\+62 ?[2-79]\d{1,2}[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)"
)


def _runs(text: str) -> Iterator[list[_Run]]:
    """Yield, for each number of one or several groups, the runs of groups that it could be read as."""
    for chain in _GROUPS.finditer(text):
        groups = [(one.start() + chain.start(), one.end() + chain.start()) for one in _GROUP.finditer(chain[0])]
        runs = []
        for first in range(len(groups)):
            digits, sizes = "", []
            for last in range(first, min(len(groups), first + 16)):
                begin, end = groups[last]
                digits += text[begin:end]
                sizes.append(end - begin)
                if len(digits) > 19:
                    break
                whole = first == 0 and last == len(groups) - 1
                runs.append(_Run(digits, groups[first][0], end, tuple(sizes), whole))
        yield runs


def _is_person(digits: str) -> bool:
    """Tell whether 16 digits have the structure of a NIK: province, day of birth, serial."""
    return parse_nik(digits, reference_date=_CENTURY).valid


def _numbers(text: str) -> Iterator[Personal]:
    """Yield identity numbers and bank accounts."""
    yield from (Personal(NPWP, one.start(), one.end()) for one in _OLD_NPWP.finditer(text))
    for runs in _runs(text):
        taken = 0
        for run in sorted(runs, key=lambda one: (one.start, one.start - one.end)):
            kind = _judge(text, run) if run.start >= taken else ""
            if kind:
                taken = run.end
                yield Personal(kind, run.start, run.end)


def _judge(text: str, run: _Run) -> str:
    """Return what a number is, or nothing."""
    if not 8 <= len(run.digits) <= 18 or _is_money(text, run.start, run.end):
        return ""
    name, distance = _name_before(text, run.start)
    glued = text[run.start - 1 : run.start].isalpha() or text[run.end : run.end + 1].isalpha()
    if glued and (name in ("", "other", "bank") or distance):
        return ""
    if len(run.digits) in (15, 16):
        found = _identity(text, run, name, distance)
        if found:
            return found
    return ACCOUNT if _is_account(text, run, name, distance) else ""


def _identity(text: str, run: _Run, name: str, distance: int) -> str:
    near = len(run.groups) == 1 or distance <= _CLOSE
    if name == NPWP and near:
        return NPWP
    if len(run.digits) != 16:
        return ""
    if name in (NIK, KK) and (near or _is_person(run.digits)):
        return name
    if name == "other" or not _is_one_number(text, run):
        return ""
    return NIK if _is_person(run.digits) else ""


def _is_one_number(text: str, run: _Run) -> bool:
    """Tell whether groups belong together: all with the same sign between them, and not as an amount is grouped."""
    if len(run.groups) == 1:
        return True
    written = text[run.start : run.end]
    alike = len(set(re.findall(r"\D+", written))) == 1
    return alike and run.whole and min(run.groups) > 1 and not _is_grouped(written)


def _is_account(text: str, run: _Run, name: str, distance: int) -> bool:
    written, after = text[run.start : run.end], text[run.end : run.end + 60]
    if not run.whole or not 8 <= len(run.digits) <= 16:
        return False
    owner = _OWNER.match(after) or _OWNER.match(after, next((m.end() for m in [_BANK_AFTER.match(after)] if m), 0))
    if owner and _INSTITUTION.match(after, owner.end()):
        return False
    if name == ACCOUNT:
        return distance <= 30 and not (_is_grouped(written) and distance > 12)
    if name in ("other", PHONE, NIK, KK, NPWP) or _is_grouped(written) or run.digits.endswith("000"):
        return False
    if name == "bank" and distance <= 12:
        return True
    return bool(owner or (_BANK_AFTER.match(after) and name == ""))


def _phones(text: str) -> Iterator[Personal]:
    for found in _MOBILE.finditer(text):
        name, _ = _name_before(text, found.start())
        written = _shortened(found[0])
        known = parse_phone(written).operator if written else None
        if written and name != "other" and (known or name == PHONE) and not _is_money(text, found.start(), found.end()):
            yield Personal(PHONE, found.start(), found.start() + len(written))
    for found in _LANDLINE.finditer(text):
        if _name_before(text, found.start())[0] != "other":
            yield Personal(PHONE, found.start(), found.end())
    for runs in _runs(text):
        for run in runs:
            begin = run.start - (text[run.start - 1 : run.start] in ("+", "("))
            name, distance = _name_before(text, begin)
            if run.start == runs[0].start and 9 <= len(run.digits) <= 15 and name == PHONE and distance <= 24 and (
                parse_phone(run.digits).valid
            ):  # fmt: skip
                yield Personal(PHONE, begin, run.end)


def _shortened(written: str) -> str:
    """Return as many groups of a number as make a mobile number, or nothing."""
    while written:
        digits = re.sub(r"\D", "", written)
        number = parse_phone("+" + digits[2:] if digits.startswith("00") else digits)
        if number.valid and number.type == "mobile":
            return written
        written = re.sub(r"[ ./-]*\d+$", "", written) if re.search(r"\d[ ./-]+\d+$", written) else ""
    return ""


# --- addresses, places and days ----------------------------------------------------------------------------------

_AT = r"(?:@|%40|\s*(?:\[\s*at\s*\]|\(\s*at\s*\)|\{\s*at\s*\})\s*)"
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
    r"(?P<lat>(?<![\d.,])[-+]?\d{1,2}[.,]\d{4,})\s*(?:°|deg)?\s*(?P<ns>LS|LU|S|N)?(?:\s*[,;|/]\s*|\s+|%2C)"
    r"(?:(?:lng|lon|long|longitude|bujur)\s*[:=]?\s*)?(?P<lon>[-+]?\d{2,3}[.,]\d{4,})(?![\d])"
)
_DEGREES = re.compile(
    r"\d{1,2}\s*°\s*\d{1,2}\s*['\u2032]\s*\d{1,2}(?:[.,]\d+)?\s*[\"\u2033]?\s*(?:LS|LU|S|N)\W{1,3}"
    r"\d{2,3}\s*°\s*\d{1,2}\s*['\u2032]\s*\d{1,2}(?:[.,]\d+)?\s*[\"\u2033]?\s*(?:BT|E|T)?"
)
_MONTHS = (
    "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember|january|"
    "february|march|may|june|july|august|october|december|jan|feb|mar|apr|jun|jul|agu|agt|aug|sep|okt|oct|nov|des|dec"
)
_DAY = (
    rf"\d{{1,2}}\s*[-/. ]\s*\d{{1,2}}\s*[-/. ]\s*(?:19|20)?\d{{2}}(?!\d)|"
    rf"\d{{1,2}}[\s-]+(?:{_MONTHS})\.?[\s,-]+(?:19|20)\d{{2}}|"
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


def _emails(text: str) -> Iterator[Personal]:
    for found in _EMAIL.finditer(text):
        name = re.split(_AT, found[0], maxsplit=1, flags=re.IGNORECASE)[0].lower()
        host = re.sub(r"\s*[\[({]\s*dot\s*[\])}]\s*", ".", found["host"].lower())
        office = _OFFICE.fullmatch(name) and not _FREE_HOSTS.match(host)
        if not office and not _RESERVED.search(host):
            yield Personal(EMAIL, found.start(), found.end())


def _coordinates(text: str) -> Iterator[Personal]:
    for found in _PAIR.finditer(text):
        north, east = (float(found[one].replace(",", ".")) for one in ("lat", "lon"))
        south = -abs(north) if found["ns"] in ("LS", "S") else north
        if -11.5 <= south <= 6.5 and 94 <= east <= 141.5:
            yield Personal(COORDINATES, found.start(), found.end())
    yield from (Personal(COORDINATES, one.start(), one.end()) for one in _DEGREES.finditer(text))


def _birth_dates(text: str) -> Iterator[Personal]:
    for found in _BORN.finditer(text):
        if not _THINGS.search(found["who"] or ""):
            group = "day" if found["day"] else "before"
            yield Personal(BIRTH_DATE, found.start(group), found.end(group))


# --- the whole ---------------------------------------------------------------------------------------------------


def _search(text: str) -> Iterator[Personal]:
    """Yield what each rule finds; of two that overlap, the earlier one is right."""
    if _WITH_EMAIL.search(text):
        yield from _emails(text)
    if _WITH_COORDINATES.search(text):
        yield from _coordinates(text)
    if _WITH_BIRTH.search(text):
        yield from _birth_dates(text)
    if _WITH_NUMBER.search(text):
        yield from _phones(text)
        yield from _numbers(text)


def detect(text: str) -> tuple[Personal, ...]:
    """Return all personal data in a text, none of them overlapping, in the order of the text."""
    if not _WORTH_READING.search(text):
        return ()
    signs, places = plain(text)
    kept: list[Personal] = []
    for one in _search(signs):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    kept.sort(key=lambda one: one.start)
    return tuple(Personal(one.kind, places[one.start], places[one.end - 1] + 1) for one in kept)


def veil(text: str) -> str:
    """Return a text of the same length in which no personal data can be read."""
    for one in detect(text):
        hidden = "".join(" " if sign == " " else VEIL for sign in text[one.start : one.end])
        text = text[: one.start] + hidden + text[one.end :]
    return text
