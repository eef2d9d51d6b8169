"""The ways a page can take to the disk, and whose the shelf is."""

import json
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from generator import publish
from generator.project import STARTER
from generator.shelf import Shelf
from tests.scale.ground import Ground, start, sums

PLUGINS = "plugins:\n  - amanah\n"
HOOK = """
from pathlib import Path
from mkdocs.exceptions import PluginError

def on_post_build(config):
    for path in [one for one in Path(config.site_dir).rglob("*") if one.is_file()]:
        with path.open("r+b") as file:
            file.write(b"!")
    raise PluginError("stop")
"""


def _with_search(ground: Ground) -> None:
    """Give the project a configuration with one more plugin, which wants to see every page."""
    own = (STARTER / "mkdocs.yml").read_text(encoding="utf-8")
    assert PLUGINS in own
    ground.write("mkdocs.yml", own.replace(PLUGINS, f"{PLUGINS}  - search\n"))


def test_other_plugins_see_every_page(tmp_path: Path) -> None:
    """With a plugin beside ours, the pages of programs go through MkDocs like all others, and say the same."""
    ground = start(tmp_path / "proyek", programs=1)
    alone = ground.warm()
    _with_search(ground)
    together = ground.warm()
    seen = {
        one["location"]
        for one in json.loads((ground.root / "warm/search/search_index.json").read_text("utf-8"))["docs"]
    }
    assert "program/program-001/" in seen
    assert {one for one in alone if one.endswith(".html")} == {one for one in together if one.endswith(".html")}
    assert alone["data/figures.json"] == together["data/figures.json"]


def _numbers(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    """After a commit about something else, all about programs stays the files that it was, and belongs to one site."""
    ground = start(tmp_path / "proyek", programs=2)
    sums = ground.warm()
    before = _numbers(ground.root / "warm")
    ground.change("content/id/tentang.md", "Kata-kata", "Kata")
    ground.commit()
    changed = {name for name, one in ground.warm().items() if sums.get(name) != one}
    after = _numbers(ground.root / "warm")
    assert {"index.html", "tentang/index.html"} <= changed
    about = [name for name in before if name.startswith(("program/program-", "en/program/program-"))]
    assert len(about) > 80
    assert [name for name in about if name in changed or before[name] != after[name]] == []
    assert [name for name in changed if before.get(name) == after.get(name)] == []
    assert {path.stat().st_nlink for path in (ground.root / "warm").rglob("*") if path.is_file()} == {1}


def test_what_mkdocs_writes_is_no_link(tmp_path: Path) -> None:
    """Where a file of the theme has the address of a file about a program, that is in no former site."""
    ground = start(tmp_path / "proyek", programs=1)
    ground.warm()
    name = "program/program-001/data/csv/places.csv"
    former = (ground.root / "warm" / name).open("rb")
    content = (ground.root / "warm" / name).read_bytes()
    ground.write(f"templates/theme/{name}", "from the theme\n")
    ground.warm()
    assert (ground.root / "warm" / name).read_text("utf-8") == "from the theme\n"
    with former:
        assert former.read() == content


def test_another_plugin_writes_into_no_former_site(tmp_path: Path) -> None:
    """A hook that rewrites every file before it stops the build leaves the site that stands as it was."""
    ground = start(tmp_path / "proyek", programs=1)
    own = (STARTER / "mkdocs.yml").read_text(encoding="utf-8")
    good = ground.warm()
    ground.write("hook.py", HOOK)
    ground.write("mkdocs.yml", f"{own}\nhooks:\n  - hook.py\n")
    with pytest.raises(Abort):
        ground.warm()
    assert sums(ground.root / "warm") == good


def test_the_shelf_belongs_to_one_build(tmp_path: Path) -> None:
    """A second build gets a folder for once, which goes with it; the third has the shelf again."""
    place = tmp_path / ".amanah" / "units"
    with publish.reserved(place) as first, publish.reserved(place) as second:
        assert first == place
        assert second != place
        assert Shelf(second).keep("name", b"content")
    assert not second.exists()
    with publish.reserved(place) as third:
        assert third == place


def test_a_shelf_that_is_a_link_is_left_alone(tmp_path: Path) -> None:
    """What a link leads to is nobody's to prune."""
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    (tmp_path / "units").symlink_to(elsewhere)
    with publish.reserved(tmp_path / "units") as folder:
        assert folder.resolve() != elsewhere


def test_pruning_leaves_what_is_in_use(tmp_path: Path) -> None:
    """Units of former builds go; those of this one stay."""
    shelf = Shelf(tmp_path / "units")
    for name in ("old", "new"):
        assert shelf.keep(name, b"content")
    shelf.prune(["new"])
    assert [one.name for one in shelf.folder.iterdir()] == ["new"]
