"""`amanah trace`: where a figure comes from."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import click
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from generator import build
from generator.cli import options
from generator.documents import suggest
from generator.errors import PublicationRefused, UsageError
from generator.exports.figures import describe, entries
from generator.i18n import Translator, msg, translator
from generator.model.figure import Figure
from generator.project import Project
from generator.views.ledger import Entry
from generator.views.portfolio import PortfolioView, derive

CLOSE = 5
"""Addresses that are offered for one that does not exist."""


@click.command(
    "trace",
    cls=options.Command,
    epilog="Example:\n\n  amanah trace bakre-jember/agustus-desember-2022/beneficiaries.total",
)
@click.argument("address")
@options.common
@options.output_format
def command(project: Project, language: str, address: str, form: str) -> int:
    """Print where a figure comes from, as a tree: the figure, the terms it was computed from, and at the ends the file, line and source of each. ADDRESS is what the figure's row on the site says, or the link to that row."""  # noqa: E501
    say = translator(language)
    view = _view(project)
    known = entries(view)
    tracing = _Tracing(view, known, say)
    entry = known.get(_address(address, known))
    if entry is None:
        raise UsageError(_unknown(address, known))
    if form == "json":
        click.echo(json.dumps(tracing.document(entry), ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        Console(highlight=False, emoji=False, markup=False).print(tracing.tree(entry))
    else:
        click.echo("\n".join(tracing.lines(entry)))
    return 0


def _view(project: Project) -> PortfolioView:
    """Derive the figures; faults in the files do not matter as long as they can be loaded."""
    examined = build.examine(project)
    if examined.portfolio is None or examined.checked is None:
        raise PublicationRefused(msg("the files cannot be loaded; `amanah check` says why"))
    view = derive(examined.portfolio, examined.checked)
    return replace(view, evidence=build.evidence_of(project, examined.portfolio))


def _address(said: str, known: Mapping[str, Entry]) -> str:
    """Return the address that was meant: as it is, or taken from the link of a row."""
    if said in known or "#" not in said:
        return said
    path, _, anchor = said.partition("#")
    parts = [part for part in path.split("/") if part]
    scope = parts[parts.index("program") + 1 :] if "program" in parts else ["site"]
    return "/".join([*(part for part in scope if part != "data"), anchor])


def _unknown(address: str, known: Mapping[str, Entry]) -> object:
    """Say which addresses come close: those that end alike, then those that are spelt alike."""
    tail = address.rpartition("/")[2]
    near = [one for one in known if one.rpartition("/")[2] == tail or (len(tail) > 3 and tail in one)][:CLOSE]
    meant = suggest(address, list(known))
    found = list(dict.fromkeys([*([meant] if meant else []), *near]))[:CLOSE]
    if not found:
        return msg("no figure has the address {address}; data/figures.json lists all of them", address=address)
    return msg("no figure has the address {address}; did you mean {meant}?", address=address, meant=", ".join(found))


@dataclass(frozen=True)
class _Tracing:
    """One run: what is known, and the language it is told in."""

    view: PortfolioView
    known: Mapping[str, Entry]
    say: Translator

    def document(self, entry: Entry) -> dict[str, object]:
        """Return a figure as data/figures.json describes it, its terms nested inside."""
        formula = entry.figure.terms if isinstance(entry.figure, Figure) else ()
        terms = [self.document(self.known[one.address]) for one in formula if one.address in self.known]
        return {**describe(entry, self.view), **({"terms": terms} if terms else {})}

    def lines(self, entry: Entry, depth: int = 0) -> Iterator[str]:
        """Yield one line a figure, terms indented by two spaces."""
        yield "  " * depth + str(self.line(entry))
        for term in self.terms(entry):
            yield from self.lines(term, depth + 1)

    def tree(self, entry: Entry, grow: Callable[[Text], Tree] = Tree) -> Tree:
        """Return the same as branches for a terminal."""
        branch = grow(self.line(entry))
        for term in self.terms(entry):
            self.tree(term, branch.add)
        return branch

    def terms(self, entry: Entry) -> Iterator[Entry]:
        """Yield the entries of the figures that a computed figure comes from."""
        for term in entry.figure.terms if isinstance(entry.figure, Figure) else ():
            yield self.known.get(term.address) or Entry(term, (term.label,) if term.label else (), None, (), ())

    def line(self, entry: Entry) -> Text:
        """Write value, words, address, and how it came about: operation, or place and source."""
        cell = entry.figure
        words = ", ".join(self.say.show(part) for part in entry.trail)
        text = Text.assemble(
            (cell.localize(self.say), "bold"), f"  {words}  " if words else "  ", (cell.address, "cyan")
        )
        text.append(f"  {self._origin(entry)}", "dim")
        for finding in entry.findings:
            status = finding.disclosed.status if finding.disclosed else finding.severity.localize(self.say)
            text.append(f"  [{finding.code}: {status}]", "yellow")
        return text

    def _origin(self, entry: Entry) -> str:
        cell = entry.figure
        if isinstance(cell, Figure) and entry.is_computed:
            without = [self.say.show(one) for one in cell.missing]
            said = {
                "sum": self.say("sum of its terms"),
                "difference": self.say("difference of two figures"),
                "share": self.say("share of the second figure that the first one is, in percent"),
                "count": self.say("counted in the data"),
            }[cell.origin.operation]  # type: ignore[union-attr] # a computed figure has a formula
            return f"{said}; {self.say('without {names}', names=', '.join(without))}" if without else said
        source = entry.source.title if entry.source else self.say("no source")
        place = f"{cell.mark.file}:{cell.mark.line}" if cell.mark else ""
        written = f'"{cell.written}"  ' if isinstance(cell, Figure) and cell.written else ""
        return f"{written}{place}  ({source})"
