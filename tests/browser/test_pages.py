"""Pages in a browser: nothing asked of others, nothing wider than the screen, no complaint."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.built import BuiltSite

pytestmark = pytest.mark.browser

KINDS = {
    "demo": [
        "",
        "program/",
        "program/klaster-mandiri-lebak/",
        "program/klaster-mandiri-lebak/akhir-program/",
        "program/pemberdayaan-rejosari/",
        "program/klaster-mandiri-lebak/akhir-program/data/",
        "mutu-data/",
        "glossary/",
    ],
    "example": [
        "",
        "program/kebun-pangan-sleman/",
        "program/kebun-pangan-sleman/2025-semester-1/",
        "program/belajar-lagi-palu/2025-semester-1/",
        "program/air-bersih-bima/",
        "mutu-data/",
    ],
}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def _watch(page: Page, base: str) -> list[str]:
    """Collect what a page should never do."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith((base, "data:")) else wrong.append(f"asked {request.url}"),
    )
    return wrong


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
    base: str = request.getfixturevalue(f"{which}_url")
    context = _context(browser, width, scheme)
    page = context.new_page()
    wrong = _watch(page, base)
    for root in ("", "en/"):
        for kind in KINDS[which]:
            page.goto(f"{base}{root}{kind}")
            page.wait_for_load_state("load")
            if page.evaluate(SIDEWAYS):
                wrong.append(f"{root}{kind} is wider than {width} px")
    context.close()
    assert wrong == []


def test_no_page_of_the_site_asks_another_host(demo: BuiltSite, demo_url: str, browser: Browser) -> None:
    """All pages of both languages, opened one after the other."""
    context = _context(browser, 390, "light")
    page = context.new_page()
    wrong = _watch(page, demo_url)
    pages = [name for name, _ in demo.pages()]
    rules = [name for name in pages if "rules/" in name]  # all of one kind: a few stand for them
    names = [name for name in pages if name not in rules[5:]]
    for name in names:
        page.goto(demo_url + name.removesuffix("index.html"))
    context.close()
    assert len(names) > 40
    assert wrong == []
