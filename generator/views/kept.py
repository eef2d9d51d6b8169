"""What a derivation takes from the one before it: programs and reports of which nothing changed, as the same objects.

Whoever holds something that was made of such an object knows by its identity alone that it is still right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from generator.findings import Checked, Disclosed, Finding
from generator.model.past import Past
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.report import Report
from generator.views.program import ProgramView
from generator.views.report import ReportView, title_of


@dataclass(frozen=True)
class Kept:
    """Two portfolios with what was found in them, and what was derived from the first."""

    before: Portfolio
    checked_before: Checked
    portfolio: Portfolio
    checked: Checked
    programs: dict[str, ProgramView] = field(default_factory=dict)
    """The programs as they were derived before, by id; none where nothing was."""

    def program(self, program: Program) -> ProgramView | None:
        """Return the view of a program, if it would be the same again."""
        view = self.programs.get(program.id)
        if view is None or not self._is_alone or view.program != program:
            return None
        same = (
            self.before.reports_of(program) == self.portfolio.reports_of(program)
            and self.before.rows_of(program) == self.portfolio.rows_of(program)
            and self._told_before.get(program.id) == self._told.get(program.id)
            and _found(self.checked_before, program) == _found(self.checked, program)
            and not any(one.startswith(f"{program.id}/") for one in self._rechecked)
        )
        return view if same else None

    def reports(self, program: Program) -> dict[str, ReportView]:
        """Return the views of the reports of a program that would be the same again, by id.

        A report rests on those before it, and says of the next one where it stands and what it is called.
        """
        view = self.programs.get(program.id)
        if view is None or not self._is_alone or view.program != program:
            return {}
        old, new = self.before.reports_of(program), self.portfolio.reports_of(program)
        told = self._of_reports(self._told_before, program, old), self._of_reports(self._told, program, new)
        views = {one.report.id: one for one in view.reports}
        found: dict[str, ReportView] = {}
        for place, (was, now) in enumerate(zip(old, new, strict=False)):
            if was != now:
                break
            same = (
                _next(old, place) == _next(new, place)
                and self.before.transactions.get(was.document) == self.portfolio.transactions.get(now.document)
                and told[0].get(now.document) == told[1].get(now.document)
                and told[0].get("") == told[1].get("")
                and _about(self.checked_before, now) == _about(self.checked, now)
                and not any(one.startswith(f"{program.id}/{now.id}/") for one in self._rechecked)
            )
            if same and now.id in views:
                found[now.id] = views[now.id]
        return found

    @cached_property
    def _is_alone(self) -> bool:
        """Tell whether nothing changed that all programs share."""
        one, other = self.before, self.portfolio
        return (one.publisher, one.organizations, one.past.gap, one.today, self._told_before.get("")) == (
            other.publisher, other.organizations, other.past.gap, other.today, self._told.get("")
        )  # fmt: skip

    @cached_property
    def _rechecked(self) -> frozenset[str]:
        """Return the addresses of figures that passed other checks before."""
        old, new = _codes(self.checked_before), _codes(self.checked)
        return frozenset(one for one in old.keys() | new.keys() if old.get(one) != new.get(one))

    @cached_property
    def _told(self) -> dict[str, dict[str, list[object]]]:
        return _by_program(self.portfolio.past)

    @cached_property
    def _told_before(self) -> dict[str, dict[str, list[object]]]:
        return _by_program(self.before.past)

    @staticmethod
    def _of_reports(
        told: dict[str, dict[str, list[object]]], program: Program, reports: tuple[Report, ...]
    ) -> dict[str, object]:
        """Return what is told of the file of each report, and under no name what is told of all others."""
        mine = told.get(program.id, {})
        own = {one.document for one in reports}
        return {
            **{name: mine.get(name) for name in own},
            "": {name: one for name, one in mine.items() if name not in own},
        }


def _codes(checked: Checked) -> dict[str, tuple[str, ...]]:
    """Return the codes of the checks that each figure passed; how much else a check looked at is another matter."""
    known: dict[int, tuple[str, ...]] = {}
    for runs in checked.passed.values():
        if id(runs) not in known:
            known[id(runs)] = tuple(one.code for one in runs)
    return {address: known[id(runs)] for address, runs in checked.passed.items()}


def _by_program(past: Past) -> dict[str, dict[str, list[object]]]:
    """Sort what the repository tells of each file by its program; a commit to one says nothing of the others."""
    found: dict[str, dict[str, list[object]]] = {}
    for name, told in (*past.files.items(), *past.last.items()):
        parts = name.split("/")
        found.setdefault(parts[1] if len(parts) > 2 else "", {}).setdefault(name, []).append(told)
    return found


def _next(reports: tuple[Report, ...], place: int) -> tuple[str, object] | None:
    following = reports[place + 1] if place + 1 < len(reports) else None
    return (following.id, title_of(following)) if following else None


def _found(checked: Checked, program: Program) -> list[tuple[Finding, Disclosed | None]]:
    """Return the findings about a program, each with what its author says of it, which findings do not compare."""
    return [(one, one.disclosed) for one in checked.about_program(program.id)]


def _about(checked: Checked, report: Report) -> list[tuple[Finding, Disclosed | None]]:
    """Return the findings in the file of a report, and those elsewhere that name a figure of it."""
    scope = f"{report.program}/{report.id}/"
    return [(one, one.disclosed) for one in _findings(checked, report, scope)]


def _findings(checked: Checked, report: Report, scope: str) -> Iterator[Finding]:
    for one in checked.findings:
        if one.mark.file == report.document or any(address.startswith(scope) for address in one.figures):
            yield one
