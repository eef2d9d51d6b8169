"""The hostile site in a real browser: nothing runs, nothing is evaluated, nothing leaves the machine."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.built import BuiltSite
from tests.hostile import payloads

pytestmark = pytest.mark.browser

LOOK = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")
"""`odd()` names what could run in the page, `search(queries)` types queries and names what is odd in the results."""


@dataclass
class Watch:
    """One browser context and everything that went wrong in it."""

    context: BrowserContext
    base: str
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.expose_binding("__hit", lambda source, number=None: self._note(f"ran {number}", source["page"]))
        self.context.on("request", lambda request: self._asked(request.url))
        self.context.on("page", self.follow)
        self.context.add_init_script(LOOK)

    def follow(self, page: Page) -> None:
        """Listen to a page, also to one that a text opened."""
        page.on("pageerror", lambda error: self._note(f"script {error}", page))
        page.on("console", lambda said: self._note(said.text, page) if said.type == "error" else None)
        page.on("popup", lambda _: self._note("opened a window", page))

    def _note(self, what: str, page: Page) -> None:
        self.wrong.append(f"{page.url.removeprefix(self.base)}: {what}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, "data:", f"blob:{self.base}")):
            self.wrong.append(f"asked {url}")

    def open(self, page: Page, name: str) -> None:
        """Open a page of the site, and see that it stays where it is and holds nothing that could run."""
        address = self.base + name.removesuffix("index.html")
        page.goto(address, wait_until="domcontentloaded")
        self.wrong += [f"{name}: {one}" for one in page.evaluate("() => odd()")]
        if page.url != address:
            self.wrong.append(f"{name} led to {page.url}")


@pytest.fixture
def watch(browser: Browser, hostile_url: str) -> Iterator[Watch]:
    """Return a context in which anything that runs says so; the policy of the pages is off, since it would hide it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    yield Watch(context, hostile_url)
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_page_runs_anything_or_asks_another_host(language: str, hostile: BuiltSite, watch: Watch) -> None:
    """All pages of a language; a handler of focus, load or error would fire by itself, and braces print themselves."""
    names = [name for name, _ in hostile.pages() if name.startswith("en/") == (language == "en")]
    page = watch.context.new_page()
    shown = ""
    for name in names:
        watch.open(page, name)
        shown += page.evaluate("() => document.querySelector('article').textContent")
    page.wait_for_timeout(500)
    assert len(names) > 25
    assert watch.wrong == []
    assert "{{ 7*7 }}" in shown
    assert "${1234*5678}" in shown
    assert payloads.PRODUCT not in shown


@pytest.mark.parametrize(("scheme", "media"), [("dark", "screen"), ("light", "print"), ("dark", "print")])
def test_the_dark_and_the_printed_page_run_nothing_either(
    scheme: Literal["dark", "light"], media: Literal["screen", "print"], watch: Watch
) -> None:
    """One page of each kind, in other colours and on paper, with everything unfolded."""
    page = watch.context.new_page()
    page.emulate_media(color_scheme=scheme, media=media)
    for name in ("", "program/program-0/", "en/program/program-0/2024/", "program/program-0/2024/data/", "halaman-1/"):
        watch.open(page, name)
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate("() => { dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint')); }")
    assert watch.wrong == []


def test_the_panels_of_figures_run_nothing(watch: Watch) -> None:
    """The panel copies a row of the ledger with its notes, which are payloads; links in it are links."""
    page = watch.context.new_page()
    opened = 0
    for name in ("program/program-0/2024/", "en/program/program-1/2025/", "en/program/program-1/"):
        watch.open(page, name)
        for link in page.locator("article a.f[href]").all()[:12]:
            link.evaluate("(one) => one.click()")
            page.wait_for_selector(".panel")
            opened += 1
            watch.wrong += [f"{name}: {one}" for one in page.evaluate("() => odd()")]
            page.locator(".panel-close").click()
    assert opened > 20
    assert watch.wrong == []


def test_the_search_box_takes_every_payload_as_words(watch: Watch) -> None:
    """Each payload as a query, over an index that is full of them: results are words, and nothing of them runs."""
    page = watch.context.new_page()
    watch.open(page, "en/")
    page.locator(".find-open").click()
    page.locator(".find-query").press_sequentially("script")
    page.wait_for_selector(".find-list li")
    words = [
        "img",
        "script",
        "onerror",
        "svg",
        "javascript",
        "awal",
        "title",
        "template",
        "7*7",
        "href",
        "style",
        "body",
    ]
    queries = [*words, *payloads.everything(), *(f"legal {one}" for one in payloads.own()[::16])]
    assert page.evaluate("(queries) => search(queries)", queries) == []
    page.wait_for_timeout(300)
    assert watch.wrong == []


def test_typing_a_payload_runs_nothing(watch: Watch) -> None:
    """Real keys, with words of the site before the payload, so that results are shown and terms are missing."""
    page = watch.context.new_page()
    watch.open(page, "")
    typed = [
        "<img src=x onerror=__hit(1)>",
        "legal <svg/onload=__hit(2)>",
        '"><script>__hit(3)</script>',
        "legal {{7*7}}",
    ]
    for query in typed:
        if not page.locator(".find-query").is_visible():
            page.locator(".find-open").click()
        page.locator(".find-query").fill("")
        page.locator(".find-query").press_sequentially(query)
        page.wait_for_timeout(200)
        watch.wrong += [f"{query}: {one}" for one in page.evaluate("() => odd()")]
    assert watch.wrong == []


def test_the_policy_stops_what_the_pages_would_let_through(browser: Browser, hostile_url: str) -> None:
    """The second wall: with a handler and a script in the page, neither runs, and no other host is asked."""
    context = browser.new_context()
    watch = Watch(context, hostile_url)
    page = context.new_page()
    stopped: list[str] = []
    context.on("requestfailed", lambda one: stopped.append(one.url) if one.failure == "csp" else None)
    watch.open(page, "")
    page.evaluate(
        """(host) => {
          const sheet = document.querySelector(".sheet");
          sheet.innerHTML = "<img src=x onerror=__hit(7)>";
          const script = document.createElement("script");
          script.textContent = "__hit(8)";
          sheet.append(script);
          for (const [name, key] of [["img", "src"], ["script", "src"], ["iframe", "src"]])
            sheet.append(Object.assign(document.createElement(name), { [key]: `https://${host}/a` }));
          fetch(`https://${host}/b`).catch(() => {});
        }""",
        payloads.EVIL,
    )
    page.wait_for_timeout(300)
    context.close()
    asked = [one.removeprefix("asked ") for one in watch.wrong if one.startswith("asked")]
    assert sorted(asked) == sorted(stopped)
    assert not [one for one in watch.wrong if ": ran " in one]
    assert len([one for one in watch.wrong if "Content Security Policy" in one]) >= 6


def test_the_watch_sees_what_runs_asks_and_pops_up(watch: Watch) -> None:
    """What the tests above rely on: each way out is noticed."""
    page = watch.context.new_page()
    watch.open(page, "404.html")
    assert watch.wrong == []
    page.evaluate(
        """(host) => { document.querySelector(".sheet").innerHTML =
          `<img src=x onerror=__hit(7)><img src="https://${host}/a.png">`;
          setTimeout(() => alert(8), 50); }""",
        payloads.EVIL,
    )
    page.wait_for_timeout(300)
    said = " | ".join(watch.wrong)
    assert "ran 7" in said
    assert f"asked https://{payloads.EVIL}/a.png" in said
    assert "ran alert 8" in said
    assert set(page.evaluate("() => odd()")) == {"onerror=__hit(7)"}
