"""Corrections: what a figure was in public before, until when, and why, from the file and from the repository."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.i18n import Message, msg
from generator.model.date import Date
from generator.model.date import read as read_date
from generator.model.figure import Figure, Suppressed
from generator.model.past import Change, Commit, Past, value_of
from generator.model.program import Program
from generator.model.report import Report
from generator.model.source import Correction
from generator.model.text import Text


@dataclass(frozen=True, slots=True)
class Corrected:
    """One replacement of a published number."""

    was: Figure | Suppressed
    now: Figure | Suppressed
    """What took its place, which may have been replaced since."""
    until: Date | None
    """The day it was replaced: as the author says, else the day of the commit; `None` where neither is known."""
    reason: Text | None
    """What the author says; `None` leaves the word to the commit."""
    commit: Commit | None = None
    """The commit that replaced it, where the repository tells."""
    pending: bool = False
    """Whether the change is not committed yet."""


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that is known of a figure's past."""

    corrections: tuple[Corrected, ...] = ()
    """What the figure was, the oldest first."""
    since: Commit | None = None
    """The commit since which its number is public, where the repository tells."""
    unknown: Message | None = None
    """Why the past is not known, or not completely."""
    is_public: bool = True
    """Whether the figure stood in any version that readers could see."""

    @property
    def told(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.corrections or self.since or self.unknown) or not self.is_public

    @property
    def since_day(self) -> Date | None:
        """Return the day since which the number is public."""
        return read_date(self.since.day.isoformat()) if self.since and self.since.day else None


NO_STORY = Story()


class Stories:
    """Join what the repository knows of the figures of one file with what its author says of them."""

    def __init__(self, past: Past, top: Program | Report) -> None:
        self._past = past
        self._unknown = past.unknown(top.document)
        self._said: dict[str, list[Correction]] = {}
        for one in top.corrections:
            self._said.setdefault(one.at, []).append(one)
        self._plain: dict[Commit | None, Story] = {}
        """The stories without corrections: nearly all figures of a file have been public since the same commit."""
        self._private = Story(unknown=self._unknown, is_public=False)

    def of(self, figure: Figure | Suppressed, at: str) -> Story:
        """Return what is known of a written figure, which stands at a place of the file."""
        stands, said = self._past.stands(figure), self._said.get(at, ())
        if len(stands) < 2 and not said:
            return self._since(stands[0].since) if stands else self._private
        return Story(
            corrections=_join(figure, self._past.changes(figure), said),
            since=stands[-1].since if stands else None,
            unknown=self._unknown,
            is_public=bool(stands),
        )

    def _since(self, commit: Commit | None) -> Story:
        known = self._plain.get(commit)
        if known is None:
            known = self._plain[commit] = Story(since=commit, unknown=self._unknown)
        return known


def _join(
    figure: Figure | Suppressed, changes: Sequence[Change], corrections: Sequence[Correction]
) -> tuple[Corrected, ...]:
    """Give each change the entry that speaks of it; entries from before the repository stand by themselves."""
    left = [one for one in corrections if one.was is not None]
    told: list[Corrected] = []
    for change in changes:
        entry = next((one for one in left if one.was and value_of(one.was) == value_of(change.was)), None)
        if entry is not None:
            left.remove(entry)
        told.append(_corrected(change, entry))
    for entry in left:
        assert entry.was is not None  # noqa: S101 - for the type checker: the others were left out
        one = Corrected(entry.was, figure, entry.until, entry.reason)
        later = (at for at, other in enumerate(told) if day_of(other) > day_of(one))
        told.insert(next(later, len(told)), one)
    if isinstance(figure, Suppressed):  # what protects people today also withholds what stood here before
        return tuple(replace(one, was=figure, now=figure) for one in told)
    following = [*(one.was for one in told[1:]), figure]
    return tuple(replace(one, now=now) for one, now in zip(told, following, strict=False))


def _corrected(change: Change, entry: Correction | None) -> Corrected:
    day = change.commit.day if change.commit else None
    until = entry.until if entry else read_date(day.isoformat()) if day else None
    was = entry.was if entry and entry.was is not None and isinstance(change.was, Figure) else change.was
    return Corrected(was, change.now, until, entry.reason if entry else None, change.commit, change.commit is None)


def day_of(one: Corrected) -> date:
    """Return the day by which corrections are ordered; one that is not committed yet is the newest."""
    if one.until is not None and one.until.last is not None:
        return one.until.last
    return date.max if one.pending else date.min


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the site: its address below the root of a language, and its title."""

    uri: str
    title: Message

    @property
    def json(self) -> str:
        """Return the address of the same feed in the form of JSON Feed."""
        return self.uri.removesuffix(".atom") + ".json"


FEEDS = (Feed("feeds/corrections.atom", msg("Corrections")), Feed("feeds/reports.atom", msg("New reports")))
"""The feeds that every page names."""
