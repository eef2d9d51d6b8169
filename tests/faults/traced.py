"""Run the command in this process and write down what it opens: `python -m tests.faults.traced FILE build ...`."""

import os
import sys
from pathlib import Path

from generator.cli import main

_KINDS = {
    "open": "read", "os.listdir": "read", "os.scandir": "read", "os.mkdir": "write", "os.rename": "write",
    "os.remove": "write", "os.rmdir": "write", "os.link": "write", "os.symlink": "write", "os.chmod": "write",
    "os.utime": "write", "os.truncate": "write", "shutil.move": "write", "subprocess.Popen": "run",
    "socket.connect": "call", "socket.getaddrinfo": "call", "socket.bind": "call",
}  # fmt: skip


def watch(place: Path) -> None:
    """Write a line for each call of the disk: what it does, and the path."""
    log = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        kind = _KINDS.get(event)
        if kind is None or not arguments or isinstance(arguments[0], int) or arguments[0] is None:
            return
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else str(arguments[0])
        flags = arguments[2] if event == "open" and len(arguments) > 2 else 0
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            kind = "write"
        relative = len(arguments) > 1 and isinstance(arguments[-1], int) and event in ("os.remove", "os.rmdir")
        if relative and arguments[-1] != -1:  # inside a folder that is open, whose own line stands above
            return
        os.write(log, f"{kind} {Path(path).absolute() if kind != 'run' else path}\n".encode("utf-8", "surrogateescape"))

    sys.addaudithook(hook)


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    main(sys.argv[2:])
