"""Lists that are too long for one page: of a large publisher a single page would be too much for a cheap phone.

The first leaf of a list has its address, the others stand below it, where no id and no hand-written page can be:
`program/`, `program/page_2/`. Which programs stand on which leaf changes as programs come and go, so nothing but their
neighbours leads to the others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.i18n import Message, msg

T = TypeVar("T")

ROWS = 100
"""Programs of one leaf where each takes a row or two."""
BLOCKS = 25
"""Programs of one leaf where each brings its reports and tables."""

_NUMBER = re.compile(r"(?<=/page_)[0-9]+(?=/)")


@dataclass(frozen=True)
class Leaf(Generic[T]):
    """One page of a list: what stands on it, its number among how many, and the address of the first."""

    url: str
    items: tuple[T, ...]
    number: int = 1
    count: int = 1

    @property
    def is_first(self) -> bool:
        """Tell whether the list begins here, with all that stands around it."""
        return self.number == 1

    @property
    def uri(self) -> str:
        """Return the file of the page."""
        return f"{self._at(self.number)}index.md"

    @property
    def number_of(self) -> Message:
        """Say which page of how many this is."""
        return self._named(self.number)[0]

    @property
    def before(self) -> tuple[Message, str] | None:
        """Return the name of the leaf before it and its address below the root of the language."""
        return None if self.is_first else self._named(self.number - 1)

    @property
    def after(self) -> tuple[Message, str] | None:
        """Return the same of the leaf after it."""
        return self._named(self.number + 1) if self.number < self.count else None

    def crumbs(self, title: object, above: Sequence[tuple[object, str]] = ()) -> tuple[tuple[object, str], ...]:
        """Return what leads to the page: to a later leaf also the first one."""
        if self.is_first:
            return tuple(above)
        return (*(above or ((msg("Home"), ""),)), (title, self.url))

    def title(self, title: Message) -> Message:
        """Return the title of the page: that of the list, with the number of a later leaf."""
        if self.is_first:
            return title
        return msg("{title}, page {number} of {count}", title=title, number=self.number, count=self.count)

    def _named(self, number: int) -> tuple[Message, str]:
        return msg("Page {number} of {count}", number=number, count=self.count), self._at(number)

    def _at(self, number: int) -> str:
        return self.url if number == 1 else f"{self.url}page_{number}/"


def leaves(url: str, items: Sequence[T], size: int) -> Iterator[Leaf[T]]:
    """Yield the pages of a list; one without items has one page, that says so."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        yield Leaf(url, tuple(items[(number - 1) * size : number * size]), number, count)


def order_of(url: str) -> str:
    """Return what addresses are sorted by, the tenth page after the second."""
    return _NUMBER.sub(lambda found: found[0].zfill(6), url)
