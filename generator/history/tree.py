"""The authors' files as an older commit has them, for comparing: texts only, photographs are left where they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.history.git import SHALLOW, Silence, ask, read_blobs
from generator.i18n import Message, msg

FOLDERS = ("programs", "content")
ENDINGS = (".yml", ".md")
UNBEGUN = msg(
    "nothing is committed yet, so there is nothing to compare with; begin with {command}",
    command='git add . && git commit -m "..."',
)


@dataclass(frozen=True, slots=True)
class Tree:
    """The texts of one commit by their paths in the project."""

    commit: str
    files: dict[str, bytes]
    note: Message | None = None
    """What is uncertain about the commit."""


def read_tree(folder: Path, name: str) -> Tree:
    """Return the files as they were where the present branch left `name`; raise `Silence` where git cannot tell.

    In a shallow clone without that place it is the commit of the name itself, and a note says so.
    """
    if name.startswith("-"):
        raise Silence(msg("{name} is no commit, branch or folder", name=name))
    shallow = ask(folder, "rev-parse", "--is-shallow-repository").strip() == "true"
    tip = _commit(folder, name, shallow=shallow)
    base, note = _joint(folder, tip, shallow=shallow)
    return Tree(base, dict(_files(folder, base)), note)


def _commit(folder: Path, name: str, *, shallow: bool) -> str:
    unknown = msg("{name} is no commit, branch or folder", name=name)
    if shallow:
        unknown = msg(
            "{name} is not known here, since the repository was copied without its older commits; fetch it: {command}",
            name=name,
            command=f"git fetch --depth=1 origin {name.removeprefix('origin/')}",
        )
    try:
        return ask(folder, "rev-parse", "--quiet", "--verify", f"{name}^{{commit}}", otherwise=unknown).strip()
    except Silence as silence:
        if silence.why == unknown:
            ask(folder, "rev-parse", "--quiet", "--verify", "HEAD^{commit}", otherwise=UNBEGUN)
        raise


def _joint(folder: Path, tip: str, *, shallow: bool) -> tuple[str, Message | None]:
    """Return where the branch of a commit and the present one part."""
    try:
        return ask(folder, "merge-base", tip, "HEAD").strip(), None
    except Silence:
        return tip, SHALLOW if shallow else None


def _files(folder: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    said = ask(folder, "ls-tree", "-r", "-z", commit, "--", *FOLDERS)
    blobs: dict[str, str] = {}
    for line in said.split("\0"):
        about, _, path = line.partition("\t")
        if path.endswith(ENDINGS) and about.startswith("100") and ".." not in PurePosixPath(path).parts:
            blobs[path] = about.split()[2]
    contents = read_blobs(folder, list(blobs.values()))
    for path, (_, data) in zip(blobs, contents, strict=True):
        if data is not None:
            yield path, data
