"""Set and add values at paths of a YAML text: only their own lines change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.documents import Document, MappingNode, Node, Scalar, SequenceNode, parse
from generator.findings import Mark
from generator.i18n import Message, msg
from generator.sources import Source
from generator.writer import scalars
from generator.writer.scalars import Plain

Steps: TypeAlias = tuple[str, ...]


class NotEditable(Exception):  # noqa: N818 - named after what happened
    """Say why a file cannot be changed line by line."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Set:
    """A value for a path, whether something stands there or not.

    Mappings that are missing on the way are made; below a list, an item of a name that is not there is appended.
    `order` lists the keys around it in the order in which they belong; without it a new key comes last.
    """

    steps: Steps
    value: Plain
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Append:
    """One more item for the list at a path, which is made where it is missing."""

    steps: Steps
    item: Plain
    order: tuple[str, ...] = ()


Change: TypeAlias = Set | Append


def find(root: Node, steps: Steps) -> Node | None:
    """Return the node at a path whose steps are keys and names of items."""
    node: Node | None = root
    for step in steps:
        if isinstance(node, MappingNode):
            node = node.get(step)
        elif isinstance(node, SequenceNode):
            node = next((item for item in node if item.path[-1] == step), None)
        else:
            return None
    return node


def plain(node: Node | None) -> Plain:
    """Return a node as plain values; what is left open is `None`."""
    if isinstance(node, MappingNode):
        return {key: plain(one) for key, one in node.items()}
    if isinstance(node, SequenceNode):
        return [plain(one) for one in node]
    return None if node is None or node.missing else str(node)


def edit(text: str, changes: Iterable[Change], name: str = "") -> str:
    """Return a text with all changes made, one after the other; raise `NotEditable` where one cannot be made."""
    root = _read(text, name)
    waiting = list(changes)
    while waiting:
        simple = _simple(text, root, waiting)
        taken = waiting[: max(len(simple), 1)]
        made = _splice_all(text, simple) if simple else _changed(text, root, taken[0])
        wanted = plain(root)
        for one in taken:
            wanted = _wanted(wanted, root, one)
        text, root = made, _read(made, name)
        if plain(root) != wanted:
            raise NotEditable(msg("its lines are entangled with others"))
        waiting = waiting[len(taken) :]
    return text


def _read(text: str, name: str) -> MappingNode:
    document: Document | None
    document, _ = parse(Source(name, text, ""))
    if document is None:
        raise NotEditable(msg("it cannot be read as YAML"))
    return document.root


def _wanted(whole: Plain, node: Node | None, change: Change) -> Plain:
    """Return what must be read after a change."""
    if isinstance(change, Append):
        target = find(node, change.steps) if node is not None else None
        listed = [*(plain(one) for one in target)] if isinstance(target, SequenceNode) else []
        return _with(whole, node, change.steps, _tidy([*listed, change.item]))
    return _with(whole, node, change.steps, _tidy(change.value))


def _tidy(value: Plain) -> Plain:
    """Return plain values as lists and dictionaries, so that they compare."""
    if isinstance(value, Mapping):
        return {key: _tidy(one) for key, one in value.items()}
    return value if value is None or isinstance(value, str) else [_tidy(one) for one in value]


def _with(whole: Plain, node: Node | None, steps: Steps, value: Plain) -> Plain:
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if isinstance(node, SequenceNode) and isinstance(whole, Sequence) and not isinstance(whole, str):
        names = [item.path[-1] for item in node]
        if first not in names:
            return [*whole, _with(None, None, rest, value)]
        return [
            _with(one, item, rest, value) if own == first else one
            for one, item, own in zip(whole, node, names, strict=True)
        ]
    known = dict(whole) if isinstance(whole, Mapping) else {}
    below = node.get(first) if isinstance(node, MappingNode) else None
    return {**known, first: _with(known.get(first), below, rest, value)}


# --- one line ------------------------------------------------------------------------------------------------------


def _simple(text: str, root: MappingNode, waiting: Sequence[Change]) -> list[tuple[int, int, str]]:
    """Return the splices of the first changes that are only another text in the place of one within its line."""
    lines = _Lines(text)
    found: dict[Steps, tuple[int, int, str]] = {}
    for one in waiting:
        node = find(root, one.steps) if isinstance(one, Set) else None
        if not (isinstance(one, Set) and isinstance(node, Scalar) and one.steps not in found):
            break
        splice = _one_line(lines, root, node, one)
        if splice is None:
            break
        found[one.steps] = splice
    return list(found.values())


def _one_line(lines: "_Lines", root: MappingNode, node: Scalar, change: Set) -> tuple[int, int, str] | None:
    if not (change.value is None or (isinstance(change.value, str) and "\n" not in change.value)):
        return None
    start = lines.at(node.mark)
    end = start + node.mark.length
    in_flow = _in_flow(lines, root, change.steps)
    if node == "" and node.plain:
        lead = "" if lines.text[start - 1 : start] in (" ", "\n", "") else " "
        return start, start, f"{lead}{scalars.scalar(change.value, flow=in_flow)}"
    now = lines.text[start:end]
    if (now != node) if node.plain else (now[:1] not in "\"'" or now[-1:] != now[:1] or len(now) < 2):
        return None
    return start, end, _styled(change.value, now, flow=in_flow)


