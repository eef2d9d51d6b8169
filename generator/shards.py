"""Which programs a machine makes, where several build one site: whole provinces, about as many reports on each."""

from collections.abc import Iterable, Sequence

from generator.views.program import ProgramView


def choose(programs: Sequence[ProgramView], shard: tuple[int, int] | None) -> tuple[ProgramView, ...]:
    """Return the programs of a shard, such as the third of eight, or all; every program is in exactly one shard.

    Programs of a province stay together. Where there are fewer provinces than shards, some shards are empty.
    """
    if shard is None:
        return tuple(programs)
    wanted = _divide(programs, shard[1])[shard[0] - 1]
    return tuple(one for one in programs if province(one) in wanted)


def province(program: ProgramView) -> str:
    """Return the code of the province in which a program works first of all, or nothing."""
    return next((one.province for one in program.regions), "")


def _divide(programs: Iterable[ProgramView], number: int) -> list[set[str]]:
    """Give the provinces, the largest first, each to the shard that has least."""
    weights: dict[str, int] = {}
    for one in programs:
        weights[province(one)] = weights.get(province(one), 0) + 1 + len(one.reports)
    loads, divided = [0] * number, [set[str]() for _ in range(number)]
    for name in sorted(weights, key=lambda one: (-weights[one], one)):
        least = loads.index(min(loads))
        divided[least].add(name)
        loads[least] += weights[name]
    return divided
