"""The whole way from files to pages, in memory: the only module that knows all stages. Nothing is written here."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from generator import checks, history, loader, manifest, sources
from generator.artifacts import Artifact, Download, Drawing, Evidence, Photograph, SharedImage
from generator.checks import privacy
from generator.errors import EnvironmentFault, UsageError
from generator.findings import Checked, Finding, Mark, Severity, sort
from generator.i18n import LANGUAGES, Message, Translator, msg, translator, visible
from generator.manifest import Manifest
from generator.model.portfolio import Portfolio
from generator.model.publisher import Publisher
from generator.progress import SILENT, Progress
from generator.project import TEMPLATES, Project
from generator.sharing import Workers, processes, share
from generator.sharing import workers as among
from generator.views.ledger import SITE
from generator.views.portfolio import PortfolioView, derive

if TYPE_CHECKING:
    from generator.bundle import Bundle
    from generator.exports import Exported, ProgramFiles
    from generator.media.photographs import Published
    from generator.pages import ContentFile, Memory, RenderOptions
    from generator.shelf import Shelf

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that says as of which second a build is made (reproducible-builds.org)."""

ADDRESS = "AMANAH_SITE_URL"
"""The variable that says where the site will stand; `mkdocs.yml` reads it too."""

ONE = 1
"""Programs whose pages one process makes as fast as several."""

EXPORTING, RENDERING, JOINING = msg("Exporting"), msg("Rendering"), msg("Joining the files of the whole site")
AROUND = msg("Rendering the pages of the whole site")

MANY = 100
"""Programs of which no second process makes the pages that tell of all of them."""

NAMES = {"id": "Bahasa Indonesia", "en": "English"}
"""How each language calls itself."""

_GIT = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")
"""No program that a repository names is run, and no folder below it that looks like a repository is taken for one."""

_PAGE = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.md")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9._~/-]*)?")
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
_LICENCE = re.compile(r"[A-Za-z0-9.+-]+")


@dataclass(frozen=True)
class Examined:
    """What was read, loaded and checked; `portfolio` and `checked` are `None` where no publisher could be loaded."""

    findings: tuple[Finding, ...]
    portfolio: Portfolio | None = None
    checked: Checked | None = None
    pages: tuple[sources.Source, ...] = ()
    """The hand-written pages."""

    @property
    def blocked(self) -> bool:
        """Tell whether an undisclosed error stops the build."""
        return any(one.blocks for one in self.findings)


