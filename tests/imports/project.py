"""A copy of the example to import into, and workbooks changed as staff change them."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl

from generator import loader, sources
from generator.documents import MappingNode, parse
from generator.imports import book, spreadsheet, vocabulary, workbook
from generator.imports.proposal import Proposal
from generator.imports.spreadsheet import Order
from generator.imports.workbook import Template
from generator.model.portfolio import Portfolio
from generator.project import Project

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/lembaga-contoh"
PROGRAM, REPORT = "air-bersih-bima", "2024-semester-1"
PATH = f"programs/{PROGRAM}/periods/{REPORT}.yml"


def copy(folder: Path, source: Path = EXAMPLE) -> Project:
    """Return a project with the YAML of another one."""
    shutil.copytree(source / "programs", folder / "programs")
    return Project(folder)


def portfolio_of(project: Project) -> Portfolio:
    """Return what a project reports."""
    found = loader.load(sources.read(project)).portfolio
    assert found is not None
    return found


def template(project: Project, program: str = PROGRAM, report: str = REPORT) -> bytes:
    """Return the workbook of a report as `amanah template xlsx` writes it."""
    portfolio = portfolio_of(project)
    found = next(one for one in portfolio.programs if one.id == program)
    lists = vocabulary.gather_for(portfolio, found, report)
    path = f"programs/{program}/periods/{report}.yml"
    source = next((one for one in sources.read(project).sources if one.path == path), None)
    document = parse(source)[0] if source else None
    return workbook.write(
        Template(
            found,
            report,
            lists,
            document.root if document else MappingNode(),
            fresh=document is None,
            languages=portfolio.publisher.languages,
        )
    )


def change(data: bytes, edit: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Return a workbook after somebody worked in it."""
    opened = openpyxl.load_workbook(BytesIO(data))
    edit(opened)
    out = BytesIO()
    opened.save(out)
    return out.getvalue()


def propose(project: Project, data: bytes, order: Order | None = None, file: str = "isian.xlsx") -> Proposal:
    """Return what a workbook would change in a project."""
    read = book.read(file, data)
    return spreadsheet.propose(read, sources.read(project), portfolio_of(project), order or Order())
