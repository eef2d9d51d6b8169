"""`amanah migrate`: move files on to the present format."""

import json
from pathlib import Path

import click

from generator import migration, sources
from generator.checks.mending import Mended
from generator.cli import options
from generator.cli.fix import agreed, chosen, put, show
from generator.i18n import translator
from generator.project import Project


@click.command("migrate", cls=options.Command, epilog="Example:\n\n  amanah migrate --write")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.common
@options.output_format
@click.option("--write", is_flag=True, help="Write the changes; without it they are shown, and a terminal asks.")
def command(paths: tuple[Path, ...], project: Project, language: str, form: str, *, write: bool) -> int:
    """Move files on to the format that this version reads, and show it as a diff. Fields are renamed where the format renamed them; comments, order and everything else stay as they are. Leaves with 0 where nothing is to do or it was written, with 1 where changes were not written."""  # noqa: E501
    say = translator(language)
    reading = sources.read(project)
    wanted = chosen(reading, paths, project)
    pairs = [(one, migration.move_on(one)) for one in reading.sources if one.path in wanted]
    moved = [Mended(old.path, old.text, new.text) for old, new in pairs if old.text != new.text]
    if form == "json":
        files = [one.file for one in moved]
        click.echo(json.dumps({"format": migration.CURRENT, "files": files, "written": write}, indent=2))
    else:
        for one in moved:
            show(one)
        click.echo(say.plural("{count} file is of an older format", "{count} files are of an older format", len(moved)),
                   err=True)  # fmt: skip
    if not moved:
        return 0
    if not write and not (form == "text" and agreed(say)):
        return 1
    for one in moved:
        put(project.root / one.file, one.after)
    if form == "text":
        click.echo(say("written"), err=True)
    return 0
