"""The PDF of a report: made from its page, tagged, byte for byte the same, and offered on the page."""

import hashlib
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator import build, paper, theme
from generator.artifacts import Artifact
from generator.project import Project
from tests.built import ROOT, BuiltSite, run_amanah
from tests.cli.small import edit, small_project
from tests.pdf.tree import Read, read

ADDRESS = "https://lembaga-contoh.example/"
REPORT = "program/kebun-pangan-sleman/2025-semester-1/"
WORDS = paper.Words("Lembaga Contoh", "Contoh rekaan.")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Artifact, ...]]:
    """Build the example in memory."""
    root = tmp_path_factory.mktemp("paper")
    for name in ("programs", "content"):
        shutil.copytree(ROOT / "examples/lembaga-contoh" / name, root / name)
    return dict(build.build(Project(root)).artifacts)


def _files(pages: dict[str, tuple[Artifact, ...]]) -> dict[str, bytes]:
    assets = theme.theme_assets(Project(ROOT))
    return paper.gather(pages, {f"assets/{name}": path.read_bytes() for name, path in assets.items()})


def _page(pages: dict[str, tuple[Artifact, ...]], language: str = "id") -> Artifact:
    found = next(one for one in pages[language] if one.url == REPORT)
    return replace(found, meta={**found.meta, "paper": "laporan.pdf"})


@pytest.fixture(scope="module")
def printed(pages: dict[str, tuple[Artifact, ...]]) -> Artifact:
    """Print one report of the example."""
    return paper.Press(_files(pages), ADDRESS).print(_page(pages), "", WORDS)


@pytest.fixture(scope="module")
def report(printed: Artifact) -> Read:
    """Read what was printed."""
    return read(printed.data)


def test_a_report_on_paper_says_its_title_and_language_and_that_it_is_tagged(report: Read) -> None:
    """A screen reader needs to know how to speak, and what it is that it reads."""
    assert report.language == "id"
    assert report.title == "Laporan 1 Januari 2025 sampai 30 Juni 2025: Kebun Pangan"
    assert report.part == "1"
    assert report.marked
    assert report.pages > 5


def test_headings_and_tables_are_those_of_the_page(report: Read, example: BuiltSite) -> None:
    """One title, the sections in their order, and every table with heads that are heads."""
    page = example.page(f"{REPORT}index.html")
    headings = [one.tag.upper() for one in page.xpath("//article[contains(@class, 'sheet')]//*[self::h1 or self::h2]")]
    assert report.kinds("H1", "H2") == headings
    tables = page.xpath("//article[contains(@class, 'sheet')]//table")
    assert len(report.kinds("Table")) >= len(tables) > 10
    for kind in ("TH", "TD"):
        assert all("TR" in one.path and "Table" in one.path for one in report.tags if one.kind == kind)
    assert len(report.kinds("TH")) > len(tables)


def test_every_picture_has_words(report: Read, pages: dict[str, tuple[Artifact, ...]]) -> None:
    """Charts say what they show, photographs what is to be seen, the code what it is."""
    figures = [one.alt for one in report.tags if one.kind == "Figure"]
    assert all(figures)
    assert any(one.startswith("Ilustrasi: peserta") for one in figures)
    assert "Kode QR alamat halaman ini" in figures
    assert len(figures) == _page(pages).text.count('class="chart-wide"') + 2


def test_figures_lead_to_their_rows_on_the_web(report: Read, example: BuiltSite) -> None:
    """Each link is a whole address, and what it leads to is there."""
    ours = [one for one in report.links if one.startswith(f"{ADDRESS}program/")]
    assert len(ours) > 100
    assert f"{ADDRESS}{REPORT}" in ours
    assert any(one.startswith(f"{ADDRESS}{REPORT}data/#finance.") for one in ours)
    assert [one for one in report.links if not one.startswith(("https://", "http://", "mailto:"))] == []
    for one in ours:
        place, _, anchor = one.removeprefix(ADDRESS).partition("#")
        target = example.folder / place / "index.html"
        assert target.is_file(), one
        assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), one


def test_without_an_address_of_the_site_no_link_leads_nowhere(pages: dict[str, tuple[Artifact, ...]]) -> None:
    """A PDF is read far from the site; a way from page to page means nothing there."""
    press = paper.Press(_files(pages), "")
    found = read(press.print(_page(pages, "en"), "en/", WORDS).data)
    assert found.language == "en"
    assert [one for one in found.links if ".invalid" in one or one.startswith(("file:", "/", "."))] == []


def test_nothing_but_files_of_the_site_is_fetched(pages: dict[str, tuple[Artifact, ...]]) -> None:
    """Neither the disk nor the network, whatever a page or a style sheet asks for."""
    press = paper.Press(_files(pages), ADDRESS)
    for one in (
        "https://example.org/x.png",
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://lembaga-contoh.example.org/assets/stylesheets/print.css",
        f"{ADDRESS}../../etc/passwd",
        f"{ADDRESS}%2e%2e/etc/passwd",
        f"{ADDRESS}programs/publisher.yml",
        "data:text/css,x",
    ):
        with pytest.raises((ValueError, KeyError)):
            press._fetcher(one)
    assert press._fetcher(f"{ADDRESS}assets/stylesheets/print.css").read()


