"""What the site of the handbook does with pages that are written for a forge too."""  # noqa: INP001 - run by MkDocs

import posixpath
import re

from mkdocs.structure.pages import Page

LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s:#]+)(#[^)\s]*)?\)")


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Leave the words of links to files outside docs/, which the site does not have."""
    folder = posixpath.dirname(page.file.src_uri)

    def inside(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, found[2]))
        return found[1] if target.startswith("..") else found[0]

    return LINK.sub(inside, markdown)


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Say the language of each page; one configuration knows only one."""
    english = not (page.file.src_uri.startswith("id/") or page.file.src_uri == "format.id.md")
    return output.replace('<html lang="id"', '<html lang="en"', 1) if english else output
