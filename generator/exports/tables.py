"""All tables of the publisher, and of each program: what CSV, XLSX and the data package are written from."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.exports.table import Table
from generator.exports.table_facts import tables_of_facts
from generator.exports.table_figures import tables_of_figures
from generator.exports.wording import Wording
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

FOLDER = "data"


@dataclass(frozen=True)
class Package:
    """The tables of one program, or of all where `program` is `None`, and the folder of the site they belong to."""

    view: PortfolioView
    about: ProgramView | None
    tables: tuple[Table, ...]

    @property
    def program(self) -> str:
        """Return the id of the program, or nothing."""
        return self.about.program.id if self.about else ""

    @property
    def folder(self) -> str:
        """Return the folder below the root of the site."""
        return folder_of(self.program)


def folder_of(program: str) -> str:
    """Return where the files of a program lie; without one, those of the whole publisher."""
    return f"program/{program}/{FOLDER}" if program else FOLDER


def packages(view: PortfolioView) -> Iterator[Package]:
    """Yield the tables of the whole publisher, then those of each program."""
    wording = Wording(view)
    whole = (*tables_of_figures(view, wording), *tables_of_facts(view, wording))
    yield Package(view, None, whole)
    for program in sorted(view.programs, key=lambda one: one.program.id):
        yield Package(view, program, tuple(table.of(program.program.id) for table in whole))
