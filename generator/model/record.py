"""The base of all records, and the types of their fields: what an author typed becomes typed values with places."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Annotated, Any, Self, TypeAlias, TypeGuard

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.documents import MappingNode, Node, Scalar, SequenceNode, packed
from generator.findings import Mark
from generator.i18n import Message, msg
from generator.model import amount, date
from generator.model.amount import ZERO
from generator.model.figure import Cell, Figure, Origin, Suppressed
from generator.model.personal import detect, is_worth_reading
from generator.model.text import MAX_LINE, MAX_PROSE, Text
from generator.model.traces import Personal
from generator.model.unit import RUPIAH, UNITS, Unit


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading of one file needs to know: where it belongs, the languages, and the publisher's own units."""

    scope: str = ""
    """Begin of the addresses of its figures: `program` or `program/period`."""
    languages: tuple[str, ...] = ("id", "en")
    units: dict[str, Unit] = field(default_factory=lambda: dict(UNITS))
    source: str = ""
    """Source of the figures that name none: the file's own `source:` field."""
    enclosing: list[str] = field(default_factory=list)
    """Sources of the records that are being read, the innermost last; a figure inherits the last one."""

    @property
    def inherited(self) -> str:
        """Return the source of a figure that names none."""
        return self.enclosing[-1] if self.enclosing else self.source


def fault(
    message: Message, hint: Message | None = None, code: str = "wrong-value", at: Mark | None = None
) -> PydanticCustomError:
    """Return the error that becomes a finding with this message, at the field itself unless `at` says where."""
    context = {"message": message, "hint": hint, "code": code, "at": at}
    return PydanticCustomError("amanah", "{message}", context)


def _context(info: ValidationInfo) -> Context:
    return info.context if isinstance(info.context, Context) else Context()


@dataclass(frozen=True, slots=True)
class Trace:
    """A typed text in which personal data stand, and where in it."""

    text: Scalar
    found: tuple[Personal, ...]


def typed(node: Node) -> Iterator[Scalar]:
    """Yield every text below a raw node that could hold personal data, as it was typed; keys of mappings too."""
    waiting: list[Node] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Scalar):
            if is_worth_reading(one):
                yield one
            continue
        if isinstance(one, SequenceNode):
            waiting.extend(one)
            continue
        waiting.extend(one.values())
        for name in filter(_is_key_worth_reading, one):
            key = Scalar(name)
            key.mark, key.path, key.plain = one.key_mark(name), (*one.path, name), True
            yield key


_is_key_worth_reading = lru_cache(maxsize=1 << 12)(is_worth_reading)
"""Mappings have the same few keys, a hundred thousand times."""

_shared: dict[frozenset[str], set[str]] = {}


