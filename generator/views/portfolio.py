"""The whole site as readers see it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.artifacts import Evidence
from generator.collecting import undisturbed
from generator.findings import Checked, Finding, Run, Severity
from generator.i18n import msg
from generator.model.figure import Figure, count
from generator.model.past import Past
from generator.model.portfolio import Portfolio
from generator.model.publisher import Publisher
from generator.model.source import SourceDocument, Withdrawal
from generator.views.corrections import Corrected, day_of
from generator.views.facets import relate
from generator.views.kept import Kept
from generator.views.ledger import SITE, Entry, Ledger, view_site_ledger
from generator.views.mismatch import Mismatch
from generator.views.overview import Overview, view_overview
from generator.views.program import ProgramView, view_program
from generator.views.regions import RegionView, view_regions
from generator.views.report import Lead, ReportView
from generator.views.scores import Scores, view_scores
from generator.views.subjects import Subjects, view_subjects
from generator.views.suppression import protect

WEAK_KINDS = ("article", "advertorial", "press-release", "other", "photo")
"""Sources that say something without showing the books."""


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction, and where it happened."""

    corrected: Corrected
    entry: Entry
    """The figure as it stands now."""
    program: ProgramView
    report: ReportView | None
    """The report, or `None` for what `program.yml` says."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What does not match, what is not reported, what was checked, and what rests on little evidence."""

    mismatches: tuple[tuple[ProgramView, Mismatch], ...]
    doubts: tuple[tuple[ProgramView, Mismatch], ...]
    warnings: tuple[Finding, ...]
    runs: tuple[Run, ...]
    weakest: tuple[tuple[ProgramView, Entry], ...]
    stated: Figure
    backed: Figure
    open: Figure


