"""The reports of an activity: periods found in budgets, results and transactions, with their numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lxml import etree

from generator.i18n import Message, msg
from generator.imports.figures import spell
from generator.imports.iati.program import CURRENCY, NO_PLACE, Found, day_of, organization
from generator.imports.iati.tree import Tree, grow
from generator.imports.vocabulary import slug
from generator.model.record import is_identifier

LEVELS = {"1": "output", "2": "outcome", "3": "impact"}
MOST = 366
"""Days of a report that is made from the periods of a file."""
DIVIDED = msg("it is divided in a way that reports do not have")
SECOND = msg("another number of the same period stands before it")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,})"
)
_INCOMING, _SPENT, _PROMISED = ("1",), ("3", "4"), ("2", "11")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The first and the last day of a report."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """Return the name of the report: its year, half, quarter or month, else its first and last day."""
        first, last, year = self.first, self.last, str(self.first.year)
        months = (last + timedelta(days=1)).month - first.month + 12 * ((last + timedelta(days=1)).year - first.year)
        whole = first.day == 1 and (last + timedelta(days=1)).day == 1
        if whole and months == 12 and first.month == 1:
            return year
        if whole and months == 6 and first.month in (1, 7):
            return f"{year}-semester-{1 if first.month == 1 else 2}"
        if whole and months == 3 and first.month % 3 == 1:
            return f"{year}-triwulan-{first.month // 3 + 1}"
        if whole and months == 1:
            return f"{year}-{first.month:02}"
        return f"{first.isoformat()}-{last.isoformat()}"

    def overlaps(self, other: "Span") -> bool:
        """Tell whether two spans share a day."""
        return self.first <= other.last and other.first <= self.last


def number(text: str) -> Decimal | None:
    """Return a decimal number of XML, or nothing; commas only where they cannot be meant as the decimal sign."""
    written = text.strip()
    if not _NUMBER.fullmatch(written):
        return None
    value = Decimal(written.replace(",", ""))
    return value if abs(value) < Decimal(10) ** 18 else None


def _unread(text: str, missing: Message) -> Message:
    """Say why there is no number: none is written, or in another way than IATI writes them."""
    written = " ".join(text.split())[:40]
    return msg("{written} is not written as numbers are in IATI: 1234.5", written=written) if written else missing


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _span(element: etree._Element) -> Span | None:
    first, last = (element.find(name) for name in ("period-start", "period-end"))
    days = [_day(one.get("iso-date", "")) if one is not None else None for one in (first, last)]
    return Span(days[0], days[1]) if days[0] and days[1] and days[0] <= days[1] else None


def read_reports(found: Found) -> None:
    """Find the periods that do not overlap, and put every number into the report that it belongs to."""
    spans = _choose(found)
    for span in spans:
        found.reports[span.name] = {
            "format": "1",
            "period": {"from": span.first.isoformat(), "to": span.last.isoformat()},
            "status": "draft",
        }
    for one in found.reader.element.findall("budget"):
        _budget(found, one, spans)
    for one in found.reader.element.findall("result"):
        _result(found, one, spans)
    for one in found.reader.element.findall("transaction"):
        _transaction(found, one, spans)


def _choose(found: Found) -> list[Span]:
    """Return the periods of the file, the short ones first; days of transactions between them get years."""
    top = found.reader.element
    periods = [one for one in top.iter("period") if one.find("actual") is not None]
    budgets = [one for one in top.findall("budget") if _is_rupiah(one, top) and _is_written(one)]
    known = {span for one in (*periods, *budgets) if (span := _span(one))}
    chosen: list[Span] = []
    for span in sorted(known, key=lambda one: (one.last - one.first, one)):
        if (span.last - span.first).days < MOST and not any(span.overlaps(other) for other in chosen):
            chosen.append(span)
    for day in sorted(set(_days(found))):
        if 1900 <= day.year < 2199 and not any(one.first <= day <= one.last for one in chosen):
            chosen.append(_year_of(day, chosen, found))
    return sorted(chosen)


def _days(found: Found) -> Iterator[date]:
    """Yield the days of the transactions that a report can hold."""
    top = found.reader.element
    for one in top.findall("transaction"):
        kind, when = (one.find(name) for name in ("transaction-type", "transaction-date"))
        held = kind is not None and kind.get("code") in (*_INCOMING, *_SPENT)
        day = _day(when.get("iso-date", "")) if when is not None else None
        if held and day and _is_rupiah(one, top):
            yield day


def _is_written(holder: etree._Element) -> bool:
    return number(holder.findtext("value") or "") is not None


def _is_rupiah(holder: etree._Element, top: etree._Element) -> bool:
    value = holder.find("value")
    return value is not None and (value.get("currency") or top.get("default-currency")) == CURRENCY


def _year_of(day: date, chosen: list[Span], found: Found) -> Span:
    """Return the part of a day's year that lies in the program, as far as it says, and in no other period."""
    bounds = [_day(str(found.program.get(key, ""))) for key in ("starts", "ends")]
    begin, end = (bound or day for bound in bounds)
    first = max((one.last + timedelta(days=1) for one in chosen if one.last < day), default=date.min)
    last = min((one.first - timedelta(days=1) for one in chosen if one.first > day), default=date.max)
    if bounds[0] and begin <= day:
        first = max(first, begin)
    if bounds[1] and end >= day:
        last = min(last, end)
    return Span(max(first, date(day.year, 1, 1)), min(last, date(day.year, 12, 31)))


