"""`pip install` into an empty environment, then the first two commands."""

import sys
from pathlib import Path

import pytest

from tests.built import ROOT
from tests.wheel.conftest import Installed, names_in


def test_the_wheel_holds_all_that_pages_need(installed: Installed) -> None:
    """Templates, theme, fonts, catalogues and what a new project begins with; no tests, and nothing at the top."""
    names = names_in(installed.wheel)
    for folder in ("templates", "generator"):
        kept = [one.relative_to(ROOT / folder).as_posix() for one in (ROOT / folder).rglob("*") if one.is_file()]
        inside = "generator/_templates" if folder == "templates" else "generator"
        assert [one for one in kept if "__pycache__" not in one and f"{inside}/{one}" not in names] == []
    tops = {one.partition("/")[0] for one in names}
    assert {one for one in tops if not one.endswith(".dist-info")} == {"generator"}


@pytest.mark.skipif(sys.platform == "win32", reason="paths of the environment differ")
def test_an_installed_program_starts_and_builds_a_project(installed: Installed, tmp_path: Path) -> None:
    """A new project builds at once, in both ways, and no file of the checkout is opened."""
    installed.run("amanah", "init", "laporan", "--no-git", cwd=tmp_path)
    project = tmp_path / "laporan"
    assert not (project / "generator").exists()
    assert "0 kesalahan" in installed.run("amanah", "build", "--lang", "id", cwd=project)
    assert (project / "site/en/index.html").is_file()
    assert list((project / "site/assets/stylesheets").glob("amanah*.css"))
    installed.run("python", "-m", "mkdocs", "build", "--quiet", cwd=project)
    assert installed.read == []


def test_the_watch_sees_what_is_read_in_the_checkout(installed: Installed, tmp_path: Path) -> None:
    """The test above would fail: here a file of the checkout is opened on purpose."""
    code = f"open({str(ROOT / 'README.md')!r}).close()"
    before = installed.read
    installed.run("python", "-c", code, cwd=tmp_path)
    seen = installed.read
    installed.log.unlink()
    assert set(seen) - set(before) == {f"open {ROOT / 'README.md'}"}
