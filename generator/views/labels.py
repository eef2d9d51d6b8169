"""Names in words: of fields, of funds and asnaf, and of any figure from its path."""

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from generator.i18n import Message, msg
from generator.model.date import Date
from generator.model.organization import Fact
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import Record
from generator.model.report import Report, Result
from generator.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

Label: TypeAlias = Text | Message | Date

FUNDS: dict[str, Message] = {
    "zakat": msg("zakat fund"),
    "infak-bound": msg("restricted infak and sedekah"),
    "infak-unbound": msg("unrestricted infak and sedekah"),
    "wakaf": msg("waqf"),
    "dskl": msg("other religious social funds"),
    "csr": msg("corporate responsibility"),
    "grant": msg("grants"),
    "government": msg("government assistance"),
    "community": msg("community contribution"),
    "amil": msg("amil fund"),
    "non-halal": msg("non-halal fund"),
}
ASNAF: dict[str, Message] = {
    "fakir": msg("the destitute (fakir)"),
    "miskin": msg("the poor (miskin)"),
    "amil": msg("administrators (amil)"),
    "mualaf": msg("converts (mualaf)"),
    "riqab": msg("those in bondage (riqab)"),
    "gharimin": msg("debtors (gharimin)"),
    "fisabilillah": msg("the cause of God (fisabilillah)"),
    "ibnu-sabil": msg("wayfarers (ibnu sabil)"),
}
SEX: dict[str, Message] = {"female": msg("women and girls"), "male": msg("men and boys")}
AGE: dict[str, Message] = {
    "child": msg("children"),
    "youth": msg("young people"),
    "adult": msg("adults"),
    "elderly": msg("older people"),
}
DISABILITY: dict[str, Message] = {"with": msg("with a disability"), "without": msg("without a disability")}

SPLITS: dict[str, Message] = {
    "by_category": msg("by category of cost"),
    "by_component": msg("by component"),
    "by_activity": msg("by activity"),
    "by_place": msg("by place"),
    "by_asnaf": msg("by asnaf"),
    "by_sex": msg("by sex"),
    "by_age": msg("by age"),
    "by_disability": msg("by disability"),
    "by_group": msg("by group"),
}
FIELDS: dict[str, Message] = {
    **SPLITS,
    "beneficiaries": msg("beneficiaries"),
    "families": msg("families"),
    "total": msg("total"),
    "finance": msg("money"),
    "funds": msg("funds"),
    "opening": msg("opening balance"),
    "closing": msg("closing balance"),
    "received": msg("received"),
    "received_total": msg("received in total"),
    "spent": msg("spent"),
    "budget": msg("budget"),
    "commitments": msg("allocated"),
    "revolved": msg("revolving assets"),
    "passed_through": msg("passed through"),
    "in_kind": msg("in kind"),
    "amount": msg("amount"),
    "quantity": msg("quantity"),
    "value": msg("value"),
    "assets": msg("assets handed over"),
    "activities": msg("activities"),
    "participants": msg("participants"),
    "classes": msg("classes"),
    "duration": msg("duration"),
    "length": msg("length"),
    "period": msg("period"),
    "results": msg("results"),
    "actual": msg("reached"),
    "indicators": msg("indicators"),
    "baseline": msg("baseline"),
    "targets": msg("target"),
    "figures": msg("other figures"),
    "components": msg("components"),
    "partners": msg("partners"),
    "exit": msg("exit"),
    "after": msg("after the exit"),
    "aims": msg("aims"),
    "outcomes": msg("outcomes"),
    "items": msg("contents"),
    "corrections": msg("corrections"),
    "was": msg("published before"),
    "next_steps": msg("follow-up"),
    "lessons": msg("lessons"),
    "legal_basis": msg("legal basis"),
}
STATUS: dict[str, Message] = {
    "planned": msg("planned"),
    "active": msg("active"),
    "closing": msg("closing"),
    "closed": msg("closed"),
    "suspended": msg("suspended"),
    "cancelled": msg("cancelled"),
}
ROLES: dict[str, Message] = {
    "accountable": msg("accountable"),
    "funding": msg("funder"),
    "implementing": msg("implementer"),
    "extending": msg("channel of funds"),
    "facilitator": msg("facilitator"),
    "trainer": msg("trainer"),
    "government": msg("government partner"),
    "community-group": msg("community group"),
    "cooperative": msg("cooperative (role)"),
    "university": msg("university"),
    "off-taker": msg("buyer (off-taker)"),
    "maintainer": msg("maintainer"),
    "host": msg("host"),
    "guest": msg("guest"),
}
PLACE_KINDS: dict[str, Message] = {
    "province": msg("province"),
    "regency": msg("regency (place)"),
    "city": msg("city"),
    "district": msg("district (place)"),
    "urban-ward": msg("urban ward (place)"),
    "village": msg("village (place)"),
    "neighbourhood": msg("neighbourhood unit"),
    "estate": msg("estate"),
    "estate-division": msg("estate division (place)"),
    "building": msg("building"),
    "site": msg("site"),
}
SOURCE_KINDS: dict[str, Message] = {
    "report": msg("report (document)"),
    "article": msg("article"),
    "advertorial": msg("advertorial"),
    "press-release": msg("press release"),
    "minutes": msg("minutes"),
    "ledger": msg("ledger"),
    "survey": msg("survey"),
    "photo": msg("photograph"),
    "other": msg("document"),
}
LEVELS: dict[str, Message] = {
    "input": msg("input"),
    "activity": msg("activity"),
    "output": msg("output"),
    "outcome": msg("outcome"),
    "impact": msg("impact"),
}
WEEKDAYS: dict[str, Message] = {
    "monday": msg("Monday"),
    "tuesday": msg("Tuesday"),
    "wednesday": msg("Wednesday"),
    "thursday": msg("Thursday"),
    "friday": msg("Friday"),
    "saturday": msg("Saturday"),
    "sunday": msg("Sunday"),
}
GOALS: dict[int, Message] = {
    1: msg("No poverty"),
    2: msg("Zero hunger"),
    3: msg("Good health and well-being"),
    4: msg("Quality education"),
    5: msg("Gender equality"),
    6: msg("Clean water and sanitation"),
    7: msg("Affordable and clean energy"),
    8: msg("Decent work and economic growth"),
    9: msg("Industry, innovation and infrastructure"),
    10: msg("Reduced inequalities"),
    11: msg("Sustainable cities and communities"),
    12: msg("Responsible consumption and production"),
    13: msg("Climate action"),
    14: msg("Life below water"),
    15: msg("Life on land"),
    16: msg("Peace, justice and strong institutions"),
    17: msg("Partnerships for the goals"),
}
"""Short names of the sustainable development goals, by number."""