def _currency(found: Found, value: etree._Element | None) -> str:
    top = found.reader.element
    return found.reader.attr(value, "currency") or top.get("default-currency") or ""


def _amount(found: Found, holder: etree._Element) -> Decimal | Message:
    """Return an amount of rupiah, or why there is none."""
    value = found.reader.one(holder, "value")
    read = number(value.text or "") if value is not None else None
    found.reader.attr(value, "value-date")
    if read is None:
        return _unread((value.text or "") if value is not None else "", msg("the amount is no number"))
    currency = _currency(found, value)
    if currency != CURRENCY:
        return msg("the amount is in {currency}, and reports are in rupiah", currency=currency or "?")
    return read


def _budget(found: Found, element: etree._Element, spans: list[Span]) -> None:
    reader, span, read = found.reader, _span(element), _amount(found, element)
    reader.taken.add(element)
    if isinstance(read, Message):
        reader.leave(element, read)
    elif span not in spans or span is None:
        reader.leave(element, msg("its period overlaps that of a report, or is longer than a year"))
    elif read < 0 or "budget" in _finance(found, span.name):
        reader.leave(element, msg("another budget has the same period, or the amount is below zero"))
    else:
        grow(found.reports[span.name], ("finance", "budget", "total"), spell(read))
        reader.attr(element, "type")
        _take_period(found, element)


def _finance(found: Found, name: str) -> Tree:
    finance = found.reports[name].setdefault("finance", {})
    assert isinstance(finance, dict)  # noqa: S101 - a group of ours
    if not finance:
        del found.reports[name]["finance"]
    return finance


def _take_period(found: Found, element: etree._Element) -> None:
    for name in ("period-start", "period-end"):
        found.reader.attr(found.reader.one(element, name), "iso-date")


# --- results ---------------------------------------------------------------------------------------------------------


def _result(found: Found, element: etree._Element, spans: list[Span]) -> None:
    reader = found.reader
    reader.taken.add(element)
    level = LEVELS.get(element.get("type", ""))
    if level:
        reader.attr(element, "type")
    measures = element.findall("indicator")
    for one in measures:
        _indicator(found, one, level, element if len(measures) == 1 else None, spans)


def _indicator(
    found: Found, element: etree._Element, level: str | None, only_of: etree._Element | None, spans: list[Span]
) -> None:
    """Read an indicator; the only one of a result can go by the title of that result."""
    reader = found.reader
    reader.taken.add(element)
    name = reader.words(reader.one(element, "title"), line=True)
    if not name and only_of is not None:
        name = reader.words(reader.one(only_of, "title"), line=True)
    said = next(iter(name.values()), "") if isinstance(name, dict) else str(name)
    if not said or reader.attr(element, "measure") == "5":
        reader.leave(element, msg("it has no name, or is measured in words and not in numbers"))
        return
    known = found.program.setdefault("indicators", {})
    assert isinstance(known, dict)  # noqa: S101 - a list of ours
    key = slug(said, known, "indikator")
    made: Tree = {"name": name if isinstance(name, dict) else said}
    made.update({"level": level} if level else {})
    made.update({"direction": "down"} if reader.attr(element, "ascending") in ("0", "false") else {})
    if note := reader.words(reader.one(element, "description")):
        made["note"] = note
    unit = "percent" if element.get("measure") == "2" else "unit"
    _baseline(found, element, made, unit)
    known[key] = made
    for one in element.findall("period"):
        _period(found, one, key, unit, spans)


