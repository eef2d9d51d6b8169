"""Photographs of reports in the widths that screens want, as WebP and as JPEG, made of nothing but their pixels."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image

from generator.artifacts import Photograph, Variant
from generator.findings import Finding, Mark, Severity
from generator.i18n import Message
from generator.media.cache import remember
from generator.media.images import KINDS, clean, save
from generator.model.portfolio import Portfolio
from generator.model.report import Photo
from generator.project import Project
from generator.sources import read_media

FOLDER = "foto"
"""Where photographs stand below the root of the site."""
WIDTHS = (480, 960, 1600)

_VERSION = 1
"""Counts up when the same photograph would be made into other bytes."""
_SAVING: Mapping[str, Mapping[str, object]] = {
    "webp": {"quality": 78, "method": 6},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}
_ENDING = {"webp": "webp", "jpeg": "jpg"}


def publish(project: Project, portfolio: Portfolio, cache: Path | None) -> Iterator["Published | Finding"]:
    """Yield each photograph of a report once, or what forbids it.

    The portfolio is the one that is shown: what was withdrawn, and what has no consent any more, is not in it. Raise
    `OSError` where a file vanished since it was looked into.
    """
    seen: set[str] = set()
    for photo in photos(portfolio):
        kept = portfolio.kept.get(photo.kept_at)
        if kept is None or kept.kind not in KINDS or kept.path in seen:
            continue
        seen.add(kept.path)
        yield _publish(project, kept.path, kept.kind, photo.mark_of("file"), cache)


def photos(portfolio: Portfolio) -> Iterator[Photo]:
    """Yield every photograph of every report."""
    for _, report in portfolio.all_reports():
        yield from report.media


Published = tuple[str, Photograph, Mapping[str, bytes]]
"""The path in the project, what pages need to know, and the files by their addresses below the root of the site."""


def _publish(project: Project, path: str, kind: str, mark: Mark, cache: Path | None) -> Published | Finding:
    data = read_media(project, path)
    digest = hashlib.sha256(data).hexdigest()
    made = _made(data, kind, f"photograph {_VERSION} {WIDTHS} {_SAVING} {kind} {digest}", cache)
    if isinstance(made, Message):
        return Finding("photo-refused", Severity.ERROR, mark, made)
    stem = f"{FOLDER}/{path.split('/')[1]}/{_name(made)}"
    files = {f"{stem}-{width}.{_ENDING[form]}": file for (form, width, _), file in made.items()}
    variants = tuple(Variant(f"{stem}-{width}.{_ENDING[form]}", form, width, height) for form, width, height in made)
    return path, Photograph(variants), files


def _name(made: "Sizes") -> str:
    """Return a name that changes with the files, so that browsers may keep them for ever."""
    return hashlib.sha256(b"".join(made.values())).hexdigest()[:16]


Sizes = dict[tuple[str, int, int], bytes]
"""Files by kind, width and height."""


def _made(data: bytes, kind: str, said: str, cache: Path | None) -> Sizes | Message:
    def make() -> bytes | Message:
        image = clean(data, kind, WIDTHS[-1])
        return image if isinstance(image, Message) else _pack(dict(_sizes(image)))

    made = remember(cache, said, make)
    return made if isinstance(made, Message) else _unpack(made)


def _sizes(image: Image.Image) -> Iterator[tuple[tuple[str, int, int], bytes]]:
    """Yield the image in each width that it has, and in its own where that is less than the largest."""
    for width in sorted({min(one, image.width) for one in WIDTHS}):
        height = max(1, round(image.height * width / image.width))
        small = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        for form, how in _SAVING.items():
            yield (form, width, height), save(small, form, how)


def _pack(sizes: Sizes) -> bytes:
    """Put all sizes of one photograph into one file of the cache."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for key, data in sizes.items():
            archive.writestr(zipfile.ZipInfo(json.dumps(key)), data)
    return made.getvalue()


def _unpack(packed: bytes) -> Sizes:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {_key(name): archive.read(name) for name in archive.namelist()}


def _key(name: str) -> tuple[str, int, int]:
    form, width, height = json.loads(name)
    return str(form), int(width), int(height)
