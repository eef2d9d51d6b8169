"""Tell the past of one file: which values its figures had in public, one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from generator.findings import Mark
from generator.history.lineage import Version
from generator.history.states import State, Written
from generator.model.date import DateError
from generator.model.date import read as read_date
from generator.model.figure import Figure, Origin, Suppressed
from generator.model.past import Commit, FilePast, Stand, Value, Vanished, value_of
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.small_cells import Limits
from generator.model.text import Text
from generator.model.unit import UNITS, Unit

Chain: TypeAlias = Sequence[tuple[Version, State | None]]
Public: TypeAlias = tuple[Commit | None, State]


class Reader:
    """Turn former numbers into figures, under the units and the privacy rules of today."""

    def __init__(self, publisher: Publisher, programs: Iterable[Program]) -> None:
        self.publisher = publisher
        self._limits = {one.id: Limits(publisher.privacy, one) for one in programs}
        self._is_private = publisher.is_private

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Return all units by id."""
        own = {name: Unit(name, unit.one, unit.many, unit.id) for name, unit in self.publisher.units.items()}
        return {**UNITS, **own}

    @property
    def public_since(self) -> date | None:
        """Return the first day on which the site could be read, if the publisher says it."""
        return self.publisher.public_since.first if self.publisher.public_since else None

    def cell(self, file: str, path: str, number: Written, now: Written | None) -> Figure | Suppressed:
        """Return a former number; what protects people today also withholds what was written before."""
        unit = self.units.get(number.unit) or Unit(number.unit, number.unit, number.unit)
        origin = Origin(Mark(file), tuple(path.split(".")), number.text)
        cell = number.cell(f"{scope_of(file)}/{path}", origin, unit)
        limit = self._limit(cell, number, now)
        return cell if limit is None else Suppressed(limit, unit, origin, cell.address)

    def withholds(self, figure: Figure | Suppressed, number: Written) -> bool:
        """Tell whether a figure that is public today would be withheld as a former one."""
        return self._limit(figure, number, number) is not None

    def _limit(self, cell: Figure | Suppressed, number: Written, now: Written | None) -> Decimal | None:
        if isinstance(cell, Suppressed):
            return None
        if now is not None and now.value[0]:
            return now.value[1]
        if self._is_private:  # checks compare the exact numbers; views forget them
            return None
        limit = self._limits[cell.address.partition("/")[0]].at(cell.anchor, number.unit)
        return Decimal(limit) if limit is not None and 0 < cell.value < limit else None


def scope_of(file: str) -> str:
    """Return the begin of the addresses of a file's figures."""
    return Text((), Mark(file)).scope


def trace(reader: Reader, file: str, now: State, chain: Chain, present: Iterable[Figure | Suppressed] = ()) -> FilePast:
    """Return the past of a file from its versions, the newest first; `now` is what stands on the disk.

    `present` are the figures of the file as they are today, as far as they are known.
    """
    own = _own(now, chain)
    public = _public(now, own, reader.public_since)
    states = [state for _, state in own]
    figures = {one.address: one for one in present}
    stands: dict[str, tuple[Stand, ...]] = {}
    ever: dict[str, frozenset[Value]] = {}
    scope = scope_of(file)
    for path, number in now.figures.items():
        address = f"{scope}/{path}"
        figure = figures.get(address)
        if figure is not None and _is_steady(reader, figure, path, number, (public, states)):
            stands[figure.address] = (Stand(figure, next(commit for commit, one in public if path in one.figures)),)
            continue
        found = tuple(_stands(reader, file, path, public))
        if found:
            stands[address] = found
        values = _ever(states, path)
        if values != {value_of(one.cell) for one in found}:
            ever[address] = values
    oldest = own[-1][0] if own else chain[-1][0]
    return FilePast(
        stands=stands,
        ever=ever,
        vanished=tuple(_vanished(reader, file, public)),
        first=oldest.commit,
        published=public[0][0] if public else None,
        complete=oldest.commit is not None,
    )


