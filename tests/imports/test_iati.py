"""Files of IATI become programs: ours figure by figure, those of others as far as the model goes, the rest listed."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree

from generator import build, loader, sources
from generator.exports import Offer
from generator.exports.iati import write_iati
from generator.findings import Severity
from generator.imports import iati
from generator.imports.iati import Wanted
from generator.imports.iati.reports import number
from generator.imports.proposal import Proposal, with_files
from generator.model.figure import Figure
from generator.model.portfolio import Portfolio
from generator.model.record import figures
from generator.project import Project
from generator.sources import Reading, Source
from generator.views.portfolio import derive
from tests.exports.iati.official import faults_of_rules, faults_of_schema
from tests.imports.project import EXAMPLE

HERE = Path(__file__).parent
VARIED = (HERE / "varied.xml").read_bytes()
EMPTY = Reading((), (), ())
TODAY = dt.date(2026, 1, 31)


def loaded(made: Proposal, project: Reading = EMPTY) -> Portfolio:
    """Return the portfolio that the proposed files make; nothing in them may be refused."""
    found = loader.load(with_files(project, made.files))
    assert [one.text() for one in found.findings if one.severity is Severity.ERROR] == []
    assert found.portfolio is not None
    return found.portfolio


def activity(inner: str, head: str = 'version="2.03"') -> bytes:
    """Return a file with one activity."""
    begin = f'<iati-activities {head}><iati-activity default-currency="IDR" xml:lang="id">'
    return f"{begin}{inner}</iati-activity></iati-activities>".encode()


def read(data: bytes, wanted: Wanted | None = None) -> Proposal:
    """Return what a file becomes in a new project."""
    return iati.propose("kiriman.xml", data, EMPTY, wanted or Wanted())


def told(portfolio: Portfolio, program: str) -> dict[str, tuple[object, ...]]:
    """Return every figure of a program by its address: what was typed, its value, unit and source."""
    found = next(one for one in portfolio.programs if one.id == program)
    cells = (one for file in (found, *portfolio.reports_of(found)) for one in figures(file))
    return {
        one.address: (one.origin.written.replace(" ", ""), one.unit.id, one.source, getattr(one, "value", None))  # type: ignore[union-attr]
        for one in cells
        if "/corrections." not in one.address and "exit" not in one.address.rpartition("/")[2].split(".")[:1]
    }


def export(project: Project) -> bytes:
    """Return the file of all activities of a project, as its site offers it."""
    examined = build.examine(project, today=TODAY, drafts=False)
    assert examined.portfolio is not None
    assert examined.checked is not None
    offers = (one for one in write_iati(derive(examined.portfolio, examined.checked)) if isinstance(one, Offer))
    return next(one.artifact.data for one in offers if one.artifact.uri == "data/iati-activities.xml")


def unrecorded(data: bytes) -> bytes:
    """Return a file of ours without the author's files in it, as an earlier version wrote it."""
    root = etree.fromstring(data)
    for record in list(root.iter("{tag:amanah.invalid,2026:iati}record")):
        record.getparent().remove(record)  # type: ignore[union-attr] # it stands in an activity
    return etree.tostring(root)


def test_our_own_figures_come_back_without_a_record_too() -> None:
    """YAML to IATI and back by the elements alone: the same addresses, numbers as typed, units and sources."""
    examined = build.examine(Project(EXAMPLE), today=TODAY, drafts=False)
    before = examined.portfolio
    assert before is not None
    data = unrecorded(export(Project(EXAMPLE)))
    whole = sources.read(Project(EXAMPLE))
    kept = Reading(tuple(one for one in whole.sources if one.path.count("/") == 1), (), ())
    made = iati.propose("iati-activities.xml", data, kept, Wanted())
    after = loaded(made, kept)
    for program in before.programs:
        was, now = told(before, program.id), told(after, program.id)
        assert now == was


def test_a_varied_file_of_others_is_read_and_its_rest_is_listed() -> None:
    """Every element that the importer knows has its place; every other one is listed with its lines."""
    made = read(VARIED)
    portfolio = loaded(made)
    program = next(one for one in portfolio.programs if one.id == "air-bersih-pesisir")
    assert program.status == "active"
    assert [str(program.starts), str(program.ends)] == ["2022-01-01", "2024-12-31"]
    assert {one.organization: one.roles for one in program.partners} == {
        "yayasan-air-rekaan": ("accountable", "implementing"),
        "dinas-rekaan": ("extending",),
        "pt-andai-jaya": ("funding",),
    }
    assert [one.id for one in program.places] == ["pantai", "teluk"]
    assert program.sdgs == (6,)
    assert [one.id for one in program.aims] == ["tujuan-1"]
    indicator = program.indicators[0]
    assert isinstance(indicator.baseline and indicator.baseline.value, Figure)
    assert [str(one.by) for one in indicator.targets] == ["2022-12-31", "2023-12-31"]
    reports = {one.id: one for one in portfolio.reports_of(program)}
    assert list(reports) == ["2022", "2023", "2024"]
    first = reports["2022"].finance
    assert first is not None
    assert first.budget
    assert first.spent
    assert isinstance(first.spent.total, Figure)
    assert first.spent.total.value == 41_500_000
    assert isinstance(first.funds["csr"].received[0].amount, Figure)
    assert [row.line for row in portfolio.transactions[reports["2022"].document]] == [2, 3, 4, 5]
    left = {one.what: one.lines for one in made.left}
    for what in (
        "sector",
        "policy-marker",
        "contact-info",
        "transaction",
        "location/point",
        "budget",
        "related-activity",
    ):
        assert left[what], left
    assert "iati-activity/@humanitarian" in left


