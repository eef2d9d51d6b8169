"""The list of all pages: for readers whose browser runs no scripts, and for those who look for what has no link."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import msg
from generator.pages.leaves import order_of
from generator.pages.site import Site

URI = "all/index.md"


@dataclass(frozen=True)
class Group:
    """Pages below one folder; the first, without a folder, holds those that stand alone."""

    title: str
    pages: tuple[Artifact, ...]


@dataclass(frozen=True)
class ListingPage:
    """What the template receives: the groups, each by address."""

    groups: tuple[Group, ...]


def page(site: Site, made: Iterable[Artifact]) -> Artifact:
    """Return the page that lists the pages of one language, without ledgers and former addresses."""
    listed = [one for one in made if one.is_page and _is_listed(one)]
    title, words = (
        msg("All pages"),
        msg("Every page of this site; each figure's own page is reached from where it stands."),
    )
    context = ListingPage(tuple(_groups(listed)))
    return site.page(URI, "pages/listing.html.jinja", context, title, description=words, searched=False)


def _is_listed(page: Artifact) -> bool:
    said = page.meta.get("search")
    return not (isinstance(said, dict) and said.get("exclude"))


def _groups(pages: list[Artifact]) -> Iterator[Group]:
    """Put pages that share their first folder together, under the title of the page that stands there."""
    folders: dict[str, list[Artifact]] = {}
    for one in pages:
        folders.setdefault(one.url.partition("/")[0] if one.url.count("/") > 1 else "", []).append(one)
    alone = {one.url: one for one in folders.pop("", [])}
    heads = {folder: alone.pop(f"{folder}/", None) for folder in folders}
    yield Group("", tuple(sorted(alone.values(), key=lambda one: one.title)))
    for folder, below in folders.items():
        head = heads[folder]
        named = sorted(below, key=lambda one: order_of(one.url))
        yield Group(head.title if head else folder, tuple([head, *named] if head else named))
