"""Exports: the same figures for programs; each is one function in the registry, from the whole view to files.

An export is written as

    @export("figures", msg("Every figure with its origin"))
    def write_figures(view: PortfolioView) -> Iterator[Artifact]:
        '''Write every figure ...'''

It is called once for all languages: the language of an artifact says below which root it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.artifacts import Artifact
from generator.i18n import Message
from generator.registry import Registry
from generator.sharing import share
from generator.views.portfolio import PortfolioView

__all__ = ["Exported", "Offer", "export", "exports", "previewed", "run"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A file with words of its own: what it is, its media type, and the program it is about, if it is about one."""

    artifact: Artifact
    title: Message
    media: str = ""
    program: str = ""
    language: str = ""
    """The language of its words, where it has one only."""
    named: bool = False
    """Whether pages name it to machines, as another form of what they tell."""
    warnings: tuple[Message, ...] = ()
    """What the format could not say, for the one who runs the command."""


ExportFunction: TypeAlias = Callable[[PortfolioView], Iterable[Artifact | Offer]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of an export without running it: what readers are told it is, and which others it refers to."""

    title: Message
    needs: tuple[str, ...] = ()
    previewed: bool = True
    """Whether a preview makes it too, after every change of a file."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, and the export that made it."""

    name: str
    form: Message
    """What the form is for."""
    offer: Offer

    @property
    def artifact(self) -> Artifact:
        """Return the file."""
        return self.offer.artifact


exports: Registry[ExportFunction, Kind] = Registry("generator.exports", "amanah.exports")


def export(
    name: str, title: Message, needs: tuple[str, ...] = (), *, previewed: bool = True
) -> Callable[[ExportFunction], ExportFunction]:
    """Return a decorator that files an export under its name.

    `needs` are the exports whose files it refers to; one that takes long is not `previewed`.
    """
    return exports.register(name, Kind(title, needs, previewed))


def previewed() -> tuple[str, ...]:
    """Return the names of the exports that a preview makes."""
    return tuple(entry.name for entry in exports if entry.meta.previewed)


def run(
    view: PortfolioView,
    names: Sequence[str] = (),
    watch: Callable[[list[str]], Iterable[str]] = iter,
    jobs: int = 1,
) -> Iterator[Exported]:
    """Make the files of the exports named, and of those that they need; of all exports where none is named.

    `watch` is handed the names, and may tell somebody how far the work is; `jobs` is the number of processes.
    """
    wanted = {*names, *(other for name in names for other in exports[name].meta.needs)}
    chosen = [entry.name for entry in exports if not names or entry.name in wanted]
    made = share(lambda name: tuple(exports[name].function(view)), chosen, jobs)
    for name, files in zip(watch(chosen), made, strict=True):
        title = exports[name].meta.title
        for file in files:
            yield Exported(name, title, Offer(file, title) if isinstance(file, Artifact) else file)
