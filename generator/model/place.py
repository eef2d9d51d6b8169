"""Places by the codes of Kemendagri; the only user of the region tables."""

from dataclasses import dataclass
from functools import cache

from lokal import wilayah


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


@cache
def search_regions(name: str, within: str = "", level: int | None = None) -> tuple[Region, ...]:
    """Return the regions that a name could mean, best first, at most ten."""
    hits = wilayah.search_wilayah(name, level=level, within=within or None)  # type: ignore[arg-type]
    return tuple(Region(hit.code, hit.name, hit.level, hit.type, hit.path) for hit in hits)
