"""YAML as raw scalars with marks: what stands where, and what hostile files meet."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents import Document, MappingNode, Node, Scalar, SequenceNode, parse, suggest
from generator.findings import Finding, Mark
from generator.sources import Source

HOSTILE = {
    "a flow of lists": "[" * 100_000,
    "a flow of mappings": "{" * 100_000,
    "lists inside lists": "- " * 100_000,
    "keys of keys": "? " * 50_000,
    "a mapping in every value": "a: " * 100_000,
    "deep block": "\n".join("  " * depth + "a:" for depth in range(200)),
    "many values": "\n".join(f"k{number}: 1" for number in range(60_000)),
    "laughs": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    "merge keys": "a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b]}",
    "an alias to itself": "a: &a [*a]",
    "a tag of Python": "a: !!python/object/apply:os.system [ls]",
    "a tag directive": "%TAG ! tag:example.org,2000:\n---\na: !x 1",
    "a version to come": "%YAML 9.9\n---\na: 1",
    "a null byte": "a: \x00",
    "a bell": "a: \x07",
    "half a surrogate": "a: \ud800",
    "an escaped surrogate": 'a: "\\ud800"',
    "an unknown escape": 'a: "\\q"',
    "only an anchor": "&a",
    "only an alias": "*a",
    "only a tag": "!",
    "only a marker": "---",
    "only an end": "...",
    "only a comment": "# nothing",
    "nothing": "",
    "a lone bar": "|",
    "a bar too deep": "a: |99\n x",
    "two documents": "a: 1\n---\nb: 2",
    "text after the end": "a: 1\n...\nb",
    "an empty key": ": 1",
    "a list as a key": "? [a, b]\n: c",
    "a mapping as a key": "{a: 1}: b",
    "line separators": "a: b\u2028c: d\u0085e: f",
    "carriage returns": "a: b\rc: d\r\ne: \tf",
    "a long line": "a: " + "x" * 400_000,
    "a long key": "x" * 2_000 + ": 1",
    "quotes for ever": "a: '" + "''" * 100_000,
}


def source(text: str) -> Source:
    """Return a file of this text."""
    return Source("programs/x.yml", text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def document(text: str) -> Document:
    """Parse a text in which nothing is wrong."""
    parsed, findings = parse(source(text))
    assert findings == ()
    assert parsed is not None
    return parsed


def faults(text: str) -> list[str]:
    """Return what is refused, as `line:column code`."""
    return [f"{one.mark.line}:{one.mark.column} {one.code}" for one in parse(source(text))[1]]


@pytest.mark.parametrize(
    "written",
    ["no", "on", "0711234567", "2022-13-01", "10:30", "1:30", "0o17", "012", "1_500", "1e3", ".inf", "=", "<<", "1.50"],
)
def test_a_scalar_stays_the_text_that_was_typed(written: str) -> None:
    """YAML 1.1 would make booleans, octal numbers, times and infinities of these."""
    value = document(f"key: {written}").root["key"]
    assert isinstance(value, Scalar)
    assert (str(value), value.plain, value.missing) == (written, True, False)


@pytest.mark.parametrize(
    ("written", "missing"), [("", True), ("~", True), ("null", True), ("''", False), ('"~"', False), ("0", False)]
)
def test_only_an_open_value_is_missing(written: str, missing: bool) -> None:  # noqa: FBT001 - a column of the table
    """Zero is a value, and so is an empty text between quotes."""
    value = document(f"key: {written}").root["key"]
    assert isinstance(value, Scalar)
    assert value.missing is missing


def test_every_key_and_value_knows_its_place() -> None:
    """Lines and columns count from one, in characters and not in bytes."""
    root = document("a: 1\nbélà: {c: 'x', d: [1, Rp 2]}\n").root
    inner = root["bélà"]
    assert isinstance(inner, MappingNode)
    assert [str(mark) for mark in root.keys_at.values()] == ["programs/x.yml:1:1", "programs/x.yml:2:1"]
    assert (inner.keys_at["d"].column, inner["c"].mark.column, inner["c"].mark.length) == (16, 11, 3)
    items = inner["d"]
    assert isinstance(items, SequenceNode)
    assert (items[1].mark.column, items[1].mark.length) == (23, 4)


def test_items_of_lists_go_by_their_ids_so_that_reordering_changes_no_path() -> None:
    """An item without an id goes by its index."""
    root = document("list:\n- id: first\n  value: 1\n- value: 2\n").root
    items = root["list"]
    assert isinstance(items, SequenceNode)
    assert [item.path for item in items] == [("list", "first"), ("list", "1")]
    first = items[0]
    assert isinstance(first, MappingNode)
    assert first["value"].path == ("list", "first", "value")


@pytest.mark.parametrize(
    ("written", "value", "length"),
    [("{value: 1,7 miliar, b: 2}", "1,7 miliar", 10), ("{value: 1.200.000,50}", "1.200.000,50", 12)],
)
def test_a_decimal_comma_between_braces_does_not_cut_the_number(written: str, value: str, length: int) -> None:
    """YAML ends a value at the comma; the rest of the number is put back, with its place."""
    inner = document(f"x: {written}").root["x"]
    assert isinstance(inner, MappingNode)
    assert (str(inner["value"]), inner["value"].mark.length) == (value, length)


def test_a_comma_with_a_space_still_separates() -> None:
    """Two keys stay two keys."""
    inner = document("x: {value: 1, 7 miliar: }").root["x"]
    assert isinstance(inner, MappingNode)
    assert list(inner) == ["value", "7 miliar"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3", ["3:1 duplicate-key"]),
        ("a: {b: 1, b: 2, b: 3}", ["1:11 duplicate-key", "1:17 duplicate-key"]),
        ("a: !x 1\nb: &y 2\nc: !z 3", ["1:4 yaml-tag", "2:4 yaml-anchor", "3:4 yaml-tag"]),
        ("a: 1\n---\nb: 2", ["2:1 second-document"]),
        ("a: [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", ["1:20 too-deep"]),
        ("a:\n\tb: 1", ["2:1 yaml-syntax"]),
        ("a: 'x\nb: 1\nc: 2\n", ["1:4 yaml-syntax"]),
        ("a: {b: 1\n\n  c: 2}", ["1:8 yaml-syntax"]),
        ("a: [1, 2", ["1:8 yaml-syntax"]),
        ("a: @b", ["1:4 yaml-syntax"]),
        ("a: x\nb: \x07", ["2:4 yaml-syntax"]),
        ("- a", ["1:1 not-a-mapping"]),
    ],
)
def test_what_is_refused_is_shown_where_it_is_mended(text: str, expected: list[str]) -> None:
    """A quote that is never closed is shown where it opens, a missing comma where it is missing."""
    assert faults(text) == expected


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_read_or_refused(text: str) -> None:
    """No traceback, no expansion, and a place on every refusal."""
    parsed, findings = parse(source(text))
    assert parsed is not None or findings
    assert all(_inside(text, finding) for finding in findings)


def _inside(text: str, finding: Finding) -> bool:
    lines = text.splitlines() or [""]
    return 1 <= finding.mark.line <= len(lines) + 1 and finding.mark.column >= 1


@given(st.text(alphabet="ab:-[]{}?!&*|>'\"#%@,~ \n\t0.", max_size=60) | st.text(max_size=40))
@settings(max_examples=400)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in a file, the reader returns a document or says where it cannot."""
    parsed, findings = parse(source(text))
    assert parsed is not None or findings
    assert all(_inside(text, finding) for finding in findings)


