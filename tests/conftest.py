"""Fixtures that several rooms of tests share: the demo and the example, built for real once a session."""

import shutil
from pathlib import Path

import pytest

from tests.built import ROOT, BuiltSite, build_site


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
