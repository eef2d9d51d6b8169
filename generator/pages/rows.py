"""The rows of a ledger page, written in Python: there are more of them than of everything else together.

A template takes many times as long for the same row. What rows share (words, their source, file, checks, first
commit, the letter to the publisher) is written once a page.
"""

from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup, escape

from generator.findings import Finding, Run
from generator.i18n import Message, Translator, msg
from generator.model.figure import Figure, Formula
from generator.model.source import SourceDocument
from generator.pages.environment import Writer
from generator.pages.numbers import escaped
from generator.views.corrections import Story
from generator.views.labels import Label
from generator.views.ledger import Entry

ROWS_SHOWN = 20
"""Rows of a table of transactions that a sum lists; `amanah trace` lists all of them."""

_ADDRESS, _CHECKS, _COUNTED = msg("Address"), msg("Checks"), msg("How it was counted")
_EXACT, _FILE, _HISTORY, _NOTE = msg("Exact value"), msg("File"), msg("History"), msg("Note")
_ORIGIN, _SOURCE, _TERMS, _WRITTEN = msg("Origin"), msg("Source"), msg("Terms"), msg("Written")
"""What stands before the fields of a row."""
_FIELDS = (_ADDRESS, _CHECKS, _COUNTED, _EXACT, _FILE, _HISTORY, _NOTE, _ORIGIN, _SOURCE, _TERMS, _WRITTEN)
_REPORT = msg("Report an error in this figure")
_LINE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for the number of the line in what is shared by all figures of a file; no file name may hold it."""
_SHOWN = "\N{REPLACEMENT CHARACTER}"
"""The same for that number as readers of the language write it."""


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
        self._once: dict[Hashable, str] = {}
        self._heads = {one.id: f"<dt>{self._word(one)}</dt><dd>" for one in _FIELDS}

    def write(self, entries: Iterable[Entry]) -> Markup:
        """Return the rows of the entries."""
        return Markup("".join(map(self._row, entries)))  # noqa: S704 - each part is escaped where it is written

    def _shared(self, key: Hashable, make: Callable[..., str], *arguments: object) -> str:
        """Return what several rows have in common."""
        found = self._once.get(key)
        if found is None:
            found = self._once[key] = make(*arguments)
        return found

    def _row(self, entry: Entry) -> str:
        figure = entry.figure
        former = "".join([f'<span id="{escape(old)}"></span>' for old in entry.former]) if entry.former else ""
        trail = ", ".join([self._label(label, first=not place) for place, label in enumerate(entry.trail)])
        text = self.w.numbers.of(figure).text if isinstance(figure, Figure) else escaped(figure.localize(self.to))
        return (
            f'<section class="entry" id="{escaped(figure.anchor)}">{former}\n'
            f"<h3>{text} <small>{trail}</small></h3>\n"
            f'<dl class="kv">\n{"".join(self._fields(entry))}</dl>\n</section>\n'
        )

    def _fields(self, entry: Entry) -> list[str]:
        figure = entry.figure
        fields = [self._shared(("origin", getattr(figure.origin, "operation", "")), self._origin, figure)]
        if isinstance(figure, Figure):
            fields.append(self._exact(figure))
        if isinstance(figure, Figure) and isinstance(figure.origin, Formula):
            fields.append(self._terms(figure))
        else:
            fields.extend(self._place(entry))
        if figure.note:
            fields.append(self._field(_NOTE, self.w.inline(figure.note)))
        if isinstance(figure, Figure) and figure.counted:
            fields.append(self._field(_COUNTED, self.w.inline(figure.counted)))
        if entry.findings or entry.passed:
            fields.append(self._field(_CHECKS, self._findings(entry.findings) + self._passed(entry.passed)))
        if not entry.is_computed and entry.story.told:
            fields.append(self._field(_HISTORY, self._story(entry.story)))
        address = f'<code data-number="address">{escaped(figure.address)}</code>'
        fields.append(self._field(_ADDRESS, address + self._mistake(figure.address)))
        return fields

    def _mistake(self, address: str) -> str:
        """Write where an error in the figure is reported."""
        href = self.w.report(address)
        return f'<br><a class="report-mistake" href="{escape(href)}">{self._word(_REPORT)}</a>' if href else ""

    def _field(self, name: Message, html: str) -> str:
        return f"{self._heads[name.id]}{html}</dd>\n"

    def _word(self, word: Message) -> str:
        found = self._once.get(word.id)
        if found is None:
            found = self._once[word.id] = str(escape(self.to.render(word)))
        return found

    def _label(self, label: Label, *, first: bool) -> str:
        found = self._once.get(key := (id(label), first))
        if found is None:
            found = self._once[key] = str((self.w.upper if first else self.w.say)(label))
        return found

    def _origin(self, figure: Figure) -> str:
        if isinstance(figure.origin, Formula):
            return self._field(_ORIGIN, str(escape(self.w.operation(figure))))
        return self._field(_ORIGIN, self._word(msg("stated by the source, not computed by us")))

    def _exact(self, figure: Figure) -> str:
        estimate = f' <span class="tag tag-estimate">{self._word(msg("estimate"))}</span>' if figure.estimate else ""
        return self._field(_EXACT, f"{self.w.exact(figure)}{estimate}")

    def _terms(self, figure: Figure) -> str:
        if rows := [term for term in figure.terms if term.mark and term.mark.file.endswith(".csv")]:
            return self._field(_TERMS, self._rows(rows))
        sign = str(escape(self.w.sign(figure)))
        terms = sign.join([self.w.number(term) for term in figure.terms])
        without = ""
        if figure.missing:
            names = "; ".join(str(self.w.say(name)) for name in figure.missing)
            nobody = f'<span class="nr">{self._word(msg("not reported"))}</span>'
            without = f"<br>{self._word(msg('Without'))}: {names} {nobody}"
        return self._field(_TERMS, (terms or self._word(msg("entries of the data themselves"))) + without)

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
        source, mark = entry.source, entry.figure.mark
        fields = []
        if written := getattr(entry.figure.origin, "written", ""):
            fields.append(self._field(_WRITTEN, f'<code data-number="written">{escape(written)}</code>'))
        fields.append(self._shared(("source", id(source)), self._source, source))
        if mark is not None:
            file = self._shared(("file", mark.file), self._file, mark.file)
            fields.append(file.replace(_LINE, str(mark.line)).replace(_SHOWN, self.to.number(Decimal(mark.line))))
        return fields

    def _source(self, source: SourceDocument | None) -> str:
        if source is None:
            return self._field(_SOURCE, f'<span class="nr">{self._word(msg("not stated"))}</span>')
        publisher = f", {escape(source.publisher)}" if source.publisher else ""
        day = f", {self.w.say(source.date)}" if source.date else ""
        copy = self.parts.kept(source, self.w, self.to).strip()
        cited = f'<cite lang="{escape(source.language)}">{escape(source.title)}</cite>'
        return self._field(_SOURCE, f"{cited}{publisher}{day}{copy}")

    def _file(self, file: str) -> str:
        """Write the place of a figure in its file, but for the line, in which figures differ."""
        commit, name = self.commit_of(file), f"<code>{escape(file)}</code>"
        if self.repository and commit:
            way = escape(f"{self.repository}/blob/{commit}/{file}#L")
            name = f'<a href="{way}{_LINE}" rel="noopener">{name}</a>'
        line = f'<span data-number="line">{escape(self.to("line {number}", number=_SHOWN))}</span>'
        return self._field(_FILE, f"{name}, {line}")

    def _findings(self, findings: tuple[Finding, ...]) -> str:
        return "".join(map(self._finding, findings))

    def _finding(self, finding: Finding) -> str:
        way = escape(self.w.link(f"rules/{finding.code}/"))
        verdict = self._word(msg("unsure") if self.w.is_doubt(finding) else msg("does not match"))
        status = f" ({self.parts.status_word(finding.disclosed.status, self.to)})" if finding.disclosed else ""
        return f'<a class="att" href="{way}">{verdict}:</a> {self.w.say(finding.message)}{status}<br>'

    def _passed(self, runs: tuple[Run, ...]) -> str:
        return self._shared(("passed", *[run.code for run in runs]), self._runs, runs) if runs else ""

    def _runs(self, runs: tuple[Run, ...]) -> str:
        links = (f'<a href="{escape(self.w.link(f"rules/{run.code}/"))}">{self.w.say(run.title)}</a>' for run in runs)
        return f'<span class="pos">{self._word(msg("matches"))}:</span> {"; ".join(links)}'

    def _story(self, story: Story) -> str:
        if story.corrections:
            return self._tell(story)
        key = ("story", story.since and story.since.id, id(story.unknown), story.is_public)
        return self._shared(key, self._tell, story)

    def _tell(self, story: Story) -> str:
        return str(self.parts.story(story, self.w, self.to, self.repository)).strip()
