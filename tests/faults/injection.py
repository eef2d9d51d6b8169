"""Let the n-th call of one kind fail in this process, as a disk would have it: for the child that builds."""

import builtins
import ctypes
import errno
import io
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import publish

CODES = ("ENOSPC", "EIO", "EROFS", "EMFILE", "EACCES", "EDQUOT")
LASTING = ("ENOSPC", "EROFS", "EDQUOT")
"""A full or read-only disk stays so; the others are told once."""


@dataclass(frozen=True)
class Fault:
    """The call that fails: its kind, which one of them, and what the system says."""

    kind: str
    number: int
    code: str


@dataclass
class Disk:
    """Stand between Python and the disk, below one folder, and count or refuse the calls."""

    root: str
    fault: Fault | None = None
    calls: Counter[str] = field(default_factory=Counter)
    handles: dict[int, str] = field(default_factory=dict)

    def tick(self, kind: str, place: object) -> None:
        """Count a call; raise where it is the one that fails."""
        path = self._path(place)
        if not path.startswith(self.root):
            return
        self.calls[kind] += 1
        one = self.fault
        if one is None or one.kind != kind:
            return
        number = self.calls[kind]
        if number == one.number or (number > one.number and one.code in LASTING):
            code = getattr(errno, one.code)
            raise OSError(code, os.strerror(code), path)

    def _path(self, place: object) -> str:
        if isinstance(place, int):
            return self.handles.get(place, "")
        try:
            return os.path.abspath(os.fsdecode(place))  # type: ignore[arg-type] # noqa: PTH100 - links stay
        except TypeError:
            return ""

    def install(self) -> None:
        """Take the place of what Python offers for the disk."""
        self._wrap_calls()
        self._wrap_open()
        self._wrap_libc()

    def _wrap_calls(self) -> None:
        kinds = {
            "mkdir": "make a folder", "rename": "rename", "replace": "rename", "link": "link", "unlink": "delete",
            "remove": "delete", "rmdir": "delete", "scandir": "list", "listdir": "list", "fsync": "flush",
            "sendfile": "write", "truncate": "write", "ftruncate": "write", "open": "open", "chmod": "open",
            "utime": "open",
        }  # fmt: skip
        for name, kind in kinds.items():
            setattr(os, name, self._wrapped(getattr(os, name), kind))

    def _wrapped(self, real: Callable[..., Any], kind: str) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:  # noqa: ANN401 - any call of the system
            place = arguments[0] if arguments else "."
            folder = keywords.get("dir_fd")
            self.tick(kind, self._path(folder) + f"/{place}" if isinstance(folder, int) else place)
            got = real(*arguments, **keywords)
            if kind == "open" and isinstance(got, int):
                path = self._path(folder) + f"/{place}" if isinstance(folder, int) else self._path(place)
                self.handles[got] = path
            return got

        return call

    def _wrap_open(self) -> None:
        real, disk = io.open, self

        def fake(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **keywords: Any) -> Any:  # noqa: ANN401
            writes = bool(set(mode) & set("wax+"))
            if not isinstance(file, int):
                disk.tick("open" if writes else "read", file)
            if not writes or not disk._path(file).startswith(disk.root):
                return real(file, mode, buffering, *rest, **keywords)
            return _opened(disk, file, mode, keywords)

        io.open = builtins.open = fake

    def _wrap_libc(self) -> None:
        real, disk = publish._libc(), self

        class Libc:
            def renameat2(self, *arguments: Any) -> int:  # noqa: ANN401 - as the system's
                return _answer(lambda: disk.tick("exchange", arguments[3]), lambda: int(real.renameat2(*arguments)))  # type: ignore[union-attr]

            def syncfs(self, handle: int) -> int:
                return _answer(lambda: disk.tick("flush", handle), lambda: int(real.syncfs(handle)))  # type: ignore[union-attr]

        publish._libc = Libc  # type: ignore[assignment]


def _answer(tick: Callable[[], None], real: Callable[[], int]) -> int:
    """Answer as the C library does: -1 and a number aside."""
    try:
        tick()
    except OSError as fault:
        ctypes.set_errno(fault.errno or errno.EIO)
        return -1
    return real()


def _opened(disk: Disk, file: Any, mode: str, keywords: dict[str, Any]) -> Any:  # noqa: ANN401 - as `open`
    """Open a file for writing whose writes are counted."""

    class Raw(io.FileIO):
        def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
            disk.tick("write", file)
            return super().write(data)

        def truncate(self, size: int | None = None, /) -> int:
            disk.tick("write", file)
            return super().truncate(size)

    plain = mode.replace("b", "").replace("t", "")
    raw = Raw(file, plain, keywords.get("closefd", True), keywords.get("opener"))
    buffer: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
    if "b" in mode:
        return buffer
    return io.TextIOWrapper(
        buffer, keywords.get("encoding") or "utf-8", keywords.get("errors"), keywords.get("newline")
    )


def count(root: Path, place: Path) -> Callable[[], None]:
    """Return what counts the calls of a build into a file, at its end."""

    def prepare() -> None:
        disk = Disk(str(root))
        disk.install()
        leave = os._exit

        def end(code: int) -> None:
            disk.root = "\0"
            place.write_text("\n".join(f"{number} {kind}" for kind, number in sorted(disk.calls.items())))
            leave(code)

        os._exit = end  # type: ignore[assignment]

    return prepare


def inject(root: Path, fault: Fault) -> Callable[[], None]:
    """Return what lets one call of a build fail."""
    return Disk(str(root), fault).install
