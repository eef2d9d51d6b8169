"""Findings beside the figures they concern: a preview puts them into a page on its way to the browser."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from generator.errors import UsageError
from generator.findings import Finding
from generator.i18n import LANGUAGES, Translator, msg, translator
from generator.project import Project
from generator.views.ledger import ledger_url

EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "vscodium": "vscodium://file/{path}:{line}:{column}",
    "cursor": "cursor://file/{path}:{line}:{column}",
    "idea": "idea://open?file=/{path}&line={line}&column={column}",
    "none": "",
}
"""Addresses by which editors open a line; the path has no slash in front."""


def address_of(editor: str) -> str:
    """Return the address by which an editor opens a line: of a known editor, or as it is given."""
    if editor in EDITORS:
        return EDITORS[editor]
    try:
        editor.format(path="x", line=1, column=1)
    except (KeyError, IndexError, ValueError):
        known = False
    else:
        known = "{path}" in editor
    if not known:
        raise UsageError(
            msg("an address for an editor has {path} in it, and {line} and {column} at most: {text}",
                path="{path}", line="{line}", column="{column}", text=editor[:80])
        )  # fmt: skip
    return editor


@dataclass(frozen=True, slots=True)
class Beside:
    """How findings are shown in a preview: of which project, and how its editor opens a line."""

    project: Project
    editor: str = EDITORS["vscode"]

    def into(self, page: bytes, findings: Iterable[Finding]) -> bytes:
        """Return a page with all findings that nobody disclosed; its script puts them where they belong."""
        shown = [one for one in findings if one.disclosed is None]
        if not shown:
            return page
        notes = {language: [self._note(one, translator(language)) for one in shown] for language in LANGUAGES}
        words = {language: _words(translator(language)) for language in LANGUAGES}
        data = json.dumps({"notes": notes, "words": words}, ensure_ascii=False).replace("<", "\\u003c")
        head, end, tail = page.rpartition(b"</body>")
        added = (
            f'<style>{_part("beside.css")}</style><script type="application/json" id="amanah-findings">{data}</script>'
            f"<script>{_part('beside.js')}</script>"
        )
        return b"".join((head, added.encode(), end, tail)) if end else page + added.encode()

    def _note(self, finding: Finding, say: Translator) -> dict[str, object]:
        hints = [one.localize(say) for one in (finding.hint, finding.way_out) if one]
        return {
            "severity": finding.severity.name.lower(),
            "word": finding.severity.localize(say),
            "message": finding.message.localize(say),
            "hints": hints,
            "code": finding.code,
            "place": str(finding.mark),
            "edit": self.link(finding),
            "page": _page(finding),
            "figures": [ledger_url(one) for one in finding.figures],
        }

    def link(self, finding: Finding) -> str:
        """Return the address that opens the line of a finding in the editor, or nothing."""
        path = quote(self.project.place(finding.mark.file).resolve().as_posix().lstrip("/"))
        return self.editor.format(path=path, line=finding.mark.line, column=finding.mark.column) if self.editor else ""


def _page(finding: Finding) -> str:
    """Return the address of the page about the file of a finding; other files belong to the home page."""
    if not finding.program:
        return ""
    return f"program/{finding.program}/{finding.period}/" if finding.period else f"program/{finding.program}/"


def _words(say: Translator) -> dict[str, str]:
    return {
        "here": say("Findings on this page"),
        "everywhere": say("All findings"),
        "edit": say("Open the line in the editor"),
        "only": say("Only the preview shows this."),
    }


@cache
def _part(name: str) -> str:
    folder: Path = Path(str(files("generator.cli")))
    return (folder / name).read_text(encoding="utf-8")
