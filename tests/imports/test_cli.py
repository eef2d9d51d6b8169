"""The commands as staff call them: what is shown, what is written, and the exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator import cli
from tests.imports.project import PATH, PROGRAM, REPORT, copy

Amanah = Callable[..., tuple[int, str, str]]
VARIED = Path(__file__).parent / "varied.xml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the example that is the working folder, for a reader of English."""
    place = copy(tmp_path / "p").root
    monkeypatch.chdir(place)
    for name in ("LC_ALL", "LC_MESSAGES", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return place


@pytest.fixture
def amanah(capsys: pytest.CaptureFixture[str]) -> Amanah:
    """Return the command: exit code, standard output, standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return call


def test_a_workbook_goes_out_and_comes_back_corrected(root: Path, amanah: Amanah) -> None:
    """Shown first and not written; written with --write; nothing left to do the second time."""
    code, _, said = amanah("template", "xlsx", PROGRAM, "--period", REPORT, "--out", "isian.xlsx")
    assert (code, "isian.xlsx is written" in said) == (0, True)
    assert amanah("import", "xlsx", "isian.xlsx")[0] == 0
    book = openpyxl.load_workbook("isian.xlsx")
    book["Penerima"]["C6"] = 149
    book.save("isian.xlsx")
    before = (root / PATH).read_text(encoding="utf-8")
    asked = ("import", "xlsx", "isian.xlsx", "--reason", "Salah ketik.", "--today", "2026-01-05")
    code, shown, _ = amanah(*asked)
    assert code == 1
    assert "+  total: {value: 149, unit: person, source: laporan-lapangan}" in shown
    assert (root / PATH).read_text(encoding="utf-8") == before
    code, shown, _ = amanah(*asked, "--format", "json")
    told = json.loads(shown)
    assert (code, told["corrections"], told["written"]) == (1, 1, False)
    assert {one["code"] for one in told["after"]} >= {"parts-do-not-sum"}
    assert amanah(*asked, "--write")[0] == 0
    assert "was: {value: 148, unit: person}" in (root / PATH).read_text(encoding="utf-8")
    assert amanah(*asked)[0] == 0


def test_faults_stop_the_import_and_name_their_cells(root: Path, amanah: Amanah) -> None:
    """The exit code is 1, the cell stands before the sentence, and the file is as it was."""
    amanah("template", "xlsx", PROGRAM, "--period", REPORT, "--out", "isian.xlsx")
    book = openpyxl.load_workbook("isian.xlsx")
    book["Keuangan"]["G6"] = "1.500"
    book.save("isian.xlsx")
    before = (root / PATH).read_bytes()
    code, shown, _ = amanah("import", "xlsx", "isian.xlsx", "--write")
    assert code == 1
    assert "isian.xlsx:Keuangan!G6: error: 1.500 can be read in two ways" in shown
    assert (root / PATH).read_bytes() == before


def test_what_is_no_workbook_is_refused_in_one_line(root: Path, amanah: Amanah) -> None:
    """A file that cannot be opened is a wrong call: exit code 2 and no traceback."""
    (root / "kosong.xlsx").write_bytes(b"PK\x03\x04")
    for call in (
        ("import", "xlsx", "kosong.xlsx"),
        ("import", "transactions", "kosong.xlsx", "--program", PROGRAM, "--period", REPORT),
        ("template", "xlsx", "tidak-ada", "--out", "x.xlsx"),
        ("template", "xlsx", PROGRAM, "--period", "../x", "--out", "x.xlsx"),
    ):
        code, shown, said = amanah(*call)
        assert (code, shown, said.count("\n")) == (2, "", 1), said
        assert "Traceback" not in said


def test_transactions_are_written_beside_their_report(root: Path, amanah: Amanah) -> None:
    """Table and report are written together, and the check finds the table right."""
    (root / "kas.csv").write_text("tanggal;dana;jumlah\n2024-07-05;grants;1250000\n", encoding="utf-8")
    asked = ("import", "transactions", "kas.csv", "--program", PROGRAM, "--period", "2024-semester-2")
    assert amanah(*asked)[0] == 1
    code, shown, _ = amanah(*asked, "--write")
    assert (code, "+2024-07-05;grant;1250000" in shown) == (0, True)
    folder = root / f"programs/{PROGRAM}/periods"
    assert (folder / "2024-semester-2.csv").read_text(
        encoding="utf-8"
    ) == "date;fund;amount\n2024-07-05;grant;1250000\n"
    code, shown, _ = amanah("trace", f"{PROGRAM}/2024-semester-2/computed.transactions.spent.grant.total")
    assert (code, "2024-semester-2.csv:2" in shown) == (0, True)
    assert amanah(*asked)[0] == 0


def test_iati_makes_a_new_project_and_lists_what_was_left_out(root: Path, amanah: Amanah) -> None:
    """A project comes to be where none was; the list names elements and lines."""
    code, shown, _ = amanah("import", "iati", str(VARIED), "--out", "baru", "--write")
    assert code == 0
    assert "left out: policy-marker, 1 times, line " in shown
    assert {path.name for path in (root / "baru/programs").iterdir()} >= {"air-bersih-pesisir", "night-school"}
    assert amanah("check", "-C", "baru")[0] in (0, 1)
    code, _, said = amanah(
        "import", "iati", str(VARIED), "--activity", "XM-REKAAN-1", "--program", "air-bersih-pesisir", "--out", "baru"
    )
    assert (code, "choose another name" in said) == (2, True)
    (root / "rusak.xml").write_text("<iati-activities>\n<a>", encoding="utf-8")
    code, shown, _ = amanah("import", "iati", "rusak.xml")
    assert (code, "rusak.xml:2:" in shown) == (1, True)
