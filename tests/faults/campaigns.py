"""What is done to builds, how often, and how each ended: kills, faults of the disk, limits, and several at once."""

import errno
import os
import random
import resource
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator import publish
from tests.faults.ground import Ground, Outcome
from tests.faults.injection import CODES, Fault, count, inject


@dataclass
class Row:
    """One line of the table: how often something was tried, and what readers saw afterwards."""

    name: str
    times: int = 0
    former: int = 0
    new: int = 0
    refused: int = 0
    """Builds that ended with exit code 3 and one line."""
    recovered: int = 0
    """Sites that stood only after the next start, between two renames."""
    wrong: int = 0
    notes: tuple[str, ...] = ()

    def see(self, ground: Ground, done: Outcome) -> None:
        """Look at the site after a build, and judge what is there and what was said."""
        shown = ground.shown()
        self.times += 1
        self.former += shown == 1 - ground.edition
        self.new += shown == ground.edition
        fine = shown is not None
        if done.code != -signal.SIGKILL:
            fine &= (done.code == 0 and shown == ground.edition) or (done.code == 3 and done.is_one_line)
            self.refused += done.code == 3
        if not fine:
            self.wrong += 1
            self.notes += (f"exit {done.code}, shows {shown}: {done.said[-400:].strip()}",)


def kill_anywhere(ground: Ground, times: int, dice: random.Random) -> Row:
    """Kill builds at moments spread evenly over all of their time."""
    row = Row(f"SIGKILL anywhere in {ground.what}")
    for _ in range(times):
        ground.turn()
        running = ground.start()
        time.sleep(dice.uniform(0, ground.seconds))
        row.see(ground, running.kill())
    _judge_next(ground, row)
    return row


def kill_publishing(ground: Ground, times: int, dice: random.Random, *, exchange: bool = True) -> Row:
    """Kill builds while they publish, with the exchange of folders or with two renames."""
    row = Row(f"SIGKILL at the end of {ground.what}" + ("" if exchange else ", two renames"))
    span = _publishing(ground)
    for _ in range(times):
        ground.turn()
        before = ground.shown()
        running = ground.start(None if exchange else _without_exchange)
        select.select([running.told], [], [])
        time.sleep(dice.uniform(0, span))
        done = running.kill()
        if not exchange and not ground.site.exists():
            row.recovered += ground.recover() == before
        row.see(ground, done)
    _judge_next(ground, row)
    return row


def _publishing(ground: Ground) -> float:
    """Return how many seconds pass between the last page and the end of a build."""
    ground.turn()
    running = ground.start()
    select.select([running.told], [], [])
    begin = time.monotonic()
    running.wait()
    return time.monotonic() - begin


def _without_exchange() -> None:
    publish._exchange = lambda *_: False


def _judge_next(ground: Ground, row: Row) -> None:
    """See that a build without faults works afterwards and clears everything away."""
    ground.turn()
    done = ground.start().wait()
    if done.code or ground.shown() != ground.edition or ground.left_over():
        row.wrong += 1
        row.notes += (f"the next build: exit {done.code}, left {ground.left_over()}: {done.said[-300:]}",)


def inject_faults(ground: Ground, times: int, dice: random.Random) -> Iterator[Row]:
    """Let one call of a build fail, of every kind, at the first ones, the last ones and any between."""
    calls = _calls(ground)
    rows = {kind: Row(f"the disk refuses to {kind} in {ground.what}") for kind in calls}
    kinds = sorted(calls)
    for number in range(times):
        kind = kinds[number % len(kinds)]
        # Most calls write pages, and few publish: the last ones are asked as often as all others.
        at = dice.randint(1, calls[kind]) if number % 2 else calls[kind] - dice.randrange(min(6, calls[kind]))
        ground.turn()
        if dice.random() < 0.5:
            ground.forget()
        done = ground.start(inject(ground.root, Fault(kind, at, CODES[dice.randrange(len(CODES))]))).wait()
        rows[kind].see(ground, done)
    _judge_next(ground, rows[kinds[0]])
    yield from (one for one in rows.values() if one.times)


