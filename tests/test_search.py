"""The search index: the same bytes from the same pages, and nothing in it that a page does not show."""

import json
from pathlib import Path

import pytest

from generator import search
from generator.artifacts import Artifact
from generator.errors import EnvironmentFault
from generator.output import Output
from tests.cli.small import tree
from tests.pieces import fragments

LEDGER = """\
<section class="entry" id="finance.spent">
  <h3>Rp12.500.000 <small>Dana, dibelanjakan</small></h3>
  <dl class="kv"><dt>Tertulis</dt><dd><code>12500000</code></dd></dl>
</section>
"""


def page(uri: str, content: str, language: str = "id", **meta: object) -> Artifact:
    """Return a page with a title and a page above it."""
    above = [["Program", "../"], ["Kebun", ""]]
    return Artifact(uri, content, language, "Kebun & pangan", meta={"breadcrumbs": above, **meta})


PAGES = {
    "id": (
        page("index.md", "<h1>Beranda</h1><p>Program pemberdayaan.</p>"),
        page(
            "program/kebun/index.md",
            "<h1>Kebun</h1><p><span>Berjalan</span><span>2024</span></p><svg><text>garis</text></svg>",
        ),
        page("program/kebun/data/index.md", LEDGER, search={"exclude": True}),
        page("program/lama/index.md", "<h1>Halaman ini pindah</h1>", search={"exclude": True}, moved="../kebun/"),
        Artifact("data/angka.json", b'{"rahasia": 1}', "id"),
    ),
    "en": (page("index.md", "<h1>Home</h1><p>Empowerment.</p>", "en"),),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Index the pages."""
    folder = tmp_path_factory.mktemp("site")
    search.write(PAGES, folder)
    return folder


def shown(site: Path) -> dict[str, dict[str, object]]:
    """Return what the index holds of each page, by address."""
    found = [json.loads(text) for _, text in fragments(site)]
    return {one["url"]: one for one in found}


def test_pages_of_both_languages_are_found_and_nothing_else(site: Path) -> None:
    """A former address, an excluded page without figures and a file of data are not pages to find."""
    assert set(shown(site)) == {"/", "/program/kebun/", "/program/kebun/data/", "/en/"}


def test_a_result_has_its_title_and_the_pages_above(site: Path) -> None:
    """Readers see where a result stands before they open it."""
    meta = shown(site)["/program/kebun/"]["meta"]
    assert meta == {"title": "Kebun & pangan", "trail": "Program"}


def test_neighbours_do_not_run_together_and_drawings_are_left_out(site: Path) -> None:
    """Words of two elements stay two words; what a chart draws stands in its table too."""
    content = str(shown(site)["/program/kebun/"]["content"])
    assert "Berjalan 2024" in content
    assert "garis" not in content


def test_of_a_ledger_only_the_names_of_figures_are_found_each_at_its_row(site: Path) -> None:
    """Sources and checks stand in every row, so they would be found everywhere; a sum is apart from its sign."""
    ledger = shown(site)["/program/kebun/data/"]
    assert "Rp 12.500.000 Dana, dibelanjakan" in str(ledger["content"])
    assert "Tertulis" not in str(ledger["content"])
    assert "finance.spent" in json.dumps(ledger["anchors"])


def test_the_same_pages_give_the_same_bytes_in_any_order(site: Path, tmp_path: Path) -> None:
    """Neither the folder nor the order in which files were written shows in the index."""
    turned = {name: tuple(reversed(pages)) for name, pages in PAGES.items()}
    search.write(turned, tmp_path / "lain")
    assert tree(tmp_path / "lain") == tree(site)


def test_only_the_files_that_the_search_asks_for_are_published(site: Path) -> None:
    """Pagefind's own interfaces stay out of the site."""
    names = {path.name for path in (site / "search").iterdir()}
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "fragment", "index"} <= names
    assert not [name for name in names if "ui" in name.split("-") or name.endswith(".css")]


def test_a_former_address_makes_no_part_of_its_own(tmp_path: Path) -> None:
    """A part without words has no files, and a browser that asked for it would find nothing at all."""
    assert search.part_of("program/kebun/", 16) != search.part_of("program/lama/", 16)
    with search.indexing(tuple(PAGES), 16) as index:
        for pages in PAGES.values():
            index.add(pages)
        index.start()
        index.finish(Output(tmp_path))
    assert index.numbers == (search.part_of("program/kebun/", 16),)
    assert {one.name for one in (tmp_path / "search").iterdir() if one.name.isdigit()} == set(map(str, index.numbers))


def test_a_site_without_pages_has_no_index(tmp_path: Path) -> None:
    """Nothing to find is no fault."""
    search.write({"id": ()}, tmp_path)
    assert not (tmp_path / "search").exists()


def test_a_missing_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever installed without binaries learns the name of what is missing."""
    monkeypatch.setattr(search, "get_executable", lambda: None)
    with pytest.raises(EnvironmentFault, match="pagefind"):
        search.write(PAGES, tmp_path)


def test_a_program_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own words are passed on."""
    broken = tmp_path / "rusak"
    broken.write_text("#!/bin/sh\necho tidak bisa >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(search, "get_executable", lambda: broken)
    with pytest.raises(EnvironmentFault, match="tidak bisa"):
        search.write(PAGES, tmp_path)


def test_further_pages_of_a_list_are_in_the_main_part() -> None:
    """They tell of many programs, and would change the part of another one with each of them."""
    assert search.part_of("program/page_2/", 16) == search.part_of("results/page_2/", 16) == 0
    assert search.part_of("program/a-2/2024/", 16) > 0
