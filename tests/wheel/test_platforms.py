"""Windows and macOS, as far as they can be held here: the seams behind which systems differ, with their other side."""

import errno
import importlib
import io
import multiprocessing
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator import cli, publish, sharing
from generator.errors import EnvironmentFault
from generator.project import Project
from generator.publish import Stage
from tests.built import ROOT
from tests.cli.small import small_project

CODE = sorted((ROOT / "generator").rglob("*.py"))


class Locks:
    """Windows' locks as far as they matter: one holder, and a locked byte that nobody else can lock."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.held: dict[int, int] = {}

    def locking(self, handle: int, mode: int, size: int) -> None:
        """Lock the byte at the present place of a file."""
        assert (mode, size) == (self.LK_NBLCK, 1)
        if self.held:
            raise OSError(errno.EACCES, "Permission denied")
        self.held[handle] = os.lseek(handle, 0, os.SEEK_CUR)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Locks:
    """Take away what Windows does not have, and give what it has."""
    locks = Locks()
    known = importlib.import_module

    def find(name: str) -> object:
        if name == "fcntl":
            raise ImportError(name)
        return locks if name == "msvcrt" else known(name)

    monkeypatch.setattr(publish, "importlib", SimpleNamespace(import_module=find))
    monkeypatch.setattr(publish, "_libc", lambda: None)
    monkeypatch.delattr(os, "sync")
    return locks


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that was published before."""
    place = tmp_path / "site"
    place.mkdir()
    (place / "index.html").write_text("lama", encoding="utf-8")
    return place


def publish_new(site: Path) -> None:
    """Publish another site in its place."""
    stage = Stage.open(site)
    (stage.folder / "index.html").write_text("baru", encoding="utf-8")
    stage.publish()


@pytest.mark.usefixtures("windows")
def test_a_site_is_published_without_what_only_linux_has(site: Path) -> None:
    """Two renames and another lock; nothing is left behind."""
    publish_new(site)
    assert (site / "index.html").read_text(encoding="utf-8") == "baru"
    assert [one.name for one in (site.parent / publish.WORKSHOP).iterdir()] == ["site.lock"]


def test_a_second_build_is_told_who_holds_the_lock(windows: Locks, site: Path) -> None:
    """The locked byte lies behind what the file says, since nobody else can read what Windows locks."""
    first = Stage.open(site)
    assert min(windows.held.values()) > 100
    with pytest.raises(EnvironmentFault, match=str(os.getpid())):
        Stage.open(site)
    first.discard()


def test_names_are_not_flushed_where_folders_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows opening a folder is an error."""
    opened: list[object] = []
    monkeypatch.setattr(publish, "os", SimpleNamespace(name="nt", open=lambda *said: opened.append(said)))
    publish._flush_names(tmp_path)
    assert opened == []


def test_without_fork_one_process_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows cannot fork, and macOS should not."""
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert sharing.processes(10_000) == 1


def test_names_in_findings_have_slashes_everywhere() -> None:
    """A disclosure and an address are the same text on every system."""
    project = Project(Path("proyek"))
    assert project.relative(project.programs / "kebun" / "program.yml") == "programs/kebun/program.yml"


FORBIDDEN = {
    "a shell": r"shell=True|os\.system\(|os\.popen\(",
    "links": r"\.symlink_to\(|os\.symlink\(|hardlink_to\(|os\.link\(",
    "modules of POSIX": r"^\s*(?:import|from) (?:fcntl|pwd|grp|resource|termios|tty|pty|syslog)\b",
    "calls of POSIX": r"\bos\.(?:fork|getuid|geteuid|chown|mkfifo|setsid|killpg|nice)\(",
    "signals that Windows lacks": r"signal\.SIG(?!TERM|INT)[A-Z]",
    "folders of POSIX": r"[\"']/(?:tmp|usr|etc|var|bin|dev)\b",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_program_needs_nothing_that_only_posix_has(what: str) -> None:
    """Whoever needs it puts it behind a seam that has another side."""
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    found = [path.relative_to(ROOT).as_posix() for path in CODE if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_files_are_written_with_the_same_bytes_everywhere() -> None:
    """In text mode Windows writes other ends of lines; what goes into a project or a site is bytes."""
    text = re.compile(r"\.open\(\"[wax]\"(?!.*newline)|(?<!def )\bopen\([^)]*\"[wax]\"(?!.*newline)")
    lines = [(path.name, line) for path in CODE for line in path.read_text(encoding="utf-8").splitlines()]
    assert [pair for pair in lines if text.search(pair[1]) and "devnull" not in pair[1]] == []


@pytest.fixture
def narrow() -> io.TextIOWrapper:
    """Return a stream as Windows gives it to a program whose output goes into a file."""
    return io.TextIOWrapper(io.BytesIO(), encoding="cp1252")


def test_a_file_takes_every_letter(narrow: io.TextIOWrapper) -> None:
    """Arrows and minus signs are no fault of the program."""
    cli.speak(narrow)
    narrow.write("3 → 2, −1")
    narrow.flush()
    buffer = narrow.detach()
    assert isinstance(buffer, io.BytesIO)
    assert buffer.getvalue().decode("utf-8") == "3 → 2, −1"


def test_a_narrow_terminal_shows_what_it_can(narrow: io.TextIOWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question mark is better than a crash."""
    monkeypatch.setattr(narrow, "isatty", lambda: True)
    cli.speak(narrow)
    narrow.write("3 → 2")
    narrow.flush()
    buffer = narrow.detach()
    assert isinstance(buffer, io.BytesIO)
    assert buffer.getvalue() == b"3 ? 2"


def test_lines_that_end_as_windows_ends_them_are_read(tmp_path: Path) -> None:
    """An editor on Windows may write them; values and places are the same."""
    from generator import build  # noqa: PLC0415 - only here

    root = small_project(tmp_path)
    for path in (root / "programs").rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert build.examine(Project(root)).findings == ()
