"""JSON-LD: the vocabulary of schema.org and nothing else, of figures that are there, and no way out of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.pages import linked
from tests.built import BuiltSite, run_here
from tests.cli.small import edit, small_project
from tests.sharing.vocabulary import vocabulary

Node = dict[str, Any]
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
BOTH = pytest.mark.parametrize("name", ["demo", "example"])


def graph(text: str) -> list[Node]:
    """Return what the page says in its one script of data."""
    (said,) = SCRIPT.findall(text)
    found: list[Node] = json.loads(said)["@graph"]
    return found


def _graphs(site: BuiltSite) -> Iterator[tuple[str, list[Node]]]:
    for path in sorted(site.folder.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        if "data-moved" not in text:
            yield path.relative_to(site.folder).as_posix(), graph(text)


def _thing(nodes: list[Node], kind: str) -> Node:
    return next(one for one in nodes if one["@type"] == kind)


def test_the_definitions_are_read() -> None:
    """A reader of definitions that finds nothing would find no fault either."""
    known = vocabulary()
    assert len(known.properties) > 800
    assert {"reportNumber", "datePublished", "name"} <= known.properties["Report"]
    assert "reportNumber" not in known.properties["Dataset"]
    assert list(known.faults({"@type": "Report", "amount": 3})) == [".amount: no property of Report"]
    assert list(known.faults({"@graph": [{"@type": "Raport"}]})) == [".@graph[0]: Raport is no type"]


@BOTH
def test_every_page_uses_terms_of_the_vocabulary_only(name: str, request: pytest.FixtureRequest) -> None:
    """Each type and each property is one of schema.org, and the property belongs to the type."""
    site: BuiltSite = request.getfixturevalue(name)
    kinds = set()
    for page, nodes in _graphs(site):
        assert list(vocabulary().faults(nodes)) == [], page
        kinds |= {str(one["@type"]) for one in nodes}
    assert {"WebPage", "BreadcrumbList", "Project", "Report", "Dataset", "WebSite"} <= kinds


def test_a_publisher_a_report_and_a_grant_say_who_when_and_how_much(example: BuiltSite) -> None:
    """The parts that search engines show are there, with whole addresses, since the publisher says its own."""
    home = graph((example.folder / "index.html").read_text(encoding="utf-8"))
    publisher = _thing(home, "NGO")
    assert publisher["name"] == "Lembaga Contoh"
    assert publisher["url"] == "https://lembaga-contoh.example/"
    page = "program/kebun-pangan-sleman/2024-semester-1/"
    nodes = graph((example.folder / page / "index.html").read_text(encoding="utf-8"))
    report = _thing(nodes, "Report")
    assert report["datePublished"] == "2024-08-12"
    assert report["temporalCoverage"] == "2024-01-01/2024-06-30"
    assert report["publisher"] == {"@id": publisher["@id"]}
    (picture,) = report["image"]
    assert (example.folder / str(picture["contentUrl"]).removeprefix("https://lembaga-contoh.example/")).is_file()
    program = graph((example.folder / "program/kebun-pangan-sleman/index.html").read_text(encoding="utf-8"))
    (grant,) = _thing(program, "Project")["funding"]
    assert grant["@type"] == "MonetaryGrant"
    assert grant["amount"]["currency"] == "IDR"
    assert grant["amount"]["minValue"] <= grant["amount"]["value"] <= grant["amount"]["maxValue"]


def test_what_does_not_match_says_so_beside_its_value(example: BuiltSite) -> None:
    """A number that the page doubts is not handed on without the doubt."""
    page = example.folder / "en/program/kebun-pangan-sleman/2025-semester-1/data/index.html"
    measured = _thing(graph(page.read_text(encoding="utf-8")), "Dataset")["variableMeasured"]
    people = next(one for one in measured if one["value"] == 684)
    assert "does not match" in people["description"]


def test_breadcrumbs_lead_to_pages_that_are_there(example: BuiltSite) -> None:
    """Each step is an address of the site, in the order of the page, numbered from one, and stands there once."""
    for page, nodes in _graphs(example):
        for node in nodes:
            if node["@type"] != "BreadcrumbList":
                continue
            steps: list[Node] = node["itemListElement"]
            assert [one["position"] for one in steps] == list(range(1, len(steps) + 1))
            assert len({str(one["item"]) for one in steps}) == len(steps), page
            for one in steps:
                place = str(one["item"]).removeprefix("https://lembaga-contoh.example/")
                assert (example.folder / place / "index.html").is_file(), (page, place)


def test_what_is_withheld_or_not_reported_is_no_value(tmp_path: Path) -> None:
    """Neither a small count, nor silence, nor what was written to be hidden appears as a number or as nothing."""
    root = small_project(tmp_path)
    edit(root / "programs/publisher.yml", "fictional: ya\n", "fictional: ya\nprivacy: {repository: private}\n")
    report = root / "programs/kebun/periods/2024.yml"
    text = report.read_text(encoding="utf-8")
    report.write_text(
        text.replace("total: 342", "total: 3").replace("    sayur: 200\n    buah: 142\n", "    sayur: 1\n    buah: 2\n")
        .replace("finance:\n  spent: {total: Rp 12.000.000}\n", ""),
        encoding="utf-8",
    )  # fmt: skip
    run_here("build", "-C", str(root))
    for page in ("program/kebun/data/", "program/kebun/2024/data/", "program/kebun/2024/", "data/"):
        nodes = graph((root / "site" / page / "index.html").read_text(encoding="utf-8"))
        said = json.dumps(nodes)
        assert '"value": 3,' not in said
        assert "null" not in said
        if page.endswith("2024/data/"):
            assert "variableMeasured" not in _thing(nodes, "Dataset")


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028alert(1)", "&lt;/script&gt;", '"}]}']
)
def test_no_text_can_leave_the_script(text: str) -> None:
    """Signs that end an element or a line are codes, and mean the same when the data are read."""
    made = linked.write([{"@type": "Thing", "name": text}])
    assert not set(made) & {"<", ">", "&", "\u2028", "\u2029"}
    assert json.loads(made)["@graph"][0]["name"] == text


def test_without_an_address_of_the_site_the_ways_are_relative(tmp_path: Path) -> None:
    """Nothing is made up: whoever knows the address of the page finds the others from it."""
    root = small_project(tmp_path)
    run_here("build", "-C", str(root))
    nodes = graph((root / "site/en/program/kebun/2024/index.html").read_text(encoding="utf-8"))
    assert _thing(nodes, "Report")["url"] == "./"
    assert _thing(nodes, "NGO")["url"] == "../../../../"
    assert "http" not in json.dumps([one for one in nodes if one["@type"] != "Report"])
