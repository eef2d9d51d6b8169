"""What figures were before, when that changed, in which commit and why: read from git, which may know little.

    git.read_log  ->  lineage.follow  ->  git.read_blobs, states.read_bytes (store)  ->  trace  ->  Past

The line of first parents is what was published: a branch becomes public with its merge. A state counts as public when
its report was final, and was not replaced before the day on which it says that it was published. What git does not
know is said in `Past.gap`, and no date is made up for it: at the edge of a shallow clone a commit is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product

from generator.documents import Document
from generator.history import store
from generator.history.git import SHALLOW, Log, Silence, read_blobs, read_log
from generator.history.lineage import Version, follow
from generator.history.states import State, read_bytes, state_of
from generator.history.trace import Reader, trace
from generator.i18n import msg
from generator.model.past import Commit, Past
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import figures
from generator.model.report import Report
from generator.project import Project

__all__ = ["Version", "key", "read", "tell"]

PROGRAMS = "programs/"
INVENTED = msg("the figures are made up, and so is their history")
"""An example is written and rewritten by those who make the program; its commits tell nothing of a publication."""


def read(project: Project, portfolio: Portfolio, documents: Mapping[str, Document]) -> Past:
    """Return the past of every program and report of a portfolio; `documents` holds their files as they are now."""
    files = {one.document: one for one in _records(portfolio)}
    try:
        log = read_log(project.programs, private=portfolio.publisher.is_private)
        aliases = {one.id: one.aliases for one in portfolio.programs}
        names = {_inside(log, name): [_inside(log, former) for former in _former(one, aliases)]
                 for name, one in files.items()}  # fmt: skip
        last = _last(log, documents)
        if portfolio.publisher.fictional:
            return Past(last=last, gap=INVENTED)
        found = follow(log.steps, names)
        versions = {name: found[_inside(log, name)] for name in files}
        now = {name: _now(documents[name], one) for name, one in files.items()}
        same = {_key(documents[name].blob, files[name]): now[name] for name in files if documents[name].blob}
        states = {**_states(project, files, versions, same), **same}
    except Silence as silence:
        return Past(gap=silence.why)
    past = tell(portfolio, documents, {name: some for name, some in versions.items() if some}, states, now)
    return replace(past, last=last, gap=SHALLOW if log.shallow else None)


def tell(
    portfolio: Portfolio,
    documents: Mapping[str, Document],
    versions: Mapping[str, list[Version]],
    states: Mapping[str, State | None],
    now: Mapping[str, State] | None = None,
) -> Past:
    """Return the past of the files whose versions are given, the newest first; `states` goes by `key`.

    `now` holds what was already read of the files as they are.
    """
    reader = Reader(portfolio.publisher, portfolio.programs)
    files = {one.document: one for one in _records(portfolio) if one.document in versions}
    told = {}
    for name, one in files.items():
        is_report = isinstance(one, Report)
        state = now[name] if now else _now(documents[name], one)
        chain = [(version, states.get(key(version, is_report=is_report))) for version in versions[name]]
        told[name] = trace(reader, name, state, chain, figures(one))
    return Past(told, gap=None)


def key(version: Version, *, is_report: bool) -> str:
    """Return the name under which the state of a version is kept: programs and reports are read differently."""
    return f"{'report' if is_report else 'program'}:{version.blob}" if version.blob else ""


def _now(document: Document, file: Program | Report) -> State:
    return state_of(document, figures(file), report=isinstance(file, Report))


def _key(blob: str, file: Program | Report) -> str:
    return key(Version(None, blob, joint=False), is_report=isinstance(file, Report))


def _records(portfolio: Portfolio) -> Iterable[Program | Report]:
    yield from portfolio.programs
    for _, report in portfolio.all_reports():
        yield report


def _inside(log: Log, name: str) -> str:
    """Return the name of a file of the project inside its repository."""
    return log.prefix + name.removeprefix(PROGRAMS)


def _former(file: Program | Report, aliases: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """Yield the names that the file had before according to its author; `aliases` are those of each program."""
    if isinstance(file, Program):
        return [f"{PROGRAMS}{folder}/program.yml" for folder in file.aliases]
    folders = (file.program, *aliases.get(file.program, ()))
    pairs = product(folders, (file.id, *file.aliases))
    return [f"{PROGRAMS}{folder}/periods/{name}.yml" for folder, name in pairs][1:]


def _states(
    project: Project,
    files: Mapping[str, Program | Report],
    versions: Mapping[str, list[Version]],
    same: Mapping[str, State],
) -> Mapping[str, State | None]:
    """Return the state of every version: those that are kept, and the others read from the repository.

    Those that stand on the disk as well, which are all where nobody changed anything, are in `same` and not read again.
    """
    found = {
        key(one, is_report=isinstance(files[name], Report)): one.blob
        for name, some in versions.items()
        for one in some
        if one.blob
    }
    wanted = {name: blob for name, blob in found.items() if name not in same}
    folder = project.cache / "history"
    kept = store.load(folder) if wanted else {}
    states = {name: kept[name] for name in wanted if name in kept}
    lacking = {name: blob for name, blob in wanted.items() if name not in kept and blob}
    contents = read_blobs(project.programs, list(lacking.values()))
    for name, (_, data) in zip(lacking, contents, strict=True):
        states[name] = read_bytes(data, report=name.startswith("report:")) if data is not None else None
    if lacking:
        store.save(folder, states)
    return states


def _last(log: Log, documents: Iterable[str]) -> Mapping[str, Commit]:
    """Return the last commit that changed each file, for files that are still as it left them."""
    newest: dict[str, Commit | None] = {}
    for step in log.steps:
        for one in step.touched:
            newest.setdefault(one.path, step.commit)
    found = {name: newest.get(_inside(log, name)) for name in documents if _inside(log, name) not in log.dirty}
    return {name: commit for name, commit in found.items() if commit is not None}
