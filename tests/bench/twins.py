"""The pages of a site as Markdown, so that other site builders can make the same pages."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from markdownify import markdownify

from generator.artifacts import Artifact

_CHART = re.compile(r'<div class="chart-(?:narrow|wide)".*?</div>', re.DOTALL)
_DRAWN = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


def write_twins(pages: Iterable[Artifact], folder: Path) -> int:
    """Write pages as Markdown with front matter and ready-made pictures; return how many."""
    count = 0
    for page in pages:
        html = _DRAWN.sub("", _CHART.sub('<img src="/chart.svg" alt="chart">', page.text))
        text = markdownify(html, heading_style="ATX")
        path = folder / page.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {json.dumps(page.title)}\n---\n\n{text}\n", encoding="utf-8")
        count += 1
    (folder / "chart.svg").write_text(PICTURE, encoding="utf-8")
    return count
