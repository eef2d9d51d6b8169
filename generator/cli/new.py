"""`amanah new`: a program, or the next report of one."""

import json
from dataclasses import dataclass, field

import click

from generator import loader, sources, starting
from generator.cli import asking, options
from generator.cli.editor import modeline
from generator.documents import parse, suggest
from generator.errors import PublicationRefused, UsageError
from generator.i18n import Message, Translator, msg, nmsg, translator
from generator.model import date as dates
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import is_identifier
from generator.model.report import Report
from generator.project import Project
from generator.publish import reporting


@dataclass(frozen=True)
class _Made:
    """A new file, and what was taken over into it."""

    path: str
    text: str
    told: tuple[Message, ...] = ()
    carried: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class _Wishes:
    """What the options said."""

    title: str | None
    summary: str | None
    starts: str | None
    like: str | None
    first: str | None
    last: str | None
    file: str | None

    def refuse(self, *names: str) -> None:
        """Refuse options that belong to the other kind."""
        options_of = {"first": "--from", "last": "--to", "file": "--as", "title": "--name"}
        for name in names:
            if getattr(self, name) is not None:
                said = msg("{option} does not belong here", option=options_of.get(name, f"--{name}"))
                raise UsageError(said)


@click.command(
    "new",
    cls=options.Command,
    epilog=(
        'Example:\n\n  amanah new program kebun-warga --name "Kebun Warga" --starts 2026-01\n\n'
        "  amanah new period kebun-warga --from 2026-01-01 --to 2026-06-30"
    ),
)
@click.argument("kind", type=click.Choice(("program", "period")))
@click.argument("program", shell_complete=options.complete_programs)
@click.option("--name", "title", metavar="TEXT", help="Name of the new program.")
@click.option("--summary", metavar="TEXT", help="One or two sentences on the new program: who does what for whom.")
@click.option("--starts", metavar="DATE", help="First day of the new program, as exact as it is known: 2026-01.")
@click.option(
    "--like",
    metavar="PROGRAM",
    shell_complete=options.complete_programs,
    help="Program whose partners, components and indicators are taken over.",
)
@click.option("--from", "first", metavar="DATE", help="First day of the new report; else the day after the last one.")
@click.option("--to", "last", metavar="DATE", help="Last day of the new report; without it, as long as the last one.")
@click.option("--as", "file", metavar="NAME", help="Name of the report's file, which becomes its address.")
@options.common
@options.output_format
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    project: Project,
    language: str,
    kind: str,
    program: str,
    form: str,
    title: str | None,
    summary: str | None,
    starts: str | None,
    like: str | None,
    first: str | None,
    last: str | None,
    file: str | None,
) -> int:
    """Begin a program, or the next report of the program called PROGRAM. A report takes over the indicators, the splits and the activities of the last one, and its closing balances as opening balances; what only you know is left open. What no option says a terminal asks; elsewhere the usual is taken. Nothing that exists is changed."""  # noqa: E501
    say = translator(language)
    wishes = _Wishes(title, summary, starts, like, first, last, file)
    known = _portfolio(project)
    if kind == "program":
        wishes.refuse("first", "last", "file")
        made = _program(program, known, wishes, say)
    else:
        wishes.refuse("title", "summary", "starts", "like")
        made = _period(program, known, wishes, say)
    _write(project, made)
    if form == "json":
        click.echo(json.dumps({"file": made.path, **made.carried}, ensure_ascii=False, indent=2))
        return 0
    click.echo(say("{file} is ready to be filled in", file=made.path))
    for one in made.told:
        click.echo(f"  {say.render(one)}")
    return 0


def _portfolio(project: Project) -> Portfolio:
    """Load what there is; a file that cannot be read is left out, unless it is the publisher's."""
    reading = sources.read(project)
    if not project.programs.is_dir():
        raise UsageError(msg("there is no project here; `amanah init DIR` makes one"))
    loaded = loader.load(reading)
    if loaded.portfolio is None:
        raise PublicationRefused(msg("the files cannot be loaded; `amanah check` says why"))
    return loaded.portfolio


def _program(name: str, known: Portfolio, wishes: _Wishes, say: Translator) -> _Made:
    if not is_identifier(name):
        raise UsageError(msg("{word} cannot be a name: use small letters, digits and hyphens, such as kebun-warga",
                             word=name[:40]))  # fmt: skip
    like = _find(wishes.like, known) if wishes.like else None
    title = asking.ask(say, wishes.title, msg("Name of the program"), name.replace("-", " ").title())
    summary = asking.ask(say, wishes.summary, msg("Who does what for whom, in one or two sentences"), "")
    starts = asking.ask(say, wishes.starts, msg("First day, as exact as it is known (such as 2026-01)"), "", _day)
    text = starting.new_program(title, known.publisher.languages, say.language, starting.Start(summary, starts, like))
    path = f"programs/{name}/program.yml"
    carried: dict[str, object] = {"like": like.id} if like else {}
    return _Made(path, text, (msg("next: {command}", command=f"amanah new period {name}"),), carried)


