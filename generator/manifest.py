"""The manifest of a site: what went in, what came out, each file with its SHA-256, and the manifest before it.

It is JSON with one file a line, so that a reader who has nothing but a shell can take it apart:

    {
     "format": 1,
     "number": 2,                     its place in the chain of publications
     "previous": "SHA-256 of the manifest published before, or null",
     "inputs":  {"programs/publisher.yml": {"sha256": "...", "size": 123}, ...},
     "outputs": {"index.html": {"sha256": "...", "size": 123}, ...},
     "seal": "SHA-256 of everything above this line"
    }

The seal catches accidents in the manifest itself. Against intent stand the chain, for whoever kept an older manifest,
and the signature beside it.
"""

import hashlib
import json
import os
import re
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.errors import EnvironmentFault
from generator.i18n import Message, msg

NAME = "manifest.json"
SIGNATURE = f"{NAME}.sig"
"""What `ssh-keygen -Y sign` writes beside the manifest."""
NAMESPACE = "amanah"
"""Keeps a signature of a manifest from passing for a signature of anything else made with the same key."""
FORMAT = 1
MAX_BYTES = 200_000_000
"""Bytes of a manifest that are read: a million files."""

_PIECE = 1 << 20
"""Bytes that are read at once; nearly all files are smaller."""
_SEAL = b' "seal": '
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileSum:
    """The SHA-256 of a file in hexadecimal digits, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Written:
    """The checksum of a file, taken while it was written, and what shows that nobody wrote it again since."""

    sum: FileSum
    seen: tuple[int, int, int, int]
    """Its number, size, and the two times at which it changed last, in nanoseconds."""
    is_linked: bool = False
    """Whether it is a file of the former site too, into which nobody may write meanwhile."""


@dataclass(frozen=True)
class Manifest:
    """What one publication consists of; paths have `/` separators, inputs relative to the project, outputs to the site."""  # noqa: E501

    inputs: Mapping[str, FileSum] = field(default_factory=dict)
    outputs: Mapping[str, FileSum] = field(default_factory=dict)
    program: str = ""
    """Name and version of the program that built the site."""
    commit: str = ""
    """The commit that the inputs are exactly those of, or nothing."""
    as_of: str = ""
    """The day as of which the site was built, or nothing."""
    number: int = 1
    """Its place in the chain, from one."""
    previous: str = ""
    """SHA-256 of the manifest before it, or nothing for the first."""

    def after(self, former: bytes, parsed: "Manifest") -> "Manifest":
        """Return this manifest as the one that follows another, given as the bytes that were published."""
        return replace(self, number=parsed.number + 1, previous=hashlib.sha256(former).hexdigest())

    def dump(self) -> bytes:
        """Return the bytes of the file; equal manifests are equal bytes."""
        head: dict[str, object] = {
            "format": FORMAT,
            "program": self.program,
            "commit": self.commit or None,
            "as_of": self.as_of or None,
            "number": self.number,
            "previous": self.previous or None,
        }
        lines = ["{", *(f" {_json(key)}: {_json(value)}," for key, value in head.items())]
        for key, files in (("inputs", self.inputs), ("outputs", self.outputs)):
            rows = [
                f'  {_json(name)}: {{"sha256": "{files[name].sha256}", "size": {files[name].size}}}'
                for name in sorted(files)
            ]
            lines += [f" {_json(key)}: {{", *([",\n".join(rows)] if rows else []), " },"]
        body = ("\n".join(lines) + "\n").encode()
        return body + _SEAL + f'"{hashlib.sha256(body).hexdigest()}"\n}}\n'.encode()


def parse(data: bytes) -> Manifest | Message:
    """Read a manifest, or say what is wrong with it; nothing in it is believed before its form is right."""
    body, found, seal = data.rpartition(_SEAL)
    try:
        read: Any = json.loads(data)
    except (ValueError, RecursionError):
        return msg("it is not JSON")
    if not isinstance(read, dict) or read.get("format") != FORMAT:
        return msg("it is not a manifest of format {format}", format=FORMAT)
    if not found or seal != f'"{hashlib.sha256(body).hexdigest()}"\n}}\n'.encode():
        return msg("its own seal does not match: it was changed after it was written")
    inputs, outputs = _files(read.get("inputs")), _files(read.get("outputs"))
    number, previous = read.get("number"), read.get("previous") or ""
    if inputs is None or outputs is None or not isinstance(number, int) or not _is_link(previous):
        return msg("it is not a manifest of format {format}", format=FORMAT)
    words = {key: str(read.get(key) or "") for key in ("program", "commit", "as_of")}
    return Manifest(inputs, outputs, number=number, previous=previous, **words)


def sum_file(path: Path) -> FileSum:
    """Return the checksum of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as source:
        while piece := source.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return FileSum(digest.hexdigest(), size)