class Record(BaseModel):
    """A mapping in an author's file; it remembers where it and its keys stand."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(
        cls,
        data: Any,  # noqa: ANN401 - raw input
        handler: ModelWrapValidatorHandler["Record"],
        info: ValidationInfo,
    ) -> "Record":
        if not isinstance(data, MappingNode):
            raise fault(msg("several fields belong here, each as key: value"))
        present = {key: node for key, node in data.items() if not (isinstance(node, Scalar) and node.missing)}
        source = present.get("source")
        if not isinstance(source, Scalar):
            record = handler(present)
        else:
            inside = _context(info).enclosing  # the figures inside a record inherit the source that it names
            inside.append(sys.intern(str(source)))
            try:
                record = handler(present)
            finally:
                inside.pop()
        record._settle(data)  # noqa: SLF001 - a class method of the record itself
        return record

    def _settle(self, node: MappingNode) -> None:
        """Keep the raw node, and share the set of the fields that are written: most records of a type have the same.

        The node stands among the values, as what is gathered does: pydantic's private attributes take a dictionary a
        record, and a long way to each.
        """
        vars(self)["_node"] = node
        fields = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _shared.setdefault(frozenset(fields), fields))

    def __eq__(self, other: object) -> bool:
        # What was cached on the way, such as a walk that begins with the record itself, is no part of what it says.
        if not isinstance(other, Record) or type(self) is not type(other):
            return False
        return all(mine == its for mine, its in zip(self.children(), other.children(), strict=True))

    __hash__ = BaseModel.__hash__

    @property
    def _raw(self) -> MappingNode:
        """Return the raw node; that of a record which no author wrote is empty and has no place."""
        node: MappingNode | None = vars(self).get("_node")
        return MappingNode() if node is None else node

    @property
    def mark(self) -> Mark:
        """Return the place of the record."""
        return self._raw.mark

    @property
    def path(self) -> tuple[str, ...]:
        """Return the place inside the document, list items by their ids."""
        return self._raw.path

    @property
    def document(self) -> str:
        """Return the file it stands in, relative to the project."""
        return self._raw.file

    def mark_of(self, key: str) -> Mark:
        """Return the place of a key, or of the record where the key is not written."""
        return self._raw.key_mark(key)

    def node_of(self, key: str) -> Any:  # noqa: ANN401 - raw input
        """Return the raw node below a key, or `None`."""
        return self._raw.get(key)

    @cached_property
    def contents(self) -> tuple[object, ...]:
        """Everything that `walk` yields, gathered once: the checks pass over each file many times."""
        found: list[object] = []
        _gather((self,), found)
        return tuple(found)

    @cached_property
    def written(self) -> tuple[Figure | Suppressed, ...]:
        """Every written figure in `contents`."""
        return tuple(one for one in self.contents if isinstance(one, Figure | Suppressed))

    @cached_property
    def records(self) -> tuple["Record", ...]:
        """Every record in `contents`, this one first."""
        return tuple(one for one in self.contents if not isinstance(one, _LEAVES) and isinstance(one, Record))

    @cached_property
    def personal(self) -> tuple[Trace, ...]:
        """Personal data in everything that was typed here, keys and ids too, gathered once; amounts are left out."""
        marks = (one.mark for one in self.written if isinstance(one, Figure) and one.unit.id == RUPIAH)
        amounts = {packed(mark) for mark in marks if mark is not None}
        written = (one for one in typed(self._raw) if one.packed_mark not in amounts)
        return tuple(Trace(one, found) for one in written if (found := detect(one)))

    def changed(self, changes: Mapping[str, object]) -> Self:
        """Return a record with other values, and without what was gathered from the old ones."""
        made = self.model_copy(update=dict(changes))
        values = vars(made)
        for gathered in values.keys() - {*names_of(type(made)), "_node"}:
            del values[gathered]
        return made

    def children(self) -> Iterator[object]:
        """Yield the values of all fields."""
        values = vars(self)
        return (values[name] for name in names_of(type(self)))


@cache
def names_of(kind: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields of a type of record; pydantic works them out anew each time it is asked."""
    return tuple(kind.model_fields)


_LEAVES = (Figure, Suppressed, Text, date.Date)
_PLAIN = (str, int)


def walk(value: object) -> Iterator[object]:
    """Yield every record, figure, text and date below a value, in the order of the model."""
    found: list[object] = []
    _gather((value,), found)
    return iter(found)


def _gather(values: Iterable[object], found: list[object]) -> None:
    """File what `walk` yields of some values."""
    for value in values:
        if value is None or isinstance(value, _PLAIN):
            continue
        if isinstance(value, _LEAVES):
            found.append(value)
        elif isinstance(value, dict):
            _gather(value.values(), found)
        elif isinstance(value, tuple):
            _gather(value, found)
        elif isinstance(value, Record):
            found.append(value)
            _gather(value.children(), found)


def figures(value: object) -> Iterator[Figure | Suppressed]:
    """Yield every written figure below a value."""
    if isinstance(value, Record):
        return iter(value.written)
    return (one for one in walk(value) if isinstance(one, Figure | Suppressed))


# --- texts -----------------------------------------------------------------------------------------------------

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ADDRESS = re.compile(
    r"https?://[\w.-]+(?::[0-9]{1,5})?(?:[/?#][^\s\"'`\\{}|^]*)?|mailto:[\w.+-]+@[\w.-]+", re.IGNORECASE
)


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise fault(msg("one text belongs here, not a list or a group of fields"), at=_mark_of(value))
    return sys.intern(str(value)) if len(value) < SHORT else str(value)


SHORT = 40
"""Letters of a word, such as an id or a date, that is likely to stand in many files and is kept once."""


def _mark_of(value: object) -> Mark | None:
    """Return the place of a raw value; keys of mappings are bare words and have none."""
    return value.mark if isinstance(value, Scalar | MappingNode | SequenceNode) else None


def _identifier(value: object) -> str:
    word = _word(value)
    if not is_identifier(word):
        hint = msg("use small letters, digits and hyphens: bantuan-usaha-2024")
        raise fault(msg("{word} cannot be an id", word=word[:40] or "''"), hint, at=_mark_of(value))
    return word