@dataclass(frozen=True)
class Build:
    """Everything that a site consists of, before the frame is put around its pages."""

    project: Project
    findings: tuple[Finding, ...]
    checked: Checked | None = None
    view: PortfolioView | None = None
    artifacts: Mapping[str, tuple[Artifact, ...]] = field(default_factory=dict)
    """The files of the site by language, the language of the root first; empty where findings block."""
    today: date | None = None
    """As of which day the site is built, where anything says so."""
    commit: str = ""
    """The commit that the files are exactly those of, or nothing."""
    statement: Manifest = field(default_factory=Manifest)
    """The manifest of the site, as far as it is known before the site is written."""
    key: Path | None = None
    """The SSH key to sign the manifest with."""
    drawings: Mapping[str, Mapping[str, tuple[Drawing, ...]]] = field(default_factory=dict)
    """The charts by language and scope."""
    filed: "dict[str, ProgramFiles]" = field(default_factory=dict)
    """What the exports made of each program, by its id."""
    memory: "Memory | None" = None
    """The pages of programs, for a later build that begins with this one."""
    units: "tuple[Bundle, ...]" = ()
    """The files about single programs, where they lie on a shelf; they are not among the `artifacts` then."""
    shelf: "Shelf | None" = None
    issuer: Publisher | None = None
    """Who publishes, where the view was let go of."""

    @property
    def blocked(self) -> bool:
        """Tell whether an undisclosed error stops the build."""
        return any(one.blocks for one in self.findings)

    @property
    def warned(self) -> bool:
        """Tell whether there is a warning that nobody disclosed."""
        return any(one.severity is Severity.WARNING and one.disclosed is None for one in self.findings)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the site, the one of the root first."""
        return tuple(self.artifacts) or LANGUAGES

    def files(self, language: str) -> Iterator[Artifact]:
        """Yield all files of a language; those about single programs one after another, as they come off the shelf."""
        yield from self.artifacts[language]
        for unit in self.units:
            yield from unit.artifacts(language)

    @property
    def pages(self) -> int:
        """Return how many pages there are in all languages."""
        own = sum(one.is_page for made in self.artifacts.values() for one in made)
        return own + sum(one.thin.is_page for unit in self.units for one in unit.listed) if self.artifacts else 0

    @property
    def site_url(self) -> str | None:
        """Return the address where the publisher says the site will stand."""
        said = self.by.site_url if self.by else None
        return said if said and _ADDRESS.fullmatch(said) else None

    def publisher(self, language: str) -> str:
        """Return the name of the publisher in a language, or that of the program where none could be read."""
        return self.by.name.localize(translator(language)) if self.by else "Amanah"

    @property
    def by(self) -> Publisher | None:
        """Return who publishes, where that could be read."""
        return self.view.publisher if self.view else self.issuer


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
    believed = tuple(_committed(project))
    if believed:
        return Examined(believed)
    with progress.stage(msg("Reading")):
        reading = sources.read(project)
        loaded = loader.load(reading, progress)
    pages, refused = sources.read_pages(project)
    findings = [
        *loaded.findings,
        *refused,
        *_misnamed(pages),
        *privacy.find_in_pages(pages, loaded.portfolio),
        *privacy.find_in_comments(reading.sources),
    ]
    if loaded.portfolio is None:
        return Examined(sort(privacy.cover(findings)), pages=pages)
    portfolio = loaded.portfolio if drafts else _final(loaded.portfolio)
    with progress.stage(msg("Asking the repository")):
        past = history.read(project, portfolio, loaded.documents)
    portfolio = replace(portfolio, past=past, today=day_of(project, today))
    checked = checks.run(portfolio, jobs=jobs, progress=progress)
    checked = replace(checked, findings=privacy.cover(checked.findings))
    return Examined(sort([*privacy.cover(findings), *checked.findings]), portfolio, checked, pages)


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
    commit, day = _last_commit(project)
    commit = "" if drafts else commit  # a preview is read between commits, and each would change all its pages
    as_of = today or _epoch() or day
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
    stage = replace(empty, view=view, memory=_memory(former))
    languages: tuple[str, ...] = view.publisher.languages
    count = processes(len(view.programs), ONE) if jobs is None else jobs
    around = _Around(examined, {path: one for path, one, _ in photographs}, paper=pdf, drafts=drafts)
    if shelf is not None:
        stage, artifacts = _on_shelf(stage, around, shelf, (workers or among(count), progress, count), shard)
        if shard is not None:
            return stage
    else:
        stage, artifacts = _in_memory(stage, around, former, (count, progress))
    artifacts[languages[0]] += tuple(
        Artifact(kept.uri, data, languages[0], source=path) for kept, path, data in documents
    )
    artifacts[languages[0]] += tuple(
        Artifact(uri, data, languages[0], source=path) for path, _, made in photographs for uri, data in made.items()
    )
    if pdf:
        artifacts = _print(stage, artifacts, progress)
    twice = tuple(_twice(artifacts, stage.units))
    if shelf is not None:  # all is made; what it was made from would only fill the memory while it is written
        stage = replace(stage, view=None, checked=None, issuer=view.publisher)
    return replace(stage, artifacts={} if twice else artifacts, findings=sort([*stage.findings, *twice]))


@dataclass(frozen=True)
class _Around:
    """What the pages of a build are made from, besides the view."""

    examined: Examined
    photographs: Mapping[str, Photograph]
    paper: bool
    drafts: bool

    @property
    def content(self) -> "tuple[ContentFile, ...]":
        """Return the hand-written pages."""
        return tuple(map(_content, self.examined.pages))


def _in_memory(
    stage: Build, around: _Around, former: Build | None, work: tuple[int, Progress]
) -> tuple[Build, dict[str, tuple[Artifact, ...]]]:
    """Make all files at once, and take from a former build what did not change."""
    view, project = _view(stage), stage.project
    languages: tuple[str, ...] = view.publisher.languages
    stage = replace(stage, filed=_filed(view, former))
    exported = _export(stage, work[0], drafts=around.drafts)
    options = _options(stage, exported, around)
    charts = project.cache / "charts"
    stage = replace(stage, drawings={one: _draw(view, one, charts, former, work) for one in languages})
    # A preview is not shared, and pictures that tell all figures would have it render every page again.
    shared = {one: () if around.drafts else _shared(view, one, project.cache / "images") for one in languages}
    artifacts = {
        one: (
            *_render(stage, around, one, replace(options, shared=_by_url(shared[one])), work),
            *(made.artifact for made in exported if made.artifact.language == one),
            *_pictures(shared[one], one),
        )
        for one in languages
    }
    return stage, artifacts


def _on_shelf(
    stage: Build, around: _Around, shelf: "Shelf", work: tuple[Workers, Progress, int], shard: tuple[int, int] | None
) -> tuple[Build, dict[str, tuple[Artifact, ...]]]:
    """Make program by program what the shelf does not have, and all else at once; of a shard only its programs."""
    from generator import charts, exports, pages, shards, units  # noqa: PLC0415 - as in `_render`

    view, checked, project, progress = _view(stage), _checked(stage), stage.project, work[1]
    languages: tuple[str, ...] = view.publisher.languages
    chosen, inputs, first = shards.choose(view.by_name, shard), stage.statement.inputs, languages[0]
    basis = units.Basis(inputs, project.templates)
    keys = [units.export_key(view, checked, basis, one) for one in chosen]
    exporting = units.Exporting(view, tuple(one.program.id for one in chosen))
    with progress.stage(EXPORTING):
        filed = units.make((units.export_unit, exporting), keys, shelf, work[0], partial(progress.track, EXPORTING))
    about = {one.program.id: units.exported(unit) for one, unit in zip(chosen, filed.bundles, strict=True)}
    # Pages about programs name some files of the whole site, by their addresses only.
    named = _options(stage, exports.run_site(view, {}, pages.EVERYWHERE), around)
    rendering = units.Rendering(
        view,
        checked,
        replace(named, downloads=tuple(replace(one, size=0) for one in named.downloads if one.named)),
        exporting.programs,
        {name: tuple(_download(one, first) for one in some) for name, some in about.items()},
        {one: pages.explained(around.content, one) for one in languages},
        project.cache / "images" if units.is_near(work[0]) else None,
    )
    own = [units.own_files(inputs, one) for one in chosen]
    drawn = [units.render_key(rendering, *each) for each in zip(keys, chosen, own, strict=True)]
    with progress.stage(RENDERING):
        told = units.make((units.render_unit, rendering), drawn, shelf, work[0], partial(progress.track, RENDERING))
    stage = replace(stage, units=(*told.bundles, *filed.bundles), shelf=shelf)
    if shard is not None:
        return stage, {}
    shelf.prune((*keys, *drawn))
    pieces = {one.program.id: units.parts(unit) for one, unit in zip(chosen, filed.bundles, strict=True)}
    with progress.stage(JOINING):
        everywhere = tuple(exports.run_site(view, pieces))
    whole = _options(stage, everywhere, around)
    offered = (_download(one, first) for name in sorted(about) for one in about[name])
    options = replace(whole, downloads=tuple(sorted((*whole.downloads, *offered), key=lambda one: one.format)))

    def site_in(language: str) -> tuple[Artifact, ...]:
        shared = tuple(_draw_home(view, language, project.cache / "images"))
        made = pages.render_site(
            view,
            checked,
            language,
            drawings={SITE: charts.draw_site(view, language, project.cache / "charts")},
            content=around.content,
            options=replace(options, shared=_by_url(shared)),
            listed=[one.thin for unit in told.bundles for one in unit.listed if one.language == language],
        )
        return (*made, *_pictures(shared, language))

    # They tell of all programs, so each child would copy most of what it inherits.
    jobs = work[2] if len(view.programs) < MANY else 1
    made = progress.track(AROUND, share(site_in, languages, jobs), len(languages))
    artifacts = {
        language: (*some, *(one.artifact for one in everywhere if one.artifact.language == language))
        for language, some in zip(languages, made, strict=True)
    }
    return stage, artifacts


def _view(stage: Build) -> PortfolioView:
    assert stage.view is not None  # noqa: S101 - for the type checker; `build` made it
    return stage.view


def _checked(stage: Build) -> Checked:
    assert stage.checked is not None  # noqa: S101 - as above
    return stage.checked


def _by_url(shared: Iterable[tuple[str, SharedImage, bytes]]) -> dict[str, SharedImage]:
    return {url: image for url, image, _ in shared}


def _pictures(shared: Iterable[tuple[str, SharedImage, bytes]], language: str) -> Iterable[Artifact]:
    return {image.uri: Artifact(image.uri, data, language) for _, image, data in shared}.values()


def _look_at_cache(project: Project) -> None:
    """Raise where the cache, or a folder in it, is a link: what is kept there would be written elsewhere."""
    for place in (project.cache, *(sorted(project.cache.iterdir()) if project.cache.is_dir() else ())):
        if place.is_symlink():
            raise EnvironmentFault(msg("{place} is a link to another place, so nothing is built there", place=place))


def _committed(project: Project) -> Iterator[Finding]:
    """Report a cache in git: whoever wrote it could have our pages say anything, with the right checksums."""
    kept = _git(replace(project, data=None), "ls-files", "-z", "--", project.cache.name).partition("\0")[0]
    if kept:
        said = msg("this is a cache of one machine, and does not belong in git")
        hint = msg("git rm -r --cached {folder}, and name {folder}/ in .gitignore", folder=project.cache.name)
        yield Finding("committed-cache", Severity.ERROR, Mark(visible(kept)), said, hint)


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


def settings(made: Build, language: str, extra: Mapping[str, object]) -> dict[str, object]:
    """Return what the data decide in the configuration of MkDocs: the names, the navigation, words of the frame."""
    ordered = sorted((one for one in made.artifacts[language] if one.nav is not None), key=lambda one: one.nav or 0)
    return {
        "site_name": escape(made.publisher(language)),
        "nav": [{escape(one.title): one.uri} for one in ordered],
        "use_directory_urls": True,
        "markdown_extensions": [],
        "extra": {**extra, "alternate": _alternates(made, language), "amanah": _frame(made, language)},
    }


def explain(made: Build, former: Build | None = None) -> Build:
    """Return a build in which every page says what blocks it; the pages are those of the last build that went well."""
    last = former or made
    artifacts = {
        language: tuple(
            _explanation(made, language, uri) for uri in {"index.md": 0} | _pages(last.artifacts.get(language, ()))
        )
        for language in last.languages
    }
    return replace(made, artifacts=artifacts, view=last.view)


def watched(project: Project) -> tuple[Path, ...]:
    """Return the folders and files that a site is made of."""
    places = (project.programs, project.content, project.config, project.templates, TEMPLATES)
    return tuple(dict.fromkeys(place for place in places if place.exists()))


def themes(project: Project) -> tuple[Path, ...]:
    """Return the folders of the theme, the one whose files come first at the front: the project's own, then ours."""
    return tuple(one for one in (project.templates / "theme", TEMPLATES / "theme") if one.is_dir())


