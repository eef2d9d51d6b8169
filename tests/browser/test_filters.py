"""The list of programs, narrowed: by the script, by an address, by keyboard, and not at all without a script."""

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHOWN = "[...document.querySelectorAll('.rows > .row')].filter((row) => row.offsetParent).length"


@pytest.fixture
def page(browser: Browser, example_url: str) -> Page:
    """Open the list."""
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(f"{example_url}program/")
    return opened


def test_a_choice_narrows_the_list_and_announces_how_many_are_left(page: Page) -> None:
    """The count is said politely, and the choice stands in the address."""
    whole = page.evaluate(SHOWN)
    page.locator(".filters > summary").click()
    page.locator("select[name=theme]").select_option("air-bersih")
    assert page.evaluate(SHOWN) == 1 < whole
    count = page.locator(".filter-count")
    assert count.get_attribute("aria-live") == "polite"
    assert count.inner_text() == f"1 dari {whole} program ditampilkan."
    assert page.url.endswith("?theme=air-bersih")
    page.close()


def test_a_province_holds_its_regencies(page: Page) -> None:
    """Choosing the province finds the programs of every regency in it."""
    page.locator(".filters > summary").click()
    page.locator("select[name=place]").select_option("52")
    assert page.evaluate(SHOWN) == 1
    page.locator("select[name=place]").select_option("52.06")
    assert page.evaluate(SHOWN) == 1
    page.close()


def test_an_address_with_a_choice_opens_narrowed(page: Page, example_url: str) -> None:
    """A list that was sent to somebody looks the same there, and an unknown choice is ignored."""
    page.goto(f"{example_url}program/?theme=pendidikan&fund=nothing")
    assert page.evaluate(SHOWN) == 1
    assert page.locator(".filters").get_attribute("open") is not None
    page.close()


def test_everything_can_be_shown_again_by_keyboard(page: Page) -> None:
    """No choice that fits nothing is a dead end."""
    page.locator(".filters > summary").focus()
    page.keyboard.press("Enter")
    page.locator("select[name=theme]").select_option("air-bersih")
    page.locator("select[name=status]").select_option("active")
    assert page.evaluate(SHOWN) == 0
    assert "Tidak ada program yang cocok" in page.locator(".filter-count").inner_text()
    page.locator("button[type=reset]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(SHOWN) > 1
    assert "?" not in page.url
    page.close()


def test_without_a_script_the_list_stands_whole_and_offers_no_filter(browser: Browser, example_url: str) -> None:
    """Nothing is shown that would not work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{example_url}program/")
    assert not page.locator(".filters").is_visible()
    assert page.locator(".rows > .row").count() > 1
    assert all(one.is_visible() for one in page.locator(".rows > .row").all())
    context.close()