def _is_steady(
    reader: Reader,
    figure: Figure | Suppressed,
    path: str,
    number: Written,
    versions: tuple[Sequence[Public], Sequence[State]],
) -> bool:
    """Tell whether every version, of the public ones at least one, wrote a figure just as it stands there now."""
    origin = figure.origin
    if not isinstance(origin, Origin) or (origin.written, figure.unit.id) != (number.text, number.unit):
        return False
    public, committed = versions
    seen = [one for _, state in public if (one := state.figures.get(path)) is not None]
    own = [one for state in committed if (one := state.figures.get(path)) is not None]
    if not seen or not own or any(one is not number and one != number for one in (*seen, *own)):
        return False
    return not reader.withholds(figure, number)


def _own(now: State, chain: Chain) -> list[tuple[Version, State]]:
    """Return the versions that are of this file, the newest first.

    Git guesses renames by likeness, and reports are alike. So where a file came under its name, what stood there before
    is the same report only if it tells of the same period, or if its author declares the former name.
    """
    own: list[tuple[Version, State]] = []
    newer, joint = now, False
    for version, state in chain:
        if state is not None:
            if joint and not version.declared and state.period != newer.period:
                break
            own.append((version, state))
            newer, joint = state, False
        joint = joint or version.joint
    return own


def _public(now: State, own: Sequence[tuple[Version, State]], since: date | None) -> list[Public]:
    """Return the states that readers saw, the oldest first, each with the commit that brought it."""
    line: list[Public] = [*((version.commit, state) for version, state in reversed(own)), (None, now)]
    seen = [
        one
        for one, following in zip(line, [*line[1:], None], strict=True)
        if one[1].public and (following is None or not _was_early(one[1], following[0], since))
    ]
    # What stands on the disk is no change of its own where it only repeats the last commit.
    repeated = len(seen) > 1 and own and seen[-1][1] is now and seen[-2][1] is own[0][1] and _same(now, own[0][1])
    return seen[:-1] if repeated else seen


def _same(one: State, other: State) -> bool:
    return {path: number.value for path, number in one.figures.items()} == {
        path: number.value for path, number in other.figures.items()
    }


def _was_early(state: State, replaced: Commit | None, since: date | None) -> bool:
    """Tell whether a state was replaced before it, or the site, was published.

    Its own word counts, so that a later version cannot move the day.
    """
    if replaced is None or replaced.day is None:
        return False
    days = [day for day in (since, _day(state.published)) if day is not None]
    return any(replaced.day < day for day in days)


def _day(written: str) -> date | None:
    try:
        return read_date(written).first if written else None
    except DateError:
        return None


def _stands(reader: Reader, file: str, path: str, public: Sequence[Public]) -> Iterator[Stand]:
    """Yield the distinct values of one figure in the order of time."""
    latest = public[-1][1].figures.get(path) if public else None
    last: Value | None = None
    for commit, state in public:
        number = state.figures.get(path)
        if number is None or number.value == last:
            continue
        last = number.value
        yield Stand(reader.cell(file, path, number, latest), commit)


def _ever(states: Sequence[State], path: str) -> frozenset[Value]:
    return frozenset(state.figures[path].value for state in states if path in state.figures)


def _vanished(reader: Reader, file: str, public: Sequence[Public]) -> Iterator[Vanished]:
    """Yield the figures that were public and are gone, unless their number stands at a new place since."""
    final = public[-1][1].figures if public else {}
    told: set[str] = set()
    for (_, before), (commit, after) in reversed(list(pairwise(public))):
        new = {number.value for path, number in after.figures.items() if path not in before.figures}
        for path, number in before.figures.items():
            if path in after.figures or path in final or path in told:
                continue
            told.add(path)
            if number.value not in new:
                yield Vanished(path, reader.cell(file, path, number, None), commit)
