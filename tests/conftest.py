"""Fixtures that several rooms of tests share: the demo and the example, built for real once a session."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.built import FLAGS, ROOT, BuiltSite, build_site

# A build in CI tells of its stages; tests see the same wherever they run.
os.environ.pop("CI", None)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the five programs of the repository into a folder of their own."""
    return build_site(ROOT, tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the complete example into a folder of its own."""
    return build_site(ROOT / "examples" / "lembaga-contoh", tmp_path_factory.mktemp("example"))


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
