"""`amanah import iati`: programs and reports out of files of IATI."""

from pathlib import Path

import click

from generator import sources
from generator.cli import options, proposal
from generator.i18n import translator
from generator.imports import iati
from generator.imports.iati import reading
from generator.project import Project
from generator.sources import Reading


@click.command(
    "iati",
    cls=options.Command,
    epilog="Example:\n\n  amanah import iati activities.xml --activity XM-DAC-1-2 --out proyek-baru --write",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.common
@click.option("--activity", default="", help="Identifier of one activity; without it, all of them.")
@click.option("--program", default="", help="Name of the program's folder; without it, one made from the title.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of another project, which may be new; without it, the project at hand.",
)
@click.option("--write", is_flag=True, help="Write the changes; without it they are shown, and a terminal asks.")
@options.output_format
def command(  # noqa: PLR0913 - options
    file: Path,
    project: Project,
    language: str,
    *,
    activity: str,
    program: str,
    out: Path | None,
    write: bool,
    form: str,
) -> int:
    """Read activities of IATI 2.03 (2.01 and 2.02 are read too) into new programs with their reports, partners and transactions. What has no place in the model is listed with its lines, and nothing is converted or made up: amounts in other currencies stay out. Files that this program exported give every figure back as it was typed. Leaves with 0 where it was written, else with 1."""  # noqa: E501
    say = translator(language)
    place = Project(out.resolve()) if out else project
    present = sources.read(place) if place.programs.is_dir() else Reading((), (), ())
    made = iati.propose(file.name, proposal.read(file, reading.MAX_XML), present, iati.Wanted(activity, program))
    return proposal.finish(made, place, present, say, form=form, write=write)
