"""What a chart function returns: words, data and two sketches; and the words that charts share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.artifacts import Table
from generator.charts.drawing.letters import clean
from generator.charts.drawing.marks import Sketch
from generator.i18n import Translator
from generator.model.figure import NOT_REPORTED, Cell, Figure, Suppressed
from generator.model.source import SourceDocument
from generator.views.people import Part

PALETTE = ("c1", "c3", "c5", "c6", "c4", "c7")
"""Colours of categories, in the order in which they are given out."""
FUND_COLOURS = {
    "zakat": "c1",
    "infak-bound": "c3",
    "infak-unbound": "c6",
    "grant": "c5",
    "csr": "c7",
    "amil": "c4",
}
"""The colour that a fund keeps in every chart; other funds share `c0`, which is always hatched."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The title of a source, and the language it is in."""

    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart before it is painted: what it says, its data, and the sketches for narrow and wide screens."""

    title: str
    subtitle: str
    takeaway: str
    source: tuple[Cited, ...]
    table: Table
    narrow: Sketch
    wide: Sketch


@dataclass(frozen=True, slots=True)
class Said:
    """One row of a chart in words: what it is, and its cell."""

    label: str
    cell: Cell


def say(label: object, to: Translator) -> str:
    """Write a label in the reader's language, on one line and short enough for a chart."""
    return clean(to.show(label))


def begin(text: str) -> str:
    """Begin a sentence with a capital."""
    return text[:1].upper() + text[1:]


def named(part: Part, to: Translator) -> str:
    """Write the label of a part as the begin of a row."""
    return begin(say(part.label, to))


def number(cell: Cell, to: Translator) -> str:
    """Write a cell as it stands beside a bar, without its unit and money short, or the words for its absence."""
    return cell.abridged(to) if isinstance(cell, Figure) else absence(cell, to)


def absence(cell: Suppressed | None, to: Translator) -> str:
    """Write that a cell is withheld or not reported."""
    return to.render(NOT_REPORTED) if cell is None else cell.localize(to)


def spoken(cell: Cell, to: Translator) -> str:
    """Write a cell with its unit, or the words for its absence."""
    words = cell.localize(to) if isinstance(cell, Figure) else absence(cell, to)
    return to("{figure} (estimate)", figure=words) if isinstance(cell, Figure) and cell.estimate else words


def size(cell: Cell) -> float | None:
    """Return how long a cell is drawn: not at all where no number is public."""
    return float(cell.value) if isinstance(cell, Figure) else None


def leaders(rows: Sequence[Said]) -> tuple[list[str], Figure | None]:
    """Return the labels that share the largest figure, and the figure; nothing where none is above zero."""
    figures = [(row.label, row.cell) for row in rows if isinstance(row.cell, Figure)]
    top = max((cell for _, cell in figures), key=lambda cell: cell.value, default=None)
    if top is None or top.value <= 0:
        return [], None
    return [label for label, cell in figures if cell.value == top.value], top


def join(*sentences: str) -> str:
    """Join sentences or phrases of a subtitle with commas, leaving out empty ones."""
    return ", ".join(filter(None, sentences))


def take(title: str, rows: Iterable[Said], to: Translator) -> str:
    """Return the alternative text: the title, then every row with its figure."""
    said = "; ".join(f"{row.label}: {spoken(row.cell, to)}" for row in rows)
    return f"{title}. {said}."


def cite(cells: Iterable[Cell], sources: Mapping[str, SourceDocument]) -> tuple[Cited, ...]:
    """Return the sources that figures rest on, each once and in the order met."""
    found: dict[str, None] = {}
    for cell in cells:
        written = cell.leaves() if isinstance(cell, Figure) else (cell,) if cell else ()
        found.update((leaf.source, None) for leaf in written if leaf.source)
    documents = (sources[name] for name in found if name in sources)
    return tuple(Cited(clean(one.title, 160), one.language) for one in documents)


def tabulate(headings: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    """Return the data of a chart as a table."""
    return Table(headings, tuple(rows))


def of_rows(heading: str, value: str, rows: Iterable[Said]) -> Table:
    """Return the table of a chart that has one figure a row."""
    return tabulate((heading, value), ((row.label, row.cell) for row in rows))


def more(left: int, to: Translator) -> str:
    """Say how many rows only the table holds; nothing where there are none."""
    return to("{count} more in the table", count=left) if left > 0 else ""
