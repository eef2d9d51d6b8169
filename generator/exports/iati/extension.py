"""What IATI has no word for, in our own namespace at the end of an activity, so that the way back loses no figure."""

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from generator.exports.iati.xml import LANG, Writing, Written, carry, mine, texts
from generator.i18n import msg
from generator.model.figure import Suppressed
from generator.model.program import Program
from generator.model.record import figures
from generator.model.report import Report
from generator.model.source import SourceDocument
from generator.views.program import ProgramView

UNSAID = msg("IATI has no place for this figure")


def write_extension(parent: etree._Element, program: ProgramView, writing: Writing) -> None:
    """Write the rest of a program and one element a report; every figure that has no place above is in one of them."""
    said = program.program
    top = mine(parent, "program", format=said.format, source=said.source)
    for component in said.components:
        texts(mine(top, "component", id=component.id), "name", component.name)
    _sources(top, said.sources)
    _rest(top, "", said, writing)
    for view in program.reports:
        _report(parent, view.report, writing)


def _report(parent: etree._Element, report: Report, writing: Writing) -> None:
    span, people = report.period, report.beneficiaries
    element = mine(
        parent,
        "report",
        id=report.id,
        status=report.status,
        source=report.source,
        first=span.first.written if span.first else None,
        to=span.to.written if span.to else None,
        published=report.published.written if report.published else None,
        counting=people.counting if people else None,
    )
    texts(element, "title", report.title)
    texts(element, "summary", report.summary)
    for one in report.activities:
        days = {"on": one.on, "first": one.first, "to": one.to}
        written = {key: day.written for key, day in days.items() if day}
        texts(mine(element, "activity", id=one.id, kind=one.kind, **written), "title", one.title)
    _sources(element, report.sources)
    _rest(element, report.id, report, writing)


def _sources(parent: etree._Element, sources: dict[str, SourceDocument]) -> None:
    for key, one in sources.items():
        day = one.date.written if one.date else None
        mine(parent, "source", one.title, id=key, kind=one.kind, publisher=one.publisher, author=one.author, date=day,
             url=one.url, file=one.file, **{LANG: one.language})  # fmt: skip


def _rest(parent: etree._Element, name: str, top: Program | Report, writing: Writing) -> None:
    """Carry every figure that no element of IATI says, and report those for which nothing gave a reason yet."""
    told = {address for one in writing.omissions for address in one.figures}
    left = [one for one in figures(top) if one.address not in writing.placed]
    for one in left:
        carry(parent, one)
    for what, cells in groupby((one for one in left if one.address not in told), _around):
        writing.omit(name, what, UNSAID, _public(cells))


def _around(cell: Written) -> str:
    """Return the part of a file that a figure belongs to, such as `finance.funds.zakat`."""
    steps = cell.anchor.split(".")
    return ".".join(steps[:3] if steps[0] == "finance" else steps[:2])


def _public(cells: Iterator[Written]) -> list[Written]:
    return [one for one in cells if not isinstance(one, Suppressed)]
