"""Several machines make the programs of a publisher, and one makes the site of them: the same bytes as alone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import shards
from tests.built import ROOT
from tests.scale.ground import Ground, names, start, sums


def amanah(folder: Path, *arguments: str, code: int = 0) -> str:
    """Run the command in a process of its own; return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments, "-C", str(folder)],
        capture_output=True, text=True, check=False, cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "AMANAH_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def clone(ground: Ground, name: str) -> Path:
    """Return a clone of the repository: another machine."""
    folder = ground.root.parent / name
    subprocess.run(["git", "clone", "-q", str(ground.root), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Return a publisher in several provinces."""
    return start(tmp_path_factory.mktemp("shards") / "proyek", programs=5, seed=1)


def test_shards_give_the_site_of_one_build(ground: Ground) -> None:
    """Each machine makes its provinces, the last one makes the rest, and makes no program again."""
    together = ground.root.parent / "gathered"
    together.mkdir()
    for place in (1, 2, 3):
        machine = clone(ground, f"machine-{place}")
        amanah(machine, "build", "--shard", f"{place}/3")
        assert not (machine / "site").exists()
        for one in sorted((machine / "shards").iterdir()):
            assert not (together / one.name).exists()
            shutil.copy(one, together)
    assert len(names(together)) == 2 * 5
    merging, alone = clone(ground, "merging"), clone(ground, "alone")
    profile = merging / "profile.json"
    amanah(merging, "build", "--merge", str(together), "--profile", str(profile))
    amanah(alone, "build")
    assert sums(merging / "site") == sums(alone / "site")
    assert names(merging / ".amanah" / "units") == names(together)
    made = {one["stage"]: one["items"] for one in json.loads(profile.read_text("utf-8"))["stages"]}
    assert made["Rendering"] == 0


def test_a_missing_or_damaged_shard_is_made_here(ground: Ground) -> None:
    """What another machine did not send, or sent broken, costs time, and changes nothing."""
    machine = clone(ground, "broken")
    amanah(machine, "build", "--shard", "1/2")
    first = min((machine / "shards").iterdir())
    first.write_bytes(first.read_bytes()[:-7])
    amanah(machine, "build", "--merge", "shards")
    whole = clone(ground, "whole")
    amanah(whole, "build")
    assert sums(machine / "site") == sums(whole / "site")


@pytest.mark.parametrize("said", ["0/3", "4/3", "x/3", "3", "1/99999", "²/3"])
def test_a_shard_that_is_none_is_a_usage_error(tmp_path: Path, said: str) -> None:
    """The message says how a shard is written."""
    assert "3/8" in amanah(tmp_path, "build", "--shard", said, code=2)


def test_every_program_is_in_one_shard_with_its_province() -> None:
    """Provinces stay together, and shards get about the same number of reports."""
    programs = [_Program(f"p{number}", f"{11 + number % 5}") for number in range(40)]
    some = tuple(programs)
    divided = [shards.choose(some, (place, 3)) for place in (1, 2, 3)]  # type: ignore[arg-type] # has what is asked for
    assert sorted(one.program.id for shard in divided for one in shard) == sorted(one.id for one in programs)
    where = [{shards.province(one) for one in shard} for shard in divided]
    assert not where[0] & where[1] | where[1] & where[2] | where[0] & where[2]
    assert sorted(map(len, divided)) == [8, 16, 16]
    assert shards.choose(some, None) == some  # type: ignore[comparison-overlap, arg-type] # as above


class _Program:
    """A program in a province, with two reports."""

    def __init__(self, name: str, province: str) -> None:
        self.id, self.reports, self.program = name, (1, 2), self
        self.regions = (type("Region", (), {"province": province})(),)
