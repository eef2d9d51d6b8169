"""What a preview keeps of its last build: compiled templates, and the pages that did not change."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from generator import settings, theme
from generator.sources import ordinary_files
from generator.stages import Build

if TYPE_CHECKING:
    from generator.artifacts import Artifact

FIRST, LAST = 90, -90
"""After the plugin that sets the language and makes the files, and before or after all others."""


class Warm(BasePlugin):  # type: ignore[type-arg] # it has no options: no file names it
    """Stand beside the plugin `amanah` and let MkDocs frame only what changed since the last build.

    MkDocs has a mode for that, but there the titles are those of the changed pages only: they come from the navigation
    here.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
        self.frame: object = None
        self.pages: dict[str, dict[str, Artifact]] = {}
        self.changed: dict[str, set[str]] = {}
        self.environments: dict[str, Any] = {}

    def compare(self, made: Build) -> bool:
        """Find what changed since the last build; return whether the rest can stay where it is."""
        frame = _frame(made)
        pages = {language: {one.uri: one for one in files} for language, files in made.artifacts.items()}
        kept = frame == self.frame and {one: set(files) for one, files in pages.items()} == {
            one: set(files) for one, files in self.pages.items()
        }
        if not kept:
            self.forget()
        self.changed = {
            language: {uri for uri, one in files.items() if self.pages.get(language, {}).get(uri) != one}
            for language, files in pages.items()
        }
        self.frame, self.pages = frame, pages
        return kept

    def forget(self) -> None:
        """Begin anew, as after a build that failed half-way."""
        self.frame, self.pages, self.environments = None, {}, {}

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> None:
        """Lend the theme the environment whose templates are already compiled."""
        language = str(config.theme["language"])
        environment = self.environments.get(language) or _list_once(config.theme.get_env())
        self.environments[language] = environment
        config.theme.get_env = lambda: environment  # type: ignore[method-assign]

    @event_priority(LAST)
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Tell MkDocs which of our files it can leave alone."""
        changed = self.changed[str(config.theme["language"])]
        for file in files:
            if file.generated_by == "amanah":
                same = file.src_uri not in changed
                file.is_modified = lambda same=same: not same  # type: ignore[method-assign,misc]


def _list_once(environment: Any) -> Any:  # noqa: ANN401 - the theme's, whose library only pages may import
    """Keep the names of the theme's files: to go through thousands of icons takes longer than to make a page.

    MkDocs alone asks for them, with one filter; where the configuration changes, `Warm.forget` drops the environment.
    """
    listing, kept = environment.list_templates, list[str]()

    def list_templates(
        extensions: Collection[str] | None = None, filter_func: Callable[[str], bool] | None = None
    ) -> list[str]:
        kept[:] = kept or listing(extensions, filter_func)
        return list(kept)

    environment.list_templates = list_templates
    return environment


def _frame(made: Build) -> Mapping[str, object]:
    """Return what every page depends on besides its own content."""
    said = {language: settings.settings(made, language, {}) for language in made.artifacts}
    return {"settings": said, "files": [_stamp(path) for path in _frame_files(made)], "site_url": made.site_url}


def _frame_files(made: Build) -> list[Path]:
    folders = [one for one in theme.watched(made.project) if one.name in ("templates", made.project.config.name)]
    return sorted(path for one in folders for path in ([one] if one.is_file() else ordinary_files(one)))


def _stamp(path: Path) -> tuple[str, int, int]:
    said = path.stat()
    return str(path), said.st_mtime_ns, said.st_size