def is_identifier(word: str) -> bool:
    """Tell whether a word can be an id, and so the name of a folder or file that becomes an address."""
    return len(word) <= 80 and _ID.fullmatch(word) is not None


def is_address(word: str) -> bool:
    """Tell whether a link can lead to an address; one with a password in it is none."""
    return len(word) <= MAX_LINE and "<" not in word and ">" not in word and _ADDRESS.fullmatch(word) is not None


def _address(value: object) -> str:
    word = _plain_line(value)
    if not _ADDRESS.fullmatch(word):
        hint = msg("write it in full: https://..., or mailto:... for an e-mail address")
        raise fault(msg("this is not an address that a link can lead to"), hint, at=_mark_of(value))
    return word


def _plain_line(value: object) -> str:
    word = " ".join(_word(value).split())
    if not word:
        raise fault(msg("the text is empty"), msg("delete the key if there is nothing to say"))
    _refuse_signs(word, _mark_of(value))
    return word


def _refuse_signs(line: str, at: Mark | None) -> None:
    if _CONTROL.search(line):
        raise _invisible(at)
    if "<" in line or ">" in line:
        raise fault(msg("the signs < and > cannot stand in a name or title"), at=at)
    if len(line) > MAX_LINE:
        raise fault(msg("this line has more than {limit} characters", limit=MAX_LINE), at=at)


def _invisible(at: Mark | None) -> PydanticCustomError:
    said = msg("an invisible control character stands in this text")
    return fault(said, msg("delete the text and type it again"), at=at)


def _text(value: object, info: ValidationInfo, *, line: bool) -> Text:
    languages = _context(info).languages
    if isinstance(value, Scalar):
        versions = {languages[0]: value} if value.strip() else {}
    elif isinstance(value, MappingNode):
        _refuse_languages(value, languages)
        versions = {key: node for key, node in value.items() if _is_written(node)}
    else:
        raise fault(msg("a text belongs here, or one text a language: id: ..., en: ..."))
    if not versions:
        raise fault(msg("the text is empty"), msg("delete the key if there is nothing to say"))
    for text in versions.values():
        _refuse_text(text, line=line)
    ordered = tuple((lang, _clean(versions[lang], line=line)) for lang in languages if lang in versions)
    return Text(ordered, value.mark, value.path)


def _is_written(node: object) -> TypeGuard[Scalar]:
    return isinstance(node, Scalar) and not node.missing and bool(node.strip())


def _refuse_languages(value: MappingNode, languages: tuple[str, ...]) -> None:
    for key, node in value.items():
        if key not in languages:
            hint = msg("write {id} for Indonesian and {en} for English", id="id:", en="en:")
            said = msg("{key} is not a language of this publisher", key=key)
            raise fault(said, hint, at=value.keys_at[key])
        if not isinstance(node, Scalar):
            raise fault(msg("the text in {key} must be one text", key=key), at=node.mark)


def _refuse_text(text: Scalar, *, line: bool) -> None:
    if line:
        _refuse_signs(" ".join(text.split()), text.mark)
    elif _CONTROL.search(text.replace("\n", "").replace("\t", "")):
        raise _invisible(text.mark)
    elif len(text) > MAX_PROSE:
        raise fault(msg("this text has more than {limit} characters", limit=MAX_PROSE), at=text.mark)


def _clean(text: str, *, line: bool) -> str:
    return " ".join(text.split()) if line else text.strip()


_TEXT_SCHEMA: JsonSchemaValue = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {
                "id": {"type": "string", "description": "The Indonesian text."},
                "en": {"type": "string", "description": "The English text."},
            },
            "additionalProperties": False,
        },
    ]
}
_LINE_EXAMPLES = [{"id": "Pelatihan membuat kompos", "en": "Training in making compost"}]
_PROSE_EXAMPLES = [{"id": "Air kurang pada bulan Juni.", "en": "Water was short in June."}]


def _line_text(value: object, info: ValidationInfo) -> Text:
    return _text(value, info, line=True)


def _prose_text(value: object, info: ValidationInfo) -> Text:
    return _text(value, info, line=False)


