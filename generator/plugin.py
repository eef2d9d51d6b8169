"""The MkDocs plugin: it hands the pages of a build to MkDocs, and has the other languages built after the first."""

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from generator import build, search, settings, sources, theme
from generator.artifacts import Artifact, Joined, Stored
from generator.errors import AmanahError, EnvironmentFault
from generator.findings import Severity
from generator.framing import Framed, Framing, basis_of, frame_key, frame_units, is_own, parts_of
from generator.i18n import msg
from generator.manifest import Written
from generator.output import Output
from generator.progress import SILENT, Progress
from generator.project import Project
from generator.publish import Stage
from generator.search import Index
from generator.sharing import workers
from generator.stages import Build
from generator.units import searched

log = get_plugin_logger("amanah")
OURS = {"amanah", "amanah/warm"}
"""The plugins that leave the pages as they are."""
UNDATED = "1980-01-01"
"""Stands in the place of the date where a build has none, since MkDocs would take today's."""


class AmanahPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call] # it has no options: the layout of a project is fixed
    """Build the site's files before MkDocs touches anything, then let MkDocs frame them, one run a language."""

    given: Build | None = None
    """What the command `amanah` has already built."""
    made: Build
    former: Build | None = None
    language = ""
    """The language at work; empty between builds."""
    stage: Stage | None = None
    serving = False
    index: Index | None = None
    """The search index that is being made, of all languages."""
    parts: tuple[int, ...] = ()
    """The numbers of its parts beside the main one."""
    framed: list[Framed]
    """The pages of the language at work that were framed without MkDocs."""
    jobs: int | None = None
    """Processes that frame pages; `None` for as many as suit."""
    progress: Progress = SILENT

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - MkDocs names the arguments
        """Remember whether this is a preview: it shows drafts, and faults as a page."""
        self.serving, self.keeping, self.given = command == "serve", False, None
        self.opened = ExitStack()
        self.frames: list[str] = []
        self.framed = []

    @event_priority(100)  # before plugins that ask for the language when they are configured
    def on_config(self, config: MkDocsConfig) -> None:
        """Build everything in memory; where that fails, nothing has been cleaned yet."""
        if not self.language:
            self.made = self._made(config)
            self.language = self.made.languages[0]
            config.site_url = config.site_url or self.made.site_url
            if not self.serving:
                self.stage = Stage.open(Path(config.site_dir))
                config.site_dir = str(self.stage.folder)
            if not self.keeping:  # an edit shows at once in a preview; its index waits for the next whole build
                self.index = self._begin_index()
        config.load_dict(settings.settings(self.made, self.language, config.extra))
        config.extra["amanah"]["parts"] = self.parts
        *own, ours = map(str, theme.themes(self.made.project))
        custom = [config.theme.custom_dir] if config.theme.custom_dir else []
        config.theme.dirs = list(dict.fromkeys([*own, *custom, ours, *config.theme.dirs]))
        config.theme["language"] = self.language
        if self.language != self.made.languages[0]:
            _share_assets(config)

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Put the files of the build in the place of everything that MkDocs found in its documents folder."""
        # Nothing of Material's scripts and styles is used, and other languages share the files at the root of the site.
        first = self.language == self.made.languages[0]
        own = {*map(str, theme.themes(self.made.project)), config.theme.custom_dir} if first else set()
        for file in [one for one in files if one.src_dir not in own]:
            files.remove(file)
        # Other plugins may want to see every page; where there are none, those of programs go another way.
        self.apart = bool(self.made.units) and not {*config.plugins} - OURS
        made = self.made.artifacts[self.language] if self.apart else self.made.files(self.language)
        self.pages = {one.uri: one for one in made}
        for one in self.pages.values():
            if self.apart and isinstance(one.content, Stored | Joined):
                continue
            level = InclusionLevel.NOT_IN_NAV if one.is_page and one.nav is None else InclusionLevel.INCLUDED
            content = "" if one.is_page else one.data
            files.append(File.generated(config, one.uri, content=content, inclusion=level))

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs names the arguments
        """Remember the navigation, which the pages of programs show too."""
        self.nav = nav

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ANN401 - of a library that pages alone import
        """Write what goes past MkDocs: large files in pieces, and the pages of programs unit by unit."""
        self.framed = []
        if not self.apart:
            return
        output = self._output(config)
        for one in self.made.artifacts[self.language]:
            if isinstance(one.content, Stored | Joined):
                self._note(config, {one.uri: output.write(one.uri, one.chunks)})
        documents = list(files.documentation_pages())
        units = self.made.units
        shelf = self.made.shelf.frames if self.made.shelf else None
        basis = basis_of(self.made, self.language, config, self._day)
        framing = Framing(
            units, self.language, config, documents, self.nav, env, self._prepare(config), shelf, output, self._day,
            basis, is_own(self.made, config),
        )  # fmt: skip
        tasks = workers(self.jobs).map(frame_units, framing, parts_of(len(units)))
        made = (one for some in tasks for one in some)
        title = msg("Writing the pages of programs")
        for some, written in self.progress.track(title, made, len(units)):
            self.framed += some
            self._note(config, written)
            if self.index is not None:
                self.index.go_on()
        self.frames += [frame_key(framing, one) for one in units]
        if self.stage is not None:
            self._part_with(files)

    def _part_with(self, files: Files) -> None:
        """Take away links at the places of files that MkDocs is going to write: it would write into the former site."""
        assert self.stage is not None  # noqa: S101 - for the type checker; only `on_env` calls this
        for one in files:
            place = Path(one.abs_dest_path)
            written = self.stage.written.get(place.relative_to(self.stage.folder).as_posix())
            if written is not None and written.is_linked:
                place.unlink()

    def _output(self, config: MkDocsConfig) -> Output:
        """Return where the files of the language at work are written."""
        # No other plugin comes after this: it might write into a file that is one of the former site, too.
        return self.stage.output.below(self._below(config)) if self.stage else Output(Path(config.site_dir))

    def _below(self, config: MkDocsConfig) -> str:
        """Return the folder of the language at work below the root of the site."""
        assert self.stage is not None  # noqa: S101 - for the type checker; a preview has none
        below = Path(config.site_dir).relative_to(self.stage.folder).as_posix()
        return "" if below == "." else below

    def _note(self, config: MkDocsConfig, written: Mapping[str, Written]) -> None:
        """Remember the checksums of files of the language at work, so that nobody has to read them again."""
        if self.stage is not None:
            below = self._below(config)
            above = f"{below}/" if below else ""
            self.stage.written.update({above + name: one for name, one in written.items()})

    def _prepare(self, config: MkDocsConfig) -> Callable[[Page, Artifact], None]:
        """Return what gives a page what its artifact says."""

        def prepare(page: Page, artifact: Artifact) -> None:
            self._describe(page, artifact, config)
            page.toc = _contents(artifact)
            page.content = artifact.text

        return prepare

    def on_template_context(
        self,
        context: TemplateContext,
        /,
        *,
        template_name: str,
        config: MkDocsConfig,  # noqa: ARG002 - MkDocs names the arguments
    ) -> TemplateContext:
        """Tell the site map of all pages."""
        if template_name == "sitemap.xml":
            pages: list[Any] = [*context["pages"], *self.framed]
            context["pages"] = sorted(pages, key=lambda one: str(one.url))
        return context

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give the page its frame's words; there is no Markdown, so that no author's text passes through it."""
        self._describe(page, self.pages[page.file.src_uri], config)
        return ""

    def _begin_index(self) -> Index:
        """Have all pages indexed while their frames are made."""
        made, shelf = self.made, self.made.shelf.indexes if self.made.shelf else None
        parts = search.count_parts(made.pages // len(made.languages))
        place = self.stage.scratch if self.stage else None
        index = self.opened.enter_context(search.indexing(made.languages, parts, shelf, place))
        for pages in made.artifacts.values():
            index.add(pages)
        index.sources += map(searched, made.units)
        index.start()
        self.parts = index.numbers
        return index

    @property
    def _day(self) -> str:
        return self.made.today.isoformat() if self.made.today else UNDATED

    def _describe(self, page: Page, artifact: Artifact, config: MkDocsConfig) -> None:
        page.meta = {**artifact.meta, "title": escape(artifact.title)}
        page.meta["description"] = escape(str(artifact.meta.get("description", "")))
        page.meta["hreflang"] = _alternates(artifact, page, config)
        page.update_date = self._day

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Return the page as it was rendered, and its own table of contents."""
        artifact = self.pages[page.file.src_uri]
        page.toc = _contents(artifact)
        return artifact.text

    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Leave the date out of the site map where the build has none."""
        return re.sub(f"<lastmod>{UNDATED}</lastmod>", "", output) if template_name == "sitemap.xml" else output

    @event_priority(-100)  # when the other plugins have finished the first language
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Build the other languages below the first, then publish all of them at once."""
        if self.language != self.made.languages[0]:
            return
        for language in self.made.languages[1:]:
            self.language = language
            build_site(_in_language(config, language), dirty=self.keeping)
        site = Path(config.site_dir)
        (site / "robots.txt").write_text(_robots(self.made, config), encoding="utf-8")
        if self.index is not None:
            with self.progress.stage(msg("Indexing for the search")):
                self._note(config, self.index.finish(self._output(config)))
        if self.made.shelf is not None and self.apart:
            self.made.shelf.frames.prune(self.frames)
        self._look_again()
        stage = self._end()
        if stage is not None:
            stage.publish(self.made.statement, self.made.key)

    def _look_again(self) -> None:
        """Raise where a template changed meanwhile: what was made of it is kept as if made of the former one."""
        made, shelf = self.made, self.made.shelf
        if shelf is None:
            return
        written = ("programs/", "content/")
        before = {name: one for name, one in made.statement.inputs.items() if not name.startswith(written)}
        if before != sources.sum_frame(made.project):
            for one in (shelf, shelf.frames):
                one.prune(())
            raise EnvironmentFault(msg("templates changed while the site was built; build it again"))

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the former site as it was."""
        stage = self._end()
        if stage is not None:
            stage.discard()
        if self.given is None and isinstance(error, AmanahError | OSError):
            raise PluginError(str(error)) from error

    def on_serve(
        self,
        server: LiveReloadServer,
        /,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],  # noqa: ARG002
    ) -> None:
        """Watch what the site is made of, and let its pages load the script that reloads them."""
        inject = server._inject_js_into_html  # noqa: SLF001 - MkDocs has no other way to change what it serves
        server._inject_js_into_html = lambda page, epoch: inject(theme.loosen(page), epoch)  # type: ignore[no-untyped-call,method-assign] # noqa: SLF001
        for folder in theme.watched(Project(Path(config.config_file_path).parent)):
            server.watch(str(folder))

    def _end(self) -> Stage | None:
        """Forget the build at hand, since MkDocs keeps the plugin for the next one; return its stage."""
        stage, self.stage, self.language = self.stage, None, ""
        self.opened.close()
        self.index = None
        return stage

    def _made(self, config: MkDocsConfig) -> Build:
        if self.given is not None:
            return self.given
        made = build.build(_project(config), drafts=self.serving)
        _log(made)
        # MkDocs counts warnings at the end of a build, and none that -q hides: a strict build is refused here.
        if not self.serving and (made.blocked or (config.strict and made.warned)):
            raise PluginError(str(msg("nothing was built; the former site stays as it was")))
        if made.blocked:
            return settings.explain(made, self.former)
        self.former = made
        return made


