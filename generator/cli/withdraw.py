"""`amanah withdraw`: take a figure, a story or a photograph down."""

import difflib
import json
from datetime import date

import click

from generator import revisions, withdrawal
from generator.cli import options
from generator.errors import UsageError
from generator.i18n import Translator, msg, translator
from generator.model.personal import veil
from generator.project import Project
from generator.withdrawal import Plan

_SHOWN = 12
"""Versions in git that are listed one by one."""


@click.command(
    "withdraw",
    cls=options.Command,
    epilog="Example:\n\n  amanah withdraw air-bersih-bima/2025-semester-1/stories.bu-ani --today 2025-02-01",
)
@click.argument("address")
@click.option("--reason", "reason", metavar="TEXT", help="Public note in Indonesian, without saying again what goes.")
@click.option("--reason-en", "reason_en", metavar="TEXT", help="The same note in English.")
@click.option("--dry-run", "dry", is_flag=True, help="Show what would change and write nothing.")
@options.today
@options.common
@options.output_format
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    project: Project,
    language: str,
    address: str,
    reason: str | None,
    reason_en: str | None,
    form: str,
    today: date | None,
    *,
    dry: bool,
) -> int:
    """Take down the figure, story or photograph at ADDRESS (as the figure's row says, or program/period/stories.id): out of its file, with a public note in its place. Then list what git itself still holds, and how to remove it there; that is not done."""  # noqa: E501
    say = translator(language)
    day = revisions.day_of(project, today)
    if day is None:
        raise UsageError(msg("say on which day this goes: --today YYYY-MM-DD"))
    made = withdrawal.plan(project, address, day, _reasons(reason, reason_en))
    if not dry:
        withdrawal.apply(made)
    if form == "json":
        click.echo(json.dumps(_document(made, dry=dry), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(made, say, dry=dry)))
    return 0


def _reasons(reason: str | None, reason_en: str | None) -> dict[str, str]:
    """Return the note by language; where only one is given, the other says that there is one."""
    usual = msg("Taken down by its publisher.")
    return {"id": reason or usual.localize(translator("id")), "en": reason_en or usual.localize(translator("en"))}


def _document(made: Plan, *, dry: bool) -> dict[str, object]:
    return {
        "file": made.file,
        "place": veil(made.place),
        "written": not dry,
        "photograph": veil(made.photograph) if made.photograph else None,
        "quoted": list(made.quoted),
        "still_told": made.told,
        "git": [{"commit": one.commit, "day": one.day, "path": veil(one.path), "blob": one.blob} for one in made.kept],
        "git_asked": made.known,
        "commands": _commands(made),
    }


def _lines(made: Plan, say: Translator, *, dry: bool) -> list[str]:
    said = [say("{place} goes from {file}", place=veil(made.place), file=made.file)] if dry else [
        say("{place} was taken out of {file}, with a public note", place=veil(made.place), file=made.file)
    ]  # fmt: skip
    said += _difference(made) if dry else []
    if made.photograph:
        said.append(say("the photograph {file} goes too", file=veil(made.photograph)))
    said += [say("write this text anew, it quotes what goes: {file}", file=one) for one in made.quoted]
    if made.told:
        said.append(say("the total and its parts that stay still tell this figure: withdraw one of them as well"))
    return [*said, "", *_in_git(made, say)]


def _difference(made: Plan) -> list[str]:
    """Return the lines that change; those that go are only counted, since they hold what nobody should read again."""
    changes = difflib.unified_diff(made.before.splitlines(), made.after.splitlines(), n=0, lineterm="")
    lines = [line for line in changes if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    gone = sum(line.startswith("-") for line in lines)
    return [f"  -{gone}", *(f"  {line}" for line in lines if line.startswith("+"))]


def _in_git(made: Plan, say: Translator) -> list[str]:
    if not made.known:
        return [say("git knows nothing of these files, so it holds nothing")]
    if not made.kept:
        return [say("no commit of this repository holds it")]
    listed = [f"  {one.commit[:10]} {one.day} {veil(one.path)} ({one.blob[:10]})" for one in made.kept[:_SHOWN]]
    more = len(made.kept) - _SHOWN
    return [
        say.plural("{count} version in git still holds it:", "{count} versions in git still hold it:", len(made.kept)),
        *listed,
        *([say("and {count} more", count=more)] if more > 0 else []),
        "",
        say("To remove it there, agree with all who work in this repository, make a fresh clone, and in it run:"),
        *(f"  {one}" for one in _commands(made)),
        say("This rewrites every later commit. Other clones, forks, mirrors and caches of the forge keep it: "
            "ask their owners to delete it, and the search engines to forget the old page."),
    ]  # fmt: skip


def _commands(made: Plan) -> list[str]:
    """Return the commands that remove it from git, as they stand in the manual of git filter-repo."""
    if not made.kept:
        return []
    images = [one for one in made.kept if one.path.endswith(made.photograph or "\0")]
    texts = sorted({one.blob for one in made.kept if one not in images})
    commands = []
    if texts:
        commands.append(f"printf '%s\\n' {' '.join(texts)} > ../blobs.txt")
        commands.append("git filter-repo --strip-blobs-with-ids ../blobs.txt")
    if images:
        commands.append(f"git filter-repo --invert-paths --path '{images[0].path}'")
    return [*commands, "git push --force --all", "git push --force --tags"]
