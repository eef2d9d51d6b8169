"""Turn cells into what they mean: ids, numbers, dates and texts; what means nothing is a finding with its cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from generator.findings import Finding, Mark, Severity
from generator.i18n import Message, msg, translator
from generator.imports import forms
from generator.imports.book import Sheet, Value
from generator.imports.figures import read as read_number
from generator.imports.forms import Column, Form, Given
from generator.imports.vocabulary import TOTAL, Vocabulary
from generator.model.amount import AmountError
from generator.model.date import DateError
from generator.model.date import read as read_date

Places: TypeAlias = dict[str, int]
"""Numbers of the columns by their keys."""

DEPTH = 30
"""Rows in which headings are looked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: what it says by the keys of its columns, and where it stands."""

    sheet: Sheet
    number: int
    places: Places
    given: dict[str, Given] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    """Columns whose cells were refused."""

    def fault(self, key: str, code: str, message: Message, hint: Message | None = None) -> Finding:
        """Return a finding about the cell of a column."""
        return Finding(code, Severity.ERROR, self.mark(key), message, hint)

    def mark(self, key: str) -> Mark:
        """Return the place of the cell of a column."""
        return self.sheet.mark(self.number, self.places.get(key, 0))

    def text(self, key: str) -> str:
        """Return a text or an id, or nothing."""
        said = self.given.get(key, "")
        return said if isinstance(said, str) else str(said)


def titles(column: Column) -> set[str]:
    """Return the headings under which a column is known."""
    return {_plain(translator(language).show(column.title)) for language in ("id", "en")}


def _plain(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def find_columns(form: Form, sheet: Sheet) -> tuple[int, Places] | None:
    """Return the row of the headings and where each column stands; `None` where there are none."""
    wanted = {one.key: titles(one) for one in form.columns}
    for number, row in enumerate(sheet.rows[:DEPTH]):
        said = {_plain(cell): place for place, cell in reversed(list(enumerate(row))) if isinstance(cell, str)}
        places = {key: said[word] for key, words in wanted.items() for word in words if word in said}
        if len(places) * 2 >= len(wanted):
            return number, places
    return None


def read_lines(form: Form, sheet: Sheet, lists: Vocabulary, findings: list[Finding]) -> Iterator[Line]:
    """Yield the rows below the headings that say anything; faults go into `findings`."""
    found = find_columns(form, sheet)
    if found is None:
        hint = msg("take the headings from the template: {titles}",
                   titles=", ".join(translator("id").show(one.title) for one in form.columns[:4]))  # fmt: skip
        said = msg("the headings of this sheet are missing")
        findings.append(Finding("missing-heading", Severity.ERROR, sheet.mark(0, 0), said, hint))
        return
    head, places = found
    known = {word for one in form.columns for word in titles(one)}
    for number in range(head + 1, len(sheet.rows)):
        line = Line(sheet, number, places)
        values = {key: sheet.value(number, place) for key, place in places.items()}
        filled = [one for one in values.values() if one is not None]
        unread = any(sheet.unread(number, place) for place in places.values())
        if (filled and not all(_plain(one) in known for one in filled)) or unread:
            _fill(form, line, values, lists, findings)
            yield line


def _fill(form: Form, line: Line, values: dict[str, Value], lists: Vocabulary, findings: list[Finding]) -> None:
    for column in form.columns:
        if column.key not in line.places or column.kind == forms.SHOWN:
            continue
        cell = Cell(line, column, lists)
        before = len(findings)
        given = cell.read(values.get(column.key), findings)
        if given is not None:
            line.given[column.key] = given
        if len(findings) > before:
            line.wrong.add(column.key)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell on its way to a meaning."""

    line: Line
    column: Column
    lists: Vocabulary

    def read(self, value: Value, findings: list[Finding]) -> Given | None:
        """Return what a cell means; nothing for an empty one, and for one that goes into `findings`."""
        if self.line.sheet.unread(self.line.number, self.line.places[self.column.key]):
            findings.append(self._unread())
            return None
        if value is None:
            return None
        readers = {
            forms.NUMBER: self._number,
            forms.DATE: self._date,
            forms.CHOICE: self._choice,
            forms.CHOICES: self._choices,
            forms.ITEM: self._item,
        }
        got = readers.get(self.column.kind, self._text)(value)
        if isinstance(got, Finding):
            findings.append(got)
            return None
        return got

    def _fault(self, code: str, message: Message, hint: Message | None = None) -> Finding:
        return self.line.fault(self.column.key, code, message, hint)

    def _unread(self) -> Finding:
        at = self.line.number, self.line.places[self.column.key]
        if at in self.line.sheet.extent.broken:
            return self._fault("formula-error", msg("the formula in this cell gives an error"))
        hint = msg("open the file in Excel or LibreOffice and save it there, or write the number itself")
        return self._fault("formula-without-value", msg("a formula stands here whose result was not saved"), hint)

    def _number(self, value: Value) -> Given | Finding:
        if isinstance(value, bool | date):
            return self._fault("wrong-amount", msg("{text} is not a number", text=str(value)))
        if isinstance(value, float):
            return Decimal(f"{value:.15g}")
        try:
            read_number(str(value))
        except AmountError as error:
            return self._fault("wrong-amount", error.message, error.hint)
        return " ".join(str(value).split())

    def _date(self, value: Value) -> Given | Finding:
        if isinstance(value, date):
            return value.isoformat()
        text = self._text(value)
        try:
            return read_date(text).written
        except DateError as error:
            return self._fault("wrong-date", error.message, error.hint)

    def _text(self, value: Value) -> str:
        if isinstance(value, float):
            return format(Decimal(f"{value:.15g}"), "f")
        return value.isoformat() if isinstance(value, date) else str(value)

    def _choice(self, value: Value) -> Given | Finding:
        return self._word(self._text(value), self.column.words)

    def _choices(self, value: Value) -> Given | Finding:
        parts = [part.strip() for part in self._text(value).replace("\n", ";").split(";") if part.strip()]
        found = [self._word(part, self.column.words) for part in parts]
        fault = next((one for one in found if isinstance(one, Finding)), None)
        return fault or tuple(str(one) for one in found)

    def _item(self, value: Value) -> Given | Finding:
        split = self.line.text("split")
        text = self._text(value)
        return self._word(text, split) if split in self.lists.lists and split != TOTAL else text

    def _word(self, text: str, name: str) -> str | Finding:
        found = self.lists[name].find(text)
        if found is not None:
            return found
        meant = self.lists[name].suggest(text)
        entries = list(self.lists[name].entries.values())
        hint = (
            msg("did you mean {meant}?", meant=meant)
            if meant
            else msg("words that can stand here: {known}", known="; ".join(entries[:8]))
        )
        return self._fault(
            "unknown-word", msg("{word} is not one of the words that can stand here", word=text[:40]), hint
        )
