"""The hostile project, built once for all processes that test it, and a browser for it."""

import time
from collections.abc import Iterator

import pytest

from tests.browser.conftest import serve
from tests.built import BuiltSite, run_amanah
from tests.hostile.project import Hostile


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> BuiltSite:
    """Build the site whose every text is a payload, with the command that authors use."""
    base = tmp_path_factory.getbasetemp()
    root = (base if worker_id == "master" else base.parent) / "hostile"
    done = root.with_suffix(".done")
    try:
        root.mkdir()
    except FileExistsError:  # another process is at it
        for _ in range(1_200):
            if done.exists():
                break
            time.sleep(0.1)
        assert done.exists(), "the other process did not finish the hostile site"
        return BuiltSite(root, root / "site")
    project = Hostile(root)
    project.write()
    project.commit()
    run_amanah("build", "-C", str(root))
    done.write_text(f"{project.placed} {len(project.refused)}", encoding="utf-8")
    return BuiltSite(root, root / "site")


@pytest.fixture(scope="session")
def hostile_url(hostile: BuiltSite) -> Iterator[str]:
    """Serve the hostile site on this machine."""
    yield from serve(hostile.folder)
