"""`amanah diff`: what a reader would notice, and nothing else."""

import json
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from generator.cli.differences import LONGEST, escape
from generator.documents import Scalar, parse
from generator.sources import Source
from tests.built import ROOT
from tests.cli.small import REPORT, edit, small_project
from tests.cli.test_init import run

PROGRAM = "programs/kebun/program.yml"


def git(root: Path, *arguments: str) -> None:
    """Run git with a name of its own."""
    identity = ("-c", "user.name=Uji", "-c", "user.email=uji@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small project whose files are committed."""
    place = small_project(tmp_path / "proyek")
    git(place, "init", "-q", "-b", "main")
    git(place, "add", ".")
    git(place, "commit", "-q", "-m", "awal")
    return place


def diff(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Return the differences."""
    code, said, fault = run(capsys, "diff", *arguments, "-C", str(root), "--lang", "en", "--format", "json")
    assert code == 0, fault
    found: dict[str, Any] = json.loads(said)
    return found


def written(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the figures that do not follow from others."""
    return [one for one in found["figures"] if not one["computed"]]


def test_a_figure_is_told_with_both_numbers_their_difference_and_percentage(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Labels are words, and sums that follow come after what was written."""
    edit(root / REPORT, "sayur: 200", "sayur: 210")
    edit(root / REPORT, "total: 342", "total: 352")
    found = diff(root, capsys)
    told = [(one["label"], one["old"], one["new"], one["difference"], one["percent"]) for one in written(found)]
    assert told == [
        ("beneficiaries, total", "342 people", "352 people", "10", "2.9"),
        ("beneficiaries, by component, Vegetables", "200 people", "210 people", "10", "5.0"),
    ]
    computed = [one["computed"] for one in found["figures"]]
    assert computed == sorted(computed)


SAME = [
    ("total: 342", 'total: "342"'),
    ("sayur: 200\n    buah: 142", "buah: 142\n    sayur: 200"),
    ("Rp 12.000.000", "12000000"),
    ("Rp 12.000.000", "Rp 12 juta"),
    ("Rp 12.000.000", "12.000.000"),
    (
        "summary: {id: Panen pertama., en: The first harvest.}",
        "summary:\n  en: >-\n    The first\n    harvest.\n  id: Panen pertama.",
    ),
    ("{from: 2024-01-01, to: 2024-12-31}", "\n  to: 2024-12-31 # akhir\n  from: 2024-01-01"),
    ("status: final\nsource: laporan", "source: laporan\nstatus: final"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SAME, ids=lambda one: str(one)[:30])
def test_order_and_spelling_show_nothing(old: str, new: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads the site sees no difference, so neither does whoever reviews."""
    edit(root / REPORT, old, new)
    assert diff(root, capsys)["count"] == 0


def test_items_of_a_list_in_another_order_show_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They go by their ids."""
    first = "  - {id: sayur, name: {id: Sayur, en: Vegetables}}\n"
    second = "  - {id: buah, name: {id: Buah, en: Fruit}}\n"
    edit(root / PROGRAM, first + second, second + first)
    assert diff(root, capsys)["count"] == 0


def test_new_and_lost_figures_and_pages_are_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure that is no longer reported is gone, not zero; a report that became final is a new page."""
    edit(root / REPORT, "  spent: {total: Rp 12.000.000}", "  revolved: Rp 3.000.000")
    edit(root / "programs/kebun/periods/2025.yml", "status: draft", "status: final")
    (root / "content/id/baru.md").write_text("# Halaman baru\n\nIsi.\n", encoding="utf-8")
    found = diff(root, capsys)
    kinds = {(one["kind"], one["address"]) for one in written(found)}
    assert ("lost", "kebun/2024/finance.spent.total") in kinds
    assert ("new", "kebun/2024/finance.revolved") in kinds
    assert ("new", "kebun/2025/beneficiaries.total") in kinds
    assert {(one["kind"], one["address"]) for one in found["pages"]} == {
        ("new", "kebun/2025"),
        ("new", "content/id/baru.md"),
    }


def test_drafts_are_compared_on_demand(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Readers do not see them, so they show nothing otherwise."""
    edit(root / "programs/kebun/periods/2025.yml", "total: 400", "total: 401")
    assert diff(root, capsys)["count"] == 0
    assert [one["difference"] for one in written(diff(root, capsys, "--drafts"))] == ["1"]


def test_disclosures_and_words_are_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is newly disclosed, which text was rewritten, and another status of the program."""
    edit(root / REPORT, "Panen pertama.", "Panen yang pertama.")
    edit(root / PROGRAM, "components:", "status: active\ncomponents:")
    with (root / REPORT).open("a", encoding="utf-8") as file:
        file.write(
            "disclosures:\n  - check: parts-do-not-sum\n    at: beneficiaries.by_component\n    status: open\n"
            "    note: {id: Sumber berkata begitu., en: The source says so.}\n"
        )
    found = diff(root, capsys)
    assert [(one["kind"], one["label"]) for one in found["disclosures"]] == [("new", "parts-do-not-sum")]
    assert ("changed", "kebun/2024/summary") in [(one["kind"], one["address"]) for one in found["words"]]


def test_of_a_long_text_the_part_that_differs_is_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the language in which it differs, though the reader asked for the other one."""
    long = "The garden was planted by residents of three villages, who met every week. "
    edit(root / REPORT, "en: The first harvest.", f'en: "{long}Rain came late."')
    git(root, "commit", "-q", "-a", "-m", "panjang")
    edit(root / REPORT, "Rain came late.", "Rain came early.")
    said = run(capsys, "diff", "-C", str(root), "--lang", "id")[1]
    assert "Rain came late." in said
    assert "Rain came early." in said
    assert "The garden" not in said


def test_a_renamed_file_keeps_its_figures(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its author says its former name, and nothing is new or lost."""
    (root / REPORT).rename(root / "programs/kebun/periods/tahun-2024.yml")
    edit(root / "programs/kebun/periods/tahun-2024.yml", "status: final", "status: final\naliases: [2024]")
    found = diff(root, capsys)
    assert written(found) == []
    assert found["pages"] == []


def test_withheld_counts_stay_withheld(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a count that is withheld now neither side tells the number of the group."""
    edit(root / "programs/publisher.yml", "fictional: ya", "fictional: ya\nprivacy: {repository: private}")
    git(root, "commit", "-q", "-a", "-m", "pribadi")
    edit(root / REPORT, "sayur: 200\n    buah: 142", "sayur: 339\n    buah: 3")
    found = diff(root, capsys)
    told = next(one for one in found["figures"] if one["address"].endswith("by_component.buah"))
    assert told["new_value"] is None
    assert told["difference"] is None
    assert "339" not in json.dumps(found)


def test_a_folder_can_be_the_base(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without git, such as against a copy of last year's files."""
    other = small_project(tmp_path / "lama")
    edit(other / REPORT, "total: 342", "total: 341")
    assert [one["difference"] for one in written(diff(root, capsys, str(other)))] == ["1"]


def test_everything_is_new_where_nothing_was_published(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first pull request of a publisher has a base without programs."""
    (tmp_path / "kosong" / "programs").mkdir(parents=True)
    found = diff(root, capsys, str(tmp_path / "kosong"))
    assert {one["kind"] for one in written(found)} == {"new"}


def test_a_branch_is_compared_from_where_it_was_left(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What happened on the other branch since then is not a change of this one."""
    git(root, "checkout", "-q", "-b", "perubahan")
    edit(root / REPORT, "Rp 12.000.000", "Rp 13.000.000")
    git(root, "commit", "-q", "-a", "-m", "biaya")
    git(root, "checkout", "-q", "main")
    edit(root / REPORT, "total: 342", "total: 350")
    git(root, "commit", "-q", "-a", "-m", "jumlah")
    git(root, "checkout", "-q", "perubahan")
    assert [one["address"] for one in written(diff(root, capsys, "main"))] == ["kebun/2024/finance.spent.total"]


def test_a_shallow_clone_says_what_to_fetch(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A commit that is not there is no comparison with nothing; one that is there is taken as it is, with a note."""
    git(root, "branch", "lama")
    edit(root / REPORT, "total: 342", "total: 343")
    git(root, "commit", "-q", "-a", "-m", "jumlah")
    clone = tmp_path / "salinan"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{root}", str(clone)], check=True, capture_output=True
    )
    code, _, said = run(capsys, "diff", "origin/lama", "-C", str(clone), "--lang", "en")
    assert code == 2
    assert "git fetch --depth=1 origin lama" in said
    git(clone, "fetch", "-q", "--depth=1", "origin", "lama:lama")
    code, said, note = run(capsys, "diff", "lama", "-C", str(clone), "--lang", "en")
    assert code == 0
    assert "342 people → 343 people" in said
    assert "without its older commits" in note


@pytest.mark.parametrize("base", ["tidak-ada", "HEAD~9", "--upload-pack=x", "HEAD:programs"])
def test_a_base_that_is_none_is_refused(base: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit code 2."""
    code, _, said = run(capsys, "diff", "-C", str(root), "--lang", "en", "--", base)
    assert code == 2
    assert "is no commit, branch or folder" in said


def test_before_the_first_commit_the_next_step_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An author who has just begun is told what to compare with; a wrong name is still a wrong name afterwards."""
    begun = small_project(tmp_path / "baru")
    git(begun, "init", "-q")
    code, _, said = run(capsys, "diff", "-C", str(begun), "--lang", "en")
    assert code == 2
    assert (
        "nothing is committed yet, so there is nothing to compare with; begin with git add . && git commit -m" in said
    )


def test_files_that_cannot_be_loaded_are_no_difference(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that says why is named."""
    edit(root / "programs/publisher.yml", "format: 1", "format: 1\nname: [")
    code, _, said = run(capsys, "diff", "-C", str(root), "--lang", "en")
    assert code == 1
    assert "amanah check" in said


def test_a_file_that_one_side_cannot_load_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its figures are not lost, only unread."""
    edit(root / REPORT, "status: final", "status: fertig")
    found = diff(root, capsys)
    assert found["unread"] == [REPORT]
    said = run(capsys, "diff", "-C", str(root), "--lang", "en", "--format", "markdown")[1]
    assert "Could not be read on one side" in said


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "[klik](https://example.org)",
    "![](https://example.org/x.png)",
    "https://example.org/curi",
    "www.example.org",
    "@semua tolong setujui #1 GH-1",
    "| satu | dua |",
    "`kode` **tebal** _miring_ ~~hapus~~",
    "# Judul",
    "&lt;script&gt;",
    "<!-- rahasia",
    "</details>",
    "\\<b\\>",
    "baris\n\nbaru",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_comment_is_read_as_markdown(text: str) -> None:
    """A forge shows the text as it is: no tag, no link, no mention, no reference, no further column."""
    html = MarkdownIt("gfm-like", {"linkify": False}).render(f"| a |\n|---|\n| {escape(' '.join(text.split()))} |")
    assert set(re.findall(r"<(\w+)", html)) == {"table", "thead", "tr", "th", "tbody", "td"}
    shown = escape(text)
    assert not re.search(r"@\w|#\d|://|www\.|GH-\d", re.sub(r"&#\d+;", lambda one: chr(int(one[0][2:-1])), shown))


def test_names_in_a_comment_are_harmless(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The name of a program comes from whoever opened the pull request."""
    edit(root / PROGRAM, "{id: Kebun Warga, en: Community Garden}", '"@admin [setujui](https://jahat.example) | x"')
    git(root, "commit", "-q", "-a", "-m", "nama")
    edit(root / REPORT, "Rp 12.000.000", "Rp 13.000.000")
    said = run(capsys, "diff", "-C", str(root), "--format", "markdown", "--lang", "en")[1]
    assert "&#64;\u200badmin" in said
    assert "https://" not in said
    rows = [line for line in said.splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in rows} == {6}


def test_a_comment_is_not_longer_than_a_forge_takes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is counted."""
    rows = "".join(
        f"  - {{id: a{n}, label: {{id: Angka {n}, en: Figure {n} {'x' * 60}}}, value: {{value: {n}, unit: person}}}}\n"
        for n in range(900)
    )
    with (root / REPORT).open("a", encoding="utf-8") as file:
        file.write(f"figures:\n{rows}")
    said = run(capsys, "diff", "-C", str(root), "--format", "markdown", "--lang", "en")[1]
    assert len(said) <= LONGEST
    left = re.search(r"and ([\d,]+) more lines", said)
    assert left
    assert int(left[1].replace(",", "")) > 100


def test_text_for_a_terminal_has_a_line_a_figure(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Old, new, difference and percentage, below the words for the report; in Indonesian as well."""
    edit(root / REPORT, "Rp 12.000.000", "Rp 15.000.000")
    said = run(capsys, "diff", "-C", str(root), "--lang", "id")[1]
    assert "Rp12.000.000 → Rp15.000.000 (+3.000.000; +25,0%)" in said
    assert said.splitlines()[0] == "Kebun Warga: Laporan 1 Januari 2024 sampai 31 Desember 2024:"


def shuffled(value: object, luck: random.Random) -> object:
    """Return a tree of YAML whose keys and items stand in another order, as a program writes it."""
    if isinstance(value, Scalar):
        return None if value.missing else str(value)
    if isinstance(value, dict):
        pairs = list(value.items())
        luck.shuffle(pairs)
        return {str(key): shuffled(one, luck) for key, one in pairs}
    if isinstance(value, list):
        items = [shuffled(one, luck) for one in value]
        if all(isinstance(one, dict) for one in items):  # items go by what they are about
            luck.shuffle(items)
        return items
    return value


@pytest.mark.parametrize("seed", [1, 2])
def test_the_example_written_anew_in_another_order_is_the_same(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No comments, other quotes, block style throughout, and every mapping and list shuffled: a reader sees nothing."""
    example, root = ROOT / "examples/lembaga-contoh", tmp_path / "contoh"
    for name in ("programs", "content"):
        shutil.copytree(example / name, root / name)
    luck = random.Random(seed)  # noqa: S311 - an order, not a secret
    for path in sorted((root / "programs").rglob("*.yml")):
        document, _ = parse(Source("", path.read_text(encoding="utf-8"), ""))
        assert document is not None
        written = yaml.safe_dump(shuffled(document.root, luck), allow_unicode=True, sort_keys=False)
        path.write_text(written, encoding="utf-8")
    found = diff(root, capsys, str(example), "--today", "2026-01-01")
    assert found["unread"] == []
    assert found["count"] == 0, json.dumps(found, indent=1)[:3000]
