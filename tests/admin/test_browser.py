"""Staff fill in forms in a real browser; the files say what was typed, and nothing else changes."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.admin.conftest import git
from tests.built import run_amanah

pytestmark = pytest.mark.browser

FOLDER = "programs/kebun-pangan-sleman/periods"
COLLECTION = "#/collections/periods-kebun-pangan-sleman"


@pytest.fixture
def page(browser: Browser, forms_url: str) -> Page:
    """Open a page that may not ask any other host."""
    shown = browser.new_page(viewport={"width": 1400, "height": 1000})
    shown.set_default_timeout(180_000)
    strangers: list[str] = []
    own = (forms_url, "data:", "blob:")
    shown.on("request", lambda asked: None if asked.url.startswith(own) else strangers.append(asked.url))
    shown.strangers = strangers  # type: ignore[attr-defined]
    return shown


def section(page: Page, label: str) -> Locator:
    """Return a group of fields, unfolded."""
    found = page.locator("[aria-label='object field']").filter(has=page.locator("label", has_text=label)).first
    found.get_by_label("Buka").first.click()
    return found


def field(place: Page | Locator, name: str) -> Locator:
    """Return the first input of a field."""
    return place.locator(f"[id^='{name}-field-']:is(input, textarea, select)").first


def save(page: Page) -> str:
    """Save, and return what the checks say."""
    page.get_by_text("Simpan", exact=True).first.click()
    page.get_by_text("Simpan ke berkas").click()
    page.wait_for_selector("#findings:not([hidden])")
    return page.inner_text("#findings")


def test_a_changed_figure_changes_one_line(page: Page, forms_url: str, root: Path) -> None:
    """Comments, order and folding of the file stay; what the checks say is told at once."""
    page.goto(f"{forms_url}{COLLECTION}/entries/2024-semester-1")
    field(section(page, "Penerima manfaat"), "total").fill("233")
    said = save(page)
    assert "rinciannya berjumlah 232, tetapi totalnya tertulis 233" in said
    changed = [line for line in git(root, "diff", "--unified=0").splitlines() if line[:1] in "+-" and line[1:2] == " "]
    assert changed == [
        "-  total: {value: 232, unit: person, source: buku-kunjungan}",
        "+  total: {value: 233, unit: person, source: buku-kunjungan}",
    ]
    assert git(root, "status", "--porcelain").split() == ["M", f"{FOLDER}/2024-semester-1.yml"]
    assert page.strangers == []  # type: ignore[attr-defined]


def test_a_new_period_is_filled_in_saved_and_passes_all_checks(page: Page, forms_url: str, root: Path) -> None:
    """From an empty form to a file in the order of the model, with the line for editors; nothing else is touched."""
    page.goto(f"{forms_url}{COLLECTION}/new")
    field(page, "x_file").fill("2025-semester-2")
    period = section(page, "Periode laporan")
    field(period, "from").fill("2025-07-01")
    field(period, "to").fill("2025-12-31")
    field(page, "status").fill("final")
    page.keyboard.press("Enter")
    page.locator("textarea[id^='summary-field-']").first.fill("Kebun dirawat warga.")
    page.locator("textarea[id^='summary-field-'][id$='-en']").first.fill("Residents looked after the gardens.")
    reached = section(page, "Penerima manfaat")
    total = field(reached, "families")
    total.fill("64")
    source = page.locator("[aria-label='list field']").filter(has=page.locator("label", has_text="Sumber")).last
    source.get_by_text("Tambah: sumber").click()
    field(source, "x_id").fill("buku-2025")
    field(source, "title").fill("Buku kunjungan pendamping, Juli sampai Desember 2025 (rekaan)")
    box = total.locator("xpath=..")
    box.locator("summary").click()
    box.locator("select").first.focus()
    box.locator("select").first.select_option("buku-2025")
    assert "Pemeriksaan tidak menemukan apa-apa" in save(page)
    assert (root / FOLDER / "2025-semester-2.yml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../../.vscode/schemas/report.schema.json\n"
        "format: 1\n"
        "period: {from: 2025-07-01, to: 2025-12-31}\n"
        "status: final\n"
        "summary: {id: Kebun dirawat warga., en: Residents looked after the gardens.}\n"
        "beneficiaries:\n"
        "  families: {value: 64, source: buku-2025}\n"
        "sources:\n"
        '  buku-2025: {title: "Buku kunjungan pendamping, Juli sampai Desember 2025 (rekaan)"}\n'
    )
    assert git(root, "status", "--porcelain").split() == ["??", f"{FOLDER}/2025-semester-2.yml"]
    run_amanah("check", "-C", str(root))
    assert page.strangers == []  # type: ignore[attr-defined]
