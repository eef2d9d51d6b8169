"""What the repository tells of a figure, and what it cannot tell."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.history.git import NO_COMMIT, NO_GIT, NO_REPOSITORY, SHALLOW, plain
from generator.history.store import FILE
from generator.model.figure import Figure
from generator.model.past import Past
from tests.built import ROOT
from tests.history.repository import REPORT, Repository, final, start

TOTAL = "kebun/2022/beneficiaries.total"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository with one commit of a final report."""
    made = start(tmp_path / "project")
    made.write(REPORT, final("352"))
    made.commit("Publish", "2023-01-10")
    return made


@pytest.fixture
def changed(repository: Repository) -> Repository:
    """Return a repository whose first version does not stand on the disk any more."""
    repository.write(REPORT, final("342"))
    repository.commit("Correct", "2023-02-10")
    return repository


BOTH = [("352", "Publish"), ("342", "Correct")]


def numbers(past: Past, address: str = TOTAL, file: str = REPORT) -> list[tuple[str, str]]:
    """Return the public values of a figure with the subjects of their commits."""
    stands = past.files[file].stands[address]
    return [(one.cell.origin.written, one.since.subject if one.since else "") for one in stands]  # type: ignore[union-attr]


def test_a_figure_that_never_changed_stands_since_its_report_was_published(repository: Repository) -> None:
    """There is one value, with the commit that brought it; the day is that of the author's clock."""
    past = repository.past()
    assert past.gap is None
    (stand,) = past.files[REPORT].stands[TOTAL]
    assert stand.since is not None
    assert (stand.since.subject, str(stand.since.day)) == ("Publish", "2023-01-10")


def test_a_change_is_found_through_renamed_files_and_folders(repository: Repository) -> None:
    """Twice corrected, the file renamed, the folder of the program renamed: all values under today's address."""
    repository.write(REPORT, final("345"))
    repository.commit("Count again", "2023-02-01")
    repository.git("mv", REPORT, "programs/kebun/periods/tahun-1.yml")
    repository.commit("Rename the report", "2023-03-01")
    repository.git("mv", "programs/kebun", "programs/taman")
    repository.commit("Rename the program", "2023-04-01")
    new = "programs/taman/periods/tahun-1.yml"
    repository.write(new, final("342"))
    repository.commit("Count a third time", "2023-05-01")
    past = repository.past()
    expected = [("352", "Publish"), ("345", "Count again"), ("342", "Count a third time")]
    assert numbers(past, "taman/tahun-1/beneficiaries.total", new) == expected


def test_the_order_of_lines_and_items_is_no_change(repository: Repository) -> None:
    """Items of lists go by their ids, so their places do not matter."""
    text = final("352")
    plots = "  - {id: plots, label: {id: Petak, en: Plots}, value: {value: 12, unit: unit}}\n"
    repository.write(REPORT, text.replace(plots, "") + plots)
    repository.commit("Reorder", "2023-02-01")
    past = repository.past()
    assert all(len(stands) == 1 for stands in past.files[REPORT].stands.values())
    assert past.files[REPORT].vanished == ()


def test_another_way_to_write_the_same_number_is_no_change(repository: Repository) -> None:
    """A bare number and a mapping with the field's own unit say the same."""
    repository.write(REPORT, final("352").replace("total: {value: 352, unit: person}", "total: 352"))
    repository.commit("Write it short", "2023-02-01")
    assert len(repository.past().files[REPORT].stands[TOTAL]) == 1


def test_drafts_were_never_published(tmp_path: Path) -> None:
    """Numbers of a draft leave no trace; the first final version counts."""
    made = start(tmp_path / "project")
    made.write(REPORT, final("999").replace("status: final", "status: draft"))
    made.commit("Draft", "2023-01-01")
    made.write(REPORT, final("352"))
    made.commit("Publish", "2023-01-10")
    assert numbers(made.past()) == [("352", "Publish")]


