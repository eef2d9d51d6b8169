"""The rule book: an entry for every code that a finding can have, the same on the terminal and on the site."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator import cli
from generator.checks import RulePage, book
from generator.checks.reading import RULES
from generator.i18n import LANGUAGES, catalogue
from tests.built import ROOT, BuiltSite, article, words

CODE = ROOT / "generator"
WORD = re.compile(r"[a-z]+(-[a-z]+)+")
CODES = list(book.book())


def explain(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command and return its exit code and what it printed."""
    with pytest.raises(SystemExit) as left:
        cli.main(("explain", *arguments))
    said = capsys.readouterr()
    return int(str(left.value.code)), said.out, said.err


# --- every code has an entry -------------------------------------------------------------------------------------


def _codes(path: Path) -> Iterator[str]:
    """Yield the codes that a module gives to findings: where it makes one, or calls what makes one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = dict(_constants(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        place = {"Finding": 0, "_Refused": 0, "report": 0, "_refuse": 1, "fault": 2}.get(called)
        given = node.args[place : place + 1] if place is not None else []
        given += [one.value for one in node.keywords if one.arg == "code" and called in ("fault", "Finding")]
        for one in given:
            said = one.value if isinstance(one, ast.Constant) else names.get(getattr(one, "id", ""))
            if isinstance(said, str) and WORD.fullmatch(said):
                yield said


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names that a module gives to texts, one by one or several in a line."""
    for node in tree.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Tuple)
            and isinstance(node.value, ast.Tuple)
        ):
            pairs = list(zip(node.targets[0].elts, node.value.elts, strict=True))
        else:
            pairs = [(node.targets[0], node.value)] if isinstance(node, ast.Assign) else []
        for name, value in pairs:
            if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield name.id, value.value


@cache
def used() -> frozenset[str]:
    """Return every code that stands in the program."""
    return frozenset(code for path in CODE.rglob("*.py") for code in _codes(path))


def test_every_code_in_the_program_has_an_entry() -> None:
    """A finding that nobody can look up is only half a message."""
    assert {"yaml-syntax", "wrong-amount", "missing-file", "wrong-date", "stale-disclosure", "no-programs"} <= used()
    assert sorted(used() - set(CODES)) == []


def test_every_entry_of_reading_belongs_to_a_code() -> None:
    """An entry for a code that is no longer used is deleted."""
    others = [path for path in CODE.rglob("*.py") if path.name not in ("reading.py", "arriving.py")]
    text = "\n".join(path.read_text("utf-8") for path in others)
    assert [code for code in RULES if f'"{code}"' not in text] == []


@pytest.mark.parametrize("code", CODES)
def test_an_entry_is_complete_and_said_in_indonesian(code: str) -> None:
    """Meaning, both examples and the reason are there, and no sentence falls back to English."""
    rule, known = book.book()[code], catalogue("id")
    assert isinstance(rule.page, RulePage)
    assert rule.page.bad.strip()
    assert rule.page.good.strip()
    assert rule.page.bad != rule.page.good
    said = [rule.title]
    said += [one for part in book.sections(code) for one in (part.heading, *part.sentences)]
    assert [one.id for one in said if known.gettext(one.id) == one.id] == []


@pytest.mark.parametrize("code", CODES)
def test_examples_hold_no_tabs_and_end_once(code: str) -> None:
    """They are shown as they are, on a terminal and on a page."""
    for part in book.sections(code):
        assert part.code == part.code.strip("\n")
        assert "\t" not in part.code


# --- the command -------------------------------------------------------------------------------------------------


def test_a_code_is_explained_in_either_language(capsys: pytest.CaptureFixture[str]) -> None:
    """The same page, in the language that was asked for."""
    code, english, _ = explain(capsys, "parts-do-not-sum", "--lang", "en")
    assert code == 0
    assert english.startswith("parts-do-not-sum: Parts add up to the total\n")
    assert "\n    beneficiaries:\n" in english
    assert "Mengapa auditor bertanya" in explain(capsys, "parts-do-not-sum", "--lang", "id")[1]


def test_json_holds_the_sections_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the same words."""
    page = json.loads(explain(capsys, "wrong-amount", "--lang", "en", "--format", "json")[1])
    assert (page["code"], page["default_severity"], page["disclosable"]) == ("wrong-amount", "error", False)
    assert set(page["sections"]) == {"meaning", "bad", "good", "why", "severity", "disclosure"}


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a code, with its title."""
    _, out, _ = explain(capsys, "--lang", "en")
    assert [line.split("  ")[0] for line in out.splitlines()] == CODES
    listed = json.loads(explain(capsys, "--lang", "en", "--format", "json")[1])
    assert [one["code"] for one in listed] == CODES


def test_an_unknown_code_gets_suggestions(capsys: pytest.CaptureFixture[str]) -> None:
    """A slip of the pen is a wrong call, and the nearest codes are named."""
    code, out, said = explain(capsys, "parts-not-sum", "--lang", "en")
    assert (code, out) == (2, "")
    assert "parts-do-not-sum" in said
    code, _, said = explain(capsys, "zzzz", "--lang", "en")
    assert code == 2
    assert "amanah explain" in said


def test_a_rule_says_what_a_publisher_may_set() -> None:
    """Errors of arithmetic cannot be lowered, warnings can, and reading knows no settings."""
    said = {one: _severity_words(one) for one in ("parts-do-not-sum", "over-target", "yaml-syntax")}
    assert "No setting" in said["parts-do-not-sum"]
    assert "another weight" in said["over-target"]
    assert "before any check" in said["yaml-syntax"]


def _severity_words(code: str) -> str:
    (part,) = (one for one in book.sections(code) if one.key == "severity")
    return " ".join(str(one) for one in part.sentences)


# --- the site ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_says_what_the_command_says(
    language: str, demo: BuiltSite, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each page has the words of the command, heading by heading, and nothing else."""
    root = "" if language == LANGUAGES[0] else f"{language}/"
    listed = json.loads(explain(capsys, "--lang", language, "--format", "json")[1])
    for one in listed:
        page = article(demo.page(f"{root}rules/{one['code']}/index.html"))
        for crumbs in page.xpath(".//nav | .//*[contains(@class, 'headerlink')] | .//*[contains(@class, 'mistake')]"):
            crumbs.drop_tree()
        parts = [one["title"], one["code"]]
        for part in one["sections"].values():
            parts += [part["heading"], part["text"].replace("`", ""), part["code"]]
        assert words(page) == " ".join(" ".join(parts).split()), one["code"]


def test_the_pages_of_the_site_lead_to_the_rules(demo: BuiltSite) -> None:
    """From the checks of the last build, from a discrepancy, and from a figure's row."""
    sources = {
        "mutu-data/index.html": "rules/parts-do-not-sum/",
        "program/klaster-mandiri-lebak/akhir-program/data/index.html": "rules/parts-do-not-sum/",
        "rules/index.html": "yaml-syntax/",
    }
    for name, wanted in sources.items():
        hrefs = [str(one) for one in demo.page(name).xpath("//article//a/@href")]
        assert any(one.endswith(wanted) for one in hrefs), name
