"""Every link of the site leads somewhere, and nothing is asked of another host."""

from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from lxml.html import HtmlElement

from tests.built import BuiltSite

SUBRESOURCES = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "embed": "src", "object": "data"}


def _targets(page: HtmlElement) -> list[str]:
    return [str(one) for one in page.xpath("//a/@href | //link/@href | //img/@src | //script/@src | //use/@href")]


def _resolve(page: str, target: str) -> tuple[str, str]:
    parts = urlsplit(target)
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    whole = normpath(join(page.rpartition("/")[0], path))
    if path.endswith(("/", ".")) or whole in (".", ""):
        whole = normpath(join(whole, "index.html"))
    return whole, unquote(parts.fragment)


def _broken(site: BuiltSite) -> list[str]:
    anchors: dict[str, set[str]] = {name: set(map(str, page.xpath("//@id"))) for name, page in site.pages()}
    found = []
    for name, page in site.pages():
        if name.endswith("404.html"):
            continue  # its links start at the root of a server, which a folder does not have
        for target in _targets(page):
            if urlsplit(target).scheme or target.startswith("//"):
                continue
            path, fragment = _resolve(name, target)
            if not (site.folder / path).is_file():
                found.append(f"{name}: {target} leads to no file")
            elif fragment and path in anchors and fragment not in anchors[path]:
                found.append(f"{name}: {target} leads to no place on {path}")
    return found


@pytest.mark.parametrize("which", ["demo", "example"])
def test_all_internal_links_resolve(which: str, request: pytest.FixtureRequest) -> None:
    """Each href and src, in both languages, names a file of the site and an id on its page."""
    site: BuiltSite = request.getfixturevalue(which)
    assert _broken(site) == []


def test_both_languages_have_the_same_pages(demo: BuiltSite) -> None:
    """For every Indonesian page there is an English one at the same address below /en/."""
    names = [name for name, _ in demo.pages() if not name.endswith("404.html")]
    english = {name.removeprefix("en/") for name in names if name.startswith("en/")}
    assert english == {name for name in names if not name.startswith("en/")}
    assert {"index.html", "program/index.html", "mutu-data/index.html"} <= english


def test_the_language_switch_stays_on_the_same_page(demo: BuiltSite) -> None:
    """The switch of each page leads to the same page in the other language, whose switch leads back."""
    for name, page in demo.pages():
        if name.endswith("404.html"):
            continue
        (href,) = page.xpath('//a[contains(@class, "switch")]/@href')
        there, _ = _resolve(name, str(href))
        expected = name.removeprefix("en/") if name.startswith("en/") else f"en/{name}"
        assert there == expected


def test_pages_say_their_language(demo: BuiltSite) -> None:
    """The root of each page names the language it is written in."""
    for name, page in demo.pages():
        assert page.get("lang") == ("en" if name.startswith("en/") else "id"), name


def test_no_page_loads_anything_from_another_host(demo: BuiltSite) -> None:
    """Scripts, styles, pictures and frames all come from the site itself."""
    for name, page in demo.pages():
        loaded = [str(one) for one in page.xpath('//link[@rel="stylesheet" or @rel="preload" or @rel="icon"]/@href')]
        for tag, attribute in SUBRESOURCES.items():
            loaded += [str(one) for one in page.xpath(f"//{tag}/@{attribute}")]
        outside = [one for one in loaded if urlsplit(one).netloc]
        assert outside == [], name


def test_stylesheets_name_no_other_host(demo: BuiltSite) -> None:
    """No style sheet imports anything or takes a font or picture from elsewhere."""
    for path in demo.folder.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "@import" not in text, path
        assert "url(http" not in text.replace('"', "").replace("'", ""), path
