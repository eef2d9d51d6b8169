"""What a program discloses: six questions, the same for all, and an answer to each."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.findings import Finding
from generator.i18n import Message, msg
from generator.model.figure import Figure, count
from generator.model.program import Program
from generator.model.report import Report

REPORTED, PARTLY, MISMATCH, SILENT = "reported", "partly", "mismatch", "silent"

ANSWERS: dict[str, Message] = {
    REPORTED: msg("reported"),
    PARTLY: msg("partly"),
    MISMATCH: msg("does not match"),
    SILENT: msg("not reported"),
}
QUESTIONS: dict[str, Message] = {
    "people": msg("Beneficiaries"),
    "money": msg("Money"),
    "time": msg("Time"),
    "place": msg("Place"),
    "implementer": msg("Implementer"),
    "target": msg("Target"),
}
RULES: dict[str, Message] = {
    "people": msg("A report states how many people were reached; partly, if only for a part of the program."),
    "money": msg("A report states what was spent; partly, if only an allocation or revolving assets are stated."),
    "time": msg("First and last day are known at least to the month; partly, if only one of them or a length is."),
    "place": msg("Every place carries its official code; partly, if some do; a name alone could mean several places."),
    "implementer": msg("The organisation that carries out the program is named."),
    "target": msg("At least one indicator has a target."),
}


@dataclass(frozen=True)
class Answer:
    """How one question is answered."""

    question: str
    title: Message
    state: str
    label: Message


@dataclass(frozen=True)
class Openness:
    """All answers of a program, and how many of them are full."""

    answers: tuple[Answer, ...]
    full: Figure
    asked: Figure


def view_openness(program: Program, reports: Sequence[Report], findings: Sequence[Finding]) -> Openness:
    """Answer the six questions for a program."""
    states = {
        "people": _people(reports, findings),
        "money": _money(program, reports),
        "time": _time(program, reports),
        "place": _place(program),
        "implementer": REPORTED if any("implementing" in one.roles for one in program.partners) else SILENT,
        "target": REPORTED if any(one.targets for one in program.indicators) else SILENT,
    }
    answers = tuple(Answer(key, QUESTIONS[key], state, ANSWERS[state]) for key, state in states.items())
    full = sum(answer.state == REPORTED for answer in answers)
    here = f"{program.id}/computed.openness"
    return Openness(
        answers,
        count(full, "question", f"{here}.full", msg("questions answered in full")),
        count(len(answers), "question", f"{here}.asked", msg("questions asked of every program")),
    )


def _people(reports: Sequence[Report], findings: Sequence[Finding]) -> str:
    if any(one.code == "parts-do-not-sum" and one.path.startswith("beneficiaries") for one in findings):
        return MISMATCH
    if any(report.beneficiaries and report.beneficiaries.total for report in reports):
        return REPORTED
    if any(activity.participants for report in reports for activity in report.activities):
        return PARTLY
    return SILENT


def _money(program: Program, reports: Sequence[Report]) -> str:
    moneys = [report.finance for report in reports if report.finance]
    if any(money.spent or any(fund.spent for fund in money.funds.values()) for money in moneys):
        return REPORTED
    partial = any(money.revolved or money.commitments or money.funds or money.budget for money in moneys)
    return PARTLY if partial or program.commitments or program.budget else SILENT


def _time(program: Program, reports: Sequence[Report]) -> str:
    spans = [(program.starts, program.ends), *((one.period.first, one.period.to) for one in reports)]
    if any(first and last and _exact(first) and _exact(last) for first, last in spans):
        return REPORTED
    lengths = [program.length, *(one.period.length for one in reports)]
    some = any(isinstance(one, Figure) for one in lengths) or any(first or last for first, last in spans)
    dated = any(activity.on or activity.first for report in reports for activity in report.activities)
    return PARTLY if some or dated else SILENT


def _exact(day: object) -> bool:
    return getattr(day, "year", None) is not None and any(getattr(day, part) for part in ("month", "quarter", "half"))


def _place(program: Program) -> str:
    regional = [
        one
        for one in program.places
        if one.kind not in ("neighbourhood", "building", "site", "estate", "estate-division")
    ]
    coded = [one for one in regional if one.code]
    if not coded:
        return SILENT
    return REPORTED if len(coded) == len(regional) else PARTLY
