"""`amanah import xlsx`: read a filled template into a report."""

from datetime import date
from pathlib import Path

import click

from generator import build, revisions, sources
from generator.cli import options, proposal
from generator.errors import PublicationRefused, UsageError
from generator.i18n import msg, translator
from generator.imports import book, spreadsheet
from generator.imports.guard import Refused
from generator.imports.spreadsheet import Order
from generator.project import Project


@click.command(
    "xlsx",
    cls=options.Command,
    epilog='Example:\n\n  amanah import xlsx semester-1.xlsx --reason "Angka diperbaiki menurut buku besar." --write',
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.common
@click.option("--program", help="Folder of the program; without it, the one that the workbook names.")
@click.option("--period", help="Name of the report's file; without it, the one that the workbook names.")
@click.option("--reason", default="", help="Why published figures change; readers see it beside the former numbers.")
@click.option("--write", is_flag=True, help="Write the changes; without it they are shown, and a terminal asks.")
@options.output_format
@options.today
def command(  # noqa: PLR0913 - options
    file: Path,
    project: Project,
    language: str,
    *,
    program: str | None,
    period: str | None,
    reason: str,
    write: bool,
    form: str,
    today: date | None,
) -> int:
    """Read a filled template (.xlsx or .ods) into its report: what differs is changed in place, what is new is added, and an empty cell changes nothing. Faults name their cell, all at once, and then nothing is written. Where a published figure changes, the former number goes into `corrections`. Leaves with 0 where nothing is to do or it was written, else with 1."""  # noqa: E501
    say = translator(language)
    examined = build.examine(project, today=today)
    if examined.portfolio is None:
        raise PublicationRefused(msg("the files cannot be loaded; `amanah check` says why"))
    try:
        read = book.read(file.name, proposal.read(file))
    except Refused as fault:
        raise UsageError(msg("{place}: {said}", place=file, said=fault.why)) from None
    reading = sources.read(project)
    order = Order(program or "", period or "", revisions.day_of(project, today), reason)
    made = spreadsheet.propose(read, reading, examined.portfolio, order)
    return proposal.finish(made, project, reading, say, form=form, write=write)
