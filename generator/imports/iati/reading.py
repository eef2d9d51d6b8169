"""Read the XML of IATI within limits, and remember what was understood, so that the rest can be listed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from generator.i18n import Message, msg
from generator.imports.guard import Refused, refuse_entities
from generator.imports.proposal import Left
from generator.model.text import MAX_LINE, MAX_PROSE

MAX_XML = 64_000_000
"""Bytes of a file."""
NS = "tag:amanah.invalid,2026:iati"
"""Our own namespace; docs/iati.md says what stands in it."""
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
READ = ("2.03", "2.02", "2.01")
_QUIET = frozenset({"last-updated-datetime", "hierarchy", LANG, "default-currency"})
"""Attributes that say nothing which a reader could miss."""

Words = dict[str, str]


def parse(data: bytes) -> etree._Element:
    """Return the root of a file of activities; raise `guard.Refused` with its line for anything else."""
    if len(data) > MAX_XML:
        raise Refused(msg("the file is larger than {limit} kB", limit=MAX_XML // 1000))
    refuse_entities(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        said = msg("this is not well-formed XML: {problem}", problem=fault.msg or "")
        raise Refused(said, max(line, 1), max(column, 1)) from None
    _refuse_others(root)
    return root


def _refuse_others(root: etree._Element) -> None:
    line = line_of(root)
    if root.tag == "iati-organisations":
        raise Refused(msg("this file tells of organisations; programs stand in a file of activities"), line)
    if etree.QName(root).localname == "iati-activities" and root.tag != "iati-activities":
        raise Refused(msg("elements of IATI have no namespace; this file gives them one"), line)
    if root.tag != "iati-activities":
        raise Refused(msg("this is no file of IATI activities: it begins with {name}", name=str(root.tag)[:60]), line)
    version = root.get("version", "").strip()
    if version and version not in READ:
        raise Refused(msg("this is version {version} of IATI; 2.01 to 2.03 are read", version=version[:20]), line)


def line_of(element: etree._Element) -> int:
    """Return the line of an element; lxml keeps none of those above 65,535 in some builds."""
    line = cast("int | None", element.sourceline)  # the stubs leave its type open
    return max(line or 1, 1)


def own(name: str) -> str:
    """Return a name in our own namespace."""
    return f"{{{NS}}}{name}"


@dataclass
class Reader:
    """One activity: what of it was understood."""

    element: etree._Element
    languages: tuple[str, ...]
    taken: set[etree._Element] = field(default_factory=set)
    used: set[tuple[etree._Element, str]] = field(default_factory=set)
    why: dict[etree._Element, Message] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)
    """Languages of texts that no other language of the publisher has."""
    cut: dict[etree._Element, int] = field(default_factory=dict)
    """Texts that are longer than the model lets them be, with the characters that were kept."""

    def __post_init__(self) -> None:
        self.everything = list(self.element.iter())  # keeps lxml's objects, and so their identity
        self.taken.add(self.element)

    @property
    def is_ours(self) -> bool:
        """Tell whether the activity was written by us, so that every figure stands in it as typed."""
        return self.element.get(own("program")) is not None

    def all(self, parent: etree._Element, name: str) -> list[etree._Element]:
        """Return the children of a name, and count them as understood."""
        found = parent.findall(name)
        self.taken.update(found)
        return found

    def one(self, parent: etree._Element, name: str) -> etree._Element | None:
        """Return the first child of a name; others of that name are not understood."""
        found = parent.find(name)
        if found is not None:
            self.taken.add(found)
        return found

    def attr(self, element: etree._Element | None, name: str) -> str:
        """Return an attribute, or nothing."""
        if element is None:
            return ""
        self.used.add((element, name))
        return (element.get(name) or "").strip()

    def own(self, element: etree._Element | None, name: str) -> str:
        """Return an attribute of our own namespace, or nothing."""
        return self.attr(element, own(name))

    def leave(self, element: etree._Element, why: Message | None = None) -> None:
        """Say that an element was looked at and has no place here."""
        self.taken.discard(element)
        if why is not None:
            self.why[element] = why

    def words(self, parent: etree._Element | None, *, line: bool = False) -> Words | str:
        """Return the narratives by language; one text alone where no language of the publisher has any."""
        if parent is None:
            return ""
        found: Words = {}
        others: list[tuple[str, etree._Element]] = []
        for one in parent.findall("narrative"):
            text = self._text(one, line=line)
            language = (one.get(LANG) or self._default(one)).lower().partition("-")[0]
            if not text:
                self.taken.add(one)
            elif language in self.languages and language not in found:
                found[language] = text
                self.taken.add(one)
                self.used.add((one, LANG))
            else:
                others.append((language, one))
        if found or not others:
            return {language: found[language] for language in self.languages if language in found}
        language, first = others[0]
        self.taken.add(first)
        self.used.add((first, LANG))
        self.foreign.add(language or "?")
        return self._text(first, line=line)

    def _text(self, narrative: etree._Element, *, line: bool) -> str:
        said = self.attr(narrative, own("markdown")) or "".join(map(str, narrative.itertext()))
        whole, limit = clean(said, line=line), MAX_LINE if line else MAX_PROSE
        if len(whole) > limit:
            self.cut[narrative] = limit
        return whole[:limit].strip()

    def _default(self, element: etree._Element) -> str:
        return self.element.get(LANG) or next(
            (one.get(LANG) or "" for one in element.iterancestors() if one.get(LANG)), ""
        )

    def left(self) -> Iterator[Left]:
        """Yield what was not understood, by its place in the activity, with the lines where it stands."""
        lines: dict[tuple[str, str], list[int]] = {}
        whys: dict[tuple[str, str], Message | None] = {}
        gone: set[etree._Element] = set()
        for element in self.everything:
            line = line_of(element)
            if element.getparent() in gone:
                gone.add(element)
                continue
            if element not in self.taken:
                gone.add(element)
            why = self.why.get(element)
            if limit := self.cut.get(element):
                why = msg("only its first {limit} characters are kept", limit=limit)
            if element in gone or element in self.cut:
                key = (_place(element, self.element), str(why or ""))
                lines.setdefault(key, []).append(line)
                whys[key] = why
            if element in gone:
                continue
            for name in element.attrib:
                if (
                    (element, str(name)) not in self.used
                    and str(name) not in _QUIET
                    and not str(name).startswith(f"{{{NS}")
                ):
                    key = (f"{_place(element, self.element)}/@{_local(str(name))}", "")
                    lines.setdefault(key, []).append(line)
        for key, numbers in lines.items():
            yield Left(key[0], tuple(numbers), whys.get(key))


def clean(text: str, *, line: bool = False) -> str:
    """Return a text as the model takes it, but for its length: without signs that nobody sees."""
    kept = "".join(sign for sign in text if sign.isprintable() or sign == "\n")
    if line:
        return " ".join(kept.replace("<", "(").replace(">", ")").split())
    paragraphs = (" ".join(part.split()) for part in kept.split("\n"))
    return "\n".join(paragraphs).strip()


def _local(name: str) -> str:
    return name.rpartition("}")[2] if name.startswith("{") else name


def _place(element: etree._Element, top: etree._Element) -> str:
    """Return where an element stands, below its activity."""
    prefix = f"{element.prefix}:" if element.prefix else ""
    steps = [f"{prefix}{_local(str(element.tag))}"]
    for one in element.iterancestors():
        if one is top:
            break
        steps.append(_local(str(one.tag)))
    return "iati-activity" if element is top else "/".join(reversed(steps))
