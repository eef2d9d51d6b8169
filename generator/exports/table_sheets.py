"""Sheets that only a workbook has: the changes of each fund side by side, and the sources."""

from collections.abc import Iterator, Sequence

from generator.exports.table import Field, Table, Value, value_of
from generator.i18n import Message, Translator, msg
from generator.views.labels import SOURCE_KINDS
from generator.views.program import ProgramView


def sheets(programs: Sequence[ProgramView], to: Translator) -> tuple[Table, ...]:
    """Return the changes of funds, and the sources."""
    return _funds(programs, to), _sources(programs, to)


def _field(name: str, title: Message, kind: str = "string", unit: str = "") -> Field:
    return Field(name, title, kind, "", required=False, unit=unit)


def _funds(programs: Sequence[ProgramView], to: Translator) -> Table:
    """Lay out opening, received, spent and closing of every fund; what is not reported stays empty."""
    amounts = (
        ("opening", msg("opening balance")), ("received", msg("received in total")),
        ("spent", msg("distributed in total")), ("surplus", msg("surplus or deficit")),
        ("closing", msg("closing balance")),
    )  # fmt: skip
    fields = (
        _field("title", msg("Program")),
        _field("report", msg("Report")),
        _field("from", msg("First day of the period"), "date"),
        _field("to", msg("Last day of the period"), "date"),
        _field("fund", msg("Fund")),
        *(_field(name, title, "number", "rupiah") for name, title in amounts),
    )
    rows = tuple(row for program in programs for row in _changes(program, to))
    return Table("funds", msg("Funds"), msg("What each fund held, received and spent, report by report"), fields, rows)


def _changes(program: ProgramView, to: Translator) -> Iterator[tuple[Value, ...]]:
    for report in program.reports:
        span = report.report.period
        for one in report.money.statements:
            amounts = (one.opening, one.received_total, one.spent_total, one.surplus, one.closing)
            yield (
                to.show(program.name),
                report.report.id,
                span.first.written if span.first else None,
                span.to.written if span.to else None,
                to.show(one.title),
                *(value_of(amount) for amount in amounts),
            )


def _sources(programs: Sequence[ProgramView], to: Translator) -> Table:
    fields = (
        _field("program", msg("Program")),
        _field("report", msg("Report")),
        _field("source", msg("Id of the source in the files")),
        _field("title", msg("Title")),
        _field("kind", msg("Sort of document")),
        _field("publisher", msg("Publisher")),
        _field("date", msg("Date"), "date"),
        _field("url", msg("Address")),
        _field("sha256", msg("SHA-256 of the kept copy")),
    )
    rows = tuple(row for program in programs for row in _documents(program, to))
    return Table("sources", msg("Sources"), msg("The documents that the figures rest on"), fields, rows)


def _documents(program: ProgramView, to: Translator) -> Iterator[tuple[Value, ...]]:
    own = [("", program.program.sources), *((one.report.id, one.report.sources) for one in program.reports)]
    for name, sources in own:
        for key, one in sources.items():
            day = one.date.written if one.date else None
            kind = to.show(SOURCE_KINDS[one.kind])
            yield program.program.id, name or None, key, one.title, kind, one.publisher, day, one.url, one.sha256
