"""Places, their names and their codes, against the list of Kemendagri."""

from collections.abc import Iterator

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, mark_at
from generator.findings import Severity
from generator.i18n import Message, msg
from generator.model.place import LEVELS, MOST, Region, find_region, named_regions, same_name, search_regions
from generator.model.portfolio import Portfolio
from generator.model.program import Place, Program

_OFFICIAL = {
    "urban-ward": ("kelurahan",),
    "village": ("desa", "desa_adat"),
    "regency": ("kabupaten",),
    "city": ("kota",),
}


@check(
    "place-name-differs",
    msg("Names of places are those of their codes"),
    firm=False,
    page=RulePage(
        meaning=msg(
            "Compares the name of each place that has a code with the official name. Capitals, spaces and words such "
            "as Kabupaten or Regency do not count. Where a source spells the name otherwise, the spelling stays and "
            "is disclosed."
        ),
        bad="""\
places:
  - {id: sankanwangi, name: Sankanwangi, code: "36.02.06.2006", kind: village}
""",
        good="""\
places:
  - {id: sangkanwangi, name: Sangkanwangi, code: "36.02.06.2006", kind: village}
""",
        why=msg(
            "Name and code vouch for each other: a name that is not that of its code is a slip of the pen in one of "
            "the two, and the money is then shown in the wrong village."
        ),
        regulation=msg("The codes and names are those of the Ministry of Home Affairs (Kemendagri)."),
    ),
)
def compare_names(portfolio: Portfolio) -> Outcomes:
    """Compare the names of places with the official names of their codes."""
    for place in _places(portfolio):
        region = find_region(place.code) if place.code else None
        if region is None or region.code != place.code:
            continue
        if any(same_name(name, region) for _, name in place.name.versions):
            yield Passed(())
            continue
        message = msg("{name} is written, but its code is that of {official}", name=place.name, official=region.path)
        meant = named_regions(_name(place), level=region.level, within=region.code.rpartition(".")[0])
        hint = (
            msg(
                "write {official}, or the code of {name}: {code}",
                official=region.name,
                name=place.name,
                code=meant[0].code,
            )
            if meant
            else msg("write {official}, or disclose that the source spells it so", official=region.name)
        )
        yield Fault(mark_at(place, "name"), message, dotted(*place.path, "name"), hint)


@check(
    "place-outside-parent",
    msg("Codes of places fit their kind and the place they lie in"),
    page=RulePage(
        meaning=msg(
            "The code of a place begins with the code of the place it lies in, and has as many parts as its kind "
            "asks for: one for a province, two for a regency or city, three for a district, four for a village or "
            "ward."
        ),
        bad="""\
places:
  - {id: lebak, name: Lebak, code: "36.02", kind: regency}
  - {id: leuwidamar, name: Leuwidamar, code: "36.01.06", kind: district, within: lebak}
""",
        good="""\
places:
  - {id: lebak, name: Lebak, code: "36.02", kind: regency}
  - {id: leuwidamar, name: Leuwidamar, code: "36.02.06", kind: district, within: lebak}
""",
        why=msg(
            "Sums over a regency take in its districts and villages by their codes; a wrong code moves money elsewhere."
        ),
        regulation=msg("The codes and names are those of the Ministry of Home Affairs (Kemendagri)."),
    ),
)
def compare_codes(portfolio: Portfolio) -> Outcomes:
    """Compare the code of each place with its kind and with the code of the place it lies in."""
    for program in portfolio.programs:
        for place in program.places:
            region = find_region(place.code) if place.code else None
            if region is not None and region.code == place.code:
                yield _judge_code(place, region.code, _code_above(program, place))


def _judge_code(place: Place, code: str, above: str) -> Fault | Passed:
    level, parts = LEVELS.get(place.kind), code.count(".") + 1
    at, path = mark_at(place, "code"), dotted(*place.path, "code")
    if level is not None and level != parts:
        said = msg(
            "{code} has {parts} parts, but a place of this kind has {level}", code=code, parts=parts, level=level
        )
        return Fault(at, said, path, msg("correct the code, or kind: of the place"))
    if above and not code.startswith(f"{above}."):
        said = msg("{code} does not lie in {above}, the place it is within", code=code, above=above)
        return Fault(at, said, path, msg("correct the code, or within: of the place"))
    return Passed(())


