"""Contributions of strangers: `--data` takes texts and figures from a copy, and nothing in it runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built import ROOT, run_amanah
from tests.cli.small import REPORT, edit, small_project, tree

TRAP = "open({place!r}, 'a').write('ran')"
SHELL = "touch {place}"

HOSTILE = {
    "mkdocs.yml": """\
site_name: SPOILED
hooks: [hooks.py]
theme: {{name: material, custom_dir: templates/theme}}
plugins: [amanah, spoiled]
extra_javascript: [https://evil.example/spoiled.js]
extra: {{x: !!python/object/apply:os.system ["touch {place}"], y: !ENV PATH}}
""",
    "templates/pages/home.html.jinja": "SPOILED {{{{ cycler.__init__.__globals__.os.system('touch {place}') }}}}",
    "templates/partials/money.html.jinja": "SPOILED",
    "templates/theme/main.html": "SPOILED <script src=https://evil.example/></script>",
    "templates/theme/404.html": "SPOILED",
    "templates/theme/assets/javascripts/amanah.js": "SPOILED",
    "generator/__init__.py": TRAP,
    "generator/__main__.py": TRAP,
    "sitecustomize.py": TRAP,
    "usercustomize.py": TRAP,
    "hooks.py": TRAP,
    "conftest.py": TRAP,
    "yaml.py": TRAP,
    "Makefile": "all:\n\ttouch {place}\n",
    "pyproject.toml": '[project.entry-points."amanah.checks"]\nspoiled = "hooks"\n',
    "matplotlibrc": "svg.hashsalt: SPOILED\nbackend: module://hooks\n",
    "babel.cfg": "[python: **.py]\n",
    ".amanah/history/states.json": "SPOILED",
    ".env": "SOURCE_DATE_EPOCH=0\n",
    "programs/.hidden.yml": "SPOILED",
    "content/.hooks/hooks.py": TRAP,
}
"""What a stranger could put beside the texts, and what it would do if anything took it up."""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return the trusted copy: the small project with a configuration of its own."""
    root = small_project(tmp_path / "base")
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    return root


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """Return a copy of a stranger, who changed a figure and its parts."""
    root = small_project(tmp_path / "fork")
    edit(root / REPORT, "total: 342", "total: 343")
    edit(root / REPORT, "sayur: 200", "sayur: 201")
    return root


def _spoil(fork: Path, place: Path) -> None:
    for name, text in HOSTILE.items():
        path = fork / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(place=str(place)), encoding="utf-8")


def test_nothing_beside_the_texts_of_a_fork_has_any_effect(base: Path, fork: Path, tmp_path: Path) -> None:
    """Templates, configuration, hooks, caches and modules in it change no byte of the site, and none of them runs."""
    run_amanah("build", "-C", str(base), "--data", str(fork))
    plain = tree(base / "site")
    _spoil(fork, tmp_path / "ran")
    untouched = tree(fork)
    run_amanah("build", "-C", str(base), "--data", str(fork))
    assert tree(base / "site") == plain
    assert tree(fork) == untouched
    assert not (tmp_path / "ran").exists()
    assert "343" in (base / "site/index.html").read_text(encoding="utf-8")


def test_the_traps_would_spring_without_data(fork: Path, tmp_path: Path) -> None:
    """The same copy built as a project of its own runs what the stranger wrote: the test above is not empty."""
    _spoil(fork, tmp_path / "ran")
    command = [sys.executable, "-m", "generator", "check", "-C", str(fork)]
    subprocess.run(command, capture_output=True, check=False, cwd=fork)
    assert (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system ['touch {place}']",
        "!!python/name:os.system x",
        "!ENV [PATH]",
        "!include /etc/passwd",
        "&a [*a]",
        "{{{{ cycler.__init__.__globals__.os.system('touch {place}') }}}}",
    ],
)
def test_a_tag_in_contributed_yaml_is_refused_at_its_line(base: Path, fork: Path, tmp_path: Path, value: str) -> None:
    """Whatever it is meant to do, it is told with file and line, and the former site stays."""
    (base / "site").mkdir()
    (base / "site/index.html").write_text("former")
    edit(fork / "programs/kebun/program.yml", "title: Laporan kebun", f"title: {value.format(place=tmp_path / 'ran')}")
    said = run_amanah("build", "-C", str(base), "--data", str(fork), code=1)
    assert "programs/kebun/program.yml:9:" in said
    assert [one.read_text() for one in (base / "site").iterdir()] == ["former"]
    assert not (tmp_path / "ran").exists()


