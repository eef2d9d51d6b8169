"""Documents are published as they are filed, images without anything but their pixels, and nothing that could run."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from generator import media
from generator.i18n import Message
from generator.sources import MAX_MEDIA, look_into
from tests.built import BuiltSite, run_here
from tests.cli.small import edit, small_project
from tests.media.pictures import SECRET, laden

KINDS = pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])


@KINDS
def test_an_image_keeps_its_pixels_and_nothing_else(kind: str) -> None:
    """No byte of metadata is left; the picture is turned as its metadata said."""
    data = laden(kind)
    assert SECRET in data
    made = media.rebuild(data, kind)
    assert isinstance(made, bytes)
    assert SECRET not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (30, 40)
        assert not picture.getexif()
        assert not {"comment", "xmp", "exif", "Comment", "icc_profile"} & set(picture.info)
    assert media.rebuild(data, kind) == made


@KINDS
def test_an_image_that_is_none_is_refused_in_words(kind: str) -> None:
    """Half a file, another kind and nonsense are no reason to crash."""
    data = laden(kind)
    for broken in (data[: len(data) // 2], data[:20], b"", b"GIF89a" + data):
        assert isinstance(media.rebuild(broken, kind), Message)


def test_an_image_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is on pixels, which a small file can claim many of."""
    monkeypatch.setattr("generator.media.images.MAX_PIXELS", 1000)
    assert isinstance(media.rebuild(laden("png"), "png"), Message)


def _archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("a.html", b"%PDF-1.7\n", "pdf"),
        ("a.pdf", b"<html>%PDF-1.7\n", ""),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ""),
        ("a.csv", b"nama,jumlah\nbibit,3\n", "csv"),
        ("a.txt", b"nama,jumlah\nbibit,3\n", ""),
        ("a.csv", b"<script>alert(1)</script>", ""),
        ("a.csv", b"nama\x00,jumlah", ""),
        ("a.csv", b"\xff\xfe\xfa", ""),
        ("a.xlsx", _archive(xl__workbook_xml=b"<workbook/>"), "xlsx"),
        ("a.xlsx", _archive(xl__workbook_xml=b"<workbook/>", xl__vbaProject_bin=b"macro"), ""),
        ("a.ods", _archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        ("a.ods", _archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", Basic__x_xml=b"macro"), ""),
        ("a.docx", _archive(word__document_xml=b"<w/>"), ""),
        ("a.xlsx", b"PK\x03\x04 not an archive", ""),
        ("a.jpg", b"\xff\xd8\xff\xe0", "jpeg"),
        ("a.gif", b"GIF89a", ""),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        ("a.pdf", b"", ""),
    ],
)
def test_what_a_file_is_shows_in_its_bytes(name: str, data: bytes, kind: str) -> None:
    """The name alone makes nothing a document; only plain tables need theirs."""
    assert look_into(name, data).kind == kind


def test_a_file_that_is_too_large_is_not_looked_into() -> None:
    """Its size is told, and nothing else."""
    kept = look_into("a.pdf", b"%PDF-" + bytes(MAX_MEDIA))
    assert (kept.kind, kept.sha256) == ("", "")
    assert kept.size > MAX_MEDIA


# --- on the site -------------------------------------------------------------------------------------------------

KEPT = {
    "buku-besar-2024-semester-1.csv": "air-bersih-bima/2024-semester-1",
    "jurnal-2024-semester-1.pdf": "belajar-lagi-palu/2024-semester-1",
    "daftar-hadir-2024-02-07.png": "kebun-pangan-sleman/2024-semester-1",
}


@pytest.mark.parametrize("name", KEPT)
def test_a_kept_document_is_offered_where_its_source_and_its_figures_are(name: str, example: BuiltSite) -> None:
    """Report and ledger, in both languages, link the file and print the checksum that it has."""
    program = KEPT[name].partition("/")[0]
    place = f"bukti/{program}/{name}"
    digest = hashlib.sha256((example.folder / place).read_bytes()).hexdigest()
    for root, up in (("", ""), ("en/", "../")):
        for page, depth in (
            (f"{root}program/{KEPT[name]}/index.html", 3),
            (f"{root}program/{KEPT[name]}/data/index.html", 4),
        ):
            links = example.page(page).xpath("//a[@download]/@href")
            assert "../" * depth + up + place in links, page
            assert digest in example.text(page)


def test_documents_are_published_as_they_are_filed_and_images_are_not(example: BuiltSite) -> None:
    """The checksum of an image on the site is another one than that of its file, and both are told."""
    filed = example.project / "programs"
    for name, scope in KEPT.items():
        program = scope.partition("/")[0]
        same = (filed / program / "media" / name).read_bytes() == (
            example.folder / "bukti" / program / name
        ).read_bytes()
        assert same is not name.endswith(".png")
    figures = json.loads((example.folder / "data/figures.json").read_text(encoding="utf-8"))["figures"]
    kept = {one["source"]["evidence"]["path"] for one in figures if one["source"] and one["source"]["evidence"]}
    assert "bukti/air-bersih-bima/buku-besar-2024-semester-1.csv" in kept


def test_only_documents_that_a_source_names_are_published(tmp_path: Path) -> None:
    """What else lies in the folder stays there."""
    root = small_project(tmp_path)
    folder = root / "programs/kebun/media"
    folder.mkdir()
    (folder / "private.pdf").write_bytes(b"%PDF-1.4\n")
    (folder / "laporan.pdf").write_bytes(b"%PDF-1.4\n%public\n")
    edit(
        root / "programs/kebun/program.yml",
        "    title: Laporan kebun\n",
        "    title: Laporan kebun\n    file: laporan.pdf\n",
    )
    run_here("build", "-C", str(root))
    assert [one.name for one in (root / "site/bukti/kebun").iterdir()] == ["laporan.pdf"]


def test_a_picture_that_cannot_be_read_stops_the_build_at_its_line(tmp_path: Path) -> None:
    """It is a finding with file and line, and the former site stays."""
    root = small_project(tmp_path)
    (root / "programs/kebun/media").mkdir()
    (root / "programs/kebun/media/foto.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    edit(
        root / "programs/kebun/program.yml",
        "    title: Laporan kebun\n",
        "    title: Laporan kebun\n    file: foto.png\n",
    )
    said = run_here("build", "-C", str(root), "--lang", "en", code=1)
    assert "the picture cannot be read [evidence-refused]" in said
    assert not (root / "site").exists()
