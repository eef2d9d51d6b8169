"""Page, feed, ledger and marks tell the same story of a figure that was corrected twice."""

import re
from pathlib import Path

import pytest
from lxml import etree, html

from generator import build
from generator.pages.marks import note, place
from generator.project import Project
from generator.stages import Build
from tests.built import ROOT, words
from tests.history.repository import REPORT, Repository, final, start

ATOM = {"a": "http://www.w3.org/2005/Atom"}
NEW = "programs/taman/periods/tahun-1.yml"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, Build]:
    """Return a site whose total was corrected twice, once by an entry and once with a commit only, and was renamed."""
    made = start(tmp_path_factory.mktemp("told") / "project")
    made.write(REPORT, final("352"))
    made.commit("Publish", "2023-01-10")
    made.write(REPORT, final("345"))
    made.commit("<script>alert(1)</script> counted again", "2023-02-03")
    made.git("mv", REPORT, "programs/kebun/periods/tahun-1.yml")
    made.commit("Rename the report", "2023-03-01")
    made.git("mv", "programs/kebun", "programs/taman")
    made.commit("Rename the program", "2023-04-01")
    disclosed = """\
disclosures:
  - check: unexplained-correction
    at: beneficiaries.total
    status: open
    note: {id: Tak tahu., en: Unknown.}
"""
    text = final("342", ("swap", "345", "2023-05-06")).replace("corrections:", f"{disclosed}corrections:")
    made.write(NEW, text)
    made.commit("Correct the total", "2023-05-05")
    return made, made.build()


def page(made: Build, uri: str, language: str = "en") -> str:
    """Return the words of a page, white space folded."""
    found = next(one for one in made.artifacts[language] if one.uri == uri)
    return words(html.fromstring(f"<div>{found.text}</div>"))


def test_the_site_is_built(told: tuple[Repository, Build]) -> None:
    """One change is explained by its entry; the other was disclosed."""
    _, made = told
    assert [one.text() for one in made.findings if one.blocks] == []


def test_the_page_of_corrections_tells_both_the_newest_first(told: tuple[Repository, Build]) -> None:
    """Was, until when, afterwards, why, and in which commit."""
    repository, made = told
    text = page(made, "koreksi/index.md")
    first = "was 345 people until 6 May 2023, afterwards 342 people Reason swap."
    second = "was 352 people until 3 February 2023, afterwards 345 people No reason is stated; the commit says"
    assert 0 < text.index(first) < text.index(second)
    assert "<script>alert(1)</script> counted again" in text
    hashes = repository.git("log", "--format=%H", "--", NEW, REPORT).split()
    assert f"commit {hashes[0][:10]}" in text


def test_the_ledger_tells_the_same(told: tuple[Repository, Build]) -> None:
    """The row of the figure has both, and since when its number stands."""
    _, made = told
    text = page(made, "program/taman/tahun-1/data/index.md")
    assert "was 345 people until 6 May 2023: Reason swap." in text
    assert "was 352 people until 3 February 2023: the commit says" in text
    assert "published so since 5 May 2023" in text


def test_the_feed_tells_the_same_in_both_languages(told: tuple[Repository, Build]) -> None:
    """Two entries, each with its own day and a stable id."""
    _, made = told
    for language, was in (
        ("en", "Was 345 people until 6 May 2023, afterwards 342 people."),
        ("id", "Semula 345 orang"),
    ):
        found = next(one for one in made.artifacts[language] if one.uri == "feeds/corrections.atom")
        feed = etree.fromstring(found.data)
        entries = feed.findall("a:entry", ATOM)
        assert [one.findtext("a:updated", namespaces=ATOM) for one in entries] == [
            "2023-05-06T00:00:00+00:00",
            "2023-02-03T00:00:00+00:00",
        ]
        assert was in str(entries[0].findtext("a:summary", namespaces=ATOM))
        ids = [str(one.findtext("a:id", namespaces=ATOM)) for one in entries]
        assert len(set(ids)) == 2
        assert all(
            re.fullmatch(r"tag:[a-z.]+,2026:(en|id)/taman/tahun-1/beneficiaries\.total/[0-9]+-person", x) for x in ids
        )
        assert feed.findtext("a:updated", namespaces=ATOM) == "2023-05-06T00:00:00+00:00"


def test_the_feed_of_reports_takes_the_day_of_publication_from_the_repository(told: tuple[Repository, Build]) -> None:
    """The report states no day, so it is that of the commit in which it was first final."""
    _, made = told
    found = next(one for one in made.artifacts["id"] if one.uri == "feeds/reports.atom")
    (entry,) = etree.fromstring(found.data).findall("a:entry", ATOM)
    assert entry.findtext("a:updated", namespaces=ATOM) == "2023-01-10T00:00:00+00:00"


def test_every_page_that_shows_the_figure_marks_it(told: tuple[Repository, Build]) -> None:
    """The mark says what the number was and until when; no note of where it belongs is left behind."""
    _, made = told
    marked = 0
    for one in made.artifacts["en"]:
        text = one.data.decode("utf-8", "replace")
        assert "<!--corrected" not in text, one.uri
        if one.is_page and 'href="' in text and re.search(r'class="f" href="[^"]*#beneficiaries\.total"', text):
            assert "was <s" in text, one.uri
            marked += 1
    assert marked >= 3


