"""Keep what was made of pixels across builds; what a disk says is believed only where its seal fits."""

import contextlib
import hashlib
import os
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from generator.i18n import Message

_SEAL = 64
M = TypeVar("M", bound=bytes | Message)


def remember(folder: Path | None, said: str, make: Callable[[], M]) -> M | bytes:
    """Return what `make` makes, from `folder` where it was made before of the same things; `said` names them all.

    A refusal is not kept.
    """
    name = hashlib.sha256(f"pillow {version('pillow')} {said}".encode("utf-8", "backslashreplace")).hexdigest()
    if folder is None:
        return make()
    made = _recall(folder, name)
    if made is not None:
        return made
    fresh = make()
    if isinstance(fresh, bytes):
        _write(folder, name, fresh)
    return fresh


def _recall(folder: Path, name: str) -> bytes | None:
    try:
        kept = (folder / name).read_bytes()
    except OSError:
        return None
    seal, made = kept[:_SEAL], kept[_SEAL:]
    return made if seal == _seal(name, made) else None


def _write(folder: Path, name: str, made: bytes) -> None:
    """Keep it; a folder that cannot be written costs time in the next build, and nothing else."""
    draft = folder / f"{name}.{os.getpid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(_seal(name, made) + made)
        draft.replace(folder / name)


def _seal(name: str, made: bytes) -> bytes:
    return hashlib.sha256(name.encode() + made).hexdigest().encode()
