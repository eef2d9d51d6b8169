"""Photographs on pages: which ones, and the ways to their files."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.artifacts import Photograph, Variant
from generator.model.report import Photo

SIZES = "(min-width: 880px) 800px, 92vw"
"""How wide a photograph is: as wide as the column."""


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photograph where it stands on a page."""

    photo: Photo
    published: Photograph
    ways: Mapping[str, str]
    """The ways from the page to its files, by their addresses."""
    alt: str
    language: str = ""
    """The language of the alternative text, where it is not that of the page."""
    sizes: str = SIZES

    @property
    def src(self) -> str:
        """Return the file for browsers that choose none; it is the one in the middle."""
        return self.ways[self._middle.uri]

    @property
    def width(self) -> int:
        """Return the width that keeps its place on the page."""
        return self._middle.width

    @property
    def height(self) -> int:
        """Return the height that keeps its place on the page."""
        return self._middle.height

    @property
    def is_tall(self) -> bool:
        """Tell whether it is higher than wide, so that it shall not fill the column."""
        return self.height > self.width

    def srcset(self, kind: str) -> str:
        """Return the files of one kind with their widths, for the browser to choose from."""
        return ", ".join(f"{self.ways[one.uri]} {one.width}w" for one in self.published.of(kind))

    @property
    def _middle(self) -> Variant:
        variants = self.published.of("jpeg")
        return variants[len(variants) // 2]
