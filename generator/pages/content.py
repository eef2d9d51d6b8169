"""The hand-written pages of `content/`: safe Markdown and a title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.artifacts import Artifact
from generator.pages import terms
from generator.pages.site import ContentFile, Site

_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(?P<title>.+?)\s*$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*#\s+(?P<title>.+?)\s*\n")


@dataclass(frozen=True)
class ContentPage:
    """What the template of a hand-written page receives."""

    title: str
    text: str
    is_glossary: bool = False
    """Whether the rows of its tables explain terms, and so have names that other pages lead to."""

    def named(self, html: str) -> Markup:
        """Give the rows their names."""
        return terms.name_rows(html)


def pages(site: Site, content: Sequence[ContentFile]) -> Iterator[Artifact]:
    """Yield a page for each file of the site's language."""
    mine = sorted((one for one in content if one.language == site.language), key=lambda one: one.uri)
    for file in mine:
        page = read(file)
        yield site.page(
            file.uri,
            "pages/content.html.jinja",
            page,
            page.title,
            description=_first_sentence(page.text),
            source=file.path,
        )


def read(file: ContentFile) -> ContentPage:
    """Split a file into its title and its text; the title stands in the front matter, else in the first heading."""
    front = _FRONT.match(file.text)
    body = file.text[front.end() :] if front else file.text
    titled = _TITLE.search(front["front"]) if front else None
    heading = _HEADING.match(body)
    if heading:
        body = body[heading.end() :]
    title = titled["title"].strip("\"'") if titled else heading["title"] if heading else file.uri.removesuffix(".md")
    return ContentPage(title, body, is_glossary=file.uri == terms.URI)


def _first_sentence(text: str) -> str:
    for block in text.split("\n\n"):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(block.split()))
        if plain and plain[0].isalpha():
            return plain[:200]
    return ""
