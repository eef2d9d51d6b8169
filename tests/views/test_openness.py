"""Openness: the same questions for all, and only full answers count."""

from generator.views.openness import MISMATCH, PARTLY, REPORTED, SILENT
from generator.views.program import ProgramView
from tests.golden import base
from tests.views import view

PROGRAM = "kebun/program.yml"
REPORT = "kebun/periods/2022.yml"
BARE = """
format: 1
period: {}
status: final
summary: {id: Ringkas., en: Short.}
"""


def _states(program: ProgramView) -> dict[str, str]:
    return {answer.question: answer.state for answer in program.openness.answers}


def _program(files: dict[str, str]) -> ProgramView:
    return view(files).programs[0]


def test_silence_is_an_answer_of_its_own() -> None:
    """A program without figures, days, codes, implementer and target answers nothing."""
    bare = "format: 1\nname: Kebun\nsummary: {id: A., en: B.}\n"
    others = {name: "" for name in base() if name.startswith("kebun/periods/")}
    program = _program({**others, PROGRAM: bare})
    assert set(_states(program).values()) == {SILENT}
    assert program.openness.full.value == 0
    assert program.openness.asked.value == 6


def test_an_allocation_is_only_part_of_an_answer_about_money() -> None:
    """What was promised is not what was spent."""
    report = BARE + "finance: {commitments: [{id: a, label: {id: A, en: A}, amount: {value: 5, source: plan}}]}\n"
    assert _states(_program({REPORT: report}))["money"] == PARTLY


def test_what_was_spent_is_a_full_answer() -> None:
    """Spending that a report states counts, with or without a fund."""
    report = BARE + "finance: {spent: {total: {value: 5, source: plan}}}\n"
    assert _states(_program({REPORT: report}))["money"] == REPORTED


def test_beneficiaries_that_do_not_add_up_are_no_full_answer() -> None:
    """A disclosed discrepancy stays visible in the score."""
    report = (
        BARE
        + "source: plan\n"
        + "beneficiaries: {total: 100, by_component: {vegetables: 30, fish: 40}}\n"
        + "disclosures: [{check: parts-do-not-sum, at: beneficiaries.by_component, status: open,"
        + " note: {id: A., en: B.}}]\n"
    )
    program = _program({REPORT: report})
    assert _states(program)["people"] == MISMATCH
    gap = program.all_mismatches[0].gap
    assert gap is not None
    assert gap.value == 30


def test_days_without_a_year_do_not_answer_when() -> None:
    """A month and a day whose year nobody states is part of an answer at most."""
    report = BARE.replace("period: {}", "period: {to: XXXX-03-06}")
    program = _program({PROGRAM: base()[PROGRAM].replace("starts: 2022", "").replace("ends: 2024", ""), REPORT: report})
    assert _states(program)["time"] == PARTLY
