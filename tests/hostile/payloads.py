"""What wants to run: markup, addresses, Markdown, template code, styles and odd letters.

They stand in `payloads.json`, where RUN marks the call, HOST a host of strangers and TARGET the goal of a link.
Each payload calls `__hit` with its own number, so that a page on which something ran also says what it was.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.hostile.lists import naughty_strings

EVIL = "evil.example"
"""A host that no page may ask."""
PRODUCT = "7006652"
"""What `1234*5678` gives where template code is evaluated."""

_REFUSED = (
    *((0x00, 0x1F), (0x7F, 0x9F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)),
    *((0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF)),
)


def _own() -> Iterator[str]:
    kinds: dict[str, list[str]] = json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))
    elements, closers, targets, links = (kinds.pop(name) for name in ("elements", "closers", "targets", "links"))
    yield from (f"<{element}>" for element in elements)
    for closer in closers:
        yield from (f"{closer}<script>RUN</script>", f"{closer}<img src=x onerror=RUN>")
    for number, target in enumerate(targets):
        yield target
        for link in (links[number % len(links)], links[(number + 1) % len(links)], links[0]):
            yield link.replace("TARGET", target)
    for some in kinds.values():
        yield from some


@cache
def own() -> tuple[str, ...]:
    """Return our own payloads, each once, with calls that say their number."""
    return tuple(_numbered(one, number) for number, one in enumerate(dict.fromkeys(_own())))


@cache
def everything() -> tuple[str, ...]:
    """Return our own payloads and those of the public list, in which an alert is a hit as well."""
    return (*own(), *(one for one in naughty_strings() if one.strip()))


def _numbered(payload: str, number: int) -> str:
    return payload.replace("RUN", f"__hit({number})").replace("HOST", EVIL)


def line(payload: str, number: int) -> str:
    """Return a payload as a name or title can hold it: no control characters, and the signs < and > in disguise."""
    less, more = (("&lt;", "&gt;"), ("&#60;", "&#62;"), ("&amp;lt;", "&amp;gt;"), ("", ""))[number % 4]
    return " ".join(visible(payload).replace("<", less).replace(">", more).split())[:280]


def visible(payload: str) -> str:
    """Return a payload without the control and zero-width characters that every text refuses."""
    kept = "".join(one for one in payload if one in "\n\t" or not _is_refused(one))
    return kept.encode("utf-8", "ignore").decode()


def _is_refused(letter: str) -> bool:
    code = ord(letter)
    ranges = (
        (0, 31),
        (127, 159),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2066, 0x2069),
        (0xFEFF, 0xFEFF),
        (0xFFFE, 0xFFFF),
    )
    return any(first <= code <= last for first, last in ranges)