def walk(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield every name below a folder with `/` separators, and whether it is an ordinary file; links are not followed."""  # noqa: E501
    yield from ((name, stat.S_ISREG(found.st_mode)) for name, found in _found(folder))


def sum_folder(folder: Path, written: Mapping[str, Written] = MappingProxyType({})) -> dict[str, FileSum]:
    """Return the checksums of a site's files, without those that speak about the site itself.

    What was `written` by us, and by nobody afterwards, is not read again. The times of files are coarse: what is as new
    as the newest of these could have been written twice, and is read. Raise `EnvironmentFault` where somebody wrote
    into a file that is still that of the former site, too.
    """
    newest = max((max(one.seen[2:]) for one in written.values()), default=0)
    found: dict[str, FileSum] = {}
    for name, status in sorted(_found(folder), key=itemgetter(0)):
        if not stat.S_ISREG(status.st_mode) or name in (NAME, SIGNATURE):
            continue
        known, now = written.get(name), fingerprint(status)
        is_known = known is not None and known.seen == now and max(now[2:]) < newest
        found[name] = known.sum if known is not None and is_known else sum_file(folder / name)
        if known is not None and known.is_linked and now[0] == known.seen[0] and found[name] != known.sum:
            said = msg(
                "{file} of the site that stands was changed while the new one was built; build it again", file=name
            )
            raise EnvironmentFault(said)
    return found


def _found(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield everything below a folder that is no folder, with `/` separators, and what the system says of it."""
    waiting = [(str(folder), "")]
    while waiting:
        place, above = waiting.pop()
        with os.scandir(place) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{above}{entry.name}/"))
                else:
                    yield above + entry.name, entry.stat(follow_symlinks=False)


def fingerprint(status: os.stat_result) -> tuple[int, int, int, int]:
    """Return what tells whether a file was written again: its number, size, and the two times of its last changes."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def ssh_keygen(*arguments: str, feed: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run ssh-keygen; a machine without it is a fault of the machine."""
    command = ["ssh-keygen", *arguments]
    try:
        return subprocess.run(command, input=feed, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError as fault:
        said = msg("signatures need the program ssh-keygen (OpenSSH 8.1 or newer), which this machine lacks")
        raise EnvironmentFault(said) from fault


def _files(value: object) -> dict[str, FileSum] | None:
    if not isinstance(value, dict):
        return None
    found: dict[str, FileSum] = {}
    for name, said in value.items():
        sha256, size = (said.get("sha256"), said.get("size")) if isinstance(said, dict) else (None, None)
        right = isinstance(sha256, str) and _DIGEST.fullmatch(sha256) and isinstance(size, int)
        if not right or not _is_inside(name):
            return None
        found[name] = FileSum(str(sha256), int(str(size)))
    return found


def _is_inside(name: str) -> bool:
    """Tell whether a path stays below the folder it is relative to."""
    return bool(name) and "\\" not in name and "\0" not in name and all(name.split("/")) and not _steps_out(name)


def _steps_out(name: str) -> bool:
    return any(part in (".", "..") for part in name.split("/"))


def _is_link(value: object) -> bool:
    return isinstance(value, str) and (not value or bool(_DIGEST.fullmatch(value)))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
