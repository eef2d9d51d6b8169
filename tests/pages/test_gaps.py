"""What cannot be added or compared is said in words, and never as something that nobody reported."""

from lxml import html

from tests.built import words
from tests.pages.rendering import pages_of

HARVEST = """\
format: 1
period: {from: %s-01-01, to: %s-12-31}
status: final
summary: {id: A., en: B.}
source: plan
results: [{indicator: harvest, actual: {value: %s}}]
"""


def _tree(files: dict[str, str], page: str) -> html.HtmlElement:
    return html.fromstring(pages_of(files, "en")[page].data.decode())


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
