"""The fields of a form, out of the model: each as Decap CMS is told about it, in the author's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from generator.admin.labels import LABELS
from generator.i18n import Message, Translator, msg
from generator.model.record import Address, Choice, Day, FigureType, Id, Line, Prose, Record, YesNo
from generator.views.choices import meanings

Field: TypeAlias = dict[str, Any]
"""One field as Decap CMS reads it; keys that begin with `x_` are ours."""


@dataclass(frozen=True, slots=True)
class Options:
    """What can be picked in the forms of one program: by the name of the list, the ids with their names.

    A form only names the list; the lists travel once, below their `scope`.
    """

    scope: str = ""
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, key: str) -> Mapping[str, str]:
        """Return what can be picked in a field."""
        return self.lists.get(REFERENCES.get(key, ""), {})


REFERENCES: Mapping[str, str] = {
    "organization": "organizations",
    "of": "organizations",
    "indicator": "indicators",
    "component": "components",
    "components": "components",
    "by_component": "components",
    "places": "places",
    "within": "places",
    "by_place": "places",
    "by_category": "categories",
    "overhead_categories": "categories",
    "by_activity": "activities",
    "by_group": "groups",
    "themes": "themes",
    "source": "sources",
}
"""Fields that name something that is listed elsewhere, and the list."""

HINTS: Mapping[object, Message] = {
    Day: msg("Write 2025-06-30, 2025-06, 2025-H1 or 2025, as precisely as the source says it."),
    Id: msg("Small letters, digits and hyphens, such as pelatihan-kompos."),
    Address: msg("Write it in full: https://... or mailto:..."),
}
"""How to write what no form can offer."""


def fields(model: type[Record], options: Options, say: Translator) -> list[Field]:
    """Return the fields of a record: first what is required, each with its label and its sentence."""
    hints = get_type_hints(model, include_extras=True)
    made = []
    for name, info in model.model_fields.items():
        key = info.alias or name
        one = _common(key, info, say) | _widget(key, hints[name], options, say)
        note = HINTS.get(_bare(hints[name]))
        if note and one["widget"] == "string":
            one["hint"] = f"{one['hint']} {say.render(note)}"
        made.append(one)
    return made


def _common(key: str, info: Any, say: Translator) -> Field:  # noqa: ANN401 - pydantic is used in the model only
    sentence = " ".join((info.description or "").split())
    return {
        "name": key,
        "label": _label(key, say),
        "hint": say(sentence) if sentence else "",
        "required": bool(info.is_required()),
    }


def _label(key: str, say: Translator) -> str:
    return say.render(LABELS[key]) if key in LABELS else key


def _widget(key: str, hint: object, options: Options, say: Translator) -> Field:
    """Return what the form shows for a type."""
    hint = _bare(hint)
    single = _single(key, hint, options, say)
    if single is not None:
        return single
    if isinstance(hint, type) and not get_origin(hint) and issubclass(hint, Record):
        return {"widget": "object", "collapsed": True, "fields": _optional(fields(hint, options, say))}
    # Whatever else the model has one day is a text in the file, and can be typed as one.
    return _several(key, hint, options, say) if get_origin(hint) in (tuple, dict) else {"widget": "string"}


def _single(key: str, hint: object, options: Options, say: Translator) -> Field | None:
    """Return what the form shows for a type whose value is one text or number, or `None`."""
    if key == "format":
        return {"widget": "hidden", "default": "1"}
    number, chosen = _figure(hint), _choice(hint, say)
    if number is not None:
        return {"widget": "amanah-figure", "x_scope": options.scope, "x_unit": number.unit}
    if hint == YesNo or chosen:
        return _pick(chosen or {"ya": say("yes"), "tidak": say("no")})
    if hint == Id and key in REFERENCES:
        return {"widget": "amanah-pick", "x_scope": options.scope, "x_list": REFERENCES[key]}
    if hint in (Line, Prose):
        return {"widget": "amanah-text", "x_lines": 1 if hint == Line else 4}
    return None


def _optional(listed: list[Field]) -> list[Field]:
    """Return the fields of a group that can be left out as a whole; `amanah check` says which of them are missing."""
    return [{**one, "required": False} for one in listed]


def _several(key: str, hint: object, options: Options, say: Translator) -> Field:
    """Return what the form shows for a list, or for entries below names."""
    inner = get_args(hint)
    if get_origin(hint) is dict:
        return _named(key, inner, options, say)
    item = _bare(inner[0])
    chosen = _choice(item, say) or (options.of(key) if item == Id else {})
    if chosen:
        return {**_pick(chosen), "multiple": True}
    if isinstance(item, type) and issubclass(item, Record):
        listed = fields(item, options, say)
        return {"widget": "list", "collapsed": True, "fields": listed, **_summary(listed)}
    return {
        "widget": "list",
        "collapsed": True,
        "field": {"name": "value", "label": _label(key, say), **_widget("value", item, options, say)},
    }


def _named(key: str, inner: tuple[object, ...], options: Options, say: Translator) -> Field:
    """Return entries below names: one field a name where the names are known, else a list whose items have an id."""
    known = _choice(inner[0], say) or options.of(key)
    value = _bare(inner[1])
    if known or key in REFERENCES:
        below = [
            {"name": name, "label": label, "required": False, **_widget(name, value, options, say)}
            for name, label in known.items()
        ]
        return {"widget": "object", "collapsed": True, "fields": below}
    id_field = {"name": "id", "label": say.render(LABELS["id"]), "widget": "string", "required": True}
    if isinstance(value, type) and issubclass(value, Record):
        listed = [{**id_field, "name": "x_id"}, *fields(value, options, say)]
        return {"widget": "list", "collapsed": True, "x_named": "record", "fields": listed, **_summary(listed)}
    one = {"name": "x_value", "label": say.render(LABELS["value"]), "required": False}
    listed = [{**id_field, "name": "x_id"}, one | _widget("value", value, options, say)]
    return {"widget": "list", "collapsed": True, "x_named": "value", "fields": listed, "summary": "{{fields.x_id}}"}


def _summary(listed: list[Field]) -> Field:
    """Return what a folded item of a list shows: the first short field that says something."""
    names = [one["name"] for one in listed]
    shown = next(
        (one for one in ("x_id", "id", "indicator", "organization", "check", "by", "date") if one in names), ""
    )
    return {"summary": f"{{{{fields.{shown}}}}}"} if shown else {}


def _pick(chosen: Mapping[str, str]) -> Field:
    return {"widget": "select", "options": [{"value": key, "label": label} for key, label in chosen.items()]}


def _choice(hint: object, say: Translator) -> dict[str, str]:
    """Return the words of a choice with their meaning in the author's language, or nothing."""
    hint = _bare(hint)
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) is not Literal:
        return {}
    said = meanings(get_args(hint))
    return {one: say.render(said[one]) if one in said else str(one) for one in get_args(hint)}