@dataclass(frozen=True)
class PortfolioView:
    """The publisher, all programs, and what can honestly be said of all of them together."""

    publisher: Publisher
    programs: tuple[ProgramView, ...]
    leads: tuple[Lead, ...]
    latest: tuple[tuple[ProgramView, ReportView], ...]
    corrections: tuple[CorrectionView, ...]
    quality: Quality
    overview: Overview
    scores: Scores
    subjects: Subjects
    regions: tuple[RegionView, ...]
    related: Mapping[str, tuple[ProgramView, ...]]
    """The programs that share most with each, by its id."""
    ledger: Ledger
    past: Past
    """What the repository tells of all figures, and why it tells no more."""
    portfolio: Portfolio
    """What all of it was derived from, without what may not be shown."""
    checked: Checked
    """What the checks found in it."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """Documents that are kept on the site, by their path in the project; the build adds them."""

    def evidence_of(self, source: SourceDocument) -> Evidence | None:
        """Return the kept copy of a source."""
        return self.evidence.get(source.kept_at)

    @cached_property
    def by_name(self) -> tuple[ProgramView, ...]:
        """Return the programs in the order of their ids."""
        return tuple(sorted(self.programs, key=lambda one: one.program.id))

    @property
    def withdrawals(self) -> tuple[tuple[ProgramView, ReportView | None, Withdrawal], ...]:
        """Return what was taken down, the latest first, with its program and its report."""
        found = [
            (program, report, one)
            for program in self.programs
            for report in (None, *program.reports)
            for one in (report.report if report else program.program).withdrawals
        ]
        return tuple(sorted(found, key=lambda one: one[2].on.last or date.min, reverse=True))

    def ledgers(self) -> Iterator[Ledger]:
        """Yield the ledger of the site, of every program and of every report."""
        yield self.ledger
        for program in self.programs:
            yield from _ledgers(program)

    def program(self, name: str) -> ProgramView:
        """Return a program by its id; raise `KeyError` where there is none."""
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def find(self, name: str) -> ProgramView | None:
        """Return a program by its id, if there is one."""
        place = bisect_left(self.by_name, name, key=lambda one: one.program.id)
        found = self.by_name[place] if place < len(self.by_name) else None
        return found if found and found.program.id == name else None


def derive(portfolio: Portfolio, checked: Checked, former: PortfolioView | None = None) -> PortfolioView:
    """Derive everything that pages, charts and exports show; what may not be shown is taken out first.

    Programs and reports of which nothing changed since `former` are the same objects as there.
    """
    with undisturbed():
        return _derive(portfolio, checked, former)


def _derive(portfolio: Portfolio, checked: Checked, former: PortfolioView | None) -> PortfolioView:
    guarded = protect(portfolio, checked)
    portfolio, checked = guarded.portfolio, guarded.checked
    kept = _keep(portfolio, checked, former)
    programs = tuple(
        kept.program(one) or view_program(portfolio, checked, one, kept.reports(one)) for one in portfolio.programs
    )
    if former is not None:  # a preview keeps them through many changes, and must not keep what each was made from
        for ledger in (ledger for one in programs for ledger in _ledgers(one)):
            ledger.settle()
    programs = tuple(sorted(programs, key=lambda one: (-one.openness.full.value, -len(one.reports), one.program.id)))
    quality = _quality(programs, checked)
    overview = view_overview(portfolio, programs)
    scores = view_scores(programs)
    subjects = view_subjects(portfolio.publisher, programs)
    leads = _leads(programs, quality, overview.money.spent)
    computed = (leads, quality.stated, quality.backed, quality.open, overview.money, scores, _sums(subjects))
    return PortfolioView(
        publisher=portfolio.publisher,
        programs=programs,
        leads=leads,
        latest=_latest(programs),
        corrections=_corrections(programs),
        quality=quality,
        overview=overview,
        scores=scores,
        subjects=subjects,
        regions=view_regions(programs),
        related=relate(programs),
        ledger=view_site_ledger(checked, computed),
        past=portfolio.past,
        portfolio=portfolio,
        checked=checked,
    )


def _keep(portfolio: Portfolio, checked: Checked, former: PortfolioView | None) -> Kept:
    if former is None:
        return Kept(portfolio, checked, portfolio, checked)
    programs = {one.program.id: one for one in former.programs}
    return Kept(former.portfolio, former.checked, portfolio, checked, programs)


def _sums(subjects: Subjects) -> tuple[Figure | None, ...]:
    """Return the figures of subjects without their programs, which have ledgers of their own."""
    return tuple(cell for one in (*subjects.themes, *subjects.goals) for cell in (one.number, one.spent))


def _leads(programs: Sequence[ProgramView], quality: Quality, spent: Figure | None) -> tuple[Lead, ...]:
    everything = count(len(programs), "program", f"{SITE}/programs", msg("programs"))
    people = sum(one.beneficiaries is not None for one in programs)
    money = sum(one.money.cell is not None for one in programs)
    leads = [Lead(everything, msg("described on this site"))]
    if spent:
        leads.append(Lead(spent, msg("spent by all programs, as reported")))
    all_of = msg("of {all}", all=everything)
    leads.append(Lead(count(people, "program", f"{SITE}/people", msg("programs that report beneficiaries")),
                      msg("report how many people they reached"), all_of))  # fmt: skip
    if not spent:
        leads.append(Lead(count(money, "program", f"{SITE}/money", msg("programs that report money")),
                          msg("state an amount of money"), all_of))  # fmt: skip
    leads.append(Lead(quality.open, msg("still open")))
    return tuple(leads)


def _quality(programs: Sequence[ProgramView], checked: Checked) -> Quality:
    stated, backed = 0, 0
    weak: list[tuple[ProgramView, Entry]] = []
    for program in programs:
        for ledger in _ledgers(program):
            written = list(ledger.sourced())
            unsure = [figure for figure, source in written if not _backs(source)]
            stated, backed = stated + len(written), backed + len(written) - len(unsure)
            doubted = [one for one in unsure if isinstance(one, Figure)]
            weak.extend((program, entry) for entry in (ledger.written(doubted) if doubted else ()))
    weak.sort(key=lambda pair: (_kept_here(pair[1]), not _money(pair[1]), -_size(pair[1]), pair[1].figure.address))
    mismatches = tuple((one, found) for one in programs for found in one.all_mismatches)
    still_open = sum(found.finding.disclosed.status == "open" for _, found in mismatches if found.finding.disclosed)
    return Quality(
        mismatches=mismatches,
        doubts=tuple((one, found) for one in programs for found in one.all_doubts),
        warnings=tuple(one for one in checked.findings if one.severity is Severity.WARNING and not one.disclosed),
        runs=checked.runs,
        weakest=tuple(weak),
        stated=count(stated, "figure", f"{SITE}/figures", msg("figures that sources state")),
        backed=count(backed, "figure", f"{SITE}/backed", msg("figures backed by reports, minutes or ledgers")),
        open=count(still_open, "discrepancy", f"{SITE}/open", msg("open discrepancies")),
    )


def _ledgers(program: ProgramView) -> tuple[Ledger, ...]:
    return (program.ledger, *(report.ledger for report in program.reports))


def _backs(source: SourceDocument | None) -> bool:
    return source is not None and source.kind not in WEAK_KINDS


def _kept_here(entry: Entry) -> bool:
    """Tell whether a copy of the source is kept, so that readers can look for themselves."""
    return entry.source is not None and entry.source.file is not None


def _money(entry: Entry) -> bool:
    return isinstance(entry.figure, Figure) and entry.figure.is_money


def _size(entry: Entry) -> float:
    return float(entry.figure.value) if isinstance(entry.figure, Figure) else 0.0


def _latest(programs: Sequence[ProgramView]) -> tuple[tuple[ProgramView, ReportView], ...]:
    pairs = [(program, report) for program in programs for report in program.reports]
    return tuple(sorted(pairs, key=_recency, reverse=True)[:6])


def _recency(pair: tuple[ProgramView, ReportView]) -> tuple[date, str]:
    report = pair[1].report
    days = (report.published, report.period.to, report.period.first)
    known_days = (day.last for day in days if day is not None and day.last is not None)
    return next(known_days, date.min), pair[1].scope


def _corrections(programs: Sequence[ProgramView]) -> tuple[CorrectionView, ...]:
    found = [
        CorrectionView(one, entry, program, report)
        for program in programs
        for report in (None, *program.reports)
        for entry in (report or program).ledger.corrected()
        for one in reversed(entry.story.corrections)
    ]
    return tuple(sorted(found, key=lambda one: day_of(one.corrected), reverse=True))
