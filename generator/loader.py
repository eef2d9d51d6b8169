"""Turn documents into a portfolio; what the model rejects becomes findings in plain words, all at once."""

import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator import migration, tables
from generator.collecting import undisturbed
from generator.documents import MAX_FAULTS, Document, MappingNode, Node, Scalar, SequenceNode, parse, suggest
from generator.findings import Finding, Mark, Severity, sort
from generator.i18n import Message, msg
from generator.model.organization import Organization, Organizations
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.record import Context, Record, is_identifier
from generator.model.report import Report
from generator.model.transaction import COLUMNS, Transaction
from generator.model.unit import UNITS, Unit
from generator.progress import SILENT, Progress
from generator.sources import Reading, Source

R = TypeVar("R", bound=Record)

PUBLISHER, ORGANIZATIONS = "programs/publisher.yml", "programs/organizations.yml"


@dataclass(frozen=True)
class Loaded:
    """What could be loaded, and everything that was wrong on the way."""

    portfolio: Portfolio | None
    findings: tuple[Finding, ...]
    documents: dict[str, Document] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    """Files that stand on disk and could not be loaded, so that references into them cannot be judged."""


def load(reading: Reading, progress: Progress = SILENT) -> Loaded:
    """Load every file; a broken one is left out and does not hide the faults of the others."""
    with undisturbed():
        return _load(reading, progress)


def _load(reading: Reading, progress: Progress) -> Loaded:
    loading = _Loading(list(reading.findings))
    for source in progress.track(msg("Reading"), reading.sources, len(reading.sources)):
        document, faults = parse(source)
        loading.findings.extend(faults)
        if document is not None:
            loading.documents[source.path] = document
            loading.findings.extend(_twins(document.root))
        else:
            loading.broken.add(source.path)
    portfolio = loading.portfolio(reading)
    return Loaded(portfolio, sort(loading.findings), loading.documents, frozenset(loading.broken))


