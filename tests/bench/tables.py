"""What was measured, as tables that people read: on the terminal, and between two marks of a page of Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

BEGIN = "<!-- `make bench` writes from here -->"
END = "<!-- `make bench` writes to here -->"
MEGABYTE = 1024 * 1024
LEFT_OUT = "left out"
NOTHING = "–"

Result = Mapping[str, Any]
"""What `tests.bench.whole.measure` returns for a size, as it stands in the JSON."""


@dataclass(frozen=True)
class Limit:
    """A bound that the product sets itself: the quotient of two measurements."""

    name: str
    most: float
    measured: float | None

    def row(self) -> tuple[str, ...]:
        """Return the line of a table."""
        if self.measured is None:
            return self.name, number(self.most), NOTHING, "not measured"
        return self.name, number(self.most), number(self.measured), "yes" if self.measured <= self.most else "no"


def page(measured: Mapping[str, Any]) -> str:
    """Return all tables as Markdown, one after another."""
    return "\n".join(line for part in _parts(measured) for line in (*part, "")).rstrip() + "\n"


def _parts(measured: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    sizes: Sequence[Result] = measured["sizes"]
    yield [machine(measured)]
    yield ["### Limits", "", *table(("limit", "at most", "measured", "kept"), [one.row() for one in limits(measured)])]
    head = ("", *(f"{one['reports']:,} reports" for one in sizes))
    yield ["### Builds", "", *table(head, _builds(sizes))]
    yield ["### Where a build from nothing spends its time, in seconds by the clock", "", *table(head, _stages(sizes))]
    yield ["### Work of each stage by itself, in seconds of one core", "", *table(head, _work(sizes))]
    yield ["### Beside other builders, in seconds by the clock", "", *table(head, _others(sizes))]
    yield ["### Charts, in milliseconds", "", *_charts(measured.get("charts", {}))]
    missing = [f"- {name}: {reason}" for name, reason in _left_out(measured)]
    if missing:
        yield ["### Left out", "", *missing]


def machine(measured: Mapping[str, Any]) -> str:
    """Return one sentence on where it was measured."""
    said = measured["machine"]
    memory = f"{said['memory'] / MEGABYTE / 1024:.0f} GB"
    return (
        f"Measured with amanah {measured['amanah']} on {said['cores']} cores ({said['processor']}), {memory} of "
        f"memory, {said['system']}, Python {said['python']}. Ratios are those of one run."
    )


def limits(measured: Mapping[str, Any]) -> Iterator[Limit]:
    """Return the bounds, each judged at the largest size at which both sides were measured."""
    sizes: Sequence[Result] = measured["sizes"]
    yield Limit("Pages alone, as a multiple of Hugo", 1, _last(sizes, ("alone",), ("others", "Hugo")))
    yield Limit("Everything, as a multiple of MkDocs", 0.5, _last(sizes, ("cold",), ("others", "MkDocs")))
    yield Limit("After one edit, as a multiple of Hugo from nothing", 1, _last(sizes, ("warm",), ("others", "Hugo")))
    yield Limit("Cost of a page at the largest size, as a multiple of that at the next", 1.15, growth(sizes))
    peaks = [one["cold"]["peak"] / MEGABYTE for one in sizes if one["reports"] <= 1000 and one["cold"].get("peak")]
    yield Limit("Memory of up to 1,000 reports, in megabytes", 1024, peaks[-1] if peaks else None)
    kinds = [one["amanah"] / one["pygal"] for one in measured.get("charts", {}).values() if isinstance(one, Mapping)]
    yield Limit("A chart, as a multiple of pygal (median of the kinds)", 1, median(kinds) if kinds else None)


def growth(sizes: Sequence[Result]) -> float | None:
    """Return the work of a page at the largest size over that at the one before it."""
    each = [one["cold"]["cpu"] / one["pages"] for one in sizes if LEFT_OUT not in one["cold"]]
    return each[-1] / each[-2] if len(each) > 1 else None


def _last(sizes: Sequence[Result], ours: Sequence[str], theirs: Sequence[str]) -> float | None:
    quotients = [_quotient(_at(one, ours), _at(one, theirs)) for one in sizes]
    known = [one for one in quotients if one is not None]
    return known[-1] if known else None


def _quotient(ours: Result, theirs: Result) -> float | None:
    """Return how many times as long we take; nothing where one side was not measured."""
    return ours["seconds"] / theirs["seconds"] if "seconds" in ours and "seconds" in theirs else None


def _at(result: Result, way: Iterable[str]) -> Result:
    for name in way:
        result = result.get(name, {})
    return result


def _builds(sizes: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    yield ("pages, in both languages", *(f"{one['pages']:,}" for one in sizes))
    for title, name in (
        ("from nothing", "cold"),
        ("nothing changed", "unchanged"),
        ("after one edit", "warm"),
        ("pages alone", "alone"),
    ):
        yield (f"{title}, s", *(_cell(one[name], "seconds") for one in sizes))
        yield (f"{title}, s of work", *(_cell(one[name], "cpu") for one in sizes))
    yield ("work a page, ms", *(_cell(one["cold"], "cpu", 1000 / one["pages"]) for one in sizes))
    yield ("work a report, ms", *(_cell(one["cold"], "cpu", 1000 / one["reports"]) for one in sizes))
    yield ("most memory, MB", *(_cell(one["cold"], "peak", 1 / MEGABYTE) for one in sizes))


def _stages(sizes: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    spent = [{_name(stage): stage["seconds"] for stage in one["cold"].get("stages", ())} for one in sizes]
    for name in dict.fromkeys(name for one in spent for name in one):
        yield (name, *(number(one.get(name)) for one in spent))
    yield ("in no stage", *(number(_beside(one["cold"])) for one in sizes))


def _beside(ran: Result) -> float | None:
    """Return the time that no stage took: the start of Python, and all that is too short for a bar."""
    if "stages" not in ran:
        return None
    told: float = sum(stage["seconds"] for stage in ran["stages"] if not stage["within"])
    return float(ran["seconds"]) - told


def _name(stage: Mapping[str, Any]) -> str:
    return f"{stage['within']}: {stage['stage']}" if stage["within"] else str(stage["stage"])


def _work(sizes: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    names = dict.fromkeys(name for one in sizes for name in one["work"] if name != LEFT_OUT)
    for name in names:
        yield (name, *(number(one["work"].get(name)) for one in sizes))


def _others(sizes: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    for name in dict.fromkeys(name for one in sizes for name in one["others"]):
        found = [_at(one, ("others", name)) for one in sizes]
        if not any("seconds" in one for one in found):
            continue
        pages = [one.get("measured pages", NOTHING) for one in found]
        yield (f"{name}", *(_cell(one, "seconds") for one in found))
        yield (f"{name}: pages measured", *(f"{one:,}" if isinstance(one, int) else one for one in pages))
        if any("counted" in one for one in found):
            yield (f"{name}: counted up from two sizes", *(number(one.get("counted")) for one in found))
        for title, ours in (("pages alone", "alone"), ("everything", "cold"), ("after one edit", "warm")):
            quotients = (_quotient(one[ours], theirs) for one, theirs in zip(sizes, found, strict=True))
            yield (f"Amanah, {title}, as a multiple of {name}", *map(number, quotients))


def _charts(kinds: Mapping[str, Any]) -> Iterator[str]:
    rows = [(name, *map(number, one.values())) for name, one in kinds.items() if isinstance(one, Mapping)]
    heads = [tuple(one) for one in kinds.values() if isinstance(one, Mapping)]
    if rows:
        yield from table(("kind", *heads[0]), rows)


def _left_out(measured: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what could not be measured, and why."""
    for size in measured["sizes"]:
        at = f"{size['reports']:,} reports"
        for name in ("cold", "unchanged", "warm", "alone", "work"):
            if LEFT_OUT in size[name]:
                yield f"{at}, {name}", _one_line(size[name][LEFT_OUT])
        yield from (
            (f"{at}, {name}", _one_line(one[LEFT_OUT])) for name, one in size["others"].items() if LEFT_OUT in one
        )
    yield from ((f"{int(size):,} reports", _one_line(why)) for size, why in measured.get("failed", {}).items())
    if LEFT_OUT in measured.get("charts", {}):
        yield "charts", _one_line(measured["charts"][LEFT_OUT])


def _one_line(text: str) -> str:
    return " ".join(text.split())[-200:]


def _cell(result: Result, name: str, factor: float = 1) -> str:
    return number(result[name] * factor if name in result else None)


def number(value: float | None) -> str:
    """Write a measurement with three digits that matter, or fewer."""
    if value is None:
        return NOTHING
    places = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{places}f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table that reads well as text and as Markdown; all columns but the first hold numbers."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(3, *(len(line[column]) for line in lines)) for column in range(len(head))]
    rule = ("-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:]))
    return [_line(one, widths) for one in (lines[0], rule, *lines[1:])]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cells[0].ljust(widths[0]), *(one.rjust(width) for one, width in zip(cells[1:], widths[1:], strict=True)))
    return f"| {' | '.join(padded)} |"


def put(file: Path, text: str) -> None:
    """Put the tables between the two marks of a page; the words around them stay."""
    before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{file} lacks the line {END if begin else BEGIN}")
    file.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", encoding="utf-8")
