"""Checks of a portfolio: each is one function in the registry, that says which figures it covered and what it found.

A check is written as

    @check("parts-do-not-sum", msg("Parts add up to the total"))
    def compare_parts(portfolio: Portfolio) -> Outcomes:
        '''Compare a stated total with the sum of its parts. ...'''
        yield Fault(...)   or   yield Passed((figure, figure))

Its docstring is its page in the rule book, its title is what readers see among the checks that were run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from generator.findings import Disclosed, Finding, Mark, Severity, sort
from generator.i18n import Message, msg
from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.source import Disclosure
from generator.registry import Registry


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found: the place, both sides in the message, what to type instead, and the figures concerned.

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


@dataclass(frozen=True, slots=True)
class Run:
    """What one check did: how many cases it looked at, and which figures passed."""

    code: str
    title: Message
    found: int
    cases: int
    passed: frozenset[str]
    """Addresses of the figures that it covered and found right."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of all checks, disclosures applied, and what each check covered."""

    findings: tuple[Finding, ...]
    runs: tuple[Run, ...]

    def passed_by(self, address: str) -> tuple[Run, ...]:
        """Return the checks that a figure passed."""
        return tuple(run for run in self.runs if address in run.passed)


STALE, UNKNOWN_CHECK = "stale-disclosure", "unknown-check"


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
    return Finding(code, rule.severity, fault.mark, fault.message, fault.hint, fault.path, addresses)


def _disclosures(portfolio: Portfolio) -> Iterator[Disclosure]:
    for program in portfolio.programs:
        yield from program.disclosures
        for report in portfolio.reports_of(program):
            yield from report.disclosures


def _disclose(portfolio: Portfolio, findings: list[Finding]) -> Iterator[Finding]:
    """Attach each disclosure to the finding it names; report those that name none."""
    open_ones = {(one.document, one.check, one.at): one for one in _disclosures(portfolio)}
    used: set[tuple[str, str, str]] = set()
    for finding in findings:
        key = (finding.mark.file, finding.code, finding.path)
        said = open_ones.get(key)
        if said is None or key in used or not checks[finding.code].meta.disclosable:
            yield finding
            continue
        used.add(key)
        yield replace(finding, disclosed=Disclosed(said.status, said.note, said.mark))
    for key, unused in open_ones.items():
        if key not in used:
            yield _unused(unused)


def _unused(disclosure: Disclosure) -> Finding:
    path = ".".join(disclosure.path)
    if disclosure.check not in checks:
        said = msg("there is no check called {code}", code=disclosure.check)
        return Finding(UNKNOWN_CHECK, Severity.ERROR, disclosure.mark_of("check"), said, None, path)
    said = msg(
        "this discloses {code} at {place}, but the check finds nothing there", code=disclosure.check, place=disclosure.at
    )
    hint = msg("delete the disclosure, or correct check: and at: to what the finding prints")
    return Finding(STALE, Severity.ERROR, disclosure.mark, said, hint, path)
