"""Take the pictures of the README: `python -m tests.docs.pictures` builds the demo and writes docs/images/."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.built import ROOT, build_site

FOLDER = ROOT / "docs" / "images"
COLOURS = 64
"""Colours of a picture: enough for text on plain ground, and a third of the size."""


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the page below the site, the size of the window, and what is clicked before."""

    name: str
    page: str
    width: int
    height: int
    click: str = ""


SHOTS = (
    Shot("beranda-1280", "", 1280, 1000),
    Shot("jejak-390", "program/klaster-mandiri-lebak/akhir-program/", 390, 844, ".lead a.f"),
)


def take() -> None:
    """Build the demo and take all pictures, in light colours and in Indonesian."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        serving(build_site(ROOT, Path(place)).folder) as root,
        sync_playwright() as playwright,
    ):
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        for shot in SHOTS:
            _store(_take(browser, root, shot), FOLDER / f"{shot.name}.png")
        browser.close()


def _take(browser: Browser, root: str, shot: Shot) -> bytes:
    page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, color_scheme="light")
    page.goto(root + shot.page)
    if shot.click:
        page.locator(shot.click).first.click()
    page.wait_for_timeout(300)  # fonts, and the movement of the panel
    picture = page.screenshot()
    page.close()
    return picture


def _store(picture: bytes, path: Path) -> None:
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing about requests."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port, and yield the address of its root."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


if __name__ == "__main__":
    take()
