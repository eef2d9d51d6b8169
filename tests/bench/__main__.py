"""Measure each stage of a build of random publishers, and print a table and JSON.

Compare ratios within one run: machines are shared and noisy. `python -m tests.bench 12 120 1200` chooses the
numbers of period reports; up to 120 of them, other site builders make the same pages in the same run.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from generator import charts, checks, documents, loader, pages, sources
from generator.project import Project
from generator.sharing import processes
from generator.views.portfolio import derive
from tests.bench import builders
from tests.bench.drawings import compare_charts
from tests.bench.twins import write_twins
from tests.built import ROOT
from tests.hostile.files import hostile
from tests.publishers import generate

EXAMPLE = ROOT / "examples" / "lembaga-contoh"
REPORTS = 3
"""Reports that each program has."""
SIZES = (12, 120)
MOST_COMPARED = 120
"""Reports up to which other builders are asked; MkDocs takes minutes beyond."""
STAGES = ("read", "parse", "load", "check", "derive", "draw", "render", "whole build")

T = TypeVar("T")


@dataclass
class Timing:
    """Seconds a stage took for a number of reports, and the most memory that was in use."""

    reports: int
    seconds: dict[str, float] = field(default_factory=dict)
    megabytes: float = 0.0

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """Run a stage and keep how long it took."""
        start = perf_counter()
        done = work()
        self.seconds[stage] = perf_counter() - start
        return done


@contextmanager
def publisher(reports: int) -> Iterator[Project]:
    """Make a random publisher in a folder of its own; the seed is fixed."""
    with tempfile.TemporaryDirectory(prefix="amanah-bench-") as folder:
        shutil.copytree(EXAMPLE / "content", Path(folder) / "content")
        _write(Path(folder), generate(seed=1, programs=max(1, reports // REPORTS), periods=REPORTS))
        yield Project(Path(folder))


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def measure(reports: int) -> Timing:
    """Time every stage by itself, then the command that authors use."""
    timing = Timing(reports)
    with publisher(reports) as project:
        reading = timing.time("read", lambda: sources.read(project))
        timing.time("parse", lambda: [documents.parse(source) for source in reading.sources])
        portfolio = timing.time("load", lambda: loader.load(reading)).portfolio
        assert portfolio is not None
        checked = timing.time("check", lambda: checks.run(portfolio))
        view = timing.time("derive", lambda: derive(portfolio, checked))
        charts.draw_site(view, "id")  # loads matplotlib, which is no part of drawing
        drawings = timing.time("draw", lambda: charts.draw(view, "id"))
        options = pages.RenderOptions(ROOT / "templates")
        timing.time("render", lambda: pages.render(view, checked, "id", drawings=drawings, content=(), options=options))
        command = [sys.executable, "-m", "generator", "build", "-C", str(project.root)]
        timing.time("whole build", lambda: subprocess.run(command, check=True, capture_output=True))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    timing.megabytes = children / 1024
    return timing


def compare_builders(reports: int) -> dict[str, dict[str, float]]:
    """Time other site builders on the pages of one language as Markdown, and our own rendering of the same pages."""
    with publisher(reports) as project, tempfile.TemporaryDirectory(prefix="amanah-twins-") as folder:
        portfolio = loader.load(sources.read(project)).portfolio
        assert portfolio is not None
        checked = checks.run(portfolio)
        view = derive(portfolio, checked)
        options = pages.RenderOptions(ROOT / "templates")
        jobs = processes(len(view.programs), 1)
        start, used = perf_counter(), time.process_time() + _children()
        made = pages.render(view, checked, "id", drawings={}, content=(), options=options, jobs=jobs)
        ours = {"seconds": perf_counter() - start, "cpu": time.process_time() + _children() - used}
        markdown = Path(folder) / "markdown"
        count = write_twins((one for one in made if one.is_page), markdown)
        spent: dict[str, dict[str, float]] = {"amanah, pages alone": {**ours, "pages": count}}
        for name in builders.available():
            place = Path(folder) / name
            place.mkdir()
            spent[name] = vars(builders.BUILDERS[name](markdown, place))
        return spent


def draw_kinds() -> dict[str, dict[str, float]]:
    """Time each kind of chart against other libraries."""
    with publisher(12) as project:
        portfolio = loader.load(sources.read(project)).portfolio
        assert portfolio is not None
        return compare_charts(derive(portfolio, checks.run(portfolio)))


def check_many() -> dict[str, float]:
    """Time `amanah check` on a thousand files of random publishers, from nothing, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="amanah-bench-") as folder:
        files = generate(seed=1, programs=250, periods=3)
        _write(Path(folder), files)
        start, used = perf_counter(), _children()
        command = [sys.executable, "-m", "generator", "check", "-C", folder]
        subprocess.run(command, check=True, capture_output=True)
        return {"files": len(files), "seconds": perf_counter() - start, "CPU seconds": _children() - used}


def refuse_hostile() -> dict[str, float]:
    """Time the reading of the hostile files of the tests, and name the slowest."""
    spent = []
    for _, data in hostile():
        start = perf_counter()
        documents.parse(sources.Source("x.yml", data.decode("utf-8", "replace"), ""))
        spent.append(perf_counter() - start)
    return {"files": len(spent), "slowest, seconds": max(spent)}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure all sizes and print the table, then the same as JSON."""
    sizes = tuple(int(one) for one in sys.argv[1:]) or SIZES
    timings = []
    for size in sizes:
        timings.append(measure(size))
        print(f"{size} reports measured", file=sys.stderr)  # noqa: T201 - a command's progress
    head = "".join(f"{timing.reports:>14} reports" for timing in timings)
    print(f"{'seconds':<14}{head}")  # noqa: T201 - the table is what the command is for
    for stage in STAGES:
        row = "".join(f"{timing.seconds[stage]:>22.3f}" for timing in timings)
        print(f"{stage:<14}{row}")  # noqa: T201 - as above
    for size in (size for size in sizes if size <= MOST_COMPARED):
        more_builders = compare_builders(size)
        for builder, spent in more_builders.items():
            print(f"{size} reports, {builder}: {spent['seconds']:.2f} s, {spent['cpu']:.2f} s of CPU")  # noqa: T201 - as above
    print(f"{'peak MB':<14}" + "".join(f"{timing.megabytes:>22.0f}" for timing in timings))  # noqa: T201 - as above
    kinds = draw_kinds()
    for name, times in kinds.items():
        told = ", ".join(f"{library} {each:.1f} ms" for library, each in times.items())
        print(f"{name}: {told}")  # noqa: T201 - as above
    more = {"amanah check": check_many(), "hostile files": refuse_hostile()}
    for title, facts in more.items():
        listed = ", ".join(f"{key} {value:.3g}" for key, value in facts.items())
        print(f"{title}: {listed}")  # noqa: T201 - as above
    print(json.dumps([*(vars(timing) for timing in timings), more, kinds], indent=2))  # noqa: T201 - as above


if __name__ == "__main__":
    main()
