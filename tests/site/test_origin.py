"""The origin of a figure is real: what rests on a line of YAML changes with it, and nothing else does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import join, normpath

import pytest

from generator import charts, checks, loader, pages, sources
from generator.artifacts import Artifact
from generator.model.figure import Figure, Origin
from generator.project import Project
from generator.sources import Reading, Source
from generator.views.ledger import Entry
from generator.views.portfolio import PortfolioView, derive
from tests.built import ROOT

LINK = re.compile(r'<a class="f[^"]*" href="([^"]+)"')
COUNTED = {"mutu-data/index.md", "data/index.md"}
"""Pages that rank and count all figures, and so may change with any of them."""


@dataclass(frozen=True)
class Rendered:
    """All pages of one language in memory, with the figures they rest on."""

    view: PortfolioView
    pages: dict[str, Artifact]
    entries: dict[str, Entry]

    def rests_on(self, uri: str) -> set[str]:
        """Return the addresses of the written figures that the figures of a page come from."""
        found: set[str] = set()
        for address in self._addresses(self.pages[uri]):
            entry = self.entries.get(address)
            if entry is not None and isinstance(entry.figure, Figure):
                found.update(leaf.address for leaf in entry.figure.leaves())
        return found

    def _addresses(self, page: Artifact) -> Iterator[str]:
        """Yield the addresses of the figures on a page, or in the data of a chart, which name them."""
        if page.is_page:
            yield from (_address(page.url, href) for href in LINK.findall(page.text))
        else:
            yield from re.split(r"[\s,]+", page.text)


def _address(url: str, href: str) -> str:
    path, _, anchor = href.partition("#")
    whole = normpath(join("/", url, path)).strip("/")
    scope = whole.removeprefix("program/").removesuffix("data").strip("/") or "site"
    return f"{scope}/{anchor}"


@cache
def _reading() -> Reading:
    return sources.read(Project(ROOT))


def _render(reading: Reading, cache_at: Path) -> Rendered:
    """Render without the gate that stops a build, so that the effect of a wrong figure can be seen."""
    loaded = loader.load(reading)
    assert loaded.portfolio is not None
    checked = checks.run(loaded.portfolio)
    view = derive(loaded.portfolio, checked)
    options = pages.RenderOptions(ROOT / "templates")
    drawings = charts.draw(view, "id", cache_at)
    made = pages.render(view, checked, "id", drawings=drawings, content=(), options=options)
    ledgers = [view.ledger, *(one.ledger for one in view.programs)]
    ledgers += [report.ledger for one in view.programs for report in one.reports]
    entries = {entry.figure.address: entry for one in ledgers for entry in one.entries}
    return Rendered(view, {one.uri: one for one in made}, entries)


def _written(rendered: Rendered) -> list[Figure]:
    figures = (entry.figure for entry in rendered.entries.values())
    return [one for one in figures if isinstance(one, Figure) and isinstance(one.origin, Origin)]


def _change(figure: Figure, text: str) -> Reading:
    """Return the files with other text in the place where the figure is written."""
    mark = figure.mark
    assert mark is not None
    changed = []
    for source in _reading().sources:
        if source.path == mark.file:
            lines = source.text.split("\n")
            line = lines[mark.line - 1]
            start = mark.column - 1
            lines[mark.line - 1] = line[:start] + text + line[start + mark.length :]
            changed.append(Source(source.path, "\n".join(lines), source.digest))
        else:
            changed.append(source)
    return Reading(tuple(changed), _reading().media, _reading().findings)


def _other_number(written: str) -> str:
    """Return the same amount with its first digit changed, in the same notation."""
    quoted = written.replace("Rp. ", "Rp ")
    at = next(index for index, letter in enumerate(quoted) if letter.isdigit())
    digit = "2" if quoted[at] != "2" else "3"
    return f'"{quoted[:at]}{digit}{quoted[at + 1 :]}"'


@pytest.fixture(scope="module")
def charts_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for drawn charts that the tests of this module share."""
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(scope="module")
def before(charts_at: Path) -> Rendered:
    """Render the five programs as they stand."""
    return _render(_reading(), charts_at)


def test_a_changed_figure_changes_exactly_what_rests_on_it(before: Rendered, charts_at: Path) -> None:
    """For every written figure of the five programs: the pages that quote it or its sums change, no others do."""
    figures = _written(before)
    assert len(figures) > 25
    for figure in figures:
        after = _render(_change(figure, _other_number(figure.written)), charts_at)
        changed = {uri for uri, page in before.pages.items() if after.pages[uri].text != page.text}
        resting = {uri for uri in before.pages if figure.address in before.rests_on(uri)}
        own_ledger = {_ledger_of(figure)}
        assert resting <= changed, f"{figure.address}: {sorted(resting - changed)} did not change"
        assert changed <= resting | own_ledger | COUNTED, f"{figure.address}: {sorted(changed - resting)} changed"


def _ledger_of(figure: Figure) -> str:
    return f"program/{figure.address.rpartition('/')[0]}/data/index.md"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (
            "klaster-mandiri-lebak/akhir-program/beneficiaries.total",
            "program/klaster-mandiri-lebak/akhir-program/index.md",
        ),
        (
            "klaster-mandiri-lebak/akhir-program/finance.revolved",
            "program/klaster-mandiri-lebak/akhir-program/index.md",
        ),
        ("bantuan-usaha-tegal/oktober-november-2023/beneficiaries.total", "program/bantuan-usaha-tegal/index.md"),
    ],
)
def test_a_deleted_figure_is_shown_as_not_reported(address: str, page: str, before: Rendered, charts_at: Path) -> None:
    """Where the number stood, the page says that it is not reported, and no other program's pages change."""
    figure = before.entries[address].figure
    assert isinstance(figure, Figure)
    after = _render(_change(figure, ""), charts_at)
    assert address not in after.entries
    assert after.pages[page].text.count('class="nr"') > before.pages[page].text.count('class="nr"')
    program = address.partition("/")[0]
    others = [
        uri for uri in before.pages if uri.startswith("program/") and f"/{program}/" not in uri and uri.count("/") > 1
    ]
    assert others
    assert [uri for uri in others if after.pages[uri].text != before.pages[uri].text] == []


def test_a_deleted_part_leaves_a_total_that_names_what_is_missing(before: Rendered, charts_at: Path) -> None:
    """A sum never treats a missing part as zero: it shrinks, and says what it is without."""
    part = before.entries["klaster-mandiri-lebak/akhir-program/beneficiaries.by_component.agriculture"].figure
    assert isinstance(part, Figure)
    address = "klaster-mandiri-lebak/akhir-program/computed.beneficiaries.by_component.sum"
    whole = before.entries[address].figure
    after = _render(_change(part, ""), charts_at).entries[address].figure
    assert isinstance(whole, Figure)
    assert isinstance(after, Figure)
    assert whole.value - after.value == part.value
    assert len(after.missing) == 1
