"""A client of yaml-language-server: it opens files as an editor does, and asks what is shown."""

import itertools
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.built import ROOT

PROGRAM = ROOT / ".venv/node/node_modules/yaml-language-server/bin/yaml-language-server"

SETTINGS: dict[str, Any] = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "customTags": [],
    }
}


@dataclass
class Editor:
    """One running server, with what it said about the files that are open."""

    process: "subprocess.Popen[bytes]"
    settings: dict[str, Any] = field(default_factory=lambda: SETTINGS)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    said: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def begin(self, root: Path) -> None:
        """Introduce the editor and the folder that it has open."""
        folder = {"uri": root.as_uri(), "name": root.name}
        capabilities = {
            "textDocument": {"hover": {"contentFormat": ["markdown"]}, "completion": {"completionItem": {}}},
            "workspace": {"configuration": True},
        }
        self.ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder], "capabilities": capabilities},
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self.settings})

    def open(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file, with other text than it has if any is given, and return the red lines."""
        shown = path.read_text(encoding="utf-8") if text is None else text
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": next(self.numbers), "text": shown}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return self._wait(uri)

    def close(self, path: Path) -> None:
        """Close a file, so that it can be opened with another text; the server takes its red lines away."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
        self._wait(path.as_uri())

    def _wait(self, uri: str) -> list[dict[str, Any]]:
        self.said.pop(uri, None)
        while uri not in self.said:
            self._take(self._read())
        return self.said[uri]

    def hover(self, path: Path, line: int, character: int) -> str:
        """Return what is shown below the pointer; lines and characters count from 0."""
        found = self.ask("textDocument/hover", _place(path, line, character))
        return str(found["contents"]["value"]) if found else ""

    def complete(self, path: Path, line: int, character: int) -> dict[str, dict[str, Any]]:
        """Return what is offered at a place, by its words."""
        found = self.ask("textDocument/completion", _place(path, line, character))
        items = found["items"] if isinstance(found, dict) else found
        return {str(one["label"]): one for one in items}

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401 - JSON
        """Send a request and return its answer."""
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message.get("result")
            self._take(message)

    def tell(self, method: str, params: object) -> None:
        """Send what needs no answer."""
        self._send({"method": method, "params": params})

    def _take(self, message: dict[str, Any]) -> None:
        """Keep red lines, and answer what the server asks of the editor."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self.said[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            wanted = [self.settings.get(one.get("section", "")) for one in message["params"]["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server ended"
        made: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return made


def _place(path: Path, line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}


@contextmanager
def editor(root: Path) -> Iterator[Editor]:
    """Run the server for a folder."""
    with subprocess.Popen(
        ["node", str(PROGRAM), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        made = Editor(process)
        try:
            made.begin(root)
            yield made
        finally:
            process.kill()
