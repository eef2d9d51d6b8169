"""The state of a file as it is: read from its records, or again from its text, which must be the same."""

from pathlib import Path

import pytest

from generator import loader, sources
from generator.history.states import read_state, state_of
from generator.model.record import figures
from generator.model.report import Report
from generator.project import Project
from tests.built import ROOT
from tests.publishers import generate

EXAMPLE = ROOT / "examples" / "lembaga-contoh"


@pytest.fixture(params=["example", 1, 2, 3])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """Return the example, or a random publisher."""
    if request.param == "example":
        return Project(EXAMPLE)
    for name, text in generate(seed=request.param, programs=2, periods=2).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(tmp_path)


def test_records_tell_the_same_state_as_the_text(project: Project) -> None:
    """Each figure with what was typed and its unit, and what decides whether the file is public."""
    loaded = loader.load(sources.read(project))
    assert loaded.portfolio is not None
    files = [*loaded.portfolio.programs, *(one for _, one in loaded.portfolio.all_reports())]
    assert files
    for file in files:
        document, report = loaded.documents[file.document], isinstance(file, Report)
        told, read = state_of(document, figures(file), report=report), read_state(document, report=report)
        assert told == read
        assert list(told.figures) == list(read.figures)
