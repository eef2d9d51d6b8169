"""Keep what was made of pixels across builds; what a disk says is believed only where its seal fits."""

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from generator import cache
from generator.i18n import Message

M = TypeVar("M", bound=bytes | Message)


def remember(folder: Path | None, said: str, make: Callable[[], M]) -> M | bytes:
    """Return what `make` makes, from `folder` where it was made before of the same things; `said` names them all.

    A refusal is not kept.
    """
    if folder is None:
        return make()
    code = cache.sum_code(*sorted(Path(__file__).parent.glob("*.py")))
    name = hashlib.sha256(f"{code} {version('pillow')} {said}".encode("utf-8", "backslashreplace")).hexdigest()
    made = cache.recall(folder / name)
    if made is not None:
        return made
    fresh = make()
    if isinstance(fresh, bytes):
        cache.keep(folder / name, fresh)
    return fresh
