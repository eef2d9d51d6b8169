"""Numbers as prose says them, in digits or in words: `empat hari`, `Rp 1,5 miliar`, `twenty-five people`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from generator.model.amount import SCALE_WORDS

_ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan"
_TEENS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

SMALL: dict[str, dict[str, int]] = {
    "id": {**{word: value for value, word in enumerate(_ONES.split())}, "sepuluh": 10, "sebelas": 11},
    "en": {
        **{word: value for value, word in enumerate(_TEENS.split())},
        **{word: 20 + 10 * index for index, word in enumerate(_TENS.split())},
    },
}
"""Words that are added, by language."""
STEPS: dict[str, dict[str, int]] = {"id": {"puluh": 10, "ratus": 100}, "en": {"hundred": 100}}
"""Words that multiply what stands before them inside a group of three digits."""
WHOLE: dict[str, dict[str, int]] = {"id": {"seratus": 100, "seribu": 1000}, "en": {}}
"""Words that say one of a step at once."""
GROUPS: dict[str, dict[str, int]] = {
    "id": {word: int(size) for word, size in SCALE_WORDS.items()},
    "en": {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
}
"""Words that close a group of three digits."""

_DIGITS = {
    "id": r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?",
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in a text: its value, how far the true one may lie from it, and the letters it takes."""

    value: Decimal
    tolerance: Decimal
    begin: int
    end: int
    money: bool = False


def find_numbers(text: str, language: str) -> Iterator[Spoken]:
    """Yield the numbers of a text in the order they stand."""
    for found in _pattern(language).finditer(text):
        spoken = _read(found, language)
        if spoken is not None:
            yield spoken


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = [*SMALL[language], *STEPS[language], *WHOLE[language], *GROUPS[language]]
    if language == "id":
        words.append("belas")
    word = "|".join(sorted(words, key=len, reverse=True))
    scale = "|".join(sorted(GROUPS[language], key=len, reverse=True))
    joint = r"[\s-]+(?:and\s+)?" if language == "en" else r"\s+"
    return re.compile(
        rf"(?:(?P<money>\bRp\.?\s*)|(?<![\w.,/-]))(?P<digits>{_DIGITS[language]})(?:\s*(?P<scale>{scale})\b)?(?![\w/]|[.,]\d)"
        rf"|(?<![\w-])(?P<words>(?:{word})(?:{joint}(?:{word}))*)(?![\w-])",
        re.IGNORECASE,
    )


def _read(found: "re.Match[str]", language: str) -> Spoken | None:
    if found["words"]:
        value = read_words(found["words"], language)
        return None if value is None else Spoken(Decimal(value), Decimal(0), found.start(), found.end())
    group, point = (".", ",") if language == "id" else (",", ".")
    try:
        number = Decimal(found["digits"].replace(group, "").replace(point, "."))
    except InvalidOperation:
        return None
    size = GROUPS[language][found["scale"].lower()] if found["scale"] else 1
    places = Decimal(str(number)).as_tuple().exponent
    quantum = Decimal(1).scaleb(int(places)) * size
    tolerance = Decimal(0) if quantum == 1 else quantum / 2
    return Spoken(number * size, tolerance, found.start(), found.end(), money=bool(found["money"]))


def read_words(words: str, language: str) -> int | None:
    """Return the number that words say, such as `dua puluh lima`; `None` where they say none."""
    total, group, last = 0, 0, 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in SMALL[language]:
            group, last = group + SMALL[language][word], SMALL[language][word]
        elif word in WHOLE[language]:
            group, last = group + WHOLE[language][word], 0
        elif word == "belas":
            group += 10
        elif word in STEPS[language]:
            group, last = group - last + (last or 1) * STEPS[language][word], 0
        elif word in GROUPS[language]:
            total, group, last = total + (group or 1) * GROUPS[language][word], 0, 0
        elif word != "and":
            return None
    return total + group
