"""What git still holds of something that was taken down: commits, paths and blobs, on all branches."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from generator.documents import parse
from generator.project import Project
from generator.sources import MAX_BYTES, Source
from generator.withdrawal.lines import Plain, Steps, plain
from generator.writer import find

_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a file in a commit that holds what was taken down."""

    commit: str
    day: str
    path: str
    blob: str


def find_text(project: Project, steps: Steps, content: Plain, file: str) -> tuple[Kept, ...] | None:
    """Return the versions of YAML files that hold an entry; `None` where git knows nothing of the project.

    A version of the file itself holds it where anything stands at the path; other files, such as the same one under a
    former name, where the very same stands there.
    """
    log = _log(project, "*.yml")
    if log is None:
        return None
    held: dict[str, bool] = {}
    for one in log:
        if one.blob not in held:
            node = _node(project, one.blob, steps)
            held[one.blob] = node is not None and (one.path.endswith(file) or node == content)
    return tuple(one for one in log if held[one.blob])


def find_file(project: Project, path: str) -> tuple[Kept, ...] | None:
    """Return the versions of a file, such as a photograph."""
    return _log(project, path)


def _node(project: Project, blob: str, steps: Steps) -> Plain:
    text = _git(project, "cat-file", "blob", blob)
    if text is None or len(text) > MAX_BYTES:
        return None
    document, _ = parse(Source(blob, text, ""))
    return plain(find(document.root, steps)) if document else None


def _log(project: Project, pattern: str) -> tuple[Kept, ...] | None:
    said = _git(
        project,
        "log",
        "--all",
        "--raw",
        "--no-abbrev",
        "--no-renames",
        "-m",
        "-z",
        "--format=%x01%H %cs",
        "--",
        pattern,
    )
    return None if said is None else tuple(dict.fromkeys(_entries(said)))


def _entries(said: str) -> Iterator[Kept]:
    """Read the log: after each commit, pairs of a line with the blobs and the path."""
    for part in said.split("\x01")[1:]:
        head, _, rest = part.partition("\0")
        commit, _, day = head.strip().partition(" ")
        words = [word for word in rest.split("\0") if word.strip()]
        for raw, path in zip(words[::2], words[1::2], strict=False):
            fields = raw.strip().lstrip(":").split()
            if len(fields) == 5 and fields[4] != "D" and set(fields[3]) != {"0"}:
                yield Kept(commit, day, path, fields[3])


def _git(project: Project, *arguments: str) -> str | None:
    """Ask git; `None` without git, outside a repository, or before the first commit."""
    settings = ("core.fsmonitor=false", "safe.bareRepository=explicit", "core.quotePath=false")
    command = ["git", "-C", str(project.root), *(word for one in settings for word in ("-c", one)), *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    try:
        said = subprocess.run(  # noqa: S603 - fixed arguments
            command, capture_output=True, env=environment, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return said.stdout.decode("utf-8", "replace")
