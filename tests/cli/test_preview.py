"""The preview: an edit shows, a mistake shows as a page, and what is kept of the last build is never wrong."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.error import HTTPError

import pytest

from generator import build
from generator.cli import beside, site
from generator.cli.preview import Preview, address, preview
from generator.errors import EnvironmentFault, UsageError
from generator.project import TEMPLATES, Project
from tests.built import ROOT
from tests.cli.small import REPORT, edit, small_project, spoil, tree

if TYPE_CHECKING:
    from playwright import sync_api as playwright

PROGRAM = "program/kebun/2024/"
DATED = re.compile(r"sitemap\.xml(\.gz)?$|^manifest\.json$|^search/")
"""What a preview leaves as MkDocs made it, or does not make: dates and sums are of no use to an author, and the search
index is that of the last whole build."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small project."""
    return small_project(tmp_path / "proyek")


class Browser:
    """A browser with one page open, which waits for the server as the script in the page does."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.epoch = "0"

    def open(self, url: str) -> str:
        """Load a page and remember which build it is of."""
        with urllib.request.urlopen(self.home + url, timeout=60) as answer:  # noqa: S310 - our own server
            text: str = answer.read().decode()
        found = re.search(r"livereload\((\d+), \d+\)", text)
        assert found, "the page does not reload itself"
        self.epoch = found[1]
        return text

    def wait(self) -> None:
        """Wait until the server has something newer, as long as that takes."""
        with urllib.request.urlopen(f"{self.home}livereload/{self.epoch}/1", timeout=90) as answer:  # noqa: S310
            assert answer.read().decode() != self.epoch

    def see(self, url: str, words: str) -> str:
        """Load a page again for each newer build, as its own script does, until it shows these words.

        An edit may be seen while it is written, and then makes two builds.
        """
        while words not in (text := self.open(url)):
            self.wait()
        return text


@contextmanager
def serving(root: Path) -> Iterator[Browser]:
    """Run the preview in a thread of its own, and return a browser."""
    with preview(Project(root), "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            yield Browser(address(server))
        finally:
            server.shutdown()
            thread.join()


def test_an_edit_shows_in_both_languages_and_reloads_the_page(root: Path) -> None:
    """The open page learns of the new build, and both languages have it."""
    with serving(root) as browser:
        assert "Panen pertama" in browser.open(PROGRAM)
        text = (root / REPORT).read_text(encoding="utf-8")
        text = text.replace("Panen pertama", "Panen perdana").replace("The first harvest", "The maiden harvest")
        (root / REPORT).write_text(text, encoding="utf-8")
        assert browser.see(PROGRAM, "Panen perdana")
        assert "The maiden harvest" in browser.open(f"en/{PROGRAM}")


def test_drafts_are_shown(root: Path) -> None:
    """An author sees a report before it is final."""
    with serving(root) as browser:
        assert "Rancangan laporan kedua" in browser.open("program/kebun/2025/")


def test_a_file_that_cannot_be_read_shows_on_the_open_page_and_goes_when_it_is_mended(root: Path) -> None:
    """File, line and message in the language of the page, and a link to the line; no hang, no restart."""
    with serving(root) as browser:
        browser.open(PROGRAM)
        edit(root / REPORT, "status: final", "status: [final")
        shown = browser.see(PROGRAM, f"{REPORT}:")
        assert "Situs belum dapat ditampilkan" in shown
        assert f"vscode://file/{(root / REPORT).resolve().as_posix().lstrip('/')}:" in shown
        assert "The site cannot be shown yet" in browser.open(f"en/{PROGRAM}")
        edit(root / REPORT, "status: [final", "status: final")
        assert browser.see(PROGRAM, "Panen pertama")


def test_what_the_checks_find_leaves_the_pages_as_they_are(root: Path) -> None:
    """The page is there with its wrong figure; the findings come on its way to the browser, in both languages."""
    with serving(root) as browser:
        assert "amanah-findings" not in browser.open(PROGRAM)
        spoil(root)
        shown = browser.see(PROGRAM, 'id="amanah-findings"')
        assert "Panen pertama" in shown
        assert "343" in shown
        found = re.search(r'<script type="application/json" id="amanah-findings">(.*?)</script>', shown, re.DOTALL)
        assert found
        notes = json.loads(found[1])["notes"]
        assert [one["code"] for one in notes["id"]] == ["parts-do-not-sum"]
        assert notes["id"][0]["word"] == "kesalahan"
        assert notes["en"][0]["word"] == "error"
        assert notes["id"][0]["edit"].endswith(f"/{REPORT}:7:10")
        assert "program/kebun/2024/data/#beneficiaries.total" in notes["id"][0]["figures"]


def test_the_pages_on_disk_and_the_published_site_know_nothing_of_findings(root: Path, tmp_path: Path) -> None:
    """Neither the machine's paths nor the findings of a preview can be published by mistake."""
    spoil(root)
    shown = Preview(Project(root), tmp_path / "situs")
    shown.folder.mkdir()
    shown.refresh()
    pages = [path.read_text(encoding="utf-8") for path in shown.folder.rglob("*.html")]
    assert pages
    assert not any("amanah-findings" in page or "vscode:" in page for page in pages)
    assert build.build(Project(root)).artifacts == {}