def test_what_was_replaced_before_the_day_of_publication_was_never_published(tmp_path: Path) -> None:
    """The old version's own word counts: it said when it would be public."""
    made = start(tmp_path / "project")
    made.write(REPORT, final("999", extra="published: 2023-02-01\n"))
    made.commit("Finish", "2023-01-01")
    made.write(REPORT, final("352", extra="published: 2023-02-01\n"))
    made.commit("Mend before the day", "2023-01-20")
    made.write(REPORT, final("342", extra="published: 2024-01-01\n"))
    made.commit("Change afterwards, and move the day", "2023-03-01")
    assert [one for one, _ in numbers(made.past())] == ["352", "342"]


def test_a_publisher_says_since_when_the_site_can_be_read(repository: Repository) -> None:
    """What changed before that day was never published."""
    repository.write(REPORT, final("342"))
    repository.commit("Mend", "2023-02-01")
    publisher = repository.root / "programs" / "publisher.yml"
    publisher.write_text(publisher.read_text("utf-8") + "public_since: 2023-02-02\n", "utf-8")
    assert numbers(repository.past()) == [("342", "Mend")]


def test_a_number_that_is_not_committed_has_no_day(repository: Repository) -> None:
    """The working tree is the last version; no commit is made up for it, and the file links to none."""
    repository.write(REPORT, final("342"))
    past = repository.past()
    assert numbers(past)[-1] == ("342", "")
    assert past.last_commit_of(REPORT) is None
    assert past.last_commit_of("programs/kebun/program.yml") is not None


def test_a_file_that_is_not_committed_has_no_past(repository: Repository) -> None:
    """It is said so, and nothing else."""
    new = "programs/kebun/periods/2023.yml"
    repository.write(new, final("352").replace("2022-", "2023-"))
    past = repository.past()
    assert new not in past.files
    assert "not committed" in str(past.unknown(new))


def test_a_declared_former_name_is_followed_where_git_sees_no_likeness(repository: Repository) -> None:
    """`aliases` joins what git takes for a new file."""
    (repository.root / REPORT).unlink()
    new = "programs/kebun/periods/tahun-1.yml"
    long = "".join(f"  - {{id: more-{n}, text: {{id: Baris {n}., en: Line {n}.}}}}\n" for n in range(80))
    repository.write(new, final("342", extra=f"aliases: ['2022']\nlessons:\n{long}"))
    repository.commit("Write it anew", "2023-02-01")
    assert [one for one, _ in numbers(repository.past(), "kebun/tahun-1/beneficiaries.total", new)] == ["352", "342"]


def test_a_report_on_another_period_is_not_taken_for_the_former_one(repository: Repository) -> None:
    """Git sees a rename where one report is deleted and a like one is added; the period tells them apart."""
    (repository.root / REPORT).unlink()
    new = "programs/kebun/periods/2023.yml"
    repository.write(new, final("342").replace("2022-", "2023-"))
    repository.commit("Replace", "2023-02-01")
    assert numbers(repository.past(), "kebun/2023/beneficiaries.total", new) == [("342", "Replace")]


def test_a_number_that_was_deleted_and_came_back_changed_is_a_change(repository: Repository) -> None:
    """Taking the file away for one commit hides nothing."""
    (repository.root / REPORT).unlink()
    repository.commit("Delete", "2023-02-01")
    repository.write(REPORT, final("342"))
    repository.commit("Bring back", "2023-03-01")
    assert [one for one, _ in numbers(repository.past())] == ["352", "342"]


def test_a_branch_becomes_public_with_its_merge(repository: Repository) -> None:
    """States inside a branch were never published; the merge brings its end."""
    repository.git("checkout", "-q", "-b", "work")
    for total in ("1000", "342"):
        repository.write(REPORT, final(total))
        repository.commit(f"Try {total}", "2023-02-01")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge the recount", "work", day="2023-02-10")
    assert numbers(repository.past()) == [("352", "Publish"), ("342", "Merge the recount")]


