"""How far a command is: for people, for the logs of CI, and for whoever asks where the time went."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import memory
from generator.cli.profile import Recorder
from generator.cli.progress import bars
from generator.i18n import msg, nmsg, translator
from generator.progress import SILENT, Stage, Watched, Watcher
from tests.cli.small import small_project


class Diary(Watcher):
    """Write down what happens."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def begin(self, stage: Stage) -> None:
        """Write down the stage and what it is a part of."""
        self.lines.append(f"begin {stage.title}" + (f" in {stage.within.title}" if stage.within else ""))

    def end(self, stage: Stage) -> None:
        """Write down what became of it."""
        self.lines.append(f"end {stage.title} {stage.done}/{stage.expected}{' failed' if stage.failed else ''}")


def test_an_iteration_is_a_stage_of_its_own() -> None:
    """Most work tells of nothing else."""
    diary = Diary()
    assert list(Watched([diary]).track(msg("Reading"), "abc", 3)) == ["a", "b", "c"]
    assert diary.lines == ["begin Reading", "end Reading 3/3"]


def test_iterations_of_the_title_of_their_stage_are_its_items() -> None:
    """Two languages are one stage; other iterations within are parts of it."""
    diary = Diary()
    watched = Watched([diary])
    with watched.stage(msg("Rendering")):
        list(watched.track(msg("Rendering"), "ab", 2))
        list(watched.track(msg("Rendering"), "cd", 2))
        list(watched.track(msg("Drawing"), "e", 1))
    assert diary.lines == ["begin Rendering", "begin Drawing in Rendering", "end Drawing 1/1", "end Rendering 4/4"]


def test_a_stage_that_fails_is_known_as_such() -> None:
    """Its line would say that it was done."""
    diary = Diary()
    with pytest.raises(KeyError), Watched([diary]).stage(msg("Rendering")):
        raise KeyError
    assert diary.lines == ["begin Rendering", "end Rendering 0/0 failed"]


def test_nobody_needs_to_watch() -> None:
    """What builds does not ask whether anybody looks on."""
    with SILENT.stage(msg("Rendering")):
        assert list(SILENT.track(msg("Rendering"), "ab", 2)) == ["a", "b"]


def _told(capsys: pytest.CaptureFixture[str], language: str) -> tuple[str, str]:
    with bars(translator(language)) as progress:
        with progress.stage(msg("Rendering"), nmsg("{count} file", "{count} files", 240)):
            pass
        list(progress.track(msg("Reading"), range(1200), 1200))
        with progress.stage(msg("Writing the site")):
            pass
        with pytest.raises(KeyError), progress.stage(msg("Checking")):
            raise KeyError
    said = capsys.readouterr()
    return said.out, re.sub(r"\d+[.,]?\d* (s|detik)\b", r"0 \1", said.err)


def test_a_log_of_ci_gets_a_line_a_stage(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done, how much of it, how long it took; in the reader's language, and nothing of what failed."""
    monkeypatch.setenv("CI", "true")
    out, err = _told(capsys, "en")
    assert out == ""
    assert err.splitlines() == ["Rendering: 240 files, 0 s", "Reading: 1,200 items, 0 s", "Writing the site: 0 s"]
    assert _told(capsys, "id")[1].splitlines()[1] == "Membaca: 1.200 butir, 0 detik"


@pytest.mark.parametrize("value", [None, "", "0", "false", "False"])
def test_a_file_or_a_pipe_gets_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    """A script that reads standard error sees only what went wrong."""
    if value is not None:
        monkeypatch.setenv("CI", value)
    assert _told(capsys, "en") == ("", "")


def test_stages_are_added_by_name_and_place() -> None:
    """Each language renders; the table has one line for both."""
    recorder = Recorder()
    watched = Watched([recorder])
    for _ in range(2):
        with watched.stage(msg("Rendering")):
            list(watched.track(msg("Drawing"), "ab", 2))
    profile = recorder.profile()
    stages = profile["stages"]
    assert isinstance(stages, list)
    assert [(one["within"], one["stage"], one["items"]) for one in stages] == [
        ("", "Rendering", 0),
        ("Rendering", "Drawing", 4),
    ]
    assert all(one["seconds"] >= 0 and one["cpu"] >= 0 for one in stages)
    lines = recorder.table(translator("id")).splitlines()
    assert [line.split("  ")[0] for line in lines] == ["tahap", "Menyusun halaman", ""]
    assert len({len(line) for line in lines}) == 1


@pytest.mark.skipif(not memory.PROCESSES.is_dir(), reason="only Linux says how much memory a process holds")
def test_the_memory_of_children_is_counted() -> None:
    """Most of the work is done there; what all share counts once."""
    block = "import sys; held = bytearray(b'x' * 50_000_000); print(flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", block], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        recorder = Recorder()
        recorder._look()
        child.communicate(b"")
    assert recorder.peak > memory.of_tree(os.getpid()) + 45_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write a project that is in order."""
    return small_project(tmp_path)


def _build(root: Path, *arguments: str, ci: bool = False) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "generator", "build", "-C", str(root), "--lang", "en", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", **({"CI": "1"} if ci else {})},
    )


def test_a_profile_says_where_the_time_went(root: Path) -> None:
    """Every stage of the build, and the machine without its name; findings stay as they are."""
    built = _build(root, "--profile", str(root / "profile.json"), "--format", "json", ci=True)
    assert built.returncode == 0, built.stderr
    json.loads(built.stdout)
    told = (root / "profile.json").read_text(encoding="utf-8")
    profile = json.loads(told)
    assert {one["stage"] for one in profile["stages"]} >= {"Reading", "Checking", "Writing the site"}
    assert profile["total"]["seconds"] >= max(one["seconds"] for one in profile["stages"])
    assert profile["total"]["cpu"] > 0
    assert profile["machine"]["cores"] >= 1
    assert str(root) not in told
    assert Path.home().name not in told or Path.home().name == "root"
    assert "Writing the site: " in built.stderr
    assert "CPU seconds" in built.stderr


def test_a_profile_that_cannot_be_written_is_refused_before_the_work(root: Path) -> None:
    """Not after twenty minutes."""
    refused = _build(root, "--profile", str(root / "nowhere/profile.json"))
    assert refused.returncode == 2
    assert "there is no folder" in refused.stderr
    assert not (root / "site").exists()


def test_any_number_of_processes_gives_the_same_site(root: Path) -> None:
    """--jobs says where the work is done, not what it makes."""
    sites = []
    for jobs in ("1", "3"):
        assert _build(root, "--jobs", jobs).returncode == 0
        sites.append({path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()})
    assert sites[0] == sites[1]
    assert _build(root, "--jobs", "0").returncode == 2
