"""Lists over all programs are divided where there are many, and no page grows with the number of programs."""

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath

import pytest

from generator import checks, loader, sources
from generator.artifacts import Artifact, Download
from generator.i18n import msg
from generator.pages import ContentFile, RenderOptions, home, overview, programs, regions, render_site, subjects
from generator.pages.leaves import leaves, order_of
from generator.pages.site import Site
from generator.project import Project
from generator.views.portfolio import PortfolioView, derive
from tests.built import ROOT
from tests.publishers import generate

LISTS = ("program/", "results/", "money/")
"""Lists of all programs, in the order of the site."""
DOWNLOAD = Download("data/all.csv", msg("Figures"), 1, format="csv", named=True)
_LINK = re.compile(r'<h[23][^>]*>\s*<a href="([^"#]+)"|<th scope="row"><a href="([^"#]+)#dana"')
_TURN = re.compile(r'<nav class="prevnext".*?</nav>', re.DOTALL)
_HREF = re.compile(r'href="([^"]*)"')


def portfolio_of(folder: Path, count: int) -> PortfolioView:
    """Return the view of a publisher with so many programs."""
    for name, text in generate(seed=3, programs=count, periods=1).items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{text}\nsdgs: [2]\n" if name.endswith("program.yml") else text, encoding="utf-8")
    portfolio = loader.load(sources.read(Project(folder))).portfolio
    assert portfolio is not None
    return derive(portfolio, checks.run(portfolio))


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> PortfolioView:
    """Return a publisher with seven programs."""
    return portfolio_of(tmp_path_factory.mktemp("publisher"), 7)


def pages_of(view: PortfolioView, language: str = "id") -> dict[str, Artifact]:
    """Return the pages of the whole site by their addresses."""
    options, content = RenderOptions(ROOT / "templates"), tuple[ContentFile, ...]()
    made = render_site(view, view.checked, language, drawings={}, content=content, options=options, listed=())
    return {one.url: one for one in made if one.is_page}


@pytest.fixture
def divided(view: PortfolioView, monkeypatch: pytest.MonkeyPatch) -> dict[str, Artifact]:
    """Return the pages of a site where three programs are many."""
    for module, name, size in ((programs, "ROWS", 3), (subjects, "ROWS", 3), (regions, "BLOCKS", 1)):
        monkeypatch.setattr(module, name, size)
    monkeypatch.setattr(overview, "_SIZES", {"money": 3, "results": 3})
    monkeypatch.setattr(home, "MOST", 3)
    monkeypatch.setattr(overview, "NAMED", 1)
    return pages_of(view)


def told(page: Artifact) -> list[str]:
    """Return the programs that a list tells of, in its order."""
    found = [normpath(f"{page.url}{one or other}") for one, other in _LINK.findall(page.text)]
    return list(dict.fromkeys(one.removeprefix("program/") for one in found if one.startswith("program/")))


def walk(pages: dict[str, Artifact], url: str) -> Iterator[Artifact]:
    """Yield the leaves of a list as a reader turns them, by the links to the next one."""
    seen: list[str] = []
    while url and url not in seen:
        page = pages[url]
        yield page
        seen.append(url)
        ways = [normpath(f"{url}{one}") + "/" for turn in _TURN.findall(page.text) for one in _HREF.findall(turn)]
        assert all(one in pages for one in ways)
        assert len(seen) == 1 or seen[-2] in ways
        url = next((one for one in ways if one not in seen), "")


@pytest.mark.parametrize("url", LISTS)
def test_every_program_stands_on_one_leaf(url: str, view: PortfolioView, divided: dict[str, Artifact]) -> None:
    """Turning the leaves from the first to the last, each program is met once, in the order of the site."""
    turned = list(walk(divided, url))
    assert [page.url for page in turned] == [url, f"{url}page_2/", f"{url}page_3/"]
    assert [len(told(page)) for page in turned] == [3, 3, 1]
    assert [one for page in turned for one in told(page)] == [one.program.id for one in view.programs]
    assert [page.title.partition(", ")[2] for page in turned] == ["", "halaman 2 dari 3", "halaman 3 dari 3"]


