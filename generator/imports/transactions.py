"""Take a list of transactions from a spreadsheet or CSV: checked row by row, written as a table beside its report."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from generator import tables
from generator.documents import MAX_FAULTS, MappingNode, Scalar, parse, suggest
from generator.errors import UsageError
from generator.findings import Finding, Mark, Severity
from generator.i18n import Message, msg, nmsg, translator
from generator.imports import book, growth, vocabulary
from generator.imports.figures import Entered, Replaced, changes, order_at, spell
from generator.imports.proposal import Changed, Proposal
from generator.imports.vocabulary import Vocabulary, words
from generator.model import amount
from generator.model.amount import ONE, AmountError, rounded
from generator.model.date import DateError
from generator.model.date import read as read_date
from generator.model.finance import SPLITS
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.report import Report
from generator.model.transaction import COLUMNS, SPLIT_COLUMNS
from generator.progress import SILENT, Progress
from generator.sources import Reading, Source
from generator.writer import NotEditable, Set, Steps, edit

WORDS = {
    "fund": "fund",
    "category": "by_category",
    "component": "by_component",
    "activity": "by_activity",
    "place": "by_place",
    "asnaf": "by_asnaf",
}
"""The columns whose cells are chosen from a list, and that list."""
KINDS = {
    "spent": (
        "keluar", "uang keluar", "dana keluar", "kas keluar", "pengeluaran", "belanja", "pembayaran", "penyaluran",
        "tersalur", "disalurkan", "out", "expense", "expenses", "expenditure", "payment",
    ),
    "received": (
        "masuk", "uang masuk", "dana masuk", "kas masuk", "pemasukan", "penerimaan", "diterima", "in", "income",
        "receipt", "receipts",
    ),
}  # fmt: skip
"""Words for the two ways that money goes."""
TWO_SIDED = ("debit", "debet", "kredit", "credit")
"""Words that mean one way in a cash book and the other one in the statement of a bank."""
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what stands in it, and where."""

    text: str
    mark: Mark


@dataclass
class Taking:
    """A list on its way: the rows that were understood, and what was not."""

    lists: Vocabulary
    givers: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    sums: dict[tuple[str, str, str, str], Decimal] = field(default_factory=lambda: defaultdict(lambda: _ZERO))
    """What the rows add up to, by direction, fund, split and part."""

    def take(self, row: Mapping[str, Cell]) -> None:
        """Read one row, and add it where it belongs."""
        before = len(self.findings)
        made = {key: said for key, cell in row.items() if (said := self._read(key, cell)) is not None}
        if "amount" not in row:
            first = next(iter(row.values()))
            self._fault(first, "incomplete-row", msg("the amount of this row is missing"))
        if len(self.findings) == before:
            self.rows.append(made)
            self._add(made)

    def _fault(self, cell: Cell, code: str, message: Message, hint: Message | None = None) -> None:
        self.findings.append(Finding(code, Severity.ERROR, cell.mark, message, hint))

    def _read(self, key: str, cell: Cell) -> str | None:
        text = " ".join(cell.text.split())
        if key == "amount":
            return self._amount(cell, text)
        if key == "date":
            return self._date(cell, text)
        if key not in ("kind", "giver", *WORDS):
            return text
        found, known = self._choice(key, text)
        if found is None:
            self._unknown(cell, text, known)
        return found

    def _choice(self, key: str, text: str) -> tuple[str | None, list[str]]:
        """Return the id that a word means, and all words that could stand there."""
        if key == "kind":
            found = next((kind for kind, others in KINDS.items() if text.casefold() in (kind, *others)), None)
            return found, ["keluar", "masuk"]
        if key == "giver":
            return self.givers.get(text.casefold()), sorted(set(self.givers.values()))
        listed = self.lists[WORDS[key]]
        return listed.find(text), list(listed.entries.values())

    def _unknown(self, cell: Cell, text: str, known: list[str]) -> None:
        if text.casefold() in TWO_SIDED:
            said = msg("{word} means money in or money out, as the book has it", word=text)
            hint = msg("write {out} or {incoming} in its place", out="keluar", incoming="masuk")
            self._fault(cell, "unknown-word", said, hint)
            return
        meant = suggest(text, known)
        hint = (
            msg("did you mean {meant}?", meant=meant)
            if meant
            else msg("words that can stand here: {known}", known="; ".join(known[:8]))
        )
        self._fault(
            cell, "unknown-word", msg("{word} is not one of the words that can stand here", word=text[:40]), hint
        )

    def _amount(self, cell: Cell, text: str) -> str | None:
        try:
            value = amount.read(text).value
        except AmountError as error:
            self._fault(cell, "wrong-amount", error.message, error.hint)
            return None
        return format(rounded(value, ONE), "f") if value == value.to_integral_value() else spell(value)

    def _date(self, cell: Cell, text: str) -> str | None:
        try:
            return read_date(text).written
        except DateError as error:
            self._fault(cell, "wrong-date", error.message, error.hint)
            return None

    def _add(self, row: Mapping[str, str]) -> None:
        value = amount.read(row["amount"]).value
        kind, fund = row.get("kind", "spent"), row.get("fund", "")
        self.sums[kind, fund, "total", ""] += value
        for split, column in {**SPLIT_COLUMNS, "received": "giver"}.items():
            self.sums[kind, fund, split, row.get(column, "")] += value

    def stated(self) -> Iterator[tuple[Steps, Decimal]]:
        """Yield the amounts that a report can state: totals, and the splits in which every row has its part."""
        for (kind, fund, split, item), value in self.sums.items():
            base: Steps = ("finance", "funds", fund) if fund else ("finance",)
            if kind == "received":
                if fund and split == "total":
                    yield (*base, "received_total"), value
                elif fund and split == "received" and item:
                    yield (*base, "received", item, "amount"), value
            elif split == "total":
                yield (*base, "spent", "total"), value
            elif split in SPLITS and item and (kind, fund, split, "") not in self.sums:
                yield (*base, "spent", split, item), value


