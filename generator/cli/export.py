"""`amanah export`: write the data in other forms, without the site."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import click

from generator import build, exports, stages
from generator.cli import findings, options
from generator.cli.progress import bars, working
from generator.cli.shelf import Shelf
from generator.errors import UsageError
from generator.exports import Exported
from generator.i18n import Translator, msg, translator
from generator.progress import Progress
from generator.project import Project
from generator.sharing import processes
from generator.views.portfolio import PortfolioView, derive

ALL = "all"


@click.command(
    "export", cls=options.Command, epilog="Example:\n\n  amanah export xlsx iati --program air-bersih-bima --out data"
)
@click.argument("formats", nargs=-1, metavar="[all|FORMAT]...")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="exports",
    metavar="DIR",
    help="Folder to write to: a new one, an empty one, or one that this command made; without it, exports/.",
)
@click.option("--program", default="", metavar="ID", help="Only the files about this program.")
@options.common
@options.output_format
@options.strict
@options.today
def command(  # noqa: PLR0913 - one argument an option
    project: Project,
    language: str,
    formats: tuple[str, ...],
    out: Path,
    program: str,
    form: str,
    *,
    today: date | None,
    strict: bool,
) -> int:
    """Write the data in the forms named, or in all of them: csv, csv-excel, datapackage, feeds, figures, geojson, iati, jsonld, xlsx. They are the files that the site offers, with the same addresses below the folder. Where an error stands in the files that nobody disclosed, nothing is written. What a form cannot say is listed."""  # noqa: E501
    say = translator(language)
    names = _names(formats)
    with bars(say) as progress:
        examined = build.examine(project, drafts=False, today=today, jobs=None, progress=progress)
        code = findings.Summary.of(examined.findings).exit_code(strict=strict)
        made = _make(project, examined, names, program, progress) if code == 0 else _Made((), "")
    if code == 0:
        with working(say("Writing the files")):
            Shelf(out.resolve()).fill(made.files(), whole=not program)
    findings.show(
        examined.findings,
        project,
        say,
        form,
        folder=str(out),
        files=[_described(one, path, say) for path, one in made.paths()],
        left_out=made.left_out(say),
    )
    if form == "text":
        click.echo(_told(made, out, say) if code == 0 else say("nothing was written"))
    return code


@dataclass(frozen=True)
class _Made:
    """What the exports made, and the language whose files lie at the top."""

    exported: tuple[Exported, ...]
    first: str

    def paths(self) -> Iterator[tuple[str, Exported]]:
        """Yield where each file lies: as on the site, other languages below a folder of their own."""
        for one in self.exported:
            file = one.artifact
            yield file.uri if file.language == self.first else f"{file.language}/{file.uri}", one

    def files(self) -> dict[str, dict[str, bytes]]:
        """Return path and content of every file, form by form."""
        found: dict[str, dict[str, bytes]] = {}
        for path, one in self.paths():
            found.setdefault(one.name, {})[path] = one.artifact.data
        return found

    def left_out(self, say: Translator) -> list[str]:
        """Return what the forms could not say."""
        return [say.show(text) for one in self.exported for text in one.offer.warnings]


def _names(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return the exports that were asked for."""
    unknown = next((one for one in formats if one != ALL and one not in exports.exports), None)
    if unknown is not None:
        known = ", ".join((ALL, *(entry.name for entry in exports.exports)))
        raise UsageError(msg("{name} is not a form of the data; there are {known}", name=unknown, known=known))
    return () if ALL in formats else formats


def _make(
    project: Project, examined: stages.Examined, names: tuple[str, ...], program: str, progress: Progress
) -> _Made:
    view = _view(project, examined)
    if program and program not in {one.program.id for one in view.programs}:
        known = ", ".join(sorted(one.program.id for one in view.programs))
        raise UsageError(msg("there is no program {name}; there are {known}", name=program, known=known))
    watch = partial(_watched, progress)
    made = tuple(
        one
        for one in exports.run(view, names, watch, processes(len(view.programs), build.ONE))
        if program in ("", one.offer.program)
    )
    return _Made(made, view.publisher.languages[0])


def _watched(progress: Progress, names: list[str]) -> Iterable[str]:
    return progress.track(msg("Writing forms of the data"), names, len(names))


def _view(project: Project, examined: stages.Examined) -> PortfolioView:
    assert examined.portfolio is not None  # noqa: S101 - for the type checker; what cannot be loaded blocks
    assert examined.checked is not None  # noqa: S101 - as above
    view = derive(examined.portfolio, examined.checked)
    return replace(view, evidence=build.evidence_of(project, examined.portfolio))


def _described(one: Exported, path: str, say: Translator) -> dict[str, object]:
    data = one.artifact.data
    return {
        "path": path,
        "format": one.name,
        "program": one.offer.program or None,
        "media": one.offer.media or None,
        "title": say.show(one.offer.title),
        "size": len(data),
        "sha256": sha256(data).hexdigest(),
    }


def _told(made: _Made, out: Path, say: Translator) -> str:
    """Say how many files of each form there are, and what could not be said in it."""
    lines = []
    for name, files in made.files().items():
        size = (sum(map(len, files.values())) + 999) // 1000
        lines.append(say("{form}: {files} files, {size} kB", form=name, files=len(files), size=size))
    left = made.left_out(say)
    if left:
        lines += ["", say("Left out, since the form has no word for it or it is not reported:")]
        lines += [f"  {one}" for one in left]
    return "\n".join((*lines, "", say("{files} files in {folder}", files=len(made.exported), folder=out)))
