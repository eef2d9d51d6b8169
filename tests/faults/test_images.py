"""Images that attack: bombs, lying headers, two kinds in one, scripts, and metadata wherever there is room for it."""

import io
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, PngImagePlugin

from generator import media
from generator.i18n import Message
from generator.sources import look_into
from tests.built import ROOT

SECRET = b"RAHASIA-7.7956,110.3695"
MEMORY, SECONDS = 1_500_000_000, 20
"""What the worst image may take in a process of its own, Python and Pillow included."""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *chunks: bytes, data: bytes | None = None, tail: bytes = b"") -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = zlib.compress(b"\0" * (min(width, 40) * 3 + 1) * min(height, 30), 9) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"") + tail


def _saved(kind: str, **how: object) -> bytes:
    picture, saved = Image.new("RGB", (40, 30), (12, 90, 40)), io.BytesIO()
    picture.putpixel((3, 5), (255, 0, 0))
    picture.save(saved, kind, **how)
    return saved.getvalue()


def _jpeg_with(marker: int, data: bytes) -> bytes:
    whole = _saved("JPEG")
    return whole[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + whole[2:]


def _jpeg_sized(width: int, height: int) -> bytes:
    whole = bytearray(_saved("JPEG"))
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def _webp_sized(width: int, height: int) -> bytes:
    flags = (
        b"VP8X"
        + struct.pack("<I", 10)
        + b"\0\0\0\0"
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    body = b"WEBP" + flags + _saved("WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    return exif.tobytes()


def _much() -> bytes:
    return zlib.compress(bytes(10**8), 9)


def _empty_segments() -> bytes:
    whole = _saved("JPEG")
    return whole[:2] + b"\xff\xfe\x00\x02" * 200_000 + whole[2:]


def _iptc() -> bytes:
    return _jpeg_with(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(SECRET)) + SECRET)


def _own_chunks() -> bytes:
    return _png(40, 30, _chunk(b"tIME", b"\x07\xe8\1\2\3\4\5"), _chunk(b"prVt", SECRET))


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a png of 60,000 by 60,000": ("png", lambda: _png(60_000, 60_000)),
    "a png that says 2 billion": ("png", lambda: _png(2**31 - 1, 2**31 - 1)),
    "a png of no width": ("png", lambda: _png(0, 10)),
    "a png just above the limit": ("png", lambda: _png(5001, 5000)),
    "a jpeg of 65,500 by 65,500": ("jpeg", lambda: _jpeg_sized(65_500, 65_500)),
    "a webp of 16,000 by 16,000": ("webp", lambda: _webp_sized(16_000, 16_000)),
    "a text that unpacks to a gigabyte": ("png", lambda: _png(4, 4, _chunk(b"zTXt", b"a\0\0" + _much() * 10))),
    "a profile that unpacks to much": ("png", lambda: _png(4, 4, _chunk(b"iCCP", b"a\0\0" + _much()))),
    "pixels that unpack to much more": ("png", lambda: _png(4, 4, data=_much())),
    "a chunk longer than the file": ("png", lambda: _png(4, 4)[:33] + b"\x7f\xff\xff\xffIDAT" + b"x" * 99),
    "an endless row of empty chunks": ("png", lambda: _png(4, 4, *[_chunk(b"tEXt", b"a\0b")] * 50_000)),
    "a jpeg of empty segments": ("jpeg", _empty_segments),
}  # fmt: skip
"""Images that ask for more than they are worth."""

TRY = """
import sys
from generator import media
from generator.i18n import Message
made = media.rebuild(sys.stdin.buffer.read(), sys.argv[1])
print("refused" if isinstance(made, Message) else len(made))
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_neither_memory_nor_time(name: str) -> None:
    """In a process with limits it is refused, or rebuilt as the small image that it is."""
    kind, make = BOMBS[name]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, "-c", TRY, kind], input=make(), capture_output=True, check=False, cwd=ROOT, preexec_fn=limit
    )
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode().strip()
    assert said == "refused" or int(said) < 10_000


LIARS = {
    "svg in a png": ("png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "svg behind the signature of a png": ("png", b"\x89PNG\r\n\x1a\n<svg onload='alert(1)'/>"),
    "html behind the begin of a jpeg": ("jpeg", b"\xff\xd8\xff<html><script>alert(1)</script>"),
    "a gif in a webp": ("webp", b"RIFF\x10\0\0\0WEBPGIF89a"),
    "postscript": ("jpeg", b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run\n"),
    "a png called jpeg": ("jpeg", _png(4, 4)),
    "a tiff": ("jpeg", _saved("TIFF")),
    "a bmp": ("png", _saved("BMP")),
    "nothing": ("png", b""),
}


@pytest.mark.parametrize("name", LIARS)
def test_what_is_no_image_of_its_kind_is_refused(name: str) -> None:
    """No other reader of Pillow is asked, least of all one that runs a program."""
    kind, data = LIARS[name]
    assert isinstance(media.rebuild(data, kind), Message)


def test_svg_is_never_an_image_whatever_it_is_called() -> None:
    """By its bytes it is nothing that may be published."""
    for data in (b"<svg/>", b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", b"\x1f\x8b\x08\0svgz"):
        for name in ("a.svg", "a.png", "a.jpg", "a.csv", "a.webp"):
            assert look_into(name, data).kind == ""


METADATA: dict[str, tuple[str, Callable[[], bytes]]] = {
    "exif": ("jpeg", lambda: _jpeg_with(0xE1, b"Exif\0\0" + SECRET)),
    "xmp": ("jpeg", lambda: _jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)),
    "iptc": ("jpeg", _iptc),
    "icc": ("jpeg", lambda: _saved("JPEG", icc_profile=SECRET)),
    "mpf": ("jpeg", lambda: _jpeg_with(0xE2, b"MPF\0" + SECRET)),
    "jfxx thumbnail": ("jpeg", lambda: _jpeg_with(0xE0, b"JFXX\0\x10" + SECRET)),
    "comment": ("jpeg", lambda: _jpeg_with(0xFE, SECRET)),
    "unknown segment": ("jpeg", lambda: _jpeg_with(0xEF, SECRET)),
    "jpeg with a second file behind": ("jpeg", lambda: _saved("JPEG") + b"PK\x03\x04" + SECRET),
    "jpeg with a script behind": ("jpeg", lambda: _saved("JPEG") + b"<script>" + SECRET + b"</script>"),
    "text": ("png", lambda: _png(40, 30, _chunk(b"tEXt", b"Comment\0" + SECRET))),
    "packed text": ("png", lambda: _png(40, 30, _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET, 0)))),
    "international text": ("png", lambda: _png(40, 30, _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET))),
    "png exif": ("png", lambda: _png(40, 30, _chunk(b"eXIf", _exif()[6:]))),
    "png time and own chunks": ("png", _own_chunks),
    "png with a page behind": ("png", lambda: _png(40, 30, tail=b"<html>" + SECRET)),
    "webp exif": ("webp", lambda: _saved("WEBP", exif=_exif())),
    "webp xmp": ("webp", lambda: _saved("WEBP", xmp=SECRET)),
    "webp icc": ("webp", lambda: _saved("WEBP", icc_profile=SECRET)),
}  # fmt: skip


@pytest.mark.parametrize("name", METADATA)
def test_metadata_of_every_kind_stays_behind(name: str) -> None:
    """Not one of its bytes is in the new image, which has nothing but pixels."""
    kind, make = METADATA[name]
    data = make()
    assert SECRET in data
    made = media.rebuild(data, kind)
    if name == "mpf":  # a broken list of frames: refused rather than guessed at
        assert isinstance(made, Message)
        return
    assert isinstance(made, bytes)
    assert SECRET not in made
    assert b"<script>" not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (40, 30)
        assert not picture.getexif()
        left = set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"}
        assert left <= {"timestamp", "duration"}


def test_a_second_frame_stays_behind() -> None:
    """An image that moves is published as its first frame."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    saved = io.BytesIO()
    frames[0].save(saved, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    made = media.rebuild(saved.getvalue(), "webp")
    assert isinstance(made, bytes)
    with Image.open(io.BytesIO(made)) as picture:
        assert getattr(picture, "n_frames", 1) == 1


def test_what_png_says_of_itself_is_not_believed() -> None:
    """A text of Pillow's own kind changes nothing in the new image."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode(), zip=False)
    assert media.rebuild(_saved("PNG", pnginfo=info), "png") == media.rebuild(_saved("PNG"), "png")
