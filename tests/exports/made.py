"""Everything that the exports make of the demo and of the example, in memory and once a session."""

import csv
import io
import json
from dataclasses import replace
from functools import cache
from typing import Any

from generator import build, exports
from generator.exports import Exported
from generator.project import Project
from generator.views.portfolio import PortfolioView, derive
from tests.built import ROOT

PROJECTS = {"demo": ROOT, "example": ROOT / "examples" / "lembaga-contoh"}
Row = dict[str, str]


@cache
def view(which: str) -> PortfolioView:
    """Return what readers see of a project."""
    project = Project(PROJECTS[which])
    examined = build.examine(project, drafts=False)
    assert examined.portfolio is not None
    assert examined.checked is not None
    derived = derive(examined.portfolio, examined.checked)
    assert programs(which)[1:] == tuple(sorted(one.program.id for one in derived.programs))
    return replace(derived, evidence=build.evidence_of(project, examined.portfolio))


@cache
def made(which: str) -> tuple[Exported, ...]:
    """Return every file of every export."""
    return tuple(exports.run(view(which)))


def files(which: str) -> dict[str, bytes]:
    """Return the content of every file by its address; of what is there in several languages, the English one."""
    return {one.artifact.uri: one.artifact.data for one in made(which)}


def programs(which: str) -> tuple[str, ...]:
    """Return the ids of all programs by their folders, and nothing for the whole publisher."""
    return ("", *sorted(one.parent.name for one in (PROJECTS[which] / "programs").glob("*/program.yml")))


def folder(program: str) -> str:
    """Return where the files of a program lie."""
    return f"program/{program}/data" if program else "data"


@cache
def figures(which: str) -> dict[str, dict[str, Any]]:
    """Return the rows of data/figures.json by address."""
    document = json.loads(files(which)["data/figures.json"])
    return {one["address"]: one for one in document["figures"]}


def table(which: str, name: str, program: str = "") -> list[Row]:
    """Return the rows of a CSV table."""
    text = files(which)[f"{folder(program)}/csv/{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))
