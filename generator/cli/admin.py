"""`amanah admin`: web forms for those who would rather not see YAML."""

import json
from contextlib import suppress
from pathlib import Path

import click

from generator.admin import bundle
from generator.admin.desk import Desk
from generator.cli import options
from generator.cli.editor import modeline
from generator.cli.forms import address, listen
from generator.errors import EnvironmentFault
from generator.i18n import msg, translator
from generator.project import Project


@click.command("admin", cls=options.Command, epilog="Example:\n\n  amanah admin --fetch\n  amanah admin --port 8002")
@options.common
@options.output_format
@click.option(
    "--fetch",
    is_flag=True,
    help="Fetch Decap CMS, the program of the forms, once by npm; later the forms need no network.",
)
@click.option(
    "--package",
    "archive",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The archive of Decap CMS, fetched on another machine, instead of npm.",
)
@click.option("--port", default=8001, type=click.IntRange(0, 65535), help="Port of the forms; 0 takes a free one.")
@click.option("--preview", default="http://127.0.0.1:8000/", metavar="URL", help="Where `amanah serve` shows the site.")
def command(  # noqa: PLR0913 - one argument an option
    project: Project,
    language: str,
    form: str,
    archive: Path | None,
    port: int,
    preview: str,
    *,
    fetch: bool,
) -> int:
    """Show the forms in a browser, in which staff fill in programs and reports. What is saved goes into the YAML files of this machine; comments and lines that nobody changed stay as they are. Stop with Ctrl+C."""  # noqa: E501
    say = translator(language)
    if archive is not None or fetch:
        _take(project, archive)
        place = bundle.folder(project)
        said = say(
            "Decap CMS {version} is in {place}; the forms need no network now", version=bundle.VERSION, place=place
        )
        click.echo(json.dumps({"folder": str(place)}) if form == "json" else said)
        return 0
    if not bundle.is_there(project):
        raise EnvironmentFault(
            msg("the program of the forms is not here yet: run `amanah admin --fetch` once, with a network")
        )
    with suppress(KeyboardInterrupt), listen(Desk(project, say, modeline, preview), port) as server:
        text = say("the forms are at {url}; stop with Ctrl+C", url=address(server))
        click.echo(json.dumps({"url": address(server)}) if form == "json" else text)
        server.serve_forever()
    return 0


def _take(project: Project, archive: Path | None) -> None:
    if archive is not None:
        bundle.unpack(project, archive)
    else:
        bundle.fetch(project)
