"""`amanah import transactions`: put single amounts beside the report that they add up to."""

from pathlib import Path

import click

from generator import build, sources
from generator.cli import options, proposal
from generator.cli.progress import bars
from generator.errors import PublicationRefused, UsageError
from generator.i18n import msg, translator
from generator.imports import transactions
from generator.imports.guard import Refused
from generator.project import Project


@click.command(
    "transactions",
    cls=options.Command,
    epilog="Example:\n\n  amanah import transactions kas.xlsx --program air-bersih-bima --period 2024-semester-1",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.common
@click.option("--program", required=True, help="Folder of the program.")
@click.option("--period", required=True, help="Name of the report's file.")
@click.option("--write", is_flag=True, help="Write the changes; without it they are shown, and a terminal asks.")
@options.output_format
def command(  # noqa: PLR0913 - options
    file: Path, project: Project, language: str, *, program: str, period: str, write: bool, form: str
) -> int:
    """Read a list of transactions (.csv, .xlsx or .ods; one row an amount) into a table beside a report. Its rows are added, and what the report does not state yet is filled in; what it states is compared by `amanah check`. Faults name their row or cell, all at once, and then nothing is written. Leaves with 0 where nothing is to do or it was written, else with 1."""  # noqa: E501
    say = translator(language)
    portfolio = build.examine(project).portfolio
    if portfolio is None:
        raise PublicationRefused(msg("the files cannot be loaded; `amanah check` says why"))
    reading = sources.read(project)
    try:
        with bars(say) as watch:
            data = proposal.read(file)
            made = transactions.propose(file.name, data, reading, portfolio, program, period, watch)
    except Refused as fault:
        raise UsageError(msg("{place}: {said}", place=file, said=fault.why)) from None
    return proposal.finish(made, project, reading, say, form=form, write=write)
