"""The search in a browser: Indonesian words with their relatives, figures, places and partners, by keyboard alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import search
from tests.browser.conftest import serve, watch
from tests.built import BuiltSite
from tests.scale.ground import start

pytestmark = pytest.mark.browser

ANSWER = re.compile(r"^\d+ |^Tidak ada|^No page")


def ask(page: Page, query: str) -> list[str]:
    """Type a query into the open search and return the addresses of the pages found."""
    status = page.locator(".find-meta")
    page.evaluate("() => { document.querySelector('.find-meta').textContent = ''; }")
    page.locator(".find-query").fill(query)
    expect(status).to_have_text(ANSWER)
    links = page.locator(".find-title a")
    return [str(link.get_attribute("href")) for link in links.all()]


@pytest.fixture
def page(browser: Browser, demo_url: str) -> Iterator[Page]:
    """Open the home page on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(demo_url)
    yield opened
    context.close()


def test_relatives_of_a_word_find_the_same_pages(page: Page) -> None:
    """Prefixes and suffixes of Indonesian do not keep pages from being found."""
    page.locator(".find-open").click()
    found = [set(ask(page, word)) for word in ("pemberdayaan", "berdaya", "memberdayakan", "diberdayakan")]
    assert len(found[0]) > 3
    assert all(one == found[0] for one in found)
    assert all(found[0] <= set(ask(page, word)) for word in ("pemberdaya", "Memberdaya"))


def test_programs_places_and_partners_are_found(page: Page, demo_url: str) -> None:
    """What readers know of a program leads to it."""
    page.locator(".find-open").click()
    for query in ("klaster mandiri", "Lebak", "Dompet Dhuafa"):
        assert [url for url in ask(page, query) if url.startswith(f"{demo_url}program/klaster-mandiri-lebak/")], query
    assert not [url for url in ask(page, "klaster mandiri") if url.startswith(f"{demo_url}en/")]


def test_a_figure_leads_to_its_row(page: Page, example: BuiltSite, example_url: str) -> None:
    """A sum is found by its digits, however its sign is written, and the result names the row of the ledger."""
    rows = json.loads((example.folder / "data/figures.json").read_text(encoding="utf-8"))["figures"]
    row = next(
        one for one in rows if one["unit"] == "rupiah" and len(str(one["value"])) > 7 and one["precision"] == "1"
    )
    digits = f"{int(row['value']):,}".replace(",", ".")
    page.goto(example_url)
    page.locator(".find-open").click()
    for query in (digits, f"Rp{digits}", f"Rp {digits}"):
        found = ask(page, query)
        assert [url for url in found if "/data/" in url], (query, found)
    assert page.locator(".find-parts a").count()


def test_the_english_pages_have_an_index_of_their_own(page: Page, demo_url: str) -> None:
    """A query in English finds English pages only."""
    page.goto(f"{demo_url}en/")
    page.locator(".find-open").click()
    found = ask(page, "empower")
    assert found
    assert all(url.startswith(f"{demo_url}en/") for url in found)
    assert set(found) == set(ask(page, "empowerment"))