def _period(name: str, known: Portfolio, wishes: _Wishes, say: Translator) -> _Made:
    program = _find(name, known)
    reports = known.reports_of(program)
    last = reports[-1] if reports else None
    term = _term(program, last, wishes, say)
    file = asking.ask(say, wishes.file, msg("Name of the file"), starting.named(term), _name)
    made = starting.next_period(known.publisher, program, last, term, say.language)
    taken = len(made.openings)
    told: list[Message] = []
    if taken:
        told.append(nmsg("{count} opening balance taken over", "{count} opening balances taken over", taken))
    told += [msg("from {report}", report=last.document)] if last else []
    if program.ends and program.ends.last and term.first > program.ends.last:
        told.append(msg("the program ended on {day}, so `amanah check` refuses this period", day=program.ends))
    carried: dict[str, object] = {
        "from": str(term.first),
        "to": str(term.last),
        "last": last.document if last else None,
        "openings": [one.address for one in made.openings],
        "indicators": list(made.indicators),
        "activities": list(made.activities),
    }
    return _Made(f"programs/{program.id}/periods/{file}.yml", made.text, tuple(told), carried)


def _find(name: str, known: Portfolio) -> Program:
    found = next((one for one in known.programs if one.id == name), None)
    if found is not None:
        return found
    names = [one.id for one in known.programs]
    if f"programs/{name}/program.yml" in known.broken:
        raise PublicationRefused(msg("the files cannot be loaded; `amanah check` says why"))
    meant = suggest(name, names)
    if meant:
        raise UsageError(msg("there is no program {name}; did you mean {meant}?", name=name, meant=meant))
    raise UsageError(msg("there is no program {name}; `amanah new program {name}` makes one", name=name))


def _term(program: Program, last: Report | None, wishes: _Wishes, say: Translator) -> starting.Term:
    """Return the days of the report: as asked for, else those that follow the last report, or the program's first."""
    usual = _usual(program, last)
    begin = asking.ask(say, wishes.first, msg("First day"), usual.first.isoformat() if usual else "", _needed)
    first = _bounds(begin).first
    fits = usual is not None and usual.first == first
    end = usual.last if usual and fits else starting.first_of(first).last
    last_day = asking.ask(say, wishes.last, msg("Last day"), end.isoformat(), _needed)
    term = starting.Term(first, _bounds(last_day).last)
    if term.last < term.first:
        raise UsageError(msg("the last day lies before the first"))
    return term


def _usual(program: Program, last: Report | None) -> starting.Term | None:
    former = starting.Term.of(last.period) if last else None
    if former:
        return starting.follow(former)
    begin = program.starts.first if program.starts and not last else None
    return starting.first_of(begin) if begin else None


def _needed(text: str) -> object:
    if not text:
        raise UsageError(msg("nothing says when the report begins; give {options}", options="--from, --to"))
    return _day(text)


def _day(text: str) -> object:
    return _bounds(text) if text else None


def _bounds(text: str) -> starting.Term:
    """Return the first and the last day that a date can mean."""
    try:
        found = dates.read(text)
    except dates.DateError as fault:
        raise UsageError(msg("{message}; {hint}", message=fault.message, hint=fault.hint)) from None
    first, last = found.first, found.last
    if first is None or last is None:
        raise UsageError(msg("the year of {text} is needed here", text=text))
    return starting.Term(first, last)


def _name(text: str) -> object:
    if not is_identifier(text):
        raise UsageError(msg("{word} cannot be a name: use small letters, digits and hyphens, such as kebun-warga",
                             word=text[:40]))  # fmt: skip
    return text


def _write(project: Project, made: _Made) -> None:
    """Write a file that must not be there yet, after reading it once as the loader will."""
    path = project.authored / made.path
    line = modeline(made.path)
    text = f"{line}\n{made.text}" if line else made.text
    _, faults = parse(sources.Source(made.path, text, ""))
    if faults:
        raise UsageError(faults[0].message)
    if path.exists():
        raise UsageError(msg("{file} exists already; nothing was changed", file=made.path))
    inside = [one for one in path.parents if one.is_relative_to(project.programs)]
    link = next((one for one in inside if one.is_symlink()), None)
    if link is not None:
        raise UsageError(msg("{place} is a link to another place, so nothing is written there", place=link))
    with reporting(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(text.encode())
