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

from generator.model.number_names import (
    is_budget_code,
    is_grouped,
    is_money,
    is_of_institution,
    is_of_somebody,
    name_before,
)
from generator.model.traces import (
    ACCOUNT,
    KK,
    NIK,
    NPWP,
    PHONE,
    Personal,
    find_birth_dates,
    find_coordinates,
    find_emails,
)

VEIL = "•"
"""Stands in the place of each sign that nobody should read."""

_CLOSE = 16
"""How near its name must stand for a number of several groups that is not built like one."""
_CENTURY = date(2099, 12, 31)
"""Against this day lokal reads the two digits of a year of birth; without it, it would ask the clock."""


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
_SHORTEST = 6
"""Signs of the shortest e-mail address; all else is longer."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
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
    r"(?<!\w)\+62 ?[2-79]\d{1,2}[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)|"
    r"(?<![\w./-])0(?:2[1-9]|[2-79]\d{2})-\d{6,8}(?![\w/-]|\.\d)"
)
_ACCOUNT_WORD = re.compile(r"\b(?:no)?rek(?:ening)?\b|\baccount\b", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


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
    if not 8 <= len(run.digits) <= 18 or is_money(text, run.start, run.end):
        return ""
    name, distance = name_before(text, run.start)
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
    if name == NIK and near and run.digits.startswith("0"):
        return NPWP  # "NPWP/NIK": no province has a zero in front, the new NPWP of an institution does
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
    even = min(run.groups) > 1 or max(run.groups) == 1
    return alike and run.whole and even and not is_grouped(written)


def _is_account(text: str, run: _Run, name: str, distance: int) -> bool:
    written, after = text[run.start : run.end], text[run.end : run.end + 60]
    if not run.whole or not 8 <= len(run.digits) <= 16 or is_budget_code(written) or _DAY.fullmatch(written):
        return False
    if is_of_institution(after):
        return False
    if name == ACCOUNT:
        return distance <= 30 and not (is_grouped(written) and distance > 12)
    if name in ("other", PHONE, NIK, KK, NPWP) or is_grouped(written) or run.digits.endswith("000"):
        return False
    reach = 30 if _ACCOUNT_WORD.search(text[max(0, run.start - 60) : run.start]) else 12
    return (name == "bank" and distance <= reach) or is_of_somebody(after)


def _phones(text: str) -> Iterator[Personal]:
    for found in _MOBILE.finditer(text):
        name, _ = name_before(text, found.start())
        written = _shortened(found[0])
        known = parse_phone(written).operator if written else None
        if written and name != "other" and (known or name == PHONE) and not is_money(text, found.start(), found.end()):
            yield Personal(PHONE, found.start(), found.start() + len(written))
    for found in _LANDLINE.finditer(text):
        if name_before(text, found.start())[0] != "other":
            yield Personal(PHONE, found.start(), found.end())
    for runs in _runs(text):
        for run in runs:
            begin = run.start - (text[run.start - 1 : run.start] in ("+", "("))
            name, distance = name_before(text, begin)
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


# --- the whole ---------------------------------------------------------------------------------------------------


def _search(text: str) -> Iterator[Personal]:
    """Yield what each rule finds; of two that overlap, the earlier one is right."""
    if _WITH_EMAIL.search(text):
        yield from find_emails(text)
    if _WITH_COORDINATES.search(text):
        yield from find_coordinates(text)
    if _WITH_BIRTH.search(text):
        yield from find_birth_dates(text)
    if _WITH_NUMBER.search(text):
        yield from _phones(text)
        yield from _numbers(text)


def is_worth_reading(text: str) -> bool:
    """Tell at little cost whether a text could hold personal data: most are too short, or a date, or without digits."""
    return len(text) >= _SHORTEST and _WORTH_READING.search(text) is not None and not _DATE.fullmatch(text)


def detect(text: str) -> tuple[Personal, ...]:
    """Return all personal data in a text, none of them overlapping, in the order of the text."""
    if not is_worth_reading(text):
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
