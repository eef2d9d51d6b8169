"""Hold the catalogues against what the program says: every sentence once, complete, and in the reader's words."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.ext import babel_extract

from generator import i18n
from generator.cli import program as commands
from generator.i18n import LANGUAGES, LOCALES, Message, catalogue, msg, nmsg, translator
from generator.model.organization import Organizations
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.report import Report

ROOT = Path(__file__).parents[1]
CODE, TEMPLATES = ROOT / "generator", ROOT / "templates"

SENTENCES: dict[str, int] = {"msg": 1, "to": 1, "say": 1, "translator": 1, "nmsg": 2, "plural": 2}
"""What takes English first, and how many forms of it: the sentence, and with a count also that for many."""

ENGLISH = re.compile(
    r"\b(the|an|of|to|is|are|was|were|and|or|not|with|without|for|from|by|in|on|at|it|its|that|this|these|which|who|what|"
    r"where|when|how|no|be|been|has|have|does|do|as|than|then|only|each|every)\b",
    re.IGNORECASE,
)
"""Words without which English hardly makes a sentence, and that Indonesian does not have."""

BRACKET = re.compile(r" \(([a-z- ]+)\)$")
EXPLAINING = frozenset(
    "fakir miskin amil mualaf riqab gharimin fisabilillah off-taker deficit estimate".split()  # noqa: SIM905 - words
) | {"ibnu sabil"}
"""What stands in brackets for the reader, not for the translator."""

PLACE = re.compile(r"\{([^{}]*)\}")
KEY = re.compile(r"`[^`]*`|\b[a-z_]+:(?=\s|$|,)|\.yml\b|\b[a-z]+(?:-[a-z]+)+\b")
"""What authors type and no language changes: code between backticks, keys, names of files, codes of checks."""


@dataclass(frozen=True)
class Said:
    """One entry of a catalogue."""

    file: str
    id: str
    plural: str
    text: str
    fuzzy: bool


# --- what the program says ---------------------------------------------------------------------------------------


@cache
def used() -> dict[str, str]:
    """Return every sentence of code, templates, schema and command line, each with its sentence for many or nothing."""
    found: dict[str, str] = {}
    for one, many in (*_in_code(), *_in_templates(), *_in_schema(), *_in_help()):
        if one not in LANGUAGES:
            found[one] = many or found.get(one, "")
    return found


def _in_code() -> Iterator[tuple[str, str]]:
    # Babel's own reading of Python takes every string between the brackets of a call, such as a key of a mapping.
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (forms := SENTENCES.get(_called(node.func))):
                words = [one for given in node.args[:forms] for one in _literals(given)]
                if forms == 1:
                    yield from ((one, "") for one in words)
                elif len(words) == forms:
                    yield words[0], words[1]


def _called(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _literals(given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.IfExp):
        yield from (*_literals(given.body), *_literals(given.orelse))
    elif isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value


def _in_templates() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.rglob("*.jinja")):
        with path.open("rb") as source:
            for _, _, found, _ in babel_extract(source, tuple(SENTENCES), [], {}):
                one = found if isinstance(found, str) else (found or ("",))[0]
                if one:
                    yield one, ""


def _in_schema() -> Iterator[tuple[str, str]]:
    for record in (Publisher, Organizations, Program, Report):
        yield from ((sentence, "") for sentence in _descriptions(record.model_json_schema()))


def _descriptions(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("description"), str):
            yield schema["description"]
        for inner in schema.values():
            yield from _descriptions(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _descriptions(inner)


def _in_help() -> Iterator[tuple[str, str]]:
    for command in _commands(commands):
        if command.help:
            yield " ".join(command.help.split()), ""
        for parameter in command.params:
            # Click brings its own sentence for --version; it is said as it is in every language.
            if isinstance(parameter, click.Option) and parameter.help:
                yield parameter.help, ""


def _commands(command: click.Command) -> Iterator[click.Command]:
    """Yield a command, and those below it."""
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from _commands(found)


# --- what the catalogues hold ------------------------------------------------------------------------------------


@cache
def entries(language: str) -> tuple[Said, ...]:
    """Return all entries of a language, by file."""
    return tuple(
        _said(path, entry)
        for path in sorted((LOCALES / language / "LC_MESSAGES").rglob("*.po"))
        for entry in read_po(BytesIO(path.read_bytes()), locale=language)
        if entry.id
    )


def _said(path: Path, entry: Entry) -> Said:
    one, many = (entry.id, "") if isinstance(entry.id, str) else entry.id
    text = entry.string if isinstance(entry.string, str) else "\n".join(entry.string or ())
    return Said(path.name, one, many, text, entry.fuzzy)


@cache
def indonesian() -> dict[str, str]:
    """Return the Indonesian of each sentence."""
    return {one.id: one.text for one in entries("id")}


# --- the tests ---------------------------------------------------------------------------------------------------


def test_every_sentence_has_an_indonesian_translation() -> None:
    """What code, templates, schema and command line say in English stands in a catalogue."""
    assert sorted(set(used()) - set(indonesian())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language: str) -> None:
    """An entry whose sentence nobody says any more is deleted."""
    assert [f"{one.file}: {one.id}" for one in entries(language) if one.id not in used()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_the_places_of_its_sentence(language: str) -> None:
    """Every `{place}` of the English stands in the translation, and no other."""
    wrong = [
        f"{one.file}: {one.id}"
        for one in entries(language)
        if set(PLACE.findall(one.id)) | set(PLACE.findall(one.plural)) != set(PLACE.findall(one.text))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_unsure_or_empty(language: str) -> None:
    """Babel leaves fuzzy entries out of the compiled catalogue, and empty ones would fall back to English."""
    assert [f"{one.file}: {one.id}" for one in entries(language) if one.fuzzy or not one.text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_one_translation(language: str) -> None:
    """Two files may say the same, but not differently: which of them won would depend on their names."""
    first: dict[str, Said] = {}
    twice = [
        f"{one.id}: {one.text} ({one.file}), {first[one.id].text} ({first[one.id].file})"
        for one in entries(language)
        if first.setdefault(one.id, one).text != one.text
    ]
    assert twice == []


def test_a_sentence_that_counts_is_translated_as_one_that_counts() -> None:
    """An entry without `msgid_plural` is not found when a number decides on the form."""
    counting = {one.id: one.plural for one in entries("id") if one.plural}
    assert {one: many for one, many in used().items() if many and counting.get(one) != many} == {}


def test_the_indonesian_has_no_english_left_in_it() -> None:
    """No article, pronoun or preposition of English stands in an Indonesian sentence."""
    found = [f"{one.file}: {one.text}" for one in entries("id") if ENGLISH.search(KEY.sub("", PLACE.sub("", one.text)))]
    assert found == []


def test_a_translation_begins_and_ends_like_its_sentence() -> None:
    """Capital or small letter, and full stop, colon, question mark or none: pages put sentences together."""
    wrong = [
        f"{one.file}: {one.id} | {one.text}"
        for one in entries("id")
        if not _begin_alike(one.id, one.text) or _ends(one.id) != _ends(one.text)
    ]
    assert wrong == []


NAMES = ("TJSL", "English", "Indonesian")
"""Words that keep their capital in the middle of a sentence."""


def _begin_alike(one: str, other: str) -> bool:
    if one.startswith(NAMES) or other.startswith(NAMES) or not (one[0].isalpha() and other[0].isalpha()):
        return True
    return one[0].isupper() == other[0].isupper()


def _ends(text: str) -> str:
    return text[-1] if text[-1] in ".:?!" else ""


def test_an_english_reader_sees_no_bracket_that_only_tells_two_meanings_apart() -> None:
    """Ids such as `regency (place)` have their plain English in the English catalogue."""
    english = {one.id: one.text for one in entries("en")}
    assert [text for text in english.values() if BRACKET.search(text)] == []
    open_brackets = [one for one in used() if BRACKET.search(one) and one not in english]
    assert [one for one in open_brackets if BRACKET.findall(one)[0] not in EXPLAINING] == []
    assert translator("en")("regency (place)") == "regency"
    assert translator("id")("regency (place)") == "kabupaten"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_no_catalogue_has_is_said_in_english(language: str) -> None:
    """A missing entry costs the reader the language, never the sentence."""
    say = translator(language)
    assert say("nobody translated {what}", what="this") == "nobody translated this"
    assert say.render(msg("nor this")) == "nor this"
    assert [say.plural("{count} gnu", "{count} gnus", count) for count in (0, 1, 2)] == ["0 gnus", "1 gnu", "2 gnus"]


def test_english_tells_one_from_many_and_indonesian_does_not() -> None:
    """Indonesian has one form for all numbers; English takes its own from the sentence."""
    forms = [nmsg("person", "people", count) for count in (0, 1, 2)]
    assert [one.localize(translator("en")) for one in forms] == ["people", "person", "people"]
    assert [one.localize(translator("id")) for one in forms] == ["orang", "orang", "orang"]


def test_a_word_can_stand_alone_and_count() -> None:
    """`target` is a field and a unit: the two entries, in different files, do not hide each other."""
    assert translator("id")("target") == "sasaran"
    assert nmsg("target", "targets", 3).localize(translator("id")) == "sasaran"
    assert Message("target", {}, "targets", 3).localize(translator("en")) == "targets"


def test_catalogues_are_found_in_folders_and_asked_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A language may have many files: each is asked, in whatever folder it lies."""
    folder = tmp_path / "id" / "LC_MESSAGES"
    for name, one, text in (("a.po", "left", "kiri"), ("parts/b.po", "right", "kanan")):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'msgid "{one}"\nmsgstr "{text}"\n', encoding="utf-8")
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    catalogue.cache_clear()
    try:
        known = catalogue("id")
        assert [known.gettext(word) for word in ("left", "right", "up")] == ["kiri", "kanan", "up"]
        assert known.ngettext("gnu", "gnus", 2) == "gnus"
        assert catalogue("en").gettext("left") == "left"
    finally:
        catalogue.cache_clear()


