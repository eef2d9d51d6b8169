"""Taking something down: out of the file and the site, a note in its place, and what git still holds."""

import json
import random
import subprocess
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from generator import build, withdrawal
from generator.documents import MappingNode, Node, SequenceNode, parse
from generator.errors import UsageError
from generator.project import Project
from generator.sources import Source
from generator.withdrawal.lines import Note, NotEditable, add, plain, remove
from tests.built import ROOT, run_here
from tests.cli.small import FILES

REPORT = """\
format: 1
period: {from: 2024-01-01, to: 2024-12-31}
status: final
source: laporan
summary: {id: Panen pertama., en: The first harvest.}
# Yang dijangkau.
beneficiaries:
  total: {value: 734261, note: {id: Catatan., en: A note.}}  # dari daftar hadir
  by_component: {sayur: 500000, buah: ~}
figures:
  - id: kolam
    label: {id: Kolam, en: Ponds}
    value: {value: 819357, unit: unit}
stories:
  # Ibu Melati, ketua kelompok.
  - id: bu-melati
    title: {id: Warung Melati, en: The stall Melati}
    text: {id: Kalimat rahasia pertama., en: The first secret sentence.}
    consent: P/1
    consent_until: 2030-12-31
  - id: pak-budi
    title: {id: Kolam ikan, en: A fish pond}
    text: {id: Kalimat kedua., en: The second sentence.}
    consent: P/2
    consent_until: 2030-12-31
media:
  - {id: warung, file: melati.jpg, alt: {id: Warung, en: A stall}, consent: P/1, consent_until: 2030-12-31}
corrections:
  - {id: salah, at: beneficiaries.total, was: {value: 645193, unit: person}, until: 2025-02-01,
     reason: {id: Salah., en: Wrong.}}
"""
PLACE = "programs/kebun/periods/2024.yml"
REASONS = {"id": "Persetujuan ditarik.", "en": "The consent was withdrawn."}
NOTE = Note("penarikan-1", "beneficiaries.total", "2025-03-01", REASONS)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Write a small project with stories, a photograph, a fact and a correction, and commit it twice."""
    root = tmp_path / "p"
    for name, text in {**FILES, PLACE: REPORT}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "programs/kebun/media").mkdir()
    Image.new("RGB", (60, 40), (90, 120, 60)).save(root / "programs/kebun/media/melati.jpg")
    _git(root, "init", "-q")
    _commit(root, "first")
    (root / PLACE).write_text(REPORT.replace("Panen pertama", "Panen yang pertama"), encoding="utf-8")
    _commit(root, "second")
    return Project(root)


def _git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@lembaga.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def _commit(root: Path, subject: str) -> None:
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", subject, "--date=2025-01-01T00:00:00")


@pytest.mark.parametrize(
    ("place", "gone", "stays"),
    [
        ("stories.bu-melati", ("Melati", "rahasia"), "pak-budi"),
        ("beneficiaries.total", ("734261", "645193", "daftar hadir"), "sayur: 500000"),
        ("beneficiaries.by_component.sayur", ("500000",), "{sayur: ~, buah: ~}"),
        ("figures.kolam.value", ("819357", "Ponds"), "bu-melati"),
        ("media.warung", ("melati.jpg",), "bu-melati"),
    ],
)
def test_an_entry_goes_and_a_note_stays(place: str, gone: tuple[str, ...], stays: str, project: Project) -> None:
    """The file loads as before, without the entry and what repeats it; everything else keeps its lines."""
    before = (project.root / PLACE).read_text("utf-8")
    withdrawal.apply(withdrawal.plan(project, f"kebun/2024/{place}", date(2025, 3, 1), REASONS))
    after = (project.root / PLACE).read_text("utf-8")
    assert [word for word in gone if word in after] == []
    assert stays in after
    assert "# Yang dijangkau." in after
    assert 'en: "The consent was withdrawn."' in after
    kept = [line for line in after.splitlines() if line in before.splitlines()]
    assert len(kept) >= len(before.splitlines()) - 12
    examined = build.examine(project, today=date(2025, 3, 1))
    blocking = {one.code for one in examined.findings if one.blocks}
    assert blocking == set()
    assert examined.portfolio is not None
    report = next(one for _, one in examined.portfolio.all_reports() if one.id == "2024")
    assert [one.id for one in report.withdrawals] == ["penarikan-1"]


def test_the_photograph_itself_goes_unless_another_entry_shows_it(project: Project) -> None:
    """The file in the folder media is deleted with its last entry."""
    picture = project.root / "programs" / "kebun" / "media" / "melati.jpg"
    other = project.root / "programs" / "kebun" / "periods" / "2025.yml"
    text = other.read_text("utf-8")
    other.write_text(f"{text}media: [{{id: lagi, file: melati.jpg, alt: Warung, people: tidak}}]\n", "utf-8")
    assert withdrawal.plan(project, "kebun/2024/media.warung", date(2025, 3, 1), REASONS).photograph is None
    other.write_text(text, "utf-8")
    plan = withdrawal.plan(project, "kebun/2024/media.warung", date(2025, 3, 1), REASONS)
    assert picture.exists()
    withdrawal.apply(plan)
    assert not picture.exists()


def test_git_is_asked_what_it_still_holds(project: Project) -> None:
    """Both versions of the file are named with their blobs, and the photograph with its one."""
    plan = withdrawal.plan(project, "kebun/2024/stories.bu-melati", date(2025, 3, 1), REASONS)
    assert [one.path for one in plan.kept] == [PLACE, PLACE]
    assert len({one.blob for one in plan.kept}) == 2
    plan = withdrawal.plan(project, "kebun/2024/media.warung", date(2025, 3, 1), REASONS)
    assert [one.path for one in plan.kept] == [PLACE, PLACE, "programs/kebun/media/melati.jpg"]


def test_a_former_name_of_the_file_is_found_too(project: Project) -> None:
    """What was committed under another name is listed as well."""
    place = project.root / PLACE
    place.rename(place.with_name("tahun-2024.yml"))
    _commit(project.root, "rename")
    plan = withdrawal.plan(project, "kebun/tahun-2024/stories.bu-melati", date(2025, 3, 1), REASONS)
    assert {one.path for one in plan.kept} == {PLACE, "programs/kebun/periods/tahun-2024.yml"}


def test_the_command_says_what_git_holds_and_how_to_remove_it(project: Project) -> None:
    """The commands are printed and not run; what was taken down is not printed again."""
    address = "kebun/2024/stories.bu-melati"
    said = run_here("withdraw", address, "-C", str(project.root), "--lang", "en", "--today", "2025-03-01")
    assert "2 versions in git still hold it:" in said
    assert "git filter-repo --strip-blobs-with-ids" in said
    assert "rahasia" not in said
    assert "secret" not in said
    log = subprocess.run(
        ["git", "-C", str(project.root), "log", "--oneline"], capture_output=True, text=True, check=True
    )
    assert len(log.stdout.splitlines()) == 2


def test_a_dry_run_writes_nothing_and_repeats_nothing(project: Project) -> None:
    """It shows the note that would be written, and how many lines go."""
    before = (project.root / PLACE).read_text("utf-8")
    address = "kebun/2024/stories.bu-melati"
    said = run_here("withdraw", address, "-C", str(project.root), "--dry-run", "--today", "2025-03-01")
    assert (project.root / PLACE).read_text("utf-8") == before
    assert "+withdrawals:" in said
    assert "rahasia" not in said


def test_programs_get_the_same_as_json(project: Project) -> None:
    """The same facts as plain values."""
    said = run_here("withdraw", "kebun/2024/media.warung", "-C", str(project.root), "--dry-run", "--format", "json")
    document = json.loads(said)
    assert document["place"] == "media.warung"
    assert document["written"] is False
    assert any("--invert-paths --path" in one for one in document["commands"])


def test_the_site_shows_the_note_and_not_what_was_taken_down(project: Project) -> None:
    """Pages, search, data, feeds and history are without it; report, quality and corrections say that it went."""
    run_here("withdraw", "kebun/2024/stories.bu-melati", "-C", str(project.root), "--today", "2025-03-01",
               "--reason-en", "The consent was taken back.")  # fmt: skip
    run_here("withdraw", "kebun/2024/beneficiaries.total", "-C", str(project.root), "--today", "2025-03-01")
    run_here("build", "-C", str(project.root), "--today", "2025-03-01")
    site = project.root / "site"
    for path in sorted(site.rglob("*")):
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        for word in ("Melati", "rahasia", "secret", "734261", "734.261", "734,261", "645193", "645.193"):
            assert word not in text, (path, word)
    for page in ("program/kebun/2024", "mutu-data", "koreksi"):
        assert "The consent was taken back." in (site / "en" / page / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "address", ["kebun/2024/stories.tidak-ada", "kebun/2024", "lain/2024/a.b", "../x/y", "kebun/9/a"]
)
def test_an_address_where_nothing_stands_is_refused(address: str, project: Project) -> None:
    """Nothing is written for a mistyped address."""
    with pytest.raises(UsageError):
        withdrawal.plan(project, address, date(2025, 3, 1), REASONS)


def test_an_author_learns_that_a_total_still_tells_it(project: Project) -> None:
    """A part can be worked out where the total and all other parts stay, and a total where all parts do."""
    place = project.root / PLACE
    place.write_text(place.read_text("utf-8").replace("buah: ~", "buah: 234261"), "utf-8")
    for figure in ("beneficiaries.total", "beneficiaries.by_component.sayur"):
        assert withdrawal.plan(project, f"kebun/2024/{figure}", date(2025, 3, 1), REASONS).told, figure
    place.write_text(place.read_text("utf-8").replace("buah: 234261", "buah: ~"), "utf-8")
    for figure in ("beneficiaries.total", "beneficiaries.by_component.sayur", "stories.bu-melati"):
        assert not withdrawal.plan(project, f"kebun/2024/{figure}", date(2025, 3, 1), REASONS).told, figure


def test_the_link_to_a_row_on_the_site_is_an_address_too(project: Project) -> None:
    """Whoever complains sends a link."""
    link = "https://lembaga.example/en/program/kebun/2024/data/#beneficiaries.total"
    assert withdrawal.plan(project, link, date(2025, 3, 1), REASONS).place == "beneficiaries.total"


# --- every entry of real files ------------------------------------------------------------------------------------


def _paths(node: Node) -> list[tuple[str, ...]]:
    children: list[Node] = []
    if isinstance(node, MappingNode):
        children = list(node.values())
    elif isinstance(node, SequenceNode):
        children = list(node)
    return [path for child in children for path in (child.path, *_paths(child))]


@pytest.mark.parametrize("folder", ["programs", "examples/lembaga-contoh/programs"])
def test_any_entry_of_real_files_can_be_taken_out(folder: str) -> None:
    """Some hundred entries in every style: the file less the entry is exactly what is read afterwards."""
    rng = random.Random(7)  # noqa: S311 - a fixed seed
    for path in sorted((ROOT / folder).rglob("*.yml")):
        text = path.read_text("utf-8")
        document, _ = parse(Source(path.name, text, ""))
        assert document is not None
        for steps in rng.sample(_paths(document.root), 6):
            made = remove(text, path.name, steps)
            assert len(made) < len(text)
            assert set(made.splitlines()) - set(text.splitlines()) == set() or len(text) - len(made) < 400
        twice = add(add(text, path.name, NOTE), path.name, NOTE)
        read, _ = parse(Source(path.name, twice, ""))
        assert read is not None
        listed = read.root["withdrawals"]
        assert isinstance(listed, SequenceNode)
        assert [plain(one) for one in listed[-2:]] == [NOTE.plain(), NOTE.plain()]


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        ("a: 1\nb: 2\n", "a", "b: 2\n"),
        ("a:\n  b: 1\nc: 2\n", "a.b", "c: 2\n"),
        ("a: {b: 1, c: 2}\n", "a.b", "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", "a.c", "a: {b: 1}\n"),
        ("a: {b: 1,7 miliar, c: 2}\n", "a.b", "a: {c: 2}\n"),
        ("a: {b: {x: '}', y: 1}, c: 2}\n", "a.b", "a: {c: 2}\n"),
        ("a:\n- id: x\n  b: 1\n- id: y\n", "a.x", "a:\n- id: y\n"),
        ("a:\n  - id: x\n    # about b\n    b: 1\n    c: 2\n", "a.x.b", "a:\n  - id: x\n    c: 2\n"),
        ("a:\n  - b: 1\n    id: x\n", "a.x.b", "a:\n  - id: x\n"),
        ("a: |\n  text\n\n  more\nb: 2\n", "a", "b: 2\n"),
        ("a:\n  -\n    id: x\n  -\n    id: y\n", "a.x", "a:\n  -\n    id: y\n"),
        ("a: 1\r\nb: 2\r\n", "a", "b: 2\r\n"),
    ],
)
def test_each_style_of_writing_keeps_its_style(text: str, steps: str, expected: str) -> None:
    """Blocks, brackets, lists with and without indent, first keys of items, decimal commas and long texts."""
    assert remove(text, "x.yml", tuple(steps.split("."))) == expected


def test_what_cannot_be_cut_line_by_line_is_refused() -> None:
    """Nothing is guessed: the author is told to edit by hand."""
    with pytest.raises(NotEditable):
        remove("a:\n  - - 1\n    - 2\n", "x.yml", ("a", "0", "0"))
