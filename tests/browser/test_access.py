"""Everybody can read every page: what axe-core looks for, the keyboard, pages without scripts, reduced motion."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import kinds
from tests.built import ROOT, BuiltSite

pytestmark = pytest.mark.browser

AXE = ROOT / ".venv" / "node" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
RUN = """async (rules) => {
  const found = await axe.run(document, { resultTypes: ["violations"], ...rules });
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 140)}`));
}"""
UNFOLD = """() => {
  for (const one of document.querySelectorAll(".sheet details")) one.open = true;
  for (const one of [...document.querySelectorAll(".entry")].slice(8)) one.remove(); // rows of a ledger are all alike
}"""
FOCUSABLE = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled).length"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  window.stops ||= new Map();
  if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
  const style = getComputedStyle(one);
  return { number: window.stops.get(one), name: one.outerHTML.slice(0, 80),
           ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
}"""


def _faults(page: Page, *, whole: bool = True) -> list[str]:
    """Run all rules, or the one that colours decide."""
    rules = {"rules": {"target-size": {"enabled": True}}} if whole else {"runOnly": ["color-contrast"]}
    found: list[str] = page.evaluate(RUN, rules)
    return found


@pytest.mark.parametrize("which", ["demo", "example"])
def test_axe_finds_nothing_on_any_page_kind(which: str, browser: Browser, request: pytest.FixtureRequest) -> None:
    """Both languages, both schemes, phone and desktop; with everything unfolded."""
    site: BuiltSite = request.getfixturevalue(which)
    base: str = request.getfixturevalue(f"{which}_url")
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    wrong: list[str] = []
    for url in kinds(site, languages=("", "en/") if which == "example" else ("",)):
        page.goto(base + url)
        page.evaluate(UNFOLD)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for number, (width, scheme) in enumerate(LOOKS):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            wrong += [f"{url} {width} {scheme} {one}" for one in _faults(page, whole=number in (0, 3))]
    context.close()
    assert wrong == []


def test_axe_finds_nothing_in_the_panel_the_menu_and_the_search(browser: Browser, demo_url: str) -> None:
    """What opens over the page is looked at while it is open."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    wrong: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{demo_url}program/klaster-mandiri-lebak/akhir-program/")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.locator("a.f[href$='#beneficiaries.total']").first.click()
        page.wait_for_selector(".panel")
        wrong += [f"panel {scheme} {one}" for one in _faults(page)]
        page.keyboard.press("Escape")
        page.locator(".menu > summary").click()
        wrong += [f"menu {scheme} {one}" for one in _faults(page)]
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        page.keyboard.type("mitra")
        page.wait_for_selector(".find-title a")
        wrong += [f"search {scheme} {one}" for one in _faults(page)]
    context.close()
    assert wrong == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(
    width: int, browser: Browser, example_url: str
) -> None:
    """Each press of Tab goes to something new with a ring around it, until everything was reached; none is a trap."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(f"{example_url}program/belajar-lagi-palu/")
    wanted = page.evaluate(FOCUSABLE)
    seen, bare = 0, []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["number"] < seen:
            break
        assert stop["number"] == seen, stop["name"]
        seen += 1
        bare += [] if stop["ringed"] else [stop["name"]]
    context.close()
    assert bare == []
    assert seen >= wanted > 30


def test_the_first_key_leads_past_the_frame(browser: Browser, demo_url: str) -> None:
    """Tab and Enter jump over header and navigation into the page."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(demo_url)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#amanah-isi")).to_be_focused()
    context.close()


def test_the_colours_can_be_chosen_and_stay(browser: Browser, demo_url: str) -> None:
    """The button says which colours are at work; the choice holds on the next page, and follows the device again."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(demo_url)
    button = page.locator(".scheme")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    button.click()
    button.click()
    expect(button).to_have_accessible_name(re.compile("gelap", re.IGNORECASE))
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(f"{demo_url}en/program/")
    assert page.evaluate(ground) == dark
    button.click()
    assert page.evaluate(ground) == light
    context.close()


def test_nothing_moves_for_readers_who_ask_for_that(browser: Browser, demo_url: str) -> None:
    """With reduced motion no element has an animation or a transition."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{demo_url}program/klaster-mandiri-lebak/akhir-program/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
          const style = getComputedStyle(one);
          return [style.animationDuration, style.transitionDuration].some((said) => parseFloat(said) > 0.01);
        }).map((one) => one.outerHTML.slice(0, 80))"""
    )
    context.close()
    assert moving == []


def test_without_javascript_the_whole_way_can_be_walked(browser: Browser, demo_url: str) -> None:
    """From the home page to a figure's row, to the other language, and to another part of the site, by links alone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(demo_url)
    page.locator(".menu > summary").click()
    page.locator(".menu-list a[href='program/']").click()
    expect(page).to_have_url(f"{demo_url}program/")
    page.locator(".sheet a[href$='klaster-mandiri-lebak/']").first.click()
    page.locator(".sheet a[href$='akhir-program/']").first.click()
    expect(page).to_have_url(f"{demo_url}program/klaster-mandiri-lebak/akhir-program/")
    page.locator(".sheet a.f[href*='#']").first.click()
    expect(page).to_have_url(re.compile("/data/#"))
    page.go_back()
    page.locator(".switch").click()
    expect(page).to_have_url(f"{demo_url}en/program/klaster-mandiri-lebak/akhir-program/")
    expect(page.locator(".scheme")).to_be_hidden()
    context.close()


def test_pages_from_a_folder_on_disk_work(browser: Browser, demo: BuiltSite) -> None:
    """Style and script load under the policy, links to folders lead to pages, and a figure to its row."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if "Content Security Policy" in one.text else None)
    page.goto(Path(demo.folder, "index.html").as_uri())
    assert page.evaluate("() => getComputedStyle(document.querySelector('.bar')).position") == "sticky"
    page.locator(".sheet a[href$='klaster-mandiri-lebak/index.html']").first.click()
    page.locator(".sheet a[href$='akhir-program/index.html']").first.click()
    page.locator(".sheet a.f[href$='#beneficiaries.total']").first.click()
    expect(page).to_have_url(re.compile(r"/data/index\.html#beneficiaries\.total$"))
    expect(page.locator("[id='beneficiaries.total']")).to_contain_text("342")
    context.close()
    assert said == []
