"""How long work tells how far it is: each stage of it, and each iteration, is something that somebody may watch."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TypeVar

from generator.i18n import Message

T = TypeVar("T")


class Progress:
    """Watch nothing; the command line has watchers."""

    def stage(self, title: Message, of: Message | None = None) -> AbstractContextManager[None]:  # noqa: ARG002 - for who watches
        """Surround a stage of the work; `title` says what is done, `of` how much of what, such as "240 programs"."""
        return nullcontext()

    def track(self, title: Message, items: Iterable[T], total: int) -> Iterator[T]:  # noqa: ARG002 - for who watches
        """Yield the items of a stage; `title` says what is done with them, `total` how many there are.

        Within a stage of the same title they are what that stage consists of; elsewhere they are a stage themselves.
        """
        return iter(items)


SILENT = Progress()
"""Tells nobody."""


@dataclass(eq=False)
class Stage:
    """A stage that was begun, and how far it is."""

    title: Message
    of: Message | None = None
    within: "Stage | None" = None
    expected: int = 0
    """Items that it consists of, as far as that is known."""
    done: int = 0
    failed: bool = False
    """Whether it ended before its end."""


class Watcher:
    """Look at nothing; subclasses say what they do when a stage begins, moves on and ends."""

    def begin(self, stage: Stage) -> None:
        """Take note that a stage begins."""

    def move(self, stage: Stage) -> None:
        """Take note that more is expected of a stage, or that one more item of it is done."""

    def end(self, stage: Stage) -> None:
        """Take note that a stage ended, well or not."""


class Watched(Progress):
    """Tell watchers of all stages."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        self.watchers = tuple(watchers)
        self.open: list[Stage] = []

    @contextmanager
    def stage(self, title: Message, of: Message | None = None) -> Iterator[None]:
        """Tell of a stage and what became of it."""
        stage = Stage(title, of, self.open[-1] if self.open else None)
        self.open.append(stage)
        for one in self.watchers:
            one.begin(stage)
        try:
            yield
        except BaseException:
            stage.failed = True
            raise
        finally:
            self.open.remove(stage)
            for one in self.watchers:
                one.end(stage)

    def track(self, title: Message, items: Iterable[T], total: int) -> Iterator[T]:
        """Yield the items, and tell of each when it is done."""
        known = bool(self.open) and self.open[-1].title == title
        with nullcontext() if known else self.stage(title):
            stage = self.open[-1]
            stage.expected += total
            self._move(stage)
            for item in items:
                yield item
                stage.done += 1
                self._move(stage)

    def _move(self, stage: Stage) -> None:
        for one in self.watchers:
            one.move(stage)
