"""Workflow commands of GitHub Actions, which show each finding beside its line in a pull request."""

from generator.cli.formats import Outcome, Told
from generator.findings import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(outcome: Outcome) -> str:
    """Return one command a finding, the worst first, since GitHub shows the first ten of each sort only."""
    return "".join(_command(one, outcome) for one in outcome.told)


def _command(one: Told, outcome: Outcome) -> str:
    mark, words, name = one.finding.mark, one.words, _COMMANDS[one.weight]
    if one.finding.disclosed:
        name = "notice"
        words = f"{words}\n{outcome.say('disclosed: {note}', note=one.note)}"
    properties = {
        "file": one.file,
        "line": mark.line,
        "col": mark.column,
        "endColumn": mark.column + mark.length - 1,
        "title": one.finding.code,
    }
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {written}::{_data(words)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
