"""What is wrong, or worth knowing, in what authors wrote: data that accumulates, never raised."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from generator.i18n import Message, Translator, msg, translator


class Severity(IntEnum):
    """How much a finding weighs; a higher number is worse."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def localize(self, translator: Translator) -> str:
        """Return the word for the severity in the reader's language."""
        words = {Severity.INFO: translator("note"), Severity.WARNING: translator("warning")}
        return words.get(self) or translator("error")


class Mark(NamedTuple):
    """A place in an author's file: 1-based line and column, and the length of what stands there.

    In a spreadsheet line and column are those of the cell, and `cell` is what its program calls it: `Keuangan!C14`.
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = 1
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.cell or f'{self.line}:{self.column}'}"


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What an author said in public about a finding that stays."""

    status: str
    note: object
    mark: Mark


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark: a stable code, a severity, a place, what was found, and what to type instead.

    `path` is the place inside the document as a disclosure would name it (`beneficiaries`), `figures` are the
    addresses of the figures it concerns.
    """

    code: str
    severity: Severity
    mark: Mark
    message: Message
    hint: Message | None = None
    path: str = ""
    figures: tuple[str, ...] = ()
    disclosable: bool = False
    """Whether an author may let it stand and say so in public."""
    disclosed: Disclosed | None = field(default=None, compare=False)

    @property
    def program(self) -> str:
        """Return the program it belongs to, or nothing for the files of the publisher."""
        parts = self.mark.file.split("/")
        return parts[1] if len(parts) > 2 else ""

    @property
    def period(self) -> str:
        """Return the report it belongs to, or nothing."""
        parts = self.mark.file.split("/")
        return parts[3].removesuffix(".yml") if len(parts) == 4 and parts[2] == "periods" else ""

    @property
    def blocks(self) -> bool:
        """Tell whether the finding stops the build: an error that nobody disclosed."""
        return self.severity is Severity.ERROR and self.disclosed is None

    @property
    def way_out(self) -> Message | None:
        """Return how to let the finding stand in public, where that is possible and was not done."""
        if not self.disclosable or not self.blocks:
            return None
        said = msg(
            "if the source itself says so, add to disclosures: check: {code}, at: {path}, status: open, note: ...",
            code=self.code,
            path=self.path,
        )
        return said if self.path else None

    def text(self, to: Translator | None = None) -> str:
        """Return the finding in the form `file:line:column: error: message [code]`, with a hint below it."""
        say = to or translator("en")
        line = f"{self.mark}: {self.severity.localize(say)}: {self.message.localize(say)} [{self.code}]"
        return "\n  ".join([line, *(one.localize(say) for one in (self.hint, self.way_out) if one)])


def sort(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Order findings by file, line and column, so that the same input always prints the same text."""
    return tuple(sorted(findings, key=lambda one: (one.mark, -one.severity, one.code, str(one.message))))


@dataclass(frozen=True, slots=True)
class Run:
    """What one check did: how many cases it looked at, and how often it found something."""

    code: str
    title: Message
    found: int
    cases: int


@dataclass(frozen=True)
class Checked:
    """The findings of all checks, disclosures applied, and what each check covered.

    Its questions are asked for every figure, file and program, so what was found is put in order by each of them once.
    """

    findings: tuple[Finding, ...]
    runs: tuple[Run, ...]
    passed: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)
    """The checks that a figure passed, by its address."""

    def passed_by(self, address: str) -> tuple[Run, ...]:
        """Return the checks that a figure passed."""
        return self.passed.get(address, ())

    def about_figure(self, address: str) -> tuple[Finding, ...]:
        """Return the findings that concern a figure."""
        return self._by_figure.get(address, ())

    def in_file(self, file: str) -> tuple[Finding, ...]:
        """Return the findings in a file."""
        return self._by_file.get(file, ())

    def about_program(self, program: str) -> tuple[Finding, ...]:
        """Return the findings in all files of a program."""
        return self._by_program.get(program, ())

    @cached_property
    def _by_figure(self) -> dict[str, tuple[Finding, ...]]:
        return _order(self.findings, lambda one: dict.fromkeys(one.figures))

    @cached_property
    def _by_file(self) -> dict[str, tuple[Finding, ...]]:
        return _order(self.findings, lambda one: (one.mark.file,))

    @cached_property
    def _by_program(self) -> dict[str, tuple[Finding, ...]]:
        return _order(self.findings, lambda one: (one.program,))


def _order(findings: Iterable[Finding], keys: Callable[[Finding], Iterable[str]]) -> dict[str, tuple[Finding, ...]]:
    """Return the findings by each of their keys, in their order."""
    found: dict[str, list[Finding]] = {}
    for one in findings:
        for key in keys(one):
            found.setdefault(key, []).append(one)
    return {key: tuple(some) for key, some in found.items()}
