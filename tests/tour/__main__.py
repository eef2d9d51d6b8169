"""Build the example, photograph one page of each kind, and write the pictures with an index into docs/tour/."""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import serve
from tests.browser.kinds import kinds, name, reports
from tests.built import FLAGS, ROOT, BuiltSite, build_site

OUT = ROOT / "docs" / "tour"
MOST = 3_000_000
"""Bytes that all pictures may have together, so that the repository stays small."""
TALL = {390: 1000, 1280: 960}
"""Height of a picture by its width, in pixels of the page."""
HEAD = """\
# Tur / Tour

Satu halaman dari setiap jenis, difoto dari `examples/lembaga-contoh` (rekaan): lebar 390 dan 1280 piksel, terang dan
gelap, kedua bahasa. Dibuat dengan `make tour`.

One page of each kind, photographed from `examples/lembaga-contoh` (made up): 390 and 1280 pixels wide, light and dark,
both languages. Made by `make tour`.
"""


@dataclass(frozen=True)
class Shot:
    """One picture: of which page, in which look, and what is opened before."""

    name: str
    url: str
    width: int
    dark: bool
    opened: str = ""

    @property
    def file(self) -> str:
        """Return the name of the picture."""
        return f"{self.name}-{self.width}-{'dark' if self.dark else 'light'}.webp"


def shots(site: BuiltSite) -> Iterator[Shot]:
    """Yield two pictures of each kind: a phone and a desktop, one of them dark, one of them in English."""
    urls = kinds(site, languages=("",))
    for number, url in enumerate(urls):
        for width in (390, 1280):
            turn = (number + (width == 1280)) % 2 == 1
            english = "en/" if turn and not url.endswith(".html") else ""
            yield Shot(name(url), english + url, width, dark=turn)
    report = next(url for url in urls if url in reports(site))
    for width, dark in ((390, False), (1280, True)):
        yield Shot("panel", report, width, dark, opened="panel")
        yield Shot("search", "", width, not dark, opened="search")


def open_first(page: Page, what: str) -> None:
    """Open the panel of the first figure, or the search with a word in it."""
    if what == "panel":
        page.locator(".sheet a.f[href*='#']").first.click()
        page.wait_for_selector(".panel")
    if what == "search":
        page.keyboard.press("/")
        page.keyboard.type("memberdayakan")
        page.wait_for_selector(".find-title a")


def photograph(browser: Browser, home: str, shot: Shot) -> tuple[str, bytes]:
    """Return the heading of a page and its picture."""
    size = {"width": shot.width, "height": TALL[shot.width]}
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(home + shot.url, wait_until="networkidle")
    title = str(page.locator("h1").first.text_content()).strip()
    open_first(page, shot.opened)
    picture = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    packed = io.BytesIO()
    picture.convert("RGB").save(packed, "WEBP", quality=62, method=6)
    return title, packed.getvalue()


def index(taken: dict[str, list[tuple[Shot, str]]]) -> str:
    """Write the page that shows all pictures, kind by kind."""
    parts = [HEAD]
    for kind, pictures in taken.items():
        words = " / ".join(dict.fromkeys(title for _, title in pictures))
        parts.append(f"## {kind}\n\n{words}\n")
        parts += [
            f"![{kind}, {shot.width} px, {'gelap' if shot.dark else 'terang'}]({shot.file})\n" for shot, _ in pictures
        ]
    return "\n".join(parts)


def main() -> int:
    """Write docs/tour/ anew; say how many bytes it has, and fail where they are too many."""
    found = shutil.which("chromium")
    if not found:
        sys.stderr.write("chromium is missing\n")
        return 3
    taken: dict[str, list[tuple[Shot, str]]] = {}
    pictures: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="amanah-tour-") as folder, sync_playwright() as playwright:
        site = build_site(ROOT / "examples" / "lembaga-contoh", Path(folder))
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for home in serve(site.folder):
            for shot in shots(site):
                title, pictures[shot.file] = photograph(browser, home, shot)
                taken.setdefault(shot.name, []).append((shot, title))
        browser.close()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for file, data in pictures.items():
        (OUT / file).write_bytes(data)
    (OUT / "README.md").write_text(index(taken), encoding="utf-8")
    total = sum(map(len, pictures.values()))
    sys.stdout.write(f"{len(pictures)} pictures, {total} bytes\n")
    return int(total > MOST)


if __name__ == "__main__":
    sys.exit(main())
