"""Personal data in texts, ids and names of files; no finding repeats what was found."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, files
from generator.documents import Scalar
from generator.findings import Disclosed, Finding, Mark, Severity
from generator.i18n import Message, Translator, is_localizable, msg
from generator.model.personal import detect, veil
from generator.model.portfolio import Portfolio
from generator.model.record import Record, Trace
from generator.model.traces import (
    ACCOUNT,
    BIRTH_DATE,
    COORDINATES,
    EMAIL,
    KINDS,
    KK,
    NIK,
    NPWP,
    PHONE,
    Personal,
)
from generator.sources import Source

PREFIX = "personal-"
"""Begin of the codes whose findings never show what they found."""

_TITLES: dict[str, Message] = {
    NIK: msg("No text holds an identity number (NIK)"),
    KK: msg("No text holds the number of a family card (KK)"),
    NPWP: msg("No text holds somebody's tax number (NPWP)"),
    PHONE: msg("No text holds a phone number"),
    ACCOUNT: msg("No text holds somebody's bank account"),
    EMAIL: msg("No text holds somebody's e-mail address"),
    COORDINATES: msg("No text holds the exact coordinates of a place"),
    BIRTH_DATE: msg("No text holds a date of birth"),
}
_NAMES: dict[str, Message] = {
    NIK: msg("an identity number (NIK)"),
    KK: msg("the number of a family card (KK)"),
    NPWP: msg("a tax number (NPWP)"),
    PHONE: msg("a phone number"),
    ACCOUNT: msg("a bank account"),
    EMAIL: msg("somebody's e-mail address"),
    COORDINATES: msg("exact coordinates"),
    BIRTH_DATE: msg("a date of birth"),
}
_MEANINGS: dict[str, Message] = {
    NIK: msg(
        "Looks for 16 digits that are built like a NIK (province, regency, district, day of birth, serial), "
        "or that the words before them call one, however they are separated or disguised."
    ),
    KK: msg("Looks for 16 digits that the words before them call the number of a family card."),
    NPWP: msg(
        "Looks for the old form with 15 digits and its points, and for 15 or 16 digits that the words before "
        "them call a NPWP. The registered numbers of organisations in organizations.yml are left alone."
    ),
    PHONE: msg(
        "Looks for mobile numbers of Indonesian operators in every way of writing, and for other numbers that"
        " are written or named like a phone number. The contact of the publisher is left alone."
    ),
    ACCOUNT: msg(
        "Looks for numbers that the words around them call a bank account. Accounts in the name of an "
        "institution are left alone."
    ),
    EMAIL: msg(
        "Looks for e-mail addresses, also spelled with (at). The publisher's contact, addresses that "
        "organizations.yml gives, and those of an office, such as info@, are left alone."
    ),
    COORDINATES: msg(
        "Looks for pairs of coordinates inside Indonesia with four or more decimals, or with seconds: they "
        "lead to a single house."
    ),
    BIRTH_DATE: msg(
        "Looks for a full date after words such as born, and not where a program or an institution is born."
    ),
}
_BAD: dict[str, str] = {
    NIK: "note: Diterima oleh Ibu S., NIK 32••••••••••••••",
    KK: "note: Nomor KK 32••••••••••••••",
    NPWP: "note: NPWP 01.•••.•••.•-•••.•••",
    PHONE: "note: Hubungi ketua kelompok di 0812••••••••",
    ACCOUNT: "note: Dikirim ke rekening BRI ••••••••••••••• a.n. ketua kelompok",
    EMAIL: "note: Tulis ke nama.orang@gmail.com",
    COORDINATES: "venue: Rumah ketua kelompok, -6,9••••• 107,6•••••",
    BIRTH_DATE: "text: Ani lahir di Lebak, 3 Mei ••••",
}
_GOOD: dict[str, str] = {
    NIK: "note: Diterima oleh seorang anggota kelompok",
    KK: "note: Satu berkas untuk setiap keluarga",
    NPWP: "note: Bukti potong disimpan bagian keuangan",
    PHONE: "note: Hubungi penerbit lewat halaman kontak",
    ACCOUNT: "note: Dikirim ke rekening kelompok",
    EMAIL: "note: Tulis ke alamat penerbit",
    COORDINATES: "venue: Rumah ketua kelompok",
    BIRTH_DATE: "text: Seorang anak usia sekolah dasar",
}
_WHY = msg(
    "Whoever reads a number of this kind can find, call or impersonate a person who asked for help, not for publicity. "
    "What was published once is copied by others and cannot be called back.",
)


# --- personal data ------------------------------------------------------------------------------------------------


def _page(kind: str) -> RulePage:
    return RulePage(_MEANINGS[kind], _BAD[kind], _GOOD[kind], _WHY)


def _finder(kind: str) -> Callable[[Portfolio], Outcomes]:
    """Return the check for one sort of personal data."""

    def find(portfolio: Portfolio) -> Outcomes:
        allowed = _allowed(portfolio)
        for record in _everything(portfolio):
            yield Passed(())
            for trace in record.personal:
                found = [one for one in trace.found if one.kind == kind and not _is_public(trace, one, allowed)]
                if found:
                    yield _fault(trace.text, found)
        for name, kinds in _named(portfolio):
            if kind in kinds:
                yield Fault(Mark(veil(name)), msg("the name of this file looks like {kind}", kind=_NAMES[kind]), "",
                            msg("rename it by what it shows, not by whom"))  # fmt: skip

    find.__doc__ = f"""Look for {_NAMES[kind]} in every text, id, name, address and caption.

    What is found is never repeated, neither in the message nor beside it.
    """
    return find


for _kind in KINDS:
    check(f"{PREFIX}{_kind}", _TITLES[_kind], disclosable=False, page=_page(_kind))(_finder(_kind))


def _everything(portfolio: Portfolio) -> Iterator[Record]:
    yield portfolio.publisher
    yield from portfolio.organizations.values()
    yield from files(portfolio)
    yield from (row for rows in portfolio.transactions.values() for row in rows)


def _named(portfolio: Portfolio) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names of files in which personal data stand, with their sorts."""
    names = chain(portfolio.media, (one.document for one in files(portfolio)))
    for name in dict.fromkeys(names):
        found = frozenset(one.kind for step in PurePosixPath(name).parts for one in detect(PurePosixPath(step).stem))
        if found:
            yield name, found


