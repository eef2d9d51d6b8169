"""Write the template: a workbook with the sheets of a report, lists to choose from, and formulas that compare."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.documents import MappingNode
from generator.i18n import Translator, msg, translator
from generator.imports import forms
from generator.imports.book import letters
from generator.imports.forms import Column, Form, Given, Row
from generator.imports.vocabulary import POSTS, SPLITS, TOTAL, Vocabulary
from generator.model.finance import SPLITS as MONEY_SPLITS
from generator.model.program import Program
from generator.model.report import BENEFICIARY_SPLITS

HEAD = 3
"""Row of the headings, 0-based; those in English stand below."""
FIRST = HEAD + 2
SPARE = 200
"""Empty rows with lists to choose from, below those that are filled."""
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""The same day in every workbook, so that the same data give the same bytes."""
_RED = "#F4CCCC"
_DIFFERENCES = msg("Differences, which should be 0")


@dataclass(frozen=True)
class Template:
    """What goes into a workbook: the program, the report it is for, and the rows that are known."""

    program: Program
    report: str
    """Name of the report's file, without its ending."""
    lists: Vocabulary
    root: MappingNode
    """The report as it stands, or one that shows which rows the last report had."""
    fresh: bool = False
    """Whether the rows come from another report, so that its numbers stay out."""
    languages: tuple[str, ...] = forms.LANGUAGES
    """Those of the publisher; texts that name none are in the first."""


