"""What IATI says of reports with gaps: no sum of a part, nothing told twice, and the true reason of an omission."""

from decimal import Decimal

from lxml import etree

from generator.exports.iati.activity import Activity, write_activity
from generator.exports.iati.xml import NS
from generator.exports.wording import Wording
from tests.exports.iati.official import faults_of_schema
from tests.golden import base
from tests.views import view

REPORT = """\
format: 1
period: {from: 2022-01-01, to: 2022-12-31}
status: final
summary: {id: Tahun pertama., en: The first year.}
source: plan
"""
TARGET = "    targets: [{by: 2022-12-31, value: {value: 1000, unit: kilogram}}]\n"


def _activity(report: str, more: str = "", second: str = "") -> Activity:
    """Write the program of the golden project with another report, and with more lines below its only indicator."""
    files = base()
    program = files["kebun/program.yml"].replace("    name: {id: Panen, en: Harvest}\n", f"{HARVEST}{more}")
    made = view({
        "publisher.yml": f"{files['publisher.yml']}iati_identifier: ID-REKAAN-07\n",
        "kebun/program.yml": f"{program}partners: [{{organization: coop, roles: [implementing]}}]\n",
        "kebun/periods/2022.yml": REPORT + report,
        **({"kebun/periods/2023.yml": REPORT.replace("2022-", "2023-") + second} if second else {}),
    })  # fmt: skip
    return write_activity(made, made.programs[0], Wording.of_program(made.programs[0]))


HARVEST = "    name: {id: Panen, en: Harvest}\n"


def _said(made: Activity, path: str) -> list[Decimal]:
    assert made.element is not None
    return [Decimal(str(one)) for one in made.element.xpath(path, namespaces={"a": NS})]  # type: ignore[union-attr]


def _left(made: Activity) -> dict[str, str]:
    return {one.what: str(one.reason) for one in made.omissions}


def test_a_result_in_another_unit_is_no_number_of_its_indicator() -> None:
    """The title names one unit; two tonnes are neither 2 of it nor what was reached of its target."""
    made = _activity("results: [{indicator: harvest, actual: {value: 2, unit: tonne}}]\n", TARGET)
    assert _said(made, ".//target/@value") == [1000]
    assert _said(made, ".//actual/@value") == []
    assert _left(made)["results.harvest"] == "it counts something else than the indicator, which has one unit"
    assert "2" in [one.get("value") for one in made.element.iter(f"{{{NS}}}figure")]  # type: ignore[union-attr]


def test_a_target_in_another_unit_than_the_first_is_left_out() -> None:
    """What the first number counts is what the indicator counts."""
    targets = TARGET.replace("[{", "[{by: 2021-12-31, value: 30 %}, {")
    made = _activity("results: [{indicator: harvest, actual: {value: 2, unit: tonne}}]\n", targets)
    assert _said(made, ".//target/@value") == []
    assert {"results.harvest", "indicators.harvest.targets.2022-12-31"} <= set(_left(made))


def test_a_budget_added_from_an_incomplete_one_is_left_out() -> None:
    """The total over two funds is no budget while a category of one of them is open."""
    made = _activity("""\
finance:
  funds:
    zakat: {budget: {by_category: {seed: 10 juta, tools: ~}}}
    infak-bound: {budget: {total: 5 juta}}
""")
    assert _said(made, ".//budget/value/text()") == []
    assert _left(made)["finance.budget"] == "a part of the budget is not reported, so its total is not known"


TOTAL = "//transaction[transaction-type/@code='1']/value/text()"


def _receipts(second: str, total: str) -> Activity:
    received = f"[{{id: a, label: A, amount: 10 juta}}, {{id: b, label: B, amount: {second}}}]"
    return _activity(f"finance: {{funds: {{csr: {{received: {received}{total}}}}}}}\n")


def test_all_that_came_in_is_told_where_a_receipt_is_open() -> None:
    """The stated total is the transaction, and the receipts are what it tells already."""
    made = _receipts("{value: ~}", ", received_total: 30 juta")
    assert _said(made, TOTAL) == [30_000_000]
    assert _left(made)["finance.funds.csr.received"] == "the same money is told by other transactions already"
    assert "finance.funds.csr.received_total" not in _left(made)


def test_receipts_that_make_the_total_are_told_one_by_one() -> None:
    """Then the total is what is told already."""
    made = _receipts("20 juta", ", received_total: 30 juta")
    assert _said(made, TOTAL) == [10_000_000, 20_000_000]
    assert "finance.funds.csr.received_total" in _left(made)


def test_receipts_without_a_total_are_told_as_far_as_they_are_known() -> None:
    """Nothing else tells this money."""
    assert _said(_receipts("{value: ~}", ""), TOTAL) == [10_000_000]


def test_receipts_that_contradict_the_total_leave_it_to_the_total() -> None:
    """Two statements of one amount are never both transactions."""
    assert _said(_receipts("25 juta", ", received_total: 30 juta"), TOTAL) == [30_000_000]


def test_spending_is_told_as_far_as_it_is_known() -> None:
    """With a category open and no total stated, nothing else tells that money."""
    made = _activity("finance: {funds: {csr: {spent: {by_category: {seed: 10 juta, tools: ~}}}}}\n")
    assert _said(made, "//transaction[transaction-type/@code='4']/value/text()") == [10_000_000]
    assert not [what for what in _left(made) if what.startswith("finance")]


def _source(name: str) -> str:
    return f"sources: {{laporan: {{title: Laporan {name}, url: 'https://contoh.example/{name}'}}}}\n"


def test_each_report_keeps_the_document_that_it_calls_by_a_common_name() -> None:
    """Two reports with a source of one id have two documents; each link names its report."""
    made = _activity(_source("satu"), second=_source("dua"))
    assert made.element is not None
    links = {one.get("url"): one.get(f"{{{NS}}}report") for one in made.element.iter("document-link")}
    assert links == {"https://contoh.example/satu": "2022", "https://contoh.example/dua": "2023"}
    file = etree.Element("iati-activities", version="2.03")
    file.append(made.element)
    assert faults_of_schema(etree.tostring(file)) == []


def test_a_document_that_two_reports_state_alike_is_linked_once() -> None:
    """The first report has it."""
    made = _activity(_source("satu"), second=_source("satu"))
    assert made.element is not None
    assert [one.get(f"{{{NS}}}report") for one in made.element.iter("document-link")] == ["2022"]


def test_a_document_without_an_address_is_left_out_with_its_report() -> None:
    """Each of two sources of one id is an omission of its own."""
    bare = "sources: {laporan: {title: %s}}\n"
    made = _activity(bare % "Satu", second=bare % "Dua")
    assert [(one.report, one.what) for one in made.omissions if one.what == "sources.laporan"] == [
        ("2022", "sources.laporan"),
        ("2023", "sources.laporan"),
    ]
