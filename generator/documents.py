"""Parse YAML into raw scalars with marks: the only user of PyYAML, and the place of its guards.

YAML 1.1 would read `no`, `1:30`, `0o17` and `1_500` as something else than was written. Here every scalar stays
the text that the author typed, and every key and value knows its place. The tree is built from the event stream,
so that a bomb is refused before anything is expanded.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from struct import Struct
from typing import TypeAlias

import yaml

from generator.findings import Finding, Mark, Severity
from generator.i18n import Message, msg
from generator.sources import MAX_BYTES, Source

MAX_DEPTH = 16
MAX_NODES = 50_000
MAX_FAULTS = 200
"""Faults of one file that are told; a file with more of them is something else than was meant."""

Path: TypeAlias = tuple[str, ...]


_PATHS: dict[Path, Path] = {}
_MANY = 1 << 16


def _share(path: Path) -> Path:
    """Return the same object for equal paths: the reports of a register have the same ones a thousand times."""
    if len(_PATHS) == _MANY:
        _PATHS.clear()
    return _PATHS.setdefault(path, path)


class _Placed:
    """A node that knows its place: of the thousands in a file few are ever asked, so the mark is made on asking."""

    __slots__ = ()

    _file: str
    _at: "int | Mark"

    @property
    def mark(self) -> Mark:
        """Return the place of the node."""
        at = self._at
        return at if isinstance(at, Mark) else _unpack(self._file, at)

    @mark.setter
    def mark(self, mark: Mark) -> None:
        self._file, self._at = mark.file, mark  # type: ignore[misc] # each node has these slots

    @property
    def packed_mark(self) -> int:
        """Return the place inside the file as one number, as `packed` does: it is there, and a mark has to be made."""
        at = self._at
        return packed(at) if isinstance(at, Mark) else at

    @property
    def file(self) -> str:
        """Return the file it stands in, relative to the project."""
        return self._file


class Scalar(_Placed, str):
    """The text of one value as it was typed, with its place."""

    __slots__ = ("_at", "_base", "_file", "_step", "plain")

    _base: Path
    """The path of the node around it, which all in that node share."""
    _step: str | None
    plain: bool

    @property
    def path(self) -> Path:
        """Return the place inside the document, list items by their ids."""
        return self._base if self._step is None else _share((*self._base, self._step))

    @path.setter
    def path(self, path: Path) -> None:
        self._base, self._step = path, None

    @property
    def missing(self) -> bool:
        """Tell whether the author left the value open: nothing, `~` or `null`, without quotes."""
        return self.plain and self in ("", "~", "null")


class MappingNode(_Placed, dict[str, "Node"]):
    """A mapping in the order written; `keys_at` holds the place of each key."""

    __slots__ = ("_at", "_file", "_keys", "path")

    path: Path
    _keys: "bytes | dict[str, Mark]"
    """The places of the keys, packed one behind the other, or as somebody gave them."""

    @property
    def keys_at(self) -> dict[str, Mark]:
        """Return the place of each key."""
        keys = self._keys
        if isinstance(keys, dict):
            return keys
        return {name: _unpack(self._file, at) for name, (at,) in zip(self, _PLACE.iter_unpack(keys), strict=True)}

    @keys_at.setter
    def keys_at(self, keys: dict[str, Mark]) -> None:
        self._keys = keys

    def key_mark(self, name: str) -> Mark:
        """Return the place of a key, or of the mapping where the key is not written."""
        keys = self._keys
        if name not in self:
            return self.mark
        if isinstance(keys, dict):
            return keys[name]
        return _unpack(self._file, _PLACE.unpack_from(keys, _PLACE.size * list(self).index(name))[0])


class SequenceNode(_Placed, list["Node"]):
    """A list, with its place."""

    __slots__ = ("_at", "_file", "path")

    path: Path


_BITS = 20
"""Bits for a column and a length; a file with more letters than these can count is not parsed."""
_MOST = (1 << _BITS) - 1


_PLACE = Struct("=Q")


def packed(mark: Mark) -> int:
    """Return line, column and length of a mark as one number."""
    return (mark.line << _BITS | mark.column) << _BITS | mark.length


def _pack(event: yaml.Event) -> int:
    """Return line, column and length of what an event stands for as one number, which takes less room than a mark."""
    start, end = event.start_mark, event.end_mark
    assert start is not None  # noqa: S101 - libyaml marks every event, which the stubs leave open
    assert end is not None  # noqa: S101
    line, column = start.line, start.column
    length = end.column - column if end.line == line else 1
    return (((line + 1) << _BITS | column + 1) << _BITS) | (length if length > 0 else 1)


def _unpack(file: str, at: int) -> Mark:
    return Mark(file, at >> 2 * _BITS, at >> _BITS & _MOST, at & _MOST)


Node: TypeAlias = Scalar | MappingNode | SequenceNode


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file."""

    path: str
    root: MappingNode
    digest: str
    blob: str = ""
    """What git calls the same content; nothing where it was read with faults."""

    def locate(self, steps: tuple[str | int, ...]) -> tuple[Node, Mark]:
        """Return the deepest node on the way of `steps`, and the mark of the key or value that was meant."""
        node: Node = self.root
        mark = self.root.mark
        for step in steps:
            if isinstance(node, MappingNode) and str(step) in node:
                mark = node.keys_at[str(step)]
                node = node[str(step)]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node):
                node = node[step]
                mark = node.mark
            else:
                break
        return node, mark


