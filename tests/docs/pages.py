"""The pages of the documentation, their blocks of code, their links and their headings."""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

from tests.built import ROOT

DOCS = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
"""Every Markdown file of the repository that is written for its users and developers."""

_FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>[a-z]*)\n(?P<text>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?<!\\)\]\((?P<to>[^)\s]+)\)|<img [^>]*src=\"(?P<image>[^\"]+)\"")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A block of code: its kind, its text without indentation, and its first line in the page."""

    kind: str
    text: str
    line: int

    @property
    def file(self) -> str:
        """Return the file that its first line names, as an author would create it."""
        return self.text.partition("\n")[0].removeprefix("# ")


def name(page: Path) -> str:
    """Return the name of a page, for the ids of tests."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, *kinds: str) -> list[Block]:
    """Return the blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found = (
        Block(one["kind"], textwrap.dedent(one["text"]), text[: one.start()].count("\n") + 1)
        for one in _FENCE.finditer(text)
    )
    return [one for one in found if one.kind in kinds]


def prose(page: Path) -> str:
    """Return a page without its blocks of code."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> list[str]:
    """Return where the links and pictures of a page lead; code is no link."""
    text = re.sub(r"`[^`\n]*`", "", prose(page))
    return [one["to"] or one["image"] for one in _LINK.finditer(text)]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as forges make them out of the words."""
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in _HEADING.findall(prose(page))}
