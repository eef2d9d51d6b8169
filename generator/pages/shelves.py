"""Files that pages offer, sorted by who uses them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from generator.artifacts import Download
from generator.i18n import Message, msg
from generator.pages.site import Site

GROUPS: tuple[tuple[Message, tuple[str, ...]], ...] = (
    (msg("For spreadsheets"), ("xlsx", "csv-excel")),
    (msg("For statistics and programs"), ("csv", "datapackage", "figures", "geojson", "jsonld")),
    (msg("For aggregators"), ("iati",)),
    (msg("For feed readers"), ("feeds",)),
)
OTHERS = msg("More forms")


@dataclass(frozen=True)
class Form:
    """The files of one form, each with the way there."""

    title: Message | None
    files: tuple[tuple[str, Download], ...]


@dataclass(frozen=True)
class Shelf:
    """Forms for one sort of reader."""

    title: Message
    forms: tuple[Form, ...]
    note: Message | None = None
    """What is missing here, and what takes its place."""


NO_WORKBOOK = msg(
    "A workbook of all programs would be too large to open. Each program has one on its own page of data, and the CSV "
    "tables hold all figures."
)


def shelves_of(site: Site, uri: str, program: str = "") -> tuple[Shelf, ...]:
    """Return the files about a program, or about all of them, as a page offers them: in all languages."""
    files = [one for one in site.options.downloads if one.program == program]
    known = {name for _, names in GROUPS for name in names}
    rest = tuple(sorted({one.format for one in files} - known))
    made = {one.format for one in files}
    shelves = (
        Shelf(title, tuple(_forms(site, uri, files, names)), _note(names, made))
        for title, names in (*GROUPS, (OTHERS, rest))
    )
    return tuple(one for one in shelves if one.forms)


def _note(names: Collection[str], made: Collection[str]) -> Message | None:
    """Say why there is no workbook; a preview makes no form for spreadsheets at all, and so has no such shelf."""
    return NO_WORKBOOK if "xlsx" in names and "xlsx" not in made else None


def _forms(site: Site, uri: str, files: Iterable[Download], names: tuple[str, ...]) -> Iterator[Form]:
    for name in names:
        found = tuple((site.way_from(uri, one.uri), one) for one in files if one.format == name)
        if found:
            yield Form(found[0][1].form, found)
