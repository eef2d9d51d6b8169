"""Words that leave a reader without a date or without a measure."""

import re
from collections.abc import Iterator

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.dates import place_in
from generator.checks.files import File, dotted, programs, texts
from generator.checks.prose import SILENT_PATHS
from generator.findings import Severity
from generator.i18n import msg
from generator.model.figure import Figure
from generator.model.number_words import find_numbers
from generator.model.organization import Item
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import walk
from generator.model.text import Text

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n{2,}")

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
            if text.path[:1] in SILENT_PATHS:
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
            quoted = Text(((language, words),), text.mark)
            said = msg("{words} means another day for each reader, and no year stands beside it", words=quoted)
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
            words=Text(((language, " ".join(claim[0].split())),), item.text.mark),
        )
        hint = msg("add figures: with the value and the baseline, or disclose that the source gives none")
        return Fault(item.text.mark, said, dotted(*item.path), hint)
    return Passed(())


def _sentences(text: str, language: str) -> Iterator[str]:
    return (one for one in _SENTENCE.split(text) if not _HOPE[language].search(one))