def test_a_page_that_asks_for_more_is_printed_without_it(pages: dict[str, tuple[Artifact, ...]]) -> None:
    """The words that stand for the picture are printed in its place."""
    page = replace(_page(pages), content='<h1>Judul</h1><img src="file:///etc/hostname" alt="sebuah gambar">')
    found = read(paper.Press(_files(pages), ADDRESS).print(page, "", WORDS).data)
    assert found.kinds("H1") == ["H1"]


def test_every_mark_of_the_style_sheet_can_be_printed(pages: dict[str, tuple[Artifact, ...]]) -> None:
    """Each class that a style sheet of ours names is laid out once; the printer stumbles over none of their rules."""
    files = _files(pages)
    sheets = [files[f"assets/stylesheets/{one}.css"].decode() for one in ("amanah", "print", "paper")]
    names = sorted({one for sheet in sheets for one in re.findall(r"\.([a-z][\w-]*)", sheet)})
    marks = "".join(f'<span class="{one}">{one}</span> <div class="{one}"><p>{one}</p></div>' for one in names)
    page = replace(_page(pages), content=f"<h1>Judul</h1>{marks}")
    assert len(names) > 100
    assert read(paper.Press(files, ADDRESS).print(page, "", WORDS).data).pages > 1


def test_a_folded_activity_is_printed_as_wide_as_the_page(pages: dict[str, tuple[Artifact, ...]]) -> None:
    """On the screen its name stands beside a mark; a printer without that grid put one syllable below the other."""
    name = " ".join(["kunjungan pendamping"] * 40)
    fold = f'<details class="fold"><summary><h3>{name}</h3> <span class="fold-when">2025</span></summary></details>'
    page = replace(_page(pages), content=f'<h1>Judul</h1><div class="folds">{fold}</div>')
    assert read(paper.Press(_files(pages), ADDRESS).print(page, "", WORDS).data).pages == 1


def test_what_was_kept_is_what_would_be_printed(
    pages: dict[str, tuple[Artifact, ...]], printed: Artifact, tmp_path: Path
) -> None:
    """The same bytes come from the printer, from the folder, and after somebody wrote into the folder."""
    for _ in range(2):
        press = paper.Press(_files(pages), ADDRESS, tmp_path / "pdf")
        assert press.print(_page(pages), "", WORDS).data == printed.data
        (kept,) = (tmp_path / "pdf").iterdir()
        kept.write_bytes(kept.read_bytes()[:-1] + b"x")


def test_another_word_or_address_is_another_pdf(pages: dict[str, tuple[Artifact, ...]], tmp_path: Path) -> None:
    """What was kept of one page is never taken for another one."""
    page = replace(_page(pages), content="<h1>Judul</h1>")
    other = replace(page, content="<h1>Judul lain</h1>")
    made = [
        paper.Press(_files(pages), address, tmp_path).print(one, root, words).data
        for address, one, root, words in (
            (ADDRESS, page, "", WORDS),
            (ADDRESS, other, "", WORDS),
            ("https://lain.example/", replace(page, content='<h1>Judul</h1><a href="../">x</a>'), "", WORDS),
            (ADDRESS, page, "", paper.Words("Lain", "Contoh rekaan.")),
        )
    ]
    assert len({hashlib.sha256(one).hexdigest() for one in made}) == len(made)


# --- the command -------------------------------------------------------------------------------------------------


def test_the_command_prints_each_report_in_each_language_and_links_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Final reports only; the link stands beside what is said of approval and audit; other runs give the same bytes."""
    made = []
    for name, seed in (("one", "1"), ("two", "2")):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        root = small_project(tmp_path / name)
        edit(root / "programs/publisher.yml", "fictional: ya\n", "fictional: ya\nsite_url: https://kecil.example/\n")
        run_amanah("build", "--pdf", "-C", str(root))
        found = sorted((root / "site").rglob("*.pdf"))
        made.append([hashlib.sha256(one.read_bytes()).hexdigest() for one in found])
    names = [one.relative_to(root / "site").as_posix() for one in found]
    assert names == ["en/program/kebun/2024/kebun-2024.pdf", "program/kebun/2024/kebun-2024.pdf"]
    assert made[0] == made[1]
    for name in names:
        (link,) = (
            BuiltSite(root, root / "site")
            .page(f"{name.rpartition('/')[0]}/index.html")
            .xpath("//*[contains(@class, 'provenance')]//a[@type='application/pdf']/@href")
        )
        assert link == "kebun-2024.pdf"


def test_without_the_option_nothing_is_printed(example: BuiltSite) -> None:
    """Neither a file nor a link to one that is not there."""
    assert not [one for one in example.folder.rglob("*.pdf") if "bukti" not in one.parts]
    assert "application/pdf" not in (example.folder / REPORT / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("fault", "said"), [("ImportError()", "pip install 'amanah[pdf]'"), ("OSError('no pango')", "libpango-1.0-0")]
)
def test_a_machine_that_cannot_print_says_what_it_lacks(
    fault: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that says what to install, before anything is built, and the exit code of a machine at fault."""
    (tmp_path / "lacking").mkdir()
    (tmp_path / "lacking/weasyprint.py").write_text(f"raise {fault}\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "lacking"))
    root = small_project(tmp_path / "project")
    told = run_amanah("build", "--pdf", "-C", str(root), "--lang", "en", code=3)
    assert said in told
    assert len(told.strip().splitlines()) == 1
    assert not (root / "site").exists()
    run_amanah("build", "-C", str(root))
