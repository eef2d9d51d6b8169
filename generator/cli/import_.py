"""`amanah import`: write what others keep into the files of a report."""

import click

from generator.cli import options


@click.group(
    "import",
    cls=options.LazyGroup,
    commands_of="generator.cli",
    names=("xlsx", "transactions", "iati"),
    prefix="import_",
    epilog="Example:\n\n  amanah import xlsx semester-1.xlsx --write",
)
@options.group_lang
def command() -> None:
    """Take figures from spreadsheets, lists of transactions and IATI files into YAML that can be edited further. Every change is shown first, and written with --write or after a yes on a terminal."""  # noqa: E501