def test_what_was_imported_is_built_and_exported_again(tmp_path: Path) -> None:
    """The files pass the checks that stop a build, and the program is a valid activity again."""
    made = read(VARIED, Wanted(activity="XM-REKAAN-1"))
    for one in made.files:
        path = tmp_path / one.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.after.replace("status: draft", "status: final"), encoding="utf-8")
    examined = build.examine(Project(tmp_path), today=TODAY)
    assert [one.text() for one in examined.findings if one.blocks] == []
    data = export(Project(tmp_path))
    assert faults_of_schema(data) == []
    assert faults_of_rules(data, TODAY.isoformat()) == []
    root = etree.fromstring(data)
    again = root.findall("iati-activity")
    assert [one.get("{tag:amanah.invalid,2026:iati}program") for one in again] == ["air-bersih-pesisir"]


def test_one_activity_can_be_chosen_and_named() -> None:
    """A file of many activities gives all of them, or the one that is asked for under the name that is asked for."""
    everything = {one.file.split("/")[1] for one in read(VARIED).files if one.file.count("/") > 1}
    assert len(everything) == 3
    one = read(VARIED, Wanted("XM-REKAAN-2", "nama-lain"))
    assert {file.file.split("/")[1] for file in one.files if file.file.count("/") > 1} == {"nama-lain"}
    assert read(VARIED, Wanted("XM-TIDAK-ADA")).blocked


