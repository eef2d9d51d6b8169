"""The whole way from files to pages, in memory: the only module that knows all stages. Nothing is written here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from generator import checks, history, loader, manifest, revisions, sources
from generator.artifacts import Artifact, Evidence
from generator.checks import privacy
from generator.errors import EnvironmentFault, UsageError
from generator.findings import Finding, Mark, Severity, sort
from generator.i18n import LANGUAGES, Message, msg
from generator.making import Around, make_in_memory, make_on_shelf, memory_of, print_reports
from generator.manifest import Manifest
from generator.model.portfolio import Portfolio
from generator.progress import SILENT, Progress
from generator.project import Project
from generator.sharing import Workers, processes
from generator.sharing import workers as among
from generator.stages import Build, Examined
from generator.views.portfolio import PortfolioView, derive

if TYPE_CHECKING:
    from generator.bundle import Bundle
    from generator.media.photographs import Published
    from generator.shelf import Shelf

ONE = 1
"""Programs whose pages one process makes as fast as several."""

_PAGE = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def examine(
    project: Project,
    *,
    drafts: bool = True,
    today: date | None = None,
    jobs: int | None = 1,
    progress: Progress = SILENT,
) -> Examined:
    """Read, load and check everything; without `drafts` the reports that are not final are left out of the checks.

    `today` is the day against which consents are judged, in the place of the one that the environment or git names;
    `jobs` is the number of processes, `None` for as many as suit.
    """
    _look_at_cache(project)
    believed = tuple(revisions.committed(project))
    if believed:
        return Examined(believed)
    with progress.stage(msg("Reading")):
        reading = sources.read(project)
        loaded = loader.load(reading, progress)
    pages, refused = sources.read_pages(project)
    sums = reading.sums | {one.path: one.sum for one in pages}
    findings = [
        *loaded.findings,
        *refused,
        *sources.judge_templates(project),
        *_misnamed(pages),
        *privacy.find_in_pages(pages, loaded.portfolio),
        *privacy.find_in_comments(reading.sources),
    ]
    if loaded.portfolio is None:
        return Examined(sort(privacy.cover(findings)), pages=pages, sums=sums)
    portfolio = loaded.portfolio if drafts else _final(loaded.portfolio)
    with progress.stage(msg("Asking the repository")):
        past = history.read(project, portfolio, loaded.documents)
    portfolio = replace(portfolio, past=past, today=revisions.day_of(project, today))
    checked = checks.run(portfolio, jobs=jobs, progress=progress)
    checked = replace(checked, findings=privacy.cover(checked.findings))
    return Examined(sort([*privacy.cover(findings), *checked.findings]), portfolio, checked, pages, sums)


def build(  # noqa: PLR0913 - what a build is made of, each given by its name
    project: Project,
    *,
    drafts: bool = False,
    today: date | None = None,
    previous: Path | None = None,
    former: Build | None = None,
    jobs: int | None = 1,
    progress: Progress = SILENT,
    pdf: bool = False,
    anyway: bool = False,
    shelf: "Shelf | None" = None,
    workers: Workers | None = None,
    shard: tuple[int, int] | None = None,
) -> Build:
    """Make all pages and files of all languages; where a finding blocks there are none.

    `previous` is the manifest of the last publication, in the place of the one that the project keeps. What did not
    change since the build `former` is taken from there. With `pdf` each report is printed too; with `anyway`, for the
    eyes of authors only, pages are made where all files could be loaded, whatever the checks found in them. With a
    `shelf`, what is made of single programs is kept there instead of in memory, and what was kept is not made again;
    `workers` make the rest. Of a `shard`, such as the third of eight, only the units are made, and no site.
    """
    _look_at_cache(project)
    inputs = sources.sum_inputs(project)
    examined = examine(project, drafts=drafts, today=today, jobs=jobs, progress=progress)
    inputs |= examined.sums  # somebody may have saved a file since
    commit, day = revisions.last_commit(project)
    commit = "" if drafts else commit  # a preview is read between commits, and each would change all its pages
    as_of = today or revisions.epoch() or day
    inside = Manifest(
        inputs, program=f"amanah {version('amanah')}", commit=commit, as_of=as_of.isoformat() if as_of else ""
    )
    statement, fault = _follow(project, inside, previous)
    findings = sort([*examined.findings, *((fault,) if fault else ())])
    empty = Build(project, findings, examined.checked, today=as_of, commit=commit, statement=statement)
    stopped = empty.blocked and not (anyway and _is_readable(examined, findings))
    if stopped or examined.portfolio is None or examined.checked is None:
        return empty
    documents, faults = _documents(project, examined.portfolio)
    if faults:
        return replace(empty, findings=sort([*findings, *faults]))
    with progress.stage(msg("Deriving")):
        view = derive(examined.portfolio, examined.checked, former.view if former else None)
    view = replace(view, evidence={path: evidence for evidence, path, _ in documents})
    photographs, faults = _photographs(project, view)
    if faults:
        return replace(empty, findings=sort([*findings, *faults]))
    stage = replace(empty, view=view, memory=memory_of(former))
    languages: tuple[str, ...] = view.publisher.languages
    count = processes(len(view.programs), ONE) if jobs is None else jobs
    around = Around(examined, {path: one for path, one, _ in photographs}, paper=pdf, drafts=drafts)
    if shelf is not None:
        stage, artifacts = make_on_shelf(stage, around, shelf, (workers or among(count), progress, count), shard)
        if shard is not None:
            return stage
    else:
        stage, artifacts = make_in_memory(stage, around, former, (count, progress))
    artifacts[languages[0]] += tuple(
        Artifact(kept.uri, data, languages[0], source=path) for kept, path, data in documents
    )
    artifacts[languages[0]] += tuple(
        Artifact(uri, data, languages[0], source=path) for path, _, made in photographs for uri, data in made.items()
    )
    if pdf:
        artifacts = print_reports(stage, artifacts, progress)
    twice = tuple(_twice(artifacts, stage.units))
    if shelf is not None:  # all is made; what it was made from would only fill the memory while it is written
        stage = replace(stage, view=None, checked=None, issuer=view.publisher)
    return replace(stage, artifacts={} if twice else artifacts, findings=sort([*stage.findings, *twice]))


def _look_at_cache(project: Project) -> None:
    """Raise where the cache, or a folder in it, is a link: what is kept there would be written elsewhere."""
    for place in (project.cache, *(sorted(project.cache.iterdir()) if project.cache.is_dir() else ())):
        if place.is_symlink():
            raise EnvironmentFault(msg("{place} is a link to another place, so nothing is built there", place=place))


def _is_readable(examined: Examined, findings: Iterable[Finding]) -> bool:
    """Tell whether nothing but the checks objects, so that there is something to show."""
    if examined.portfolio is None or examined.checked is None or examined.portfolio.broken:
        return False
    return all(one in examined.checked.findings for one in findings if one.blocks)


def _follow(project: Project, statement: Manifest, previous: Path | None) -> tuple[Manifest, Finding | None]:
    """Return the statement as the successor of the manifest published before; the first of a chain has none."""
    place = previous or project.previous
    if previous is None and (place.is_symlink() or not place.is_file() or project.content.is_symlink()):
        return statement, None
    former = sources.read_plain(place.resolve(), manifest.MAX_BYTES)
    parsed = manifest.parse(former)
    if not isinstance(parsed, Message):
        return statement.after(former, parsed), None
    said = msg("this cannot be the manifest before this one: {reason}", reason=parsed)
    if previous is not None:
        raise UsageError(msg("{place}: {said}", place=place, said=said))
    hint = msg("copy manifest.json of the site as it is published now into this place")
    return statement, Finding("broken-manifest", Severity.ERROR, Mark(project.relative(place)), said, hint)


def _final(portfolio: Portfolio) -> Portfolio:
    """Leave out the reports that are still drafts."""
    final = {
        name: tuple(one for one in reports if one.status == "final") for name, reports in portfolio.reports.items()
    }
    return replace(portfolio, reports=final)


def evidence_of(project: Project, portfolio: Portfolio) -> dict[str, Evidence]:
    """Return the documents that sources keep as they are published, by their path in the project."""
    return {path: evidence for evidence, path, _ in _documents(project, portfolio)[0]}


def _documents(
    project: Project, portfolio: Portfolio
) -> tuple[tuple[tuple[Evidence, str, bytes], ...], tuple[Finding, ...]]:
    """Return the documents that sources keep, as they are published, and the pictures that cannot be."""
    if not portfolio.kept:
        return (), ()
    from generator import media  # noqa: PLC0415 - few projects keep documents, and `amanah check` needs no pictures

    found = tuple(media.publish(project, portfolio))
    faults = tuple(one for one in found if isinstance(one, Finding))
    return tuple(one for one in found if not isinstance(one, Finding)), faults


def _photographs(project: Project, view: PortfolioView) -> tuple[tuple["Published", ...], tuple[Finding, ...]]:
    """Return the photographs of all reports in the sizes that are published, and those that cannot be."""
    if not any(report.media for _, report in view.portfolio.all_reports()):
        return (), ()
    from generator import media  # noqa: PLC0415 - as in `_documents`

    found = tuple(media.publish_photographs(project, view.portfolio, project.cache / "images"))
    faults = tuple(one for one in found if isinstance(one, Finding))
    return tuple(one for one in found if not isinstance(one, Finding)), faults


def _misnamed(pages: Iterable[sources.Source]) -> Iterator[Finding]:
    """Report hand-written pages whose place or name cannot become an address."""
    for page in pages:
        _, _, rest = page.path.partition("/")
        language, _, uri = rest.partition("/")
        if language not in LANGUAGES or not _PAGE.fullmatch(uri):
            said = msg("this page has no place on the site")
            hint = msg("name it content/<language>/<page>.md, with small letters, digits and hyphens")
            yield Finding("misplaced-page", Severity.ERROR, Mark(page.path), said, hint)


def _twice(artifacts: Mapping[str, tuple[Artifact, ...]], units: "Iterable[Bundle]" = ()) -> Iterator[Finding]:
    """Report files of the site that would stand at one address."""
    for language, made in artifacts.items():
        known: dict[str, Artifact] = {}
        for one in (*made, *(one.thin for unit in units for one in unit.listed if one.language == language)):
            first = known.setdefault(one.url, one)
            if first is not one:
                said = msg("the address {url} is taken by another page", url=one.url or "/")
                file = next((name for name in (one.source, first.source) if name), "programs")
                yield Finding("address-taken", Severity.ERROR, Mark(file), said, msg("rename this file"))
