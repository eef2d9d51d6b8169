"""Checks of a portfolio: each is one function in the registry, that says what it covered and what it found.

A check is written as

    @check("parts-do-not-sum", msg("Parts add up to the total"))
    def compare_parts(portfolio: Portfolio) -> Outcomes:
        '''Compare a stated total with the sum of its parts. ...'''
        yield Fault(...)   or   yield Passed((figure, figure))

Its docstring is its page in the rule book, its title is what readers see among the checks that were run.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.checks.files import files, mark_at
from generator.documents import suggest
from generator.findings import Checked, Disclosed, Finding, Mark, Run, Severity, sort
from generator.i18n import Message, msg
from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.source import Disclosure
from generator.registry import Registry


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found: the place, both sides, what to type instead, and the figures concerned.

    `path` is how a disclosure names the place: the path inside the document, such as `beneficiaries`.
    """

    mark: Mark
    message: Message
    path: str = ""
    hint: Message | None = None
    figures: tuple[Figure | Suppressed, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """Figures that a check covered and found right."""

    figures: tuple[Figure | Suppressed, ...]


Outcomes: TypeAlias = Iterator[Fault | Passed]
CheckFunction: TypeAlias = Callable[[Portfolio], Outcomes]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of a check without running it: its title for readers, and how much its findings weigh."""

    title: Message
    severity: Severity = Severity.ERROR
    disclosable: bool = True


checks: Registry[CheckFunction, Rule] = Registry("generator.checks", "amanah.checks")


def check(
    code: str, title: Message, severity: Severity = Severity.ERROR, *, disclosable: bool = True
) -> Callable[[CheckFunction], CheckFunction]:
    """Return a decorator that files a check under its code."""
    return checks.register(code, Rule(title, severity, disclosable))


STALE, UNKNOWN_CHECK, NOT_DISCLOSABLE = "stale-disclosure", "unknown-check", "not-disclosable"


def run(portfolio: Portfolio) -> Checked:
    """Run every check and apply the disclosures: each silences exactly the finding it names."""
    findings: list[Finding] = []
    runs: list[Run] = []
    for entry in checks:
        outcomes = tuple(entry.function(portfolio))
        faults = [outcome for outcome in outcomes if isinstance(outcome, Fault)]
        passed = [outcome for outcome in outcomes if isinstance(outcome, Passed)]
        found = [_finding(entry.name, entry.meta, fault) for fault in faults]
        findings.extend(found)
        covered = frozenset(figure.address for outcome in passed for figure in outcome.figures)
        runs.append(Run(entry.name, entry.meta.title, len(found), len(outcomes), covered))
    return Checked(sort(_disclose(portfolio, findings)), tuple(runs))


def _finding(code: str, rule: Rule, fault: Fault) -> Finding:
    addresses = tuple(figure.address for figure in fault.figures)
    return Finding(
        code, rule.severity, fault.mark, fault.message, fault.hint, fault.path, addresses, disclosable=rule.disclosable
    )


def _disclose(portfolio: Portfolio, findings: list[Finding]) -> Iterator[Finding]:
    """Attach each disclosure to the one finding it names; report those that name none."""
    waiting: dict[tuple[str, str, str], deque[Disclosure]] = defaultdict(deque)
    for file in files(portfolio):
        for disclosure in file.disclosures:
            waiting[disclosure.document, disclosure.check, disclosure.at].append(disclosure)
    silent: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        said = waiting[finding.mark.file, finding.code, finding.path]
        if said and checks[finding.code].meta.disclosable:
            one = said.popleft()
            yield replace(finding, disclosed=Disclosed(one.status, one.note, one.mark))
        else:
            silent[finding.mark.file, finding.code].append(finding.path)
            yield finding
    for (file_name, code, _), unused in waiting.items():
        for disclosure in unused:
            yield from _unused(disclosure, silent[file_name, code], judged=not portfolio.broken)


def _unused(disclosure: Disclosure, others: list[str], *, judged: bool) -> Iterator[Finding]:
    """Say why a disclosure names no finding; while files are broken, a check may not have looked."""
    path, place = ".".join(disclosure.path), mark_at(disclosure, "check")
    if disclosure.check not in checks:
        said = msg("there is no check called {code}", code=disclosure.check)
        yield Finding(UNKNOWN_CHECK, Severity.ERROR, place, said, _known_checks(disclosure.check), path)
    elif not checks[disclosure.check].meta.disclosable:
        said = msg("{code} cannot be disclosed, only mended", code=disclosure.check)
        yield Finding(NOT_DISCLOSABLE, Severity.ERROR, place, said, msg("delete the disclosure"), path)
    elif judged:
        said = msg(
            "this discloses {code} at {place}, but the check finds nothing there",
            code=disclosure.check,
            place=disclosure.at,
        )
        hint = (
            msg("it finds something at {places}: write that after at:", places=", ".join(others))
            if others
            else msg("delete the disclosure: the numbers agree now")
        )
        yield Finding(STALE, Severity.ERROR, mark_at(disclosure, "at"), said, hint, path)


def _known_checks(code: str) -> Message:
    meant = suggest(code, [entry.name for entry in checks])
    if meant:
        return msg("did you mean {meant}?", meant=meant)
    return msg("write the code at the end of the finding, such as {code}", code="parts-do-not-sum")
