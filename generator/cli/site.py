"""How the commands drive MkDocs: with the project's own configuration, or with the one that comes with Amanah."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import EnvironmentFault
from generator.i18n import msg
from generator.progress import SILENT, Progress
from generator.project import STARTER, Project
from generator.stages import Build

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.cli.warm import Warm


def write(made: Build, site: Path, *, jobs: int | None = None, progress: Progress = SILENT) -> None:
    """Have MkDocs build the site of a build, all languages; the plugin publishes it in one step."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - only commands that build need MkDocs

    with quiet():
        config = configure(made.project, site)
        config.plugins.on_startup(command="build", dirty=False)
        plugin: Any = config.plugins["amanah"]
        plugin.given, plugin.jobs, plugin.progress = made, jobs, progress
        build(config)


def show(made: Build, site: Path, warm: "Warm") -> None:
    """Have MkDocs build a preview in its place, where pages that did not change stay as they are."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - as in `write`

    with quiet():
        config = configure(made.project, site)
        config.plugins.on_startup(command="serve", dirty=False)
        config.plugins["amanah/warm"] = warm
        plugin: Any = config.plugins["amanah"]
        plugin.given = made
        plugin.keeping = warm.compare(made)
        build(config, dirty=plugin.keeping)


def configure(project: Project, site: Path) -> "MkDocsConfig":
    """Return the configuration of MkDocs for a project; one without `mkdocs.yml` gets that of a new project."""
    # Before MkDocs imports the theme, which announces the end of MkDocs 1 to everybody who builds a site.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.config import load_config  # noqa: PLC0415 - as in `write`

    file = project.config if project.config.is_file() else STARTER / "mkdocs.yml"
    if not file.is_file():
        raise EnvironmentFault(msg("there is no mkdocs.yml in {place}", place=project.root))
    # The plugin takes every page from the build, so MkDocs gets a folder without documents.
    documents = project.cache / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    config = load_config(config_file=str(file), docs_dir=str(documents), site_dir=str(site))
    if "amanah" not in config.plugins:
        raise EnvironmentFault(msg("{file} does not name the plugin {name}", file=file, name="amanah"))
    return config


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the messages of MkDocs from the terminal: what matters of them is raised or found before."""
    logger = logging.getLogger("mkdocs")
    silent = logging.NullHandler()
    before = logger.propagate
    logger.addHandler(silent)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(silent)
        logger.propagate = before
