"""A sign of life: bars on a terminal, a line a stage in the log of a CI run, silence everywhere else."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from time import monotonic

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import TimeRemainingColumn as Remaining

from generator.i18n import Message, Translator, msg, nmsg
from generator.progress import SILENT, Stage, Watched, Watcher
from generator.progress import Progress as Watch

REFRESH = 0.1
"""Seconds between two drawings of the bars."""

CI = "CI"
"""The variable by which forges say that a machine, not a person, runs the command."""


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that something takes its time, as long as a person watches standard error."""
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(what):
        yield


@contextmanager
def bars(say: Translator, *more: Watcher) -> Iterator[Watch]:
    """Let work be watched by whoever reads standard error, and by whoever else wants to.

    A person sees a bar for each stage, with what remains of it; the log of a CI run gets a line for each that ended.
    """
    with ExitStack() as stack:
        watchers = [*_readers(say, stack), *more]
        yield Watched(watchers) if watchers else SILENT


def _readers(say: Translator, stack: ExitStack) -> Iterator[Watcher]:
    if not sys.stderr.isatty():
        if os.environ.get(CI, "").lower() not in ("", "0", "false"):
            yield _Lines(say)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), Remaining())
    # Without a thread that draws: the checks fork, and a thread does not come along with the locks it holds.
    drawn = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    yield _Bars(stack.enter_context(drawn), say)


class _Bars(Watcher):
    def __init__(self, drawn: Progress, say: Translator) -> None:
        self.drawn = drawn
        self.say = say
        self.bars: dict[Stage, TaskID] = {}
        self.shown = monotonic()

    def begin(self, stage: Stage) -> None:
        """Draw a bar for the stage at once: it may be long until there is more to say."""
        self.bars[stage] = self.drawn.add_task(self.say.render(stage.title), total=None)
        self.drawn.refresh()

    def move(self, stage: Stage) -> None:
        """Move the bar of the stage, not more often than an eye can follow."""
        self.drawn.update(self.bars[stage], total=stage.expected, completed=stage.done)
        if monotonic() - self.shown > REFRESH:
            self.drawn.refresh()
            self.shown = monotonic()

    def end(self, stage: Stage) -> None:
        """Leave the bar full."""
        whole = stage.expected or 1
        self.drawn.update(self.bars.pop(stage), total=whole, completed=whole, refresh=True)


class _Lines(Watcher):
    def __init__(self, say: Translator) -> None:
        self.say = say
        self.begun: dict[Stage, float] = {}

    def begin(self, stage: Stage) -> None:
        """Remember when the stage began."""
        self.begun[stage] = monotonic()

    def end(self, stage: Stage) -> None:
        """Say what was done and how long it took; of a stage that failed, the fault says enough."""
        spent = Decimal(f"{monotonic() - self.begun.pop(stage):.1f}")
        if not stage.failed:
            click.echo(self.say.render(_line(stage, spent)), err=True)


def _line(stage: Stage, seconds: Decimal) -> Message:
    of = stage.of or (nmsg("{count} item", "{count} items", stage.done) if stage.done else None)
    if of is None:
        return msg("{stage}: {seconds} s", stage=stage.title, seconds=seconds)
    return msg("{stage}: {amount}, {seconds} s", stage=stage.title, amount=of, seconds=seconds)