def write(template: Template) -> bytes:
    """Return the template as an .xlsx file."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, options)
    book.set_properties({"created": _NEVER, "title": template.program.id})
    _Writing(book, template).write()
    book.close()
    return out.getvalue()


class _Writing:
    """One workbook on its way."""

    def __init__(self, book: Workbook, template: Template) -> None:
        self.book, self.template, self.lists = book, template, template.lists
        self.id, self.en = translator("id"), translator("en")
        self.bold = self._format(bold=True, font_size=14)
        self.soft = self._format(font_color="#666666", italic=True)
        self.head = self._format(bold=True, bg_color="#E6EFED", bottom=1, text_wrap=True, valign="top")
        self.wrap = self._format(text_wrap=True, valign="top")
        self.date = self._format(num_format="yyyy-mm-dd", align="left")
        self.number = self._format(num_format="#,##0.######")
        self.money = self._format(num_format="#,##0.##")
        self.shown = self._format(font_color="#666666")
        self.red = self._format(bg_color=_RED, font_color="#7F0000")

    def _format(self, **said: object) -> Format:
        return self.book.add_format(said)

    def write(self) -> None:
        """Write all sheets; the one that explains comes first."""
        sheets = {one: self.book.add_worksheet(one) for one in (forms.GUIDE, forms.REPORT)}
        for form in forms.FORMS:
            self._form(form, self.book.add_worksheet(form.name))
        self._guide(sheets[forms.GUIDE])
        self._report(sheets[forms.REPORT])
        self._lists(self.book.add_worksheet(forms.LISTS))

    def _guide(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 90, self.wrap)
        sheet.set_column(1, 1, 90, self.wrap)
        sheet.write_string(0, 0, self.template.program.name.localize(self.id), self.bold)
        sheet.write_string(0, 1, self.template.program.name.localize(self.en), self.bold)
        for row, said in enumerate(_GUIDE, 2):
            sheet.write_string(row, 0, self.id.show(said), self.wrap)
            sheet.write_string(row, 1, self.en.show(said), self.wrap)

    def _report(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 1, 70, self.wrap)
        sheet.set_column(2, 2, 32)
        known: Row = {} if self.template.fresh else forms.report_row(self.template.root, self.template.languages[0])
        known |= {"program": self.template.program.id, "report": self.template.report}
        for row, (key, (title, kind, listed)) in enumerate(forms.FIELDS.items()):
            sheet.write_string(row, 0, _begin(self.id.show(title)), self.head)
            sheet.write_string(row, 2, _begin(self.en.show(title)), self.soft)
            column = Column(key, title, kind, listed)
            self._cell(sheet, (row, 1), column, known.get(key))
            if listed:
                sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": f"=L_{listed}"})

    def _form(self, form: Form, sheet: Worksheet) -> None:
        sheet.write_string(0, 0, _begin(self.id.show(form.title)), self.bold)
        for row, say in ((1, self.id), (2, self.en)):
            sheet.write_string(row, 0, say.show(form.about), self.soft)
        rows = list(_known_rows(form, self.template))
        last = FIRST + len(rows) + SPARE - 1
        for place, column in enumerate(form.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(HEAD, place, self.id.show(column.title), self.head)
            sheet.write_string(HEAD + 1, place, self.en.show(column.title), self.soft)
            self._validate(sheet, form, column, last)
        for number, one in enumerate(rows, FIRST):
            for place, column in enumerate(form.columns):
                self._cell(sheet, (number, place), column, one.get(column.key), str(one.get("split", "")))
        sheet.freeze_panes(FIRST, 0)
        if form is forms.MONEY:
            _MoneyChecks(self, sheet, rows, last).write()
        elif form is forms.PEOPLE:
            self._people_checks(sheet, rows, last)

    def _validate(self, sheet: Worksheet, form: Form, column: Column, last: int) -> None:
        place = form.column(column.key)
        if column.kind == forms.CHOICE and self.lists[column.words].entries:
            sheet.data_validation(FIRST, place, last, place, {"validate": "list", "source": f"=L_{column.words}"})
        elif column.kind == forms.ITEM:
            cell = f"${letters(form.column('split'))}{FIRST + 1}"
            source = f'=INDIRECT("P_"&SUBSTITUTE({cell}," ","_"))'
            said = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(FIRST, place, last, place, said)

    def _cell(
        self, sheet: Worksheet, at: tuple[int, int], column: Column, given: Given | None, split: str = ""
    ) -> None:
        """Write a known value in the form that the column has."""
        if given is None or given == "":
            return
        if isinstance(given, Decimal):
            sheet.write_number(*at, float(given), self.money if column.width > 16 else self.number)
        elif isinstance(given, tuple):
            sheet.write_string(*at, "; ".join(self.lists[column.words].word(one) for one in given))
        elif column.kind == forms.DATE and len(given) == 10 and given[:4].isdecimal():
            sheet.write_datetime(*at, datetime.combine(date.fromisoformat(given), datetime.min.time()), self.date)
        elif column.kind == forms.CHOICE:
            sheet.write_string(*at, self.lists[column.words].word(given))
        elif column.kind == forms.ITEM and split in self.lists.lists:
            sheet.write_string(*at, self.lists[split].word(given))
        else:
            sheet.write_string(*at, given, self.shown if column.kind == forms.SHOWN else None)

    def _lists(self, sheet: Worksheet) -> None:
        """Write all lists, each under a name by which the other sheets find it."""
        for place, (name, words) in enumerate(self.lists.lists.items()):
            sheet.write_string(0, place, name, self.head)
            sheet.set_column(place, place, 24)
            for row, word in enumerate(words.entries.values(), 1):
                sheet.write_string(row, place, word)
            if words.entries:
                column = letters(place)
                here = f"={forms.LISTS}!${column}$2:${column}${len(words.entries) + 1}"
                self.book.define_name(f"L_{name}", here)
                if name in SPLITS:
                    split = self.lists["split"].word(name)
                    self.book.define_name(f"P_{split.replace(' ', '_')}", here)

    def _people_checks(self, sheet: Worksheet, rows: Sequence[Row], last: int) -> None:
        """Show what each way of dividing people differs from the total."""
        place = len(forms.PEOPLE.columns) + 1
        self._check_head(sheet, place, (self.id.show(SPLITS[TOTAL]),))
        span = {key: _span(forms.PEOPLE, key, last) for key in ("split", "amount")}
        word = self.lists["split"].word
        for row, split in enumerate(BENEFICIARY_SPLITS, FIRST):
            sheet.write_string(row, place, word(split))
            here = f"{letters(place)}{row + 1}"
            whole = f'SUMIFS({span["amount"]},{span["split"]},"{word(TOTAL)}")'
            formula = (
                f'=IF(COUNTIFS({span["split"]},{here})=0,"",SUMIFS({span["amount"]},{span["split"]},{here})-{whole})'
            )
            parts = [one for one in rows if one.get("split") == split]
            total = _sum(one for one in rows if one.get("split") == TOTAL)
            sheet.write_formula(row, place + 1, formula, self.number, _cached(_sum(parts) - total) if parts else "")
        self._mark(sheet, (FIRST, place + 1, FIRST + len(BENEFICIARY_SPLITS), place + 1))

    def _check_head(self, sheet: Worksheet, place: int, titles: Sequence[str]) -> None:
        sheet.write_string(HEAD - 1, place, self.id.show(_DIFFERENCES), self.head)
        sheet.write_string(HEAD, place, self.en.show(_DIFFERENCES), self.soft)
        sheet.set_column(place, place, 30)
        for column, title in enumerate(titles, place + 1):
            sheet.write_string(HEAD, column, title, self.head)
            sheet.set_column(column, column, 16)

    def _mark(self, sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
        """Let every difference stand out."""
        first = f"{letters(area[1])}{area[0] + 1}"
        criteria = f"=AND(ISNUMBER({first}),ABS({first})>0.004)"
        sheet.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": self.red})


@dataclass(frozen=True)
class _MoneyChecks:
    """The differences of the sheet of money: each fund's balance, and each way of dividing what went out."""

    writing: _Writing
    sheet: Worksheet
    rows: Sequence[Row]
    last: int

    def write(self) -> None:
        """Write a row for each fund, and mark amounts that say nothing of themselves."""
        writing, place = self.writing, len(forms.MONEY.columns) + 1
        splits = [one for one in SPLITS if one.startswith("by_") and one in MONEY_SPLITS]
        words = writing.lists["split"].word
        writing._check_head(self.sheet, place, (writing.id.show(msg("Balance")), *map(words, splits)))  # noqa: SLF001 - one writing
        funds = list(writing.lists["fund"].entries)
        for row, fund in enumerate(funds, FIRST):
            self.sheet.write_string(row, place, writing.lists["fund"].word(fund))
            here = f"${letters(place)}{row + 1}"
            self._formula((row, place + 1), here, self._balance(here), self._balance_now(fund))
            for column, split in enumerate(splits, place + 2):
                self._formula((row, column), here, self._split(here, split), self._split_now(fund, split))
        writing._mark(self.sheet, (FIRST, place + 1, FIRST + len(funds), place + 1 + len(splits)))  # noqa: SLF001
        amount, post = (f"${letters(forms.MONEY.column(key))}{FIRST + 1}" for key in ("amount", "post"))
        bare = {"type": "formula", "criteria": f'=AND({amount}<>"",{post}="")', "format": writing.red}
        self.sheet.conditional_format(FIRST, 0, self.last, len(forms.MONEY.columns) - 1, bare)

    def _formula(self, at: tuple[int, int], fund: str, formula: str, now: float | str) -> None:
        """Write a formula that says `?` where an amount of the fund is written as a text."""
        span = {key: _span(forms.MONEY, key, self.last) for key in ("fund", "amount")}
        text = f"SUMPRODUCT(({span['fund']}={fund})*ISTEXT({span['amount']}))"
        self.sheet.write_formula(*at, f'=IF({text}>0,"?",{formula})', self.writing.money, now)

    def _sumifs(self, fund: str, **said: str) -> tuple[str, str]:
        """Return the sum and the count of amounts, as formulas."""
        pairs = [(_span(forms.MONEY, "fund", self.last), fund)]
        pairs += [
            (_span(forms.MONEY, key, self.last), f'"{self.writing.lists[key].word(one)}"') for key, one in said.items()
        ]
        where = ",".join(f"{span},{value}" for span, value in pairs)
        return f"SUMIFS({_span(forms.MONEY, 'amount', self.last)},{where})", f"COUNTIFS({where})"

    def _balance(self, fund: str) -> str:
        total = {key: self._sumifs(fund, post=key) for key in POSTS}
        spent, _ = self._sumifs(fund, post="spent", split=TOTAL)
        came = f"IF({total['received_total'][1]}>0,{total['received_total'][0]},{total['received'][0]})"
        return f'IF({total["closing"][1]}=0,"",{total["opening"][0]}+{came}-{spent}-{total["closing"][0]})'

    def _split(self, fund: str, split: str) -> str:
        parts, count = self._sumifs(fund, post="spent", split=split)
        whole, _ = self._sumifs(fund, post="spent", split=TOTAL)
        return f'IF({count}=0,"",{parts}-{whole})'

    def _of(self, fund: str, post: str, split: str = "") -> list[Row]:
        fits = (one for one in self.rows if (one.get("fund"), one.get("post")) == (fund, post))
        return [one for one in fits if not split or one.get("split") == split]

    def _texts(self, fund: str) -> bool:
        return any(one.get("fund") == fund and isinstance(one.get("amount"), str) for one in self.rows)

    def _balance_now(self, fund: str) -> float | str:
        if self._texts(fund):
            return "?"
        opening, received, stated, closing = (
            self._of(fund, key) for key in ("opening", "received", "received_total", "closing")
        )
        spent = self._of(fund, "spent", TOTAL)
        return _cached(_sum(opening) + _sum(stated or received) - _sum(spent) - _sum(closing)) if closing else ""

    def _split_now(self, fund: str, split: str) -> float | str:
        if self._texts(fund):
            return "?"
        parts = self._of(fund, "spent", split)
        return _cached(_sum(parts) - _sum(self._of(fund, "spent", TOTAL))) if parts else ""


