"""The pages of a built site as Markdown, so that other site builders can make the same pages."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from lxml import html

from generator.sharing import workers
from tests.built import article

_DRAWN = re.compile(r"<svg\b.*?</svg>|<(script|style|template)\b.*?</\1>", re.DOTALL)
_CHART = re.compile(r'<div class="chart-(?:narrow|wide)".*?</div>', re.DOTALL)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


def pages_of(site: Path) -> list[str]:
    """Return the pages of a site in both languages, by their paths; none that stand for a missing one."""
    return sorted(one.relative_to(site).as_posix() for one in site.rglob("index.html"))


def spread(pages: Sequence[str], most: int) -> list[str]:
    """Return so many pages, evenly spread, so that each kind is there as often as in the site."""
    return [pages[place * len(pages) // most] for place in range(most)] if len(pages) > most else list(pages)


def write_twins(site: Path, pages: Sequence[str], folder: Path) -> None:
    """Write pages as Markdown with front matter and a ready-made picture for each chart."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in zip(pages, workers().map(_twin, site, pages), strict=True):
        path = (folder / name).with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "chart.svg").write_text(PICTURE, encoding="utf-8")


def _twin(site: Path, name: str) -> str:
    from markdownify import markdownify  # noqa: PLC0415 - only `make bench` installs it

    page = html.fromstring((site / name).read_text(encoding="utf-8"))
    body = html.tostring(article(page), encoding="unicode")
    body = _DRAWN.sub("", _CHART.sub('<img src="/chart.svg" alt="chart">', body))
    title = json.dumps(str(page.findtext(".//title")), ensure_ascii=False)
    return f"---\ntitle: {title}\n---\n\n{markdownify(body, heading_style='ATX')}\n"
