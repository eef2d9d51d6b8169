"""Exports: the same figures for programs; each stands in the registry under its name.

An export is made in two steps, so that a change of one program makes only its own files anew:

    def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Offer | Piece]:
        '''Write the files about one program, and what it contributes to those of the whole site.'''

    def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
        '''Join what the programs contributed to the files of the whole site.'''

    write_figures = export("figures", msg("Every figure with its origin"))(Divided(_of_program, _of_site))

A plain function from the whole view to files is an export too; all of its files are made anew each time. Either is
called once for all languages: the language of an artifact says below which root it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.artifacts import Artifact, Joined, Stored
from generator.i18n import Message
from generator.registry import Registry
from generator.sharing import share
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

__all__ = [
    "Divided",
    "Exported",
    "Offer",
    "Part",
    "Parts",
    "Piece",
    "ProgramFiles",
    "export",
    "exports",
    "previewed",
    "run",
    "run_program",
    "run_site",
]

Part: TypeAlias = bytes | Stored
"""What a program contributes to a file of the whole site, in memory or on disk."""


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


@dataclass(frozen=True, slots=True)
class Piece:
    """What one program contributes to a file of the whole site, and the name by which the export finds it again."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Parts:
    """What all programs contributed to the files of one export, in the order of their ids."""

    export: str
    programs: tuple[Mapping[str, Part], ...]

    def of(self, name: str) -> Iterator[Part]:
        """Yield the piece of each program that has something to say; none is read."""
        for made in self.programs:
            one = made.get(_key(self.export, name), b"")
            if one.size if isinstance(one, Stored) else one:
                yield one

    def read(self, name: str) -> Iterator[bytes]:
        """Yield the same pieces, read one at a time."""
        for one in self.of(name):
            yield one.read() if isinstance(one, Stored) else one

    def join(self, name: str, head: bytes, tail: bytes = b"", *, first: bytes = b"", between: bytes = b"") -> Joined:
        """Return a file of a head, the pieces of all programs after a first one of the site's own, and a tail."""
        bodies = (*((first,) if first else ()), *self.of(name))
        separated = [part for body in bodies for part in (between, body)][1:]
        return Joined(tuple(one for one in (head, *separated, tail) if one))


@dataclass(frozen=True, slots=True)
class Divided:
    """An export in two steps: what one program makes by itself, and the files of the site, joined from all of it.

    The first may read of the view only what no figure of another program changes, as `run_program` says; the second
    nothing of single programs.
    """

    of_program: Callable[[PortfolioView, ProgramView], Iterable[Offer | Piece]]
    of_site: Callable[[PortfolioView, Parts], Iterable[Offer]]

    def __call__(self, view: PortfolioView) -> Iterator[Offer]:
        """Make all files at once: those of the site, then those of each program."""
        made = [tuple(self.of_program(view, one)) for one in _ordered(view)]
        pieces = tuple({_key("", one.name): one.content for one in all_of if isinstance(one, Piece)} for all_of in made)
        yield from self.of_site(view, Parts("", pieces))
        yield from (one for all_of in made for one in all_of if isinstance(one, Offer))


ExportFunction: TypeAlias = Callable[[PortfolioView], Iterable[Artifact | Offer]]
"""A `Divided` export is one as well."""


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


@dataclass(frozen=True, slots=True)
class ProgramFiles:
    """The files about one program alone, in all languages, and what it contributes to files of the whole site."""

    files: tuple[Exported, ...]
    parts: Mapping[str, bytes]
    """By the name of the piece; empty ones are left out."""


def run_program(view: PortfolioView, program: ProgramView, names: Sequence[str] = ()) -> ProgramFiles:
    """Make what the exports named, and those that they need, have of one program; of all exports where none is named.

    Beside the program this reads of the view only the publisher and the organizations, the day of the portfolio and
    what it holds of this program, the documents that are kept on the site, and what the repository tells of the files
    of this program. Texts quote figures of the program alone.
    """
    files: list[Exported] = []
    parts: dict[str, bytes] = {}
    for name in _chosen(names):
        function = exports[name].function
        if isinstance(function, Divided):
            for one in function.of_program(view, program):
                if isinstance(one, Offer):
                    files.append(_exported(name, one))
                elif one.content:
                    parts[_key(name, one.name)] = one.content
    return ProgramFiles(tuple(files), parts)


def run_site(
    view: PortfolioView,
    parts: Mapping[str, Mapping[str, Part]],
    names: Sequence[str] = (),
    watch: Callable[[list[str]], Iterable[str]] = iter,
) -> Iterator[Exported]:
    """Make the files of the whole site from what `run_program` returned of each program, by the id of the program.

    Large files are `Joined` from the pieces, which are read when the file is written. `watch` is handed the names of
    the exports, and may tell somebody how far the work is. Beside the publisher, the organizations and the ledger of
    the site nothing is read of the view, except by exports that are plain functions.
    """
    ordered = tuple(parts[name] for name in sorted(parts))
    for name in watch(_chosen(names)):
        function = exports[name].function
        made = function.of_site(view, Parts(name, ordered)) if isinstance(function, Divided) else function(view)
        yield from (_exported(name, one) for one in made)


def run(
    view: PortfolioView,
    names: Sequence[str] = (),
    watch: Callable[[list[str]], Iterable[str]] = iter,
    jobs: int = 1,
    known: dict[str, ProgramFiles] | None = None,
) -> Iterator[Exported]:
    """Make all files of the exports named, and of those that they need; of all exports where none is named.

    `watch` is handed the ids of the programs, and may tell somebody how far the work is; `jobs` is the number of
    processes. Programs whose files are `known` by their ids are passed over, and those of the others are put there.
    """
    made = {} if known is None else known
    programs = [one for one in _ordered(view) if one.program.id not in made]
    ids = [one.program.id for one in programs]
    shared = share(lambda one: run_program(view, one, names), programs, jobs)
    made.update(zip(watch(ids), shared, strict=True))
    site = run_site(view, {name: one.parts for name, one in made.items()}, names)
    everything = (*site, *(file for name in sorted(made) for file in made[name].files))
    yield from sorted(everything, key=lambda one: one.name)


def _chosen(names: Sequence[str]) -> list[str]:
    wanted = {*names, *(other for name in names for other in exports[name].meta.needs)}
    return [entry.name for entry in exports if not names or entry.name in wanted]


def _exported(name: str, made: Artifact | Offer) -> Exported:
    title = exports[name].meta.title
    return Exported(name, title, Offer(made, title) if isinstance(made, Artifact) else made)


def _ordered(view: PortfolioView) -> tuple[ProgramView, ...]:
    return tuple(sorted(view.programs, key=lambda one: one.program.id))


def _key(export: str, piece: str) -> str:
    """Return the name of a piece among those of all exports."""
    return f"{export}/{piece}"
