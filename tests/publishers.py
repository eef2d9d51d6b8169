"""Made-up publishers whose numbers agree to the last rupiah, as many and as large as a test or a benchmark asks for.

`generate(seed, programs, periods)` gives the files below `programs/`. They state what well-kept reports state: totals
beside their parts, balances that follow from the movements, and restated sums (all assets, everybody trained,
everything since the program began, what is left to the target). Nothing in them is at fault.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

REGIONS = (
    ("34.04", "Sleman", (("34.04.14", "Tempel"), ("34.04.15", "Turi"), ("34.04.16", "Pakem"))),
    ("52.06", "Bima", (("52.06.08", "Donggo"), ("52.06.09", "Sanggar"), ("52.06.14", "Tambora"))),
    (
        "33.28",
        "Tegal",
        (("33.28.02", "Bumijawa"), ("33.28.03", "Bojong"), ("33.28.04", "Balapulang"), ("33.28.06", "Lebaksiu")),
    ),
)
"""Regencies with some of their districts, and the codes of both."""
ASNAF = ("fakir", "miskin", "amil", "mualaf", "riqab", "gharimin", "fisabilillah", "ibnu-sabil")
CATEGORIES = ("seed", "tools", "training", "transport", "monitoring")
COMPONENTS = ("garden", "livestock", "market", "management")
FUNDS = ("zakat", "infak-bound", "csr", "grant", "community")
FIRST_YEAR = 2020

Tree = dict[str, Any]


def generate(seed: int, programs: int = 1, periods: int = 3) -> dict[str, str]:
    """Return the files of a publisher by their paths below the project; the same seed gives the same files."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable publisher, not a secret
    files: dict[str, Tree] = {"programs/publisher.yml": _publisher(), "programs/organizations.yml": _organizations()}
    for number in range(1, programs + 1):
        files.update(_Program.draw(rng, number).write(rng, periods))
    return {path: yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=110) for path, tree in files.items()}


def _words(indonesian: str, english: str) -> Tree:
    return {"id": indonesian, "en": english}


def _publisher() -> Tree:
    return {
        "format": 1,
        "name": _words("Lembaga Acak", "Random Institution"),
        "about": _words("Lembaga rekaan untuk menguji.", "A made-up institution for tests."),
        "fictional": "ya",
        "languages": ["id", "en"],
        "categories": {one: _words(f"Biaya {one}", f"Cost of {one}") for one in CATEGORIES},
        "thresholds": {"amil_share": "12,5 %"},
    }


def _organizations() -> Tree:
    givers = {f"giver-{number}": {"name": f"PT Umpama {number}", "kind": "company"} for number in range(1, 4)}
    return {"format": 1, "organizations": {**givers, "coop": {"name": "Koperasi Umpama", "kind": "cooperative"}}}


def shares(rng: random.Random, total: int, names: Sequence[str], least: int = 0) -> dict[str, int]:
    """Divide a whole among names, each with at least `least`."""
    free = total - least * len(names)
    cuts = sorted(rng.randint(0, free) for _ in names[1:])
    return {name: least + end - begin for name, begin, end in zip(names, [0, *cuts], [*cuts, free], strict=True)}


def _money(value: int, style: int) -> str | int:
    """Write rupiah in one of the ways authors use; a whole file keeps to one."""
    grouped = f"{value:,}".replace(",", ".")
    ways: tuple[str | int, ...] = (value, f"Rp {grouped}", f"Rp{grouped},00")
    return ways[style] if value >= 1000 else value


