"""Every command, option and target of make is described somewhere in the documentation."""

import re
from collections.abc import Iterator

import click
import pytest

from generator.cli import program
from tests.built import ROOT
from tests.docs.pages import DOCS, blocks

GUIDES = [page for page in DOCS if not page.name.startswith(("CHANGELOG", "decisions"))]
"""Where users and developers look; the history of the project is no description."""

TEXT = "\n".join(page.read_text(encoding="utf-8") for page in GUIDES)
COMMANDS = program.list_commands(click.Context(program))


def _options(command: str) -> list[str]:
    found = program.get_command(click.Context(program), command)
    assert found is not None
    return list(dict.fromkeys(_options_of(found)))


def _options_of(command: click.Command) -> Iterator[str]:
    """Yield the options of a command, and of those below it."""
    yield from (param.opts[-1] for param in command.params if isinstance(param, click.Option))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            yield from _options_of(below) if below is not None else ()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_and_its_options_are_described(command: str) -> None:
    """The command is named as it is typed; each of its options occurs as code."""
    assert f"amanah {command}" in TEXT
    assert [one for one in _options(command) if not re.search(rf"(?<![\w-]){one}(?![\w-])", TEXT)] == []


def test_commands_that_are_shown_exist() -> None:
    """What a reader copies is accepted: the command, and every option behind it."""
    shown = [line for page in GUIDES for block in blocks(page, "sh") for line in block.text.splitlines()]
    calls = [re.split(r"  +#", line)[0].split()[1:] for line in shown if re.match(r"(\.venv/bin/)?amanah ", line)]
    assert calls
    wrong = [
        " ".join(call)
        for call in calls
        if call[0] not in COMMANDS or {one for one in call if one.startswith("-")} - {*_options(call[0]), "--help"}
    ]
    assert wrong == []


def test_every_target_of_make_is_described() -> None:
    """`make help` lists them; the documentation says when to use which."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*  ## ", makefile, re.MULTILINE)
    assert targets
    assert [one for one in targets if f"make {one}" not in TEXT] == []
