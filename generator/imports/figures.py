"""Put figures into a report: only what differs changes, in the notation that stands there already."""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Union, get_args, get_origin

from generator.documents import MappingNode, Node, Scalar
from generator.model import amount
from generator.model.amount import Amount, AmountError
from generator.model.record import Record
from generator.model.report import Report
from generator.writer import Change, Plain, Set, Steps, find

MONEY = "rupiah"


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered for one figure; what is missing was left open and changes nothing."""

    number: str | Decimal | None = None
    """A text as it was typed, or the number of a cell."""
    unit: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """A number that gives way to another one."""

    steps: Steps
    was: str
    unit: str


def read(number: str | Decimal) -> Amount:
    """Read a number as it was entered; raise `AmountError` where a text is not one clear amount."""
    return amount.read(number) if isinstance(number, str) else amount.read(spell(number))


def spell(number: Decimal, like: str = "") -> str:
    """Write a number in the notation of another one: with `Rp`, grouped, with decimals, or as digits only."""
    sign, digits, exponent = number.as_tuple()
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    text = f"{abs(number):.{places}f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    money = like[: len(like) - len(like.lstrip("Rp. "))] if like.startswith("Rp") else ""
    grouped = bool(money) or len(whole) > 6 if not like else bool(money) or ("." in like and len(whole) > 3)
    if grouped and (money or len(whole) > 6):
        whole = f"{int(whole):,}".replace(",", ".")
    if like.endswith(",00") and not fraction:
        fraction = "00"
    if len(fraction) == 3:
        fraction += "0"  # three decimals could be a group of thousands
    said = f"{money}{'-' if sign and digits != (0,) else ''}{whole}{f',{fraction}' if fraction else ''}"
    return f"{said} %" if like.endswith("%") else said


def changes(
    root: Node, steps: Steps, entered: Entered, unit: str, order: tuple[str, ...] = ()
) -> Iterator[Change | Replaced]:
    """Yield what has to change so that a figure is what was entered; `unit` is that of a figure that names none."""
    node = find(root, steps)
    value = node.get("value") if isinstance(node, MappingNode) else node
    if not isinstance(value, Scalar) or value.missing:
        yield from _new(node, steps, entered, unit, order)
        return
    fresh = dict(_differences(node, value, entered, unit))
    if "value" in fresh:
        yield Replaced(steps, str(value), _unit(node, value, unit))
    if isinstance(node, MappingNode):
        yield from (_field(node, steps, key, text) for key, text in fresh.items())
    elif list(fresh) == ["value"]:
        yield Set(steps, fresh["value"])
    elif fresh:
        yield Set(steps, {"value": str(value), **fresh})


def _new(node: Node | None, steps: Steps, entered: Entered, unit: str, order: tuple[str, ...]) -> Iterator[Change]:
    if entered.number is None:
        return
    text = entered.number if isinstance(entered.number, str) else spell(entered.number)
    more = {"source": entered.source, "note": entered.note}
    if entered.unit and entered.unit != (_said(text) or unit):
        more = {"unit": entered.unit, **more}
    fields: dict[str, Plain] = {key: one for key, one in more.items() if one}
    if isinstance(node, MappingNode):
        yield from (Set((*steps, key), one) for key, one in {"value": text, **fields}.items())
    else:
        yield Set(steps, {"value": text, **fields} if fields else text, order)


def _differences(node: Node | None, value: Scalar, entered: Entered, unit: str) -> Iterator[tuple[str, str]]:
    if entered.number is not None and not same(str(value), entered.number):
        text = entered.number if isinstance(entered.number, str) else spell(entered.number, str(value))
        yield "value", text
    if entered.unit and entered.unit != _unit(node, value, unit):
        yield "unit", entered.unit
    if entered.source and entered.source != _text(node, "source"):
        yield "source", entered.source
    if entered.note and " ".join(entered.note.split()) != " ".join(_text(node, "note").split()):
        yield "note", entered.note


def _field(node: MappingNode, steps: Steps, key: str, text: str) -> Change:
    """Set one field of a figure; of a note in several languages, the one that the sheet shows."""
    inner = node.get(key)
    return Set((*steps, key, next(iter(inner))) if isinstance(inner, MappingNode) and inner else (*steps, key), text)


def _text(node: Node | None, key: str) -> str:
    said = node.get(key) if isinstance(node, MappingNode) else None
    if isinstance(said, MappingNode):
        said = next(iter(said.values()), None)
    return str(said) if isinstance(said, Scalar) else ""


def _unit(node: Node | None, value: Scalar, unit: str) -> str:
    return _text(node, "unit") or _said(str(value)) or unit


def _said(text: str) -> str:
    """Return the unit that a number says itself, as money and percentages do."""
    try:
        read_now = amount.read(text)
    except AmountError:
        return ""
    return MONEY if read_now.money else "percent" if read_now.percent else ""


def same(written: str, entered: str | Decimal) -> bool:
    """Tell whether a number in a file is the one that was entered; a withheld count is only itself."""
    if isinstance(entered, str) and written.split() == entered.split():
        return True
    try:
        old, new = amount.read(written), read(entered)
    except AmountError:
        return False
    return (old.value, old.less) == (new.value, new.less)


def agree(written: str, entered: str | Decimal) -> bool:
    """Tell whether two numbers can be the same one, given how precisely each was written."""
    try:
        old, new = amount.read(written), read(entered)
    except AmountError:
        return False
    return old.less == new.less and abs(old.value - new.value) <= old.tolerance + new.tolerance


# --- the order of fields -------------------------------------------------------------------------------------------


def order_at(steps: Steps, kind: type[Record] = Report) -> tuple[str, ...]:
    """Return the fields of the record at a path in the order of the model; nothing where keys are free."""
    names = {info.alias or name: info.annotation for name, info in kind.model_fields.items()}
    if not steps:
        return tuple(names)
    inner, free = _inner(names.get(steps[0]))
    if inner is None:
        return ()
    rest = steps[1:]
    if free and not rest:
        return ()
    return order_at(rest[1:] if free else rest, inner)


def _inner(annotation: object) -> tuple[type[Record] | None, bool]:
    """Return the record inside a field, and whether names of the author's own choice lie between."""
    if isinstance(annotation, type) and not get_origin(annotation):
        return (annotation if issubclass(annotation, Record) else None), False
    origin = get_origin(annotation)
    if origin in (Annotated, Union, types.UnionType, tuple, dict):
        for one in reversed(get_args(annotation)):
            found, _ = _inner(one)
            if found is not None:
                return found, origin in (tuple, dict) or _inner(one)[1]
    return None, False
