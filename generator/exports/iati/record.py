"""The files of a program as their author typed them, in our own namespace, so that an import gives them back.

What is written here comes from the records that pages are made of, after everything was taken out of them that may
not be shown: what has no record behind it, such as a comment, cannot get here. What no page shows, the receipts and
words in tables of transactions and notes on figures that are left open, goes along only where the site leads its
readers to a public repository with the files themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from generator.documents import MappingNode, Node, Scalar, SequenceNode
from generator.exports.iati.xml import mine, own, plain
from generator.model.figure import Suppressed
from generator.model.finance import Finance
from generator.model.portfolio import Portfolio
from generator.model.publisher import Publisher
from generator.model.record import Record, names_of
from generator.model.report import Report
from generator.model.transaction import COLUMNS, Transaction
from generator.seal import seal
from generator.views.program import ProgramView
from generator.views.suppression import is_withdrawn, withdrawn_of
from generator.writer import Plain
from generator.writer import plain as as_typed
from generator.writer.scalars import flow, scalar

FORMAT = "1"
WITHHELD, WITHDRAWN, ENDED, UNSHOWN = "withheld", "withdrawn", "ended", "unshown"
"""Why something is left out: a count of people, an entry that was taken down, a consent, what no page shows."""
_WORDS = frozenset({"note", "counted"})
"""What is said beside a figure."""


@dataclass
class _Typing:
    """Files on their way: what was taken out of them, and why."""

    scope: str
    gone: frozenset[str]
    open: bool
    """Whether everyone can read the files themselves."""
    left: list[tuple[str, str]] = field(default_factory=list)

    def record(self, one: Record) -> dict[str, Plain] | None:
        """Return the fields that an author wrote and everyone may read, in the order of the model.

        `None` where one was taken down that the record cannot be without.
        """
        made: dict[str, Plain] = {}
        for name, key, needed in _fields(type(one)):
            node = one.node_of(key)
            if node is None:
                continue
            if self.is_gone(node.path):
                if needed:
                    return None
            elif isinstance(one, Finance) and key == "transactions" and not self.open:
                self._leave(node.path, UNSHOWN)
            else:
                made[key] = self.value(getattr(one, name), node)
        return made

    def value(self, value: object, node: Node) -> Plain:
        """Return a value as it was typed, without what was taken out of it."""
        if isinstance(node, Scalar) and node.missing:
            return None
        if isinstance(value, Suppressed):
            return self._withheld(value, node)
        if isinstance(value, Record):
            return self.record(value)
        if isinstance(value, dict) and isinstance(node, MappingNode):
            return self._mapping(value, node)
        if isinstance(value, tuple) and isinstance(node, SequenceNode):
            return self._list(value, node)
        return self._unstated(node) if value is None else as_typed(node)

    def _mapping(self, value: Mapping[str, object], node: MappingNode) -> Plain:
        """Return the entries that are still there; one without a value behind it has none that may be shown."""
        known = {key: key if key in value else " ".join(key.split()) for key in node}
        return {
            key: self.value(value[known[key]], one)
            for key, one in node.items()
            if known[key] in value and not self.is_gone(one.path)
        }

    def _list(self, value: tuple[object, ...], node: SequenceNode) -> Plain:
        records = [one for one in value if isinstance(one, Record)]
        if len(records) < len(value):
            return as_typed(node)
        if len(records) < len(node):
            self._leave(node.path, ENDED)
        made = (self.record(one) for one in records if not self.is_gone(one.path))
        return [one for one in made if one is not None]

    def _withheld(self, cell: Suppressed, node: Node) -> Plain:
        """Return a count as everyone may read it: the limit that it lies below, or nothing but its unit."""
        if cell.origin.written:
            return as_typed(node)
        self._leave(node.path, WITHHELD)
        limit = None if cell.limit is None else f"<{plain(cell.limit)}"
        if isinstance(node, MappingNode):
            stated = {"value": limit, "unit": cell.unit.id, "source": cell.source}
            return {key: said for key, said in stated.items() if key in node}
        return limit if limit is not None else {"value": None}

    def _unstated(self, node: Node) -> Plain:
        """Return a figure that its author left open; no page shows what was said beside it."""
        said = as_typed(node)
        if self.open or not isinstance(said, Mapping) or not isinstance(node, MappingNode):
            return said
        for key in _WORDS & said.keys():
            self._leave(node[key].path, UNSHOWN)
        return {key: one for key, one in said.items() if key not in _WORDS}

    def is_gone(self, path: tuple[str, ...]) -> bool:
        if not self.gone or not is_withdrawn(self._address(path), self.gone):
            return False
        self._leave(path, WITHDRAWN)
        return True

    def _leave(self, path: tuple[str, ...], why: str) -> None:
        self.left.append((self._address(path), why))

    def _address(self, path: tuple[str, ...]) -> str:
        return f"{self.scope}/{'.'.join(path)}"


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """Return the fields of a type of record: name, the key that authors write, and whether it has to be there."""
    named = ((name, kind.model_fields[name]) for name in names_of(kind))
    return tuple((name, one.alias or name, one.is_required()) for name, one in named)


def write_record(parent: etree._Element, portfolio: Portfolio, view: ProgramView) -> None:
    """Append the files of a program and what they need of the publisher's, and seal the whole activity.

    `portfolio` is the one that pages show; reports that are not final are not in the record whatever it holds.
    """
    program = view.program
    gone = withdrawn_of(program, [one.report for one in view.reports])
    publicly = _is_open(portfolio.publisher)
    final = [one.report for one in view.reports if one.report.status == "final"]
    typed = _Typing(program.id, gone, publicly)
    trees = {"program.yml": typed.record(program)}
    for report in final:
        typed.scope = f"{program.id}/{report.id}"
        trees[f"periods/{report.id}.yml"] = typed.record(report)
    top = mine(parent, "record", format=FORMAT)
    shared = _Typing("", frozenset(), publicly)
    _file(top, "publisher.yml", shared.record(portfolio.publisher) or {})
    _file(top, "organizations.yml", _organizations(shared, portfolio, trees))
    for name, tree in trees.items():
        if tree is not None:
            _file(top, name, tree)
    for report in final if publicly else ():
        _table(top, portfolio, report, typed)
    for address, why in typed.left:
        mine(top, "left", at=address, why=why)
    parent.set(own("seal"), "")
    parent.set(own("seal"), seal(parent))


def _is_open(publisher: Publisher) -> bool:
    """Tell whether the site itself leads its readers to the files."""
    return publisher.repository is not None and (publisher.privacy is None or publisher.privacy.repository == "public")


def _file(parent: etree._Element, name: str, tree: Mapping[str, Plain]) -> None:
    """Append a file: YAML, each field of its top level in a line of its own."""
    mine(parent, "file", "".join(f"{scalar(key)}: {flow(one)}\n" for key, one in tree.items()), name=name)


def _organizations(typing: _Typing, portfolio: Portfolio, trees: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the partners that the files of a program name."""
    named = set(_words(trees))
    found = {key: typing.record(one) for key, one in portfolio.organizations.items() if key in named}
    return {"format": FORMAT, "organizations": found}


def _words(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    else:
        for one in value or ():
            yield from _words(one)


def _table(parent: etree._Element, portfolio: Portfolio, report: Report, typing: _Typing) -> None:
    """Append the rows of a report's table, cell by cell as they were typed."""
    typing.scope = f"{report.program}/{report.id}"
    rows = [one for one in portfolio.transactions.get(report.document, ()) if not typing.is_gone(one.path)]
    if rows:
        top = mine(parent, "table", report=report.id)
        for row in rows:
            mine(top, "row", **_cells(row))


def _cells(row: Transaction) -> dict[str, str]:
    return {key: str(cell) for key in COLUMNS if (cell := row.node_of(key)) is not None}
