"""How findings are printed: for people with the line they are about, for programs as JSON or as a CI server's own."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.text import Text

from generator.cli import formats
from generator.findings import Finding, Severity
from generator.i18n import Translator, is_localizable
from generator.model.personal import veil
from generator.project import Project
from generator.sources import MAX_BYTES, read_plain

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
MASKED = ("personal",)
"""Beginnings of the codes whose findings never show the line: it holds what nobody should read."""
WIDTH = 100
"""Signs of a source line that are shown."""


@dataclass(frozen=True)
class Summary:
    """How many findings of each sort there are."""

    errors: int
    warnings: int
    notes: int
    disclosed: int

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Summary":
        """Count findings; a disclosed one counts as disclosed only."""
        undisclosed = [one.severity for one in findings if one.disclosed is None]
        disclosed = sum(one.disclosed is not None for one in findings)
        errors, warnings, notes = (undisclosed.count(one) for one in reversed(Severity))
        return cls(errors, warnings, notes, disclosed)

    def text(self, say: Translator) -> str:
        """Return one line that counts them."""
        return ", ".join(
            (
                say.plural("{count} error", "{count} errors", self.errors),
                say.plural("{count} warning", "{count} warnings", self.warnings),
                say("{count} disclosed", count=self.disclosed),
            )
        )

    def exit_code(self, *, strict: bool) -> int:
        """Return 1 where errors stand that nobody disclosed, or warnings if they count; else 0."""
        return 1 if self.errors or (strict and self.warnings) else 0


def show(
    findings: Sequence[Finding], project: Project, say: Translator, form: str, *, strict: bool = False, **facts: object
) -> Summary:
    """Print findings and their count; `facts` go into the JSON beside them."""
    summary = Summary.of(findings)
    if form in formats.NAMES:
        sys.stdout.write(formats.render(form, findings, project, say, strict=strict))
        return summary
    if form == "json":
        document = {"findings": [as_json(one, say) for one in findings], "summary": vars(summary), **facts}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
        return summary
    console = Console(soft_wrap=True, highlight=False, emoji=False, markup=False)
    for index, group in enumerate(_by_file(findings)):
        if index:
            console.print()
        for one in group:
            console.print(_lines(one, project, say))
    if findings:
        console.print()
    console.print(Text(summary.text(say), "bold red" if summary.errors else "bold"))
    return summary


def _by_file(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return the findings of each file, the worst first, and the file with the worst first."""
    files: dict[str, list[Finding]] = {}
    for one in formats.worst_first(list(findings)):
        files.setdefault(one.mark.file, []).append(one)
    return list(files.values())


def as_json(finding: Finding, say: Translator) -> dict[str, object]:
    """Return all that is known of a finding as plain values."""
    mark, disclosed = finding.mark, finding.disclosed
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "blocks": finding.blocks,
        "file": mark.file,
        "line": mark.line,
        "column": mark.column,
        "length": mark.length,
        **({"cell": mark.cell} if mark.cell else {}),
        "message": finding.message.localize(say),
        "hint": finding.hint.localize(say) if finding.hint else None,
        "path": finding.path,
        "figures": list(finding.figures),
        "program": finding.program,
        "period": finding.period,
        "disclosed": {
            "status": disclosed.status,
            "note": disclosed.note.localize(say) if is_localizable(disclosed.note) else str(disclosed.note),
            "file": disclosed.mark.file,
            "line": disclosed.mark.line,
        }
        if disclosed
        else None,
    }


def _lines(finding: Finding, project: Project, say: Translator) -> Text:
    """Return the place, the message and the code, then the line with a caret, then the hint."""
    style = "dim" if finding.disclosed else STYLES[finding.severity]
    word = finding.severity.localize(say)
    if finding.disclosed:
        word = say("{severity}, disclosed", severity=word)
    text = Text.assemble(
        (str(finding.mark), "bold"), ": ", (word, style), ": ", finding.message.localize(say), f" [{finding.code}]"
    )
    source = "" if finding.disclosed else _source_line(finding, project)
    if source:
        text.append(f"\n{source}", "dim")
    for advice in (finding.hint, finding.way_out):
        if advice and not finding.disclosed:
            text.append(f"\n  {advice.localize(say)}")
    return text


def _source_line(finding: Finding, project: Project) -> str:
    """Return the line a finding is about and a caret below the place, or nothing."""
    mark = finding.mark
    if mark.cell:
        return ""
    lines = _file(project.place(mark.file))
    if finding.code.startswith(MASKED) or not 1 <= mark.line <= len(lines):
        return ""
    line = veil(lines[mark.line - 1].replace("\t", " "))
    if not line.strip() or mark.column > min(len(line) + 1, WIDTH):
        return ""
    cut = line[:WIDTH]
    caret = " " * (mark.column - 1) + "^" * max(1, min(mark.length, len(cut) - mark.column + 1))
    return f"    {_printable(cut)}\n    {caret}"


def _printable(line: str) -> str:
    """Replace signs that could steer a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)


@cache
def _file(path: Path) -> tuple[str, ...]:
    try:
        return tuple(read_plain(path, MAX_BYTES).decode("utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError):
        return ()
