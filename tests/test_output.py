"""A file that stands in the former site byte for byte is linked, and nothing else is."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import manifest
from generator.errors import EnvironmentFault
from generator.manifest import FileSum
from generator.output import Output, whole

CONTENT = b"one two three"
URI = "program/a/figures.csv"


def chunks() -> tuple[bytes, ...]:
    """Return the content in pieces."""
    return CONTENT[:4], CONTENT[4:5], CONTENT[5:]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a former site with one file."""
    place = tmp_path / "site"
    Output(place).write(URI, chunks)
    return place


@pytest.fixture
def output(tmp_path: Path, site: Path) -> Output:
    """Return a new folder beside it."""
    stage = tmp_path / "stage"
    stage.mkdir()
    return Output.over(stage, site)


def is_linked(output: Output) -> bool:
    """Write the content; tell whether it is the file of the former site, and hold what was written to the content."""
    assert output.former is not None
    one = output.write(URI, chunks)
    written = output.folder / URI
    assert one.sum == FileSum(hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert one.seen == manifest.fingerprint(written.lstat())
    assert written.read_bytes() == CONTENT
    former = output.former / URI
    same = former.is_file() and former.samefile(written) and not former.is_symlink()
    assert one.is_linked == same
    return same


def test_the_same_bytes_are_linked(output: Output) -> None:
    """Nothing is written where the content is there already."""
    assert is_linked(output)


def test_below_a_folder_the_same_holds(output: Output, site: Path) -> None:
    """Another language writes into a folder of its own."""
    Output(site / "en").write(URI, chunks)
    assert is_linked(output.below("en"))
    assert output.below("").former == site


@pytest.mark.parametrize("other", [b"", b"one", b"one two thref", b"one two three four", b"zwei drei vier"])
def test_other_bytes_are_written(output: Output, site: Path, other: bytes) -> None:
    """A byte more, less, or another is another file; the former one stays as it was."""
    (site / URI).write_bytes(other)
    assert not is_linked(output)
    assert (site / URI).read_bytes() == other


def _link(place: Path) -> None:
    elsewhere = place.parent.parent / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)


def _folder_elsewhere(place: Path) -> None:
    elsewhere = place.parents[2].parent / "elsewhere"
    place.parent.rename(elsewhere)
    place.parent.symlink_to(elsewhere)


def _pipe(place: Path) -> None:
    place.unlink()
    os.mkfifo(place)


def _folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


@pytest.mark.parametrize(
    "happens",
    [
        _link,
        _folder_elsewhere,
        _pipe,
        _folder,
        lambda place: os.link(place, place.with_name("another name")),
        lambda place: place.chmod(0o600),
        lambda place: place.unlink(),
    ],
    ids=["link", "folder elsewhere", "pipe", "folder", "two names", "other rights", "gone"],
)
def test_what_is_not_simply_the_file_is_not_linked(output: Output, site: Path, happens: Callable[[Path], None]) -> None:
    """A file that leads or stands elsewhere, or that others could not read, is written anew; no pipe is waited for."""
    happens(site / URI)
    assert not is_linked(output)


def test_a_language_whose_folder_is_a_link_is_not_linked(output: Output, site: Path) -> None:
    """What lies behind a link to another place is no part of the former site."""
    Output(site.parent / "elsewhere").write(URI, chunks)
    (site / "en").symlink_to(site.parent / "elsewhere")
    assert output.below("en").former is None


def test_a_disk_without_links_costs_only_time(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system knows no links, all is written."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    assert not is_linked(output)


def test_a_system_without_links_costs_only_time(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python leaves the call out where the system has none."""
    monkeypatch.delattr(os, "link")
    assert not is_linked(output)


def test_a_file_that_is_exchanged_at_the_last_moment_is_written(
    output: Output, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was looked at must be what is linked."""
    link = os.link

    def exchange(source: Path, goal: Path) -> None:
        (site / "new").write_bytes(b"something else")
        (site / "new").replace(source)
        link(source, goal)

    monkeypatch.setattr(os, "link", exchange)
    assert not is_linked(output)


def test_what_is_written_twice_is_no_link(output: Output, site: Path) -> None:
    """The later content stands in a file of its own, and the former site stays as it was."""
    assert is_linked(output)
    later = output.write(URI, whole(b"something else"))
    assert (output.folder / URI).read_bytes() == b"something else"
    assert (site / URI).read_bytes() == CONTENT
    assert later.sum.size == len(b"something else")
    assert not later.is_linked


def test_a_file_that_is_written_into_at_the_last_moment_is_not_linked(
    output: Output, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same file with another content is not what was looked at."""
    link = os.link

    def change(source: Path, goal: Path) -> None:
        (site / URI).write_bytes(b"one two thref")
        os.utime(source, ns=(0, 0))
        link(source, goal)

    monkeypatch.setattr(os, "link", change)
    assert not is_linked(output)


def test_who_writes_into_a_linked_file_is_noticed(output: Output, site: Path) -> None:
    """A link is a file of the standing site too; what is changed there meanwhile is not published under our name."""
    written = {URI: output.write(URI, chunks), "last.csv": output.write("last.csv", whole(b"later"))}
    assert set(manifest.sum_folder(output.folder, written)) == {URI, "last.csv"}
    (site / URI).chmod(0o644)  # its time changes, its content does not
    assert manifest.sum_folder(output.folder, written)[URI] == written[URI].sum
    (site / URI).write_bytes(b"one two thref")
    with pytest.raises(EnvironmentFault, match=URI):
        manifest.sum_folder(output.folder, written)
