"""Measure builds of publishers of several sizes beside other builders, and print tables: `make bench`.

`python -m tests.bench 10 100 1000 5000` chooses the numbers of period reports. What is compared is measured in one
run, since machines are shared and noisy. What a machine lacks is named and left out.
"""

import argparse
import json
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator import checks, loader, sources
from generator.cli.profile import machine
from generator.project import Project
from generator.views.portfolio import derive
from tests.bench import checking, publisher, tables, whole

SIZES = (10, 100, 1000)
MOST_COMPARED = 1000
"""Reports up to which other builders are asked."""


def charts() -> dict[str, Any]:
    """Time each kind of chart against other libraries."""
    from tests.bench.drawings import compare_charts  # noqa: PLC0415 - the other libraries may be missing

    with publisher.publisher(15) as root:
        portfolio = loader.load(sources.read(Project(root))).portfolio
        assert portfolio is not None
        return dict(compare_charts(derive(portfolio, checks.run(portfolio))))


def attempt(what: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do a part of the measurements; one that fails leaves its reason, and the others go on."""
    print(what, file=sys.stderr, flush=True)  # noqa: T201 - it takes long
    try:
        return work()
    except Exception as fault:  # noqa: BLE001 - an hour of measurements must not be lost for it
        return {tables.LEFT_OUT: f"{type(fault).__name__}: {fault}"[:300]}


def measure(sizes: list[int], keep: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Measure everything; after each part `keep` gets what there is."""
    measured: dict[str, Any] = {"amanah": version("amanah"), "machine": dict(machine()), "sizes": []}
    measured["charts"] = attempt("charts", charts)
    for size in sizes:
        found = attempt(f"{size} reports", lambda size=size: whole.measure(size, compared=size <= MOST_COMPARED))  # type: ignore[misc] # bound at once
        if tables.LEFT_OUT in found:
            measured.setdefault("failed", {})[str(size)] = found[tables.LEFT_OUT]
            print(found[tables.LEFT_OUT], file=sys.stderr)  # noqa: T201 - as above
        else:
            measured["sizes"].append(found)
        keep(measured)
    measured["check"] = attempt("amanah check", checking.check_many)
    measured["hostile"] = attempt("hostile files", checking.refuse_hostile)
    keep(measured)
    return measured


def main() -> None:
    """Measure and print; write the same as JSON, and into a page."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, help="numbers of period reports; without them 10, 100 and 1,000")
    parser.add_argument("--json", type=Path, help="file for all that was measured")
    parser.add_argument("--markdown", type=Path, help="page in which the tables are to be put between their marks")
    chosen = parser.parse_args()

    def keep(measured: dict[str, Any]) -> None:
        if chosen.json:
            chosen.json.parent.mkdir(parents=True, exist_ok=True)
            chosen.json.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")

    text = tables.page(measure(sorted(chosen.sizes) or list(SIZES), keep))
    if chosen.markdown:
        tables.put(chosen.markdown, text)
    print(text, end="")  # noqa: T201 - what the command is for


if __name__ == "__main__":
    main()
