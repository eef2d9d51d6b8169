"""A copy of the demo in which the examples of the documentation are carried out as a reader would."""

import re
import shutil
from pathlib import Path

from generator import build
from generator.findings import Finding
from generator.i18n import Translator
from generator.project import Project
from tests.built import ROOT
from tests.docs.pages import Block

PROGRAM = "programs/kebun-warga/"
"""The program that all examples are about."""

_TOP = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)


def copy_demo(folder: Path) -> Path:
    """Copy what `amanah check` looks at."""
    for one in ("programs", "content"):
        shutil.copytree(ROOT / one, folder / one)
    return folder


def carry_out(project: Path, block: Block) -> None:
    """Write the file of an example; one without `format:` is a part, that replaces what the file says of its fields."""
    path = project / block.file
    fields = _fields(block.text)
    if "format" not in fields:
        present = _fields(path.read_text(encoding="utf-8"))
        if "organizations" in fields:  # the list is continued, not replaced
            fields["organizations"] = present["organizations"] + fields["organizations"].partition("\n")[2]
        fields = present | fields
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(fields.values()), encoding="utf-8")


def _fields(text: str) -> dict[str, str]:
    """Return the text of each field at the top level, with all that stands below it."""
    parts = (f"{one.rstrip()}\n" for one in _TOP.split(text)[1:])
    return {one.partition(":")[0]: one for one in parts}


def findings(project: Path) -> list[Finding]:
    """Return what is found in the files of the examples and not disclosed."""
    found = build.examine(Project(project)).findings
    return [one for one in found if one.disclosed is None and _is_ours(one)]


def _is_ours(finding: Finding) -> bool:
    return finding.mark.file.startswith(PROGRAM) or "koperasi-kebun" in finding.path


def said(project: Path, say: Translator) -> str:
    """Return the findings in the examples' files as text."""
    return "\n".join(one.text(say) for one in findings(project))
