"""The drawing of the house for developers is the one that the contracts hold."""

import tomllib

from tests.built import ROOT
from tests.docs.pages import blocks


def test_the_layers_drawn_are_the_layers_held() -> None:
    """CONTRIBUTING has the layers of pyproject.toml, in the same order."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    held = next(one["layers"] for one in contracts if one["type"] == "layers")
    drawn = blocks(ROOT / "CONTRIBUTING.md", "layers")[0].text.splitlines()
    assert drawn == [layer.replace("(", "").replace(")", "") for layer in held]
