"""The data of each chart as a file: one row for each row of its table, with the addresses of its figures.

Numbers stand as programs read them, with a point and in full. What is not reported stays empty, and a note says so,
as for what is withheld; neither is ever a zero.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.artifacts import Artifact, Drawing
from generator.i18n import Translator
from generator.model.figure import Figure, Suppressed
from generator.pages.site import Site

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Begins of a text that a spreadsheet would run."""


def pages(site: Site, drawings: Iterable[Drawing]) -> Iterator[Artifact]:
    """Yield the file of each chart."""
    for one in drawings:
        yield Artifact(one.csv, write_table(one, site.to), site.language)


def write_table(drawing: Drawing, to: Translator) -> str:
    """Write the table of a chart as CSV (RFC 4180)."""
    paper = io.StringIO()
    out = csv.writer(paper)
    out.writerow([*drawing.table.headings, to("Unit"), to("Addresses"), to("Note")])
    for row in drawing.table.rows:
        out.writerow([*(_cell(one, to) for one in row), *_about(drawing, row, to)])
    return paper.getvalue()


def _cell(value: object, to: Translator) -> str:
    if value is None or isinstance(value, Suppressed):
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"{value.value:f}" if isinstance(value, Figure) else _text(to.show(value))


def _text(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words


def _about(drawing: Drawing, row: tuple[object, ...], to: Translator) -> tuple[str, str, str]:
    """Return the unit, where all figures of a row have one, their addresses, and what is missing or withheld."""
    cells = [one for one in row if isinstance(one, Figure | Suppressed)]
    units = {one.unit.id for one in cells}
    silent = [
        f"{heading}: {to('not reported') if value is None else value.localize(to)}"
        for heading, value in zip(drawing.table.headings, row, strict=True)
        if value is None or isinstance(value, Suppressed)
    ]
    unit = units.pop() if len(units) == 1 else ""
    return unit, " ".join(one.address for one in cells), _text("; ".join(silent))
