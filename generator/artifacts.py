"""What a build makes, before anything is written."""

import errno
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from generator.i18n import Message


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that lie in a file until somebody asks for them, so that a large site fits into a small memory."""

    path: Path
    start: int
    size: int

    def read(self) -> bytes:
        """Return the bytes; raise `OSError` where the file is gone, or shorter than it was."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            found = file.read(self.size)
        if len(found) < self.size:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self.path))
        return found


@dataclass(frozen=True, slots=True)
class Joined:
    """Pieces, some of them stored, that one after another are the content of a file."""

    pieces: tuple[bytes | Stored, ...]

    @property
    def size(self) -> int:
        """Return the number of bytes, without reading any."""
        return sum(len(one) if isinstance(one, bytes) else one.size for one in self.pieces)

    def chunks(self) -> Iterator[bytes]:
        """Yield the pieces one by one."""
        for one in self.pieces:
            yield one if isinstance(one, bytes) else one.read()


Content: TypeAlias = str | bytes | Stored | Joined


@dataclass(frozen=True, slots=True)
class Heading:
    """One entry of a page's table of contents."""

    title: str
    anchor: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site: a page (HTML of its body), or any other file as bytes.

    `uri` is relative to the root of the language it belongs to, with `/` separators: pages end in `.md` as MkDocs
    wants it (`program/klaster-mandiri-lebak/index.md`), other files keep their own ending. `source` is the author's
    file it was made from, relative to the project, if there is one. `title` and `meta` feed the frame of the page.
    """

    uri: str
    content: Content
    language: str
    title: str = ""
    source: str = ""
    meta: Mapping[str, object] = field(default_factory=dict)
    toc: tuple[Heading, ...] = ()
    nav: int | None = None
    """Place among the entries of the navigation; `None` keeps the page out of it."""

    @property
    def data(self) -> bytes:
        """Return the content as it is written to disk."""
        return b"".join(self.chunks())

    @property
    def text(self) -> str:
        """Return the content as text."""
        return self.content if isinstance(self.content, str) else self.data.decode()

    @property
    def size(self) -> int:
        """Return the number of bytes of the content."""
        if isinstance(self.content, Stored | Joined):
            return self.content.size
        return len(self.content if isinstance(self.content, bytes) else self.content.encode())

    def chunks(self) -> Iterator[bytes]:
        """Yield the content in pieces, as it is written to disk; of a large file only one piece is in memory."""
        match self.content:
            case str():
                yield self.content.encode()
            case bytes():
                yield self.content
            case Stored():
                yield self.content.read()
            case Joined():
                yield from self.content.chunks()

    @property
    def is_page(self) -> bool:
        """Tell whether this is a page in the frame of the site."""
        return self.uri.endswith(".md")

    @property
    def url(self) -> str:
        """Return the address relative to the root of the language: `program/x/` for `program/x/index.md`."""
        if not self.is_page:
            return self.uri
        folder, _, name = self.uri.removesuffix(".md").rpartition("/")
        parts = [folder] if name == "index" else [folder, name]
        path = "/".join(part for part in parts if part)
        return f"{path}/" if path else ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that readers are offered: its address below the root of the site, what it is, and its size in bytes."""

    uri: str
    title: Message
    size: int
    format: str = ""
    """Name of the export that made it."""
    form: Message | None = None
    """What the form is for."""
    media: str = ""
    """Its media type, where it is known."""
    program: str = ""
    """The program it is about; nothing for all of them."""
    language: str = ""
    """The language of its words, where it has one only."""
    named: bool = False
    """Whether the pages of its program, or all pages, name it to machines."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document kept on the site: its address below the root of the site, and what can be compared with it."""

    uri: str
    kind: str
    """`pdf`, `xlsx`, `ods`, `csv`, `jpeg`, `png` or `webp`."""
    size: int
    """Bytes, as published."""
    sha256: str
    """SHA-256 of the file as published."""
    original: str
    """SHA-256 of the file as the author keeps it: another one for images, which lose their metadata."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One size of a photograph: its address below the root of the site, `webp` or `jpeg`, and its pixels."""

    uri: str
    kind: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph as it is published, the smallest size first."""

    variants: tuple[Variant, ...]

    def of(self, kind: str) -> tuple[Variant, ...]:
        """Return the sizes of one kind."""
        return tuple(one for one in self.variants if one.kind == kind)

    @property
    def largest(self) -> Variant:
        """Return the largest JPEG, which everything that shows pictures can show."""
        return self.of("jpeg")[-1]


@dataclass(frozen=True, slots=True)
class SharedImage:
    """The picture of a shared link: its address below the root of its language, its pixels, and its words."""

    uri: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a chart: headings, and rows whose cells are texts or figures."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in one language: what it says in words, its data, and two SVG texts for narrow and wide screens.

    `takeaway` is the alternative text; `section` names the part of the page where it stands.
    """

    name: str
    section: str
    title: str
    subtitle: str
    takeaway: str
    source: str
    narrow: str
    wide: str
    table: Table
    cited: tuple[tuple[str, str], ...] = ()
    """The sources one by one, each with its language."""
    scope: str = ""
    """What it is drawn of: `site`, `program` or `program/report`."""

    @property
    def csv(self) -> str:
        """Return the address of its data as a file, below the root of the language."""
        folder = "" if self.scope == "site" else f"program/{self.scope}/"
        return f"{folder}charts/{self.name}.csv"