def _project(config: MkDocsConfig) -> Project:
    return Project(Path(config.config_file_path).resolve().parent)


def _log(made: Build) -> None:
    """Pass the findings to MkDocs, whose strict mode counts warnings."""
    levels = {Severity.ERROR: log.error, Severity.WARNING: log.warning, Severity.INFO: log.info}
    for finding in made.findings:
        (levels[finding.severity] if finding.disclosed is None else log.info)(finding.text())


def _in_language(config: MkDocsConfig, language: str) -> MkDocsConfig:
    """Derive the configuration of another language from that of the first."""
    other = load_config(
        config_file=config.config_file_path,
        docs_dir=config.docs_dir,
        site_dir=str(Path(config.site_dir) / language),
        site_url=f"{config.site_url.rstrip('/')}/{language}/" if config.site_url else None,
        strict=config.strict,
    )
    for name, plugin in config.plugins.items():
        if name not in other.plugins:  # added in memory, as by `amanah serve`
            other.plugins[name] = plugin
    return other


def _share_assets(config: MkDocsConfig) -> None:
    """Let the pages of another language use the style sheets and scripts at the root of the site."""
    config.extra_css = [f"../{one}" for one in config.extra_css]
    for script in config.extra_javascript:
        if not isinstance(script, str):
            script.path = f"../{script.path}"


