"""`amanah status`: what comes next, the most urgent first."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.small import REPORT, edit, small_project, spoil
from tests.cli.test_init import run
from tests.history.repository import Repository

DRAFT = "programs/kebun/periods/2025.yml"
PROGRAM = "programs/kebun/program.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small project whose program says since when it runs."""
    place = small_project(tmp_path / "proyek")
    edit(place / PROGRAM, "components:", "status: active\nstarts: 2024-01-01\ncomponents:")
    return place


def status(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """Return what is to be done."""
    code, said, _ = run(capsys, "status", "-C", str(root), "--lang", "en", "--format", "json", *arguments)
    assert code == 0
    found: list[dict[str, Any]] = json.loads(said)["items"]
    return found


def of(items: list[dict[str, Any]], kind: str) -> list[str]:
    """Return the places of one kind."""
    return [one["place"] for one in items if one["kind"] == kind]


def test_errors_come_first_with_the_command_that_shows_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be loaded is to be mended before anything else."""
    edit(root / REPORT, "status: final", "status: fertig")
    items = status(root, capsys)
    assert items[0]["kind"] == "error"
    assert items[0]["command"] == f"amanah check {REPORT}"


def test_a_file_of_an_older_format_is_to_be_moved_on(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that does it is named, not the one that finds it."""
    edit(root / REPORT, "format: 1", "format: 0")
    assert status(root, capsys)[0]["command"] == f"amanah migrate {REPORT}"


def test_before_the_first_commit_the_first_steps_are_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To build needs no commit; what is wrong comes before both, and a commit ends it."""
    assert of(status(root, capsys), "begin") == []
    repository = Repository(root)
    repository.git("init", "-q")
    first = [one["command"] for one in status(root, capsys) if one["kind"] == "begin"]
    assert first == ["amanah build", 'git add . && git commit -m "..."']
    spoil(root)
    assert [one["kind"] for one in status(root, capsys)][:2] == ["undisclosed", "begin"]
    repository.commit("Awal", "2025-01-01")
    assert of(status(root, capsys), "begin") == []


def test_what_does_not_match_is_to_be_mended_or_disclosed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check is named, with the command that explains it; once it is disclosed it is still open."""
    spoil(root)
    items = status(root, capsys)
    assert of(items, "undisclosed") == [REPORT]
    assert items[0]["command"] == "amanah explain parts-do-not-sum"
    with (root / REPORT).open("a", encoding="utf-8") as file:
        file.write(
            "disclosures:\n  - check: parts-do-not-sum\n    at: beneficiaries.by_component\n    status: open\n"
            "    note: {id: Sumber berkata begitu., en: The source says so.}\n"
        )
    items = status(root, capsys)
    assert of(items, "undisclosed") == []
    assert [one.partition(":")[0] for one in of(items, "open")] == [REPORT]


def test_a_draft_says_what_is_open_in_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers left open and texts still to be written; without any, only the approval is missing."""
    items = status(root, capsys)
    assert [one["message"] for one in items if one["kind"] == "draft"] == [
        "filled in; once it is approved, write status: final"
    ]
    edit(root / DRAFT, "total: 400", "total:")
    edit(root / DRAFT, "id: Rancangan laporan kedua.", 'id: "ISI: ringkasan"')
    messages = [one["message"] for one in status(root, capsys) if one["kind"] == "draft"]
    assert messages == ["1 text to write: summary", "1 place left open: beneficiaries.total"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2025-12-31", []),
        ("2026-12-31", []),
        ("2027-01-01", ["no report yet on 1 January 2026 to 31 December 2026"]),
        ("2029-06-01", ["3 reports are due, the first on 1 January 2026 to 31 December 2026"]),
    ],
)
def test_a_report_is_due_when_its_period_is_over(
    today: str, expected: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft counts as begun; after the last report the next period of the same length must have ended."""
    items = status(root, capsys, "--today", today)
    assert [one["message"] for one in items if one["kind"] == "due"] == expected


@pytest.mark.parametrize("state", ["closed", "suspended", "planned"])
def test_a_program_that_does_not_run_owes_no_report(state: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does one that ended before the period began."""
    edit(root / PROGRAM, "status: active", f"status: {state}")
    assert of(status(root, capsys, "--today", "2030-01-01"), "due") == []


def test_a_program_that_ended_owes_nothing_after_its_end(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last period is the one in which it ended."""
    edit(root / PROGRAM, "status: active", "status: active\nends: 2026-03-31")
    messages = [one["message"] for one in status(root, capsys, "--today", "2030-01-01") if one["kind"] == "due"]
    assert messages == ["no report yet on 1 January 2026 to 31 December 2026"]


def test_without_a_day_nothing_is_due_and_it_says_so(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of the machine is never asked."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    code, said, _ = run(capsys, "status", "-C", str(root), "--lang", "en")
    assert code == 0
    assert "--today" in said


def test_questions_without_an_answer_are_missing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The six questions that every program is asked, and a program without any report."""
    items = status(root, capsys)
    assert [one["message"] for one in items if one["kind"] == "missing"] == ["Place, Implementer, Target"]
    (root / "programs/sepi").mkdir()
    (root / "programs/sepi/program.yml").write_text(
        "format: 1\nname: {id: Sepi, en: Silent}\nsummary: {id: Belum ada., en: Nothing yet.}\n", encoding="utf-8"
    )
    item = next(one for one in status(root, capsys) if one["place"] == "sepi")
    assert item["command"] == "amanah new period sepi"


def test_an_empty_folder_is_led_to_the_command_that_begins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is no crash, and no exit code of a fault."""
    assert of(status(tmp_path, capsys), "error") == ["programs"]


def test_a_consent_is_to_be_renewed_before_it_ends(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sixty days before; afterwards the check speaks of it."""
    with (root / REPORT).open("a", encoding="utf-8") as file:
        file.write(
            "stories:\n  - id: warung\n    title: {id: Warung, en: A stall}\n    text: {id: Cerita., en: A story.}\n"
            "    consent: P/1\n    consent_until: 2026-03-31\n"
        )
    assert of(status(root, capsys, "--today", "2026-01-01"), "due") == []
    messages = [one["message"] for one in status(root, capsys, "--today", "2026-03-01") if one["kind"] == "due"]
    assert messages == ["the consent for warung ends on 31 March 2026"]
    assert of(status(root, capsys, "--today", "2026-04-01"), "due") == []


def test_the_list_is_in_the_language_of_its_reader(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Headings, messages and days; commands are typed as they stand."""
    said = run(capsys, "status", "-C", str(root), "--lang", "id", "--today", "2027-01-01")[1]
    assert "Jatuh tempo\n  kebun: belum ada laporan 1 Januari 2026 sampai 31 Desember 2026\n" in said
    assert "    amanah new period kebun\n" in said
