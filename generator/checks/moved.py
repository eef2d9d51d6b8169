"""Figures whose place in a file was renamed."""

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import files
from generator.checks.quotations import hint_path
from generator.documents import MappingNode
from generator.findings import Mark
from generator.i18n import msg
from generator.model.portfolio import Portfolio
from generator.model.record import Record, figures


@check(
    "unknown-moved",
    msg("Every renamed figure is found at its new place"),
    disclosable=False,
    page=RulePage(
        meaning=msg("Looks up the new place of each figure that was renamed, and that its old place is free."),
        bad="""\
moved:
  beneficiaries.people: beneficiaries.all
""",
        good="""\
moved:
  beneficiaries.people: beneficiaries.total
""",
        why=msg("Links to a figure stand in letters and posts for years; they must go on leading to it."),
    ),
)
def find_unknown_moves(portfolio: Portfolio) -> Outcomes:
    """Look up the new place of each figure that was renamed, and that its old place is free."""
    for file in files(portfolio):
        known = {figure.anchor: figure for figure in figures(file)}
        for old, new in file.moved.items():
            if old in known:
                said = msg("{path} is said to have moved, but it is still there", path=old)
                yield Fault(_mark(file, old), said, f"moved.{old}", msg("delete this line"))
            elif new not in known:
                said = msg("{old} is said to have moved to {new}, but there is no such figure", old=old, new=new)
                yield Fault(_mark(file, old), said, f"moved.{old}", hint_path(new, known.keys()))
            else:
                yield Passed((known[new],))


def _mark(file: Record, old: str) -> Mark:
    written = file.node_of("moved")
    return written.keys_at[old] if isinstance(written, MappingNode) else file.mark_of("moved")
