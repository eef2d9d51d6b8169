"""Exports made program by program: the same files as in one pass, and nothing anew that did not change."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator import build, exports
from generator.artifacts import Artifact, Download, Joined, Stored
from generator.exports import Divided, Exported, ProgramFiles, run_program, run_site, xlsx
from generator.exports.figures import describe, entries
from generator.exports.table import Column, make_table
from generator.exports.tables import package_of
from generator.exports.workbook import Cells, pack, unpack
from generator.i18n import Message, msg, translator
from generator.model.figure import Figure
from generator.pages.shelves import NO_WORKBOOK, shelves_of
from generator.project import Project
from generator.views.portfolio import PortfolioView, derive
from tests.exports.made import files, made, programs, view
from tests.publishers import generate

if TYPE_CHECKING:
    from generator.pages.site import Site

WHICH = pytest.mark.parametrize("which", ["demo", "example"])


def pieces(shown: PortfolioView, names: tuple[str, ...] = ()) -> dict[str, Mapping[str, bytes]]:
    """Return what each program contributes to the files of the site."""
    return {one.program.id: run_program(shown, one, names).parts for one in shown.programs}


def stored(parts: Mapping[str, Mapping[str, bytes]], folder: Path) -> dict[str, dict[str, Stored]]:
    """Lay the pieces of each program into one file on disk, one after another."""
    found: dict[str, dict[str, Stored]] = {}
    for program, named in parts.items():
        path = folder / program
        path.write_bytes(b"".join(named.values()))
        at = 0
        for name, data in named.items():
            found.setdefault(program, {})[name] = Stored(path, at, len(data))
            at += len(data)
    return found


def contents(some: Iterator[Exported]) -> dict[tuple[str, str], bytes]:
    """Return the bytes of files by language and address."""
    return {(one.artifact.language, one.artifact.uri): one.artifact.data for one in some}


# --- joined files ---------------------------------------------------------------------------------------------------


@WHICH
def test_the_ledger_as_data_is_what_one_pass_over_all_figures_writes(which: str) -> None:
    """Every row, in the order of the site, the programs and their reports."""
    rows = json.loads(files(which)["data/figures.json"])["figures"]
    assert rows == [describe(one, view(which)) for one in entries(view(which)).values()]
    lines = files(which)["data/figures.json"].decode().splitlines()
    assert sum(line.startswith('  {"address"') for line in lines) == len(rows)


@WHICH
def test_the_tables_of_the_publisher_are_those_of_its_programs_one_after_another(which: str) -> None:
    """Below one line of headings stand the rows of the site itself, then the rows of each program's own file."""
    for kind in ("csv", "csv-excel"):
        for uri, data in files(which).items():
            if not uri.startswith(f"data/{kind}/"):
                continue
            head, *rows = data.split(b"\r\n")
            alone = [files(which)[f"program/{one}/{uri}"].split(b"\r\n") for one in programs(which)[1:]]
            assert {tuple(one[:1]) for one in alone} == {(head,)}
            told = [row for one in alone for row in one[1:-1]]
            own = rows[: len(rows) - 1 - len(told)]
            assert rows == [*own, *told, b""]
            assert bool(own) == uri.endswith("/figures.csv")
            assert all(b"site/" in row for row in own)


def test_activities_of_all_programs_are_one_valid_document() -> None:
    """The file is what lxml writes of one document with all activities."""
    whole = etree.fromstring(files("example")["data/iati-activities.xml"])
    root = etree.Element(whole.tag, nsmap={str(name): uri for name, uri in whole.nsmap.items()})
    root.set("version", "2.03")
    for one in programs("example")[1:]:
        alone = files("example").get(f"program/{one}/data/iati-activities.xml")
        if alone is not None:
            root.extend(etree.fromstring(alone, etree.XMLParser(remove_blank_text=True)))
    assert len(root) > 2
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    assert written == files("example")["data/iati-activities.xml"]


def test_the_catalogue_has_a_data_set_for_each_program() -> None:
    """It is one document of JSON, written as it would be in one piece."""
    text = files("example")["data/catalog.jsonld"].decode()
    document = json.loads(text)
    assert json.dumps(document, ensure_ascii=False, indent=1) + "\n" == text
    assert len(document["dataset"]) == len(programs("example"))


