"""What all pages share: the environment of the templates, links between pages, and the making of an artifact."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from generator.artifacts import Artifact, Download, Drawing, Heading, Photograph, SharedImage
from generator.findings import Checked
from generator.i18n import Translator, is_localizable, msg, translator
from generator.model.figure import Figure, Suppressed
from generator.model.report import Photo, Report
from generator.model.text import FIGURE_LINK, Text
from generator.pages import linked
from generator.pages.address import Printed
from generator.pages.changed import last_change
from generator.pages.environment import Writer, environment, find_quoted
from generator.pages.figures import Figures
from generator.pages.kept import Kept, frame_of
from generator.pages.marks import place
from generator.pages.mistakes import Desk
from generator.pages.numbers import Numbers
from generator.pages.photographs import PhotoView
from generator.pages.ways import program_at, way
from generator.project import TEMPLATES
from generator.sources import ordinary_files
from generator.views.corrections import FEEDS, Corrected
from generator.views.ledger import ledger_url
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

EVERYWHERE = ("figures", "jsonld", "feeds")
"""Exports about the whole site that pages about a program name too."""

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_CONTENTS = "<!--contents-->"
"""Stands in a template where a page has its contents on narrow screens."""


@dataclass(frozen=True)
class ContentFile:
    """One hand-written page: its file, its address below the root of its language, and its Markdown."""

    path: str
    uri: str
    text: str
    language: str


@dataclass(frozen=True)
class RenderOptions:
    """How pages are rendered: the project's templates, drafts or none, the commit, and the day of the build."""

    templates: Path
    drafts: bool = False
    commit: str = ""
    today: date | None = None
    downloads: tuple[Download, ...] = ()
    """What the exports made."""
    photographs: Mapping[str, Photograph] = field(default_factory=dict)
    """Photographs as they are published, by their paths in the project."""
    shared: Mapping[str, SharedImage] = field(default_factory=dict)
    """The pictures of shared links, by the addresses of the pages they belong to."""
    paper: bool = False
    """Whether each report comes as PDF too."""
    address: str = ""
    """Where the site will stand, with the slash at its end; nothing where nobody says it."""