@check(
    "ambiguous-place",
    msg("Names of places mean one place"),
    firm=False,
    page=RulePage(
        meaning=msg(
            "Looks up the name of each province, regency, city, district, ward and village that has no code, inside "
            "the place it lies in if that has one. Where several regions have the name, the codes are listed."
        ),
        bad="""\
places:
  - {id: rejosari, name: Rejosari, kind: urban-ward}
""",
        good="""\
places:
  - {id: rejosari, name: Rejosari, kind: urban-ward, code: "33.74.03.1008"}
""",
        why=msg(
            "Five wards and dozens of villages are called Rejosari. A report that does not say which one cannot be "
            "visited, and its figures cannot be put on a map or beside those of others."
        ),
        regulation=msg("The codes and names are those of the Ministry of Home Affairs (Kemendagri)."),
    ),
)
def find_ambiguous(portfolio: Portfolio) -> Outcomes:
    """Look for names without a code that several regions have."""
    for place, within in _uncoded(portfolio):
        found = _candidates(place, within)
        if len(found) < 2:
            yield Passed(())
            continue
        said = msg(
            "{count} regions are called {name}, and no code says which one is meant", count=len(found), name=place.name
        )
        hint = msg("write one of the codes: {regions}", regions=_listed(found))
        yield Fault(mark_at(place, "name"), said, dotted(*place.path), hint)


@check(
    "place-without-code",
    msg("Places have codes"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Looks up the name of each province, regency, city, district, ward and village that has no code, and "
            "gives the one it can mean, or those that are spelled much like it. Buildings, estates and "
            "neighbourhoods have no codes."
        ),
        bad="""\
places:
  - {id: balapulang, name: Balapulang, kind: district}
""",
        good="""\
places:
  - {id: balapulang, name: Balapulang, kind: district, code: "33.28.04"}
""",
        why=msg("Codes are what maps, statistics and the data of other publishers are joined by; names are not."),
        regulation=msg("The codes and names are those of the Ministry of Home Affairs (Kemendagri)."),
    ),
)
def find_uncoded(portfolio: Portfolio) -> Outcomes:
    """Look for places without a code, and suggest it."""
    for place in _places(portfolio):
        if place.code:
            yield Passed(())
    for place, within in _uncoded(portfolio):
        found = _candidates(place, within)
        if len(found) == 1:
            said = msg("{name} has no code", name=place.name)
            hint = msg("write {code} if this is {region}", code=found[0].code, region=found[0].path)
            yield Fault(mark_at(place, "name"), said, dotted(*place.path), hint)
        elif not found:
            said = msg("{name} has no code, and is not in the official list", name=place.name)
            yield Fault(mark_at(place, "name"), said, dotted(*place.path), _spelled_alike(place, within))


def _spelled_alike(place: Place, within: str) -> Message:
    close = search_regions(_name(place), within, LEVELS[place.kind])
    if close:
        return msg("names spelled like it: {regions}", regions=_listed(close))
    return msg("write code: if you know it, or disclose what the source leaves open")


def _listed(regions: tuple[Region, ...]) -> str:
    rest = "; ..." if len(regions) > MOST else ""
    return "; ".join(f"{region.code} {region.path}" for region in regions[:MOST]) + rest


def _candidates(place: Place, within: str) -> tuple[Region, ...]:
    """Return the regions that have the name: those of the kind, or of the level where none is of the kind."""
    found = named_regions(_name(place), within, LEVELS[place.kind])
    kinds = _OFFICIAL.get(place.kind, ())
    return tuple(region for region in found if region.kind in kinds) or found


def _places(portfolio: Portfolio) -> Iterator[Place]:
    for program in portfolio.programs:
        yield from program.places


def _uncoded(portfolio: Portfolio) -> Iterator[tuple[Place, str]]:
    """Yield places of kinds that have codes and lack one, each with the code of the place it lies in."""
    for program in portfolio.programs:
        for place in program.places:
            if place.code is None and place.kind in LEVELS:
                yield place, _code_above(program, place)


def _code_above(program: Program, place: Place) -> str:
    """Return the code of the nearest place around one that has a code, or nothing."""
    known = {one.id: one for one in program.places}
    seen = {place.id}
    while place.within in known and place.within not in seen:
        place = known[place.within]
        seen.add(place.id)
        if place.code:
            return place.code if find_region(place.code) else ""
    return ""


def _name(place: Place) -> str:
    return place.name.versions[0][1]