def test_the_last_commit_of_a_file_is_the_one_that_changed_it(repository: Repository) -> None:
    """A commit to another file changes no link."""
    before = repository.past().last_commit_of(REPORT)
    repository.write("README.md", "unrelated")
    repository.git("add", "README.md")
    repository.commit("Unrelated", "2023-06-01")
    assert repository.past().last_commit_of(REPORT) == before
    assert before is not None


def test_a_figure_that_is_gone_is_remembered_unless_it_moved(repository: Repository) -> None:
    """A number at a new place since the same commit was moved."""
    repository.write(REPORT, final("352").replace("id: plots", "id: fields"))
    repository.commit("Rename an id", "2023-02-01")
    assert repository.past().files[REPORT].vanished == ()
    repository.write(REPORT, "\n".join(line for line in final("352").splitlines() if "id: ponds" not in line) + "\n")
    repository.commit("Drop the ponds", "2023-03-01")
    (gone,) = repository.past().files[REPORT].vanished
    assert (gone.path, str(gone.commit.day) if gone.commit else "") == ("figures.ponds.value", "2023-03-01")


def test_small_counts_of_people_are_not_repeated_from_the_past(repository: Repository) -> None:
    """What protects people today also withholds what the repository still holds."""
    repository.write(REPORT, final("3"))
    repository.commit("Wrong", "2023-02-01")
    repository.write(REPORT, final("342"))
    repository.commit("Right", "2023-03-01")
    cells = [one.cell for one in repository.past().files[REPORT].stands[TOTAL]]
    assert [isinstance(one, Figure) for one in cells] == [True, False, True]


# --- what is not known -------------------------------------------------------------------------------------------


def test_a_shallow_clone_says_so_and_names_no_wrong_commit(repository: Repository, tmp_path: Path) -> None:
    """At the edge, git takes the last commit for the one that made everything; we do not."""
    repository.write("README.md", "unrelated")
    repository.git("add", "README.md")
    repository.commit("Unrelated", "2024-06-01")
    url = f"file://{repository.root}"
    subprocess.run(["git", "clone", "-q", "--depth", "1", url, str(tmp_path / "shallow")], check=True)
    past = Repository(tmp_path / "shallow").past()
    assert past.gap == SHALLOW
    assert past.unknown(REPORT) == SHALLOW
    assert [one.since for one in past.files[REPORT].stands[TOTAL]] == [None]
    assert past.last_commit_of(REPORT) is None
    assert past.files[REPORT].published is None


def test_changes_inside_a_shallow_clone_are_told(repository: Repository, tmp_path: Path) -> None:
    """What happened since the edge is known; only what lies before is not."""
    repository.write(REPORT, final("342"))
    repository.commit("Count again", "2023-02-01")
    url = f"file://{repository.root}"
    subprocess.run(["git", "clone", "-q", "--depth", "2", url, str(tmp_path / "shallow")], check=True)
    past = Repository(tmp_path / "shallow").past()
    assert numbers(past) == [("352", ""), ("342", "Count again")]
    assert past.unknown(REPORT) == SHALLOW


def test_an_unborn_branch_says_so(tmp_path: Path) -> None:
    """A repository without a commit knows nothing."""
    made = start(tmp_path / "project")
    assert made.past().gap == NO_COMMIT


def test_a_folder_without_a_repository_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of the files has no past."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert start(tmp_path / "project", git=False).past().gap == NO_REPOSITORY


