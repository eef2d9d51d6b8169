"""Charts: each is one function in the registry, from a view to a picture, or to nothing where data say too little.

A chart is written as

    @chart("spending-by-category", section="money", of="report")
    def picture_spending(view: ReportView, to: Translator) -> Picture | None:
        '''Show what the money was spent on. ...'''

`section` names the part of the page where it stands (`activities`, `money`, `people`, `results`), `of` the view it
takes: `report`, `program`, `site`, or several of them. The SVG of a `Drawing` is hidden from screen readers: the page
gives `takeaway` as the label of the element around each variant (`role="img" aria-label="..."`).
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from generator.artifacts import Drawing
from generator.charts.drawing.picture import Picture
from generator.charts.drawing.store import svg_of
from generator.i18n import Translator, translator
from generator.registry import Registry
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView
from generator.views.report import ReportView

__all__ = ["Picture", "chart", "charts", "draw", "draw_program", "draw_report", "draw_site"]

Subject: TypeAlias = Literal["report", "program", "site"]
# The subject decides which of the three views comes: Any, since no signature covers all three kinds of function.
ChartFunction: TypeAlias = Callable[[Any, Translator], Picture | None]

SITE = "site"
"""Scope of the charts over all programs."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a chart without drawing it: where on a page it stands, and which views it takes."""

    section: str
    of: tuple[Subject, ...]


charts: Registry[ChartFunction, Kind] = Registry("generator.charts", "amanah.charts")


def chart(name: str, *, section: str, of: Subject | tuple[Subject, ...]) -> Callable[[ChartFunction], ChartFunction]:
    """Return a decorator that files a chart under its name."""
    return charts.register(name, Kind(section, of if isinstance(of, tuple) else (of,)))


def draw(view: PortfolioView, language: str, cache: Path | None = None) -> dict[str, tuple[Drawing, ...]]:
    """Draw everything in one language, by scope: `site`, `program`, `program/report`."""
    drawn = {SITE: draw_site(view, language, cache)}
    for program in view.programs:
        drawn.update(draw_all_of(program, language, cache))
    return drawn


def draw_all_of(
    view: ProgramView, language: str, cache: Path | None = None, known: Collection[str] = ()
) -> dict[str, tuple[Drawing, ...]]:
    """Draw the charts of one program and of each of its reports but those whose scopes are `known`, by scope."""
    drawn = {view.program.id: draw_program(view, language, cache)}
    others = (report for report in view.reports if report.scope not in known)
    drawn.update((report.scope, draw_report(report, language, cache)) for report in others)
    return drawn


def draw_site(view: PortfolioView, language: str, cache: Path | None = None) -> tuple[Drawing, ...]:
    """Draw the charts over all programs."""
    return _draw("site", view, SITE, language, cache)


def draw_program(view: ProgramView, language: str, cache: Path | None = None) -> tuple[Drawing, ...]:
    """Draw the charts of one program, without those of its reports."""
    return _draw("program", view, view.program.id, language, cache)


def draw_report(view: ReportView, language: str, cache: Path | None = None) -> tuple[Drawing, ...]:
    """Draw the charts of one report."""
    return _draw("report", view, view.scope, language, cache)


def _draw(subject: Subject, view: object, scope: str, language: str, cache: Path | None) -> tuple[Drawing, ...]:
    to = translator(language)
    drawn: list[Drawing] = []
    for entry in charts:
        picture = entry.function(view, to) if subject in entry.meta.of else None
        if picture is not None:
            drawn.append(_paint(picture, entry.name, entry.meta.section, scope, cache))
    return tuple(drawn)


def _paint(picture: Picture, name: str, section: str, scope: str, cache: Path | None) -> Drawing:
    # Ids are named after the place on the site, so that equal charts can stand on one page.
    prefix = "c" + hashlib.sha256(f"{scope} {name}".encode()).hexdigest()[:8]
    return Drawing(
        name=name,
        section=section,
        title=picture.title,
        subtitle=picture.subtitle,
        takeaway=picture.takeaway,
        source="; ".join(one.title for one in picture.source),
        cited=tuple((one.title, one.language) for one in picture.source),
        narrow=svg_of(picture.narrow, f"{prefix}n", cache),
        wide=svg_of(picture.wide, f"{prefix}w", cache),
        table=picture.table,
        scope=scope,
    )
