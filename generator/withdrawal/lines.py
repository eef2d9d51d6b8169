"""Remove and add entries of a YAML file as text: only their own lines change."""

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

from generator.documents import MappingNode, Node, Scalar, SequenceNode, parse
from generator.findings import Mark
from generator.i18n import Message, msg
from generator.sources import Source
from generator.writer import find

Steps: TypeAlias = tuple[str, ...]
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A node without its places."""


class NotEditable(Exception):  # noqa: N818 - named after what happened
    """Say why a file cannot be changed line by line."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Note:
    """The public note that stands in the place of what was taken down."""

    id: str
    at: str
    on: str
    reasons: dict[str, str]

    def block(self, indent: str) -> str:
        """Write the note as an item of a list in block style."""
        reasons = "".join(f"{indent}    {name}: {_quoted(text)}\n" for name, text in self.reasons.items())
        head = f"{indent}- id: {self.id}\n{indent}  at: {self.at}\n{indent}  on: {self.on}\n"
        return f"{head}{indent}  reason:\n{reasons}"

    def flow(self) -> str:
        """Write the note as an item of a list between brackets."""
        reasons = ", ".join(f"{name}: {_quoted(text)}" for name, text in self.reasons.items())
        return f"{{id: {self.id}, at: {self.at}, on: {self.on}, reason: {{{reasons}}}}}"

    def plain(self) -> Plain:
        """Return the note as it will be read."""
        return {"id": self.id, "at": self.at, "on": self.on, "reason": dict(self.reasons)}


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def plain(node: Node | None) -> Plain:
    """Return a node as plain values."""
    if isinstance(node, MappingNode):
        return {key: plain(one) for key, one in node.items()}
    return [plain(one) for one in node] if isinstance(node, SequenceNode) else None if node is None else str(node)


def remove(text: str, name: str, steps: Steps) -> str:
    """Return a file's text without the entry at a path; what would be left empty around it goes too."""
    root = _read(text, name)
    while (
        len(steps) > 1 and isinstance(parent := find(root, steps[:-1]), MappingNode | SequenceNode) and len(parent) == 1
    ):
        steps = steps[:-1]
    parent, node = find(root, steps[:-1]), find(root, steps)
    if node is None or not isinstance(parent, MappingNode | SequenceNode):
        raise NotEditable(msg("nothing stands there"))
    begin = parent.keys_at[steps[-1]] if isinstance(parent, MappingNode) else node.mark
    in_flow = text[_at(text, parent.mark)] in "{["
    made = _without_flow(text, begin, node) if in_flow else _without_block(text, begin, parent, steps[-1])
    if plain(_read(made, name)) != _pruned(plain(root), root, steps):
        raise NotEditable(msg("its lines are entangled with others"))
    return made


def blank(text: str, name: str, steps: Steps) -> str:
    """Return a file's text in which the value at a path is open (`~`), so that a sum over it is known to lack it."""
    root = _read(text, name)
    parent, node = find(root, steps[:-1]), find(root, steps)
    if node is None or not isinstance(parent, MappingNode):
        raise NotEditable(msg("nothing stands there"))
    begin, value = parent.keys_at[steps[-1]], _at(text, node.mark)
    if text[_at(text, parent.mark)] == "{":
        made = f"{text[:value]}~{text[_flow_end(text, node) :]}"
    else:
        lines = text.splitlines(keepends=True)
        last = _end(lines, begin.line, begin.column - 1, items=True)
        made = f"{text[: _at(text, begin)]}{steps[-1]}: ~\n{''.join(lines[last:])}"
    if plain(_read(made, name)) != _pruned(plain(root), root, steps, "~"):
        raise NotEditable(msg("its lines are entangled with others"))
    return made


def add(text: str, name: str, note: Note) -> str:
    """Return a file's text with one more withdrawal."""
    root = _read(text, name)
    known = root.get("withdrawals")
    if not isinstance(known, SequenceNode) or not known:
        if known is not None:
            text = remove(text, name, ("withdrawals",))
        made = f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}withdrawals:\n{note.block('  ')}"
    elif text[_at(text, known.mark)] == "[":
        end = _closing(text, _at(text, known.mark)) - 1
        made = f"{text[:end]}, {note.flow()}{text[end:]}"
    else:
        lines = text.splitlines(keepends=True)
        indent = lines[known.mark.line - 1][: known.mark.column - 1]
        last = _end(lines, known.mark.line, len(indent) - 1)
        lines[last - 1] = lines[last - 1].rstrip("\n") + "\n"
        made = "".join((*lines[:last], note.block(indent), *lines[last:]))
    before, after = plain(root), plain(_read(made, name))
    listed = [*(plain(one) for one in (known if isinstance(known, SequenceNode) else ())), note.plain()]
    if not isinstance(before, dict) or after != {**before, "withdrawals": listed}:
        raise NotEditable(msg("the note cannot be added to it"))
    return made


