"""The tables of figures: all of them, and those of results, money and beneficiaries laid out by what they are about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.exports.table import TAGS, Column, Reference, Table, Value, make_table, status_of, value_of
from generator.exports.wording import Wording
from generator.i18n import Message, msg
from generator.model.figure import Figure, Formula, Suppressed
from generator.model.record import FigureType, Record, walk
from generator.views.ledger import Entry, ledger_url
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView
from generator.views.report import ReportView

Step = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The file that a row belongs to: ids and days are looked up once, not for each figure."""

    program: ProgramView | None = None
    report: ReportView | None = None
    program_id: str | None = None
    report_id: str | None = None
    first: str | None = None
    to: str | None = None


NOWHERE = Place()
"""Where the figures of the whole site stand."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, or the place of one that nobody reported or that was taken down."""

    address: str
    status: str
    trail: tuple[object, ...]
    path: Step
    """Where it stands in its file; empty for what was computed."""
    place: Place = NOWHERE
    entry: Entry | None = None
    figure: Figure | Suppressed | None = None
    """The figure, withheld or not."""
    shown: Figure | None = None
    """The figure where its number is public."""

    @property
    def program(self) -> ProgramView | None:
        """Return the program it belongs to."""
        return self.place.program

    @property
    def report(self) -> ReportView | None:
        """Return the report it belongs to."""
        return self.place.report


def rows_of_site(view: PortfolioView) -> Iterator[Row]:
    """Yield the figures that belong to no program."""
    return (_row(entry, NOWHERE) for entry in view.ledger.entries)


def rows_of(program: ProgramView) -> Iterator[Row]:
    """Yield every figure of a program and of its reports, after those of each file what is missing there."""
    for report in (None, *program.reports):
        yield from _of_file(program, report)


def _of_file(program: ProgramView, report: ReportView | None) -> Iterator[Row]:
    ledger, top = (report or program).ledger, report.report if report else program.program
    place = _place(program, report)
    known = {entry.figure.address for entry in ledger.entries}
    yield from (_row(entry, place) for entry in (*ledger.entries, *ledger.rows))
    names = (report or program).names
    for path in dict.fromkeys((*_blanks(top), *(_unanswered(program, report) if report else ()))):
        address = f"{ledger.scope}/{'.'.join(path)}"
        if address not in known:
            trail = names.trail(top, path)
            yield Row(address, "not-reported", trail, path, place)
    for one in top.withdrawals:
        address = f"{ledger.scope}/{one.at}"
        if address not in known:
            path = tuple(one.at.split("."))
            yield Row(address, "withdrawn", (one.reason,), path, place)


def _place(program: ProgramView, report: ReportView | None) -> Place:
    if report is None:
        return Place(program, None, program.program.id)
    span = report.report.period
    first, to = (day.written if day else None for day in (span.first, span.to))
    return Place(program, report, program.program.id, report.report.id, first, to)


def _row(entry: Entry, place: Place) -> Row:
    figure = entry.figure
    path = () if isinstance(figure.origin, Formula) else figure.origin.path
    shown = figure if isinstance(figure, Figure) else None
    return Row(figure.address, status_of(entry), entry.trail, path, place, entry, figure, shown)


def _blanks(top: Record) -> Iterator[Step]:
    """Yield the places of figures whose key stands in the file without a number."""
    for record in walk(top):
        if not isinstance(record, Record):
            continue
        for name, field in type(record).model_fields.items():
            value = getattr(record, name)
            if isinstance(value, dict):
                yield from ((*record.path, name, key) for key, cell in value.items() if cell is None)
            elif value is None and any(isinstance(one, FigureType) for one in field.metadata):
                key = field.alias or name
                if record.node_of(key) is not None:
                    yield (*record.path, key)


def _unanswered(program: ProgramView, report: ReportView) -> Iterator[Step]:
    """Yield the places of what every report is asked for and this one does not tell."""
    people, finance = report.report.beneficiaries, report.report.finance
    if people is None or people.total is None:
        yield ("beneficiaries", "total")
    if report.money.spent.total is None:
        yield ("finance", "spent", "total")
    for kind, fund in finance.funds.items() if finance else ():
        for name in ("opening", "closing"):
            if getattr(fund, name) is None:
                yield ("finance", "funds", kind, name)
    told = {one.indicator for one in report.report.results if one.actual is not None}
    for one in program.program.indicators:
        if one.id not in told:
            yield ("results", one.id, "actual")


