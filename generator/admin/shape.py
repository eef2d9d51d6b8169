"""What a file says as a form shows it, and what an author changed in the form as changes of the file.

A form has no entries below free names, such as `sources`: there it has a list whose items carry their name in `x_id`.
Everything else has in the form the shape that it has in the file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from generator.admin.form import Field
from generator.documents import NAMES
from generator.writer import Append, Plain, Set, Steps

NAME, VALUE = "x_id", "x_value"
"""Fields of the form that hold the name of an entry, and its value where that is no group of fields."""
FILE = "x_file"
"""The field of the form that names a new file."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out what stands at a path."""

    steps: Steps


Edit: TypeAlias = Set | Append | Remove


def to_form(fields: Sequence[Field], value: Plain) -> Plain:
    """Return the values of a file in the shape of its form; what is left open is left out."""
    if not isinstance(value, Mapping):
        return value
    known = {one["name"]: one for one in fields}
    return {key: _shown(known.get(key), one) for key, one in value.items() if one is not None}


def _shown(field: Field | None, value: Plain) -> Plain:
    if field is None or isinstance(value, str) or value is None:
        return value
    if field.get("x_named") and isinstance(value, Mapping):
        return [_named(field, key, one) for key, one in value.items()]
    inner = field.get("fields", [])
    if isinstance(value, Mapping):
        return to_form(inner, value) if inner else value
    return [to_form(inner, one) if inner else one for one in value]


def _named(field: Field, key: str, value: Plain) -> Plain:
    if field["x_named"] == "value":
        return {NAME: key, VALUE: value}
    shown = to_form(field["fields"], value)
    return {NAME: key, **shown} if isinstance(shown, Mapping) else {NAME: key}


def to_file(fields: Sequence[Field], value: object) -> Plain:
    """Return what a form sent in the shape of the file; fields that were left empty are left out."""
    if isinstance(value, Mapping):
        known = {one["name"]: one for one in fields}
        written = {str(key): _written(known.get(str(key)), one) for key, one in value.items() if key != FILE}
        return {key: one for key, one in written.items() if one not in (None, "", [], {})}
    return _single(value)


def _written(field: Field | None, value: object) -> Plain:
    inner = field.get("fields", []) if field else []
    if isinstance(value, Mapping):
        return to_file(inner, value)
    if not isinstance(value, list):
        return _single(value)
    items = [to_file(inner, one) for one in value]
    if field and field.get("x_named"):
        return {str(one[NAME]): _unnamed(field, one) for one in items if isinstance(one, Mapping) and NAME in one}
    return [one for one in items if one not in (None, "", [], {})]


def _unnamed(field: Field, item: Mapping[str, Plain]) -> Plain:
    return item.get(VALUE) if field["x_named"] == "value" else {key: one for key, one in item.items() if key != NAME}


def _single(value: object) -> str | None:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return None if value is None else str(value).replace("\r\n", "\n")


# --- what changed --------------------------------------------------------------------------------------------------


def changes(fields: Sequence[Field], old: Plain, new: Plain, steps: Steps = ()) -> Iterator[Edit]:
    """Yield what must change in a file so that it says what the form says; both in the shape of the file."""
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _in_mapping(fields, old, new, steps)
    elif _is_list(old) and _is_list(new):
        yield from _in_list(fields, old, new, steps)
    else:
        yield Set(steps, new)


def _in_mapping(
    fields: Sequence[Field], old: Mapping[str, Plain], new: Mapping[str, Plain], steps: Steps
) -> Iterator[Edit]:
    order = tuple(one["name"] for one in fields)
    known = {one["name"]: one.get("fields", []) for one in fields}
    for key, value in new.items():
        if key not in old:
            yield Set((*steps, key), value, order)
        else:
            yield from changes(known.get(key, []), old[key], value, (*steps, key))
    yield from (Remove((*steps, key)) for key in old if key not in new and old[key] is not None)


def _in_list(fields: Sequence[Field], old: Sequence[Plain], new: Sequence[Plain], steps: Steps) -> Iterator[Edit]:
    """Yield the changes of single items where items keep their order, else the whole list."""
    before, after = names(old), names(new)
    kept = [name for name in before if name in after]
    added = after[len(kept) :]
    if not kept or after[: len(kept)] != kept or set(added) & set(before):
        yield Set(steps, new)
        return
    for name in kept:
        yield from changes(fields, old[before.index(name)], new[after.index(name)], (*steps, name))
    yield from (Append(steps, new[after.index(name)]) for name in added)
    yield from (Remove((*steps, name)) for name in before if name not in after)


def names(items: Sequence[Plain]) -> list[str]:
    """Return the names of items as paths have them: what they are about, else their numbers."""
    found = [_name(one) for one in items]
    return [name if name and found.count(name) == 1 else str(index) for index, name in enumerate(found)]


def _name(item: Plain) -> str:
    said: Iterable[Plain] = (item.get(name) for name in NAMES) if isinstance(item, Mapping) else ()
    return next((one for one in said if isinstance(one, str)), "")


def _is_list(value: Plain) -> TypeGuard[Sequence[Plain]]:
    return isinstance(value, Sequence) and not isinstance(value, str)
