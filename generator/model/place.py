"""Places by the codes of Kemendagri; the only user of the region tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from lokal import wilayah

MOST = 10
"""How many regions a list of candidates has at most."""

LEVELS = {"province": 1, "regency": 2, "city": 2, "district": 3, "urban-ward": 4, "village": 4}
"""Kinds of places that have codes, and their levels."""

_PREFIX = re.compile(
    r"^(?:provinsi|prov|kabupaten|kab|kota administrasi|kota adm|kota|kecamatan|kec|distrik|kelurahan|kel|desa|"
    r"province of|regency of|city of|district of)\b\.?\s*"
)
_SUFFIX = re.compile(r"\s+(?:province|regency|city|district|urban ward|ward|village)$")
_NOISE = re.compile(r"[^a-z0-9 ]+")


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative region: code, official name, level (1 province to 4 village), kind, and its parents' names."""

    code: str
    name: str
    level: int
    kind: str
    path: str

    @property
    def province(self) -> str:
        """Return the code of the province it lies in."""
        return self.code[:2]


@cache
def find_region(code: str) -> Region | None:
    """Return the region of a Kemendagri code such as `36.02`, or `None` if there is none."""
    found = wilayah.get_wilayah(code)
    if found is None:
        return None
    return Region(found.code, found.name, found.level, found.type, found.path)


def letters(name: str) -> str:
    """Return the letters and digits of a name alone, small: official spellings differ in spaces and signs."""
    return "".join(filter(str.isalnum, name.lower()))


def bare_name(name: str) -> str:
    """Return a name as it is compared: its letters, without words such as Kabupaten or Regency."""
    plain = " ".join(_NOISE.sub(" ", name.lower().replace("'", "")).split())
    return letters(_SUFFIX.sub("", _PREFIX.sub("", plain, count=1), count=1) or plain)


def same_name(name: str, region: Region) -> bool:
    """Tell whether a name is the official one of a region, whatever its spaces, capitals and word for its kind."""
    return bool({letters(name), bare_name(name)} & {letters(region.name), bare_name(region.name)})


def search_regions(name: str, within: str = "", level: int | None = None) -> tuple[Region, ...]:
    """Return all regions of a name, villages too, in the order of their codes; else those spelled much like it.

    `within` is the code of a region to search in, `level` 1 (province) to 4 (village).
    """
    return named_regions(name, within, level) or close_regions(name, within, level)


@cache
def named_regions(name: str, within: str = "", level: int | None = None) -> tuple[Region, ...]:
    """Return all regions of exactly this name, in the order of their codes."""
    index = _index(within)
    codes = {code for wanted in (letters(name), bare_name(name)) for code in index.get(wanted, ())}
    return tuple(_regions(sorted(codes), level))


@cache
def close_regions(name: str, within: str = "", level: int | None = None) -> tuple[Region, ...]:
    """Return the regions whose names are spelled much like one, the closest first, at most ten.

    In the whole country only names with the same first letter and about as long are compared: there are 90,000.
    """
    wanted, index = bare_name(name), _index(within)
    pool = [one for one in index if within or (one[:1] == wanted[:1] and abs(len(one) - len(wanted)) <= 2)]
    codes = [code for spelled in get_close_matches(wanted, pool, n=MOST, cutoff=0.8) for code in index[spelled]]
    return tuple(_regions(codes, level))[:MOST]


def _regions(codes: list[str], level: int | None) -> Iterator[Region]:
    for code in codes:
        region = find_region(code)
        if region is not None and level in (None, region.level):
            yield region


@cache
def _index(within: str) -> dict[str, tuple[str, ...]]:
    """Return the codes below a region by their names' letters; for the whole country it takes half a second, once."""
    names: dict[str, list[str]] = {}
    for region in _below(within):
        # Only regencies and cities carry the word for their kind in their official name.
        name = bare_name(region.name) if region.level == 2 else letters(region.name)
        names.setdefault(name, []).append(region.code)
    return {name: tuple(codes) for name, codes in names.items()}


def _below(code: str) -> Iterator[wilayah.Wilayah]:
    for child in wilayah.list_wilayah(code or None):
        yield child
        if child.level < 4:
            yield from _below(child.code)
