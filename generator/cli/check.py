"""`amanah check`: say what is wrong in the authors' files."""

import gc
from datetime import date
from pathlib import Path

import click

from generator import build
from generator.cli import findings, options
from generator.cli.progress import bars
from generator.errors import UsageError
from generator.findings import Finding
from generator.i18n import msg, translator
from generator.project import Project


@click.command(
    "check",
    cls=options.Command,
    epilog="Example:\n\n  amanah check programs/klaster-mandiri-lebak --lang en",
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@options.common
@options.data
@options.findings_format
@options.strict
@options.today
def command(  # noqa: PLR0913 - one argument an option
    paths: tuple[Path, ...],
    project: Project,
    language: str,
    data: Path | None,
    form: str,
    today: date | None,
    *,
    strict: bool,
) -> int:
    """Check programs/ and content/ and build nothing. With PATHS, only what is found in these files and folders is shown; everything is read all the same, since files refer to each other."""  # noqa: E501
    gc.disable()  # all that is read is kept until the end, so looking for garbage only costs time
    say = translator(language)
    project = options.with_data(project, data)
    with bars(say) as progress:
        examined = build.examine(project, today=today, jobs=None, progress=progress)
    found = _below(examined.findings, paths, project)
    return findings.show(found, project, say, form, strict=strict).exit_code(strict=strict)


def _below(found: tuple[Finding, ...], paths: tuple[Path, ...], project: Project) -> tuple[Finding, ...]:
    """Keep the findings in the given files and folders."""
    if not paths:
        return found
    wanted = [path.resolve() for path in paths]
    outside = next((path for path in wanted if not path.is_relative_to(project.authored)), None)
    if outside is not None:
        raise UsageError(msg("{path} is not in the project {place}", path=outside, place=project.authored))
    return tuple(one for one in found if any(project.place(one.mark.file).is_relative_to(place) for place in wanted))