@pytest.mark.browser
def test_a_finding_stands_beside_its_figure(root: Path, browser: "playwright.Browser") -> None:
    """A mark beside the total opens what is wrong, what to do, and a link to the line; the draft has its banner."""
    spoil(root)
    with serving(root) as server:
        page = browser.new_page()
        page.goto(f"{server.home}{PROGRAM}")
        mark = page.locator("article.sheet a.f:has-text('343') + details.amanah-beside").first
        mark.locator("summary").click()
        assert "rinciannya berjumlah 342, tetapi totalnya tertulis 343" in mark.inner_text()
        link = mark.get_by_text("Buka barisnya di penyunting").get_attribute("href")
        assert link == f"vscode://file/{(root / REPORT).resolve().as_posix().lstrip('/')}:7:10"
        assert "Temuan di halaman ini: 1" in page.locator(".amanah-panel summary").inner_text()
        page.goto(f"{server.home}program/kebun/2025/")
        assert "Draf." in page.locator("aside.banner").inner_text()
        assert page.locator("article.sheet .amanah-beside").count() == 0
        page.close()


def test_an_editor_is_chosen_by_name_or_by_its_address() -> None:
    """Another word is refused before anything is served."""
    assert beside.address_of("none") == ""
    assert beside.address_of("subl://open?url=file:///{path}&line={line}").startswith("subl://")
    for wrong in ("notepad", "x://{file}", "x://{path", "x://{line}"):
        with pytest.raises(UsageError):
            beside.address_of(wrong)


def test_a_mistake_at_the_start_shows_on_the_home_page(root: Path) -> None:
    """The address that the command prints says what to mend."""
    edit(root / REPORT, "status: final", "status: [final")
    with serving(root) as browser:
        assert f"{REPORT}:" in browser.open("")
        edit(root / REPORT, "status: [final", "status: final")
        assert browser.see("", "Kebun Warga")


def test_an_address_without_a_page_has_the_page_for_that(root: Path) -> None:
    """The preview answers as a published site does."""
    with serving(root) as browser, pytest.raises(HTTPError) as missing:
        browser.open("tidak-ada/")
    with missing.value as answer:
        assert answer.code == 404
        assert "Halaman tidak ditemukan" in answer.read().decode()


def test_only_this_machine_is_served_and_a_taken_port_is_said(root: Path) -> None:
    """The first line of defence of an unfinished report."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(EnvironmentFault, match=r"127\.0\.0\.1:\d+ is taken"),
            preview(Project(root), "127.0.0.1", port),
        ):
            pass


def test_a_fault_of_ours_shows_as_a_page_too(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template at fault is shown with its words, escaped, and the preview goes on."""
    shown = Preview(Project(root), tmp_path / "situs")
    shown.folder.mkdir()
    shown.refresh()

    def fail(*_: object, **__: object) -> NoReturn:
        raise ValueError("<b>templat</b>")

    with monkeypatch.context() as patched:
        patched.setattr(build, "build", fail)
        shown.refresh()
    for page in shown.folder.rglob("*.html"):
        assert "&lt;b&gt;templat" in page.read_text(encoding="utf-8")
    shown.refresh()
    assert "Kebun Warga" in (shown.folder / "index.html").read_text(encoding="utf-8")


