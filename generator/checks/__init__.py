"""Checks of a portfolio: each is one function in the registry, that says what it covered and what it found.

A check is written as

    @check("parts-do-not-sum", msg("Parts add up to the total"), page=RulePage(meaning=msg("..."), ...))
    def compare_parts(portfolio: Portfolio) -> Outcomes:
        '''Compare a stated total with the sum of its parts.'''
        yield Fault(...)   or   yield Passed((figure, figure))

Its title is what readers see among the checks that were run; its page is its entry in the rule book, which the site
and `amanah explain` print. A publisher may change how much the findings of some checks weigh (`checks:` in
`publisher.yml`).
"""

from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from generator.checks.files import dotted, files, key_mark, mark_at
from generator.checks.rule import CheckFunction, Fault, Outcomes, Passed, Rule, RulePage
from generator.collecting import undisturbed
from generator.documents import suggest
from generator.findings import Checked, Disclosed, Finding, Run, Severity, sort
from generator.i18n import Message, msg
from generator.model.portfolio import Portfolio
from generator.model.publisher import CheckSetting, Publisher
from generator.model.source import Disclosure
from generator.progress import SILENT, Progress
from generator.registry import Registry
from generator.sharing import processes, share

__all__ = [
    "NOT_ADJUSTABLE",
    "NOT_DISCLOSABLE",
    "STALE",
    "UNKNOWN_CHECK",
    "Fault",
    "Outcomes",
    "Passed",
    "Rule",
    "RulePage",
    "check",
    "checks",
    "rules",
    "run",
    "severity_of",
]

STALE, UNKNOWN_CHECK, NOT_DISCLOSABLE = "stale-disclosure", "unknown-check", "not-disclosable"
NOT_ADJUSTABLE = "not-adjustable"
SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "off": None}
"""What a publisher may write after `severity:`."""

_ADDRESS = attrgetter("address")

checks: Registry[CheckFunction, Rule] = Registry("generator.checks", "amanah.checks")


def check(
    code: str,
    title: Message,
    severity: Severity = Severity.ERROR,
    *,
    disclosable: bool = True,
    firm: bool | None = None,
    page: RulePage | None = None,
) -> Callable[[CheckFunction], CheckFunction]:
    """Return a decorator that files a check under its code; errors are firm unless it says otherwise."""
    hard = severity is Severity.ERROR if firm is None else firm
    return checks.register(code, Rule(title, severity, disclosable, hard, page))


def rules() -> tuple[tuple[str, Rule], ...]:
    """Return every code with its rule, in the order of the codes."""
    return tuple((entry.name, entry.meta) for entry in checks)


def run(portfolio: Portfolio, *, jobs: int | None = 1, progress: Progress = SILENT) -> Checked:
    """Run every check and apply the disclosures: each silences exactly the finding it names.

    `jobs` is the number of processes to share the checks among; `None` takes what suits the portfolio and the machine.
    """
    with undisturbed():
        return _run(portfolio, jobs, progress)


def _run(portfolio: Portfolio, jobs: int | None, progress: Progress) -> Checked:
    count = processes(sum(1 for _ in files(portfolio))) if jobs is None else jobs
    weights = {entry.name: severity_of(entry.name, portfolio.publisher) for entry in checks}
    names = [name for name, severity in weights.items() if severity is not None]
    findings: list[Finding] = list(_misset(portfolio.publisher))
    runs: list[Run] = []
    addresses = tuple(dict.fromkeys(one.address for one in portfolio.figures()))
    passed = _PassedBy(addresses)
    numbers = {address: number for number, address in enumerate(addresses)}
    results = share(lambda name: _judge(portfolio, name, numbers), names, count)
    for found, ran, covered in progress.track(msg("Checking"), results, len(names)):
        findings.extend(found)
        runs.append(ran)
        passed.add(ran, covered)
    return Checked(sort(_disclose(portfolio, findings)), tuple(runs), passed.checks)


