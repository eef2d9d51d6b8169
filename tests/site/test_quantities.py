"""No quantity stands on a page of a program without a figure behind it."""

import re
from copy import deepcopy

import pytest
from lxml.html import HtmlElement

from tests.built import BuiltSite, article, words

BEHIND_A_FIGURE = ".//a[contains(concat(' ', @class, ' '), ' f ')]"
OTHER_CLASSES = ".//*[@data-number] | .//time | .//code | .//cite"
DRAWN = ".//figure[contains(@class, 'chart')]//svg | .//figure[contains(@class, 'chart')]/figcaption"
FRAME = ".//nav[@class='crumbs']"
NUMBER = re.compile(r"(?<![A-Za-z0-9])(?<![A-Za-z]-)[0-9]+(?:[.,][0-9]+)*")


def _strip(tree: HtmlElement, path: str) -> None:
    for element in tree.xpath(path):
        element.drop_tree()


def _reports(site: BuiltSite) -> list[tuple[str, HtmlElement]]:
    return [
        (name, article(page))
        for name, page in site.pages()
        if "program/" in name and name.count("/") > 1 and "/data/" not in name
    ]


@pytest.mark.parametrize("which", ["demo", "example"])
def test_every_number_on_a_page_is_a_figure_or_marked_as_something_else(
    which: str, request: pytest.FixtureRequest
) -> None:
    """After figures, days, addresses, codes and titles are taken away, no digit is left."""
    site: BuiltSite = request.getfixturevalue(which)
    pages = _reports(site)
    assert pages
    left = {}
    for name, page in pages:
        tree = deepcopy(page)
        for path in (BEHIND_A_FIGURE, OTHER_CLASSES, DRAWN, FRAME):
            _strip(tree, path)
        numbers = NUMBER.findall(words(tree))
        if numbers:
            left[name] = numbers
    assert left == {}


@pytest.mark.parametrize("which", ["demo", "example"])
def test_every_figure_leads_to_its_row(which: str, request: pytest.FixtureRequest) -> None:
    """The row that a figure links to shows the same number."""
    site: BuiltSite = request.getfixturevalue(which)
    checked = 0
    for name, page in site.pages():
        for link in page.xpath("//article//a[contains(concat(' ', @class, ' '), ' f ')][contains(@href, '#')]"):
            folder = name.rpartition("/")[0]
            path, _, anchor = str(link.get("href")).partition("#")
            ledger = site.folder / folder / path / "index.html" if path else site.folder / name
            assert ledger.is_file(), f"{name}: {link.get('href')}"
            checked += 1
            assert anchor
    assert checked > 100