@dataclass(slots=True)
class _Refused(Exception):  # noqa: N818 - control flow inside this module, never seen outside
    code: str
    message: Message
    mark: Mark
    hint: Message | None = None


@dataclass(slots=True)
class _Builder:
    """Turn events into nodes and gather faults on the way."""

    file: str
    text: str = ""
    findings: list[Finding] = field(default_factory=list)
    nodes: int = 0
    asks: bool = field(init=False)
    """Whether a question mark stands in the text at all."""

    def __post_init__(self) -> None:
        self.asks = "?" in self.text

    def mark(self, event: yaml.Event) -> Mark:
        return _unpack(self.file, _pack(event))

    def report(self, code: str, message: Message, mark: Mark, hint: Message | None = None) -> None:
        self.findings.append(Finding(code, Severity.ERROR, mark, message, hint))
        if len(self.findings) == MAX_FAULTS:
            said = msg("the file has {limit} faults up to here; mend these first", limit=MAX_FAULTS)
            raise _Refused("too-many-faults", said, mark)

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self._count(event, depth)
        if event.__class__ is yaml.ScalarEvent:
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, depth)
        said = msg("references with * are not used here; write the value again")
        raise _Refused("yaml-alias", said, self.mark(event))

    def _count(self, event: yaml.Event, depth: int) -> None:
        """Refuse what no honest file has: too many levels, too many values, and the extras of YAML."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            self._refuse_size(event, depth)
        # Every event that is counted has an anchor, and all but aliases, whose anchor is never empty, have a tag.
        if event.anchor is not None or event.tag is not None:  # type: ignore[attr-defined] # as said
            self._refuse_extras(event, self.mark(event))

    def _refuse_size(self, event: yaml.Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            said = msg("more than {limit} levels stand inside each other", limit=MAX_DEPTH)
            raise _Refused("too-deep", said, self.mark(event))
        said = msg("the file has more than {limit} values", limit=MAX_NODES)
        raise _Refused("too-many-values", said, self.mark(event))

    def _refuse_extras(self, event: yaml.Event, mark: Mark) -> None:
        if getattr(event, "tag", None) not in (None, "!"):
            self.report("yaml-tag", msg("tags with ! are not used here; remove it"), mark)
        if getattr(event, "anchor", None) is not None and not isinstance(event, yaml.AliasEvent):
            self.report("yaml-anchor", msg("anchors with & are not used here; remove it"), mark)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        scalar = Scalar(event.value)
        scalar._file, scalar._at, scalar.plain = self.file, _pack(event), not event.style  # noqa: SLF001 - its maker
        return scalar

    def _sequence(self, begin: yaml.Event, events: Iterator[yaml.Event], depth: int) -> SequenceNode:
        items = SequenceNode()
        items._file, items._at = self.file, _pack(begin)  # noqa: SLF001 - its maker
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, events, depth + 1))
        return items

    def _mapping(self, begin: yaml.Event, events: Iterator[yaml.Event], depth: int) -> MappingNode:
        mapping = MappingNode()
        mapping._file, mapping._at = self.file, _pack(begin)  # noqa: SLF001 - its maker
        places: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._entry(mapping, places, event, events, depth + 1)
        mapping._keys = b"".join(map(_PLACE.pack, places.values()))  # noqa: SLF001 - its maker
        return mapping

    def _entry(
        self,
        mapping: MappingNode,
        places: dict[str, int],
        event: yaml.Event,
        events: Iterator[yaml.Event],
        depth: int,
    ) -> None:
        if self.asks:
            self._refuse_question(event)
        if not isinstance(event, yaml.ScalarEvent):
            self.node(event, events, depth)
            self.node(next(events), events, depth)
            self.report("key-not-a-word", msg("a key must be one word"), self.mark(event))
            return
        self._count(event, depth)
        name = sys.intern(event.value)  # thousands of files have the same keys
        value = self.node(next(events), events, depth)
        if not event.style and ("{" in name or "[" in name) and (glued := _GLUED.match(name)):
            mark = self.mark(event)
            self.findings.append(_colonless(Mark(mark.file, mark.line, mark.column), glued))
        elif value.__class__ is Scalar and not value and self._is_tail(mapping, event):
            self._join(mapping, event)
        elif name in mapping:
            first = _unpack(self.file, places[name]).line
            said = msg("the key {key} stands here a second time; the first is in line {line}", key=name, line=first)
            self.report("duplicate-key", said, self.mark(event), msg("keep one of the two"))
        else:
            mapping[name] = value
            places[name] = _pack(event)

    def _refuse_question(self, event: yaml.Event) -> None:
        """Refuse `{?key: value}`, in which libyaml takes the question mark for a sign and drops it."""
        index = event.start_mark.index if event.start_mark else 0
        if index and self.text[index - 1] == "?":
            hint = msg('if it belongs to the text, put the whole text between quotes: "..."')
            self.report("yaml-syntax", msg("a value cannot begin with this character"), self.mark(event), hint)

    def _is_tail(self, mapping: MappingNode, key: yaml.ScalarEvent) -> bool:
        """Tell whether `key` is the rest of an amount that YAML cut at its decimal comma: `{value: 1,7 miliar}`.

        The caller knows that nothing stands behind the key.
        """
        last = next(reversed(mapping.values()), None)
        at = self.mark(key)
        return (
            isinstance(last, Scalar)
            and last.plain
            and not key.style
            and last[-1:].isdigit()
            and key.value[:1].isdigit()
            and last.mark.line == at.line
            and last.mark.column + last.mark.length + 1 == at.column
        )

    def _join(self, mapping: MappingNode, key: yaml.ScalarEvent) -> None:
        name, last = next(reversed(mapping.items()))
        whole = Scalar(f"{last},{key.value}")
        at = last.mark
        whole.plain = True
        whole.mark = Mark(at.file, at.line, at.column, at.length + 1 + self.mark(key).length)
        mapping[name] = whole


def parse(source: Source) -> tuple[Document | None, tuple[Finding, ...]]:
    """Parse one file; what it refuses comes back as findings with line and column, and then there is no document."""
    builder = _Builder(source.path, source.text)
    try:
        root = _root(source, builder)
    except _Refused as refused:
        builder.report(refused.code, refused.message, refused.mark, refused.hint)
        return None, tuple(builder.findings)
    except (yaml.YAMLError, UnicodeEncodeError) as fault:
        found = _syntax(source, fault)
        builder.findings += [found] if found not in builder.findings else []  # a key may have shown it already
        return None, tuple(builder.findings)
    _name_items(root)
    blob = "" if builder.findings else _blob(source.text.encode())
    return Document(source.path, root, source.digest, blob), tuple(builder.findings)


def _blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def _root(source: Source, builder: _Builder) -> MappingNode:
    if len(source.text) > _MOST:
        said = msg("the file is larger than {limit} kB", limit=MAX_BYTES // 1000)
        raise _Refused("file-too-large", said, Mark(source.path))
    # What yaml.parse does around the same loader, a check for every event, takes as long as libyaml itself.
    events: Iterator[yaml.Event] = iter(yaml.CSafeLoader(source.text).get_event, None)
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise _Refused(
                "second-document",
                msg("a second document begins here; one file holds one"),
                builder.mark(event),
            )
        if isinstance(event, yaml.NodeEvent):
            root = builder.node(event, events, 0)
    if not isinstance(root, MappingNode):
        here = root.mark if root is not None else Mark(source.path)
        raise _Refused("not-a-mapping", msg("the file must begin with a key and a colon, such as `format: 1`"), here)
    return root


NAMES = ("id", "indicator", "organization", "by")
"""Fields by which an item of a list goes in a path, the first one written."""


def _name_items(node: Node, path: Path = ()) -> None:
    """Give each node its path, in which an item of a list goes by its name, so that reordering changes no path."""
    if isinstance(node, MappingNode):
        node.path = path
        for key, value in node.items():
            _name(value, path, key)
    elif isinstance(node, SequenceNode):
        node.path = path
        names = [_name_of(item) for item in node]
        for index, (item, name) in enumerate(zip(node, names, strict=True)):
            _name(item, path, name if name and names.count(name) == 1 else str(index))


def _name(node: Node, base: Path, step: str) -> None:
    if isinstance(node, Scalar):
        node._base, node._step = base, step  # noqa: SLF001 - its maker
    else:
        _name_items(node, _share((*base, step)))


def _name_of(item: Node) -> str:
    """Return the name of an item: its id, else what it is about; nothing for an item without either."""
    named = (item.get(name) for name in NAMES) if isinstance(item, MappingNode) else ()
    return next((sys.intern(str(name)) for name in named if isinstance(name, Scalar) and not name.missing), "")


_GLUED = re.compile(r"\s*(?:- +)?(?P<key>[a-z][a-z0-9_-]*) *[\[{]")
"""A key and its fields without the colon between them, which YAML reads as one key with a bracket in it."""


def _colonless(line: Mark, glued: re.Match[str]) -> Finding:
    """Say where a colon is missing, and what to type instead."""
    at = line._replace(column=line.column + glued.end("key"), length=1)
    said = msg("a colon is missing after the key {key}", key=glued["key"])
    hint = msg("write {key} and a space before the bracket", key=f"{glued['key']}:")
    return Finding("yaml-syntax", Severity.ERROR, at, said, hint)


_REASONS: tuple[tuple[str, Message, Message], ...] = (
    (
        "mapping values are not allowed",
        msg("a colon stands where none can be"),
        msg('if it belongs to the text, put the whole text between quotes: "..."'),
    ),
    (
        "found unexpected end of stream",
        msg("a quote was opened and not closed"),
        msg("add the closing quote"),
    ),
    (
        "could not find expected ':'",
        msg("a colon is missing after the key"),
        msg("write key: value, and indent the lines of a longer text"),
    ),
    (
        "did not find expected key",
        msg("this line is not indented like the lines around it, or a quote before it is not closed"),
        msg("give all keys of one level the same number of spaces"),
    ),
    (
        "did not find expected '-' indicator",
        msg("this line is not indented like the items of the list around it"),
        msg("begin each item of the list with a dash in the same column"),
    ),
    (
        "did not find expected ',' or",
        msg("a comma or a closing bracket is missing"),
        msg("put a text with commas or colons between quotes"),
    ),
    (
        "found character that cannot start any token",
        msg("a value cannot begin with this character"),
        msg('put the value between quotes: "..."'),
    ),
    (
        "control characters are not allowed",
        msg("an invisible control character stands here"),
        msg("delete it and type the text again"),
    ),
)


def _syntax(source: Source, fault: Exception) -> Finding:
    problem = str(getattr(fault, "problem", None) or fault)
    at = _problem(source, fault, problem)
    if _letter(source, at) == "\t":
        said, hint = msg("a tab stands here"), msg("indent with spaces, two for each level")
        return Finding("yaml-syntax", Severity.ERROR, at, said, hint)
    glued = _GLUED.match(_line(source, at.line)) if "mapping values" in problem else None
    if glued is not None:
        return _colonless(Mark(at.file, at.line), glued)
    for words, message, hint in _REASONS:
        if words in problem:
            return Finding("yaml-syntax", Severity.ERROR, at, message, hint)
    return Finding("yaml-syntax", Severity.ERROR, at, msg("this cannot be read as YAML: {problem}", problem=problem))


def _problem(source: Source, fault: Exception, problem: str) -> Mark:
    """Return the place to mend, where libyaml only gives the place at which it noticed."""
    noticed = getattr(fault, "problem_mark", None)
    begun = getattr(fault, "context_mark", None) or noticed
    if noticed is None or begun is None:
        return _control(source)
    if "unexpected end of stream" in problem or "could not find expected ':'" in problem:
        return Mark(source.path, begun.line + 1, begun.column + 1)
    if "did not find expected ',' or" in problem and noticed.line > begun.line:
        return _line_end(source, noticed.line)
    return Mark(source.path, noticed.line + 1, noticed.column + 1)


def _lines(text: str) -> list[str]:
    """Return the lines as libyaml counts them, which is neither how Python does nor how editors do."""
    return re.split(r"\r\n|[\r\n\x85\u2028\u2029]", text)


def _line_end(source: Source, line: int) -> Mark:
    """Return the end of the last line up to a number that is neither empty nor a comment."""
    lines = _lines(source.text)[:line]
    while lines and lines[-1].strip()[:1] in ("", "#"):
        lines.pop()
    return Mark(source.path, max(len(lines), 1), max(len(lines[-1]), 1) if lines else 1)


def _letter(source: Source, at: Mark) -> str:
    return _line(source, at.line)[at.column - 1 : at.column]


def _line(source: Source, number: int) -> str:
    lines = _lines(source.text)
    return lines[number - 1] if number <= len(lines) else ""


def _control(source: Source) -> Mark:
    """Find the first character that YAML forbids, since libyaml gives no place for it."""
    for number, line in enumerate(_lines(source.text), 1):
        for column, letter in enumerate(line, 1):
            if (
                (ord(letter) < 32 and letter != "\t")
                or 0x7F <= ord(letter) <= 0x9F
                or 0xD800 <= ord(letter) <= 0xDFFF
                or 0xFFFE <= ord(letter) <= 0xFFFF
            ):
                return Mark(source.path, number, column)
    return Mark(source.path)


class Guess(str):
    """A word that an author may have meant; `only` tells whether no other known word is spelled much like it."""

    __slots__ = ("only",)

    only: bool


def suggest(word: str, known: "list[str]") -> Guess:
    """Return the known word that an author most likely meant, or an empty string."""
    close = get_close_matches(word, known, n=2, cutoff=0.6)
    guess = Guess(close[0] if close else "")
    guess.only = len(close) == 1
    return guess
