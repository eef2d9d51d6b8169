"""The fuzz target itself, for a moment."""

from tests.hostile.fuzz import fuzz


def test_bent_files_of_the_repository_are_read_or_refused() -> None:
    """A few rounds with a known seed; `python -m tests.hostile.fuzz` goes on as long as one likes."""
    done, crashes = fuzz(seconds=60, seed=1, rounds=150)
    assert crashes == []
    assert done > 20
