"""Options that all commands share, and help in the reader's language."""

import importlib
import os
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from keyword import iskeyword
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.cli import formats
from generator.documents import suggest
from generator.errors import UsageError
from generator.i18n import LANGUAGES, Message, msg, translator
from generator.project import Project

F = TypeVar("F", bound=Callable[..., Any])


CHOSEN: ContextVar[str] = ContextVar("CHOSEN", default="")
"""The language that `--lang` asked for; it outlives click's context, since faults are told after that."""
PLACE: ContextVar[Project | None] = ContextVar("PLACE", default=None)
"""The project at work, for the same reason."""


def message_language() -> str:
    """Return the language for messages: what `--lang` says, else the environment, else Indonesian."""
    return CHOSEN.get() or environment_language()


def listen(arguments: Sequence[str]) -> None:
    """Take the language out of the arguments before click does, who shows help as soon as it reads `--help`."""
    words = [word for one in arguments for word in one.split("=", 1)]
    after = words[words.index("--lang") + 1 :] if "--lang" in words else []
    CHOSEN.set(after[0] if after and after[0] in LANGUAGES else "")


def environment_language() -> str:
    """Return the first language that the environment asks for and we speak, else Indonesian."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        said = os.environ.get(name, "")
        if said:
            word = said.replace("-", "_").partition("_")[0].partition(".")[0].lower()
            return word if word in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


class Formatter(click.HelpFormatter):
    """Help whose headings, too, are in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, prefix or f"{_say(msg('Usage'))}: ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section, of which click has two."""
        ours = {"Options": msg("Options"), "Commands": msg("Commands")}
        super().write_heading(_say(ours[heading]) if heading in ours else heading)


