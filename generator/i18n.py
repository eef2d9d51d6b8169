"""Messages, their translation, and numbers and dates in the reader's locale.

English is the language of the message ids; other languages are gettext catalogues below `locales/`, one file a topic.
"""

import gettext
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Protocol, TypeGuard

from babel import Locale
from babel.dates import get_month_names
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Sentence
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol

LANGUAGES = ("id", "en")
"""Languages that the interface speaks, the default one first."""

LOCALES = Path(__file__).parent / "locales"

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Letters that steer a terminal, a log or the direction of a line, and bytes that are no letters at all."""


def visible(text: str) -> str:
    """Return a text whose control characters are written as escapes, so that it can stand in any log."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


SCALES: tuple[tuple[Decimal, str, str], ...] = (
    (Decimal(10) ** 12, "triliun", "trillion"),
    (Decimal(10) ** 9, "miliar", "billion"),
    (Decimal(10) ** 6, "juta", "million"),
    (Decimal(10) ** 3, "ribu", "thousand"),
)
"""Scale, Indonesian word, English word, largest first."""


class Localizable(Protocol):
    """What can write itself in a reader's language."""

    def localize(self, translator: "Translator") -> str:
        """Return the value as the reader of `translator` would write it."""
        ...


def is_localizable(value: object) -> TypeGuard[Localizable]:
    """Tell whether a value can write itself in a reader's language.

    A check of the protocol would look at every attribute; a site asks a million times.
    """
    return hasattr(type(value), "localize")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that is not yet in any language: an English id and the values that fill it."""

    id: str
    params: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: int = 1

    def localize(self, translator: "Translator") -> str:
        """Return the sentence in the reader's language."""
        return translator.render(self)

    def __str__(self) -> str:
        return translator("en").render(self)

    def __hash__(self) -> int:
        return hash((self.id, str(self)))


def msg(id: str, /, **params: object) -> Message:  # noqa: A002 - gettext's own word
    """Return a message with its values; the first argument is extracted for translation."""
    return Message(id, params) if params else _plain(id)


@cache
def _plain(id: str, /) -> Message:  # noqa: A002 - as above
    """Return a message without values, one for all places that say it."""
    return Message(id)


def nmsg(singular: str, plural: str, count: int, /, **params: object) -> Message:
    """Return a message that depends on a count, which is also given as `{count}`."""
    return Message(singular, {"count": count, **params}, plural, count)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Put all catalogues of a language together and compile them in memory; English is the language of the ids."""
    whole = Catalog()
    for path in sorted((LOCALES / language / "LC_MESSAGES").rglob("*.po")):
        with path.open("rb") as source:
            parsed = read_po(source, locale=language)
        whole.mime_headers = parsed.mime_headers  # the rule of plurals: Babel knows none for Indonesian
        for message in parsed:
            _file(message, whole)
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _file(message: Sentence, whole: Catalog) -> None:
    """Add a message; an entry that counts serves the word standing alone as well, and so takes its place."""
    if not message.id or not message.string:
        return
    known = whole.get(message.id[0] if isinstance(message.id, list | tuple) else message.id)
    if known is not None and known.pluralizable:
        return
    if known is not None:
        whole.delete(known.id)
    whole.add(message.id, message.string, flags=message.flags)


class Translator:
    """Write messages, numbers, money and dates for the readers of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        self._catalogue = catalogue(language)
        self._patterns: dict[tuple[str, int], str] = {}
        self._numbers: dict[tuple[Decimal, int | None], str] = {}
        self._separators = get_decimal_symbol(self.locale), get_group_symbol(self.locale)

    def __call__(self, id: str, /, **params: object) -> str:  # noqa: A002 - gettext's own word
        """Translate an English sentence and fill it."""
        if not params:  # most are words of the frame; pages ask for hundreds of thousands
            known = self._patterns.get((id, 0))
            if known is not None:
                return known
        return self.render(Message(id, params))

    def plural(self, singular: str, plural: str, count: int, /, **params: object) -> str:
        """Translate a sentence that depends on `count`."""
        return self.render(nmsg(singular, plural, count, **params))

    def counted(self, singular: str, plural: str, count: int) -> str:
        """Translate a word that depends on `count`; units of figures ask for a hundred thousand."""
        known = self._patterns.get((singular, count))
        return self.render(Message(singular, {}, plural, count)) if known is None else known

    def pattern(self, message: Message) -> str:
        """Return the translated sentence with its `{places}` still open."""
        key = (message.id, message.count if message.plural else 0)
        if key not in self._patterns:
            self._patterns[key] = self._translate(message)
        return self._patterns[key]

    def _translate(self, message: Message) -> str:
        if message.plural:
            return self._catalogue.ngettext(message.id, message.plural, message.count)
        if not message.id:
            return ""
        found = self._catalogue.gettext(message.id)
        # Before Python 3.11.4 a word that stands in the catalogue with its plural is not found by itself.
        return found if found != message.id else self._catalogue.ngettext(message.id, message.id, 1)

    def render(self, message: Message) -> str:
        """Translate a message and fill its values, each in the reader's locale."""
        pattern = self.pattern(message)
        values = {name: self.show(value) for name, value in message.params.items()}
        return pattern.format(**values) if values else pattern

    def show(self, value: object) -> str:
        """Return any value of a message as the reader would write it."""
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int | Decimal):
            return self.number(Decimal(value))
        return value.localize(self) if is_localizable(value) else visible(str(value))

    def number(self, value: Decimal, places: int | None = None) -> str:
        """Write a number with the reader's separators and, where given, exactly `places` decimals."""
        key = (value, places)
        if key not in self._numbers:
            self._numbers[key] = self._grouped(value, places or 0)
        return self._numbers[key]

    def _grouped(self, value: Decimal, places: int) -> str:
        """Write all digits of a number in groups of three; Babel, which reads the pattern anew, takes ten times it."""
        whole, _, decimals = f"{value:,f}".partition(".")
        decimals = decimals.rstrip("0").ljust(places, "0")
        point, group = self._separators
        return f"{whole.replace(',', group)}{point}{decimals}" if decimals else whole.replace(",", group)

    def scaled(self, value: Decimal, scale: Decimal, places: int) -> str:
        """Write a number in thousands, millions, billions or trillions, with the word for it."""
        for size, indonesian, english in SCALES:
            if size == scale:
                word = indonesian if self.language == "id" else english
                return f"{self.number(value / scale, places)} {word}"
        return self.number(value, places)

    def list(self, items: "list[str]") -> str:
        """Join words as the reader's language lists them."""
        joiners: dict[str, tuple[str, str]] = {"id": (" dan ", ", dan "), "en": (" and ", ", and ")}
        two, last = joiners.get(self.language, joiners["en"])
        if len(items) <= 2:
            return two.join(items)
        return ", ".join(items[:-1]) + last + items[-1]

    def month(self, month: int) -> str:
        """Return the name of a month, 1 to 12."""
        return str(get_month_names("wide", context="stand-alone", locale=self.locale)[month])


@cache
def translator(language: str) -> Translator:
    """Return the one translator of a language."""
    return Translator(language)


Say = Callable[..., str]
