"""`amanah new`: programs and reports that begin where the last ones ended."""

import json
import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator import build, loader, sources, starting
from generator.model.figure import Figure
from generator.model.report import Report
from generator.project import Project
from tests.built import ROOT
from tests.cli.small import edit, tree
from tests.cli.test_init import run

FIRST = "programs/program-pertama/periods/2025-semester-1.yml"
SECOND = "programs/program-pertama/periods/2025-semester-2.yml"


@pytest.fixture
def root(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a new project."""
    run(capsys, "init", str(tmp_path / "laporan"))
    return tmp_path / "laporan"


def report(root: Path, name: str) -> Report:
    """Return a report of a project."""
    portfolio = loader.load(sources.read(Project(root))).portfolio
    assert portfolio is not None
    return next(one for _, one in portfolio.all_reports() if one.document == name)


def test_the_next_report_follows_the_last_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its period is the next half-year, its file is named after it, and it is a draft that passes all checks."""
    code, said, _ = run(capsys, "new", "period", "program-pertama", "-C", str(root), "--format", "json")
    assert code == 0
    made = json.loads(said)
    assert (made["file"], made["from"], made["to"]) == (SECOND, "2025-07-01", "2025-12-31")
    assert report(root, SECOND).status == "draft"
    assert build.examine(Project(root)).findings == ()


def test_balances_go_on_where_the_last_report_closed_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each opening balance is the closing balance as written, with its report as the source and in a note."""
    run(capsys, "new", "period", "program-pertama", "-C", str(root))
    finance = report(root, SECOND).finance
    assert finance is not None
    opening = finance.funds["csr"].opening
    assert isinstance(opening, Figure)
    assert opening.written == "Rp 3.750.000"
    assert opening.source == "laporan-2025-semester-1"
    assert opening.note is not None
    assert opening.note.languages == ("id", "en")
    assert finance.funds["csr"].closing is None


def test_splits_indicators_and_activities_are_taken_over_without_numbers(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is counted stays, what was counted is left open; partners and receipts wait as comments."""
    run(capsys, "new", "period", "program-pertama", "-C", str(root))
    new, text = report(root, SECOND), (root / SECOND).read_text(encoding="utf-8")
    assert [one.indicator for one in new.results] == ["panen"]
    assert new.beneficiaries is not None
    assert new.beneficiaries.by_sex == {"female": None, "male": None}
    assert "#   - id: pelatihan-kompos" in text
    assert "#   - id: perusahaan" in text
    assert "480" not in text.replace("terakhir: 480", "").replace("last: 480", "")


def test_every_report_of_the_example_can_be_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All funds, splits and kinds of figures: the new report loads, and opens as the last one closed."""
    root = tmp_path / "contoh"
    subprocess.run(["cp", "-r", str(ROOT / "examples/lembaga-contoh"), str(root)], check=True)
    portfolio = loader.load(sources.read(Project(root))).portfolio
    assert portfolio is not None
    before = {one.code for one in build.examine(Project(root)).findings if one.blocks}
    for program in portfolio.programs:
        last = portfolio.reports_of(program)[-1]
        code, said, _ = run(capsys, "new", "period", program.id, "-C", str(root), "--format", "json")
        assert code == 0
        new = report(root, json.loads(said)["file"])
        for name, fund in (last.finance.funds if last.finance else {}).items():
            assert new.finance is not None
            opening = new.finance.funds[name].opening
            assert isinstance(opening, Figure) is isinstance(fund.closing, Figure)
            if isinstance(opening, Figure) and isinstance(fund.closing, Figure):
                assert opening.value == fund.closing.value
    after = {one.code for one in build.examine(Project(root)).findings if one.blocks}
    assert after - before <= {"date-outside-program"}  # one of them has ended


def test_nothing_that_exists_is_changed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second call for the same period is refused."""
    run(capsys, "new", "period", "program-pertama", "-C", str(root), "--as", "semester-dua")
    before = tree(root)
    arguments = ("new", "period", "program-pertama", "-C", str(root), "--as", "semester-dua", "--lang", "en")
    code, _, said = run(capsys, *arguments)
    assert code == 2
    assert "exists already" in said
    assert tree(root) == before


def test_days_can_be_given(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A month or a half-year stands for its first and its last day."""
    arguments = ("new", "period", "program-pertama", "-C", str(root), "--from", "2026-01", "--to", "2026-H1")
    made = json.loads(run(capsys, *arguments, "--format", "json")[1])
    assert (made["from"], made["to"]) == ("2026-01-01", "2026-06-30")
    assert made["file"].endswith("/2026-semester-1.yml")


WRONG = [
    (("new", "period", "program-pertam"), "program-pertama"),
    (("new", "period", "lain-sama-sekali"), "amanah new program"),
    (("new", "period", "program-pertama", "--from", "31/12/2025"), "2025-12-31"),
    (("new", "period", "program-pertama", "--from", "XXXX-01-01"), "year"),
    (("new", "period", "program-pertama", "--to", "2024-01-01"), "before"),
    (("new", "period", "program-pertama", "--as", "Semester Dua"), "small letters"),
    (("new", "period", "program-pertama", "--name", "Kebun"), "--name"),
    (("new", "program", "Kebun Warga"), "small letters"),
    (("new", "program", "kebun", "--as", "x"), "--as"),
    (("new", "program", "program-pertama"), "exists already"),
    (("new", "program", "kebun", "--like", "lain"), "amanah new program"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=lambda one: str(one)[:40])
def test_a_wrong_call_says_what_to_type(
    arguments: tuple[str, ...], words: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, one line, and no file is written."""
    before = tree(root)
    code, _, said = run(capsys, *arguments, "-C", str(root), "--lang", "en")
    assert code == 2
    assert words in said
    assert tree(root) == before


def test_a_first_report_needs_a_day_to_begin_with(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without one the options are named; with the program's first day it reaches to the end of the half-year."""
    run(capsys, "new", "program", "kebun", "-C", str(root))
    code, _, said = run(capsys, "new", "period", "kebun", "-C", str(root))
    assert code == 2
    assert "--from" in said
    edit(root / "programs/kebun/program.yml", "# starts: 2026-01", "starts: 2026-02")
    made = json.loads(run(capsys, "new", "period", "kebun", "-C", str(root), "--format", "json")[1])
    assert (made["from"], made["to"]) == ("2026-02-01", "2026-06-30")


def test_how_people_are_counted_is_asked_where_nobody_said_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The field is there with its words, and left open: `amanah status` lists it."""
    edit(root / FIRST, "  counting: unique # unique: setiap orang dihitung sekali; served: setiap kali dilayani\n", "")
    run(capsys, "new", "period", "program-pertama", "-C", str(root))
    assert "  counting: # unique, served\n" in (root / SECOND).read_text(encoding="utf-8")
    assert "beneficiaries.counting" in run(capsys, "status", "-C", str(root), "--format", "json")[1]


def test_a_program_can_follow_another_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Partners, components and indicators come along, numbers do not; the comments are in the reader's language."""
    arguments = ("new", "program", "kebun", "-C", str(root), "--like", "program-pertama", "--lang", "id")
    code, *_ = run(capsys, *arguments, "--name", "Kebun: Warga", "--summary", "Warga menanam.", "--starts", "2026-01")
    assert code == 0
    portfolio = loader.load(sources.read(Project(root))).portfolio
    assert portfolio is not None
    old, new = (next(one for one in portfolio.programs if one.id == name) for name in ("program-pertama", "kebun"))
    assert [one.organization for one in new.partners] == [one.organization for one in old.partners]
    assert [one.id for one in new.components] == [one.id for one in old.components]
    assert [(one.id, one.targets) for one in new.indicators] == [("panen", ())]
    assert "Diambil dari program-pertama" in (root / "programs/kebun/program.yml").read_text(encoding="utf-8")
    assert not [one for one in build.examine(Project(root)).findings if one.blocks]


def test_what_is_commented_out_is_right_once_it_is_not(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The patterns of a new program are what the format wants."""
    run(capsys, "new", "program", "kebun", "-C", str(root), "--summary", "Warga menanam.")
    path = root / "programs/kebun/program.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [one for one in lines if one.startswith(("# yaml", "# Dibuat", "# Made"))]
    shown = [one if one in head else one.removeprefix("# ") for one in lines]
    path.write_text("\n".join((*shown, "")), encoding="utf-8")
    found = [one for one in build.examine(Project(root)).findings if one.blocks]
    assert [one.code for one in found] == []


def test_a_terminal_is_asked_and_asks_again(root: Path) -> None:
    """An answer that cannot stand is explained; the defaults are those that are taken elsewhere."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "new", "period", "program-pertama", "-C", str(root), "--lang", "en"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT) as process:
        os.write(ours, b"31/12/2025\n\n2025-09-30\n\n")
        assert process.wait(timeout=60) == 0
    os.close(theirs)
    os.close(ours)
    made = report(root, "programs/program-pertama/periods/2025-triwulan-3.yml")
    assert str(made.period.first) == "2025-07-01"


SPANS = [
    (("2025-01-01", "2025-06-30"), ("2025-07-01", "2025-12-31"), "2025-semester-2"),
    (("2025-07-01", "2025-12-31"), ("2026-01-01", "2026-06-30"), "2026-semester-1"),
    (("2025-03-01", "2025-12-31"), ("2026-01-01", "2026-12-31"), "2026"),
    (("2025-02-01", "2025-03-31"), ("2025-04-01", "2025-06-30"), "2025-triwulan-2"),
    (("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28"), "2025-02"),
    (("2025-02-01", "2025-05-31"), ("2025-06-01", "2025-09-30"), "2025-06-01-sd-2025-09-30"),
    (("2025-10-25", "2025-11-22"), ("2025-11-23", "2025-12-21"), "2025-11-23-sd-2025-12-21"),
]


@pytest.mark.parametrize(("last", "following", "name"), SPANS)
def test_a_period_follows_another_as_the_calendar_has_it(
    last: tuple[str, str], following: tuple[str, str], name: str
) -> None:
    """Of the same length, and a month, quarter, half-year or year where the last one ended with it."""
    term = starting.follow(starting.Term(*map(date.fromisoformat, last)))
    assert (term.first.isoformat(), term.last.isoformat()) == following
    assert starting.named(term) == name


def test_after_the_end_of_a_program_a_report_says_that_it_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is made all the same: perhaps it is the end that is wrong."""
    edit(root / "programs/program-pertama/program.yml", "starts: 2025-01", "ends: 2025-06-30\nstarts: 2025-01")
    code, said, _ = run(capsys, "new", "period", "program-pertama", "-C", str(root), "--lang", "en")
    assert code == 0
    assert "the program ended on 30 June 2025" in said


def test_texts_that_are_not_written_stop_a_publication(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft may have them; the same report in final may not, nor may a program."""
    run(capsys, "new", "period", "program-pertama", "-C", str(root))
    assert run(capsys, "build", "-C", str(root))[0] == 0
    edit(root / SECOND, "status: draft", "status: final")
    code, said, _ = run(capsys, "check", "-C", str(root))
    assert code == 1
    assert said.count("[unwritten-text]") == 2


def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that leads out of the project is none of its own."""
    outside = tmp_path / "luar"
    outside.mkdir()
    (root / "programs/kebun").symlink_to(outside)
    code, _, said = run(capsys, "new", "program", "kebun", "-C", str(root), "--lang", "en")
    assert code == 2
    assert "link to another place" in said
    assert list(outside.iterdir()) == []
