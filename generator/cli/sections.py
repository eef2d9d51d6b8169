"""What the reference says beyond the fields: amounts, dates, places, texts and disclosures, with examples.

What an amount or a date is read as stands here as the readers themselves say it, so that it cannot be wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.i18n import Message, Translator, msg
from generator.model import amount, date
from generator.model.unit import UNITS

_AMOUNTS = (
    "1500000", "1.500.000", "Rp 1.500.000", "Rp1.500.000,00", "Rp 1.500", "Rp 1,5 miliar", "750 ribu", "12,5", "92,1%",
)  # fmt: skip
_NO_AMOUNTS = (
    "1.500", "1,500", "1500.5", "1,500,000", "IDR 1.5 billion", "15 M", "1_500", "012", "1e3", "kira-kira 40",
)  # fmt: skip
_DATES = ("2025-03-06", "2025-03", "2025-Q3", "2025-H2", "2025", "XXXX-03-06", "2013?-03-06", "2022~")
_NO_DATES = ("06/03/2025", "2025-13-01", "Maret 2025", "XXXX")


@dataclass(frozen=True)
class Section:
    """A title, sentences, and YAML that can stand in the file that its first line names."""

    title: Message
    sentences: tuple[Message, ...]
    example: str = ""


_PLACES = Section(
    msg("Places"),
    (
        msg(
            "A place goes by its code of Kemendagri, since names of places are not unique. Write its name as the "
            "source spells it. Leave the code out where the source does not say which region is meant, and say so "
            "in `note:`."
        ),
        msg("A spot inside a region has no code; `within:` names the region. A code goes between quotes."),
    ),
    """\
# programs/kebun-warga/program.yml
places:
  - id: lebak
    name: Lebak
    code: "36.02"
    kind: regency
  - id: balai-warga
    name: {id: Balai warga, en: Community hall}
    kind: building
    within: lebak
""",
)
_TEXTS = Section(
    msg("Texts"),
    (
        msg(
            "A text is written once for each language, below `id:` and `en:`. A text in one language only is shown to "
            "readers of the other as it is, and marked; proper names may be written once for both."
        ),
        msg(
            "Longer texts are Markdown: emphasis, links, lists, quotes and tables. HTML, pictures and headings are "
            "not used. Put a text with a colon or a number sign between quotes, or begin it with `>-` and indent it."
        ),
    ),
    """\
# programs/kebun-warga/periods/2025.yml
summary:
  id: >-
    Kebun mulai dipanen. Hasilnya dibagi: sebagian untuk dapur anggota, sebagian dijual
    di *pasar kelurahan*.
  en: >-
    The garden gave its first harvest. It was shared: some for the members' kitchens, some sold
    at the *market of the ward*.
""",
)
_QUOTED = Section(
    msg("Numbers in a text"),
    (
        msg(
            "Do not type a number again in a text: quote it with `[](figure:...)` and the way to it, in which an item "
            "of a list goes by its `id:` (or by its indicator, its organisation or its office). The page writes the "
            "number with its unit, in the language of the reader. The way is looked for in the same file first, then "
            "in `program.yml`."
        ),
        msg("Words between the square brackets stand in the place of the number and lead to it."),
    ),
    """\
# programs/kebun-warga/periods/2025.yml
figures:
  - id: beds
    label: {id: Bedeng yang ditanami, en: Beds that were planted}
    value: {value: 12, unit: unit}
challenges:
  - id: water
    text:
      id: Air kurang pada musim kemarau, sehingga [](figure:figures.beds.value) disiram bergiliran.
      en: Water was short in the dry season, so the [beds](figure:figures.beds.value) were watered in turn.
""",
)
_SILENCE = Section(
    msg("Not reported is not zero"),
    (
        msg(
            "A field that is left out, or left empty, is shown as not reported. It is never drawn, added or exported "
            "as zero, and a total with such a part says what is missing. Write `0` only where a source says zero."
        ),
        msg(
            "A count of people that is too small to be shown without harm is written as `<5` in the file itself, "
            "since the files are public too; for children, health and disability as `<10`."
        ),
    ),
    """\
# programs/kebun-warga/periods/2025.yml
beneficiaries:
  total: 40
  by_age:
    adult:
    elderly: <5
