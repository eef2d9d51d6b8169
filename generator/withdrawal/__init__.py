"""Take something down: out of its file, with a public note in its place, and a list of what git still holds.

    locate the file  ->  lines.remove, lines.add  ->  loader.load (it must still load)  ->  Plan  ->  apply

Only the lines of the entry itself change, so that comments and order stay. The result is read again and compared:
where it is not exactly the file less the entry, nothing is written and the author is told to edit by hand.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import loader, sources
from generator.documents import Document, MappingNode, Scalar, parse
from generator.errors import EnvironmentFault, UsageError
from generator.i18n import msg
from generator.project import Project
from generator.sources import MEDIA, Reading, Source
from generator.withdrawal import lines
from generator.withdrawal.kept import Kept, find_file, find_text
from generator.withdrawal.lines import NotEditable, Steps
from generator.writer import find

__all__ = ["Kept", "Plan", "apply", "plan"]

_QUOTE = "](figure:"
_CLIMB = 2
"""How many levels above a figure may go with it, where its entry makes no sense without it."""


@dataclass(frozen=True)
class Plan:
    """What would be done: the new text of a file, a photograph to delete, and what is left to do by hand."""

    project: Project
    file: str
    place: str
    """What goes, as the file's own path: the figure, or the entry around it that cannot stand without it."""
    before: str
    after: str
    photograph: str | None
    """A file below the project that nothing needs any more."""
    quoted: tuple[str, ...]
    """Files whose texts quote the figure and must be written anew."""
    kept: tuple[Kept, ...]
    """What git still holds."""
    known: bool
    """Whether git could be asked."""
    told: bool = False
    """Whether a total and its parts, which stay, still give the figure away."""


def plan(project: Project, address: str, day: date, reasons: Mapping[str, str]) -> Plan:
    """Return what withdrawing a figure, a story or a photograph does; nothing is written.

    `address` is what the figure's row says (`program/period/path`), `reasons` the public note by language. Raise
    `UsageError` where nothing stands at the address, or where the file must be edited by hand.
    """
    reading = sources.read(project)
    file, steps = _locate(address)
    source = next((one for one in reading.sources if one.path == file), None)
    document = parse(source)[0] if source else None
    if source is None or document is None:
        raise UsageError(msg("{address} names no file that can be read", address=address))
    if find(document.root, steps) is None:
        raise UsageError(msg("nothing stands at {place} in {file}", place=".".join(steps), file=file))
    portfolio = loader.load(reading).portfolio
    spoken = portfolio.publisher.languages if portfolio else tuple(reasons)
    note = _note(document, steps, day, {one: text for one, text in reasons.items() if one in spoken})
    after, gone = _edited(reading, source, document, steps, note)
    photograph = _photograph(reading, file, document, gone)
    asked = find_text(project, gone, lines.plain(find(document.root, gone)), file)
    images = find_file(project, photograph) if photograph and asked is not None else ()
    return Plan(
        project=project,
        file=file,
        place=".".join(gone),
        before=source.text,
        after=after,
        photograph=photograph,
        quoted=_quoting(reading, file, gone),
        kept=(*(asked or ()), *(images or ())),
        known=asked is not None,
        told=_still_told(document, gone),
    )


def apply(plan: Plan) -> None:
    """Write the new text of the file, in one step, and delete the photograph; raise `EnvironmentFault` on a fault."""
    path = plan.project.root / plan.file
    try:
        bom = path.read_bytes().startswith(b"\xef\xbb\xbf")
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes((b"\xef\xbb\xbf" if bom else b"") + plan.after.encode())
        beside.chmod(path.stat().st_mode & 0o777)
        os.replace(beside, path)  # noqa: PTH105 - the name says what it does
        if plan.photograph:
            (plan.project.root / plan.photograph).unlink(missing_ok=True)
    except OSError as fault:
        raise EnvironmentFault(
            msg("{file} cannot be written: {reason}", file=plan.file, reason=fault.strerror)
        ) from None


def _locate(address: str) -> tuple[str, Steps]:
    """Return the file and the path inside it of an address, or of a link to its row on the site."""
    linked = re.search(r"(?:^|/)program/(?P<scope>[^#]+?)/data/?#(?P<place>.+)$", address)
    scope, _, place = (linked["scope"], "", linked["place"]) if linked else address.rpartition("/")
    parts = scope.split("/")
    if not place or not all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part) for part in parts) or len(parts) > 2:
        hint = "program/period/stories.bu-ani"
        raise UsageError(msg("{address} is no address; write it as {example}", address=address[:80], example=hint))
    inner = "program.yml" if len(parts) == 1 else f"periods/{parts[1]}.yml"
    return f"programs/{parts[0]}/{inner}", tuple(place.split("."))


