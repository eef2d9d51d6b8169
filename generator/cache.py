"""Keep what takes long to make between builds, where it may be lost, damaged or half written at any time.

A file begins with the SHA-256 of its name and content. What does not prove to be whole is made again, and a disk that
refuses costs time in the next build, nothing else. Nothing here is unpickled or run.
"""

import functools
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

DRAFT = ".part"
"""The ending of a file while it is written; after a kill it stays, until `sweep` finds it."""

SEAL = 64
"""Bytes before the content of a file that is kept."""


def recall(place: Path) -> bytes | None:
    """Return what was kept under a name, or nothing where it is missing or not whole."""
    try:
        if place.is_symlink() or not place.is_file():  # a pipe would be waited for
            return None
        kept = place.read_bytes()
    except (OSError, MemoryError):
        return None
    content = kept[SEAL:]
    return content if kept[:SEAL] == _seal(place.name, content) else None


def keep(place: Path, content: bytes) -> bool:
    """Keep content under a name, in one step: two builds at once, or a kill, leave the former file or the new one.

    Return whether the disk took it.
    """
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=DRAFT)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_seal(place.name, content))
                file.write(content)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
        else:
            return True
    return False


def sweep(folder: Path) -> None:
    """Delete the drafts that killed builds left in the folders below this one; who writes one now writes it again."""
    for left in _drafts(folder):
        with suppress(OSError):
            left.unlink()


@functools.cache
def sum_code(*paths: Path) -> str:
    """Return one SHA-256 of source files: what other code made is not taken for what this code would make."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _drafts(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.glob(f"*/*{DRAFT}")


def _seal(name: str, content: bytes) -> bytes:
    digest = hashlib.sha256(name.encode("utf-8", "backslashreplace") + b"\n")
    digest.update(content)
    return digest.hexdigest().encode()
