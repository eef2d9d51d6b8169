"""What a publisher has to do next: what is wrong, in draft, due, missing or still open, and the command for each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.documents import Document, MappingNode, Node, Scalar
from generator.findings import Finding, Severity
from generator.history.git import NO_COMMIT
from generator.i18n import Message, msg, nmsg
from generator.model.date import read
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.report import Photo, Report, Story
from generator.model.text import is_unwritten
from generator.starting.spans import Term, first_of, follow
from generator.views.openness import QUESTIONS, SILENT, view_openness

KINDS: Mapping[str, Message] = {
    "error": msg("to mend"),
    "undisclosed": msg("does not match, and nobody has said why"),
    "begin": msg("to begin with"),
    "draft": msg("in draft"),
    "due": msg("due"),
    "missing": msg("not reported"),
    "open": msg("disclosed, but not explained"),
    "warning": msg("to look at"),
}
"""Kinds of what is to be done, the most urgent first."""

RUNNING = ("active", "closing")
"""States of a program in which reports fall due; of one that states none, nobody knows."""


PROGRAMS = "programs/"
"""The place of what concerns all files."""

SOON = timedelta(days=60)
"""How long before its end a consent is to be renewed: people must be found and asked."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: where, what, and which command or file comes next."""

    kind: str
    place: str
    """A file, or the name of a program."""
    message: Message
    command: str = ""


def plan(
    portfolio: Portfolio, findings: Iterable[Finding], documents: Mapping[str, Document], today: date | None
) -> tuple[Item, ...]:
    """Return what is to be done, the most urgent first; without a day nothing is due."""
    found = tuple(findings)
    items = [
        *_begin(portfolio),
        *_wrong(found),
        *_drafts(portfolio, documents),
        *_missing(portfolio, found),
        *_open(found),
    ]
    if today is not None:
        items += [*_due(portfolio, today), *_consents(portfolio, today)]
    order = list(KINDS)
    return tuple(sorted(items, key=lambda one: (order.index(one.kind), one.place)))


def faults(findings: Iterable[Finding]) -> tuple[Item, ...]:
    """Return what is to be done where the files cannot be loaded at all, or there are none."""
    found = tuple(findings)
    nothing = next((one for one in found if one.code == "no-programs"), None)
    if nothing is not None:
        return (Item("error", nothing.mark.file, nothing.message, "amanah init DIR"),)
    return tuple(_wrong(found))


def _begin(portfolio: Portfolio) -> Iterator[Item]:
    """Yield the first build and the first commit, where nothing is committed yet."""
    if portfolio.past.gap == NO_COMMIT:
        yield Item("begin", PROGRAMS, msg("look at the site as it is; it needs no commit"), "amanah build")
        said = msg("commit the files, so that the site can say since when each figure is public")
        yield Item("begin", PROGRAMS, said, 'git add . && git commit -m "..."')


def _wrong(findings: Iterable[Finding]) -> Iterator[Item]:
    """Yield the files that have errors or warnings nobody disclosed."""
    standing = [one for one in findings if one.disclosed is None]
    errors = Counter(one.mark.file for one in standing if one.blocks and not one.way_out)
    unsaid = Counter((one.mark.file, one.code) for one in standing if one.blocks and one.way_out)
    warnings = Counter(one.mark.file for one in standing if one.severity is Severity.WARNING)
    old = {one.mark.file for one in standing if one.code == "old-format"}
    for file, count in errors.items():
        command = f"amanah migrate {file}" if file in old else f"amanah check {file}"
        yield Item("error", file, nmsg("{count} error", "{count} errors", count), command)
    for (file, code), count in unsaid.items():
        yield Item("undisclosed", file, nmsg("{code}: {count} place", "{code}: {count} places", count, code=code),
                   f"amanah explain {code}")  # fmt: skip
    for file, count in warnings.items():
        yield Item("warning", file, nmsg("{count} warning", "{count} warnings", count), f"amanah check {file}")


def _drafts(portfolio: Portfolio, documents: Mapping[str, Document]) -> Iterator[Item]:
    """Yield the reports in draft with what is open in them; what is unwritten elsewhere is an error."""
    for _, report in portfolio.all_reports():
        if report.status == "draft":
            yield from _draft(report, documents[report.document].root)


