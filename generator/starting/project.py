"""A new publisher's project: the files of `generator/starter/`, and a git repository around them."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import sources, writer
from generator.documents import Scalar, parse
from generator.project import STARTER
from generator.starting.lines import spell

HIDDEN = "dot-"
"""Stands for the point of a name that would have an effect on our own repository."""
PUBLISHER = "programs/publisher.yml"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write: its path in the project, with `/` separators, and its bytes."""

    path: str
    data: bytes


def files_of_project(name: str = "") -> tuple[NewFile, ...]:
    """Return the files of a new project; `name` is that of its publisher, else a word that asks for it."""
    found = tuple(_files(STARTER))
    return tuple(_named(one, name) if one.path == PUBLISHER and name else one for one in found)


def _files(folder: Path) -> Iterator[NewFile]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            parts = path.relative_to(folder).parts
            yield NewFile("/".join(_shown(one) for one in parts), path.read_bytes())


def _shown(name: str) -> str:
    return f".{name.removeprefix(HIDDEN)}" if name.startswith(HIDDEN) else name


def _named(file: NewFile, name: str) -> NewFile:
    """Put the name of the publisher into its file; everything else stays, comments too."""
    text = file.data.decode()
    document, _ = parse(sources.Source(file.path, text, ""))
    node = document.root["name"] if document else None
    if not isinstance(node, Scalar):
        return file
    edit = writer.Edit(node.mark, writer.text_at(text, node.mark), spell(name))
    return NewFile(file.path, writer.apply(text, [edit]).encode())


def make_repository(folder: Path) -> bool:
    """Make a folder a git repository of its own, unless it lies in one already or git is missing."""
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside is None or inside:
        return False
    return _git(folder, "-c", "init.defaultBranch=main", "init", "--quiet") is True


def _git(folder: Path, *arguments: str) -> bool | None:
    """Ask git; `None` where there is no git."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - whichever git the machine has
            capture_output=True,
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.returncode == 0
