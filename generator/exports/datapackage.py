"""A Frictionless data package over the CSV tables: what each column holds, and which tables belong together."""

import json
import re
from collections.abc import Iterator

from generator.artifacts import Artifact
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.exports.csv import PLAIN
from generator.exports.days import last_day, tell_day
from generator.exports.table import STATUSES, Field, Table
from generator.exports.tables import Package, package_of, package_of_site
from generator.i18n import msg, translator
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TITLE = msg("Data package (Frictionless): describes the CSV tables for programs")
_LICENCE = re.compile(r"[A-Za-z0-9.+-]+")


def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Offer | Piece]:
    """Describe the tables of a program."""
    yield _offer(package_of(view, program))
    yield tell_day(program)


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Describe the tables of the publisher."""
    yield _offer(package_of_site(view, last_day(parts)))


write_datapackage = export(
    "datapackage", msg("Data package (Frictionless) over the CSV tables"), needs=("csv",), previewed=False
)(Divided(_of_program, _of_site))  # fmt: skip


def _offer(package: Package) -> Offer:
    content = json.dumps(_describe(package), ensure_ascii=False, indent=1) + "\n"
    artifact = Artifact(f"{package.folder}/{NAME}", content, package.publisher.languages[0])
    return Offer(artifact, _TITLE, "application/json", package.program, named=True)


def _describe(package: Package) -> dict[str, object]:
    publisher, about = package.publisher, package.about
    say = translator("en").show
    title = say(about.program.name) if about else say(publisher.name)
    described: dict[str, object] = {
        "$schema": _PROFILE,
        "profile": "tabular-data-package",
        "name": package.program or "publisher",
        "title": title,
        "created": f"{package.day.isoformat()}T00:00:00Z",
        "licenses": [_licence(publisher.data_license)],
        "contributors": [{"title": say(publisher.name), "role": "publisher"}],
        "resources": [_resource(one) for one in package.tables],
    }
    if publisher.site_url and publisher.site_url.startswith(("https://", "http://")):
        described["homepage"] = publisher.site_url
    return described


def _licence(name: str) -> dict[str, str]:
    known = _LICENCE.fullmatch(name)
    return {"name": name, "path": f"https://spdx.org/licenses/{name}.html"} if known else {"name": name}


def _resource(table: Table) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": translator("en").show(table.title),
        "path": f"{PLAIN.folder}/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(one, table) for one in table.fields],
        # Missing is empty, in every column, and never a word or a zero.
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [one.column], "reference": {"resource": one.table, "fields": [one.other]}}
            for one in table.references
        ]
    return schema


def _field(field: Field, table: Table) -> dict[str, object]:
    described: dict[str, object] = {
        "name": field.name,
        # A day may be a month, a year or open (EDTF), which the type date does not allow.
        "type": "string" if field.type == "date" else field.type,
        "title": translator("en").show(field.title),
        "description": translator("id").show(field.title),
    }
    constraints: dict[str, object] = {"required": True} if field.required else {}
    if field.name == "status" and table.name != "disclosures":
        constraints["enum"] = list(STATUSES)
    if field.name in table.key and len(table.key) == 1:
        constraints["unique"] = True
    if constraints:
        described["constraints"] = constraints
    return described
