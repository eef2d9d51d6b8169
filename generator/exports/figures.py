"""Every figure of the site with its address, its origin and what checks found: `/data/figures.json`, and its schema."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from generator.artifacts import Artifact
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.findings import Finding
from generator.i18n import is_localizable, msg, translator
from generator.model.figure import Figure, Formula, Origin, Suppressed
from generator.model.source import SourceDocument
from generator.views.corrections import Corrected
from generator.views.ledger import SITE, Entry, Ledger, ledger_url
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

SCHEMA = Path(__file__).with_name("figures.schema.json")
FIGURES, FIGURES_SCHEMA = "data/figures.json", "data/figures.schema.json"

Described: TypeAlias = dict[str, object]
"""A figure as plain values, in the form of the schema."""


MEDIA = "application/json"
_TITLE = msg("Every figure with its origin, for programs")
_SCHEMA = msg("Form of that file, as a JSON Schema")


def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Piece]:
    """Contribute the figures of a program, one a line."""
    yield Piece("rows", _rows(_entries(_ledgers(program)), _Describing(view)))


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Write all figures, and beside them the schema that says what each field means."""
    publisher, first, describing = view.publisher, view.publisher.languages[0], _Describing(view)
    head: Described = {
        "$schema": SCHEMA.name,
        "format": 1,
        "publisher": describing.texts(publisher.name),
        "license": publisher.data_license,
        "fictional": publisher.fictional,
        "languages": list(publisher.languages),
    }
    lines = ["{", *(f" {_json(key)}: {_json(value)}," for key, value in head.items()), ' "figures": [', ""]
    own = _rows(_entries([view.ledger]), describing)
    content = parts.join("rows", "\n".join(lines).encode(), b"\n ]\n}\n", first=own, between=b",\n")
    yield Offer(Artifact(FIGURES, content, first), _TITLE, MEDIA, named=True)
    yield Offer(Artifact(FIGURES_SCHEMA, SCHEMA.read_text(encoding="utf-8"), first), _SCHEMA, "application/schema+json")


write_figures = export("figures", _TITLE)(Divided(_of_program, _of_site))


def entries(view: PortfolioView) -> dict[str, Entry]:
    """Return every entry of every ledger by its address: site, then each program with its reports."""
    ordered = sorted(view.programs, key=lambda one: one.program.id)
    return _entries([view.ledger, *(ledger for program in ordered for ledger in _ledgers(program))])


def _ledgers(program: ProgramView) -> list[Ledger]:
    return [program.ledger, *(report.ledger for report in program.reports)]


def _entries(ledgers: Iterable[Ledger]) -> dict[str, Entry]:
    return {entry.figure.address: entry for ledger in ledgers for entry in (*ledger.entries, *ledger.rows)}


def _rows(found: Mapping[str, Entry], describing: "_Describing") -> bytes:
    return ",\n".join([f"  {_json(describing.describe(entry))}" for entry in found.values()]).encode()


def describe(entry: Entry, view: PortfolioView) -> Described:
    """Return what a reader can ask about a figure; of one that is withheld, only the limit is told."""
    return _Describing(view).describe(entry)


class _Describing:
    """Describe figures; what many of them share, such as names, units and sources, is described once.

    It is known by its identity, and kept, so that nothing else can take its place.
    """

    def __init__(self, view: PortfolioView) -> None:
        languages = view.publisher.languages
        self._view = view
        self._translators = [translator(one) for one in languages]
        self._roots = {one: "" if one == languages[0] else f"{one}/" for one in languages}
        self._known: dict[int, tuple[object, dict[str, str]]] = {}
        self._sources: dict[int, tuple[SourceDocument, Described]] = {}

    def describe(self, entry: Entry) -> Described:
        """Return what a reader can ask about a figure."""
        cell = entry.figure
        shown = cell if isinstance(cell, Figure) else None
        program, _, period = cell.address.rpartition("/")[0].partition("/")
        at = ledger_url(entry.page or cell.address)
        return {
            "address": cell.address,
            "program": program if program != SITE else None,
            "period": period or None,
            "label": self._join(entry.trail),
            "text": self._write(cell),
            "value": _plain(shown.value) if shown else None,
            "written": (shown.written or None) if shown else None,
            "unit": cell.unit.id,
            "unit_name": self.texts(cell.unit),
            "precision": _plain(shown.quantum) if shown else None,
            "tolerance": _plain(shown.tolerance) if shown else None,
            "kind": "computed" if entry.is_computed else "stated",
            "estimate": shown.estimate if shown else False,
            "suppressed": shown is None,
            "below": _plain(cell.limit) if isinstance(cell, Suppressed) and cell.limit is not None else None,
            "formula": self._formula(cell.origin),
            "source": self._source(entry),
            "file": cell.mark.file if cell.mark else None,
            "line": cell.mark.line if cell.mark else None,
            "findings": [self._finding(one) for one in entry.findings],
            "checks": [run.code for run in entry.passed],
            "note": self.texts(cell.note) if cell.note else None,
            "counted": self.texts(shown.counted) if shown and shown.counted else None,
            "corrections": [self._correction(one) for one in entry.story.corrections],
            "pages": {language: root + at for language, root in self._roots.items()},
        }

    def _formula(self, origin: Origin | Formula) -> Described | None:
        if not isinstance(origin, Formula):
            return None
        return {
            "operation": origin.operation,
            "terms": [term.address for term in origin.terms],
            "without": [self.texts(one) for one in origin.missing],
        }

    def _source(self, entry: Entry) -> Described | None:
        source = entry.source
        if source is None:
            return None
        known = self._sources.get(id(source))
        if known is None:
            known = self._sources[id(source)] = source, self._document(source)
        return {"id": entry.figure.source if not entry.is_computed else "", **known[1]}

    def _document(self, source: SourceDocument) -> Described:
        kept = self._view.evidence_of(source)
        return {
            "title": source.title,
            "kind": source.kind,
            "publisher": source.publisher,
            "date": str(source.date) if source.date else None,
            "url": source.url,
            "evidence": {"path": kept.uri, "sha256": kept.sha256, "size": kept.size} if kept else None,
        }

    def _finding(self, finding: Finding) -> Described:
        status = finding.disclosed.status if finding.disclosed else None
        return {"check": finding.code, "status": status, "message": self.texts(finding.message)}

    def _correction(self, fixed: Corrected) -> Described:
        return {
            "was": _plain(fixed.was.value) if isinstance(fixed.was, Figure) else None,
            "until": str(fixed.until) if fixed.until else None,
            "reason": self.texts(fixed.reason) if fixed.reason else None,
            "commit": fixed.commit.id if fixed.commit else None,
        }

    def _join(self, trail: Iterable[object]) -> dict[str, str]:
        parts = [self.texts(part) for part in trail]
        return {language: ", ".join([one[language] for one in parts]) for language in self._roots}

    def texts(self, value: object) -> dict[str, str]:
        """Return anything in every language of the site."""
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = value, self._write(value)
        return known[1]

    def _write(self, value: object) -> dict[str, str]:
        if not is_localizable(value):
            return dict.fromkeys(self._roots, str(value))
        return {to.language: value.localize(to) for to in self._translators}


def _plain(value: Decimal) -> str:
    """Write a number with all its digits, and no more than it has."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
