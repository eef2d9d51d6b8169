"""Keep what was read of former versions between builds: each content is read once in its life.

The store is one file of the cache, of JSON: the code that read it, every path and every number once, and the states as
places in these two lists. What is missing, not whole or of other code is read from the repository again.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator import cache
from generator.history.states import State, Written

States = dict[str, State | None]
"""What was read of each content, by the name of its blob and the sort of file it was."""

FILE = "states.json"
_CODE = Path(__file__).parents[1]


def load(folder: Path) -> States:
    """Return what earlier builds have read, or nothing where the store is missing or not whole."""
    try:
        kept = json.loads(cache.recall(folder / FILE) or b"{}")
        if kept["reader"] != _reader():
            return {}
        numbers = [Written(str(typed), str(unit)) for typed, unit in kept["numbers"]]
        return {name: _state(one, kept["paths"], numbers) for name, one in kept["states"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def save(folder: Path, states: States) -> None:
    """Write what was read, in one step; a disk that refuses costs time at the next build and nothing else."""
    paths: dict[str, int] = {}
    numbers: dict[Written, int] = {}
    raw = {name: _raw(one, paths, numbers) for name, one in sorted(states.items())}
    kept = {
        "reader": _reader(),
        "paths": list(paths),
        "numbers": [[one.text, one.unit] for one in numbers],
        "states": raw,
    }
    text = json.dumps(kept, separators=(",", ":")).encode("ascii")
    cache.keep(folder / FILE, text)


def _raw(state: State | None, paths: dict[str, int], numbers: dict[Written, int]) -> list[object] | None:
    if state is None:
        return None
    figures = [
        place
        for path, one in state.figures.items()
        for place in (paths.setdefault(path, len(paths)), numbers.setdefault(one, len(numbers)))
    ]
    return [state.public, state.published, state.period, figures]


def _state(raw: Any, paths: Sequence[str], numbers: Sequence[Written]) -> State | None:  # noqa: ANN401 - JSON
    if raw is None:
        return None
    public, published, period, figures = raw
    named = zip(figures[::2], figures[1::2], strict=True)
    return State(public is True, str(published), str(period), {paths[at]: numbers[one] for at, one in named})


def _reader() -> str:
    """Return what the answers depend on besides the contents: the code that reads them."""
    code = [_CODE / "documents.py", _CODE / "history" / "states.py", *sorted((_CODE / "model").glob("*.py"))]
    return cache.sum_code(*code)
