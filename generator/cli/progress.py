"""A sign of life on a terminal; silence everywhere else."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from generator.i18n import Message, Translator
from generator.progress import SILENT
from generator.progress import Progress as Watch

T = TypeVar("T")

REFRESH = 0.1
"""Seconds between two drawings of the bars."""


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that something takes its time, as long as a person watches standard error."""
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(what):
        yield


@contextmanager
def bars(say: Translator) -> Iterator[Watch]:
    """Draw a bar for each stage with what remains of it, as long as a person watches standard error."""
    if not sys.stderr.isatty():
        yield SILENT
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    # Without a thread that draws: the checks fork, and a thread does not come along with the locks it holds.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as drawn:
        yield _Bars(drawn, say)


class _Bars(Watch):
    def __init__(self, drawn: Progress, say: Translator) -> None:
        self.drawn = drawn
        self.say = say

    def track(self, title: Message, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield the items and move the bar of the stage with each."""
        bar = self.drawn.add_task(self.say.render(title), total=total)
        shown = monotonic()
        for item in items:
            yield item
            self.drawn.advance(bar)
            if monotonic() - shown > REFRESH:
                self.drawn.refresh()
                shown = monotonic()
        self.drawn.update(bar, completed=total, refresh=True)