def loosen(page: bytes) -> bytes:
    """Return a page without its security policy, which would refuse the script by which a preview reloads it."""
    return _POLICY.sub(b"", page, count=1)


def theme_assets(project: Project) -> dict[str, Path]:
    """Return our style sheets, scripts and fonts by their names, those of the project in the place of ours."""
    folders = [one / "assets" for one in reversed(themes(project))]
    found = {path.relative_to(folder).as_posix(): path for folder in folders for path in folder.rglob("*")}
    return {name: path for name, path in sorted(found.items()) if path.is_file()}


def _pages(artifacts: Iterable[Artifact]) -> dict[str, int]:
    return {one.uri: 0 for one in artifacts if one.is_page}


def _alternates(made: Build, language: str) -> list[dict[str, str]]:
    """Return the homes of all languages, seen from the root of one; the last language stands first.

    A reader who changes the language would otherwise always land on the first page of the other one.
    """
    first, up = made.languages[0], "./" if language == made.languages[0] else "../"
    homes = [(one, up if one == first else f"{up}{one}/") for one in reversed(made.languages)]
    return [{"name": NAMES[one], "link": link, "lang": one} for one, link in homes]


def _frame(made: Build, language: str) -> dict[str, object]:
    """Return what the frame of every page says about the publisher, as the theme reads it from `extra.amanah`."""
    say = translator(language)
    links = [
        {"title": one.title, "url": one.url} for one in made.artifacts[language] if one.source.startswith("content/")
    ]
    footer: dict[str, object] = {"built": _built(made, say), "links": links}
    root = "" if language == made.languages[0] else "../"  # both languages share the files of the frame
    said: dict[str, object] = {"publisher": made.publisher(language), "footer": footer, "root": root}
    publisher = made.by
    if publisher is None:
        return said
    said["data_license"] = publisher.data_license
    if _LICENCE.fullmatch(publisher.data_license):
        said["data_license_url"] = f"https://spdx.org/licenses/{publisher.data_license}.html"
    if publisher.short_name is not None:
        said["publisher_short"] = publisher.short_name.localize(say)
    if publisher.notice is not None:
        said["notice"] = publisher.notice.localize(say)
    return said


