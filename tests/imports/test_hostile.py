"""Files of strangers: bombs, damage and random bytes give findings or a refusal, and never a traceback."""

import io
import random
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from generator import sources, tables
from generator.errors import UsageError
from generator.imports import book, guard, iati, transactions
from generator.imports.guard import Refused
from generator.imports.iati import Wanted
from generator.imports.proposal import Proposal
from generator.imports.spreadsheet import Order
from generator.model.transaction import COLUMNS
from generator.project import Project
from generator.sources import Reading, Source
from tests.imports.project import PROGRAM, REPORT, change, copy, portfolio_of, propose, template

VARIED = (Path(__file__).parent / "varied.xml").read_bytes()
ROUNDS = 60


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the example."""
    return copy(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def workbook(project: Project) -> bytes:
    """Return the template of a report."""
    return template(project)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook in which one member is another."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**members, name: content})


def sheet(cells: str) -> bytes:
    """Return the XML of a sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def bombs(workbook: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield archives that would fill the memory of a reader without limits."""
    first = "xl/worksheets/sheet1.xml"
    yield "unpacked too large", replaced(workbook, first, b" " * (guard.MAX_UNPACKED + 1))
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield "a cell in the farthest corner", replaced(workbook, first, sheet(far))
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + sheet("<row/>")
    yield "entities in a sheet", replaced(workbook, first, laughs)
    yield "too many members", zipped({f"m{number}": b"" for number in range(guard.MAX_MEMBERS + 1)})
    yield "an archive in an archive", zipped({"xl/workbook.xml": workbook})
    yield "no archive", b"PK\x03\x04" + zlib.compress(b"0" * 10_000)
    yield "an old workbook", b"\xd0\xcf\x11\xe0" + b"\0" * 600
    yield "nothing", b""
    yield "too large", b"PK" + b"\0" * guard.MAX_FILE


def test_a_bomb_is_refused_before_it_goes_off(workbook: bytes) -> None:
    """Each is refused with a sentence, before the reader that has no limits sees it."""
    for name, data in bombs(workbook):
        with pytest.raises(Refused):
            book.read(name, data)


def test_an_ods_bomb_of_repeated_rows_is_refused() -> None:
    """A cell that repeats a million times in a row that does is counted, not made."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<t:table-cell t:number-columns-repeated="9000" o:value-type="float"/>'
    row = f'<t:table-row t:number-rows-repeated="1000000">{cell}</t:table-row>'
    body = f'<o:body><o:spreadsheet><t:table t:name="x">{row}</t:table></o:spreadsheet></o:body>'
    names = f'xmlns:o="{space}:office:1.0" xmlns:t="{space}:table:1.0"'
    content = f"<o:document-content {names}>{body}</o:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(Refused):
        book.read("x.ods", zipped({"mimetype": kind, "content.xml": content.encode()}))


def test_an_ods_file_is_read_like_an_xlsx_file(project: Project) -> None:
    """LibreOffice's own format has the same sheets, cells and faults."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Penerima")
    for line in (
        ("Dibagi menurut", "Rincian", "Jumlah", "Satuan", "Sumber", "Catatan"),
        ("total", "", "1.500", "orang", "", ""),
    ):
        row = TableRow()
        for text in line:
            cell = TableCell(valuetype="string") if text else TableCell()
            if text:
                cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    made = propose(project, out.getvalue(), spreadsheet_order(), "isian.ods")
    assert [(one.code, str(one.mark)) for one in made.findings] == [("wrong-amount", "isian.ods:Penerima!C2")]


def spreadsheet_order() -> Order:
    """Return the report that the workbooks without a sheet of facts are for."""
    return Order(PROGRAM, REPORT)


def bend(data: bytes, dice: random.Random) -> bytes:
    """Return data with bytes changed, cut or doubled."""
    bent = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(bent))
        kind = dice.randrange(4)
        if kind == 0:
            bent[at] = dice.randrange(256)
        elif kind == 1:
            del bent[at : at + dice.randint(1, 400)]
        elif kind == 2:
            bent[at:at] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 20)))
        else:
            bent = bent[: max(at, 1)]
        if not bent:
            return b""
    return bytes(bent)


def test_bent_workbooks_are_read_or_refused(project: Project, workbook: bytes) -> None:
    """Random damage to the archive and to the XML inside gives a proposal, a finding or a refusal."""
    done = 0
    for number in range(ROUNDS):
        dice = random.Random(number)  # noqa: S311 - nothing secret
        data = bend(workbook, dice)
        if number % 2:
            with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
                name = dice.choice([one for one in archive.namelist() if one.endswith(".xml")])
                data = replaced(workbook, name, bend(archive.read(name), dice))
        try:
            done += isinstance(propose(project, data), Proposal)
        except (Refused, UsageError):
            done += 1
    assert done == ROUNDS


def test_bent_iati_is_read_or_refused() -> None:
    """Random damage to XML gives a finding with a line."""
    for number in range(ROUNDS):
        data = bend(VARIED, random.Random(number))  # noqa: S311 - nothing secret
        made = iati.propose("x.xml", data, Reading((), (), ()), Wanted())
        assert made.findings or made.files


def test_random_tables_are_read_or_refused() -> None:
    """Any text is rows or findings, whatever its quotes and separators."""
    for number in range(ROUNDS * 5):
        dice = random.Random(number)  # noqa: S311 - nothing secret
        text = "".join(dice.choice('";,\t\n\r aA1.-Rp<tanggal jumlah') for _ in range(dice.randint(0, 300)))
        rows, found = tables.parse(Source("x.csv", f"tanggal;jumlah\n{text}", ""), COLUMNS, ())
        assert len(rows) + len(found) >= 0


# --- transactions ------------------------------------------------------------------------------------------------

LIST = """\
Tanggal;Jenis;Dana;Kategori;Komponen;Tempat;Jumlah;Kuitansi;Uraian
2024-07-02;keluar;hibah;Konstruksi;Sumur bor;Donggo;Rp 1.500.000;K-1;"Pipa; sambungan"
2024-07-03;keluar;hibah;transport;pipa;sanggar;250000;K-2;Angkut
2024-08-01;keluar;hibah;transport;pipa;sanggar;-50000;K-3;Kembalian
"""


def take(project: Project, data: bytes, file: str = "kas.csv") -> Proposal:
    """Return what a list would change in the second report."""
    return transactions.propose(file, data, sources.read(project), portfolio_of(project), PROGRAM, "2024-semester-2")


@pytest.mark.parametrize("form", ["semicolons", "commas", "byte-order mark", "windows lines", "xlsx"])
def test_a_list_becomes_a_table_and_the_sums_that_were_not_stated(project: Project, form: str) -> None:
    """Words become ids, amounts digits; the report gets the name of the table, and what its rows add up to."""
    grants = LIST.replace("hibah", "grants")
    data = grants.encode()
    if form == "commas":
        data = grants.replace('"Pipa; sambungan"', "Pipa").replace(";", ",").encode()
    elif form == "byte-order mark":
        data = b"\xef\xbb\xbf" + data
    elif form == "windows lines":
        data = grants.replace("\n", "\r\n").encode()
    elif form == "xlsx":
        data = as_workbook(grants)
    made = take(project, data, "kas.xlsx" if form == "xlsx" else "kas.csv")
    assert [one.text() for one in made.findings] == []
    report, table = made.files
    assert "  transactions: {file: 2024-semester-2.csv}" in report.after
    assert "total: 1.700.000" in report.after
    assert "by_component: {sumur: 1.500.000, pipa: 200000}" in report.after
    assert table.after.splitlines()[1].startswith("2024-07-02;spent;grant;konstruksi;sumur;donggo;1500000;K-1")


def as_workbook(text: str) -> bytes:
    """Return a list as a workbook."""
    made = openpyxl.Workbook()
    active = made.active
    assert active is not None
    for line in text.splitlines():
        active.append(line.replace('"Pipa; sambungan"', "Pipa").split(";"))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_faults_of_a_list_name_their_row_or_cell(project: Project) -> None:
    """All of them at once; of a workbook the cell, of a table line and column."""
    bad = LIST.replace("hibah", "grants").replace("Rp 1.500.000", "1.500").replace("sanggar;250000", "sangar;250000")
    found = take(project, bad.encode()).findings
    assert [(one.code, str(one.mark)) for one in found] == [
        ("wrong-amount", "kas.csv:2:54"),
        ("unknown-word", "kas.csv:3:41"),
    ]
    cells = [str(one.mark) for one in take(project, as_workbook(bad), "kas.xlsx").findings]
    assert cells == ["kas.xlsx:Sheet!G2", "kas.xlsx:Sheet!F3"]
    for data, code in ((b"", "empty-table"), (b"a;b\n1;2\n", "unknown-column"), (b"\xff\xfe", "wrong-encoding")):
        assert [one.code for one in take(project, data).findings][:1] == [code]


def test_an_amount_beyond_all_money_is_a_fault_of_its_row(project: Project) -> None:
    """A number of more digits than decimals hold ends nothing."""
    found = take(project, LIST.replace("hibah", "grants").replace("Rp 1.500.000", f"Rp {HUGE}").encode()).findings
    assert [(one.code, str(one.mark)) for one in found] == [("wrong-amount", "kas.csv:2:54")]
    cells = take(project, as_workbook(LIST.replace("hibah", "grants").replace("250000", HUGE)), "kas.xlsx").findings
    assert [(one.code, str(one.mark)) for one in cells] == [("wrong-amount", "kas.xlsx:Sheet!G3")]


HUGE = "10.000.000.000.000.000 triliun"


@pytest.mark.parametrize(
    ("count", "more"), [(199, None), (200, ""), (201, "1 more fault is"), (340, "140 more faults")]
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_faults_that_are_not_listed_are_counted(project: Project, form: str, count: int, more: str | None) -> None:
    """Two hundred are told, then how many more there are: nobody may think that the list is all of them."""
    text = "tanggal;dana;jumlah\n" + "2024-07-01;grants;satu\n" * count
    data = as_workbook(text) if form == "xlsx" else text.encode()
    found = take(project, data, f"kas.{form}").findings
    assert [one.code for one in found].count("wrong-amount") == min(count, 200)
    assert (found[-1].code == "too-many-faults") == (more is not None)
    assert more is None or more in str(found[-1].hint or "")


def test_a_table_whose_reading_stopped_says_so(project: Project) -> None:
    """The reader of tables stops at two hundred faults of form, and what is below them was not looked at."""
    text = "tanggal;dana;jumlah\n" + "2024-07-01;grants;1000;lebih\n" * 900
    found = take(project, text.encode()).findings
    assert found[-1].code == "too-many-faults"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Penerimaan", "received"), ("pemasukan", "received"), ("uang masuk", "received"), ("MASUK", "received"),
        ("Pengeluaran", "spent"), ("kas  keluar", "spent"), ("penyaluran", "spent"), ("belanja", "spent"),
    ],
)  # fmt: skip
def test_the_usual_words_for_in_and_out_are_known(project: Project, word: str, kind: str) -> None:
    """As finance departments head their columns; capitals and spaces do not count."""
    made = take(project, f"tanggal;jenis;dana;jumlah\n2024-07-01;{word};grants;5000\n".encode())
    assert [one.text() for one in made.findings] == []
    assert made.files[1].after.splitlines()[1] == f"2024-07-01;{kind};grant;5000"


@pytest.mark.parametrize("word", ["debit", "Kredit", "DEBET", "credit"])
def test_a_word_that_means_in_or_out_is_asked_about(project: Project, word: str) -> None:
    """In a cash book debit is money in, on a bank statement money out; nobody guesses."""
    (found,) = take(project, f"tanggal;jenis;dana;jumlah\n2024-07-01;{word};grants;5000\n".encode()).findings
    assert found.code == "unknown-word"
    assert "keluar" in str(found.hint)


def test_a_list_of_five_thousand_rows_is_read(project: Project) -> None:
    """Every row arrives, and the progress of reading can be watched."""
    rows = "".join(f"2024-07-0{1 + number % 9};grants;{1000 + number};K-{number}\n" for number in range(5000))
    made = take(project, f"tanggal;dana;jumlah;kuitansi\n{rows}".encode())
    assert made.files[1].after.count("\n") == 5001
    assert f"total: {sum(range(1000, 6000)):,}".replace(",", ".") in made.files[0].after


def test_a_template_with_formulas_by_another_program_is_refused_cell_by_cell(project: Project, workbook: bytes) -> None:
    """A formula whose result nobody saved is no number, and says so."""

    def edit(opened: openpyxl.Workbook) -> None:
        opened["Penerima"]["C6"] = "=100+48"

    found = propose(project, change(workbook, edit)).findings
    assert [(one.code, one.mark.cell) for one in found] == [("formula-without-value", "Penerima!C6")]
