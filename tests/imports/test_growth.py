"""New values go into a report as the model has them: lists where it has lists, mappings where keys are free."""

import pytest
import yaml

from generator.documents import MappingNode, parse
from generator.imports import growth
from generator.imports.figures import order_at
from generator.model.finance import SPLITS
from generator.sources import Source
from generator.writer import Set, Steps, edit

TEXT = "format: 1\nsummary: Ringkas.\n"


def _write(*changes: Set) -> object:
    document, _ = parse(Source("programs/x/periods/y.yml", TEXT, ""))
    assert document is not None
    made = yaml.safe_load(edit(TEXT, growth.gather(document.root, changes), "y.yml"))
    assert isinstance(made, dict)
    return made


def _at(made: object, steps: Steps) -> object:
    for step in steps:
        assert isinstance(made, dict), steps
        made = made[step]
    return made


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("name", sorted(growth.NAMED_BY))
def test_a_part_may_have_the_name_of_a_list(name: str, split: str) -> None:
    """A category called `assets` keeps its amount, alone or with its source, beside another one or not."""
    base = ("finance", "funds", "csr", "spent", split)
    whole = {"value": "700", "source": "buku"}
    assert _at(_write(Set((*base, name), "700")), (*base, name)) == 700
    assert _at(_write(Set((*base, name), whole), Set((*base, "bibit"), "5")), base) == {
        name: {"value": 700, "source": "buku"},
        "bibit": 5,
    }
    assert _at(_write(Set((*base, name, "value"), "700")), (*base, name)) == {"value": 700}


@pytest.mark.parametrize(
    ("steps", "key"),
    [
        (("results", "results", "actual"), "indicator"),
        (("activities", "assets", "title"), "id"),
        (("finance", "funds", "csr", "received", "received", "amount"), "id"),
        (("finance", "passed_through", "in_kind", "amount"), "id"),
        (("finance", "in_kind", "in_kind", "value"), "id"),
        (("corrections", "activities", "reason"), "id"),
    ],
)
def test_a_list_of_the_model_stays_a_list(steps: Steps, key: str) -> None:
    """Its items go by their names, whatever these are."""
    made = _write(Set(steps, "700", order_at(steps[:-1])))
    assert _at(made, steps[:-2]) == [{key: steps[-2], steps[-1]: 700}]


def test_an_empty_report_has_no_lists() -> None:
    """Nothing is made where nothing is said."""
    assert list(growth.gather(MappingNode(), ())) == []
