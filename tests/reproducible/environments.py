"""Surroundings in which a site is built: what differs between the machines of its authors and of those who check it."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.built import ROOT

CLOCK = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
#define LATER 283996800L
int clock_gettime(clockid_t clock, struct timespec *told) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int done = real(clock, told);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) told->tv_sec += LATER;
  return done;
}
time_t time(time_t *told) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (told) *told = now.tv_sec;
  return now.tv_sec;
}
int gettimeofday(struct timeval *told, void *zone) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  told->tv_sec = now.tv_sec; told->tv_usec = now.tv_nsec / 1000;
  return 0;
}
"""
"""A library that has all programs believe that it is nine years later."""


@dataclass(frozen=True)
class Environment:
    """One way to build: variables, the folder, what is bent inside the process, and what stands before the command."""

    name: str
    variables: dict[str, str] = field(default_factory=dict)
    folder: str = "project"
    bend: dict[str, int] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    times: int = 1
    """How often it is built; the second time finds warm caches."""
    mkdocs: bool = False
    """Whether `mkdocs build` makes the site."""
    modified: int | None = None
    """Seconds since 1970 that all files say they were changed at."""
    user: int | None = None


PLAIN = Environment("as it comes")
EVERYWHERE = (
    PLAIN,
    Environment("far east, other hash seed", {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}),
    Environment("far west, spaces and accents", {"TZ": "Pacific/Pago_Pago"}, "Laporan Café d’été (2)/salinan"),
    Environment("ASCII only", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}),
    Environment("Turkish, a narrow terminal", {"LC_ALL": "tr_TR.UTF-8", "COLUMNS": "20", "TERM": "dumb"}),
    Environment("names in another order", bend={"shuffle": 1}),
    Environment("names in a third order", {"PYTHONHASHSEED": "4242"}, bend={"shuffle": 2}),
    Environment("warm caches", times=2),
    Environment("one process", bend={"jobs": 1}),
    Environment("three processes", {"PYTHONHASHSEED": "77"}, bend={"jobs": 3}),
    Environment("files for their owner only", bend={"umask": 0o077}),
    Environment("files of 1999, a deep folder", folder="/".join("abcdefghij"), modified=915148800),
    Environment("settings of matplotlib", {"MATPLOTLIBRC": str(Path(__file__).with_name("matplotlibrc"))}),
    Environment("another home and name", {"HOME": "/nonexistent", "USER": "orang", "LOGNAME": "orang"}),
    Environment("mkdocs build", mkdocs=True),
)


def special(scratch: Path) -> list[Environment]:
    """Return the environments that not every machine can make: another year, another user, no network."""
    found = []
    compiler = shutil.which("cc")
    if compiler:
        source, library = scratch / "clock.c", scratch / "clock.so"
        source.write_text(CLOCK)
        command = [compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            found.append(Environment("nine years later", {"LD_PRELOAD": str(library)}))
    if _works("unshare", "--net", "true"):
        found.append(Environment("without a network", before=("unshare", "--net")))
    user = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if _works(*user, sys.executable, "-c", "import generator.build"):
        found.append(Environment("another user", before=user, variables={"HOME": "/nonexistent"}, user=65534))
    return found


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, cwd=ROOT).returncode == 0
    except OSError:
        return False


def build(environment: Environment, origin: Path, scratch: Path) -> Path:
    """Clone the commit into a folder of its own and build it there; return the site."""
    folder = scratch / environment.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "clone", "-q", str(origin), str(folder)], check=True, capture_output=True)
    _dress(environment, scratch, folder)
    arguments = ["build", "-C", str(folder)]
    inside = [sys.executable, "-m", "tests.reproducible.child", json.dumps(environment.bend), *arguments]
    if environment.mkdocs:
        inside = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    clean = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "PYTHONHASHSEED")}
    for _ in range(environment.times):
        done = subprocess.run(
            [*environment.before, *inside],
            env={**clean, **environment.variables, "GIT_CONFIG_GLOBAL": os.devnull, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, f"{environment.name}: {done.stdout!r} {done.stderr!r}"
    return folder / "site"


def _dress(environment: Environment, scratch: Path, folder: Path) -> None:
    """Give the files another owner, or another day."""
    if environment.user is not None:
        for path in (scratch, *scratch.rglob("*")):
            os.chown(path, environment.user, environment.user, follow_symlinks=False)
    if environment.modified is not None:
        for path in folder.glob("[!.]*/**/*"):
            os.utime(path, (environment.modified, environment.modified))