def test_nothing_of_the_search_is_loaded_before_it_is_asked(page: Page, demo: BuiltSite, demo_url: str) -> None:
    """The index comes in pieces: of the pages only those that are shown."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert not [url for url in asked if "search" in url]
    page.locator(".find-open").click()
    ask(page, "kambing")
    pieces = [url for url in asked if url.endswith(".pf_fragment")]
    assert 0 < len(pieces) <= 10 < len(list((demo.folder / "search/fragment").iterdir()))
    assert not [url for url in asked if not url.startswith(demo_url)]


def test_the_keyboard_alone_opens_walks_follows_and_closes(page: Page) -> None:
    """A slash opens, arrows walk, Enter follows, Escape closes and gives the focus back."""
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Cari")
    expect(dialog).to_be_visible()
    query = page.locator(".find-query")
    expect(query).to_be_focused()
    expect(query).to_have_value("")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator(".find-open").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("kambing")
    first = page.locator(".find-title a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(query).to_be_focused()
    page.keyboard.press("Escape")
    if dialog.is_visible():  # the first Escape empties a search field in some browsers
        page.keyboard.press("Escape")
    expect(page.locator(".find-open")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("kambing")
    expect(first).to_be_visible()
    goal = str(first.get_attribute("href"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(goal)


def test_what_was_found_is_announced(page: Page) -> None:
    """A screen reader hears how many pages match, also where none does."""
    page.locator(".find-open").click()
    status = page.get_by_role("status")
    ask(page, "kambing")
    expect(status).to_have_text(re.compile(r"^\d+ halaman cocok$"))
    assert ask(page, "xyzzy qwrtp") == []
    expect(status).to_have_text("Tidak ada halaman yang cocok")


def test_without_javascript_the_search_is_a_list_of_all_pages(browser: Browser, demo_url: str) -> None:
    """The magnifier is a link; the list leads to every program and report."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo_url}program/")
    page.locator(".find-open").click()
    expect(page).to_have_url(f"{demo_url}all/")
    expect(page.get_by_role("link", name=re.compile("Klaster Mandiri")).first).to_be_visible()
    page.locator(".sheet a[href$='klaster-mandiri-lebak/akhir-program/']").click()
    expect(page).to_have_url(f"{demo_url}program/klaster-mandiri-lebak/akhir-program/")
    context.close()


def test_from_a_folder_the_search_says_why_it_cannot(browser: Browser, demo: BuiltSite) -> None:
    """A browser reads no index from a disk; the list of all pages is offered in its place."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(Path(demo.folder, "index.html").as_uri())
    page.locator(".find-open").click()
    expect(page.get_by_role("status")).to_contain_text("dari folder")
    page.locator(".find-all a").click()
    expect(page.locator("h1")).to_have_text("Semua halaman")
    context.close()


def test_below_a_folder_of_another_site_results_lead_to_pages(browser: Browser, mounted_url: str) -> None:
    """Addresses in the index are below the root of the site, wherever that stands."""
    context = browser.new_context()
    page = context.new_page()
    wrong = watch(page, mounted_url)
    page.goto(f"{mounted_url}en/program/")
    page.keyboard.press("/")
    found = ask(page, "gardens")
    assert found
    assert all(url.startswith(f"{mounted_url}en/") for url in found)
    page.locator(".find-title a").first.click()
    expect(page.locator("h1")).to_be_visible()
    context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def divided_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small site whose index is divided as that of a large one is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "PART", 8)
        ground = start(tmp_path_factory.mktemp("divided") / "project", programs=4)
        ground.warm()
    yield from serve(ground.root / "warm")


def test_programs_of_all_parts_are_found_at_once(page: Page, divided_url: str) -> None:
    """Where the index has parts, one answer comes from all of them; no page stands in it twice."""
    page.goto(divided_url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(".find-open").click()
    found = ask(page, "kebun")
    programs = {url.removeprefix(divided_url).split("/")[1] for url in found if "/program/" in url}
    parts = {url.split("/search/")[1].split("/")[0] for url in asked if re.search(r"/search/[0-9]+/", url)}
    assert len(parts) > 1
    assert len(programs) > 1
    assert len(found) == len(set(found))
    assert sum(url.endswith(".pagefind") for url in asked) == 1, "one program serves all parts"


def test_a_part_that_does_not_come_is_said_and_may_come_later(page: Page, divided_url: str) -> None:
    """An answer out of some parts would look whole; after a lost connection the next key asks for all again."""
    page.goto(divided_url)
    page.route("**/search/*/*.pf_meta", lambda route: route.abort())
    page.locator(".find-open").click()
    page.locator(".find-query").fill("kebun")
    expect(page.locator(".find-meta")).to_contain_text("tidak dapat dimuat")
    page.unroute("**/search/*/*.pf_meta")
    assert ask(page, "kebu")
