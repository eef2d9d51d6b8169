"""Values are set at paths of a file, and only the lines concerned change."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents import MappingNode, Node, Scalar, SequenceNode, parse
from generator.sources import Source
from generator.writer import Append, Change, NotEditable, Plain, Set, compose, edit, find, plain

ROOT = Path(__file__).parents[2]
FILES = tuple(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples/lembaga-contoh/programs").rglob("*.yml"))
)

TEXT = """\
# A head that stays.
format: 1
period: {from: 2024-01-01, to: 2024-06-30}   # half a year

beneficiaries:
  counting: unique
  total: {value: 342, unit: person}
  # Two ways of counting.
  by_sex:
    female: 200
    male: "142"

finance:
activities:
- id: panen
  title: 'Panen'
  summary: >-
    Panen pertama
    di kebun.
# The sources.
sources: {article: {title: Kabar}}
"""


def root_of(text: str) -> MappingNode:
    """Return the tree of a text."""
    document, faults = parse(Source("x.yml", text, ""))
    assert document is not None, faults
    return document.root


def lines_between(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that two texts do not share, from the first to the last difference."""
    before, after = old.splitlines(), new.splitlines()
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return before, after


CASES: dict[str, tuple[Change, list[str], list[str]]] = {
    "a number in its line": (
        Set(("beneficiaries", "by_sex", "female"), "201"),
        ["    female: 200"],
        ["    female: 201"],
    ),
    "a quoted text keeps its quotes": (
        Set(("beneficiaries", "by_sex", "male"), "141"),
        ['    male: "142"'],
        ['    male: "141"'],
    ),
    "a number inside brackets": (
        Set(("beneficiaries", "total", "value"), "1,7 juta"),
        ["  total: {value: 342, unit: person}"],
        ['  total: {value: "1,7 juta", unit: person}'],
    ),
    "a key inside brackets": (
        Set(("beneficiaries", "total", "source"), "article"),
        ["  total: {value: 342, unit: person}"],
        ["  total: {value: 342, unit: person, source: article}"],
    ),
    "a key in the order of the model": (
        Set(("beneficiaries", "families"), "90", ("counting", "total", "families", "by_sex")),
        [],
        ["  families: 90"],
    ),
    "what is missing on the way": (
        Set(("finance", "funds", "zakat", "opening"), "0"),
        [],
        ["  funds:", "    zakat: {opening: 0}"],
    ),
    "an item of a list": (
        Append(("activities",), {"id": "tanam", "title": {"id": "Tanam", "en": "Planting: a start"}}),
        [],
        ["- id: tanam", '  title: {id: Tanam, en: "Planting: a start"}'],
    ),
    "a list that is not there": (
        Append(("next_steps",), {"id": "lanjut", "text": "Lanjut"}),
        [],
        ["next_steps:", "  - id: lanjut", "    text: Lanjut"],
    ),
    "a folded text": (
        Set(("activities", "panen", "summary"), "Panen kedua."),
        ["  summary: >-", "    Panen pertama", "    di kebun."],
        ["  summary: Panen kedua."],
    ),
    "a single value becomes a group": (
        Set(("beneficiaries", "by_sex", "female"), {"value": "200", "source": "article"}),
        ["    female: 200"],
        ["    female: {value: 200, source: article}"],
    ),
    "a comment behind a value stays": (
        Set(("period", "to"), "2024-12-31"),
        ["period: {from: 2024-01-01, to: 2024-06-30}   # half a year"],
        ["period: {from: 2024-01-01, to: 2024-12-31}   # half a year"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_the_lines_concerned_change(name: str) -> None:
    """An edit changes the lines of its entry, keeps comments, and is read as asked."""
    change, gone, come = CASES[name]
    made = edit(TEXT, [change])
    assert lines_between(TEXT, made) == (gone, come)


def test_several_changes_are_made_at_once() -> None:
    """Changes in one call are made one after the other; line ends and a missing last one stay."""
    text = TEXT.replace("\n", "\r\n").removesuffix("\r\n")
    changes = [change for change, _, _ in CASES.values()]
    made = edit(text, changes)
    assert "\n" not in made.replace("\r\n", "")
    assert plain(find(root_of(made), ("finance", "funds", "zakat", "opening"))) == "0"
    assert made.startswith("# A head that stays.\r\n")
    assert "  # Two ways of counting.\r\n" in made


def test_what_cannot_be_changed_is_said() -> None:
    """A path that leads through a single value, or a file that is no YAML, is refused and not spoiled."""
    for text, change in ((TEXT, Set(("format", "x"), "1")), ("a: [", Set(("a",), "1"))):
        with pytest.raises(NotEditable):
            edit(text, [change])


def nodes(node: Node) -> Iterator[Node]:
    """Yield all nodes below one."""
    for one in node.values() if isinstance(node, MappingNode) else node if isinstance(node, SequenceNode) else ():
        yield one
        yield from nodes(one)


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Cc")), max_size=40)
VALUES = st.recursive(
    st.none() | TEXTS | st.sampled_from(("1.500.000", "Rp 1,5 miliar", "<5", "- x", "a: b", "no", "2024-01-01", "~")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS.filter(bool), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 10**6), VALUES)
def test_random_edits_change_only_their_own_lines(text: str, seed: int, value: Plain) -> None:
    """Whatever is set wherever, every line before the entry and every line after it stays, and it is read as asked."""
    root = root_of(text)
    chosen = random.Random(seed).choice([one for one in nodes(root) if not is_twin(root, one)])  # noqa: S311
    made = edit(text, [Set(chosen.path, value)])
    gone, _ = lines_between(text, made)
    span = entry_lines(text, chosen)
    assert len(gone) <= span, (gone, span)
    wanted = value if value is None or isinstance(value, str) else tidy(value)
    parent = find(root_of(made), chosen.path[:-1])
    last = chosen.path[-1]
    got = parent.get(last) if isinstance(parent, MappingNode) else None
    if isinstance(parent, MappingNode):
        assert plain(got) == wanted


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 10**6), VALUES)
def test_random_additions_take_no_line_away(text: str, seed: int, value: Plain) -> None:
    """What is added stands in lines of its own, or inside the brackets it belongs to."""
    root = root_of(text)
    chosen = random.Random(seed).choice([one for one in nodes(root) if not is_twin(root, one)])  # noqa: S311
    if isinstance(chosen, MappingNode):
        made = edit(text, [Set((*chosen.path, "new-key"), value)])
    elif isinstance(chosen, SequenceNode):
        made = edit(text, [Append(chosen.path, value)])
    else:
        return
    gone, _ = lines_between(text, made)
    in_brackets = text.splitlines()[chosen.mark.line - 1][chosen.mark.column - 1] in "{["
    assert len(gone) <= (1 if in_brackets else 0), gone


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TEXTS.filter(bool), VALUES, min_size=1, max_size=5))
def test_a_new_file_is_read_as_it_was_composed(value: dict[str, Plain]) -> None:
    """Every value can be written, and comes back as the same text."""
    assert plain(root_of(compose(value, "Head"))) == tidy(value)


def is_twin(root: MappingNode, node: Node) -> bool:
    """Tell whether a path leads somewhere else than to its node, since names repeat."""
    return find(root, node.path) is not node


def entry_lines(text: str, node: Node) -> int:
    """Return how many lines a node takes at most: up to the next line that is indented less."""
    lines = text.splitlines()
    line = lines[node.mark.line - 1]
    own = lines[node.mark.line :]
    indent = len(line) - len(line.lstrip(" -"))
    above = 1 if isinstance(node, MappingNode | SequenceNode) else 0
    if isinstance(node, Scalar) and node.mark.length > 1:
        return 1
    count = 1 + above
    for one in own:
        if one.strip() and len(one) - len(one.lstrip(" ")) < max(indent, 1) - above * 2:
            break
        count += 1
    return count


def tidy(value: Plain) -> Plain:
    """Return plain values as lists and dictionaries."""
    if isinstance(value, dict):
        return {key: tidy(one) for key, one in value.items()}
    return value if value is None or isinstance(value, str) else [tidy(one) for one in value]
