"""How a proposed change of files is shown, agreed to and written; every import ends here."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli import findings, fix
from generator.errors import EnvironmentFault
from generator.findings import Finding
from generator.i18n import Translator, msg
from generator.imports import guard
from generator.imports.proposal import Changed, Left, Proposal, foresee
from generator.model.personal import veil
from generator.project import Project
from generator.publish import reporting
from generator.sources import Reading
from generator.writer import diff

MOST = 400
"""Lines of a difference that are shown; the rest is counted."""
MOST_ROWS = 15
"""The same of a table of transactions."""
MOST_FILES = 30
MOST_FINDINGS = 40


def read(path: Path, most: int = guard.MAX_FILE) -> bytes:
    """Return the bytes of a file that somebody sent; of one that is too large, only as many as show that."""
    with reporting(path), path.open("rb") as source:
        return source.read(most + 1)


def finish(proposal: Proposal, project: Project, reading: Reading, say: Translator, *, form: str, write: bool) -> int:
    """Show what was found and what would change, write it where that is wanted, and return the exit code.

    0 where nothing is left to do, 1 where a fault stands in the way or changes were not written.
    """
    ahead = () if proposal.blocked else foresee(reading, proposal.changed)
    if form == "json":
        return _json(proposal, ahead, project, say, write=write)
    if proposal.findings:
        findings.show(proposal.findings, project, say, form)
    for one in proposal.left:
        _left(one, say)
    if proposal.blocked:
        click.echo(say("nothing was written"), err=True)
        return 1
    for changed in proposal.changed[:MOST_FILES]:
        _show(changed, say)
    if len(proposal.changed) > MOST_FILES:
        click.echo(say("... and {count} more files", count=len(proposal.changed) - MOST_FILES))
    if ahead:
        _ahead(ahead, say)
    said = say.plural("{count} file changes", "{count} files change", len(proposal.changed))
    corrected = say.plural("{count} correction is recorded", "{count} corrections are recorded", proposal.corrections)
    click.echo(f"{said}, {corrected}" if proposal.corrections else said, err=True)
    if not proposal.changed:
        return 0
    if not write and not fix.agreed(say):
        return 1
    _write(proposal.changed, project)
    click.echo(say("written"), err=True)
    return 0


def _ahead(found: Sequence[Finding], say: Translator) -> None:
    """Print what a check will find; without the lines themselves, which are not written yet."""
    click.echo(say("`amanah check` will then say:"))
    for one in found[:MOST_FINDINGS]:
        click.echo(one.text(say))
    if len(found) > MOST_FINDINGS:
        click.echo(say("... and {count} more lines", count=len(found) - MOST_FINDINGS))


def _json(proposal: Proposal, ahead: Sequence[Finding], project: Project, say: Translator, *, write: bool) -> int:
    writes = write and not proposal.blocked
    if writes:
        _write(proposal.changed, project)
    document = {
        "findings": [findings.as_json(one, say) for one in proposal.findings],
        "after": [findings.as_json(one, say) for one in ahead],
        "files": [
            {"file": one.file, "new": not one.before, "diff": veil(diff(one.file, one.before, one.after))}
            for one in proposal.changed
        ],
        "left": [
            {"what": one.what, "lines": list(one.lines), "why": say.show(one.why) if one.why else None}
            for one in proposal.left
        ],
        "corrections": proposal.corrections,
        "written": writes,
    }
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    return 0 if writes or not (proposal.changed or proposal.blocked) else 1


def _left(left: Left, say: Translator) -> None:
    """Print something that has no place here, with the lines where it stands."""
    lines = ", ".join(map(str, left.lines[:8])) + (", ..." if len(left.lines) > 8 else "")
    said = say("left out: {what}, {count} times, line {lines}", what=left.what, count=len(left.lines), lines=lines)
    click.echo(f"{said} ({say.show(left.why)})" if left.why else said)


def _show(changed: Changed, say: Translator) -> None:
    """Print the difference of a file, without personal data and without signs that could steer a terminal."""
    lines = diff(changed.file, changed.before, changed.after).splitlines()
    most = MOST_ROWS if changed.file.endswith(".csv") else MOST
    for line in lines[:most]:
        shown = "".join(sign if sign.isprintable() or sign == "\t" else "?" for sign in veil(line.rstrip("\r")))
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        click.echo(click.style(shown, fg=colour) if colour else shown)
    if len(lines) > most:
        click.echo(say("... and {count} more lines", count=len(lines) - most))


def _write(changed: Sequence[Changed], project: Project) -> None:
    """Write all files, each in one step; a new one never takes the place of one that came meanwhile."""
    for one in changed:
        path = project.root / one.file
        if path.resolve() != path or any(parent.is_symlink() for parent in path.parents if parent != project.root):
            raise EnvironmentFault(msg("{place} is a link to another place, so nothing is written there", place=path))
        if one.before:
            fix.put(path, one.after)
            continue
        with reporting(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(one.after)