""",
)
_DISCLOSED = Section(
    msg("Numbers that do not match"),
    (
        msg(
            "A check that fails stops the build. Mend the number where it is a slip. Where the source itself says so, "
            "disclose it: `check:` is the word between square brackets at the end of the message, `at:` the place that "
            "its hint names. Both numbers are then shown, with the difference and your note."
        ),
        msg(
            "`status:` is `open` where the cause is not known, `explained` where it is, `corrected` where the "
            "source has been mended since. A disclosure that no check needs any more is reported as well."
        ),
    ),
    """\
# programs/kebun-warga/periods/2025.yml
beneficiaries:
  total: 40
  by_sex:
    female: 25
    male: 14
disclosures:
  - check: parts-do-not-sum
    at: beneficiaries.by_sex
    status: open
    note:
      id: Daftar hadir memuat 40 nama; jenis kelamin satu orang tidak diisi.
      en: The list of attendance has 40 names; for one of them the sex was not filled in.
""",
)
_CORRECTED = Section(
    msg("Numbers that were published and changed"),
    (
        msg(
            "Write the right number in its place, and the former one below `corrections:`, with the day it was "
            "replaced and the reason. Both stay visible beside each other."
        ),
    ),
    """\
# programs/kebun-warga/periods/2025.yml
corrections:
  - id: people-total
    at: beneficiaries.total
    was: {value: 38, unit: person}
    until: 2026-02-10
    reason:
      id: Dua orang yang ikut sejak Oktober belum tercatat.
      en: Two people who joined in October had not been listed.
""",
)


def sections(say: Translator) -> Iterator[str]:
    """Yield the sections in the reader's language, each as blocks of Markdown."""
    yield from _amounts(say)
    yield from _units(say)
    yield from _dates(say)
    for one in (_PLACES, _TEXTS, _QUOTED, _SILENCE, _DISCLOSED, _CORRECTED):
        yield heading(one.title.localize(say))
        yield from (sentence.localize(say) for sentence in one.sentences)
        yield f"```yaml\n{one.example}```"


def _amounts(say: Translator) -> Iterator[str]:
    yield heading(say("Amounts"))
    yield say(
        "Points group digits in threes, a comma begins the decimals. The words `ribu`, `juta`, `miliar` and `triliun` "
        "keep the precision of the source: checks let a rounded number differ by half of its last place, and a whole "
        "number not at all."
    )
    rows = ((f"`{text}`", *_amount(text, say)) for text in _AMOUNTS)
    yield table((say("Written"), say("Read as"), say("May differ by")), rows)
    yield say("What can be read in two ways, or is not written the Indonesian way, is refused:")
    yield table((say("Written"), say("Answer")), ((f"`{text}`", _refusal(text, say)) for text in _NO_AMOUNTS))


def _amount(text: str, say: Translator) -> tuple[str, str]:
    read = amount.read(text)
    value = f"{'Rp' if read.money else ''}{say.number(read.value)}{'%' if read.percent else ''}"
    return value, say.number(read.tolerance)


def _units(say: Translator) -> Iterator[str]:
    yield heading(say("Units"))
    yield say("These words can stand after `unit:`; others are added below `units:` in `publisher.yml`.")
    yield ", ".join(f"`{name}` ({unit.localize(say)})" for name, unit in sorted(UNITS.items())) + "."


def _dates(say: Translator) -> Iterator[str]:
    yield heading(say("Dates"))
    yield say("Write a date as precisely as the source does, and mark what it leaves open.")
    rows = ((f"`{text}`", date.read(text).localize(say)) for text in _DATES)
    yield table((say("Written"), say("Shown as")), rows)
    yield table((say("Written"), say("Answer")), ((f"`{text}`", _refusal(text, say)) for text in _NO_DATES))


def _refusal(text: str, say: Translator) -> str:
    """Return what the reader of amounts or of dates answers to a text that it refuses."""
    try:
        date.read(text) if text in _NO_DATES else amount.read(text)
    except (amount.AmountError, date.DateError) as refused:
        return "; ".join(one.localize(say) for one in (refused.message, refused.hint) if one)
    raise ValueError(f"{text} is read, so it is no example of what is refused")


def heading(title: str, level: int = 2) -> str:
    """Return a heading in Markdown; titles are not put into texts by hand, where Babel would not find them."""
    return f"{'#' * level} {title}"


def table(headings: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    lines = (headings, tuple("---" for _ in headings), *rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
