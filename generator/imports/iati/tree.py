"""Trees of values on their way to YAML: paths of ids in, lists and fields in the order of the model out."""

from collections.abc import Mapping
from typing import TypeAlias

from generator.imports.figures import order_at
from generator.model.record import Record
from generator.writer import Plain, Steps

Tree: TypeAlias = dict[str, "Tree | Plain"]

NAMED_BY = {
    **dict.fromkeys(
        (
            "aims", "legal_basis", "places", "components", "items", "figures", "indicators", "commitments", "outcomes",
            "statements", "activities", "received", "passed_through", "in_kind", "assets", "challenges", "next_steps",
            "lessons",
        ),
        "id",
    ),
    "results": "indicator",
    "partners": "organization",
    "targets": "by",
}  # fmt: skip
"""Lists of the model, and the field by which their items go."""
WORDS = {
    "figures": "label", "received": "label", "passed_through": "label", "commitments": "label", "in_kind": "item",
    "assets": "item", "activities": "title", "components": "name", "places": "name", "indicators": "name",
    "aims": "text", "outcomes": "text", "next_steps": "text", "lessons": "text", "items": "text", "legal_basis": "text",
}  # fmt: skip
"""The field of each item that says what it is, without which it cannot stand."""


def grow(tree: Tree, steps: Steps, value: "Tree | Plain") -> None:
    """Put a value at a path, whose steps are keys and names of items."""
    here = tree
    for step in steps[:-1]:
        below = here.setdefault(step, {})
        if not isinstance(below, dict):
            return
        here = below
    here[steps[-1]] = value


def shape(tree: "Tree | Plain", kind: type[Record], unnamed: list[str], steps: Steps = ()) -> Plain:
    """Return a tree as it is written; items without words go by their id, and are noted in `unnamed`."""
    if not isinstance(tree, dict):
        return tree
    if steps and steps[-1] in NAMED_BY and steps[-1] in order_at(steps[:-1], kind):  # an item can be called so too
        return [_item(key, one, kind, unnamed, (*steps, key)) for key, one in tree.items()]
    order = order_at(steps, kind)
    keys = sorted(tree, key=lambda key: order.index(key) if key in order else len(order))
    return {key: shape(tree[key], kind, unnamed, (*steps, key)) for key in keys}


def _item(key: str, item: "Tree | Plain", kind: type[Record], unnamed: list[str], steps: Steps) -> Plain:
    table = steps[-2]
    word = WORDS.get(table)
    fields: Tree = dict(item) if isinstance(item, Mapping) else {}
    if word and not fields.get(word):
        fields[word] = key.replace("-", " ")
        unnamed.append(".".join(steps))
    shaped = shape(fields, kind, unnamed, steps)
    inner = dict(shaped) if isinstance(shaped, Mapping) else {}
    name = NAMED_BY[table]
    return {name: key, **{one: value for one, value in inner.items() if one != name}}
