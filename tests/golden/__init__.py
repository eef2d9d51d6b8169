"""Golden cases: small projects that an editor could read, and the findings that they must get.

A case is one YAML file: `about` says what it shows, `files` holds the files of a project, `expect` the
findings as `file:line:column severity code`, `says` sentences that must stand in them. Files that a case does
not give are taken from `base.yml`; names are relative to `programs/`. `today` is the day of the build, where it
matters.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from generator import checks
from generator.findings import Checked, Finding, sort
from generator.history import Version, key, tell
from generator.history.states import read_bytes
from generator.loader import Loaded, load
from generator.model.past import Commit
from generator.model.portfolio import Portfolio
from generator.sources import Reading, Source, look_into

FOLDER = Path(__file__).parent
MEDIA = "/media/"
"""In the name of a file: it is no YAML, but a document that stands beside it."""
TABLE = ".csv"
"""Ends the name of a table of transactions."""
TODAY = "today"
"""Stands among the files of a case and is none."""
EARLIER = "@"
"""Begins the name of an earlier version: `@2023-01-10 kebun/periods/2022.yml`, with the day of its commit."""


@dataclass(frozen=True)
class Case:
    """One golden case."""

    name: str
    about: str
    files: dict[str, str]
    expect: tuple[str, ...]
    says: tuple[str, ...]


@cache
def base() -> dict[str, str]:
    """Return the project in which nothing is wrong."""
    found: dict[str, str] = yaml.safe_load((FOLDER / "base.yml").read_text("utf-8"))["files"]
    return found


def cases(topic: str) -> list[Case]:
    """Return the cases of a topic, in the order of their names."""
    return [_case(path) for path in sorted((FOLDER / topic).rglob("*.yml"))]


def _case(path: Path) -> Case:
    written = yaml.safe_load(path.read_text("utf-8"))
    return Case(
        name=path.relative_to(FOLDER).with_suffix("").as_posix(),
        about=written["about"],
        files={**base(), **written["files"], TODAY: str(written.get("today", ""))},
        expect=tuple(written["expect"]),
        says=tuple(written.get("says", ())),
    )


def read(files: dict[str, str]) -> Loaded:
    """Load the files of a case, without a disk."""
    sources = tuple(
        Source(f"programs/{name}", text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
        for name, text in sorted(files.items())
        if text and name != TODAY and not name.startswith(EARLIER) and MEDIA not in name and not name.endswith(TABLE)
    )
    tables = tuple(
        Source(f"programs/{name}", text, "")
        for name, text in sorted(files.items())
        if name.endswith(TABLE) and MEDIA not in name
    )
    kept = tuple(look_into(f"programs/{name}", text.encode()) for name, text in sorted(files.items()) if MEDIA in name)
    return load(Reading(sources, tuple(one.path for one in kept), (), kept, tables))


def judge(files: dict[str, str]) -> tuple[Loaded, Checked]:
    """Load the files of a case and run all checks."""
    loaded = read(files)
    assert loaded.portfolio is not None, [finding.text() for finding in loaded.findings]
    return loaded, checks.run(_told(loaded, loaded.portfolio, files))


def _dated(portfolio: Portfolio, files: dict[str, str]) -> Portfolio:
    day = files.get(TODAY)
    return replace(portfolio, today=date.fromisoformat(day)) if day else portfolio


def _told(loaded: Loaded, portfolio: Portfolio, files: dict[str, str]) -> Portfolio:
    """Return the portfolio with its day, and with the past that the earlier versions among the files make."""
    portfolio = _dated(portfolio, files)
    versions: dict[str, list[Version]] = {}
    states = {}
    for name in sorted((one for one in files if one.startswith(EARLIER)), reverse=True):
        day, _, file = name.removeprefix(EARLIER).partition(" ")
        version = Version(Commit(day, date.fromisoformat(day), f"Change of {day}"), day, joint=False)
        versions.setdefault(f"programs/{file}", []).append(version)
        is_report = "/periods/" in file
        states[key(version, is_report=is_report)] = read_bytes(files[name].encode(), report=is_report)
    return replace(portfolio, past=tell(portfolio, loaded.documents, versions, states)) if versions else portfolio


def findings(files: dict[str, str]) -> tuple[Finding, ...]:
    """Return everything that is wrong with the files of a case, in order."""
    loaded = read(files)
    if loaded.portfolio is None:
        return loaded.findings
    return sort((*loaded.findings, *checks.run(_told(loaded, loaded.portfolio, files)).findings))


def line(finding: Finding) -> str:
    """Write a finding as a case expects it; one that is disclosed says so."""
    place = str(finding.mark).removeprefix("programs/")
    said = f"{place} {finding.severity.name.lower()} {finding.code}"
    return f"{said} disclosed" if finding.disclosed else said