@dataclass
class _Loading:
    """The state of one run over all files."""

    findings: list[Finding]
    documents: dict[str, Document] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def portfolio(self, reading: Reading) -> Portfolio | None:
        publisher = self.record(Publisher, PUBLISHER, Context())
        organizations = self.record(Organizations, ORGANIZATIONS, Context())
        self.demand(PUBLISHER, msg("write who publishes the site: name, kind, about"))
        if ORGANIZATIONS not in self.broken:
            self.demand(ORGANIZATIONS, msg("write the partners: organizations:, then an id and a name for each"))
        context = _context(publisher)
        programs, reports = self._programs(context)
        if publisher is None:
            return None
        known: dict[str, Organization] = organizations.organizations if organizations else {}
        kept = {one.path: one for one in reading.kept}
        rows = dict(self._tables(reports, reading, context))
        broken = frozenset(self.broken)
        return Portfolio(publisher, known, programs, reports, reading.media, broken, kept=kept, transactions=rows)

    def _tables(
        self, reports: dict[str, tuple[Report, ...]], reading: Reading, context: Context
    ) -> Iterator[tuple[str, tuple[Transaction, ...]]]:
        """Yield the rows of each table that a report names; say which tables no report names."""
        waiting = {one.path: one for one in reading.tables}
        for report in (one for listed in reports.values() for one in listed):
            table = report.finance.transactions if report.finance else None
            source = waiting.pop(str(PurePosixPath(report.document).parent / table.file), None) if table else None
            if source is not None:
                yield report.document, self._rows(source, report, context)
            elif table is not None:
                said = msg("there is no file {file} beside this report", file=table.file)
                at = table.node_of("file").mark
                self.findings.append(Finding("missing-file", Severity.ERROR, at, said, None, ".".join(table.path)))
        for path in waiting if not self.broken else ():
            said = msg("no report names this table")
            hint = msg(
                "name it in the report, below finance: transactions: with file: {file}", file=PurePosixPath(path).name
            )
            self.findings.append(Finding("unexpected-file", Severity.WARNING, Mark(path), said, hint))

    def _rows(self, source: Source, report: Report, context: Context) -> tuple[Transaction, ...]:
        """Return the rows of a table; a wrong row is left out, and all faults are told."""
        nodes, faults = tables.parse(source, COLUMNS, ("finance", "transactions"))
        self.findings.extend(faults)
        first = report.node_of("source")
        scope = f"{report.program}/{report.id}"
        inside = Context(scope, context.languages, context.units, str(first) if isinstance(first, Scalar) else "")
        rows: list[Transaction] = []
        wrong = 0
        for node in nodes:
            try:
                rows.append(Transaction.model_validate(node, context=inside))
            except ValidationError as rejected:
                wrong += 1
                whole = Document(source.path, node, source.digest)  # type: ignore[arg-type] # a row is a mapping
                details = rejected.errors(include_url=False)
                self.findings.extend(_finding(Transaction, whole, one) for one in details if wrong <= MAX_FAULTS)
        return tuple(rows)

    def _programs(self, context: Context) -> tuple[tuple[Program, ...], dict[str, tuple[Report, ...]]]:
        programs: list[Program] = []
        reports: dict[str, list[Report]] = {}
        for path in sorted(self.documents):
            parts = PurePosixPath(path).parts[1:]
            if len(parts) > 1 and not all(map(is_identifier, (parts[0], PurePosixPath(path).stem))):
                self._misnamed(path)
            elif len(parts) == 2 and parts[1] == "program.yml":
                program = self.record(Program, path, _scoped(context, parts[0], self.documents[path]))
                programs.extend([program] if program else [])
            elif len(parts) == 3 and parts[1] == "periods":
                scope = f"{parts[0]}/{PurePosixPath(path).stem}"
                report = self.record(Report, path, _scoped(context, scope, self.documents[path]))
                reports.setdefault(parts[0], []).extend([report] if report else [])
                self.demand(f"programs/{parts[0]}/program.yml", msg("describe the program: name, summary"))
            elif path not in (PUBLISHER, ORGANIZATIONS):
                self._misplaced(path)
        return tuple(programs), {name: tuple(sorted(found, key=_when)) for name, found in reports.items()}

    def record(self, model: type[R], path: str, context: Context) -> R | None:
        """Return the record of one file, or `None` and findings."""
        document = self.documents.get(path)
        if document is None:
            return None
        refused = migration.refuse(document)
        if refused is not None:
            self.broken.add(path)
            self.findings.append(refused)
            return None
        try:
            return model.model_validate(document.root, context=context)
        except ValidationError as rejected:
            self.broken.add(path)
            details = rejected.errors(include_url=False)[:MAX_FAULTS]
            self.findings.extend(_finding(model, document, detail) for detail in details)
            return None

    def demand(self, path: str, hint: Message) -> None:
        """Report a file that must be there."""
        if path not in self.documents and path not in self.broken:
            self.broken.add(path)
            self.findings.append(Finding("missing-file", Severity.ERROR, Mark(path), msg("this file is missing"), hint))

    def _misnamed(self, path: str) -> None:
        said = msg("this folder or file has a name that cannot become an address")
        hint = msg("use small letters, digits and hyphens: bantuan-usaha-2024")
        self.findings.append(Finding("unexpected-file", Severity.ERROR, Mark(path), said, hint))

    def _misplaced(self, path: str) -> None:
        hint = msg("programs are described in <program>/program.yml, reports in <program>/periods/<period>.yml")
        said = msg("this file stands where none is read")
        self.findings.append(Finding("unexpected-file", Severity.ERROR, Mark(path), said, hint))


def _context(publisher: Publisher | None) -> Context:
    if publisher is None:
        return Context()
    own = {name: Unit(name, unit.one, unit.many, unit.id) for name, unit in publisher.units.items()}
    return Context(languages=publisher.languages, units={**UNITS, **own})


def _scoped(context: Context, scope: str, document: Document) -> Context:
    source = document.root.get("source")
    default = str(source) if isinstance(source, Scalar) and not source.missing else ""
    return Context(scope, context.languages, context.units, default)


def _when(report: Report) -> tuple[date, date, str]:
    """Order reports by their first and last day; a report without any day comes first."""
    span = report.period
    first = span.first.first if span.first else None
    last = span.to.last if span.to else None
    return (first or last or date.min, last or first or date.min, report.id)


