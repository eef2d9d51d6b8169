"""The ledger pages: a row for each figure, so that every number on the site has an address."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import Message, msg
from generator.pages.site import Site, program_url
from generator.views.ledger import Ledger
from generator.views.program import ProgramView


@dataclass(frozen=True)
class LedgerPage:
    """What the template of a ledger receives."""

    ledger: Ledger
    program: ProgramView | None
    repository: str
    commit: str


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the ledger of the site, of each program and of each report."""
    programs = (msg("Programs"), "program/")
    title = msg("All figures")
    yield _page(site, "data/index.md", site.view.ledger, None, title, ())
    for program in site.view.programs:
        url = program_url(program)
        crumbs = (programs, (program.name, url))
        yield _page(site, f"{url}data/index.md", program.ledger, program, title, crumbs)
        for report in program.reports:
            here = f"{url}{report.report.id}/"
            inner = (*crumbs, (report.title, here))
            yield _page(site, f"{here}data/index.md", report.ledger, program, title, inner)


def _page(
    site: Site,
    uri: str,
    ledger: Ledger,
    program: ProgramView | None,
    title: Message,
    crumbs: tuple[tuple[object, str], ...],
) -> Artifact:
    repository = site.view.publisher.repository or ""
    context = LedgerPage(ledger, program, repository, site.options.commit)
    name = msg("{title}: {place}", title=title, place=crumbs[-1][0]) if crumbs else title
    words = msg("Every figure with its source, its place in the files, and the checks it passed.")
    return site.page(uri, "pages/ledger.html.jinja", context, name, description=words, crumbs=crumbs)
