"""Numbers in prose, held against the data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import FAMILIES, PEOPLE
from generator.checks.dates import place_in
from generator.checks.files import File, dotted, texts
from generator.findings import Severity
from generator.i18n import msg, translator
from generator.model.amount import ONE, rounded
from generator.model.figure import Figure
from generator.model.number_words import Spoken, find_numbers
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import figures
from generator.model.text import FIGURE_LINK, Text
from generator.model.unit import RUPIAH, UNITS, Unit

SILENT = ("disclosures", "corrections", "sources")
"""Parts of a file whose prose speaks about numbers that are wrong, or about other documents."""
SILENT_PATHS = frozenset((name,) for name in SILENT)
"""The same as first steps of the path of a text."""
_LOOSE = re.compile(
    r"(?:lebih dari|kurang dari|hampir|sekitar|kira-kira|kurang lebih|hingga|sampai|minimal|maksimal|setiap|tiap|"
    r"per|lebih|antara|ke|over|under|about|almost|nearly|around|more than|fewer than|less than|up to|at least|at most|"
    r"every|each|between|another|some|first|last|next|pertama|terakhir)\s*$",
    re.IGNORECASE,
)
"""Words before a number that make it something else than a count of the whole."""
_SINGLE = frozenset({"satu", "one"})


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
    for program in portfolio.programs:
        known = _Known.of(portfolio, program)
        files: tuple[File, ...] = (program, *portfolio.reports_of(program))
        for file in files:
            for text in texts(file):
                if text.path[:1] not in SILENT_PATHS:
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
        said=rounded(spoken.value, ONE) if spoken.value == spoken.value.to_integral_value() else spoken.value,
        path=nearest.anchor,
        value=nearest.value,
        gap=rounded(gap, ONE) if gap == gap.to_integral_value() else gap,
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