@WHICH
def test_pieces_may_lie_on_disk(which: str, tmp_path: Path) -> None:
    """Files of the site have the same bytes, and large ones name their pieces instead of holding them."""
    shown = view(which)
    parts = pieces(shown)
    on_disk = list(run_site(shown, stored(parts, tmp_path)))
    assert contents(iter(on_disk)) == contents(run_site(shown, parts))
    large = {one.artifact.uri: one.artifact.content for one in on_disk if one.name in ("csv", "csv-excel", "figures")}
    for uri in ("data/figures.json", "data/csv/figures.csv", "data/csv-excel/figures.csv"):
        content = large[uri]
        assert isinstance(content, Joined)
        assert sum(isinstance(one, Stored) for one in content.pieces) == len(shown.programs)


def test_large_files_are_joined_without_reading_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would need the memory of all programs is only read while it is written."""
    names = ("csv", "csv-excel", "figures", "geojson")
    parts = stored(pieces(view("example"), names), tmp_path)

    def refuse(one: Stored) -> bytes:
        raise AssertionError(one)

    monkeypatch.setattr(Stored, "read", refuse)
    assert sum(one.artifact.size for one in run_site(view("example"), parts, names)) > 100_000


@WHICH
def test_both_steps_make_what_one_call_makes(which: str) -> None:
    """`run` has the files of the site and of every program, and the exports that are needed come with those named."""
    shown = view(which)
    site = [*run_site(shown, pieces(shown))]
    alone = [one for program in shown.programs for one in run_program(shown, program).files]
    assert contents(iter((*site, *alone))) == contents(iter(made(which)))
    assert {one.name for one in run_program(shown, shown.programs[0], ["datapackage"]).files} == {"csv", "datapackage"}
    called = exports.exports["geojson"].function(shown)
    uris = {one.artifact.uri for one in called if not isinstance(one, Artifact)}
    assert uris == {one.artifact.uri for one in made(which) if one.name == "geojson"}


# --- one program at a time ------------------------------------------------------------------------------------------


def _view(root: Path, sources: Mapping[str, str]) -> PortfolioView:
    for path, text in sources.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    examined = build.examine(Project(root), drafts=False)
    assert examined.portfolio is not None
    assert examined.checked is not None
    return derive(examined.portfolio, examined.checked)


def _made(shown: PortfolioView) -> dict[str, ProgramFiles]:
    return {one.program.id: run_program(shown, one) for one in shown.programs}


def test_a_change_of_one_program_changes_its_own_pieces_and_files_only(tmp_path: Path) -> None:
    """The others are the same to the last byte, though figures of the whole site are different ones."""
    sources = generate(8, 3, 2)
    first = _view(tmp_path, sources)
    before = _made(first)
    (tmp_path / max(path for path in sources if path.startswith("programs/program-002/periods/"))).unlink()
    second = _view(tmp_path, {})
    after = _made(second)
    assert [name for name in before if before[name] != after[name]] == ["program-002"]
    old, new = before["program-002"].parts, after["program-002"].parts
    changed = {name.partition("/")[0] for name in old if old[name] != new.get(name)}
    assert changed == {"csv", "csv-excel", "datapackage", "figures", "jsonld", "xlsx"}
    assert _site_figures(first) != _site_figures(second)


def _site_figures(shown: PortfolioView) -> list[object]:
    return [one.figure.value for one in shown.ledger.entries if isinstance(one.figure, Figure)]


class _Told:
    """Something that has nothing but what was given to it."""

    def __init__(self, **values: object) -> None:
        self.__dict__.update(values)


@WHICH
def test_a_program_is_made_from_itself_and_what_all_programs_share(which: str) -> None:
    """Nothing else of the view is asked for: neither other programs, nor sums over all of them."""
    shown = view(which)
    whole = shown.portfolio
    for one in shown.programs:
        name, own = one.program.id, f"programs/{one.program.id}/"
        portfolio = replace(
            whole,
            programs=(one.program,),
            reports={name: whole.reports_of(one.program)},
            transactions={key: rows for key, rows in whole.transactions.items() if key.startswith(own)},
        )
        past = _Told(files={key: said for key, said in shown.past.files.items() if key.startswith(own)})
        evidence = shown.evidence_of
        little = _Told(publisher=shown.publisher, portfolio=portfolio, past=past, evidence_of=evidence)
        assert run_program(cast("PortfolioView", little), one) == run_program(shown, one)


@WHICH
def test_the_site_is_made_from_pieces_without_any_program(which: str) -> None:
    """Of the view only the publisher, the organisations and the ledger of the site are asked for."""
    shown = view(which)
    little = _Told(
        publisher=shown.publisher, ledger=shown.ledger, portfolio=_Told(organizations=shown.portfolio.organizations)
    )
    parts = pieces(shown)
    assert contents(run_site(cast("PortfolioView", little), parts)) == contents(run_site(shown, parts))


def test_a_publisher_without_programs_has_files_all_the_same() -> None:
    """Each is valid, and has only what belongs to no program."""
    empty = {one.artifact.uri: one.artifact.data for one in run_site(view("demo"), {})}
    assert [one["program"] for one in json.loads(empty["data/figures.json"])["figures"]] == [None] * len(
        view("demo").ledger.entries
    )
    assert json.loads(empty["data/places.geojson"])["features"] == []
    assert len(json.loads(empty["data/catalog.jsonld"])["dataset"]) == 1
    assert json.loads(empty["data/iati-omissions.json"])["omissions"] == []
    assert empty["data/csv/places.csv"].count(b"\r\n") == 1


def test_an_export_of_an_outsider_may_be_one_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is called with the whole view, among the files of the site."""
    registry = exports.exports
    known = registry["geojson"]
    plain = replace(known, function=lambda shown: [Artifact("data/count.txt", str(len(shown.programs)), "id")])
    monkeypatch.setitem(registry._entries, "geojson", plain)
    assert isinstance(known.function, Divided)
    (one,) = exports.run(view("example"), ["geojson"])
    assert (one.artifact.uri, one.artifact.text, one.offer.title) == ("data/count.txt", "4", known.meta.title)


