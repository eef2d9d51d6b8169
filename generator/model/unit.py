"""Units of figures: a built-in vocabulary, extended by the publisher."""

from dataclasses import dataclass
from decimal import Decimal

from generator.i18n import Message, Translator, nmsg

RUPIAH, PERCENT = "rupiah", "percent"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure counts: an id, and the word for one and for many."""

    id: str
    one: str
    many: str
    indonesian: str = ""
    """The Indonesian word of a unit that a publisher added; built-in units are translated by the catalogue."""

    def localize(self, translator: Translator) -> str:
        """Return the word for many of the unit."""
        return self.word(translator, Decimal(2))

    def word(self, translator: Translator, value: Decimal) -> str:
        """Return the word that goes with `value`."""
        if self.indonesian and translator.language == "id":
            return self.indonesian
        if self.indonesian:
            return self.one if value == 1 else self.many
        return translator.counted(self.one, self.many, 1 if value == 1 else 2)


def _words(*messages: Message) -> dict[str, Unit]:
    return {one.id.replace(" ", "-"): Unit(one.id.replace(" ", "-"), one.id, one.plural) for one in messages}


UNITS: dict[str, Unit] = _words(
    nmsg("rupiah", "rupiah", 1),
    nmsg("percent", "percent", 1),
    nmsg("person", "people", 1),
    nmsg("partner", "partners", 1),
    nmsg("participant", "participants", 1),
    nmsg("beneficiary", "beneficiaries", 1),
    nmsg("member", "members", 1),
    nmsg("family", "families", 1),
    nmsg("household", "households", 1),
    nmsg("student", "students", 1),
    nmsg("group", "groups", 1),
    nmsg("business", "businesses", 1),
    nmsg("cooperative", "cooperatives", 1),
    nmsg("class", "classes", 1),
    nmsg("session", "sessions", 1),
    nmsg("service", "services", 1),
    nmsg("visit", "visits", 1),
    nmsg("package", "packages", 1),
    nmsg("animal", "animals", 1),
    nmsg("tree", "trees", 1),
    nmsg("unit", "units", 1),
    nmsg("village", "villages", 1),
    nmsg("urban ward", "urban wards", 1),
    nmsg("district", "districts", 1),
    nmsg("regency", "regencies", 1),
    nmsg("estate division", "estate divisions", 1),
    nmsg("line of business", "lines of business", 1),
    nmsg("stage", "stages", 1),
    nmsg("party", "parties", 1),
    nmsg("program", "programs", 1),
    nmsg("report", "reports", 1),
    nmsg("discrepancy", "discrepancies", 1),
    nmsg("figure", "figures", 1),
    nmsg("question", "questions", 1),
    nmsg("correction", "corrections", 1),
    nmsg("target", "targets", 1),
    nmsg("year", "years", 1),
    nmsg("month", "months", 1),
    nmsg("day", "days", 1),
    nmsg("hour", "hours", 1),
    nmsg("kilogram", "kilograms", 1),
    nmsg("tonne", "tonnes", 1),
    nmsg("litre", "litres", 1),
    nmsg("metre", "metres", 1),
    nmsg("square metre", "square metres", 1),
    nmsg("hectare", "hectares", 1),
    nmsg("point", "points", 1),
)
