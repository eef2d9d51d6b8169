"""Findings in the forms that forges and CI servers read: one file a form, each with `render(outcome)`."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from generator.findings import Finding, Severity
from generator.i18n import Translator, is_localizable
from generator.model.text import FIGURE_LINK
from generator.project import Project

NAMES = ("github", "gitlab", "sarif", "junit")
"""The forms; each is a module here."""

WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Variables in which a CI server names the folder that its paths are relative to."""


@dataclass(frozen=True)
class Told:
    """One finding as a form needs it: how much it weighs in this run, its words, and what it is recognised by."""

    finding: Finding
    weight: Severity
    file: str
    """Relative to the repository, where a CI server says where that is; else to the project."""
    words: str
    """Message, hint and way out, a line each."""
    note: str
    """What an author said in public about it, or nothing."""
    fingerprint: str
    """The same for the same finding after lines have moved."""

    @property
    def title(self) -> str:
        """Return the message alone."""
        return self.words.partition("\n")[0]


@dataclass(frozen=True)
class Outcome:
    """Everything that was found, the worst first, and the language to tell it in."""

    told: tuple[Told, ...]
    say: Translator
    strict: bool

    @property
    def fails(self) -> bool:
        """Tell whether the command fails because of them."""
        return any(one.weight is Severity.ERROR and one.finding.disclosed is None for one in self.told)


def render(form: str, findings: Sequence[Finding], project: Project, say: Translator, *, strict: bool) -> str:
    """Return all findings in one of the forms; with `strict`, warnings weigh as much as errors."""
    told = tuple(_tell(findings, project, say, strict=strict))
    written: str = import_module(f"{__name__}.{form}").render(Outcome(told, say, strict))
    return written


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Order findings by weight; those that are disclosed come last. The order is otherwise kept."""
    return sorted(findings, key=lambda one: (one.disclosed is not None, -one.severity))


def _tell(findings: Sequence[Finding], project: Project, say: Translator, *, strict: bool) -> Iterator[Told]:
    above, seen = _above(project), Counter[str]()
    for one in worst_first(findings):
        raised = strict and one.severity is Severity.WARNING and one.disclosed is None
        weight = Severity.ERROR if raised else one.severity
        said = (one.message, *(() if one.disclosed else (one.hint, one.way_out)))
        words = "\n".join(" ".join(part.localize(say).split()) for part in said if part)
        key = _key(one)
        seen[key] += 1
        yield Told(one, weight, above + one.mark.file, words, _note(one, say), _digest(key, seen[key]))


def _key(finding: Finding) -> str:
    """Return what stays the same while lines move: the rule, the file, and the place inside the document.

    Findings of reading may have no such place; they are told apart by what is said, without its values.
    """
    return "\0".join((finding.code, finding.mark.file, finding.path or finding.message.id))


def _digest(key: str, number: int) -> str:
    return sha256(f"{key}\0{number}".encode("utf-8", "replace")).hexdigest()


def _note(finding: Finding, say: Translator) -> str:
    if finding.disclosed is None:
        return ""
    note = finding.disclosed.note
    words = note.localize(say) if is_localizable(note) else str(note)
    return FIGURE_LINK.sub(lambda quoted: quoted[1] or quoted[2], " ".join(words.split()))


def _above(project: Project) -> str:
    """Return the way from the root of the repository to the project, where a CI server names that root."""
    named = next((os.environ[name] for name in WORKSPACES if os.environ.get(name)), "")
    root = Path(named).resolve() if named else project.root
    # The copy of a stranger is a whole repository by itself, wherever it was put.
    if project.data or project.root == root or not project.root.is_relative_to(root):
        return ""
    return f"{project.root.relative_to(root).as_posix()}/"