def test_a_machine_without_git_says_so(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is raised where git is missing."""
    monkeypatch.setenv("PATH", str(repository.root))
    assert repository.past().gap == NO_GIT


def test_programs_in_a_submodule_have_the_past_of_the_submodule(repository: Repository, tmp_path: Path) -> None:
    """The repository that holds the files is asked, whichever it is."""
    data = Repository(tmp_path / "data")
    shutil.copytree(repository.root / "programs", data.root)
    data.git("init", "-q", "-b", "main")
    data.git("add", "-A")
    data.git("commit", "-q", "-m", "Data", day="2023-01-10")
    outer = Repository(tmp_path / "outer")
    outer.root.mkdir()
    outer.git("init", "-q", "-b", "main")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(data.root), "programs")
    outer.git("commit", "-q", "-m", "Take the data in", day="2023-02-01")
    assert numbers(outer.past()) == [("352", "Data")]


def test_variables_of_git_lead_to_no_other_repository(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook of another repository may call us."""
    monkeypatch.setenv("GIT_DIR", str(ROOT / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(ROOT / "nowhere"))
    assert numbers(repository.past()) == [("352", "Publish")]


# --- strangers' data ---------------------------------------------------------------------------------------------


def test_hostile_names_and_subjects_change_nothing(repository: Repository) -> None:
    """Names of files are compared, never shown; a subject loses what cannot be seen."""
    for name in ("programs/:0 0 a b M\tx.yml", "programs/$(touch x)\n:.yml", "programs/-rf.yml"):
        repository.write(name, "format: 1\n")
    repository.write(REPORT, final("342"))
    repository.git("add", "-A", "programs")
    message = "<script>alert(1)</script>\x1b[31m \u202ered\u200b :100644"
    repository.git("-c", "i18n.commitEncoding=UTF-8", "commit", "-q", "--cleanup=verbatim", "-m", message)
    (_, subject) = numbers(repository.past())[-1]
    assert subject == "<script>alert(1)</script> [31m red :100644"


def test_a_subject_is_one_short_line_of_visible_letters() -> None:
    """Control characters, marks of direction and lone surrogates go."""
    assert plain("a\x00b\u2028c\udc80d\u2066e") == "a b c d e"
    assert len(plain("x" * 1000)) == 300


def test_a_subject_holds_no_personal_data() -> None:
    """A number is veiled as a whole, also where the line is cut in it."""
    assert plain("ask 0812-7345-6198 first") == "ask •••••••••••••• first"
    assert plain(f"{'x' * 290} 0812-7345-6198")[290:] == " ••••••..."


# --- the store ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [b"", b"\xff\xfe", b"{}", b"0" * 64 + b"\n{}", b"[" * 100_000],
    ids=["empty", "binary", "other", "wrong sum", "deep"],
)
def test_a_damaged_store_costs_time_and_nothing_else(changed: Repository, damage: bytes) -> None:
    """The answer is the same, and the store is whole again."""
    before = numbers(changed.past())
    kept = changed.project.cache / "history" / FILE
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert numbers(changed.past()) == before
    assert kept.read_bytes() == whole


def test_a_forged_store_is_not_believed(changed: Repository) -> None:
    """A number changed in the store does not prove to be whole."""
    changed.past()
    kept = changed.project.cache / "history" / FILE
    data = kept.read_bytes()
    at = data.index(b"{")
    forged = json.loads(data[at:])
    forged["numbers"] = [["1", unit] for _, unit in forged["numbers"]]
    kept.write_bytes(data[:at] + json.dumps(forged).encode())
    assert numbers(changed.past()) == BOTH


def test_what_is_kept_is_not_read_again(changed: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is asked of the contents."""
    changed.past()
    monkeypatch.setattr("generator.history.read_bytes", None)
    assert numbers(changed.past()) == BOTH


def test_what_stands_on_the_disk_is_not_read_from_the_repository(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody changed anything git is asked for names only, and nothing has to be kept."""
    monkeypatch.setattr("generator.history.read_bytes", None)
    assert numbers(repository.past()) == [("352", "Publish")]
    assert not (repository.project.cache / "history" / FILE).exists()


@pytest.mark.skipif(os.name != "posix" or not hasattr(os, "geteuid"), reason="needs permissions of POSIX")
def test_a_store_that_cannot_be_written_stops_nothing(repository: Repository) -> None:
    """A file in the place of the folder: the past is told all the same."""
    repository.project.cache.mkdir()
    (repository.project.cache / "history").write_text("in the way")
    assert numbers(repository.past()) == [("352", "Publish")]
