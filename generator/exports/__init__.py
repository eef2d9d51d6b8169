"""Exports: the same figures for programs; each is one function in the registry, from the whole view to files.

An export is written as

    @export("figures", msg("Every figure with its origin"))
    def write_figures(view: PortfolioView) -> Iterator[Artifact]:
        '''Write every figure ...'''

It is called once for all languages: the language of an artifact says below which root it stands.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.artifacts import Artifact
from generator.i18n import Message
from generator.registry import Registry
from generator.views.portfolio import PortfolioView

__all__ = ["Exported", "Offer", "export", "exports", "run"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A file with words of its own: what it is, its media type, and the program it is about, if it is about one."""

    artifact: Artifact
    title: Message
    media: str = ""
    program: str = ""
    warnings: tuple[Message, ...] = ()
    """What the format could not say, for the one who runs the command."""


ExportFunction: TypeAlias = Callable[[PortfolioView], Iterable[Artifact | Offer]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of an export without running it: what readers are told it is, and which others it refers to."""

    title: Message
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that an export made, by the name of the export, and what readers are told it is."""

    artifact: Artifact
    title: Message
    name: str = ""
    media: str = ""
    program: str = ""
    warnings: tuple[Message, ...] = ()


exports: Registry[ExportFunction, Kind] = Registry("generator.exports", "amanah.exports")


def export(name: str, title: Message, needs: tuple[str, ...] = ()) -> Callable[[ExportFunction], ExportFunction]:
    """Return a decorator that files an export under its name; `needs` are the exports whose files it refers to."""
    return exports.register(name, Kind(title, needs))


def run(view: PortfolioView, names: Sequence[str] = ()) -> tuple[Exported, ...]:
    """Make the files of the exports named, and of those that they need; of all exports where none is named."""
    wanted = {*names, *(other for name in names for other in exports[name].meta.needs)}
    chosen = (entry for entry in exports if not names or entry.name in wanted)
    return tuple(_filed(entry.name, entry.meta.title, one) for entry in chosen for one in entry.function(view))


def _filed(name: str, title: Message, made: Artifact | Offer) -> Exported:
    if isinstance(made, Artifact):
        return Exported(made, title, name)
    return Exported(made.artifact, made.title, name, made.media, made.program, made.warnings)
