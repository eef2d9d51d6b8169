"""Photographs and documents on their way to the site: images are rebuilt from their pixels, and nothing else travels.

An image file can hold the place where it was taken, the name of who took it, a smaller image from before it was
cut. A new image that is given the pixels alone has none of it.
"""

import hashlib
import io
from collections.abc import Iterator

from PIL import Image, ImageOps

from generator.artifacts import Evidence
from generator.findings import Finding, Severity
from generator.i18n import Message, msg
from generator.model.portfolio import Portfolio
from generator.model.source import SourceDocument
from generator.project import Project
from generator.sources import Kept, read_media

MAX_PIXELS = 25_000_000
FOLDER = "bukti"
"""Where documents stand below the root of the site."""

_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_SAVING: dict[str, dict[str, object]] = {
    "jpeg": {"quality": 88, "optimize": False, "progressive": False},
    "png": {"compress_level": 9},
    "webp": {"quality": 88, "method": 4},
}


def rebuild(data: bytes, kind: str) -> bytes | Message:
    """Return an image of the same pixels and kind (`jpeg`, `png`, `webp`), upright and without metadata, or why not."""
    try:
        with Image.open(io.BytesIO(data), formats=(_FORMATS[kind],)) as image:
            if image.width * image.height > MAX_PIXELS:
                return msg("the picture has more than {limit} megapixels", limit=MAX_PIXELS // 1_000_000)
            fresh = _paste(image)
        saved = io.BytesIO()
        fresh.save(saved, _FORMATS[kind], **_SAVING[kind])
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return msg("the picture cannot be read")
    return saved.getvalue()


def _paste(image: Image.Image) -> Image.Image:
    """Put the pixels of the first frame into a new image."""
    upright = ImageOps.exif_transpose(image)
    clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if clear and image.format != "JPEG" else "RGB")
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def publish(project: Project, portfolio: Portfolio) -> Iterator[tuple[Evidence, str, bytes] | Finding]:
    """Yield each kept document that a source names, with its path in the project and its bytes, or what forbids it.

    Raise `OSError` where a file vanished since it was looked into.
    """
    for source, kept in _named(portfolio):
        data = read_media(project, kept.path)
        made = rebuild(data, kept.kind) if kept.kind in _FORMATS else data
        if isinstance(made, Message):
            yield Finding("evidence-refused", Severity.ERROR, source.mark_of("file"), made)
        else:
            yield _evidence(kept, made), kept.path, made


def _named(portfolio: Portfolio) -> Iterator[tuple[SourceDocument, Kept]]:
    """Yield the kept documents, each once."""
    seen: set[str] = set()
    for source in portfolio.documents():
        kept = portfolio.kept.get(source.kept_at)
        if kept is not None and kept.kind and kept.path not in seen:
            seen.add(kept.path)
            yield source, kept


def _evidence(kept: Kept, data: bytes) -> Evidence:
    _, program, _, name = kept.path.split("/", 3)
    digest = hashlib.sha256(data).hexdigest()
    return Evidence(f"{FOLDER}/{program}/{name}", kept.kind, len(data), digest, kept.sha256)
