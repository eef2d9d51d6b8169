"""The search index in parts: an edit has its own part made again, and warm ones are those of a build from nothing."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import search
from tests.pieces import fragments
from tests.scale.ground import Ground, names, start
from tests.scale.test_warm import ONE, prose

FEW = 8
"""Pages of one language that a part has here."""


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """Return a small publisher whose site counts as a large one."""
    monkeypatch.setattr(search, "PART", FEW)
    return start(tmp_path / "project")


def parts(files: Mapping[str, str]) -> set[str]:
    """Return the numbers of the parts that stand among the files of a site."""
    return {name.split("/")[1] for name in files if name.startswith("search/") and name.split("/")[1].isdigit()}


@pytest.mark.parametrize(("pages", "expected"), [(1, 0), (400, 0), (401, 2), (801, 4), (3146, 8), (100_000, 16)])
def test_parts_double_with_the_site_up_to_what_a_phone_may_load(pages: int, expected: int) -> None:
    """A small site has one index; in a large one growth seldom moves a program into another part."""
    assert search.count_parts(pages) == expected


def test_an_edit_makes_its_own_part_anew_and_no_other(ground: Ground) -> None:
    """The part of the program and the main one, in two languages; the result is that of a build from nothing."""
    first = ground.warm()
    shelf = ground.root / ".amanah" / "units" / "indexes"
    before = names(shelf)
    assert len(parts(first)) > 1
    prose(ground)
    ground.commit()
    warm = ground.warm()
    assert len(names(shelf) - before) == 4
    assert warm == ground.cold()
    changed = parts({name: said for name, said in warm.items() if first.get(name) != said})
    assert changed == {part(ONE, first)}


def part(program: str, files: Mapping[str, str]) -> str:
    """Return the part of a program, as a site of so many pages is divided."""
    pages = sum(name.endswith("index.html") for name in files) // 2
    return str(search.part_of(f"{program.replace('programs', 'program')}/", search.count_parts(pages)))


def test_the_parts_together_hold_every_page_once(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dividing the index neither loses a page nor shows one twice."""
    assert parts(ground.warm())
    divided = sorted(text for _, text in fragments(ground.root / "warm"))
    monkeypatch.setattr(search, "PART", 10_000)
    assert not parts(ground.cold())
    assert divided == sorted(text for _, text in fragments(ground.root.parent / "clone" / "cold"))
