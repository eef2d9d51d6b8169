"""XLSX: one workbook a language, with typed cells, frozen headers, a sheet to read first, and the sources."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from generator.artifacts import Artifact
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.exports.days import last_day, tell_day
from generator.exports.table import STATUSES, Table
from generator.exports.table_sheets import sheets
from generator.exports.tables import Package, package_of, package_of_site
from generator.exports.workbook import COLOURS, Book, Cells, Filled, pack, unpack
from generator.i18n import Message, Translator, msg, translator
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "figures.xlsx"
LANGUAGES = {"id": msg("Workbook for Excel and LibreOffice, in Indonesian"),
             "en": msg("Workbook for Excel and LibreOffice, in English")}  # fmt: skip

MOST = 50_000
"""Figures up to which there is a workbook of the whole publisher, and rows that a sheet has at most.

It is made anew after every change, opens slowly, and the programs have workbooks of their own.
"""


def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Offer | Piece]:
    """Write one workbook a language, and contribute the rows of that of the publisher."""
    package, cells = package_of(view, program), Cells()
    yield tell_day(program)
    yield tell_count(package)
    for language in view.publisher.languages:
        filled = _fill(package, language, cells)
        yield Piece(language, pack(filled))
        yield _offer(package, filled, language)


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Write one workbook a language of the publisher, unless there are too many figures."""
    if not is_made(parts):
        return
    package, cells = package_of_site(view, last_day(parts)), Cells()
    for language in view.publisher.languages:
        filled = _fill(package, language, cells)
        for piece in parts.read(language):
            for one, rows in zip(filled, unpack(piece), strict=True):
                one.rows.extend(rows)
        yield _offer(package, filled, language)


write_xlsx = export("xlsx", msg("Workbooks for Excel and LibreOffice"), previewed=False)(Divided(_of_program, _of_site))


def tell_count(package: Package) -> Piece:
    """Contribute the number of a program's figures."""
    return Piece("count", str(len(package.tables[0].rows)).encode())


def is_made(parts: Parts) -> bool:
    """Tell whether there is a workbook of the whole publisher, whose programs have told their numbers of figures."""
    return sum(int(one) for one in parts.read("count")) <= MOST


def _fill(package: Package, language: str, cells: Cells) -> list[Filled]:
    more = sheets((package.about,) if package.about else (), translator(language))
    return [cells.fill(table, language) for table in (*more, *package.tables)]


def _offer(package: Package, filled: Sequence[Filled], language: str) -> Offer:
    artifact = Artifact(f"{package.folder}/{NAME}", _write(package, filled, translator(language)), language)
    return Offer(artifact, LANGUAGES[language], MEDIA, package.program, language, named=True)


def _write(package: Package, filled: Sequence[Filled], to: Translator) -> bytes:
    """Write a workbook; where no fund is told of there is no sheet of funds."""
    book = Book(to, _title(package, to), to.show(package.publisher.name), package.day)
    shown = [one for one in filled if len(one.rows) <= MOST and (one.rows or one.table.name != "funds")]
    left_out = any(len(one.rows) > MOST for one in filled)
    tables = [one.table for one in shown]
    book.add_lines(to("Read me"), (26, 100), _read_me(package, tables, to, left_out=left_out))
    for one in shown:
        book.add_table(one)
    return book.close()


def _title(package: Package, to: Translator) -> str:
    about, publisher = package.about, to.show(package.publisher.name)
    return f"{to.show(about.program.name)} ({publisher})" if about else publisher


# --- the sheet to read first -------------------------------------------------------------------------------------

Line: TypeAlias = tuple[tuple[str, str], ...]
"""Texts, each with the name of its format."""


def _read_me(package: Package, tables: Iterable[Table], to: Translator, *, left_out: bool) -> Iterator[Line]:
    yield ((_title(package, to), "strong"),)
    yield ()
    for name, said in _about(package, to, left_out=left_out):
        yield (to.show(name), "bold"), (said, "wrapped")
    yield ()
    yield from _list(msg("Sheets"), ((to.show(table.sheet), table.title) for table in tables), to)
    yield ()
    yield from _list(msg("What the column status says"), STATUSES.items(), to)


def _list(title: Message, lines: Iterable[tuple[str, Message]], to: Translator) -> Iterator[Line]:
    """Yield a heading and a list of two columns."""
    yield ((to.show(title), "strong"),)
    for name, said in lines:
        yield (name, COLOURS.get(name, "bold")), (to.show(said), "wrapped")


def _about(package: Package, to: Translator, *, left_out: bool) -> Iterator[tuple[Message, str]]:
    """Yield what a reader must know before using the numbers."""
    publisher = package.publisher
    yield msg("Publisher"), to.show(publisher.name)
    if publisher.notice:
        yield msg("Notice"), to.show(publisher.notice)
    if publisher.fictional:
        yield msg("Fictional"), to("Publisher and figures are made up.")
    yield msg("Licence of the data"), publisher.data_license
    yield msg("Data up to"), package.day.isoformat()
    if publisher.site_url:
        yield msg("Site"), publisher.site_url
    yield (
        msg("Missing is not zero"),
        to("An empty cell was not reported or may not be shown; the column status says which. Zero is written 0."),
    )
    yield (
        msg("Adding up"),
        to(
            "The same money and the same people stand in several rows: as a whole, and divided in several ways. "
            "Add rows of one split only."
        ),
    )
    if left_out:
        yield (
            msg("Left out"),
            to("Tables that are too long for a workbook; the workbook of each program and the CSV files have them."),
        )
    yield msg("Tracing"), to("The address of a figure is its row on the site, with source, file and line.")
