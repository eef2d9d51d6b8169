"""Follow files back through renames, moved folders and former names that authors declare."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.history.git import Step, Touched
from generator.model.past import Commit


@dataclass(frozen=True, slots=True)
class Version:
    """What stood in a file after a commit; `joint` where it came under its name, so that it may be another one."""

    commit: Commit | None
    blob: str | None
    joint: bool
    declared: bool = False
    """Whether an author declared the name that the file had then."""


def follow(steps: Iterable[Step], names: Mapping[str, Sequence[str]]) -> dict[str, list[Version]]:
    """Return the versions of each file, the newest first.

    `names` gives the files as they are called today, each with the former names that its author declared.
    """
    versions: dict[str, list[Version]] = {name: [] for name in names}
    owners = {name: name for name in names}
    for step in steps:
        moves: dict[str, str] = {}
        left: list[str] = []
        for one in step.touched:
            owner = owners.get(one.path)
            if owner is None:
                continue
            versions[owner].append(_version(step.commit, one, names[owner]))
            if one.kind == "R":
                left.append(one.path)
                moves[one.former] = owner
            elif one.kind == "A":
                moves.update((name, owner) for name in names[owner] if name not in owners)
        for path in left:
            del owners[path]
        owners.update(moves)
    return versions


def _version(commit: Commit | None, one: Touched, declared: Sequence[str]) -> Version:
    return Version(commit, one.blob, one.kind in "RAC", one.former in declared or one.path in declared)
