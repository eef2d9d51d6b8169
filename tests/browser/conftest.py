"""A headless Chromium of the machine, and servers of the built sites on this machine only."""

import gzip
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.built import FLAGS, BuiltSite

__all__ = ["FLAGS"]

PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml")
"""What every web server compresses."""


class _Quiet(SimpleHTTPRequestHandler):
    """Files below a folder, which stands at `mount`; other addresses get the page of the site for that."""

    mount = "/"

    def translate_path(self, path: str) -> str:
        """Return the file for an address; none for what is not below the mount."""
        below = path.startswith(self.mount)
        return super().translate_path("/" + path.removeprefix(self.mount) if below else "/none/")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer as hosts of static sites do."""
        page = Path(str(self.directory), f"{code}.html")
        if not page.is_file():
            super().send_error(code, message, explain)
            return
        self._answer(code, page.read_bytes())

    def do_GET(self) -> None:
        """Send texts compressed to browsers that ask for it."""
        path = Path(self.translate_path(self.path.partition("?")[0]))
        file = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if file.is_file() and file.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
            self._answer(200, file.read_bytes(), self.guess_type(str(file)), packed=True)
        else:
            super().do_GET()

    def _answer(self, code: int, data: bytes, kind: str = "text/html", *, packed: bool = False) -> None:
        sent = gzip.compress(data, mtime=0) if packed else data
        self.send_response(code)
        self.send_header("Content-Type", kind)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Print nothing: a request is not news in a test."""


def serve(folder: Path, mount: str = "/") -> Iterator[str]:
    """Yield the address at which a folder is served, and end with it."""
    handler = type("_Mounted", (_Quiet,), {"mount": mount})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{mount}"
    server.shutdown()
    server.server_close()
    thread.join()


def watch(page: Page, base: str) -> list[str]:
    """Collect what a page should never do: complain, break its own policy, or ask another host."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith((base, "data:")) else wrong.append(f"asked {request.url}"),
    )
    return wrong


@pytest.fixture(scope="session")
def demo_url(demo: BuiltSite) -> Iterator[str]:
    """Serve the demo."""
    yield from serve(demo.folder)


@pytest.fixture(scope="session")
def example_url(example: BuiltSite) -> Iterator[str]:
    """Serve the example."""
    yield from serve(example.folder)


@pytest.fixture(scope="session")
def mounted_url(example: BuiltSite) -> Iterator[str]:
    """Serve the example below a folder of another site."""
    yield from serve(example.folder, "/laporan/")
