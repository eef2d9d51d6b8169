"""Publication: readers see the former site or the new one, always whole, whatever happens to the build."""

import errno
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from generator import publish
from generator.errors import EnvironmentFault
from generator.publish import Stage, staging

FILES = 40
WRITER = """
import sys
from pathlib import Path
from generator.publish import staging
site, number = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    number += 1
    with staging(site) as stage:
        for name in range({files}):
            (stage / f"{{name}}.html").write_text(f"{{number}}")
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a published site whose pages say `old`."""
    place = tmp_path / "site"
    put(place, "old")
    return place


def put(site: Path, text: str) -> None:
    """Publish a site whose pages all say the same."""
    with staging(site) as stage:
        write(stage, text)


def write(folder: Path, text: str) -> None:
    """Write the pages of a site."""
    for name in range(FILES):
        (folder / f"{name}.html").write_text(text, encoding="utf-8")


def said(site: Path) -> set[str]:
    """Return what the pages of a site say; a whole site has all pages and says one thing."""
    pages = sorted(site.iterdir())
    assert len(pages) == FILES
    return {page.read_text(encoding="utf-8") for page in pages}


def left_over(site: Path) -> list[str]:
    """Return what a build left in its workshop besides the lock."""
    return sorted(one.name for one in (site.parent / publish.WORKSHOP).iterdir() if one.suffix != ".lock")


def test_a_new_site_takes_the_place_of_the_old_one(site: Path) -> None:
    """Nothing of the old site stays, and the workshop is clean."""
    (site / "gone.html").write_text("old", encoding="utf-8")
    put(site, "new")
    assert said(site) == {"new"}
    assert left_over(site) == []


def test_a_build_that_fails_leaves_the_old_site(site: Path) -> None:
    """Half a stage is thrown away."""

    def fail() -> NoReturn:
        with staging(site) as stage:
            (stage / "0.html").write_text("new", encoding="utf-8")
            raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        fail()
    assert said(site) == {"old"}
    assert left_over(site) == []


def test_two_renames_do_where_folders_cannot_be_exchanged(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems without the call publish as well."""
    monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    put(site, "new")
    assert said(site) == {"new"}
    assert left_over(site) == []


def test_a_second_rename_that_fails_brings_the_old_site_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the two renames there is no site; if the second fails, the first is undone."""
    monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.suffix == ".stage":
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self))
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", rename)
        with pytest.raises(EnvironmentFault, match="Input/output error"):
            put(site, "new")
    assert said(site) == {"old"}
    assert left_over(site) == []


def test_a_kill_between_two_renames_is_mended_by_the_next_build(site: Path) -> None:
    """The next start brings the old site back before it does anything else, even if it then fails."""
    stage = Stage.open(site)
    write(stage.folder, "new")
    site.rename(stage.folder.with_suffix(".former"))
    stage._release()
    Stage.open(site).discard()
    assert said(site) == {"old"}
    assert left_over(site) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.EACCES])
def test_a_disk_that_refuses_is_one_line_and_the_old_site_stays(
    site: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """A full or read-only disk is told in the system's words, with the exit code for the environment."""

    def refuse(folder: Path) -> NoReturn:
        raise OSError(code, os.strerror(code), str(folder))

    with monkeypatch.context() as patched:
        patched.setattr(publish, "_flush", refuse)
        with pytest.raises(EnvironmentFault) as caught:
            put(site, "new")
    assert os.strerror(code) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3
    assert said(site) == {"old"}
    assert left_over(site) == []


def test_a_workshop_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """Where a file stands in the way, the fault names it."""
    (tmp_path / publish.WORKSHOP).write_text("", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=r"\.amanah"):
        put(tmp_path / "site", "new")


@pytest.mark.parametrize("name", ["site", publish.WORKSHOP])
def test_a_link_is_never_followed(tmp_path: Path, name: str) -> None:
    """A link committed into a repository must not make a build empty a folder elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_text("kept", encoding="utf-8")
    project = tmp_path / "project"
    project.mkdir()
    (project / name).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(EnvironmentFault):
        put(project / "site", "new")
    assert [one.name for one in elsewhere.iterdir()] == ["kept.txt"]


def test_a_file_in_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    """Nothing is deleted that is not a site."""
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="not an ordinary folder"):
        put(tmp_path / "site", "new")
    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"


def test_of_two_builds_at_once_the_second_says_so(site: Path) -> None:
    """The lock is on the place of the site, and names who holds it."""
    with staging(site) as stage:
        write(stage, "first")
        with pytest.raises(EnvironmentFault, match=f"process {os.getpid()}"):
            put(site, "second")
    assert said(site) == {"first"}
    put(site, "third")
    assert said(site) == {"third"}


def test_a_build_in_another_process_is_refused_as_long_as_the_lock_is_held(site: Path) -> None:
    """The lock holds between processes, and the refused one leaves the stage of the first alone."""
    program = f"from pathlib import Path; from generator.publish import Stage; Stage.open(Path({str(site)!r}))"
    with staging(site) as stage:
        write(stage, "new")
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "another build" in done.stderr
    assert said(site) == {"new"}


def test_a_kill_at_any_moment_leaves_one_whole_site(site: Path) -> None:
    """Whenever the process dies, the site is a whole one, and the next build works."""
    moments = random.Random(7)  # noqa: S311 - moments to kill at, no secret
    for _ in range(12):
        program = [sys.executable, "-c", WRITER.format(files=FILES), str(site)]
        with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=moments.uniform(0.005, 0.12))
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert len(said(site)) == 1
    put(site, "last")
    assert said(site) == {"last"}
    assert left_over(site) == []