def propose(  # noqa: PLR0913, PLR0917 - a file, a place and how to watch
    file: str, data: bytes, reading: Reading, portfolio: Portfolio, program: str, report: str, watch: Progress = SILENT
) -> Proposal:
    """Return the table beside a report, its declaration, and the amounts that the report did not state yet.

    Raise `UsageError` where the report is not there, `guard.Refused` where the file is none that is read.
    """
    found, into = _report(portfolio, program, report)
    taking = Taking(vocabulary.gather_for(portfolio, found, into.id), _givers(into))
    rows = list(_rows(file, data, taking.findings))
    for row in watch.track(msg("Reading transactions"), rows, len(rows)):
        taking.take(row)
    if not rows and not taking.findings:
        taking.findings.append(Finding("empty-table", Severity.ERROR, Mark(file), msg("the table is empty")))
    if taking.findings:
        return Proposal(findings=tuple(_first(taking.findings)))
    return _proposal(taking, reading, into)


def _first(findings: list[Finding]) -> Iterator[Finding]:
    """Yield as many faults as are told of a file, and say that there are more."""
    yield from findings[:MAX_FAULTS]
    more = len(findings) - MAX_FAULTS
    if more >= 0:  # a reader of tables stops there, and rows below it were not looked at
        last = findings[MAX_FAULTS - 1].mark
        said = msg("the file has {limit} faults up to here; mend these first", limit=MAX_FAULTS)
        hint = nmsg("{count} more fault is not listed", "{count} more faults are not listed", more) if more else None
        yield Finding("too-many-faults", Severity.ERROR, last, said, hint)


def _report(portfolio: Portfolio, program: str, report: str) -> tuple[Program, Report]:
    for found, one in portfolio.all_reports():
        if (found.id, one.id) == (program, report):
            return found, one
    known = ", ".join(f"{found.id} {one.id}" for found, one in portfolio.all_reports())
    raise UsageError(msg("there is no report {report} of {program}; there are: {known}",
                         report=report, program=program, known=known[:400]))  # fmt: skip


def _givers(report: Report) -> dict[str, str]:
    funds = report.finance.funds.values() if report.finance else ()
    named = words([(one.id, one.label) for fund in funds for one in fund.received], translator("id"))
    return dict(named.known)


