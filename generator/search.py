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


@dataclass(frozen=True)
class Index:
    """The index of a site while it is made: pages are added one by one, by any process, then all are indexed."""

    folder: Path
    first: str
    """The language of the root of the site."""

    def add(self, page: Artifact) -> None:
        """Put a page among those to be indexed, where it has words."""
        body = _body(page) if page.is_page and "moved" not in page.meta else ""
        if not body:
            return
        at = ("" if page.language == self.first else f"{page.language}/") + page.url
        place = self.folder / "pages" / at / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_document(page, body), encoding="utf-8")

    def write(self, site: Path) -> None:
        """Index the pages into a folder of a finished site; raise `EnvironmentFault` where Pagefind refuses."""
        pages, index = self.folder / "pages", self.folder / "index"
        if pages.is_dir():
            _run(pages, index)
            _take(index, site / FOLDER)


@contextmanager
def indexing(languages: Sequence[str]) -> Iterator[Index]:
    """Yield an index for the pages of these languages, that of the root first. The same pages give the same bytes."""
    with TemporaryDirectory(prefix="amanah-search-") as folder:
        yield Index(Path(folder), languages[0])


def write(artifacts: Mapping[str, Iterable[Artifact]], site: Path) -> None:
    """Index the pages of all languages, the language of the root first, into a folder of a finished site."""
    with indexing(tuple(artifacts) or ("",)) as index:
        for files in artifacts.values():
            for one in files:
                index.add(one)
        index.write(site)


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


def _run(pages: Path, index: Path) -> None:
    program = get_executable()
    if program is None:
        raise EnvironmentFault(msg("the program {name} is missing, so there is no search", name="pagefind"))
    command = [str(program), "--site", str(pages), "--output-path", str(index), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=pages)  # noqa: S603 - fixed arguments
    if done.returncode != 0:
        reason = " ".join((done.stderr or done.stdout).split())[-200:]
        raise EnvironmentFault(msg("the search index could not be made: {reason}", reason=reason))


def _take(index: Path, goal: Path) -> None:
    """Move the pieces that are asked for, and put in order what Pagefind writes in the order of a hash table."""
    goal.mkdir(parents=True, exist_ok=True)
    for one in sorted(index.iterdir()):
        if one.is_dir() or KEPT.fullmatch(one.name):
            shutil.move(one, goal / one.name)
    entry = goal / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), encoding="utf-8")
