"""Other site builders, timed as whole processes over the same Markdown pages."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import twins
from tests.bench.measuring import Failed, Ran, run
from tests.built import ROOT

ELEVENTY = ROOT / ".venv" / "bench" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
_LAYOUT = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main>{content}</main></body></html>
"""
_MKDOCS = """site_name: Kembaran
theme: {name: material, font: false}
plugins: [search]
nav: [{Awal: index.md}]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, absolute_links: ignore}}
"""


def hugo(markdown: Path, folder: Path) -> Ran:
    """Build with Hugo: one layout, no search, no pictures made."""
    shutil.copytree(markdown, folder / "content")
    for path in sorted((folder / "content").rglob("index.md"), reverse=True):
        path.rename(path.with_name("_index.md"))
    layout = _LAYOUT.format(title="{{ .Title }}", content="{{ .Content }}")
    for name in ("single.html", "list.html"):
        place = folder / "layouts" / "_default" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(layout, encoding="utf-8")
    (folder / "layouts" / "index.html").write_text(layout, encoding="utf-8")
    settings = {"baseURL": "https://contoh.example/", "disableKinds": ["taxonomy", "term", "RSS"]}
    said = "\n".join(f"{key} = {value!r}" for key, value in settings.items())
    (folder / "config.toml").write_text(said + "\n", encoding="utf-8")
    return run(["hugo", "--quiet"], folder)


def eleventy(markdown: Path, folder: Path) -> Ran:
    """Build with Eleventy: one layout, no template code inside the pages."""
    shutil.copytree(markdown, folder / "content")
    layout = folder / "content" / "_includes" / "page.njk"
    layout.parent.mkdir()
    layout.write_text(_LAYOUT.format(title="{{ title }}", content="{{ content | safe }}"), encoding="utf-8")
    (folder / "content" / "content.json").write_text('{"layout": "page.njk"}', encoding="utf-8")
    (folder / ".eleventy.js").write_text(
        "module.exports = () => ({ markdownTemplateEngine: false, dir: { input: 'content', output: 'out' } });\n",
        encoding="utf-8",
    )
    return run(["node", str(ELEVENTY), "--quiet"], folder)


def mkdocs(markdown: Path, folder: Path) -> Ran:
    """Build with MkDocs and Material as they come, with their search; pages stay out of the navigation."""
    shutil.copytree(markdown, folder / "docs")
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return run([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder, quiet)


BUILDERS: Mapping[str, Callable[[Path, Path], Ran]] = {"Hugo": hugo, "Eleventy": eleventy, "MkDocs": mkdocs}
RUNS = 3
LONG = 15
"""Seconds after which a builder is not run again."""
MOST_PAGES = 1000
"""Pages up to which other builders are always asked; what more would take is counted up from two sizes."""
QUICK = 120
"""Seconds by that count up to which a builder is asked for all pages after all, once: two short runs tell little."""


def missing() -> dict[str, str]:
    """Return the builders that this machine lacks, and what of each."""
    lacks = {
        "Hugo": "" if shutil.which("hugo") else "no hugo",
        "Eleventy": "" if shutil.which("node") and ELEVENTY.is_file() else "no node, or no Eleventy in .venv/bench",
        "MkDocs": "",
    }
    return {name: reason for name, reason in lacks.items() if reason}


def compare(site: Path) -> dict[str, dict[str, float | str]]:
    """Time each builder on the pages of a site as Markdown; one that cannot says why in `left out`."""
    pages = twins.pages_of(site)
    found: dict[str, dict[str, float | str]] = {name: {"left out": reason} for name, reason in missing().items()}
    with TemporaryDirectory(prefix="amanah-twins-") as folder:
        sets = tuple(_write_sets(site, pages, Path(folder)))
        for name in BUILDERS:
            if name not in found:
                try:
                    found[name] = _time(name, sets, len(pages), Path(folder))
                    _ask_for_all(name, found[name], (site, pages), Path(folder))
                except (Failed, OSError) as fault:
                    found[name] = {"left out": str(fault)[:300]}
    return found


def _write_sets(site: Path, pages: Sequence[str], folder: Path) -> Iterator[tuple[int, Path]]:
    """Write all pages, or a quarter and the whole of as many as are asked for; yield their numbers and folders."""
    for most in (MOST_PAGES // 4, MOST_PAGES) if len(pages) > MOST_PAGES else (MOST_PAGES,):
        chosen = twins.spread(pages, most)
        twins.write_twins(site, chosen, folder / str(len(chosen)))
        yield len(chosen), folder / str(len(chosen))


def _time(name: str, sets: Sequence[tuple[int, Path]], pages: int, folder: Path) -> dict[str, float | str]:
    ran = [(count, _best(name, markdown, folder / f"{name}-{count}")) for count, markdown in sets]
    (count, last), first = ran[-1], ran[0]
    seconds = extend((first[0], first[1].seconds), (count, last.seconds), pages)
    cpu = extend((first[0], first[1].cpu), (count, last.cpu), pages)
    return {
        "measured pages": count,
        "measured seconds": last.seconds,
        "peak": last.peak,
        "seconds": seconds,
        "cpu": cpu,
    }


def _ask_for_all(name: str, told: dict[str, float | str], asked: tuple[Path, Sequence[str]], folder: Path) -> None:
    """Put what all pages took in the place of what was counted up, where that takes not too long and does not fail."""
    site, pages = asked
    count, counted = len(pages), float(told["seconds"])
    if count == told["measured pages"] or counted > QUICK:
        return
    markdown, place = folder / str(count), folder / f"{name}-{count}"
    if not markdown.is_dir():
        twins.write_twins(site, pages, markdown)
    place.mkdir()
    with suppress(Failed, OSError):
        ran = BUILDERS[name](markdown, place)
        told |= {"measured pages": count, "seconds": ran.seconds, "cpu": ran.cpu, "peak": ran.peak, "counted": counted}


def _best(name: str, markdown: Path, folder: Path) -> Ran:
    """Return the fastest of three runs, or of as many as are not too long: others have nothing to do with our noise."""
    ran: list[Ran] = []
    while len(ran) < RUNS and sum(one.seconds for one in ran) < LONG:
        place = folder / str(len(ran))
        place.mkdir(parents=True)
        ran.append(BUILDERS[name](markdown, place))
    return min(ran, key=lambda one: one.seconds)


def extend(first: tuple[int, float], last: tuple[int, float], pages: int) -> float:
    """Return what so many pages would take, on the straight line through two measurements."""
    if first[0] == last[0]:
        return last[1]
    each = max(0.0, (last[1] - first[1]) / (last[0] - first[0]))
    return last[1] + each * (pages - last[0])
