"""The search index: Pagefind reads what readers read, and writes it in pieces that a browser fetches one by one."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from importlib.metadata import version
from math import ceil, log2
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

from pagefind.service import get_executable

from generator.artifacts import Artifact
from generator.bundle import Bundle, pack
from generator.errors import EnvironmentFault
from generator.i18n import msg
from generator.manifest import Written
from generator.output import Output, whole
from generator.shelf import Shelf

FOLDER = "search"
ENTRY = "pagefind-entry.json"
"""Where the index stands, below the root of the site."""

PART = 400
"""Pages of one language that one run of Pagefind indexes, more or less."""

MOST_PARTS = 16
"""Parts of which a phone still loads the lists at once."""

LISTS = re.compile(r".*\.pf_meta")
KEPT = re.compile(rf"pagefind\.js|pagefind-worker\.js|wasm\.(?:id|en|unknown)\.pagefind|{LISTS.pattern}")
"""What the search of our own pages asks for beside fragments and pieces of the index; the rest draws Pagefind's own."""

# The further pages of a list have an underline in their names.
_PROGRAM = re.compile(r"program/([a-z0-9-]+)/")

_ENTRY = re.compile(r'<section class="entry" id="([^"]+)">\s*<h3>(.*?)</h3>', re.DOTALL)
_DRAWING = re.compile(r'<svg\b.*?</svg>|<details class="chart-data">.*?</details>', re.DOTALL)
"""What a chart adds to the words around it: its letters and its table say what its takeaway and the page say."""
_UNREAD = re.compile(r' (?:class|href|data-number|datetime|rel|scope|tabindex|aria-[a-z]+)="[^"]*"')
"""Attributes that the indexer reads past, half of a page."""
_AMOUNT = re.compile(r"\bRp(?=\d)")


@dataclass(frozen=True)
class Source:
    """Pages that are indexed together, such as all of one program."""

    address: str
    """That of one of them, which tells where they belong."""
    read: Callable[[str], Iterable[tuple[str, bytes]]]
    """Returns what is indexed of the pages in a language, with their addresses."""
    name: str = ""
    """A name that only the same words have, where there is one."""


def count_parts(pages: int) -> int:
    """Return into how many parts the index of so many pages of one language is divided, beside the main one.

    Small sites have none. A part is made anew when one of its pages changed, and a reader loads the list of each.
    """
    return 0 if pages <= PART else min(MOST_PARTS, 1 << ceil(log2(pages / PART)))


@dataclass
class _Job:
    """One language of one part: what goes in, where its files are kept, and what came out."""

    part: int
    language: str
    sources: Sequence[Source]
    key: str
    made: Bundle | None = None


