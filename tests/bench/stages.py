"""`python -m tests.bench.stages FOLDER` times each stage by itself, in one process, and prints JSON.

What is done for each program is timed on a sample of them and counted up; the rest is timed whole.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

from generator import charts, checks, documents, exports, loader, pages, sources
from generator.findings import Checked
from generator.pages import RenderOptions, Site
from generator.project import Project
from generator.views.portfolio import PortfolioView, derive

SAMPLE = 12
"""Programs that are drawn, rendered and exported."""
LANGUAGES = ("id", "en")

T = TypeVar("T")


class Times:
    """Seconds of work by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T], times: float = 1.0) -> T:
        """Do a stage and add what it took, as often as it stands for."""
        start = process_time()
        done = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + (process_time() - start) * times
        return done


def measure(project: Project) -> dict[str, float]:
    """Return the seconds of work of each stage."""
    times = Times()
    reading = times.time("read", lambda: sources.read(project))
    times.time("parse", lambda: [documents.parse(source) for source in reading.sources])
    loaded = times.time("load (parse, too)", lambda: loader.load(reading))
    assert loaded.portfolio is not None
    portfolio = loaded.portfolio
    checked = times.time("check", lambda: checks.run(portfolio))
    view = times.time("derive", lambda: derive(portfolio, checked))
    _of_programs(times, view, checked, project)
    return times.seconds


def _of_programs(times: Times, view: PortfolioView, checked: Checked, project: Project) -> None:
    """Draw, render and export a sample of the programs, in all languages."""
    step = max(1, len(view.programs) // SAMPLE)
    sample = view.programs[::step]
    share = len(view.programs) / len(sample)
    options = RenderOptions(project.templates)
    warm = Site(view, checked, "id", charts.draw_all_of(sample[0], "id"), options, frozenset(), sample[0])
    pages.render_program(warm, sample[0])  # loads matplotlib, fonts and templates, which is no part of the stages
    for language in LANGUAGES:
        for program in sample:
            drawings = times.time("draw", lambda: charts.draw_all_of(program, language), share)  # noqa: B023 - at once
            site = Site(view, checked, language, drawings, options, frozenset(), program)
            times.time("render", lambda: pages.render_program(site, program), share)  # noqa: B023 - as above
    for program in sample:
        times.time("export", lambda: exports.run_program(view, program), share)  # noqa: B023 - as above


def main() -> None:
    """Measure the project in a folder."""
    print(json.dumps(measure(Project(Path(sys.argv[1])))))  # noqa: T201 - what the command is for


if __name__ == "__main__":
    main()
