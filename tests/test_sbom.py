"""The list of what the program is made of: complete, valid, the same everywhere."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.built import ROOT


def _made(place: Path, **variables: str) -> str:
    command = [sys.executable, ".ci/sbom", str(place)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **variables})
    return place.read_text(encoding="utf-8")


def test_the_list_is_valid_and_names_everything_that_is_locked(tmp_path: Path) -> None:
    """Each package of the lock with its version and hashes, and who needs it."""
    text = _made(tmp_path / "list.json")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    made = json.loads(text)
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==([^\s;]+)", lock, re.MULTILINE))
    assert {(one["name"], one["version"]) for one in made["components"]} == locked
    assert len(re.findall("--hash=", lock)) == text.count('"alg": "SHA-256"')
    needed = {ref for one in made["dependencies"] for ref in one["dependsOn"]}
    assert {one["bom-ref"] for one in made["components"]} <= needed


def test_the_list_is_the_same_everywhere(tmp_path: Path) -> None:
    """It tells no host, no folder and no clock."""
    first = _made(tmp_path / "first.json", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1")
    assert _made(tmp_path / "second.json", TZ="Pacific/Pago_Pago", PYTHONHASHSEED="2", LC_ALL="C") == first
    assert set(re.findall(r"https?://[^/\"]*", first)) == {"http://cyclonedx.org"}
    assert str(ROOT) not in first
    assert "timestamp" not in first
