"""Move files of authors from an older format to the present one: edits at marks, so that all else stays as it is.

A step says what a format called differently; several steps are taken one after the other. The next format adds one
`Step` to `STEPS` and counts `CURRENT` up, and the loader refuses what is older or newer with the command that helps.

Format 0 was that of the trials before 0.1: `title`, `begin`, `end` and `state` where 1 has `name`, `starts`, `ends`
and `status`, a bare number of beneficiaries, `start` and `end` for the balances of a fund, and files without `format`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeAlias

from generator import writer
from generator.documents import Document, MappingNode, Node, Scalar, SequenceNode, parse
from generator.findings import Finding, Mark, Severity
from generator.i18n import msg
from generator.sources import Source

CURRENT = 1
"""The format that this version reads and writes."""

ANY = "*"
"""Stands in a path for every key of a mapping and every item of a list."""

_PRESENT = re.compile(rf"^format: *{CURRENT} *(?:#.*)?$", re.MULTILINE)

Change: TypeAlias = Callable[[MappingNode], Iterator[writer.Edit]]
"""What one step changes in one kind of file."""


@dataclass(frozen=True, slots=True)
class Step:
    """The way from one format to the next, by kind of file."""

    changes: Mapping[str, tuple[Change, ...]]
    paths: tuple[tuple[str, str], ...] = ()
    """Patterns of paths that lead elsewhere now, where files name figures: in `at`, and in links of prose."""


def rename(*path: str, to: str) -> Change:
    """Return the change that gives a field another name, unless a field of that name stands there already."""

    def change(root: MappingNode) -> Iterator[writer.Edit]:
        for node in _below(root, path[:-1]):
            if isinstance(node, MappingNode) and path[-1] in node and to not in node:
                yield writer.Edit(node.keys_at[path[-1]], path[-1], to)

    return change


def reword(*path: str, words: Mapping[str, str]) -> Change:
    """Return the change that puts other words in the place of those that a field could have."""

    def change(root: MappingNode) -> Iterator[writer.Edit]:
        for node in _below(root, path):
            if isinstance(node, Scalar) and node.plain and node in words:
                yield writer.Edit(node.mark, str(node), words[node])

    return change


def wrap(*path: str, key: str) -> Change:
    """Return the change that puts a bare value below a key: `342` becomes `{total: 342}`."""

    def change(root: MappingNode) -> Iterator[writer.Edit]:
        for node in _below(root, path):
            if isinstance(node, Scalar) and node.plain and not node.missing:
                yield writer.Edit(node.mark, str(node), f"{{{key}: {node}}}")

    return change


_POINTERS = (("disclosures", ANY, "at"), ("corrections", ANY, "at"), ("withdrawals", ANY, "at"))
"""Fields whose value is a path in the same file."""
_LINK = re.compile(r"(?<=\(figure:)[^)\s]+(?=\))")

_STATES = {"published": "final", "public": "final", "running": "active", "finished": "closed", "stopped": "cancelled"}

STEPS: Mapping[int, Step] = {
    0: Step(
        {
            "publisher": (rename("title", to="name"), rename("licence", to="data_license")),
            "organizations": (
                rename("organisations", to="organizations"),
                rename("organisations", ANY, "title", to="name"),
                rename("organizations", ANY, "title", to="name"),
            ),
            "program": (
                rename("title", to="name"),
                rename("begin", to="starts"),
                rename("end", to="ends"),
                rename("state", to="status"),
                reword("state", words=_STATES),
                rename("partners", ANY, "organisation", to="organization"),
            ),
            "report": (
                rename("period", "begin", to="from"),
                rename("period", "end", to="to"),
                rename("state", to="status"),
                reword("state", words=_STATES),
                wrap("beneficiaries", key="total"),
                rename("beneficiaries", "count", to="total"),
                rename("finance", "funds", ANY, "start", to="opening"),
                rename("finance", "funds", ANY, "end", to="closing"),
            ),
        },
        paths=(
            (r"beneficiaries(?=$|/)", "beneficiaries.total"),
            (r"beneficiaries\.count", "beneficiaries.total"),
            (r"(finance\.funds\.[a-z-]+)\.start", r"\1.opening"),
            (r"(finance\.funds\.[a-z-]+)\.end", r"\1.closing"),
        ),
    ),
}
"""The ways onward, by the format that they lead away from."""


def kind_of(path: str) -> str:
    """Return which kind of file stands at a path of the project, or nothing for a place where none is read."""
    parts = PurePosixPath(path).parts[1:]
    if len(parts) == 1:
        return {"publisher.yml": "publisher", "organizations.yml": "organizations"}.get(parts[0], "")
    if len(parts) == 2 and parts[1] == "program.yml":
        return "program"
    return "report" if len(parts) == 3 and parts[1] == "periods" else ""


def format_of(document: Document) -> int | None:
    """Return the format that a file says it has, 0 where it says none, `None` for what is no number."""
    said = document.root.get("format")
    if said is None or (isinstance(said, Scalar) and said.missing):
        return 0
    return int(said) if isinstance(said, Scalar) and said.isascii() and said.isdigit() and len(said) < 5 else None


def refuse(document: Document) -> Finding | None:
    """Return what to do with a file whose stated format is not the one that this version reads."""
    said = document.root.get("format")
    version = format_of(document)
    if not isinstance(said, Scalar) or said.missing or version is None or version == CURRENT:
        return None
    if version < CURRENT:
        message = msg("this file has format {old}; this version reads format {new}", old=str(version), new=str(CURRENT))
        hint = msg("`amanah migrate` moves it on, and shows first what it changes")
        return Finding("old-format", Severity.ERROR, said.mark, message, hint, "format")
    message = msg("this file has format {new}; this version reads only up to {old}", new=str(version), old=str(CURRENT))
    hint = msg("install a newer version: pip install --upgrade amanah")
    return Finding("new-format", Severity.ERROR, said.mark, message, hint, "format")


def move_on(source: Source, kind: str = "") -> Source:
    """Return a file in the present format; one that is so already, newer, or cannot be read is left as it is."""
    text = source.text
    if _PRESENT.search(text):  # nearly always, and then nothing need be parsed
        return source
    for _ in range(CURRENT):
        moved = _step(replace(source, text=text), kind or kind_of(source.path))
        if moved == text:
            break
        text = moved
    return replace(source, text=text)


def _step(source: Source, kind: str) -> str:
    document, faults = parse(source)
    version = format_of(document) if document is not None and not faults else None
    if document is None or version is None or not kind or version >= CURRENT:
        return source.text
    edits = [edit for change in STEPS[version].changes.get(kind, ()) for edit in change(document.root)]
    pointers = _repath(source, document.root, STEPS[version].paths)
    moved = writer.apply(source.text, [*edits, *pointers, _count_up(document, version)])
    again, faults = parse(replace(source, text=moved))
    return moved if again is not None and not faults and format_of(again) == version + 1 else source.text


def _count_up(document: Document, version: int) -> writer.Edit:
    """Return the edit that writes the next format: in the place of the old number, else above the first field."""
    said = document.root.get("format")
    if isinstance(said, Scalar) and not said.missing:
        return writer.Edit(said.mark, str(said), str(version + 1))
    first = next(iter(document.root.keys_at.values()), document.root.mark)
    return writer.Edit(Mark(first.file, first.line, 1), "", f"format: {version + 1}\n")


def _repath(source: Source, root: MappingNode, paths: tuple[tuple[str, str], ...]) -> Iterator[writer.Edit]:
    """Yield the edits of whatever names a figure by its path."""
    for pointer in _POINTERS:
        for node in _below(root, pointer):
            new = _led(str(node), paths) if isinstance(node, Scalar) and node.plain else None
            if new:
                yield writer.Edit(node.mark, str(node), new)
    for number, line in enumerate(source.text.split("\n"), 1):
        for found in _LINK.finditer(line):
            new = _led(found[0], paths)
            if new:
                yield writer.Edit(Mark(source.path, number, found.start() + 1), found[0], new)


def _led(path: str, paths: tuple[tuple[str, str], ...]) -> str | None:
    """Return where a path leads now, or `None` where it leads as before."""
    moved = next((re.sub(old, new, path) for old, new in paths if re.fullmatch(old, path)), None)
    return moved if moved != path else None


def _below(node: Node, path: tuple[str, ...]) -> Iterator[Node]:
    """Yield the nodes at a path."""
    if not path:
        yield node
    elif path[0] == ANY:
        for child in node.values() if isinstance(node, MappingNode) else node if isinstance(node, SequenceNode) else ():
            yield from _below(child, path[1:])
    elif isinstance(node, MappingNode) and path[0] in node:
        yield from _below(node[path[0]], path[1:])