@dataclass
class _Program:
    """What one program has, and what it reached so far."""

    id: str
    region: tuple[str, str, tuple[tuple[str, str], ...]]
    components: tuple[str, ...]
    funds: tuple[str, ...]
    style: int
    balances: dict[str, int] = field(default_factory=dict)
    harvest: list[tuple[str, int]] = field(default_factory=list)
    families: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def draw(cls, rng: random.Random, number: int) -> "_Program":
        """Draw a program; money is written in one way throughout it."""
        components = tuple(rng.sample(COMPONENTS, rng.randint(2, len(COMPONENTS))))
        funds = ("zakat", *rng.sample(FUNDS[1:], rng.randint(1, 3)))
        return cls(f"program-{number:03}", rng.choice(REGIONS), components, funds, rng.randrange(3))

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the districts."""
        return tuple(name.lower() for _, name in self.region[2])

    def write(self, rng: random.Random, periods: int) -> dict[str, Tree]:
        """Return the file of the program and its reports, half a year each."""
        names = [f"{FIRST_YEAR + index // 2}-{index % 2 + 1}" for index in range(periods)]
        self.balances = {fund: rng.randint(10**7, 9 * 10**7) for fund in self.funds}
        grown = 40
        for name in names:
            grown += rng.randint(11, 60)
            self.families.append((name, grown))
            self.harvest.append((name, rng.randint(1100, 4900)))
        baseline = rng.randint(210, 390) * 1000
        folder = f"programs/{self.id}"
        files = {f"{folder}/program.yml": self._describe(rng, names, baseline)}
        for index, name in enumerate(names):
            files[f"{folder}/periods/{name}.yml"] = self._report(rng, index, name, names, baseline)
        return files

    # --- the file program.yml -----------------------------------------------------------------------------------

    def _describe(self, rng: random.Random, names: list[str], baseline: int) -> Tree:
        years = sorted({int(name[:4]) for name in names})
        code, name, districts = self.region
        goal = sum(value for _, value in self.harvest) + rng.randint(300, 900)
        self.goal, self.last_year = goal, years[-1]
        promises = {f"promise-{one}": rng.randint(20, 90) * 10**6 for one in (1, 2)}
        return {
            "format": 1,
            "name": _words(f"Program {self.id}", f"Program {self.id}"),
            "summary": _words("Kebun dan ternak keluarga.", "Gardens and livestock of families."),
            "status": "active",
            "starts": f"{years[0]}-01-01",
            "ends": f"{years[-1]}-12-31",
            "length": {"value": len(years), "unit": "year"},
            "source": "plan",
            "places": [
                {"id": "regency", "name": f"Kabupaten {name}", "code": code, "kind": "regency"},
                *(
                    {"id": one.lower(), "name": one, "code": place, "within": "regency", "kind": "district"}
                    for place, one in districts
                ),
            ],
            "components": [{"id": one, "name": _words(f"Bagian {one}", f"Part {one}")} for one in self.components],
            "indicators": self._indicators(baseline, goal),
            "budget": self._flow(rng, rng.randint(600, 990) * 10**6, {"category": CATEGORIES}),
            "commitments": [
                {"id": one, "label": _words(f"Janji {one[-1]}", f"Promise {one[-1]}"), "amount": self._rp(value)}
                for one, value in promises.items()
            ],
            "figures": [
                _fact("promised", _of(self._rp(sum(promises.values())), "rupiah"), adds=["commitments.amount"]),
                _fact("districts", {"value": len(districts), "unit": "district"}, counts="places.district"),
                _fact("parts", {"value": len(self.components), "unit": "unit"}, counts="components"),
            ],
            "sources": {"plan": {"title": "Rencana program", "kind": "report"}},
        }

    def _indicators(self, baseline: int, goal: int) -> list[Tree]:
        due = f"{self.last_year}-12-31"
        return [
            {
                "id": "harvest",
                "name": _words("Panen", "Harvest"),
                "targets": [{"by": due, "value": {"value": goal, "unit": "kilogram"}}],
            },
            {
                "id": "families",
                "name": _words("Keluarga yang menanam", "Families who plant"),
                "aggregation": "latest",
                "cumulative": "ya",
            },
            {
                "id": "spending",
                "name": _words("Belanja sayur sebulan", "Monthly spending on vegetables"),
                "level": "impact",
                "direction": "down",
                "aggregation": "latest",
                "baseline": {"value": {"value": baseline, "unit": "rupiah"}},
            },
            {
                "id": "trained",
                "name": _words("Peserta pelatihan", "People trained"),
                "adds": ["activities.training.participants"],
            },
            {
                "id": "content",
                "name": _words("Peserta yang puas", "Participants who are content"),
                "aggregation": "latest",
            },
        ]

    def _rp(self, value: int) -> str | int:
        return _money(value, self.style)

    def _flow(self, rng: random.Random, total: int, splits: dict[str, Sequence[str]]) -> Tree:
        """Return money with its total, split by component and in the further ways that are given."""
        ways = {"component": self.components, **splits}
        parts = {
            f"by_{way}": {name: self._rp(value) for name, value in shares(rng, total, names, 5000).items()}
            for way, names in ways.items()
        }
        return {"total": self._rp(total), **parts}

    # --- a report -----------------------------------------------------------------------------------------------

    def _report(self, rng: random.Random, index: int, name: str, names: list[str], baseline: int) -> Tree:
        year, half = name.split("-")
        begin, end = ("01-01", "06-30") if half == "1" else ("07-01", "12-31")
        activities = self._activities(rng, int(year), int(half))
        people = self.families[index][1] * 4 + rng.randint(0, 40) + 120
        return {
            "format": 1,
            "period": {"from": f"{year}-{begin}", "to": f"{year}-{end}", "length": {"value": 6, "unit": "month"}},
            "status": "final",
            "summary": _words("Kegiatan berjalan sesuai rencana.", "Activities went as planned."),
            "source": "ledger",
            "activities": activities,
            "results": self._results(rng, index, activities, baseline),
            "beneficiaries": {
                "counting": "unique",
                "total": people,
                "families": self.families[index][1],
                "by_component": shares(rng, people, self.components, 12),
                "by_sex": shares(rng, people, ("female", "male"), 30),
                "by_age": shares(rng, people, ("child", "youth", "adult", "elderly"), 12),
                "by_place": shares(rng, people, self.places, 12),
            },
            "finance": {"funds": {fund: self._fund(rng, fund, activities) for fund in self.funds}},
            **self._assets(rng, f"{year}-{end}"),
            "figures": self._restated(index, names, activities, baseline),
            "sources": {"ledger": {"title": f"Buku besar {name}", "kind": "ledger"}},
        }

    def _activities(self, rng: random.Random, year: int, half: int) -> list[Tree]:
        found: list[Tree] = []
        for number in range(1, rng.randint(3, 5)):
            month, day, length = rng.randint(1, 6) + 6 * (half - 1), rng.randint(1, 20), rng.randint(2, 8)
            found.append(
                {
                    "id": f"course-{number}",
                    "kind": "training",
                    "title": _words(f"Pelatihan {number}", f"Course {number}"),
                    "from": f"{year}-{month:02}-{day:02}",
                    "to": f"{year}-{month:02}-{day + length - 1:02}",
                    "places": [rng.choice(self.places)],
                    "components": [rng.choice(self.components)],
                    "participants": {"value": rng.randint(15, 95), "unit": "participant"},
                    "classes": rng.randint(1, 4),
                    "duration": length,
                }
            )
        found.append({"id": "visits", "kind": "mentoring", "title": _words("Kunjungan pendamping", "Mentors' visits")})
        return found

    def _results(self, rng: random.Random, index: int, activities: list[Tree], baseline: int) -> list[Tree]:
        trained = sum(one["participants"]["value"] for one in activities if "participants" in one)
        satisfied = {place: rng.randint(61, 97) for place in self.places}
        self.spending = baseline - rng.randint(11, 99) * 1000
        rest = sum(satisfied.values()) // len(satisfied)
        return [
            self._counted(rng, "harvest", self.harvest[index][1], "kilogram"),
            self._counted(rng, "families", self.families[index][1], "family"),
            {"indicator": "spending", "actual": {"value": self.spending, "unit": "rupiah"}},
            {"indicator": "trained", "actual": {"value": trained, "unit": "participant"}},
            {
                "indicator": "content",
                "actual": f"{rest} %",
                "by_place": {place: f"{value} %" for place, value in satisfied.items()},
            },
        ]

    def _counted(self, rng: random.Random, indicator: str, value: int, unit: str) -> Tree:
        parts = shares(rng, value, self.places, 12)
        return {
            "indicator": indicator,
            "actual": {"value": value, "unit": unit},
            "by_place": {place: {"value": part, "unit": unit} for place, part in parts.items()},
        }

    def _fund(self, rng: random.Random, fund: str, activities: list[Tree]) -> Tree:
        opening = self.balances[fund]
        gifts = {f"gift-{number}": rng.randint(10**7, 9 * 10**7) for number in range(1, rng.randint(2, 4))}
        received = sum(gifts.values())
        spent = rng.randint((opening + received) // 2, (opening + received) * 9 // 10)
        self.balances[fund] = opening + received - spent
        splits: dict[str, Sequence[str]] = {
            "category": CATEGORIES,
            "activity": [one["id"] for one in activities],
            "place": ("regency", *self.places),
        }
        flow = self._flow(rng, spent, splits)
        if fund == "zakat":
            amil = received // 20
            rest = shares(rng, spent - amil, [one for one in ASNAF if one != "amil"], 1000)
            flow["by_asnaf"] = {one: self._rp({**rest, "amil": amil}[one]) for one in ASNAF}
        return {
            "opening": self._rp(opening),
            "received": [
                {
                    "id": one,
                    "label": _words(f"Penerimaan {one}", f"Receipt {one}"),
                    "organization": f"giver-{number}",
                    "amount": self._rp(value),
                }
                for number, (one, value) in enumerate(gifts.items(), 1)
            ],
            "received_total": self._rp(received),
            "spent": flow,
            "closing": self._rp(self.balances[fund]),
        }

    def _assets(self, rng: random.Random, day: str) -> Tree:
        values = {f"asset-{number}": rng.randint(2000, 90000) * 1000 for number in range(1, rng.randint(3, 5))}
        self.assets = [(rng.randint(2, 40), value) for value in values.values()]
        return {
            "assets": [
                {
                    "id": one,
                    "item": _words(f"Alat {one[-1]}", f"Tool {one[-1]}"),
                    "quantity": {"value": number, "unit": "unit"},
                    "value": self._rp(value),
                    "organization": "coop",
                    "on": day,
                }
                for one, (number, value) in zip(values, self.assets, strict=True)
            ]
        }

    def _restated(self, index: int, names: list[str], activities: list[Tree], baseline: int) -> list[Tree]:
        """Return the sums that a report states once more, in words and tables of its closing chapter."""
        courses = [one for one in activities if one["kind"] == "training"]
        so_far = sum(value for _, value in self.harvest[: index + 1])
        earlier = [f"{name}/results.harvest.actual" for name in names[:index]]
        due = f"indicators.harvest.targets.{self.last_year}-12-31.value"
        facts = [
            _fact("assets", _of(self._rp(sum(value for _, value in self.assets)), "rupiah"), adds=["assets.value"]),
            _fact("tools", _of(sum(number for number, _ in self.assets), "unit"), adds=["assets.quantity"]),
            _fact(
                "classes", _of(sum(one["classes"] for one in courses), "class"), adds=["activities.training.classes"]
            ),
            _fact("days", _of(sum(one["duration"] for one in courses), "day"), adds=["activities.training.duration"]),
            _fact("courses", _of(len(courses), "session"), counts="activities.training"),
            _fact("harvested", _of(so_far, "kilogram"), adds=[*earlier, "results.harvest.actual"]),
            _fact("to-go", _of(self.goal - so_far, "kilogram"), adds=[due], subtracts=["figures.harvested.value"]),
            _fact(
                "saved",
                _of(baseline - self.spending, "rupiah"),
                adds=["indicators.spending.baseline.value"],
                subtracts=["results.spending.actual"],
            ),
        ]
        before = self.families[index - 1][1] if index else 0
        facts.append(
            _fact(
                "new-families",
                _of(self.families[index][1] - before, "family"),
                adds=["beneficiaries.families"],
                subtracts=[f"{names[index - 1]}/beneficiaries.families"] if index else [],
            )
        )
        return facts


def _of(value: object, unit: str) -> Tree:
    return {"value": value, "unit": unit}


def _fact(name: str, value: object, **ways: object) -> Tree:
    return {"id": name, "label": _words(f"Jumlah {name}", f"Sum of {name}"), "value": value, **ways}
