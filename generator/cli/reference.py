"""The reference of the format as Markdown: every field of every file, out of the model and its own sentences."""

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from generator.cli.sections import heading, sections, table
from generator.i18n import Message, Translator, msg
from generator.model.organization import Fact
from generator.model.record import (
    Address,
    Choice,
    Day,
    FigureType,
    Id,
    Latitude,
    Line,
    Longitude,
    Prose,
    Record,
    Whole,
    Word,
    YesNo,
)
from generator.model.unit import PERCENT, RUPIAH
from generator.views.choices import meanings

Files = Mapping[str, tuple[type[Record], str]]
"""Each kind of file: its model, and where such a file stands."""

_PLAIN: tuple[tuple[object, Message], ...] = (
    (Id, msg("short name")),
    (Line, msg("one line, in both languages")),
    (Prose, msg("text, in both languages")),
    (Word, msg("one line, the same in both languages")),
    (Address, msg("address, beginning with `https://`, `http://` or `mailto:`")),
    (Day, msg("date")),
    (YesNo, msg("`ya` or `tidak`")),
    (Whole, msg("whole number")),
    (Latitude, msg("degrees of latitude, such as `-6.36`")),
    (Longitude, msg("degrees of longitude, such as `106.25`")),
    (str, msg("word")),
)
"""What an author writes for each type of the model that is not a figure, a list or a group of fields."""


def reference(files: Files, say: Translator) -> str:
    """Return the whole reference in the reader's language."""
    described: set[type[Record]] = set()
    blocks = [
        heading(say("The format of the files"), 1),
        f"<!-- amanah schema --reference --lang {say.language} -->",
        say(
            "This page is made out of the program itself by the command `amanah schema --reference`. Every file is "
            "YAML in UTF-8, indented with spaces. Fields that are not required may be left out: what nobody reported "
            'is shown as "not reported", never as zero.'
        ),
        *(block for model, place in files.values() for block in _file(model, place, described, say)),
        *_figure(say),
        *sections(say),
    ]
    return "\n\n".join(blocks) + "\n"


def _file(model: type[Record], place: str, described: set[type[Record]], say: Translator) -> Iterator[str]:
    """Yield the table of a file, then those of the groups of fields in it that no earlier file has."""
    yield heading(f"`{place}`")
    yield from _record(model, say)
    for inner in _inside(model, described):
        yield heading(f"`{anchor(inner)}`", 3)
        yield from _record(inner, say)


def _inside(model: type[Record], described: set[type[Record]]) -> Iterator[type[Record]]:
    for _, hint, _ in _fields(model):
        for inner in _records(hint):
            if inner not in described:
                described.add(inner)
                yield inner
                yield from _inside(inner, described)


def _records(hint: object) -> Iterator[type[Record]]:
    if isinstance(hint, type) and not get_origin(hint) and issubclass(hint, Record):
        yield hint
    for inner in get_args(hint):
        yield from _records(inner)


def _record(model: type[Record], say: Translator) -> Iterator[str]:
    yield say(" ".join((model.__doc__ or "").split()))
    rows = (
        (f"`{info.alias or name}`", _kind(hint, say), _need(info, say), say(" ".join((info.description or "").split())))
        for name, hint, info in _fields(model)
    )
    headings = (say("Field"), say("What stands there"), say("Required"), say("Meaning"))
    yield table(headings, rows)


def _fields(model: type[Record]) -> Iterator[tuple[str, object, Any]]:
    """Yield name, type with its notes, and pydantic's own record of each field."""
    hints = get_type_hints(model, include_extras=True)
    return ((name, hints[name], info) for name, info in model.model_fields.items())


def _need(info: Any, say: Translator) -> str:  # noqa: ANN401 - pydantic is used in the model only
    """Say whether a field must be written, and what holds where it is not."""
    if info.is_required():
        return say("yes")
    default = info.default
    if default is True or default is False:
        return say("no; without it `{word}`", word="ya" if default else "tidak")
    if default and isinstance(default, tuple):
        default = f"[{', '.join(default)}]"
    return say("no; without it `{word}`", word=str(default)) if default else say("no")


def _kind(hint: object, say: Translator) -> str:
    """Say in plain words what an author may write for a type."""
    plain = next((words for known, words in _PLAIN if known == hint), None)
    if plain is not None:
        return say.render(plain)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        number = next((one for one in inner if isinstance(one, FigureType)), None)
        assert number or Choice in inner, f"{hint} has no words: add them to this module"  # noqa: S101 - under test
        return _number(number, say) if number else _kind(inner[0], say)
    if origin in (Union, UnionType):
        return _kind(next(one for one in inner if one is not type(None)), say)
    if origin is Literal:
        return _words(inner, say) if len(inner) == 1 else say("one of {words}", words=_words(inner, say))
    if origin in (tuple, dict):
        return _several(inner, say, named=origin is dict)
    assert isinstance(hint, type), f"{hint} has no words: add them to this module"  # noqa: S101 - under test
    return f"[{anchor(hint)}](#{anchor(hint)})"


def _several(inner: tuple[object, ...], say: Translator, *, named: bool) -> str:
    """Say what stands in a list, or below names."""
    words = _choices(inner[0], say)
    if not named:
        return say("list out of {words}", words=words) if words else say("list of {items}", items=_kind(inner[0], say))
    value = _kind(inner[1], say)
    if words:
        return say("for each of {words}: {value}", words=words, value=value)
    return say("for each {key}: {value}", key=_kind(inner[0], say), value=value)


def _number(number: FigureType, say: Translator) -> str:
    if number.unit == RUPIAH:
        return say("amount of money, in rupiah")
    if number.unit == PERCENT:
        return say("percentage")
    return (
        say("number; without `unit:` it counts `{unit}`", unit=number.unit)
        if number.unit
        else say("number with `unit:`")
    )


def _choices(hint: object, say: Translator) -> str:
    """Return the words to choose from where a type is such a choice, else nothing."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return _words(get_args(hint), say) if get_origin(hint) is Literal else ""


def _words(words: tuple[str, ...], say: Translator) -> str:
    """List the words that can stand in a field, with their meaning where the pages have another word for it."""
    said = meanings(words)
    return ", ".join(_word(one, said.get(one), say) for one in words)


def _word(word: str, meaning: Message | None, say: Translator) -> str:
    said = meaning.localize(say) if meaning else ""
    return f"`{word}` ({said})" if said and said.lower() != word.replace("-", " ") else f"`{word}`"


def _figure(say: Translator) -> Iterator[str]:
    """Yield what can stand beside a number, out of the schema that editors use."""
    yield heading(say("A number and what stands beside it"))
    yield say(
        "Wherever a number, a percentage or an amount of money stands, write the number alone, or `value:` with the "
        "number and any of these beside it. A number without `source:` has the source of the entry or of the file "
        "in which it stands."
    )
    schema = Fact.model_json_schema()["properties"]["value"]
    fields = next(one["properties"] for one in schema["anyOf"] if "properties" in one)
    rows = ((f"`{name}`", say(field["description"])) for name, field in fields.items())
    yield table((say("Field"), say("Meaning")), rows)


def anchor(model: type[object]) -> str:
    """Return the name under which the reference describes a group of fields."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()
