"""Ways between pages are those that the standard library finds."""

from posixpath import relpath

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.ways import way

PARTS = st.lists(st.sampled_from(["", "a", "b", "en", "program", ".", ".."]), max_size=5).map("/".join)


@given(target=PARTS, folder=PARTS)
def test_a_way_is_what_the_standard_library_says(target: str, folder: str) -> None:
    """Slashes at the end and in the middle, the root, and folders above change nothing."""
    assert way(target, folder) == relpath(f"/{target}", f"/{folder}")
