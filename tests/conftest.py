"""Fixtures that several rooms of tests share: the demo and the example, built for real once for all processes."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.built import FLAGS, ROOT, BuiltSite, build_site, once

# A build in CI tells of its stages; tests see the same wherever they run.
os.environ.pop("CI", None)
# Images of containers like to forbid compiled modules; each process that a test starts would compile all of it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the five programs of the repository into a folder of their own."""
    return _shared(tmp_path_factory, "demo", ROOT)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the complete example into a folder of its own."""
    return _shared(tmp_path_factory, "example", ROOT / "examples" / "lembaga-contoh")


def _shared(temporary: pytest.TempPathFactory, name: str, project: Path) -> BuiltSite:
    folder = once(temporary, name, lambda folder: build_site(project, folder))
    return BuiltSite(folder, folder / "site")


@pytest.fixture
def demo_copy(tmp_path: Path) -> Path:
    """Copy what the demo is made of, so that a test can change it."""
    for name in ("programs", "content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium that the machine has."""
    found = shutil.which("chromium")
    assert found, "chromium is missing: `make test` installs it on Debian"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()
