"""The Jinja environment, and what templates use to write numbers, dates, texts and links."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from posixpath import normpath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from jinja2.utils import internalcode
from markupsafe import Markup, escape

from generator.findings import Finding
from generator.i18n import Message, Translator, is_localizable, msg
from generator.model.date import Date
from generator.model.figure import Cell, Figure, Formula, Suppressed
from generator.model.organization import Partner
from generator.model.report import Report
from generator.model.text import Text
from generator.pages.marks import note
from generator.pages.mistakes import Desk
from generator.pages.numbers import Numbers, escaped
from generator.pages.prose import PAGE, PROSE, Quote, mark_numbers, render_markdown
from generator.pages.ways import way
from generator.project import TEMPLATES
from generator.views.corrections import Corrected
from generator.views.labels import SOURCE_KINDS, WEEKDAYS, Label, Names
from generator.views.ledger import ledger_url
from generator.views.mismatch import is_doubt
from generator.views.program import PartnerView, view_partners
from generator.views.report import ReportView, title_of

GLOSSARY = "glossary/"
"""Address of the page that explains the terms."""
TERMS = {
    "zakat fund": "zakat-fund",
    "restricted infak and sedekah": "infak-bound",
    "unrestricted infak and sedekah": "infak-unbound",
    "waqf": "waqf",
    "other religious social funds": "dskl",
    "corporate responsibility": "csr",
    "grants": "grant",
    "government assistance": "government-assistance",
    "community contribution": "community-contribution",
    "amil fund": "amil-fund",
    "non-halal fund": "non-halal-fund",
    "by asnaf": "asnaf",
    "opening balance": "balance",
    "closing balance": "balance",
    "revolving assets": "revolving-assets",
    "output": "output",
    "outcome": "outcome",
    "impact": "impact",
}
"""Messages that are technical terms, and the names of these in `terms`."""
MINUS = "\u2212"
OPERATIONS = {
    "sum": msg("sum of its terms"),
    "difference": msg("difference of two figures"),
    "share": msg("share of the second figure that the first one is, in percent"),
    "count": msg("counted in the data"),
}
"""How a figure was computed, in words."""
SIGNS = {"sum": " + ", "difference": f" {MINUS} ", "share": " : ", "count": "; "}
"""What stands between the terms of a computed figure."""
LONG_WORD = 14
"""Letters of a unit that still fit beside a lead figure on a phone."""
_CELLS = (Figure, Suppressed)


class _Context(Context):
    """The names that a template knows.

    Jinja asks of everything that is called whether it wants the context, which takes longer than the call. Of what
    templates call most, the writer and the translator, nothing does.
    """

    @internalcode
    def call(self, called: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as templates call it
        """Call what a template calls."""
        if isinstance(getattr(called, "__self__", called), Writer | Translator):
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return called(*arguments, **named)
        return super().call(called, *arguments, **named)


class _Loader(FileSystemLoader):
    """Read a template anew also where a file of its name came before it, or the first one went."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template, its file, and what tells whether it still is the one that counts."""
        text, file, is_same = super().get_source(environment, template)
        return text, file, lambda: is_same() and self._first(template) == file

    def _first(self, template: str) -> str | None:
        places = (os.path.join(folder, *template.split("/")) for folder in self.searchpath)  # noqa: PTH118 - asked often
        return next((one for one in places if os.path.isfile(one)), None)  # noqa: PTH113 - as above


