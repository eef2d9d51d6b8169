"""What a preview takes from its last build is what a new one makes: edit by edit, file by file."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import build
from generator.project import TEMPLATES
from generator.stages import Build
from tests.cli.small import edit
from tests.history.repository import Repository

PUBLISHER, PARTNERS = "programs/publisher.yml", "programs/organizations.yml"
KEBUN, TERNAK = "programs/kebun/program.yml", "programs/ternak/program.yml"
FIRST, SECOND, THIRD = (f"programs/kebun/periods/{year}.yml" for year in (2022, 2023, 2024))
OTHER = "programs/ternak/periods/2024.yml"

REPORT = """\
format: 1
title: {{id: Laporan {year}, en: Report {year}}}
period: {{from: {year}-01-01, to: {year}-12-31}}
status: final
source: laporan
summary:
  id: Panen [](figure:results.panen.actual), dengan anggaran [](figure:budget.total).
  en: A harvest of [](figure:results.panen.actual), with a budget of [](figure:budget.total).
activities:
  - id: tanam
    title: {{id: Tanam, en: Planting}}
    places: [tempel]
    summary: {{id: Warga menanam bibit {year}., en: Residents planted in {year}.}}
results:
  - {{indicator: panen, actual: {{value: {harvest}, unit: kilogram}}}}
beneficiaries:
  counting: unique
  total: {people}
  by_place: {{tempel: {people}}}
finance:
  spent: {{total: Rp {spent}.000.000}}
  funds:
    grant:
      received:
        - {{id: hibah, label: {{id: Hibah, en: Grant}}, organization: mitra, amount: Rp {spent}.000.000}}
"""
PROGRAM = """\
format: 1
name: {{id: {name}, en: {name}}}
summary: {{id: Warga dan {name}., en: Residents and {name}.}}
status: active
themes: [pangan]
places:
  - {{id: tempel, name: Tempel, code: {code}, kind: district}}
budget: {{total: 90.000.000}}
indicators:
  - id: panen
    name: {{id: Panen, en: Harvest}}
    aggregation: sum
    targets: [{{by: 2024-12-31, value: {{value: 900, unit: kilogram}}}}]
partners:
  - {{organization: mitra, roles: [funding]}}
sources:
  laporan: {{title: Laporan {name}, kind: report}}
"""
FILES = {
    PUBLISHER: """\
format: 1
name: {id: Yayasan Uji, en: Test Foundation}
about: {id: Yayasan untuk uji coba., en: A foundation for tests.}
repository: https://forge.example/uji/laporan
contact: {email: tanya@uji.example}
themes:
  pangan: {id: Pangan, en: Food}
""",
    PARTNERS: """\
format: 1
organizations:
  mitra: {name: PT Mitra, kind: company}
""",
    KEBUN: PROGRAM.format(name="Kebun", code="34.04.14"),
    TERNAK: PROGRAM.format(name="Ternak", code="52.06.08"),
    FIRST: REPORT.format(year=2022, harvest=200, people=120, spent=12),
    SECOND: REPORT.format(year=2023, harvest=250, people=140, spent=14),
    THIRD: REPORT.format(year=2024, harvest=300, people=160, spent=16),
    OTHER: REPORT.format(year=2024, harvest=400, people=180, spent=18),
    "content/id/tentang.md": "# Tentang kami\n\nHalaman ini ditulis tangan.\n",
    "content/id/glossary.md": "# Istilah\n\n| Istilah | Artinya |\n|---|---|\n| anggaran | Uang yang direncanakan. |\n",
}
CORRECTION = """\
corrections:
  - id: hitung-ulang
    at: beneficiaries.total
    was: {value: 140, unit: person}
    until: 2026-01-02
    reason: {id: Salah hitung., en: Miscounted.}
