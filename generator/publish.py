"""Put a finished site in the place of the former one, in one step, so that readers see one or the other, always whole.

A site is built in a stage beside the place where it will stand, under a lock. Publication exchanges the two folders:
one system call on Linux, two renames elsewhere, with recovery at the next start.
"""

import ctypes
import errno
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import IO

from generator import cache, manifest
from generator.errors import AmanahError, EnvironmentFault
from generator.i18n import msg
from generator.manifest import Manifest, Written
from generator.output import Output

WORKSHOP = ".amanah"
"""The folder beside the site that holds the stage and the lock."""

_LOCKED = 1 << 20
"""The byte that Windows locks: what it locks nobody else can read, and the file tells who holds it."""

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_CANNOT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


@dataclass
class Stage:
    """A folder in which a site grows until it is published or discarded; it holds the lock as long."""

    site: Path
    folder: Path
    _lock: IO[str] | None
    written: dict[str, Written] = field(default_factory=dict)
    """Files whose checksum was taken while they were written, relative to the folder."""

    @classmethod
    def open(cls, site: Path) -> "Stage":
        """Take the lock, finish what a killed build left behind, and return an empty folder to build in.

        Raise `EnvironmentFault` where another build holds the lock, the site is no folder, or the disk refuses.
        """
        with reporting(site):
            if site.is_symlink() or (site.exists() and not site.is_dir()):
                raise EnvironmentFault(
                    msg("{place} is not an ordinary folder, so nothing is published there", place=site)
                )
            workshop = site.parent / WORKSHOP
            if workshop.is_symlink():
                raise EnvironmentFault(
                    msg("{place} is a link to another place, so nothing is built there", place=workshop)
                )
            workshop.mkdir(parents=True, exist_ok=True)
            stage = cls(site, workshop / f"{site.name}.stage", _take(workshop / f"{site.name}.lock", site))
            try:
                stage._recover()
                cache.sweep(workshop)
                stage.folder.mkdir()
            except BaseException:
                stage._release()
                raise
            return stage

    @property
    def output(self) -> Output:
        """Return where the files of the site are written, which may be those of the former site."""
        return Output.over(self.folder, self.site)

    @property
    def scratch(self) -> Path:
        """Return a folder for what only the build itself needs; the next build deletes what a kill leaves."""
        place = self.folder.with_suffix(".scratch")
        place.mkdir(exist_ok=True)
        return place

    @property
    def _former(self) -> Path:
        """Return where the former site stands between two renames."""
        return self.folder.with_suffix(".former")

    def publish(self, statement: Manifest | None = None, key: Path | None = None) -> None:
        """Exchange the stage and the site, then delete the former site; the lock is free afterwards.

        With a `statement` of what went in, the manifest of the site is written first, and with a `key` it is signed.
        """
        try:
            with reporting(self.site):
                if statement is not None:
                    write_manifest(self.folder, statement, key, self.written)
                _flush(self.folder)
                if not self.site.exists():
                    self.folder.rename(self.site)
                elif not _exchange(self.folder, self.site):
                    self.site.rename(self._former)
                    self.folder.rename(self.site)
                _flush_names(self.site.parent)
        except BaseException:
            with suppress(OSError):
                self._recover()
            raise
        else:
            # The new site stands. What is left of the former one is deleted now or by the next build.
            shutil.rmtree(self.folder, ignore_errors=True)
            shutil.rmtree(self._former, ignore_errors=True)
        finally:
            self._clear()
            self._release()

    def discard(self) -> None:
        """Give up: the former site stays, the stage goes."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._clear()
        self._release()

    def _clear(self) -> None:
        """Delete what was needed only while the site was built."""
        shutil.rmtree(self.folder.with_suffix(".scratch"), ignore_errors=True)

    def _recover(self) -> None:
        """Bring back a site that a kill between two renames took away, and delete a stage that was left behind."""
        if self._former.is_dir() and not self.site.exists():
            self._former.rename(self.site)
        for left in (self._former, self.folder, self.folder.with_suffix(".scratch")):
            if left.is_symlink() or left.is_file():
                left.unlink()
            elif left.exists():
                shutil.rmtree(left)

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


@contextmanager
def staging(site: Path) -> Iterator[Path]:
    """Yield a folder to build in; publish it when the block ends, discard it when the block raises."""
    stage = Stage.open(site)
    try:
        with reporting(site):
            yield stage.folder
    except BaseException:
        stage.discard()
        raise
    stage.publish()


@contextmanager
def claimed(folder: Path) -> Iterator[Path]:
    """Yield a folder that no other build touches meanwhile; raise `EnvironmentFault` where that cannot be had."""
    with reporting(folder):
        for place in (folder, folder.parent):
            if place.is_symlink():
                said = msg("{place} is a link to another place, so nothing is built there", place=place)
                raise EnvironmentFault(said)
        folder.mkdir(parents=True, exist_ok=True)
        lock = _take(folder.with_suffix(".lock"), folder)
    try:
        yield folder
    finally:
        lock.close()


@contextmanager
def reserved(folder: Path) -> Iterator[Path]:
    """Yield a folder that no other build touches meanwhile: this one, or where it cannot be had, one for once."""
    with ExitStack() as opened:
        try:
            place = opened.enter_context(claimed(folder))
        except AmanahError:
            temporary = tempfile.TemporaryDirectory(prefix="amanah-", ignore_cleanup_errors=True)
            with reporting(Path(tempfile.gettempdir())):
                place = Path(opened.enter_context(temporary))
        yield place


def write_manifest(
    folder: Path,
    statement: Manifest,
    key: Path | None = None,
    written: Mapping[str, Written] = MappingProxyType({}),
) -> None:
    """Write what a finished folder consists of into it, and sign it with an SSH key where one is given."""
    place = folder / manifest.NAME
    place.write_bytes(replace(statement, outputs=manifest.sum_folder(folder, written)).dump())
    if key is None:
        return
    done = manifest.ssh_keygen("-Y", "sign", "-n", manifest.NAMESPACE, "-f", str(key), str(place))
    if done.returncode != 0:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        raise EnvironmentFault(msg("ssh-keygen could not sign with {key}: {reason}", key=key, reason=reason))


@contextmanager
def reporting(place: Path) -> Iterator[None]:
    """Turn what the disk refuses into one line: what could not be written, and why."""
    try:
        yield
    except AmanahError:
        raise
    except OSError as fault:
        where = fault.filename or place
        said = msg("cannot write {place}: {reason}", place=where, reason=fault.strerror or fault)
        raise EnvironmentFault(said) from fault


def _take(path: Path, site: Path) -> IO[str]:
    """Take the lock of a site or say who holds it; the file stays, only the lock on it comes and goes."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    lock = os.fdopen(handle, "r+", encoding="utf-8")
    try:
        _lock_file(lock)
    except OSError as fault:
        lock.seek(0)
        holder = lock.read(20).strip()
        lock.close()
        if fault.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            raise
        said = msg(
            "another build (process {id}) is at work on {place}; try again when it is done", id=holder, place=site
        )
        raise EnvironmentFault(said) from None
    try:
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
    except OSError:
        lock.close()
        raise
    return lock


def _lock_file(lock: IO[str]) -> None:
    """Lock a file without waiting; the system lets go of the lock when the process ends, however it ends."""
    try:
        fcntl = importlib.import_module("fcntl")
    except ImportError:  # Windows
        msvcrt = importlib.import_module("msvcrt")
        lock.seek(_LOCKED)
        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            lock.seek(0)
    else:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; say no where the system or the file system cannot."""
    rename = getattr(_libc(), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _flush(folder: Path) -> None:
    """Bring all files of the stage to the disk, so that after a power cut the exchange does not show empty ones."""
    sync = getattr(_libc(), "syncfs", None)
    if sync is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if sync(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def _flush_names(folder: Path) -> None:
    """Bring the names in a folder to the disk, where folders can be opened for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _libc() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):
        return None
