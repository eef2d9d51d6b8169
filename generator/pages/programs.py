"""The list of all programs, and by what it can be narrowed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import Message, Translator, msg
from generator.model.place import find_region
from generator.pages.leaves import ROWS, Leaf, leaves
from generator.pages.site import Site
from generator.views.facets import Facets, view_facets
from generator.views.labels import FUNDS, STATUS, Label
from generator.views.program import ProgramView

TITLE = msg("Programs")
SCRIPT = "assets/javascripts/filters.js"


@dataclass(frozen=True)
class Filter:
    """One way of narrowing the list: its name in the address, its title, and what can be chosen."""

    name: str
    title: Message
    options: tuple[tuple[str, Label | str], ...]


@dataclass(frozen=True)
class ProgramsPage:
    """What the template of the list receives."""

    leaf: Leaf[tuple[ProgramView, Mapping[str, str]]]
    """Programs, each with the values it is found by: words with blanks between them, by the names of the filters."""
    count: int
    """All programs, on whatever page."""
    filters: tuple[Filter, ...]
    script: str
    """The way to the script that narrows the list; without it, the list stands whole."""

    @property
    def start(self) -> int:
        """Return the place of the first program of the page among all of them."""
        return 1 + (self.leaf.number - 1) * ROWS


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the list."""
    programs = [(one, _values(view_facets(one))) for one in site.view.programs]
    filters = _filters(site, [values for _, values in programs])
    for leaf in leaves("program/", programs, ROWS):
        yield site.page(
            leaf.uri,
            "pages/programs.html.jinja",
            ProgramsPage(leaf, len(programs), filters, site.way_from(leaf.uri, SCRIPT)),
            leaf.title(TITLE),
            description=msg("All programs on this site, the most completely reported first."),
            crumbs=leaf.crumbs(TITLE),
            nav=1 if leaf.is_first else None,
        )


def _values(one: Facets) -> Mapping[str, str]:
    return {
        "status": one.status or "unreported",
        "place": " ".join((*one.provinces, *one.regencies)),
        "theme": " ".join(one.themes),
        "fund": " ".join(one.funds),
        "year": " ".join(map(str, one.years)),
    }


def _filters(site: Site, values: Sequence[Mapping[str, str]]) -> tuple[Filter, ...]:
    """Return the filters that have something to choose: more than one value over all programs."""
    found = {name: {word for one in values for word in one[name].split()} for name in ("status", *_TITLES)}
    silent = {name for name in found if any(not one[name] for one in values)}
    made = (Filter(name, title, _options(site, name, found[name])) for name, title in {**_STATUS, **_TITLES}.items())
    return tuple(one for one in made if len(one.options) > 1 or (one.options and one.name in silent))


_STATUS: dict[str, Message] = {"status": msg("Status")}
_TITLES: dict[str, Message] = {
    "place": msg("Place"),
    "theme": msg("Theme"),
    "fund": msg("Fund"),
    "year": msg("Year"),
}


def _options(site: Site, name: str, found: set[str]) -> tuple[tuple[str, Label | str], ...]:
    to = site.to
    if name == "place":
        return tuple((code, _place(code)) for code in sorted(found))
    if name == "year":
        return tuple((year, year) for year in sorted(found, reverse=True))
    tables: dict[str, Mapping[str, Label]] = {
        "status": {**STATUS, "unreported": msg("not reported")},
        "theme": site.view.publisher.themes,
        "fund": FUNDS,
    }
    words = tables[name]
    return tuple((key, _capital(words[key], to)) for key in words if key in found)


def _place(code: str) -> str:
    """Name a region; those inside a province stand below it, a little to the right."""
    region = find_region(code)
    name = region.name if region else code
    return f"\u2003{name}" if "." in code else name


def _capital(label: Label, to: Translator) -> str:
    text = to.show(label)
    return text[:1].upper() + text[1:]
