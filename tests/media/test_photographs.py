"""Photographs on pages: in three widths and two kinds, described, without metadata, and gone when they shall be."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from generator import media
from generator.findings import Finding
from generator.i18n import Message
from generator.loader import load
from generator.media import photographs
from generator.project import Project
from generator.sources import read
from tests.built import BuiltSite, run_here
from tests.cli.small import edit, small_project, tree
from tests.media.pictures import SECRET, bomb, laden

REPORT = "programs/kebun/periods/2024.yml"
KINDS = pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
ENTRY = """
media:
  - id: panen
    file: {file}
    alt: {{id: Sayur di keranjang, en: Vegetables in a basket}}
    caption: {{id: Panen & hasilnya, en: Harvest & yield}}
    credit: Yayasan Kecil
"""
CONSENT = "    consent: SETUJU/7\n    consent_until: 2027-06-30\n"


def _project(root: Path, data: bytes, name: str = "panen.jpg", more: str = "    people: tidak\n") -> Path:
    """Return a small project whose report shows one photograph."""
    small_project(root)
    folder = root / "programs/kebun/media"
    folder.mkdir()
    (folder / name).write_bytes(data)
    report = root / REPORT
    report.write_text(report.read_text(encoding="utf-8") + ENTRY.format(file=name) + more, encoding="utf-8")
    return root


def _published(root: Path) -> list[tuple[str, object, dict[str, bytes]]]:
    portfolio = load(read(Project(root))).portfolio
    assert portfolio is not None
    found = list(media.publish_photographs(Project(root), portfolio, root / "cache"))
    assert not any(isinstance(one, Finding) for one in found), found
    return [one for one in found if not isinstance(one, Finding)]  # type: ignore[misc]


@KINDS
def test_every_size_has_the_pixels_upright_and_no_byte_of_metadata(kind: str, tmp_path: Path) -> None:
    """EXIF with its GPS, XMP, IPTC, colour profile, comments and what hangs behind the file: none of it travels."""
    data = laden(kind, (2000, 1500))
    assert data.count(SECRET) > 2
    ((_, _, files),) = _published(_project(tmp_path, data, f"panen.{kind}"))
    sizes = set()
    for name, made in files.items():
        with Image.open(io.BytesIO(made)) as picture:
            sizes.add((picture.size, picture.format))
            assert not picture.getexif(), name
            assert not {"comment", "xmp", "exif", "icc_profile", "photoshop"} & set(picture.info), name
        for trace in (SECRET, b"Exif", b"<x:xmpmeta", b"ICC_PROFILE", b"ICCP", b"EXIF", b"XMP ", b"8BIM", b"GPS"):
            assert trace not in made, (name, trace)
    # The picture lay on its side, and was told to be turned: 2000 by 1500 becomes 1500 by 2000.
    widths = (480, 960, 1500)
    assert sizes == {((one, round(one * 2000 / 1500)), form) for one in widths for form in ("WEBP", "JPEG")}


@KINDS
def test_the_same_photograph_gives_the_same_bytes_with_and_without_a_cache(kind: str, tmp_path: Path) -> None:
    """What a cache holds is what would be made; a cache that was tampered with is not believed."""
    root = _project(tmp_path, laden(kind, (700, 500)), f"panen.{kind}")
    first = _published(root)
    for kept in (root / "cache").iterdir():
        kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert _published(root) == first
    shutil.rmtree(root / "cache")
    assert _published(root) == first


def test_a_small_photograph_is_not_blown_up(tmp_path: Path) -> None:
    """There is no size wider than the picture itself."""
    ((_, photograph, _),) = _published(_project(tmp_path, laden("png", (300, 400))))
    assert {(one.width, one.height) for one in photograph.variants} == {(400, 300)}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "broken",
    [
        laden("jpeg", (400, 300))[:-2500],
        b"\xff\xd8\xff" + b"\x00" * 400,
        b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>",
        laden("png"),
    ],
    ids=["half", "zeros", "page", "png called jpeg"],
)
def test_a_file_that_is_no_picture_of_its_kind_is_refused_in_words(broken: bytes) -> None:
    """Broken files, polyglots and lying headers are no reason to crash."""
    assert isinstance(media.clean(broken, "jpeg", photographs.WIDTHS[-1]), Message)


@pytest.mark.parametrize("size", [(5001, 5000), (10_000, 10_000), (60_000, 60_000), (2**31 - 1, 1)])
def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_is_read(size: tuple[int, int]) -> None:
    """A kilobyte can claim gigabytes; nothing of them is ever made."""
    said = media.clean(bomb(*size), "png")
    assert isinstance(said, Message)
    if size[1] > 1:
        assert "25" in str(said)


def test_a_picture_and_a_page_in_one_file_come_out_as_a_picture(tmp_path: Path) -> None:
    """What a browser could run hangs in a comment and behind the end; neither is in what is published."""
    script = b"<script>alert(1)</script>"
    data = laden("jpeg", (600, 400)).replace(SECRET, script.ljust(len(SECRET))) + script
    ((_, _, files),) = _published(_project(tmp_path, data))
    assert not [name for name, made in files.items() if b"script" in made]


# --- on the site -------------------------------------------------------------------------------------------------


def test_a_picture_that_cannot_be_read_stops_the_build_at_its_line(tmp_path: Path) -> None:
    """It is a finding with file and line, and nothing is published."""
    root = _project(tmp_path, bomb(6000, 6000), "panen.png")
    said = run_here("build", "-C", str(root), "--lang", "en", code=1)
    assert f"{REPORT}:17:5: error: the picture has more than 25 megapixels [photo-refused]" in said
    assert not (root / "site").exists()


def test_a_photograph_without_alternative_text_is_refused(tmp_path: Path) -> None:
    """Nobody shall have to guess what others see."""
    root = _project(tmp_path, laden("jpeg"))
    edit(root / REPORT, "    alt: {id: Sayur di keranjang, en: Vegetables in a basket}\n", "")
    said = run_here("check", "-C", str(root), "--lang", "en", code=1)
    assert "alt" in said
    assert "[missing-field]" in said


def test_a_report_shows_its_photographs_to_every_browser(example: BuiltSite) -> None:
    """WebP and JPEG in all widths, with their sizes, lazily; words for those who cannot see them; files that exist."""
    for name, alt in (
        ("program/kebun-pangan-sleman/2024-semester-1/index.html", "Ilustrasi: tiga lapak"),
        ("en/program/kebun-pangan-sleman/2024-semester-1/index.html", "Illustration: three vegetable stalls"),
        ("program/kebun-pangan-sleman/index.html", "Ilustrasi: peserta bertopi"),
    ):
        (figure,) = example.page(name).xpath("//figure[contains(@class, 'photo')]")
        (source,), (image,) = figure.xpath(".//source"), figure.xpath(".//img")
        assert image.get("alt").startswith(alt)
        assert image.get("loading") == "lazy"
        assert (int(image.get("width")), int(image.get("height"))) == (960, 640)
        assert source.get("type") == "image/webp"
        assert source.get("sizes") == image.get("sizes")
        for one in (source, image):
            entries = [entry.split() for entry in one.get("srcset").split(", ")]
            assert [width for _, width in entries] == ["480w", "960w", "1600w"]
            for way, width in entries:
                with Image.open((example.folder / name).parent / way) as picture:
                    assert picture.width == int(width[:-1])


def test_caption_credit_and_consent_stand_below(example: BuiltSite) -> None:
    """Who took it, and that those on it agreed, and until when; or that nobody is to be recognised."""
    with_people = example.text("program/kebun-pangan-sleman/2025-semester-1/index.html")
    assert "Foto: Lembaga Contoh (gambar rekaan)." in with_people
    assert "PERSETUJUAN/KPS/2025-03, sampai 31 Desember 2034." in with_people
    without = example.text("en/program/kebun-pangan-sleman/2024-semester-1/index.html")
    assert "The first farmers' market at the hall (a drawing)" in without
    assert "Nobody can be recognised on it." in without


def test_a_photograph_goes_with_its_consent_and_with_its_withdrawal(tmp_path: Path) -> None:
    """After the last day, and after `amanah withdraw`, neither page nor file of it is left."""
    root = _project(tmp_path, laden("jpeg", (400, 600)), more=CONSENT)
    run_here("build", "-C", str(root), "--today", "2027-06-30")
    assert len(list((root / "site/foto/kebun").iterdir())) == 4
    run_here("build", "-C", str(root), "--today", "2027-07-01")
    assert not (root / "site/foto").exists()
    assert "foto/" not in (root / "site/program/kebun/2024/index.html").read_text(encoding="utf-8")
    run_here("withdraw", "kebun/2024/media.panen", "-C", str(root), "--reason", "Diminta.", "--reason-en", "Asked.",
               "--today", "2026-02-01")  # fmt: skip
    run_here("build", "-C", str(root), "--today", "2026-02-01")
    assert not (root / "site/foto").exists()
    assert "Diminta." in BuiltSite(root, root / "site").text("program/kebun/2024/index.html")


def test_two_builds_give_the_same_pictures(tmp_path: Path) -> None:
    """Folder, cache and order make no difference to any byte."""
    made = []
    for name in ("one", "two"):
        root = _project(tmp_path / name, laden("webp", (800, 600)), "panen.webp")
        run_here("build", "-C", str(root))
        made.append({path: digest for path, digest in tree(root / "site").items() if path.endswith((".png", ".jpg"))})
    assert made[0]
    assert made[0] == made[1]
