"""Reports as PDF: the page itself, laid out by the print style sheets, tagged for screen readers (PDF/UA).

The only user of WeasyPrint, which is an extra: whoever does not ask for PDF needs neither it nor Pango. It is given the
files of the build and of the theme, and can fetch nothing else, from the disk or the network.
"""

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

from generator import cache
from generator.artifacts import Artifact
from generator.errors import EnvironmentFault
from generator.i18n import msg

NOWHERE = "http://site.invalid/"
"""Stands for the root of a site that has no address; no link to it is left in a PDF."""

_STYLES = "assets/stylesheets/"
_FONTS = Path(__file__).parent / "charts" / "fonts"
_NARROW = re.compile(r'<div class="chart-narrow".*?</div>', re.DOTALL)
_WIDE = re.compile(r'(<div class="chart-wide") role="img" aria-label="([^"]*)">\s*(<svg\b[^>]*>)')
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_COLOUR = re.compile(r"--([\w-]+): (#[0-9A-Fa-f]{6})\b")
_RELATIVE = re.compile(r'\shref="(?!#|https?:|mailto:)[^"]*"')
_SCREEN_FACE = re.compile(r"@font-face \{[^}]*font-weight: 400 650[^}]*\}")
_GRADIENT = re.compile(r"gradient\([^;{}]*", re.IGNORECASE)
_LETTERS = (
    ".ct,.cv,.cm,.ca{{font-family:'Amanah Sans';font-size:13px}}.cv,.ca{{font-weight:700}}"
    ".ct,.cv{{fill:{ink}}}.cm{{fill:{muted}}}.ca{{fill:{att}}}"
)
"""What amanah.css says of the letters in charts; a style sheet of the page does not reach into a drawing."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on paper besides the page: who publishes it, and what is said at the head of every page."""

    publisher: str
    notice: str = ""


def gather(artifacts: Mapping[str, tuple[Artifact, ...]], theme: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what a page may show, by address below the root of the site: its pictures, our styles and letters."""
    pictures = {
        one.uri: one.data for made in artifacts.values() for one in made if one.uri.endswith((".jpg", ".png", ".webp"))
    }
    letters = {
        f"assets/fonts/paper-{weight}.ttf": (_FONTS / f"amanah-sans-{weight}.ttf").read_bytes() for weight in (400, 650)
    }
    return {**pictures, **theme, **letters}


def require() -> ModuleType:
    """Return WeasyPrint; raise `EnvironmentFault` where it or the libraries that it draws with are missing."""
    try:
        import weasyprint  # noqa: PLC0415 - an extra
    except ImportError:
        raise EnvironmentFault(msg("PDF needs WeasyPrint: pip install 'amanah[pdf]'")) from None
    except OSError:
        said = msg(
            "PDF needs the library Pango, which this machine lacks; on Debian: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
        raise EnvironmentFault(said) from None
    return weasyprint  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Press:
    """Prints the pages of one site: `files` is all that it can fetch, by addresses below the root of the site.

    `address` is where the site will stand, with the slash at its end, or nothing: then no link leads to another page.
    """

    files: Mapping[str, bytes]
    address: str
    folder: Path | None = None
    """Where PDFs are kept between builds."""

    def print(self, page: Artifact, root: str, words: Words) -> Artifact:
        """Return the PDF of a page; `root` is the folder of its language below the root of the site.

        One that was printed before of the very same things is taken from the folder.
        """
        text, at = self._text(page, words), self._root + root + page.url
        name = hashlib.sha256(f"{self._basis}\n{at}\n{text}".encode()).hexdigest()
        printed = cache.recall(self.folder / name) if self.folder else None
        if printed is None:
            printed = self._lay_out(text, at)
            if self.folder:
                cache.keep(self.folder / name, printed)
        return Artifact(page.url + str(page.meta["paper"]), printed, page.language, source=page.source)

    def _lay_out(self, text: str, at: str) -> bytes:
        page = require().HTML(string=text, base_url=at, url_fetcher=self._fetcher)
        target = io.BytesIO()
        styles, fonts = self._styles
        page.write_pdf(target, stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
        return target.getvalue()

    @property
    def _root(self) -> str:
        return self.address or NOWHERE

    @cached_property
    def _basis(self) -> str:
        """Return what every PDF depends on besides its page: this code, the styles, and the libraries that lay it out.

        Pictures are named by their content, so that the page names them all.
        """
        weasyprint = require()
        pango = weasyprint.text.ffi.pango.pango_version()
        styles = hashlib.sha256("\n".join(self._css).encode()).hexdigest()
        return f"{cache.sum_code(Path(__file__))} {weasyprint.__version__} {pango} {styles} {self.address}"

    @cached_property
    def _css(self) -> tuple[str, ...]:
        """Return our style sheets as the printer understands them.

        It knows neither variable fonts nor weight 650, and stumbles over the letters' colour in a gradient.
        """
        read = (self.files[f"{_STYLES}{name}.css"].decode() for name in ("amanah", "print", "paper"))
        plain = (_GRADIENT.sub(lambda found: found[0].replace("currentcolor", "#000"), one) for one in read)
        return tuple(re.sub(r"\b650\b(?!\.ttf)", "700", _SCREEN_FACE.sub("", one)) for one in plain)

    @cached_property
    def _styles(self) -> tuple[list[Any], Any]:
        weasyprint = require()
        fonts = weasyprint.text.fonts.FontConfiguration()
        at = f"{self._root}{_STYLES}"
        made = [
            weasyprint.CSS(string=one, base_url=at, url_fetcher=self._fetcher, font_config=fonts) for one in self._css
        ]
        return made, fonts

    @cached_property
    def _colours(self) -> dict[str, str]:
        """Return the colours of the light scheme by their names: the first of each name is the one."""
        return dict(reversed(_COLOUR.findall(self._css[0])))

    def _text(self, page: Artifact, words: Words) -> str:
        """Return the page as a document of its own, its charts with their words and colours inside."""
        body = _NARROW.sub("", page.text)
        letters = _LETTERS.format_map(self._colours)
        body = _WIDE.sub(rf"\1>\3<title>\2</title><style>{letters}</style>", body)
        body = _VARIABLE.sub(lambda found: self._colours.get(found[1], found[0]), body)
        if not self.address:
            body = _RELATIVE.sub("", body)
        notice = f'<aside class="banner"><p>{escape(words.notice)}</p></aside>' if words.notice else ""
        return (
            f'<!doctype html><html lang="{escape(page.language)}"><head><meta charset="utf-8">'
            f"<title>{escape(page.title)}</title>"
            f'<meta name="author" content="{escape(words.publisher)}">'
            f'<meta name="description" content="{escape(str(page.meta.get("description", "")))}"></head>'
            f'<body>{notice}<article class="sheet">{body}</article></body></html>'
        )

    @cached_property
    def _fetcher(self) -> Any:  # noqa: ANN401 - a type of the library, which may be missing
        """Return the one way in which the library gets at anything."""
        library = require().urls
        root, files = self._root, self.files

        class Fetcher(library.URLFetcher):  # type: ignore[misc,name-defined]
            def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002 - the library's signature
                """Return a file of the site; anything else is refused."""
                if not url.startswith(root):
                    raise ValueError(url)
                return library.URLFetcherResponse(url, files[unquote(urlsplit(url[len(root) :]).path)])

        return Fetcher()