Line: TypeAlias = Annotated[
    Text, PlainValidator(_line_text), WithJsonSchema({**_TEXT_SCHEMA, "examples": _LINE_EXAMPLES})
]
"""A name or title: one line, no markup, in one or both languages."""
Prose: TypeAlias = Annotated[
    Text, PlainValidator(_prose_text), WithJsonSchema({**_TEXT_SCHEMA, "examples": _PROSE_EXAMPLES})
]
"""A longer text in safe Markdown, in one or both languages."""
Id: TypeAlias = Annotated[
    str,
    PlainValidator(_identifier),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_ID.pattern}$", "examples": ["bantuan-usaha-2024"]}),
]
"""A short name that other fields refer to."""
Word: TypeAlias = Annotated[str, PlainValidator(_plain_line), WithJsonSchema({"type": ["string", "number"]})]
"""One line that is the same in every language, such as an address or a number of a licence."""
Address: TypeAlias = Annotated[
    str,
    PlainValidator(_address),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^(https?://|mailto:)",
            "examples": ["https://example.org/laporan", "mailto:data@example.org"],
        }
    ),
]
"""A web address, or an e-mail address after `mailto:`. Nothing else is ever the goal of a link."""
Choice = BeforeValidator(_word)
"""Put beside a `Literal`, whose words the author must choose from."""


def _truth(value: object) -> bool:
    word = _word(value).lower()
    if word in ("true", "ya", "yes"):
        return True
    if word in ("false", "tidak", "no"):
        return False
    said = msg("{word} is neither yes nor no", word=word[:20])
    raise fault(said, msg("write ya or tidak"), at=_mark_of(value))


_YES_NO: JsonSchemaValue = {"enum": ["ya", "tidak", True, False]}
YesNo: TypeAlias = Annotated[bool, PlainValidator(_truth), WithJsonSchema(_YES_NO)]
"""Yes or no."""


def _whole(value: object) -> int:
    word = _word(value)
    if not re.fullmatch(r"0|[1-9][0-9]{0,6}", word, re.ASCII):
        raise fault(msg("{text} is not a whole number", text=word[:20]))
    return int(word)


