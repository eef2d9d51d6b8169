"""Put the frame of the theme around the pages of single programs, unit by unit, as MkDocs does with all others.

MkDocs holds every page in memory until the last one is read. Here a child takes a unit off the shelf, frames its pages
with the same template and context, writes all its files, and forgets it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.artifacts import Artifact
from generator.bundle import Bundle
from generator.search import Index

TEMPLATE = "main.html"


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
    index: Index | None


def frame_unit(framing: Framing, place: int) -> list[Framed]:
    """Write all files of a unit in one language; return what the site map says of its pages."""
    made = framing.units[place].artifacts(framing.language)
    return [framed for one in made if (framed := _write(framing, one)) is not None]


def write_chunks(place: Path, artifact: Artifact) -> None:
    """Write a file piece by piece."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        file.writelines(artifact.chunks())


def _write(framing: Framing, one: Artifact) -> Framed | None:
    if not one.is_page:
        write_chunks(Path(framing.config.site_dir, one.uri), one)
        return None
    if framing.index is not None:
        framing.index.add(one)
    return _frame(framing, one)


def _frame(framing: Framing, artifact: Artifact) -> Framed:
    config = framing.config
    file = File.generated(config, artifact.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    page = Page(None, file, config)
    page.markdown = ""
    framing.prepare(page, artifact)
    page.active = True
    context = get_context(framing.nav, framing.files, config, page)
    text = framing.environment.get_template(TEMPLATE).render(context)
    place = Path(str(file.abs_dest_path))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode("utf-8", "xmlcharrefreplace"))
    said = {name: page.meta[name] for name in ("moved", "hreflang") if name in page.meta}
    return Framed(file.url, page.canonical_url, page.update_date, said)
