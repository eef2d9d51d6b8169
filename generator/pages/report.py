"""One page a period report, in the order that an Indonesian report customarily has."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.artifacts import Artifact, Drawing
from generator.i18n import msg
from generator.pages import linked
from generator.pages.kept import basis_of
from generator.pages.site import Site, program_url
from generator.views.program import ProgramView
from generator.views.report import ReportView


@dataclass(frozen=True)
class ReportPage:
    """What the template of a report receives."""

    program: ProgramView
    report: ReportView
    drawings: tuple[Drawing, ...]
    paper: str = ""
    """The name of its PDF, where there is one; it stands beside the page."""

    def drawn(self, section: str) -> tuple[Drawing, ...]:
        """Return the charts of one section."""
        return tuple(one for one in self.drawings if one.section == section)


def paper_of(report: ReportView) -> str:
    """Return the name of the PDF of a report; who has saved many can tell them apart."""
    return f"{report.scope.replace('/', '-')}.pdf"


def pages_of(site: Site, program: ProgramView) -> Iterator[Artifact]:
    """Yield a page for each report of a program."""
    for report in program.reports:
        uri = f"{program_url(program)}{report.report.id}/index.md"
        yield site.keep(uri, (report,), partial(basis_of, site, program, report), partial(_page, site, program, report))


def _page(site: Site, program: ProgramView, report: ReportView) -> Artifact:
    paper = paper_of(report) if site.options.paper else ""
    return site.page(
        f"{program_url(program)}{report.report.id}/index.md",
        "pages/report.html.jinja",
        ReportPage(program, report, site.drawings_of(report.scope), paper),
        msg("{report}: {program}", report=report.title, program=program.name),
        description=report.report.summary,
        crumbs=((msg("Programs"), "program/"), (program.name, program_url(program))),
        source=report.report.document,
        draft=report.report.status == "draft",
        things=linked.of_report(site, program, report),
        paper=paper,
    )
