"""The fault suite: `python -m tests.faults` kills builds, lets their disk fail, and looks at what readers see then."""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.campaigns import Row, trouble_builds, trouble_publications
from tests.faults.ground import Ground

HEAD = "| what went wrong | times | former site | new site | refused in one line | mended by next start | not whole |"


def main() -> int:
    """Print one line a campaign, and return 1 where anything was not as we promise."""
    options = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    options.add_argument("--share", type=float, default=1.0, help="part of the suite to carry out, such as 0.1")
    options.add_argument("--seed", type=int, default=9, help="begin of the random moments and places")
    options.add_argument("--no-builds", action="store_true", help="only publications of pages that are ready")
    chosen = options.parse_args()
    dice = random.Random(chosen.seed)  # noqa: S311 - nothing secret
    print(f"seed {chosen.seed}\n\n{HEAD}\n|---|---|---|---|---|---|---|", flush=True)  # noqa: T201
    rows: list[Row] = []
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="amanah-faults-") as folder:
        for row in trouble_publications(Ground.prepare(Path(folder) / "pages", quick=True), chosen.share, dice):
            _show(row, rows)
        if not chosen.no_builds:
            for row in trouble_builds(Ground.prepare(Path(folder) / "project"), chosen.share, dice):
                _show(row, rows)
    total = _total(rows)
    _show(total, rows)
    print(f"\n{time.monotonic() - begin:.0f} seconds")  # noqa: T201
    return 1 if total.wrong else 0


def _total(rows: list[Row]) -> Row:
    total = Row("all")
    for name in ("times", "former", "new", "refused", "recovered", "wrong"):
        setattr(total, name, sum(getattr(one, name) for one in rows))
    return total


def _show(row: Row, rows: list[Row]) -> None:
    rows.append(row)
    counts = (row.times, row.former, row.new, row.refused, row.recovered, row.wrong)
    print(f"| {row.name} | {' | '.join(map(str, counts))} |", flush=True)  # noqa: T201
    for note in row.notes[:5]:
        print(f"  {note}", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
