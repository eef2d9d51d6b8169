"""The page of open data: every file is there, with what it is, its size and its licence, in both languages."""

from posixpath import join, normpath

import pytest

from tests.built import BuiltSite

PAGES = pytest.mark.parametrize("name", ["data/index.html", "en/data/index.html"])


def _offered(site: BuiltSite, name: str) -> dict[str, str]:
    """Return the files that a page offers, each with the words beside it."""
    items = site.page(name).xpath("//li[a[@download]]")
    return {
        normpath(join(name.rpartition("/")[0], str(one.xpath("a/@href")[0]))): str(one.text_content()) for one in items
    }


@PAGES
def test_every_file_about_all_programs_is_offered(name: str, demo: BuiltSite) -> None:
    """Each file below data/ and feeds/ stands on the page, with its size."""
    offered = _offered(demo, name)
    there = {
        path.relative_to(demo.folder).as_posix()
        for folder in ("data", "feeds", "en/data", "en/feeds")
        for path in (demo.folder / folder).rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    assert set(offered) == there
    for file, words in offered.items():
        size = ((demo.folder / file).stat().st_size + 999) // 1000
        assert f"{size:,}".replace(",", "." if name.startswith("data") else ",") in words
    assert "CC-BY-4.0" in demo.text(name)


@PAGES
def test_the_programs_have_files_of_their_own(name: str, demo: BuiltSite) -> None:
    """The page leads to those of each program, and they exist."""
    root = name.removesuffix("data/index.html")
    for folder in sorted((demo.folder / "program").iterdir()):
        if not (folder / "data" / "csv").is_dir():
            continue
        page = f"{root}program/{folder.name}/data/index.html"
        assert f"program/{folder.name}/data/csv/money.csv" in _offered(demo, page)
        assert demo.page(name).xpath(f"//a[contains(@href, 'program/{folder.name}/data/')]")
        assert all((demo.folder / file).is_file() for file in _offered(demo, page))


def test_pages_name_the_files_that_tell_the_same(demo: BuiltSite) -> None:
    """Machines find the data of a program from its page, and the catalogue from every page."""
    for name in ("index.html", "en/program/bakre-jember/index.html", "program/bakre-jember/data/index.html"):
        page = demo.page(name)
        named = {
            normpath(join(name.rpartition("/")[0], str(one.get("href")))): str(one.get("type"))
            for one in page.xpath("//head/link[@rel='alternate'][@type]")
        }
        assert named["data/catalog.jsonld"] == "application/ld+json"
        assert named["data/figures.json"] == "application/json"
        assert all((demo.folder / file).is_file() for file in named)
        assert ("program/bakre-jember/data/csv/figures.csv" in named) == ("bakre" in name)
