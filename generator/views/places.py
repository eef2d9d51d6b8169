"""Where a program works: the source's spelling beside the official name."""

from dataclasses import dataclass

from generator.i18n import Message, Translator
from generator.model.place import Region, find_region
from generator.model.program import Place, Program
from generator.views.labels import PLACE_KINDS


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place, what sort it is, and the region of its code."""

    place: Place
    kind: Message
    region: Region | None
    inside: "tuple[Place, ...]"
    """The places around it, nearest first."""

    def says_its_kind(self, to: Translator) -> bool:
        """Tell whether the name already says what sort of place it is, as Kabupaten Lebak does."""
        return self.kind.localize(to).casefold() in self.place.name.localize(to).casefold()

    @property
    def official(self) -> str:
        """Return the official name where the source spells it in another way, else nothing."""
        if self.region is None:
            return ""
        bare = _bare(self.region.name)
        return "" if bare in {_bare(text) for _, text in self.place.name.versions} else self.region.name


def _bare(name: str) -> str:
    words = name.lower().replace(" ", "")
    for prefix in ("kabupaten", "regency", "kota", "provinsi", "kecamatan", "desa", "kelurahan"):
        words = words.removeprefix(prefix).removesuffix(prefix)
    return words


def view_places(program: Program) -> tuple[PlaceView, ...]:
    """Return the places of a program in the order written."""
    by_id = {place.id: place for place in program.places}
    return tuple(
        PlaceView(
            place,
            PLACE_KINDS[place.kind],
            find_region(place.code) if place.code else None,
            _around(place, by_id),
        )
        for place in program.places
    )


def _around(place: Place, by_id: dict[str, Place]) -> tuple[Place, ...]:
    found: list[Place] = []
    current = by_id.get(place.within or "")
    while current is not None and current not in found:
        found.append(current)
        current = by_id.get(current.within or "")
    return tuple(found)


def main_regions(places: tuple[PlaceView, ...]) -> tuple[Region, ...]:
    """Return the regencies and cities of a program, each once."""
    codes = dict.fromkeys(".".join(one.region.code.split(".")[:2]) for one in places if one.region)
    found = (find_region(code) for code in codes if "." in code)
    return tuple(region for region in found if region)
