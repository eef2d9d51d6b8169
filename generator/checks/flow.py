"""The money trace: every way of dividing the same money divides the same sum."""

from collections.abc import Iterator

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, files, mark_at
from generator.i18n import msg
from generator.model.figure import Figure, agree, known, total
from generator.model.finance import Flow
from generator.model.portfolio import Portfolio


@check(
    "flow-not-conserved",
    msg("Every way of dividing the money divides the same sum"),
    page=RulePage(
        meaning=msg(
            "Money that is split in several ways, by category and by component for instance, and whose total is not "
            "stated: the sums of all complete splits must be one. A split with a part that is not reported may come to "
            "less, never to more. Where the total is stated, parts-do-not-sum compares each split with it."
        ),
        bad="""\
spent:
  by_category: {seed: 600000, tools: 400000}
  by_component: {vegetables: 700000, fish: 200000}
""",
        good="""\
spent:
  by_category: {seed: 600000, tools: 400000}
  by_component: {vegetables: 700000, fish: 300000}
""",
        why=msg(
            "Who follows the money from the fund to the village must find the same sum at every step. What is missing "
            "at one step went somewhere that the report does not tell."
        ),
    ),
)
def compare_splits(portfolio: Portfolio) -> Outcomes:
    """Compare the sums of the splits of money whose total nobody states.

    Where it is stated, parts-do-not-sum compares each split with it, and one fault would be reported twice.
    """
    for file in files(portfolio):
        for record in file.records:
            if isinstance(record, Flow) and record.total is None:
                yield from _compare(record)


def _compare(flow: Flow) -> Iterator[Fault | Passed]:
    """Hold each split against the first complete one."""
    sums = {name: total(tuple(cells.items()), name) for name, cells in flow.splits().items()}
    whole = next(((name, one) for name, one in sums.items() if one is not None and not one.missing), None)
    if whole is None:
        return
    first, expected = whole
    for name, found in sums.items():
        if name == first or found is None:
            continue
        short = bool(found.missing) and found.value < expected.value
        if agree(found, expected) or short:
            yield Passed((*known(expected.terms), *known(found.terms)))
        else:
            yield _fault(flow, (first, expected), (name, found))


def _fault(flow: Flow, first: tuple[str, Figure], other: tuple[str, Figure]) -> Fault:
    (before, expected), (name, found) = first, other
    message = msg(
        "{split} comes to {found}, but {other} comes to {expected}; the difference is {gap}",
        split=name,
        found=found.value,
        other=before,
        expected=expected.value,
        gap=abs(found.value - expected.value),
    )
    hint = msg("state the total of the source in total:, and correct the split that differs from it")
    figures = (*expected.terms, *found.terms)
    return Fault(mark_at(flow, name), message, dotted(*flow.path, name), hint, figures)
