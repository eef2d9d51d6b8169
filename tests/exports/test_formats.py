"""All forms of the data against each other, figure by figure."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from generator.exports.iati.xml import NS
from generator.exports.table import STATUSES
from generator.i18n import translator
from generator.model.figure import Figure
from tests.exports.made import figures, files, folder, made, programs, table, view

WHICH = pytest.mark.parametrize("which", ["demo", "example"])
LANGUAGE = pytest.mark.parametrize("language", ["id", "en"])
ABSENT = ("not-reported", "withdrawn")
ROWS = "/finance.transactions."
"""What the addresses of single transactions have in them: they are told in the table of all figures only."""
HIDDEN = ("suppressed", *ABSENT)


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


@cache
def workbook(which: str, language: str, program: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """Return the cells of every sheet of a workbook."""
    name = f"{folder(program)}/figures.xlsx"
    (data,) = (
        one.artifact.data for one in made(which) if one.artifact.uri == name and one.artifact.language == language
    )
    book = load_workbook(BytesIO(data))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


def _excel(which: str) -> Iterator[list[str]]:
    text = files(which)["data/csv-excel/figures.csv"].decode()
    assert text.startswith("\ufeff")
    return csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")


@WHICH
def test_csv_has_every_figure_of_the_json(which: str) -> None:
    """The same addresses, numbers, units and origins; what JSON has not is marked as absent."""
    rows = {row["address"]: row for row in table(which, "figures")}
    known = figures(which)
    assert {address for address, row in rows.items() if row["status"] not in ABSENT} == set(known)
    for address, one in known.items():
        row = rows[address]
        assert _number(row["value"]) == _number(one["value"])
        assert (row["unit"], row["kind"]) == (one["unit"], one["kind"])
        assert (row["status"] == "suppressed") == one["suppressed"]
        assert row["written"].removeprefix("'") == (one["written"] or "")
        assert row["label_eng"] == one["label"]["en"]
        assert row["terms"].split() == (one["formula"]["terms"] if one["formula"] else [])


@WHICH
def test_the_edition_for_excel_has_the_same_numbers(which: str) -> None:
    """Semicolons, decimal commas and Indonesian headings, and otherwise the same cells."""
    head, *rows = _excel(which)
    plain = table(which, "figures")
    assert head[0] == "Alamat angka di situs"
    at = list(plain[0]).index("value")
    assert len(rows) == len(plain)
    for row, other in zip(rows, plain, strict=True):
        assert row[0] == other["address"]
        assert row[at] == other["value"].replace(".", ",")


@WHICH
@LANGUAGE
def test_the_workbook_has_the_same_numbers(which: str, language: str) -> None:
    """Read back by another library: each row of the sheet of figures is a row of the CSV, in typed cells."""
    say = translator(language)
    head, *rows = workbook(which, language)[say("Figures")]
    names = {heading: at for at, heading in enumerate(head)}
    value, status = (
        names[say("Number; empty where it is not public or not reported")],
        names[say("Status of the figure")],
    )
    plain = table(which, "figures")
    assert [row[0] for row in rows] == [row["address"] for row in plain]
    for row, other in zip(rows, plain, strict=True):
        number = row[value]
        assert number is None or isinstance(number, int | float | str)
        assert (None if number is None else Decimal(str(number))) == _number(other["value"])
        assert row[status] == other["status"]


@WHICH
@pytest.mark.parametrize("name", ["results", "money", "beneficiaries"])
def test_the_tables_by_subject_have_the_figures_of_the_whole(which: str, name: str) -> None:
    """A row of theirs is a row of the table of all figures, with the same number and status."""
    whole = {row["address"]: row for row in table(which, "figures")}
    for row in table(which, name):
        other = whole[row["address"]]
        assert (row["value"], row["unit"], row["status"]) == (other["value"], other["unit"], other["status"])


@WHICH
def test_every_stated_figure_of_money_people_and_results_is_in_its_table(which: str) -> None:
    """The tables by subject are complete."""
    heads = {"finance": "money", "beneficiaries": "beneficiaries", "results": "results", "indicators": "results"}
    listed = {name: {row["address"] for row in table(which, name)} for name in set(heads.values())}
    for address, one in figures(which).items():
        head = address.rpartition("/")[2].partition(".")[0]
        if one["kind"] == "stated" and head in heads and ROWS not in address:
            assert address in listed[heads[head]], address


@WHICH
def test_missing_is_empty_and_never_zero(which: str) -> None:
    """Every status is one that is explained, and what is absent or withheld has no number."""
    seen = set()
    for name in ("figures", "results", "money", "beneficiaries"):
        for row in table(which, name):
            seen.add(row["status"])
            assert (row["value"] == "") == (row["status"] in HIDDEN), row["address"]
    assert seen <= set(STATUSES)
    assert {"reported", "not-reported"} <= seen
    assert "0" in [row["value"] for row in table(which, "figures")] or which == "demo"


def test_what_is_unsure_withheld_or_taken_down_says_so() -> None:
    """The example has a figure of each status but incomplete sums; the demo says which two numbers do not match."""
    assert {row["status"] for row in table("example", "figures")} >= {"suppressed", "estimate", "mismatch", "withdrawn"}
    mismatched = {row["address"] for row in table("demo", "figures") if row["status"] == "mismatch"}
    assert "klaster-mandiri-lebak/akhir-program/beneficiaries.total" in mismatched
    assert [row["check"] for row in table("demo", "disclosures") if "parts-do-not-sum" in row["check"]]


@WHICH
def test_the_files_of_a_program_are_the_rows_of_the_whole(which: str) -> None:
    """Nothing is lost or added when the data are taken program by program."""
    for name in ("figures", "money", "results", "beneficiaries", "places", "partners", "disclosures", "corrections"):
        whole = [row for row in table(which, name) if row["program"]]
        parts = [row for program in programs(which)[1:] for row in table(which, name, program)]
        assert sorted(map(str, whole)) == sorted(map(str, parts))


def test_iati_says_the_same_numbers() -> None:
    """Every figure that the IATI file carries has the number of the JSON."""
    root, known = etree.fromstring(files("example")["data/iati-activities.xml"]), figures("example")
    carried = list(root.iter(f"{{{NS}}}figure"))
    assert len(carried) == len({one for one, row in known.items() if row["kind"] == "stated" and ROWS not in one})
    for one in carried:
        assert one.get("value") == known[str(one.get("address"))]["value"]


@WHICH
def test_places_are_the_same_in_csv_and_geojson(which: str) -> None:
    """Codes and positions agree; a place has a point only where somebody stated one."""
    import json  # noqa: PLC0415 - used here only

    listed = json.loads(files(which)["data/places.geojson"])["features"]
    rows = {f"{row['program']}/{row['place']}": row for row in table(which, "places")}
    assert {one["id"] for one in listed} == set(rows)
    for one in listed:
        row = rows[one["id"]]
        stated = [float(row["longitude"]), float(row["latitude"])] if row["latitude"] else None
        assert (one["geometry"] or {}).get("coordinates") == stated
        assert (one["properties"]["code"] or "") == rows[one["id"]]["code"]


@WHICH
def test_feeds_say_the_same_in_both_forms(which: str) -> None:
    """Atom and JSON Feed have the same entries, in the same order."""
    import json  # noqa: PLC0415 - used here only

    pairs = {one.artifact.uri: one.artifact for one in made(which) if one.artifact.uri.startswith("feeds/")}
    for name in ("corrections", "reports"):
        atom = etree.fromstring(pairs[f"feeds/{name}.atom"].data)
        feed = json.loads(pairs[f"feeds/{name}.json"].data)
        ids = [str(one.text) for one in atom.iter("{http://www.w3.org/2005/Atom}id")][1:]
        assert [one["id"] for one in feed["items"]] == ids
        assert feed["version"] == "https://jsonfeed.org/version/1.1"


@WHICH
def test_the_workbook_says_what_each_fund_held(which: str) -> None:
    """The sheet of funds has the balances of the statements on the pages."""
    sheets = workbook(which, "id")
    told = [one for program in view(which).programs for report in program.reports for one in report.money.statements]
    name = translator("id")("Funds")
    assert (name in sheets) == bool(told)
    rows = sheets.get(name, [()])[1:]
    closing = sorted(row[-1] for row in rows if row[-1] is not None)
    assert closing == sorted(float(one.closing.value) for one in told if isinstance(one.closing, Figure))


@WHICH
def test_every_file_says_in_both_languages_what_it_is(which: str) -> None:
    """Readers see the words where the file is offered."""
    for one in made(which):
        said = one.offer.title
        words = {said.localize(translator(language)) for language in ("id", "en")}
        assert len(words) == 2, words
