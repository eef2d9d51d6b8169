"""What cannot be added or compared is said in words, and never as something that nobody reported."""

from lxml import html

from tests.built import words
from tests.pages.rendering import pages_of

HEAD = """\
format: 1
period: {from: %s-01-01, to: %s-12-31}
status: final
summary: {id: A., en: B.}
source: plan
"""
HARVEST = f"{HEAD}results: [{{indicator: harvest, actual: {{value: %s}}}}]\n"


def _tree(files: dict[str, str], page: str, language: str = "en") -> html.HtmlElement:
    return html.fromstring(pages_of(files, language)[page].data.decode())


def test_periods_that_count_different_things_are_not_called_unreported() -> None:
    """Where a sum would stand, the page says that the units differ, and the verdict judges nothing."""
    files = {
        "kebun/periods/2022.yml": HARVEST % (2022, 2022, "900, unit: kilogram"),
        "kebun/periods/2023.yml": HARVEST % (2023, 2023, "2, unit: tonne"),
    }
    (one,) = _tree(files, "program/kebun/index.md").find_class("indicator")
    said = [words(value) for value in one.iter("dd")]
    assert said == ["not reported", "counted in different units", "not reported"]
    assert words(one.find_class("verdict")[0]) == "Cannot be compared: counted in different units"
    assert "In the last period: 2 tonnes" in words(one)


MONEY = f"{HEAD}finance: {{funds: {{csr: {{%s}}}}}}\n"
OPEN = "received_total: 700, spent: {by_category: {seed: 5, tools: ~}}"
"""The money of a report with an open category."""


def _leads(page: str, silent: int = 0) -> list[str]:
    """Return what a page says first of a program with an open category, and reports after it without receipts."""
    files = {
        f"kebun/periods/{2013 + at}.yml": MONEY % (2013 + at, 2013 + at, "spent: {total: 5}") for at in range(silent)
    }
    files |= {"kebun/periods/2022.yml": "", "kebun/periods/2012.yml": MONEY % (2012, 2012, OPEN)}
    return [words(one) for one in _tree(files, page).find_class("lead-t")]


def test_the_page_of_money_says_what_its_sums_are_without() -> None:
    """Receipts that a report does not tell, and spending of which a part is open."""
    assert _leads("money/index.md", 1) == [
        "received, as reported; without Report on 1 January 2013 to 31 December 2013: Kebun: not reported",
        "spent, as reported; without a part of Kebun: not reported",
    ]


def test_a_report_and_its_program_say_beside_the_amount_that_a_part_is_open() -> None:
    """Nobody takes the sum of what is known for all that was spent."""
    for page in ("program/kebun/2012/index.md", "program/kebun/index.md"):
        assert "spent; without Tools: not reported" in _leads(page)


def test_a_long_list_of_what_is_missing_ends_with_a_number() -> None:
    """The page does not grow with what nobody reported; the row of the figure names all of it."""
    received, _ = _leads("money/index.md", 8)
    assert received.count("Kebun") == 5
    assert received.endswith("2017: Kebun and 3 more: not reported")


def test_a_unit_that_the_words_begin_with_is_said_once() -> None:
    """Of "298 penerima manfaat" below a large number stays what these are, not the unit before it once more."""
    report = HEAD % (2022, 2022) + "beneficiaries: {total: {value: 298, unit: beneficiary}}\n"
    page = _tree({"kebun/periods/2022.yml": report}, "program/kebun/index.md", "id")
    assert words(page.find_class("lead-t")[0]) == "penerima manfaat terjangkau"
