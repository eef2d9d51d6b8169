"""The fixed layout of a project: the names of its folders stand here and nowhere else."""

from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent
"""Where the program itself lies: in the repository, or in the environment that it was installed into."""
TEMPLATES = next(one for one in (PACKAGE / "_templates", PACKAGE.parent / "templates") if one.is_dir())
"""The templates that come with the program: a wheel carries them inside the package, the repository beside it."""
STARTER = PACKAGE / "starter"
"""What a new project begins with; its `mkdocs.yml` also serves projects that have none."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that holds a publisher's programs, its hand-written pages and its site."""

    root: Path
    data: Path | None = None
    """Where the authors' files lie instead, and nothing but them: the copy of a stranger, whose templates and
    configuration must have no effect."""

    @property
    def authored(self) -> Path:
        """Return the folder that holds what authors write."""
        return self.data or self.root

    @property
    def programs(self) -> Path:
        """Return the folder of the YAML files."""
        return self.authored / "programs"

    @property
    def content(self) -> Path:
        """Return the folder of the hand-written pages, one tree a language."""
        return self.authored / "content"

    @property
    def templates(self) -> Path:
        """Return the folder of the project's own templates, which it may do without.

        Each file there takes the place of the one of the same name that comes with the program.
        """
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
        root = self.authored if path.is_relative_to(self.authored) else self.root
        return path.relative_to(root).as_posix()

    def place(self, name: str) -> Path:
        """Return where a file lies that goes by its path inside the project."""
        is_authored = name.partition("/")[0] in (self.programs.name, self.content.name)
        return (self.authored if is_authored else self.root) / name
