"""What prose says: numbers beside the data, dates that hang in the air, improvements that nobody measured."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import FAMILIES, PEOPLE
from generator.checks.dates import place_in
from generator.checks.files import File, dotted, programs, texts
from generator.findings import Severity
from generator.i18n import msg, translator
from generator.model.figure import Figure
from generator.model.number_words import Spoken, find_numbers
from generator.model.organization import Item
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import figures, walk
from generator.model.text import FIGURE_LINK, Text
from generator.model.unit import RUPIAH, UNITS, Unit

_SILENT = ("disclosures", "corrections", "sources")
"""Parts of a file whose prose speaks about numbers that are wrong, or about other documents."""
_LOOSE = re.compile(
    r"(?:lebih dari|kurang dari|hampir|sekitar|kira-kira|kurang lebih|hingga|sampai|minimal|maksimal|setiap|tiap|"
    r"per|lebih|antara|ke|over|under|about|almost|nearly|around|more than|fewer than|less than|up to|at least|at most|"
    r"every|each|between|another|some|first|last|next|pertama|terakhir)\s*$",
    re.IGNORECASE,
)
"""Words before a number that make it something else than a count of the whole."""
_SINGLE = frozenset({"satu", "one"})
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n{2,}")


@check(
    "prose-contradicts-data",
    msg("Numbers in texts are those of the data"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Reads numbers in texts, in digits or in words of both languages, and compares those that stand before "
            "the word for a unit with the figures of the program that count in this unit. A number that none of them "
            "has is reported; where no figure counts in the unit, nothing is. Numbers after words such as about or "
            "every are left alone."
        ),
        bad="""\
activities:
  - id: course
    duration: 4
    summary: {en: The course took five days.}
""",
        good="""\
activities:
  - id: course
    duration: 4
    summary: {en: "The course took [](figure:activities.course.duration)."}
