"""The rows of a ledger page, written in Python: there are more of them than of everything else together.

A template takes three times as long for the same row. What many rows share (their source, file, checks, first
commit) is written once a page.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Protocol

from markupsafe import Markup, escape

from generator.findings import Finding, Run
from generator.i18n import Message, Translator, msg
from generator.model.figure import Figure
from generator.model.source import SourceDocument
from generator.pages.environment import Writer
from generator.views.corrections import Story
from generator.views.labels import Label
from generator.views.ledger import Entry

ROWS_SHOWN = 20
"""Rows of a table of transactions that a sum lists; `amanah trace` lists all of them."""


class Parts(Protocol):
    """The macros of the templates that a row shares with other pages."""

    def story(self, one: Story, w: Writer, to: Translator, repository: str) -> Markup:
        """Write what a figure was before."""

    def kept(self, source: SourceDocument, w: Writer, to: Translator) -> Markup:
        """Write where the copy of a source is kept."""

    def status_word(self, status: str, to: Translator) -> Markup:
        """Write what a publisher says of a finding, in one word."""


class Rows:
    """Write the rows of one page."""

    def __init__(self, parts: Parts, w: Writer, repository: str, commit_of: Callable[[str], str]) -> None:
        self.parts = parts
        self.w = w
        self.to = w.to
        self.repository = repository
        self.commit_of = commit_of
        self._once: dict[tuple[str, Hashable], str] = {}

    def write(self, entries: Iterable[Entry]) -> Markup:
        """Return the rows of the entries."""
        return Markup("".join(map(self._row, entries)))  # noqa: S704 - each part is escaped where it is written

    def _shared(self, name: str, key: Hashable, make: Callable[[], str]) -> str:
        """Return what several rows have in common."""
        if (name, key) not in self._once:
            self._once[name, key] = make()
        return self._once[name, key]

    def _row(self, entry: Entry) -> str:
        figure = entry.figure
        former = "".join(f'<span id="{escape(old)}"></span>' for old in entry.former)
        fields = [self._origin(entry)]
        if isinstance(figure, Figure):
            fields.append(self._exact(figure))
        fields.extend(self._terms(figure) if entry.is_computed else self._place(entry))  # type: ignore[arg-type]
        if figure.note:
            fields.append(self._field(msg("Note"), self.w.inline(figure.note)))
        if isinstance(figure, Figure) and figure.counted:
            fields.append(self._field(msg("How it was counted"), self.w.inline(figure.counted)))
        if entry.findings or entry.passed:
            fields.append(self._field(msg("Checks"), self._findings(entry.findings) + self._passed(entry.passed)))
        if not entry.is_computed and entry.story.told:
            fields.append(self._field(msg("History"), self._story(entry.story)))
        address = f'<code data-number="address">{escape(figure.address)}</code>'
        fields.append(self._field(msg("Address"), address + self._mistake(figure.address)))
        trail = ", ".join(self._label(label, first=not place) for place, label in enumerate(entry.trail))
        return (
            f'<section class="entry" id="{escape(figure.anchor)}">{former}\n'
            f"<h3>{escape(figure.localize(self.to))} <small>{trail}</small></h3>\n"
            f'<dl class="kv">\n{"".join(fields)}</dl>\n</section>\n'
        )

    def _mistake(self, address: str) -> str:
        """Write where an error in the figure is reported."""
        href = self.w.report(address)
        words = self._word(msg("Report an error in this figure"))
        return f'<br><a class="report-mistake" href="{escape(href)}">{words}</a>' if href else ""

    def _field(self, name: Message, html: str) -> str:
        return f"<dt>{self._word(name)}</dt><dd>{html}</dd>\n"

    def _word(self, word: Message) -> str:
        return self._shared("word", word.id, lambda: str(escape(self.to.render(word))))

    def _label(self, label: Label, *, first: bool) -> str:
        write = self.w.upper if first else self.w.say
        return self._shared("label", (id(label), first), lambda: str(write(label)))

    def _origin(self, entry: Entry) -> str:
        figure = entry.figure
        if entry.is_computed and isinstance(figure, Figure):
            return self._field(msg("Origin"), str(escape(self.w.operation(figure))))
        return self._field(msg("Origin"), self._word(msg("stated by the source, not computed by us")))

    def _exact(self, figure: Figure) -> str:
        estimate = f' <span class="tag tag-estimate">{self._word(msg("estimate"))}</span>' if figure.estimate else ""
        return self._field(msg("Exact value"), f"{self.w.exact(figure)}{estimate}")

    def _terms(self, figure: Figure) -> list[str]:
        sign = str(escape(self.w.sign(figure)))
        if rows := [term for term in figure.terms if term.mark and term.mark.file.endswith(".csv")]:
            return [self._field(msg("Terms"), self._rows(rows))]
        terms = sign.join(str(self.w.number(term)) for term in figure.terms)
        without = ""
        if figure.missing:
            names = "; ".join(str(self.w.say(name)) for name in figure.missing)
            nobody = f'<span class="nr">{self._word(msg("not reported"))}</span>'
            without = f"<br>{self._word(msg('Without'))}: {names} {nobody}"
        return [self._field(msg("Terms"), (terms or self._word(msg("entries of the data themselves"))) + without)]

    def _rows(self, rows: list[Figure]) -> str:
        """Write the first rows that a sum was added from, each with its line, and how many more there are."""
        shown = [
            f"{self.w.exact(term)} <code>{escape(term.mark.file.rpartition('/')[2])}:{term.mark.line}</code>"
            for term in rows[:ROWS_SHOWN]
            if term.mark
        ]
        if len(rows) > ROWS_SHOWN:
            shown.append(str(escape(self.to("and {count} more rows", count=len(rows) - ROWS_SHOWN))))
        return "<br>".join(shown)

    def _place(self, entry: Entry) -> list[str]:
        figure, source = entry.figure, entry.source
        fields = []
        if written := getattr(figure.origin, "written", ""):
            fields.append(self._field(msg("Written"), f'<code data-number="written">{escape(written)}</code>'))
        fields.append(self._shared("source", id(source), lambda: self._field(msg("Source"), self._source(source))))
        mark = figure.mark
        if mark is not None:
            file = self._shared("file", mark.file, lambda: self._file(mark.file))
            line = f'<span data-number="line">{escape(self.to("line {number}", number=mark.line))}</span>'
            fields.append(self._field(msg("File"), f"{file.replace(_LINE, str(mark.line))}, {line}"))
        return fields

    def _source(self, source: SourceDocument | None) -> str:
        if source is None:
            return f'<span class="nr">{self._word(msg("not stated"))}</span>'
        publisher = f", {escape(source.publisher)}" if source.publisher else ""
        day = f", {self.w.say(source.date)}" if source.date else ""
        copy = self.parts.kept(source, self.w, self.to).strip()
        return f'<cite lang="{escape(source.language)}">{escape(source.title)}</cite>{publisher}{day}{copy}'

    def _file(self, file: str) -> str:
        commit, name = self.commit_of(file), f"<code>{escape(file)}</code>"
        if not (self.repository and commit):
            return name
        way = escape(f"{self.repository}/blob/{commit}/{file}#L")
        return f'<a href="{way}{_LINE}" rel="noopener">{name}</a>'

    def _findings(self, findings: tuple[Finding, ...]) -> str:
        return "".join(map(self._finding, findings))

    def _finding(self, finding: Finding) -> str:
        way = escape(self.w.link(f"rules/{finding.code}/"))
        verdict = self._word(msg("unsure") if self.w.is_doubt(finding) else msg("does not match"))
        status = f" ({self.parts.status_word(finding.disclosed.status, self.to)})" if finding.disclosed else ""
        return f'<a class="att" href="{way}">{verdict}:</a> {self.w.say(finding.message)}{status}<br>'

    def _passed(self, runs: tuple[Run, ...]) -> str:
        return self._shared("passed", tuple(run.code for run in runs), lambda: self._runs(runs)) if runs else ""

    def _runs(self, runs: tuple[Run, ...]) -> str:
        links = (f'<a href="{escape(self.w.link(f"rules/{run.code}/"))}">{self.w.say(run.title)}</a>' for run in runs)
        return f'<span class="pos">{self._word(msg("matches"))}:</span> {"; ".join(links)}'

    def _story(self, story: Story) -> str:
        if story.corrections:
            return self._tell(story)
        key = (story.since, story.since_day, id(story.unknown), story.is_public)
        return self._shared("story", key, lambda: self._tell(story))

    def _tell(self, story: Story) -> str:
        return str(self.parts.story(story, self.w, self.to, self.repository)).strip()


_LINE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for the number of the line in what is shared by all figures of a file; no file name may hold it."""
