"""What became of figures that were already published: changed with a reason, changed in silence, or gone."""

from collections.abc import Iterator

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import File, dotted, files
from generator.findings import Mark, Severity
from generator.i18n import Message, msg
from generator.model.figure import Figure, Formula, Suppressed, agree
from generator.model.past import Change, FilePast, Value, Vanished, value_of
from generator.model.portfolio import Portfolio
from generator.model.record import figures
from generator.model.report import Report
from generator.model.small_cells import counts_people
from generator.model.source import Correction


@check(
    "unexplained-correction",
    msg("Every change of a published figure is explained"),
    firm=False,
    page=RulePage(
        meaning=msg(
            "Each figure of a final report, and of `program.yml`, is compared with what it was in earlier commits. "
            "Where a published number was replaced, an entry in `corrections` has to name the old one and say why. A "
            "number that is only written more precisely is no change; neither is one replaced before the day in "
            "`published` or in `public_since`. Nothing is compared where there is no git history."
        ),
        bad="beneficiaries:\n  total: 496        # 469 until yesterday, and nothing says why",
        good=(
            "beneficiaries:\n  total: 496\ncorrections:\n  - id: visit-book\n    at: beneficiaries.total\n"
            "    was: {value: 469, unit: person}\n    until: 2025-03-10\n"
            "    reason: Two digits were swapped when copying from the visit book."
        ),
        why=msg(
            "Somebody has read the old number, and may have passed it on; a number that changes in silence "
            "makes all others doubtful."
        ),
    ),
)
def find_unexplained(portfolio: Portfolio) -> Outcomes:
    """Compare published figures with their past.

    It is an error, since a site that changes numbers in silence cannot be trusted with any of them; an author has two
    ways out, and both speak to readers: the entry in `corrections`, or a disclosure where the reason is not known. Some
    changes are none: numbers that agree at the precision they were written with, drafts, and what was replaced before
    it could be read (`published` of the report as it was then, `public_since` of the publisher).
    """
    for file, past in _told(portfolio):
        for figure in figures(file):
            changes = tuple(past.changes(figure.address))
            silent = [one for one in changes if not _is_explained(one, file.corrections, figure.anchor)]
            if silent:
                yield _fault(figure, silent[-1])
            elif past.stands.get(figure.address):
                yield Passed((figure,))


@check(
    "correction-without-past",
    msg("The number that a correction names was once published"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "The number in `was` is looked up among all that was ever committed at this place. Corrections from before "
            "the first commit of the file are left alone, and so is everything where the git history is not complete."
        ),
        bad="corrections:\n  - {id: visit-book, at: beneficiaries.total, was: {value: 649, unit: person}, ...}",
        good="corrections:\n  - {id: visit-book, at: beneficiaries.total, was: {value: 469, unit: person}, ...}",
        why=msg("Whoever remembers the old number looks for it here, and finds it only if it is the right one."),
    ),
)
def find_corrections_without_past(portfolio: Portfolio) -> Outcomes:
    """Look up the number of each correction among what was committed.

    It is a warning, since the number may have been published in another way, such as on paper or on an older site.
    """
    for file, past in _told(portfolio):
        known = {figure.anchor: figure for figure in figures(file)}
        for one in file.corrections:
            figure = known.get(one.at)
            if figure is None or one.was is None or not _is_covered(one, past):
                continue
            if any(_is_number(one.was, number) for number in past.values(figure.address)):
                yield Passed((figure,))
            else:
                said = msg("{was} never stood at {place} in any commit", was=one.was, place=one.at)
                hint = msg("write the number as it was published; `git log -p` on this file shows it")
                yield Fault(one.was.mark or one.mark, said, dotted(*one.path, "was"), hint, (figure,))


@check(
    "vanished-figure",
    msg("No published figure has disappeared"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Each figure that a commit published is looked up in the file as it is now. One whose number stands at a "
            "new place since the same commit was moved, and is not reported. Of counts of people only the place is "
            "named: the number could give away another one that is withheld."
        ),
        bad="beneficiaries:\n  # total: 469 stood here, and is gone",
        good="beneficiaries:\n  total: 469",
        why=msg("What readers could see and no longer find looks withdrawn, whatever the reason was."),
    ),
)
def find_vanished(portfolio: Portfolio) -> Outcomes:
    """Look for published figures that are no longer there.

    It is a warning, since whether a figure was moved or withdrawn, and for what reason, only its author knows.
    """
    for file, past in _told(portfolio):
        gone = [one for one in past.vanished if not _is_withdrawn(file, one.path)]
        for one in gone:
            hint = msg("put it back, with a note or a correction, or disclose why it was withdrawn")
            yield Fault(Mark(file.document), _told_gone(one), one.path, hint)
        if not gone and past.stands:
            yield Passed(tuple(one for one in figures(file) if one.address in past.stands))


def _told_gone(one: Vanished) -> Message:
    """Say that a figure is gone.

    A count of people is named without its number: what is left open beside a withheld count was withheld with it, and
    the total less this number is the small one.
    """
    if counts_people(one.path, one.was.unit.id):
        return msg("a count of people stood at {place}, and is gone", place=one.path)
    return msg("{was} was published at {place}, and is gone", was=one.was, place=one.path)


def _is_withdrawn(file: File, path: str) -> bool:
    """Tell whether the author says that a place of the file was taken down."""
    return any(path == one.at or path.startswith(f"{one.at}.") for one in file.withdrawals)


def _told(portfolio: Portfolio) -> Iterator[tuple[File, FilePast]]:
    """Yield the files that readers can see and whose past is known."""
    for file in files(portfolio):
        past = portfolio.past.files.get(file.document)
        if past is not None and not (isinstance(file, Report) and file.status == "draft"):
            yield file, past


def _is_explained(change: Change, corrections: tuple[Correction, ...], path: str) -> bool:
    """Tell whether a change needs no entry, or has one."""
    was, now = change.was, change.now
    if isinstance(was, Figure) and isinstance(now, Figure) and was.unit == now.unit and agree(was, now):
        return True
    here = [one for one in corrections if one.at == path]
    withheld = isinstance(was, Suppressed)
    return any(withheld or (one.was is not None and value_of(one.was) == value_of(was)) for one in here)


def _fault(figure: Figure | Suppressed, change: Change) -> Fault:
    assert figure.mark is not None  # noqa: S101 - for the type checker: it was written
    was, commit = change.was, change.commit
    said = msg("this was published as {was}, and no correction says why it is {now} now", was=was, now=figure)
    value = f"{{value: {was.origin.written}, unit: {was.unit.id}}}" if not isinstance(was.origin, Formula) else ""
    until = commit.day.isoformat() if commit and commit.day else "..."
    hint = msg(
        "add to corrections: id: ..., at: {path}, was: {value}, until: {day}, reason: ...",
        path=figure.anchor,
        value=value,
        day=until,
    )
    return Fault(figure.mark, said, figure.anchor, hint, (figure,))


def _is_covered(correction: Correction, past: FilePast) -> bool:
    """Tell whether the git history of the file reaches back before the correction."""
    last, first = correction.until.last, past.first.day if past.first else None
    return past.complete and last is not None and first is not None and first <= last


def _is_number(cell: Figure | Suppressed, number: Value) -> bool:
    """Tell whether a number that was committed can be the one that a correction names, or withholds."""
    less, value, unit = value_of(cell)
    if less and not number[0]:
        return unit == number[2] and 0 < number[1] < value
    tolerance = cell.tolerance if isinstance(cell, Figure) else 0
    return (less, unit) == (number[0], number[2]) and abs(value - number[1]) <= tolerance