def _bare(hint: object) -> object:
    """Return a type without its being optional; figures and choices keep their notes."""
    if _figure(hint) is not None:
        return hint
    if get_origin(hint) is Annotated and Choice in get_args(hint)[1:]:
        return _bare(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return _bare(next(one for one in get_args(hint) if one is not type(None)))
    return hint


def _figure(hint: object) -> FigureType | None:
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((one for one in notes if isinstance(one, FigureType)), None)


def words(say: Translator) -> dict[str, str]:
    """Return the words that stand in the fields of texts and numbers themselves."""
    return {
        "value": say("Number"),
        "unit": say("Unit (field)"),
        "source": say.render(LABELS["source"]),
        "note": say.render(LABELS["note"]),
        "counted": say("How it was counted"),
        "estimate": say("Estimate"),
        "more": say("source, unit, note"),
        "default": say("as the whole file"),
        "yes": say("yes"),
        "found": say("What the checks found in this file"),
        "clean": say("Saved. The checks found nothing in this file."),
        "close": say("Close (panel)"),
        "id": say("Indonesian (text)"),
        "en": say("English (text)"),
    }


def walk(listed: list[Field]) -> Iterator[Field]:
    """Yield every field of a form, the inner ones after the one that holds them."""
    for one in listed:
        yield one
        yield from walk([*one.get("fields", []), *([one["field"]] if "field" in one else [])])
