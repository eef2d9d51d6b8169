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
from generator.shelf import Shelf
from generator.stages import Build

TEMPLATE = "main.html"
BUILT = "\ue000amanah built\ue000"
"""Stands in a kept frame for what the footer says of the build, which is another thing after each commit."""


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
    day: str
    """The day of the build, as the site map gives it."""
    basis: str
    """What all frames of the language are made from, besides their pages and what is said of the build."""


def basis_of(made: Build, language: str, config: MkDocsConfig) -> str:
    """Return a checksum of all that stands in the frames of a language, but for what is said of the build."""
    own = settings.settings(made, language, {})
    said = {name: value for name, value in own.items() if name != "extra"}
    extra = dict(config.extra)
    around = dict(extra.pop("amanah"))
    footer = dict(around.pop("footer"))
    custom = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    return units.digest(
        units.code(made.project.templates),
        said, extra, around, {**footer, "built": bool(footer["built"])},
        made.statement.inputs.get(made.project.relative(made.project.config)),
        cache.sum_code(*sorted(path for path in custom.rglob("*") if path.is_file())) if custom else "",
        config.site_url, config.site_description, [(name, str(config.theme[name])) for name in sorted(config.theme)],
        [str(one) for one in (*config.extra_css, *config.extra_javascript)],
        [version(name) for name in ("mkdocs", "mkdocs-material", "jinja2")],
        language,
    )  # fmt: skip


def frame_unit(framing: Framing, place: int) -> list[Framed]:
    """Write all files of a unit in one language; return what the site map says of its pages."""
    unit, site = framing.units[place], Path(framing.config.site_dir)
    for one in unit.listed:
        if one.language == framing.language and not one.thin.is_page:
            write_chunks(site / one.uri, Artifact(one.uri, unit.content(one), one.language))
    footer = framing.config.extra["amanah"]["footer"]
    built = escape(footer["built"]).encode()
    framed = _framed(framing, unit, footer)
    for page in framed.artifacts():
        # The frame ends below the article, in which an author may have written anything.
        head, _, tail = page.data.rpartition(BUILT.encode())
        write_chunks(site / page.uri, Artifact(page.uri, head + built + tail if head else tail, framing.language))
    told: Any = framed.notes["pages"]
    return [Framed(url, canonical, framing.day, said) for url, canonical, said in told]


def write_chunks(place: Path, artifact: Artifact) -> None:
    """Write a file piece by piece."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        file.writelines(artifact.chunks())


def _framed(framing: Framing, unit: Bundle, footer: dict[str, object]) -> Bundle:
    """Return the pages of a unit in their frames, from the shelf where they are kept there."""
    shelf = framing.shelf if unit.name else None
    key = frame_key(framing, unit)
    kept = shelf.recall(key) if shelf else None
    if kept is not None:
        return kept
    built, footer["built"] = footer["built"], BUILT if footer["built"] else ""
    try:
        pages = [_frame(framing, one) for one in unit.artifacts(framing.language) if one.is_page]
    finally:
        footer["built"] = built
    packed = pack([page for page, _ in pages], {"pages": [said for _, said in pages]})
    return shelf.file(key, packed) if shelf else Bundle.of(packed)


def frame_key(framing: Framing, unit: Bundle) -> str:
    """Return what the framed pages of a unit are kept under."""
    return units.digest("frames", framing.basis, unit.name)


def _frame(framing: Framing, artifact: Artifact) -> tuple[Artifact, tuple[object, ...]]:
    """Return a page in its frame, and what the site map says of it."""
    config = framing.config
    file = File.generated(config, artifact.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    page = Page(None, file, config)
    page.markdown = ""
    framing.prepare(page, artifact)
    page.active = True
    context = get_context(framing.nav, framing.files, config, page)
    text = framing.environment.get_template(TEMPLATE).render(context)
    said = {name: page.meta[name] for name in ("moved", "hreflang") if name in page.meta}
    framed = Artifact(file.dest_uri, text.encode("utf-8", "xmlcharrefreplace"), framing.language)
    return framed, (file.url, page.canonical_url, said)
