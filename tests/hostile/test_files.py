"""Hostile files through the whole way in: read or refused at a place, quickly, and never a traceback."""

from pathlib import Path

import pytest

from generator import loader, sources
from generator.findings import Finding
from generator.project import Project
from tests.hostile import files

PROGRAM = "programs/kebun/program.yml"


class Inbox:
    """A project whose one program is replaced again and again."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)
        self.path = root / PROGRAM
        self.path.parent.mkdir(parents=True)
        (root / "programs/publisher.yml").write_text("format: 1\nname: Yayasan\nabout: Uji.\n", encoding="utf-8")
        (root / "programs/organizations.yml").write_text("format: 1\norganizations: {}\n", encoding="utf-8")

    def receive(self, data: bytes) -> tuple[bool, tuple[Finding, ...]]:
        """Load a file; return whether it became a program, and what was found."""
        self.path.write_bytes(data)
        loaded = loader.load(sources.read(self.project))
        lines = _lines(data)
        for finding in loaded.findings:
            _assert_inside(lines, finding)
        return bool(loaded.portfolio and loaded.portfolio.programs), loaded.findings


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for end in "\x85\u2028\u2029":  # ends of lines in YAML 1.1
        text = text.replace(end, "\n")
    return text.split("\n")


def _assert_inside(lines: list[str], finding: Finding) -> None:
    """See that a finding names this file, a line that it has, and a column of that line."""
    assert finding.mark.file == PROGRAM
    assert 1 <= finding.mark.line <= len(lines) + 1, finding.text()
    width = len(lines[finding.mark.line - 1]) if finding.mark.line <= len(lines) else 0
    assert 1 <= finding.mark.column <= width + 2, finding.text()


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """Return a project that waits for files."""
    return Inbox(tmp_path)


def test_the_valid_file_is_taken(inbox: Inbox) -> None:
    """What is cut and bent below was whole."""
    assert inbox.receive(files.VALID.encode()) == (True, ())


def test_every_hostile_file_is_refused_at_a_place(inbox: Inbox) -> None:
    """Bombs, sizes, encodings, odd letters, tags, twice the same key, several documents, broken syntax."""
    hostile = files.hostile()
    assert len({data for _, data in hostile}) >= 120
    for name, data in hostile:
        taken, findings = inbox.receive(data)
        assert taken or findings, name


def test_only_other_ends_of_lines_and_marks_of_order_are_taken(inbox: Inbox) -> None:
    """Of all hostile files those pass that say the same as the valid one."""
    taken = {name for name, data in files.hostile() if inbox.receive(data)[0]}
    assert taken == {"a mark of order", "lines that end in crlf", "lines that end in cr", "lines that end in nel"} | (
        taken & {"lines that end in ls", "lines that end in mixed", "two marks of order"}
    )


def test_a_file_cut_at_any_byte_is_read_or_refused(inbox: Inbox) -> None:
    """A download or a disk that ended too early."""
    cut = [inbox.receive(data) for data in files.truncated()]
    assert len(cut) == len(files.VALID.encode())
    assert all(taken or findings for taken, findings in cut)


def test_a_file_with_random_faults_is_read_or_refused(inbox: Inbox) -> None:
    """A thousand times, with the same dice."""
    outcomes = [inbox.receive(data) for data in files.bent(1_000)]
    assert all(taken or findings for taken, findings in outcomes)
    assert sum(not taken for taken, _ in outcomes) > 500