def _alternates(artifact: Artifact, page: Page, config: MkDocsConfig) -> dict[str, str]:
    """Return the addresses of a page in all languages: whole ones where the site has one, else the ways there."""
    ways = artifact.meta.get("alternates")
    if not isinstance(ways, dict):
        return {}
    if not config.site_url or not page.canonical_url:
        return {str(language): str(way) for language, way in ways.items()}
    whole = {str(language): urljoin(page.canonical_url, str(way)) for language, way in ways.items()}
    return {**whole, "x-default": next(iter(whole.values()))}


def _robots(made: Build, config: MkDocsConfig) -> str:
    """Invite every robot, and name the site maps where the site has an address."""
    maps = [""] + [f"{one}/" for one in made.languages[1:]] if config.site_url else []
    home = (config.site_url or "").rstrip("/")
    return "".join(["User-agent: *\nAllow: /\n", *(f"Sitemap: {home}/{one}sitemap.xml\n" for one in maps)])


def _contents(artifact: Artifact) -> TableOfContents:
    """Nest the headings of a page: each below the last one of a higher level."""
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in artifact.toc:
        link = AnchorLink(heading.title, heading.anchor, heading.level)
        while above and above[-1].level >= link.level:
            above.pop()
        (above[-1].children if above else top).append(link)
        above.append(link)
    return TableOfContents(top)
