"""Exports: the same figures for programs; each is one function in the registry, from the whole view to files.

An export is written as

    @export("figures", msg("Every figure with its origin"))
    def write_figures(view: PortfolioView) -> Iterator[Artifact]:
        '''Write every figure ...'''

It is called once for all languages: the language of an artifact says below which root it stands.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from generator.artifacts import Artifact
from generator.i18n import Message
from generator.registry import Registry
from generator.views.portfolio import PortfolioView

__all__ = ["Exported", "export", "exports", "run"]

ExportFunction: TypeAlias = Callable[[PortfolioView], Iterable[Artifact]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of an export without running it: what readers are told it is."""

    title: Message


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that an export made, and what readers are told it is."""

    artifact: Artifact
    title: Message


exports: Registry[ExportFunction, Kind] = Registry("generator.exports", "amanah.exports")


def export(name: str, title: Message) -> Callable[[ExportFunction], ExportFunction]:
    """Return a decorator that files an export under its name."""
    return exports.register(name, Kind(title))


def run(view: PortfolioView) -> tuple[Exported, ...]:
    """Make the files of all exports."""
    return tuple(Exported(one, entry.meta.title) for entry in exports for one in entry.function(view))