class Context(click.Context):
    """What click knows of a call; its help is written by our formatter."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is in the reader's language."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows help, explained in the reader's language."""
        return _own_words(super().get_help_option(ctx))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lay out the help as click does, after translating what we wrote."""
        click.Command.format_help(_translated(self), ctx, formatter)


class LazyGroup(click.Group):
    """A group that imports a command when it is called, so that `amanah check` loads no templates."""

    context_class = Context

    def __init__(  # click's own arguments pass through
        self,
        *arguments: Any,  # noqa: ANN401
        commands_of: str,
        names: Sequence[str],
        prefix: str = "",
        **keywords: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.package = commands_of
        self.names = names
        self.prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands, in the order of use."""
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import a command; it stands in a module of its own name, with a line below where Python keeps the name."""
        if cmd_name not in self.names:
            return None
        module = f"{self.prefix}{cmd_name}{'_' if not self.prefix and iskeyword(cmd_name) else ''}"
        found: click.Command = importlib.import_module(f"{self.package}.{module}").command
        return found

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows help, explained in the reader's language."""
        return _own_words(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that was called; for one that does not exist, offer the nearest."""
        if args and not args[0].startswith("-") and args[0] not in self.names:
            raise UsageError(_no_command(args[0], self.names))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lay out the help as click does, after translating what we wrote."""
        click.Group.format_help(_translated(self), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the first sentence of its help."""
        found = (self.get_command(ctx, name) for name in self.names)
        rows = [(one.name or "", _translated(one).get_short_help_str(120)) for one in found if one is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def explain_misuse(fault: click.ClickException) -> str:
    """Return one line on how a command was called wrongly: what click says, in the reader's language."""
    context = fault.ctx if isinstance(fault, click.UsageError) else None
    command = f"{context.command_path} --help" if context else "amanah --help"
    return _say(msg("{said} (see `{command}`)", said=_misuse(fault), command=command))


def _misuse(fault: click.ClickException) -> Message | str:
    """Return what is wrong with a call; what is rare stays in click's words."""
    if isinstance(fault, click.NoSuchOption):
        return _no_option(fault.option_name, fault.possibilities or [])
    if isinstance(fault, click.MissingParameter):
        if fault.param and isinstance(fault.param.type, click.Choice):
            return _invalid(fault.param)
        return msg("{name} is missing", name=_name(fault.param))
    if isinstance(fault, click.BadOptionUsage):
        return msg("{name} is missing what it sets", name=fault.option_name)
    if isinstance(fault, click.BadParameter) and fault.param is not None:
        return _invalid(fault.param)
    return fault.format_message().rstrip(".")


def _no_option(word: str, near: Sequence[str]) -> Message:
    if near:
        return msg("there is no option {word}; did you mean `{meant}`?", word=word, meant=near[0])
    return msg("there is no option {word}", word=word)


def _invalid(param: click.Parameter) -> Message:
    """Return what an argument or an option takes."""
    name, kind = _name(param), param.type
    if isinstance(kind, click.Choice):
        return msg("{name} takes one of these: {known}", name=name, known=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.DateTime):
        return msg("{name} takes a day, written as 2026-01-31", name=name)
    if isinstance(kind, click.Path):
        return msg("{name} takes a file or folder that exists and can be read", name=name)
    if isinstance(kind, click.IntRange) and kind.min is not None and kind.max is not None:
        return msg("{name} takes a whole number from {least} to {most}", name=name, least=kind.min, most=str(kind.max))
    return msg("{name} cannot take this value", name=name)


def _name(param: click.Parameter | None) -> str:
    """Return what help calls an option or an argument."""
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else (param.metavar or param.name or "").upper()


def _say(message: Message) -> str:
    return translator(message_language()).show(message)


def _own_words(option: click.Option | None) -> click.Option | None:
    if option is None:
        return None
    made = copy(option)
    made.help = _say(msg("Show this help and leave."))
    return made


def _no_command(word: str, names: Sequence[str]) -> Message:
    meant = suggest(word, list(names))
    if meant:
        return msg("there is no command {word}; did you mean `amanah {meant}`?", word=word[:40], meant=meant)
    return msg("there is no command {word}; `amanah --help` lists them", word=word[:40])


C = TypeVar("C", bound=click.Command)


def _translated(command: C) -> C:
    """Return a copy of a command whose help is in the reader's language."""
    say = translator(message_language())
    made = copy(command)
    made.help = say(" ".join(command.help.split())) if command.help else None
    epilog = (command.epilog or "").replace("Example:", f"{_say(msg('Example'))}:", 1)
    made.epilog = epilog.replace("\n\n", "\n\n\b\n") or None
    made.params = [copy(one) for one in command.params]
    for option in made.params:
        if isinstance(option, click.Option) and option.help:
            option.help = say(option.help)
    return made


def _remember(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value:
        CHOSEN.set(value)
    return message_language()


def _project(_: click.Context, __: click.Parameter, value: Path) -> Project:
    found = Project(value.resolve())
    PLACE.set(found)
    return found


def _day(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


_LANG = partial(
    click.option,
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    callback=_remember,
    help="Language of messages; without it, the one of LC_ALL, LC_MESSAGES or LANG, else Indonesian.",
)
lang = _LANG()
group_lang = _LANG(expose_value=False)
project = click.option(
    "-C",
    "project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    callback=_project,
    metavar="DIR",
    help="Folder of the project, with programs/ and content/ in it; without it, the present one.",
)
data = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Take programs/ and content/ from this folder, and nothing else: templates and configuration stay those of the project. For what a stranger contributes.",  # noqa: E501
)
output_format = click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", help="Form of the findings."
)
findings_format = click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", *formats.NAMES)),
    default="text",
    help="Form of the findings: for people, for programs, or as GitHub, GitLab, code scanning (SARIF) or a test server reads them.",  # noqa: E501
)
strict = click.option("--strict", is_flag=True, help="Let warnings fail the command as errors do.")
today = click.option(
    "--today",
    type=click.DateTime(("%Y-%m-%d",)),
    callback=_day,
    metavar="YYYY-MM-DD",
    help="Day as of which the site is made; without it, SOURCE_DATE_EPOCH or the last commit.",
)


def with_data(project: Project, data: Path | None) -> Project:
    """Return the project with the authors' files of another folder, where one is given."""
    return replace(project, data=data.resolve()) if data else project


def complete_programs(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """Return the programs of a project whose names begin as typed, for the shell."""
    place = context.params.get("project")
    folder = (place if isinstance(place, Project) else Project(Path())).programs
    names = sorted(one.parent.name for one in folder.glob("*/program.yml"))
    return [one for one in names if one.startswith(typed)]


def common(function: F) -> F:
    """Add the options that every command has."""
    return project(lang(function))
