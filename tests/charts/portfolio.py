"""A small publisher of which every chart has something to draw, and some things that nobody reports."""

import textwrap
from functools import cache

from generator import checks
from generator.findings import Severity
from generator.loader import load
from generator.sources import Reading, Source
from generator.views.portfolio import PortfolioView, derive

PUBLISHER = """
format: 1
name: Penerbit Uji
about: Penerbit untuk uji.
categories:
  honor: {id: Honor, en: Fees}
  bahan: {id: Bahan, en: Materials}
  lain: {id: Lain-lain, en: Other}
"""
ORGANIZATIONS = """
format: 1
organizations:
  mitra: {name: Mitra Uji}
"""
PROGRAM = """
format: 1
name: {id: Kebun Uji, en: Test Garden}
summary: Program untuk uji.
status: active
places:
  - id: sleman
    name: {id: Kabupaten Sleman, en: Sleman Regency}
    code: "34.04"
    kind: regency
    position: {latitude: -7.72, longitude: 110.36, source: buku}
  - id: turi
    name: Turi
    code: "34.04.15"
    kind: district
    within: sleman
    position: {latitude: -7.65, longitude: 110.37, source: buku}
  - id: balai
    name: Balai tani
    kind: building
    within: turi
components:
  - id: tani
    name: {id: Pertanian, en: Farming}
  - id: ternak
    name: {id: Peternakan, en: Livestock}
  - id: umkm
    name: {id: Usaha kecil, en: Small business}
indicators:
  - id: panen
    name: {id: Panen sayur, en: Vegetable harvest}
    aggregation: sum
    baseline: {value: {value: 0, unit: kilogram, source: buku}}
    targets:
      - by: 2024-12
        value: {value: 1000, unit: kilogram, source: buku}
  - id: hadir
    name: {id: Kehadiran, en: Attendance}
    aggregation: latest
    baseline: {value: {value: 54%, source: buku}}
    targets:
      - by: 2024-12
        value: {value: 85%, source: buku}
  - id: sakit
    name: {id: Hari sakit, en: Days of illness}
    aggregation: latest
    direction: down
    targets:
      - by: 2024-12
        value: {value: 3, unit: day, source: buku}
sources:
  buku: {title: Buku program, kind: ledger}
"""
FIRST = """
format: 1
source: buku
period: {from: 2024-01-01, to: 2024-06-30}
status: final
summary: Semester pertama.
activities:
  - {id: rembuk, title: {id: Rembuk warga, en: Village meeting}, on: 2024-01-15}
  - {id: latih, title: {id: Pelatihan menanam, en: Planting course}, from: 2024-02-05, to: 2024-04-20}
  - {id: bagi, title: {id: Pembagian bibit, en: Handing out seedlings}, on: 2024-03}
  - {id: tutup, title: {id: Penutupan, en: Closing}, on: XXXX-03-06}
  - {id: lain, title: {id: Kunjungan, en: Visit}}
results:
  - {indicator: panen, actual: {value: 400, unit: kilogram}}
  - {indicator: hadir, actual: 70%}
beneficiaries:
  total: {value: 342, unit: partner}
  by_component:
    tani: {value: 100, unit: person}
    ternak: {value: 85, unit: person}
    umkm: {value: 139, unit: person}
  by_sex: {female: 200, male: null}
  by_age: {child: <5, youth: 40, adult: 297, elderly: <5}
finance:
  funds:
    zakat:
      received:
        - {id: muzaki, label: {id: Muzaki perorangan, en: Individual payers}, amount: Rp 60.000.000}
        - {id: kantor, label: {id: Muzaki kantor, en: Offices}, amount: Rp 40.000.000}
      budget: {by_component: {tani: Rp 50.000.000, ternak: Rp 40.000.000, umkm: Rp 10.000.000}}
      spent:
        total: Rp 90.000.000
        by_component: {tani: Rp 45.000.000, ternak: Rp 45.000.000, umkm: null}
        by_category: {honor: Rp 30.000.000, bahan: Rp 60.000.000, lain: 0}
    csr:
      received_total: Rp 5.000.000
disclosures:
  - check: parts-do-not-sum
    at: beneficiaries.by_component
    status: open
    note: Belum dijelaskan.
"""
SECOND = """
format: 1
source: buku
period: {from: 2024-07-01, to: 2024-12-31}
status: final
summary: Semester kedua.
finance: {note: Buku besar belum ditutup.}
results:
  - {indicator: panen, actual: {value: 650, unit: kilogram, estimate: true}}
  - {indicator: hadir, actual: null}
"""
THIRD = """
format: 1
source: buku
period: {from: 2025-01-01, to: 2025-06-30}
status: final
summary: Semester ketiga.
results:
  - {indicator: panen, actual: {value: 500, unit: kilogram}}
  - {indicator: hadir, actual: 88%}
finance:
  spent: {total: Rp 120.000.000}
"""
SILENT = """
format: 1
name: Program Diam
summary: Program tanpa angka.
"""
FILES = {
    "programs/publisher.yml": PUBLISHER,
    "programs/organizations.yml": ORGANIZATIONS,
    "programs/kebun/program.yml": PROGRAM,
    "programs/kebun/periods/2024-1.yml": FIRST,
    "programs/kebun/periods/2024-2.yml": SECOND,
    "programs/kebun/periods/2025-1.yml": THIRD,
    "programs/diam/program.yml": SILENT,
}


@cache
def portfolio(**changes: str) -> PortfolioView:
    """Derive the small publisher; a change replaces one text by another, written `old -> new` under any name."""
    files = dict(FILES)
    for change in changes.values():
        old, _, new = change.partition(" -> ")
        assert any(old in text for text in files.values()), old
        files = {path: text.replace(old, new) for path, text in files.items()}
    texts = {path: textwrap.dedent(text).strip() + "\n" for path, text in files.items()}
    loaded = load(Reading(tuple(Source(path, text, "") for path, text in sorted(texts.items())), (), ()))
    errors = [one.text() for one in loaded.findings if one.severity is Severity.ERROR]
    assert errors == [], "\n".join(errors)
    assert loaded.portfolio is not None
    return derive(loaded.portfolio, checks.run(loaded.portfolio))
