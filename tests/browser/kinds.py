"""One page of each kind that a site has, found by its address, so that a new kind is looked at without being named."""

from collections.abc import Iterator

from tests.built import BuiltSite


def kinds(site: BuiltSite, *, languages: tuple[str, ...] = ("", "en/")) -> list[str]:
    """Return an address for each kind and language: the longest page of its kind, of ledgers and rules the shortest."""
    return [f"{root}{url}" for root in languages for url in sorted(_of_language(site, root))]


def reports(site: BuiltSite) -> list[str]:
    """Return the addresses of all period reports."""
    return [url for url in _pages(site) if _kind(url.removeprefix("en/")) == ("program", 3, False)]


def _of_language(site: BuiltSite, root: str) -> Iterator[str]:
    found: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for url in _pages(site):
        rest = url.removeprefix(root)
        if url.startswith(root) and (root or not url.startswith("en/")):
            size = (site.folder / url / "index.html").stat().st_size
            found.setdefault(_kind(rest), []).append((size, rest))
    for kind, pages in found.items():
        yield (min if kind[0] == "rules" or kind[2] else max)(pages)[1]
    yield "404.html"


def _kind(url: str) -> tuple[str, int, bool]:
    parts = url.strip("/").split("/")
    return parts[0], len(parts), parts[-1] == "data"


def _pages(site: BuiltSite) -> Iterator[str]:
    for path in sorted(site.folder.rglob("index.html")):
        if 'name="robots" content="noindex"' not in path.read_text(encoding="utf-8"):
            yield path.parent.relative_to(site.folder).as_posix().removeprefix(".").rstrip("/") + "/" * (
                path.parent != site.folder
            )
