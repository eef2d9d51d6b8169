"""The MkDocs plugin: what MkDocs builds is what `amanah build` builds, and nothing of an author's reaches it raw."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from generator.cli import program, run
from tests.built import ROOT
from tests.cli.small import REPORT, edit, small_project, spoil, tree

EPOCH = "1767225600"
CONFIG = f"""\
INHERIT: {ROOT}/mkdocs.yml
site_name: Uji
theme:
  custom_dir: {ROOT}/templates/theme
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small project with a configuration of its own, on a known day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    place = small_project(tmp_path / "proyek")
    (place / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site that `amanah build` made of the small project."""
    place = small_project(tmp_path_factory.mktemp("proyek"))
    edit(place / "programs/publisher.yml", "fictional: ya", "fictional: ya\nsite_url: https://lapor.example.org/situs/")
    assert amanah_build(place) == 0
    return place / "site"


def amanah_build(place: Path) -> int:
    """Build with our command in this process."""
    arguments = ["build", "-C", str(place), "--today", "2026-01-01"]
    return run(lambda: program.main(arguments, standalone_mode=False))


def mkdocs(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs` as somebody would who knows nothing of our command."""
    command = [sys.executable, "-m", "mkdocs", *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, env=environment)


def test_mkdocs_builds_the_same_bytes(root: Path) -> None:
    """Whoever calls, `build.build` makes the pages and the plugin hands them over."""
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    by_mkdocs = tree(root / "site")
    assert amanah_build(root) == 0
    assert tree(root / "site") == by_mkdocs


def test_mkdocs_says_what_blocks_and_leaves_the_former_site(root: Path) -> None:
    """A failing build raises before MkDocs empties its folder, and names file and line."""
    assert amanah_build(root) == 0
    before = tree(root / "site")
    spoil(root)
    done = mkdocs(root, "build")
    assert done.returncode == 1
    assert f"{REPORT}:7:" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root / "site") == before


def test_a_strict_quiet_build_fails_on_a_warning(root: Path) -> None:
    """MkDocs forgets warnings that `-q` hides; a warning of ours still fails a strict build, before it publishes."""
    (root / "content/id/catatan.txt").write_text("catatan", encoding="utf-8")
    done = mkdocs(root, "build", "--strict", "-q")
    assert done.returncode == 1
    assert not (root / "site").exists()
    assert mkdocs(root, "build", "-q").returncode == 0


def test_a_disk_that_refuses_is_one_line_from_mkdocs_too(root: Path) -> None:
    """What our command says in one line is no traceback from MkDocs either."""
    (root / ".amanah").write_text("", encoding="utf-8")
    done = mkdocs(root, "build", "-q")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_files_of_authors_beside_the_pages_are_not_published(root: Path) -> None:
    """MkDocs would copy whatever stands in its documents folder, scripts too."""
    (root / "content/id/jahat.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    (root / "content/id/jahat.js").write_text("alert(1)", encoding="utf-8")
    assert mkdocs(root, "build", "-q").returncode == 0
    assert [name for name in tree(root / "site") if "jahat" in name] == []


def test_each_page_carries_its_language(built: Path) -> None:
    """Screen readers choose the voice by it."""
    for path in built.rglob("*.html"):
        expected = "en" if path.relative_to(built).parts[0] == "en" else "id"
        assert html.parse(path).getroot().get("lang") == expected, path


def test_titles_are_escaped_once(built: Path) -> None:
    """A name with an ampersand reads as it was written, in the window's title and in the head of the page."""
    text = (built / "index.html").read_text(encoding="utf-8")
    assert "Yayasan Kecil &amp; Rapi</title>" in text
    assert "&amp;amp;" not in text


def test_no_page_asks_another_host_for_anything(built: Path) -> None:
    """Readers of a report are nobody else's business."""
    asked = re.compile(
        r"""(?:src|srcset|action|data)=["']?(?:https?:)?//|<link[^>]+(?:stylesheet|preload|icon)[^>]+//"""
    )
    for path in built.rglob("*.html"):
        assert not asked.search(path.read_text(encoding="utf-8")), path
    for path in built.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", path.read_text(encoding="utf-8")), path


def test_reports_are_reached_from_their_program_and_not_from_the_navigation(built: Path) -> None:
    """A navigation that lists every report makes every page as long as the site is large."""
    page = html.parse(built / "index.html").getroot()
    links = page.xpath("//nav[contains(@class, 'tabs')]//a/@href")
    assert links
    assert not [link for link in links if "2024" in link]
    program_page = html.parse(built / "program/kebun/index.html").getroot()
    assert "2024/" in program_page.xpath("//article//a/@href")


def test_the_headings_of_a_page_are_its_table_of_contents(built: Path) -> None:
    """Each entry leads to a heading that is there."""
    page = html.parse(built / "program/kebun/2024/index.html").getroot()
    anchors = page.xpath("//ul[@data-md-component='toc']//a/@href")
    assert anchors
    assert all(page.xpath(f"//*[@id='{anchor[1:]}']") for anchor in anchors)


def test_every_page_is_in_the_site_map_under_the_day_of_the_build(built: Path) -> None:
    """Canonical addresses begin with the address of the publisher, each language below its own root."""
    for name, begin in (("sitemap.xml", ""), ("en/sitemap.xml", "en/")):
        entries = ET.parse(built / name).getroot()  # noqa: S314 - our own file
        space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        places = {entry.findtext(f"{space}loc") for entry in entries}
        assert f"https://lapor.example.org/situs/{begin}program/kebun/2024/" in places
        assert {entry.findtext(f"{space}lastmod") for entry in entries} == {"2026-01-01"}


def test_a_build_without_a_day_names_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the machine is nowhere on the site."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    edit(root / "programs/publisher.yml", "fictional: ya", "fictional: ya\nsite_url: https://lapor.example.org")
    assert mkdocs(root, "build", "-q").returncode == 0
    text = (root / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://lapor.example.org/" in text
    assert "lastmod" not in text


def test_english_can_be_the_language_of_the_root(root: Path) -> None:
    """The order of the publisher's languages decides, not the configuration."""
    edit(root / "programs/publisher.yml", "fictional: ya", "fictional: ya\nlanguages: [en, id]")
    assert amanah_build(root) == 0
    assert html.parse(root / "site/index.html").getroot().get("lang") == "en"
    assert html.parse(root / "site/id/index.html").getroot().get("lang") == "id"


def test_a_publisher_of_one_language_has_one_site(root: Path) -> None:
    """Without a second language there is no folder for it and no switch."""
    edit(root / "programs/publisher.yml", "fictional: ya", "fictional: ya\nlanguages: [id]")
    for path in (root / "programs").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\{id: (.*?), en: .*?\}", r"{id: \1}", text), encoding="utf-8")
    (root / "content/en/tentang.md").unlink()
    assert amanah_build(root) == 0
    assert not (root / "site/en").exists()
    assert not html.parse(root / "site/index.html").getroot().xpath("//a[contains(@class, 'switch')]")


def test_mkdocs_serve_shows_a_mistake_as_a_page(root: Path) -> None:
    """MkDocs' own server would leave the browser waiting where a plugin raises."""
    spoil(root)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as process:
        said = _until(process, "Serving on")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                page = answer.read().decode()
        finally:
            process.terminate()
    assert f"{REPORT}:7:" in said
    assert f"{REPORT}:7:" in page
    assert "livereload(" in page


def _until(process: subprocess.Popen[str], words: str) -> str:
    """Read what a process says until it says certain words."""
    said = ""
    while words not in said:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line, said
        said += line
    return said
