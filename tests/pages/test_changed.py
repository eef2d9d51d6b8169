"""The footer of a page about a program says when the program last changed, and names a commit only where it is sure."""

from dataclasses import replace
from datetime import date

import pytest

from generator.i18n import translator
from generator.model.past import Commit, Past
from generator.pages.changed import last_change
from tests.pages.rendering import view_of
from tests.pages.test_donor import TWO

PLAN, FIRST, SECOND = "programs/kebun/program.yml", "programs/kebun/periods/2022.yml", "programs/kebun/periods/2023.yml"
MAY, JUNE = date(2024, 5, 6), date(2024, 6, 7)


def said(url: str, language: str = "en", **commits: Commit) -> str:
    """Return what the footer says, where each file was last changed by a commit."""
    names = {"plan": PLAN, "first": FIRST, "second": SECOND}
    view = replace(view_of(TWO), past=Past(last={names[name]: one for name, one in commits.items()}))
    return last_change(view, url, translator(language))


OLD, NEW, OTHER = Commit("a" * 40, MAY, ""), Commit("b" * 40, JUNE, ""), Commit("c" * 40, JUNE, "")


@pytest.mark.parametrize("url", ["program/kebun/", "program/kebun/2022/", "program/kebun/2022/data/"])
def test_the_newest_commit_of_any_file_counts(url: str) -> None:
    """A page about a program tells of its reports too."""
    assert said(url, plan=OLD, first=OLD, second=NEW) == "Last changed 7 June 2024, commit bbbbbbbbbb"
    assert said(url, "id", plan=NEW, first=OLD, second=OLD) == "Terakhir diubah 7 Juni 2024, commit bbbbbbbbbb"


def test_of_two_commits_of_one_day_none_is_named() -> None:
    """Which of them came later is not known."""
    assert said("program/kebun/", plan=OLD, first=OTHER, second=NEW) == "Last changed 7 June 2024"


def test_what_is_not_known_of_a_file_is_said_of_none() -> None:
    """A file that is not committed as it lies, or lies at the edge of a shallow clone, may have changed at any time."""
    assert said("program/kebun/", plan=OLD, first=OLD) == ""
    assert said("program/kebun/", plan=OLD, first=OLD, second=Commit("d" * 40, None, "")) == ""


@pytest.mark.parametrize("url", ["", "program/", "program/page_2/", "program/zzz/", "program/aaa/", "data/"])
def test_other_pages_say_nothing_of_a_program(url: str) -> None:
    """They tell of all programs, and name the day and commit of the site."""
    assert said(url, plan=OLD, first=OLD, second=NEW) == ""
