"""What a program and each of its reports disclose: the same questions for all, and an answer to each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.findings import Finding
from generator.i18n import Message, msg
from generator.model.figure import Figure, count
from generator.model.finance import Finance
from generator.model.program import Program
from generator.model.record import figures
from generator.model.report import Report
from generator.views.money import Money
from generator.views.results import IndicatorView

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
REPORT_QUESTIONS: dict[str, Message] = {
    "period": msg("Reporting period"),
    "activities": msg("Activities"),
    "people": msg("Beneficiaries"),
    "counting": msg("Way of counting"),
    "income": msg("Origin of the money"),
    "spending": msg("Spending"),
    "budget": msg("Budget beside actual"),
    "balances": msg("Balances of the funds"),
    "results": msg("Results against targets"),
    "challenges": msg("Challenges"),
    "sources": msg("Sources of the figures"),
    "approval": msg("Approval"),
    "audit": msg("Audit"),
}
REPORT_RULES: dict[str, Message] = {
    "period": msg("First and last day are stated at least to the month; partly, if only one of them or a length is."),
    "activities": msg("Every activity has a day; partly, if only some have one."),
    "people": msg("The report states how many people were reached; partly, if only participants are counted."),
    "counting": msg("It says whether each person is counted once, or each time served."),
    "income": msg("Every fund states what came in; partly, if only some do, or only an allocation is stated."),
    "spending": msg("What was spent is stated with its use; partly, if only a total or revolving assets are stated."),
    "budget": msg(
        "Budget and actual stand side by side, line by line; partly, if only one total of a budget is stated."
    ),
    "balances": msg("Every fund states its opening and closing balance; partly, if only some do."),
    "results": msg("Every result is held against a target; partly, if only some are."),
    "challenges": msg("At least one challenge is named, with what was done about it; partly, without that."),
    "sources": msg("Every figure names the document it comes from; partly, if only some do."),
    "approval": msg("It is named who approved the report."),
    "audit": msg("An auditor and the opinion are named; partly, without the opinion."),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How one question is answered."""

    question: str
    title: Message
    state: str
    label: Message


@dataclass(frozen=True, slots=True)
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
    return _score(states, QUESTIONS, program.id, msg("questions asked of every program"))


def view_report_openness(
    report: Report, money: Money, results: Sequence[IndicatorView], findings: Sequence[Finding]
) -> Openness:
    """Answer the questions for one report; `findings` are those that were disclosed and contradict something."""
    at_odds = {one.path.partition(".")[0] for one in findings}
    finance = report.finance or Finance.model_construct()
    states = {
        "period": _period(report),
        "activities": _degree(bool(one.on or one.first) for one in report.activities),
        "people": _reached(report, MISMATCH if "beneficiaries" in at_odds else REPORTED),
        "counting": REPORTED if report.beneficiaries and report.beneficiaries.counting else SILENT,
        "income": _income(finance),
        "spending": MISMATCH if "finance" in at_odds else _spending(finance, money),
        "budget": REPORTED if money.lines else PARTLY if money.budget.total else SILENT,
        "balances": _degree(fund.opening is not None and fund.closing is not None for fund in finance.funds.values()),
        "results": _degree(one.target is not None and one.current is not None for one in results),
        "challenges": _least(_degree(one.response is not None for one in report.challenges), bool(report.challenges)),
        "sources": _least(
            _degree(bool(one.source) for one in figures(report)), any(one.source for one in figures(report))
        ),
        "approval": REPORTED if report.approval else SILENT,
        "audit": SILENT if report.audit is None else REPORTED if report.audit.opinion else PARTLY,
    }
    scope = f"{report.program}/{report.id}"
    return _score(states, REPORT_QUESTIONS, scope, msg("questions asked of every report"))


def _score(states: Mapping[str, str], questions: Mapping[str, Message], scope: str, asked: Message) -> Openness:
    answers = tuple(Answer(key, questions[key], state, ANSWERS[state]) for key, state in states.items())
    full = sum(answer.state == REPORTED for answer in answers)
    here = f"{scope}/computed.openness"
    return Openness(
        answers,
        count(full, "question", f"{here}.full", msg("questions answered in full")),
        count(len(answers), "question", f"{here}.asked", asked),
    )


def _degree(answers: Iterable[bool]) -> str:
    """Return full where all of some answers are yes, and partly where only some of them are."""
    found = tuple(answers)
    return SILENT if not any(found) else REPORTED if all(found) else PARTLY


def _least(state: str, told: bool) -> str:  # noqa: FBT001 - one condition
    """Return partly for a question that is silent in its details, but not altogether."""
    return PARTLY if told and state == SILENT else state


def _period(report: Report) -> str:
    first, last = report.period.first, report.period.to
    if first and last and _exact(first) and _exact(last):
        return REPORTED
    return PARTLY if first or last or report.period.length is not None else SILENT


def _reached(report: Report, full: str) -> str:
    if report.beneficiaries and report.beneficiaries.total is not None:
        return full
    return PARTLY if any(one.participants is not None for one in report.activities) else SILENT


def _income(finance: Finance) -> str:
    told = _degree(bool(fund.received) or fund.received_total is not None for fund in finance.funds.values())
    return _least(told, bool(finance.funds or finance.commitments))


def _spending(finance: Finance, money: Money) -> str:
    if money.spent.total:
        return REPORTED if money.spent.splits else PARTLY
    return PARTLY if finance.revolved is not None or finance.commitments else SILENT


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
