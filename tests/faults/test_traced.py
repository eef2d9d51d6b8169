"""A build is followed call by call: it reads the project and the program, and writes into the project alone."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.built import ROOT
from tests.cli.small import small_project

DATA = ("/usr/share/", "/usr/lib/", "/etc/", "/proc/", "/dev/", "/sys/")
"""What belongs to the machine and not to people: time zones, fonts, kinds of files."""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """Build a project full of ways out, and return what was read, written and run."""
    folder = tmp_path_factory.mktemp("traced")
    root, log = small_project(folder / "project"), folder / "calls"
    (folder / "secret.yml").write_text("kata-sandi: rahasia\n")
    (folder / "scratch").mkdir()
    (root / "programs/kebun/media").mkdir()
    for name in ("programs/kebun/rahasia.yml", "content/id/rahasia.md", "programs/kebun/media/foto.jpg"):
        (root / name).symlink_to(folder / "secret.yml")
    (root / "programs/kebun/media/rahasia").symlink_to(folder, target_is_directory=True)
    clean = {name: value for name, value in os.environ.items() if name not in ("MPLCONFIGDIR", "MATPLOTLIBRC")}
    environment = {**clean, "SOURCE_DATE_EPOCH": "1767225600", "TMPDIR": str(folder / "scratch")}
    for number in range(2):
        if number:
            for path in root.rglob("*"):
                if path.is_symlink():
                    path.unlink()
        command = [sys.executable, "-m", "tests.faults.traced", str(log), "build", "-C", str(root)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=ROOT)
        assert done.returncode == 1 - number, done.stdout + done.stderr
    assert list((folder / "scratch").iterdir()) == []
    return root, [(kind, path) for kind, _, path in (line.partition(" ") for line in log.read_text().splitlines())]


def test_nothing_outside_the_project_is_written(calls: tuple[Path, list[tuple[str, str]]]) -> None:
    """Files, folders, renames, deletions: all of them below the project, or in the folder for temporary files."""
    root, found = calls
    inside = (f"{root}/", f"{root.parent}/scratch", "/dev/null")
    # Python keeps compiled modules beside their sources; that is no doing of ours.
    outside = {
        path for kind, path in found if kind == "write" and not path.startswith(inside) and "__pycache__" not in path
    }
    # The one exception: matplotlib keeps its list of fonts in the cache of whoever builds.
    assert {path for path in outside if "/matplotlib" not in path} == set()
    assert f"{root}/.amanah/site.stage/index.html" in {path for kind, path in found if kind == "write"}


def test_nothing_but_the_project_and_the_program_is_read(calls: tuple[Path, list[tuple[str, str]]]) -> None:
    """No file of a person, least of all the one that the links lead to."""
    root, found = calls
    own = map(str, (root, root.parent / "scratch", ROOT, sys.prefix, sys.base_prefix))
    known = (*own, *sysconfig.get_paths().values(), *DATA)
    outside = {path for kind, path in found if kind == "read" and not path.startswith(known)}
    # matplotlib looks for fonts when it is imported, whether or not anything asks for one.
    outside -= {path for path in outside if "font" in path.lower()}
    assert {path for path in outside if not _is_search(path, known)} == set()
    assert not [path for _, path in found if path.endswith("secret.yml")]


def _is_search(path: str, known: tuple[str, ...]) -> bool:
    """Tell whether a folder was only looked through for modules: an entry of the path, or above our own folders."""
    return path in sys.path or any(one.startswith(f"{path.rstrip('/')}/") for one in known)


def test_only_git_the_indexer_and_a_list_of_fonts_are_run(calls: tuple[Path, list[tuple[str, str]]]) -> None:
    """No shell, and no program that a project names."""
    _, found = calls
    assert {Path(path).name for kind, path in found if kind == "run"} <= {
        "git",
        "pagefind",
        "pagefind_extended",
        "fc-list",
    }


def test_nothing_is_asked_of_a_network(calls: tuple[Path, list[tuple[str, str]]]) -> None:
    """No name is looked up and no connection is made."""
    _, found = calls
    assert [path for kind, path in found if kind == "call"] == []
