"""Old addresses: of programs, reports and figures that were renamed."""

from pathlib import Path

from generator.pages import RenderOptions, render
from generator.views.portfolio import derive
from tests.built import ROOT
from tests.golden import base, judge

FILES = {
    "kebun/program.yml": base()["kebun/program.yml"] + "aliases: [taman]\n",
    "kebun/periods/2022.yml": """
format: 1
period: {from: 2022-01-01, to: 2022-12-31}
status: final
summary: {id: Tahun pertama., en: The first year.}
source: plan
beneficiaries: {counting: unique, total: 10}
moved: {people.total: beneficiaries.total}
aliases: [pertama]
""",
}


def _pages() -> dict[str, str]:
    loaded, checked = judge({**base(), **FILES})
    assert loaded.portfolio is not None
    view = derive(loaded.portfolio, checked)
    options = RenderOptions(Path(ROOT / "templates"))
    made = render(view, checked, "id", drawings={}, content=(), options=options)
    return {one.uri: f"{one.meta.get('moved', '')}\n{one.text}" for one in made}


def test_former_names_of_a_program_lead_to_it() -> None:
    """The program, its reports and the ledgers of both are found below the old name."""
    pages = _pages()
    assert pages["program/taman/index.md"].startswith("../kebun/\n")
    assert pages["program/taman/data/index.md"].startswith("../../kebun/data/\n")
    assert pages["program/taman/2022/index.md"].startswith("../../kebun/2022/\n")


def test_former_names_of_a_report_lead_to_it() -> None:
    """The report and its ledger are found below the old name, under the old and the new name of the program."""
    pages = _pages()
    assert pages["program/kebun/pertama/index.md"].startswith("../2022/\n")
    assert pages["program/kebun/pertama/data/index.md"].startswith("../../2022/data/\n")
    assert pages["program/taman/pertama/index.md"].startswith("../../kebun/2022/\n")


def test_a_renamed_figure_keeps_its_old_anchor() -> None:
    """The row of the figure has a second id, so that an old link still finds it."""
    row = _pages()["program/kebun/2022/data/index.md"]
    assert '<span id="people.total"></span>' in row
    assert row.index('id="beneficiaries.total"') < row.index('id="people.total"')


def test_the_old_address_finds_the_figure_in_the_ledger() -> None:
    """What traces figures understands the old address as well."""
    loaded, checked = judge({**base(), **FILES})
    assert loaded.portfolio is not None
    report = derive(loaded.portfolio, checked).programs[0].reports[-1]
    old = report.ledger.find("kebun/2022/people.total")
    assert old is not None
    assert old.figure.address == "kebun/2022/beneficiaries.total"
