"""Write the files of a site, each with its checksum; one that stands in the former site byte for byte is linked.

A file that did not change keeps its place on the disk and its time, so that whoever copies or serves the site sees that
it did not. To write all files of a large site anew, and to delete the former ones, takes longer than to make them.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from generator.manifest import FileSum, Written, fingerprint

Chunks = Callable[[], Iterable[bytes]]
"""Gives the pieces of a file, and gives them again when it is asked again."""


def whole(content: bytes) -> Chunks:
    """Return a content in one piece."""
    return lambda: (content,)


@dataclass(frozen=True)
class Output:
    """A folder in which files are written, and the one in which those of the former site stand, if any."""

    folder: Path
    former: Path | None = None
    rights: tuple[int, int, int] = (0, 0, 0)
    """To whom and to which group new files belong, and who may read them."""
    _folders: dict[Path, bool] = field(default_factory=dict, repr=False)
    """Folders of the former site, and whether they lie where they seem to."""

    @classmethod
    def over(cls, folder: Path, former: Path) -> "Output":
        """Return a folder that was just made, and links what stands in a former site already."""
        return cls(folder, former, _rights(folder.stat(), 0o666))

    def below(self, name: str) -> "Output":
        """Return a folder in this one."""
        former = self.former / name if self.former else None
        if former is not None and not self._is_inside(former):
            former = None
        return replace(self, folder=self.folder / name, former=former, _folders={})

    def write(self, uri: str, chunks: Chunks) -> Written:
        """Write a file, with the folders above it; return the checksum of what was written.

        A link is a file of its own as soon as the former site is deleted. Until then nothing may be written into it:
        what is written once more under a name is another file.
        """
        return self._link(uri, chunks) or _write(self.folder / uri, chunks())

    def _link(self, uri: str, chunks: Chunks) -> Written | None:
        """Link a file of the former site that has this content; say nothing where that cannot be done."""
        link = getattr(os, "link", None)  # not every system has links, and not every file system
        if self.former is None or link is None:
            return None
        place, former = self.folder / uri, self.former / uri
        with suppress(OSError), _open(former) as file:
            status = os.fstat(file.fileno())
            if not (self._is_ours(status) and self._is_inside(former.parent)):
                return None
            found = _compare(file, chunks())
            if found is not None:
                place.parent.mkdir(parents=True, exist_ok=True)
                link(former, place)
                now = place.lstat()
                # What was linked must be what was looked at, as it was then.
                if _content_of(now) == _content_of(status):
                    return Written(found, fingerprint(now), is_linked=True)
        return None

    def _is_ours(self, status: os.stat_result) -> bool:
        """Tell whether a file is as one that is written now: ordinary, nowhere else on the disk, and as readable."""
        return stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and _rights(status) == self.rights

    def _is_inside(self, folder: Path) -> bool:
        """Tell whether a folder of the former site is no link to another place, and none of those above it is."""
        if folder == self.former:
            return True
        known = self._folders.get(folder)
        if known is None:
            known = self._folders[folder] = not folder.is_symlink() and self._is_inside(folder.parent)
        return known


def _rights(status: os.stat_result, kept: int = 0o7777) -> tuple[int, int, int]:
    return status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode) & kept


def _content_of(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _open(path: Path) -> IO[bytes]:
    """Open a file; links are not followed, and nobody waits for a pipe."""
    return open(path, "rb", buffering=0, opener=_open_plain)


def _open_plain(name: str, flags: int) -> int:
    return os.open(name, flags | _PLAIN)


_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def _compare(file: IO[bytes], chunks: Iterable[bytes]) -> FileSum | None:
    """Return the checksum of a content if it is that of a file."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        if file.read(len(chunk)) != chunk:
            return None
        digest.update(chunk)
        size += len(chunk)
    return None if file.read(1) else FileSum(digest.hexdigest(), size)


def _write(place: Path, chunks: Iterable[bytes]) -> Written:
    try:
        file = place.open("xb")
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = place.open("xb")
    except FileExistsError:  # it may be a link
        place.unlink()
        file = place.open("xb")
    digest, size = hashlib.sha256(), 0
    with file:
        for chunk in chunks:
            digest.update(chunk)
            size += file.write(chunk)
        file.flush()
        return Written(FileSum(digest.hexdigest(), size), fingerprint(os.fstat(file.fileno())))
