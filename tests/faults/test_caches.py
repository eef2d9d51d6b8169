"""Caches may be lost and damaged in any way: what they hold is made again, never believed, and never run."""

import ast
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import cache, publish
from generator.charts.drawing import store as charts
from generator.charts.drawing.marks import Board, Style
from generator.history import store as history
from generator.history.states import State, Written
from generator.media import cache as media
from tests.built import ROOT, run_amanah
from tests.cli.small import small_project, tree

CONTENT = b"<svg/>\n" + bytes(range(256)) * 3


def _chart(folder: Path) -> bytes:
    board = Board(340)
    board.rect(0, 0, 10, 10, Style(stroke="c1", hatch="c1"))
    charts._painted.clear()
    return charts.svg_of(board.sketch(40), "a", folder).encode()


def _past(folder: Path) -> bytes:
    states = {
        "report:1": State(public=True, published="", period="2024", figures={"a.b": Written("1", "rupiah")}),
        "report:2": None,
    }
    known = history.load(folder)
    if known != states:
        assert known == {}  # all of it or nothing
        history.save(folder, dict(states))
    return repr(history.load(folder)).encode()


def _image(folder: Path) -> bytes:
    return media.remember(folder, "an image", lambda: CONTENT)


STORES: dict[str, Callable[[Path], bytes]] = {"charts": _chart, "history": _past, "media": _image}
"""Every cache on the disk: a function that asks it for what it has, and makes it where it has not."""


def _damages(whole: bytes) -> Iterator[bytes]:
    dice = random.Random(7)  # noqa: S311 - nothing secret
    for at in {0, 1, 63, 64, 65, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(8))}:
        yield whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :]
        yield whole[:at]
        yield whole[:at] + whole[at + 1 :]
        yield whole[:at] + b"\0" + whole[at:]
    yield from (b"", b"\n", b"{}", b"\x80\x04N.", whole * 2, whole[64:], b"0" * 64 + whole[64:])


@pytest.mark.parametrize("name", STORES)
def test_every_damage_to_a_file_is_found(name: str, tmp_path: Path) -> None:
    """Bits turned, bytes lost or added anywhere: the same answer, and a whole file again."""
    right = STORES[name](tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for number, damaged in enumerate(_damages(whole)):
        file.write_bytes(damaged)
        assert STORES[name](tmp_path) == right, number
        assert [one.read_bytes() for one in tmp_path.iterdir()] == [whole], number


@given(content=st.binary(max_size=300), change=st.binary(max_size=8), at=st.integers(min_value=0, max_value=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_what_was_not_kept_is_never_recalled(tmp_path: Path, content: bytes, change: bytes, at: int) -> None:
    """Whatever bytes come into the file, only the very ones that were kept come out."""
    place = tmp_path / "kept"
    cache.keep(place, content)
    whole = place.read_bytes()
    assert cache.recall(place) == content
    changed = whole[:at] + change + whole[at + len(change) :]
    place.write_bytes(changed)
    assert cache.recall(place) == (content if changed == whole else None)


@pytest.mark.parametrize("name", STORES)
@pytest.mark.parametrize("way", ["folder", "full folder", "link", "dangling link", "pipe", "unreadable"])
def test_what_is_no_file_is_replaced(name: str, way: str, tmp_path: Path) -> None:
    """A folder, a link or a pipe in the place of a file is neither read, followed nor waited for."""
    folder = tmp_path / "cache"
    right = STORES[name](folder)
    (file,) = folder.iterdir()
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    file.chmod(0) if way == "unreadable" else file.unlink()
    if way.endswith("folder"):
        file.mkdir()
    if way == "full folder":
        (file / "inside").write_text("x")
    if way.endswith("link"):
        file.symlink_to(outside if way == "link" else tmp_path / "nowhere")
    if way == "pipe":
        os.mkfifo(file)
    assert STORES[name](folder) == right
    assert STORES[name](folder) == right
    assert [one.is_file() and not one.is_symlink() for one in folder.iterdir()] == [True]
    assert outside.read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", STORES)
def test_a_folder_that_cannot_hold_a_cache_stops_nothing(name: str, tmp_path: Path) -> None:
    """A file stands in its place."""
    right = STORES[name](tmp_path / "cache")
    (tmp_path / "file").write_text("in the way")
    if name != "history":  # which then reads again what it asks git for
        assert STORES[name](tmp_path / "file") == right
    else:
        history.save(tmp_path / "file", {})
        assert history.load(tmp_path / "file") == {}


@pytest.mark.parametrize("name", STORES)
def test_what_other_code_has_kept_is_not_taken(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that draws, cuts or reads differently makes everything anew."""
    right = STORES[name](tmp_path)
    (file,) = tmp_path.iterdir()
    monkeypatch.setattr(cache, "sum_code", lambda *_: "other code")
    charts._painter.cache_clear() if hasattr(charts._painter, "cache_clear") else None
    if name == "history":
        assert history.load(tmp_path) == {}
    else:
        assert STORES[name](tmp_path) == right
        assert len(list(tmp_path.iterdir())) == 2
    charts._painter.cache_clear()
    assert file.exists()


def test_a_kept_file_does_not_pass_under_another_name(tmp_path: Path) -> None:
    """The seal covers the name."""
    cache.keep(tmp_path / "one", b"one")
    cache.keep(tmp_path / "two", b"two")
    (tmp_path / "two").write_bytes((tmp_path / "one").read_bytes())
    assert cache.recall(tmp_path / "two") is None


def test_a_disk_that_is_full_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The former content stays, and the draft goes."""
    cache.keep(tmp_path / "one", b"former")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    cache.keep(tmp_path / "one", b"new")
    assert cache.recall(tmp_path / "one") == b"former"
    assert [one.name for one in tmp_path.iterdir()] == ["one"]


def test_the_next_build_deletes_the_drafts_of_a_killed_one(tmp_path: Path) -> None:
    """What a kill left half written does not pile up."""
    draft = tmp_path / publish.WORKSHOP / "charts" / f"tmp123{cache.DRAFT}"
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"half")
    with publish.staging(tmp_path / "site") as stage:
        (stage / "index.html").write_text("new")
    assert list(draft.parent.iterdir()) == []


def test_a_site_from_damaged_caches_is_the_site_from_none(tmp_path: Path) -> None:
    """All files of all caches damaged, one kind of damage each: the same bytes."""
    root = small_project(tmp_path)
    run_amanah("build", "-C", str(root))
    right = tree(root / "site")
    kept = sorted(one for one in (root / ".amanah").rglob("*") if one.is_file() and one.suffix != ".lock")
    assert {one.parent.name for one in kept} >= {"units", "images"}
    for number, file in enumerate(kept):
        data = file.read_bytes()
        file.write_bytes((b"", data[:-1], data.replace(b"0", b"1"), b"\x80\x04N." + data)[number % 4])
    run_amanah("build", "-C", str(root))
    assert tree(root / "site") == right


def test_nothing_is_unpickled_and_nothing_is_run() -> None:
    """No module of ours imports what turns bytes into calls, but for one that passes work to its own children."""
    forbidden = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
    for path in sorted({*(ROOT / "generator").rglob("*.py")} - {ROOT / "generator/sharing.py"}):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            assert not {one.partition(".")[0] for one in names} & forbidden, path
            assert called not in ("eval", "exec"), path
