"""Marks of corrected figures: noted where a number is written, and placed when the page is whole.

A mark stands beside a number in running text, below a lead figure or a heading, and in tables on a row below, never
beside digits. Which of these it is can only be seen from the finished page; so the writer leaves a note behind each
number, and `place` puts the mark where it belongs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from markupsafe import Markup


class Write(Protocol):
    """Write the mark of a figure by its address: short, for running text, or whole, with the reason."""

    def __call__(self, address: str, /, *, whole: bool) -> str:
        """Return HTML."""
        ...


_TOKEN = re.compile(
    r'<!--corrected (?P<address>[^>]*?)-->|<(?P<open>(?:tr|td|th|h[1-6])\b|p class="lead-n")(?P<rest>[^>]*)>'
    r"|</(?P<close>tr|h[1-6]|p)>"
)
_SPAN = re.compile(r'colspan="([0-9]+)"')


@dataclass
class _Page:
    """The state of one walk over a page."""

    write: Write
    row: list[str] | None = None
    """Corrected figures of the table row at hand; `None` outside rows."""
    columns: int = 0
    block: str = ""
    """The end tag of the heading or lead figure at hand."""
    below: list[str] = field(default_factory=list)

    def replace(self, found: re.Match[str]) -> str:
        """Return what stands in the place of a note or tag."""
        if found["address"] is not None:
            return self._note(found["address"])
        return self._open(found) if found["open"] else self._close(found)

    def _note(self, address: str) -> str:
        if self.row is None and not self.block:
            return f" {self.write(address, whole=False)}"
        waiting = self.below if self.row is None else self.row
        if address not in waiting:
            waiting.append(address)
        return ""

    def _open(self, found: re.Match[str]) -> str:
        name = found["open"]
        if name == "tr":
            self.row, self.columns = [], 0
        elif name in ("td", "th"):
            span = _SPAN.search(found["rest"])
            self.columns += int(span[1]) if span else 1
        elif self.row is None:
            self.block = name[:2].rstrip()
        return found[0]

    def _close(self, found: re.Match[str]) -> str:
        name, html = found["close"], found[0]
        if name == "tr":
            cell = f'<tr class="mark"><td colspan="{self.columns}"><span class="was">'
            html += "".join(f"{cell}{one}</span></td></tr>" for one in self._whole(self.row or ()))
            self.row = None
        elif name == self.block:
            html += "".join(f'<p class="was">{one}</p>' for one in self._whole(self.below))
            self.block, self.below = "", []
        return html

    def _whole(self, addresses: Iterable[str]) -> list[str]:
        return [self.write(address, whole=True) for address in addresses]


def note(address: str) -> Markup:
    """Return the note that a corrected figure stands here; nobody sees it."""
    return Markup("<!--corrected {}-->").format(address)


def place(html: str, write: Write) -> str:
    """Replace the notes of a page by marks."""
    return _TOKEN.sub(_Page(write).replace, html) if "<!--corrected " in html else html
