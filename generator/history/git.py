"""Ask git: the log and the former contents of files, in a few processes, whatever the number of commits and files.

What git says is data of strangers: names of files are only compared, and a subject loses what cannot be seen and what
may not be published.
"""

import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import IO

from generator.i18n import Message, msg
from generator.model.counted import find_counts
from generator.model.past import Commit
from generator.model.personal import veil
from generator.model.text import MAX_LINE
from generator.sources import MAX_BYTES

NO_GIT = msg("git is not installed where this site was built")
NO_REPOSITORY = msg("the files are not kept in a git repository")
NO_COMMIT = msg("the repository has no commit yet")
UNREADABLE = msg("git could not read the repository")
SHALLOW = msg("the repository was copied without its older commits")

_PATIENCE = 300
"""Seconds after which a question to git is given up."""

_HERE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF",
    "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_DIFF_OPTS",
)  # fmt: skip
"""Variables that would lead git to another repository or another answer; git sets some of them in its hooks."""

_SETTINGS = (
    "core.fsmonitor=false",  # it would run a program that the repository names
    "safe.bareRepository=explicit",  # a folder of authors that looks like a repository brings no settings
    "protocol.allow=never",  # a partial clone would fetch what it lacks
    "log.showRoot=true",
    "log.showSignature=false",
    "diff.renameLimit=1000",
    "core.quotePath=false",
    "i18n.logOutputEncoding=UTF-8",
)

_LOG = (
    "log", "-z", "--raw", "--no-abbrev", "-M50%", "-l1000", "--first-parent", "--diff-merges=first-parent",
    "--no-show-signature", "--no-color", "--no-notes", "--no-ext-diff", "--no-textconv", "--no-relative",
    "--no-mailmap", "--date=raw", "--format=tformat:%H%x00%P%x00%ad%x00%s", "--",
    ":(top,glob)**/*.yml", ":(top,glob)**/*.yaml",
)  # fmt: skip
_AT_ONCE = 200
"""Blobs that are asked for at once: their names fit into the smallest pipe, so that neither side ever waits."""

_ORDINARY = ("100644", "100755")


