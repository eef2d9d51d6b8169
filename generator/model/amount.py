"""Read amounts as Indonesians write them, and refuse what could mean two things."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache, lru_cache

from generator.i18n import Message, msg

ZERO, ONE = Decimal(0), Decimal(1)
THOUSAND, MILLION, BILLION, TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))

SCALE_WORDS = {
    "ribu": THOUSAND,
    "rb": THOUSAND,
    "juta": MILLION,
    "jt": MILLION,
    "miliar": BILLION,
    "milyar": BILLION,
    "triliun": TRILLION,
    "trilyun": TRILLION,
}

_SHAPE = re.compile(
    r"(?P<less><\s*)?(?P<money>Rp\.?\s*)?(?P<sign>-)?(?P<digits>[0-9][0-9.,]*)(?:\s*(?P<word>[A-Za-z]+))?(?P<percent>\s*%)?",
    re.ASCII,
)
_PLAIN = re.compile(r"0|[1-9][0-9]*")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")
_DECIMAL = re.compile(r"(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]+)")
_MAX_TYPED, _MAX_DIGITS = 26, 28
"""Signs of the number as it is typed, and digits before its comma with those that a word such as triliun stands for:
more than Python's decimals hold."""
_EXACT = Context(prec=60)
"""Precise enough for the ratio of the largest amount to the smallest."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written: its value, the size of its last written place, and the scale of its word (1 if none).

    `tolerance` is half of the last place where the author rounded, and 0 for a plain whole number.
    """

    value: Decimal
    quantum: Decimal
    scale: Decimal
    money: bool = False
    percent: bool = False
    less: bool = False

    @property
    def tolerance(self) -> Decimal:
        """Return how far the true value may lie from the written one."""
        return ZERO if self.quantum == 1 and self.scale == 1 else _half(str(self.quantum))


class AmountError(ValueError):
    """Say why a text is not one clear amount, and what to type instead."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


def read(raw: str) -> Amount:
    """Read one amount; raise `AmountError` where it is not a number, or could be read as two."""
    return _read(str(raw))


@lru_cache(maxsize=1 << 12)
def _read(raw: str) -> Amount:
    """Read an amount once, however many figures and versions repeat it; they share its numbers."""
    text = raw.strip().replace("\u00a0", " ")
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise AmountError(_wrong(text), msg("write digits only, for example 1500000, Rp 1.500.000 or Rp 1,5 miliar"))
    digits = shape["digits"]
    scale = _scale(shape["word"])
    number, places = _digits(digits, money=bool(shape["money"]), scaled=scale != 1)
    if len(digits) > _MAX_TYPED or (number * scale).adjusted() >= _MAX_DIGITS:
        raise AmountError(msg("{text} has more digits than any amount of money", text=text[:40]))
    value = (-number if shape["sign"] else number) * scale
    quantum = _quantum(places, scale)
    return Amount(value, quantum, scale, bool(shape["money"]), bool(shape["percent"]), bool(shape["less"]))


def rounded(value: Decimal, place: Decimal) -> Decimal:
    """Round a number to a place, however many digits it has before it."""
    return value.quantize(place, context=_EXACT)


@cache
def _quantum(places: int, scale: Decimal) -> Decimal:
    return Decimal(1).scaleb(-places) * scale


@cache
def _half(quantum: str) -> Decimal:
    """Return half of a number; by its text, since equal numbers can be written with more places."""
    return Decimal(quantum) / 2


def _scale(word: str | None) -> Decimal:
    if not word:
        return ONE
    scale = SCALE_WORDS.get(word.lower())
    if scale is None:
        if word in ("M", "B", "T"):
            hint = msg("write juta, miliar or triliun in full")
            raise AmountError(msg("{word} can mean million or miliar", word=word), hint)
        raise AmountError(
            msg("{word} is not a word for an amount", word=word),
            msg("known words: ribu, juta, miliar, triliun"),
        )
    return scale


def _digits(digits: str, *, money: bool, scaled: bool) -> tuple[Decimal, int]:
    """Return the number and how many decimals it was written with."""
    if _PLAIN.fullmatch(digits):
        return Decimal(digits), 0
    if _GROUPED.fullmatch(digits):
        if digits.count(".") == 1 and (scaled or not money):
            raise _ambiguous(digits, digits.replace(".", ","), digits.replace(".", ""))
        return Decimal(digits.replace(".", "")), 0
    decimal = _DECIMAL.fullmatch(digits)
    if decimal:
        whole, fraction = decimal[1].replace(".", ""), decimal[2]
        if len(fraction) == 3 and "." not in decimal[1] and whole != "0":
            raise _ambiguous(digits, f"{whole},{fraction.rstrip('0') or '0'}", whole + fraction)
        return Decimal(f"{whole}.{fraction}"), len(fraction)
    raise _malformed(digits)


def _ambiguous(digits: str, small: str, large: str) -> AmountError:
    small = small.rstrip("0").rstrip(",") if "," in small else small
    small += "0" if len(small.partition(",")[2]) == 3 else ""  # three decimals would be refused again
    return AmountError(
        msg("{digits} can be read in two ways", digits=digits),
        msg("write {small} for the small number, or {large} for the large one", small=small, large=large),
    )


def _malformed(digits: str) -> AmountError:
    if re.fullmatch(r"0[0-9]+", digits):
        return AmountError(
            msg("{digits} begins with a zero", digits=digits),
            msg("a number is written without it; a code goes between quotes in a text field"),
        )
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3}){2,}(\.[0-9]+)?", digits):
        whole = digits.partition(".")[0].replace(",", ".")
        return AmountError(msg("{digits} uses English separators", digits=digits), msg("write {right}", right=whole))
    if re.fullmatch(r"[0-9]+\.[0-9]+", digits):
        right = digits.replace(".", ",")
        return AmountError(msg("{digits} uses a point for decimals", digits=digits), msg("write {right}", right=right))
    return AmountError(
        msg("{digits} is not grouped in threes", digits=digits),
        msg("check the points and the comma, or write digits only"),
    )


def _wrong(text: str) -> Message:
    if text.upper().startswith(("IDR", "USD", "$")):
        return msg("{text} is not written the Indonesian way", text=text[:30])
    return msg("{text} is not a number", text=text[:30] or "''")
