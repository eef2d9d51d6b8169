"""Pages as they were rendered last, for a preview that renders again and again.

A page is taken from here where the objects that it tells of are the same ones (see `views.kept`), and all that it reads
besides them is equal. Whatever is missing there would show an author an old page: `tests/cli/test_preview.py` holds
each kind of edit against a new build.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.artifacts import Artifact
from generator.model.record import Record, walk
from generator.model.text import Text
from generator.pages.environment import find_quoted
from generator.views.program import ProgramView
from generator.views.report import ReportView

if TYPE_CHECKING:
    from generator.pages.site import Site


@dataclass
class Kept:
    """What was rendered, by language and address, each page with what it was made from."""

    pages: dict[tuple[str, str], tuple[tuple[object, ...], tuple[object, ...], Artifact]] = field(default_factory=dict)
    texts: dict[str, tuple[Record, tuple[Text, ...]]] = field(default_factory=dict)
    """The record of each file that was looked through, and its texts that quote figures."""

    def page(
        self,
        place: tuple[str, str],
        objects: tuple[object, ...],
        basis: tuple[object, ...],
        make: Callable[[], Artifact],
    ) -> Artifact:
        """Return a page, made anew unless all objects are the same ones and all of its basis is equal."""
        known = self.pages.get(place)
        same = known is not None and [*map(id, known[0])] == [*map(id, objects)] and known[1] == basis
        if known is None or not same:
            known = self.pages[place] = (objects, basis, make())
        return known[2]

    def quoting(self, record: Record) -> tuple[Text, ...]:
        """Return the texts of a record that quote figures."""
        known = self.texts.get(record.document)
        if known is None or known[0] is not record:
            found = tuple(one for one in walk(record) if isinstance(one, Text) and one.figure_links())
            known = self.texts[record.document] = (record, found)
        return known[1]


def frame_of(site: "Site", url: str) -> tuple[object, ...]:
    """Return what every page reads besides what it tells of; of files that it offers to machines their names."""
    named = tuple(replace(one, size=0) for one in site.named(url))
    options = replace(site.options, downloads=())
    return (site.view.publisher, options, named, site.view.evidence, site.templates, site.terms)


def basis_of(site: "Site", program: ProgramView, report: ReportView, kept: Kept) -> tuple[object, ...]:
    """Return what the pages of a report read besides its view: its neighbours, corrections, and figures quoted.

    What the file of the program says is the same where the view of the report is.
    """
    return (
        [(one.scope, one.title) for one in program.reports],
        [one for one in site.corrected.items() if one[0].startswith(f"{program.program.id}/")],
        list(_quoted(site, program, report, kept)),
    )


def _quoted(site: "Site", program: ProgramView, report: ReportView, kept: Kept) -> Iterator[object]:
    for text in (*kept.quoting(program.program), *kept.quoting(report.report)):
        for _, path in text.figure_links():
            found = find_quoted(site.figures, text.scope, path)
            yield found, site.corrected.get(found.address) if found else None
