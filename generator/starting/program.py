"""A new program, empty or after the pattern of another one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.i18n import Message, msg, translator
from generator.model.program import Indicator, Program
from generator.starting.lines import commented, prose, spell, spell_message, spell_text

HEAD = msg("Made with `amanah new program`. Fill in what a source says; leave out the rest.")
SUMMARY = msg("FILL IN: who does what for whom, in one or two sentences")


@dataclass(frozen=True, slots=True)
class Start:
    """What is known of a new program besides its name."""

    summary: str = ""
    starts: str = ""
    like: Program | None = None
    """The program that it follows."""


def new_program(name: str, languages: Sequence[str], comment: str, start: Start) -> str:
    """Return the text of `program.yml`; `comment` is the language of the comments."""
    return "\n".join((*_lines(name, languages, comment, start), ""))


def _lines(name: str, languages: Sequence[str], comment: str, start: Start) -> Iterator[str]:
    yield f"# {_say(HEAD, comment)}"
    yield "format: 1"
    yield f"name: {spell(name)}"
    if start.summary:
        yield f"summary: {spell(start.summary)}"
    else:
        yield from prose("summary", SUMMARY, languages)
    yield "status: active"
    yield f"starts: {start.starts}" if start.starts else "# starts: 2026-01"
    yield ""
    if start.like is None:
        yield from commented(_pattern(languages))
    else:
        yield from _carried(start.like, comment)
    yield ""
    yield from commented(_sources(languages))


def _carried(like: Program, comment: str) -> Iterator[str]:
    """Yield partners, components and indicators of another program, without their figures."""
    yield f"# {_say(msg('Taken over from {program}; take out what does not fit.', program=like.id), comment)}"
    if like.themes:
        yield f"themes: [{', '.join(like.themes)}]"
    if like.partners:
        yield "partners:"
        for partner in like.partners:
            yield f"  - organization: {partner.organization}"
            if partner.roles:
                yield f"    roles: [{', '.join(partner.roles)}]"
    if like.components:
        yield "components:"
        for component in like.components:
            yield f"  - id: {component.id}"
            yield f"    name: {spell_text(component.name)}"
    if like.indicators:
        yield "indicators:"
        for indicator in like.indicators:
            yield from _indicator(indicator)


def _indicator(one: Indicator) -> Iterator[str]:
    yield f"  - id: {one.id}"
    yield f"    name: {spell_text(one.name)}"
    for key, value, usual in (
        ("level", one.level, "output"),
        ("direction", one.direction, "up"),
        ("aggregation", one.aggregation, "sum"),
    ):
        if value != usual:
            yield f"    {key}: {value}"
    if one.component:
        yield f"    component: {one.component}"
    if one.cumulative:
        yield "    cumulative: ya"


def _pattern(languages: Sequence[str]) -> Iterator[str]:
    """Yield what most programs say, to be filled in."""
    yield "places:"
    yield "  - id: lebak"
    yield f"    name: {_named('Kabupaten Lebak', languages)}"
    yield '    code: "36.02"'
    yield "    kind: regency"
    yield "partners:"
    yield "  - organization: mitra-pertama"
    yield "    roles: [implementing]"
    yield "components:"
    yield "  - id: pelatihan"
    yield f"    name: {spell_message(msg('Training'), languages)}"
    yield "indicators:"
    yield "  - id: peserta"
    yield f"    name: {spell_message(msg('Participants'), languages)}"
    yield "    targets:"
    yield "      - by: 2026-12"
    yield "        value: {value: 100, unit: participant}"


def _sources(languages: Sequence[str]) -> Iterator[str]:
    yield "sources:"
    yield "  laporan:"
    yield f"    title: {spell(_say(msg('Title of the document'), languages[0]))}"
    yield "    kind: report"
    yield "source: laporan"


def _named(name: str, languages: Sequence[str]) -> str:
    return spell_message(msg("{name}", name=name), languages)


def _say(message: Message, language: str) -> str:
    return translator(language).render(message)
