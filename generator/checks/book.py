"""The rule book: every code that a finding can have, and what a reader should know about it.

The site and `amanah explain` both print `sections`, so that they cannot differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from generator.checks import Rule, rules
from generator.checks.reading import RULES
from generator.findings import Severity
from generator.i18n import Message, msg

WEIGHTS: dict[Severity, Message] = {
    Severity.ERROR: msg("An error: while it stands and is not disclosed, no site is built."),
    Severity.WARNING: msg("A warning: it stands on the page of data quality; with --strict it fails the command."),
    Severity.INFO: msg("A note: it changes nothing, and is told once."),
}
"""What each severity means for the author."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a rule's page: a short name for programs, a heading, sentences, and YAML where there is any."""

    key: str
    heading: Message
    sentences: tuple[Message, ...] = ()
    code: str = ""


@cache
def book() -> dict[str, Rule]:
    """Return every code with its rule, in the order of the codes: those of the checks, and those of reading."""
    return dict(sorted({**RULES, **dict(rules())}.items()))


def suggest_codes(code: str) -> tuple[str, ...]:
    """Return the codes spelled much like a word, or that contain it, the closest first."""
    close = get_close_matches(code, book(), n=3, cutoff=0.6)
    inside = [one for one in book() if code and code in one]
    return tuple(dict.fromkeys([*close, *inside]))[:5]


def sections(code: str) -> tuple[Section, ...]:
    """Return the page of a rule, in the order in which it is read."""
    return tuple(_sections(code, book()[code]))


def _sections(code: str, rule: Rule) -> Iterator[Section]:
    page = rule.page
    if page is not None:
        yield Section("meaning", msg("What it means"), (page.meaning,))
        yield Section("bad", msg("What is found"), code=page.bad.rstrip("\n"))
        yield Section("good", msg("What is right"), code=page.good.rstrip("\n"))
        yield Section("why", msg("Why auditors ask"), (page.why,))
        if page.regulation is not None:
            yield Section("regulation", msg("Where the rule comes from"), (page.regulation,))
    yield Section("severity", msg("How much it weighs"), (WEIGHTS[rule.severity], _adjusting(code, rule)))
    yield _disclosing(code, rule)


def _adjusting(code: str, rule: Rule) -> Message:
    if code in RULES:
        return msg("It is found before any check runs, so no setting changes it.")
    if rule.firm and rule.severity is Severity.ERROR:
        return msg("No setting lowers it or switches it off.")
    if rule.firm:
        return msg("The publisher can let it weigh more, never less, below `checks:` in `programs/publisher.yml`.")
    return msg("The publisher can set another weight, or `off`, below `checks:` in `programs/publisher.yml`.")


def _disclosing(code: str, rule: Rule) -> Section:
    heading = msg("How to let it stand in public")
    if not rule.disclosable:
        return Section("disclosure", heading, (msg("It cannot be disclosed, only mended."),))
    example = f"disclosures:\n  - check: {code}\n    at: ...\n    status: open\n    note: ..."
    said = msg(
        "Where the source itself says so, disclose it in the same file: `at:` is the place that the finding names, "
        "`status:` is `open`, `explained` or `corrected`, and the note stands on the site. A disclosure silences "
        "exactly one finding."
    )
    return Section("disclosure", heading, (said,), example)
