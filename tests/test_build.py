"""The whole way in memory: what is built, what stops it, and which day it stands for."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator import build, revisions, settings
from generator.artifacts import Artifact
from generator.errors import EnvironmentFault, UsageError
from generator.findings import Severity
from generator.project import Project
from generator.stages import Build
from tests.cli.small import REPORT, edit, small_project, spoil, tree
from tests.publishers import generate

DAY = date(2025, 6, 1)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small project outside any repository, in an environment that names no day."""
    monkeypatch.delenv(revisions.EPOCH, raising=False)
    return small_project(tmp_path / "proyek")


def made(root: Path, *, drafts: bool = False, today: date | None = DAY) -> Build:
    """Build a project."""
    return build.build(Project(root), drafts=drafts, today=today)


def pages(built: Build, language: str = "id") -> dict[str, Artifact]:
    """Return the pages of one language by address."""
    return {one.uri: one for one in built.artifacts[language] if one.is_page}


def commit(root: Path) -> str:
    """Commit everything in a folder and return the commit."""
    author = ("-c", "user.name=Uji", "-c", "user.email=uji@example.org", "-c", "commit.gpgsign=false")
    environment = {"GIT_COMMITTER_DATE": "2025-03-04T12:00:00+0700", "PATH": "/usr/bin:/bin", "HOME": str(root)}
    for arguments in (("init", "-q"), ("add", "."), (*author, "commit", "-q", "-m", "uji")):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, env=environment)
    said = subprocess.run(["git", "-C", str(root), "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return said.stdout.strip()


def test_every_language_has_the_same_addresses(root: Path) -> None:
    """A reader who changes the language stays on the same page."""
    built = made(root)
    assert built.languages == ("id", "en")
    assert set(pages(built, "id")) == set(pages(built, "en"))
    assert {"index.md", "program/kebun/index.md", "program/kebun/2024/index.md", "tentang.md"} <= set(pages(built))


def test_two_processes_make_what_one_makes(tmp_path: Path) -> None:
    """Charts and pages of programs are shared among processes; no byte tells of it."""
    for name, text in generate(seed=5, programs=3, periods=2).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    alone, shared = (build.build(Project(tmp_path), today=DAY, jobs=jobs) for jobs in (1, 2))
    assert len(pages(alone)) > 10
    assert shared.artifacts == alone.artifacts


def test_nothing_is_written_but_what_can_be_made_again(root: Path) -> None:
    """A build happens in memory; only the cache may appear beside the authors' files."""
    before = tree(root)
    made(root)
    assert {name: value for name, value in tree(root).items() if not name.startswith(".amanah/")} == before


def test_drafts_are_left_out_unless_they_are_asked_for(root: Path) -> None:
    """A report whose status is draft has no page on the published site, and a page in the preview."""
    assert "program/kebun/2025/index.md" not in pages(made(root))
    assert "program/kebun/2025/index.md" in pages(made(root, drafts=True))


def test_a_fault_in_a_draft_stops_a_preview_and_a_check_but_no_publication(root: Path) -> None:
    """What is not published cannot make the published site wrong."""
    edit(root / "programs/kebun/periods/2025.yml", "total: 400", "total: 400\n  by_component: {sayur: 399, buah: 0}")
    assert not made(root).blocked
    assert made(root, drafts=True).blocked
    assert build.examine(Project(root)).blocked


def test_a_finding_that_blocks_leaves_no_artifacts_and_keeps_every_finding(root: Path) -> None:
    """The caller can show all that is wrong, and has nothing to publish by mistake."""
    spoil(root)
    (root / "content/id/catatan.txt").write_text("catatan", encoding="utf-8")
    built = made(root)
    assert built.blocked
    assert built.artifacts == {}
    assert {one.code for one in built.findings} >= {"parts-do-not-sum", "unexpected-file"}


def test_a_publisher_that_cannot_be_read_is_a_finding_and_no_crash(root: Path) -> None:
    """Without a publisher there is nothing to check, and the reason is still said."""
    (root / "programs/publisher.yml").unlink()
    built = made(root)
    assert built.checked is None
    assert [one.code for one in built.findings if one.blocks] == ["missing-file"]


@pytest.mark.parametrize("name", ["id/Tentang Kami.md", "id/../x.md", "fr/page.md", "page.md", "id/a/.b.md"])
def test_a_page_whose_name_is_no_address_is_refused(root: Path, name: str) -> None:
    """File names of authors become addresses only if they are made of letters, digits and hyphens."""
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# Halaman\n", encoding="utf-8")
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts if part != "..")
    codes = [one.code for one in made(root).findings]
    assert codes == ([] if hidden else ["misplaced-page"])


def test_two_pages_of_one_address_are_refused(root: Path) -> None:
    """A page by hand cannot take the place of a page that is made."""
    (root / "content/id/index.md").write_text("# Beranda lain\n", encoding="utf-8")
    found = made(root)
    assert [one.code for one in found.findings if one.blocks] == ["address-taken"]
    assert found.artifacts == {}


def test_a_linked_page_is_refused(root: Path) -> None:
    """A link below content/ would publish whatever it leads to."""
    (root / "content/id/rahasia.md").symlink_to("/etc/hostname")
    assert [one.code for one in made(root).findings] == ["irregular-file"]


def test_a_linked_cache_is_refused_before_anything_is_written(root: Path, tmp_path: Path) -> None:
    """A link committed into a repository must not make a build write elsewhere."""
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    (root / ".amanah").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(EnvironmentFault, match="is a link"):
        made(root)
    assert list(elsewhere.iterdir()) == []


def test_the_day_is_the_one_given_then_the_variable_then_the_last_commit(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No build ever asks the clock."""
    assert made(root, today=None).today is None
    done = commit(root)
    assert made(root, today=None).today == date(2025, 3, 4)
    assert made(root, today=None).commit == done
    monkeypatch.setenv(revisions.EPOCH, str(int(datetime(2024, 2, 29, tzinfo=UTC).timestamp())))
    assert made(root, today=None).today == date(2024, 2, 29)
    assert made(root, today=DAY).today == DAY


def test_a_commit_is_not_named_when_the_files_differ_from_it(root: Path) -> None:
    """A reader who looks a commit up shall find the figures of the site in it."""
    commit(root)
    edit(root / REPORT, "Panen pertama", "Panen perdana")
    assert made(root, today=None).commit == ""


def test_without_git_the_site_has_no_commit_and_no_day(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git is a source of dates, not a condition."""
    monkeypatch.setenv("PATH", str(root))
    built = made(root, today=None)
    assert (built.commit, built.today) == ("", None)


def test_a_variable_that_is_no_number_of_seconds_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistyped SOURCE_DATE_EPOCH does not quietly become another day."""
    monkeypatch.setenv(revisions.EPOCH, "kemarin")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        made(root, today=None)


def test_an_explanation_stands_in_the_place_of_every_page_of_the_last_good_build(root: Path) -> None:
    """Whatever page an author looks at, the fault is on it, with its place and in the page's language."""
    former = made(root)
    spoil(root)
    explained = settings.explain(made(root), former)
    for language in ("id", "en"):
        assert set(pages(explained, language)) == set(pages(former, language))
        for page in pages(explained, language).values():
            assert f"{REPORT}:7:" in page.text
    assert "belum dapat ditampilkan" in pages(explained, "id")["index.md"].text
    assert explained.publisher("en") == "Small & Tidy Foundation"


def test_an_explanation_of_the_first_build_is_the_home_page(root: Path) -> None:
    """An author who begins with a mistake sees it at the address that the command prints."""
    spoil(root)
    explained = settings.explain(made(root))
    assert {language: list(pages(explained, language)) for language in explained.languages} == {
        "id": ["index.md"],
        "en": ["index.md"],
    }


def test_an_explanation_escapes_what_authors_wrote(root: Path) -> None:
    """A fault page repeats author's words, so they must not become markup."""
    edit(root / REPORT, "status: final", "status: '<img src=x onerror=alert(1)>'")
    html = pages(settings.explain(made(root)))["index.md"].text
    assert "<img" not in html
    assert "&lt;img" in html


def test_the_frame_names_the_publisher_the_licence_and_the_day(root: Path) -> None:
    """What stands on every page comes from the publisher's file."""
    said = settings.settings(made(root), "en", {"kept": 1})
    extra = said["extra"]
    assert isinstance(extra, dict)
    assert said["site_name"] == "Small &amp; Tidy Foundation"
    assert extra["kept"] == 1
    assert extra["amanah"]["footer"]["built"] == "As of 1 June 2025"
    assert extra["amanah"]["data_license_url"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert extra["alternate"] == [
        {"name": "English", "link": "../en/", "lang": "en"},
        {"name": "Bahasa Indonesia", "link": "../", "lang": "id"},
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://lapor.example.org", True),
        ("https://lapor.example.org/transparansi/", True),
        ("javascript:alert(1)", False),
        ("https://x.org/'onload='alert(1)", False),
    ],
)
def test_an_address_of_the_site_must_be_one(root: Path, said: str, *, kept: bool) -> None:
    """The publisher's site_url goes into every page, so that anything but a plain web address is left out."""
    edit(root / "programs/publisher.yml", "fictional: ya", f'fictional: ya\nsite_url: "{said}"')
    assert made(root).site_url == (said if kept else None)


def test_a_final_site_has_no_undisclosed_error(root: Path) -> None:
    """The small project of these tests is itself in order."""
    assert not [one for one in made(root).findings if one.severity is Severity.ERROR]
