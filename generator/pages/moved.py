"""Pages at the former addresses of programs and reports, which lead to where these stand now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.artifacts import Artifact
from generator.i18n import msg
from generator.pages.site import Site, program_url, relative
from generator.views.labels import Label
from generator.views.program import ProgramView


@dataclass(frozen=True)
class MovedPage:
    """What the template of such a page receives: the title of what moved, and where it stands now."""

    title: Label
    target: str


def pages_of(site: Site, program: ProgramView) -> Iterator[Artifact]:
    """Yield a page for each former address of a program, of its reports and of their ledgers."""
    here = program_url(program)
    roots = [f"program/{name}/" for name in program.program.aliases]
    for root in roots:
        yield from _both(site, root, here, program.name)
    for report in program.reports:
        target = f"{here}{report.report.id}/"
        names = (report.report.id, *report.report.aliases)
        olds = [f"{root}{name}/" for root in (here, *roots) for name in names]
        for old in olds:
            if old != target:
                yield from _both(site, old, target, report.title)


def _both(site: Site, old: str, target: str, title: Label) -> Iterator[Artifact]:
    yield _page(site, old, target, title)
    yield _page(site, f"{old}data/", f"{target}data/", title)


def _page(site: Site, old: str, target: str, title: Label) -> Artifact:
    uri = f"{old}index.md"
    words = msg("This page has moved")
    made = site.page(uri, "pages/moved.html.jinja", MovedPage(title, target), words, searched=False)
    return replace(made, meta={**made.meta, "moved": relative(made.url, target), "marks": False})