def _draft(report: Report, root: Node) -> Iterator[Item]:
    texts, numbers = unwritten(root), left_open(root)
    if texts:
        yield Item("draft", report.document, _texts(texts))
    if numbers:
        said = nmsg("{count} place left open: {names}", "{count} places left open: {names}", len(numbers),
                    names=_some(numbers))  # fmt: skip
        yield Item("draft", report.document, said)
    if not texts and not numbers:
        said = msg("filled in; once it is approved, write {line}", line="status: final")
        yield Item("draft", report.document, said, f"amanah check {report.document}")


def _texts(places: tuple[str, ...]) -> Message:
    return nmsg("{count} text to write: {names}", "{count} texts to write: {names}", len(places), names=_some(places))


def _some(names: tuple[str, ...], limit: int = 4) -> str:
    return ", ".join(names[:limit]) + (", ..." if len(names) > limit else "")


def left_open(node: Node) -> tuple[str, ...]:
    """Return the paths of the fields that were written and left empty."""
    return tuple(".".join(one.path) for one in _scalars(node) if one.missing)


def unwritten(node: Node) -> tuple[str, ...]:
    """Return the paths of the texts that still say what is to be written there; a text in two languages counts once."""
    paths = (one.path[:-1] if one.path[-1:] in (("id",), ("en",)) else one.path
             for one in _scalars(node) if is_unwritten(one))  # fmt: skip
    return tuple(dict.fromkeys(".".join(path) for path in paths))


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for one in node.values() if isinstance(node, MappingNode) else node:
            yield from _scalars(one)


def _due(portfolio: Portfolio, today: date) -> Iterator[Item]:
    """Yield the programs of which a period has ended without a report, the draft of one counted as one."""
    for program in portfolio.programs:
        if program.status not in RUNNING:
            continue
        term, count = _next(program, portfolio.reports_of(program)), 0
        first = term
        while term and term.last < today and not _over(program, term):
            term, count = follow(term), count + 1
        if count and first:
            begin, end = read(first.first.isoformat()), read(first.last.isoformat())
            said = (msg("no report yet on {first} to {last}", first=begin, last=end) if count == 1
                    else nmsg("{count} report is due, the first on {first} to {last}",
                              "{count} reports are due, the first on {first} to {last}",
                              count, first=begin, last=end))  # fmt: skip
            yield Item("due", program.id, said, f"amanah new period {program.id}")


def _consents(portfolio: Portfolio, today: date) -> Iterator[Item]:
    """Yield the consents that end soon; after that day what they are about is left out of the site."""
    for _, report in portfolio.all_reports():
        shown: tuple[Story | Photo, ...] = (*report.stories, *report.media)
        for one in shown:
            end = one.consent_until.last if one.consent_until else None
            if one.consent_until and end and today <= end <= today + SOON:
                said = msg("the consent for {id} ends on {day}", id=one.id, day=one.consent_until)
                yield Item("due", str(one.mark), said)


def _next(program: Program, reports: tuple[Report, ...]) -> Term | None:
    """Return the period after the last report, or the first one of a program; nothing where no day is known."""
    former = Term.of(reports[-1].period) if reports else None
    if former:
        return follow(former)
    begin = program.starts.first if program.starts and not reports else None
    return first_of(begin) if begin else None


def _over(program: Program, term: Term) -> bool:
    end = program.ends.last if program.ends else None
    return end is not None and term.first > end


def _missing(portfolio: Portfolio, findings: tuple[Finding, ...]) -> Iterator[Item]:
    """Yield the programs that leave questions unanswered which every program is asked."""
    for program in portfolio.programs:
        reports = portfolio.reports_of(program)
        if not reports:
            yield Item("missing", program.id, msg("no report at all"), f"amanah new period {program.id}")
        about = [one for one in findings if one.program == program.id]
        answers = view_openness(program, reports, about).answers
        silent = [QUESTIONS[one.question] for one in answers if one.state == SILENT]
        if silent and reports:
            yield Item("missing", program.id, _list(silent))


def _list(names: list[Message]) -> Message:
    """Return up to six words as one message, each in the reader's language."""
    holes = ", ".join(f"{{name{index}}}" for index in range(len(names)))
    return Message(holes, {f"name{index}": name for index, name in enumerate(names)})


def _open(findings: Iterable[Finding]) -> Iterator[Item]:
    """Yield what was disclosed without an explanation."""
    for one in findings:
        if one.disclosed is not None and one.disclosed.status == "open":
            yield Item("open", str(one.mark), one.message)