def _span(form: Form, key: str, last: int) -> str:
    column = letters(form.column(key))
    return f"${column}${FIRST + 1}:${column}${last + 1}"


def _sum(rows: "Sequence[Row] | Iterator[Row]") -> Decimal:
    amounts = (one.get("amount") for one in rows)
    return sum((one for one in amounts if isinstance(one, Decimal)), Decimal(0))


def _cached(value: Decimal) -> float:
    return float(value)


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def _known_rows(form: Form, template: Template) -> Iterator[Row]:
    """Yield the rows of a sheet; for a new report only what the one before was about, without its numbers."""
    shown = _shown(template.program, translator("id")) if form is forms.RESULTS else {}
    keys = {one.key for one in form.columns}
    seen: set[str] = set()
    for row in form.rows(template.root, template.languages[0]):
        if template.fresh and ("id" in keys or row.get("split") == "by_activity"):
            continue
        kept = {key: one for key, one in row.items() if not template.fresh or key not in ("amount", "source", "note")}
        name = str(row.get("indicator", ""))
        yield {**kept, **(shown.get(name, {}) if name not in seen else {})}
        seen.add(name)
    for name in shown:
        if name not in seen:
            yield {"indicator": name, "split": TOTAL, **shown[name]}


def _shown(program: Program, say: Translator) -> Mapping[str, Row]:
    """Return baseline and targets of each indicator, to compare with."""
    made: dict[str, Row] = {}
    for one in program.indicators:
        base = one.baseline.value.localize(say) if one.baseline and one.baseline.value else ""
        targets = "; ".join(f"{to.by}: {to.value.localize(say)}" for to in one.targets if to.value)
        made[one.id] = {"baseline": base, "target": targets}
    return made


_GUIDE = (
    msg(
        "Fill the sheets from left to right, one row for each fact, and send the file back. Nothing is published by "
        "filling it."
    ),
    msg(
        "An empty cell means: not reported. Write 0 only where the number is zero. Rows that are left empty change "
        "nothing."
    ),
    msg(
        "Amounts can be numbers, or texts such as Rp 1.500.000, 1,5 miliar and 250 juta; <5 hides a small count. A "
        "text such as 1.500 is refused, since it can be read in two ways."
    ),
    msg(
        "Choose from the lists where a cell offers one; they stand on the sheet Daftar. The English row of "
        "headings may stay."
    ),
    msg(
        "Cells in red show a difference: parts that do not add up, or a balance that does not follow from the "
        "movements."
    ),
    msg("Names of sheets and headings must stay. Rows can be added, deleted and sorted; columns can change places."),
    msg(
        "Never write names, numbers of identity cards, telephone numbers or bank accounts of beneficiaries into any "
        "cell."
    ),
)
