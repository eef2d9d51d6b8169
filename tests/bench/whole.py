"""The command that authors use, on publishers of one size: from nothing, once more, after an edit, and pages alone."""

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired

from tests.bench import builders, publisher, twins
from tests.bench.measuring import Failed, Ran, run
from tests.built import ROOT

Result = dict[str, object]

PATIENCE = 3600
"""Seconds after which the stages by themselves are given up."""


def measure(reports: int, *, compared: bool) -> Result:
    """Return everything that is measured at one size; what fails is named in its place.

    Raise `Failed` where not even a build from nothing goes well.
    """
    with publisher.publisher(reports) as root:
        cold = build(root, "cold")
        if "left out" in cold:
            raise Failed(str(cold["left out"]))
        result: Result = {"reports": reports, "pages": len(twins.pages_of(root / "site")), "cold": cold}
        result["unchanged"] = build(root, "unchanged")
        result["edited"] = publisher.edit(root)
        result["warm"] = build(root, "warm")
        result["others"] = builders.compare(root / "site") if compared else {}
        _clear(root)
        result["alone"] = build(root, "alone", "tests.bench.alone")
        result["work"] = by_itself(root)
    return result


def build(root: Path, name: str, module: str = "generator") -> Result:
    """Build a site with the command, and return what it took, with the profile that it wrote of itself."""
    profile = root / ".amanah" / f"{name}.json"
    profile.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", module, "build", "-C", str(root), "--profile", str(profile)]
    try:
        ran: Ran = run(command, root.parent, {"PYTHONPATH": str(ROOT)})
    except Failed as fault:
        report = root / ".amanah" / "fault.txt"
        return {"left out": (report.read_text(encoding="utf-8") if report.is_file() else str(fault))[-600:]}
    return {**asdict(ran), "stages": json.loads(profile.read_text(encoding="utf-8"))["stages"]}


def by_itself(root: Path) -> Result:
    """Return the work of each stage in one process."""
    return _told([sys.executable, "-m", "tests.bench.stages", str(root)])


def _told(command: Sequence[str]) -> Result:
    with Popen(command, stdout=PIPE, stderr=PIPE, cwd=ROOT) as process:
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except TimeoutExpired:
            process.kill()
            return {"left out": f"no end after {PATIENCE} s"}
    if process.returncode != 0:
        return {"left out": err.decode("utf-8", "replace")[-300:]}
    told: Result = json.loads(out)
    return told


def _clear(root: Path) -> None:
    for name in ("site", ".amanah"):
        shutil.rmtree(root / name, ignore_errors=True)
