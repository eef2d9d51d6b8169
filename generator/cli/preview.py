"""A server for the eyes of one author: it builds into a temporary folder and reloads the browser after each change."""

import errno
import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator import build, settings, theme
from generator.cli import site
from generator.cli.beside import EDITORS, Beside
from generator.cli.warm import Warm
from generator.errors import EnvironmentFault
from generator.findings import Finding
from generator.i18n import msg
from generator.project import Project
from generator.stages import Build

POLL, SETTLE = 0.1, 0.05
"""Seconds between two looks at the files, and of quiet before a build begins."""

_PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>Amanah</title></head><body>{body}</body></html>'


@dataclass
class Preview:
    """A site that is built anew whenever one of its files changes."""

    project: Project
    folder: Path
    today: date | None = None
    former: Build | None = None
    """The last build that had pages: they are where faults are shown."""
    warm: Warm = field(default_factory=Warm)
    editor: str = EDITORS["vscode"]
    """The address by which an editor opens a line, with places for path, line and column."""
    findings: tuple[Finding, ...] = ()
    """Those of the last build; where nothing but checks objects, they stand beside the figures they concern."""

    def annotate(self, page: bytes) -> bytes:
        """Return a page as the browser gets it: with the findings, of which the site on disk knows nothing."""
        return Beside(self.project, self.editor).into(page, self.findings)

    def refresh(self) -> None:
        """Build the site; what goes wrong becomes a page, since a server that only waits tells nobody anything."""
        gc.disable()  # it would look through the former build several times, while somebody waits
        try:
            made = build.build(self.project, drafts=True, today=self.today, former=self.former, anyway=True)
            self.findings = made.findings
            self.former = made if made.artifacts else self.former
            site.show(made if made.artifacts else settings.explain(made, self.former), self.folder, self.warm)
        except Exception as fault:  # noqa: BLE001 - a template or a disk at fault is shown, and may be mended
            self.warm.forget()
            self.findings = ()
            self._confess(fault)
        finally:
            gc.enable()

    def missing(self, code: int) -> bytes | None:
        """Return the page for an address where there is none, as a published site has it."""
        page = self.folder / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    def _confess(self, fault: Exception) -> None:
        """Put the fault in the place of every page."""
        place = f"{getattr(fault, 'filename', '') or ''}:{getattr(fault, 'lineno', '') or ''}".strip(":")
        body = (
            f"<h1>{escape(type(fault).__name__)}</h1><p><code>{escape(place)}</code></p><pre>{escape(str(fault))}</pre>"
        )
        for page in {self.folder / "index.html", *self.folder.rglob("*.html")}:
            with suppress(OSError):  # the disk may be what is at fault
                page.write_text(_PAGE.format(body=body), encoding="utf-8")


class Server(LiveReloadServer):
    """MkDocs' own server, which takes its port before the first build, so that a taken one is said at once."""

    listens = False
    annotate: Callable[[bytes], bytes] = staticmethod(lambda page: page)
    """What is done to a page on its way to the browser."""

    def listen(self) -> None:
        """Take the port; browsers that come before the first build wait for it."""
        super().server_bind()
        super().server_activate()
        self.listens = True

    def server_bind(self) -> None:
        """Do nothing where the port is taken already: the base class asks again when it starts."""
        if not self.listens:
            super().server_bind()

    def server_activate(self) -> None:
        """Do nothing where the server listens already."""
        if not self.listens:
            super().server_activate()

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Add the findings to a page, and the script that reloads it."""
        page = self.annotate(theme.loosen(content))
        made: bytes = super()._inject_js_into_html(page, epoch)  # type: ignore[no-untyped-call]
        return made


def address(server: Server) -> str:
    """Return what to open in a browser."""
    host, port = server.server_address[:2]
    return f"http://{host!s}:{port}/"


@contextmanager
def preview(
    project: Project, host: str, port: int, today: date | None = None, editor: str = EDITORS["vscode"]
) -> Iterator[Server]:
    """Yield a server that has its port, has built the site once, and watches what it is made of."""
    with tempfile.TemporaryDirectory(prefix="amanah-") as folder:
        shown = Preview(project, Path(folder), today, editor=editor)
        server = _server(shown, host, port)
        try:
            shown.refresh()
            for place in theme.watched(project):
                server.watch(str(place))
            yield server
        finally:
            with suppress(RuntimeError):  # where it was never started
                server.shutdown(wait=True)
            server.server_close()


def _server(shown: Preview, host: str, port: int) -> Server:
    server = Server(shown.refresh, host, port, str(shown.folder), polling_interval=POLL)
    server.build_delay = SETTLE
    server.error_handler = shown.missing
    server.annotate = shown.annotate
    try:
        server.listen()
    except OSError as fault:
        server.server_close()
        where = f"{host}:{port}"
        if fault.errno == errno.EADDRINUSE:
            raise EnvironmentFault(msg("{place} is taken; choose another port with --port", place=where)) from None
        raise EnvironmentFault(
            msg("cannot listen at {place}: {reason}", place=where, reason=fault.strerror or fault)
        ) from None
    return server
