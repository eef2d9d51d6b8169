"""A small publisher with two editions, built again and again while things go wrong, and the judge of what is left."""

import hashlib
import io
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from generator.cli import options, program, run
from generator.manifest import NAME, Manifest
from generator.publish import WORKSHOP, Stage
from generator.verify import verify
from tests.cli.small import REPORT, edit, small_project

EPOCH = "1767225600"
PAGES = 40
EDITIONS = (("total: 342", "sayur: 200"), ("total: 343", "sayur: 201"))
"""What the report says in each edition."""

Prepare = Callable[[], None]


@dataclass(frozen=True)
class Outcome:
    """How one build ended: its exit code (negative for a signal) and what it said on standard error."""

    code: int
    said: str

    @property
    def is_one_line(self) -> bool:
        """Tell whether a fault was told as we promise: one line, no traceback, no word of a fault of the program."""
        lines = self.said.splitlines()
        return len(lines) == 1 and lines[0].startswith("amanah: error: ") and "fault of the program" not in lines[0]


@dataclass
class Running:
    """A build in a process of its own, which was forked from this one and so begins at once."""

    pid: int
    told: int
    """The end of a pipe in which a byte stands as soon as the site is about to be published."""
    errors: Path

    def wait(self) -> Outcome:
        """Wait for the end of it."""
        _, status = os.waitpid(self.pid, 0)
        os.close(self.told)
        said = self.errors.read_text(encoding="utf-8", errors="replace")
        self.errors.unlink()
        return Outcome(os.waitstatus_to_exitcode(status), said)

    def kill(self) -> Outcome:
        """Kill it as a power cut would, without a chance to tidy up."""
        os.kill(self.pid, signal.SIGKILL)
        return self.wait()


@dataclass
class Ground:
    """The project, the manifests of its two editions, and which of them the site shows."""

    root: Path
    digests: list[str] = field(default_factory=list)
    seconds: float = 0.0
    """How long one build takes here."""
    edition: int = 0
    quick: bool = False
    """Whether pages are ready and only published, as a build does at its end."""

    @classmethod
    def prepare(cls, folder: Path, *, quick: bool = False) -> "Ground":
        """Write the project and build both editions once, undisturbed."""
        os.environ.update(SOURCE_DATE_EPOCH=EPOCH, NO_COLOR="1", LC_ALL="C.UTF-8", TZ="UTC")
        # With it a build tells each stage in a line of its own, and a fault would no longer stand alone.
        os.environ.pop("CI", None)
        ground = cls(small_project(folder), quick=quick)
        if not quick:
            _warm_up(ground.root)
        for edition in (1, 0):
            ground.write(edition)
            begin = time.monotonic()
            done = ground.start().wait()
            ground.seconds = time.monotonic() - begin
            assert done.code == 0, done.said
            ground.digests.insert(0, hashlib.sha256((ground.site / NAME).read_bytes()).hexdigest())
        return ground

    @property
    def what(self) -> str:
        """Return what is tried here, in words."""
        return "a publication" if self.quick else "a whole build"

    @property
    def site(self) -> Path:
        """Return the folder of the site."""
        return self.root / "site"

    def write(self, edition: int) -> None:
        """Write the files of an edition."""
        for old, new in zip(EDITIONS[1 - edition], EDITIONS[edition], strict=True):
            if new not in (self.root / REPORT).read_text(encoding="utf-8"):
                edit(self.root / REPORT, old, new)
        self.edition = edition

    def turn(self) -> None:
        """Write the edition that the site does not show; where it shows none, that was already told."""
        shown = self.shown()
        self.write(1 - (self.edition if shown is None else shown))

    def start(self, prepare: Prepare | None = None) -> Running:
        """Start a build; `prepare` is called in its process first."""
        told, tell = os.pipe()
        handle, name = tempfile.mkstemp(prefix="amanah-fault-")
        os.close(handle)
        pid = os.fork()
        if pid == 0:
            os.close(told)
            work = self._publish if self.quick else self._build
            _run(work, Path(name), tell, prepare)
        os.close(tell)
        return Running(pid, told, Path(name))

    def _build(self) -> object:
        return program.main(["--lang", "en", "build", "-C", str(self.root)], standalone_mode=False)

    def _publish(self) -> None:
        """Publish an edition of pages that are ready."""
        options.CHOSEN.set("en")
        stage = Stage.open(self.site)
        try:
            for number in range(PAGES):
                page = stage.folder / f"program/{number % 7}/{number}.html"
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(f"edition {self.edition} page {number}\n" * (1 + number % 5 * 800), encoding="utf-8")
        except BaseException:
            stage.discard()
            raise
        stage.publish(Manifest(program=f"edition {self.edition}"))

    def shown(self) -> int | None:
        """Return which edition the site shows, whole and without a stray file; `None` for anything else."""
        try:
            verdict = verify(self.site)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not whole
            return None
        return self.digests.index(verdict.sha256) if verdict.holds and verdict.sha256 in self.digests else None

    def recover(self) -> int | None:
        """Begin a build and give it up, as the next start does, and return which edition is shown then."""
        Stage.open(self.site).discard()
        return self.shown()

    def left_over(self) -> list[str]:
        """Return what builds left behind that is neither site, lock nor whole cache."""
        workshop = self.root / WORKSHOP
        names = [one.relative_to(workshop).as_posix() for one in sorted(workshop.glob("*"))]
        drafts = [one.relative_to(workshop).as_posix() for one in sorted(workshop.glob("*/*.part"))]
        return [one for one in names if one.endswith((".stage", ".former"))] + drafts

    def forget(self) -> None:
        """Delete all caches, so that a build writes them."""
        for one in (self.root / WORKSHOP).iterdir():
            if one.is_dir():
                shutil.rmtree(one)


def _warm_up(root: Path) -> None:
    """Build once in this process, so that the children have everything imported and compiled."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        run(lambda: program.main(["build", "-C", str(root)], standalone_mode=False))


def _run(work: Callable[[], object], errors: Path, tell: int, prepare: Prepare | None) -> None:
    """Run the command in this child and end the process."""
    handle = os.open(errors, os.O_WRONLY | os.O_APPEND)
    os.dup2(handle, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    real = Stage.publish

    def publish(self: Stage, *arguments: object) -> None:
        os.write(tell, b".")
        real(self, *arguments)  # type: ignore[arg-type]

    Stage.publish = publish  # type: ignore[method-assign,assignment]
    code = 70
    try:
        if prepare is not None:
            prepare()
        code = run(work)
    finally:
        sys.stderr.flush()
        os._exit(code)