Whole: TypeAlias = Annotated[int, PlainValidator(_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
"""A small whole number that is a setting, not a figure."""


def _degrees(lowest: int, highest: int) -> Callable[[object], Decimal]:
    def read(value: object) -> Decimal:
        word = _word(value)
        if not re.fullmatch(r"-?[0-9]{1,3}([.,][0-9]{1,6})?", word, re.ASCII):
            hint = msg("write degrees with a point, south of the equator with a minus: -6.36")
            raise fault(msg("{text} is no number of degrees", text=word[:20]), hint, at=_mark_of(value))
        degrees = Decimal(word.replace(",", "."))
        if not lowest <= degrees <= highest:
            said = msg("{text} lies outside Indonesia", text=word)
            hint = msg("latitude lies from -12 to 7, longitude from 94 to 142; they may be exchanged")
            raise fault(said, hint, at=_mark_of(value))
        return degrees

    return read


Latitude: TypeAlias = Annotated[
    Decimal, PlainValidator(_degrees(-12, 7)), WithJsonSchema({"type": "number", "minimum": -12, "maximum": 7})
]
"""Degrees north of the equator; south of it below zero."""
Longitude: TypeAlias = Annotated[
    Decimal, PlainValidator(_degrees(94, 142)), WithJsonSchema({"type": "number", "minimum": 94, "maximum": 142})
]
"""Degrees east of Greenwich."""


def _date(value: object) -> date.Date:
    try:
        return date.read(_word(value))
    except date.DateError as error:
        raise fault(error.message, error.hint, "wrong-date") from None


Day: TypeAlias = Annotated[
    date.Date,
    PlainValidator(_date),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer"}], "examples": ["2022-08-01", "2022-08", 2022]}),
]
"""A date at the precision it is known."""

# --- figures ---------------------------------------------------------------------------------------------------

_FIGURE_KEYS = ("value", "unit", "source", "note", "estimate", "counted")


@dataclass(frozen=True, slots=True)
class FigureType:
    """How a field reads its number: the unit it has unless the author names one, and whether it may be negative."""

    unit: str = ""
    negative: bool = False

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        written: JsonSchemaValue = {"type": ["integer", "string", "null"]}
        fields: JsonSchemaValue = {
            "value": {**written, "description": "The number as the source writes it."},
            "unit": {
                "type": "string",
                "description": "What is counted.",
                "examples": ["person", "family", "rupiah"],
            },
            "source": {"type": "string", "description": "The id of a source below `sources`."},
            "note": {**_TEXT_SCHEMA, "description": "What a reader should know about the number."},
            "counted": {**_TEXT_SCHEMA, "description": "How the number was counted."},
            "estimate": {**_YES_NO, "description": "Whether the number is an estimate."},
        }
        mapping = {
            "type": "object",
            "properties": fields,
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [{**written, "examples": [342, "Rp 1,5 miliar", "<5"]}, mapping]}

    def validate(self, value: object, info: ValidationInfo) -> Cell:
        """Return the figure, the withheld cell, or `None` where the author left the value open."""
        if isinstance(value, Scalar):
            return None if value.missing else self._cell(value, {}, value.path, info)
        if not isinstance(value, MappingNode):
            raise fault(msg("a number belongs here"), msg("write the number, or value: and source: below it"))
        unknown = next((key for key in value if key not in _FIGURE_KEYS), None)
        if unknown is not None:
            hint = msg("its fields are {known}", known=", ".join(_FIGURE_KEYS))
            raise fault(msg("a number has no field {key}", key=unknown), hint, at=value.keys_at[unknown])
        number = value.get("value")
        if not isinstance(number, Scalar):
            raise fault(msg("the field value is missing"), msg("write value: and the number"), at=value.mark)
        present = {key: node for key, node in value.items() if not (isinstance(node, Scalar) and node.missing)}
        return None if number.missing else self._cell(number, present, value.path, info)

    def _cell(self, number: Scalar, fields: "dict[str, Any]", path: tuple[str, ...], info: ValidationInfo) -> Cell:
        context = _context(info)
        try:
            read = amount.read(number)
        except amount.AmountError as error:
            raise fault(error.message, error.hint, "wrong-amount") from None
        unit = self._unit(read, fields, context)
        common: dict[str, Any] = {
            "unit": unit,
            "origin": Origin(number.mark, path, sys.intern(str(number))),
            "address": f"{context.scope}/{'.'.join(path)}",
            "source": _identifier(fields["source"]) if "source" in fields else context.inherited,
            "note": _text(fields["note"], info, line=False) if "note" in fields else None,
        }
        if read.less:
            return Suppressed(limit=read.value, **common)
        if read.value < ZERO and not self.negative:
            raise fault(msg("{text} is below zero, which cannot be here", text=str(number)))
        return Figure(
            value=read.value,
            quantum=read.quantum,
            scale=read.scale,
            tolerance=read.tolerance,
            counted=_text(fields["counted"], info, line=False) if "counted" in fields else None,
            estimate=_truth(fields["estimate"]) if "estimate" in fields else False,
            **common,
        )

    def _unit(self, read: amount.Amount, fields: "dict[str, Any]", context: Context) -> Unit:
        named = _identifier(fields["unit"]) if "unit" in fields else ""
        said = "rupiah" if read.money else "percent" if read.percent else ""
        unit, at = named or said or self.unit, _mark_of(fields.get("unit"))
        if not unit:
            raise fault(
                msg("the number has no unit"),
                msg("add unit: and what is counted, such as person or family"),
                "missing-unit",
            )
        if said and unit != said:
            text = msg("the number is written in {said}, its unit says {unit}", said=said, unit=unit)
            raise fault(text, at=at)
        if self.unit in ("rupiah", "percent") and unit != self.unit:
            raise fault(msg("{unit} cannot stand here, only {right}", unit=unit, right=self.unit), at=at)
        if unit not in context.units:
            known = ", ".join(sorted(context.units))
            hint = msg("known units: {known}; add others to units in programs/publisher.yml", known=known)
            raise fault(msg("{unit} is not a known unit", unit=unit), hint, at=at)
        return context.units[unit]


_Reported: TypeAlias = Figure | Suppressed | None
Money: TypeAlias = Annotated[_Reported, FigureType("rupiah")]
"""An amount of rupiah."""
People: TypeAlias = Annotated[_Reported, FigureType("person")]
"""A count of people, or of another unit that the author names."""
Families: TypeAlias = Annotated[_Reported, FigureType("family")]
"""A count of families, or of households where the author says so."""
Share: TypeAlias = Annotated[_Reported, FigureType("percent")]
"""A percentage."""
Quantity: TypeAlias = Annotated[_Reported, FigureType(negative=True)]
"""A number whose unit the author names."""
Years: TypeAlias = Annotated[_Reported, FigureType("year")]
"""A length in years, or in another unit that the author names."""
Days: TypeAlias = Annotated[_Reported, FigureType("day")]
"""A length in days, or in another unit that the author names."""
Classes: TypeAlias = Annotated[_Reported, FigureType("class")]
"""A count of classes or groups of one course."""
