"""Authors' Markdown: a safe subset without HTML, cleaned once more, with quoted figures and marked numbers.

Numbers that are no quantities (days, addresses, numbers of laws, codes) are marked with `data-number`, so that
whatever digit is left on a page without a figure behind it can be found.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, count

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup, escape

Quote = Callable[[str, str], Markup | None]
Resolve = Callable[[str], str]

PROSE, PAGE = "prose", "page"

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "br", "code", "s",
         "table", "thead", "tbody", "tr", "th", "td", "span", "time"}  # fmt: skip
_HEADINGS = {"h2", "h3", "h4", "hr"}
_ATTRIBUTES = {"a": {"href", "class"}, "span": {"class", "data-number"}, "time": {"data-number"}, "h2": {"id"},
               "th": {"class"}, "td": {"class"}, "table": {"class"}, "ol": {"start"}}  # fmt: skip
_SCHEMES = {"http", "https", "mailto"}

_MONTHS = (
    "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember|"
    "January|February|March|May|June|July|August|October|December"
)
_CLASSES: tuple[tuple[str, str], ...] = (
    ("law", r"\b(?:Nomor|No\.|Number|No) ?[0-9]+[A-Za-z]? (?:Tahun|of) [0-9]{4}\b"),
    ("law", r"\b[0-9]{1,3}/[0-9]{4}\b"),
    ("law", r"\b(?:Pasal|ayat|Article|Nomor|PSAK|ISAK|SDG|TPB) [0-9]+\b"),
    ("date", rf"\b[0-9]{{1,2}} (?:{_MONTHS})(?: [0-9]{{4}})?\b"),
    ("date", rf"\b(?:{_MONTHS}) [0-9]{{4}}\b"),
    ("address", r"\b(?:RT|RW|Lingkungan|Blok|Neighbourhood) ?[0-9]+\b"),
    ("code", r"\b[0-9]{2}\.[0-9]{2}(?:\.[0-9]{2})?(?:\.[0-9]{4})?\b"),
    ("date", r"\b(?:19|20)[0-9]{2}\b"),
)
_NUMBERS = re.compile("|".join(f"(?P<c{index}>{pattern})" for index, (_, pattern) in enumerate(_CLASSES)))


def render_markdown(text: str, kind: str, quote: Quote, resolve: Resolve = str) -> Markup:
    """Return clean HTML of an author's text; `quote` writes the figures that it names, `resolve` finds other pages."""
    if "[" in text or "<" in text:  # what links begin with
        return _render(text, kind, quote, resolve)
    return _render_plain(text, kind)


@lru_cache(maxsize=10_000)
def _render_plain(text: str, kind: str) -> Markup:
    """Return the HTML of a text without links, which is the same on every page; a summary stands on a dozen."""
    return _render(text, kind, lambda path, words: None, str)  # noqa: ARG005 - nothing is quoted without a link


def _render(text: str, kind: str, quote: Quote, resolve: Resolve) -> Markup:
    html = _parser(kind).render(text, {"quote": quote, "resolve": resolve})
    tags = _TAGS | _HEADINGS if kind == PAGE else _TAGS
    clean = nh3.clean(html, tags=tags, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener")
    return Markup(clean)  # noqa: S704 - cleaned by nh3 on the line above


@cache
def _parser(kind: str) -> MarkdownIt:
    """Return a CommonMark parser without HTML and images; headings only on hand-written pages."""
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    parser.disable(["image", "code", "fence", "html_block", "html_inline"])
    if kind == PROSE:
        parser.disable(["heading", "lheading", "hr"])
    parser.validateLink = _leads_to_web  # type: ignore[assignment] # its own rule lets data:image through
    parser.core.ruler.push("amanah", _mark)
    return parser


def _leads_to_web(href: str) -> bool:
    """Tell whether a link may be one: to the web, to a mailbox, to a figure, or to a place of this site."""
    scheme, colon, _ = href.partition(":")
    if colon and re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme, re.IGNORECASE):
        return scheme.lower() in (*_SCHEMES, "figure")
    return not href.startswith(("//", "\\", "/\\"))


def _mark(state: StateCore) -> None:
    """Write quoted figures, mark numbers that are no quantities, and give headings their anchors."""
    quote: Quote = state.env["quote"]
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and token.children:
            token.children = list(_children(token.children, quote))
            _resolve(token.children, state.env["resolve"])
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", _own_anchor(state.tokens[index + 1].content, state.env.setdefault("anchors", set())))
        if token.type == "table_open":
            token.attrSet("class", "plain")


def _resolve(tokens: Sequence[Token], resolve: Resolve) -> None:
    """Turn links to Markdown files, as authors write them, into links to their pages."""
    for token in tokens:
        href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        if href.partition("#")[0].endswith(".md") and ":" not in href:
            token.attrSet("href", resolve(href))


def anchor(title: str) -> str:
    """Return the id of a heading: its words in small letters with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "bagian"


def _own_anchor(title: str, taken: set[str]) -> str:
    """Return an anchor that no other heading has; ids that begin with `amanah` are those of the frame."""
    wanted = anchor(title)
    wanted = f"bagian-{wanted}" if wanted.startswith("amanah-") else wanted
    found = next(one for one in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if one not in taken)
    taken.add(found)
    return found


def _children(tokens: Sequence[Token], quote: Quote) -> Iterator[Token]:
    inside, words, path = False, "", ""
    for token in tokens:
        href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        if href.startswith("figure:"):
            inside, words, path = True, "", href.removeprefix("figure:")
        elif inside and token.type == "link_close":
            inside = False
            written = quote(path, words)
            yield _html(written if written is not None else escape(words or path))
        elif inside:
            words += token.content
        elif token.type == "text":
            yield from _numbers(token)
        else:
            yield token


def _numbers(token: Token) -> Iterator[Token]:
    last = 0
    for found in _NUMBERS.finditer(token.content):
        kind = _CLASSES[int((found.lastgroup or "c0")[1:])][0]
        yield _text(token.content[last : found.start()])
        yield _html(Markup('<span data-number="{}">{}</span>').format(kind, found[0]))
        last = found.end()
    yield _text(token.content[last:])


@lru_cache(maxsize=10_000)
def mark_numbers(text: str) -> Markup:
    """Write a plain text with its days, addresses, numbers of laws and codes marked as such."""
    return Markup("").join(
        Markup(token.content) if token.type == "html_inline" else escape(token.content)  # noqa: S704 - made by _html
        for token in _numbers(_text(text))
    )


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _html(html: str) -> Token:
    return Token("html_inline", "", 0, content=str(html))
