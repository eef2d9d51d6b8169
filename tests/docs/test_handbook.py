"""The chapters of the handbook: what they tell staff to type and to run is typed and run, in order."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from generator.i18n import translator
from tests.built import ROOT, run_here
from tests.docs.pages import blocks
from tests.docs.project import carry_out, copy_demo, said

README = ROOT / "README.md"
CHAPTERS = {
    "tambah-periode": "add-a-period",
    "perbaiki-angka": "correct-a-figure",
    "ungkap-ketidaksesuaian": "disclose-a-discrepancy",
    "terbitkan-foto": "publish-a-photograph",
    "serahkan-program": "hand-over-a-program",
}
"""The tasks, Indonesian first; other chapters have tests of their own."""

PAGES = [
    *((ROOT / f"docs/id/{name}.md", "id") for name in CHAPTERS),
    *((ROOT / f"docs/en/{name}.md", "en") for name in CHAPTERS.values()),
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the demo with the program of the README in it, and a photograph in its folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # consents are judged as of this day
    copy_demo(tmp_path)
    for block in blocks(README, "yaml"):
        carry_out(tmp_path, block)
    media = tmp_path / "programs/kebun-warga/media"
    media.mkdir()
    Image.effect_noise((640, 480), 60).convert("RGB").save(media / "panen-maret.jpg", quality=60)
    return tmp_path


@pytest.mark.parametrize(("page", "language"), PAGES, ids=lambda one: getattr(one, "stem", one))
def test_a_chapter_works_from_its_first_step_to_its_last(page: Path, language: str, project: Path) -> None:
    """Files are right except where a message follows: then it is this message. Commands leave with 0."""
    steps = blocks(page, "yaml", "text", "sh")
    assert steps
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if step.kind == "yaml":
            carry_out(project, step)
            expected = following.text.rstrip() if following and following.kind == "text" else ""
            assert said(project, translator(language)) == expected, f"line {step.line}"
        if step.kind == "sh":
            for line in step.text.splitlines():
                run(project, line, language)


def run(project: Path, line: str, language: str) -> None:
    """Run a command of a chapter in the project."""
    name, *arguments = shlex.split(line)
    assert name == "amanah"
    placed = [str(project / one) if one.startswith("programs/") else one for one in arguments]
    where = [] if arguments[0] == "explain" else ["-C", str(project)]
    run_here(*placed, "--lang", language, *where)


def test_both_languages_have_the_same_steps() -> None:
    """A reader of either types the same files and runs the same commands."""
    for one, other in CHAPTERS.items():
        pair = [blocks(ROOT / f"docs/id/{one}.md", "yaml", "sh"), blocks(ROOT / f"docs/en/{other}.md", "yaml", "sh")]
        assert [step.text for step in pair[0]] == [step.text for step in pair[1]], one


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_chapter_is_in_the_table_of_contents(language: str) -> None:
    """A chapter that nobody finds is not read."""
    folder = ROOT / "docs" / language
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert listed == {path.name for path in folder.glob("*.md")} - {"README.md"}


def test_the_handbook_is_a_site_without_broken_links(tmp_path: Path) -> None:
    """`make handbook` builds every chapter, each in its language, and asks no other host for anything."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(ROOT / ".ci/handbook.yml")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(
        [*command, "--site-dir", str(tmp_path)], capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for language in ("id", "en"):
        for path in (ROOT / "docs" / language).glob("*.md"):
            name = "" if path.stem == "README" else f"{path.stem}/"
            page = (tmp_path / language / name / "index.html").read_text("utf-8")
            assert f'<html lang="{language}"' in page
            assert re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="https?://', page) == []
