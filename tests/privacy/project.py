"""A private project whose small counts cannot be mistaken for anything else: the limit is raised to six digits.

The digits of the counts that must not come out stand nowhere else, so a search of every file of the site is proof.
"""

from pathlib import Path

SECRET = (734261, 819357, 645193, 571938, 463827, 758214, 612347, 2314159)
"""Counts below the limit, one that was replaced before it was published again, and one that a sum would tell."""

PUBLISHER = """\
format: 1
name: {id: Yayasan Rahasia, en: Discreet Foundation}
about: {id: Yayasan rekaan untuk uji., en: A made-up foundation for tests.}
fictional: ya
iati_identifier: ID-REKAAN-01
privacy: {repository: private, small_cell: 900000, small_cell_sensitive: 900000}
groups:
  tani: {id: Petani, en: Farmers}
  nelayan: {id: Nelayan, en: Fishers}
"""
ORGANIZATIONS = "format: 1\norganizations: {rahasia: {name: {id: Yayasan Rahasia, en: Discreet Foundation}}}\n"
PROGRAM = """\
format: 1
name: {id: Kebun, en: Garden}
summary: {id: Kebun bersama., en: A shared garden.}
source: laporan
status: active
starts: 2023-01-01
partners: [{organization: rahasia, roles: [implementing]}]
places:
  - {id: lebak, name: Lebak, code: "36.02", kind: regency}
  - {id: bogor, name: Bogor, code: "32.01", kind: regency}
  - {id: jember, name: Jember, code: "35.09", kind: regency}
components:
  - {id: sayur, name: {id: Sayur, en: Vegetables}}
  - {id: ikan, name: {id: Ikan, en: Fish}}
  - {id: ternak, name: {id: Ternak, en: Livestock}}
indicators:
  - id: hadir
    name: {id: Yang hadir, en: Who attended}
    baseline: {value: {value: 571938, unit: participant}, date: 2021}
    targets: [{by: 2024-12-31, value: {value: 9000000, unit: participant}}]
figures:
  - {id: pengurus, label: {id: Pengurus, en: Board}, value: {value: 463827, unit: member}}
sources:
  laporan: {title: Laporan kebun, kind: report}
"""
FIRST = """\
format: 1
period: {from: 2023-01-01, to: 2023-12-31}
status: final
source: laporan
summary:
  id: >-
    Dari [](figure:beneficiaries.total) ada [](figure:beneficiaries.by_sex.female)
    dan [ini](figure:beneficiaries.by_sex.male).
  en: >-
    Of [](figure:beneficiaries.total) there are [](figure:beneficiaries.by_sex.female)
    and [this](figure:beneficiaries.by_sex.male).
activities:
  - {id: tanam, title: {id: Tanam, en: Planting}, participants: {value: 819357, note: {id: Catatan, en: Note}}}
beneficiaries:
  counting: unique
  total: 5000000
  families: 2000000
  by_sex: {female: {value: 734261, note: {id: Catatan kecil, en: A small note}}, male: 4265739}
  by_component: {sayur: 1500000, ikan: 1600000, ternak: 1900000}
  by_group: {tani: 2500000, nelayan: 2500000}
  by_place: {lebak: 645193, bogor: 2177404, jember: 2177403}
results:
  - indicator: hadir
    actual: {value: 5000000, unit: participant}
    by_place:
      lebak: {value: 645193, unit: participant}
      bogor: {value: 2177404, unit: participant}
      jember: {value: 2177403, unit: participant}
corrections:
  - {id: salah, at: beneficiaries.by_sex.female, was: {value: 758214, unit: person}, until: 2024-02-01,
     reason: {id: Salah hitung., en: Counted wrongly.}}
"""
SECOND = """\
format: 1
period: {from: 2024-01-01, to: 2024-12-31}
status: final
source: laporan
summary: {id: Tahun kedua., en: The second year.}
activities:
  - {id: tanam, kind: training, title: {id: Tanam, en: Planting}, participants: 612347}
  - {id: panen, kind: training, title: {id: Panen, en: Harvest}, participants: 2314159}
figures:
  - id: terlatih
    label: {id: Terlatih, en: Trained}
    value: {value: 2926506, unit: participant}
    adds: [activities.training.participants]
beneficiaries:
  counting: unique
  total: 6000000
  by_component: {sayur: 2711111, ikan: 734261, ternak: 2400000}
results:
  - indicator: hadir
    actual: {value: 734261, unit: participant}
disclosures:
  - check: parts-do-not-sum
    at: beneficiaries.by_component
    status: open
    note: {id: Belum jelas., en: Not yet clear.}
"""
FILES = {
    "programs/publisher.yml": PUBLISHER,
    "programs/organizations.yml": ORGANIZATIONS,
    "programs/kebun/program.yml": PROGRAM,
    "programs/kebun/periods/2023.yml": FIRST,
    "programs/kebun/periods/2024.yml": SECOND,
    "content/id/tentang.md": "# Tentang\n\nHalaman ini ditulis tangan.\n",
    "content/en/tentang.md": "# About\n\nWritten by hand.\n",
}


def write(folder: Path) -> Path:
    """Write the project into a folder and return it."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
