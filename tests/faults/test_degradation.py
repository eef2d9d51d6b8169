"""Machines that lack something: each build works without it, or says in one line what is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import ROOT
from tests.cli.small import REPORT, edit, small_project, tree

ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
FORMS = ("text", "json", "github", "gitlab", "sarif", "junit")


def _run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "NO_COLOR": "1", **variables}
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False, cwd=ROOT)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Build the small project where nothing is missing."""
    root = small_project(tmp_path_factory.mktemp("usual"))
    assert _run("build", "-C", str(root)).returncode == 0
    return tree(root / "site")


def test_a_bare_machine_builds_the_same_site(tmp_path: Path, usual: dict[str, str]) -> None:
    """No program besides git, no font, no home, no locale, no terminal: not one byte differs."""
    root = small_project(tmp_path / "project")
    git = shutil.which("git")
    assert git is not None
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").symlink_to(git)
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    bare = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "nowhere"), "TERM": "dumb"}
    done = _run("build", "-C", str(root), **bare, **ASCII, FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert tree(root / "site") == usual


def test_without_git_the_site_says_so(tmp_path: Path) -> None:
    """Nothing is guessed about the past, and nothing stops."""
    root = small_project(tmp_path / "project")
    edit(root / "programs/publisher.yml", "fictional: ya\n", "")
    done = _run("build", "-C", str(root), PATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    said = " ".join(path.read_text(encoding="utf-8") for path in (root / "site/en").rglob("index.html"))
    assert "git is not installed where this site was built" in said


def test_a_shallow_clone_says_so_and_prints_no_wrong_date(tmp_path: Path) -> None:
    """The commit at its edge is not the one that changed a file."""
    origin = small_project(tmp_path / "origin")
    edit(origin / "programs/publisher.yml", "fictional: ya\n", "")
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "core.fsync=none"]
    dates = {"GIT_AUTHOR_DATE": "2001-02-03T04:05:06Z", "GIT_COMMITTER_DATE": "2001-02-03T04:05:06Z"}
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["commit", "-qm", "one"],
        ["commit", "-qm", "two", "--allow-empty"],
    ):
        subprocess.run(["git", *who, *arguments], cwd=origin, env={**os.environ, **dates}, check=True)
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{origin}", str(tmp_path / "copy")], check=True)
    done = _run("build", "-C", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    said = " ".join(path.read_text(encoding="utf-8") for path in (tmp_path / "copy/site/en").rglob("index.html"))
    assert "the repository was copied without its older commits" in said


@pytest.mark.parametrize("form", FORMS)
def test_findings_are_told_in_a_locale_of_ascii(tmp_path: Path, form: str) -> None:
    """Letters that the locale has no place for stop nothing."""
    root = small_project(tmp_path)
    edit(root / REPORT, "counting: unique", "counting: unik–é😀")
    done = _run("check", "-C", str(root), "--format", form, **ASCII)
    assert done.returncode == 1
    assert b"unknown-word" in done.stdout
    assert b"unik" in done.stdout
    assert done.stderr == b""


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_process_without_output_works(tmp_path: Path, closed: str) -> None:
    """As some services start one: the exit code is all that is told, and no file of ours takes the output's number."""
    root = small_project(tmp_path)
    shell = shutil.which("sh")
    assert shell is not None
    line = f'exec "{sys.executable}" -m generator check -C "{root}" {closed}'
    assert subprocess.run([shell, "-c", line], check=False, cwd=ROOT, capture_output=True).returncode == 0
    assert not (root / ".amanah/fault.txt").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """A log on a full disk is a fault of the machine."""
    root = small_project(tmp_path)
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "generator", "check", "-C", str(root)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("what", "word"), [("chromium", "Chromium"), ("git", "git"), ("java", "Java")])
def test_what_tests_need_is_named_where_it_is_missing(tmp_path: Path, what: str, word: str) -> None:
    """Exit code 3, with what to install; only root on Debian gets it installed."""
    for name in ("bash", "env", "id"):
        found = shutil.which(name)
        assert found is not None
        (tmp_path / name).symlink_to(found)
    environment = {"PATH": str(tmp_path), "PYTHON": sys.executable}
    done = subprocess.run(
        [str(ROOT / ".ci/require"), what], capture_output=True, env=environment, check=False, text=True
    )
    assert done.returncode == 3
    assert f"missing: {word}" in done.stderr
    assert "Debian packages:" in done.stderr
