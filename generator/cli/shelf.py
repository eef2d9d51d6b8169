"""A folder of exported files: what this program wrote there may be written anew, everything else stays."""

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.i18n import msg
from generator.publish import reporting

MARKER = "amanah-export.json"
"""Lists the files by the form they belong to; a folder that has it may be written to again."""


@dataclass(frozen=True)
class Shelf:
    """The folder."""

    folder: Path

    def fill(self, files: Mapping[str, Mapping[str, bytes]], *, whole: bool) -> None:
        """Write the files of each form, each in one step; with `whole`, those that a form no longer has go.

        Raise `UsageError` where the folder holds something else, `EnvironmentFault` where the disk refuses.
        """
        with reporting(self.folder):
            known = self._known()
            self.folder.mkdir(parents=True, exist_ok=True)
            for form, made in files.items():
                before = known.get(form, [])
                for gone in set(before) - set(made) if whole else ():
                    self._place(gone).unlink(missing_ok=True)
                for name, content in made.items():
                    self._write(name, content)
                known[form] = sorted({*made, *(() if whole else before)})
            listed = {"files": {form: known[form] for form in sorted(known)}}
            self._write(MARKER, (json.dumps(listed, indent=1) + "\n").encode())

    def _known(self) -> dict[str, list[str]]:
        """Return what was written here before, form by form."""
        if not self.folder.exists() or (self.folder.is_dir() and not any(self.folder.iterdir())):
            return {}
        try:
            said = json.loads((self.folder / MARKER).read_text(encoding="utf-8"))["files"]
            return {str(form): _names(names) for form, names in said.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise UsageError(msg("{place} holds other files; name a new folder", place=self.folder)) from None

    def _place(self, name: str) -> Path:
        """Return a place in the folder; no link leads out of it."""
        place = self.folder / name
        if not place.parent.resolve().is_relative_to(self.folder.resolve()):
            raise UsageError(msg("{place} is a link to another place, so nothing is written there", place=place))
        return place

    def _write(self, name: str, content: bytes) -> None:
        place = self._place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", suffix=".part", delete=False) as part:
            part.write(content)
        fresh = Path(part.name)
        fresh.chmod(0o644)
        fresh.replace(place)


def _names(names: Iterable[object]) -> list[str]:
    """Return the names of a list, those that could lead out of the folder left out."""
    said = (str(one) for one in names)
    return [one for one in said if one and not one.startswith("/") and ".." not in one.split("/")]
