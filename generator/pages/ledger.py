"""The ledger pages: a row for each figure, so that every number on the site has an address."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.artifacts import Artifact
from generator.i18n import msg
from generator.model.past import Past
from generator.pages import linked
from generator.pages.environment import Writer
from generator.pages.kept import basis_of
from generator.pages.rows import Parts, Rows
from generator.pages.shelves import Shelf, shelves_of
from generator.pages.site import Site, program_url
from generator.views.ledger import Entry, Ledger
from generator.views.program import ProgramView
from generator.views.report import ReportView


@dataclass(frozen=True)
class LedgerPage:
    """What the template of a ledger receives."""

    ledger: Ledger
    program: ProgramView | None
    repository: str
    commit: str
    """What the whole project was built from, where it is known."""
    past: Past
    shelves: tuple[Shelf, ...] = ()
    """Files that tell the same, on the page of a program or of the site."""
    programs: tuple[ProgramView, ...] = ()
    """On the page of the site: the programs, whose pages offer files of their own."""

    def commit_of(self, file: str) -> str:
        """Return the last commit that changed a file, so that commits to other files change no page.

        Where the repository does not tell that commit, the one of the build holds the same lines.
        """
        last = self.past.last_commit_of(file)
        return last.id if last else self.commit if self.past.gap else ""

    @property
    def kinds(self) -> tuple[list[Entry], list[Entry]]:
        """Return the figures that sources state, and those that were computed from them."""
        computed = [one for one in self.ledger.entries if one.is_computed]
        return [one for one in self.ledger.entries if not one.is_computed], computed

    def rows(self, parts: Parts, w: Writer) -> Rows:
        """Return what writes the rows."""
        return Rows(parts, w, self.repository, self.commit_of)


TITLE = msg("All figures")


def pages_of(site: Site, program: ProgramView) -> Iterator[Artifact]:
    """Yield the ledger of a program and of each of its reports."""
    url = program_url(program)
    crumbs = ((msg("Programs"), "program/"), (program.name, url))
    yield _page(site, f"{url}data/index.md", program.ledger, program, crumbs)
    for report in program.reports:
        here = f"{url}{report.report.id}/"
        uri, above = f"{here}data/index.md", (*crumbs, (report.title, here))
        make = partial(_page, site, uri, report.ledger, program, above, report)
        yield site.keep(uri, (report,), partial(basis_of, site, program, report), make)


def page_of(site: Site, ledger: Ledger, program: ProgramView | None, shelves: tuple[Shelf, ...]) -> LedgerPage:
    """Return what the template of a ledger receives."""
    programs = site.view.programs if program is None else ()
    return LedgerPage(ledger, program, site.repository, site.options.commit, site.view.past, shelves, programs)


def _page(
    site: Site,
    uri: str,
    ledger: Ledger,
    program: ProgramView,
    crumbs: tuple[tuple[object, str], ...],
    report: ReportView | None = None,
) -> Artifact:
    context = page_of(site, ledger, program, shelves_of(site, uri, program.program.id) if report is None else ())
    name = msg("{title}: {place}", title=TITLE, place=crumbs[-1][0])
    words = msg("Every figure with its source, its place in the files, and the checks it passed.")
    # Every figure is found on the page that tells of it; its row here would only stand in the way.
    things = [linked.of_data(site, uri.removesuffix("index.md"), site.say(name), program, report)]
    return site.page(
        uri,
        "pages/ledger.html.jinja",
        context,
        name,
        description=words,
        crumbs=crumbs,
        searched=False,
        things=things,
    )
