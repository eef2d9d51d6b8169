"""What the bench takes out of a build is out, and the pages are there: otherwise it would compare other things."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench import publisher
from tests.built import ROOT
from tests.publishers import generate


def test_pages_alone_are_pages_without_charts_exports_and_index(tmp_path: Path) -> None:
    """Each report has its pages in both languages; nothing is left that other builders do not make."""
    publisher.write(tmp_path, generate(seed=1, programs=1, periods=2))
    command = [sys.executable, "-m", "tests.bench.alone", "build", "-C", str(tmp_path), "--today", "2026-01-01"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    built = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert built.returncode == 0, built.stderr
    site = tmp_path / "site"
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("index.html")}
    for language in ("", "en/"):
        assert f"{language}program/program-001/2020-1/index.html" in pages
    assert not any('class="chart-wide"' in text for text in pages.values())
    assert not (site / "search").exists()
    assert not list(site.rglob("*.csv"))
    assert not list(site.rglob("*.xlsx"))


def test_an_edit_changes_one_figure_and_is_committed() -> None:
    """The same size gives the same publisher and the same edit."""
    with publisher.publisher(10) as root:
        name = publisher.edit(root)
        said = subprocess.run(
            ["git", "-C", str(root), "show", "--stat", "--format=%s"], capture_output=True, text=True, check=True
        ).stdout
    assert f" {name} | 2 +-" in said
    assert "1 file changed, 1 insertion(+), 1 deletion(-)" in said
