"""`amanah explain`: print the page of a rule, as it stands on the site."""

import json

import click

from generator.checks import book
from generator.cli import options
from generator.errors import UsageError
from generator.i18n import Message, Translator, msg, translator


@click.command(
    "explain",
    cls=options.Command,
    epilog="Example:\n\n  amanah explain parts-do-not-sum --lang en",
)
@click.argument("code", required=False)
@options.lang
@options.output_format
def command(code: str | None, language: str, form: str) -> None:
    """Say what a finding means, by the code between brackets at its end: an example, why auditors ask, and how it can be disclosed. Without CODE, list all codes."""  # noqa: E501
    say = translator(language)
    if code is None:
        click.echo(_dump([_as_json(one, say) for one in book.book()]) if form == "json" else _list(say))
        return
    if code not in book.book():
        raise UsageError(_unknown(code))
    click.echo(_dump(_as_json(code, say)) if form == "json" else _page(code, say))


def _unknown(code: str) -> Message:
    close = book.suggest_codes(code)
    if close:
        return msg("there is no rule called {code}; did you mean {meant}?", code=code[:60], meant=", ".join(close))
    return msg("there is no rule called {code}; `amanah explain` lists all of them", code=code[:60])


def _dump(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


def _list(say: Translator) -> str:
    known = book.book()
    width = max(map(len, known))
    return "\n".join(f"{code:<{width}}  {rule.title.localize(say)}" for code, rule in known.items())


def _as_json(code: str, say: Translator) -> dict[str, object]:
    """Return the page as plain values, sections by their keys."""
    rule = book.book()[code]
    parts = {
        one.key: {
            "heading": one.heading.localize(say),
            "text": " ".join(said.localize(say) for said in one.sentences),
            "code": one.code,
        }
        for one in book.sections(code)
    }
    return {
        "code": code,
        "title": rule.title.localize(say),
        "default_severity": rule.severity.name.lower(),
        "disclosable": rule.disclosable,
        "sections": parts,
    }


def _page(code: str, say: Translator) -> str:
    """Return the page as text: the code and its title, then each section below its heading."""
    lines = [click.style(f"{code}: {book.book()[code].title.localize(say)}", bold=True)]
    for one in book.sections(code):
        lines += ["", click.style(one.heading.localize(say), bold=True)]
        if one.sentences:
            words = " ".join(said.localize(say) for said in one.sentences)
            lines.append(click.wrap_text(words, 96, "  ", "  "))
        lines += [f"    {line}" for line in one.code.splitlines()]
    return "\n".join(lines)
