"""`amanah build`: make the site."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from generator import build, paper, publish
from generator.cli import findings, options, site
from generator.cli.profile import Recorder
from generator.cli.progress import bars
from generator.cluster import Cluster
from generator.errors import EnvironmentFault, UsageError
from generator.i18n import Message, msg, nmsg, translator, visible
from generator.project import Project
from generator.shelf import Shelf
from generator.units import code


@click.command("build", cls=options.Command, epilog="Example:\n\n  amanah build -C examples/lembaga-contoh --strict")
@options.common
@options.data
@options.output_format
@options.strict
@options.today
@click.option(
    "--previous",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Manifest of the last publication; without it, content/previous-manifest.json where there is one.",
)
@click.option("--pdf", is_flag=True, help="Make a PDF of each report too; needs amanah[pdf] and Pango.")
@click.option(
    "--sign",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="KEY",
    help="SSH key to sign the manifest with, as manifest.json.sig.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes on this machine that share the work; without it, as many as it has cores, at most 8.",
)
@click.option(
    "--executor",
    type=click.Choice(("processes", "dask")),
    default="processes",
    help="Where the programs are drawn and rendered: in processes of this machine, or on a Dask cluster that runs already; needs amanah[dask].",  # noqa: E501
)
@click.option("--scheduler", metavar="ADDRESS", help="Scheduler of the cluster, such as tcp://10.0.0.5:8786.")
@click.option(
    "--shard",
    metavar="I/N",
    callback=lambda _context, _option, said: _shard(said),
    help="Make no site, but only what concerns single programs of the I-th of N shards, whole provinces each, for --merge on another machine; such as 3/8.",  # noqa: E501
)
@click.option(
    "--merge",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with what --shard made on other machines of the same commit; what is missing there is made here.",
)
@click.option(
    "--shards",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("shards"),
    show_default=True,
    metavar="DIR",
    help="Folder that --shard writes into.",
)
@click.option(
    "--profile",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="File to write into where the time went: each stage with its seconds, work and memory, as JSON.",
)
def command(  # noqa: PLR0913 - one argument an option
    project: Project,
    language: str,
    form: str,
    today: date | None,
    *,
    data: Path | None,
    previous: Path | None,
    sign: Path | None,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    shard: tuple[int, int] | None,
    merge: tuple[Path, ...],
    shards: Path,
    profile: Path | None,
    strict: bool,
    pdf: bool,
) -> int:
    """Build the site into site/, all languages. Where an error stands in the files that nobody disclosed, nothing is built, and the former site stays as it is."""  # noqa: E501
    say = translator(language)
    project = options.with_data(project, data)
    if pdf:
        paper.require()
    cluster = _cluster(executor, scheduler, project)
    recorder = _recorder(profile) if profile else None
    watchers = (recorder,) if recorder else ()
    if shard and (merge or pdf or sign):
        raise UsageError(msg("--shard makes no site: --merge, --pdf and --sign belong to the build that does"))
    place = shards if shard else project.cache / "units"
    # What a machine makes for another one must be there; what is only kept for the next build need not.
    keeping = publish.claimed if shard else publish.reserved
    with bars(say, *watchers) as progress, keeping(place) as folder:
        made = build.build(
            project,
            today=today,
            previous=previous,
            jobs=jobs,
            progress=progress,
            pdf=pdf,
            shelf=Shelf(folder, merge),
            workers=cluster,
            shard=shard,
        )
        made = replace(made, key=sign)
        if shard and not all(unit.name for unit in made.units):
            raise EnvironmentFault(msg("the disk did not take all of the shard into {place}", place=shards))
        code = findings.Summary.of(made.findings).exit_code(strict=strict)
        if code == 0 and not shard:
            with progress.stage(msg("Writing the site")):
                site.write(made, project.site, jobs=jobs, progress=progress)
    pages = made.pages if code == 0 else 0
    findings.show(made.findings, project, say, form, pages=pages)
    if form == "text" and shard and code == 0:
        count = len(made.units) // 2
        click.echo(say("shard {place} of {number}: {count} programs in {folder}; next: amanah build --merge {folder}",
                       place=shard[0], number=shard[1], count=count, folder=shards))  # fmt: skip
    elif form == "text":
        built = say("{pages} pages in {folder}", pages=pages, folder=project.relative(project.site))
        click.echo(built if code == 0 else say("nothing was built; the former site stays as it was"))
    if cluster and cluster.alone:
        click.echo(say.render(_lost(cluster.alone)), err=True)
    if profile and recorder:
        recorder.write(profile)
        click.echo(recorder.table(say), err=True)
    return code


def _shard(said: str | None) -> tuple[int, int] | None:
    """Read which shard is meant; raise `UsageError` where it is none."""
    if said is None:
        return None
    if found := re.fullmatch(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})", said):
        place, number = int(found[1]), int(found[2])
        if place <= number:
            return place, number
    raise UsageError(msg("--shard needs a shard and their number, such as 3/8, not {text}", text=visible(said)))


def _recorder(profile: Path) -> Recorder:
    """Return what records where the time goes; a file that cannot be written is told of before the work."""
    if not profile.absolute().parent.is_dir():
        place = profile.absolute().parent
        raise UsageError(msg("there is no folder {place} to write {name} into", place=place, name=profile.name))
    return Recorder()


def _cluster(executor: str, scheduler: str | None, project: Project) -> Cluster | None:
    """Return the cluster to work on, if any; one that is not as it should be is told of before the work."""
    if executor == "dask" and not scheduler:
        raise UsageError(msg("--executor dask needs the address of a scheduler: --scheduler tcp://127.0.0.1:8786"))
    if executor != "dask" and scheduler:
        raise UsageError(msg("--scheduler goes with --executor dask"))
    if not scheduler:
        return None
    found = Cluster(scheduler, partial(code, project.templates))
    found.require()
    return found


def _lost(count: int) -> Message:
    return nmsg(
        "{count} program was made on this machine, since the cluster lost it",
        "{count} programs were made on this machine, since the cluster lost them",
        count,
    )
