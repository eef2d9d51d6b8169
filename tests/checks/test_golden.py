"""Run every golden case of the checks; hold that each check has its cases, its page and its translation."""

import pytest

from generator.checks import checks, rules
from generator.documents import parse
from generator.findings import Severity
from generator.i18n import catalogue
from generator.sources import Source
from tests.golden import Case, cases, findings, judge, line

CASES = [*cases("checks"), *cases("disclosures"), *cases("settings")]
CODES = [entry.name for entry in checks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_exactly_the_findings_it_expects(case: Case) -> None:
    """Each finding stands at its line and column with its severity and code, and there is no other."""
    found = findings(case.files)
    assert [line(finding) for finding in found] == list(case.expect), case.about
    text = "\n".join(finding.text() for finding in found)
    assert [sentence for sentence in case.says if sentence not in text] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_finding_points_at_what_stands_in_the_file(case: Case) -> None:
    """The mark lies on a line of the file, and covers characters that are there."""
    for finding in findings(case.files):
        lines = case.files[finding.mark.file.removeprefix("programs/")].splitlines()
        begin = finding.mark.column - 1
        covered = lines[finding.mark.line - 1][begin : begin + finding.mark.length]
        assert len(covered) == finding.mark.length, finding.text()
        assert covered.strip(), finding.text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_finding_names_a_path_that_no_other_finding_of_its_code_has(case: Case) -> None:
    """A disclosure names file, check and path, so these must tell findings apart."""
    keys = [(one.mark.file, one.code, one.path) for one in findings(case.files) if one.path]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_finding_is_said_in_indonesian(case: Case) -> None:
    """No sentence of a check falls back to English."""
    known = catalogue("id")
    _, checked = judge(case.files) if not _is_broken(case) else (None, None)
    for finding in checked.findings if checked else ():
        for said in filter(None, (finding.message, finding.hint)):
            assert known.gettext(said.id) != said.id, said.id


def _is_broken(case: Case) -> bool:
    return any("missing-field" in one for one in case.expect)


@pytest.mark.parametrize("code", CODES)
def test_every_check_has_a_bad_and_a_good_case(code: str) -> None:
    """A bad case expects the code; a good one exercises the check and does not."""
    own = [case for case in CASES if case.name.startswith(f"checks/{code}/")]
    bad = [case for case in own if any(one.endswith(f" {code}") for one in case.expect)]
    good = [case for case in own if case not in bad]
    assert bad, f"write tests/golden/checks/{code}/bad.yml"
    assert good, f"write tests/golden/checks/{code}/good.yml"
    runs = [run for case in good for run in judge(case.files)[1].runs if run.code == code]
    assert any(run.cases for run in runs), f"no good case of {code} gives it anything to look at"


@pytest.mark.parametrize("code", CODES)
def test_every_check_has_an_entry_in_the_rule_book_in_both_languages(code: str) -> None:
    """What it means, a bad and a good example and why auditors ask are there, and said in Indonesian."""
    rule = dict(rules())[code]
    page = rule.page
    assert page is not None, f"give @check({code!r}, ...) a page=RulePage(...)"
    assert page.bad.strip()
    assert page.good.strip()
    assert page.bad != page.good
    for said in filter(None, (rule.title, page.meaning, page.why, page.regulation)):
        assert catalogue("id").gettext(said.id) != said.id, said.id
    for sentence in filter(None, (page.meaning, page.why, page.regulation)):
        assert sentence.id.endswith("."), sentence.id


@pytest.mark.parametrize("code", CODES)
def test_examples_of_the_rule_book_can_be_read(code: str) -> None:
    """The examples are YAML that the reader of authors' files accepts: no tags, no anchors, no key twice."""
    page = dict(rules())[code].page
    assert page is not None
    for example in (page.bad, page.good):
        indented = "".join(f"  {one}\n" for one in example.splitlines())
        faults = parse(Source("example.yml", f"example:\n{indented}", ""))[1]
        assert [fault.text() for fault in faults] == []


def test_only_errors_that_are_opinions_may_be_lowered() -> None:
    """Sums, balances and references are firm; a few errors are not, and neither is any warning or note."""
    known = dict(rules())
    firm = ("parts-do-not-sum", "closing-balance", "opening-balance", "sum-differs-from-parts", "unknown-place")
    opinions = ("ambiguous-place", "budget-exceeded", "mixed-currency", "place-name-differs")
    assert all(known[code].firm for code in firm)
    assert not any(known[code].firm for code in opinions)
    assert not any(rule.firm for rule in known.values() if rule.severity is not Severity.ERROR)