@dataclass
class Index:
    """The index of a site while it is made: pages are put into it, then Pagefind is at work on part after part.

    Pagefind holds all words of a run in its memory, so a large site is divided, and a run has one language.
    """

    folder: Path
    languages: Sequence[str]
    """That of the root of the site first."""
    parts: int = 0
    """How many parts there are beside the main one."""
    shelf: Shelf | None = None
    """Where finished parts are kept."""
    sources: list[Source] = field(default_factory=list)
    _jobs: list[_Job] = field(default_factory=list)
    _waiting: list[_Job] = field(default_factory=list)
    _running: "tuple[_Job, subprocess.Popen[bytes]] | None" = None
    _turn: int = 0

    def add(self, pages: Iterable[Artifact]) -> None:
        """Put pages, of any language, among those to be indexed, where they have words."""
        # A former address has no words, and must not make a part that has no files.
        self.sources += [_page(page) for page in pages if page.is_page and "moved" not in page.meta]

    def start(self) -> None:
        """Begin to index the pages, if there are any; raise `EnvironmentFault` where Pagefind is missing."""
        parts: dict[int, list[Source]] = {}
        for one in self.sources:
            parts.setdefault(part_of(one.address, self.parts), []).append(one)
        self._jobs = [
            _Job(part, language, some, _key(language, some) if self.shelf else "")
            for part, some in sorted(parts.items())
            for language in self.languages
        ]
        for job in self._jobs:
            job.made = self.shelf.recall(job.key) if self.shelf and job.key else None
        self._waiting = [job for job in self._jobs if job.made is None]
        self.go_on()

    def go_on(self) -> None:
        """Begin with the next part where one is done; raise `EnvironmentFault` where Pagefind refuses."""
        if self._running is not None and self._running[1].poll() is not None:
            self._collect()
        while self._running is None and self._waiting:
            job = self._waiting.pop(0)
            if self._write(job):
                self._running = job, _begin(self._pages, self._made, self._log)

    def finish(self, output: Output) -> dict[str, Written]:
        """Wait for the index and put it below the root of a site; return the checksums of its files.

        Raise `EnvironmentFault` where Pagefind refuses.
        """
        while self._running is not None:
            self._running[1].wait()
            self.go_on()
        written: dict[str, Written] = {}
        for part in sorted({job.part for job in self._jobs}):
            made = [job.made for job in self._jobs if job.part == part and job.made is not None]
            folder = f"{FOLDER}/{part}" if part else FOLDER
            written |= {name: output.write(name, whole(data)) for name, data in _put(made, folder)}
        if self.shelf is not None:
            self.shelf.prune(job.key for job in self._jobs)
        return written

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the parts that have pages, beside the main one."""
        return tuple(sorted({job.part for job in self._jobs} - {0}))

    def stop(self) -> None:
        """End what is still at work, where nobody waits for it any more."""
        if self._running is not None:
            self._running[1].kill()
            self._running[1].wait()

    def _write(self, job: _Job) -> bool:
        """Write the words of a part for Pagefind; return whether there are any."""
        root = self._pages / ("" if job.language == self.languages[0] else job.language)
        for source in job.sources:
            for url, text in source.read(job.language):
                place = root / url / "index.html"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(text)
        return root.is_dir()

    def _collect(self) -> None:
        """Take what Pagefind made of a part, and leave nothing of it in its folders."""
        assert self._running is not None  # noqa: S101 - for the type checker; only `go_on` calls this
        (job, process), self._running = self._running, None
        _end(process, self._log)
        packed = pack(_files(self._made, main=job.part == 0), {"entry": json.loads((self._made / ENTRY).read_bytes())})
        job.made = self.shelf.file(job.key, packed) if self.shelf and job.key else Bundle.of(packed)
        for place in (self._pages, self._made):
            shutil.rmtree(place, ignore_errors=True)
        self._turn += 1

    # Each part has folders of its own: what the disk does not let go of must not be indexed once more.
    @property
    def _pages(self) -> Path:
        return self.folder / f"pages-{self._turn}"

    @property
    def _made(self) -> Path:
        return self.folder / f"index-{self._turn}"

    @property
    def _log(self) -> Path:
        return self.folder / "log"


@contextmanager
def indexing(
    languages: Sequence[str], parts: int = 0, shelf: Shelf | None = None, place: Path | None = None
) -> Iterator[Index]:
    """Yield an index for the pages of these languages, that of the root first. The same pages give the same bytes.

    It works in a folder of its own in `place`, which somebody clears away after a kill, or else where the system likes.
    """
    with TemporaryDirectory(prefix="amanah-search-", dir=place, ignore_cleanup_errors=True) as folder:
        index = Index(Path(folder), languages, parts, shelf)
        try:
            yield index
        finally:
            index.stop()


def write(artifacts: Mapping[str, Iterable[Artifact]], site: Path, parts: int = 0) -> None:
    """Index the pages of all languages, the language of the root first, into a folder of a finished site."""
    with indexing(tuple(artifacts) or ("",), parts) as index:
        for files in artifacts.values():
            index.add(files)
        index.start()
        index.finish(Output(site))


def part_of(address: str, parts: int) -> int:
    """Return in which part pages are indexed: all of a program in one of them, all others in the main one, 0."""
    found = _PROGRAM.match(address)
    return 1 + crc32(found[1].encode()) % parts if found and parts else 0


def _page(page: Artifact) -> Source:
    """Return one page, which is read only when its part is made."""

    def read(language: str) -> Iterator[tuple[str, bytes]]:
        text = document(page).encode() if language == page.language else b""
        if text:
            yield page.url, text

    return Source(page.url, read)


def _key(language: str, sources: Sequence[Source]) -> str:
    """Return what a part is kept under: the names of what is in it, and of what has no name all its words."""
    digest = sha256(f"pagefind {version('pagefind')} {language}".encode())
    digest.update("".join(sorted(f"\n{one.name}" for one in sources if one.name)).encode())
    nameless = (found for one in sources if not one.name for found in one.read(language))
    for url, text in sorted(nameless):
        digest.update(f"\n{len(text)} {url}\n".encode() + text)
    return digest.hexdigest()


def document(page: Artifact) -> str:
    """Return what is indexed of a page, or nothing where it has no words of its own."""
    body = _body(page) if page.is_page and "moved" not in page.meta else ""
    return _document(page, body) if body else ""


def _body(page: Artifact) -> str:
    """Return the words of a page: of a ledger the names of its figures, of others all but the drawings of charts."""
    text = page.data.decode()
    if _is_searched(page):
        words = _UNREAD.sub("", _DRAWING.sub("", text))
        return words.replace(" data-search-exclude", " data-pagefind-ignore")
    entries = [f'<h2 id="{anchor}">{name}</h2>' for anchor, name in _ENTRY.findall(text)]
    return f"<h1>{escape(page.title)}</h1>{''.join(entries)}" if entries else ""


def _is_searched(page: Artifact) -> bool:
    said = page.meta.get("search")
    return not (isinstance(said, Mapping) and said.get("exclude"))


def _document(page: Artifact, body: str) -> str:
    """Return a page for the indexer: the body, its title, and the titles of the pages above it."""
    trail = page.meta.get("breadcrumbs")
    above = " > ".join(str(name) for name, _ in trail[:-1]) if isinstance(trail, list) else ""
    weight = "" if _is_searched(page) else ' data-pagefind-weight="0.5"'
    return (
        f'<!doctype html><html lang="{page.language}"><head><meta charset="utf-8"><title>{escape(page.title)}</title>'
        f'<meta data-pagefind-meta="title[content]" content="{escape(page.title)}">'
        f'<meta data-pagefind-meta="trail[content]" content="{escape(above)}"></head>'
        f"<body><main data-pagefind-body{weight}>{_spaced(body)}</main></body></html>"
    )


def _spaced(body: str) -> str:
    """Keep apart what stands apart on the screen: neighbouring elements, and a sum from its sign."""
    return _AMOUNT.sub("Rp ", body.replace("><", "> <"))


def _begin(pages: Path, index: Path, log: Path) -> "subprocess.Popen[bytes]":
    program = get_executable()
    if program is None:
        raise EnvironmentFault(msg("the program {name} is missing, so there is no search", name="pagefind"))
    command = [str(program), "--site", str(pages), "--output-path", str(index), "--quiet"]
    # What it says goes into a file: nobody empties a pipe while pages are framed.
    with log.open("wb") as said:
        return subprocess.Popen(command, stdout=said, stderr=said, cwd=pages)  # noqa: S603 - fixed arguments


def _end(running: "subprocess.Popen[bytes]", log: Path) -> None:
    if running.returncode != 0:
        reason = " ".join(log.read_text(encoding="utf-8", errors="replace").split())[-200:]
        raise EnvironmentFault(msg("the search index could not be made: {reason}", reason=reason))


def _files(index: Path, *, main: bool) -> Iterator[Artifact]:
    """Yield the pieces that are asked for; programs stand in the main part only."""
    for path in sorted(one for one in index.rglob("*") if one.is_file()):
        name = path.relative_to(index)
        if len(name.parts) > 1 or (KEPT if main else LISTS).fullmatch(path.name):
            yield Artifact(name.as_posix(), path.read_bytes(), "")


def _put(indexes: Sequence[Bundle], folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a part in all languages, and put in order what Pagefind writes in the order of a hash table."""  # noqa: E501
    # What all languages need is in each of them.
    known: set[str] = set()
    for index in indexes:
        own = [one for one in index.listed if one.uri not in known]
        known.update(one.uri for one in own)
        yield from ((f"{folder}/{one.uri}", data) for one, data in zip(own, index.read(own), strict=True))
    if indexes:
        entries: list[Any] = [one.notes["entry"] for one in indexes]
        languages = {name: said for one in entries for name, said in one["languages"].items()}
        whole = json.dumps({**entries[0], "languages": languages}, sort_keys=True)
        yield f"{folder}/{ENTRY}", whole.encode()
