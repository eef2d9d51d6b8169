"""An environment into which the wheel is installed, offline, and a watch over every file that its programs open."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.built import ROOT

WATCH = '''
"""Write down every file and folder below the checkout that is opened, listed or run."""
import os
import sys

ROOT, ALLOWED, LOG = {root!r}, {allowed!r}, {log!r}


def _hook(event, arguments):
    if event not in ("open", "os.listdir", "os.scandir", "subprocess.Popen", "os.exec", "os.posix_spawn"):
        return
    for one in arguments:
        name = os.fsdecode(one) if isinstance(one, (str, bytes)) else ""
        if name.startswith(ROOT) and not name.startswith(ALLOWED) and name != LOG:
            with os.fdopen(os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "a") as log:
                log.write(event + " " + name + "\\n")


sys.addaudithook(_hook)
'''


@dataclass(frozen=True)
class Installed:
    """An environment with the program in it."""

    wheel: Path
    folder: Path
    log: Path

    def run(self, *arguments: str, cwd: Path, code: int = 0) -> str:
        """Run a program of the environment in a folder, and return what it printed."""
        bin_folder = self.folder / "bin"
        environment = {
            "PATH": f"{bin_folder}{os.pathsep}{os.defpath}",
            "HOME": str(cwd),
            "LANG": "C.UTF-8",
            "NO_COLOR": "1",
            "SOURCE_DATE_EPOCH": "1767225600",
        }
        command = [str(bin_folder / arguments[0]), *arguments[1:]]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=cwd)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    @property
    def read(self) -> list[str]:
        """Return what was opened in the checkout."""
        return sorted(set(self.log.read_text(encoding="utf-8").splitlines())) if self.log.exists() else []


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it into an environment that has its dependencies and nothing of the checkout."""
    place = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place), cwd=ROOT)
    wheel = next(place.glob("*.whl"))
    folder = place / "venv"
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=place)
    _run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(folder / "bin" / "python"),
         "install", "--no-index", "--no-deps", "--quiet", str(wheel), cwd=place)  # fmt: skip
    log = place / "read.log"
    _lend(folder, log)
    return Installed(wheel, folder, log)


def _lend(folder: Path, log: Path) -> None:
    """Let the environment see the libraries of this one, but not the line in it that leads to the checkout.

    Lines of `.pth` files in a folder that such a line names are not read.
    """
    libraries = sysconfig.get_path("purelib")
    site = next(folder.glob("lib/python*/site-packages"))
    allowed = (sys.prefix, str(folder))
    watch = WATCH.format(root=str(ROOT), allowed=allowed, log=str(log))
    (site / "watch_the_checkout.py").write_text(watch, encoding="utf-8")
    (site / "lent.pth").write_text(f"{libraries}\nimport watch_the_checkout\n", encoding="utf-8")


def _run(*command: str, cwd: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


def names_in(wheel: Path) -> list[str]:
    """Return the names of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()
