"""`amanah completion`: let the shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from generator.cli import options

VARIABLE = "_AMANAH_COMPLETE"


@click.command(
    "completion",
    cls=options.Command,
    epilog="Example:\n\n  amanah completion bash >> ~/.bashrc",
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@options.lang
def command(language: str, shell: str) -> int:  # noqa: ARG001 - the script is the same in every language
    """Print the script by which a shell completes commands, options and words; put it where the shell reads its settings: ~/.bashrc, ~/.zshrc, or ~/.config/fish/completions/amanah.fish."""  # noqa: E501
    from generator.cli import program  # noqa: PLC0415 - the group imports its commands when they are called

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - click knows these three
    click.echo(made(program, {}, "amanah", VARIABLE).source())
    return 0
