"""Every YAML example of the documentation is read and checked, in the order in which a reader would type them."""

from pathlib import Path

import pytest

from generator.i18n import translator
from tests.built import ROOT, run_here
from tests.docs.pages import Block, blocks
from tests.docs.project import carry_out, copy_demo, findings, said

README = ROOT / "README.md"
GUIDES = {"id": ROOT / "docs/id/panduan-singkat.md", "en": ROOT / "docs/en/short-guide.md"}
REFERENCES = {"id": ROOT / "docs/format.id.md", "en": ROOT / "docs/format.en.md"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the demo with the program of the README in it."""
    copy_demo(tmp_path)
    for block in blocks(README, "yaml"):
        carry_out(tmp_path, block)
    return tmp_path


def test_the_program_of_the_readme_passes_all_checks(project: Path) -> None:
    """Five minutes end without an error and without a warning, also for the command that the README names."""
    assert [block.file for block in blocks(README, "yaml")] == [
        "programs/kebun-warga/program.yml",
        "programs/kebun-warga/periods/2025.yml",
    ]
    assert said(project, translator("en")) == ""
    run_here("check", str(project / "programs/kebun-warga"), "-C", str(project), "--strict")


@pytest.mark.parametrize("language", GUIDES)
def test_a_guide_works_from_the_first_example_to_the_last(language: str, project: Path) -> None:
    """Each example is right, except those that a message follows: then it is this message that is printed."""
    steps = blocks(GUIDES[language], "yaml", "text")
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.kind == "yaml":
            carry_out(project, step)
            expected = following.text.rstrip() if following and following.kind == "text" else ""
            assert said(project, translator(language)) == expected, f"line {step.line}"


def test_the_guides_have_the_same_examples() -> None:
    """A reader of either language types the same."""
    assert [one.text for one in blocks(GUIDES["id"], "yaml")] == [one.text for one in blocks(GUIDES["en"], "yaml")]


EXAMPLES = blocks(REFERENCES["id"], "yaml")


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: f"line-{block.line}")
def test_an_example_of_the_reference_is_right(block: Block, project: Path) -> None:
    """Each can stand in the program of the README by itself."""
    carry_out(project, block)
    assert [one.text() for one in findings(project)] == []
