"""What a check gives back, and what is known of it without running it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.findings import Mark, Severity
from generator.i18n import Message
from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio


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
class RulePage:
    """The entry of a check in the rule book; `bad` and `good` are YAML, the same in every language."""

    meaning: Message
    """What is compared with what, and when nothing is."""
    bad: str
    good: str
    why: Message
    """Why an auditor, or a donor, asks."""
    regulation: Message | None = None
    """The rule outside this program that it follows, where there is one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of a check without running it."""

    title: Message
    """What readers see among the checks that were run."""
    severity: Severity = Severity.ERROR
    """How much a finding weighs, unless the publisher says otherwise."""
    disclosable: bool = True
    """Whether an author may let a finding stand and say so in public."""
    firm: bool = True
    """Whether the publisher may only make its findings weigh more, never less: sums and references are no opinion."""
    page: RulePage | None = None
