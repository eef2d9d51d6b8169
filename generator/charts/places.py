"""Where the programs work: a dot for each place whose position somebody states."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.charts import chart
from generator.charts.drawing.atlas import Spot, atlas
from generator.charts.drawing.marks import NARROW, WIDE, Board, Sketch
from generator.charts.drawing.picture import Cited, Picture, begin, join, more, say, tabulate
from generator.i18n import Translator
from generator.model.place import find_region
from generator.model.program import Place
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

COAST = Cited("Natural Earth", "en")
MOST_NAMED = 4
"""Provinces that the title names; more are counted."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A program and one of its places that can be drawn."""

    program: ProgramView
    place: Place


@chart("places", section="places", of=("site", "program"))
def picture_places(view: PortfolioView | ProgramView, to: Translator) -> Picture | None:
    """Show where programs work as dots on the coast; what cannot be placed is named beside the map."""
    programs = (view,) if isinstance(view, ProgramView) else view.programs
    placed = [one for program in programs for one in _placed(program)]
    if isinstance(view, PortfolioView):
        placed = list(_one_a_regency(placed))
    spots = _spots(placed, to, named=not isinstance(view, ProgramView))
    if not spots or (isinstance(view, ProgramView) and len(spots) < 2):
        return None
    (narrow, left), (wide, _) = (atlas(spots, width) for width in (NARROW, WIDE))
    title = _title(placed, to)
    return Picture(
        title=title,
        subtitle=join(to("Each dot is a position that is stated for a place"), _lost(view, programs, placed, to)),
        takeaway=f"{title}. {'; '.join(_spoken(one) for one in spots)}.",
        source=(*_sources(placed), COAST),
        table=tabulate(
            (to("Program"), to("Place"), to("Region code"), to("Latitude"), to("Longitude")), _rows(programs, to)
        ),
        narrow=_with(narrow, more(left, to)),
        wide=wide,
    )


def _placed(program: ProgramView) -> Iterator[_Placed]:
    return (_Placed(program, one) for one in program.program.places if one.position)


def _one_a_regency(placed: Iterable[_Placed]) -> Iterator[_Placed]:
    """Leave the first place of each regency a program works in: over all programs, villages would cover each other."""
    seen: set[tuple[str, str]] = set()
    for one in placed:
        key = (one.program.program.id, ".".join((one.place.code or one.place.id).split(".")[:2]))
        if key not in seen:
            seen.add(key)
            yield one


def _spots(placed: Sequence[_Placed], to: Translator, *, named: bool) -> list[Spot]:
    """Put the programs of one position together."""
    found: dict[tuple[float, float], list[_Placed]] = {}
    for one in placed:
        assert one.place.position is not None  # noqa: S101 - only such places come here
        key = (float(one.place.position.longitude), float(one.place.position.latitude))
        found.setdefault(key, []).append(one)
    return [_spot(key, some, to, named=named) for key, some in found.items()]


def _spot(at: tuple[float, float], some: Sequence[_Placed], to: Translator, *, named: bool) -> Spot:
    label = begin(say(some[0].place.name, to))
    names = list(dict.fromkeys(say(one.program.name, to) for one in some))
    note = names[0] if len(names) == 1 else to("{count} programs", count=len(names))
    return Spot(label, begin(note) if named else "", *at)


def _lost(
    view: PortfolioView | ProgramView, programs: Sequence[ProgramView], placed: Sequence[_Placed], to: Translator
) -> str:
    """Name what cannot be drawn: programs without any position, or places of the one program."""
    if isinstance(view, ProgramView):
        names = [say(one.name, to) for one in view.program.places if not one.position]
    else:
        drawn = {one.program.program.id for one in placed}
        names = [say(one.name, to) for one in programs if one.program.id not in drawn]
    return to("not drawn, since no position is stated: {names}", names=to.list(names)) if names else ""


def _title(placed: Sequence[_Placed], to: Translator) -> str:
    codes = dict.fromkeys(region.province for one in placed for region in one.program.regions)
    names = [region.name for region in map(find_region, codes) if region]
    if 0 < len(names) <= MOST_NAMED:
        return to("The work is in {provinces}", provinces=to.list(names))
    return to("The work is in {count} provinces", count=len(names))


def _spoken(spot: Spot) -> str:
    return f"{spot.label}: {spot.note}" if spot.note else spot.label


def _sources(placed: Iterable[_Placed]) -> tuple[Cited, ...]:
    found: dict[Cited, None] = {}
    for one in placed:
        source = one.program.sources.get(one.place.position.source or "") if one.place.position else None
        if source is not None:
            found[Cited(source.title, source.language)] = None
    return tuple(found)


def _rows(programs: Sequence[ProgramView], to: Translator) -> Iterator[tuple[object, ...]]:
    """Yield a row for each place that is drawn, and one for each program that is not."""
    for program in programs:
        name, some = begin(say(program.name, to)), tuple(_placed(program))
        for one in some:
            at = one.place.position
            assert at is not None  # noqa: S101 - as above
            yield name, say(one.place.name, to), one.place.code or "", at.latitude, at.longitude
        if not some:
            yield name, "", "", None, None


def _with(sketch: Sketch, words: str) -> Sketch:
    if not words:
        return sketch
    board = Board(sketch.width)
    bottom = board.put(sketch, 0, 0)
    board.text(0, bottom + 14, words, "cm")
    return board.sketch(bottom + 20)
