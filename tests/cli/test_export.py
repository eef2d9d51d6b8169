"""`amanah export`: the files of the site without the site, whole or program by program, and never over other files."""

import json
from pathlib import Path

import pytest

from generator.cli.shelf import MARKER
from tests.built import run_here
from tests.cli.small import edit, small_project, spoil

FORMS = ("csv", "csv-excel", "datapackage", "feeds", "figures", "geojson", "iati", "jsonld", "xlsx")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write the small project."""
    return small_project(tmp_path / "project")


def _files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def test_all_forms_are_written_with_the_addresses_of_the_site(root: Path, tmp_path: Path) -> None:
    """Each file of the folder is the file that the site has at that address."""
    out = tmp_path / "out"
    said = run_here("export", "all", "-C", str(root), "--out", str(out), "--lang", "en")
    assert all(f"{form}: " in said for form in FORMS)
    run_here("build", "-C", str(root))
    files = _files(out) - {MARKER}
    assert {"data/csv/money.csv", "en/data/figures.xlsx", "program/kebun/data/datapackage.json"} <= files
    for name in files:
        assert (out / name).read_bytes() == (root / "site" / name).read_bytes(), name


def test_one_form_of_one_program_is_written_alone(root: Path, tmp_path: Path) -> None:
    """A data package brings the tables that it describes."""
    run_here("export", "datapackage", "--program", "kebun", "-C", str(root), "--out", str(tmp_path / "out"))
    files = _files(tmp_path / "out") - {MARKER}
    assert "program/kebun/data/datapackage.json" in files
    assert "program/kebun/data/csv/figures.csv" in files
    assert all(name.startswith("program/kebun/data/") for name in files)


def test_programs_get_a_list_of_files_as_json(root: Path, tmp_path: Path) -> None:
    """Each with its form, its size and its SHA-256, and what the forms could not say."""
    said = json.loads(run_here("export", "-C", str(root), "--out", str(tmp_path / "out"), "--format", "json"))
    assert {one["format"] for one in said["files"]} == set(FORMS)
    for one in said["files"]:
        assert (tmp_path / "out" / one["path"]).stat().st_size == one["size"]
    assert any("status" in one for one in said["left_out"])


def test_what_iati_cannot_say_is_told(root: Path, tmp_path: Path) -> None:
    """The command and the file beside it give the reasons."""
    said = run_here("export", "iati", "-C", str(root), "--out", str(tmp_path / "out"), "--lang", "id")
    assert "status tidak dilaporkan" in said
    listed = json.loads((tmp_path / "out/data/iati-omissions.json").read_text(encoding="utf-8"))["omissions"]
    assert {one["what"] for one in listed} == {"publisher", "status", "starts", "partners"}


def test_where_an_error_stands_nothing_is_written(root: Path, tmp_path: Path) -> None:
    """As in a build, the exit code is 1."""
    spoil(root)
    assert "parts-do-not-sum" in run_here("export", "-C", str(root), "--out", str(tmp_path / "out"), code=1)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("pdf",), "csv-excel"), (("csv", "--program", "kebum"), "kebun")],
    ids=["an unknown form", "an unknown program"],
)
def test_a_wrong_call_is_told_what_there_is(arguments: tuple[str, ...], said: str, root: Path, tmp_path: Path) -> None:
    """The exit code is 2."""
    assert said in run_here("export", *arguments, "-C", str(root), "--out", str(tmp_path / "out"), code=2)


def test_a_folder_with_other_files_is_refused(root: Path, tmp_path: Path) -> None:
    """Nothing that somebody else put there is touched."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("dear", encoding="utf-8")
    run_here("export", "csv", "-C", str(root), "--out", str(out), code=2)
    assert _files(out) == {"letter.txt"}


def test_a_folder_is_brought_up_to_date(root: Path, tmp_path: Path) -> None:
    """Files of a form that are no longer made go; those of other forms, and of other people, stay."""
    out = tmp_path / "out"
    run_here("export", "-C", str(root), "--out", str(out))
    (out / "letter.txt").write_text("dear", encoding="utf-8")
    (root / "programs/kebun").rename(root / "programs/kolam")
    edit(root / "programs/kolam/periods/2024.yml", "Rp 12.000.000", "Rp 13.000.000")
    run_here("export", "csv", "-C", str(root), "--out", str(out))
    files = _files(out)
    assert "program/kolam/data/csv/money.csv" in files
    assert "program/kebun/data/csv/money.csv" not in files
    assert {"program/kebun/data/places.geojson", "letter.txt"} <= files
    assert "13000000" in (out / "data/csv/money.csv").read_text(encoding="utf-8")


def test_a_list_of_files_that_leads_elsewhere_is_not_followed(root: Path, tmp_path: Path) -> None:
    """Whoever writes the list cannot have other files deleted or written."""
    out, other = tmp_path / "out", tmp_path / "other.csv"
    other.write_text("mine", encoding="utf-8")
    run_here("export", "csv", "-C", str(root), "--out", str(out))
    (out / MARKER).write_text(json.dumps({"files": {"csv": ["../other.csv", str(other)]}}), encoding="utf-8")
    run_here("export", "csv", "-C", str(root), "--out", str(out))
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_link_in_the_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    """Files stay inside the folder that was named."""
    out, other = tmp_path / "out", tmp_path / "other"
    other.mkdir()
    run_here("export", "geojson", "-C", str(root), "--out", str(out))
    (out / "data" / "csv").symlink_to(other, target_is_directory=True)
    run_here("export", "csv", "-C", str(root), "--out", str(out), code=2)
    assert not _files(other)
