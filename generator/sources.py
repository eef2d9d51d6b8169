"""Read the authors' files: the only reader of `programs/`, where limits on size, encoding and path live."""

import errno
import hashlib
import io
import os
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding, Mark, Severity
from generator.i18n import Message, msg, visible
from generator.manifest import FileSum, sum_file
from generator.project import Project

MAX_BYTES = 512_000
"""Bytes that one file may have."""

MAX_NAME, MAX_DEPTH = 120, 8
"""Bytes of one name, and folders below each other."""

MAX_TABLE = 8_000_000
"""Bytes that a table of transactions may have."""
PERIODS = "periods"
"""The folder of the reports of a program; a table of transactions stands beside its report."""

MEDIA = "media"
MAX_MEDIA = 20_000_000
"""Bytes that a photograph or document may have."""

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "xlsx": (".xlsx",),
    "ods": (".ods",),
    "csv": (".csv",),
    "jpeg": (".jpg", ".jpeg"),
    "png": (".png",),
    "webp": (".webp",),
}
"""What may be published from a folder `media`, and how such files are called; no HTML and no SVG, which can run."""

_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", "conin$", "conout$", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10)))
)
"""Names that mean a device on Windows, whatever ending they have."""

_BEGINS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
_BINARY = getattr(os, "O_BINARY", 0)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file as text; `path` is relative to the project, `digest` is the SHA-256 of its bytes."""

    path: str
    text: str
    digest: str
    size: int = 0
    """How many bytes they are."""

    @property
    def sum(self) -> FileSum:
        """Return the checksum of what was read, whatever the file holds by now."""
        return FileSum(self.digest, self.size)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file below a folder `media`: its size, its SHA-256, and what its bytes are, whatever it is called.

    `kind` is a key of `ENDINGS`, or nothing for what may not be published; a file that is too large is not read.
    """

    path: str
    size: int
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that stands below `programs/`: the texts, the other files, and what was refused."""

    sources: tuple[Source, ...]
    media: tuple[str, ...]
    findings: tuple[Finding, ...]
    kept: tuple[Kept, ...] = ()
    """The files of `media`, looked into."""
    tables: tuple[Source, ...] = ()
    """Tables of transactions beside the reports."""

    @property
    def sums(self) -> dict[str, FileSum]:
        """Return the checksums of what was read."""
        return {one.path: one.sum for one in (*self.sources, *self.tables)}


def read(project: Project) -> Reading:
    """Read all YAML files below `programs/`, in the order of their names."""
    sources: list[Source] = []
    media: list[str] = []
    tables: list[Source] = []
    findings: list[Finding] = []
    if not project.programs.is_symlink() and not project.programs.is_dir():
        return Reading((), (), (_no_programs(),))
    for path, fault in _below(project.programs):
        name = project.relative(path)
        if fault is not None:
            findings.append(_refuse(name, "irregular-file", fault))
        elif MEDIA in path.relative_to(project.programs).parts[:-1]:
            media.append(name)
        elif path.suffix == ".yml":
            got = _text(path, name)
            (sources if isinstance(got, Source) else findings).append(got)  # type: ignore[arg-type]
        elif path.suffix == ".csv" and path.parent.name == PERIODS:
            got = _text(path, name, MAX_TABLE)
            (tables if isinstance(got, Source) else findings).append(got)  # type: ignore[arg-type]
        else:
            findings.append(_unexpected(name))
    kept = tuple(look_into(name, read_media(project, name)) for name in media)
    return Reading(tuple(sources), tuple(media), tuple(findings), kept, tuple(tables))


def read_media(project: Project, name: str) -> bytes:
    """Return the bytes of a file below a folder `media`; of one that is too large, only as many as show that."""
    return read_plain(project.place(name), MAX_MEDIA)


def read_plain(path: Path, limit: int) -> bytes:
    """Return the bytes of an ordinary file, at most one more than `limit`; raise `OSError` for anything else.

    A link is not followed and a pipe is not waited for, even where one was put in the place of a file a moment ago.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    with open(handle, "rb") as file:  # noqa: PTH123 - a handle has no path
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return file.read(limit + 1)


def look_into(name: str, data: bytes) -> Kept:
    """Return what stands in a file, by its bytes."""
    if len(data) > MAX_MEDIA:
        return Kept(name, len(data), "", "")
    return Kept(name, len(data), hashlib.sha256(data).hexdigest(), _kind(name, data))


def _kind(name: str, data: bytes) -> str:
    for begin, kind in _BEGINS.items():
        if data.startswith(begin):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    return "csv" if name.endswith(".csv") and _is_table(data) else ""


def _archive(data: bytes) -> str:
    """Tell spreadsheets from other archives; one with macros in it is none that may be published."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any("vba" in one.lower() or one.startswith(("Basic/", "Scripts/")) for one in names):
                return ""
            if "xl/workbook.xml" in names:
                return "xlsx"
            info = archive.getinfo("mimetype") if "mimetype" in names else None
            return "ods" if info and info.file_size == len(_ODS) and archive.read(info) == _ODS else ""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return ""  # what zipfile cannot open is no document that may be published; the caller says so


def _is_table(data: bytes) -> bool:
    """Tell whether bytes are plain text, and nothing that a browser could take for a page."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(sign < " " and sign not in "\t\r\n" for sign in text) and "<" not in text