class Names:
    """Look up the words for ids of one program."""

    def __init__(self, portfolio: Portfolio, program: Program, report: Report | None = None) -> None:
        publisher = portfolio.publisher
        activities = report.activities if report else ()
        self._tables: dict[str, Mapping[str, Label]] = {
            "by_component": {one.id: one.name for one in program.components},
            "by_place": {one.id: one.name for one in program.places},
            "by_activity": {one.id: one.title for one in activities},
            "by_category": publisher.categories,
            "by_group": publisher.groups,
            "by_asnaf": ASNAF,
            "by_sex": SEX,
            "by_age": AGE,
            "by_disability": DISABILITY,
            "funds": FUNDS,
            "indicator": {one.id: one.name for one in program.indicators},
        }
        self._organizations = portfolio.organizations

    def of(self, table: str, key: str) -> Label:
        """Return the words for an id; the id itself where nobody named it."""
        if table == "organization":
            known = self._organizations.get(key)
            return known.name if known else msg("{id}", id=key)
        return self._tables.get(table, {}).get(key) or msg("{id}", id=key)

    def trail(self, top: Record, path: tuple[str, ...]) -> tuple[Label, ...]:
        """Return the words for each step of a path that says something; `trails` is faster for many paths of a file."""
        return self.trails(top).of(path)

    def trails(self, top: Record) -> "Trails":
        """Return the words for the figures of one file."""
        return Trails(self, top)

    def step(self, value: object, step: str, table: str) -> tuple[Label | None, object]:
        """Return the words for one step below a value, and what stands there."""
        if isinstance(value, Fact):
            return None, None
        if isinstance(value, Record):
            field = _field(type(value), step)
            return (None if step in ("value", "amount") else FIELDS.get(field)), getattr(value, field, None)
        if isinstance(value, dict):
            return self.of(table, step), value.get(step)
        if isinstance(value, tuple):
            item = next((one for one in value if isinstance(one, Record) and one.path[-1:] == (step,)), None)
            return self._item(item), item
        return None, None

    def _item(self, item: object) -> Label | None:
        if isinstance(item, Result):
            return self.of("indicator", item.indicator)
        organization = getattr(item, "organization", None)
        for name in ("label", "title", "name", "item", "by"):
            found = getattr(item, name, None)
            if isinstance(found, Text | Date):
                return found
        return self.of("organization", organization) if organization else None


class Trails:
    """Say for each path of a file the words for every step of it that says something: section, split, item.

    Figures of one list or split share the way to it, which is gone once.
    """

    def __init__(self, names: Names, top: Record) -> None:
        self._names = names
        self._known: dict[tuple[str, ...], tuple[tuple[Label, ...], object]] = {(): ((), top)}

    def of(self, path: tuple[str, ...]) -> tuple[Label, ...]:
        """Return the words for the steps of a path."""
        return self._walk(path)[0]

    def _walk(self, path: tuple[str, ...]) -> tuple[tuple[Label, ...], object]:
        known = self._known.get(path)
        if known is None:
            labels, above = self._walk(path[:-1])
            label, value = self._names.step(above, path[-1], path[-2] if len(path) > 1 else "")
            known = self._known[path] = (labels if label is None else (*labels, label), value)
        return known


@cache
def _field(kind: type[Record], step: str) -> str:
    """Return the name of the field that an author writes so."""
    return next((name for name, info in kind.model_fields.items() if step in (name, info.alias)), step)
