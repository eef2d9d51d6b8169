"""Checksums that are taken while files are written are those of the files that are published."""

import hashlib
import os
from pathlib import Path

import pytest

from generator import manifest
from generator.manifest import FileSum, Written
from generator.output import Output, whole

NEVER = FileSum("0" * 64, 0)


def true(content: bytes) -> FileSum:
    """Return the checksum of content."""
    return FileSum(hashlib.sha256(content).hexdigest(), len(content))


@pytest.fixture
def written(tmp_path: Path) -> dict[str, Written]:
    """Write three files, the last one later than the others, and pretend that their checksums are another one's."""
    names = ("a.html", "en/program/b.html", "c.html")
    output = Output(tmp_path)
    found = {name: output.write(name, whole(b"one" + name.encode())) for name in names}
    assert {name: one.sum for name, one in found.items()} == {name: true(b"one" + name.encode()) for name in names}
    later = max(found["a.html"].seen[2:]) + 10**9
    return {
        name: Written(NEVER, (*one.seen[:2], later, later) if name == "c.html" else one.seen)
        for name, one in found.items()
    }


def test_what_was_written_once_is_not_read_again(tmp_path: Path, written: dict[str, Written]) -> None:
    """Files that are as they were left keep the checksum of then; others, and unknown ones, are read."""
    (tmp_path / "d.html").write_bytes(b"from elsewhere")
    found = manifest.sum_folder(tmp_path, written)
    assert list(found) == ["a.html", "c.html", "d.html", "en/program/b.html"]
    assert found["a.html"] == found["en/program/b.html"] == NEVER
    assert found["d.html"] == true(b"from elsewhere")
    assert found["c.html"] == true(b"onec.html")


def test_what_somebody_wrote_again_is_read(tmp_path: Path, written: dict[str, Written]) -> None:
    """Another size, the same size at another time, or another file under the name: what is there counts."""
    place = tmp_path / "a.html"
    before = place.stat()
    for content in (b"longer than it was", b"two" + b"a.html"):
        place.write_bytes(content)
        os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
        assert manifest.sum_folder(tmp_path, written)["a.html"] == true(content)
    other = tmp_path / "other"
    other.write_bytes(b"six" + b"a.html")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(place)
    assert manifest.sum_folder(tmp_path, written)["a.html"] == true(b"sixa.html")


def test_what_is_as_new_as_the_newest_is_read(tmp_path: Path) -> None:
    """Two writings within one tick of the clock leave no trace in the times, so that such files are read."""
    one = Output(tmp_path).write("a.html", whole(b"one"))
    assert manifest.sum_folder(tmp_path, {"a.html": Written(NEVER, one.seen)}) == {"a.html": true(b"one")}
