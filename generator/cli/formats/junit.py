"""JUnit XML, which nearly every CI server can show: a suite a file, a case a finding."""

import re
from itertools import groupby
from xml.etree import ElementTree as ET

from generator.cli.formats import Outcome, Told
from generator.findings import Severity

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as an entity."""


def render(outcome: Outcome) -> str:
    """Return a well-formed document: errors fail, disclosed findings are skipped, other findings only speak.

    Where nothing was found, one case says so, since an empty document counts as a broken run in some servers.
    """
    root = ET.Element("testsuites", name="amanah")
    by_file = sorted(outcome.told, key=lambda one: one.file)
    for file, told in groupby(by_file, key=lambda one: one.file):
        _suite(root, file, tuple(told), outcome)
    if not by_file:
        suite = _suite(root, "amanah check", (), outcome)
        ET.SubElement(suite, "testcase", name=outcome.say("nothing was found"), classname="amanah", time="0")
        suite.set("tests", "1")
    for count in ("tests", "failures", "skipped"):
        root.set(count, str(sum(int(one.get(count, "0")) for one in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _suite(root: ET.Element, file: str, told: tuple[Told, ...], outcome: Outcome) -> ET.Element:
    suite = ET.SubElement(root, "testsuite", name=_clean(file), errors="0", time="0")
    for one in told:
        _case(suite, one, outcome)
    suite.set("tests", str(len(told)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    return suite


def _case(suite: ET.Element, one: Told, outcome: Outcome) -> None:
    finding = one.finding
    case = ET.SubElement(suite, "testcase", name=_clean(f"{finding.code} {finding.path}".strip()), time="0")
    for key, value in (("classname", one.file), ("file", one.file), ("line", str(finding.mark.line))):
        case.set(key, _clean(value))
    said = f"{one.file}:{finding.mark.line}:{finding.mark.column}: {one.weight.localize(outcome.say)}: {one.words}"
    if finding.disclosed:
        ET.SubElement(case, "skipped", message=_clean(one.note))
    elif one.weight is Severity.ERROR:
        failure = ET.SubElement(case, "failure", message=_clean(one.title), type=finding.code)
        failure.text = _clean(said)
        return
    ET.SubElement(case, "system-out").text = _clean(said)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
