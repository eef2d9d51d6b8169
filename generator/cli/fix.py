"""`amanah fix`: mend what has one remedy only, and show it first."""

import os
import sys
import tempfile
from pathlib import Path

import click

from generator import sources, writer
from generator.checks.mending import Mended, mend
from generator.cli import options
from generator.errors import UsageError
from generator.i18n import Translator, msg, translator
from generator.model.personal import veil
from generator.project import Project
from generator.publish import reporting


@click.command(
    "fix",
    cls=options.Command,
    epilog="Example:\n\n  amanah fix programs/klaster-mandiri-lebak --write",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.common
@click.option("--write", is_flag=True, help="Write the changes; without it they are shown, and a terminal asks.")
@click.option(
    "--spelling",
    is_flag=True,
    help="Respell also amounts that are read well: milyar, trilyun, and Rp with a point, though a source may write so.",
)
def command(paths: tuple[Path, ...], project: Project, language: str, *, write: bool, spelling: bool) -> int:
    """Mend what has one remedy only, and show it as a diff: misspelled fields, words, ids and codes of places, amounts in English notation, missing quotes, the order of the fields. Comments and everything else stay as they are; an amount that could mean two things is left to you. Leaves with 0 where nothing is to do or it was written, with 1 where changes were not written."""  # noqa: E501
    say = translator(language)
    reading = sources.read(project)
    mended = mend(reading, chosen(reading, paths, project), spelling=spelling)
    for one in mended:
        show(one)
    click.echo(say.plural("{count} file can be mended", "{count} files can be mended", len(mended)), err=True)
    if not mended:
        return 0
    if not write and not agreed(say):
        return 1
    for one in mended:
        put(project.root / one.file, one.after)
    click.echo(say("written"), err=True)
    return 0


def chosen(reading: sources.Reading, paths: tuple[Path, ...], project: Project) -> frozenset[str]:
    """Return the files that may change: those below the given paths."""
    wanted = [path.resolve() for path in paths] or [project.programs]
    outside = next((path for path in wanted if not path.is_relative_to(project.root)), None)
    if outside is not None:
        raise UsageError(msg("{path} is not in the project {place}", path=outside, place=project.root))
    names = (one.path for one in reading.sources)
    return frozenset(one for one in names if any((project.root / one).is_relative_to(place) for place in wanted))


def show(mended: Mended) -> None:
    """Print the diff of a file, without personal data and without signs that could steer a terminal."""
    for line in writer.diff(mended.file, mended.before, mended.after).splitlines():
        shown = "".join(sign if sign.isprintable() or sign == "\t" else "?" for sign in veil(line.rstrip("\r")))
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        click.echo(click.style(shown, fg=colour) if colour else shown)


def agreed(say: Translator) -> bool:
    """Ask on a terminal; elsewhere nobody agrees."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return click.confirm(say("Write these changes?"), default=False)


def put(path: Path, text: str) -> None:
    """Put a file in the place of the old one, in one step; a byte-order mark stays."""
    mark = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    with reporting(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".amanah-")
        with os.fdopen(handle, "wb") as file:
            file.write(mark + text.encode())
        Path(name).chmod(path.stat().st_mode)
        Path(name).replace(path)
