"""What stands in a PDF besides its dots: its tags, their words for pictures, and its links."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True, slots=True)
class Tag:
    """One element of the tree that screen readers walk through."""

    kind: str
    alt: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A PDF, read."""

    language: str
    title: str
    part: str
    """The part of PDF/UA that it says it keeps."""
    marked: bool
    tags: tuple[Tag, ...]
    links: tuple[str, ...]
    pages: int

    def kinds(self, *names: str) -> list[str]:
        """Return the kinds of tags in their order, of those asked for."""
        return [one.kind for one in self.tags if one.kind in names]


def read(data: bytes) -> Read:
    """Read a PDF."""
    with pikepdf.open(io.BytesIO(data)) as file:
        with file.open_metadata() as said:
            part = str(said.get("{http://www.aiim.org/pdfua/ns/id/}part", ""))
        return Read(
            language=str(file.Root.get("/Lang", "")),
            title=str(file.docinfo.get("/Title", "")),
            part=part,
            marked=bool(file.Root.MarkInfo.Marked),
            tags=tuple(_tags(file.Root.StructTreeRoot, ())),
            links=tuple(_links(file)),
            pages=len(file.pages),
        )


def _tags(node: Any, path: tuple[str, ...]) -> Iterator[Tag]:  # noqa: ANN401 - pikepdf's objects
    if not isinstance(node, pikepdf.Dictionary):
        return
    kind = str(node.get("/S", "")).removeprefix("/")
    if kind:
        yield Tag(kind, str(node.get("/Alt", "")), path)
    children: Any = node.get("/K", [])
    for one in children if isinstance(children, pikepdf.Array) else [children]:
        yield from _tags(one, (*path, kind) if kind else path)


def _links(file: pikepdf.Pdf) -> Iterator[str]:
    for page in file.pages:
        for one in page.get("/Annots", []):
            if "/A" in one and "/URI" in one.A:
                yield str(one.A.URI)
