"""What git says of a project for a build: its last commit and the day of it, and whether a cache was committed."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from generator.errors import UsageError
from generator.findings import Finding, Mark, Severity
from generator.i18n import msg, visible
from generator.project import Project

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that says as of which second a build is made (reproducible-builds.org)."""

_GIT = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")
"""No program that a repository names is run, and no folder below it that looks like a repository is taken for one."""


def day_of(project: Project, today: date | None = None) -> date | None:
    """Return the day as of which a site is built: the one given, that of the environment, or of the last commit."""
    return today or epoch() or last_commit(project)[1]


def epoch() -> date | None:
    """Return the day that the environment names."""
    seconds = os.environ.get(EPOCH, "")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(msg("{name} is not a number of seconds: {text}", name=EPOCH, text=seconds[:40])) from None


def last_commit(project: Project) -> tuple[str, date | None]:
    """Return the last commit and its day; no commit where the authors' files differ from it."""
    # Only what the site is made of, so that a commit to anything else changes no page.
    said = _git(project, "log", "-1", "--no-show-signature", "--format=%H %cs", "--", "programs", "content")
    commit, _, day = said.partition(" ")
    if not day:
        return "", None
    clean = _git(project, "status", "--porcelain", "--ignore-submodules=all", "--", "programs", "content") == ""
    return commit if clean else "", date.fromisoformat(day)


def committed(project: Project) -> Iterator[Finding]:
    """Report a cache in git: whoever wrote it could have our pages say anything, with the right checksums."""
    kept = _git(replace(project, data=None), "ls-files", "-z", "--", project.cache.name).partition("\0")[0]
    if kept:
        said = msg("this is a cache of one machine, and does not belong in git")
        hint = msg("git rm -r --cached {folder}, and name {folder}/ in .gitignore", folder=project.cache.name)
        yield Finding("committed-cache", Severity.ERROR, Mark(visible(kept)), said, hint)


def _git(project: Project, *arguments: str) -> str:
    """Ask git; without git, or outside a repository, there is no answer."""
    command = ["git", "-C", str(project.authored), *_GIT, *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        said = subprocess.run(  # noqa: S603 - fixed arguments
            command, capture_output=True, env=environment, timeout=20, check=True, text=True
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return said.stdout.strip()
