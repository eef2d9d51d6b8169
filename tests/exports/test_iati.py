"""IATI files: valid to the official schema and ruleset, every figure carried once, and nothing made up."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator.exports.iati.xml import NS
from tests.built import run_here
from tests.exports.iati.official import faults_of_rules, faults_of_schema
from tests.exports.made import figures, files, folder, programs, view
from tests.privacy.project import SECRET, write

NOW = "2026-01-01"
CARRIED = f"{{{NS}}}figure"
PROGRAMS = programs("example")[1:]


def _activities(which: str, program: str = "") -> etree._Element:
    return etree.fromstring(files(which)[f"{folder(program)}/iati-activities.xml"])


def _omissions(which: str, program: str = "") -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(files(which)[f"{folder(program)}/iati-omissions.json"])["omissions"]
    return listed


@pytest.mark.parametrize("name", sorted(one for one in files("example") if one.endswith(".xml")))
def test_every_file_is_valid(name: str) -> None:
    """The official schema and ruleset of 2.03 find nothing."""
    data = files("example")[name]
    assert faults_of_schema(data) == []
    assert faults_of_rules(data, NOW) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<activity-date type="2"', '<activity-date type="9"', "atleast_one"),
        ('role="1"', 'rolle="1"', "schema"),
        ('percentage="100"/>\n    <location', 'percentage="90"/>\n    <location', "sum"),
        ("ID-REKAAN-LC01-air", "ID-REKAAN-LC01/air", "regex_matches"),
        ('<period-end iso-date="2024-06-30"/>', '<period-end iso-date="2023-06-30"/>', "date_order"),
        ('<transaction-type code="1"/>', "", "schema"),
    ],
)
def test_the_judges_find_what_is_wrong(old: str, new: str, said: str) -> None:
    """Each kind of rule is shown to see a fault."""
    text = files("example")["program/air-bersih-bima/data/iati-activities.xml"].decode()
    assert old in text
    data = text.replace(old, new).encode()
    found = [*faults_of_rules(data, NOW), *(f"schema {one}" for one in faults_of_schema(data))]
    assert any(said in one for one in found)


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_stated_figure_of_a_program_is_carried_once(program: str) -> None:
    """What was typed, its value and its unit travel, so that the way back loses nothing but rows of tables."""
    carried = list(_activities("example", program).iter(CARRIED))
    stated = {key: row for key, row in figures("example").items() if row["kind"] == "stated"}
    # The rows of a table of transactions stay beside the report; their sums are told.
    rows = {
        key: row for key, row in stated.items() if row["program"] == program and "/finance.transactions." not in key
    }
    assert Counter(str(one.get("address")) for one in carried) == Counter(list(rows))
    for one in carried:
        row = rows[str(one.get("address"))]
        assert (one.get("value"), one.get("written"), one.get("unit")) == (row["value"], row["written"], row["unit"])
        assert (one.get("withheld") == "true") == row["suppressed"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_iati_says_is_what_the_figure_says(program: str) -> None:
    """Amounts, baselines, targets and actuals equal the figure inside them; a budget is the sum of its parts."""
    root, seen = _activities("example", program), 0
    for name, path in (
        ("transaction", "value/text()"),
        ("baseline", "@value"),
        ("target", "@value"),
        ("actual", "@value"),
    ):
        for element in root.iter(name):
            inside = element.findall(CARRIED)
            said = Decimal(str(element.xpath(path)[0]))  # type: ignore[index]
            assert [Decimal(str(one.get("value"))) for one in inside] in ([said], [])
            seen += len(inside)
    for budget in root.iter("budget"):
        parts = [Decimal(str(one.get("value"))) for one in budget.findall(CARRIED)]
        assert Decimal(str(budget.findtext("value"))) == sum(parts)
    assert seen > 50


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_figure_is_either_said_or_listed_as_left_out(program: str) -> None:
    """Figures outside the elements of IATI stand in the list of omissions, with a reason in both languages."""
    root = _activities("example", program)
    outside = [one for one in root.iter(CARRIED) if str(one.getparent().tag).startswith(f"{{{NS}}}")]  # type: ignore[union-attr]
    listed = {address for one in _omissions("example", program) for address in one["figures"]}
    missing = {str(one.get("address")) for one in outside if one.get("withheld") != "true"} - listed
    assert missing == set()
    assert all(set(one["reason"]) == {"id", "en"} for one in _omissions("example", program))


@pytest.mark.parametrize("program", PROGRAMS)
def test_money_is_told_once(program: str) -> None:
    """Spending by transactions makes what the reports say was spent, fund by fund; budgets last a year at most."""
    root = _activities("example", program)
    (shown,) = (one for one in view("example").programs if one.program.id == program)
    for report in shown.reports:
        for statement in report.money.statements:
            for kind, total in (("4", statement.spent_total), ("1", statement.received_total)):
                of = f'[@a:report="{report.report.id}"][@a:fund="{statement.kind}"]'
                where = f'transaction[transaction-type/@code="{kind}"]{of}'
                told: Any = root.xpath(f".//{where}/value/text()", namespaces={"a": NS})
                assert sum(Decimal(str(one)) for one in told) == (total.value if total else 0)
    for budget in root.iter("budget"):
        first, last = (
            date.fromisoformat(str(budget.xpath(f"string(period-{end}/@iso-date)"))) for end in ("start", "end")
        )
        assert (last - first).days < 366


def test_texts_stand_in_every_language_that_they_were_written_in() -> None:
    """Narratives name their language, and say the numbers that prose quotes."""
    summaries = _activities("example", "air-bersih-bima").xpath(".//description[@type='4']/narrative")
    words = {str(one.get("{http://www.w3.org/XML/1998/namespace}lang")): str(one.text) for one in summaries}  # type: ignore[union-attr]
    assert set(words) == {"id", "en"}
    assert "74 minutes" in words["en"]
    assert "74 menit" in words["id"]


def test_goals_themes_funds_asnaf_and_codes_are_tags() -> None:
    """Each list has an address, and the goals have IATI's own vocabulary."""
    root = _activities("example")
    tags = {(one.get("vocabulary"), str(one.get("vocabulary-uri")).rpartition(":")[2]) for one in root.iter("tag")}
    assert tags == {("2", "None"), ("99", "theme"), ("99", "fund"), ("99", "asnaf"), ("99", "kemendagri")}
    assert "52.06.08.2008" in [one.get("code") for one in root.iter("tag")]


