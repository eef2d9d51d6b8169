"""What the pieces of a search index say, unpacked."""

import gzip
from collections.abc import Iterator
from pathlib import Path

SIGN = b"pagefind_dcd"


def unpack(path: Path) -> str | None:
    """Return the text of a piece of the index; other files have none."""
    data = path.read_bytes()
    if data[:2] != b"\x1f\x8b" or not (path.suffix.startswith(".pf_") or path.suffix == ".pagefind"):
        return None
    return gzip.decompress(data).removeprefix(SIGN).decode("utf-8", "replace")


def fragments(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of what is shown of each page that can be found."""
    for path in sorted(site.rglob("*.pf_fragment")):
        text = unpack(path)
        assert text is not None
        yield path.name, text
