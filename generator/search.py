"""The search index: Pagefind reads what readers read, and writes it in pieces that a browser fetches one by one."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pagefind.service import get_executable

from generator.artifacts import Artifact
from generator.errors import EnvironmentFault
from generator.i18n import msg

FOLDER = "search"
ENTRY = "pagefind-entry.json"
"""Where the index stands, below the root of the site."""

KEPT = re.compile(
    r"pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|wasm\.(?:id|en|unknown)\.pagefind|.*\.pf_meta"
)
"""What the search of our own pages asks for beside fragments and pieces of the index; the rest draws Pagefind's own."""

_ENTRY = re.compile(r'<section class="entry" id="([^"]+)">\s*<h3>(.*?)</h3>', re.DOTALL)
_DRAWING = re.compile(r'<svg\b.*?</svg>|<details class="chart-data">.*?</details>', re.DOTALL)
"""What a chart adds to the words around it: its letters and its table say what its takeaway and the page say."""
_UNREAD = re.compile(r' (?:class|href|data-number|datetime|rel|scope|tabindex|aria-[a-z]+)="[^"]*"')
"""Attributes that the indexer reads past, half of a page."""
_AMOUNT = re.compile(r"\bRp(?=\d)")


@dataclass
class Index:
    """The index of a site while it is made: pages are put into it one by one, then Pagefind is at work beside us.

    It holds all words in its memory, so it is given one language after another.
    """

    folder: Path
    languages: Sequence[str]
    """That of the root of the site first."""
    waiting: list[str] = field(default_factory=list)
    running: "subprocess.Popen[bytes] | None" = None
    _log: Path = Path()

    def add(self, page: Artifact) -> None:
        """Put a page among those to be indexed, where it has words."""
        self.put(page.language, page.url, document(page).encode())

    def put(self, language: str, url: str, text: bytes) -> None:
        """Put what `document` returned of a page among those to be indexed."""
        if text:
            root = self._pages(language) / ("" if language == self.languages[0] else language)
            place = root / url / "index.html"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text)

    def start(self) -> None:
        """Begin to index the pages, if there are any; raise `EnvironmentFault` where Pagefind is missing."""
        self.waiting = [one for one in self.languages if self._pages(one).is_dir()]
        self.go_on()

    def go_on(self) -> None:
        """Begin with the next language where the last one is done; raise `EnvironmentFault` where Pagefind refuses."""
        if self.running is not None and self.running.poll() is not None:
            running, self.running = self.running, None
            _end(running, self._log)
        if self.running is None and self.waiting:
            language = self.waiting.pop(0)
            self._log = self._index(language).with_suffix(".log")
            self.running = _begin(self._pages(language), self._index(language), self._log)

    def finish(self, site: Path) -> None:
        """Wait for the index and put it into a folder of a site; raise `EnvironmentFault` where Pagefind refuses."""
        while self.running is not None:
            self.running.wait()
            self.go_on()
        _take([made for one in self.languages if (made := self._index(one)).is_dir()], site / FOLDER)

    def stop(self) -> None:
        """End what is still at work, where nobody waits for it any more."""
        if self.running is not None:
            self.running.kill()
            self.running.wait()

    def _pages(self, language: str) -> Path:
        return self.folder / f"pages-{language}"

    def _index(self, language: str) -> Path:
        return self.folder / f"index-{language}"


@contextmanager
def indexing(languages: Sequence[str]) -> Iterator[Index]:
    """Yield an index for the pages of these languages, that of the root first. The same pages give the same bytes."""
    with TemporaryDirectory(prefix="amanah-search-") as folder:
        index = Index(Path(folder), languages)
        try:
            yield index
        finally:
            index.stop()


def write(artifacts: Mapping[str, Iterable[Artifact]], site: Path) -> None:
    """Index the pages of all languages, the language of the root first, into a folder of a finished site."""
    with indexing(tuple(artifacts) or ("",)) as index:
        for files in artifacts.values():
            for one in files:
                index.add(one)
        index.start()
        index.finish(site)


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


def _take(indexes: Sequence[Path], goal: Path) -> None:
    """Move the pieces that are asked for, and put in order what Pagefind writes in the order of a hash table."""
    entries: list[dict[str, Any]] = []
    for index in indexes:
        goal.mkdir(parents=True, exist_ok=True)
        for one in sorted(path for path in index.rglob("*") if path.is_file()):
            name = one.relative_to(index)
            if len(name.parts) > 1 or KEPT.fullmatch(one.name):
                (goal / name).parent.mkdir(exist_ok=True)
                shutil.move(one, goal / name)
        entries.append(json.loads((goal / ENTRY).read_text("utf-8")))
    if entries:
        languages = {name: said for one in entries for name, said in one["languages"].items()}
        whole = json.dumps({**entries[0], "languages": languages}, sort_keys=True)
        (goal / ENTRY).write_text(whole, encoding="utf-8")
