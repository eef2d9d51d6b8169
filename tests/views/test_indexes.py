"""What is put in order once: the same as what it takes the place of, which looked through everything."""

from dataclasses import dataclass
from heapq import nsmallest
from random import Random

import pytest

from generator.findings import Checked, Finding, Mark, Run, Severity
from generator.i18n import Message, msg
from generator.model.figure import Figure, count, total
from generator.views import facets
from generator.views.facets import MOST, Shared
from generator.views.ledger import computed
from generator.views.suppression import is_withdrawn
from tests.history.repository import final
from tests.views import view

SEEDS = range(12)


def _facets(random: Random) -> Shared:
    def some(names: str, most: int) -> frozenset[str]:
        return frozenset(random.sample(names, random.randint(0, most)))

    return Shared(some("abcdefgh", 2), some("abcd", 2), frozenset(some("xyz", 2)))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_nearest_programs_are_those_that_comparing_each_with_each_finds(seed: int) -> None:
    """Also where few share a regency, where many are the same, and where one shares nothing."""
    random = Random(seed)  # noqa: S311 - the same cases in every run
    listed = [_facets(random) for _ in range(random.randint(0, 60))]
    ids = [f"program-{number}" for number in range(len(listed))]
    random.shuffle(ids)
    slow = []
    for place, one in enumerate(listed):
        scored = [(one.with_other(other), ids[at], at) for at, other in enumerate(listed) if at != place]
        slow.append([at for _, _, at in nsmallest(MOST, [each for each in scored if any(each[0])])])
    assert facets.rank(listed, ids) == slow


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_taken_down_is_known_by_every_part_of_an_address(seed: int) -> None:
    """An address is gone with anything it lies in, and with nothing that only begins with the same letters."""
    random = Random(seed)  # noqa: S311 - the same cases in every run

    def address() -> str:
        return "a/b/" + ".".join(random.choices(["x", "xy", "y"], k=random.randint(1, 4)))

    gone = frozenset(address() for _ in range(random.randint(0, 4)))
    for one in (address() for _ in range(100)):
        assert is_withdrawn(one, gone) is (one in gone or any(one.startswith(f"{each}.") for each in gone))


@pytest.mark.parametrize("seed", SEEDS)
def test_findings_are_found_by_figure_file_and_program_in_their_order(seed: int) -> None:
    """The answers are those of a look through all findings; a finding names a figure twice and is told once."""
    random = Random(seed)  # noqa: S311 - the same cases in every run
    files = ["programs/publisher.yml", "programs/a/program.yml", "programs/a/periods/1.yml", "programs/b/program.yml"]
    findings = tuple(
        Finding(
            f"code-{number}", Severity.WARNING, Mark(random.choice(files)), msg("odd"),
            figures=tuple(random.choices("xyz", k=random.randint(0, 3))),
        )
        for number in range(20)
    )  # fmt: skip
    checked = Checked(findings, ())
    assert all(checked.about_figure(each) == tuple(one for one in findings if each in one.figures) for each in "wxyz")
    assert all(checked.in_file(each) == tuple(one for one in findings if one.mark.file == each) for each in files)
    assert all(
        checked.about_program(each) == tuple(one for one in findings if one.program == each) for each in ("a", "b", "")
    )


def test_a_figure_that_passed_nothing_has_no_checks() -> None:
    """The checks of the others are given as they are."""
    run = Run("code", msg("Title"), 0, 1)
    checked = Checked((), (run,), {"a/x": (run,)})
    assert (checked.passed_by("a/x"), checked.passed_by("a/y")) == ((run,), ())


@dataclass(frozen=True, slots=True)
class _Box:
    inside: object


def test_computed_figures_are_found_wherever_they_are_and_once() -> None:
    """In tuples, mappings, views with one field and values of messages; a figure comes before its terms."""
    first, second = (count(number, "person", f"a/{number}") for number in (1, 2))
    added = total([("", first), ("", second)], "a/sum")
    assert isinstance(added, Figure)
    said = Message("{what}", {"what": (_Box({"key": [second]}),)})
    assert [one.address for one in computed((said, _Box(added), first))] == ["a/2", "a/sum", "a/1"]


def test_every_figure_has_the_trail_that_its_path_alone_would_give() -> None:
    """The way to figures of one list is gone once, whichever comes first."""
    programs = view({"kebun/periods/2022.yml": final("342")}).programs
    places = [(one.names, one.program, one.ledger) for one in programs]
    places += [(one.names, one.report, one.ledger) for each in programs for one in each.reports]  # type: ignore[misc]
    written = [(*one[:2], entry) for one in places for entry in one[2].entries if not entry.is_computed]
    assert len(written) > 1
    for names, file, entry in written:
        path = entry.figure.origin.path  # type: ignore[union-attr] # it was written
        assert entry.trail == names.trail(file, path)
