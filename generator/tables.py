"""Read tables of comma- or semicolon-separated values as raw cells with marks, so that a row knows its line."""

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.documents import MAX_FAULTS, MappingNode, Path, Scalar, SequenceNode, suggest
from generator.findings import Finding, Mark, Severity
from generator.i18n import msg
from generator.sources import Source

MAX_ROWS = 100_000
_CELL = {mark: re.compile(rf'[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^{mark}\n]*))(?:{mark}|$)') for mark in (",", ";", "\t")}


def parse(source: Source, names: Mapping[str, Sequence[str]], path: Path) -> tuple[SequenceNode, tuple[Finding, ...]]:
    """Return the rows below the headings, each a mapping of raw cells; empty cells are left out.

    `names` are the columns with all headings they are known by, `path` is where the rows belong: a row is named by its
    line, as in `(*path, "41")`. What cannot be read is a finding with its line.
    """
    rows = SequenceNode()
    rows.mark, rows.path = Mark(source.path), path
    findings: list[Finding] = []
    lines = list(_logical(source.text))
    if not lines:
        return rows, (Finding("empty-table", Severity.ERROR, Mark(source.path), msg("the table is empty")),)
    separator = max((";", ",", "\t"), key=lines[0][1].count)
    columns = _headings(source.path, lines[0], separator, names, findings)
    for number, line in lines[1 : MAX_ROWS + 1] if not findings else ():
        row = _row(source.path, number, line, separator, columns, (*path, str(number)), findings)
        if row:
            rows.append(row)
        if len(findings) >= MAX_FAULTS:
            break
    if len(lines) > MAX_ROWS + 1:
        said = msg("the table has more than {limit} rows", limit=MAX_ROWS)
        findings.append(Finding("too-many-values", Severity.ERROR, Mark(source.path, lines[MAX_ROWS + 1][0]), said))
    return rows, tuple(findings)


def _logical(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each line that is not empty; a quoted cell may go over several."""
    waiting, begin = "", 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not waiting and (not line.strip() or line.lower().startswith("sep=")):
            continue
        begin = begin if waiting else number
        waiting = f"{waiting}\n{line}" if waiting else line
        if waiting.count('"') % 2 == 0 or number - begin > 50:
            yield begin, waiting
            waiting = ""
    if waiting:
        yield begin, waiting


def _cells(line: str, separator: str) -> Iterator[tuple[int, int, str]]:
    """Yield the column, the length and the text of each cell of a line."""
    at, pattern = 0, _CELL[separator]
    while at <= len(line):
        found = pattern.match(line, at)
        if found is None:  # a quote that goes on behind its end
            yield at + 1, max(1, len(line) - at), line[at:].strip().strip('"')
            return
        quoted, plain = found[1], found[2]
        text = quoted.replace('""', '"') if quoted is not None else plain
        begin = found.start(1) - 1 if quoted is not None else found.start(2)
        length = len(quoted) + 2 if quoted is not None else len(plain.rstrip())
        yield begin + 1, max(1, length), text.strip()
        if found.end() == at or found.end() > len(line) or line[found.end() - 1 : found.end()] != separator:
            return
        at = found.end()


def _headings(
    file: str, line: tuple[int, str], separator: str, names: Mapping[str, Sequence[str]], findings: list[Finding]
) -> list[str]:
    """Return the column that each heading means."""
    known = {word.casefold(): name for name, words in names.items() for word in (name, *words)}
    columns: list[str] = []
    for column, length, text in _cells(line[1], separator):
        mark = Mark(file, line[0], column, length)
        name = known.get(text.casefold(), "")
        if not name:
            meant = suggest(text.casefold(), list(known))
            hint = (
                msg("did you mean {meant}?", meant=meant)
                if meant
                else msg(
                    "columns that are known: {known}",
                    known=", ".join((*words, name)[0] for name, words in names.items()),
                )
            )
            said = msg("there is no column called {word}", word=text[:40] or "''")
            findings.append(Finding("unknown-column", Severity.ERROR, mark, said, hint))
        elif name in columns:
            said = msg("the column {word} stands here a second time", word=text)
            findings.append(Finding("duplicate-key", Severity.ERROR, mark, said, msg("keep one of the two")))
        columns.append(name)
    return columns


def _row(  # noqa: PLR0913, PLR0917 - a place, a text, and what is known of the columns
    file: str, number: int, line: str, separator: str, columns: Sequence[str], path: Path, findings: list[Finding]
) -> MappingNode:
    row = MappingNode()
    row.mark, row.path, row.keys_at = Mark(file, number, 1, len(line.partition("\n")[0]) or 1), path, {}
    for place, (column, length, text) in enumerate(_cells(line, separator)):
        mark = Mark(file, number, column, length)
        if place >= len(columns):
            if text:
                said = msg("this cell stands below no heading")
                hint = msg("put a text with {sign} between quotes", sign=separator)
                findings.append(Finding("cell-without-heading", Severity.ERROR, mark, said, hint))
            continue
        if text:
            cell = Scalar(text)
            cell.mark, cell.path, cell.plain = mark, (*path, columns[place]), True
            row[columns[place]] = cell
            row.keys_at[columns[place]] = mark
    return row
