"""How long work tells how far it is: each stage is an iteration that somebody may watch."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from generator.i18n import Message

T = TypeVar("T")


class Progress:
    """Watch nothing; the command line has one that draws bars on a terminal."""

    def track(self, title: Message, items: Iterable[T], total: int) -> Iterator[T]:  # noqa: ARG002 - for who watches
        """Yield the items of a stage; `title` says what is done with them, `total` how many there are."""
        return iter(items)


SILENT = Progress()
"""Tells nobody."""