def _explanation(made: Build, language: str, uri: str) -> Artifact:
    """Return the page that stands in for another: file, line, message and hint of every finding that blocks."""
    say = translator(language)
    items = "".join(_item(one, say) for one in made.findings if one.blocks)
    title = say("The site cannot be shown yet")
    lede = say("These places must be mended first. The page loads again as soon as you save a file.")
    html = f'<h1>{escape(title)}</h1><p class="lede">{escape(lede)}</p><ol class="faults">{items}</ol>'
    meta = {"title": title, "lang": language, "marks": False}
    return Artifact(uri, html, language, title, meta=meta, nav=0 if uri == "index.md" else None)


def _item(finding: Finding, say: Translator) -> str:
    hint = f"<br>{escape(finding.hint.localize(say))}" if finding.hint else ""
    place, said = escape(str(finding.mark)), escape(finding.message.localize(say))
    return f"<li><p><code>{place}</code><br><strong>{said}</strong> [{escape(finding.code)}]{hint}</p></li>"


def _built(made: Build, say: Translator) -> str:
    parts = []
    if made.today:
        day = f"{made.today.day} {say.month(made.today.month)} {made.today.year}"
        parts.append(say("As of {date}", date=day))
    if made.commit:
        parts.append(say("commit {id}", id=made.commit[:10]))
    return ", ".join(parts)


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


