"""`amanah diff`: what a reader would notice."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from generator import diff, revisions
from generator.cli import differences, options
from generator.errors import PublicationRefused, UsageError
from generator.history.git import Silence
from generator.history.tree import Tree, read_tree
from generator.i18n import Message, msg, translator
from generator.project import Project

DEFAULT = "HEAD"


@click.command(
    "diff", cls=options.Command, epilog="Example:\n\n  amanah diff origin/main --format markdown > comment.md"
)
@click.argument("base", default=DEFAULT)
@options.common
@options.today
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    help="For people, as a comment on a pull request, or for programs.",
)
@click.option("--drafts", is_flag=True, help="Take reports in that are still drafts.")
def command(project: Project, language: str, base: str, today: date | None, form: str, *, drafts: bool) -> int:
    """Say what a reader of the site would notice between BASE and the files as they are now: figures with the old and the new number, the difference and the percentage, figures that are new or gone, disclosures, pages, and words. BASE is a folder, or a commit or branch from where the present branch left it; without it, the last commit. Order and spelling show nothing. Leaves with 0 whether or not anything differs."""  # noqa: E501
    say = translator(language)
    day = revisions.day_of(project, today)
    after = diff.read_side(project, day, drafts=drafts)
    if after is None:
        raise PublicationRefused(msg("the files cannot be loaded; `amanah check` says why"))
    with _former(base, project) as (place, note):
        begun = place.programs.is_dir() and any(place.programs.rglob("*.yml"))
        before = diff.read_side(place, day, drafts=drafts) if begun else diff.before_all(after)
        if before is None:
            raise PublicationRefused(msg("the files of {base} cannot be loaded", base=base))
    changes = diff.compare(before, after)
    if note:
        click.echo(f"amanah: {say('note')}: {say.render(note)}", err=True)
    if form == "json":
        click.echo(json.dumps(differences.as_json(changes, say), ensure_ascii=False, indent=2))
    else:
        shown = differences.as_markdown if form == "markdown" else differences.as_text
        click.echo(shown(changes, say, base))
    return 0


@contextmanager
def _former(base: str, project: Project) -> Iterator[tuple[Project, Message | None]]:
    """Yield the project to compare with: a folder as it lies, or the texts of a commit in a folder of their own."""
    if Project(Path(base)).programs.is_dir():
        yield Project(Path(base).resolve()), None
        return
    try:
        tree = read_tree(project.authored, base)
    except Silence as silence:
        raise UsageError(silence.why) from None
    with tempfile.TemporaryDirectory(prefix="amanah-") as folder:
        _lay_out(tree, Path(folder))
        yield Project(Path(folder).resolve()), tree.note


def _lay_out(tree: Tree, folder: Path) -> None:
    for name, data in tree.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
