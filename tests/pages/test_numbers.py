"""Figures as they are written: once each, escaped, and never in the place of one another."""

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.i18n import translator
from generator.model.figure import count
from generator.model.unit import Unit
from generator.pages import numbers
from generator.pages.numbers import Numbers


def test_a_figure_is_written_with_its_unit_and_its_place() -> None:
    """What pages need of a figure is known after one look."""
    written = Numbers(translator("id")).of(count(1234, "person", "a/2024/people.total"))
    assert (written.number, written.scope, written.anchor) == ("1.234", "a/2024", "people.total")
    assert written.text == f"1.234 {written.word}"


def test_what_authors_wrote_is_escaped() -> None:
    """A publisher's own unit is letters, whatever letters it has."""
    figure = replace(count(2, "person", "a/b"), unit=Unit("x", "<b>", "<i>", "<u>"))
    assert Numbers(translator("id")).of(figure).text == "2 &lt;u&gt;"
    assert Numbers(translator("en")).of(figure).text == "2 &lt;i&gt;"


def test_a_figure_does_not_pass_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures that are gone leave their place in memory to others, which are written anew; so with a full memory."""
    monkeypatch.setattr(numbers, "_KEPT", 3)
    known = Numbers(translator("en"))
    for number in range(20):
        assert known.of(count(number, "person", "a/b")).number == str(number)
        assert len(known._known) <= 3
    figure = count(7, "person", "a/b")
    assert known.of(figure) is known.of(figure)
    assert known.of(replace(figure, value=Decimal(8))).number == "8"