REFUSED = {
    "nothing": b"",
    "no XML": b"PK\x03\x04 nothing",
    "cut off": VARIED[: len(VARIED) // 2],
    "a wrong bracket": activity("<title><narrative>x</title>"),
    "another root": b"<html/>",
    "organisations": b'<iati-organisations version="2.03"/>',
    "an old version": activity("", 'version="1.05"'),
    "a namespace": b'<iati-activities xmlns="http://example.org/x" version="2.03"/>',
    "entities": b'<!DOCTYPE a [<!ENTITY x "y">]><iati-activities version="2.03"/>',
    "an outside entity": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><iati-activities version="2.03"/>',
    "no activity": b'<iati-activities version="2.03"/>',
    "too deep": b"<iati-activities>" + b"<a>" * 400 + b"</a>" * 400 + b"</iati-activities>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_one_finding_with_its_line(name: str) -> None:
    """Whatever is sent, there is a sentence and a line, and never a traceback."""
    made = read(REFUSED[name])
    assert made.blocked
    assert made.files == ()
    assert made.findings[0].mark.line >= 1


def test_a_broken_line_is_named() -> None:
    """The finding points at the line where the XML breaks."""
    data = activity("\n<title>\n<narrative>x</title>")
    assert read(data).findings[0].mark.line == 3


@pytest.mark.parametrize("version", ["2.01", "2.02", ""])
def test_other_versions_are_read_with_a_note(version: str) -> None:
    """2.01 and 2.02 lack nothing that is read here; a file without a version is taken for one of them."""
    head = f'version="{version}"' if version else ""
    made = read(activity("<title><narrative>Kebun</narrative></title>", head))
    assert not made.blocked
    assert made.findings[0].severity is Severity.INFO


def test_amounts_in_other_currencies_stay_out() -> None:
    """Nothing is converted: the transaction is listed with the reason."""
    inner = "<title><narrative>Kebun</narrative></title>"
    for day, value in ((3, '<value currency="USD">5</value>'), (4, "<value>70000</value>")):
        when = f'<transaction-date iso-date="2023-02-0{day}"/>'
        inner += f'<transaction><transaction-type code="4"/>{when}{value}</transaction>'
    made = read(activity(inner))
    assert [(one.what, len(one.lines)) for one in made.left if one.what == "transaction"] == [("transaction", 1)]
    assert "USD" in str(next(one.why for one in made.left if one.what == "transaction"))
    report = next(one for _, one in loaded(made).all_reports())
    assert report.finance
    assert report.finance.spent
    assert isinstance(report.finance.spent.total, Figure)
    assert report.finance.spent.total.value == 70_000


def test_texts_in_other_languages_are_taken_and_said() -> None:
    """A title in French alone becomes the name, and a warning asks for a translation."""
    made = read(activity('<title><narrative xml:lang="fr">Le jardin</narrative></title>'))
    assert any("fr" in str(one.message) for one in made.findings)
    assert str(loaded(made).programs[0].name.versions[0][1]) == "Le jardin"


def test_a_refund_larger_than_the_spending_states_no_sum() -> None:
    """A sum below zero is in the table, and a finding says why the report does not state it."""
    inner = """<title><narrative>Kebun</narrative></title><transaction><transaction-type code="4"/>
    <transaction-date iso-date="2023-02-03"/><value>-5</value></transaction>"""
    made = read(activity(inner))
    assert any("less than zero" in str(one.message) for one in made.findings)
    portfolio = loaded(made)
    assert [len(rows) for rows in portfolio.transactions.values()] == [1]


def test_an_activity_without_anything_is_a_program_without_anything() -> None:
    """What the file does not say is said to be missing, and not made up."""
    made = read(activity("<iati-identifier>XM-1</iati-identifier>"))
    program = loaded(made).programs[0]
    assert program.status is None
    assert program.starts is None
    assert {one.severity for one in made.findings} == {Severity.WARNING}


def test_a_program_that_is_there_is_not_overwritten() -> None:
    """The name has to be another one."""
    from generator.errors import UsageError  # noqa: PLC0415

    there = Reading((Source("programs/kebun/program.yml", "format: 1\n", ""),), (), ())
    with pytest.raises(UsageError):
        iati.propose("x.xml", activity("<title><narrative>Kebun</narrative></title>"), there, Wanted(program="kebun"))
    made = iati.propose("x.xml", activity("<title><narrative>Kebun</narrative></title>"), there, Wanted())
    assert any(one.file == "programs/kebun-2/program.yml" for one in made.files)


def lost(made: Proposal) -> dict[str, str]:
    """Return why each place was left out."""
    return {one.what: str(one.why or "") for one in made.left}


def measured(period: str, base: str = "") -> bytes:
    """Return an activity with one number, and what the periods of 2022 say of it."""
    return activity(
        f"""<iati-identifier>XM-KELAS</iati-identifier><title><narrative>Kelas</narrative></title><description><narrative>Baca.</narrative></description>
        <result type="1"><title><narrative>Membaca</narrative></title><indicator measure="1">
        <title><narrative>Anak</narrative></title>{base}<period><period-start iso-date="2022-01-01"/>
        <period-end iso-date="2022-12-31"/>{period}</period><period><period-start iso-date="2022-07-01"/>
        <period-end iso-date="2022-12-31"/><target value="999"/></period></indicator></result>"""
    )


def test_the_number_of_a_part_is_never_taken_for_the_whole() -> None:
    """Girls come before all children in the file, and a half year after the year: the year of all children stays."""
    girls = '<dimension name="sex" value="female"/>'
    made = read(
        measured(
            f'<target value="60">{girls}</target><target value="120"/><actual value="7">{girls}</actual>'
            '<actual value="125"/>',
            f'<baseline year="2021" value="5">{girls}</baseline><baseline year="2021" value="15"/>',
        )
    )
    text = next(one.after for one in made.files if one.file.endswith("program.yml"))
    assert "{value: 15, unit: unit}" in text
    assert "{value: 120, unit: unit}" in text
    assert not any(f"value: {number}," in text for number in (5, 60, 999))
    for name in ("baseline", "period/target", "period/actual"):
        assert any(one.what.endswith(name) and "divided" in str(one.why) for one in made.left), name
    assert [one.lines for one in made.left if "stands before it" in str(one.why)] == [(5,)]
    assert "result/title" in lost(made)  # the number has a name of its own, and the model one for both


@pytest.mark.parametrize("written", ["1,5", "1,500", "1.500.000", "1e3", "1_000", "12 ribu", "٣"])
def test_a_number_that_can_be_read_in_two_ways_is_left_out(written: str) -> None:
    """IATI writes 1234.5; where a file does not, nobody guesses, and the list says what stands there."""
    made = read(measured(f'<actual value="{written}"/>'))
    assert written in lost(made)["result/indicator/period/actual"]
    assert "results" not in next(one.after for one in made.files if "/periods/" in one.file)


@pytest.mark.parametrize(("written", "value"), [("1,234,567", "1234567"), ("1,234.50", "1234.50"), ("-0.5", "-0.5")])
def test_thousands_that_nobody_can_misread_are_read(written: str, value: str) -> None:
    """Several commas, or a comma before a point, are thousands."""
    assert str(number(written)) == value


def test_what_is_not_known_or_cut_or_not_used_is_listed() -> None:
    """A code that the standard lacks, the end of a long text, a remark beside a day and a share of a country."""
    made = read(
        activity(
            f"""<title><narrative>{"a" * 400}</narrative></title><description><narrative>{"b " * 4000}</narrative>
            </description><participating-org role="9" type="22"><narrative>Yayasan</narrative></participating-org>
            <activity-status code="9"/><activity-date type="2" iso-date="2022-01-01"><narrative>Mulai</narrative>
            </activity-date><recipient-country code="ID" percentage="60"/>
            <document-link url="https://orang:rahasia@lembaga.example/x" format="text/html"><title><narrative>A
            </narrative></title></document-link><document-link url="https://lembaga.example/{"x" * 400}"/>"""
        )
    )
    loaded(made)
    known = lost(made)
    assert "300" in known["title/narrative"]
    assert "5000" in known["description/narrative"].replace(",", "").replace(".", "")
    assert known.keys() >= {"participating-org/@role", "activity-status", "activity-date/narrative", "document-link"}
    assert "recipient-country" in known
    assert "rahasia" not in "".join(one.after for one in made.files)


def test_money_in_no_currency_makes_no_report() -> None:
    """A budget that cannot be taken leaves no empty report behind."""
    made = read(
        b"""<iati-activities version="2.03"><iati-activity><title><narrative>A</narrative></title>
        <budget><period-start iso-date="2022-01-01"/><period-end iso-date="2022-12-31"/><value>5</value></budget>
        </iati-activity></iati-activities>"""
    )
    assert not any("/periods/" in one.file for one in made.files)
    assert [one.what for one in made.left] == ["budget"]


def test_persons_are_neither_copied_nor_let_in_unseen() -> None:
    """A contact is only listed, who is paid is not copied, and a giver who may be a person is asked about."""
    made = read(
        activity(
            """<title><narrative>A</narrative></title><contact-info><person-name><narrative>Siti Rekaan</narrative>
            </person-name><email>siti@orang.example</email></contact-info>
            <transaction><transaction-type code="1"/><transaction-date iso-date="2022-02-03"/><value>9</value>
            <provider-org><narrative>Budi Umpama</narrative></provider-org></transaction>
            <transaction><transaction-type code="4"/><transaction-date iso-date="2022-02-03"/><value>9</value>
            <provider-org><narrative>Ani Andai</narrative></provider-org>
            <receiver-org><narrative>Tono Misal</narrative></receiver-org></transaction>"""
        )
    )
    text = "".join(one.after for one in made.files).lower()
    assert not [name for name in ("siti", "ani andai", "ani-andai", "tono") if name in text]
    assert [one.message.params for one in made.findings if "persons" in str(one.message)] == [{"names": "budi-umpama"}]
    assert lost(made).keys() >= {"contact-info", "transaction/provider-org", "transaction/receiver-org"}


def test_an_activity_that_was_taken_before_is_said_to_be_there() -> None:
    """The second time makes a second program, which nobody may overlook."""
    made = read(measured('<actual value="3"/>'))
    again = iati.propose("lagi.xml", measured('<actual value="4"/>'), with_files(EMPTY, made.files), Wanted())
    assert [one.message.params for one in again.findings if "already" in str(one.message)] == [{"program": "kelas"}]


def test_partners_that_only_have_figures_get_a_place_for_their_name() -> None:
    """Our own file in a project of its own: every organisation that a report refers to is there."""
    made = iati.propose("iati-activities.xml", unrecorded(export(Project(EXAMPLE))), EMPTY, Wanted())
    portfolio = loaded(made)
    partners = {
        partner.organization
        for program in portfolio.programs
        for report in portfolio.reports_of(program)
        for event in report.activities
        for partner in event.partners
    }
    assert partners
    assert partners <= portfolio.organizations.keys()
    assert len([one for one in made.findings if "do not travel" in str(one.message)]) == 1


def test_names_in_other_scripts_stay_apart() -> None:
    """Ids are Latin: two organisations whose names are not get one each, and the same in every activity."""
    made = read(
        activity(
            """<title><narrative>A</narrative></title><participating-org role="1" type="10"><narrative>日本</narrative>
            </participating-org><participating-org role="4" type="21"><narrative>Мир</narrative></participating-org>
            <result><indicator measure="1"><title><narrative>B</narrative></title><baseline year="20x" value="1"/>
            </indicator></result>""",
            'version=" 2.03 "',
        )
    )
    portfolio = loaded(made)
    names = {str(one.name) for one in portfolio.organizations.values()}
    assert len(names) == len(portfolio.programs[0].partners) == 2
    assert "result/indicator/baseline/@year" in lost(made)
