"""`amanah init`: a publisher's project out of nothing."""

import json
from pathlib import Path

import click

from generator import starting
from generator.cli import asking, options
from generator.cli.editor import SCHEMAS, modeline
from generator.cli.schema import files as schemas
from generator.errors import UsageError
from generator.i18n import Translator, msg, translator
from generator.publish import reporting

KEPT = (".git", ".gitkeep")
"""What a folder may hold that is to become a project: a forge's empty repository."""


@click.command(
    "init",
    cls=options.Command,
    epilog='Example:\n\n  amanah init laporan --name "Yayasan Melati"',
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--name", metavar="TEXT", help="Name of the publisher; without it, a terminal asks.")
@click.option("--git/--no-git", default=True, help="Make the folder a git repository, where it lies in none.")
@options.lang
@options.output_format
def command(language: str, folder: Path, name: str | None, form: str, *, git: bool) -> int:
    """Make the project of a publisher in a new or empty folder DIR: settings, a first program with comments, hand-written pages, and the files of editors, git and CI servers. `amanah build` in it makes a site at once."""  # noqa: E501
    say = translator(language)
    root = folder.resolve()
    _refuse_full(root)
    said = asking.ask(say, name, msg("Name of the publisher"), _usual(say))
    made = {
        **{f"{SCHEMAS}/{one}": text.encode() for one, text in schemas(say).items()},
        **{one.path: _with_modeline(one) for one in starting.files_of_project("" if said == _usual(say) else said)},
    }
    with reporting(root):
        for path, data in made.items():
            _write(root / path, data)
    repository = git and starting.make_repository(root)
    _tell(say, form, folder, sorted(made), repository=repository)
    return 0


def _usual(say: Translator) -> str:
    return say("Name of your organisation")


def _refuse_full(root: Path) -> None:
    if root.is_dir() and any(one.name not in KEPT for one in root.iterdir()):
        raise UsageError(msg("{place} holds other files; name a new folder", place=root))


def _with_modeline(file: starting.NewFile) -> bytes:
    """Put the line that leads editors to the schema before a file that has one."""
    line = modeline(file.path)
    return f"{line}\n".encode() + file.data if line and not file.data.startswith(line.encode()) else file.data


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _tell(say: Translator, form: str, folder: Path, files: list[str], *, repository: bool) -> None:
    if form == "json":
        said = {"folder": str(folder), "files": files, "repository": repository}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    click.echo(say("{count} files in {folder}", count=len(files), folder=folder))
    click.echo(say("what comes next:"))
    for line in (f"cd {folder}", "amanah build", "amanah serve", "amanah status"):
        click.echo(f"  {line}")
