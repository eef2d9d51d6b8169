"""Put the frame of the theme around the pages of single programs, unit by unit, as MkDocs does with all others.

MkDocs holds every page in memory until the last one is read. Here a child takes a unit off the shelf, frames its pages
with the same template and context, writes all its files, and forgets it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator import cache, settings, units
from generator.artifacts import Artifact
from generator.bundle import Bundle, pack
from generator.manifest import Written
from generator.output import Output, whole
from generator.project import TEMPLATES
from generator.shelf import Shelf
from generator.sources import ordinary_files
from generator.stages import Build

TEMPLATE = "main.html"
BUILT = "\ue000amanah built\ue000"
"""Stands in a kept frame for what the footer says of the build, which is another thing after each commit."""
_BUILT = BUILT.encode()
_PLACES = ("config_file_path", "docs_dir", "site_dir")
"""What MkDocs is told that is another thing on each machine."""
_MOST, _TASKS = 8, 32
"""Units of one task, and the tasks that are more than enough: after some of them a child is replaced by a new one."""
_BEGINNING = 100
"""Letters of an article by which it is looked for first: long texts are slow to look for."""


@dataclass(frozen=True)
class Framed:
    """What the site map says of a page, under the names by which its template asks MkDocs' own pages."""

    url: str
    canonical_url: str | None
    update_date: str | None
    meta: Mapping[str, object]

    @property
    def page(self) -> "Framed":
        """Return itself: MkDocs keeps a page inside a file."""
        return self


@dataclass(frozen=True, slots=True)
class _Frame:
    """A page as the theme made it, without its article, which lies on the shelf already."""

    uri: str
    data: bytes
    url: str
    canonical: str | None
    said: Mapping[str, object]
    place: int
    """Where the article stands, in bytes; -1 where it is in the frame, as a template changed it."""

    def around(self, article: bytes, built: bytes) -> bytes:
        """Return the page, with what its footer says of the build."""
        if self.place < 0:
            # The frame ends below the article, in which an author may have written anything.
            head, found, tail = self.data.rpartition(_BUILT)
            return head + built + tail if found else tail
        head, tail = self.data[: self.place], self.data[self.place :]
        return b"".join((head.replace(_BUILT, built), article, tail.replace(_BUILT, built)))


@dataclass(frozen=True)
class Framing:
    """One language of the site while its units are framed."""

    units: Sequence[Bundle]
    language: str
    config: MkDocsConfig
    files: Sequence[File]
    nav: Navigation
    environment: Any
    """The theme's, whose library only pages import."""
    prepare: Callable[[Page, Artifact], None]
    """Gives a page what its artifact says, as for the pages that MkDocs builds."""
    shelf: Shelf | None
    """Where framed pages are kept."""
    output: Output
    """Where the files of the language are written."""
    day: str
    """The day of the build, as the site map gives it."""
    basis: str
    """What all frames of the language are made from, besides their pages and what is said of the build."""
    is_own: bool = False
    """Whether the project has templates of its own for the frame, which may do anything with what is said there."""


def is_own(made: Build, config: MkDocsConfig) -> bool:
    """Tell whether the project has templates of its own for the frame."""
    custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    folders = (*custom, made.project.templates / "theme")
    return any(ordinary_files(one) for one in folders if one.resolve() != (TEMPLATES / "theme").resolve())


def basis_of(made: Build, language: str, config: MkDocsConfig, day: str) -> str:
    """Return a checksum of all that stands in the frames of a language, but for what is said of the build.

    Where the frame is the project's own, that and the day stand there too, and all that MkDocs was told in one word.
    """
    own = settings.settings(made, language, {})
    said = {name: value for name, value in own.items() if name != "extra"}
    extra = dict(config.extra)
    around = dict(extra.pop("amanah"))
    footer = dict(around.pop("footer"))
    own_frame = is_own(made, config)
    words = {name: one for name, one in config.items() if name not in _PLACES and isinstance(one, str | int | None)}
    custom = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    return units.digest(
        units.code(made.project.templates),
        said, extra, around, {**footer, "built": footer["built"] if own_frame else bool(footer["built"])},
        (day, words) if own_frame else (),
        made.statement.inputs.get(made.project.relative(made.project.config)),
        units.sums_of(custom, (path for path in custom.rglob("*") if path.is_file())) if custom else "",
        config.site_url, config.site_description, [(name, str(config.theme[name])) for name in sorted(config.theme)],
        [str(one) for one in (*config.extra_css, *config.extra_javascript)],
        [version(name) for name in ("mkdocs", "mkdocs-material", "jinja2")],
        language,
    )  # fmt: skip


