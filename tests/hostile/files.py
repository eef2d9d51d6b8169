"""Files that are no YAML, or too much of it: bytes by what they try, and valid files cut and bent."""

# ruff: noqa: E501 - tables of odd texts are read by the cell
import random
from collections.abc import Iterator

VALID = """\
format: 1
name: {id: Kebun Warga, en: "Community \\"Garden\\""}
summary:
  id: >-
    Warga menanam sayur,
    dan menjualnya.
  en: 'It''s a garden.'
places:
  - id: desa  # tempat
    name: {id: Désa, en: Village}
    kind: village
figures:
- {id: bibit, label: Bibit, value: {value: "1.200.000", unit: tree}}
- id: panen
  label: Panen
  value: {value: 1,7 juta, unit: kilogram}
sources: {}
"""
"""A valid `program.yml` with every style of scalar and collection that authors use."""

_OPENERS = {"square": "[", "curly": "{", "mixed": "[{a: ", "dash": "- ", "question": "? ", "colon": "a: ", "quote": "'"}
_TAGS = (
    "!!python/object/apply:os.system [id]",
    "!!python/object/new:subprocess.Popen [[id]]",
    "!!python/name:os.system",
    "!!python/module:os",
    "!!binary aGVsbG8=",
    "!!set {a, b}",
    "!!omap [a: 1]",
    "!!timestamp 2001-12-14",
    "!!float 1",
    "!!str 1",
    "!<tag:yaml.org,2002:str> a",
    "!local a",
    "!e!x a",
)
_LETTERS = {
    "nul": "\0", "bell": "\a", "escape": "\x1b", "delete": "\x7f", "next line": "\x85", "csi": "\x9b", "no-break": "\xa0",
    "zero width": "\u200b", "joiner": "\u200d", "right to left": "\u202e", "isolate": "\u2066", "line separator": "\u2028",
    "paragraph separator": "\u2029", "byte order": "\ufeff", "no character": "\uffff", "private": "\ue000", "arabic one": "\u0661",
    "fullwidth one": "\uff11", "superscript two": "\u00b2", "cyrillic a": "\u0430", "emoji": "\U0001f600", "tag letter": "\U000e0041",
}  # fmt: skip


def _bombs() -> Iterator[tuple[str, bytes]]:
    for name, opener in _OPENERS.items():
        for size in (17, 1_000, 511_000 // len(opener)):
            yield f"{size} of {name}", b"format: 1\na: " + opener.encode() * size
            yield f"{size} of {name} alone", opener.encode() * size
    for size in (17, 5_000):
        yield f"{size} closed squares", b"a: " + b"[" * size + b"]" * size
        yield f"{size} closed curlies", b"a: " + b"{a: " * size + b"1" + b"}" * size
        yield f"{size} blocks", b"".join(b" " * depth + b"a:\n" for depth in range(min(size, 900)))
    laughs = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    yield "laughs", laughs.encode()
    merges = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40))
    yield "merges", merges.encode()
    yield "an alias inside itself", b"a: &a {b: *a}"
    yield "an alias as a key", b"a: &a x\n*a : 1"
    yield "an alias to nothing", b"a: *nothing"
    yield "anchors only", b"".join(b"k%d: &a%d 1\n" % (n, n) for n in range(9_000))
    yield "a merge of nothing", b"<<: 1\n<<: 2"


def _sizes() -> Iterator[tuple[str, bytes]]:
    for letter in (
        b"a",
        b" ",
        b"\n",
        b"\t",
        b"#",
        b"-",
        b":",
        b"&",
        b"*",
        b"!",
        b"%",
        b"|",
        b">",
        b"'",
        b'"',
        b",",
        b"]",
        b"}",
        b"\\",
        b"\0",
    ):
        yield f"512 kB of {letter!r}", letter * 512_000
    yield "a byte too much", b"#" * 512_001
    yield "50,000 keys", b"".join(b"k%d: 1\n" % n for n in range(50_000))
    yield "50,000 items", b"a:\n" + b"- 1\n" * 50_001
    yield "50,000 keys of one name", b"a: 1\n" * 49_000
    yield "a flow of 50,000", b"a: [" + b"1," * 50_001 + b"]"
    yield "a long key", b"x" * 1_025 + b": 1"
    yield "a long quoted key", b'"' + b"x" * 100_000 + b'": 1'
    yield "a long line", b"a: " + b"x " * 250_000
    yield "many lines of a text", b"a: |\n" + b"  x\n" * 120_000
    yield "many folded lines", b"a: >\n" + b"  x\n\n" * 90_000
    yield "many comments", b"# x\n" * 120_000 + b"a: 1"
    yield "many escapes", b'a: "' + b"\\U0001F600" * 50_000 + b'"'
    yield "many documents", b"---\na: 1\n" * 50_000
    yield "a long number", b"format: " + b"9" * 500_000
    yield "a long tag", b"a: !" + b"x" * 500_000
    yield "a long anchor", b"a: &" + b"x" * 500_000
    yield "a huge exponent", b"format: 1e999999999"
    yield "a huge indicator", b"a: |9999999999\n x"


