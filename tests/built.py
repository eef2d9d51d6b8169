"""A built site on disk, and ways to look at it."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from lxml import html
from lxml.html import HtmlElement

from generator.cli import main

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
"""How Chromium is started: without asking its maker for anything."""
SURROUNDINGS = {"SOURCE_DATE_EPOCH": "1767225600", "NO_COLOR": "1"}
"""Variables that commands of tests find."""


@dataclass(frozen=True)
class BuiltSite:
    """The folder of a site, with its pages as parsed HTML."""

    project: Path
    folder: Path

    def pages(self) -> Iterator[tuple[str, HtmlElement]]:
        """Yield every HTML page: its path below the site, and its tree."""
        for path in sorted(self.folder.rglob("*.html")):
            yield path.relative_to(self.folder).as_posix(), self.page(path.relative_to(self.folder).as_posix())

    def page(self, name: str) -> HtmlElement:
        """Return the tree of one page."""
        return html.fromstring((self.folder / name).read_text(encoding="utf-8"))

    def text(self, name: str) -> str:
        """Return the words of a page's article, white space folded."""
        return words(article(self.page(name)))


def article(page: HtmlElement) -> HtmlElement:
    """Return what stands inside the frame."""
    found: list[HtmlElement] = page.xpath('//article[contains(concat(" ", @class, " "), " sheet ")]')
    return found[0]


def words(element: HtmlElement) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(str(element.text_content()).split())


def once(temporary: "pytest.TempPathFactory", name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that is filled once for all processes of a run; tests only read in it."""
    base = temporary.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    done = folder.with_suffix(".done")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second waits here for the first one
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what is left where the first one failed
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def build_site(project: Path, folder: Path) -> BuiltSite:
    """Build a copy of a project with the command that authors use."""
    for name in ("programs", "content", "templates"):
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name)
    if (project / "mkdocs.yml").is_file():
        config = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", f"{ROOT}/")
        (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    run_amanah("build", "-C", str(folder))
    return BuiltSite(folder, folder / "site")


def run_amanah(*arguments: str, code: int = 0) -> str:
    """Run the command in a process of its own and return what it printed; the exit code must be `code`."""
    command = [sys.executable, "-m", "generator", *arguments]
    environment = {**os.environ, **SURROUNDINGS}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=ROOT)
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    return said


def run_here(*arguments: str, code: int = 0) -> str:
    """Do as `run_amanah` in this process, for tests of what is made: to start takes longer than most commands."""
    out, err = StringIO(), StringIO()
    with mock.patch.dict(os.environ, SURROUNDINGS), chdir(ROOT), redirect_stdout(out), redirect_stderr(err):
        left = _leave(arguments)
    said = out.getvalue() + err.getvalue()
    assert left == code, said
    return said


def _leave(arguments: tuple[str, ...]) -> object:
    """Return the exit code of a command."""
    try:
        main(arguments)
    except SystemExit as left:
        return left.code
    return None
