"""All that a publisher reports, as frozen records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.model.figure import Figure, Suppressed
from generator.model.organization import Organization
from generator.model.past import Past
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.record import figures
from generator.model.report import Report
from generator.model.source import SourceDocument
from generator.model.transaction import Transaction
from generator.sources import Kept


@dataclass(frozen=True)
class Portfolio:
    """A publisher, its partners, its programs, and their reports in the order of time."""

    publisher: Publisher
    organizations: dict[str, Organization]
    programs: tuple[Program, ...]
    reports: dict[str, tuple[Report, ...]] = field(default_factory=dict)
    """Reports by program id."""
    media: tuple[str, ...] = ()
    """Files below the folders `media`, relative to the project."""
    broken: frozenset[str] = frozenset()
    """Files that could not be loaded or are missing, so that references into them cannot be judged."""
    past: Past = field(default_factory=Past)
    """What the figures were before, as far as the repository tells it."""

    today: date | None = None
    """As of which day consents are judged; without one, none of them ends."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """What stands in the files of `media`, by their paths."""

    transactions: Mapping[str, tuple[Transaction, ...]] = field(default_factory=dict)
    """The single amounts of the reports that have a table of them, by the file of the report."""

    def reports_of(self, program: Program) -> tuple[Report, ...]:
        """Return the reports of a program, the oldest first."""
        return self.reports.get(program.id, ())

    def rows_of(self, program: Program) -> tuple[tuple[Transaction, ...], ...]:
        """Return the single amounts of each report of a program."""
        return tuple(self.transactions.get(one.document, ()) for one in self.reports_of(program))

    def all_reports(self) -> Iterator[tuple[Program, Report]]:
        """Yield every report with its program."""
        for program in self.programs:
            for report in self.reports_of(program):
                yield program, report

    def figures(self) -> Iterator[Figure | Suppressed]:
        """Yield every written figure of all programs and reports."""
        for program in self.programs:
            yield from figures(program)
            for report in self.reports_of(program):
                yield from figures(report)

    def documents(self) -> Iterator[SourceDocument]:
        """Yield every source of all programs and reports that names a kept copy."""
        for program in self.programs:
            for sources in (program.sources, *(one.sources for one in self.reports_of(program))):
                yield from (one for one in sources.values() if one.file)

    def sources_of(self, program: Program, report: Report | None = None) -> dict[str, SourceDocument]:
        """Return the sources that figures of a report may name: its own, and those of its program."""
        return {**program.sources, **(report.sources if report else {})}