def test_the_frame_says_the_same_things_in_both_languages() -> None:
    """The words of the page frame stand in a template of the theme, outside the catalogues."""
    words = Environment(autoescape=True).from_string(
        (TEMPLATES / "theme" / "partials" / "words.html").read_text("utf-8")
    )
    said = vars(words.module)
    assert set(said["id"]) == set(said["en"])
    assert [key for key, text in said["id"].items() if not text] == []


@given(
    value=st.builds(
        lambda digits, place: Decimal(digits).scaleb(place), st.integers(-(10**15), 10**15), st.integers(-8, 2)
    ),
    places=st.one_of(st.none(), st.integers(0, 4)),
    language=st.sampled_from(LANGUAGES),
)
def test_numbers_are_written_as_the_reference_for_locales_says(
    value: Decimal, places: int | None, language: str
) -> None:
    """Our own grouping, which is ten times as fast, makes what Babel makes of the rules of the language."""
    decimals = "##########" if places is None else "0" * places
    pattern = f"#,##0.{decimals}" if decimals else "#,##0"
    said = format_decimal(value, format=pattern, locale=language, decimal_quantization=False)
    assert translator(language).number(value, places) == said


def test_the_largest_numbers_are_written_too() -> None:
    """Babel refuses numbers of nineteen digits and more."""
    assert translator("id").number(Decimal(10) ** 20) == "100.000.000.000.000.000.000"
