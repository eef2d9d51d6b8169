"""How open all reports together are: the score of each, and how many answer each question in full."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.i18n import Message, msg
from generator.model.figure import Figure, count, total
from generator.views.ledger import SITE
from generator.views.openness import REPORT_QUESTIONS, REPORT_RULES, REPORTED
from generator.views.program import ProgramView
from generator.views.report import ReportView


@dataclass(frozen=True, slots=True)
class Question:
    """One question, the rule by which it is answered, and how many reports answer it in full."""

    id: str
    title: Message
    rule: Message
    full: Figure


@dataclass(frozen=True, slots=True)
class Scores:
    """The openness of all reports; nothing is asked where there is no report."""

    reports: Figure
    questions: tuple[Question, ...]
    full: Figure | None
    """All full answers of all reports."""
    asked: Figure | None
    """All questions asked of them."""


def view_scores(programs: Sequence[ProgramView]) -> Scores:
    """Count the full answers of all reports."""
    pairs = [(program, report) for program in programs for report in program.reports]
    names = [msg("{report}: {program}", report=report.title, program=program.name) for program, report in pairs]
    reports = [report for _, report in pairs]
    here = f"{SITE}/openness"
    return Scores(
        reports=count(len(reports), "report", f"{here}.reports", msg("reports published")),
        questions=tuple(_question(key, reports, f"{here}.questions") for key in REPORT_QUESTIONS),
        full=total(
            [(name, one.openness.full) for name, one in zip(names, reports, strict=True)],
            f"{here}.full",
            msg("questions answered in full"),
        ),
        asked=total(
            [(name, one.openness.asked) for name, one in zip(names, reports, strict=True)],
            f"{here}.asked",
            msg("questions asked of every report"),
        ),
    )


def _question(key: str, reports: Sequence[ReportView], here: str) -> Question:
    full = sum(
        answer.question == key and answer.state == REPORTED for one in reports for answer in one.openness.answers
    )
    label = msg("reports that answer in full: {question}", question=REPORT_QUESTIONS[key])
    return Question(key, REPORT_QUESTIONS[key], REPORT_RULES[key], count(full, "report", f"{here}.{key}", label))
