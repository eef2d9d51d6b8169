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
    yield Piece("rows", _rows(_entries(_ledgers(program)), view))


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Write all figures, and beside them the schema that says what each field means."""
    publisher, first = view.publisher, view.publisher.languages[0]
    head: Described = {
        "$schema": SCHEMA.name,
        "format": 1,
        "publisher": _texts(publisher.name, view),
        "license": publisher.data_license,
        "fictional": publisher.fictional,
        "languages": list(publisher.languages),
    }
    lines = ["{", *(f" {_json(key)}: {_json(value)}," for key, value in head.items()), ' "figures": [', ""]
    own = _rows(_entries([view.ledger]), view)
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


def _rows(found: Mapping[str, Entry], view: PortfolioView) -> bytes:
    return ",\n".join(f"  {_json(describe(entry, view))}" for entry in found.values()).encode()


def describe(entry: Entry, view: PortfolioView) -> Described:
    """Return what a reader can ask about a figure; of one that is withheld, only the limit is told."""
    cell = entry.figure
    shown = cell if isinstance(cell, Figure) else None
    program, _, period = cell.address.rpartition("/")[0].partition("/")
    return {
        "address": cell.address,
        "program": program if program != SITE else None,
        "period": period or None,
        "label": {one: ", ".join(translator(one).show(part) for part in entry.trail) for one in _languages(view)},
        "text": _texts(cell, view),
        "value": _plain(shown.value) if shown else None,
        "written": (shown.written or None) if shown else None,
        "unit": cell.unit.id,
        "unit_name": _texts(cell.unit, view),
        "precision": _plain(shown.quantum) if shown else None,
        "tolerance": _plain(shown.tolerance) if shown else None,
        "kind": "computed" if entry.is_computed else "stated",
        "estimate": shown.estimate if shown else False,
        "suppressed": shown is None,
        "below": _plain(cell.limit) if isinstance(cell, Suppressed) and cell.limit is not None else None,
        "formula": _formula(cell.origin, view),
        "source": _source(entry, view),
        "file": cell.mark.file if cell.mark else None,
        "line": cell.mark.line if cell.mark else None,
        "findings": [_finding(one, view) for one in entry.findings],
        "checks": [run.code for run in entry.passed],
        "note": _texts(cell.note, view) if cell.note else None,
        "counted": _texts(shown.counted, view) if shown and shown.counted else None,
        "corrections": [_correction(one, view) for one in entry.story.corrections],
        "pages": {one: _root(one, view) + ledger_url(entry.page or cell.address) for one in _languages(view)},
    }


def _formula(origin: Origin | Formula, view: PortfolioView) -> Described | None:
    if not isinstance(origin, Formula):
        return None
    return {
        "operation": origin.operation,
        "terms": [term.address for term in origin.terms],
        "without": [_texts(one, view) for one in origin.missing],
    }


def _source(entry: Entry, view: PortfolioView) -> Described | None:
    source = entry.source
    if source is None:
        return None
    kept = view.evidence_of(source)
    return {
        "id": entry.figure.source if not entry.is_computed else "",
        "title": source.title,
        "kind": source.kind,
        "publisher": source.publisher,
        "date": str(source.date) if source.date else None,
        "url": source.url,
        "evidence": {"path": kept.uri, "sha256": kept.sha256, "size": kept.size} if kept else None,
    }


def _finding(finding: Finding, view: PortfolioView) -> Described:
    status = finding.disclosed.status if finding.disclosed else None
    return {"check": finding.code, "status": status, "message": _texts(finding.message, view)}


def _correction(fixed: Corrected, view: PortfolioView) -> Described:
    return {
        "was": _plain(fixed.was.value) if isinstance(fixed.was, Figure) else None,
        "until": str(fixed.until) if fixed.until else None,
        "reason": _texts(fixed.reason, view) if fixed.reason else None,
        "commit": fixed.commit.id if fixed.commit else None,
    }


def _languages(view: PortfolioView) -> tuple[str, ...]:
    return view.publisher.languages


def _root(language: str, view: PortfolioView) -> str:
    return "" if language == view.publisher.languages[0] else f"{language}/"


def _texts(value: object, view: PortfolioView) -> dict[str, str]:
    """Write anything in every language of the site."""
    return {one: value.localize(translator(one)) if is_localizable(value) else str(value) for one in _languages(view)}


def _plain(value: Decimal) -> str:
    """Write a number with all its digits, and no more than it has."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
