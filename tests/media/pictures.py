"""Image files that carry what no reader shall get, and files that are no images."""

import io
import struct
import zlib

from PIL import Image, ImageCms, PngImagePlugin

SECRET = b"GPS-7.7956,110.3695 taken by a person"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description photoshop:City="' + SECRET + b'"/></x:xmpmeta>'


def picture(size: tuple[int, int] = (40, 30)) -> Image.Image:
    """Return a plain picture with one red pixel in it."""
    made = Image.new("RGB", size, (12, 90, 40))
    made.putpixel((3, 5), (255, 0, 0))
    return made


def exif() -> Image.Exif:
    """Return metadata that name a place, a person and a turn to the right."""
    made = Image.Exif()
    made[0x010E], made[0x8298], made[0x0112] = SECRET.decode(), SECRET.decode(), 6
    place = made.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (7.0, 47.0, 44.0), "E", (110.0, 22.0, 10.0)
    place[29] = SECRET.decode()
    return made


def laden(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """Return an image that carries metadata in every place its format has for them."""
    saved = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET
    if kind == "png":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET.decode())
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        picture(size).save(saved, "PNG", pnginfo=info, exif=exif(), icc_profile=profile, dpi=(301, 301))
        return saved.getvalue() + SECRET
    if kind == "jpeg":
        picture(size).save(saved, "JPEG", exif=exif(), comment=SECRET, icc_profile=profile, xmp=XMP, quality=95)
        return _with_segment(saved.getvalue(), 0xED, b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + SECRET) + SECRET
    picture(size).save(saved, "WEBP", exif=exif().tobytes(), xmp=XMP, icc_profile=profile, lossless=True)
    return saved.getvalue()


def _with_segment(data: bytes, marker: int, content: bytes) -> bytes:
    """Put a segment of a JPEG, such as IPTC in the thirteenth one for applications, behind its head."""
    return data[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + data[2:]


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that claims a size and has pixels for none of it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