def _allowed(portfolio: Portfolio) -> frozenset[str]:
    """Return the e-mail addresses that the publisher and its partners themselves make public."""
    contact = portfolio.publisher.contact
    given = {contact.email.lower()} if contact and contact.email else set()
    for one in portfolio.organizations.values():
        given.update(word.lower().removeprefix("mailto:") for word in (one.url, *one.identifiers.values()) if word)
    return frozenset(given)


def _is_public(trace: Trace, found: Personal, allowed: frozenset[str]) -> bool:
    """Tell whether something is published on purpose: the publisher's contact, and numbers of organisations."""
    path = trace.text.path
    if found.kind == EMAIL:
        return trace.text[found.start : found.end].lower().removeprefix("mailto:") in allowed
    if "identifiers" in path:
        return found.kind == NPWP
    return path[:1] == ("contact",)


def _fault(text: Scalar, found: list[Personal]) -> Fault:
    first, kind = found[0], _NAMES[found[0].kind]
    mark, exact = _place(text, first)
    said = (
        msg("this looks like {kind}", kind=kind)
        if exact
        else msg("word {number} of this text looks like {kind}", number=len(text[: first.start].split()) + 1, kind=kind)
    )
    if len(found) > 1:
        said = msg("{said}, and {more} more in the same text", said=said, more=len(found) - 1)
    hint = msg("delete it; what was committed before stays in git until it is removed there")
    return Fault(mark, said, veil(dotted(*text.path)), hint)


def _place(text: Scalar, found: Personal) -> tuple[Mark, bool]:
    """Return the place of a part of a text: exactly where the text stands as it is in one line, else its begin."""
    mark = text.mark
    quotes = {len(text): 0, len(text) + 2: 1}.get(mark.length)
    if quotes is None or (quotes == 1) == text.plain or "\n" in text:
        return mark, False
    return Mark(mark.file, mark.line, mark.column + quotes + found.start, found.end - found.start), True


def find_in_pages(pages: Iterable[Source], portfolio: Portfolio | None) -> Iterator[Finding]:
    """Yield personal data in the hand-written pages and in their names, which no check of a portfolio sees."""
    allowed = _allowed(portfolio) if portfolio else frozenset()
    hint = msg("delete it; what was committed before stays in git until it is removed there")
    for page in pages:
        for number, line in enumerate(page.text.splitlines(), 1):
            for one in detect(line):
                if one.kind == EMAIL and line[one.start : one.end].lower().removeprefix("mailto:") in allowed:
                    continue
                mark = Mark(page.path, number, one.start + 1, one.end - one.start)
                said = msg("this looks like {kind}", kind=_NAMES[one.kind])
                yield Finding(f"{PREFIX}{one.kind}", Severity.ERROR, mark, said, hint)
        for one in detect(PurePosixPath(page.path).stem):
            said = msg("the name of this file looks like {kind}", kind=_NAMES[one.kind])
            yield Finding(f"{PREFIX}{one.kind}", Severity.ERROR, Mark(veil(page.path)), said)


_COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)


def find_in_comments(files: Iterable[Source]) -> Iterator[Finding]:
    """Yield personal data in the comments of YAML files: the site does not show them, but the repository does."""
    for file in files:
        if "#" not in file.text:
            continue
        for number, line in enumerate(file.text.splitlines(), 1):
            start = comment.start() if (comment := _COMMENT.search(line)) else len(line)
            for one in detect(line[start:]):
                mark = Mark(file.path, number, start + one.start + 1, one.end - one.start)
                said = msg("this looks like {kind}", kind=_NAMES[one.kind])
                hint = msg("delete it; what was committed before stays in git until it is removed there")
                yield Finding(f"{PREFIX}{one.kind}", Severity.ERROR, mark, said, hint)


# --- no finding repeats what was found ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Veiled:
    """Words whose personal data are covered, in whichever language they are written."""

    words: object

    def localize(self, translator: Translator) -> str:
        """Write the words without what nobody should read."""
        return veil(self.words.localize(translator) if is_localizable(self.words) else str(self.words))


def cover(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in which no personal data can be read: messages, hints, paths, names of files, notes."""
    return tuple(_cover(one) for one in findings)


def _cover(finding: Finding) -> Finding:
    note = finding.disclosed.note if finding.disclosed else ""
    written = "\n".join((finding.text(), finding.path, *finding.figures, str(note)))
    if not detect(written):
        return finding
    mark, disclosed = finding.mark, finding.disclosed
    return replace(
        finding,
        mark=mark._replace(file=veil(mark.file)),
        message=_veiled(finding.message),
        hint=_veiled(finding.hint) if finding.hint else None,
        path=veil(finding.path),
        figures=tuple(veil(one) for one in finding.figures),
        disclosed=Disclosed(disclosed.status, Veiled(disclosed.note), disclosed.mark) if disclosed else None,
    )


def _veiled(message: Message) -> Message:
    return Message("{said}", {"said": Veiled(message)})