def _styled(value: str | None, now: str, *, flow: bool) -> str:
    """Write a text with the quotes of the one it takes the place of."""
    if value is not None and now[:1] == '"':
        return scalars.quoted(value)
    if value is not None and now[:1] == "'" and scalars.quoted(value) == f'"{value}"' and "'" not in value:
        return f"'{value}'"
    return scalars.scalar(value, flow=flow)


def _splice_all(text: str, splices: Sequence[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


# --- places --------------------------------------------------------------------------------------------------------


class _Lines:
    """The lines of a text as libyaml counts them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = re.findall(
            r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+$", text
        )
        self.begins = [0]
        for line in self.lines:
            self.begins.append(self.begins[-1] + len(line))

    @property
    def newline(self) -> str:
        """Return the line end of the file."""
        return "\r\n" if self.lines and self.lines[0].endswith("\r\n") else "\n"

    def at(self, mark: Mark) -> int:
        """Return the place of a mark in the text."""
        return self.begins[min(mark.line - 1, len(self.begins) - 1)] + mark.column - 1

    def end(self, start: int, column: int, *, items: bool = False) -> int:
        """Return the number of lines up to the end of the entry whose key or dash stands in line `start` at `column`.

        Lines that are indented deeper belong to it, comments too; dashes below a key may stand right below it.
        """
        last = start
        for index in range(start, len(self.lines)):
            line = self.lines[index]
            bare = line.strip()
            if not bare:
                continue
            indent = len(line) - len(line.lstrip(" "))
            if indent > column or (items and indent == column and (bare.startswith("- ") or bare == "-")):
                last = index + 1
            elif not (bare.startswith("#") and items and self._more_items(index, column)):
                break
        return last

    def _more_items(self, index: int, column: int) -> bool:
        """Tell whether dashes go on behind comments that stand right below a key."""
        for line in self.lines[index:]:
            if line.strip() and not line.lstrip().startswith("#"):
                return line.startswith(f"{' ' * column}-")
        return False

    def insert(self, index: int, new: Iterable[str]) -> str:
        """Return the text with lines put before line `index` (0-based)."""
        head = "".join(self.lines[:index])
        if head and not head.endswith(("\n", "\r")):
            head += self.newline
        return head + "".join(f"{line}{self.newline}" for line in new) + "".join(self.lines[index:])


def _in_flow(lines: _Lines, root: Node, steps: Steps) -> bool:
    """Tell whether a path leads through brackets."""
    parents = (find(root, steps[:depth]) for depth in range(len(steps)))
    return any(one is not None and _is_flow(lines, one) for one in parents)


def _is_flow(lines: _Lines, node: Node) -> bool:
    return not isinstance(node, Scalar) and lines.text[lines.at(node.mark) : lines.at(node.mark) + 1] in ("{", "[")


def _flow_end(lines: _Lines, node: Node) -> int:
    """Return the place after a value between brackets, or after a text."""
    start = lines.at(node.mark)
    if isinstance(node, Scalar):
        return _scalar_end(lines, node, start)
    inner = list(node.values()) if isinstance(node, MappingNode) else list(node)
    close = "}" if isinstance(node, MappingNode) else "]"
    from_here = _flow_end(lines, inner[-1]) if inner else start + 1
    found = re.compile(rf"(?:\s|,|#[^\n]*\n)*\{close}").match(lines.text, from_here)
    if found is None:
        raise NotEditable(msg("a bracket is not closed"))
    return found.end()


def _scalar_end(lines: _Lines, node: Scalar, start: int) -> int:
    quote = lines.text[start : start + 1]
    if node.plain and node == "":
        return start
    if node.mark.length > 1 or len(node) <= 1:
        return start + node.mark.length
    pattern = {'"': r'"(?:[^"\\]|\\.)*"', "'": r"'(?:[^']|'')*'"}.get(quote, r"[^,\[\]{}]*[^,\[\]{}\s]")
    found = re.compile(pattern, re.DOTALL).match(lines.text, start)
    return found.end() if found else start + node.mark.length


# --- several lines -------------------------------------------------------------------------------------------------


def _changed(text: str, root: MappingNode, change: Change) -> str:
    """Return a text with one change made."""
    lines = _Lines(text)
    if isinstance(change, Append):
        return _appended(lines, root, change)
    node = find(root, change.steps)
    if node is not None:
        return _replaced(lines, root, change.steps, change.value)
    return _added(lines, root, change)


def _added(lines: _Lines, root: MappingNode, change: Set) -> str:
    """Make an entry where none is: the deepest one that stands on the way takes the rest."""
    depth = next(depth for depth in range(len(change.steps), -1, -1) if find(root, change.steps[:depth]) is not None)
    parent, name, rest = find(root, change.steps[:depth]), change.steps[depth], change.steps[depth + 1 :]
    value: Plain = change.value
    for step in reversed(rest):
        value = {step: value}
    if isinstance(parent, Scalar):
        if not parent.missing:
            raise NotEditable(msg("a single value stands at {place}", place=".".join(change.steps[:depth])))
        return _replaced(lines, root, change.steps[:depth], {name: value})
    if isinstance(parent, SequenceNode):
        return _appended(lines, root, Append(change.steps[:depth], value))
    assert isinstance(parent, MappingNode)  # noqa: S101 - for the type checker: the root is one
    order = change.order if not rest else ()
    if not parent and depth and not _in_flow(lines, root, change.steps[:depth]):
        return _replaced(lines, root, change.steps[:depth], {name: value})
    return _keyed(lines, parent, (name, value), order)


def _keyed(lines: _Lines, parent: MappingNode, entry: tuple[str, Plain], order: tuple[str, ...]) -> str:
    """Give a mapping one more key."""
    name, value = entry
    before = _key_before(parent, name, order)
    if _is_flow(lines, parent):
        written = f"{scalars.scalar(name, flow=True)}: {scalars.flow(value)}"
        place = _flow_end(lines, parent[before]) if parent else lines.at(parent.mark) + 1
        return f"{lines.text[:place]}{', ' if parent else ''}{written}{lines.text[place:]}"
    if not parent:
        return lines.insert(len(lines.lines), scalars.entry(name, value, 0))
    column = parent.keys_at[before].column - 1
    last = lines.end(parent.keys_at[before].line, column, items=True)
    return lines.insert(last, scalars.entry(name, value, column))


def _key_before(parent: MappingNode, name: str, order: tuple[str, ...]) -> str:
    """Return the key after which a new one belongs: the last that is ordered before it, else the last one."""
    keys = list(parent)
    if name in order:
        earlier = set(order[: order.index(name)])
        ordered = [key for key in keys if key in earlier]
        if ordered:
            return ordered[-1]
    return keys[-1] if keys else ""


def _appended(lines: _Lines, root: MappingNode, change: Append) -> str:
    node = find(root, change.steps)
    if node is None or not isinstance(node, SequenceNode) or not node:
        if node is not None and not (isinstance(node, SequenceNode) or (isinstance(node, Scalar) and node.missing)):
            raise NotEditable(msg("{place} is no list", place=".".join(change.steps)))
        return _changed(lines.text, root, Set(change.steps, [change.item], change.order))
    if _is_flow(lines, node):
        place = _flow_end(lines, node[-1])
        return f"{lines.text[:place]}, {scalars.flow(change.item)}{lines.text[place:]}"
    column = node.mark.column - 1
    last = lines.end(node[-1].mark.line, column)
    return lines.insert(last, scalars.item(change.item, column))


def _replaced(lines: _Lines, root: MappingNode, steps: Steps, value: Plain) -> str:
    """Put another value in the place of one, whatever the two are."""
    parent, node = find(root, steps[:-1]), find(root, steps)
    if node is None or not isinstance(parent, MappingNode | SequenceNode):
        raise NotEditable(msg("nothing stands there"))
    if _is_flow(lines, parent) or _in_flow(lines, root, steps[:-1]):
        start, end = lines.at(node.mark), _flow_end(lines, node)
        lead = " " if lines.text[start - 1 : start] == ":" else ""
        return f"{lines.text[:start]}{lead}{scalars.flow(value)}{lines.text[end:]}"
    if isinstance(parent, SequenceNode):
        column = parent.mark.column - 1
        first = node.mark.line - 1
        while not lines.lines[first].startswith(f"{' ' * column}-"):
            first -= 1
        last = lines.end(first + 1, column)
        return _between(lines, first, column, scalars.item(value, column), last)
    key = parent.keys_at[steps[-1]]
    column, first = key.column - 1, key.line - 1
    last = lines.end(key.line, column, items=True)
    return _between(lines, first, column, _entry(lines, key, value, column, first), last)


def _entry(lines: _Lines, key: Mark, value: Plain, column: int, first: int) -> list[str]:
    """Write a key as it stands, with another value; a comment behind it stays where a group follows."""
    line = lines.lines[first]
    name = line[column : column + key.length]
    made = list(scalars.after(value, column, column + len(name) + 1))
    comment = re.search(r":\s+(#[^\r\n]*)", line[column + key.length :]) if made[0] == "" else None
    made[0] = f"{' ' * column}{name}:{made[0]}{f' {comment[1]}' if comment else ''}"
    return made


def _between(lines: _Lines, first: int, column: int, made: Iterable[str], last: int) -> str:
    """Put lines in the place of others; what stands before the column, such as a dash, stays."""
    lead = lines.lines[first][:column]
    new = [f"{lead}{line[column:]}" if index == 0 else line for index, line in enumerate(made)]
    end = lines.newline if last < len(lines.lines) or lines.text.endswith(("\n", "\r")) else ""
    body = lines.newline.join(new) + end
    return "".join(lines.lines[:first]) + body + "".join(lines.lines[last:])
