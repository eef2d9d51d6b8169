"""What the footer of a page about a program says: when its files last changed.

Every other page names the day and the commit of the whole site. Were that said of programs too, each commit would
change all of their pages, and neither a reader nor a server could see which of them really did.
"""

from collections.abc import Iterator

from generator.i18n import Translator
from generator.model.past import Commit, Past
from generator.pages.ways import program_at
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView


def last_change(view: PortfolioView, url: str, to: Translator) -> str:
    """Say when a program last changed, for a page at an address below it; nothing where that is not known of all files.

    The commit is named where it is the only one of that day.
    """
    program = view.find(program_at(url))
    commits = list(_commits(view.past, program)) if program else []
    days = [one.day for one in commits if one and one.day]
    if not days or len(days) < len(commits):
        return ""
    day = max(days)
    said = [to("Last changed {date}", date=f"{day.day} {to.month(day.month)} {day.year}")]
    ids = {one.id for one in commits if one and one.day == day}
    said += [to("commit {id}", id=one[:10]) for one in ids if len(ids) == 1]
    return ", ".join(said)


def _commits(past: Past, program: ProgramView) -> Iterator[Commit | None]:
    for file in (program.program.document, *(one.report.document for one in program.reports)):
        yield past.last_commit_of(file)
