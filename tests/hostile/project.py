"""A project in which every text field of the model carries payloads, made by walking the model itself."""

import csv
import io
import json
import os
import re
import subprocess
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator import build
from generator.findings import Finding
from generator.model.organization import Organizations
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.record import (
    Address,
    Day,
    FigureType,
    Id,
    Latitude,
    Line,
    Longitude,
    Prose,
    Record,
    Whole,
    Word,
    YesNo,
)
from generator.model.report import Photo, Report, Story
from generator.project import Project
from tests.hostile import payloads

PROGRAMS, PERIODS, PAGES, ROWS = 2, 2, 12, 220
TWO = ("satu", "dua")

_IDS = {
    "organization": "amanah-isi", "of": "mitra-satu", "source": "sumber-satu",
}  # fmt: skip
"""Which id a field holds that refers to something; all others are `satu`."""
_KEYS = {"organizations": ("mitra-satu", "amanah-isi"), "sources": ("sumber-satu", "sumber-dua")}
"""The ids of what others refer to; one of them is that of the frame's own article."""
_LEFT_OUT = {
    "transactions",  # a table in a file of its own, written below
    *(
        "code",
        "within",
        "weekday",
        "aliases",
        "counts",
        "adds",
        "subtracts",
        "disclosures",
        "corrections",
        "thresholds",
    ),
    *("privacy", "checks", "languages", "fiscal_year_begins", "site_url", "public_since", "repository", "total"),
    *("by_activity", "by_asnaf", "opening", "closing", "received_total", "spent", "by_sex", "by_age", "by_disability"),
    *("by_place", "by_group", "exit", "cumulative", "fictional", "sdgs", "stories", "media", "length"),
    *(
        "by_component",
        "participants",
        "classes",
        "duration",
        "families",
        "targets",
        "published",
        "budget",
        "by_category",
        "data_license",
    ),
}
"""What is no text, or must agree with other fields; the texts among them are written by hand below."""


@dataclass
class Leaf:
    """One typed value; `payload` tells whether it is one of ours, and may be taken back."""

    text: str
    payload: bool = False
    taken_back: bool = False
    gone: bool = False


