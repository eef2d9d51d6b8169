"""The fixed layout of a project: the names of its folders stand here and nowhere else."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that holds a publisher's programs, its hand-written pages and its site."""

    root: Path

    @property
    def programs(self) -> Path:
        """Return the folder of the YAML files."""
        return self.root / "programs"

    @property
    def content(self) -> Path:
        """Return the folder of the hand-written pages, one tree a language."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """Return the folder of the project's own templates, which it may do without."""
        return self.root / "templates"

    @property
    def previous(self) -> Path:
        """Return the manifest of the last publication, kept so that the next one names it."""
        return self.content / "previous-manifest.json"

    @property
    def site(self) -> Path:
        """Return the folder of the published site."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """Return the folder of what can be made again at any time."""
        return self.root / ".amanah"

    @property
    def config(self) -> Path:
        """Return the configuration of MkDocs, which a project may do without."""
        return self.root / "mkdocs.yml"

    def relative(self, path: Path) -> str:
        """Return a path inside the project with `/` separators, as findings print it."""
        return path.relative_to(self.root).as_posix()
