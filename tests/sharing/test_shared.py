"""Shared links: a picture drawn of the page's own words, small, named by its content, and words that are safe."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from generator.media.cards import Card, Fact
from generator.media.shared import HEIGHT, WIDTH, draw
from tests.built import BuiltSite, run_here
from tests.cli.small import edit, small_project

PROPERTY = re.compile(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">')
LIMIT = 300_000


def _properties(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")[:LIMIT]
    return dict(PROPERTY.findall(text.partition("</head>")[0]))


def _card(**changed: object) -> Card:
    said: dict[str, object] = {
        "publisher": "Lembaga Contoh",
        "kicker": "Laporan 2025",
        "title": "Kebun Pangan",
        "facts": (Fact("684", "orang", "penerima manfaat", "tidak cocok"), Fact("Rp323,9", "juta", "dibelanjakan")),
        "foot": "Contoh rekaan.",
    }
    return Card(**{**said, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("page", ["", "program/kebun-pangan-sleman/", "program/kebun-pangan-sleman/2025-semester-1/"])
@pytest.mark.parametrize("root", ["", "en/"])
def test_a_shared_page_shows_title_words_and_picture(page: str, root: str, example: BuiltSite) -> None:
    """What a chat asks for stands early in the page, whole, and the picture is there."""
    said = _properties(example.folder / root / page / "index.html")
    address = "https://lembaga-contoh.example/"
    assert said["og:url"] == f"{address}{root}{page}"
    assert said["og:title"]
    assert said["og:description"]
    assert said["og:image"].startswith(f"{address}{root}bagi/")
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:locale"] == ("en_GB" if root else "id_ID")
    data = (example.folder / said["og:image"].removeprefix(address)).read_bytes()
    assert len(data) < LIMIT
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (WIDTH, HEIGHT) == (int(said["og:image:width"]), int(said["og:image:height"]))


def test_every_report_has_its_own_picture_in_each_language(example: BuiltSite) -> None:
    """Pages that have none of their own show that of the home page."""
    reports = [one for one in example.folder.glob("program/*/20*/index.html") if "data-moved" not in one.read_text()]
    pictures = [_properties(one)["og:image"] for one in reports]
    english = [_properties(example.folder / "en" / one.relative_to(example.folder))["og:image"] for one in reports]
    assert len(reports) > 10
    assert len({*pictures, *english}) == 2 * len(reports)
    home = _properties(example.folder / "index.html")["og:image"]
    assert _properties(example.folder / "money/index.html")["og:image"] == home


def test_doubt_silence_and_withheld_counts_stand_on_the_picture_as_on_the_page(tmp_path: Path) -> None:
    """The words that the alternative text reads out are those that are drawn."""
    root = small_project(tmp_path)
    edit(root / "programs/publisher.yml", "fictional: ya\n",
         "fictional: ya\nsite_url: https://kecil.example/\nprivacy: {repository: private}\n")  # fmt: skip
    report = root / "programs/kebun/periods/2024.yml"
    edit(report, "total: 342", "total: 3")
    edit(report, "    sayur: 200\n    buah: 142\n", "    sayur: 1\n    buah: 2\n")
    edit(report, "finance:\n  spent: {total: Rp 12.000.000}\n", "")
    run_here("build", "-C", str(root))
    alt = _properties(root / "site/program/kebun/2024/index.html")["og:image:alt"]
    assert "disamarkan" in alt
    assert "tidak dilaporkan" in alt
    assert not re.search(r"\b3 orang", alt)


def test_the_alternative_text_says_every_word_of_the_picture() -> None:
    """Nothing is drawn that cannot be read out."""
    assert _card().alt == (
        "Lembaga Contoh: Kebun Pangan. Laporan 2025. 684 orang penerima manfaat tidak cocok. Rp323,9 juta dibelanjakan"
    )


def test_the_same_card_is_the_same_picture_and_another_one_is_not() -> None:
    """The name of the file is its content: a chat that keeps pictures never shows an old figure."""
    assert draw(_card()) == draw(_card())
    for changed in ({"title": "Kebun Pangan 2"}, {"facts": (Fact("685", "orang", "penerima manfaat"),)}, {"foot": ""}):
        assert draw(_card(**changed)) != draw(_card())


@pytest.mark.parametrize("title", ["", "x" * 300, "panjang sekali " * 20, "Ḥalaqah ulamā 中文", "a\u0301" * 50])
def test_no_title_leaves_the_picture(title: str) -> None:
    """A long title is smaller, a longer one is cut; the margins stay empty."""
    facts = tuple(Fact("Rp123.456.789.012.345", "miliar", "kata " * 40, "tidak cocok") for _ in range(3))
    with Image.open(io.BytesIO(draw(_card(title=title, kicker=title, publisher=title, facts=facts)))) as picture:
        plain = picture.convert("L")
    for margin in ((0, 110, 60, HEIGHT), (WIDTH - 60, 110, WIDTH, HEIGHT)):
        assert ImageStat.Stat(plain.crop(margin)).extrema[0][0] > 250


def test_titles_are_escaped(tmp_path: Path) -> None:
    """Quotation marks and ampersands of a name end no attribute."""
    root = small_project(tmp_path)
    edit(root / "programs/kebun/program.yml", "name: {id: Kebun Warga, en: Community Garden}",
         "name: {id: 'Kebun \"Warga\" & Kawan', en: Community Garden}")  # fmt: skip
    edit(root / "programs/publisher.yml", "fictional: ya\n", "fictional: ya\nsite_url: https://kecil.example/\n")
    run_here("build", "-C", str(root))
    text = (root / "site/program/kebun/index.html").read_text(encoding="utf-8")
    assert 'property="og:title" content="Kebun &#34;Warga&#34; &amp; Kawan"' in text
    assert 'Kebun "Warga"' not in text.partition("</head>")[0].partition("application/ld+json")[0]


def test_without_an_address_there_is_no_picture_to_link(tmp_path: Path) -> None:
    """A relative address of a picture means nothing to a chat."""
    root = small_project(tmp_path)
    run_here("build", "-C", str(root))
    said = _properties(root / "site/program/kebun/index.html")
    assert "og:image" not in said
    assert said["og:title"] == "Kebun Warga"