_WORDS = st.text(alphabet="abc xyzé-0123456789", min_size=1, max_size=12).map(str.strip).filter(bool)
_TREES: st.SearchStrategy[object] = st.recursive(
    _WORDS,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(_WORDS, inner, min_size=1, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_WORDS, _TREES, min_size=1, max_size=5))
def test_what_was_written_comes_back_as_it_was_typed(tree: dict[str, object]) -> None:
    """Texts between quotes, lists and mappings survive, each value at the place where it stands."""
    text = _write(tree)
    root = document(text).root
    assert _plain(root) == tree
    lines = text.splitlines()
    for scalar in _scalars(root):
        begin = scalar.mark.column - 1
        assert lines[scalar.mark.line - 1][begin : begin + scalar.mark.length] == f'"{scalar}"'


def _write(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",\n ".join(f'"{key}": {_write(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_write(inner) for inner in value) + "]"
    return f'"{value}"'


def _plain(node: Node) -> object:
    if isinstance(node, MappingNode):
        return {key: _plain(inner) for key, inner in node.items()}
    return [_plain(inner) for inner in node] if isinstance(node, SequenceNode) else str(node)


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    inner = node.values() if isinstance(node, MappingNode) else node
    return [scalar for one in inner for scalar in _scalars(one)]


def test_the_word_that_was_meant_is_found() -> None:
    """A slip of the finger is close to the word, another word is not."""
    assert suggest("opning", ["opening", "closing"]) == "opening"
    assert suggest("xyzzy", ["opening", "closing"]) == ""


def test_the_place_of_one_key_is_that_among_all() -> None:
    """A key that is not written has the place of its mapping; marks that were given stay as they are."""
    root = document("a: 1\nb: {c: 2}\n").root
    assert {name: root.key_mark(name) for name in root} == root.keys_at
    assert root.key_mark("d") == root.mark
    other = Mark("table.csv", 70_000_000, 3, 2)
    root.keys_at = {**root.keys_at, "a": other}
    root.mark = other
    assert (root.key_mark("a"), root.mark, root.file) == (other, other, "table.csv")


def test_a_text_longer_than_places_can_count_is_refused() -> None:
    """No reader of files lets such a text through; whoever parses another one is told."""
    parsed, (finding,) = parse(Source("programs/x.yml", "a: 1\n" + " " * (1 << 20), ""))
    assert (parsed, finding.code) == (None, "file-too-large")


def test_a_document_knows_what_git_calls_its_content_unless_it_has_faults() -> None:
    """The name is that of `git hash-object`."""
    assert document("a: 1\n").blob == "a8926a52d8dcba5c4386945476ab6a2ad008afd4"
    parsed, faults = parse(Source("programs/x.yml", "a: 1\na: 2\n", ""))
    assert faults
    assert parsed is None or not parsed.blob


@pytest.mark.parametrize("text", ["total {value: 232}", "total {value: 232, unit: person}", "total{value: 2}\nnote: x"])
def test_a_forgotten_colon_is_named(text: str) -> None:
    """The place is behind the key, it is said once, and nothing is said of quotes or of unknown fields."""
    (found,) = parse(source(text))[1]
    assert (found.mark.line, found.mark.column) == (1, 6)
    assert str(found.message) == "a colon is missing after the key total"
    assert str(found.hint) == "write total: and a space before the bracket"


def test_equal_paths_of_many_files_are_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there are more of them than are remembered, which only takes more room."""
    first, second = (document("a: {b: {c: 1}}\n").root["a"] for _ in range(2))
    assert isinstance(first, MappingNode)
    assert isinstance(second, MappingNode)
    assert first["b"].path is second["b"].path
    monkeypatch.setattr("generator.documents._MANY", 1)
    assert document("a: {b: {c: 1}}\nd: [{id: e, f: {g: 2}}]\n").root["a"] == first
