"""Files of ours: every figure comes back as it was typed, from our own namespace; docs/iati.md has the words."""

from decimal import Decimal

from lxml import etree

from generator.imports.figures import spell
from generator.imports.iati.program import VOCABULARY, Found, day_of, organization, read_sources, texts
from generator.imports.iati.reading import LANG, own
from generator.imports.iati.reports import number
from generator.imports.iati.tree import Tree, grow
from generator.model.record import is_identifier

LOST = ("corrections", "exit")
"""Records whose figures travel without the words that they cannot stand without."""
_FLAGS = {"true": "ya", "1": "ya"}


def read_ours(found: Found) -> list[str]:
    """Read reports, indicators and all figures; return the paths of the figures that cannot stand.

    Where somebody changed a number of IATI and not the figure beside it, the number of IATI counts.
    """
    reader = found.reader
    for one in reader.all(reader.element, own("report")):
        _report(found, one)
    for result in reader.element.findall("result"):
        if result.get(own("beneficiaries")) is None:
            _indicator(found, result)
    for one in reader.element.findall("transaction"):
        _receipt(found, one)
    for one in reader.element.findall("budget"):
        _budget(found, one)
    lost = [path for one in reader.element.iter(own("figure")) if (path := _figure(found, one))]
    reader.taken.update(reader.everything)
    reader.used.update((one, str(name)) for one in reader.everything for name in one.attrib)
    return lost


def _report(found: Found, element: etree._Element) -> None:
    reader = found.reader
    name = reader.attr(element, "id")
    if not is_identifier(name):
        return
    tree: Tree = {"format": "1", "status": reader.attr(element, "status") or "draft"}
    period = {
        key: said for key, attribute in (("from", "first"), ("to", "to")) if (said := reader.attr(element, attribute))
    }
    tree["period"] = dict(period)
    tree.update({key: said for key in ("published", "source") if (said := reader.attr(element, key))})
    tree.update({key: words for key in ("title", "summary") if (words := texts(reader, element, key))})
    if counting := reader.attr(element, "counting"):
        grow(tree, ("beneficiaries", "counting"), counting)
    for one in reader.all(element, own("activity")):
        made: Tree = {"title": texts(reader, one, "title")}
        keys = (("kind", "kind"), ("on", "on"), ("from", "first"), ("to", "to"))
        made.update({key: said for key, attribute in keys if (said := reader.attr(one, attribute))})
        grow(tree, ("activities", reader.attr(one, "id")), made)
    read_sources(reader, element, tree)
    found.reports[name] = tree


def _indicator(found: Found, result: etree._Element) -> None:
    reader = found.reader
    measure = result.find("indicator")
    references = measure.findall("reference") if measure is not None else []
    key = next(
        (one.get("code") or "" for one in references if one.get("indicator-uri") == f"{VOCABULARY}indicator"), ""
    )
    if measure is None or not is_identifier(key):
        return
    made: Tree = {"name": reader.words(result.find("title"), line=True)}
    made.update({name: said for name in ("level", "aggregation", "component") if (said := reader.own(result, name))})
    if reader.own(result, "cumulative") in _FLAGS:
        made["cumulative"] = "ya"
    made["direction"] = "down" if measure.get("ascending") in ("0", "false") else "up"
    if note := reader.words(measure.find("description")):
        made["note"] = note
    base = measure.find("baseline")
    if base is not None and (day := day_of(reader, base) or base.get("year", "")):
        made["baseline"] = {"date": day}
    grow(found.program, ("indicators", key), made)


def _budget(found: Found, element: etree._Element) -> None:
    """Note a budget whose parts no longer add up to it; nobody can tell which of them was changed."""
    whole = number(element.findtext("value") or "")
    parts = [number(one.get("value") or "") for one in element.findall(own("figure"))]
    if whole is not None and parts and whole != sum(one or 0 for one in parts):
        found.disputed.append(f"budget {element.get(own('report')) or ''}".strip())


def _receipt(found: Found, element: etree._Element) -> None:
    """Read who gave the money of a receipt; its amount is a figure."""
    reader = found.reader
    parts = (element.get("ref") or "").split("/")
    if len(parts) != 4 or parts[2] != "received" or parts[0] not in found.reports:
        return
    words = reader.words(element.find("description"), line=True)
    labels = (
        {language: text.partition(": ")[2] or text for language, text in words.items()}
        if isinstance(words, dict)
        else {}
    )
    steps = ("finance", "funds", parts[1], "received", parts[3])
    grow(found.reports[parts[0]], (*steps, "label"), dict(labels) or words)
    provider = element.find("provider-org")
    if provider is not None and (giver := organization(found, provider)):
        grow(found.reports[parts[0]], (*steps, "organization"), giver)


def _outside(figure: etree._Element) -> Decimal | None:
    """Return the number that the element of IATI around a figure says, where it says one number."""
    parent = figure.getparent()
    if parent is None or parent.tag not in ("transaction", "baseline", "target", "actual"):
        return None
    said = parent.findtext("value") if parent.tag == "transaction" else parent.get("value")
    return number(said or "")


def _figure(found: Found, element: etree._Element) -> str:
    """Put a figure at its path; return the path where it cannot stand."""
    scope, _, path = (element.get("address") or "").rpartition("/")
    _, _, report = scope.partition("/")
    tree = found.reports.get(report) if report else found.program
    steps = tuple(path.split("."))
    if tree is None or steps[0] in LOST or not all(steps):
        return f"{report}/{path}" if report else path
    written, below = element.get("written"), element.get("below")
    value = number(element.get("value") or "")
    outside = _outside(element)
    if outside is not None and value is not None and outside != value:
        found.disputed.append(f"{report}/{path}" if report else path)
        written, value = None, outside
    text = written or (f"<{below}" if below else spell(value) if value is not None else None)
    made: Tree = {"value": text}
    unit, source = element.get("unit") or "", element.get("source") or ""
    plain_money = unit == "rupiah" and steps[0] in ("finance", "budget")
    made.update({"unit": unit} if unit and not plain_money else {})
    made.update({"source": source} if source and source != tree.get("source") else {})
    made.update({"estimate": "ya"} if element.get("estimate") == "true" else {})
    for name in ("note", "counted"):
        said = {one.get(LANG) or "id": one.text or "" for one in element.findall(own(name))}
        made.update({name: dict(said)} if said else {})
    grow(tree, steps, text if list(made) == ["value"] else made)
    return ""
