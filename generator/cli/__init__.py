"""The command line: one file a command; options and printing, no logic.

Exit codes: 0 fine; 1 undisclosed errors stand in the files (with --strict, warnings too); 2 the command was called
wrongly; 3 the machine lacks something, a disk failed, or the program itself is at fault.
"""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import click

from generator.cli.options import PLACE, LazyGroup, explain_misuse, group_lang, listen, message_language
from generator.errors import AmanahError
from generator.i18n import translator
from generator.project import Project

INTERRUPTED = 130

COMMANDS = (
    "init",
    "new",
    "status",
    "template",
    "import",
    "check",
    "fix",
    "explain",
    "serve",
    "admin",
    "diff",
    "build",
    "render",
    "verify",
    "trace",
    "withdraw",
    "export",
    "migrate",
    "schema",
    "completion",
)
"""All commands, in the order of use."""


@click.group(cls=LazyGroup, commands_of="generator.cli", names=COMMANDS, context_settings={"max_content_width": 100})
@group_lang
@click.version_option(package_name="amanah", message="%(package)s %(version)s")
def program() -> None:
    """Make transparency reports that a donor can check: YAML files in, a bilingual site out.

    Exit codes: 0 fine; 1 errors stand in the files that nobody disclosed (with --strict, warnings too); 2 the command
    was called wrongly; 3 the machine lacks something or a disk failed.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with an exit code; nobody ever sees a traceback."""
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        speak(stream)
    listen(sys.argv[1:] if arguments is None else arguments)
    sys.exit(run(lambda: program.main(arguments, prog_name="amanah", standalone_mode=False)))


def speak(stream: TextIO) -> None:
    """Let a stream take every letter: on Windows what goes into a file or to another program lacks arrows and minus."""
    encoding = (stream.encoding or "ascii") if isinstance(stream, TextIOWrapper) else "utf-8"
    try:
        "\u2192\u2212".encode(encoding)
    except UnicodeEncodeError:
        assert isinstance(stream, TextIOWrapper)  # noqa: S101 - the others take every letter
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8")


def _open_streams() -> None:
    """Give a process that was started without output some that goes nowhere, lest a file take its number."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as above


def run(work: Callable[[], object]) -> int:
    """Do some work and return the exit code; whatever goes wrong is one line on standard error."""
    try:
        result = work()
    except click.ClickException as fault:
        if isinstance(fault, click.exceptions.NoArgsIsHelpError):
            fault.show()
        else:
            click.echo(f"amanah: {translator(message_language())('error')}: {explain_misuse(fault)}", err=True)
        return fault.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads on. Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:  # noqa: BLE001 - the last net
        say = translator(message_language())
        click.echo(f"amanah: {say('error')}: {_explain(fault)}", err=True)
        return fault.exit_code if isinstance(fault, AmanahError) else AmanahError.exit_code
    return result if isinstance(result, int) else 0


def _explain(fault: Exception) -> str:
    """Return one line on what went wrong."""
    if isinstance(fault, AmanahError):
        return translator(message_language()).show(fault.args[0] if fault.args else type(fault).__name__)
    if isinstance(fault, OSError):
        return f"{fault.filename}: {fault.strerror}" if fault.filename else str(fault.strerror or fault)
    return _report()


def _report() -> str:
    """Keep what a developer needs in a file, and say where it lies."""
    say = translator(message_language())
    place = (PLACE.get() or Project(Path())).cache / "fault.txt"
    if not place.parent.is_symlink():
        with suppress(OSError):
            place.parent.mkdir(exist_ok=True)
            place.write_text(traceback.format_exc(), encoding="utf-8")
            return say("this is a fault of the program, not of your files; please report it with {file}", file=place)
    return say("this is a fault of the program, not of your files; please report it")
