"""In the browser: data that no policy blocks, photographs that leave the page where it is, and pages on paper."""

from typing import Literal

import pytest
from playwright.sync_api import Browser

REPORT = "program/kebun-pangan-sleman/2025-semester-1/"

pytestmark = pytest.mark.browser

COUNTED = "selector => document.querySelectorAll(selector).length"
SEEN = "selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).length"
"""How many elements of a kind are to be seen."""
SURFACES = """[...document.querySelectorAll('body, main, .sheet, .provenance, .banner, .note-mismatch, .foot-inner')]
  .filter(one => one.checkVisibility()).map(one => getComputedStyle(one).backgroundColor)
  .filter(one => !['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].includes(one))"""
"""Every ground that is not white."""


def test_the_policy_of_the_page_lets_the_data_be(browser: Browser, example_url: str) -> None:
    """A strict policy on scripts says nothing about data: the browser has them, and complains of nothing."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    page.goto(example_url + REPORT)
    data = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)")
    page.close()
    assert data["@context"] == "https://schema.org"
    assert said == []


def test_a_photograph_keeps_its_place_before_it_comes(browser: Browser, example_url: str) -> None:
    """The page is as high without any picture as with all of them, and a phone fetches the small WebP."""
    heights, fetched = [], []
    for blocked in (True, False):
        page = browser.new_page(viewport={"width": 390, "height": 844})
        if blocked:
            page.route("**/foto/**", lambda route: route.abort())
        page.on("requestfinished", lambda request: fetched.append(request.url.rpartition("/")[2]))
        page.goto(example_url + REPORT)
        page.locator(".photo img").scroll_into_view_if_needed()
        page.wait_for_function("blocked => blocked || document.querySelector('.photo img').complete", arg=blocked)
        heights.append(page.evaluate("document.querySelector('.photo picture').getBoundingClientRect().height"))
        page.close()
    assert heights[0] == heights[1] > 200
    assert [one for one in fetched if one.endswith((".webp", ".jpg"))] == [
        one for one in fetched if one.endswith("-480.webp")
    ]


@pytest.mark.parametrize(
    "name", ["", "program/kebun-pangan-sleman/", REPORT, "money/", f"{REPORT}data/", "en/mutu-data/"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_shows_everything_but_the_frame(
    name: str, scheme: Literal["light", "dark"], browser: Browser, example_url: str
) -> None:
    """No bar, no search and no filter; every detail open; the address of the page in words and as a code."""
    page = browser.new_page(viewport={"width": 794, "height": 1123}, color_scheme=scheme)
    page.goto(example_url + name)
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate(SEEN, ".bar, .tabs, .contents, .crumbs, .prevnext, .filters, .screen-only") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.evaluate(SURFACES) == []
    assert page.evaluate(SEEN, ".sheet details:not(.screen-only) > :not(summary)") == page.evaluate(
        COUNTED, ".sheet details:not(.screen-only) > :not(summary)"
    )
    code = page.locator(".printed .qr").bounding_box()
    assert code is not None
    assert 80 < code["width"] == code["height"]
    words = page.locator(".printed a").inner_text()
    assert words == f"https://lembaga-contoh.example/{name}"
    page.close()


def test_links_of_sources_are_written_out_on_paper(browser: Browser, example_url: str) -> None:
    """What cannot be clicked is read."""
    page = browser.new_page()
    page.goto(example_url + "program/kebun-pangan-sleman/")
    page.emulate_media(media="print")
    said = page.evaluate("""getComputedStyle(document.querySelector('.sources a[href^="http"]'), '::after').content""")
    page.close()
    assert "http" in said
