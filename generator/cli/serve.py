"""`amanah serve`: show the site while somebody writes."""

import json
import signal
from contextlib import suppress
from datetime import date

import click

from generator.cli import beside, options
from generator.cli.preview import address, preview
from generator.i18n import translator
from generator.project import Project

LOCAL = ("127.0.0.1", "localhost", "::1")
"""Addresses that only this machine can reach."""


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


@click.command("serve", cls=options.Command, epilog="Example:\n\n  amanah serve -C examples/lembaga-contoh --port 8001")
@options.common
@options.output_format
@options.today
@click.option("--host", default="127.0.0.1", help="Address to listen at; only this machine can reach the usual one.")
@click.option("--port", default=8000, type=click.IntRange(0, 65535), help="Port to listen at; 0 takes a free one.")
@click.option(
    "--editor",
    default="vscode",
    metavar="NAME",
    help="Editor whose lines the findings lead to: vscode, vscodium, cursor, idea, none, or an address with {path}, {line} and {column}.",  # noqa: E501
)
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    project: Project, language: str, form: str, today: date | None, host: str, port: int, editor: str
) -> int:
    """Show the site on this machine, drafts included, and reload the page in the browser whenever a file is saved. What the checks find stands beside the figures it concerns, with a link to the line in the editor. Stop with Ctrl+C."""  # noqa: E501
    say = translator(language)
    # Other machines cannot open a file of this one, and need not know where it lies.
    opens = beside.address_of(editor) if host in LOCAL else ""
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt), preview(project, host, port, today, opens) as server:
        text = say("the site is at {url}; stop with Ctrl+C", url=address(server))
        click.echo(json.dumps({"url": address(server)}) if form == "json" else text)
        server.serve()  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    return 0
