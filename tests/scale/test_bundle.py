"""A bundle gives back the files that were packed, from memory and from a disk."""

from pathlib import Path

import pytest

from generator.artifacts import Artifact, Heading, Joined, Stored
from generator.bundle import Bundle, pack

ROWS = b"1;2\n"
META = {"title": "baris\u2028dua", "search": {"exclude": True}, "moved": "../x/", "crumbs": [["a", ""]], "draft": False}
FILES = (
    Artifact("a/index.md", "<p>\u00e9</p>", "id", "A", "programs/a.yml", META, (Heading("Satu", "satu", 2),), 3),
    Artifact("a/rows.csv", Joined((b"a;b\n", ROWS)), "id"),
    Artifact("piece", ROWS, "-"),
    Artifact("empty", b"", "en"),
)


@pytest.mark.parametrize("on_disk", [True, False])
def test_files_come_back(tmp_path: Path, on_disk: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """Contents, what frames say, and the languages one by one."""
    raw = pack(FILES, {"offers": [1]})
    (tmp_path / "unit").write_bytes(b"seal" + raw)
    bundle = Bundle.at(tmp_path / "unit", 4) if on_disk else Bundle.of(raw)
    back = list(bundle.artifacts())
    for one, was in zip(back, FILES, strict=True):
        assert (one.uri, one.data, one.language, one.title) == (was.uri, was.data, was.language, was.title)
        assert (one.source, dict(one.meta), one.toc, one.nav) == (was.source, dict(was.meta), was.toc, was.nav)
        assert isinstance(one.content, Stored) is on_disk
    assert [one.uri for one in bundle.artifacts("id")] == ["a/index.md", "a/rows.csv"]
    assert list(bundle.read(bundle.listed)) == [one.data for one in FILES]
    assert bundle.notes == {"offers": [1]}
    assert [(one.moved, one.is_searched) for one in bundle.listed][:2] == [(True, False), (False, True)]


def test_bytes_that_files_share_are_packed_once() -> None:
    """The rows of a table are those of the piece that it lends to the table of the whole site."""
    assert pack(FILES, {}).count(ROWS) == 1


def test_a_file_that_was_cut_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    """Half of a page is never taken for a page."""
    raw = pack(FILES[:1], {})
    (tmp_path / "unit").write_bytes(raw)
    bundle = Bundle.at(tmp_path / "unit", 0)
    (one,) = bundle.artifacts()
    (tmp_path / "unit").write_bytes(raw[:-1])
    with pytest.raises(OSError, match="unit"):
        _ = one.data
    with pytest.raises(OSError, match="unit"):
        list(bundle.read(bundle.listed))
