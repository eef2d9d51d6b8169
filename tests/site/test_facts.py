"""Each fact of the five documents stands on the built pages of both languages."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.built import BuiltSite

TABLES = sorted((Path(__file__).parents[1] / "facts").glob("*.yml"))


def _facts(table: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(table.read_text(encoding="utf-8"))
    return loaded


def _text(site: BuiltSite, program: str, root: str) -> str:
    """Return the words of a program's page, of its reports and of the home page, in small letters."""
    names = [f"{root}index.html"]
    folder = site.folder / root / "program" / program
    names += [
        path.relative_to(site.folder).as_posix()
        for path in sorted(folder.rglob("index.html"))
        if path.parent.name != "data"
    ]
    return " ".join(site.text(name) for name in names).casefold().replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_fact_is_on_the_pages(table: Path, language: str, demo: BuiltSite) -> None:
    """Each text of the table is found, as a reader would see it."""
    facts = _facts(table)
    text = _text(demo, facts["program"], "en/" if language == "en" else "")
    missing = [
        f"{entry['fact']}: {wanted}"
        for entry in facts["facts"]
        for wanted in entry[language]
        if str(wanted).casefold() not in text
    ]
    assert missing == []


def test_the_tables_cover_all_five_documents() -> None:
    """There is a table for each document, and none is empty."""
    assert [path.stem for path in TABLES] == ["bakre", "klaster", "kotaku", "rejosari", "tegal"]
    assert all(len(_facts(path)["facts"]) > 9 for path in TABLES)