@dataclass
class Hostile:
    """The files of the project while they are written: trees of leaves, pages, and what was taken back."""

    root: Path
    trees: dict[str, dict[str, Any]] = field(default_factory=dict)
    placed: int = 0
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    """The rows of tables of transactions, by file."""
    refused: list[Finding] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._proses, self._lines, self._pages = (cycle(enumerate(payloads.everything())) for _ in range(3))
        self._numbers = iter(range(101, 1_000_000))

    # --- values of fields ---------------------------------------------------------------------------------------

    def text(self, *, prose: bool) -> Leaf:
        """Return the next payloads as one value: three paragraphs of prose, or one line without < and >."""
        self.placed += 1
        if prose:
            whole = "\n\n".join(payloads.visible(next(self._proses)[1])[:1500] for _ in range(3))
            return Leaf(f"Awal {whole}", payload=True)
        number, one = next(self._lines)
        return Leaf(payloads.line(one, number) or "kosong", payload=True)

    def record(self, model: type[Record], **given: Any) -> dict[str, Any]:  # noqa: ANN401 - trees of leaves
        """Return a record with all its fields, except those left out; `given` ones stand as they are."""
        hints = get_type_hints(model, include_extras=True)
        made: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            if name in given or (name in _LEFT_OUT and not info.is_required()):
                continue
            value = self.value(hints[name], name)
            if value is not None:
                made[info.alias or name] = value
        return {**made, **given}

    def value(self, hint: Any, name: str) -> Any:  # noqa: ANN401 - a type, and a tree of leaves
        """Return a value for a field of this type and name."""
        hint = _bare(hint)
        simple: dict[Any, Callable[[], Any]] = {
            Line: partial(self._both, prose=False), Prose: partial(self._both, prose=True),
            Word: partial(self.text, prose=False), Address: self._address, Day: lambda: Leaf("2024-03-05"),
            Latitude: lambda: Leaf("-6.2"), Longitude: lambda: Leaf("106.8"),
            Whole: lambda: Leaf("3"), YesNo: lambda: Leaf("ya"), Id: lambda: Leaf(_IDS.get(name, "satu")),
        }  # fmt: skip
        if name == "file":
            return self._file()
        made = next((make for kind, make in simple.items() if hint == kind), None)
        if made is not None:
            return made()
        if isinstance(hint, type) and issubclass(hint, Record):
            return self.record(hint)
        return self._compound(hint, name)

    def _compound(self, hint: Any, name: str) -> Any:  # noqa: ANN401 - as above
        origin, inner = get_origin(hint), get_args(hint)
        if origin is tuple:
            return self._items(inner[0], name)
        if origin is dict:
            keys: tuple[str, ...] = _KEYS.get(name, TWO)
            if name not in _KEYS and inner[0] not in (Id, str):  # one of several words
                keys = get_args(get_args(inner[0])[0])[:2]
            return {key: self.value(inner[1], name) for key in keys}
        kinds = [one for one in inner if isinstance(one, FigureType)]
        if kinds:
            return self._figure(kinds[0])
        if origin is Annotated:
            return self._compound(_bare(inner[0]), name)
        assert origin is Literal, f"{name}: {hint}"
        return Leaf(inner[0])

    def _items(self, inner: Any, name: str) -> list[Any]:  # noqa: ANN401 - as above
        model = _bare(inner)
        if not (isinstance(model, type) and issubclass(model, Record)):
            return [self.value(inner, name)]
        keyed = "id" in model.model_fields
        return [self.record(model, **({"id": Leaf(key)} if keyed else {})) for key in (TWO if keyed else TWO[:1])]

    def _figure(self, kind: FigureType) -> dict[str, Any]:
        unit = kind.unit or "bibit"
        number = str(next(self._numbers))
        note, counted = self._both(prose=True), self._both(prose=True)
        return {
            "value": Leaf(number),
            "unit": Leaf(unit),
            "source": Leaf("sumber-satu"),
            "note": note,
            "counted": counted,
        }

    def _both(self, *, prose: bool) -> dict[str, Leaf]:
        return {"id": self.text(prose=prose), "en": self.text(prose=prose)}

    def _address(self) -> Leaf:
        self.placed += 1
        rest = payloads.line(next(self._lines)[1], 0)
        return Leaf("https://contoh.example/?" + "".join(one for one in rest if one not in " \"'`\\{}|^"), payload=True)

    def _picture(self) -> Leaf:
        """Return the name of a photograph that wants to run, where a name may hold that much."""
        return self._file("png")

    def _file(self, kind: str = "pdf") -> Leaf:
        """Return the name of a file that wants to run; it is put beside every program."""
        self.placed += 1
        name = payloads.line(next(self._lines)[1], 3).replace("/", "").encode()[:100].decode("utf-8", "ignore")
        self.names.append(f"{name}.{kind}")
        return Leaf(self.names[-1], payload=True)

    # --- files --------------------------------------------------------------------------------------------------

    def write(self) -> Path:
        """Make all files, then take back what the checks refuse, until nothing blocks; return the project."""
        unit = {name: self.text(prose=False) for name in ("id", "one", "many")}
        limits = {"amil_share": {"value": Leaf("12,5 %"), "note": self._both(prose=True)}}
        self.trees["programs/publisher.yml"] = self.record(
            Publisher, format=Leaf("1"), units={"bibit": unit}, thresholds=limits
        )
        self.trees["programs/organizations.yml"] = self.record(Organizations, format=Leaf("1"))
        for number in range(PROGRAMS):
            self._program(f"program-{number}")
        for language in ("id", "en"):
            for number in range(PAGES):
                self._page(self.root / f"content/{language}/halaman-{number}.md", number)
        for _ in range(8):
            lines = {name: self._dump(name) for name in self.trees}
            for name, rows in self.tables.items():
                _write_table(self.root / name, rows)
            findings = [one for one in build.examine(Project(self.root)).findings if one.blocks]
            if not findings:
                return self.root
            for finding in findings:
                self._take_back(finding, lines)
        said = "\n".join(one.text() for one in findings[:20])
        raise AssertionError(f"the project does not become acceptable:\n{said}")

    def _program(self, name: str) -> None:
        folder = f"programs/{name}"
        starts = {"starts": Leaf("2024-01-01"), "ends": Leaf("2025-12-31")}
        closed = {
            "on": Leaf("2025-12-31"),
            **{one: self._both(prose=True) for one in ("reason", "handover", "follow_up")},
            "minutes": self.text(prose=False),
        }
        self.trees[f"{folder}/program.yml"] = self.record(Program, format=Leaf("1"), exit=closed, **starts)
        for year in (2024, 2025)[:PERIODS]:
            tree = self.record(
                Report,
                format=Leaf("1"),
                status=Leaf("final"),
                period={"from": Leaf(f"{year}-01-01"), "to": Leaf(f"{year}-12-31"), "note": self._both(prose=True)},
                beneficiaries={
                    "total": self._stated("700"),
                    "by_component": {"satu": self._stated("300"), "dua": self._stated("350")},
                    "note": self._both(prose=True),
                },
                corrections=[
                    {
                        "id": Leaf("satu"),
                        "at": Leaf("beneficiaries.total"),
                        "was": {"value": Leaf("690"), "unit": Leaf("person"), "note": self._both(prose=True)},
                        "until": Leaf("2026-03-05"),
                        "reason": self._both(prose=True),
                    }
                ],
            )
            _shift(tree, year)
            agreed = {"consent_until": Leaf("2031-12-31"), "consent": self.text(prose=False)}
            tree["stories"] = [self.record(Story, id=Leaf(one), **agreed) for one in TWO]
            tree["media"] = [self.record(Photo, id=Leaf(one), file=self._picture(), **agreed) for one in TWO]
            tree["finance"]["transactions"] = {"file": Leaf(f"{year}.csv"), "note": self._both(prose=True)}
            self.tables[f"{folder}/periods/{year}.csv"] = [
                [
                    f"{year}-03-05",
                    "community",
                    str(next(self._numbers)),
                    *(self.text(prose=False).text for _ in range(2)),
                ]
                for _ in range(ROWS)
            ]
            self.trees[f"{folder}/periods/{year}.yml"] = tree
        media = self.root / folder / "media"
        media.mkdir(parents=True)
        for number, one in enumerate(self.names):
            (media / one).write_bytes(_image(number) if one.endswith(".png") else b"%PDF-1.4\n%%EOF\n")
        for one in ("halaman.html", "gambar.svg", "naskah.js"):
            (media / one).write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='__hit(1)'/>", encoding="utf-8")

    def _stated(self, number: str) -> dict[str, Any]:
        return {"value": Leaf(number), "source": Leaf("sumber-satu"), "note": self._both(prose=True)}

    def _page(self, path: Path, number: int) -> None:
        titles = [payloads.visible(next(self._pages)[1]).replace("\n", " ")[:200] for _ in range(4)]
        body = "\n\n".join(payloads.visible(next(self._pages)[1])[:1500] for _ in range(76))
        head = f"---\ntitle: {titles[0]}\n---\n" if number % 2 else f"# {titles[0]}\n\n"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"{head}\n## {titles[1]}\n\n{body}\n\n## {titles[2]}\n\n## Amanah isi\n\n### {titles[3]}\n",
            encoding="utf-8",
        )

    # --- git ----------------------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Keep the project in a repository whose names, messages and changes are payloads too."""
        lines = [payloads.line(one, 0).strip() for one in payloads.everything()]
        said = [line for line in lines if "<" in line or "{{" in line][:6] or lines[:6]
        self._git("init", "--quiet", "--initial-branch", "main")
        self._git("add", "--all")
        for number, message in enumerate(said):
            page = self.root / "programs/program-0/periods/2024.yml"
            page.write_text(page.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
            who = "".join(sign for sign in message if sign not in "<>\n\0") or "kosong"
            self._git("-c", f"user.name={who}", "-c", f"user.email={number}@contoh.example", "commit", "--quiet",
                      "--all", "--message", f"{message}\n\n{message}")  # fmt: skip

    def _git(self, *arguments: str) -> None:
        days = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-03-05T10:00:00+07:00")
        subprocess.run(["git", *arguments], cwd=self.root, check=True, env={**os.environ, **days})

    # --- YAML, one leaf a line ----------------------------------------------------------------------------------

    def _dump(self, name: str) -> list[Leaf | None]:
        """Write one tree; return which leaf stands in which line."""
        rows = list(_rows(self.trees[name], ""))
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{row}\n" for row, _ in rows), encoding="utf-8")
        return [leaf for _, leaf in rows]

    def _disclose(self, finding: Finding) -> None:
        """Let a finding stand in public, with payloads in the note."""
        said = {"check": Leaf(finding.code), "at": Leaf(finding.path), "status": Leaf("open")}
        self.trees[finding.mark.file].setdefault("disclosures", []).append({**said, "note": self._both(prose=True)})

    def _take_back(self, finding: Finding, lines: dict[str, list[Leaf | None]]) -> None:
        """Replace the payload that a finding refuses, or those below the key that it names."""
        if finding.disclosable and finding.path:
            self._disclose(finding)
            return
        self.refused.append(finding)
        if finding.mark.file in self.tables:
            row = self.tables[finding.mark.file][finding.mark.line - 2]
            assert row[3:] != ["Teks biasa"] * 2, finding.text()
            row[3:] = [f"Teks biasa {finding.mark.line}", "Teks biasa"]
            return
        at = finding.mark.line - 1
        rows = lines.get(finding.mark.file, [])[at : at + 8]
        found = [rows[0]] if rows and rows[0] else [one for one in rows if one is not None][:2]
        assert any(leaf.payload or leaf.taken_back for leaf in found), finding.text()
        for leaf in found:
            leaf.gone = leaf.taken_back  # plain words were refused as well
            if leaf.payload:
                leaf.text, leaf.payload, leaf.taken_back = "Teks biasa", False, True


def _write_table(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        write.writerow(("date", "fund", "amount", "receipt", "text"))
        write.writerows([re.sub(r"\s+", " ", cell) for cell in row] for row in rows)


def _image(number: int) -> bytes:
    """Return a photograph of one colour, in which a text says what would run."""
    out = io.BytesIO()
    said = PngInfo()
    said.add_text("Comment", "<script>__hit(2)</script>")
    Image.new("RGB", (64, 48), (90, 120, number % 256)).save(out, "PNG", pnginfo=said)
    return out.getvalue()


def _shift(tree: Any, year: int) -> None:  # noqa: ANN401 - a tree of leaves
    """Move all days of a report into its year."""
    if isinstance(tree, Leaf):
        tree.text = tree.text if tree.payload else re.sub(r"^2024-", f"{year}-", tree.text)
        return
    for value in tree.values() if isinstance(tree, dict) else tree:
        _shift(value, year)


def _bare(hint: Any) -> Any:  # noqa: ANN401 - types of every kind
    """Return a type without `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint


def _rows(node: Any, indent: str) -> Iterator[tuple[str, Leaf | None]]:  # noqa: ANN401 - a tree of leaves
    for key, value in node.items():
        if isinstance(value, Leaf) and value.gone:
            continue
        if isinstance(value, Leaf):
            yield f"{indent}{key}: {_quoted(value)}", value
        elif isinstance(value, dict):
            yield f"{indent}{key}:", None
            yield from _rows(value, indent + "  ")
        else:
            yield f"{indent}{key}:", None
            for item in value:
                yield from _item(item, indent + "  ")


def _item(item: Any, indent: str) -> Iterator[tuple[str, Leaf | None]]:  # noqa: ANN401 - as above
    if isinstance(item, Leaf):
        yield f"{indent}- {_quoted(item)}", item
        return
    for number, (row, leaf) in enumerate(_rows(item, indent + "  ")):
        yield (f"{indent}- {row.strip()}" if number == 0 else row), leaf


def _quoted(leaf: Leaf) -> str:
    """Write a leaf as YAML: numbers and words plain, payloads between quotes with all else escaped."""
    if not leaf.payload:
        return leaf.text
    ascii_only = json.dumps(leaf.text.encode("utf-16", "surrogatepass").decode("utf-16"), ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in ascii_only)
