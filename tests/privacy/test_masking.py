"""What a finding found stands in no message, no line below it, no form of output and no page."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from generator import build, settings
from generator.cli import options
from generator.cli import program as commands
from generator.findings import Finding
from generator.i18n import LANGUAGES, translator
from generator.project import Project
from tests.built import ROOT
from tests.cli.small import FILES

NUMBERS = {
    "nik": "3201014107950001",
    "kk": "3602061203150007",
    "npwp": "09.254.294.3-407.000",
    "phone": "0812-9876-5432",
    "account": "012301012345534",
    "email": "siti.rahayu88@gmail.com",
    "coordinates": "-6.914744, 107.609810",
    "birth-date": "17-08-1987",
}
"""One of each sort, all made up."""

REPORT = f"""\
format: 1
period: {{from: 2024-01-01, to: 2024-12-31}}
status: final
source: laporan
summary:
  id: "Ibu S., NIK {NUMBERS["nik"]}, KK {NUMBERS["kk"]}."
  en: >-
    NPWP {NUMBERS["npwp"]}, and a longer text that goes on over a second line, with phone
    {NUMBERS["phone"]} in it.
activities:
  - id: nik-{NUMBERS["nik"]}
    title: Rekening BRI {NUMBERS["account"]}
    participants: 2
    components: [tidak-ada-{NUMBERS["nik"]}]
beneficiaries:
  note: Tulis ke {NUMBERS["email"]} atau {NUMBERS["coordinates"]}, lahir {NUMBERS["birth-date"]}
sources:
  laporan: {{title: Laporan, url: "https://contoh.id/?nik={NUMBERS["nik"]}"}}
"""
BROKEN = f"format: 1\nname: NIK {NUMBERS['nik']}\nsummary: ya\nstatus: NIK {NUMBERS['nik']}\nada {NUMBERS['nik']}: 1\n"
PAGE = f"# Kontak\n\nHubungi {NUMBERS['phone']} atau NIK {NUMBERS['nik']}.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a project with personal data in texts, ids, addresses, names of files, a broken file and a page."""
    root = tmp_path_factory.mktemp("personal")
    files = {
        **FILES,
        "programs/publisher.yml": FILES["programs/publisher.yml"] + f"# diisi oleh NIK {NUMBERS['nik']}\n",
        "programs/kebun/periods/2024.yml": REPORT,
        "programs/rusak/program.yml": BROKEN,
        f"programs/kebun/media/ktp-{NUMBERS['nik']}.jpg": "",
        f"programs/kebun/nik-{NUMBERS['nik']}.yaml": "",
        "content/id/kontak.md": PAGE,
        f"content/id/nik-{NUMBERS['nik']}.md": "# Judul\n\nTeks.\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def findings(project: Path) -> tuple[Finding, ...]:
    """Return all findings of the project."""
    return build.examine(Project(project)).findings


def _forms() -> list[str]:
    check = commands.get_command(click.Context(commands), "check")
    assert check is not None
    form = next(one for one in check.params if one.name == "form")
    assert isinstance(form.type, click.Choice)
    return [str(one) for one in form.type.choices]


def _said(*arguments: str) -> str:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "COLUMNS": "400"}
    command = [sys.executable, "-m", "generator", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=ROOT)
    return done.stdout + done.stderr


def _leaks(text: str) -> list[str]:
    bare = "".join(sign for sign in text if sign.isalnum())
    return [kind for kind, number in NUMBERS.items() if "".join(sign for sign in number if sign.isalnum()) in bare]


@pytest.mark.parametrize("kind", NUMBERS)
def test_each_sort_is_found(kind: str, findings: tuple[Finding, ...]) -> None:
    """The project holds one of each sort, so that what follows means something."""
    assert f"personal-{kind}" in {one.code for one in findings}


def test_texts_ids_addresses_files_and_pages_are_all_searched(findings: tuple[Finding, ...]) -> None:
    """Personal data are found wherever an author can type them."""
    found = [one for one in findings if one.code == "personal-nik"]
    paths = {one.path for one in found}
    assert {"summary.id", "sources.laporan.url"} <= paths
    assert any(path.startswith("activities.nik-•") for path in paths)
    assert any(one.mark.file == "programs/publisher.yml" for one in found), "a comment"
    places = {one.mark.file for one in found}
    assert "content/id/kontak.md" in places
    assert any(place.startswith("programs/kebun/media/ktp-•") for place in places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_finding_of_any_code_repeats_them(language: str, findings: tuple[Finding, ...]) -> None:
    """Findings of other checks, and of the reading of files, name the same ids and lines."""
    for one in findings:
        text = "\n".join((one.text(translator(language)), one.path, *one.figures, one.mark.file))
        assert _leaks(text) == [], one.code


@pytest.mark.parametrize("form", _forms())
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_of_output_shows_them(form: str, language: str, project: Path) -> None:
    """Neither the message nor the line with the caret does, in any form."""
    said = _said("check", "-C", str(project), "--format", form, "--lang", language)
    assert "personal-nik" in said
    assert _leaks(said) == []


def test_the_log_of_a_build_does_not_show_them(project: Path) -> None:
    """A build that is refused says why, without them."""
    said = _said("build", "-C", str(project), "--lang", "en")
    assert "personal-nik" in said
    assert _leaks(said) == []


def test_the_page_that_explains_a_refused_build_does_not_show_them(project: Path) -> None:
    """The preview shows findings as a page."""
    made = settings.explain(build.build(Project(project), drafts=True))
    for artifacts in made.artifacts.values():
        for one in artifacts:
            assert _leaks(one.text) == []


def test_the_publisher_and_its_partners_may_be_reached(tmp_path: Path) -> None:
    """The contact of the publisher, numbers of organisations, and mentions of both are no findings."""
    files = {
        **FILES,
        "programs/publisher.yml": FILES["programs/publisher.yml"]
        + "contact: {email: siti.rahayu88@gmail.com, address: Jalan Rekaan 1 telp 021-5551234}\n",
        "programs/organizations.yml": "format: 1\norganizations:\n  mitra:\n    name: Mitra\n"
        "    url: mailto:mitra.kami@gmail.com\n    identifiers: {npwp: 01.254.294.3-407.000}\n",
        "content/id/kontak.md": "# Kontak\n\nTulis ke siti.rahayu88@gmail.com atau mitra.kami@gmail.com.\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = build.examine(Project(tmp_path)).findings
    assert [one.text() for one in found if one.code.startswith("personal")] == []


def test_options_are_those_of_the_command() -> None:
    """The forms that are tested come from the option itself, so that a new one is tested too."""
    assert {"text", "json"} <= set(_forms())
    assert callable(options.output_format)