@cache
def environment(folder: Path) -> Environment:
    """Return the environment for a folder of templates, each in the place of ours of the same name.

    Everything is escaped, and an unknown name is an error.
    """
    made = Environment(
        loader=_Loader([folder, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.context_class = _Context
    made.tests["figure"] = lambda value: isinstance(value, Figure)
    made.tests["suppressed"] = lambda value: isinstance(value, Suppressed)
    return made


def find_quoted(figures: Mapping[str, Figure | Suppressed], scope: str, path: str) -> Figure | Suppressed | None:
    """Return the figure that prose names: first in its own file, then in its program's."""
    for place in (scope, scope.partition("/")[0]):
        found = figures.get(f"{place}/{path}")
        if found is not None:
            return found
    return None


class Writer:
    """Write values into one page: it knows the page's address, the reader's language, and which figures have a row."""

    def __init__(
        self,
        numbers: Numbers,
        url: str,
        figures: Mapping[str, Figure | Suppressed],
        corrected: Mapping[str, Corrected] | None = None,
        desk: Desk | None = None,
        terms: frozenset[str] = frozenset(),
    ) -> None:
        """Remember where the page stands, which figures were corrected, where errors are reported, and known terms."""
        self.to = numbers.to
        self.numbers = numbers
        self.url = url
        self.figures = figures
        self.corrected = corrected or {}
        self._desk = desk
        self._terms = set(terms)
        self._ways: dict[str, str] = {}
        self._ledgers: dict[str, str] = {}

    def term(self, words: object, name: str) -> Markup:
        """Write a technical term, at its first use on the page as a link to the glossary."""
        if name not in self._terms:
            return escape(words)
        self._terms.remove(name)
        return Markup('<a class="term" href="{}">{}</a>').format(self.link(f"{GLOSSARY}#term-{name}"), words)

    def report(self, figure: str = "") -> str:
        """Return where an error in a figure of this page, or on the page itself, is reported; nothing where nowhere."""
        return self._desk.href(figure) if self._desk else ""

    def link(self, target: str) -> str:
        """Return the relative way to an address below the root of the language."""
        path, mark, fragment = target.partition("#")
        if mark and path == self.url:
            return f"#{fragment}"
        if path not in self._ways:
            found = way(path, self.url)
            self._ways[path] = f"{found}/" if (not path or path.endswith("/")) and not found.endswith("/") else found
        return self._ways[path] + mark + fragment

    def number(
        self, cell: Cell, *, unit: bool = True, bare: bool = False, out: bool = False, mark: bool = True
    ) -> Markup:
        """Write a cell as a link to its row: number and unit, or the words for what is missing or withheld.

        `bare` leaves out the `Rp` of money, for tables whose caption names the unit; `out` puts money that goes out
        between parentheses. Without `mark` a corrected figure is not marked, where the page tells of it anyway.
        """
        if cell is None:
            return self.missing()
        written = self._withheld(cell) if isinstance(cell, Suppressed) else self._number(cell, unit, bare=bare, out=out)
        return written + note(cell.address) if mark and cell.address in self.corrected else written

    def _mark(self, cell: Figure | Suppressed) -> Markup:
        return note(cell.address) if cell.address in self.corrected else Markup("")

    def _withheld(self, cell: Suppressed) -> Markup:
        words = escape(cell.localize(self.to))
        return Markup(f'<a class="f sup" href="{self._row(cell.address)}">{words}</a>')  # noqa: S704 - escaped

    def _row(self, address: str) -> str:
        """Return the way to the row of a figure, escaped."""
        scope, _, anchor = address.rpartition("/")
        return f"{self._ledger(scope)}{escaped(anchor)}"

    def _ledger(self, scope: str) -> str:
        """Return what the ways to the rows of one ledger share, escaped."""
        found = self._ledgers.get(scope)
        if found is None:
            found = self._ledgers[scope] = str(escape(self.link(ledger_url(f"{scope}/"))))
        return found

    def _number(self, cell: Figure, unit: bool, *, bare: bool, out: bool) -> Markup:  # noqa: FBT001 - as in `number`
        said = self.numbers.of(cell)
        text = said.number.replace("Rp", "", 1) if bare else said.number
        if out or (bare and cell.value < 0):
            text = f"({text.removeprefix(MINUS)})"
        if cell.address in self.figures:
            text = f'<a class="f" href="{self._ledger(said.scope)}{said.anchor}">{text}</a>'
        else:
            text = f'<span class="f">{text}</span>'
        return Markup(f"{text}\u00a0{said.word}" if unit and said.word else text)  # noqa: S704 - both are escaped

    def anchor(self, figure: Figure, text: str) -> Markup:
        """Write words as the link of a figure."""
        if figure.address not in self.figures:
            return Markup(f'<span class="f">{escape(text)}</span>')  # noqa: S704 - escaped
        return Markup(f'<a class="f" href="{self._row(figure.address)}">{escape(text)}</a>')  # noqa: S704 - escaped

    def missing(self) -> Markup:
        """Write that nobody reported a value."""
        return Markup(f'<span class="nr">{escape(self.to("not reported"))}</span>')  # noqa: S704 - escaped

    def say(self, value: object) -> Markup:
        """Write a message, text, date or figure; figures inside become links, other numbers are marked as such."""
        if isinstance(value, Message):
            known = TERMS.get(value.id)
            return self.term(self.to.render(value), known) if known else self._message(value)
        if isinstance(value, _CELLS):
            return self.number(value)
        if isinstance(value, Date):
            return _time(value, value.localize(self.to))
        if isinstance(value, Text):
            return self.line(value)
        if isinstance(value, int | Decimal):
            return _marked("count", self.to.show(value))
        return mark_numbers(self.to.show(value) if is_localizable(value) else str(value))

    def _message(self, message: Message) -> Markup:
        pattern = escape(self.to.pattern(message))
        if not message.params:
            return pattern
        values = {name: self.say(value) for name, value in message.params.items()}
        return Markup(str.format(pattern, **values))  # noqa: S704 - the pattern and all values are escaped

    def line(self, text: Text) -> Markup:
        """Write a name or title; in another language than the page's it carries `lang`."""
        words, language = text.in_language(self.to.language)
        return _spoken(escape(words), language, self.to.language, "span")

    def upper(self, value: object) -> Markup:
        """Write a message with a capital first letter."""
        if isinstance(value, Message) and value.id in TERMS:
            words = self.to.render(value)
            return self.term(words[:1].upper() + words[1:], TERMS[value.id])
        text = self.say(value)
        return text if text.startswith(("<", "&")) else text[:1].upper() + text[1:]

    def prose(self, text: Text | None) -> Markup:
        """Write an author's paragraphs: safe Markdown, with the figures it quotes as links."""
        if text is None:
            return Markup("")
        words, language = text.in_language(self.to.language)
        return _spoken(render_markdown(words, PROSE, self._quoting(text)), language, self.to.language, "div")

    def inline(self, text: Text | None) -> Markup:
        """Write an author's text without paragraphs around it."""
        if text is None:
            return Markup("")
        words, language = text.in_language(self.to.language)
        html = render_markdown(" ".join(words.split()), PROSE, self._quoting(text)).strip()
        bare = html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html
        return _spoken(bare, language, self.to.language, "span")

    def markdown(self, text: str) -> Markup:
        """Write a hand-written page."""
        return render_markdown(text, PAGE, lambda path, words: self.quote("site", path, words), self._page)

    def _page(self, href: str) -> str:
        """Return the way to the page of another Markdown file in the same folder."""
        path, mark, fragment = href.partition("#")
        folder = self.url.rstrip("/").rpartition("/")[0]
        return self.link(normpath(f"{folder}/{path.removesuffix('.md')}").lstrip("/") + "/") + mark + fragment

    def _quoting(self, text: Text) -> Quote:
        return lambda path, words: self.quote(text.scope, path, words)

    def quote(self, scope: str, path: str, words: str) -> Markup | None:
        """Write a figure that prose names by its path, or `None` where no such figure is known."""
        found = find_quoted(self.figures, scope, path)
        if found is None:
            return None
        return (
            self.anchor(found, words) + self._mark(found) if words and isinstance(found, Figure) else self.number(found)
        )

    def long_unit(self, cell: Cell) -> str:
        """Return the unit of a lead figure where it is too long to stand beside it, else nothing."""
        word = cell.word(self.to) if isinstance(cell, Figure) else ""
        return word if len(word) > LONG_WORD else ""

    def lead(self, figure: Figure) -> Markup:
        """Write a figure large: the number as a link, the word for its scale or its unit small beside it."""
        number, _, scale = figure.abridged(self.to).partition(" ")
        unit = " ".join(part for part in (scale, figure.word(self.to)) if part)
        if len(unit) > LONG_WORD:
            return self.anchor(figure, number)
        small = Markup(' <span class="lead-u">{}</span>').format(unit) if unit else ""
        return self.anchor(figure, number) + small + self._mark(figure)

    def weekday(self, name: str) -> Message:
        """Return the word for a day of the week."""
        return WEEKDAYS[name]

    def title_of(self, report: Report) -> Label:
        """Return the title of a neighbouring report."""
        return title_of(report)

    def trail(self, view: ReportView, path: str) -> tuple[Label, ...]:
        """Return the words for a path inside a report."""
        return view.names.trail(view.report, tuple(path.split(".")))

    def partners(self, partners: tuple[Partner, ...], names: Names) -> tuple[PartnerView, ...]:
        """Return partners with their names and roles in words."""
        return view_partners(partners, names)

    def operation(self, figure: Figure) -> str:
        """Write how a figure was computed."""
        return self.to.render(OPERATIONS[figure.origin.operation]) if isinstance(figure.origin, Formula) else ""

    def sign(self, figure: Figure) -> str:
        """Return the sign between the terms of a computed figure."""
        return SIGNS[figure.origin.operation] if isinstance(figure.origin, Formula) else ""

    def exact(self, figure: Figure) -> Markup:
        """Write the value in full, and how far the true one may lie from it."""
        value = self.to.number(figure.value)
        text = _marked("exact", f"Rp{value}" if figure.is_money else value)
        if not figure.tolerance:
            return text
        pattern = escape(self.to.pattern(msg("{value}, give or take {spread} as it was written")))
        spread = _marked("exact", self.to.number(figure.tolerance))
        return Markup(str.format(pattern, value=text, spread=spread))  # noqa: S704 - all three are escaped

    def is_doubt(self, finding: Finding) -> bool:
        """Tell whether a finding leaves something open rather than finding two statements that do not match."""
        return is_doubt(finding)

    def source_kind(self, kind: str) -> Message:
        """Return the word for a sort of document."""
        return SOURCE_KINDS[kind]

    def named(self, rows: Iterable[Sequence[object]]) -> list[bool]:
        """Tell of each column of a chart's table whether it holds names only, which stand left unlike quantities."""
        return [all(_is_name(cell) for cell in column) for column in zip(*rows, strict=True)]

    def table_heading(self, value: object) -> Markup:
        """Write the head of a row: a name or a period is no quantity, whatever digits it has."""
        if isinstance(value, str):
            return _marked("heading", value)
        return self.table_cell(value)

    def table_cell(self, value: object) -> Markup:
        """Write one cell of a chart's table."""
        return self.missing() if value is None else self.say(value)


def _marked(kind: str, words: str) -> Markup:
    """Write a number that leads to no row, with what it is instead."""
    return Markup(f'<span data-number="{kind}">{escape(words)}</span>')  # noqa: S704 - escaped


def _is_name(cell: object) -> bool:
    return isinstance(cell, str) and not any(sign.isdigit() for sign in cell)


def _spoken(html: Markup, language: str, page: str, tag: str) -> Markup:
    if language == page:
        return html
    return Markup(f'<{tag} lang="{escape(language)}">{html}</{tag}>')  # noqa: S704 - the words are clean already


def _time(date: Date, words: str) -> Markup:
    """Write a date with what programs read of it: as much of year, month and day as the source states."""
    known = [f"{date.year:04}" if date.year else "", f"{date.month:02}" if date.month else ""]
    known.append(f"{date.day:02}" if date.day and date.month else "")
    if not known[0]:
        return _marked("date", words)
    day = "-".join(filter(None, known))
    return Markup(f'<time data-number="date" datetime="{day}">{escape(words)}</time>')  # noqa: S704 - escaped
