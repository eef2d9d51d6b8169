"""`amanah fix`: what has one remedy is mended, everything else stays byte for byte."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build, cli, sources, writer
from generator.checks.mending import mend, mend_amount
from generator.findings import Mark
from generator.model import amount
from generator.project import Project
from tests.built import ROOT
from tests.cli.small import REPORT, edit, small_project, tree

PROGRAM = "programs/kebun/program.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small project whose fields stand in order."""
    place = small_project(tmp_path / "proyek")
    _write(place)
    return place


def _write(root: Path) -> None:
    """Mend a project without the command."""
    reading = sources.read(Project(root))
    for one in mend(reading, frozenset(source.path for source in reading.sources)):
        (root / one.file).write_text(one.after, encoding="utf-8", newline="")


def fix(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run the command and return its exit code and the diff."""
    with pytest.raises(SystemExit) as left:
        cli.main(("fix", "-C", str(root), "--lang", "en", *arguments))
    return int(str(left.value.code)), capsys.readouterr().out


def changed(diff: str) -> list[str]:
    """Return the lines of a diff that were taken out or put in."""
    return [line for line in diff.splitlines() if line[:1] in "+-" and not line.startswith(("+++", "---"))]


def check(root: Path) -> list[str]:
    """Return the codes of what is found in a project and not disclosed."""
    return [one.code for one in build.examine(Project(root)).findings if one.disclosed is None]


MISTAKES = [
    (REPORT, "status: final", "status: finl"),
    (REPORT, "beneficiaries:", "beneficiares:"),
    (REPORT, "sayur: 200", "sayr: 200"),
    (REPORT, "source: laporan", "source: laporn"),
    (REPORT, "Rp 12.000.000", "Rp 12,000,000"),
    (REPORT, "Rp 12.000.000", "IDR 12.000.000"),
    (REPORT, "{total: Rp 12.000.000}", '{total: "12.5 juta"}'),
    (PROGRAM, "title: Laporan kebun", "title: Laporan: kebun"),
    (PROGRAM, "title: Laporan kebun", "title: @kebun"),
]


@pytest.mark.parametrize(("file", "right", "wrong"), MISTAKES, ids=lambda one: str(one)[:24])
def test_a_mistake_with_one_remedy_is_mended(
    file: str, right: str, wrong: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line is shown and changed, nothing is found any more, and no other line is touched."""
    edit(root / file, right, wrong)
    before = (root / file).read_text(encoding="utf-8").splitlines()
    assert check(root)
    code, diff = fix(root, capsys, "--write")
    after = (root / file).read_text(encoding="utf-8").splitlines()
    assert code == 0
    assert check(root) == []
    assert len(changed(diff)) == 2
    assert sum(one != two for one, two in zip(before, after, strict=True)) == 1


AMBIGUOUS = ["1.500", "Rp 1,500", "1.500 juta", "1,500", "1.500 M", "Rp 1.50", "12.34.56", "1,500.000", "1 500", "007"]


@pytest.mark.parametrize("written", AMBIGUOUS)
def test_an_ambiguous_amount_is_left_alone(written: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two readings, or none: only the author knows."""
    edit(root / REPORT, "Rp 12.000.000", f'"{written}"')
    before = tree(root)
    assert fix(root, capsys, "--write") == (0, "")
    assert tree(root) == before
    assert mend_amount(written) == ""


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("1,500,000", "1.500.000"),
        ("Rp1,500,000.50", "Rp 1.500.000,50"),
        ("IDR 5,000.25", "Rp 5.000,25"),
        ("1.5 milyar", "1,5 miliar"),
        ("rp 1.500.000", "Rp 1.500.000"),
        ("Rp 1.500.000,-", "Rp 1.500.000"),
        ("12.5 %", "12,5 %"),
        ("-1,500,000", "-1.500.000"),
    ],
)
def test_amounts_with_one_reading_are_respelled(written: str, mended: str) -> None:
    """English separators, an English point before a scale word, other words for rupiah."""
    assert mend_amount(written) == mended
    assert mend_amount(mended) == ""


@given(st.integers(min_value=1_000_000, max_value=10**15))
def test_any_amount_in_english_keeps_its_value(value: int) -> None:
    """The respelled amount is the number that was meant."""
    assert amount.read(mend_amount(f"Rp {value:,}")).value == value


def test_nothing_is_written_without_being_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The diff is shown, and the exit code says that there is something to write."""
    edit(root / REPORT, "status: final", "status: finl")
    before = tree(root)
    code, diff = fix(root, capsys)
    assert code == 1
    assert changed(diff) == ["-status: finl", "+status: final"]
    assert f"--- a/{REPORT}" in diff
    assert tree(root) == before


def test_fields_are_put_in_order_with_their_comments(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Comments go with their field, blank lines and the head of the file stay, and all values are the same."""
    text = (
        "# Head of the file\nformat: 1\n\n# from the list\nsource: laporan\nstatus: final  # agreed\n\n"
        "summary: {id: Panen., en: Harvest.}\n\n# days\nperiod: {from: 2024-01-01, to: 2024-12-31}\n"
    )
    (root / REPORT).write_text(text, encoding="utf-8")
    assert fix(root, capsys, "--write")[0] == 0
    assert (root / REPORT).read_text(encoding="utf-8") == (
        "# Head of the file\nformat: 1\n\n# days\nperiod: {from: 2024-01-01, to: 2024-12-31}\nstatus: final  # agreed\n"
        "\nsummary: {id: Panen., en: Harvest.}\n\n# from the list\nsource: laporan\n"
    )


def test_a_word_with_two_neighbours_is_left_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where two known words are spelled much like it, only the author knows."""
    edit(root / PROGRAM, "sources:\n", "sources:\n  laporam: {title: Laporan lain, kind: report}\n")
    edit(root / REPORT, "source: laporan", "source: lapora")
    assert fix(root, capsys, "--write") == (0, "")
    assert "source: lapora\n" in (root / REPORT).read_text(encoding="utf-8")


def test_a_code_without_its_points_is_written_as_kemendagri_does(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The digits are the same, so the place is."""
    places = "places:\n  - {id: lebak, name: Lebak, code: 3602, kind: regency}\ncomponents:\n"
    edit(root / PROGRAM, "components:\n", places)
    assert "unknown-place" in check(root)
    assert fix(root, capsys, "--write")[0] == 0
    assert 'code: "36.02"' in (root / PROGRAM).read_text(encoding="utf-8")
    assert check(root) == []


def test_faults_behind_faults_are_mended_in_one_run(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What could not be seen before the first fault was mended is mended too; a second run finds nothing."""
    edit(root / PROGRAM, "title: Laporan kebun", "title: Laporan: kebun")
    edit(root / PROGRAM, "kind: report", "kind: reprt")
    edit(root / REPORT, "status: final", "status: finl")
    assert fix(root, capsys, "--write")[0] == 0
    assert check(root) == []
    assert fix(root, capsys, "--write") == (0, "")


def test_a_change_that_would_break_something_is_not_made(root: Path) -> None:
    """A field that is there already is not given a second time."""
    edit(root / REPORT, "status: final", "status: final\nstatu: draft")
    text = (root / REPORT).read_text(encoding="utf-8")
    reading = sources.read(Project(root))
    assert mend(reading, frozenset({REPORT})) == ()
    assert (root / REPORT).read_text(encoding="utf-8") == text


def test_windows_line_ends_and_a_byte_order_mark_stay(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that nobody asked to change are not changed."""
    path = root / REPORT
    data = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(data.replace(b"status: final", b"status: finl"))
    assert fix(root, capsys, "--write")[0] == 0
    assert path.read_bytes() == data


def test_old_spellings_are_mended_on_demand(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number stands as its source writes it, unless the author wants the new spelling."""
    edit(root / REPORT, "Rp 12.000.000", '"Rp. 1,5 milyar"')
    assert fix(root, capsys) == (0, "")
    assert changed(fix(root, capsys, "--spelling")[1])[1].strip("+ ") == 'spent: {total: "Rp 1,5 miliar"}'


def test_personal_data_are_not_shown_in_a_diff(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A log of a public CI run would publish them."""
    edit(root / REPORT, "status: final", "# NIK 3602061234560001\nstatus: finl")
    code, diff = fix(root, capsys)
    assert code == 1
    assert "3602061234560001" not in diff


def test_a_terminal_is_asked(root: Path) -> None:
    """Whoever says yes gets the changes; the answer no leaves everything as it was."""
    edit(root / REPORT, "status: final", "status: finl")
    assert _answer(root, b"n\n") == 1
    assert "finl" in (root / REPORT).read_text(encoding="utf-8")
    assert _answer(root, b"y\n") == 0
    assert "final" in (root / REPORT).read_text(encoding="utf-8")


def _answer(root: Path, answer: bytes) -> int:
    """Run the command on a terminal of its own and type an answer."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "fix", "-C", str(root), "--lang", "en"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT) as process:
        os.write(ours, answer)
        code = process.wait(timeout=60)
    os.close(theirs)
    os.close(ours)
    return code


def test_the_five_programs_lose_no_byte_but_those_shown(tmp_path: Path) -> None:
    """With and without spelling, what changes in the demo is what the diff says, and a second run has nothing to do."""
    shutil.copytree(ROOT / "programs", tmp_path / "programs")
    reading = sources.read(Project(tmp_path))
    files = frozenset(one.path for one in reading.sources)
    for one in mend(reading, files, spelling=True):
        (tmp_path / one.file).write_text(one.after, encoding="utf-8", newline="")
        assert sorted(one.before.replace("milyar", "miliar").split("\n")) == sorted(one.after.split("\n"))
    assert mend(sources.read(Project(tmp_path)), files, spelling=True) == ()


def test_edits_that_do_not_fit_are_left_out() -> None:
    """What stands at the mark is not what was expected, or two edits overlap: the text stays."""
    mark = Mark("x.yml", 1, 3, 2)
    assert writer.apply("abcdef\n", [writer.Edit(mark, "cd", "X")]) == "abXef\n"
    assert writer.apply("abcdef\n", [writer.Edit(mark, "xx", "X")]) == "abcdef\n"
    twice = [writer.Edit(mark, "cd", "X"), writer.Edit(Mark("x.yml", 1, 4, 2), "de", "Y")]
    assert writer.apply("abcdef\n", twice) == "abcYf\n"
