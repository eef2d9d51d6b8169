"""The built hostile site as files: nothing in it could run, lead astray or ask another host."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from lxml.html import HtmlElement

from tests.built import BuiltSite, article
from tests.hostile import payloads
from tests.pieces import fragments

ACTIVE = ("iframe", "object", "embed", "applet", "base", "frame", "frameset", "math", "template", "portal",
          "audio", "video", "source", "marquee", "style", "textarea")  # fmt: skip
"""Elements that no page of ours has."""
POLICY = {"content-security-policy"}
FRAME_IDS = {"amanah-kata", "amanah-cari", "amanah-isi", "amanah-contents"}


def _fields(element: HtmlElement) -> Iterator[tuple[str, str]]:
    for one in element.iter():
        if isinstance(one.tag, str):
            yield from ((str(name), str(value)) for name, value in one.attrib.items())


def test_no_payload_of_any_kind_was_left_out(hostile: BuiltSite) -> None:
    """Thousands of texts were placed, each payload in prose and in a line; hardly any was refused."""
    placed, refused = map(int, hostile.project.with_suffix(".counts").read_text(encoding="utf-8").split())
    assert len(payloads.own()) >= 300
    assert placed > 2 * len(payloads.everything())
    assert refused < 0.05 * placed


def test_only_the_scripts_of_the_frame_stand_on_any_page(hostile: BuiltSite) -> None:
    """Every script is a file of the site; one without a file holds data, and cannot run."""
    for name, page in hostile.pages():
        for script in page.xpath("//script"):
            source = script.get("src")
            if source is None:
                assert script.get("type") in ("application/json", "application/ld+json"), name
            else:
                target = urlsplit(urljoin(f"https://host/{name}", source))
                assert target.netloc == "host", f"{name}: {source}"
                assert (hostile.folder / target.path[1:]).is_file(), f"{name}: {source}"


def test_every_page_refuses_inline_scripts_and_other_hosts(hostile: BuiltSite) -> None:
    """The policy stands before everything that could load, and is the same on every page."""
    policies = set()
    for name, page in hostile.pages():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']")
        before = [one.tag for one in policy.itersiblings(preceding=True)]
        assert before == ["meta"], name
        policies.add(policy.get("content"))
    (said,) = policies
    assert "default-src 'none'" in said
    assert "unsafe-inline" not in said
    assert "'unsafe-eval'" not in said
    assert not re.search(r"https?:|[*]", said)


def test_no_element_of_an_author_is_active_and_no_attribute_runs(hostile: BuiltSite) -> None:
    """No event attribute, no element that loads or runs, no address but the web, mail and the site itself."""
    for name, page in hostile.pages():
        assert not [one.tag for one in page.iter(*ACTIVE) if one.getparent().tag not in ("svg", "picture")], name
        assert len(page.xpath("//dialog")) == len(page.xpath("//dialog[@class='find']")), name
        assert {one.get("http-equiv").lower() for one in page.xpath("//meta[@http-equiv]")} <= POLICY, name
        for key, value in _fields(page):
            assert not key.startswith("on"), f"{name}: {key}={value[:60]}"
            assert key not in ("srcdoc", "formaction", "ping", "background"), f"{name}: {key}"
            assert "url(" not in value or "url(#" in value or key not in ("style", "fill", "filter"), (
                f"{name}: {value[:60]}"
            )
            if key in ("href", "src", "action", "data", "poster", "srcset"):
                assert urlsplit(value).scheme in ("", "http", "https", "mailto"), f"{name}: {value[:80]}"
                assert not value.startswith(("//", "\\")), f"{name}: {value[:80]}"
            if key in ("src", "srcset", "poster"):
                assert not urlsplit(value).netloc, f"{name}: {value[:80]}"
        for link in page.xpath("//link"):
            assert not urlsplit(link.get("href", "")).netloc or link.get("rel") in ("canonical", "alternate"), name


def test_no_id_stands_twice_or_takes_one_of_the_frame(hostile: BuiltSite) -> None:
    """What the frame looks up by its id is the frame's own; every other anchor leads to one place."""
    for name, page in hostile.pages():
        ids = Counter(str(one.get("id")) for one in page.xpath("//*[@id]"))
        assert [one for one, count in ids.items() if count > 1] == [], name
        taken = {one for one in ids if one.startswith(("__", "amanah-"))}
        assert taken <= FRAME_IDS, name
        inside = {str(one.get("id")) for one in article(page).xpath(".//*[@id]")}
        assert not inside & FRAME_IDS, name


def test_template_code_prints_itself_and_is_never_evaluated(hostile: BuiltSite) -> None:
    """No file of the site holds the product of a payload; the braces stand where they were typed."""
    seen = 0
    for path in sorted(hostile.folder.rglob("*")):
        if path.suffix in (".html", ".json", ".xml", ".svg", ".csv", ".txt", ".md"):
            text = path.read_text(encoding="utf-8")
            assert payloads.PRODUCT not in text, path.name
            seen += "{{ 7*7 }}" in text
            assert "root:x:" not in text, path.name
    assert seen > 2


def test_titles_print_themselves_in_the_head_and_the_navigation(hostile: BuiltSite) -> None:
    """The title of the window is the heading of the page, letter by letter, and so is the last crumb."""
    compared = 0
    for name, page in hostile.pages():
        if name.endswith("404.html"):
            continue
        heading = " ".join(str(page.xpath("//h1")[0].text_content()).split())
        title = " ".join(str(page.xpath("//title")[0].text_content()).split())
        shared = " ".join(str(page.xpath("//meta[@property='og:title']/@content")[0]).split())
        assert title.startswith(shared), name
        compared += heading == shared
        for crumb in page.xpath("//nav[@class='crumbs']//li[last()]/span"):
            assert " ".join(str(crumb.text_content()).split()) == shared, name
    assert compared > 25


def test_the_search_index_leads_to_pages_of_the_site_only(hostile: BuiltSite) -> None:
    """The texts in it are payloads, which the search box writes as words; the addresses are ours."""
    entries = [json.loads(text) for _, text in fragments(hostile.folder)]
    assert len(entries) > 60
    for entry in entries:
        assert (hostile.folder / entry["url"].lstrip("/") / "index.html").is_file(), entry["url"]


def test_every_other_file_is_well_formed(hostile: BuiltSite) -> None:
    """Site maps and feeds are XML, data are JSON, whatever the texts say."""
    for path in sorted(hostile.folder.rglob("*")):
        if path.suffix == ".xml":
            ET.parse(path)  # noqa: S314 - a file that we made
        elif path.suffix in (".json", ".geojson"):
            json.loads(path.read_text(encoding="utf-8"))


def test_no_file_of_an_author_is_published_that_a_browser_would_run(hostile: BuiltSite) -> None:
    """Pages, drawings and scripts put beside the photographs stay where they are."""
    names = {path.name for path in hostile.folder.rglob("*")}
    assert not names & {"halaman.html", "gambar.svg", "naskah.js"}
