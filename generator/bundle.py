"""Files of a site in one piece of bytes, to be kept on disk or sent by a worker, and to be read a file at a time.

    16 digits: length of the list    16 digits: length of the frames
    the list: a line of JSON a file, with its address, language, title, place and length
    the frames: a line of JSON a file, with what the frame of a page says
    the contents, one after another

Nothing in it is run when it is read. The list stays in memory, the rest on disk until it is asked for.
"""

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.artifacts import Artifact, Heading, Stored

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Listed:
    """One file as the list knows it; what the frame of a page says is read when the page is."""

    uri: str
    language: str
    title: str
    source: str
    start: int
    size: int
    is_searched: bool
    moved: bool

    @property
    def is_page(self) -> bool:
        """Tell whether this is a page in the frame of the site."""
        return self.thin.is_page

    @property
    def thin(self) -> Artifact:
        """Return the file without content and frame: enough to list it, and to see what stands at its address."""
        meta: dict[str, object] = {"search": {"exclude": not self.is_searched}}
        return Artifact(self.uri, b"", self.language, self.title, self.source, meta)


@dataclass(frozen=True)
class Bundle:
    """Files that were packed together, in memory or in a file; `notes` is what their maker says of them."""

    listed: tuple[Listed, ...]
    notes: Mapping[str, object]
    _frames: tuple[int, int]
    """Where the frames begin, and their length."""
    _raw: bytes = b""
    _path: Path | None = None

    @property
    def name(self) -> str:
        """Return the name of the file that it lies in, or nothing."""
        return self._path.name if self._path else ""

    @classmethod
    def of(cls, raw: bytes) -> "Bundle":
        """Return a bundle in memory."""
        return cls._parse(raw, 0, raw, None)

    @classmethod
    def at(cls, path: Path, start: int) -> "Bundle":
        """Return a bundle that lies in a file from this byte on; raise `OSError` where it cannot be read."""
        with path.open("rb") as file:
            file.seek(start)
            lengths = file.read(2 * _DIGITS)
            head = lengths + file.read(int(lengths[:_DIGITS]))
        return cls._parse(head, start, b"", path)

    @classmethod
    def _parse(cls, head: bytes, start: int, raw: bytes, path: Path | None) -> "Bundle":
        listing, frames = int(head[:_DIGITS]), int(head[_DIGITS : 2 * _DIGITS])
        begin = 2 * _DIGITS + listing
        said = json.loads(head[2 * _DIGITS : begin])
        at = start + begin + frames
        listed = tuple(
            Listed(uri, language, title, source, at + place, size, searched, moved)
            for uri, language, title, source, place, size, searched, moved in said["files"]
        )
        return cls(listed, said["notes"], (start + begin, frames), raw, path)

    def content(self, one: Listed) -> bytes | Stored:
        """Return the content of a file; one on disk is not read yet."""
        if self._path is None:
            return self._raw[one.start : one.start + one.size]
        return Stored(self._path, one.start, one.size)

    def read(self, some: Iterable[Listed]) -> Iterator[bytes]:
        """Yield the contents of files one by one; raise `OSError` where the disk has less than it had."""
        if self._path is None:
            yield from (self._raw[one.start : one.start + one.size] for one in some)
            return
        with self._path.open("rb", buffering=0) as file:
            for one in some:
                file.seek(one.start)
                content = file.read(one.size) if one.size else b""
                if len(content) < one.size:
                    raise OSError(errno.EIO, os.strerror(errno.EIO), str(self._path))
                yield content

    def artifacts(self, language: str = "") -> Iterator[Artifact]:
        """Yield the files of a language, or all, as they were packed; contents on disk stay there."""
        start, length = self._frames
        raw = Stored(self._path, start, length).read() if self._path else self._raw[start : start + length]
        for one, line in zip(self.listed, raw.splitlines(), strict=True):
            if language in ("", one.language):
                meta, toc, nav = json.loads(line)
                headings = tuple(Heading(*each) for each in toc)
                content = self.content(one)
                yield Artifact(one.uri, content, one.language, one.title, one.source, meta, headings, nav)


def pack(files: Iterable[Artifact], notes: Mapping[str, object]) -> bytes:
    """Return files in one piece; what they say of themselves is JSON, and so are the notes."""
    listed, frames, contents, at = [], [], [], 0
    known: dict[int, int] = {}
    for one in files:
        # Bytes that are a part of a file packed before, such as the rows of a table, are there already.
        start = known.get(id(one.content), at)
        chunks = tuple(one.chunks())
        size = sum(map(len, chunks))
        said = one.meta.get("search")
        excluded = bool(isinstance(said, Mapping) and said.get("exclude"))
        listed.append((one.uri, one.language, one.title, one.source, start, size, not excluded, "moved" in one.meta))
        toc = [(each.title, each.anchor, each.level) for each in one.toc]
        frames.append(_json((one.meta, toc, one.nav)))
        for chunk in chunks if start == at else ():
            known[id(chunk)] = at
            contents.append(chunk)
            at += len(chunk)
    listing, framing = _json({"files": listed, "notes": notes}), b"\n".join(frames)
    head = f"{len(listing):0{_DIGITS}}{len(framing):0{_DIGITS}}".encode()
    return b"".join((head, listing, framing, *contents))


def _json(value: object) -> bytes:
    # Sentences may hold line separators that are no ends of lines in JSON; escaped, a frame is one line.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
