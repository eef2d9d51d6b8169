"""The server of the web forms: it answers this machine's browser only, and only pages that it sent itself."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Lock
from urllib.parse import urlsplit

from generator.admin import bundle
from generator.admin.desk import PROXY, Desk, Refused
from generator.errors import EnvironmentFault
from generator.i18n import msg

MAX_BODY = 4_000_000
"""Bytes of a request; the largest file has half a million."""

TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}

POLICY = (
    # Decap CMS compiles the check of its own configuration, and writes its style sheets at run time.
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


class Handler(BaseHTTPRequestHandler):
    """Answer one request; requests that come from elsewhere than our own page are refused."""

    def __init__(self, *arguments: object, desk: Desk, lock: Lock) -> None:
        self.desk, self.lock = desk, lock
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a part of the page, its configuration, or the findings of a file."""
        asked = urlsplit(self.path)
        if not self._is_ours():
            self._send(403, ".json", b"{}")
        elif asked.path == "/config.json":
            self._answer(self.desk.config)
        elif asked.path == "/findings.json":
            self._answer(self.desk.findings)
        else:
            self._part(asked.path.removeprefix("/") or "index.html")

    def do_POST(self) -> None:
        """Carry out an action of the proxy protocol."""
        length = int(self.headers.get("Content-Length") or 0)
        # A form of another page cannot send JSON without asking first, which nobody answers here.
        is_json = (self.headers.get_content_type()) == "application/json"
        if not self._is_ours() or not is_json or self.path != PROXY["proxy_url"] or length > MAX_BODY:
            self._send(403, ".json", b"{}")
            return
        body = json.loads(self.rfile.read(length))
        self._answer(lambda: self.desk.answer(str(body.get("action")), body.get("params") or {}))

    def _is_ours(self) -> bool:
        """Tell whether the browser means this server by its own name, and whether our page is what asks."""
        assert isinstance(self.server, ThreadingHTTPServer)  # noqa: S101 - for the type checker: `listen` makes it
        port = self.server.server_port
        hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        origin = self.headers.get("Origin")
        return self.headers.get("Host") in hosts and (origin is None or origin.removeprefix("http://") in hosts)

    def _answer(self, work: Callable[[], object]) -> None:
        try:
            with self.lock:
                made, status = work(), 200
        except Refused as fault:
            made, status = {"error": self.desk.say.render(fault.why)}, fault.status
        except (KeyError, TypeError, ValueError) as fault:
            made, status = {"error": f"{type(fault).__name__}: {fault}"}, 422
        self._send(status, ".json", json.dumps(made, ensure_ascii=False).encode())

    def _part(self, name: str) -> None:
        """Send a file of ours, or of Decap CMS."""
        folder = files("generator.admin") / "page"
        ours = {one.name: one for one in folder.iterdir()}
        theirs = bundle.folder(self.desk.project)
        if name in ours:
            self._send(200, name[name.rfind(".") :], ours[name].read_bytes())
        elif name.startswith("decap/") and "/" not in name[6:] and (theirs / name[6:]).is_file():
            self._send(200, ".js", (theirs / name[6:]).read_bytes())
        else:
            self._send(404, ".json", b"{}")

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{TYPES.get(kind, 'application/octet-stream')}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing: a request is no news."""


def address(server: ThreadingHTTPServer) -> str:
    """Return what to open in a browser."""
    return f"http://127.0.0.1:{server.server_address[1]}/"


@contextmanager
def listen(desk: Desk, port: int) -> Iterator[ThreadingHTTPServer]:
    """Yield a server that has its port on this machine, and answers once `serve_forever` is called."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, desk=desk, lock=Lock()))
    except OSError:
        where = f"127.0.0.1:{port}"
        raise EnvironmentFault(msg("{place} is taken; choose another port with --port", place=where)) from None
    try:
        yield server
    finally:
        server.server_close()