def _shared(view: PortfolioView, language: str, cache: Path) -> tuple[tuple[str, SharedImage, bytes], ...]:
    """Return the pictures of shared links, by the addresses of their pages."""
    from generator import media  # noqa: PLC0415 - as in `_documents`

    about = (one for program in view.programs for one in media.draw_shared(view, language, cache, program))
    return (*_draw_home(view, language, cache), *about)


def _draw_home(view: PortfolioView, language: str, cache: Path) -> Iterator[tuple[str, SharedImage, bytes]]:
    """Yield the picture of the home page."""
    from generator import media  # noqa: PLC0415 - as in `_documents`

    return media.draw_shared(view, language, cache)


def _print(
    stage: Build, artifacts: Mapping[str, tuple[Artifact, ...]], progress: Progress
) -> dict[str, tuple[Artifact, ...]]:
    """Return all files with the PDF of each report beside its page."""
    from generator import paper  # noqa: PLC0415 - an extra

    publisher, stage = _view(stage).publisher, replace(stage, artifacts=artifacts)
    theme = {f"assets/{name}": path.read_bytes() for name, path in theme_assets(stage.project).items()}
    press = paper.Press(paper.gather(artifacts, theme), _address(stage), stage.project.cache / "pdf")
    printed: dict[str, tuple[Artifact, ...]] = {}
    for language, made in artifacts.items():
        say = translator(language)
        words = paper.Words(publisher.name.localize(say), publisher.notice.localize(say) if publisher.notice else "")
        root = "" if language == publisher.languages[0] else f"{language}/"
        pages = [one for one in stage.files(language) if one.meta.get("paper")]
        watched_pages = progress.track(msg("Printing"), pages, len(pages))
        printed[language] = (*made, *(press.print(one, root, words) for one in watched_pages))
    return printed


def _filed(view: PortfolioView, former: Build | None) -> "dict[str, ProgramFiles]":
    """Return the files about programs of which nothing changed since a former build, by id."""
    if former is None or former.view is None or former.view.evidence != view.evidence:
        return {}
    before = {one.program.id: one for one in former.view.programs}
    same = [one.program.id for one in view.programs if before.get(one.program.id) is one]
    return {name: former.filed[name] for name in same if name in former.filed}


def _export(stage: Build, jobs: int, *, drafts: bool) -> "tuple[Exported, ...]":
    """Return the files that the exports make; a preview makes only those that take no time."""
    from generator import exports  # noqa: PLC0415 - as in `_render`

    names = exports.previewed() if drafts else ()
    return tuple(exports.run(_view(stage), names, jobs=jobs, known=stage.filed))


