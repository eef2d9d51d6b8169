"""The panel of a figure: by mouse and keyboard, and an ordinary link without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGE = "program/klaster-mandiri-lebak/akhir-program/"
FIGURE = "a.f[href$='#beneficiaries.total']"


@pytest.fixture
def page(browser: Browser, demo_url: str) -> Iterator[Page]:
    """Open the report on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(demo_url + PAGE)
    yield opened
    context.close()


def test_a_tap_shows_where_the_figure_comes_from(page: Page) -> None:
    """The panel shows source, file and line, without leaving the page."""
    before = page.url
    page.locator(FIGURE).first.click()
    panel = page.locator(".panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("342 mitra")
    expect(panel).to_contain_text("periods/akhir-program.yml")
    expect(panel).to_contain_text("Workshop akhir")
    assert page.url.partition("#")[0] == before.partition("#")[0]


def test_the_keyboard_opens_and_closes_it_and_comes_back(page: Page) -> None:
    """Enter opens, Escape closes, and the focus returns to the figure."""
    figure = page.locator(FIGURE).first
    figure.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    expect(figure).to_be_focused()


def test_without_javascript_a_figure_is_a_link_to_its_row(browser: Browser, demo_url: str) -> None:
    """The link leads to the row of the ledger that the panel would show."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo_url + PAGE)
    page.locator(FIGURE).first.click()
    expect(page).to_have_url(re.compile(r"/data/#beneficiaries\.total$"))
    expect(page.locator("[id='beneficiaries.total']")).to_contain_text("342 mitra")
    context.close()


def test_a_finger_opens_it_too(browser: Browser, demo_url: str) -> None:
    """On a touch screen a tap does what a click does."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(demo_url + PAGE)
    page.locator(FIGURE).first.tap()
    expect(page.locator(".panel")).to_contain_text("342 mitra")
    context.close()


def test_the_focus_is_not_trapped(page: Page) -> None:
    """Whoever goes on with the Tab key leaves the panel and comes back to the page."""
    page.locator(FIGURE).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_be_visible()
    inside = "document.activeElement.closest('.panel') !== null"
    assert page.evaluate(inside)
    links = page.locator(".panel a, .panel button").count()
    for _ in range(links + 2):
        page.keyboard.press("Tab")
    assert not page.evaluate(inside)


def test_a_screen_reader_hears_a_named_dialog(page: Page) -> None:
    """The panel is a dialog whose name is the figure, with a button to close it and terms beside what they mean."""
    page.locator(FIGURE).first.click()
    dialog = page.get_by_role("dialog", name=re.compile("342"))
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Tutup")).to_be_visible()
    spoken = dialog.aria_snapshot()
    assert "Sumber" in spoken
    assert "Workshop akhir" in spoken
