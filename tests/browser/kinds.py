"""One page of each kind that a site has, found by its address, so that a new kind is looked at without being named."""

from collections.abc import Iterator

from tests.built import BuiltSite


def kinds(site: BuiltSite, *, languages: tuple[str, ...] = ("", "en/")) -> list[str]:
    """Return an address for each kind and language: the longest page of its kind, of ledgers and rules the shortest."""
    return [f"{root}{url}" for root in languages for url in sorted(_of_language(site, root))]


def reports(site: BuiltSite) -> list[str]:
    """Return the addresses of all period reports."""
    return [url for url in _pages(site) if _kind(url.removeprefix("en/")) == ("program", 3, "")]


def _of_language(site: BuiltSite, root: str) -> Iterator[str]:
    found: dict[tuple[str, int, str], list[tuple[int, str]]] = {}
    for url in _pages(site):
        rest = url.removeprefix(root)
        if url.startswith(root) and (root or not url.startswith("en/")):
            size = (site.folder / url / "index.html").stat().st_size
            found.setdefault(_kind(rest), []).append((size, rest))
    for kind, pages in found.items():
        yield (min if kind[0] == "rules" or kind[2] == "data" else max)(pages)[1]
    yield "404.html"


def name(url: str) -> str:
    """Return what a kind is called in the names of pictures."""
    first, depth, last = _kind(url.removesuffix(".html"))
    below = {1: "", 2: "-page", 3: "-report"}[min(depth - bool(last), 3)]
    return f"{first or 'home'}{below}{f'-{last}' if last else ''}"


def _kind(url: str) -> tuple[str, int, str]:
    """Return the first folder of an address, how deep it is, and its last folder where that is the same everywhere."""
    parts = url.strip("/").split("/")
    return parts[0], len(parts), parts[-1] if parts[-1] in ("data", "compare") and len(parts) > 1 else ""


def _pages(site: BuiltSite) -> Iterator[str]:
    for path in sorted(site.folder.rglob("index.html")):
        if 'name="robots" content="noindex"' not in path.read_text(encoding="utf-8"):
            yield path.parent.relative_to(site.folder).as_posix().removeprefix(".").rstrip("/") + "/" * (
                path.parent != site.folder
            )
