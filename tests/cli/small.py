"""A project as small as one can be: a publisher, a program with one final report and one draft, a page by hand."""

import hashlib
from pathlib import Path

FILES = {
    "programs/publisher.yml": """\
format: 1
name: {id: Yayasan Kecil & Rapi, en: Small & Tidy Foundation}
about: {id: Yayasan kecil untuk uji coba., en: A small foundation for tests.}
fictional: ya
""",
    "programs/organizations.yml": """\
format: 1
organizations: {}
""",
    "programs/kebun/program.yml": """\
format: 1
name: {id: Kebun Warga, en: Community Garden}
summary: {id: Warga menanam sayur., en: Residents grow vegetables.}
components:
  - {id: sayur, name: {id: Sayur, en: Vegetables}}
  - {id: buah, name: {id: Buah, en: Fruit}}
sources:
  laporan:
    title: Laporan kebun
    kind: report
""",
    "programs/kebun/periods/2024.yml": """\
format: 1
period: {from: 2024-01-01, to: 2024-12-31}
status: final
source: laporan
summary: {id: Panen pertama., en: The first harvest.}
beneficiaries:
  total: 342
  by_component:
    sayur: 200
    buah: 142
  counting: unique
finance:
  spent: {total: Rp 12.000.000}
""",
    "programs/kebun/periods/2025.yml": """\
format: 1
period: {from: 2025-01-01, to: 2025-12-31}
status: draft
source: laporan
summary: {id: Rancangan laporan kedua., en: The second report in draft.}
beneficiaries:
  counting: unique
  total: 400
finance:
  spent: {total: Rp 15.000.000}
""",
    "content/id/tentang.md": "# Tentang kami\n\nHalaman ini ditulis tangan.\n",
    "content/en/tentang.md": "# About us\n\nThis page was written by hand.\n",
}

REPORT = "programs/kebun/periods/2024.yml"


def small_project(root: Path) -> Path:
    """Write the small project into a folder and return it."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def spoil(root: Path) -> None:
    """Change one digit, so that parts and total differ."""
    edit(root / REPORT, "total: 342", "total: 343")


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text in a file that has it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def tree(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
