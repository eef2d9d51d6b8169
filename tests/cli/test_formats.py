"""The forms of findings that forges and CI servers read: well-formed, escaped, stable, and without personal data."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from lxml import etree

from generator import cli
from generator.cli import formats
from generator.cli.findings import show
from generator.findings import Disclosed, Finding, Mark, Severity
from generator.i18n import msg, translator
from generator.project import Project
from tests.cli.small import REPORT, edit, small_project, spoil

SCHEMA = Path(__file__).parent / "sarif-2.1.0.schema.json"
"""The schema of SARIF 2.1.0, as @microsoft/jest-sarif carries it (MIT)."""

HOSTILE = "100%, a:b\r\n::error::\x1b[31m <&\"'> \x00\ud800\uffff"
NIK = "3602061234560001"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small project for a reader of English, outside any CI server."""
    for name in (*formats.WORKSPACES, "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return small_project(tmp_path / "proyek")


def check(root: Path, form: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    """Run the command on a project and return its exit code and what it printed."""
    with pytest.raises(SystemExit) as left:
        cli.main(("check", "-C", str(root), "--format", form, "--lang", "en", *more))
    return int(str(left.value.code)), capsys.readouterr().out


def disclose(root: Path) -> None:
    """Say in public that the parts do not add up."""
    said = "check: parts-do-not-sum, at: beneficiaries.by_component, status: open"
    edit(root / REPORT, "finance:", f"disclosures:\n  - {{{said}, note: {{id: Ditanyakan., en: Asked.}}}}\nfinance:")


def finding(severity: Severity = Severity.ERROR, file: str = "programs/a,b:c%/1.yml") -> Finding:
    """Return a finding whose words and file name hold whatever could break a form."""
    return Finding("unknown-source", severity, Mark(file, 3, 5, 4), msg("{said}", said=HOSTILE))


def render(form: str, *findings: Finding, strict: bool = False) -> str:
    """Return findings in one form, in English."""
    return formats.render(form, findings, Project(Path("/none")), translator("en"), strict=strict)


def sarif(text: str) -> dict[str, Any]:
    """Return the only run of a log that the published schema accepts."""
    log = json.loads(text)
    Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(log)
    (run,) = log["runs"]
    return dict(run)


# --- github ------------------------------------------------------------------------------------------------------


def test_a_workflow_command_holds_one_finding_in_one_line() -> None:
    """Line breaks, percent signs, and in properties colons and commas are written as GitHub asks."""
    (line,) = render("github", finding()).split("\n")[:-1]
    assert line.startswith("::error file=programs/a%2Cb%3Ac%25/1.yml,line=3,col=5,endColumn=8,title=unknown-source::")
    assert "100%25, a:b" in line
    assert "\r" not in line


def test_a_warning_is_an_error_to_github_only_when_strict() -> None:
    """What fails the job is marked as what fails it; notes and disclosed findings are notices."""
    assert render("github", finding(Severity.WARNING)).startswith("::warning ")
    assert render("github", finding(Severity.WARNING), strict=True).startswith("::error ")
    assert render("github", finding(Severity.INFO), strict=True).startswith("::notice ")


def test_the_worst_stands_first() -> None:
    """GitHub shows the first ten of each sort only."""
    some = render("github", finding(Severity.INFO), finding(Severity.WARNING), finding(Severity.ERROR))
    assert re.findall(r"^::(\w+) ", some, re.MULTILINE) == ["error", "warning", "notice"]


def test_paths_are_relative_to_the_repository(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the CI server names the root of the repository, a project below it is found."""
    spoil(root)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent))
    assert f"file=proyek/{REPORT}," in check(root, "github", capsys)[1]


# --- gitlab ------------------------------------------------------------------------------------------------------


def test_a_fingerprint_stays_when_lines_move(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GitLab compares two reports by it; the line is another, the finding is the same."""
    spoil(root)
    (before,) = json.loads(check(root, "gitlab", capsys)[1])
    edit(root / REPORT, "format: 1\n", "# a comment\n\nformat: 1\n")
    (after,) = json.loads(check(root, "gitlab", capsys)[1])
    assert before["location"]["lines"]["begin"] + 2 == after["location"]["lines"]["begin"]
    assert before["fingerprint"] == after["fingerprint"]
    assert before["severity"] == "critical"
    assert before["check_name"] == "parts-do-not-sum"
    assert before["location"]["path"] == REPORT


def test_fingerprints_differ_even_for_findings_alike() -> None:
    """Two findings of one rule without a place in the document are told apart by their order."""
    issues = json.loads(render("gitlab", finding(), finding(), finding(file="programs/x.yml")))
    assert len({one["fingerprint"] for one in issues}) == 3


# --- sarif -------------------------------------------------------------------------------------------------------


def test_sarif_is_valid_and_says_what_each_rule_means(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The log holds against the schema; results name their rules, whose pages are in the language of the run."""
    spoil(root)
    code, out = check(root, "sarif", capsys)
    run = sarif(out)
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert code == run["invocations"][0]["exitCode"] == 1
    assert (result["ruleId"], rule["id"], result["level"]) == ("parts-do-not-sum", "parts-do-not-sum", "error")
    assert "Why auditors ask" in rule["help"]["markdown"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["endColumn"] - region["startColumn"]) == (7, 3)
    assert "snippet" not in region


def test_a_disclosed_finding_is_suppressed_with_its_note(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The note is the justification, and the place of the disclosure is named."""
    spoil(root)
    disclose(root)
    code, out = check(root, "sarif", capsys)
    (result,) = sarif(out)["results"]
    (suppression,) = result["suppressions"]
    assert code == 0
    assert suppression["justification"] == "Asked."
    assert suppression["location"]["physicalLocation"]["artifactLocation"]["uri"] == REPORT


def test_sarif_survives_hostile_words_and_unknown_codes() -> None:
    """Whatever stands in a file, the log is valid."""
    odd = Finding("from-a-plugin", Severity.INFO, Mark("programs/ü x.yml"), msg("odd"))
    run = sarif(render("sarif", finding(), odd))
    assert [one["level"] for one in run["results"]] == ["error", "note"]
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]]
    assert uris[1] == "programs/%C3%BC%20x.yml"


# --- junit -------------------------------------------------------------------------------------------------------


def junit(text: str) -> Any:  # noqa: ANN401 - lxml has no types of its own
    """Return the tree of a document, which must be well-formed."""
    return etree.fromstring(text.encode("utf-8"))


def test_junit_counts_failures_and_skips_what_is_disclosed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An error fails; once it is disclosed it is skipped, and the note says why."""
    spoil(root)
    tree = junit(check(root, "junit", capsys)[1])
    assert (tree.get("failures"), tree.get("skipped")) == ("1", "0")
    assert tree.xpath("//testsuite/@name") == [REPORT]
    disclose(root)
    tree = junit(check(root, "junit", capsys)[1])
    assert (tree.get("failures"), tree.get("skipped")) == ("0", "1")
    assert tree.xpath("//skipped/@message") == ["Asked."]


def test_junit_is_well_formed_whatever_stands_in_a_file() -> None:
    """Signs that XML cannot hold are replaced."""
    tree = junit(render("junit", finding()))
    assert "\x1b" not in tree.xpath("string(//failure)")
    assert "<&\"'>" in tree.xpath("string(//failure/@message)")


def test_a_warning_fails_a_strict_run_only() -> None:
    """Without --strict it is a case that passed and says something."""
    assert junit(render("junit", finding(Severity.WARNING))).get("failures") == "0"
    assert junit(render("junit", finding(Severity.WARNING), strict=True)).get("failures") == "1"


def test_a_clean_project_is_one_case_that_passed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Some servers take a document without cases for a broken run."""
    code, out = check(root, "junit", capsys)
    assert (code, junit(out).get("tests"), junit(out).get("failures")) == (0, "1", "0")


# --- all forms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", *formats.NAMES])
def test_no_form_repeats_personal_data(form: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What must not be published must not stand in the log of a CI server either."""
    edit(root / REPORT, "The first harvest.", f"The first harvest of NIK {NIK}.")
    code, out = check(root, form, capsys)
    assert code == 1
    assert "personal-nik" in out
    assert NIK not in out


@pytest.mark.parametrize("form", ["text", "json", *formats.NAMES])
def test_every_form_follows_the_severities_of_the_publisher(
    form: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning that the publisher calls an error fails the command, in whatever form it is told."""
    edit(root / REPORT, "summary: {id: Panen pertama., en: The first harvest.}", "summary: Panen pertama.")
    assert check(root, form, capsys)[0] == 0
    assert check(root, form, capsys, "--strict")[0] == 1
    publisher = root / "programs/publisher.yml"
    edit(publisher, "fictional: ya\n", "fictional: ya\nchecks:\n  missing-translation: {severity: error}\n")
    code, out = check(root, form, capsys)
    assert code == 1
    assert "missing-translation" in out


def test_text_shows_the_worst_of_each_file_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files are kept together; a disclosed finding comes after all others of its file."""
    first, second = "programs/a.yml", "programs/b.yml"
    some = [
        Finding("one", Severity.WARNING, Mark(first, 1), msg("a")),
        Finding("two", Severity.ERROR, Mark(first, 2), msg("b"), disclosed=Disclosed("open", "", Mark(first))),
        Finding("three", Severity.INFO, Mark(second, 1), msg("c")),
        Finding("four", Severity.ERROR, Mark(second, 9), msg("d")),
    ]
    show(some, Project(tmp_path), translator("en"), "text")
    said = capsys.readouterr().out
    assert re.findall(r"\[(\w+)\]", said) == ["four", "three", "one", "two"]
