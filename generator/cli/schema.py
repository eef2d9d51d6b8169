"""`amanah schema`: the form of the files, for editors and other programs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator.cli import options
from generator.cli.reference import reference
from generator.i18n import Translator, translator
from generator.model.organization import Organizations
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.record import Record
from generator.model.report import Report
from generator.project import Project
from generator.publish import reporting

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, tuple[type[Record], str]] = {
    "publisher": (Publisher, "programs/publisher.yml"),
    "organizations": (Organizations, "programs/organizations.yml"),
    "program": (Program, "programs/<program>/program.yml"),
    "report": (Report, "programs/<program>/periods/<period>.yml"),
}
"""Each kind of file: its model, and where such a file stands."""

_NAMED = ("properties", "$defs", "patternProperties")
"""Keywords whose keys are names that we chose, not keywords."""


@click.command("schema", cls=options.Command, epilog="Example:\n\n  amanah schema --out .vscode/schemas --lang en")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder for one file a schema; without it, all of them are printed as one JSON object.",
)
@click.option(
    "--reference", "readable", is_flag=True, help="Print what each field means for people to read, as Markdown."
)
@options.common
@options.output_format
def command(
    project: Project,  # noqa: ARG001 - as all commands
    language: str,
    form: str,
    out: Path | None,
    *,
    readable: bool,
) -> int:
    """Print the JSON Schemas of the YAML files (draft 2020-12), with what each field means."""
    say = translator(language)
    if readable:
        texts = {f"format.{language}.md": reference(FILES, say)}
    else:
        texts = {f"{name}.schema.json": _dump(schema(name, say)) + "\n" for name in FILES}
    if out is None:
        click.echo(_printed(texts, form, readable=readable), nl=False)
        return 0
    with reporting(out):
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (out / name).write_text(text, encoding="utf-8")
    written = [str(out / name) for name in texts]
    click.echo(_dump({"files": written}) if form == "json" else "\n".join(written))
    return 0


def _printed(texts: Mapping[str, str], form: str, *, readable: bool) -> str:
    """Return all files as one text: Markdown as it stands, JSON as one object of all schemas."""
    if readable and form == "text":
        return "".join(texts.values())
    objects = {
        name.removesuffix(".schema.json"): text if readable else json.loads(text) for name, text in texts.items()
    }
    return _dump(objects) + "\n"


def schema(name: str, say: Translator) -> dict[str, Any]:
    """Return the schema of one kind of file, its descriptions in the reader's language."""
    model, place = FILES[name]
    made: dict[str, Any] = _translate(model.model_json_schema(), say)
    return {"$schema": DIALECT, "$id": f"{name}.schema.json", "title": place, **made}


def _translate(value: Any, say: Translator, *, names: bool = False) -> Any:  # noqa: ANN401 - JSON
    """Translate descriptions, drop titles that only repeat a field's name, and let editors accept `format: 1`."""
    if isinstance(value, list):
        return [_translate(one, say) for one in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, inner in value.items():
        if names and key == "format":
            made[key] = {**_translate(inner, say), "enum": [1, "1"]}
            made[key].pop("const", None)
            made[key].pop("type", None)
        elif names or not isinstance(inner, str) or key not in ("title", "description"):
            made[key] = _translate(inner, say, names=not names and key in _NAMED)
        elif key == "description":
            made[key] = say(" ".join(inner.split()))
    return made


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
