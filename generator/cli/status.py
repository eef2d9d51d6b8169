"""`amanah status`: what is to be done next."""

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby

import click

from generator import agenda, build, loader, revisions, sources
from generator.cli import options
from generator.i18n import Translator, translator
from generator.project import Project


@click.command("status", cls=options.Command, epilog="Example:\n\n  amanah status --today 2026-08-01")
@options.common
@options.output_format
@options.today
def command(project: Project, language: str, form: str, today: date | None) -> int:
    """Say what comes next: what is to be mended or disclosed, which reports are in draft and what is open in them, which are due, what no report says, and what is disclosed without an explanation. The day is --today, SOURCE_DATE_EPOCH or that of the last commit. Leaves with 0 whatever it finds."""  # noqa: E501
    say = translator(language)
    day = revisions.day_of(project, today)
    examined = build.examine(project, today=today)
    if examined.portfolio is None:
        items = agenda.faults(examined.findings)
    else:
        documents = loader.load(sources.read(project)).documents
        items = agenda.plan(examined.portfolio, examined.findings, documents, day)
    click.echo(_json(items, day, say) if form == "json" else "\n".join(_lines(items, day, say)))
    return 0


def _json(items: Sequence[agenda.Item], day: date | None, say: Translator) -> str:
    said = [
        {"kind": one.kind, "place": one.place, "message": say.render(one.message), "command": one.command or None}
        for one in items
    ]
    return json.dumps({"today": str(day) if day else None, "items": said}, ensure_ascii=False, indent=2)


def _lines(items: Sequence[agenda.Item], day: date | None, say: Translator) -> list[str]:
    lines: list[str] = []
    for kind, some in groupby(items, key=lambda one: one.kind):
        lines.append(click.style(say.render(agenda.KINDS[kind]).capitalize(), bold=True))
        for one in some:
            lines.append(f"  {one.place}: {say.render(one.message)}")
            lines += [f"    {one.command}"] if one.command else []
    if day is None:
        lines.append(say("no day is known, so nothing can be due; name one with --today"))
    return lines or [say("nothing is to be done; `amanah build` makes the site")]