def test_the_files_of_a_fork_are_named_as_in_its_own_repository(base: Path, fork: Path) -> None:
    """A finding leads to the line in the contribution, and shows that line."""
    edit(fork / REPORT, "total: 343", "total: 344")
    said = run_amanah("check", "-C", str(base), "--data", str(fork), code=1)
    assert said.startswith(f"{REPORT}:")
    assert "total: 344" in said
    path = str(fork / REPORT)
    assert REPORT in run_amanah("check", path, "-C", str(base), "--data", str(fork), code=1)
    run_amanah("check", path, "-C", str(base), code=2)


def test_a_folder_that_looks_like_a_repository_brings_no_settings(base: Path, fork: Path, tmp_path: Path) -> None:
    """Git takes a folder with HEAD, objects and refs for a repository, and runs the filters that its settings name."""
    ran, environment = tmp_path / "ran", {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}

    def git(folder: Path, *arguments: str) -> None:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *arguments]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)

    for folder in (fork / "programs", fork / "content"):
        git(folder, "init", "-q")
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "x")
        for one in ("objects", "refs", "HEAD", "index"):
            (folder / ".git" / one).rename(folder / one)
        shutil.rmtree(folder / ".git")
        (folder / ".gitattributes").write_text("* filter=x\n")
        (folder / "config").write_text(
            f'[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nfsmonitor = "touch {ran}"\n'
            f'[filter "x"]\nclean = "touch {ran}"\n[log]\nshowSignature = true\n[gpg]\nprogram = "touch {ran}"\n'
        )
    git(fork, "init", "-q")
    git(fork, "add", "--force", "-A")
    git(fork, "commit", "-qm", "y")
    for path in fork.rglob("*.yml"):
        os.utime(path, (1, 1))
    ran.unlink(missing_ok=True)
    for asked in (["check", "-C", str(base), "--data", str(fork)], ["check", "-C", str(fork)]):
        run_amanah(*asked)
        assert not ran.exists()


def test_a_cache_in_git_is_refused(base: Path) -> None:
    """What it holds is sealed by a checksum that anybody can compute, so it must come from this machine."""
    run_amanah("build", "-C", str(base))
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    (base / ".amanah/history").mkdir(exist_ok=True)
    (base / ".amanah/history/states.json").write_text("{}")
    for arguments in (["init", "-q"], ["add", "--force", ".amanah/history"]):
        subprocess.run(["git", *arguments], cwd=base, env=environment, check=True, capture_output=True)
    said = run_amanah("build", "-C", str(base), "--lang", "en", code=1)
    assert ".amanah/history/states.json:1:1: error: this is a cache of one machine" in said
    assert (base / "site/index.html").exists()


@pytest.mark.parametrize("name", [".amanah", ".amanah/history", ".amanah/charts"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_cache_that_leads_elsewhere_is_refused(base: Path, tmp_path: Path, name: str, command: str) -> None:
    """Nothing is written through a link, by no command."""
    (tmp_path / "elsewhere").mkdir()
    (base / name).parent.mkdir(exist_ok=True)
    (base / name).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert "is a link" in run_amanah(command, "-C", str(base), "--lang", "en", code=3)
    assert list((tmp_path / "elsewhere").iterdir()) == []