@dataclass(frozen=True)
class Site:
    """One language of the site while it is rendered."""

    view: PortfolioView
    checked: Checked
    language: str
    drawings: Mapping[str, tuple[Drawing, ...]]
    options: RenderOptions
    terms: frozenset[str] = frozenset()
    """Rows of the glossary that explain technical terms."""
    about: ProgramView | None = None
    """The one program whose pages are made, where those of no other are."""
    kept: Kept | None = None
    """Pages of the last rendering, in a preview."""

    @property
    def to(self) -> Translator:
        """Return the translator of the language."""
        return translator(self.language)

    @property
    def address(self) -> str:
        """Return where the whole site will stand, or nothing."""
        return self.options.address

    @cached_property
    def figures(self) -> Mapping[str, Figure | Suppressed]:
        """Return the figures that stand in ledgers, by address; a single program sees its own and those of the site."""
        if self.about is None:
            return Figures(self.view.ledgers())
        return Figures((self.view.ledger, self.about.ledger, *(report.ledger for report in self.about.reports)))

    @cached_property
    def numbers(self) -> Numbers:
        """Return what remembers how figures are written."""
        return Numbers(self.to)

    @cached_property
    def templates(self) -> tuple[tuple[str, int], ...]:
        """Return every template with the moment it was last changed."""
        found = (path for folder in (self.options.templates, TEMPLATES) for path in ordinary_files(folder))
        return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in found if path.suffix == ".jinja"))

    @property
    def repository(self) -> str:
        """Return the address of the repository on its forge, where it is one that a browser opens."""
        said = (self.view.publisher.repository or "").rstrip("/")
        return said if said.startswith(("https://", "http://")) else ""

    @cached_property
    def corrected(self) -> dict[str, Corrected]:
        """Return the last correction of each figure that was corrected, by address."""
        found: dict[str, Corrected] = {}
        for one in self.view.corrections:
            found.setdefault(one.entry.figure.address, one.corrected)
        return found

    def _mark(self, writer: Writer, address: str, /, *, whole: bool) -> str:
        template = environment(self.options.templates).get_template("partials/corrected.html.jinja")
        one = self.corrected[address]
        return template.render(
            one=one, whole=whole, href=writer.link(ledger_url(address)), to=self.to, w=writer
        ).strip()

    def root_of(self, language: str) -> str:
        """Return the folder of a language below the root of the site."""
        return "" if language == self.view.publisher.languages[0] else f"{language}/"

    def drawings_of(self, scope: str, section: str = "") -> tuple[Drawing, ...]:
        """Return the charts of a scope, or of one section of it."""
        return tuple(one for one in self.drawings.get(scope, ()) if section in ("", one.section))

    def page(  # noqa: PLR0913 - a page has an address, a template, a context and words for the frame
        self,
        uri: str,
        template: str,
        context: object,
        title: object,
        *,
        description: object = "",
        crumbs: Sequence[tuple[object, str]] = (),
        source: str = "",
        nav: int | None = None,
        draft: bool = False,
        searched: bool = True,
        things: Iterable[linked.Node] = (),
        paper: str = "",
    ) -> Artifact:
        """Render one page; `crumbs` are pairs of title and address below the root of the language.

        `things` is what it tells of, in the words of schema.org; `paper` is the name of its PDF, if it has one.
        """
        url = Artifact(uri, "", self.language).url
        terms = self.terms if searched else frozenset()
        writer = Writer(self.numbers, url, self.figures, self.corrected, self._desk(url), terms)
        html = (
            environment(self.options.templates)
            .get_template(template)
            .render(page=context, site=self, to=self.to, w=writer)
        )
        html = f"{self._contents(html)}{self._mistake(writer)}{self._printed(url)}"
        html = place(html, partial(self._mark, Writer(self.numbers, url, self.figures)))  # a mark carries no marks
        above = crumbs or (((msg("Home"), ""),) if url else ())
        trail = [[self.say(name), writer.link(at)] for name, at in above]
        words = self.plain(description) if isinstance(description, Text) else self.say(description)
        named = [(self.say(name), at) for name, at in above]
        about = linked.of_page(self, url, self.say(title), words, named)
        meta: dict[str, object] = {
            "title": self.say(title),
            "description": words,
            "linked": linked.write([*about, *things]),
            "lang": self.language,
            "alternates": {one: self._alternate(url, one) for one in self.view.publisher.languages},
            "breadcrumbs": [*trail, [self.say(title), ""]] if trail else [],
            "draft": draft,
            "search": {"exclude": not searched},
            "share": self._share(url),
            "paper": paper,
            "changed": "" if self.options.drafts else last_change(self.view, url, self.to),
            "feeds": [
                {"type": "application/atom+xml", "title": self.say(one.title), "url": writer.link(one.uri)}
                for one in FEEDS
            ],
            "files": [
                {"type": one.media, "title": self.say(one.title), "url": self.way(url, one.uri)}
                for one in self.named(url)
            ],
        }
        return Artifact(uri, html, self.language, self.say(title), source, meta, headings(html), nav)

    def keep(
        self,
        uri: str,
        objects: tuple[object, ...],
        basis: Callable[[Kept], tuple[object, ...]],
        make: Callable[[], Artifact],
    ) -> Artifact:
        """Return a page, taken as it was where it tells of the same objects, and all else that it reads is equal."""
        if self.kept is None:
            return make()
        whole = (*frame_of(self, Artifact(uri, "", self.language).url), *basis(self.kept))
        return self.kept.page((self.language, uri), objects, whole, make)

    def downloads_of(self, program: str = "") -> tuple[Download, ...]:
        """Return the files about a program, or about all of them, that speak the language of the page or none."""
        return self._downloads.get(program, ())

    @cached_property
    def _downloads(self) -> dict[str, tuple[Download, ...]]:
        found: dict[str, list[Download]] = {}
        for one in self.options.downloads:
            if one.language in ("", self.language):
                found.setdefault(one.program, []).append(one)
        return {name: tuple(files) for name, files in found.items()}

    def named(self, url: str) -> Iterable[Download]:
        """Yield the files that a page names to machines: of the whole site, and of the program it is about."""
        about = program_at(url)
        whole = (one for one in self.downloads_of() if not about or one.format in EVERYWHERE)
        return (one for one in (*whole, *(self.downloads_of(about) if about else ())) if one.named)

    def _desk(self, url: str) -> Desk:
        return Desk(self.view.publisher, f"{self.address or '/'}{self.root_of(self.language)}{url}", self.to)

    def _contents(self, html: str) -> str:
        """Put the contents of a page where its template asks for them."""
        if _CONTENTS not in html:
            return html
        template = environment(self.options.templates).get_template("partials/contents.html.jinja")
        return html.replace(_CONTENTS, template.render(headings=headings(html), to=self.to), 1)

    def _mistake(self, writer: Writer) -> str:
        """Write how an error on the page is reported."""
        template = environment(self.options.templates).get_template("partials/mistake.html.jinja")
        return template.render(href=writer.report(), to=self.to)

    def _printed(self, url: str) -> str:
        """Write where the page stands on the web, for those who print it."""
        if not self.address:
            return ""
        one = Printed(self.address + self.root_of(self.language) + url)
        template = environment(self.options.templates).get_template("partials/address.html.jinja")
        return template.render(one=one, to=self.to)

    def _share(self, url: str) -> dict[str, object]:
        """Return the picture of a page for those who share it; one without its own shows that of the page above it."""
        above = [url]
        while above[-1]:
            above.append(above[-1].rstrip("/").rpartition("/")[0].rstrip("/") + "/" if above[-1].count("/") > 1 else "")
        image = next((self.options.shared[one] for one in above if one in self.options.shared), None)
        return {"image": image.uri, "width": image.width, "height": image.height, "alt": image.alt} if image else {}

    def photos_of(self, report: Report, writer: Writer) -> tuple[PhotoView, ...]:
        """Return the photographs of a report that are published, for the page that the writer writes."""
        return tuple(
            self._photo(one, self.options.photographs[one.kept_at], writer)
            for one in report.media
            if one.kept_at in self.options.photographs
        )

    def latest_photos(self, program: ProgramView, writer: Writer) -> tuple[PhotoView, ...]:
        """Return the photographs of the last report of a program that has some."""
        found = (self.photos_of(one.report, writer) for one in reversed(program.reports))
        return next(filter(None, found), ())

    def _photo(self, photo: Photo, published: Photograph, writer: Writer) -> PhotoView:
        alt, language = photo.alt.in_language(self.language)
        ways = {one.uri: self.way(writer.url, one.uri) for one in published.variants}
        return PhotoView(photo, published, ways, alt, "" if language == self.language else language)

    def plain(self, text: Text) -> str:
        """Write prose without markup, its quoted figures as words and numbers."""
        words = text.in_language(self.language)[0]

        def write(quoted: re.Match[str]) -> str:
            found = find_quoted(self.figures, text.scope, quoted[2])
            return quoted[1] or (found.localize(self.to) if found else "")

        return " ".join(FIGURE_LINK.sub(write, words).replace("*", "").split())

    def say(self, value: object) -> str:
        """Write anything localizable as plain text."""
        return self.to.show(value) if is_localizable(value) else str(value)

    def way_from(self, uri: str, target: str) -> str:
        """Return the way from a page of this language to a file below the root of the whole site."""
        return self.way(Artifact(uri, "", self.language).url, target)

    def way(self, url: str, target: str) -> str:
        """Return the same, from the address of the page."""
        return way(target, self.root_of(self.language) + url)

    def _alternate(self, url: str, language: str) -> str:
        """Return the way from a page to the same page in another language."""
        here, there = self.root_of(self.language) + url, self.root_of(language) + url
        return relative(here, there)


def relative(here: str, there: str) -> str:
    """Return the way from one page to another, both as folders below one root."""
    found = way(there, here)
    return found if found.endswith("/") else f"{found}/"


def headings(html: str) -> tuple[Heading, ...]:
    """Return the second-level headings of a page for its table of contents."""
    return tuple(Heading(_TAG.sub("", text).strip(), anchor) for anchor, text in _HEADING.findall(html))


def program_url(program: ProgramView) -> str:
    """Return the address of a program's page below the root of the language."""
    return f"program/{program.program.id}/"
