"""Pages in a browser: nothing asked of others, nothing wider than the screen, no complaint."""

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import watch
from tests.browser.kinds import kinds
from tests.built import BuiltSite

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def _context(browser: Browser, width: int, scheme: str) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
@pytest.mark.parametrize("which", ["demo", "example"])
def test_no_page_scrolls_sideways_complains_or_asks_another_host(
    which: str, width: int, scheme: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    """Every page kind, in both languages, fits the screen and stays by itself."""
    site: BuiltSite = request.getfixturevalue(which)
    base: str = request.getfixturevalue(f"{which}_url")
    context = _context(browser, width, scheme)
    page = context.new_page()
    wrong = watch(page, base)
    for url in kinds(site):
        page.goto(base + url)
        page.wait_for_load_state("load")
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