def test_a_disk_that_refuses_even_the_page_on_it_ends_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next change is built again; no traceback is printed meanwhile."""
    shown = Preview(Project(root), tmp_path / "situs")
    shown.folder.mkdir()

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(30, "read-only")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", refuse)
        patched.setattr(build, "build", refuse)
        shown.refresh()
    shown.refresh()
    assert "Kebun Warga" in (shown.folder / "index.html").read_text(encoding="utf-8")


def test_the_first_edit_after_a_commit_makes_only_its_own_pages_anew(root: Path, tmp_path: Path) -> None:
    """No page of a preview names the commit, which an edit would take from all of them."""
    for words in ("init -q", "add .", "-c user.name=Staf -c user.email=staf@example.org commit -qm Awal"):
        subprocess.run(["git", "-C", str(root), *words.split()], check=True)
    shown = Preview(Project(root), tmp_path / "warm")
    shown.folder.mkdir()
    shown.refresh()
    edit(root / REPORT, "Panen pertama", "Panen perdana")
    shown.refresh()
    assert shown.warm.changed["id"]
    assert len(shown.warm.changed["id"]) < len(shown.warm.pages["id"]) / 2
    assert shown.former is not None
    assert shown.former.commit == ""
    assert "perdana" in (shown.folder / PROGRAM / "index.html").read_text(encoding="utf-8")


def test_what_is_kept_of_the_last_build_is_what_a_cold_build_makes(root: Path, tmp_path: Path) -> None:
    """After each kind of edit the folder is byte for byte that of a new build."""
    shutil.copytree(TEMPLATES, root / "templates")
    shown = Preview(Project(root), tmp_path / "warm")
    shown.folder.mkdir()
    edits: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "a text": lambda: edit(root / REPORT, "Panen pertama", "Panen perdana"),
        "a figure": lambda: edit(root / REPORT, "Rp 12.000.000", "Rp 13.000.000"),
        "a mistake": lambda: spoil(root),
        "a file broken": lambda: edit(root / REPORT, "status: final", "status: [final"),
        "the file mended": lambda: edit(root / REPORT, "status: [final", "status: final"),
        "the mistake mended": lambda: edit(root / REPORT, "total: 343", "total: 342"),
        "a name on every page": lambda: edit(root / "programs/publisher.yml", "Yayasan Kecil", "Yayasan Mungil"),
        "a new page": lambda: (root / "content/id/baru.md").write_text("# Baru\n\nIsi.\n", encoding="utf-8"),
        "a page gone": (root / "content/id/baru.md").unlink,
        "a page's title": lambda: edit(root / "content/id/tentang.md", "Tentang kami", "Siapa kami"),
        "the frame": lambda: edit(root / "templates/theme/partials/footer.html", 'class="foot"', 'class="foot kaki"'),
        "a style": lambda: edit(root / "templates/theme/assets/stylesheets/amanah.css", "{", "{ "),
    }
    for number, (name, change) in enumerate(edits.items()):
        change()
        shown.refresh()
        made = build.build(Project(root), drafts=True)
        if made.blocked:
            continue
        cold = tmp_path / f"cold-{number}" / "site"
        site.write(made, cold)
        assert same(shown.folder) == same(cold), name


def same(folder: Path) -> dict[str, str]:
    """Return the digests of a site's files without those that hold dates."""
    return {name: digest for name, digest in tree(folder).items() if not DATED.search(name)}


def test_an_edit_frames_only_the_pages_it_changes(root: Path, tmp_path: Path) -> None:
    """What makes a preview quick: the other pages are not written again."""
    shown = Preview(Project(root), tmp_path / "situs")
    shown.folder.mkdir()
    shown.refresh()
    before = {path: path.stat().st_mtime_ns for path in shown.folder.rglob("index.html")}
    edit(root / "content/id/tentang.md", "ditulis tangan", "ditulis sendiri")
    shown.refresh()
    written = {path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp}
    assert written == {shown.folder / "tentang/index.html"}


def test_the_command_serves_until_it_is_stopped_and_leaves_nothing(root: Path) -> None:
    """It prints the address, and a stop is no fault."""
    arguments = [sys.executable, "-m", "generator", "serve", "-C", str(root), "--port", "0", "--lang", "en"]
    temporary = root.parent / "sementara"
    temporary.mkdir()
    environment = {"TMPDIR": str(temporary), "PATH": "/usr/bin:/bin", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert said
        assert "Kebun Warga" in Browser(said[0]).open("")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == ""
    assert list(temporary.glob("amanah-*")) == []
