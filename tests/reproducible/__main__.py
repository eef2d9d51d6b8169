"""Build one commit in many surroundings: `python -m tests.reproducible` prints the one SHA-256 of all the sites."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.project import STARTER
from tests.built import ROOT
from tests.cli.small import small_project, tree
from tests.reproducible.environments import EVERYWHERE, Environment, build, special

EXAMPLE = ROOT / "examples" / "lembaga-contoh"
COMMITTED = "2026-01-02T03:04:05+0700"


def main() -> int:
    """Print what differs, if anything; return 1 then."""
    options = argparse.ArgumentParser(prog="python -m tests.reproducible", description=__doc__)
    options.add_argument("--small", action="store_true", help="the smallest project instead of the complete example")
    options.add_argument("names", nargs="*", help="environments to take, by a part of their names; all without")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="amanah-reproducible-") as folder:
        scratch = Path(folder)
        scratch.chmod(0o755)
        origin = commit(small_project(scratch / "origin") if chosen.small else _copy(scratch / "origin"))
        wanted = [*EVERYWHERE, *special(scratch)]
        first, *others = [one for one in wanted if not chosen.names or any(part in one.name for part in chosen.names)]
        return compare(first, others, origin, scratch)


def compare(first: Environment, others: list[Environment], origin: Path, scratch: Path) -> int:
    """Build in each environment and hold the sites against the first; return how many differ."""
    differing = 0
    with _built(first, origin, scratch) as site:
        right = tree(site)
        _say(f"{total(right)}  {first.name}, {len(right)} files")
        kept = scratch / "first"
        shutil.copytree(site, kept)
    for one in others:
        with _built(one, origin, scratch) as site:
            found = tree(site)
            _say(f"{total(found)}  {one.name}")
            names = [name for name in sorted({*right, *found}) if right.get(name) != found.get(name)]
            differing += bool(names)
            for name in names[:12]:
                _say(f"    {name} {_where(kept / name, site / name)}")
    _say(f"\n{len(others) + 1} environments, {differing} different")
    return 1 if differing else 0


@contextmanager
def _built(one: Environment, origin: Path, scratch: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        Path(folder).chmod(0o755)
        yield build(one, origin, Path(folder))


def total(files: dict[str, str]) -> str:
    """Return one SHA-256 of a site: of its files' names and checksums, in order."""
    said = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(said.encode()).hexdigest()


def commit(project: Path) -> Path:
    """Make a repository of one commit of a project, which says the same on every machine."""
    shutil.copy(STARTER / "mkdocs.yml", project)
    environment = {
        **os.environ,
        **{f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER")
           for what, said in (("NAME", "a"), ("EMAIL", "a@b.example"), ("DATE", COMMITTED))},
        "GIT_CONFIG_GLOBAL": os.devnull,
    }  # fmt: skip
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *arguments], cwd=project, env=environment, check=True, capture_output=True)
    return project


def _copy(folder: Path) -> Path:
    for name in ("programs", "content"):
        shutil.copytree(EXAMPLE / name, folder / name)
    return folder


def _where(one: Path, other: Path) -> str:
    """Say where two files begin to differ."""
    if not one.is_file() or not other.is_file():
        return "is in one of them only"
    left, right = one.read_bytes(), other.read_bytes()
    at = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return f"at byte {at}: {left[max(at - 40, 0) : at + 40]!r} | {right[max(at - 40, 0) : at + 40]!r}"


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is a command


if __name__ == "__main__":
    sys.exit(main())
