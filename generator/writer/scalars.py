"""Write plain values as YAML: no quotes where none are needed, short groups in one line, long texts folded."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Plain: TypeAlias = "str | Sequence[Plain] | Mapping[str, Plain] | None"
"""A value without its place."""

WIDTH = 110
"""Signs of a line, above which a text is folded and a group is broken into lines."""

_PLAIN = re.compile(r"(?:-(?=\d)|\.(?!\.\.)|[^\W_]|[(/+<$_…–“°])(?:[^\n#:]|(?<! )#|:(?! |$))*")
_FLOW_SIGNS = re.compile(r"[,\[\]{}:?]")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def scalar(text: str | None, *, flow: bool = False) -> str:
    """Return a text as it stands in a file, in one line."""
    if text is None:
        return "~"
    fits = _PLAIN.fullmatch(text) is not None and text == text.strip() and text not in ("null", "---", "...")
    if not fits or _HIDDEN.search(text) or "\t" in text or (flow and _FLOW_SIGNS.search(text)):
        return quoted(text)
    return text


def quoted(text: str) -> str:
    """Return a text between double quotes, in one line."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow(value: Plain) -> str:
    """Return a value in one line, groups between brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {flow(one)}" for key, one in value.items()) + "}"
    if value is None or isinstance(value, str):
        return scalar(value, flow=True)
    return "[" + ", ".join(map(flow, value)) + "]"


def entry(key: str, value: Plain, indent: int) -> Iterator[str]:
    """Yield the lines of a key and its value, without line ends; what is below stands two spaces further in."""
    head = f"{' ' * indent}{scalar(key, flow=True)}:"
    first, *rest = after(value, indent, len(head))
    yield head + first
    yield from rest


def after(value: Plain, indent: int, used: int = 0) -> Iterator[str]:
    """Yield what follows a colon: the rest of its line, then the lines below, for a key that stands at `indent`."""
    if isinstance(value, str):
        yield from _text(value, indent, used)
    elif value is None or not value or _is_short(value, used):
        yield f" {flow(value)}"
    else:
        yield ""
        yield from block(value, indent + 2)


def block(value: Plain, indent: int) -> Iterator[str]:
    """Yield the lines of a mapping or a list, all of them at `indent` or deeper."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from entry(key, one, indent)
    elif isinstance(value, Sequence):
        for one in value:
            yield from item(one, indent)


def item(value: Plain, indent: int) -> Iterator[str]:
    """Yield the lines of one item of a list, whose dash stands at `indent`."""
    lead = f"{' ' * indent}- "
    if isinstance(value, Mapping) and value:
        first, *rest = block(value, indent + 2)
        yield lead + first[indent + 2 :]
        yield from rest
    else:
        yield lead + flow(value)


def compose(value: Mapping[str, Plain], head: str = "") -> str:
    """Return the text of a new file; `head` is a sentence that stands above as a comment."""
    comment = "".join(f"# {line}\n" for line in textwrap.wrap(head, WIDTH)) if head else ""
    return comment + "".join(f"{line}\n" for key, one in value.items() for line in entry(key, one, 0))


def _is_short(value: Plain, used: int) -> bool:
    """Tell whether a group of single texts fits into its line."""
    inner = value.values() if isinstance(value, Mapping) else value or ()
    single = all(one is None or (isinstance(one, str) and "\n" not in one) for one in inner)
    return single and used + len(flow(value)) < WIDTH


def _text(text: str, indent: int, used: int) -> Iterator[str]:
    written = scalar(text)
    if "\n" in text and _is_literal(text):
        yield " |" if text.endswith("\n") else " |-"
        yield from (f"{' ' * (indent + 2)}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))
    elif used + len(written) > WIDTH and _is_foldable(text):
        yield " >-"
        lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        yield from (f"{' ' * (indent + 2)}{line}" for line in lines)
    else:
        yield f" {written}"


def _is_literal(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return not _HIDDEN.search(text) and "\t" not in text and lines[0][:1].strip() != "" and lines[-1].strip() != ""


def _is_foldable(text: str) -> bool:
    return not _HIDDEN.search(text) and text == " ".join(re.split(r"\s+", text)) and text.strip() == text