def _value(found: Found, element: etree._Element, unit: str) -> Tree | None:
    reader = found.reader
    said = reader.attr(element, "value")
    read = number(said)
    if read is None:
        reader.leave(element, _unread(said, msg("it has no number")))
        return None
    reader.taken.add(element)
    made: Tree = {"value": spell(read), "unit": unit}
    if comment := reader.words(reader.one(element, "comment")):
        made["note"] = comment
    return made


def _baseline(found: Found, element: etree._Element, made: Tree, unit: str) -> None:
    reader = found.reader
    base = _whole(found, element.findall("baseline"))
    value = _value(found, base, unit) if base is not None else None
    if base is not None and value is not None:
        year = base.get("year", "")
        day = day_of(reader, base) or (year if _YEAR.fullmatch(year) else "")
        if _YEAR.fullmatch(year):
            reader.attr(base, "year")
        made["baseline"] = {"value": value, **({"date": day} if day else {})}


def _whole(found: Found, elements: list[etree._Element]) -> etree._Element | None:
    """Return the number of all among those of its parts; the others have no place."""
    whole = [one for one in elements if one.find("location") is None and one.find("dimension") is None]
    for one in elements:
        if one not in whole[:1]:
            found.reader.leave(one, SECOND if one in whole else DIVIDED)
    return whole[0] if whole else None


def _period(found: Found, element: etree._Element, key: str, unit: str, spans: list[Span]) -> None:
    reader, span = found.reader, _span(element)
    if span is None:
        reader.leave(element, msg("it has no first or last day"))
        return
    reader.taken.add(element)
    _take_period(found, element)
    _target(found, _whole(found, element.findall("target")), (key, span.last.isoformat()), unit)
    actuals = element.findall("actual")
    for one in actuals:
        if span not in spans:
            reader.leave(one, msg("its period overlaps that of a report, or is longer than a year"))
        else:
            _actual(found, one, span.name, key, unit)


def _target(found: Found, element: etree._Element | None, at: tuple[str, str], unit: str) -> None:
    """Put a target to its day; of two periods that end on one day, the first in the file has it."""
    indicators = found.program["indicators"]
    here = indicators.get(at[0]) if isinstance(indicators, dict) else None
    known = here.get("targets") if isinstance(here, dict) else None
    if element is None:
        return
    if isinstance(known, dict) and at[1] in known:
        found.reader.leave(element, SECOND)
    elif value := _value(found, element, unit):
        grow(found.program, ("indicators", at[0], "targets", at[1], "value"), value)


def _actual(found: Found, element: etree._Element, report: str, key: str, unit: str) -> None:
    reader = found.reader
    places, dimensions = element.findall("location"), element.findall("dimension")
    steps: tuple[str, ...] = ("results", key, "actual")
    if len(places) == 1 and not dimensions:
        ref = reader.attr(places[0], "ref")
        known = found.program.get("places")
        if not (isinstance(known, dict) and ref in known):
            reader.leave(element, DIVIDED)
            return
        reader.taken.add(places[0])
        steps = ("results", key, "by_place", ref)
    elif places or dimensions:
        reader.leave(element, DIVIDED)
        return
    results = found.reports[report].get("results")
    here = results.get(key) if isinstance(results, dict) else None
    if isinstance(here, dict) and "actual" in here and steps[-1] == "actual":
        reader.leave(element, SECOND)
        return
    value = _value(found, element, unit)
    if value is not None:
        grow(found.reports[report], steps, value)


# --- transactions ------------------------------------------------------------------------------------------------


