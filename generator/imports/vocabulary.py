"""The words of the template: what can be chosen from a list, under the name that staff know it by, and back to ids."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.documents import suggest
from generator.i18n import Message, Translator, is_localizable, msg, translator
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import is_identifier
from generator.model.report import Report
from generator.model.unit import UNITS, Unit
from generator.views import labels

TOTAL = "total"
POSTS: dict[str, Message] = {
    "opening": msg("opening balance"),
    "received": msg("received"),
    "received_total": msg("received in total"),
    "spent": msg("spent"),
    "closing": msg("closing balance"),
    "budget": msg("budget"),
    "revolved": msg("revolving assets"),
    "passed_through": msg("passed through"),
}
"""What an amount of the sheet of money can be."""
SPLITS: dict[str, Message] = {
    TOTAL: msg("total"),
    "families": msg("families"),
    "by_category": msg("category"),
    "by_component": msg("component"),
    "by_activity": msg("activity"),
    "by_place": msg("place"),
    "by_asnaf": msg("asnaf"),
    "by_sex": msg("sex"),
    "by_age": msg("age"),
    "by_disability": msg("disability"),
    "by_group": msg("group of beneficiaries"),
}
"""Ways in which a number can be divided, in words for a column that says so."""
STATUS = {"draft": msg("draft"), "final": msg("final")}
COUNTING = {"unique": msg("each person once"), "served": msg("each time somebody was served")}
KINDS: dict[str, Message] = {
    "event": msg("event"),
    "training": msg("training"),
    "service": msg("service"),
    "construction": msg("construction"),
    "mentoring": msg("mentoring"),
    "meeting": msg("meeting"),
    "visit": msg("visit"),
    "distribution": msg("distribution"),
    "handover": msg("hand-over"),
    "planting": msg("planting"),
    "marketing": msg("marketing"),
    "survey": msg("survey"),
    "other": msg("other"),
}
_SAID = translator("id"), translator("en")


@dataclass(frozen=True)
class Words:
    """One list to choose from: ids with the words for each in the language of the sheet, which differ."""

    entries: Mapping[str, str]
    known: Mapping[str, str] = field(default_factory=dict)
    """Ids by all words that mean them, small: the id itself, and its name in each language."""

    def word(self, name: str) -> str:
        """Return the word for an id; the id itself where the list lacks it."""
        return self.entries.get(name, name)

    def find(self, said: str) -> str | None:
        """Return the id that a word means."""
        return self.known.get(_key(said))

    def suggest(self, said: str) -> str:
        """Return the entry that was most likely meant, or nothing."""
        return suggest(said, list(self.entries.values()))


def _key(word: str) -> str:
    return " ".join(word.split()).casefold()


def words(named: Sequence[tuple[str, object]], say: Translator) -> Words:
    """Return a list to choose from; where two entries share a name, the id behind it tells them apart."""
    pairs = [(name, _text(label, say)) for name, label in named]
    shared = {word for _, word in pairs if sum(_key(word) == _key(other) for _, other in pairs) > 1}
    entries = {name: f"{word} [{name}]" if word in shared else word for name, word in pairs}
    known: dict[str, str] = {}
    for name, label in named:
        for word in (name, entries[name], *(_text(label, one) for one in _SAID)):
            known.setdefault(_key(word), name)
    return Words(entries, known)


def _text(label: object, say: Translator) -> str:
    return " ".join((label.localize(say) if is_localizable(label) else str(label)).split())


@dataclass(frozen=True)
class Vocabulary:
    """All lists of one program, by the names that the columns of the template use."""

    lists: Mapping[str, Words]

    def __getitem__(self, name: str) -> Words:
        return self.lists[name]


def gather_for(
    portfolio: Portfolio, program: Program, name: str, activities: Mapping[str, object] | None = None
) -> Vocabulary:
    """Return what can be chosen for the report of a name, new or not; `activities` are those it does not have yet."""
    report = next((one for one in portfolio.reports_of(program) if one.id == name), None)
    return gather(portfolio, program, report, activities or {})


def gather(
    portfolio: Portfolio, program: Program, report: Report | None, more_activities: Mapping[str, object]
) -> Vocabulary:
    """Return what can be chosen in the template of a report; without one, what the program knows."""
    say = translator("id")
    publisher = portfolio.publisher
    activities = {**more_activities, **{one.id: one.title for one in (report.activities if report else ())}}
    sources = portfolio.sources_of(program, report)
    lists: dict[str, Mapping[str, object]] = {
        "fund": labels.FUNDS,
        "post": POSTS,
        "split": SPLITS,
        "status": STATUS,
        "counting": COUNTING,
        "kind": KINDS,
        "by_category": publisher.categories,
        "by_component": {one.id: one.name for one in program.components},
        "by_activity": activities,
        "by_place": {one.id: one.name for one in program.places},
        "by_asnaf": labels.ASNAF,
        "by_sex": labels.SEX,
        "by_age": labels.AGE,
        "by_disability": labels.DISABILITY,
        "by_group": publisher.groups,
        "indicator": {one.id: one.name for one in program.indicators},
        "organization": {name: one.name for name, one in portfolio.organizations.items()},
        "source": {name: one.title for name, one in sources.items()},
        "unit": units_of(portfolio),
    }
    return Vocabulary({name: words(list(one.items()), say) for name, one in lists.items()})


def units_of(portfolio: Portfolio) -> dict[str, Unit]:
    """Return all units that the publisher's figures can have."""
    own = {name: Unit(name, one.one, one.many, one.id) for name, one in portfolio.publisher.units.items()}
    return {**UNITS, **own}


def slug(words_said: str, taken: Iterable[str] = (), fallback: str = "x") -> str:
    """Return an id made of words, other than those taken."""
    plain = unicodedata.normalize("NFKD", words_said).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    name = name if is_identifier(name) else fallback
    used, made, number = set(taken), name, 2
    while made in used:
        made, number = f"{name}-{number}", number + 1
    return made
