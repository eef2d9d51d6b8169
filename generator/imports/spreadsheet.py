"""Read a filled template into a report: what differs is changed in place, and what was published gets a correction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.documents import MappingNode, Node, Scalar, SequenceNode, parse
from generator.errors import UsageError
from generator.findings import Finding, Mark, Severity
from generator.i18n import Message, msg, translator
from generator.imports import forms, growth, vocabulary
from generator.imports.book import Book, Sheet
from generator.imports.cells import Cell, Line, find_columns, read_lines
from generator.imports.figures import Entered, Replaced, agree, changes, order_at
from generator.imports.forms import Column, Form
from generator.imports.proposal import Changed, Proposal
from generator.imports.vocabulary import TOTAL, Vocabulary, slug
from generator.model.finance import SPLITS as MONEY_SPLITS
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import is_identifier
from generator.model.report import BENEFICIARY_SPLITS, Report
from generator.sources import Reading, Source
from generator.views.choices import LANGUAGES
from generator.writer import NotEditable, Plain, Set, Steps, compose, edit, find, plain

_UNITS = {TOTAL: "person", "families": "family"}


@dataclass(frozen=True, slots=True)
class Order:
    """What the caller asks for: which report, and what a correction says."""

    program: str = ""
    report: str = ""
    today: date | None = None
    reason: str = ""


def propose(book: Book, reading: Reading, portfolio: Portfolio, order: Order) -> Proposal:
    """Return what a workbook changes in its report, which is made where it is missing.

    Raise `UsageError` where neither the caller nor the workbook names a report of a program that is there.
    """
    facts = _facts(book)
    program = _program(portfolio, order.program or facts.get("program", ""))
    name = order.report or facts.get("report", "")
    if not is_identifier(name):
        raise UsageError(msg("say which report the workbook is for: --period 2024-semester-1"))
    path = f"programs/{program.id}/periods/{name}.yml"
    text = next((one.text for one in reading.sources if one.path == path), "")
    lists = vocabulary.gather_for(portfolio, program, name, _new_activities(book))
    root = _root(path, text) if text else MappingNode()
    filling = _Filling(book, program, lists, root, path, portfolio.publisher.languages)
    wanted = filling.changes()
    findings = [*filling.findings]
    notes = list(filling.corrections(portfolio, order))
    findings += filling.findings[len(findings) :]
    if any(one.severity is Severity.ERROR for one in findings):
        return Proposal(findings=tuple(findings))
    made = _made(filling, text, [*wanted, *notes], path)
    if isinstance(made, Message):
        return Proposal(findings=(*findings, Finding("not-editable", Severity.ERROR, book_mark(book), made)))
    return Proposal((Changed(path, text, made),), tuple(findings), corrections=len(notes))


def book_mark(book: Book) -> Mark:
    """Return the place of a whole workbook."""
    return Mark(book.file, cell="*")


def _made(filling: "_Filling", text: str, wanted: list[Set], path: str) -> str | Message:
    if not text:
        return filling.compose(wanted)
    try:
        return edit(text, growth.gather(filling.root, wanted), path)
    except NotEditable as fault:
        return msg("{file} cannot be changed line by line: {why}", file=path, why=fault.why)


def _root(path: str, text: str) -> MappingNode:
    document, _ = parse(Source(path, text, ""))
    if document is None:
        raise UsageError(msg("{file} cannot be read; `amanah check` says why", file=path))
    return document.root


def _program(portfolio: Portfolio, name: str) -> Program:
    found = next((one for one in portfolio.programs if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in portfolio.programs)
        raise UsageError(msg("no program is called {name}; there are: {known}", name=name or "''", known=known))
    return found


def _fields(book: Book) -> Iterator[tuple[str, Sheet, int]]:
    """Yield each row of the sheet of the report with the place it is about."""
    sheet = book.sheets.get(forms.REPORT)
    if sheet is None:
        return
    keys = {
        " ".join(translator(language).show(title).split()).casefold(): key
        for key, (title, _, _) in forms.FIELDS.items()
        for language in ("id", "en")
    }
    for number, row in enumerate(sheet.rows):
        said = " ".join(str(row[0]).split()).casefold() if row else ""
        if said in keys:
            yield keys[said], sheet, number


def _new_activities(book: Book) -> dict[str, str]:
    """Return the activities that a workbook lists, so that its sheet of money can name them."""
    sheet = book.sheets.get(forms.ACTIVITIES.name)
    found = find_columns(forms.ACTIVITIES, sheet) if sheet else None
    if sheet is None or found is None:
        return {}
    head, places = found
    rows = range(head + 1, len(sheet.rows))
    cells = ([sheet.value(row, places.get(key, 10**6)) for key in ("id", "title_id", "title_en")] for row in rows)
    named = ((name, indonesian or english) for name, indonesian, english in cells)
    return {str(name or slug(str(title))): str(title) for name, title in named if title}


def _facts(book: Book) -> dict[str, str]:
    return {key: str(said) for key, sheet, row in _fields(book) if (said := sheet.value(row, 1)) is not None}


@dataclass
class _Filling:
    """One workbook on its way into one report."""

    book: Book
    program: Program
    lists: Vocabulary
    root: MappingNode
    path: str
    languages: tuple[str, ...] = forms.LANGUAGES
    """Those of the publisher; texts that name none are in the first."""
    findings: list[Finding] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    seen: dict[Steps, Line] = field(default_factory=dict)

    def changes(self) -> list[Set]:
        """Return everything that the sheets say differently."""
        found = [*self._report()]
        for form in forms.FORMS:
            sheet = self.book.sheets.get(form.name)
            if sheet is not None:
                for line in read_lines(form, sheet, self.lists, self.findings):
                    found += self._line(form, line)
        if not any(form.name in self.book.sheets for form in forms.FORMS):
            said = msg("none of the sheets of the template is in this file")
            hint = msg("make one with `amanah template xlsx`; its sheets are {names}",
                       names=", ".join(form.name for form in forms.FORMS))  # fmt: skip
            self.findings.append(Finding("missing-sheet", Severity.ERROR, book_mark(self.book), said, hint))
        return found

    # --- the report itself --------------------------------------------------------------------------------------

    def _report(self) -> Iterator[Set]:
        """Yield the facts of the report: its period, status, title and summary."""
        words: dict[str, dict[str, str]] = {"title": {}, "summary": {}}
        for key, sheet, row in _fields(self.book):
            title, kind, listed = forms.FIELDS[key]
            if key in ("program", "report"):
                continue
            line = Line(sheet, row, {key: 1})
            given = Cell(line, Column(key, title, kind, listed), self.lists).read(sheet.value(row, 1), self.findings)
            first, _, second = key.partition(".")
            if isinstance(given, str) and first in words:
                words[first] |= {second: given} if self._speaks(line, key, second) else {}
            elif isinstance(given, str):
                steps = (first, second) if second else (first,)
                if (node := find(self.root, steps)) is None or str(node) != given:
                    yield Set(steps, given, order_at(steps[:-1]))
        for first, said in words.items():
            yield from self._words((first,), said)

    def _words(self, steps: Steps, given: Mapping[str, str]) -> Iterator[Set]:
        """Yield what changes in a text, in each language that the publisher has."""
        node, bare = find(self.root, steps), self.languages[0]
        given = {language: given[language] for language in self.languages if language in given}
        if isinstance(node, Scalar) and not node.missing:
            if any(language != bare for language in given):
                yield Set(steps, {bare: str(node), **given})
            elif given and _differ(node, given[bare]):
                yield Set(steps, given[bare])
            return
        if node is None and list(given) == [bare]:
            yield Set(steps, given[bare], order_at(steps[:-1]))
            return
        for language, text in given.items():
            if _differ(find(self.root, (*steps, language)), text):
                yield Set((*steps, language), text, self.languages)

    def _speaks(self, line: Line, key: str, language: str) -> bool:
        """Tell whether the publisher writes in a language; else say that the text of a cell goes nowhere."""
        if language in self.languages:
            return True
        said = msg("this publisher does not write in {language}, so the text of this cell goes nowhere",
                   language=LANGUAGES[language])  # fmt: skip
        hint = msg("write it into the cell for {language}", language=LANGUAGES[self.languages[0]])
        self.findings.append(Finding("other-language", Severity.WARNING, line.mark(key), said, hint))
        return False

    # --- rows ---------------------------------------------------------------------------------------------------

    def _line(self, form: Form, line: Line) -> Iterator[Set]:
        if form is forms.MONEY:
            yield from self._figure(line, self._money(line), "rupiah")
        elif form is forms.PEOPLE:
            steps = self._people(line)
            yield from self._figure(line, steps, _UNITS.get(line.text("split"), "person"))
        elif form is forms.RESULTS:
            yield from self._figure(line, self._result(line), self._unit_of(line))
        else:
            key = {forms.ACTIVITIES.name: ("activities",), forms.ASSETS.name: ("assets",)}.get(form.name)
            yield from self._item(form, line, key or ("finance", "in_kind"))

    def _fault(self, line: Line, key: str, message: Message, hint: Message | None = None) -> None:
        if not line.wrong:  # what a refused cell would have said is not missing
            self.findings.append(line.fault(key, "incomplete-row", message, hint))

    def _part(self, line: Line, base: Steps, splits: Mapping[str, object]) -> Steps | None:
        """Return the place of a total or of one part of it."""
        split, item = line.text("split"), line.text("item")
        if split in ("", TOTAL):
            if not item:
                return (*base, TOTAL)
            self._fault(line, "split", msg("choose what this part belongs to"))
        elif split not in splits:
            known = "; ".join(self.lists["split"].word(one) for one in splits)
            self._fault(
                line,
                "split",
                msg("this sheet is not divided so"),
                msg("words that can stand here: {known}", known=known),
            )
        elif not item:
            self._fault(line, "item", msg("choose the part that the number is about"))
        else:
            return (*base, split, item)
        return None

    def _money(self, line: Line) -> Steps | None:
        fund, post, item = line.text("fund"), line.text("post"), line.text("item")
        base: Steps = ("finance", "funds", fund) if fund else ("finance",)
        if not post:
            self._fault(line, "post", msg("choose what this amount is"))
        elif post in ("spent", "budget"):
            return self._part(line, (*base, post), dict.fromkeys(MONEY_SPLITS))
        elif post == "revolved":
            return ("finance", "revolved")
        elif post in ("received", "passed_through"):
            base = ("finance",) if post == "passed_through" else base
            return self._receipt(line, (*base, post), item, fund)
        elif not fund:
            self._fault(line, "fund", msg("choose the fund that the balance belongs to"))
        else:
            return (*base, post)
        return None

    def _receipt(self, line: Line, base: Steps, item: str, fund: str) -> Steps | None:
        if base[-1] == "received" and not fund:
            self._fault(line, "fund", msg("choose the fund that received the money"))
            return None
        label = line.text("label") or self.lists["organization"].word(line.text("organization"))
        name = item if is_identifier(item) else slug(item or label, fallback="")
        if not name or not (label or find(self.root, (*base, name))):
            self._fault(line, "label", msg("write who the money came from"))
            return None
        return (*base, name, "amount")

    def _people(self, line: Line) -> Steps | None:
        if line.text("split") == "families":
            return ("beneficiaries", "families")
        return self._part(line, ("beneficiaries",), dict.fromkeys(BENEFICIARY_SPLITS))

    def _result(self, line: Line) -> Steps | None:
        name = line.text("indicator")
        if not name:
            self._fault(line, "indicator", msg("choose the indicator"))
            return None
        steps = self._part(line, ("results", name), dict.fromkeys(("by_component", "by_group", "by_place")))
        return (*steps[:-1], "actual") if steps and len(steps) == 3 else steps

    def _unit_of(self, line: Line) -> str:
        """Return the unit in which an indicator is measured: that of its baseline or of a target."""
        found = next((one for one in self.program.indicators if one.id == line.text("indicator")), None)
        base = [found.baseline.value] if found and found.baseline else []
        cells = [*base, *(one.value for one in (found.targets if found else ()))]
        return next((one.unit.id for one in cells if one is not None), "")

    def _figure(self, line: Line, steps: Steps | None, unit: str) -> Iterator[Set]:
        """Yield what changes in the figure of a row."""
        if steps is None or not self._first(line, steps):
            return
        number = line.given.get("amount")
        yield from self._value(line, steps, "amount", unit)
        if steps[-1] == "amount" and (number is not None or find(self.root, steps) is not None):
            yield from self._receipt_fields(line, steps[:-1])

    def _first(self, line: Line, steps: Steps) -> bool:
        """Tell whether no row before was about the same figure."""
        former = self.seen.setdefault(steps, line)
        if former is not line:
            said = msg("{cell} is about the same figure", cell=former.mark("amount").cell)
            self.findings.append(line.fault("amount", "duplicate-row", said, msg("keep one of the two rows")))
        return former is line

    def _value(self, line: Line, steps: Steps, key: str, unit: str, named: str = "unit") -> Iterator[Set]:
        number = line.given.get(key)
        here = find(self.root, steps)
        if number is None and key not in line.wrong:
            self._keep(line, steps, key, here)
        mixed = key != "amount"
        entered = Entered(
            None if isinstance(number, tuple) else number,
            line.text(named) or None if named else None,
            None if mixed else line.text("source") or None,
            None if mixed else line.text("note") or None,
        )
        if number is not None and not (unit or entered.unit or here is not None):
            self._fault(line, "unit", msg("the number has no unit"))
            return
        for one in changes(self.root, steps, entered, unit, order_at(steps[:-1])):
            if isinstance(one, Replaced):
                self.replaced.append(one)
            elif isinstance(one, Set) and not (number is None and here is None):
                yield one

    def _keep(self, line: Line, steps: Steps, key: str, here: Node | None) -> None:
        """Say that an empty cell takes no figure away."""
        value = here.get("value") if isinstance(here, MappingNode) else here
        if isinstance(value, Scalar) and not value.missing:
            said = msg(
                "this cell is empty, and the file keeps {value}: empty means not reported, not zero", value=str(value)
            )
            hint = msg("to take the figure out, delete {path} in {file}", path=".".join(steps), file=self.path)
            self.findings.append(Finding("empty-cell", Severity.WARNING, line.mark(key), said, hint))

    def _receipt_fields(self, line: Line, steps: Steps) -> Iterator[Set]:
        here = find(self.root, steps)
        label = line.text("label") or (line.text("organization") if here is None else "")
        if label and here is None:
            word = line.text("label") or self.lists["organization"].word(label)
            yield Set((*steps, "label"), word)
        elif label:
            known = find(self.root, (*steps, "label"))
            shown = next(iter(known), "") if isinstance(known, MappingNode) else ""
            yield from self._words((*steps, "label"), {shown or self.languages[0]: label})
        organization = line.text("organization")
        if organization and str(find(self.root, (*steps, "organization")) or "") != organization:
            yield Set((*steps, "organization"), organization, order_at(steps))

    # --- items of lists -----------------------------------------------------------------------------------------

    def _item(self, form: Form, line: Line, base: Steps) -> Iterator[Set]:
        """Yield what changes in an activity, an asset or a gift, and all of a new one."""
        title = "title" if form is forms.ACTIVITIES else "item"
        name = self._name(line, base, title)
        if name is None or not self._first(line, (*base, name)):
            return
        steps = (*base, name)
        for key in (title, "summary", "handed_to", "note"):
            cells = {language: f"{key}_{language}" for language in forms.LANGUAGES if line.text(f"{key}_{language}")}
            said = {one: line.text(cell) for one, cell in cells.items() if self._speaks(line, cell, one)}
            yield from self._words((*steps, key), said)
        for key in ("kind", "on", "from", "to", "minutes", "organization", "source"):
            if (said_now := line.text(key)) and str(find(self.root, (*steps, key)) or "") != said_now:
                yield Set((*steps, key), said_now, order_at(steps))
        for key in ("places", "components"):
            listed = line.given.get(key)
            if isinstance(listed, tuple) and list(listed) != (plain(find(self.root, (*steps, key))) or []):
                yield Set((*steps, key), list(listed), order_at(steps))
        for key, unit in (("participants", "person"), ("classes", "class"), ("quantity", ""), ("value", "rupiah")):
            if key in line.places:
                yield from self._value(
                    line, (*steps, key), key, unit, "unit" if key in ("participants", "quantity") else ""
                )

    def _name(self, line: Line, base: Steps, title: str) -> str | None:
        """Return the id of a row, made from its title where it is a new one."""
        name = line.text("id")
        if name and not is_identifier(name):
            hint = msg("use small letters, digits and hyphens: bantuan-usaha-2024")
            self.findings.append(line.fault("id", "wrong-value", msg("{word} cannot be an id", word=name[:40]), hint))
            return None
        words = line.text(f"{title}_id") or line.text(f"{title}_en")
        if not name and not words:
            self._fault(line, f"{title}_id", msg("write what it was"))
            return None
        known = find(self.root, base)
        taken = {one.path[-1] for one in known} if isinstance(known, SequenceNode) else set()
        taken |= {steps[-1] for steps in self.seen if steps[:-1] == base}
        if name and name not in taken and not words:
            self._fault(line, f"{title}_id", msg("write what it was"))
            return None
        return name or slug(words, taken, "baris")

    # --- what was published -------------------------------------------------------------------------------------

    def corrections(self, portfolio: Portfolio, order: Order) -> Iterator[Set]:
        """Yield an entry for each number that was published and is replaced by another one."""
        report = next((one for one in portfolio.reports_of(self.program) if one.document == self.path), None)
        wrong = [one for one in self.replaced if report and _was_public(portfolio, report, one.steps)]
        wrong = [one for one in wrong if not self._agrees(one)]
        if not wrong:
            return
        if order.today is None or not order.reason:
            self._unexplained(wrong, order)
            return
        known = find(self.root, ("corrections",))
        taken = {one.path[-1] for one in known} if isinstance(known, SequenceNode) else set()
        for one in wrong:
            name = slug("-".join(one.steps[-3:]), taken, "koreksi")
            taken.add(name)
            entry: dict[str, Plain] = {
                "at": ".".join(one.steps),
                "was": {"value": one.was, "unit": one.unit},
                "until": order.today.isoformat(),
                "reason": order.reason,
            }
            yield Set(("corrections", name), entry)

    def _unexplained(self, wrong: list[Replaced], order: Order) -> None:
        """Ask for what a correction needs and the caller left out."""
        said = msg("{count} published figures change, and nothing says why", count=len(wrong))
        hint = msg('add --reason "...": readers are told, with the former numbers')
        if order.reason:
            said = msg("{count} published figures change, and nothing says on which day", count=len(wrong))
            hint = msg("add --today 2025-03-10: the day until which the former numbers stood")
        at = self.seen.get(wrong[0].steps)
        mark = at.mark("amount") if at else book_mark(self.book)
        self.findings.append(Finding("missing-reason", Severity.ERROR, mark, said, hint))

    def _agrees(self, one: Replaced) -> bool:
        line = self.seen.get(one.steps)
        number = line.given.get("amount") if line else None
        return number is not None and not isinstance(number, tuple) and agree(one.was, number)

    # --- a new report -------------------------------------------------------------------------------------------

    def compose(self, wanted: list[Set]) -> str:
        """Return the text of a report that was not there: a draft, until somebody approves it."""
        made = {one.steps[0]: one for one in growth.gather(MappingNode(), wanted) if isinstance(one, Set)}
        unsaid = msg("FILL IN: what happened in this period, in a few sentences")
        summary = {language: translator(language).render(unsaid) for language in self.languages}
        first: dict[str, Plain] = {"format": "1", "period": {}, "status": "draft", "summary": summary}
        fields = {**first, **{key: one.value for key, one in made.items()}}
        order = order_at(())
        ordered = sorted(fields, key=lambda key: order.index(key) if key in order else len(order))
        return compose({key: fields[key] for key in ordered})


def _was_public(portfolio: Portfolio, report: Report, steps: Steps) -> bool:
    """Tell whether a figure of a report could be read: as far as git knows, else by the status of the report."""
    if report.status != "final":
        return False
    past = portfolio.past.files.get(report.document)
    return past is None or bool(past.stands.get(f"{report.program}/{report.id}/{'.'.join(steps)}"))


def _differ(node: Node | None, text: str) -> bool:
    return not isinstance(node, Scalar) or " ".join(node.split()) != " ".join(text.split())
