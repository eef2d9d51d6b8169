"""What should be there and is not: sources and translations."""

from collections.abc import Iterator, Sequence

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, files, is_bare, texts
from generator.findings import Mark, Severity
from generator.i18n import Message, msg
from generator.model.organization import Organization
from generator.model.portfolio import Portfolio
from generator.model.program import Place, Program
from generator.model.publisher import Publisher
from generator.model.record import Record
from generator.model.report import Report
from generator.model.text import Text, is_unwritten

_LANGUAGES = {"id": msg("Indonesian"), "en": msg("English")}
_NAMED = {Organization: ("name",), Place: ("name",), Publisher: ("name",), Program: ("name", "short_name")}
"""Fields that hold proper names: written as one string, they are the same in every language."""


@check(
    "unsourced-figure",
    msg("Every figure has a source"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Looks for figures that name no source, and stand in no entry and no file that names one. `source:` at "
            "the top of a file, or of an entry such as an activity, holds for every figure below it."
        ),
        bad="beneficiaries: {total: 342}",
        good="beneficiaries: {total: {value: 342, source: article}}",
        why=msg("Readers who doubt a number ask where it comes from."),
    ),
)
def find_unsourced(portfolio: Portfolio) -> Outcomes:
    """Look for figures that name no source, and stand in no entry and no file that names one."""
    for figure in portfolio.figures():
        if figure.source:
            yield Passed((figure,))
        elif figure.mark is not None:
            said = msg("nothing says where this figure comes from")
            hint = msg("write source: and the id of a source, beside the figure or once at the top of the file")
            yield Fault(figure.mark, said, figure.anchor, hint, (figure,))


@check(
    "missing-translation",
    msg("Every text is there in all languages of the site"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Looks for texts that lack a language of the site. Proper names of organisations, places, programs and "
            "the publisher may be written as one string, which is the same in every language."
        ),
        bad="summary: {id: Kebun bersama.}",
        good="summary: {id: Kebun bersama., en: A shared garden.}",
        why=msg("Readers of that language see the text in the other one, marked as such, and miss what it says."),
    ),
)
def find_untranslated(portfolio: Portfolio) -> Outcomes:
    """Look for texts that lack a language of the site."""
    languages = portfolio.publisher.languages
    for file in (portfolio.publisher, *portfolio.organizations.values(), *files(portfolio)):
        names = set(_proper_names(file))
        for text in texts(file):
            if tuple(language for language, _ in text.versions) == languages:
                yield Passed(())
                continue
            missing = [language for language in languages if language not in text.languages]
            if missing and text.path not in names:
                yield _untranslated(text, missing)
            else:
                yield Passed(())


def _proper_names(file: Record) -> Iterator[tuple[str, ...]]:
    for record in file.records:
        for key in _NAMED.get(type(record), ()):
            if is_bare(record, key):
                yield (*record.path, key)


def _untranslated(text: Text, missing: Sequence[str]) -> Fault:
    language: Message | str = _LANGUAGES.get(missing[0], missing[0])
    hint = msg("write it below {key}, beside the other language", key=f"{missing[0]}:")
    return Fault(text.mark, msg("the text is missing in {language}", language=language), dotted(*text.path), hint)


@check(
    "unwritten-text",
    msg("Every text is written"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks for texts that only say what is to be written in their place, as `amanah new` leaves them. Reports "
            "in draft may have them; programs and final reports may not."
        ),
        bad='summary: "ISI: siapa melakukan apa untuk siapa"',
        good="summary: Warga menanam sayur di lahan kosong.",
        why=msg("Readers would find the note to the author on a published page, and nothing behind it."),
    ),
)
def find_unwritten(portfolio: Portfolio) -> Outcomes:
    """Look for texts that only say what is to be written in their place."""
    for file in files(portfolio):
        if isinstance(file, Report) and file.status == "draft":
            continue
        for text in texts(file):
            if any(is_unwritten(words) for _, words in text.versions):
                yield _unwritten(text.mark, dotted(*text.path))
            else:
                yield Passed(())
        for source in file.sources.values():
            if is_unwritten(source.title):
                yield _unwritten(source.node_of("title").mark, dotted(*source.path, "title"))


def _unwritten(mark: Mark, path: str) -> Fault:
    return Fault(mark, msg("this text is still to be written"), path, msg("write it, or take the line out"))
