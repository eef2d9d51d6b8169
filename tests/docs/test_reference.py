"""The reference of the format is what the command prints, and describes every field."""

import pytest
from click.testing import CliRunner

from generator.cli import program
from generator.cli.schema import FILES
from generator.model.record import Record
from generator.model.transaction import Transaction
from tests.built import ROOT


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_committed_reference_is_what_the_command_prints(language: str) -> None:
    """After a change of the model: `amanah schema --reference --out docs --lang id`, and the same for `en`."""
    made = CliRunner().invoke(program, ["schema", "--reference", "--lang", language], standalone_mode=False)
    committed = (ROOT / "docs" / f"format.{language}.md").read_text(encoding="utf-8")
    assert committed == made.output, f"run: amanah schema --reference --out docs --lang {language}"


def test_the_reference_has_a_row_for_every_field() -> None:
    """Records are found as classes here, as fields of each other by the command: one that it misses shows."""
    committed = (ROOT / "docs" / "format.en.md").read_text(encoding="utf-8")
    missing = [
        f"{model.__name__}.{name}"
        for model in _models() - {Transaction}
        for name, info in model.model_fields.items()
        if f"| `{info.alias or name}` |" not in committed
    ]
    assert missing == []


@pytest.mark.parametrize("guide", ["en/spreadsheets.md", "id/lembar-kerja.md"])
def test_the_guide_to_spreadsheets_names_every_column_of_a_table(guide: str) -> None:
    """Rows of transactions are records of a table and of no YAML file, so the reference has none of their fields."""
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    assert [name for name in Transaction.model_fields if f"`{name}`" not in text] == []


def _models() -> set[type[Record]]:
    """Return every record of the model that a file can hold."""
    found: set[type[Record]] = set()
    waiting: list[type[Record]] = [Record]
    while waiting:
        below = waiting.pop().__subclasses__()
        found.update(below)
        waiting.extend(below)
    assert {model for model, _ in FILES.values()} <= found
    return {one for one in found if one.__module__.startswith("generator.model")}
