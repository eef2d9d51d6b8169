"""Lines of YAML that an author could have typed: quotes only where they must be."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from generator.i18n import Message, translator
from generator.model.text import Text

_PLAIN = re.compile(r"[A-Za-z](?:[\w ()/.'-]*[\w().])?", re.ASCII)
_AMOUNT = re.compile(r"(?:Rp ?)?[0-9][0-9.]*(?: (?:ribu|juta|miliar|triliun))?", re.ASCII)
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "ya", "tidak"}
"""Words that some reader of YAML takes for something else than text."""


def spell(text: str) -> str:
    """Return a text as a scalar, between double quotes where anything in it could be read as something else."""
    plain = _PLAIN.fullmatch(text) or _AMOUNT.fullmatch(text)
    return text if plain and text.lower() not in _WORDS else json.dumps(text, ensure_ascii=False)


def spell_text(text: Text) -> str:
    """Return a line in all languages that it was written in."""
    if len(text.versions) == 1:
        return spell(text.versions[0][1])
    return _braced((language, spell(words)) for language, words in text.versions)


def spell_message(message: Message, languages: Sequence[str]) -> str:
    """Return a sentence of ours in the languages of a publisher."""
    if len(languages) == 1:
        return spell(translator(languages[0]).render(message))
    return _braced((one, spell(translator(one).render(message))) for one in languages)


def _braced(pairs: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"


def prose(key: str, message: Message, languages: Sequence[str]) -> Iterator[str]:
    """Yield a field of prose, one line a language."""
    yield f"{key}:"
    for one in languages:
        yield f"  {one}: {spell(translator(one).render(message))}"


def indented(lines: Iterable[str], depth: int = 1) -> Iterator[str]:
    """Yield lines some levels further in."""
    return (f"{'  ' * depth}{line}" if line else line for line in lines)


def commented(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as comments that become fields when the sign is taken away."""
    return (f"# {line}" for line in lines)