def test_the_lead_of_the_report_carries_its_mark_below(told: tuple[Repository, Build]) -> None:
    """Large digits stay alone; the sentence stands below them with its reason."""
    _, made = told
    report = next(one for one in made.artifacts["en"] if one.uri == "program/taman/tahun-1/index.md")
    _, _, after = report.text.partition('<p class="lead-n">')
    lead, _, rest = after.partition("</p>")
    below, _, _ = rest.partition("</p>")
    assert "345" not in lead
    assert below.startswith('<p class="was">')
    assert words(html.fromstring(below)) == "corrected was 345 people until 6 May 2023: Reason swap."


def test_no_subject_of_a_commit_becomes_markup(told: tuple[Repository, Build]) -> None:
    """A commit is written by strangers too."""
    _, made = told
    for artifacts in made.artifacts.values():
        for one in artifacts:
            assert b"<script>alert" not in one.data, one.uri


def test_every_page_names_the_feeds(told: tuple[Repository, Build]) -> None:
    """The frame links them for readers of feeds."""
    _, made = told
    for one in made.artifacts["en"]:
        if one.is_page:
            feeds = one.meta["feeds"]
            assert isinstance(feeds, list)
            assert [feed["url"].rpartition("feeds/")[2] for feed in feeds] == ["corrections.atom", "reports.atom"]


def test_an_unrelated_commit_changes_no_page(tmp_path: Path) -> None:
    """Links name the last commit of their file; the same files give the same bytes."""
    made = start(tmp_path / "project")
    made.write(REPORT, final("352"))
    publisher = made.root / "programs" / "publisher.yml"
    publisher.write_text(publisher.read_text("utf-8") + "repository: https://forge.example/r\n", "utf-8")
    made.commit("Publish", "2023-01-10")
    before = made.build()
    made.write("README.md", "unrelated")
    made.git("add", "README.md")
    made.commit("Unrelated", "2024-01-01")
    after = made.build()
    for language, artifacts in before.artifacts.items():
        same = {one.uri: one.data for one in after.artifacts[language]}
        assert [one.uri for one in artifacts if same[one.uri] != one.data] == []
    data = next(one for one in after.artifacts["en"] if one.uri == "program/kebun/2022/data/index.md")
    first = made.git("rev-parse", "HEAD~1")
    assert f"https://forge.example/r/blob/{first}/{REPORT}#L" in data.text


def test_pages_say_plainly_where_the_past_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git there is a statement, and no day."""
    made = start(tmp_path / "project", git=False)
    made.write(REPORT, final("342", ("swap", "345", "2023-05-06")))
    monkeypatch.setenv("PATH", str(tmp_path))
    built = made.build()
    corrections = page(built, "koreksi/index.md")
    assert "not known, or not completely: git is not installed where this site was built." in corrections
    assert "was 345 people until 6 May 2023, afterwards 342 people Reason swap." in corrections
    assert "not known: git is not installed" in page(built, "program/kebun/2022/data/index.md")


def test_a_feed_without_entries_has_the_same_bytes_always(tmp_path: Path) -> None:
    """No clock is asked where nothing has a day."""
    made = start(tmp_path / "project", git=False)
    found = next(one for one in made.build().artifacts["id"] if one.uri == "feeds/corrections.atom")
    assert b"<updated>1970-01-01T00:00:00+00:00</updated>" in found.data


def test_the_demo_has_a_past_and_no_silent_change() -> None:
    """The repository itself: whatever git tells here, no figure of the five programs changed in silence."""
    examined = build.examine(Project(ROOT))
    codes = {one.code for one in examined.findings if one.disclosed is None}
    assert codes & {"unexplained-correction", "vanished-figure", "correction-without-past"} == set()


# --- marks -------------------------------------------------------------------------------------------------------


def mark(address: str, /, *, whole: bool) -> str:
    """Write a mark that shows which of the two forms was asked for."""
    return f"[{address}{' because' if whole else ''}]"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>of 5 N people</p>", "<p>of 5  [a] people</p>"),
        ("<h3>5 N</h3>x", '<h3>5 </h3><p class="was">[a because]</p>x'),
        ('<p class="lead-n">5N</p>', '<p class="lead-n">5</p><p class="was">[a because]</p>'),
        (
            '<tr><th colspan="2">x</th><td>5N 6N</td></tr>',
            (
                '<tr><th colspan="2">x</th><td>5 6</td></tr>'
                '<tr class="mark"><td colspan="3"><span class="was">[a because]</span></td></tr>'
            ),
        ),
    ],
    ids=["in text", "in a heading", "in a lead figure", "in a table"],
)
def test_a_mark_never_stands_between_digits_of_a_table_or_a_lead(before: str, after: str) -> None:
    """In text it stands beside the number, else below it, and once a row."""
    assert place(before.replace("N", str(note("a"))), mark) == after
