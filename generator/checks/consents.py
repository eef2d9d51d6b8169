"""Consents of those who are shown or told about, and what was taken down."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, files, mark_at
from generator.findings import Severity
from generator.i18n import msg
from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.report import Photo, Story

_CONSENT_WHY = msg(
    "Who is shown or told about must have agreed, must know for how long, and must be able to take it back.",
)
_CONSENT_PAGE = RulePage(
    msg(
        "Asks of every story, and of every photograph on which people can be recognised, for the reference of a "
        "written consent and the last day on which it holds. A photograph without recognisable people says "
        "people: tidak."
    ),
    "stories:\n  - id: bu-ani\n    title: Warung di depan rumah\n    text: ...",
    "stories:\n  - id: bu-ani\n    title: Warung di depan rumah\n    text: ...\n    consent: PERSETUJUAN/2024-11\n"
    "    consent_until: 2029-12-31",
    _CONSENT_WHY,
)


def _shown(portfolio: Portfolio) -> Iterator[Story | Photo]:
    """Yield every story, and every photograph with people on it."""
    for file in files(portfolio):
        for record in file.records:
            if isinstance(record, Story) or (isinstance(record, Photo) and record.people):
                yield record


@check("missing-consent", msg("Each story and photograph has a consent"), disclosable=False, page=_CONSENT_PAGE)
def find_missing_consents(portfolio: Portfolio) -> Outcomes:
    """Ask of stories and photographs of people for a written consent and for the day it ends.

    A consent without an end is none: circumstances change, and children grow up.
    """
    for one in _shown(portfolio):
        if one.consent is None:
            said, hint = msg("no consent is named"), msg("write consent: and the reference of the written consent")
            yield Fault(one.mark, said, dotted(*one.path), hint)
        elif one.consent_until is None or one.consent_until.last is None:
            said = msg("the consent has no end")
            hint = msg("write consent_until: and the last day on which it holds, such as 2029-12-31")
            yield Fault(mark_at(one, "consent"), said, dotted(*one.path), hint)
        else:
            yield Passed(())


@check(
    "consent-expired",
    msg("No consent has ended"),
    Severity.WARNING,
    disclosable=False,
    page=RulePage(
        msg(
            "Compares the end of each consent with the day as of which the site is built. What has no consent any "
            "more is left out of the site at once; the warning stays until the consent is renewed or the entry "
            "withdrawn."
        ),
        "consent: PERSETUJUAN/2020-03\nconsent_until: 2023-03-31",
        "consent: PERSETUJUAN/2023-04\nconsent_until: 2028-03-31",
        _CONSENT_WHY,
    ),
)  # fmt: skip
def find_ended_consents(portfolio: Portfolio) -> Outcomes:
    """Warn of stories and photographs whose consent has ended; they are no longer shown.

    The day is that of the build; a build that is repeated every day by the CI leaves them out in time.
    """
    for one in _shown(portfolio):
        last = one.consent_until.last if one.consent_until else None
        if last is not None and portfolio.today is not None and last < portfolio.today:
            said = msg("the consent ended on {day}, so this is no longer shown", day=one.consent_until)
            hint = msg("renew the consent and its day, or withdraw the entry: amanah withdraw {address}",
                       address=_address(one))  # fmt: skip
            yield Fault(mark_at(one, "consent_until"), said, dotted(*one.path), hint)
        else:
            yield Passed(())


def _address(one: Story | Photo) -> str:
    parts = PurePosixPath(one.document).with_suffix("").parts
    return f"{'/'.join((parts[1], *parts[3:]))}/{dotted(*one.path)}"


@check(
    "consent-not-judged",
    msg("The day of the build is known, so that consents can end"),
    Severity.INFO,
    disclosable=False,
    page=RulePage(
        msg("Says that no day is known: without --today, without SOURCE_DATE_EPOCH and outside git no consent ends."),
        "amanah build",
        "amanah build --today 2026-01-31",
        _CONSENT_WHY,
    ),
)
def find_no_day(portfolio: Portfolio) -> Outcomes:
    """Note where consents stand and no day is known against which they could be judged.

    The program never asks the clock: the same files give the same site.
    """
    first = next((one for one in _shown(portfolio) if one.consent_until is not None), None)
    if first is not None and portfolio.today is None:
        said = msg("no day is given, so no consent ends")
        yield Fault(mark_at(first, "consent_until"), said, dotted(*first.path), msg("build with --today YYYY-MM-DD"))
    elif first is not None or portfolio.today is not None:
        yield Passed(())


@check(
    "withdrawn-still-there",
    msg("What was withdrawn is gone"),
    disclosable=False,
    page=RulePage(
        msg("Looks up the place that each withdrawal names: nothing may stand there any more."),
        "stories: [{id: bu-ani, ...}]\nwithdrawals: [{id: consent, at: stories.bu-ani, on: 2025-02-01, reason: ...}]",
        "withdrawals: [{id: consent, at: stories.bu-ani, on: 2025-02-01, reason: ...}]",
        msg("A promise to take something down is kept only when it is gone from the file too."),
    ),
)
def find_unkept_withdrawals(portfolio: Portfolio) -> Outcomes:
    """Look for entries that a withdrawal names and that still stand in the file.

    `amanah withdraw` takes them out and writes the withdrawal in one step.
    """
    for file in files(portfolio):
        if not file.withdrawals:
            continue
        standing = {dotted(*one.path) for one in file.records}
        standing |= {one.anchor for one in file.contents if isinstance(one, Figure | Suppressed)}
        for one in file.withdrawals:
            if one.at in standing:
                said = msg("{path} was withdrawn, but it still stands in this file", path=one.at)
                yield Fault(
                    mark_at(one, "at"), said, dotted(*one.path, "at"), msg("delete the entry, and keep this note")
                )
            else:
                yield Passed(())