def _read(text: str, name: str) -> MappingNode:
    document, _ = parse(Source(name, text, ""))
    if document is None:
        raise NotEditable(msg("it cannot be read as YAML"))
    return document.root


def _pruned(whole: Plain, node: Node, steps: Steps, instead: str | None = None) -> Plain:
    """Return plain values without the entry at a path, or with another value there."""
    first, rest = steps[0], steps[1:]
    if isinstance(whole, dict) and isinstance(node, MappingNode):
        if not rest and instead is not None:
            return {**whole, first: instead}
        if not rest:
            return {key: one for key, one in whole.items() if key != first}
        return {key: _pruned(one, node[key], rest, instead) if key == first else one for key, one in whole.items()}
    if isinstance(whole, list) and isinstance(node, SequenceNode):
        pairs = list(zip(whole, node, strict=True))
        if not rest:
            return [one for one, item in pairs if item.path[-1] != first]
        return [_pruned(one, item, rest, instead) if item.path[-1] == first else one for one, item in pairs]
    return whole


# --- between brackets ----------------------------------------------------------------------------------------------


def _at(text: str, mark: Mark) -> int:
    """Return the place of a mark in the text."""
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: mark.line - 1])) + mark.column - 1


def _closing(text: str, at: int) -> int:
    """Return the place after the bracket that closes the one at `at`."""
    depth, quote = 0, ""
    for place in range(at, len(text)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote and text[place - 1] != "\\" else quote
        elif sign in "\"'" and text[place - 1] in " {[,:":
            quote = sign
        elif sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
            if depth == 0:
                return place + 1
    raise NotEditable(msg("a bracket is not closed"))


def _flow_end(text: str, node: Node) -> int:
    """Return the place after a value between brackets."""
    value = _at(text, node.mark)
    if not isinstance(node, Scalar):
        return _closing(text, value)
    return value + node.mark.length if node else value


def _without_flow(text: str, begin: Mark, node: Node) -> str:
    """Cut an entry between brackets, with the comma after it, or else the one before."""
    start, end = _at(text, begin), _flow_end(text, node)
    after = re.compile(r"\s*,[ \t]*\n?[ \t]*").match(text, end)
    if after:
        return text[:start] + text[after.end() :]
    before = re.search(r"\s*,\s*$", text[:start])
    return (text[: before.start()] if before else text[:start]) + text[end:]


# --- line by line ----------------------------------------------------------------------------------------------------


def _without_block(text: str, begin: Mark, parent: MappingNode | SequenceNode, name: str) -> str:
    """Cut the lines of an entry, with the comments right above it."""
    lines = text.splitlines(keepends=True)
    first, column = begin.line - 1, begin.column - 1
    lead = lines[first][:column]
    if isinstance(parent, SequenceNode):
        while not lead.rstrip().endswith("-"):
            first -= 1
            lead = lines[first].rstrip()
        column = len(lead.rstrip()) - 1
        lead = lead.rstrip()[:-1]
    elif lead.strip():
        return _without_first_key(lines, parent, first, column)
    if lead.strip():
        raise NotEditable(msg("{name} shares its line with another entry", name=name))
    last = _end(lines, first + 1, column, items=isinstance(parent, MappingNode))
    while column and first and re.match(rf" {{{column}}}#", lines[first - 1]):
        first -= 1
    return "".join((*lines[:first], *lines[last:]))


def _without_first_key(lines: list[str], parent: MappingNode, first: int, column: int) -> str:
    """Cut the first key of an item, and let the second one take its place after the dash."""
    following = list(parent.keys_at.values())[1]
    if following.line - 1 == first:
        raise NotEditable(msg("two entries share a line"))
    pulled = lines[first][:column] + lines[following.line - 1][following.column - 1 :]
    return "".join((*lines[:first], pulled, *lines[following.line :]))


def _end(lines: list[str], start: int, column: int, *, items: bool = False) -> int:
    """Return the number of lines up to the end of an entry that begins before line `start` at `column`."""
    last = start
    for index in range(start, len(lines)):
        line = lines[index]
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if indent > column or (items and indent == column and bare.startswith("-")):
            last = index + 1
        else:
            break
    return last
