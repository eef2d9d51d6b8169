"""All tables of the publisher, and of each program: what CSV, XLSX and the data package are written from."""

from dataclasses import dataclass
from datetime import date
from weakref import ReferenceType, ref

from generator.exports.days import day_of
from generator.exports.table import Table
from generator.exports.table_facts import tables_of_facts
from generator.exports.table_figures import rows_of, rows_of_site, tables_of_figures
from generator.exports.wording import Wording
from generator.model.publisher import Publisher
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

FOLDER = "data"


@dataclass(frozen=True)
class Package:
    """The tables of one program, or of all where `about` is `None`, and what files made of them say of themselves."""

    publisher: Publisher
    about: ProgramView | None
    tables: tuple[Table, ...]
    day: date
    """The last day that the data tell of."""

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


class _Kept:
    """The tables of the program that was asked for last: several formats are written from them, one after another."""

    def __init__(self) -> None:
        self._last: tuple[ReferenceType[PortfolioView], Package] | None = None

    def of(self, view: PortfolioView, program: ProgramView) -> Package:
        """Return the tables of a program, which are made where another one was asked for before."""
        last = self._last  # looked at once, since another thread may ask for another program
        if last is not None and last[0]() is view and last[1].about is program:
            return last[1]
        package = _package(view, program)
        self._last = ref(view), package
        return package


package_of = _Kept().of


def package_of_site(view: PortfolioView, day: date) -> Package:
    """Return the tables of the whole publisher with no rows but those that belong to no program."""
    wording = Wording.of_site(view)
    tables = (*tables_of_figures(view, wording, rows_of_site(view)), *tables_of_facts(view, wording, ()))
    return Package(view.publisher, None, tables, day)


def _package(view: PortfolioView, program: ProgramView) -> Package:
    wording = Wording.of_program(program)
    tables = (*tables_of_figures(view, wording, rows_of(program)), *tables_of_facts(view, wording, (program,)))
    return Package(view.publisher, program, tables, day_of(program))