def read_pages(project: Project) -> tuple[tuple[Source, ...], tuple[Finding, ...]]:
    """Read the hand-written pages below `content/`, with what was refused there."""
    sources: list[Source] = []
    findings: list[Finding] = []
    for path, fault in _below(project.content):
        name = project.relative(path)
        if fault is not None:
            findings.append(_refuse(name, "irregular-file", fault))
        elif path == project.previous:
            continue
        elif path.suffix == ".md":
            got = _text(path, name)
            (sources if isinstance(got, Source) else findings).append(got)  # type: ignore[arg-type]
        else:
            hint = msg("pages are written in Markdown; their names end in .md")
            said = msg("this file is not read")
            findings.append(Finding("unexpected-file", Severity.WARNING, Mark(name), said, hint))
    return tuple(sources), tuple(findings)


def sum_inputs(project: Project) -> dict[str, FileSum]:
    """Return the checksum of every file that decides what a site looks like, by its path in the project."""
    files = [path for folder in (project.programs, project.content) for path in ordinary_files(folder)]
    return {project.relative(path): sum_file(path) for path in files} | sum_frame(project)


def sum_frame(project: Project) -> dict[str, FileSum]:
    """Return the checksums of the project's own templates and of its configuration."""
    files = ordinary_files(project.templates)
    if project.config.is_file():
        files.append(project.config)
    return {project.relative(path): sum_file(path) for path in files}


def judge_templates(project: Project) -> tuple[Finding, ...]:
    """Refuse what no build can rest on: links lead to files whose changes nobody sees."""
    found = ((path, fault) for path, fault in _below(project.templates) if fault is not None)
    return tuple(_refuse(project.relative(path), "irregular-file", fault) for path, fault in found)


def ordinary_files(folder: Path) -> list[Path]:
    """Return the files below a folder that may be used, in their order; hidden ones, such as an editor's, are none."""
    return [path for path, fault in _below(folder) if fault is None]


def _below(folder: Path) -> Iterator[tuple[Path, Message | None]]:
    """Yield every file below a folder of the project with what forbids it; a folder that is not there has none."""
    if folder.is_symlink():
        yield folder, _LINK
    elif folder.is_dir():
        yield from _walk(folder, MAX_DEPTH)


def _walk(folder: Path, depth: int) -> Iterator[tuple[Path, Message | None]]:
    """Yield every file below a folder with what forbids it; links are never followed."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    kept: dict[str, str] = {}
    for entry in ordered:
        if _fold(entry.name) == entry.name or _fold(entry.name) not in kept:
            kept[_fold(entry.name)] = entry.name
    for entry in ordered:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        fault = _misnamed(entry.name) or (_odd(entry, depth) if kept[_fold(entry.name)] == entry.name else _TWIN)
        if fault is None and entry.is_dir(follow_symlinks=False):
            yield from _walk(path, depth - 1)
        else:
            yield path, fault


_LINK = msg("this is a link to another place; put the file itself here")
_TWIN = msg("another name in this folder is the same to some systems; rename one of them")


def _fold(name: str) -> str:
    """Return what systems compare that tell neither capitals nor ways to write an accent apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _misnamed(name: str) -> Message | None:
    """Say why a name cannot stay: other systems cannot hold it, or nobody can read it."""
    if visible(name) != name:
        return msg("the name of this file or folder has letters that nobody sees; rename it")
    if len(os.fsencode(name)) > MAX_NAME:
        return msg("the name is longer than {limit} bytes; rename it", limit=MAX_NAME)
    if name.partition(".")[0].rstrip(" ").lower() in _RESERVED or name[-1] in ". ":
        return msg("Windows has no files of this name; rename it")
    return None


def _odd(entry: "os.DirEntry[str]", depth: int) -> Message | None:
    """Say why what stands under a name is not read."""
    if entry.is_symlink():
        return _LINK
    if entry.is_dir(follow_symlinks=False):
        return None if depth > 1 else msg("folders stand too deep in each other here")
    return None if stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode) else msg("this is not an ordinary file")


def _text(path: Path, name: str, most: int = MAX_BYTES) -> Source | Finding:
    data = read_plain(path, most)
    if len(data) > most:
        limit = most // 1000
        return _refuse(name, "file-too-large", msg("the file is larger than {limit} kB", limit=limit))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        said = msg("the file is not in UTF-8; save it again with the encoding UTF-8")
        return Finding("wrong-encoding", Severity.ERROR, Mark(name, line), said)
    return Source(name, text, hashlib.sha256(data).hexdigest(), len(data))


def _unexpected(name: str) -> Finding:
    hint = (
        msg("rename it so that it ends in .yml") if name.endswith(".yaml") else msg("move it to a folder called media")
    )
    return Finding("unexpected-file", Severity.WARNING, Mark(name), msg("this file is not read"), hint)


def _no_programs() -> Finding:
    hint = msg("`amanah init DIR` makes a new project; to work on another one, name its folder with -C")
    said = msg("there is no folder called programs here")
    return Finding("no-programs", Severity.ERROR, Mark("programs"), said, hint)


def _refuse(name: str, code: str, message: Message) -> Finding:
    return Finding(code, Severity.ERROR, Mark(visible(name)), message)
