"""What web forms ask of the files: the actions of Decap CMS' proxy backend, on one project.

A file that is saved keeps its comments and its order: only the lines change whose values were changed in the form. What
Decap gets and sends is JSON in the shape of the form (`shape`), in which every value is the text that the author typed.
"""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from generator import build, loader, sources
from generator.admin.config import Forms, config, forms
from generator.admin.form import Field
from generator.admin.shape import FILE, Edit, Remove, changes, to_file, to_form
from generator.documents import parse
from generator.i18n import Message, Translator, msg
from generator.model.record import is_identifier
from generator.project import Project
from generator.sources import MAX_BYTES, Source, read_plain
from generator.withdrawal import lines
from generator.writer import NotEditable, Plain, Set, compose, edit, find, plain

Params: TypeAlias = Mapping[str, Any]

BRANCH = "main"
PROXY: Mapping[str, object] = {"name": "proxy", "proxy_url": "/api/v1", "branch": BRANCH}
"""How Decap CMS reaches the desk."""


class Refused(Exception):  # noqa: N818 - named after what happened
    """Say why an action is not carried out, with the status of the answer."""

    def __init__(self, status: int, why: Message) -> None:
        super().__init__(str(why))
        self.status = status
        self.why = why


@dataclass
class Desk:
    """The files of one project, as forms see them."""

    project: Project
    say: Translator
    head: Callable[[str], str | None] = lambda _: None
    """The first line of a new file, by its path."""
    preview: str = "http://127.0.0.1:8000/"
    """Where `amanah serve` shows the site."""
    served: dict[str, str] = field(default_factory=dict)
    """The digest of each file as the browser knows it."""

    saved: str = ""
    """The file that was saved last."""
    shown: Forms | None = None
    """The forms that the browser has."""

    def forms(self) -> Forms:
        """Return the forms that the browser has; they are made anew whenever it loads the page."""
        self.shown = self.shown or self._made()
        return self.shown

    def _made(self) -> Forms:
        portfolio = loader.load(sources.read(self.project)).portfolio
        if portfolio is None:
            said = msg("programs/publisher.yml cannot be read; `amanah check` says why")
            raise Refused(409, said)
        return forms(portfolio, self.say)

    def config(self) -> dict[str, object]:
        """Return the configuration for the browser, for the files as they are now."""
        self.shown = None
        return config(self.forms(), self.say, PROXY)

    def answer(self, action: str, params: Params) -> object:
        """Carry out one action of the protocol; raise `Refused` where it cannot be."""
        known: dict[str, Callable[[Params], object]] = {
            "info": lambda _: {"repo": self.project.root.name, "publish_modes": ["simple"], "type": "local_fs"},
            "entriesByFolder": self._folder,
            "entriesByFiles": lambda asked: [self._entry(str(one["path"])) for one in asked["files"]],
            "getEntry": lambda asked: self._entry(str(asked["path"])),
            "persistEntry": self._persist,
            "getMedia": lambda _: [],
            "getDeployPreview": self._preview,
            "getNotes": lambda _: {"notes": []},
            "getPRMetadata": lambda _: {"metadata": None},
            "unpublishedEntries": lambda _: [],
        }
        if action == "unpublishedEntry":
            raise Refused(404, msg("nothing waits for publication"))
        if action not in known:
            raise Refused(422, msg("the forms cannot do this; work in the folder of the project"))
        return known[action](params)

    def findings(self) -> list[dict[str, object]]:
        """Return what the checks say about the file that was saved last."""
        found = build.examine(self.project).findings
        return [
            {
                "severity": one.severity.name.lower(),
                "line": one.mark.line,
                "place": one.path,
                "message": one.message.localize(self.say),
                "hint": one.hint.localize(self.say) if one.hint else "",
            }
            for one in found
            if one.mark.file == self.saved and one.disclosed is None
        ]

    def _preview(self, params: Params) -> object:
        """Return where the preview shows a report, or the site for other files."""
        program = str(params.get("collection")).removeprefix("periods-")
        page = (
            f"program/{program}/{params.get('slug')}/" if f"programs/{program}/periods" in self.forms().folders else ""
        )
        return {"url": f"{self.preview}{page}", "status": "SUCCESS"}

    def _folder(self, params: Params) -> object:
        folder = str(params["folder"])
        if folder not in self.forms().folders:
            raise Refused(403, msg("there is no form for this file"))
        files = sorted((self.project.authored / folder).glob("*.yml"))
        return [self._entry(self.project.relative(one)) for one in files]

    def _entry(self, path: str) -> object:
        fields = self._form(path)
        text = self._read(path)
        if text is None:
            raise Refused(404, msg("there is no such file"))
        self.served[path] = _digest(text)
        shown = to_form(fields, plain(_root(text, path)))
        assert isinstance(shown, dict)  # noqa: S101 - for the type checker: a file is a mapping
        if any(one["name"] == FILE for one in fields):
            shown = {FILE: PurePosixPath(path).stem, **shown}
        return {"data": json.dumps(shown, ensure_ascii=False), "file": {"path": path, "id": self.served[path]}}

    def _form(self, path: str) -> tuple[Field, ...]:
        found = self.forms().of(path)
        if found is None or not path.endswith(".yml") or not is_identifier(PurePosixPath(path).stem):
            raise Refused(403, msg("there is no form for this file"))
        return found

    def _persist(self, params: Params) -> object:
        for one in params["dataFiles"]:
            self._save(str(one["path"]), json.loads(one["raw"]))
        return {"message": "entry persisted"}

    def _save(self, path: str, sent: Mapping[str, object]) -> None:
        fields = self._form(path)
        new = to_file(fields, sent)
        assert isinstance(new, dict)  # noqa: S101 - for the type checker: a form is a mapping
        text = self._read(path)
        if text is None:
            made = self._composed(path, fields, new)
        elif self.served.get(path) != _digest(text):
            raise Refused(409, msg("the file was changed elsewhere in the meantime; load the page again"))
        else:
            made = revise(text, fields, new, path)
        _write(self.project.place(path), made)
        self.served[path], self.saved = _digest(made), path

    def _composed(self, path: str, fields: Sequence[Field], new: Mapping[str, Plain]) -> str:
        """Return the text of a new file, its fields in the order of the form."""
        ordered = {one["name"]: new[one["name"]] for one in fields if one["name"] in new}
        line = self.head(path)
        return (f"{line}\n" if line else "") + compose(ordered)

    def _read(self, path: str) -> str | None:
        place = self.project.place(path)
        try:
            return read_plain(place, MAX_BYTES).decode("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as fault:
            raise Refused(409, msg("{place} cannot be read", place=path)) from fault


def revise(text: str, fields: Sequence[Field], new: Plain, name: str = "") -> str:
    """Return the text of a file that says what a form says, with all lines as they were that say the same.

    Raise `Refused` where the file is written in a way that cannot be changed line by line.
    """
    try:
        for one in changes(fields, _said(text, name), new):
            text = _changed(text, one, name)
    except NotEditable as fault:
        raise _by_hand(fault.why) from fault
    if _without_open(_said(text, name)) != new:
        raise _by_hand(msg("its lines are entangled with others"))
    return text


def _by_hand(why: Message) -> Refused:
    return Refused(409, msg("this cannot be written into the file by a form: {why}; use a text editor", why=why))


def _changed(text: str, change: Edit, name: str) -> str:
    if not isinstance(change, Remove):
        return edit(text, [change], name)
    try:
        return lines.remove(text, name, change.steps)
    except lines.NotEditable:
        # Its lines cannot be cut out: the group around it is written anew without it.
        rest = plain(find(_root(text, name), change.steps[:-1]))
        if len(change.steps) < 2 or not isinstance(rest, dict):
            raise NotEditable(msg("its lines are entangled with others")) from None
        kept = {key: one for key, one in rest.items() if key != change.steps[-1]}
        return edit(text, [Set(change.steps[:-1], kept)], name)


def _said(text: str, name: str) -> Plain:
    return plain(_root(text, name))


def _without_open(value: Plain) -> Plain:
    """Return values without those that are left open, which forms do not show."""
    if isinstance(value, dict):
        inner = {key: _without_open(one) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one not in (None, [], {})}
    return [_without_open(one) for one in value] if isinstance(value, list) else value


def _root(text: str, name: str) -> Any:  # noqa: ANN401 - the type of a parsed file
    document, _ = parse(Source(name, text, ""))
    if document is None:
        raise Refused(409, msg("{place} cannot be read; `amanah check` says why", place=name))
    return document.root


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(place: Path, text: str) -> None:
    """Put a text in the place of a file in one step; never through a link."""
    for one in (place, place.parent, place.parent.parent):
        if one.is_symlink() or (one.exists() and not stat.S_ISREG(one.stat().st_mode) and one == place):
            raise Refused(409, msg("{place} is a link to another place, so nothing is written there", place=one.name))
    place.parent.mkdir(exist_ok=True)
    whole = place.with_name(f".{place.name}.new")
    whole.write_bytes(text.encode())
    os.replace(whole, place)  # noqa: PTH105 - says what it does, on Windows too
