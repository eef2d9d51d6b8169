"""The ledger as data: complete, in the form of its schema, and right when it is computed again from itself."""

import json
import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import jsonschema
import pytest

from generator.exports import exports
from generator.exports.figures import FIGURES, FIGURES_SCHEMA
from generator.i18n import catalogue
from tests.built import BuiltSite, run_here
from tests.cli.small import edit, small_project

SITES = pytest.mark.parametrize("which", ["demo", "example"])
Row = dict[str, Any]


@cache
def _figures(folder: Path) -> dict[str, Row]:
    document = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    found = {one["address"]: one for one in document["figures"]}
    assert len(found) == len(document["figures"])
    return found


def _site(which: str, request: pytest.FixtureRequest) -> BuiltSite:
    site: BuiltSite = request.getfixturevalue(which)
    return site


@SITES
def test_the_file_has_the_form_of_its_schema(which: str, request: pytest.FixtureRequest) -> None:
    """The schema beside it is valid draft 2020-12, and the file is valid against it."""
    folder = _site(which, request).folder
    schema = json.loads((folder / FIGURES_SCHEMA).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    errors = [
        f"{one.json_path}: {one.message}" for one in jsonschema.Draft202012Validator(schema).iter_errors(document)
    ]
    assert errors == []


@SITES
def test_every_figure_on_every_page_is_in_the_file(which: str, request: pytest.FixtureRequest) -> None:
    """Each number that is a link leads to a row whose figure is listed, and every listed row is there."""
    site = _site(which, request)
    rows = {page for one in _figures(site.folder).values() for page in one["pages"].values()}
    seen, anchors = 0, {}
    for name, page in site.pages():
        anchors[name] = set(map(str, page.xpath("//@id")))
        for href in page.xpath("//article//a[contains(concat(' ', @class, ' '), ' f ')]/@href"):
            path, _, anchor = str(href).partition("#")
            place = normpath(join(name.rpartition("/")[0], path)) + "/" if path else name.removesuffix("index.html")
            assert f"{place.removeprefix('./')}#{anchor}" in rows, f"{name}: {href}"
            seen += 1
    assert seen > 100
    for row in rows:
        place, _, anchor = row.partition("#")
        assert anchor in anchors[f"{place}index.html"], row


@SITES
def test_every_computed_figure_is_what_its_terms_make(which: str, request: pytest.FixtureRequest) -> None:
    """From the file alone: sums, differences and shares come out to the last digit."""
    figures = _figures(_site(which, request).folder)
    wrong = {address: said for address, row in figures.items() if (said := _recompute(row, figures)) is not None}
    assert wrong == {}
    operations = {row["formula"]["operation"] for row in figures.values() if row["formula"]}
    assert operations >= ({"sum", "count"} if which == "demo" else {"sum", "difference", "share", "count"})


def _recompute(row: Row, figures: dict[str, Row]) -> str | None:
    formula = row["formula"]
    if formula is None or formula["operation"] == "count":
        return None
    unknown = [one for one in formula["terms"] if one not in figures]
    if unknown:
        return f"terms without a row: {unknown}"
    terms = [Decimal(figures[one]["value"]) for one in formula["terms"]]
    if formula["operation"] == "sum":
        right = sum(terms, Decimal(0))
    elif formula["operation"] == "difference":
        right = terms[0] - terms[1]
    else:
        right = (terms[0] * 100 / terms[1]).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return None if Decimal(row["value"]) == right else f"{row['value']} is not {right}"


@SITES
def test_terms_lead_down_to_what_was_written_and_never_in_a_circle(which: str, request: pytest.FixtureRequest) -> None:
    """Every computed figure but a count ends at figures with a file, a line and what was typed there."""
    site = _site(which, request)
    figures = _figures(site.folder)

    def descend(address: str, above: tuple[str, ...]) -> None:
        assert address not in above
        row = figures[address]
        if row["kind"] == "stated":
            line = (site.project / row["file"]).read_text(encoding="utf-8").splitlines()[row["line"] - 1]
            assert row["written"] is None or row["written"] in line
        for term in row["formula"]["terms"] if row["formula"] else ():
            descend(term, (*above, address))

    for address in figures:
        descend(address, ())


def test_the_file_is_offered_where_all_figures_are_listed(demo: BuiltSite) -> None:
    """The page of all figures links file and schema, in both languages, with size and licence."""
    for name in ("data/index.html", "en/data/index.html"):
        links = [str(one) for one in demo.page(name).xpath("//a[@download]/@href")]
        assert {normpath(join(name.rpartition("/")[0], one)) for one in links} >= {FIGURES, FIGURES_SCHEMA}
        assert "CC-BY-4.0" in demo.text(name)
        assert " kB" in demo.text(name)


def test_what_is_withheld_has_no_value_anywhere_in_its_row(tmp_path: Path) -> None:
    """Neither the number nor what was typed is told, only the limit."""
    root = small_project(tmp_path)
    edit(root / "programs/kebun/periods/2024.yml", "sayur: 200", "sayur: <5")
    run_here("build", "-C", str(root))
    row = _figures(root / "site")["kebun/2024/beneficiaries.by_component.sayur"]
    assert row["suppressed"] is True
    assert row["below"] == "5"
    assert [row[key] for key in ("value", "written", "precision", "tolerance")] == [None] * 4


@pytest.mark.parametrize("name", [entry.name for entry in exports])
def test_every_export_says_in_indonesian_what_it_is(name: str) -> None:
    """Readers see the title where the file is offered."""
    title = exports[name].meta.title.id
    assert catalogue("id").gettext(title) != title


# --- on the command line -----------------------------------------------------------------------------------------

SUM = "kebun/2024/computed.beneficiaries.by_component.sum"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write the small project."""
    return small_project(tmp_path)


def test_a_trace_is_a_tree_down_to_file_and_line(root: Path) -> None:
    """Terms are indented below their figure, and each ends with what was typed, where, and in which source."""
    lines = run_here("trace", SUM, "-C", str(root), "--lang", "en").splitlines()
    assert lines[0].startswith("342 people")
    assert "  sum of its terms" in lines[0]
    assert lines[1].startswith("  200 people")
    assert re.search(r'"200"  programs/kebun/periods/2024\.yml:\d+  \(Laporan kebun\)', lines[1])
    assert len(lines) == 3


def test_a_trace_as_json_is_the_row_of_the_file_with_its_terms_inside(root: Path) -> None:
    """Both say the same of a figure."""
    said = json.loads(run_here("trace", SUM, "-C", str(root), "--format", "json"))
    run_here("build", "-C", str(root))
    figures = _figures(root / "site")
    terms = said.pop("terms")
    assert said == figures[SUM]
    assert terms == [figures[one] for one in said["formula"]["terms"]]


def test_the_link_of_a_row_is_an_address_too(root: Path) -> None:
    """What a reader copies from the site works as it is."""
    link = f"https://example.org/en/program/kebun/2024/data/#{SUM.rpartition('/')[2]}"
    assert run_here("trace", link, "-C", str(root)) == run_here("trace", SUM, "-C", str(root))


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("kebun/2024/beneficiaries.totl", "kebun/2024/beneficiaries.total"),
        ("beneficiaries.total", "kebun/2024/beneficiaries.total"),
    ],
)
def test_an_unknown_address_gets_the_nearest_ones(root: Path, asked: str, meant: str) -> None:
    """The exit code says that the call was wrong."""
    assert meant in run_here("trace", asked, "-C", str(root), code=2)


def test_an_address_like_no_other_is_told_where_all_are(root: Path) -> None:
    """Nothing is guessed."""
    assert "data/figures.json" in run_here("trace", "q", "-C", str(root), code=2)
