"""The XML of IATI: elements, narratives in every language, and our own words in a namespace of their own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lxml import etree

from generator.exports.wording import Wording
from generator.i18n import Message
from generator.model.date import Date
from generator.model.figure import Figure, Suppressed
from generator.model.text import Text
from generator.views.labels import Label

NS = "tag:amanah.invalid,2026:iati"
"""Namespace of what IATI has no word for; the name is reserved (RFC 2606), so that it never leads anywhere."""

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Written = Figure | Suppressed
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that no XML can hold, not even escaped."""


def vocabulary(name: str) -> str:
    """Return the address of one of our vocabularies: `theme`, `fund`, `asnaf`, `kemendagri` or `indicator`."""
    return f"tag:amanah.invalid,2026:{name}"


def own(name: str) -> str:
    """Return a name in our own namespace."""
    return f"{{{NS}}}{name}"


@dataclass(frozen=True)
class Omission:
    """What IATI readers do not see: where it stands, why, and which figures it is about."""

    program: str
    report: str
    what: str
    """Path in the file, such as `finance.funds.zakat.opening`."""
    reason: Message
    figures: tuple[str, ...] = ()
    """Addresses; all of them travel in our own namespace, so that nothing is lost on the way back."""


@dataclass
class Writing:
    """One activity while it is written: the words, the languages, and what became of each figure."""

    wording: Wording
    languages: tuple[str, ...]
    program: str
    omissions: list[Omission] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)
    """Addresses of the figures that stand in an element of IATI."""

    def omit(self, report: str, what: str, reason: Message, figures: Iterable[Written] = ()) -> None:
        """Note what cannot be said."""
        addresses = tuple(one.address for one in figures)
        self.omissions.append(Omission(self.program, report, what, reason, addresses))

    def narratives(self, parent: etree._Element, label: Label) -> None:
        """Write a text in every language that it has; what is computed by us, in every language of the site."""
        for language in label.languages if isinstance(label, Text) else self.languages:
            said = add(parent, "narrative", self.wording.say(label, language), **{LANG: language})
            markdown = label.in_language(language)[0] if isinstance(label, Text) else said.text
            if markdown != said.text:
                said.set(own("markdown"), markdown or "")

    def place(self, parent: etree._Element, cell: Written) -> None:
        """Write a figure as it was typed below the element that says it, and remember that it is said."""
        self.placed.add(cell.address)
        carry(parent, cell)


def add(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str | None) -> etree._Element:
    """Append an element; attributes without a value are left out, underscores in their names are hyphens."""
    element = etree.SubElement(parent, name)
    element.text = text and _UNSPEAKABLE.sub("", text)
    for key, value in attributes.items():
        if value is not None:
            element.set(key if key.startswith("{") else key.replace("_", "-"), _UNSPEAKABLE.sub("", value))
    return element


def mine(parent: etree._Element, name: str, text: str | None = None, /, **attributes: str | None) -> etree._Element:
    """Append an element of our own namespace."""
    return add(parent, own(name), text, **attributes)


def carry(parent: etree._Element, cell: Written) -> None:
    """Append a figure in our own namespace: address, value, what was typed, unit, source and notes.

    One that is withheld tells its limit only; one that is computed has nothing that was typed.
    """
    shown = cell if isinstance(cell, Figure) else None
    limit = cell.limit if isinstance(cell, Suppressed) else None
    element = mine(
        parent,
        "figure",
        address=cell.address,
        value=plain(shown.value) if shown else None,
        written=(shown.written or None) if shown else None,
        unit=cell.unit.id,
        source=cell.source or None,
        estimate="true" if shown and shown.estimate else None,
        withheld="true" if shown is None else None,
        below=plain(limit) if limit is not None else None,
    )
    for name, text in (("note", cell.note), ("counted", shown.counted if shown else None)):
        texts(element, name, text)


def texts(parent: etree._Element, name: str, text: Text | None) -> None:
    """Append a text in our own namespace as it was typed, one element a language."""
    for language, words in text.versions if text else ():
        mine(parent, name, words, **{LANG: language})


def plain(value: Decimal) -> str:
    """Write a number in plain decimal notation."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def iso(parent: etree._Element, name: str, day: date, written: Date | None = None) -> etree._Element:
    """Append a date; what was typed stands beside it where it is less than a day, inferred or about."""
    element = add(parent, name, iso_date=day.isoformat())
    if written is not None and written.written != day.isoformat():
        element.set(own("edtf"), written.written)
    return element


def document(root: etree._Element) -> bytes:
    """Return the bytes of a file."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made
