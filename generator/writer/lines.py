"""Change a text at places inside single lines, and the order of blocks of lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from generator.findings import Mark


@dataclass(frozen=True, slots=True)
class Edit:
    """Other text for what stands at a mark, in one line; `old` is what must stand there."""

    mark: Mark
    old: str
    new: str


def text_at(text: str, mark: Mark) -> str:
    """Return what stands at a mark, or nothing where the line is shorter."""
    lines = text.split("\n")
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    return line[mark.column - 1 : mark.column - 1 + mark.length]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with all edits made, save those whose `old` does not stand there or that overlap another."""
    lines = text.split("\n")
    ends: dict[int, int] = {}
    for one in sorted(edits, key=lambda edit: edit.mark, reverse=True):
        row, begin = one.mark.line - 1, one.mark.column - 1
        end = begin + len(one.old)
        if row >= len(lines) or lines[row][begin:end] != one.old or end > ends.get(row, end):
            continue
        lines[row] = lines[row][:begin] + one.new + lines[row][end:]
        ends[row] = begin
    return "\n".join(lines)


def reorder(text: str, begins: Sequence[int], order: Sequence[int], end: int) -> str:
    """Return a text whose blocks of lines stand in another order.

    `begins` are the 0-based first lines of the blocks, as they stand; `end` is the line after the last. Comments
    right above a block go with it, save above the first, where they head the file. Blank lines stay where they are.
    """
    lines = text.split("\n")
    starts = [begins[0], *(_with_comments(lines, line) for line in begins[1:])]
    stops = [*starts[1:], end]
    filled = [_filled(lines, start, stop) for start, stop in zip(starts, stops, strict=True)]
    moved: list[str] = []
    for place, index in enumerate(order):
        moved += lines[starts[index] : filled[index]]
        moved += lines[filled[place] : stops[place]]
    return "\n".join([*lines[: starts[0]], *moved, *lines[end:]])


def _filled(lines: Sequence[str], start: int, stop: int) -> int:
    """Return the line after the last one of a block that is not blank."""
    while stop > start and not lines[stop - 1].strip():
        stop -= 1
    return stop


def _with_comments(lines: Sequence[str], line: int) -> int:
    """Return the first of the comment lines right above a line that are indented like it."""
    indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
    while line and lines[line - 1].startswith(f"{indent}#"):
        line -= 1
    return line


def diff(file: str, old: str, new: str) -> str:
    """Return the unified diff between two versions of a file."""
    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{file}", f"b/{file}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
