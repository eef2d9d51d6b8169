"""Each page speaks one language: no word of the other one stands on it but in names and in what is marked as such."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml.html import HtmlElement

from generator import loader, sources
from generator.i18n import LOCALES
from generator.model.place import find_region
from generator.model.portfolio import Portfolio
from generator.model.record import Record, walk
from generator.model.text import Text
from generator.project import Project
from tests.built import ROOT, BuiltSite
from tests.test_i18n import entries, used

if TYPE_CHECKING:
    from generator.model.organization import Organization
    from generator.model.program import Program
    from generator.model.publisher import Publisher

LANGUAGES = {"id": "en", "en": "id"}
"""Each language, and the other one."""
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
PLACE = re.compile(r"\{[a-z_]+\}|`[^`]*`|https?://\S+")
FRAME = ROOT / "templates" / "theme" / "partials" / "words.html"
BLOCK = re.compile(r"{% set (id|en) = {(.*?)\n} %}", re.DOTALL)
SAID = re.compile(r'": "((?:[^"\\]|\\.)*)"')
UNSPOKEN = "script | style | template | code | pre | cite | kbd | samp"
NAMED = ".//*[@data-number and @data-number != 'count' and @data-number != 'date'] | .//*[contains(@class, 'switch')]"
SHORT = 3
"""Shorter words are the same in too many languages."""


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text) if len(word) >= SHORT}


@cache
def _interface(language: str) -> frozenset[str]:
    """Return the words of the catalogues and of the frame in one language."""
    said = [PLACE.sub(" ", text) for text in (_english() if language == "en" else _indonesian())]
    assert len(said) > 500, "the catalogues are not where they were"
    blocks = {found[1]: found[2] for found in BLOCK.finditer(FRAME.read_text(encoding="utf-8"))}
    said += [one.replace('\\"', '"') for one in SAID.findall(blocks[language])]
    return frozenset(word for text in said for word in _words(text))


def _english() -> list[str]:
    return [*used(), *(one.plural for one in entries("id") if one.plural), *(one.text for one in entries("en"))]


def _indonesian() -> list[str]:
    return [one.text for one in entries("id")]


def _portfolio(site: BuiltSite) -> Portfolio:
    portfolio = loader.load(sources.read(Project(site.project))).portfolio
    assert portfolio is not None
    return portfolio


def _records(portfolio: Portfolio) -> Iterator[Record]:
    yield portfolio.publisher
    yield from portfolio.organizations.values()
    for program in portfolio.programs:
        yield program
        yield from portfolio.reports_of(program)


def _written(site: BuiltSite, language: str) -> set[str]:
    """Return the words that authors wrote in one language, in the data and on their own pages."""
    texts = [one for record in _records(_portfolio(site)) for one in walk(record) if isinstance(one, Text)]
    found = {word for one in texts for said, text in one.versions if said == language for word in _words(text)}
    for page in (site.project / "content" / language).rglob("*.md"):
        found |= _words(page.read_text(encoding="utf-8"))
    return found


def _names(site: BuiltSite) -> set[str]:
    """Return the words of names, which are the same in every language."""
    portfolio = _portfolio(site)
    named: list[Organization | Program | Publisher] = [
        *portfolio.organizations.values(),
        *portfolio.programs,
        portfolio.publisher,
    ]
    names: list[str] = [
        text
        for one in named
        for _, text in (*one.name.versions, *(getattr(one, "short_name", None) or one.name).versions)
    ]
    for program in portfolio.programs:
        names += [text for place in program.places for _, text in place.name.versions]
        regions = (find_region(place.code) for place in program.places if place.code)
        names += [f"{one.name} {one.path}" for one in regions if one]
        names += [photo.credit for report in portfolio.reports_of(program) for photo in report.media if photo.credit]
    return {word for name in names for word in _words(name)} | _words("Kabupaten Kota Provinsi")


def _spoken(page: HtmlElement, language: str) -> str:
    tree = deepcopy(page)
    strangers = f".//*[@lang and @lang != '{language}']"
    for path in (strangers, NAMED, *(f".//{tag.strip()}" for tag in UNSPOKEN.split("|"))):
        for element in tree.xpath(path):
            element.drop_tree()
    labels = " ".join(map(str, tree.xpath("//body//@aria-label | //body//@alt | //body//@title")))
    (body,) = tree.xpath("//body")
    return " ".join([*map(str, body.itertext()), labels])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["demo", "example"])
def test_no_page_mixes_languages(which: str, language: str, request: pytest.FixtureRequest) -> None:
    """Words that only the other language has, by the catalogues and by what authors wrote, are found nowhere."""
    site: BuiltSite = request.getfixturevalue(which)
    other = LANGUAGES[language]
    own = _interface(language) | _written(site, language) | _names(site)
    strange = (_interface(other) | _written(site, other)) - own
    assert len(strange) > 1000, "nothing could be found"
    found: dict[str, str] = {}
    for name, page in site.pages():
        if page.get("lang") == language and not name.endswith("404.html"):
            for word in _words(_spoken(page, language)) & strange:
                found.setdefault(word, name)
    assert found == {}


def test_the_catalogues_are_read_from_where_they_are() -> None:
    """The test above would find nothing if it looked at no catalogue."""
    assert (LOCALES / "id" / "LC_MESSAGES" / "parts").is_dir()
    assert {"penerima", "manfaat"} <= _interface("id")
    assert {"withheld", "openness"} <= _interface("en") - _interface("id")
