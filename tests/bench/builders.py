"""Other site builders, timed as whole processes over the same Markdown pages."""

import resource
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

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


@dataclass(frozen=True)
class Spent:
    """What one process took."""

    seconds: float
    cpu: float
    """Seconds of CPU, of the process and its children."""


def run(command: list[str], folder: Path) -> Spent:
    """Run a command to its end and tell what it took."""
    start, used = perf_counter(), _children()
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return Spent(perf_counter() - start, _children() - used)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def hugo(markdown: Path, folder: Path) -> Spent:
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


def eleventy(markdown: Path, folder: Path) -> Spent:
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


def mkdocs(markdown: Path, folder: Path) -> Spent:
    """Build with MkDocs and Material as they come, with their search; pages stay out of the navigation."""
    shutil.copytree(markdown, folder / "docs")
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    return run([str(ROOT / ".venv" / "bin" / "mkdocs"), "build", "--quiet"], folder)


BUILDERS: Mapping[str, Callable[[Path, Path], Spent]] = {"hugo": hugo, "eleventy": eleventy, "mkdocs": mkdocs}


def available() -> tuple[str, ...]:
    """Return the builders that this machine has."""
    has = {"hugo": shutil.which("hugo"), "eleventy": shutil.which("node") and ELEVENTY.is_file(), "mkdocs": True}
    return tuple(name for name in BUILDERS if has[name])
