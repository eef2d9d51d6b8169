"""Questions to whoever sits at a terminal; elsewhere nobody is asked, and nothing ever waits."""

import sys
from collections.abc import Callable

import click

from generator.errors import UsageError
from generator.i18n import Message, Translator


def attended() -> bool:
    """Tell whether a person can read a question and type an answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(
    say: Translator,
    given: str | None,
    question: Message,
    default: str,
    read: Callable[[str], object] = str,
) -> str:
    """Return what an option gave, else the answer on a terminal, else what is usual.

    `read` raises `UsageError` for an answer that cannot stand; a terminal asks again then.
    """
    if given is not None or not attended():
        said = default if given is None else given
        read(said)
        return said
    while True:
        answer = str(click.prompt(say.render(question), default=default, show_default=bool(default))).strip()
        try:
            read(answer)
        except UsageError as fault:
            click.echo(say.show(fault.args[0]), err=True)
        else:
            return answer
