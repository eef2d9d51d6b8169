"""One registry for checks, charts and exports: built-in modules are discovered, outsiders come by entry points."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from generator.errors import UsageError

F = TypeVar("F", bound=Callable[..., object])
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Entry(Generic[F, M]):
    """A registered function, the name it goes by, and what was said of it at registration."""

    name: str
    function: F
    meta: M


class Registry(Generic[F, M]):
    """Hold functions of one signature by name, in the order of their names."""

    def __init__(self, package: str, group: str) -> None:
        self.package = package
        self.group = group
        self._entries: dict[str, Entry[F, M]] = {}
        self._discovered = False

    def register(self, name: str, meta: M) -> Callable[[F], F]:
        """Return a decorator that files a function under `name`; a second function of that name is refused."""

        def file(function: F) -> F:
            known = self._entries.get(name)
            if known is not None and known.function is not function:
                raise UsageError(f"{self.group}: two entries are called {name!r}")
            self._entries[name] = Entry(name, function, meta)
            return function

        return file

    def __iter__(self) -> Iterator[Entry[F, M]]:
        self._discover()
        return iter(sorted(self._entries.values(), key=lambda entry: entry.name))

    def __getitem__(self, name: str) -> Entry[F, M]:
        self._discover()
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        self._discover()
        return name in self._entries

    def _discover(self) -> None:
        if self._discovered:
            return
        self._discovered = True
        package = importlib.import_module(self.package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self.package}.{module.name}")
        for point in entry_points(group=self.group):
            point.load()
