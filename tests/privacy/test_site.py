"""A whole site, built from a private project with small counts: none of them is in any file."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import urljoin

import pytest

from generator import build
from generator.model.record import figures
from generator.project import Project
from generator.views.suppression import withheld
from tests.built import ROOT, BuiltSite, build_site, run_amanah
from tests.privacy.leaks import leaks
from tests.privacy.project import SECRET, write

EXAMPLE = ROOT / "examples" / "lembaga-contoh"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the project whose small counts are long numbers."""
    return write(tmp_path_factory.mktemp("private"))


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build it as its publisher would."""
    return build_site(project, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def private_example(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the example as a private project whose limit is so high that many of its counts are small."""
    source = tmp_path_factory.mktemp("source")
    for path in sorted(EXAMPLE.rglob("*")):
        inner = path.relative_to(EXAMPLE)
        if path.is_file() and inner.parts[0] in ("programs", "content", "mkdocs.yml"):
            (source / inner).parent.mkdir(parents=True, exist_ok=True)
            (source / inner).write_bytes(path.read_bytes())
    publisher = source / "programs" / "publisher.yml"
    text = publisher.read_text("utf-8").replace("repository: public", "repository: private")
    publisher.write_text(text.replace("small_cell: 5\n", "small_cell: 40\n"), "utf-8")
    return build_site(source, tmp_path_factory.mktemp("private-example"))


def _numbers(project: Path) -> Iterator[Decimal]:
    """Yield the exact value of every count that is withheld in a project."""
    portfolio = build.examine(Project(project)).portfolio
    assert portfolio is not None
    hidden = withheld(portfolio)
    records = [*portfolio.programs, *(report for _, report in portfolio.all_reports())]
    for record in records:
        for cell in figures(record):
            if cell.address in hidden and hasattr(cell, "value"):
                yield cell.value


def test_no_file_of_the_site_holds_a_withheld_count(project: Path, site: BuiltSite) -> None:
    """Pages, charts, alternative texts, the search index, JSON, CSV, workbooks, IATI, feeds, pictures: all searched."""
    values = tuple(_numbers(project))
    assert {Decimal(one) for one in SECRET} <= set(values)
    assert len(values) > len(SECRET)
    kinds = {path.suffix for path in site.folder.rglob("*") if path.is_file()}
    assert {".html", ".json", ".xml", ".js", ".csv", ".xlsx", ".geojson", ".jsonld"} <= kinds
    assert leaks(site.folder, iter(values)) == []


def test_the_search_would_have_found_a_public_count(site: BuiltSite) -> None:
    """A public count of the same project stands in many files, so that finding nothing means something."""
    found = {name for name, _ in leaks(site.folder, iter([Decimal(5_000_000)]))}
    assert "program/kebun/2023/index.html" in found
    assert "en/program/kebun/2023/data/index.html" in found
    assert any(name.startswith("search/fragment/") for name in found)


def test_pages_say_that_something_is_withheld(site: BuiltSite) -> None:
    """The reader learns that a count is small, or that it protects another one."""
    page = site.text("en/program/kebun/2023/index.html")
    assert "withheld (fewer than 900,000)" in page
    assert "withheld to protect another count" in page


def test_rendered_pages_hold_no_withheld_count_either(project: Path, tmp_path: Path) -> None:
    """The plain files of `amanah render` come from the same views."""
    run_amanah("render", "-C", str(project), "--out", str(tmp_path / "pages"))
    assert leaks(tmp_path / "pages", _numbers(project)) == []


def test_links_to_withheld_counts_of_the_example_show_none(private_example: BuiltSite) -> None:
    """With a limit of 40 many counts of the example are withheld: every link to one says so, on every page."""
    portfolio = build.examine(Project(private_example.project)).portfolio
    assert portfolio is not None
    hidden = {
        f"program/{scope}/data/#{anchor}"
        for scope, _, anchor in (address.rpartition("/") for address in withheld(portfolio))
    }
    assert len(hidden) > 50
    seen = 0
    for name, page in private_example.pages():
        for link in page.xpath("//a[@href]"):
            target = urljoin(f"/{name.removesuffix('index.html')}", link.get("href")).removeprefix("/en").strip("/")
            if target in hidden and "f" in (link.get("class") or "").split():
                seen += 1
                assert "sup" in link.get("class").split(), (name, target, link.text_content())
    assert seen > 50


def test_the_rows_of_withheld_counts_hold_no_value(private_example: BuiltSite) -> None:
    """In the data of the site a withheld count has neither value nor typed text, and no figure rests on one."""
    portfolio = build.examine(Project(private_example.project)).portfolio
    assert portfolio is not None
    hidden = withheld(portfolio)
    rows = json.loads((private_example.folder / "data" / "figures.json").read_text("utf-8"))["figures"]
    by_address = {row["address"]: row for row in rows}
    for address in hidden & by_address.keys():
        row = by_address[address]
        assert (row["value"], row["written"], row["suppressed"]) == (None, None, True), address
    for row in rows:
        assert hidden.isdisjoint((row["formula"] or {}).get("terms", ())), row["address"]
