"""In the browser: data that no policy blocks, photographs that leave the page where it is, and pages on paper."""

import pytest
from playwright.sync_api import Browser

REPORT = "program/kebun-pangan-sleman/2025-semester-1/"

pytestmark = pytest.mark.browser


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