def test_programs_that_do_not_say_enough_are_not_made_into_activities() -> None:
    """Of the five programs none states identifier, status, first day and partner; the list says what each lacks."""
    assert not [name for name in files("demo") if name.endswith(".xml")]
    lacking = {one["program"] for one in _omissions("demo")}
    assert lacking == set(programs("demo")[1:])
    assert {one["what"] for one in _omissions("demo", "pemberdayaan-rejosari")} == {
        "publisher",
        "status",
        "starts",
        "partners",
    }


def test_a_withheld_count_is_named_without_its_number(tmp_path: Path) -> None:
    """It is neither a result nor in what is carried, and the list of omissions has no number either."""
    root = write(tmp_path / "private")
    run_here("export", "iati", "-C", str(root), "--out", str(tmp_path / "out"))
    data = (tmp_path / "out/data/iati-activities.xml").read_bytes()
    assert faults_of_schema(data) == []
    assert faults_of_rules(data, NOW) == []
    everything = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()).decode()
    assert [secret for secret in SECRET if str(secret) in everything] == []
    hidden = [one for one in etree.fromstring(data).iter(CARRIED) if one.get("withheld")]
    assert {one.get("below") for one in hidden} == {"900000", None}
    listed = json.loads((tmp_path / "out/data/iati-omissions.json").read_text("utf-8"))["omissions"]
    assert any("protect" in one["reason"]["en"] for one in listed)
