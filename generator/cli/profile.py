"""Where the time of a command went: its stages, with seconds, work and memory, as JSON and as a short table."""

import json
import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from time import monotonic

from generator.cli import memory
from generator.i18n import Message, Translator
from generator.progress import Stage, Watcher

RARELY = 0.5
"""Seconds between two looks at the memory, since each look costs some time."""

VERSIONS = ("babel", "jinja2", "matplotlib", "mkdocs", "mkdocs-material", "pagefind", "pydantic", "pyyaml")
"""The libraries that most of the time is spent in."""

MEGABYTE = 1024 * 1024


@dataclass
class Spent:
    """What all stages of one name took."""

    stage: str
    """What is done, in English, so that programs know it again."""
    within: str
    """The stage that it is a part of, or nothing."""
    seconds: float = 0.0
    """By the clock on the wall."""
    cpu: float = 0.0
    """Seconds of work of this process and of children that ended."""
    items: int = 0
    peak: int = 0
    """The most bytes that the process and its children held together so far."""


@dataclass(frozen=True)
class _Mark:
    """A moment: by the clock, by the work done."""

    clock: float
    cpu: float

    @staticmethod
    def now() -> "_Mark":
        used = os.times()
        return _Mark(monotonic(), used.user + used.system + used.children_user + used.children_system)


@dataclass
class Recorder(Watcher):
    """Write down what each stage took; stages of one name in one place are added."""

    begun: _Mark = field(default_factory=_Mark.now)
    spent: dict[tuple[str, str], Spent] = field(default_factory=dict)
    titles: dict[str, Message] = field(default_factory=dict)
    peak: int = 0
    _marks: dict[Stage, _Mark] = field(default_factory=dict)
    _looked: float = 0.0

    def begin(self, stage: Stage) -> None:
        """Remember when the stage began, and that it comes before those that it consists of."""
        self._of(stage)
        self._marks[stage] = _Mark.now()

    def move(self, stage: Stage) -> None:  # noqa: ARG002 - whatever moves, memory is looked at
        """Look at the memory now and then, while children are at work."""
        if monotonic() - self._looked > RARELY:
            self._look()

    def end(self, stage: Stage) -> None:
        """Add what the stage took."""
        before, now, spent = self._marks.pop(stage), _Mark.now(), self._of(stage)
        self._look()
        spent.seconds += now.clock - before.clock
        spent.cpu += now.cpu - before.cpu
        spent.items += stage.done
        spent.peak = self.peak

    def _of(self, stage: Stage) -> Spent:
        title, within = str(stage.title), str(stage.within.title) if stage.within else ""
        self.titles[title] = stage.title
        return self.spent.setdefault((within, title), Spent(title, within))

    def _look(self) -> None:
        self.peak = max(self.peak, memory.of_tree(os.getpid()), memory.most_alone())
        self._looked = monotonic()

    def profile(self) -> dict[str, object]:
        """Return everything as plain data."""
        self._look()
        now = _Mark.now()
        return {
            "amanah": version("amanah"),
            "machine": machine(),
            "versions": {name: version(name) for name in VERSIONS},
            "total": {
                "seconds": round(now.clock - self.begun.clock, 3),
                "cpu": round(now.cpu - self.begun.cpu, 3),
                "peak": self.peak,
            },
            "stages": [
                {**asdict(one), "seconds": round(one.seconds, 3), "cpu": round(one.cpu, 3)}
                for one in self.spent.values()
            ],
        }

    def write(self, file: Path) -> None:
        """Write everything as JSON."""
        file.write_text(json.dumps(self.profile(), indent=2) + "\n", encoding="utf-8")

    def table(self, say: Translator) -> str:
        """Return a line a stage: what is done, its seconds, its work, and the memory held so far."""
        head = (say("stage"), say("seconds"), say("CPU seconds"), say("megabytes"))
        rows = [head, *(self._row(one, say) for one in self.spent.values())]
        widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
        return "\n".join(_laid_out(row, widths) for row in rows)

    def _row(self, spent: Spent, say: Translator) -> tuple[str, str, str, str]:
        indent = "  " if spent.within else ""
        numbers = (f"{spent.seconds:.1f}", f"{spent.cpu:.1f}", f"{spent.peak / MEGABYTE:.0f}")
        seconds, cpu, held = (say.number(Decimal(one)) for one in numbers)
        return indent + say.render(self.titles[spent.stage]), seconds, cpu, held


def _laid_out(row: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)])


def machine() -> Mapping[str, object]:
    """Return what decides how fast a machine is; nothing that tells whose it is or where."""
    return {
        "cores": os.cpu_count() or 1,
        "processor": _said("cpuinfo", "model name") or platform.machine(),
        "memory": int((_said("meminfo", "MemTotal") or "0 kB").split()[0]) * 1024,
        "system": platform.system(),
        "python": platform.python_version(),
    }


def _said(file: str, name: str) -> str:
    """Return what a file of Linux about the machine says under a name."""
    return next(_values(file, name), "")


def _values(file: str, name: str) -> Iterator[str]:
    try:
        lines = (memory.PROCESSES / file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        key, _, value = line.partition(":")
        if key.strip() == name:
            yield value.strip()
