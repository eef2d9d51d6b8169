"""What cannot stand in a name, an address or a file name, and how it is refused."""

import os
from pathlib import Path

import pytest

from generator import build, loader, sources
from generator.findings import Finding
from generator.i18n import visible
from generator.project import Project
from tests.built import run_here
from tests.cli.small import edit, small_project
from tests.hostile import payloads

PROGRAM = "programs/kebun/program.yml"


def _findings(root: Path) -> tuple[Finding, ...]:
    return loader.load(sources.read(Project(root))).findings


def _write(root: Path, field: str, value: str) -> tuple[Finding, ...]:
    """Put a value, with all its odd letters escaped, into a field of the small project."""
    escaped = "".join(f"\\U{ord(one):08x}" for one in value)
    texts = {
        "name": ("name: {id: Kebun Warga,", f'name: {{id: "{escaped}",'),
        "summary": ("summary: {id: Warga menanam sayur.,", f'summary: {{id: "{escaped}",'),
        "url": ("    kind: report", f'    kind: report\n    url: "{escaped}"'),
        "author": ("    kind: report", f'    kind: report\n    author: "{escaped}"'),
    }
    edit(root / PROGRAM, *texts[field])
    return _findings(root)


@pytest.mark.parametrize("field", ["name", "author"])
def test_names_with_angle_brackets_are_refused_at_their_line(field: str, tmp_path: Path) -> None:
    """Every payload with < or > is refused in a name, and in a word that is the same in all languages."""
    refused = [one for one in payloads.own() if "<" in payloads.visible(one)][::9]
    for number, one in enumerate(refused):
        root = small_project(tmp_path / str(number))
        found = _write(root, field, payloads.visible(one)[:250])
        line = 2 if field == "name" else 11
        assert [(finding.mark.file, finding.mark.line) for finding in found] == [(PROGRAM, line)], one
    assert len(refused) > 20


@pytest.mark.parametrize("field", ["name", "summary"])
@pytest.mark.parametrize(
    "letter", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u200b", "\u202e", "\u2066", "\ufeff"]
)
def test_letters_that_nobody_sees_are_refused(field: str, letter: str, tmp_path: Path) -> None:
    """Control characters, marks of direction and of no width, also where YAML lets them through as escapes."""
    found = _write(small_project(tmp_path), field, f"Kebun{letter}Warga")
    if letter == "\x85" and field == "name":  # white space, which names fold
        assert found == ()
        return
    assert [finding.mark.line for finding in found] == [2 if field == "name" else 3]


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x"),
        *(
            "//evil.example/",
            "/halaman",
            "halaman",
            "https:evil.example",
            "https:///x",
            "https://",
            "ftp://contoh.example/",
        ),
        *(
            "https://contoh.example/ x",
            'https://contoh.example/"x',
            "https://contoh.example/<x>",
            "https://a@b.example/",
        ),
        *("https://contoh.example\\@evil.example", "file:///etc/passwd", "mailto:a@b.example?body=x", "mailto:", "#x"),
    ],
)
def test_a_link_leads_to_the_web_or_a_mailbox_only(address: str, tmp_path: Path) -> None:
    """Everything else is refused where it stands."""
    found = _write(small_project(tmp_path), "url", address)
    assert [(finding.mark.file, finding.mark.line) for finding in found] == [(PROGRAM, 11)]


@pytest.mark.parametrize(
    "address",
    [
        *("https://contoh.example", "http://contoh.example:8080/a/b.html?c=d&e=(f)#g", "mailto:info@contoh.example"),
        *(
            "https://id.wikipedia.org/wiki/Zakat_(Islam)",
            "HTTPS://CONTOH.EXAMPLE/%20",
            "https://contoh.example/~a;b,c!d*e$f'"[:-1],
        ),
    ],
)
def test_usual_addresses_are_taken(address: str, tmp_path: Path) -> None:
    """Parentheses, ports, queries and capitals are nothing odd."""
    assert _write(small_project(tmp_path), "url", address) == ()


@pytest.mark.parametrize(
    "name",
    [
        *(
            "<img src=x onerror=alert(1)>",
            '"onmouseover="alert(1)',
            "{{7*7}}",
            "a b",
            "a#b",
            "a?b",
            "a%2e%2e",
            "javascript:x",
        ),
        *("Kebun", "-a", "a--b", "a\u202eb", "a\x1b[31mb", "a\nb", "é", "_", "con."),
    ],
)
@pytest.mark.parametrize("place", ["programs/{}/program.yml", "programs/kebun/periods/{}.yml", "content/id/{}.md"])
def test_names_of_folders_and_files_follow_the_rule_of_ids(place: str, name: str, tmp_path: Path) -> None:
    """They become addresses of pages, so an odd name is refused before it stands in any link."""
    root = small_project(tmp_path)
    path = root / place.format(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    model = root / ("programs/kebun/periods/2024.yml" if "periods" in place else PROGRAM)
    path.write_text("# Judul\n" if place.endswith(".md") else model.read_text(encoding="utf-8"), encoding="utf-8")
    blocking = [one for one in build.examine(Project(root)).findings if one.blocks]
    assert len(blocking) == 1
    assert visible(place.format(name)).startswith(blocking[0].mark.file)


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_no_name_and_no_value_steers_a_terminal_or_the_log_of_a_runner(form: str, tmp_path: Path) -> None:
    """Escapes, bells and line breaks of authors are shown, not sent: no colour, no title, no second annotation."""
    root = small_project(tmp_path)
    for name in (b"x\xff.yml", b"y\x1b[31m\n::error::z.yml"):
        Path(os.fsdecode(os.fsencode(root / "programs/kebun/periods") + b"/" + name)).write_text("format: 1\n")
    edit(root / PROGRAM, "- {id: sayur,", '- {id: "a\\e[31mb\\n::error::injected",')
    edit(root / PROGRAM, "kind: report", 'kind: "re\\e]0;x\\a"\n    "k\\e[1m": 1')
    said = run_here("check", "-C", str(root), "--format", form, code=1)
    assert not [one for one in said if ord(one) < 32 and one not in "\n\t"]
    assert not [one for one in said if 0x7F <= ord(one) <= 0x9F]
    assert not [one for one in said.splitlines() if one.startswith("::error::")]