def test_regions_are_divided_too(view: PortfolioView, divided: dict[str, Artifact]) -> None:
    """A region with many programs has them all; what it is part of stands on the first one."""
    large = next(one for one in view.regions if len(one.programs) > 1 and one.below)
    turned = list(walk(divided, regions.url_of(large.region)))
    met = [name for page in turned for name in told(page)]
    assert sorted(met) == sorted(one.program.program.id for one in large.programs)
    assert ['id="wilayah"' in page.text for page in turned] == [True, *[False] * (len(turned) - 1)]
    assert [len(page.meta["breadcrumbs"]) for page in turned] == [2, *[3] * (len(turned) - 1)]  # type: ignore[arg-type] # a list


def test_themes_are_divided_too(view: PortfolioView, divided: dict[str, Artifact]) -> None:
    """A goal has all its programs, and the reports of those that stand beside them."""
    (goal,) = view.subjects.goals
    turned = list(walk(divided, subjects.url_of(goal)))
    assert [name for page in turned for name in told(page)] == [one.program.id for one in view.programs]
    assert len(turned) == 3
    for page in turned:
        assert page.text.count('<li class="report">') == len(told(page))


def test_the_home_page_shows_some_and_leads_to_all(divided: dict[str, Artifact]) -> None:
    """What comes first stands there; the list is one step away."""
    assert len(told(divided[""])) == 3
    assert 'href="program/"' in divided[""].text


def test_a_place_names_some_and_leads_to_all(view: PortfolioView, divided: dict[str, Artifact]) -> None:
    """A regency where many work says how many more there are."""
    place = next(one for each in view.overview.provinces for one in each.places if len(one.programs) > 1)
    words = f"{len(place.programs) - 1}</span> program lainnya"
    assert words in divided["places/"].text.replace('<span data-number="count">', "")


def test_small_sites_have_no_further_pages(view: PortfolioView) -> None:
    """Seven programs fit on every page, and nothing leads to a second one."""
    pages = pages_of(view)
    assert not [url for url in pages if "page_" in url]
    assert not [url for url, page in pages.items() if url in LISTS and "prevnext" in page.text]


def test_only_the_first_leaf_has_what_stands_around_the_list(divided: dict[str, Artifact]) -> None:
    """Filters, sums and years are said once; later leaves stand in no navigation."""
    assert 'data-pages="3"' in divided["program/"].text
    assert "data-filters" not in divided["program/page_2/"].text
    assert 'id="tahun"' in divided["money/"].text
    assert 'id="tahun"' not in divided["money/page_2/"].text
    assert divided["program/"].nav == 1
    assert divided["program/page_2/"].nav is None


def test_an_empty_list_is_one_page() -> None:
    """It says that there is nothing."""
    nothing: list[str] = []
    assert [(one.uri, one.items) for one in leaves("program/", nothing, 3)] == [("program/index.md", ())]


def test_twice_the_programs_make_no_page_larger(tmp_path: Path) -> None:
    """Pages that all readers come to stay as light as they are at thirty programs."""
    some, many = (pages_of(portfolio_of(tmp_path / str(count), count)) for count in (30, 60))
    for url in ("", "results/", "places/"):
        assert len(many[url].text) < 1.15 * len(some[url].text), url


def test_pages_are_listed_in_their_order(view: PortfolioView, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tenth page stands after the second."""
    assert sorted(("a/page_10/", "a/page_2/", "a/"), key=order_of) == ["a/", "a/page_2/", "a/page_10/"]
    monkeypatch.setattr(programs, "ROWS", 3)
    ways = re.findall(r'href="[.][.]/(program/[^"]*)"', pages_of(view)["all/"].text)
    assert ways[:3] == ["program/", "program/page_2/", "program/page_3/"]


def test_a_later_leaf_names_the_files_of_the_whole_site(view: PortfolioView) -> None:
    """`page_2` is no program, so its pages offer to machines what the first one does."""
    site = Site(view, view.checked, "id", {}, RenderOptions(ROOT / "templates", downloads=(DOWNLOAD,)))
    assert list(site.named("program/page_2/")) == list(site.named("program/")) == [DOWNLOAD]
    assert list(site.named("program/program-001/")) == []
