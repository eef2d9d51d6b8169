"""Images of authors: what one shows goes into a new one, what else its file holds stays behind."""

import io
import warnings
from collections.abc import Mapping

from PIL import Image, ImageOps

from generator.i18n import Message, msg

MAX_PIXELS = 25_000_000

KINDS: Mapping[str, str] = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
"""What Pillow calls the kinds of images that are taken."""

_SAVING: Mapping[str, Mapping[str, object]] = {
    "jpeg": {"quality": 88, "optimize": False, "progressive": False},
    "png": {"compress_level": 9},
    "webp": {"quality": 88, "method": 4},
}


def rebuild(data: bytes, kind: str) -> bytes | Message:
    """Return an image of the same pixels and kind (`jpeg`, `png`, `webp`), upright and without metadata, or why not."""
    fresh = clean(data, kind)
    return fresh if isinstance(fresh, Message) else save(fresh, kind, _SAVING[kind])


def clean(data: bytes, kind: str, width: int = 0) -> Image.Image | Message:
    """Return the pixels of the first frame as a new image, upright, or why there are none.

    With a `width` the image may be read smaller, as far as it stays at least that wide and high: a photograph of 24
    megapixels then takes a tenth of the memory.
    """
    try:
        # Pillow warns of large images before we can count; the warning would be all that says so, so it is an error.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _clean(data, KINDS[kind], width)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return _too_large()
    except Exception:  # noqa: BLE001 - readers of images raise whatever a broken file makes them stumble over
        return msg("the picture cannot be read")


def _clean(data: bytes, kind: str, width: int) -> Image.Image | Message:
    with Image.open(io.BytesIO(data), formats=(kind,)) as image:
        if image.width * image.height > MAX_PIXELS:
            return _too_large()
        if width and kind == "JPEG":
            image.draft("RGB", (width, width))
        return _paste(image, flat=bool(width))


def _too_large() -> Message:
    return msg("the picture has more than {limit} megapixels", limit=MAX_PIXELS // 1_000_000)


def _paste(image: Image.Image, *, flat: bool) -> Image.Image:
    """Put the pixels of the first frame into a new image; `flat` puts what is transparent on white."""
    upright = ImageOps.exif_transpose(image)
    clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if clear and image.format != "JPEG" else "RGB")
    fresh = Image.new("RGB" if flat else plain.mode, plain.size, "white" if flat else 0)
    fresh.paste(plain, mask=plain if flat and plain.mode == "RGBA" else None)
    return fresh


def save(image: Image.Image, kind: str, how: Mapping[str, object]) -> bytes:
    """Return an image as a file of a kind."""
    saved = io.BytesIO()
    image.save(saved, KINDS[kind], **how)
    return saved.getvalue()
