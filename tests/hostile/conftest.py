"""The hostile project, built once for all processes that test it, and a browser for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import serve
from tests.built import BuiltSite, once, run_amanah
from tests.hostile.project import Hostile


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the site whose every text is a payload, with the command that authors use."""
    root = once(tmp_path_factory, "hostile", _build)
    return BuiltSite(root, root / "site")


def _build(root: Path) -> None:
    project = Hostile(root)
    project.write()
    project.commit()
    root.with_suffix(".counts").write_text(f"{project.placed} {len(project.refused)}", encoding="utf-8")
    run_amanah("build", "-C", str(root))


@pytest.fixture(scope="session")
def hostile_url(hostile: BuiltSite) -> Iterator[str]:
    """Serve the hostile site on this machine."""
    yield from serve(hostile.folder)