def _options(stage: Build, exported: "Iterable[Exported]", around: _Around) -> "RenderOptions":
    from generator import pages  # noqa: PLC0415 - as in `_render`

    return pages.RenderOptions(
        templates=stage.project.templates,
        drafts=around.drafts,
        commit=stage.commit,
        today=stage.today,
        downloads=tuple(_download(one, _view(stage).publisher.languages[0]) for one in exported),
        photographs=around.photographs,
        paper=around.paper,
        address=_address(stage),
    )


def _download(made: "Exported", first: str) -> Download:
    offer, file = made.offer, made.artifact
    return Download(
        file.uri if file.language == first else f"{file.language}/{file.uri}",
        offer.title,
        file.size,
        format=made.name,
        form=made.form,
        media=offer.media,
        program=offer.program,
        language=offer.language,
        named=offer.named,
    )


def _address(stage: Build) -> str:
    """Return where the site will stand: what the environment says, as for MkDocs, else what the publisher says."""
    said = os.environ.get(ADDRESS, "")
    found = said if _ADDRESS.fullmatch(said) else stage.site_url
    return f"{found.rstrip('/')}/" if found else ""


def _render(
    stage: Build, around: _Around, language: str, options: "RenderOptions", work: tuple[int, Progress]
) -> tuple[Artifact, ...]:
    from generator import pages  # noqa: PLC0415 - `amanah check` needs no templates

    return pages.render(
        _view(stage),
        _checked(stage),
        language,
        drawings=stage.drawings[language],
        content=around.content,
        options=options,
        memory=stage.memory,
        jobs=work[0],
        progress=work[1],
    )


def _memory(former: Build | None) -> "Memory":
    from generator import pages  # noqa: PLC0415 - as in `_render`

    return former.memory if former and former.memory else pages.Memory()


def _content(page: sources.Source) -> "ContentFile":
    from generator import pages  # noqa: PLC0415 - as in `_render`

    language, uri = page.path.split("/", 2)[1:]
    return pages.ContentFile(page.path, uri, page.text, language)


def _draw(
    view: PortfolioView, language: str, cache: Path, former: Build | None, work: tuple[int, Progress]
) -> Mapping[str, tuple[Drawing, ...]]:
    """Draw the charts of one language; those of programs that are the same as before are taken from there."""
    from generator import charts  # noqa: PLC0415 - matplotlib takes half a second to import

    drawn = {SITE: charts.draw_site(view, language, cache)}
    before = former.drawings.get(language, {}) if former else {}
    kept = {one.program.id: one for one in former.view.programs} if former and former.view else {}
    same = [one for one in view.programs if before and kept.get(one.program.id) is one]
    for program in same:
        scopes = (program.program.id, *(report.scope for report in program.reports))
        drawn.update((scope, before[scope]) for scope in scopes)
    known = {id(one) for one in same}
    others = [one for one in view.programs if id(one) not in known]
    reports = {id(each) for one in kept.values() for each in one.reports} if before else set()
    drawn.update((each.scope, before[each.scope]) for one in others for each in one.reports if id(each) in reports)
    made = share(lambda place: charts.draw_all_of(others[place], language, cache, drawn), range(len(others)), work[0])
    for scopes_drawn in work[1].track(msg("Drawing"), made, len(others)):
        drawn.update(scopes_drawn)
    return drawn


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


def day_of(project: Project, today: date | None = None) -> date | None:
    """Return the day as of which a site is built: the one given, that of the environment, or of the last commit."""
    return today or _epoch() or _last_commit(project)[1]


def _epoch() -> date | None:
    """Return the day that the environment names."""
    seconds = os.environ.get(EPOCH, "")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(msg("{name} is not a number of seconds: {text}", name=EPOCH, text=seconds[:40])) from None


def _last_commit(project: Project) -> tuple[str, date | None]:
    """Return the last commit and its day; no commit where the authors' files differ from it."""
    # Only what the site is made of, so that a commit to anything else changes no page.
    said = _git(project, "log", "-1", "--no-show-signature", "--format=%H %cs", "--", "programs", "content")
    commit, _, day = said.partition(" ")
    if not day:
        return "", None
    clean = _git(project, "status", "--porcelain", "--ignore-submodules=all", "--", "programs", "content") == ""
    return commit if clean else "", date.fromisoformat(day)


def _git(project: Project, *arguments: str) -> str:
    """Ask git; without git, or outside a repository, there is no answer."""
    command = ["git", "-C", str(project.authored), *_GIT, *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        said = subprocess.run(  # noqa: S603 - fixed arguments
            command, capture_output=True, env=environment, timeout=20, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return said.stdout.strip()
