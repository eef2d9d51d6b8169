"""All tables of the publisher, and of each program: what CSV, XLSX and the data package are written from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from weakref import ReferenceType, ref

from generator.exports.days import day_of
from generator.exports.table import Table
from generator.exports.table_facts import tables_of_facts
from generator.exports.table_figures import tables_of_figures
from generator.exports.wording import Wording
from generator.model.publisher import Publisher
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

FOLDER = "data"


@dataclass(frozen=True)
class Package:
    """The tables of one program, or of all where `about` is `None`, and what files made of them say of themselves."""

    publisher: Publisher
    programs: tuple[ProgramView, ...]
    """All programs, in the order of their ids."""
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
    """The tables of the view that was asked for last: several formats are written from them, one after another."""

    def __init__(self) -> None:
        self.view: ReferenceType[PortfolioView] | None = None
        self.packages: tuple[Package, ...] = ()


_KEPT = _Kept()


def packages(view: PortfolioView) -> tuple[Package, ...]:
    """Return the tables of the whole publisher, then those of each program."""
    if _KEPT.view is None or _KEPT.view() is not view:
        _KEPT.packages = tuple(_packages(view))
        _KEPT.view = ref(view, _forget)
    return _KEPT.packages


def _forget(gone: "ReferenceType[PortfolioView]") -> None:
    if _KEPT.view is gone:
        _KEPT.view, _KEPT.packages = None, ()


def _packages(view: PortfolioView) -> Iterator[Package]:
    wording = Wording(view)
    whole = (*tables_of_figures(view, wording), *tables_of_facts(view, wording))
    programs = tuple(sorted(view.programs, key=lambda one: one.program.id))
    yield Package(view.publisher, programs, None, whole, day_of(view))
    divided = [(table, table.by_program()) for table in whole]
    for program in programs:
        tables = tuple(parts.get(program.program.id) or table.empty() for table, parts in divided)
        yield Package(view.publisher, programs, program, tables, day_of(view, program))
