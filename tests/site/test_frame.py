"""What machines read of a whole site: valid HTML, feeds, site maps, robots, and the addresses of both languages."""

import subprocess
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser
from lxml.html import HtmlElement

from tests.built import ROOT, BuiltSite

VNU = ROOT / ".venv" / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
HOME = "https://lembaga-contoh.example/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def _pages(site: BuiltSite) -> list[tuple[str, HtmlElement]]:
    """Return the pages that stand at their own address."""
    return [
        (name.removesuffix("index.html"), page)
        for name, page in site.pages()
        if not name.endswith("404.html") and not page.xpath("//meta[@name='robots']")
    ]


def _links(page: HtmlElement, relation: str) -> dict[str, str]:
    found = page.xpath(f"//link[@rel='{relation}' and (@hreflang or @rel='canonical')]")
    return {str(one.get("hreflang", "")): str(one.get("href")) for one in found}


def test_every_page_is_valid_html(demo: BuiltSite, example: BuiltSite) -> None:
    """The Nu checker has no complaint about any page of either language."""
    folders = [str(site.folder) for site in (demo, example)]
    command = ["java", "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "gnu", *folders]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert sorted(set((done.stdout + done.stderr).splitlines())) == []


def test_every_feed_is_well_formed_and_leads_to_pages(example: BuiltSite) -> None:
    """A reader of feeds finds titles, dates and addresses, and nothing to forgive."""
    feeds = sorted(example.folder.rglob("*.atom"))
    assert len(feeds) >= 2
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
        assert feed.feed.title
        for entry in feed.entries:
            assert entry.title, path
            assert entry.updated, path
            place = entry.link.removeprefix(HOME).partition("#")[0]
            assert (example.folder / place / "index.html").is_file(), entry.link


def test_pages_name_themselves_and_their_translations(example: BuiltSite) -> None:
    """The canonical address is the page's own; the other language names it back; strangers get the first language."""
    known = {}
    for url, page in _pages(example):
        (own,) = _links(page, "canonical").values()
        assert own == HOME + url
        known[own] = _links(page, "alternate")
    for own, others in known.items():
        assert set(others) == {"id", "en", "x-default"}, own
        assert own in (others["id"], others["en"])
        assert others["x-default"] == others["id"]
        assert all(known[one] == others for one in others.values()), own


def test_without_an_address_of_the_site_the_ways_are_relative(demo: BuiltSite) -> None:
    """A site that does not know where it stands still leads to its other language."""
    for url, page in _pages(demo):
        assert not page.xpath("//link[@rel='canonical']") or demo_has_address(demo)
        for way in _links(page, "alternate").values():
            target = urljoin(f"https://host/{url}", way).removeprefix("https://host/")
            assert demo_has_address(demo) or (demo.folder / target / "index.html").is_file(), (url, way)


def demo_has_address(site: BuiltSite) -> bool:
    """Tell whether the publisher names the address of the site."""
    return "site_url:" in (site.project / "programs" / "publisher.yml").read_text(encoding="utf-8")


def test_the_site_maps_name_every_page_once_with_its_translations(example: BuiltSite) -> None:
    """What robots shall find: all pages but those that only lead elsewhere."""
    listed = {}
    for name in ("sitemap.xml", "en/sitemap.xml"):
        for entry in ET.parse(example.folder / name).getroot():  # noqa: S314 - our own file
            place = str(entry.findtext(f"{SPACE}loc"))
            assert place not in listed
            listed[place] = {one.get("hreflang"): one.get("href") for one in entry.iter(f"{XHTML}link")}
    pages = dict(_pages(example))
    assert set(listed) == {HOME + url for url in pages}
    for url, page in pages.items():
        assert listed[HOME + url] == _links(page, "alternate"), url


def test_robots_are_welcome_and_find_both_site_maps(example: BuiltSite) -> None:
    """The file that robots ask for first."""
    text = (example.folder / "robots.txt").read_text(encoding="utf-8")
    assert text == f"User-agent: *\nAllow: /\nSitemap: {HOME}sitemap.xml\nSitemap: {HOME}en/sitemap.xml\n"
    assert not Path(example.folder, "en", "robots.txt").exists()


def test_the_page_for_missing_addresses_works_from_anywhere(example: BuiltSite) -> None:
    """It is shown at any depth, so its links begin at the root of the host."""
    page = example.page("404.html")
    links = [str(one) for one in page.xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src")]
    assert len(links) > 10
    assert [one for one in links if not one.startswith(("/", "#", "https://"))] == []


def test_no_page_has_an_inline_script_or_style(example: BuiltSite) -> None:
    """What the policy would refuse is not there in the first place."""
    for name, page in example.pages():
        assert not page.xpath("//style | //*[@style] | //*[@onclick]"), name
        assert not page.xpath("//script[not(@src) and not(contains(@type, 'json'))]"), name