"""


@dataclass
class Desk:
    """An author's folder, and the last build of its preview."""

    repository: Repository
    last: Build | None = None

    @property
    def root(self) -> Path:
        """Return the folder."""
        return self.repository.root

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file."""
        edit(self.root / name, old, new)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        self.repository.write(name, text)

    def append(self, name: str, text: str) -> None:
        """Add lines to a file."""
        self.write(name, (self.root / name).read_text(encoding="utf-8") + text)

    def commit(self, subject: str, day: str) -> None:
        """Commit everything."""
        self.repository.commit(subject, day)

    def refresh(self) -> Build:
        """Build as a preview does."""
        self.last = build.build(self.repository.project, drafts=True, former=self.last, anyway=True)
        return self.last


def rename_place(desk: Desk) -> None:
    """Give a place of the other program another id."""
    desk.edit(OTHER, "places: [tempel]", "places: [donggo]")
    desk.edit(OTHER, "{tempel: 180}", "{donggo: 180}")
    desk.edit(TERNAK, "id: tempel, name: Tempel", "id: donggo, name: Donggo")


def carry_over(desk: Desk) -> None:
    """Have a report end with the money with which the next begins."""
    desk.edit(SECOND, "    grant:\n", "    grant:\n      closing: Rp 5.000.000\n")
    desk.edit(THIRD, "    grant:\n", "    grant:\n      opening: Rp 5.000.000\n")


EDITS: dict[str, Callable[[Desk], object]] = {
    "the first edit after a commit": lambda desk: desk.edit(THIRD, "value: 300", "value: 310"),
    "a figure of the last report": lambda desk: desk.edit(THIRD, "value: 310", "value: 320"),
    "a figure of the first report": lambda desk: desk.edit(FIRST, "value: 200", "value: 210"),
    "a figure of the program, quoted by its reports": lambda desk: desk.edit(KEBUN, "90.000.000", "91.000.000"),
    "prose": lambda desk: desk.edit(SECOND, "Warga menanam bibit", "Para warga menanam bibit"),
    "a line more above figures": lambda desk: desk.edit(SECOND, "status: final", "# catatan\nstatus: final"),
    "the title of a report, which others name": lambda desk: desk.edit(THIRD, "Laporan 2024", "Laporan akhir"),
    "the status of a program": lambda desk: desk.edit(KEBUN, "status: active", "status: closed"),
    "the name of another program": lambda desk: desk.edit(TERNAK, "name: {id: Ternak", "name: {id: Ternak kambing"),
    "the name of a partner": lambda desk: desk.edit(PARTNERS, "PT Mitra", "PT Mitra Baru"),
    "a theme of the publisher": lambda desk: desk.edit(PUBLISHER, "id: Pangan", "id: Pangan lokal"),
    "the address for errors": lambda desk: desk.edit(PUBLISHER, "tanya@", "lapor@"),
    "a mistake": lambda desk: desk.edit(SECOND, "tempel: 140", "tempel: 141"),
    "what is said of it": lambda desk: desk.append(
        SECOND, "disclosures:\n  - {check: parts-do-not-sum, at: beneficiaries.by_place, status: open,\n"
        "     note: {id: Belum diperiksa., en: Not examined yet.}}\n",
    ),
    "what is said of it, in other words": lambda desk: desk.edit(SECOND, "Belum diperiksa", "Belum kami periksa"),
    "where it stands": lambda desk: desk.edit(SECOND, "status: open", "status: explained"),
    "a commit": lambda desk: desk.commit("Perbaikan", "2026-01-01"),
    "a figure that was public": lambda desk: desk.edit(SECOND, "total: 140", "total: 139"),
    "why it changed": lambda desk: desk.append(SECOND, CORRECTION),
    "a commit of the correction": lambda desk: desk.commit("Koreksi", "2026-01-03"),
    "prose of one report alone": lambda desk: desk.edit(THIRD, "Residents planted", "All residents planted"),
    "a commit of it": lambda desk: desk.commit("Tambah", "2026-01-03"),
    "a balance carried over": carry_over,
    "another balance than was carried over": lambda desk: desk.edit(THIRD, "opening: Rp 5", "opening: Rp 6"),
    "yet another": lambda desk: desk.edit(THIRD, "opening: Rp 6", "opening: Rp 7"),
    "a report removed": lambda desk: (desk.root / THIRD).unlink(),
    "a report added": lambda desk: desk.write(THIRD, REPORT.format(year=2024, harvest=330, people=170, spent=17)),
    "a draft": lambda desk: desk.edit(THIRD, "status: final", "status: draft"),
    "a sum of the program, quoted by a report": lambda desk: desk.edit(
        FIRST, "id: Panen ", "id: Terpakai [](figure:computed.spent). Panen "
    ),
    "what is added to it": lambda desk: desk.edit(THIRD, "total: Rp 17.000.000", "total: Rp 19.000.000"),
    "a place renamed": rename_place,
    "a file broken": lambda desk: desk.edit(FIRST, "status: final", "status: [final"),
    "the file mended": lambda desk: desk.edit(FIRST, "status: [final", "status: final"),
    "a hand-written page": lambda desk: desk.edit("content/id/tentang.md", "ditulis", "kami tulis"),
    "a term of the glossary": lambda desk: desk.append("content/id/glossary.md", "| hibah | Uang pemberian. |\n"),
    "a template of ledgers": lambda desk: desk.edit("templates/pages/ledger.html.jinja", "<h1>", '<h1 class="semua">'),
    "a template of reports": lambda desk: desk.edit("templates/pages/report.html.jinja", "<h1>", '<h1 class="satu">'),
    "a template of regions": lambda desk: desk.edit("templates/pages/region.html.jinja", "<h1>", '<h1 class="daerah">'),
    "the words of an indicator": lambda desk: desk.edit(KEBUN, "id: Panen,", "id: Hasil panen,"),
}  # fmt: skip


def files_of(made: Build) -> dict[tuple[str, str], object]:
    """Return everything that a build says of each of its files."""
    return {
        (language, one.uri): (one.data, one.title, one.meta, one.toc, one.nav, one.source)
        for language, some in made.artifacts.items()
        for one in some
    }


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a folder whose preview has been built."""
    repository = Repository(tmp_path_factory.mktemp("proyek"))
    for name, text in FILES.items():
        repository.write(name, text)
    shutil.copytree(TEMPLATES, repository.root / "templates")
    repository.git("init", "-q")
    repository.commit("Awal", "2025-12-31")
    found = Desk(repository)
    assert found.refresh().artifacts
    return found


@pytest.mark.parametrize("name", EDITS)
def test_after_each_edit_every_file_is_that_of_a_new_build(desk: Desk, name: str) -> None:
    """The edits follow each other in one preview; the order of the files is the same too, and so are the findings."""
    before = desk.last
    EDITS[name](desk)
    warm, cold = desk.refresh(), build.build(desk.repository.project, drafts=True, anyway=True)
    assert bool(cold.artifacts) == (name != "a file broken")
    assert [one.text() for one in warm.findings] == [one.text() for one in cold.findings]
    kept, made = files_of(warm), files_of(cold)
    assert [*kept] == [*made]
    assert [one for one in kept if kept[one] != made[one]] == []
    if not warm.artifacts:  # a preview goes on with the last build that had pages
        desk.last = before
