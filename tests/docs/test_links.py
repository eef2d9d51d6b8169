"""Links and pictures of the documentation lead somewhere, and nothing in it tells where it was written."""

import re
from pathlib import Path

import pytest

from tests.built import ROOT
from tests.docs.pages import DOCS, anchors, links, name

MAX_PICTURE = 200_000
"""Bytes that a picture may have, so that the repository stays small."""


@pytest.mark.parametrize("page", DOCS, ids=name)
def test_links_to_files_and_headings_resolve(page: Path) -> None:
    """Every relative link leads to a file of the repository, and its anchor to a heading there."""
    broken = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or not target.is_relative_to(ROOT) or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_picture_is_shown_and_small() -> None:
    """A picture that no page shows is left over; one that is large makes every clone slow."""
    shown = {(page.parent / link).resolve() for page in DOCS for link in links(page) if link.endswith(".png")}
    there = {path.resolve() for path in (ROOT / "docs" / "images").iterdir()}
    assert there == shown
    assert [path.name for path in there if path.stat().st_size > MAX_PICTURE] == []


@pytest.mark.parametrize("page", DOCS, ids=name)
def test_a_page_names_no_place_of_one_machine(page: Path) -> None:
    """Absolute paths of whoever wrote a page mean nothing to its readers."""
    assert re.findall(r"(?<![\w/.])/(?:work|home|root|Users)/\S*", page.read_text(encoding="utf-8")) == []
