"""What editors need in a project: the schemas in one folder, and in each file the line that names its own."""

from generator.project import Project

SCHEMAS = ".vscode/schemas"
"""Where the schemas of a project stand, so that editors find them without a network."""

PREFIX = "# yaml-language-server: $schema="


def kind(path: str) -> str | None:
    """Return the kind of a file from its path in the project, as `amanah schema` names it."""
    parts = path.split("/")
    if parts[0] != "programs" or not path.endswith(".yml"):
        return None
    names = {2: {"publisher.yml": "publisher", "organizations.yml": "organizations"}, 3: {"program.yml": "program"}}
    if len(parts) == 4 and parts[2] == "periods":
        return "report"
    return names.get(len(parts), {}).get(parts[-1])


def modeline(path: str) -> str | None:
    """Return the first line of a file, that leads editors to its schema; `None` for files without one."""
    name = kind(path)
    return f"{PREFIX}{'../' * path.count('/')}{SCHEMAS}/{name}.schema.json" if name else None


def lacking(project: Project) -> dict[str, str]:
    """Return the files that lack their line, with the text that they would have with it."""
    made = {}
    for file in sorted(project.programs.rglob("*.yml")):
        path = project.relative(file)
        line, text = modeline(path), file.read_bytes().decode("utf-8", "surrogateescape")
        if line and not file.is_symlink() and PREFIX not in text.partition("\nformat:")[0]:
            made[path] = f"{line}\n{text}"
    return made
