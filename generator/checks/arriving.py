"""The rule book's entries for tables, workbooks and files of others, for formats, and for what git should not hold.

The rooms that bring these in report the codes themselves; here is only what a reader should know about them.
"""

from collections.abc import Iterator

from generator.checks.rule import Rule, RulePage
from generator.findings import Severity
from generator.i18n import Message, msg

_GUESSED = msg("A cell that is guessed at becomes a figure in public. What a table does not say plainly is asked back.")
_TOLD = msg("Who reads the site later cannot see the workbook; so nothing of it is taken over half, or in silence.")
_STAYS = msg("Files of a project are read for years. Their format has a number, so that a later version knows how.")


def _rule(
    title: Message, meaning: Message, bad: str, good: str, why: Message, severity: Severity = Severity.ERROR
) -> Rule:
    return Rule(title, severity, disclosable=False, page=RulePage(meaning, bad, good, why))


def entries() -> Iterator[tuple[str, Rule]]:
    """Yield every code with its entry."""
    yield from _tables()
    yield from _workbooks()
    yield from _strangers()
    yield from _formats()


def _tables() -> Iterator[tuple[str, Rule]]:
    yield (
        "empty-table",
        _rule(
            msg("A table has headings and rows"),
            msg("A table of transactions begins with a line of headings. A file without any line says nothing."),
            "# 2024.csv\n",
            "tanggal;dana;jumlah;uraian\n2024-03-05;zakat;648000;Sewa tenda rapat\n",
            _TOLD,
        ),
    )
    yield (
        "unknown-column",
        _rule(
            msg("Each column of a table has a heading that is known"),
            msg(
                "Headings are the names of the fields or their Indonesian and English words, in any order. A heading "
                "that is none of them would be a column that nobody reads."
            ),
            "tanggal;jumlh\n2024-03-05;648000\n",
            "tanggal;jumlah\n2024-03-05;648000\n",
            _TOLD,
        ),
    )
    yield (
        "cell-without-heading",
        _rule(
            msg("No cell stands beyond the last heading"),
            msg("A row has no more cells than there are headings; mostly a text holds the sign that parts the cells."),
            "tanggal,jumlah,uraian\n2024-03-05,648000,Tenda, kursi\n",
            'tanggal,jumlah,uraian\n2024-03-05,648000,"Tenda, kursi"\n',
            _GUESSED,
        ),
    )


def _workbooks() -> Iterator[tuple[str, Rule]]:
    yield (
        "missing-sheet",
        _rule(
            msg("A workbook has the sheets of the template"),
            msg("`amanah import xlsx` reads the sheets that `amanah template xlsx` makes, by their names."),
            "# Sheet1, Sheet2\n",
            "# Laporan, Keuangan, Penerima\n",
            _TOLD,
        ),
    )
    yield (
        "missing-heading",
        _rule(
            msg("A sheet has a row of headings"),
            msg("Columns may stand in any order, but each is known by its heading, which must be there."),
            "# 648000 | Sewa tenda rapat\n",
            "# Jumlah | Uraian\n# 648000 | Sewa tenda rapat\n",
            _GUESSED,
        ),
    )
    yield (
        "formula-without-value",
        _rule(
            msg("A formula has a saved result"),
            msg(
                "Some programs write formulas without their results. Open the workbook in Excel or LibreOffice and "
                "save it once, so that each cell holds its number."
            ),
            "# C14: =SUM(C2:C13)   (no result)\n",
            "# C14: =SUM(C2:C13)   (648000)\n",
            _GUESSED,
        ),
    )
    yield (
        "empty-cell",
        _rule(
            msg("No figure is taken away by an empty cell"),
            msg("Where the report has a figure and the workbook an empty cell, the figure stays, and this says so."),
            "# Penerima!C4:\n",
            "# Penerima!C4: 342\n",
            msg("An empty cell is not a zero, and mostly not a decision. A figure that must go is taken out by hand."),
            Severity.WARNING,
        ),
    )
    yield (
        "other-language",
        _rule(
            msg("Texts of a workbook are in the publisher's languages"),
            msg(
                "A workbook has columns for Indonesian and English. A text in a language that `languages:` of "
                "`publisher.yml` does not name has no place in the report: it is left out, and its cell is named."
            ),
            "# languages: [en]; Laporan, Title (Indonesian): Tahun pertama\n",
            "# languages: [en]; Laporan, Title (English): The first year\n",
            _TOLD,
            Severity.WARNING,
        ),
    )
    yield (
        "missing-reason",
        _rule(
            msg("A published figure changes with a reason"),
            msg(
                "A figure of a final report that a workbook changes is recorded as a correction, and that has a reason."
            ),
            "amanah import xlsx laporan.xlsx --write\n",
            'amanah import xlsx laporan.xlsx --write --reason "Kuitansi Mei terhitung dua kali."\n',
            msg("A correction is public: what the figure was, until when, and why."),
        ),
    )
    yield (
        "not-editable",
        _rule(
            msg("What is brought in can be written into the files"),
            msg(
                "A file that cannot be read, or a place in it that has another form than the new value, is not "
                "written to. `amanah check` says what is wrong with the file."
            ),
            "finance: Rp 5 juta\n",
            "finance:\n  spent: {total: Rp 5 juta}\n",
            msg("No line is changed that nobody asked to change; rather nothing is written at all."),
        ),
    )


def _strangers() -> Iterator[tuple[str, Rule]]:
    yield (
        "unreadable-iati",
        _rule(
            msg("A file of IATI is XML that can be read"),
            msg(
                "It is well-formed, has no entities of its own, is not larger than the limit, and begins as IATI says."
            ),
            "<iati-activities version='2.03'><iati-activity>\n",
            "<iati-activities version='2.03'>\n  <iati-activity>...</iati-activity>\n</iati-activities>\n",
            msg("A file by others is read as data, with nothing fetched and nothing expanded."),
        ),
    )
    yield (
        "no-activity",
        _rule(
            msg("A file of IATI has the activity that is asked for"),
            msg("A file may hold many activities, or none; `--activity` names one of them by its identifier."),
            "amanah import iati berkas.xml --activity XX-1\n",
            "amanah import iati berkas.xml --activity ID-KDN-CONTOH-kebun\n",
            _TOLD,
        ),
    )


def _formats() -> Iterator[tuple[str, Rule]]:
    yield (
        "old-format",
        _rule(
            msg("Each file is in the present format"),
            msg("A file in an older format is not read. `amanah migrate` moves it on and keeps its comments."),
            "format: 0\n",
            "format: 1\n",
            _STAYS,
        ),
    )
    yield (
        "new-format",
        _rule(
            msg("No file is in a format that is yet to come"),
            msg(
                "A file that a later version of this program wrote is not read by an older one. Install the later one."
            ),
            "format: 2\n",
            "format: 1\n",
            _STAYS,
        ),
    )
    yield (
        "committed-cache",
        _rule(
            msg("The cache of a machine is not in git"),
            msg(
                "`.amanah/` keeps what one machine has worked out. In a repository, others would be given it to "
                "believe."
            ),
            "git add .amanah\n",
            "echo .amanah/ >> .gitignore\n",
            msg("What a site says must follow from what authors wrote, not from what a stranger's machine remembers."),
        ),
    )
