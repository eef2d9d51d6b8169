"""The vocabulary of schema.org, as the type definitions of schema-dts have it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DEFINITIONS = Path(__file__).parents[2] / ".venv/node/node_modules/schema-dts/dist/schema.d.ts"

_INTERFACE = re.compile(r"^(?:export )?interface (\w+)(?:<[^>]*>)? extends ([^{]*)\{(.*?)^\}", re.MULTILINE | re.DOTALL)
_BASE = re.compile(r"\b(\w+(?:Base|Leaf))\b")
_PROPERTY = re.compile(r'^\s+"(\w+)"\??:', re.MULTILINE)
_TYPE = re.compile(r'"@type": "(\w+)"')


@dataclass(frozen=True)
class Vocabulary:
    """Types with the properties that each may have, those of the types above it too."""

    properties: dict[str, frozenset[str]]

    def faults(self, value: object, at: str = "") -> Iterator[str]:
        """Yield what is no term of the vocabulary, at every depth."""
        if isinstance(value, list):
            for place, one in enumerate(value):
                yield from self.faults(one, f"{at}[{place}]")
        elif isinstance(value, dict):
            yield from self._of_node(value, at)

    def _of_node(self, node: dict[str, object], at: str) -> Iterator[str]:
        said = {key for key in node if not key.startswith("@")}
        kind = str(node.get("@type", ""))
        if kind and kind not in self.properties:
            yield f"{at}: {kind} is no type"
        elif said and not kind and "@graph" not in node:
            yield f"{at}: no type"
        else:
            yield from (f"{at}.{key}: no property of {kind}" for key in said - self.properties.get(kind, said))
        for key, one in node.items():
            yield from self.faults(one, f"{at}.{key}")


@cache
def vocabulary() -> Vocabulary:
    """Read the definitions."""
    own: dict[str, set[str]] = {}
    bases: dict[str, set[str]] = {}
    kinds: dict[str, str] = {}
    for name, above, body in _INTERFACE.findall(DEFINITIONS.read_text(encoding="utf-8")):
        own.setdefault(name, set()).update(_PROPERTY.findall(body))
        bases.setdefault(name, set()).update(_BASE.findall(above))
        kinds.update((kind, name) for kind in _TYPE.findall(body))

    def gather(name: str) -> set[str]:
        return own.get(name, set()).union(*(gather(base) for base in bases.get(name, ())))

    return Vocabulary({kind: frozenset(gather(name)) for kind, name in kinds.items()})
