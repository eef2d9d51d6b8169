"""`amanah template xlsx`: a workbook for those who keep figures in spreadsheets."""

from pathlib import Path

import click

from generator import build, sources
from generator.cli import options
from generator.documents import MappingNode, parse
from generator.errors import PublicationRefused, UsageError
from generator.i18n import msg, translator
from generator.imports import vocabulary, workbook
from generator.imports.workbook import Template
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import is_identifier
from generator.project import Project
from generator.publish import reporting


@click.command(
    "template",
    cls=options.Command,
    epilog="Example:\n\n  amanah template xlsx air-bersih-bima --period 2024-semester-1 --out semester-1.xlsx",
)
@click.argument("kind", type=click.Choice(("xlsx",)))
@click.argument("program")
@options.common
@click.option(
    "--period", default="", help="Name of the report's file; one that is there fills the workbook with its figures."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
def command(project: Project, language: str, *, kind: str, program: str, period: str, out: Path) -> int:  # noqa: ARG001 - one kind so far
    """Write a workbook in which a report can be filled in: sheets in Indonesian with notes in both languages, lists to choose from, and formulas that show differences. `amanah import xlsx` reads it back."""  # noqa: E501
    say = translator(language)
    portfolio = build.examine(project).portfolio
    if portfolio is None:
        raise PublicationRefused(msg("the files cannot be loaded; `amanah check` says why"))
    data = workbook.write(_template(project, portfolio, _program(portfolio, program), period))
    with reporting(out):
        out.write_bytes(data)
    click.echo(say("{file} is written", file=out), err=True)
    return 0


def _program(portfolio: Portfolio, name: str) -> Program:
    found = next((one for one in portfolio.programs if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in portfolio.programs)
        raise UsageError(msg("no program is called {name}; there are: {known}", name=name, known=known))
    return found


def _template(project: Project, portfolio: Portfolio, program: Program, period: str) -> Template:
    """Return the report itself, or the last one to show the rows of a new one."""
    if period and not is_identifier(period):
        hint = msg("use small letters, digits and hyphens: bantuan-usaha-2024")
        raise UsageError(msg("{word} cannot be an id: {hint}", word=period[:40], hint=hint))
    reports = portfolio.reports_of(program)
    known = next((one for one in reports if one.id == period), None)
    model = known or (reports[-1] if reports else None)
    lists = vocabulary.gather(portfolio, program, known, {})
    texts = {one.path: one for one in sources.read(project).sources}
    document = parse(texts[model.document])[0] if model else None
    root = document.root if document else MappingNode()
    return Template(program, period, lists, root, fresh=known is None, languages=portfolio.publisher.languages)