def _note(document: Document, steps: Steps, day: date, reasons: Mapping[str, str]) -> lines.Note:
    taken = document.root.get("withdrawals") or ()
    names = {str(one.get("id")) for one in taken if isinstance(one, MappingNode)}
    number = next(number for number in range(1, len(names) + 2) if f"penarikan-{number}" not in names)
    return lines.Note(f"penarikan-{number}", ".".join(steps), day.isoformat(), dict(reasons))


def _edited(reading: Reading, source: Source, document: Document, steps: Steps, note: lines.Note) -> tuple[str, Steps]:
    """Return the new text and what went: the entry itself, or the one around it that cannot stand without it."""
    loads = source.path not in loader.load(reading).broken
    for up in range(_CLIMB + 1):
        gone = steps[: len(steps) - up]
        if not gone:
            break
        try:
            cut = lines.blank if is_part(gone) else lines.remove
            text = cut(source.text, source.path, gone)
            for former in _corrections(document, gone):
                text = lines.remove(text, source.path, former)
            text = lines.add(text, source.path, replace(note, at=".".join(gone)))
        except NotEditable as fault:
            raise UsageError(msg("edit {file} by hand: {reason}", file=source.path, reason=fault.why)) from None
        if not loads or source.path not in loader.load(_with(reading, source, text)).broken:
            return text, gone
    raise UsageError(msg("{place} cannot go alone; edit {file} by hand", place=".".join(steps), file=source.path))


def is_part(steps: Steps) -> bool:
    """Tell whether a path leads to a part of a split: its name stays, so that the other parts are not the whole."""
    return len(steps) > 1 and steps[-2].startswith("by_")


def _still_told(document: Document, gone: Steps) -> bool:
    """Tell whether a total and its parts still give away the one that goes."""
    record = find(document.root, gone[:-2] if is_part(gone) else gone[:-1])
    if not isinstance(record, MappingNode):
        return False
    splits = [record[gone[-2]]] if is_part(gone) else [one for key, one in record.items() if key.startswith("by_")]
    complete = any(isinstance(split, MappingNode) and _is_complete(split, gone[-1]) for split in splits)
    if is_part(gone):
        return complete and any(key in record for key in ("total", "actual"))
    return complete and gone[-1] in ("total", "actual")


def _is_complete(split: MappingNode, besides: str) -> bool:
    return all(not (isinstance(cell, Scalar) and cell.missing) for key, cell in split.items() if key != besides)


def _with(reading: Reading, source: Source, text: str) -> Reading:
    changed = tuple(replace(one, text=text) if one.path == source.path else one for one in reading.sources)
    return replace(reading, sources=changed)


def _corrections(document: Document, gone: Steps) -> Sequence[Steps]:
    """Return the corrections that repeat what the figure was."""
    listed = document.root.get("corrections") or ()
    inside = ".".join(gone)
    return [
        one.path
        for one in listed
        if isinstance(one, MappingNode)
        and (str(one.get("at")) == inside or str(one.get("at")).startswith(f"{inside}."))
    ]


def _photograph(reading: Reading, file: str, document: Document, gone: Steps) -> str | None:
    """Return the file of a photograph that goes, unless another entry of the program shows it too."""
    node = find(document.root, gone)
    name = node.get("file") if isinstance(node, MappingNode) and gone[0] == "media" else None
    if not isinstance(name, Scalar):
        return None
    program = file.split("/")[1]
    place = f"programs/{program}/{MEDIA}/{name}"
    others = [
        one
        for one in reading.sources
        if one.path.startswith(f"programs/{program}/") and re.search(rf"file:\s*[\"']?{re.escape(name)}\b", one.text)
    ]
    used = sum(len(re.findall(rf"file:\s*[\"']?{re.escape(name)}\b", one.text)) for one in others)
    return place if place in reading.media and used < 2 else None


def _quoting(reading: Reading, file: str, gone: Steps) -> tuple[str, ...]:
    """Return the files whose texts quote what goes: the file itself, and for a program those of its reports."""
    folder = str(Path(file).parent) if file.endswith("program.yml") else file
    quote = f"{_QUOTE}{'.'.join(gone)}"
    found = (
        one.path for one in reading.sources
        if one.path.startswith(folder) and re.search(rf"{re.escape(quote)}[.)]", one.text)
    )  # fmt: skip
    return tuple(found)