def _proposal(taking: Taking, reading: Reading, report: Report) -> Proposal:
    text = next(one.text for one in reading.sources if one.path == report.document)
    document, _ = parse(Source(report.document, text, ""))
    assert document is not None  # noqa: S101 - the report was loaded from it
    root = document.root
    table = report.finance.transactions if report.finance else None
    name = table.file if table else f"{report.id}.csv"
    path = f"{report.document.rpartition('/')[0]}/{name}"
    wanted = [] if table else [Set(("finance", "transactions", "file"), name)]
    wanted += [one for steps, value in taking.stated() for one in _figure(root, steps, value)]
    try:
        after = edit(text, growth.gather(root, wanted), report.document)
    except NotEditable as fault:
        said = msg("{file} cannot be changed line by line: {why}", file=report.document, why=fault.why)
        return Proposal(findings=(Finding("not-editable", Severity.ERROR, Mark(report.document), said),))
    before = next((one.text for one in reading.tables if one.path == path), "")
    return Proposal((Changed(report.document, text, after), Changed(path, before, write(taking.rows))))


def _figure(root: MappingNode, steps: Steps, value: Decimal) -> Iterator[Set]:
    """Yield an amount that a report does not state; one that it does is compared by the checks, never overwritten."""
    found = list(changes(root, steps, Entered(value), "rupiah", order_at(steps[:-1])))
    if not any(isinstance(one, Replaced) for one in found):
        yield from (one for one in found if isinstance(one, Set))


def write(rows: list[dict[str, str]]) -> str:
    """Return rows as a table with semicolons, the columns in their order and those that nobody uses left out."""
    keys = [key for key in COLUMNS if any(key in row for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(keys)
    writer.writerows([row.get(key, "") for key in keys] for row in rows)
    return out.getvalue()


# --- reading ---------------------------------------------------------------------------------------------------------


def _rows(file: str, data: bytes, findings: list[Finding]) -> Iterator[dict[str, Cell]]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        yield from _from_book(book.read(file, data), findings)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        said = msg("the file is not in UTF-8; save it again with the encoding UTF-8")
        findings.append(Finding("wrong-encoding", Severity.ERROR, Mark(file, line), said))
        return
    rows, faults = tables.parse(Source(file, text, ""), COLUMNS, ())
    findings.extend(faults)
    for row in rows:
        if isinstance(row, MappingNode):
            yield {key: Cell(str(cell), cell.mark) for key, cell in row.items() if isinstance(cell, Scalar)}


def _from_book(read: book.Book, findings: list[Finding]) -> Iterator[dict[str, Cell]]:
    """Yield the rows of the first sheet that has a column of amounts."""
    known = {word.casefold(): key for key, said in COLUMNS.items() for word in (key, *said)}
    for sheet in read.sheets.values():
        for head, row in enumerate(sheet.rows[:20]):
            places = {
                known[str(cell).casefold()]: place for place, cell in enumerate(row) if str(cell).casefold() in known
            }
            if "amount" in places and len(places) > 1:
                yield from _below(sheet, head, places, findings)
                return
    first = next(iter(read.sheets.values()), None)
    mark = first.mark(0, 0) if first else Mark(read.file, cell="*")
    hint = msg("columns that are known: {known}", known=", ".join((*said, key)[0] for key, said in COLUMNS.items()))
    findings.append(
        Finding("missing-heading", Severity.ERROR, mark, msg("no sheet has headings of transactions"), hint)
    )


def _below(
    sheet: book.Sheet, head: int, places: Mapping[str, int], findings: list[Finding]
) -> Iterator[dict[str, Cell]]:
    for number in range(head + 1, len(sheet.rows)):
        row: dict[str, Cell] = {}
        for key, place in places.items():
            value = sheet.value(number, place)
            if sheet.unread(number, place):
                said = msg("a formula stands here whose result was not saved")
                hint = msg("open the file in Excel or LibreOffice and save it there, or write the number itself")
                findings.append(Finding("formula-without-value", Severity.ERROR, sheet.mark(number, place), said, hint))
            elif value is not None:
                row[key] = Cell(_typed(value), sheet.mark(number, place))
        if row:
            yield row


def _typed(value: book.Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return spell(Decimal(f"{value:.15g}")) if isinstance(value, float) else str(value)