""",
        why=msg(
            "A figure is corrected in the table, and the sentence above it keeps the old one. A number that is "
            "quoted as `[](figure:...)` cannot come to differ."
        ),
    ),
)
def compare_prose(portfolio: Portfolio) -> Outcomes:
    """Compare numbers in texts with the figures of the same unit."""
    for program, file in programs(portfolio):
        known = _Known.of(portfolio, program)
        for text in texts(file):
            if text.path[:1] not in [(name,) for name in _SILENT]:
                yield from _judge_text(file, text, known)


@dataclass(frozen=True, slots=True)
class _Known:
    """The figures of a program by what they count, and further numbers that are right."""

    by_unit: Mapping[str, tuple[Figure, ...]]
    lists: Mapping[str, frozenset[Decimal]]

    @classmethod
    def of(cls, portfolio: Portfolio, program: Program) -> "_Known":
        """Gather the figures of a program and of all its reports."""
        found: dict[str, list[Figure]] = {}
        for file in (program, *portfolio.reports_of(program)):
            for figure in figures(file):
                if isinstance(figure, Figure):
                    found.setdefault(_sort_of(figure.unit), []).append(figure)
        kinds = [place.kind for place in program.places]
        lists: dict[str, frozenset[Decimal]] = {
            str(kind): frozenset({Decimal(kinds.count(kind))}) for kind in set(kinds)
        }
        return cls({unit: tuple(some) for unit, some in found.items()}, lists)


def _sort_of(unit: Unit) -> str:
    return "person" if unit.id in PEOPLE else "family" if unit.id in FAMILIES else unit.id


def _judge_text(file: File, text: Text, known: _Known) -> Iterator[Fault | Passed]:
    """Yield the first number of each language that the data contradict: a disclosure names the text, not the number."""
    for language, version in text.versions:
        plain = FIGURE_LINK.sub(" ", version)
        for spoken in find_numbers(plain, language):
            unit = _unit_of(plain, spoken, language)
            counted = known.by_unit.get(unit, ())
            if not counted or _LOOSE.search(plain[: spoken.begin]):
                continue
            if _is_said(spoken, counted) or spoken.value in known.lists.get(unit, ()):
                yield Passed(())
                continue
            yield _contradiction(file, text, language, plain[spoken.begin : spoken.end], spoken, counted)
            break


def _unit_of(text: str, spoken: Spoken, language: str) -> str:
    """Return the sort of unit that a number in a text counts, or nothing."""
    if spoken.money:
        return RUPIAH
    if text[spoken.begin : spoken.end].lower() in _SINGLE:
        return ""
    found = _nouns(language).match(text, spoken.end)
    return _units(language)[found[1].lower()] if found else ""


def _is_said(spoken: Spoken, counted: tuple[Figure, ...]) -> bool:
    return any(abs(one.value - spoken.value) <= one.tolerance + spoken.tolerance for one in counted)


def _contradiction(
    file: File, text: Text, language: str, words: str, spoken: Spoken, counted: tuple[Figure, ...]
) -> Fault:
    nearest = min(counted, key=lambda one: abs(one.value - spoken.value))
    gap = abs(nearest.value - spoken.value)
    message = msg(
        "the text says {words}, but no figure has {said}; the nearest, {path}, has {value}; the difference is {gap}",
        words=words,
        said=spoken.value.quantize(Decimal(1)) if spoken.value == spoken.value.to_integral_value() else spoken.value,
        path=nearest.anchor,
        value=nearest.value,
        gap=gap.quantize(Decimal(1)) if gap == gap.to_integral_value() else gap,
    )
    place, path = place_in(file, text, language)
    link = f"[](figure:{nearest.anchor})"
    hint = msg("quote the figure instead of typing it: {link}", link=link)
    return Fault(place, message, dotted(path), hint, (nearest,))


@cache
def _units(language: str) -> dict[str, str]:
    """Return the sort of each unit by the words for it, small."""
    say = translator(language)
    words = {unit.word(say, Decimal(count)).lower(): _sort_of(unit) for unit in UNITS.values() for count in (1, 2)}
    return {word: sort for word, sort in words.items() if sort not in ("rupiah", "unit", "point", "figure")}


@cache
def _nouns(language: str) -> "re.Pattern[str]":
    words = "|".join(re.escape(word) for word in sorted(_units(language), key=len, reverse=True))
    return re.compile(rf"\s+({words})\b(?!-)", re.IGNORECASE)


# --- dates that depend on when one reads ----------------------------------------------------------------------------

_RELATIVE = {
    "id": re.compile(
        r"\b(?:(?:hari|minggu|pekan|bulan|triwulan|semester|tahun)\s+(?:ini|lalu|kemarin|depan|mendatang)|"
        r"kemarin|baru-baru ini|belum lama ini|saat ini|dewasa ini|besok|lusa)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:(?<!the )\b(?:this|last|next)\s+(?:day|week|month|quarter|half-year|year)\b(?! of)|"
        r"\b(?:yesterday|tomorrow|recently|nowadays|"
        r"at present|currently|(?:a|two|three|\d+)\s+(?:days|weeks|months|years|day|week|month|year)\s+ago)\b)",
        re.IGNORECASE,
    ),
}
_ANCHOR = re.compile(r"\b(?:19|20)\d\d\b")


@check(
    "relative-date",
    msg("Dates in texts do not depend on the day of reading"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Looks for words such as last year, this month or yesterday in sentences that name no year. In a report "
            "about a period, this half-year and this year mean that period and are left alone."
        ),
        bad="summary: {en: The building was finished last year.}",
        good="summary: {en: The building was finished in 2023.}",
        why=msg(
            "A report is read for years. Last year is another year for each reader, and cannot be held against a date."
        ),
    ),
)
def find_relative_dates(portfolio: Portfolio) -> Outcomes:
    """Look for dates in texts that no year anchors."""
    for _, file in programs(portfolio):
        anchored = not isinstance(file, Program) and file.period.first is not None
        for text in texts(file):
            if text.path[:1] in [(name,) for name in _SILENT]:
                continue
            for language, version in text.versions:
                yield _relative(file, text, language, version, anchored=anchored)


_OF_PERIOD = re.compile(r"^(?:(?:triwulan|semester|tahun) ini|this (?:quarter|half-year|year))$", re.IGNORECASE)


def _relative(file: File, text: Text, language: str, version: str, *, anchored: bool) -> Fault | Passed:
    for sentence in _SENTENCE.split(version):
        for found in _RELATIVE[language].finditer(sentence):
            words = " ".join(found[0].split())
            if _ANCHOR.search(sentence) or (anchored and _OF_PERIOD.match(words)):
                continue
            said = msg("{words} means another day for each reader, and no year stands beside it", words=words)
            hint = msg("write the date, or the year, the month or the report that is meant")
            place, path = place_in(file, text, language)
            return Fault(place, said, path, hint)
    return Passed(())


# --- improvements that nobody measured ------------------------------------------------------------------------------

_CLAIM = {
    "id": re.compile(
        r"\b(?:meningkat|naik|bertambah|membaik|menguat|berkembang pesat|melonjak|berkurang|menurun|maju|"
        r"(?:menjadi lebih|semakin|makin|lebih)\s+(?!dari\b|lanjut\b|dahulu\b|dulu\b)\w+)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:increased?|improved?|improvement|grown|grew|rose|risen|progress|strengthened|better|decreased|declined|"
        r"(?:became|become|becoming)\s+(?:more\s+\w+|\w+er))\b",
        re.IGNORECASE,
    ),
}
_HOPE = {
    "id": re.compile(r"\b(?:agar|supaya|diharapkan|harapan|berharap|akan|tujuan|ingin|hendak)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:hopes?|hoped|expected|aims?|should|will|would|in order|so that|want)\b", re.IGNORECASE),
}


@check(
    "unmeasured-improvement",
    msg("Improvements are measured"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Reads `outcomes:`, where programs say what changed, and looks for words such as increased or better in "
            "entries that give no figure, quote none and name no number: an improvement with no value, no baseline "
            "and nothing to check it by. Hopes and aims are left alone."
        ),
        bad="""\
outcomes:
  - {id: income, text: {en: Incomes of families increased.}}
""",
        good="""\
outcomes:
  - id: income
    text: {en: "Incomes of families increased from Rp 900.000 to [](figure:results.income.actual) a month."}
    source: survey
""",
        why=msg(
            "Every program says that it helped. Without a value before and a value after, a reader cannot tell it "
            "from a wish."
        ),
    ),
)
def find_unmeasured(portfolio: Portfolio) -> Outcomes:
    """Look for claims of improvement among the outcomes of programs that come without any number."""
    for program in portfolio.programs:
        for item in program.outcomes:
            yield _judge_claim(item)


def _judge_claim(item: Item) -> Fault | Passed:
    numbers = any(isinstance(one, Figure) for one in walk(item.figures))
    for language, version in item.text.versions:
        claim = next((found for found in map(_CLAIM[language].search, _sentences(version, language)) if found), None)
        if claim is None or numbers or item.text.figure_links() or any(find_numbers(version, language)):
            continue
        said = msg(
            "{words} claims an improvement, but no value, no baseline and no number stand beside it",
            words=" ".join(claim[0].split()),
        )
        hint = msg("add figures: with the value and the baseline, or disclose that the source gives none")
        return Fault(item.text.mark, said, dotted(*item.path), hint)
    return Passed(())


def _sentences(text: str, language: str) -> Iterator[str]:
    return (one for one in _SENTENCE.split(text) if not _HOPE[language].search(one))
