"""The list of all programs, and by what it can be narrowed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.artifacts import Artifact
from generator.i18n import Message, Translator, msg
from generator.model.place import find_region
from generator.pages.site import Site
from generator.views.facets import Facets, view_facets
from generator.views.labels import FUNDS, STATUS, Label
from generator.views.program import ProgramView

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

    programs: tuple[tuple[ProgramView, Mapping[str, str]], ...]
    """Each with the values it is found by: words with blanks between them, by the names of the filters."""
    filters: tuple[Filter, ...]
    script: str
    """The way to the script that narrows the list; without it, the list stands whole."""


def pages(site: Site) -> Iterator[Artifact]:
    """Yield the list."""
    uri = "program/index.md"
    programs = tuple((one, _values(view_facets(one))) for one in site.view.programs)
    yield site.page(
        uri,
        "pages/programs.html.jinja",
        ProgramsPage(programs, _filters(site, [values for _, values in programs]), site.way_from(uri, SCRIPT)),
        msg("Programs"),
        description=msg("All programs on this site, the most completely reported first."),
        nav=1,
    )


def _values(one: Facets) -> dict[str, str]:
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