class Silence(Exception):  # noqa: N818 - control flow of this room, never seen outside
    """Say that git gives no answer, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Touched:
    """A file that a commit changed: `kind` is git's letter, `blob` what stood there afterwards, if anything did."""

    kind: str
    path: str
    former: str
    """The name before, where the commit renamed the file; else the same name."""
    blob: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A commit on the published line, and the YAML files it changed. A merge is one step: what it brought in."""

    commit: Commit | None
    """`None` at the edge of a shallow clone, where git names the wrong commit."""
    touched: tuple[Touched, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """The published line, the newest commit first."""

    steps: tuple[Step, ...]
    prefix: str
    """Where the folder of the programs lies in the repository, empty or with a `/` at its end."""
    dirty: frozenset[str]
    """Files that differ from the last commit, by their names in the repository."""
    shallow: bool


def read_log(folder: Path, *, private: bool = False) -> Log:
    """Return every commit of the first-parent line that changed a YAML file; raise `Silence` where git has none.

    What commits say stays inside a private repository: it was written for staff, and nobody checks it.
    """
    shallow, _, prefix = ask(folder, "rev-parse", "--is-shallow-repository", "--show-prefix").partition("\n")
    try:
        said = _ask(folder, *_LOG)
    except Silence:
        _ask(folder, "rev-parse", "--quiet", "--verify", "HEAD^{commit}", otherwise=NO_COMMIT)
        raise
    is_shallow = shallow.strip() == "true"
    changed = _ask(folder, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=no",
                   "--ignore-submodules=all", "--", ".")  # fmt: skip
    dirty = frozenset(line[3:] for line in _text(changed).split("\0") if line)
    return Log(tuple(_steps(said, shallow=is_shallow, private=private)), prefix.removesuffix("\n"), dirty, is_shallow)


def read_blobs(folder: Path, blobs: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield the content of each blob, in one process; `None` for what is missing or larger than a file may be."""
    if not blobs:
        return
    try:
        process = subprocess.Popen(  # noqa: S603 - fixed arguments
            _command(folder, "cat-file", "--batch"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
    except OSError:
        raise Silence(NO_GIT) from None
    with process:
        assert process.stdin is not None  # noqa: S101 - for the type checker: both are pipes
        assert process.stdout is not None  # noqa: S101 - as above
        try:
            for begin in range(0, len(blobs), _AT_ONCE):
                some = blobs[begin : begin + _AT_ONCE]
                process.stdin.write("".join(f"{blob}\n" for blob in some).encode("ascii"))
                process.stdin.flush()
                for blob in some:
                    yield blob, _content(process.stdout)
        except (OSError, ValueError):
            raise Silence(UNREADABLE) from None
        finally:
            process.kill()


def _content(answers: IO[bytes]) -> bytes | None:
    """Read one answer: a line with the size, then the content and a line's end."""
    header = answers.readline().split()
    if len(header) != 3:
        if header[1:] == [b"missing"]:
            return None
        raise ValueError
    size = int(header[2])
    data = answers.read(size + 1)
    if len(data) <= size:
        raise ValueError
    return data[:size] if header[1] == b"blob" and size <= MAX_BYTES else None


def _steps(said: bytes, *, shallow: bool, private: bool) -> Iterator[Step]:
    """Read the log: hash, parents, day and subject, then the files; NUL stands between all of them."""
    tokens = _text(said).split("\0")
    at = 0
    while at + 4 <= len(tokens):
        name, parents, day, subject = tokens[at : at + 4]
        at += 4
        touched: list[Touched] = []
        while at < len(tokens) and tokens[at].lstrip("\n").startswith(":"):
            one, at = _touched(tokens, at)
            touched.append(one)
        at_the_edge = shallow and not parents
        heard = "" if private else _public(subject)
        yield Step(None if at_the_edge else Commit(name, _day(day), heard), tuple(touched))


def _touched(tokens: list[str], at: int) -> tuple[Touched, int]:
    """Return one file of the log, and where the next one begins."""
    _, mode, _, blob, kind = tokens[at].split()
    former = tokens[at + 1]
    renamed = kind[0] in "RC"
    path = tokens[at + 2] if renamed else former
    return Touched(kind[0], path, former, blob if mode in _ORDINARY else None), at + (3 if renamed else 2)


def _day(raw: str) -> date | None:
    """Return the day on the author's clock, or `None` for what cannot be one."""
    shape = re.fullmatch(r"([0-9]{9,10}) ([+-])([0-9]{2})([0-9]{2})", raw)
    if shape is None:
        return None
    shift = timedelta(hours=int(shape[3]), minutes=int(shape[4])) * (-1 if shape[2] == "-" else 1)
    if abs(shift) >= timedelta(days=1):
        return None
    return datetime.fromtimestamp(int(shape[1]), UTC).astimezone(timezone(shift)).date()


def _public(subject: str) -> str:
    """Return what a commit says as readers may see it: nothing where it counts people, since the count may be small."""
    line = plain(subject)
    return "" if any(find_counts(line)) else line


def plain(text: str) -> str:
    """Return a line without personal data, and without what cannot be seen or turns the direction of writing.

    It is not longer than a title.
    """
    visible = "".join(" " if unicodedata.category(one)[0] == "C" or one in "\u2028\u2029" else one for one in text)
    line = veil(" ".join(visible.split())[: 2 * MAX_LINE])  # before it is cut: half a number is not known as one
    return line if len(line) <= MAX_LINE else f"{line[: MAX_LINE - 3]}..."


def ask(folder: Path, *arguments: str, otherwise: Message = NO_REPOSITORY) -> str:
    """Return what git prints as text; raise `Silence` with a reason where it only complains."""
    return _text(_ask(folder, *arguments, otherwise=otherwise))


def _ask(folder: Path, *arguments: str, otherwise: Message = UNREADABLE) -> bytes:
    """Return what git prints; raise `Silence` with the reason where it prints nothing but a complaint."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            _command(folder, *arguments), capture_output=True, env=_environment(), timeout=_PATIENCE, check=False
        )
    except OSError:
        raise Silence(NO_GIT) from None
    except subprocess.SubprocessError:
        raise Silence(UNREADABLE) from None
    if done.returncode:
        raise Silence(UNREADABLE if b"dubious ownership" in done.stderr else otherwise)
    return done.stdout


def _command(folder: Path, *arguments: str) -> list[str]:
    settings = [word for one in _SETTINGS for word in ("-c", one)]
    return ["git", "-C", str(folder), *settings, *arguments]


def _environment() -> dict[str, str]:
    own = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    return {**{name: value for name, value in os.environ.items() if name not in _HERE}, **own}


def _text(said: bytes) -> str:
    return said.decode("utf-8", "surrogateescape")
