"""What a first view costs on a cheap phone, and that nothing jumps while it loads; what paper shows."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import kinds, reports
from tests.built import BuiltSite

pytestmark = pytest.mark.browser

BUDGET = 120_000
"""Bytes over the wire, all told."""
SHIFTS = """
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (one.hadRecentInput) continue;
      const what = one.sources.map((source) => source.node?.outerHTML?.slice(0, 60) ?? "");
      globalThis.shifts.push({ value: one.value, what });
    }
  }).observe({ type: "layout-shift", buffered: true });
"""


def _first_view(browser: Browser, url: str) -> dict[str, float]:
    """Return the bytes that each file of a first view took over the wire."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on("Network.requestWillBeSent", lambda one: names.update({one["requestId"]: one["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda one: sizes.update({names[one["requestId"]]: one["encodedDataLength"]}))
    page.goto(url, wait_until="networkidle")
    context.close()
    return sizes


@pytest.mark.parametrize("which", ["demo", "example"])
def test_the_first_view_of_every_report_is_light(which: str, browser: Browser, request: pytest.FixtureRequest) -> None:
    """Page, styles, scripts and fonts, compressed as servers do, with nothing in the cache."""
    site: BuiltSite = request.getfixturevalue(which)
    base: str = request.getfixturevalue(f"{which}_url")
    longest = sorted(reports(site), key=lambda url: -(site.folder / url / "index.html").stat().st_size)[:2]
    assert longest
    for url in longest:
        sizes = _first_view(browser, base + url)
        assert any(name.endswith(".woff2") for name in sizes)
        assert sum(sizes.values()) < BUDGET, (url, sizes)


def test_nothing_jumps_while_a_page_loads_and_is_read(browser: Browser, example: BuiltSite, example_url: str) -> None:
    """The sum of all layout shifts of a page kind, also on the way down to its end, is as good as none."""
    wrong = []
    for width in (390, 1280):
        context = browser.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        page.add_init_script(SHIFTS)
        for url in kinds(example, languages=("",)):
            page.goto(example_url + url)
            page.evaluate(
                """async () => {
                  for (let y = 0; y < document.body.scrollHeight; y += 2000) {
                    scrollTo(0, y);
                    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                  }
                }"""
            )
            shifts = page.evaluate("() => globalThis.shifts")
            if sum(one["value"] for one in shifts) > 0.01:
                wrong.append((url, width, shifts))
        context.close()
    assert wrong == []


def _seen(page: Page, selector: str) -> int:
    return sum(one.is_visible() for one in page.locator(selector).all())


def test_paper_has_no_navigation_and_hides_nothing(browser: Browser, example: BuiltSite, example_url: str) -> None:
    """Black on white whatever the screen has, tables unfolded, no button and no menu."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 800, "height": 1100})
    page = context.new_page()
    for url in kinds(example, languages=("",)):
        page.emulate_media(media="screen")
        page.goto(example_url + url)
        page.emulate_media(media="print", color_scheme="dark")
        for selector in (".bar", ".tabs", ".contents", ".skip", ".crumbs", ".find"):
            assert _seen(page, selector) == 0, (url, selector)
        assert _seen(page, ".sheet h1") == 1, url
        assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)", url
        folded = page.locator(".sheet details table").all()[:3]
        assert all(one.is_visible() for one in folded), url
    assert page.pdf().startswith(b"%PDF-")
    context.close()
