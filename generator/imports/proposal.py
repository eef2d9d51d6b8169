"""What an import would change: files before and after, what was wrong on the way, and what has no place here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator import checks
from generator.checks import privacy
from generator.findings import Finding, Severity, sort
from generator.i18n import Message
from generator.loader import Loaded, load
from generator.sources import Reading, Source


@dataclass(frozen=True, slots=True)
class Changed:
    """One file: what it is and what it would be; a new one was empty."""

    file: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something in a foreign file that has no place in ours: what it is, and in which lines it stands."""

    what: str
    lines: tuple[int, ...]
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """All of it; files are only written where no finding is an error."""

    files: tuple[Changed, ...] = ()
    findings: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()
    corrections: int = 0
    """How many corrections were added to the files."""

    @property
    def changed(self) -> tuple[Changed, ...]:
        """Return the files that are not what they were."""
        return tuple(one for one in self.files if one.before != one.after)

    @property
    def blocked(self) -> bool:
        """Tell whether an error in the foreign file stands in the way."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def with_files(reading: Reading, files: tuple[Changed, ...]) -> Reading:
    """Return what would be read after the files were written."""
    made = {one.file: one.after for one in files if not one.file.endswith(".csv")}
    rows = {one.file: Source(one.file, one.after, "") for one in files if one.file.endswith(".csv")}
    kept = [replace(one, text=made.pop(one.path)) if one.path in made else one for one in reading.sources]
    added = [Source(path, text, "") for path, text in made.items()]
    tables = sorted(
        [*(one for one in reading.tables if one.path not in rows), *rows.values()], key=lambda one: one.path
    )
    return replace(reading, sources=tuple(sorted([*kept, *added], key=lambda one: one.path)), tables=tuple(tables))


def foresee(reading: Reading, files: tuple[Changed, ...]) -> tuple[Finding, ...]:
    """Return what `amanah check` would find in the files after they were written, and did not find before."""
    before = {(one.code, one.mark.file, one.path, str(one.message)) for one in _found(load(reading))}
    names = {one.file for one in files}
    after = privacy.cover([*_found(load(with_files(reading, files)))])
    return sort(
        one
        for one in after
        if one.mark.file in names and (one.code, one.mark.file, one.path, str(one.message)) not in before
    )


def _found(loaded: Loaded) -> Iterator[Finding]:
    yield from loaded.findings
    if loaded.portfolio is not None:
        yield from checks.run(loaded.portfolio).findings
