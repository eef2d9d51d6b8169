"""`amanah render`: write the pages as plain files, for another site builder."""

from datetime import date
from pathlib import Path

import click

from generator import build
from generator.cli import findings, options, plain
from generator.cli.progress import bars
from generator.i18n import translator
from generator.project import Project


@click.command("render", cls=options.Command, epilog="Example:\n\n  amanah render --out /tmp/pages")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder to write to: a new one, an empty one, or one that this command made.",
)
@click.option("--drafts", is_flag=True, help="Take reports in that are still drafts.")
@options.common
@options.output_format
@options.strict
@options.today
def command(  # noqa: PLR0913 - one argument an option
    project: Project, language: str, out: Path, form: str, today: date | None, *, drafts: bool, strict: bool
) -> int:
    """Write every page as one file of front matter and HTML, and all other files beside them, so that any site builder can take over. A README in the folder says how."""  # noqa: E501
    say = translator(language)
    with bars(say) as progress:
        made = build.build(project, drafts=drafts, today=today, jobs=None, progress=progress)
    code = findings.Summary.of(made.findings).exit_code(strict=strict)
    written = plain.write(made, out.resolve()) if code == 0 else 0
    findings.show(made.findings, project, say, form, files=written)
    if form == "text":
        click.echo(
            say("{files} files in {folder}", files=written, folder=out) if code == 0 else say("nothing was written")
        )
    return code
