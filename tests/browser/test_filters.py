"""The list of programs, narrowed: by the script, by an address, by keyboard, and not at all without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.pages import programs
from tests.browser.conftest import serve
from tests.scale.ground import start

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


@pytest.fixture(scope="module")
def long_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site where two programs are many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(programs, "ROWS", 2)
        ground = start(tmp_path_factory.mktemp("long") / "proyek", programs=5)
        ground.build(None, ground.root / "site")
    yield from serve(ground.root / "site")


def test_a_choice_narrows_all_pages_of_a_long_list(browser: Browser, long_url: str) -> None:
    """The other pages are fetched when somebody chooses; their links lead where they led, and go with the choice."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(f"{long_url}program/")
    assert page.evaluate(SHOWN) == 2
    page.locator(".filters > summary").click()
    field = page.locator("select[name=place]")
    place = str(field.locator("option").nth(1).get_attribute("value"))
    field.select_option(place)
    expect(page.locator(".filter-count")).to_contain_text("dari 5 program ditampilkan")
    fitting = page.evaluate(SHOWN)
    assert 0 < fitting < 5
    assert not page.locator(".sheet .prevnext").is_visible()
    ways = page.evaluate("[...document.querySelectorAll('.rows > .row .row-title > a')].map((one) => one.href)")
    assert sorted(ways) == [f"{long_url}program/program-00{number}/" for number in range(1, 6)]
    page.locator("button[type=reset]").click()
    assert page.evaluate(SHOWN) == 2
    assert page.locator(".sheet .prevnext").is_visible()
    page.locator(".sheet .prevnext a").click()
    expect(page).to_have_url(f"{long_url}program/page_2/")
    page.goto(f"{long_url}program/?place={place}")
    expect(page.locator(".filter-count")).to_contain_text(f"{fitting} dari 5 program")
    assert page.evaluate(SHOWN) == fitting
    page.close()
    assert wrong == []


def test_a_long_list_that_cannot_be_fetched_says_so(browser: Browser, long_url: str) -> None:
    """Without a connection only this page is narrowed, in words; when it comes back, the next choice has all."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{long_url}program/")
    page.route("**/page_*/", lambda route: route.abort())
    page.locator(".filters > summary").click()
    field = page.locator("select[name=place]")
    field.select_option(index=1)
    expect(page.locator(".filter-count")).to_contain_text("tidak dapat dimuat")
    assert page.locator(".sheet .prevnext").is_visible()
    page.unroute("**/page_*/")
    field.select_option(index=2)
    expect(page.locator(".filter-count")).to_contain_text("dari 5 program ditampilkan.")
    expect(page.locator(".filter-count")).not_to_contain_text("tidak dapat dimuat")
    page.close()


def test_another_page_in_the_place_of_the_list_is_not_believed(browser: Browser, long_url: str) -> None:
    """A page to log in, or one of another publication, would lose programs without a word."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{long_url}program/")
    page.route("**/page_2/", lambda route: route.fulfill(content_type="text/html", body="<p>Selamat datang</p>"))
    page.locator(".filters > summary").click()
    page.locator("select[name=place]").select_option(index=1)
    expect(page.locator(".filter-count")).to_contain_text("dari 5 program ditampilkan. Halaman lain")
    assert page.locator(".rows > .row").count() == 2
    page.close()
