"""SARIF 2.1.0 (OASIS): findings with the pages of their rules, for code scanning and for editors."""

import json
from importlib.metadata import version
from urllib.parse import quote

from generator.checks import book
from generator.cli.formats import Outcome, Told
from generator.findings import Severity
from generator.i18n import Translator

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(outcome: Outcome) -> str:
    """Return one run with all findings; those that are disclosed are suppressed, and their notes say why."""
    codes = sorted({one.finding.code for one in outcome.told})
    run = {
        "tool": {"driver": _driver(codes, outcome.say)},
        "invocations": [{"executionSuccessful": True, "exitCode": 1 if outcome.fails else 0}],
        "language": outcome.say.language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes) for one in outcome.told],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _driver(codes: list[str], say: Translator) -> dict[str, object]:
    return {"name": "amanah", "semanticVersion": version("amanah"), "rules": [_rule(code, say) for code in codes]}


def _rule(code: str, say: Translator) -> dict[str, object]:
    """Return what the rule book says of a code, in the language of the run."""
    rule = book.book().get(code)
    if rule is None:
        return {"id": code}
    parts = book.sections(code)
    meaning = next((one.sentences for one in parts if one.key == "meaning"), ())
    return {
        "id": code,
        "shortDescription": {"text": f"{rule.title.localize(say)}."},
        "fullDescription": {"text": " ".join(one.localize(say) for one in (*meaning, rule.title)[:1])},
        "help": {"text": _help(parts, say), "markdown": _help(parts, say, markdown=True)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _help(parts: tuple[book.Section, ...], say: Translator, *, markdown: bool = False) -> str:
    blocks: list[str] = []
    for one in parts:
        heading = one.heading.localize(say)
        blocks.append(f"## {heading}" if markdown else f"{heading}:")
        blocks.extend(said.localize(say) for said in one.sentences)
        if one.code:
            blocks.append(f"```yaml\n{one.code}\n```" if markdown else one.code)
    return "\n\n".join(blocks)


def _result(one: Told, codes: list[str]) -> dict[str, object]:
    finding, mark = one.finding, one.finding.mark
    region = {"startLine": mark.line, "startColumn": mark.column, "endColumn": mark.column + mark.length}
    place = {"artifactLocation": {"uri": quote(one.file)}, "region": region}
    location = {"physicalLocation": place}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]  # type: ignore[assignment] # a JSON value
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[one.weight],
        "message": {"text": one.words},
        "locations": [location],
        "partialFingerprints": {"amanah/v1": one.fingerprint},
        "suppressions": _suppressions(one),
        "properties": {"figures": list(finding.figures)},
    }


def _suppressions(one: Told) -> list[dict[str, object]]:
    """Return the disclosure as a suppression: it stands in the authors' file, and says why."""
    disclosed = one.finding.disclosed
    if disclosed is None:
        return []
    above = one.file.removesuffix(one.finding.mark.file)
    place = {"artifactLocation": {"uri": quote(above + disclosed.mark.file)},
             "region": {"startLine": disclosed.mark.line}}  # fmt: skip
    return [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": one.note,
            "location": {"physicalLocation": place},
            "properties": {"disclosure": disclosed.status},
        }
    ]