def _transaction(found: Found, element: etree._Element, spans: list[Span]) -> None:
    reader = found.reader
    reader.taken.add(element)
    kind = reader.attr(reader.one(element, "transaction-type"), "code")
    day = _day(reader.attr(reader.one(element, "transaction-date"), "iso-date"))
    read = _amount(found, element)
    if isinstance(read, Message):
        reader.leave(element, read)
    elif kind in _PROMISED:
        _commitment(found, element, read, day)
    elif day is None or kind not in (*_INCOMING, *_SPENT):
        reader.leave(element, NO_PLACE if day else msg("it has no day"))
    else:
        span = next((one for one in spans if one.first <= day <= one.last), None)
        if span is None:
            reader.leave(element, msg("its day lies in no report"))
        else:
            _row(found, element, span.name, (kind, day, read))


def _commitment(found: Found, element: etree._Element, amount: Decimal, day: date | None) -> None:
    if amount < 0:
        found.reader.leave(element, msg("a promise below zero takes another one back"))
        return
    known = found.program.setdefault("commitments", {})
    assert isinstance(known, dict)  # noqa: S101 - a list of ours
    words, ref = _described(found, element)
    giver = _giver(found, element)
    key = slug(words or ref, known, "komitmen")
    made: Tree = {"label": words or ref or key, "amount": spell(amount)}
    made.update({"date": day.isoformat()} if day else {})
    made.update({"organization": giver} if giver else {})
    known[key] = made


def _described(found: Found, element: etree._Element) -> tuple[str, str]:
    """Return the words and the number of a transaction."""
    reader = found.reader
    words = reader.words(reader.one(element, "description"), line=True)
    said = next(iter(words.values()), "") if isinstance(words, dict) else words
    return said, reader.attr(element, "ref")[:80]


def _giver(found: Found, element: etree._Element) -> str:
    """Return the organisation that money came from."""
    provider = element.find("provider-org")
    if provider is None or not (len(provider) or provider.get("ref")):
        return ""
    found.reader.taken.add(provider)
    return organization(found, provider)


def _row(found: Found, element: etree._Element, report: str, said: tuple[str, date, Decimal]) -> None:
    """Add a transaction to the table of its report."""
    kind, day, amount = said
    words, ref = _described(found, element)
    row = {"date": day.isoformat(), "kind": "received" if kind in _INCOMING else "spent", "amount": spell(amount)}
    if row["kind"] == "received":
        giver = _giver(found, element)
        row["fund"] = _fund(found, giver)
        row["giver"] = giver or "tanpa-nama"
    row.update({"receipt": ref} if ref else {})
    row.update({"text": words} if words else {})
    found.rows.setdefault(report, []).append(row)


def _fund(found: Found, giver: str) -> str:
    """Return the fund that money from an organisation belongs to; a grant, where its sort says nothing else."""
    kind = found.organizations.get(giver, {}).get("kind")
    return {"government": "government", "company": "csr"}.get(str(kind), "grant")


def state_sums(found: Found) -> Iterator[Message]:
    """State what the rows of each report add up to; yield what cannot be stated."""
    for report, rows in found.rows.items():
        sums: dict[tuple[str, ...], Decimal] = {}
        for row in rows:
            steps: tuple[str, ...] = ("finance", "spent", "total")
            if row["kind"] == "received":
                steps = ("finance", "funds", row["fund"], "received", row["giver"], "amount")
            sums[steps] = sums.get(steps, Decimal(0)) + _read(row["amount"])
        for steps, value in sums.items():
            if value < 0:
                yield msg("transactions of {report} add up to less than zero, so no sum is stated", report=report)
                continue
            grow(found.reports[report], steps, spell(value))
            if steps[-1] == "amount":
                giver = steps[-2]
                label = found.organizations.get(giver, {}).get("name") or "Pemberi yang tidak disebut"
                grow(found.reports[report], (*steps[:-1], "label"), label)
                if giver in found.organizations:
                    grow(found.reports[report], (*steps[:-1], "organization"), giver)


def _read(text: str) -> Decimal:
    from generator.model import amount  # noqa: PLC0415 - the one reader of amounts

    return amount.read(text).value


__all__ = ["Span", "is_identifier", "read_reports", "state_sums"]
