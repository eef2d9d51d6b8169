"""Counts of people that are too small to be public."""

from collections.abc import Iterator

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, texts
from generator.findings import Severity
from generator.i18n import msg
from generator.model.counted import find_counts
from generator.model.figure import Figure
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.report import Report
from generator.model.small_cells import Slot, counts_of, limits_of
from generator.model.text import Text
from generator.model.withholding import withhold

_SMALL_PAGE = RulePage(
    msg(
        "Looks at every count of people: beneficiaries and their splits, participants, results, and other figures in "
        "persons or families. Below 5, or below 10 for children, disability and health, the exact number may not stand "
        "in a repository that everybody can read; 0 may. The two limits are settings (privacy in publisher.yml)."
    ),
    "by_disability: {with: 3, without: 129}",
    "by_disability: {with: <10, without: ~}",
    msg("In a village, three people with a disability have names. A small count tells neighbours who is meant."),
)


@check(
    "small-cell", msg("No count of people is so small that it tells who is meant"), disclosable=False, page=_SMALL_PAGE
)
def find_small_cells(portfolio: Portfolio) -> Outcomes:
    """Refuse exact counts of people below the limit, unless the repository is private.

    In a private repository they may be written; the site then withholds them, and with them as many other
    counts as it takes that nobody can work them out.
    """
    if portfolio.publisher.is_private:
        return
    for slot in _slots(portfolio):
        if slot.is_small:
            yield _small(slot)
        else:
            yield Passed((slot.cell,))


def _slots(portfolio: Portfolio) -> Iterator[Slot]:
    for program, file in _files(portfolio):
        yield from counts_of(file, limits_of(portfolio, program))


def _files(portfolio: Portfolio) -> Iterator[tuple[Program, Program | Report]]:
    for program in portfolio.programs:
        yield program, program
        for report in portfolio.reports_of(program):
            yield program, report


def _small(slot: Slot) -> Fault:
    cell = slot.cell
    mark = cell.mark
    assert mark is not None  # noqa: S101 - only written figures are looked at
    said = msg("fewer than {limit} people are counted here; the exact number may tell who they are", limit=slot.limit)
    hint = msg(
        "write {withheld}; if these are not people whom the program reached, count them in a unit of your own, such as "
        "trainer (units in programs/publisher.yml)",
        withheld=f"<{slot.limit}",
    )
    return Fault(mark, said, cell.anchor, hint, (cell,))


_REPEATED_PAGE = RulePage(
    msg(
        "In a private repository, looks for small counts that a text of the same file repeats, in digits or in words, "
        "before a word for people. The site withholds the figure and would print the text."
    ),
    "beneficiaries: {by_disability: {with: 3}}\nsummary: Tiga orang penyandang disabilitas ikut serta.",
    "summary: Penyandang disabilitas ikut serta.",
    msg("A count that is withheld in a table and printed in a sentence is not withheld."),
)


@check("small-cell-in-text", msg("No text repeats a count that is withheld"), disclosable=False, page=_REPEATED_PAGE)
def find_repeated_cells(portfolio: Portfolio) -> Outcomes:
    """Look for small counts that are withheld and that a text of the same file gives away.

    It is looked for as a number or a word before a word for people.
    """
    for program, file in _files(portfolio):
        found = (one for one in counts_of(file, limits_of(portfolio, program)) if one.is_small)
        small = {int(one.cell.value) for one in found if isinstance(one.cell, Figure)}
        for text in texts(file) if small else ():
            yield _repeats(text, small) or Passed(())


def _repeats(text: Text, small: set[int]) -> Fault | None:
    if not any(number in small for _, words in text.versions for number in find_counts(words)):
        return None
    said = msg("this text gives a count of people that is withheld elsewhere")
    hint = msg("say it without the number, or quote the figure: [](figure:beneficiaries.total)")
    return Fault(text.mark, said, dotted(*text.path), hint)


_COMPLEMENT_PAGE = RulePage(
    msg(
        "In a repository that everybody can read, reckons with totals and parts, and with figures that add others "
        "(`adds:`, `subtracts:`): where they leave fewer than two values for a withheld count, the file gives it away. "
        "The site withholds further counts; the file itself still has them."
    ),
    "total: 40\nby_disability: {with: <5, without: 37}",
    "total: 40\nby_disability: {with: <5, without: ~}",
    msg("Whoever can subtract reads a withheld count from the total and the other parts."),
)


@check(
    "small-cell-complement",
    msg("No withheld count can be worked out from others"),
    Severity.WARNING,
    disclosable=False,
    page=_COMPLEMENT_PAGE,
)
def find_complements(portfolio: Portfolio) -> Outcomes:
    """Look for exact counts that give away a withheld one beside them.

    In a private repository they may stand, since only the site is public, and there they are withheld too.
    """
    counts = tuple(_slots(portfolio))
    if portfolio.publisher.is_private:
        return
    # Exact small counts are an error of their own; what gives them away is the next question, program by program.
    exact = {_program(slot.cell.address) for slot in counts if slot.is_small}
    hidden = withhold(portfolio)
    for slot in (one for one in counts if _program(one.cell.address) not in exact):
        shown = hidden.get(slot.cell.address)
        if shown is not None and shown.limit is None and slot.cell.mark is not None:
            said = msg("this count gives away a withheld one, so the site withholds it too")
            hint = msg("leave it open (~), or write it as withheld; everybody can read this file")
            yield Fault(slot.cell.mark, said, slot.cell.anchor, hint, (slot.cell,))
        else:
            yield Passed((slot.cell,))


def _program(address: str) -> str:
    return address.partition("/")[0]