def _calls(ground: Ground) -> dict[str, int]:
    """Return how many calls of each kind a build makes that finds no cache."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "calls"
        ground.forget()
        ground.turn()
        done = ground.start(count(ground.root, place)).wait()
        assert done.code == 0, done.said
        lines = [line.partition(" ") for line in place.read_text().splitlines()]
        return {kind: int(number) for number, _, kind in lines}


def limit_handles(ground: Ground, limits: range) -> Row:
    """Build with fewer and fewer file handles."""
    return _limited(ground, "out of file handles", resource.RLIMIT_NOFILE, limits)


def limit_sizes(ground: Ground, limits: range) -> Row:
    """Build where no file may grow beyond some bytes."""
    return _limited(ground, "files may not grow", resource.RLIMIT_FSIZE, limits)


def _limited(ground: Ground, name: str, what: int, limits: range) -> Row:
    row = Row(name)
    for limit in limits:
        ground.turn()
        ground.forget()
        _limit(ground, row, what, limit)
    _judge_next(ground, row)
    return row


def _limit(ground: Ground, row: Row, what: int, limit: int) -> None:
    done = ground.start(lambda: resource.setrlimit(what, (limit, limit))).wait()
    row.see(ground, done)


def build_at_once(ground: Ground, times: int, builds: int) -> Row:
    """Start several builds of one project at once: at least one publishes, and each other one says so or follows."""
    row = Row(f"{builds} at once of {ground.what}")
    for _ in range(times):
        ground.turn()
        running = [ground.start() for _ in range(builds)]
        done = [one.wait() for one in running]
        worst = max(done, key=lambda one: one.code)
        row.see(ground, worst)
        row.refused += sum(one.code == 3 for one in done) - (worst.code == 3)
        if not any(one.code == 0 for one in done) or any(
            one.code == 3 and "another build" not in one.said for one in done
        ):
            row.wrong += 1
            row.notes += tuple(one.said for one in done)
    return row


def lack_exchange(ground: Ground) -> Row:
    """Publish where the system has no call to exchange folders, in each way it can say so."""
    row = Row("no call to exchange folders")
    for code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        ground.turn()
        done = ground.start(inject(ground.root, Fault("exchange", 1, errno.errorcode[code]))).wait()
        row.see(ground, done)
    return row


@contextmanager
def mounted(megabytes: float) -> Iterator[Path | None]:
    """Yield a small file system of its own, or nothing where this user may not mount one."""
    with tempfile.TemporaryDirectory(prefix="amanah-disk-") as folder:
        size = f"size={int(megabytes * 1024)}k"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", folder], capture_output=True, check=False)
        if done.returncode:
            yield None
            return
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], capture_output=True, check=False)


def fill_disk(steps: int) -> Row:
    """Build on a real file system that is full after more and more bytes."""
    row = Row("a file system that is full")
    with mounted(200) as disk:
        if disk is None:
            row.notes = ("not tried: this user may not mount",)
            return row
        ground = Ground.prepare(disk / "project")
        used = _used(disk)
        whole = sum(one.stat().st_size for one in ground.site.rglob("*") if one.is_file())
        for step in range(steps):
            _resize(disk, 200 << 20)
            ground.turn()
            _resize(disk, used + whole * step // steps)
            done = ground.start().wait()
            row.see(ground, done)
        _resize(disk, 200 << 20)
        _judge_next(ground, row)
    return row


def close_disk() -> Row:
    """Build on a real file system that may only be read."""
    row = Row("a read-only file system")
    with mounted(200) as disk:
        if disk is None:
            row.notes = ("not tried: this user may not mount",)
            return row
        ground = Ground.prepare(disk / "project")
        ground.turn()
        _remount(disk, "ro")
        done = ground.start().wait()
        row.see(ground, done)
        _remount(disk, "rw")
        _judge_next(ground, row)
    return row


def _used(disk: Path) -> int:
    found = os.statvfs(disk)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def _resize(disk: Path, size: int) -> None:
    _remount(disk, f"size={size // 1024}k")


def _remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], capture_output=True, check=True)


def trouble_publications(ground: Ground, share: float, dice: random.Random) -> Iterator[Row]:
    """Yield what happens to publications of pages that are ready; `share` is the part that is carried out."""
    part = _parts(share)
    yield kill_anywhere(ground, part(60), dice)
    yield kill_publishing(ground, part(60), dice)
    yield kill_publishing(ground, part(60), dice, exchange=False)
    yield from inject_faults(ground, part(100), dice)
    yield lack_exchange(ground)
    yield build_at_once(ground, part(10), 3)


def trouble_builds(ground: Ground, share: float, dice: random.Random) -> Iterator[Row]:
    """Yield what happens to whole builds, on this disk and on small ones of their own."""
    part = _parts(share)
    yield kill_anywhere(ground, part(40), dice)
    yield kill_publishing(ground, part(20), dice)
    yield from inject_faults(ground, part(45), dice)
    yield limit_handles(ground, range(6, 6 + 3 * part(8), 3))
    yield limit_sizes(ground, range(1000, 1000 + 16000 * part(6), 16000))
    yield build_at_once(ground, part(4), 2)
    yield build_at_once(ground, part(4), 3)
    yield fill_disk(part(8))
    yield close_disk()


def _parts(share: float) -> Callable[[int], int]:
    return lambda times: max(1, round(times * share))
