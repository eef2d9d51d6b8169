"""Pages: one file a page kind, with a template of the same name; HTML out of Jinja with autoescape.

Every module here has a function `pages(site)` that yields artifacts. A template receives a frozen dataclass and
formats it; it computes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.artifacts import Artifact, Drawing
from generator.collecting import undisturbed
from generator.findings import Checked
from generator.i18n import msg
from generator.pages import (
    comparison,
    corrections,
    data,
    home,
    ledger,
    listing,
    moved,
    openness,
    overview,
    program,
    programs,
    quality,
    regions,
    report,
    rules,
    style,
    subjects,
    tables,
    terms,
)
from generator.pages import content as content_pages
from generator.pages.kept import Kept
from generator.pages.program import neighbours
from generator.pages.site import EVERYWHERE, ContentFile, RenderOptions, Site
from generator.progress import SILENT, Progress
from generator.sharing import share
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

__all__ = [
    "EVERYWHERE",
    "ContentFile",
    "Memory",
    "RenderOptions",
    "Site",
    "around",
    "explained",
    "render",
    "render_program",
    "render_site",
]


@dataclass
class Memory:
    """Pages of programs as they were rendered last, for a preview that renders again and again."""

    pages: dict[tuple[str, str], tuple[tuple[object, ...], tuple[Artifact, ...]]] = field(default_factory=dict)
    """What the pages of a program were made from, and the pages, by language and program."""
    single: Kept = field(default_factory=Kept)
    """Pages of programs that changed, and of the whole site."""


def render(  # noqa: PLR0913 - what the pages are made of, each given by its name
    view: PortfolioView,
    checked: Checked,
    language: str,
    *,
    drawings: Mapping[str, tuple[Drawing, ...]],
    content: Sequence[ContentFile],
    options: RenderOptions,
    memory: Memory | None = None,
    jobs: int = 1,
    progress: Progress = SILENT,
) -> tuple[Artifact, ...]:
    """Render every page of one language; nothing is written.

    With a `memory`, programs that are the same objects as before are not rendered again. Those that are, are shared
    among so many processes.
    """
    kept = memory or Memory()
    single = kept.single if memory else None
    site = Site(view, checked, language, drawings, options, terms.explained(content, language), kept=single)
    made = (*_head(site), *_programs(site, kept, jobs, progress), *_tail(site, content, kept))
    return (*made, listing.page(site, made))


def render_site(  # noqa: PLR0913 - as for `render`
    view: PortfolioView,
    checked: Checked,
    language: str,
    *,
    drawings: Mapping[str, tuple[Drawing, ...]],
    content: Sequence[ContentFile],
    options: RenderOptions,
    listed: Iterable[Artifact],
) -> tuple[Artifact, ...]:
    """Render the pages of one language that are about no single program; `listed` are those that are."""
    site = Site(view, checked, language, drawings, options, terms.explained(content, language))
    with undisturbed():
        head, tail = tuple(_head(site)), tuple(_tail(site, content, Memory()))
        return (*head, *tail, listing.page(site, (*head, *listed, *tail)))


def render_program(site: Site, program: ProgramView) -> tuple[Artifact, ...]:
    """Render all pages about a program, which reads of other programs only what `around` returns."""
    return _program(site, program)


def around(view: PortfolioView, program: ProgramView) -> tuple[object, ...]:
    """Return what the pages of a program say of other programs: names, and of those that are related the places."""
    others = (*neighbours(view, program), *view.related[program.program.id])
    return tuple((one.program.id, one.name, one.regions) if one else None for one in others)


def explained(content: Sequence[ContentFile], language: str) -> frozenset[str]:
    """Return the terms that the glossary of a language explains."""
    return terms.explained(content, language)


def _head(site: Site) -> Iterator[Artifact]:
    for kind in (home, programs, overview, subjects, regions):
        yield from kind.pages(site)
    yield from tables.pages(site, site.drawings_of("site"))


def _tail(site: Site, content: Sequence[ContentFile], memory: Memory) -> Iterator[Artifact]:
    for kind in (data, openness, quality, corrections, style):
        yield from kind.pages(site)
    yield from _rules(site, memory)
    yield from content_pages.pages(site, content)


def _programs(site: Site, memory: Memory, jobs: int, progress: Progress) -> Iterator[Artifact]:
    """Yield the pages of all programs, rendered unless everything they are made from is as it was."""
    bases = [_basis(site, one) for one in site.view.programs]
    stale = [place for place, one in enumerate(site.view.programs) if not _is_known(site, one, bases[place], memory)]
    made = share(lambda place: _program(site, site.view.programs[place]), stale, jobs)
    for place, pages in zip(stale, progress.track(msg("Rendering"), made, len(stale)), strict=True):
        one = site.view.programs[place]
        memory.pages[site.language, one.program.id] = ((one, *bases[place]), pages)
    for one in site.view.programs:
        yield from memory.pages[site.language, one.program.id][1]


def _is_known(site: Site, one: ProgramView, basis: tuple[object, ...], memory: Memory) -> bool:
    known = memory.pages.get((site.language, one.program.id))
    return known is not None and known[0][0] is one and known[0][1:] == basis


def _options_of(site: Site, one: ProgramView) -> RenderOptions:
    # Files about others stand on pages of this one by their addresses only.
    named = tuple(replace(file, size=0) for file in site.downloads_of() if file.named)
    return replace(site.options, downloads=(*named, *site.downloads_of(one.program.id)))


def _basis(site: Site, one: ProgramView) -> tuple[object, ...]:
    """Return everything besides its view that the pages of a program are made from."""
    return (around(site.view, one), _options_of(site, one), site.view.evidence, site.templates, site.terms)


def _program(site: Site, one: ProgramView) -> tuple[Artifact, ...]:
    """Render the pages of a program."""
    scopes = (one.program.id, *(report.scope for report in one.reports))
    drawn = (each for scope in scopes for each in site.drawings_of(scope))
    kinds = (program, report, comparison, ledger, moved)
    return (*(page for kind in kinds for page in kind.pages_of(site, one)), *tables.pages(site, drawn))


def _rules(site: Site, memory: Memory) -> tuple[Artifact, ...]:
    """Return the rule book, which nothing that authors write changes but what they say of themselves."""
    key, basis = (site.language, rules.BOOK), (site.view.publisher, site.options.templates, site.templates)
    known = memory.pages.get(key)
    if known is not None and known[0] == basis:
        return known[1]
    made = tuple(rules.pages(site))
    memory.pages[key] = (basis, made)
    return made