def parts_of(count: int) -> list[range]:
    """Return the places of units in parts, each a task: large enough for few children, small enough for all of them."""
    size = min(_MOST, max(1, count // _TASKS))
    return [range(first, min(first + size, count)) for first in range(0, count, size)]


def frame_units(framing: Framing, places: range) -> list[tuple[list[Framed], dict[str, Written]]]:
    """Frame units one after another."""
    return [frame_unit(framing, place) for place in places]


def frame_unit(framing: Framing, place: int) -> tuple[list[Framed], dict[str, Written]]:
    """Write all files of a unit in one language; return what the site map says of its pages, and the checksums."""
    unit = framing.units[place]
    files = [one for one in unit.listed if one.language == framing.language]
    frames = _frames(framing, unit)
    waiting, written = iter(frames), {}
    built = escape(framing.config.extra["amanah"]["footer"]["built"]).encode()
    for one, content in zip(files, unit.read(files), strict=True):
        frame = next(waiting) if one.is_page else None
        uri, data = (frame.uri, frame.around(content, built)) if frame else (one.uri, content)
        written[uri] = framing.output.write(uri, whole(data))
    return [Framed(one.url, one.canonical, framing.day, one.said) for one in frames], written


def _frames(framing: Framing, unit: Bundle) -> list[_Frame]:
    """Return the frames of the pages of a unit, from the shelf where they are kept there."""
    shelf, key = framing.shelf if unit.name else None, frame_key(framing, unit)
    kept = cache.recall(shelf.folder / key) if shelf else None
    if kept is not None:
        return _unpack(kept)
    footer = framing.config.extra["amanah"]["footer"]
    built, stand_in = footer["built"], footer["built"] if framing.is_own else BUILT
    footer["built"] = stand_in if built else ""
    try:
        frames = [_frame(framing, one) for one in unit.artifacts(framing.language) if one.is_page]
    finally:
        footer["built"] = built
    if shelf:
        shelf.keep(key, _pack(frames))
    return frames


def _pack(frames: Sequence[_Frame]) -> bytes:
    """Return frames in one piece."""
    said = [(one.url, one.canonical, one.said, one.place) for one in frames]
    return pack([Artifact(one.uri, one.data, "") for one in frames], {"pages": said})


def _unpack(kept: bytes) -> list[_Frame]:
    """Return frames as they were packed."""
    unit = Bundle.of(kept)
    told: Any = unit.notes["pages"]
    contents = unit.read(unit.listed)
    return [_Frame(one.uri, data, *said) for one, data, said in zip(unit.listed, contents, told, strict=True)]


def frame_key(framing: Framing, unit: Bundle) -> str:
    """Return what the framed pages of a unit are kept under."""
    return units.digest("frames", framing.basis, unit.name)


def _frame(framing: Framing, artifact: Artifact) -> _Frame:
    """Return the frame of a page, and what the site map says of it."""
    config = framing.config
    file = File.generated(config, artifact.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    page = Page(None, file, config)
    page.markdown = ""
    framing.prepare(page, artifact)
    page.active = True
    context = get_context(framing.nav, framing.files, config, page)
    text = framing.environment.get_template(TEMPLATE).render(context)
    said = {name: page.meta[name] for name in ("moved", "hreflang") if name in page.meta}
    data, place = _without(text, artifact.text)
    return _Frame(file.dest_uri, data, file.url, page.canonical_url, said, place)


def _without(text: str, article: str) -> tuple[bytes, int]:
    """Return a page without the article that stands in it, and where; -1 where a template changed the article."""
    at = text.find(article[:_BEGINNING])
    if not text.startswith(article, at):
        at = text.find(article)
    if at < 0:
        return _encoded(text), -1
    head = _encoded(text[:at])
    return head + _encoded(text[at + len(article) :]), len(head)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")