@dataclass(frozen=True, slots=True)
class _Covered:
    """The figures that passed a check, small enough to travel: by their numbers, and the few others by address."""

    numbers: Sequence[int]
    others: tuple[str, ...]


class _PassedBy:
    """Turn what each check covered into the checks that each figure passed; most figures passed the same ones."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._rows: list[tuple[Run, ...]] = [()]
        """Every row of checks that some figure passed; the figures know theirs by its number."""
        self._addresses = addresses
        self._figures = [0] * len(addresses)
        self._others: dict[str, int] = {}

    def add(self, ran: Run, covered: _Covered) -> None:
        """Add one check, after those before it."""
        longer: dict[int, int] = {}
        figures, others = self._figures, self._others
        for number in covered.numbers:
            before = figures[number]
            after = longer.get(before)
            figures[number] = self._longer(before, ran, longer) if after is None else after
        for address in covered.others:
            before = others.get(address, 0)
            others[address] = longer[before] if before in longer else self._longer(before, ran, longer)

    def _longer(self, before: int, ran: Run, longer: dict[int, int]) -> int:
        """Make the row that is longer by one check."""
        longer[before] = len(self._rows)
        self._rows.append((*self._rows[before], ran))
        return longer[before]

    @property
    def checks(self) -> dict[str, tuple[Run, ...]]:
        """Return the checks by address."""
        known = {address: self._rows[row] for address, row in zip(self._addresses, self._figures, strict=True) if row}
        return known | {address: self._rows[row] for address, row in self._others.items()}


def _judge(portfolio: Portfolio, name: str, numbers: Mapping[str, int]) -> tuple[list[Finding], Run, _Covered]:
    """Return what one check finds, and what it covered; `numbers` are those of the addresses of all figures."""
    rule, severity = checks[name].meta, severity_of(name, portfolio.publisher)
    found: list[Finding] = []
    passed: list[object] = []
    cases = 0
    for outcome in checks[name].function(portfolio):
        cases += 1
        if isinstance(outcome, Passed):
            passed.extend(outcome.figures)
        elif severity is not None:
            found.append(_finding(name, rule, severity, outcome))
    covered = dict.fromkeys(map(_ADDRESS, passed))
    known = array("L", (number for number in map(numbers.get, covered) if number is not None))
    others = tuple(one for one in covered if one not in numbers) if len(known) < len(covered) else ()
    return found, Run(name, rule.title, len(found), cases), _Covered(known, others)


def severity_of(code: str, publisher: Publisher) -> Severity | None:
    """Return how much the findings of a check weigh for this publisher, or `None` where it is switched off."""
    rule, setting = checks[code].meta, publisher.checks.get(code)
    if setting is None or not _may_set(rule, setting):
        return rule.severity
    return SEVERITIES[setting.severity]


def _may_set(rule: Rule, setting: CheckSetting) -> bool:
    wanted = SEVERITIES[setting.severity]
    return not rule.firm or (wanted is not None and wanted >= rule.severity)


def _misset(publisher: Publisher) -> Iterator[Finding]:
    """Report settings of checks that do not exist, or whose findings cannot weigh less."""
    for code, setting in publisher.checks.items():
        path = dotted(*setting.path)
        if code not in checks:
            said = msg("there is no check called {code}", code=code)
            place = key_mark(publisher, "checks", code)
            yield Finding(UNKNOWN_CHECK, Severity.ERROR, place, said, _known_checks(code), path)
        elif not _may_set(checks[code].meta, setting):
            said = msg("{code} cannot be lowered or switched off", code=code)
            hint = msg("delete the setting; what stands in a source as it is can be disclosed")
            yield Finding(NOT_ADJUSTABLE, Severity.ERROR, mark_at(setting, "severity"), said, hint, path)


def _finding(code: str, rule: Rule, severity: Severity, fault: Fault) -> Finding:
    addresses = tuple(figure.address for figure in fault.figures)
    return Finding(
        code, severity, fault.mark, fault.message, fault.hint, fault.path, addresses, disclosable=rule.disclosable
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
