"""Figures that prose quotes and corrections name."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, files, mark_at, node_at, programs, texts
from generator.documents import MappingNode, suggest
from generator.findings import Mark
from generator.i18n import Message, msg
from generator.model.portfolio import Portfolio
from generator.model.record import Record, figures
from generator.model.text import Text


@check(
    "unknown-figure",
    msg("Every figure that a text quotes exists"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every figure that a text quotes as `[](figure:path)`, in the same file first, then in "
            "`program.yml` of the program."
        ),
        bad='summary: {en: "It reached [](figure:beneficiary.total)."}',
        good='summary: {en: "It reached [](figure:beneficiaries.total)."}',
        why=msg("A number that is quoted, and not typed a second time, cannot come to differ from the data."),
    ),
)
def find_unknown_figures(portfolio: Portfolio) -> Outcomes:
    """Look up every figure that a text quotes as `[](figure:path)`."""
    for program, file in programs(portfolio):
        quoting = [text for text in texts(file) if text.quotes]
        known = _paths(file) | _paths(program) if quoting else frozenset[str]()
        for text in quoting:
            yield from _judge(file, text, known)
    publisher = portfolio.publisher
    for record in (publisher, *portfolio.organizations.values()):
        for text in texts(record):
            yield from _judge(record, text, _paths(publisher) if record is publisher else frozenset())


def _paths(file: Record) -> frozenset[str]:
    return frozenset(figure.anchor for figure in figures(file))


def _judge(file: Record, text: Text, known: AbstractSet[str]) -> Iterator[Fault | Passed]:
    for language, path in text.figure_links():
        if path in known:
            yield Passed(())
        else:
            said = msg("the text quotes {path}, but there is no such figure", path=path or "''")
            mark, place = _place(file, text, language)
            yield Fault(mark, said, place, hint_path(path, known))


def _place(file: Record, text: Text, language: str) -> tuple[Mark, str]:
    """Return the place of the text in one language, and its path."""
    node = node_at(file, text.path)
    if isinstance(node, MappingNode):
        return node[language].mark, dotted(*text.path, language)
    return text.mark, dotted(*text.path)


def hint_path(path: str, known: AbstractSet[str]) -> Message:
    """Return the path that was most likely meant, or how paths are written."""
    meant = suggest(path, sorted(known))
    if meant:
        return msg("did you mean {meant}?", meant=meant)
    return msg("write the way to the figure with points and ids, such as beneficiaries.total")


@check(
    "unknown-correction",
    msg("Every correction names a figure"),
    disclosable=False,
    page=RulePage(
        meaning=msg("Looks up the figure that each correction speaks of among the figures of its file."),
        bad="""\
corrections:
  - {id: total, at: beneficiaries.all, was: 240, until: 2024-03-01, reason: A list was left out.}
""",
        good="""\
corrections:
  - {id: total, at: beneficiaries.total, was: 240, until: 2024-03-01, reason: A list was left out.}
""",
        why=msg(
            "A correction stays beside the figure for good, so that whoever remembers the old number finds out what "
            "became of it."
        ),
    ),
)
def find_unknown_corrections(portfolio: Portfolio) -> Outcomes:
    """Look up the figure that each correction speaks of among the figures of its file."""
    for file in files(portfolio):
        known = {figure.anchor: figure for figure in figures(file)} if file.corrections else {}
        for one in file.corrections:
            if one.at in known:
                yield Passed((known[one.at],))
            else:
                said = msg("the correction speaks of {path}, but there is no such figure", path=one.at)
                yield Fault(mark_at(one, "at"), said, dotted(*one.path, "at"), hint_path(one.at, known.keys()))
