"""A Code Quality report of GitLab, which shows in a merge request what is new and what is mended."""

import json

from generator.cli.formats import Outcome, Told
from generator.findings import Severity

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(outcome: Outcome) -> str:
    """Return a JSON list with an object a finding, the worst first."""
    return json.dumps([_issue(one, outcome) for one in outcome.told], ensure_ascii=False, indent=2) + "\n"


def _issue(one: Told, outcome: Outcome) -> dict[str, object]:
    mark, words = one.finding.mark, one.words.replace("\n", "; ")
    if one.finding.disclosed:
        words = f"{words}; {outcome.say('disclosed: {note}', note=one.note)}"
    return {
        "description": words,
        "check_name": one.finding.code,
        "fingerprint": one.fingerprint,
        "severity": "info" if one.finding.disclosed else _SEVERITIES[one.weight],
        "location": {
            "path": one.file,
            "lines": {"begin": mark.line},
            "positions": {
                "begin": {"line": mark.line, "column": mark.column},
                "end": {"line": mark.line, "column": mark.column + mark.length - 1},
            },
        },
    }
