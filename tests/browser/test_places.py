"""Where a site can stand: below a folder of another site, and where its pages stood before."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watch
from tests.browser.kinds import kinds
from tests.built import BuiltSite

pytestmark = pytest.mark.browser


def _former(site: BuiltSite) -> list[str]:
    """Return the addresses at which something stood once."""
    pages = sorted(site.folder.rglob("index.html"))
    found = [path for path in pages if "data-moved=" in path.read_text(encoding="utf-8")]
    return [f"{path.parent.relative_to(site.folder).as_posix()}/" for path in found]


def test_every_page_kind_works_below_a_folder_of_another_site(
    browser: Browser, example: BuiltSite, mounted_url: str
) -> None:
    """Styles and scripts load, and no page asks for anything outside of the folder."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    wrong = watch(page, mounted_url)
    for url in kinds(example):
        if not url.endswith("404.html"):  # it begins at the root of the host, which only `site_url` can tell
            page.goto(mounted_url + url)
            if page.evaluate("() => getComputedStyle(document.querySelector('.bar')).position") != "sticky":
                wrong.append(f"{url} has no style")
    context.close()
    assert wrong == []


@pytest.mark.parametrize("scripts", [True, False])
def test_former_addresses_lead_to_the_new_ones(
    scripts: bool,  # noqa: FBT001 - one case each
    browser: Browser,
    example: BuiltSite,
    mounted_url: str,
) -> None:
    """With scripts the place on the page is kept; without, the page itself leads on. Below a folder too."""
    former = _former(example)
    assert len(former) > 4
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    wrong = watch(page, mounted_url)
    for url in [one for one in former if not one.endswith("data/")][:3]:
        page.goto(f"{mounted_url}{url}#sumber", wait_until="commit")
        expect(page).not_to_have_url(re.compile(re.escape(url)))
        expect(page).to_have_url(re.compile(rf"^{re.escape(mounted_url)}.*{'#sumber$' if scripts else ''}"))
        expect(page.locator(".sheet h1")).to_be_visible()
        assert not page.locator("meta[data-moved]").count()
    context.close()
    assert wrong == []


def test_former_addresses_lead_on_from_a_folder_on_disk(browser: Browser, example: BuiltSite) -> None:
    """The way to a page ends in a file there."""
    url = next(one for one in _former(example) if not one.endswith("data/"))
    context = browser.new_context()
    page = context.new_page()
    page.goto(Path(example.folder, url, "index.html").as_uri(), wait_until="commit")
    expect(page).not_to_have_url(re.compile(re.escape(url)))
    expect(page.locator(".sheet h1")).to_be_visible()
    context.close()


def test_a_missing_address_gets_a_page_that_helps(browser: Browser, example_url: str) -> None:
    """It has the navigation, the search and a way home, however deep the address is."""
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(f"{example_url}program/tidak/ada/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("Halaman tidak ditemukan")
    page.keyboard.press("/")
    page.keyboard.type("kebun")
    expect(page.locator(".find-title a").first).to_be_visible()
    page.keyboard.press("Escape")
    context.close()
