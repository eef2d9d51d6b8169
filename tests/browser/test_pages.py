"""Pages in a browser: nothing asked of others, nothing wider than the screen, no complaint."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import watch
from tests.browser.kinds import kinds
from tests.built import BuiltSite

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


LOADED = "() => [...document.images].every((one) => one.complete || one.loading === 'lazy')"


def _context(browser: Browser, width: int, scheme: str) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 844}, color_scheme=_named(scheme))


def _named(scheme: str) -> Literal["dark", "light"]:
    return "dark" if scheme == "dark" else "light"


@pytest.mark.parametrize(
    "looks",
    [((320, "light"), (390, "dark")), ((1280, "light"), (1280, "dark"))],
    ids=["320-light-390-dark", "1280-light-dark"],
)
@pytest.mark.parametrize("which", ["demo", "example"])
def test_no_page_scrolls_sideways_complains_or_asks_another_host(
    which: str, looks: tuple[tuple[int, str], ...], browser: Browser, request: pytest.FixtureRequest
) -> None:
    """Every page kind, in both languages, fits the screen and stays by itself, also where the screen changes."""
    site: BuiltSite = request.getfixturevalue(which)
    base: str = request.getfixturevalue(f"{which}_url")
    context = _context(browser, *looks[0])
    page = context.new_page()
    wrong = watch(page, base)
    for number, url in enumerate(kinds(site)):
        # Every other page is loaded in the second look, so that both are seen while pages load.
        for place, (width, scheme) in enumerate(looks if number % 2 else reversed(looks)):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=_named(scheme))
            if not place:
                page.goto(base + url)
                page.wait_for_load_state("load")
            page.wait_for_function(LOADED)
            if page.evaluate(SIDEWAYS):
                wrong.append(f"{url} is wider than {width} px")
    context.close()
    assert wrong == []


def test_no_page_of_the_site_asks_another_host(demo: BuiltSite, demo_url: str, browser: Browser) -> None:
    """All pages of both languages, opened one after the other."""
    context = _context(browser, 390, "light")
    page = context.new_page()
    wrong = watch(page, demo_url)
    pages = [name for name, _ in demo.pages()]
    rules = [name for name in pages if "rules/" in name]  # all of one kind: a few stand for them
    names = [name for name in pages if name not in rules[5:]]
    for name in names:
        page.goto(demo_url + name.removesuffix("index.html"))
    context.close()
    assert len(names) > 40
    assert wrong == []
