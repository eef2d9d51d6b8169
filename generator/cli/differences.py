"""How differences are told: on a terminal, as a comment on a pull request, and for programs.

In Markdown every name and number stands as text that nothing can be read into: no link, no mention, no reference to
an issue, no HTML. A comment has at most `LONGEST` characters, and says how much was left out.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby, takewhile

from generator.diff import CHANGED, LOST, NEW, Cell, Changes, Moved, Page, Said, scope_of
from generator.i18n import Translator, msg, nmsg, translator
from generator.model.figure import Figure
from generator.model.personal import veil
from generator.model.text import Text
from generator.views.labels import Label
from generator.views.ledger import SITE

LONGEST = 60_000
"""Characters of a comment; forges take a little more."""
SHORT = 90
"""Characters of a text that are shown."""

LEAD = 20
"""Characters that are shown before the place where two texts part."""

KINDS = {NEW: msg("new"), LOST: msg("gone"), CHANGED: msg("changed")}
UNREAD = msg("Could not be read on one side, so what stands in them is missing here")
MINUS = "\u2212"
ARROW = "\u2192"


def as_json(changes: Changes, say: Translator) -> dict[str, object]:
    """Return all that differs as plain values."""
    return {
        "count": changes.count,
        "figures": [_figure(one, say) for one in changes.figures],
        "disclosures": [_said(one, say) for one in changes.disclosures],
        "pages": [{"kind": one.kind, "address": one.address, "title": _show(one.title, say)} for one in changes.pages],
        "words": [_said(one, say) for one in changes.words],
        "unread": list(changes.unread),
    }


def _figure(one: Moved, say: Translator) -> dict[str, object]:
    return {
        "kind": one.kind,
        "address": one.address,
        "label": _trail(one.trail, say),
        "old": _cell(one.before, say),
        "new": _cell(one.after, say),
        "old_value": _plain(one.before),
        "new_value": _plain(one.after),
        "difference": str(one.difference) if one.difference is not None else None,
        "percent": str(one.percent) if one.percent is not None else None,
        "computed": one.computed,
    }


def _said(one: Said, say: Translator) -> dict[str, object]:
    return {
        "kind": one.kind,
        "address": one.place,
        "label": _trail(one.trail, say),
        "old": _show(one.before, say) if one.before is not None else None,
        "new": _show(one.after, say) if one.after is not None else None,
    }


def _plain(cell: Cell | None) -> str | None:
    return format(cell.value, "f") if isinstance(cell, Figure) else None


# --- lines that both forms share ------------------------------------------------------------------------------


def summary(changes: Changes, say: Translator, base: str) -> str:
    """Return one line that counts what differs."""
    if not changes.count:
        return say("nothing that a reader would notice differs from {base}", base=base)
    written = sum(not one.computed for one in changes.figures)
    parts = (
        nmsg("{count} figure", "{count} figures", written),
        nmsg("{count} figure that follows from others", "{count} figures that follow from others",
             len(changes.figures) - written),
        nmsg("{count} disclosure", "{count} disclosures", len(changes.disclosures)),
        nmsg("{count} page", "{count} pages", len(changes.pages)),
        nmsg("{count} text or word", "{count} texts or words", len(changes.words)),
    )  # fmt: skip
    return say("differs from {base}: {what}", base=base,
               what=", ".join(say.render(one) for one in parts if one.count))  # fmt: skip


def _trail(trail: Iterable[Label], say: Translator) -> str:
    return ", ".join(filter(None, (_show(one, say) for one in trail)))


def _show(value: Label, say: Translator) -> str:
    """Return words in one line, without personal data, and cut where they are long."""
    return _cut(veil(" ".join(say.show(value).split())))


def _cell(cell: Cell | None, say: Translator) -> str | None:
    return cell.localize(say) if cell is not None else None


def _by(one: Moved, say: Translator) -> str:
    """Return the difference and its percentage with their signs."""
    if one.difference is None or not isinstance(one.after, Figure):
        return ""
    by = _signed(one.difference, say)
    return f"{by}; {_signed(one.percent, say, 1)}%" if one.percent is not None else by


def _signed(value: Decimal, say: Translator, places: int | None = None) -> str:
    sign = "+" if value > 0 else MINUS if value < 0 else "\u00b1"
    return f"{sign}{say.number(abs(value), places)}"


def _scope(changes: Changes, address: str, say: Translator) -> str:
    """Return program and report in words."""
    program = address.partition("/")[0]
    titles = [changes.titles.get(one) for one in dict.fromkeys((program, address))]
    return ": ".join(_show(one, say) for one in titles if one is not None) or address


def _groups(figures: Iterable[Moved]) -> Iterator[tuple[str, list[Moved]]]:
    ordered = sorted(figures, key=lambda one: (scope_of(one.address) != SITE, scope_of(one.address)))
    for scope, some in groupby(ordered, key=lambda one: scope_of(one.address)):
        yield scope, list(some)


# --- for a terminal -------------------------------------------------------------------------------------------


def as_text(changes: Changes, say: Translator, base: str) -> str:
    """Return what differs for a terminal."""
    return "\n".join((*_text(changes, say), summary(changes, say, base)))


def _text(changes: Changes, say: Translator) -> Iterator[str]:
    for computed, title in ((False, ""), (True, say("What follows from it"))):
        some = [one for one in changes.figures if one.computed is computed]
        if some and title:
            yield _heading(title)
        for scope, figures in _groups(some):
            yield _heading(_scope(changes, scope, say))
            yield from (f"  {_line(one, say)}" for one in figures)
    yield from _section(say("Disclosures"), (_words_line(one, say, changes) for one in changes.disclosures))
    yield from _section(say("Pages"), (_page_line(one, say) for one in changes.pages))
    yield from _section(say("Words"), (_words_line(one, say, changes) for one in changes.words))
    yield from _section(say.render(UNREAD), changes.unread)
    if changes.count:
        yield ""


def _heading(text: str) -> str:
    """Return a heading."""
    return f"{text}:"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [f"  {line}" for line in lines]
    if found:
        yield _heading(title)
        yield from found


def _line(one: Moved, say: Translator) -> str:
    name = _trail(one.trail, say) or one.address
    before, after = _cell(one.before, say), _cell(one.after, say)
    if one.kind != CHANGED:
        return f"{name}: {say.render(KINDS[one.kind])}, {after or before}"
    by = _by(one, say)
    return f"{name}: {before} {ARROW} {after}" + (f" ({by})" if by else "")


def _words_line(one: Said, say: Translator, changes: Changes) -> str:
    place = _scope(changes, scope_of(one.place), say)
    return f"{place}: {_trail(one.trail, say)}: {say.render(KINDS[one.kind])}: {_both(one, say)}"


def _both(one: Said, say: Translator) -> str:
    if one.before is not None and one.after is not None:
        return f" {ARROW} ".join(_apart(one.before, one.after, say))
    known = one.after if one.before is None else one.before
    return _show(known, say) if known is not None else ""


def _apart(before: Label, after: Label, say: Translator) -> tuple[str, str]:
    """Return two texts so that one sees what differs: in the first language in which they do, from shortly before."""
    if isinstance(before, Text) and isinstance(after, Text):
        languages = dict.fromkeys((say.language, *after.languages, *before.languages))
        differing = (translator(one) for one in languages if before.in_language(one) != after.in_language(one))
        say = next(differing, say)
    one, other = (veil(" ".join(say.show(value).split())) for value in (before, after))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    if same <= LEAD:
        return _cut(one), _cut(other)
    return _cut(f"...{one[same - LEAD :]}"), _cut(f"...{other[same - LEAD :]}")


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 3]}..."


def _page_line(one: Page, say: Translator) -> str:
    return f"{say.render(KINDS[one.kind])}: {_show(one.title, say)} ({one.address})"


# --- as a comment ---------------------------------------------------------------------------------------------

_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_LINKED = re.compile(r"(?<=[@#/:])(?=\S)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-)", re.IGNORECASE)
"""Where a forge would begin a mention, a reference or a link: after these, a space without width is put in."""
_HARMLESS = frozenset(",.;()%+'")


def escape(text: str) -> str:
    """Return a text that a forge shows as it is: every sign as an entity, and nothing that becomes a link."""
    parted = _LINKED.sub("\u200b", text)
    return _SIGN.sub(lambda found: found[0] if found[0] in _HARMLESS else f"&#{ord(found[0])};", parted)


def as_markdown(changes: Changes, say: Translator, base: str) -> str:
    """Return what differs as a comment on a pull request, not longer than a forge takes."""
    head = f"**{escape(summary(changes, say, base)[:300])}**\n"
    lines, left = _fitting(list(_markdown(changes, say)), LONGEST - len(head) - 200)
    more = say.render(nmsg("and {count} more line, which `amanah diff` shows",
                           "and {count} more lines, which `amanah diff` shows", left))  # fmt: skip
    return "\n".join((head, *lines, *(("", f"_{more}_") if left else ())))


def _fitting(lines: list[str], room: int) -> tuple[list[str], int]:
    """Return the lines that fit, and how many rows do not."""
    for index, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return lines[:index], len([one for one in lines[index:] if one])
    return lines, 0


def _markdown(changes: Changes, say: Translator) -> Iterator[str]:
    written = [one for one in changes.figures if not one.computed]
    following = [one for one in changes.figures if one.computed]
    yield from _table(changes, written, say)
    yield from _list(say("Disclosures"), (_words_line(one, say, changes) for one in changes.disclosures))
    yield from _list(say("Pages"), (_page_line(one, say) for one in changes.pages))
    yield from _list(say("Words"), (_words_line(one, say, changes) for one in changes.words))
    yield from _list(say.render(UNREAD), changes.unread)
    if following:
        yield f"\n### {escape(say('What follows from it'))}\n"
        yield from _table(changes, following, say)


def _table(changes: Changes, figures: list[Moved], say: Translator) -> Iterator[str]:
    if not figures:
        return
    heads = (msg("Where"), msg("Figure"), msg("Before"), msg("Now"), msg("Difference"))
    yield _row(say.render(one) for one in heads)
    yield "|---|---|--:|--:|--:|"
    for scope, some in _groups(figures):
        for one in some:
            cells = [_cell(cell, say) for cell in (one.before, one.after)]
            before, after = cells[0] or say.render(KINDS[NEW]), cells[1] or say.render(KINDS[LOST])
            yield _row(
                (_scope(changes, scope, say), _trail(one.trail, say) or one.address, before, after, _by(one, say))
            )
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(escape(one) for one in cells)} |"


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [f"- {escape(line)}" for line in lines]
    if found:
        yield from (f"\n### {escape(title)}\n", *found, "")