def _encodings() -> Iterator[tuple[str, bytes]]:
    for encoding in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "utf-7",
        "latin-1",
        "cp1252",
        "cp037",
    ):
        yield encoding, VALID.encode(encoding)
    yield "a mark of order", b"\xef\xbb\xbf" + VALID.encode()
    yield "two marks of order", b"\xef\xbb\xbf" * 2 + VALID.encode()
    for name, odd in {
        "half a surrogate": b"\xed\xa0\x80", "both halves": b"\xed\xa0\xbd\xed\xb8\x80", "overlong": b"\xc0\xaf", "overlong nul": b"\xc0\x80",
        "too high": b"\xf4\x90\x80\x80", "cut": b"\xe2\x82", "lone tail": b"\x80", "no utf-8": b"\xff\xfe", "five bytes": b"\xf8\x88\x80\x80\x80",
    }.items():  # fmt: skip
        yield name, b"format: 1\nname: x" + odd + b"y\n"


def _letters() -> Iterator[tuple[str, bytes]]:
    for name, letter in _LETTERS.items():
        yield f"{name} in a value", f"format: 1\nname: x{letter}y\n".encode()
        yield f"{name} in a key", f"format: 1\nna{letter}me: x\n".encode()
        yield f"{name} in quotes", f'format: 1\nname: "x{letter}y"\n'.encode()
        yield f"{name} escaped", f'format: 1\nname: "x\\U{ord(letter):08x}y"\n'.encode()
        yield f"{name} at the begin", f"{letter}format: 1\n".encode()
    for name, end in {"crlf": "\r\n", "cr": "\r", "nel": "\x85", "ls": "\u2028", "mixed": "\r\n\r"}.items():
        yield f"lines that end in {name}", VALID.replace("\n", end).encode()
    yield "tabs for spaces", VALID.replace("  ", "\t").encode()
    yield "a tab before a comment", b"format: 1\t# x\nname:\tx\n"


def _shapes() -> Iterator[tuple[str, bytes]]:
    for tag in _TAGS:
        yield tag, f"format: 1\nname: {tag}\n".encode()
        yield f"{tag} as a key", f"format: 1\n? {tag}\n: x\n".encode()
    for number, text in enumerate((
        "a: 1\na: 2", "a: 1\n'a': 2", '"a": 1\na: 2', "{a: 1, a: 2}", "? a\n: 1\n? a\n: 2", 'a: 1\n"\\x61": 2', "a: {b: 1, 'b': 2}", "a:\n- b: 1\n  b: 2",
        "[a]: 1", "{a: b}: 1", "? [a]\n: 1", "? {a: b}\n: 1", "? |\n  a\n: 1", "~: 1", ": 1", "? \n: 1", "null: 1", "1: 1\n01: 1", "true: 1\nTrue: 1",
        "a: 1\n---\na: 2", "---\n---\n", "a: 1\n...\n---\nb: 2", "...\n...", "--- a: 1", "---\n", "...", "--- >\n x", "a: 1\n... x", "%YAML 1.1\n---\na: 1",
        "%YAML 1.2\n---\na: 1", "%YAML 3.0\n---\na: 1", "%TAG ! x:\n---\na: !y 1", "%FOO\n---\na: 1", "%YAML 1.1\n%YAML 1.1\n---\na: 1", "%", "a: %x", "a: `x`", "a: @x",
        "a: &x", "a: *x", "a: !x", "a: |", "a: >", "a: '", 'a: "', "a: [", "a: {", "a: -", "a: ?", "a: :", "a: #", "a: ,", "a: ]", "a: }", "a: %", "a: \\",
        "a: |+2\n   x", "a: |-0\n x", "a: >1\nx", "a: | x", "a:b", "a: b: c", "a: - b", "- a: 1\nb: 2", "a: 1\n  b: 2", "  a: 1\nb: 2", "a:\n  - b\n - c", "a: [1, 2\nb: 3",
        "a: {b: 1\nc: 2", "a: 'x\nb: 2", 'a: "x\nb: 2', 'a: "\\q"', 'a: "\\u12"', 'a: "\\ud800"', 'a: "\\U00110000"', "a: 'x'y", 'a: "x"y', "a: [x]y", "a: {x}y",
        "format", "1", "- 1", "~", "''", "[]", "{}", "# x", "", " ", "\n\n", "format: [1", "format: {1: 2}", "format: [[[[1]]]]", "format: {a: {b: {c: 1}}}",
    )):  # fmt: skip
        yield f"shape {number}: {text!r}", text.encode()


def hostile() -> tuple[tuple[str, bytes], ...]:
    """Return all hostile files by what they are."""
    return tuple(one for some in (_bombs, _sizes, _encodings, _letters, _shapes) for one in some())


def truncated() -> Iterator[bytes]:
    """Yield the valid file cut after every byte."""
    whole = VALID.encode()
    return (whole[:end] for end in range(len(whole)))


def bent(count: int, seed: int = 7) -> Iterator[bytes]:
    """Yield the valid file with bytes turned, doubled, swapped and lost at random, the same ones every time."""
    dice = random.Random(seed)  # noqa: S311 - nothing secret
    for _ in range(count):
        yield mutate(VALID.encode(), dice)


def mutate(data: bytes, dice: random.Random) -> bytes:
    """Return a file with a few random faults."""
    bent = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(bent) + 1)
        length = dice.choice((1, 1, 2, 8, 40))
        kind = dice.randrange(5)
        if kind == 0 and at < len(bent):
            bent[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            bent[at:at] = bytes(dice.choice(b"[]{}:-?!&*|>'\"#%@`,\t \n\r\\~0<.") for _ in range(length))
        elif kind == 2:
            del bent[at : at + length]
        elif kind == 3:
            bent[at:at] = bent[at : at + length]
        else:
            other = dice.randrange(len(bent) + 1)
            bent[at : at + length] = bent[other : other + dice.choice((1, 8, 40))]
    return bytes(bent)
