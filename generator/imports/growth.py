"""Put single values together into the groups and items that a report lacks, so that each is written once and whole."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from generator.documents import MappingNode, Scalar, SequenceNode
from generator.imports.figures import order_at
from generator.writer import Append, Change, Plain, Set, Steps, find

NAMED_BY = {
    "results": "indicator",
    "received": "id",
    "passed_through": "id",
    "activities": "id",
    "assets": "id",
    "in_kind": "id",
    "corrections": "id",
}
"""Lists of a report, and the field that names their items."""

_Tree: TypeAlias = "dict[str, _Tree | Plain]"


def gather(root: MappingNode, changes: Iterable[Set]) -> Iterator[Change]:
    """Yield changes of what stands in a report, then its new entries, those of one group together.

    A path names items of lists whether they are there or not: `("results", "panen", "actual")`.
    """
    grown: dict[Steps, _Tree | Plain] = {}
    for one in changes:
        depth = _known(root, one.steps)
        if depth == len(one.steps):
            yield Set(one.steps, one.value, one.order)
        else:
            _grow(grown, one.steps[: depth + 1], one.steps[depth + 1 :], one.value)
    for steps, tree in grown.items():
        parent = find(root, steps[:-1])
        value = _shape(tree, steps)
        if isinstance(parent, SequenceNode):
            item = value if isinstance(value, dict) else {}
            yield Append(steps[:-1], {NAMED_BY.get(steps[-2], "id"): steps[-1], **item})
        else:
            yield Set(steps, value, order_at(steps[:-1]))


def _known(root: MappingNode, steps: Steps) -> int:
    """Return how many steps of a path lead to something; an open value leads nowhere further."""
    for depth in range(len(steps), 0, -1):
        node = find(root, steps[:depth])
        if node is None:
            continue
        if depth < len(steps) and isinstance(node, Scalar) and node.missing:
            return depth - 1
        return depth
    return 0


def _grow(grown: dict[Steps, "_Tree | Plain"], top: Steps, rest: Steps, value: Plain) -> None:
    if not rest:
        grown[top] = value
        return
    tree = grown.setdefault(top, {})
    for step in rest[:-1]:
        assert isinstance(tree, dict)  # noqa: S101 - a path never leads through a single value
        tree = tree.setdefault(step, {})
    assert isinstance(tree, dict)  # noqa: S101
    tree[rest[-1]] = value


def _shape(tree: "_Tree | Plain", steps: Steps) -> Plain:
    """Return a tree with the fields in the order of the model, and lists where the model has lists."""
    if not isinstance(tree, dict):
        return tree
    if steps[-1] in NAMED_BY and steps[-1] in order_at(steps[:-1]):  # a part of a split can be called so too
        name = NAMED_BY[steps[-1]]
        inner = ((key, _shape(one, (*steps, key))) for key, one in tree.items())
        return [{name: key, **(one if isinstance(one, dict) else {})} for key, one in inner]
    order = order_at(steps)
    keys = sorted(tree, key=lambda key: order.index(key) if key in order else len(order))
    return {key: _shape(tree[key], (*steps, key)) for key in keys}