def _twins(node: Node) -> Iterator[Finding]:
    """Find items of one list that share an id, since addresses of figures rest on ids."""
    children = node.values() if isinstance(node, MappingNode) else node if isinstance(node, SequenceNode) else ()
    if isinstance(node, SequenceNode):
        seen: dict[str, Mark] = {}
        for item in node:
            name = item.get("id") if isinstance(item, MappingNode) else None
            if not isinstance(name, Scalar):
                continue
            if name in seen:
                said = msg("the id {id} stands a second time in this list; the first is in line {line}",
                           id=str(name), line=str(seen[name].line))  # fmt: skip
                yield Finding("duplicate-id", Severity.ERROR, name.mark, said, msg("give each item an id of its own"))
            seen.setdefault(str(name), name.mark)
    for child in children:
        if not isinstance(child, Scalar):
            yield from _twins(child)


# --- wording of what pydantic rejects --------------------------------------------------------------------------


def _finding(model: type[Record], document: Document, detail: ErrorDetails) -> Finding:
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    node, mark = document.locate(steps)
    context: dict[str, Any] = detail.get("ctx", {})
    path = ".".join(node.path)
    kind = detail["type"]
    if kind == "amanah":
        at = node.mark if context["code"] in ("wrong-amount", "wrong-date") else mark
        at = context["at"] or _value_mark(node) or at
        return Finding(context["code"], Severity.ERROR, at, context["message"], context["hint"], path)
    if kind == "missing":
        said = msg("the field {key} is missing", key=str(steps[-1]))
        hint = msg("add the line {line}", line="format: 1") if steps == ("format",) else None
        return Finding("missing-field", Severity.ERROR, mark, said, hint, path)
    if kind == "extra_forbidden":
        return _unknown(model, steps, mark, path)
    if kind == "literal_error":
        word, at = (str(steps[-1]), mark) if detail["loc"][-1] == "[key]" else (str(node), node.mark)
        return _word(word, at, context, path)
    said = _GENERAL.get(kind, msg("this value does not fit here"))
    return Finding("wrong-value", Severity.ERROR, mark, said, None, path)


_GENERAL = {
    "tuple_type": msg("a list belongs here: begin each item with a dash"),
    "list_type": msg("a list belongs here: begin each item with a dash"),
    "dict_type": msg("several lines of the form name: value belong here"),
}


def _value_mark(node: Node) -> Mark | None:
    """Return the place of the number itself where a figure is written as a mapping."""
    value = node.get("value") if isinstance(node, MappingNode) else None
    return value.mark if isinstance(value, Scalar) else node.mark if isinstance(node, Scalar) else None


def _unknown(model: type[Record], steps: tuple[str | int, ...], mark: Mark, path: str) -> Finding:
    key = str(steps[-1])
    known = sorted(_fields(model, steps[:-1]))
    meant = suggest(key, known)
    hint = msg("did you mean {meant}?", meant=meant) if meant else msg("fields here: {known}", known=", ".join(known))
    return Finding("unknown-field", Severity.ERROR, mark, msg("there is no field {key} here", key=key), hint, path)


def _word(word: str, at: Mark, context: dict[str, Any], path: str) -> Finding:
    known = [word.strip(" '") for word in str(context["expected"]).replace(" or ", ",").split(",")]
    meant = suggest(word, known)
    hint = (
        msg("did you mean {meant}?", meant=meant)
        if meant
        else msg("words that can stand here: {known}", known=", ".join(known))
    )
    said = msg("{word} is not one of the words that can stand here", word=word[:40] or "''")
    return Finding("unknown-word", Severity.ERROR, at, said, hint, path)


def _fields(model: type[Record], steps: tuple[str | int, ...]) -> set[str]:
    """Return the names that can be written in the record that `steps` lead to."""
    names = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    if not steps:
        return set(names)
    inner = _record_in(names.get(str(steps[0])))
    rest = steps[1:]
    while rest and inner and str(rest[0]) not in {i.alias or n for n, i in inner.model_fields.items()}:
        rest = rest[1:]
    return _fields(inner, rest) if inner else set()


def _record_in(annotation: object) -> type[Record] | None:
    """Find the record type inside an optional, a tuple, a mapping or an annotated type."""
    if isinstance(annotation, type) and issubclass(annotation, Record) and not get_origin(annotation):
        return annotation
    if get_origin(annotation) in (Annotated, Union, types.UnionType, tuple, dict):
        found = (_record_in(inner) for inner in reversed(get_args(annotation)))
        return next((record for record in found if record), None)
    return None
