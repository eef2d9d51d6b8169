"""The desk behind the forms: files go through a form unchanged, and only changes that were typed come back."""

import http.client
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from generator.admin import bundle
from generator.admin.desk import Desk, Refused, revise
from generator.admin.form import Options, fields, walk
from generator.admin.labels import LABELS
from generator.cli.forms import listen
from generator.errors import EnvironmentFault
from generator.i18n import LANGUAGES, translator
from generator.model.organization import Organizations
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.record import Record
from generator.model.report import Report
from generator.project import Project

REPORT = "programs/kebun-pangan-sleman/periods/2024-semester-1.yml"
MODELS: tuple[type[Record], ...] = (Publisher, Organizations, Program, Report)


def load(desk: Desk, path: str = REPORT) -> dict[str, Any]:
    """Return a file as the browser gets it."""
    answer: Any = desk.answer("getEntry", {"path": path})
    made: dict[str, Any] = json.loads(answer["data"])
    return made


def store(desk: Desk, form: dict[str, Any], path: str = REPORT) -> None:
    """Save a form as the browser does."""
    desk.answer("persistEntry", {"dataFiles": [{"path": path, "raw": json.dumps(form)}]})


def difference(root: Path, before: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came."""
    old, new = before.split("\n"), (root / REPORT).read_text("utf-8").split("\n")
    return [one for one in old if one not in new], [one for one in new if one not in old]


def test_every_file_goes_through_its_form_unchanged(desk: Desk, root: Path) -> None:
    """Byte for byte, comments and all, where nobody changed anything."""
    for file in sorted((root / "programs").rglob("*.yml")):
        before, path = file.read_bytes(), file.relative_to(root).as_posix()
        store(desk, load(desk, path), path)
        assert file.read_bytes() == before, path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_the_model_is_in_its_form(model: type[Record], language: str) -> None:
    """With a label and a sentence in the author's language, and something to fill in."""
    form = fields(model, Options(), translator(language))
    assert [one["name"] for one in form] == [info.alias or name for name, info in model.model_fields.items()]
    for one in walk(form):
        assert one["widget"], one
        assert one["name"] in LABELS or one["name"].startswith("x_") or "hint" not in one, one["name"]
        assert one.get("label") or one["widget"] == "hidden", one


def test_references_are_pick_lists_with_names(desk: Desk) -> None:
    """Partners, components, places and sources are chosen by name, not typed."""
    lists = desk.config()["x_lists"]["kebun-pangan-sleman"]  # type: ignore[index]
    assert lists["components"]["kebun"] == "Kebun pekarangan"
    assert {"organizations", "places", "indicators", "sources"} <= {name for name, one in lists.items() if one}


def test_a_text_an_item_and_a_removed_field_change_their_lines_only(desk: Desk, root: Path) -> None:
    """Each kind of change that a form can make."""
    before, form = (root / REPORT).read_text("utf-8"), load(desk)
    form["challenges"][0]["text"]["en"] = "Water was short."
    form["challenges"].append({"id": "hama", "text": "Hama tikus."})
    del form["approval"]["on"]
    store(desk, form)
    gone, come = difference(root, before)
    assert "  - id: hama" in come
    assert "    text: Hama tikus." in come
    assert any("Water was short." in one for one in come)
    assert len(come) <= 4
    assert len(gone) <= 6
    assert load(desk) == form


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(desk: Desk, root: Path) -> None:
    """Two people, or a form and a text editor: the later one is told."""
    form = load(desk)
    text = (root / REPORT).read_text("utf-8").replace("232", "233")
    (root / REPORT).write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="changed elsewhere"):
        store(desk, form)
    assert (root / REPORT).read_text("utf-8") == text


@pytest.mark.parametrize(
    "path",
    [
        "programs/../mkdocs.yml",
        "mkdocs.yml",
        "/etc/passwd",
        "programs/kebun-pangan-sleman/periods/../../x.yml",
        "programs/kebun-pangan-sleman/periods/Ab.yml",
        "programs/kebun-pangan-sleman/media/x.yml",
        ".github/workflows/x.yml",
    ],
)
def test_only_files_with_a_form_are_read_or_written(desk: Desk, path: str) -> None:
    """Whatever the browser asks for."""
    with pytest.raises(Refused):
        desk.answer("getEntry", {"path": path})
    with pytest.raises(Refused):
        store(desk, {"format": "1"}, path)
    with pytest.raises(Refused):
        desk.answer("deleteFiles", {"paths": [path]})


def test_nothing_is_written_through_a_link(desk: Desk, root: Path, tmp_path: Path) -> None:
    """A file or folder that is a link to elsewhere stays as it is."""
    outside = tmp_path / "luar.yml"
    form = load(desk)
    (root / REPORT).rename(outside)
    (root / REPORT).symlink_to(outside)
    before = outside.read_bytes()
    form["status"] = "draft"
    with pytest.raises(Refused):
        store(desk, form)
    assert outside.read_bytes() == before


def test_what_cannot_be_changed_line_by_line_is_refused(desk: Desk) -> None:
    """The author is sent to a text editor; nothing is half written."""
    form = desk.forms().of(REPORT)
    assert form
    with pytest.raises(Refused):
        revise("format: 1\nstatus: [\n", form, {"format": "1"})


@pytest.mark.parametrize(
    ("header", "value"), [("Host", "jahat.example"), ("Origin", "http://jahat.example"), ("Content-Type", "text/plain")]
)
def test_pages_of_others_cannot_use_the_desk(desk: Desk, root: Path, header: str, value: str) -> None:
    """Neither under another name of this machine, nor from another page, nor by a plain form."""
    before = (root / REPORT).read_bytes()
    with listen(desk, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            port = server.server_address[1]
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            headers = {"Host": f"127.0.0.1:{port}", "Content-Type": "application/json", header: value}
            asked.request("POST", "/api/v1", body=json.dumps({"action": "info"}), headers=headers)
            assert asked.getresponse().status == 403
            asked.close()
        finally:
            server.shutdown()
            thread.join()
    assert (root / REPORT).read_bytes() == before


def test_another_archive_than_the_pinned_one_is_refused(root: Path, tmp_path: Path) -> None:
    """Its hash is compared before anything is unpacked."""
    archive = tmp_path / "decap-cms-3.16.3.tgz"
    archive.write_bytes(b"other")
    with pytest.raises(EnvironmentFault, match="as it was published"):
        bundle.unpack(Project(root), archive)
    assert not bundle.is_there(Project(root))