# --- columns -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Columns:
    """Makes the columns that several tables share, one a language for texts."""

    view: PortfolioView
    wording: Wording

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the site."""
        return self.view.publisher.languages

    def texts(self, name: str, title: Message, get: Callable[[Row], object]) -> Iterator[Column[Row]]:
        """Yield one column a language."""
        for language in self.languages:
            say = partial(self._say, get, language)
            yield Column(f"{name}_{TAGS[language]}", title, say, language=language)

    def _say(self, get: Callable[[Row], object], language: str, row: Row) -> str | None:
        found = get(row)
        if not isinstance(found, tuple):
            return (self.wording.say(found, language) or None) if found else None
        return ", ".join([self.wording.say(one, language) for one in found if one]) or None

    def head(self) -> Iterator[Column[Row]]:
        """Yield what every table of figures begins with."""
        yield Column("address", msg("Address of the figure on the site"), lambda row: row.address, required=True)
        yield Column("program", msg("Program"), lambda row: row.place.program_id)
        yield Column("report", msg("Report"), lambda row: row.place.report_id)
        yield Column("from", msg("First day of the period"), lambda row: row.place.first, "date")
        yield Column("to", msg("Last day of the period"), lambda row: row.place.to, "date")

    def number(self) -> Iterator[Column[Row]]:
        """Yield status, number and unit."""
        yield Column("status", msg("Status of the figure"), lambda row: row.status, required=True)
        yield Column("value", msg("Number; empty where it is not public or not reported"), _value, "number")
        yield Column("unit", msg("Unit"), lambda row: row.figure.unit.id if row.figure else None)

    def foot(self) -> Iterator[Column[Row]]:
        """Yield source and notes."""
        yield Column("source", msg("Title of the source"), _source)
        yield from self.texts("note", msg("Note"), lambda row: row.figure.note if row.figure else None)


def _value(row: Row) -> Value:
    return value_of(row.figure)


def _source(row: Row) -> Value:
    return row.entry.source.title if row.entry and row.entry.source else None


TO_FIGURES = (Reference("address", "figures", "address"),)


def tables_of_figures(view: PortfolioView, wording: Wording, found: Iterable[Row]) -> tuple[Table, ...]:
    """Return the tables figures, results, money and beneficiaries."""
    # A figure that several ledgers show, such as one that a later report adds to, has one row: that of its own ledger.
    rows = tuple({row.address: row for row in found}.values())
    columns = Columns(view, wording)
    return (_figures(rows, columns), _results(rows, columns), _money(rows, columns), _people(rows, columns))


def _figures(rows: Iterable[Row], columns: Columns) -> Table:
    one: tuple[Column[Row], ...] = (
        *columns.head(),
        *columns.texts("label", msg("What it counts"), lambda row: row.trail),
        *columns.number(),
        Column("precision", msg("Size of the last written place"), _precision, "number", detail=True),
        Column("written", msg("What the author typed"), lambda row: (row.shown.written or None) if row.shown else None),
        Column("kind", msg("Stated by a source, or computed from stated figures"), _kind, detail=True),
        Column("operation", msg("How it was computed"), _operation, detail=True),
        Column("terms", msg("Addresses of the figures it was computed from"), _terms, detail=True),
        Column("source_id", msg("Id of the source in the files"), _source_id, detail=True),
        *columns.foot(),
        *columns.texts("counted", msg("How it was counted"), lambda row: row.shown.counted if row.shown else None),
        Column("findings", msg("Checks that it did not pass"), _findings, detail=True),
        Column(
            "file",
            msg("File"),
            lambda row: row.figure.mark.file if row.figure and row.figure.mark else None,
            detail=True,
        ),
        Column("line", msg("Line"), _line, "integer", detail=True),
        Column("page", msg("Where it stands on the site"), partial(_page, columns), detail=True),
    )
    return make_table("figures", msg("Figures"), msg("All figures, with their origin"), one, rows, key=("address",))


def _precision(row: Row) -> Value:
    return row.shown.quantum if row.shown else None


def _kind(row: Row) -> Value:
    return None if row.entry is None else "computed" if row.entry.is_computed else "stated"


def _formula(row: Row) -> Formula | None:
    origin = row.figure.origin if row.figure else None
    return origin if isinstance(origin, Formula) else None


def _operation(row: Row) -> Value:
    formula = _formula(row)
    return formula.operation if formula else None


def _terms(row: Row) -> Value:
    formula = _formula(row)
    return " ".join(one.address for one in formula.terms) or None if formula else None


def _source_id(row: Row) -> Value:
    return (row.figure.source or None) if isinstance(row.figure, Suppressed) or row.shown else None  # type: ignore[union-attr]


def _findings(row: Row) -> Value:
    return " ".join(dict.fromkeys(one.code for one in row.entry.findings)) or None if row.entry else None


def _line(row: Row) -> Value:
    return row.figure.mark.line if row.figure and row.figure.mark else None


def _page(columns: Columns, row: Row) -> Value:
    """Return where a figure has its row; what nobody reported has none."""
    root = columns.view.publisher.site_url or ""
    at = ledger_url(row.entry.page or row.address) if row.entry else None
    return f"{root.rstrip('/')}/{at}" if at and root.startswith(("https://", "http://")) else at


def _about(rows: Iterable[Row], *heads: str) -> Iterator[Row]:
    return (row for row in rows if row.path[:1] and row.path[0] in heads)


def _part(row: Row, at: int) -> tuple[str | None, str | None]:
    """Return the split and the part of a path such as `by_sex`, `female` that begins at a step."""
    steps = row.path[at:]
    if len(steps) >= 2 and steps[0].startswith("by_"):
        return steps[0].removeprefix("by_"), steps[1]
    return None, None


def _splits(columns: Columns, at: Callable[[Row], int]) -> Iterator[Column[Row]]:
    yield Column("split", msg("How the whole is divided; empty for the whole"), lambda row: _part(row, at(row))[0])
    yield Column("part", msg("Id of the part"), lambda row: _part(row, at(row))[1])
    yield from columns.texts("part", msg("The part in words"), lambda row: _part_name(row, at(row)))


def _part_name(row: Row, at: int) -> object:
    split, part = _part(row, at)
    names = row.report.names if row.report else row.program.names if row.program else None
    return names.of(f"by_{split}", part) if split and part and names else None


def _results(rows: Iterable[Row], columns: Columns) -> Table:
    found = (row for row in _about(rows, "results", "indicators") if len(row.path) > 2)
    one = (
        *columns.head(),
        Column("indicator", msg("Id of the indicator"), lambda row: row.path[1]),
        *columns.texts("indicator", msg("What is measured"), _indicator_name),
        Column("level", msg("Place in the chain of results"), _level),
        Column("kind", msg("Baseline, target or what was reached"), _result_kind),
        Column("date", msg("Day of the baseline or the target"), _result_day, "date"),
        *_splits(columns, lambda _: 2),
        *columns.number(),
        *columns.foot(),
    )
    title = msg("Results: baselines, targets and what was reached")
    return make_table("results", msg("Results"), title, one, found, key=("address",), references=TO_FIGURES)


def _indicator_of(row: Row) -> object:
    said = row.program.program.indicators if row.program else ()
    return next((one for one in said if one.id == row.path[1]), None)


def _indicator_name(row: Row) -> object:
    return getattr(_indicator_of(row), "name", None)


def _level(row: Row) -> Value:
    return getattr(_indicator_of(row), "level", None)


def _result_kind(row: Row) -> Value:
    return {"baseline": "baseline", "targets": "target"}.get(row.path[2], "actual")


def _result_day(row: Row) -> Value:
    if row.path[2] == "targets":
        return row.path[3]
    baseline = getattr(_indicator_of(row), "baseline", None)
    return baseline.date.written if row.path[2] == "baseline" and baseline and baseline.date else None


def _money(rows: Iterable[Row], columns: Columns) -> Table:
    one = (
        *columns.head(),
        Column("flow", msg("Balance, receipt, spending, budget or another sort of money"), _flow),
        Column("fund", msg("Fund; empty where the source names none"), _fund),
        Column("entry", msg("Id of the receipt or commitment"), _entry_id),
        *columns.texts("label", msg("What it counts"), lambda row: row.trail),
        *_splits(columns, _flow_at),
        *columns.number(),
        *columns.foot(),
    )
    title = msg("Money by fund: the whole, and the same money divided in several ways")
    found = (row for row in _about(rows, "finance", "budget", "commitments") if row.path[1:2] != ("transactions",))
    return make_table("money", msg("Money"), title, one, found, key=("address",), references=TO_FIGURES)


def _below(row: Row) -> Step:
    """Return the steps of a path from the sort of money on: without `finance`, and without `funds` and the fund."""
    steps = row.path[1:] if row.path[0] == "finance" else row.path
    return steps[2:] if steps[:1] == ("funds",) else steps


def _flow_at(row: Row) -> int:
    return len(row.path) - len(_below(row)) + 1


def _flow(row: Row) -> Value:
    return _below(row)[0].replace("_", "-")


def _fund(row: Row) -> Value:
    if row.path[:2] == ("finance", "funds"):
        return row.path[2]
    if "commitments" in row.path and row.program:
        said = (*row.program.plan.commitments, *(row.report.money.commitments if row.report else ()))
        return next((one.fund for one in said if one.path == row.path[:-1]), None)
    return None


def _entry_id(row: Row) -> Value:
    steps = _below(row)
    listed = steps[0] in ("received", "commitments", "passed_through", "in_kind") and len(steps) > 1
    return steps[1] if listed else None


def _people(rows: Iterable[Row], columns: Columns) -> Table:
    one = (
        *columns.head(),
        Column("counting", msg("Whether people are counted once (unique) or each time served"), _counting),
        Column("count", msg("All of them, or their families"), _counts),
        *_splits(columns, lambda _: 1),
        *columns.number(),
        *columns.foot(),
    )
    title = msg("Beneficiaries: all, families, and divided in several ways")
    found = _about(rows, "beneficiaries")
    return make_table("beneficiaries", msg("Beneficiaries"), title, one, found, key=("address",), references=TO_FIGURES)


def _counting(row: Row) -> Value:
    people = row.report.report.beneficiaries if row.report else None
    return people.counting if people else None


def _counts(row: Row) -> str:
    return "families" if row.path[1:2] == ("families",) else "people"