# --- the workbook of the publisher ----------------------------------------------------------------------------------


def test_beyond_a_number_of_figures_there_is_no_workbook_of_the_publisher(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs keep theirs, and the catalogue names no file that is not there."""
    shown = view("example")
    parts = pieces(shown)
    figures = sum(len(package_of(shown, one).tables[0].rows) for one in shown.programs)
    for most, there in ((figures, True), (figures - 1, False)):
        monkeypatch.setattr(xlsx, "MOST", most)
        found = {one.artifact.uri: one.artifact.data for one in run_site(shown, parts)}
        assert ("data/figures.xlsx" in found) is there
        everything, *_ = json.loads(found["data/catalog.jsonld"])["dataset"]
        named = [one["contentUrl"] for one in everything["distribution"]]
        assert any(one.endswith("figures.xlsx") for one in named) is there
        assert any(one.endswith("figures.csv") for one in named)
    alone = run_program(shown, shown.programs[0], ["xlsx"]).files
    assert {one.artifact.language for one in alone} == {"id", "en"}


def _notes(*downloads: Download) -> list[Message | None]:
    site = SimpleNamespace(options=SimpleNamespace(downloads=downloads), way_from=lambda _, uri: uri)
    return [one.note for one in shelves_of(cast("Site", site), "data/index.md")]


def test_the_page_of_data_says_why_there_is_no_workbook() -> None:
    """Only there and only then: a preview makes no tables either."""
    table, book = (
        Download(f"data/{name}", msg("Figures"), 1, name.partition("/")[0]) for name in ("csv-excel/f.csv", "xlsx")
    )
    other = Download("data/f", msg("Figures"), 1, "figures")
    assert _notes(table, other) == [NO_WORKBOOK, None]
    assert _notes(table, book, other) == [None, None]
    assert _notes(other) == [None]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_workbook_of_the_publisher_has_the_rows_of_those_of_its_programs(language: str) -> None:
    """Sheet by sheet, below the rows of the site itself: values, their types and how they look."""
    books = {
        one.offer.program: load_workbook(BytesIO(one.artifact.data))
        for one in made("example")
        if one.name == "xlsx" and one.artifact.language == language
    }
    whole = books.pop("")
    for sheet in whole.worksheets[1:]:
        rows = _cells(sheet)
        told = [row for one in books.values() if sheet.title in one.sheetnames for row in _cells(one[sheet.title])]
        assert told == rows[len(rows) - len(told) :]
        own = [str(row[0][0]) for row in rows[: len(rows) - len(told)]]
        assert all(one.startswith("site/") for one in own)
        assert bool(own) == (sheet.title == translator(language)("Figures"))


def _cells(sheet: Worksheet) -> list[tuple[tuple[object, type, str], ...]]:
    rows = list(sheet.iter_rows(min_row=2))
    return [tuple((one.value, type(one.value), one.number_format) for one in row) for row in rows]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])))))
def test_packed_rows_come_back_as_they_were(texts: list[list[str]]) -> None:
    """Whatever texts their cells have, no row and no table becomes two, and none is lost."""
    columns = (Column[str]("text", msg("Note"), lambda one: one),)
    tables = [make_table("texts", msg("Figures"), msg("Note"), columns, some) for some in texts or [[]]]
    filled = [Cells().fill(one, "en") for one in tables]
    assert unpack(pack(filled)) == [one.rows for one in filled]
