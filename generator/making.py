"""Make the files of a site out of its views: all at once in memory, or program by program on a shelf."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator import sources
from generator.artifacts import Artifact, Download, Drawing, Photograph, SharedImage
from generator.findings import Checked
from generator.i18n import msg, translator
from generator.progress import Progress
from generator.sharing import Workers, share
from generator.stages import Build, Examined
from generator.theme import theme_assets
from generator.views.ledger import SITE
from generator.views.portfolio import PortfolioView

if TYPE_CHECKING:
    from generator.exports import Exported, ProgramFiles
    from generator.pages import ContentFile, Memory, RenderOptions
    from generator.shelf import Shelf

EXPORTING, RENDERING, JOINING = msg("Exporting"), msg("Rendering"), msg("Joining the files of the whole site")
AROUND = msg("Rendering the pages of the whole site")

MANY = 100
"""Programs of which no second process makes the pages that tell of all of them."""


@dataclass(frozen=True)
class Around:
    """What the pages of a build are made from, besides the view."""

    examined: Examined
    photographs: Mapping[str, Photograph]
    paper: bool
    drafts: bool

    @property
    def content(self) -> "tuple[ContentFile, ...]":
        """Return the hand-written pages."""
        return tuple(map(_content, self.examined.pages))


def make_in_memory(
    stage: Build, around: Around, former: Build | None, work: tuple[int, Progress]
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


def make_on_shelf(
    stage: Build, around: Around, shelf: "Shelf", work: tuple[Workers, Progress, int], shard: tuple[int, int] | None
) -> tuple[Build, dict[str, tuple[Artifact, ...]]]:
    """Make program by program what the shelf does not have, and all else at once; of a shard only its programs."""
    from generator import charts, exports, pages, shards, units  # noqa: PLC0415 - as in `_render`

    view, checked, project, progress = _view(stage), _checked(stage), stage.project, work[1]
    languages: tuple[str, ...] = view.publisher.languages
    chosen, inputs, first = shards.choose(view.by_name, shard), stage.statement.inputs, languages[0]
    basis = units.Basis(inputs, units.code(project.templates))
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


def print_reports(
    stage: Build, artifacts: Mapping[str, tuple[Artifact, ...]], progress: Progress
) -> dict[str, tuple[Artifact, ...]]:
    """Return all files with the PDF of each report beside its page."""
    from generator import paper  # noqa: PLC0415 - an extra

    publisher, stage = _view(stage).publisher, replace(stage, artifacts=artifacts)
    theme = {f"assets/{name}": path.read_bytes() for name, path in theme_assets(stage.project).items()}
    press = paper.Press(paper.gather(artifacts, theme), stage.address, stage.project.cache / "pdf")
    printed: dict[str, tuple[Artifact, ...]] = {}
    for language, made in artifacts.items():
        say = translator(language)
        words = paper.Words(publisher.name.localize(say), publisher.notice.localize(say) if publisher.notice else "")
        root = "" if language == publisher.languages[0] else f"{language}/"
        pages = [one for one in stage.files(language) if one.meta.get("paper")]
        watched_pages = progress.track(msg("Printing"), pages, len(pages))
        printed[language] = (*made, *(press.print(one, root, words) for one in watched_pages))
    return printed


def _shared(view: PortfolioView, language: str, cache: Path) -> tuple[tuple[str, SharedImage, bytes], ...]:
    """Return the pictures of shared links, by the addresses of their pages."""
    from generator import media  # noqa: PLC0415 - as in `_documents`

    about = (one for program in view.programs for one in media.draw_shared(view, language, cache, program))
    return (*_draw_home(view, language, cache), *about)


def _draw_home(view: PortfolioView, language: str, cache: Path) -> Iterator[tuple[str, SharedImage, bytes]]:
    """Yield the picture of the home page."""
    from generator import media  # noqa: PLC0415 - as in `_documents`

    return media.draw_shared(view, language, cache)


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


def _options(stage: Build, exported: "Iterable[Exported]", around: Around) -> "RenderOptions":
    from generator import pages  # noqa: PLC0415 - as in `_render`

    return pages.RenderOptions(
        templates=stage.project.templates,
        drafts=around.drafts,
        commit=stage.commit,
        today=stage.today,
        downloads=tuple(_download(one, _view(stage).publisher.languages[0]) for one in exported),
        photographs=around.photographs,
        paper=around.paper,
        address=stage.address,
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


def _render(
    stage: Build, around: Around, language: str, options: "RenderOptions", work: tuple[int, Progress]
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


def memory_of(former: Build | None) -> "Memory":
    """Return what a former build keeps of its pages; without one there is nothing yet."""
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
