"""The search index: Pagefind reads what readers read, and writes it in pieces that a browser fetches one by one."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

from generator.artifacts import Artifact
from generator.errors import EnvironmentFault
from generator.i18n import msg

FOLDER = "search"
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
    """The index of a site while it is made: pages are put into it one by one, then Pagefind is at work beside us."""

    folder: Path
    first: str
    """The language of the root of the site."""
    running: "subprocess.Popen[str] | None" = None

    def add(self, page: Artifact) -> None:
        """Put a page among those to be indexed, where it has words."""
        self.put(page.language, page.url, document(page).encode())

    def put(self, language: str, url: str, text: bytes) -> None:
        """Put what `document` returned of a page among those to be indexed."""
        if text:
            place = self.folder / "pages" / ("" if language == self.first else language) / url / "index.html"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text)

    def start(self) -> None:
        """Begin to index the pages, if there are any; raise `EnvironmentFault` where Pagefind is missing."""
        if (self.folder / "pages").is_dir():
            self.running = _begin(self.folder / "pages", self.folder / "index")

    def finish(self, site: Path) -> None:
        """Wait for the index and put it into a folder of a site; raise `EnvironmentFault` where Pagefind refuses."""
        if self.running is not None:
            running, self.running = self.running, None
            _end(running)
            _take(self.folder / "index", site / FOLDER)

    def stop(self) -> None:
        """End what is still at work, where nobody waits for it any more."""
        if self.running is not None:
            self.running.kill()
            self.running.communicate()


@contextmanager
def indexing(languages: Sequence[str]) -> Iterator[Index]:
    """Yield an index for the pages of these languages, that of the root first. The same pages give the same bytes."""
    with TemporaryDirectory(prefix="amanah-search-") as folder:
        index = Index(Path(folder), languages[0])
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


def _begin(pages: Path, index: Path) -> "subprocess.Popen[str]":
    program = get_executable()
    if program is None:
        raise EnvironmentFault(msg("the program {name} is missing, so there is no search", name="pagefind"))
    command = [str(program), "--site", str(pages), "--output-path", str(index), "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=pages)  # noqa: S603 - fixed arguments


def _end(running: "subprocess.Popen[str]") -> None:
    said, complained = running.communicate()
    if running.returncode != 0:
        reason = " ".join((complained or said).split())[-200:]
        raise EnvironmentFault(msg("the search index could not be made: {reason}", reason=reason))


def _take(index: Path, goal: Path) -> None:
    """Move the pieces that are asked for, and put in order what Pagefind writes in the order of a hash table."""
    goal.mkdir(parents=True, exist_ok=True)
    for one in sorted(index.iterdir()):
        if one.is_dir() or KEPT.fullmatch(one.name):
            shutil.move(one, goal / one.name)
    entry = goal / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), encoding="utf-8")
