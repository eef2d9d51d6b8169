"""`amanah schema`: the form of the files, for editors and other programs."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from generator.cli import editor, options
from generator.cli.reference import reference
from generator.i18n import LANGUAGES, Translator, translator
from generator.model.organization import Organizations
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.record import Record
from generator.model.report import Report
from generator.project import Project
from generator.publish import reporting
from generator.views.choices import meanings

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

_SILENT: tuple[tuple[str, object], ...] = (("default", None), ("default", []), ("default", {}))
"""What a field is where it is not written; an editor would offer to write it."""


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
@click.option(
    "--editor",
    "install",
    is_flag=True,
    help="Write the schemas into .vscode/schemas, and into each YAML file the line by which editors find its own.",
)
@options.common
@options.output_format
def command(
    project: Project,
    language: str,
    form: str,
    out: Path | None,
    *,
    readable: bool,
    install: bool,
) -> int:
    """Print the JSON Schemas of the YAML files (draft 2020-12), with what each field means."""
    say = translator(language)
    if install:
        return _install(project, say, form)
    texts = {f"format.{language}.md": reference(FILES, say)} if readable else files(say)
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


def _install(project: Project, say: Translator, form: str) -> int:
    """Write what editors need into a project, and print which files that changed."""
    texts = {f"{editor.SCHEMAS}/{name}": text for name, text in files(say).items()}
    texts |= editor.lacking(project)
    changed = [name for name, text in texts.items() if _store(project.root / name, text)]
    click.echo(_dump({"files": changed}) if form == "json" else "\n".join(changed))
    return 0


def _store(path: Path, text: str) -> bool:
    """Write a file where it differs; return whether it did."""
    data = text.encode("utf-8", "surrogateescape")
    if path.is_file() and path.read_bytes() == data:
        return False
    with reporting(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return True


def _printed(texts: Mapping[str, str], form: str, *, readable: bool) -> str:
    """Return all files as one text: Markdown as it stands, JSON as one object of all schemas."""
    if readable and form == "text":
        return "".join(texts.values())
    objects = {
        name.removesuffix(".schema.json"): text if readable else json.loads(text) for name, text in texts.items()
    }
    return _dump(objects) + "\n"


def files(say: Translator) -> dict[str, str]:
    """Return the text of each schema by the name of its file."""
    return {f"{name}.schema.json": _dump(schema(name, say)) + "\n" for name in FILES}


def schema(name: str, say: Translator) -> dict[str, Any]:
    """Return the schema of one kind of file, its descriptions in the reader's language."""
    model, place = FILES[name]
    made: dict[str, Any] = _translate(model.model_json_schema(), say)
    # Not as a title: editors would offer it for writing, and show it above every sentence.
    return {"$schema": DIALECT, "$id": f"{name}.schema.json", "$comment": place, **made}


def _translate(value: Any, say: Translator, *, names: bool = False) -> Any:  # noqa: ANN401 - JSON
    """Translate descriptions, drop titles that only repeat a field's name, and let editors accept `format: 1`."""
    if isinstance(value, list):
        return [_translate(one, say) for one in value]
    if not isinstance(value, dict):
        return value
    value = _spelled_out(value)
    made: dict[str, Any] = {}
    for key, inner in value.items():
        if names and key == "format":
            made[key] = {**_translate(inner, say), "enum": [1, "1"]}
            made[key].pop("const", None)
            made[key].pop("type", None)
        elif names:
            made[key] = _translate(inner, say)
        elif key == "description" and isinstance(inner, str):
            made |= _described(" ".join(inner.split()), say)
        elif key == "enum":
            made |= {key: inner, **_explained(inner, say)}
        elif (key, inner) in _SILENT or (key == "title" and isinstance(inner, str)):
            continue
        else:
            made[key] = _translate(inner, say, names=key in _NAMED)
    return made


def _spelled_out(value: dict[str, Any]) -> dict[str, Any]:
    """Return a mapping whose keys are a choice with each key as a field, so that editors offer them."""
    words = value.get("propertyNames", {}).get("enum") if isinstance(value.get("propertyNames"), dict) else None
    if not words:
        return value
    inner = value.get("additionalProperties", {})
    said = meanings(words)
    fields = {one: {**inner, "description": said[one].id} if one in said else inner for one in words}
    rest = {key: one for key, one in value.items() if key != "propertyNames"}
    return {**rest, "properties": fields, "additionalProperties": False}


def _described(sentence: str, say: Translator) -> dict[str, str]:
    """Return a sentence in the reader's language, and for editors that show more of it in the others below it."""
    others = [translator(one)(sentence) for one in LANGUAGES if one != say.language]
    said = say(sentence)
    return {"description": said, "markdownDescription": "\n\n".join([said, *(f"*{one}*" for one in others)])}


def _explained(words: Sequence[object], say: Translator) -> dict[str, list[str]]:
    """Return what the words of a choice mean, in the order of the words."""
    said = meanings(words)
    return {"markdownEnumDescriptions": [say.render(said[str(one)]) for one in words]} if said else {}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
