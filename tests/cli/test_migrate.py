"""`amanah migrate`: files of an older format are moved on, and everything else in them stays."""

import json
import subprocess
from pathlib import Path

import pytest

from generator import build, migration
from generator.project import Project
from generator.sources import Source
from tests.cli.small import FILES, REPORT, edit, small_project, tree
from tests.cli.test_diff import diff, git
from tests.cli.test_init import run

OLD = {
    "programs/publisher.yml": FILES["programs/publisher.yml"].replace("name:", "title:").replace("format: 1\n", ""),
    "programs/organizations.yml": "format: 0 # sejak awal\norganisations: {}\n",
    "programs/kebun/program.yml": """\
# Kepala berkas
format: 0

title: {id: Kebun Warga, en: Community Garden} # nama
summary: {id: Warga menanam sayur., en: Residents grow vegetables.}
state: running
begin: 2024-01-01   # hari pertama
end: 2026-12-31
components:
  - {id: sayur, name: {id: Sayur, en: Vegetables}}
  - {id: buah, name: {id: Buah, en: Fruit}}
sources:
  laporan:
    title: Laporan kebun # judul dokumen tetap title
    kind: report
""",
    REPORT: """\
# tanpa format
period: {begin: 2024-01-01, end: 2024-12-31}
state: published
source: laporan
summary: {id: "Panen dari [](figure:beneficiaries), sisa [](figure:finance.funds.csr.end).", en: The first harvest.}
beneficiaries: 342   # semua orang
finance:
  funds:
    csr:
      start: 0
      received: [{id: a, label: {id: Perusahaan, en: A company}, amount: Rp 12.000.000}]
      spent: {total: Rp 11.000.000}
      end: Rp 1.000.000
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project whose files are of the first format."""
    place = small_project(tmp_path / "proyek")
    for name, text in OLD.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def codes(root: Path) -> list[str]:
    """Return the codes of what is found and not disclosed."""
    return [one.code for one in build.examine(Project(root)).findings if one.disclosed is None]


def test_an_older_format_is_refused_with_the_command_that_helps(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One finding a file, at its line, instead of one for each field that had another name."""
    code, said, _ = run(capsys, "check", "-C", str(root), "--lang", "en")
    assert code == 1
    assert "programs/kebun/program.yml:2:9: error: this file has format 0; this version reads format 1" in said
    assert "amanah migrate" in said
    assert codes(root).count("old-format") == 2


def test_a_newer_format_asks_for_a_newer_version(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is guessed about it, and migrating leaves it alone."""
    small_project(root)
    edit(root / REPORT, "format: 1", "format: 2")
    said = run(capsys, "check", "-C", str(root), "--lang", "en")[1]
    assert "pip install --upgrade amanah" in said
    assert codes(root) == ["new-format"]
    before = tree(root)
    assert run(capsys, "migrate", "-C", str(root), "--write")[0] == 0
    assert tree(root) == before


def test_files_are_moved_on_and_pass_all_checks(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fields have their new names, words their new spelling, and a second run has nothing to do."""
    assert run(capsys, "migrate", "-C", str(root), "--write")[0] == 0
    assert codes(root) == []
    portfolio = build.examine(Project(root)).portfolio
    assert portfolio is not None
    (program,) = portfolio.programs
    assert (program.status, str(program.starts), str(program.ends)) == ("active", "2024-01-01", "2026-12-31")
    report = portfolio.reports_of(program)[0]
    assert report.status == "final"
    assert report.finance is not None
    assert getattr(report.finance.funds["csr"].closing, "written", "") == "Rp 1.000.000"
    after = tree(root)
    assert run(capsys, "migrate", "-C", str(root), "--write")[0] == 0
    assert tree(root) == after


def test_comments_and_everything_else_stay(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the names and words of the step are other ones."""
    run(capsys, "migrate", "-C", str(root), "--write")
    program = (root / "programs/kebun/program.yml").read_text(encoding="utf-8")
    expected = OLD["programs/kebun/program.yml"]
    for old, new in (("format: 0", "format: 1"), ("\ntitle: {", "\nname: {"), ("\nstate: running", "\nstatus: active"),
                     ("\nbegin:", "\nstarts:"), ("\nend:", "\nends:")):  # fmt: skip
        expected = expected.replace(old, new)
    assert program == expected
    report = (root / REPORT).read_text(encoding="utf-8")
    assert report.startswith("# tanpa format\nformat: 1\nperiod: {from: 2024-01-01, to: 2024-12-31}\nstatus: final\n")
    assert "beneficiaries: {total: 342}   # semua orang\n" in report


def test_what_names_a_figure_follows_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Links in prose, and the places of disclosures and corrections."""
    with (root / REPORT).open("a", encoding="utf-8") as file:
        file.write(
            "corrections:\n  - {id: a, at: beneficiaries, was: {value: 341, unit: person}, until: 2025-02-01, "
            "reason: {id: Salah hitung., en: A miscount.}}\n"
        )
    run(capsys, "migrate", "-C", str(root), "--write")
    text = (root / REPORT).read_text(encoding="utf-8")
    assert "[](figure:beneficiaries.total), sisa [](figure:finance.funds.csr.closing)" in text
    assert "at: beneficiaries.total," in text
    assert not [one for one in build.examine(Project(root)).findings if one.blocks]


def test_nothing_is_written_without_being_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The diff is shown, the exit code says that there is something to write, and JSON lists the files."""
    before = tree(root)
    code, said, _ = run(capsys, "migrate", "-C", str(root))
    assert code == 1
    assert "+format: 1" in said
    code, said, _ = run(capsys, "migrate", "-C", str(root), "--format", "json")
    assert code == 1
    assert sorted(json.loads(said)["files"]) == sorted(OLD)
    assert tree(root) == before


def test_only_the_given_files_are_moved(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program at a time, for whoever wants to look closely."""
    place = root / "programs/kebun"
    run(capsys, "migrate", str(place), "-C", str(root), "--write")
    assert "title:" in (root / "programs/publisher.yml").read_text(encoding="utf-8")
    assert "format: 1" in (root / REPORT).read_text(encoding="utf-8")


def test_a_reader_notices_nothing_of_a_migration(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Compared with the commit before, no figure, word or page differs."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "awal")
    run(capsys, "migrate", "-C", str(root), "--write")
    assert diff(root, capsys)["count"] == 0


def test_the_past_of_a_figure_goes_on_across_a_migration(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stood in a file of the old format is known as the same figure, so that a change of it is found."""
    edit(root / "programs/publisher.yml", "fictional: ya\n", "")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "awal")
    run(capsys, "migrate", "-C", str(root), "--write")
    edit(root / REPORT, "{total: 342}", "{total: 350}")
    git(root, "commit", "-q", "-a", "-m", "pindah format")
    portfolio = build.examine(Project(root)).portfolio
    assert portfolio is not None
    report = portfolio.reports_of(portfolio.programs[0])[0]
    assert report.beneficiaries is not None
    assert report.beneficiaries.total is not None
    stands = portfolio.past.stands(report.beneficiaries.total)
    assert [getattr(one.cell, "written", "") for one in stands] == ["342", "350"]


def test_a_file_that_is_present_or_broken_is_returned_as_it_is() -> None:
    """Neither is a parsed for nothing, nor is anything made of what cannot be read."""
    for text in ("format: 1\nstate: published\n", "title: [\n", "", "- daftar\n", "format: x\nstate: a\n"):
        source = Source(REPORT, text, "")
        assert migration.move_on(source) is source or migration.move_on(source).text == text


def test_a_new_name_that_is_there_already_is_not_given_twice() -> None:
    """Both stay, and the check says which of them is unknown."""
    moved = migration.move_on(Source("programs/kebun/program.yml", "format: 0\ntitle: Lama\nname: Baru\n", ""))
    assert moved.text == "format: 1\ntitle: Lama\nname: Baru\n"


def test_every_older_format_has_a_way_onward() -> None:
    """Whoever counts the format up writes the step."""
    assert sorted(migration.STEPS) == list(range(migration.CURRENT))


def test_the_example_of_the_repository_is_of_the_present_format() -> None:
    """The model, the examples and the steps agree on the number."""
    root = Path(__file__).parents[2]
    files = subprocess.run(["git", "-C", str(root), "ls-files", "*.yml"], capture_output=True, text=True, check=True)
    named = [root / one for one in files.stdout.split() if one.startswith(("programs/", "examples/"))]
    texts = [one.read_text(encoding="utf-8") for one in named if "/programs/" in str(one)]
    assert texts
    assert all(f"\nformat: {migration.CURRENT}\n" in f"\n{one}" for one in texts)
