"""Workflows for GitHub and GitLab are well formed, harmless for contributions of strangers, and their commands run."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.project import STARTER
from generator.starting.project import files_of_project
from tests.built import ROOT
from tests.cli.small import edit, small_project

FOLDER = STARTER / ".github/workflows"
GITHUB = {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in sorted(FOLDER.glob("*.yml"))}  # noqa: S506 - only texts: `on` is a key
GITLAB: dict[str, Any] = yaml.safe_load((STARTER / ".gitlab-ci.yml").read_text("utf-8"))
REPORT = "programs/kebun/periods/2024.yml"
BIN = Path(sys.executable).parent


def steps(workflow: str) -> Iterator[dict[str, Any]]:
    """Yield every step of a workflow for GitHub."""
    for job in GITHUB[workflow]["jobs"].values():
        yield from job["steps"]


def commands(workflow: str) -> list[str]:
    """Return the commands of a workflow that are ours."""
    return [one["run"] for one in steps(workflow) if one.get("run", "").startswith("amanah ")]


def run(folder: Path, command: str) -> "subprocess.CompletedProcess[str]":
    """Run one line of a workflow as a CI server does, with the `amanah` of these tests."""
    environment = {"PATH": f"{BIN}:/usr/bin:/bin", "LANG": "id_ID.UTF-8", "HOME": str(folder), "GITHUB_ACTIONS": "true"}
    environment |= {"SOURCE_DATE_EPOCH": "1767225600", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env={**environment, **CHANGE}, capture_output=True, text=True, check=False
    )


CHANGE: dict[str, str] = {}
"""Variables that GitLab sets."""


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder as somebody."""
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True, env={**os.environ, **names}
    )
    return done.stdout.strip()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a project whose main branch is checked out."""
    root = small_project(tmp_path / "dasar")
    (root / ".gitignore").write_text(".amanah/\nsite/\nperubahan.md\ntemuan.json\npratinjau/\n", encoding="utf-8")
    git(root, "-c", "init.defaultBranch=main", "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Awal")
    return root


@pytest.fixture
def proposal(base: Path) -> Path:
    """Return a stranger's copy, where the workflow puts it: another figure, hostile templates and settings."""
    place = base / ".amanah/usulan"
    git(base, "clone", "--quiet", ".", str(place))
    edit(place / REPORT, "Rp 12.000.000", "Rp 13.000.000")
    (place / "templates/theme").mkdir(parents=True)
    (place / "templates/theme/main.html").write_text("JAHAT", encoding="utf-8")
    (place / "mkdocs.yml").write_text("site_name: JAHAT\nhooks: [jahat.py]\n", encoding="utf-8")
    (place / "jahat.py").write_text("raise SystemExit('JAHAT')\n", encoding="utf-8")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "Usulan")
    return place


SCHEMAS = [
    *((path, schema) for path in sorted(FOLDER.glob("*.yml"))
      for schema in ("vendor.github-workflows", "custom.github-workflows-require-timeout")),
    (STARTER / ".gitlab-ci.yml", "vendor.gitlab-ci"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "schema"), SCHEMAS, ids=lambda one: getattr(one, "name", one))
def test_a_workflow_has_the_form_that_the_forge_expects(path: Path, schema: str) -> None:
    """Against the schemas that check-jsonschema carries, without a network."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_project_gets_all_of_them() -> None:
    """`amanah init` copies them under their own names."""
    made = {one.path for one in files_of_project()}
    assert {f".github/workflows/{name}.yml" for name in GITHUB} | {".gitlab-ci.yml", ".github/requirements.txt"} <= made
    assert {".vscode/settings.json", ".vscode/extensions.json", ".pre-commit-config.yaml"} <= made


@pytest.mark.parametrize("name", GITHUB)
def test_no_words_of_a_stranger_reach_a_shell(name: str) -> None:
    """Expressions stand in `with`, `env` and `if`, never in a script, where they would be run."""
    assert [one["run"] for one in steps(name) if "${{" in one.get("run", "")] == []


@pytest.mark.parametrize("name", GITHUB)
def test_actions_are_named_by_version(name: str) -> None:
    """The handbook has the command that puts hashes in their place."""
    used = [one["uses"] for one in steps(name) if "uses" in one]
    assert used
    assert [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", one)] == []


def test_a_contribution_is_checked_without_secrets_and_with_the_programs_of_the_base() -> None:
    """It may only read; what writes runs from the main branch and takes nothing but data from it."""
    assert GITHUB["laporan"]["on"] == {"pull_request": ""}
    assert GITHUB["laporan"]["permissions"] == {"contents": "read"}
    text = "".join((FOLDER / f"{name}.yml").read_text("utf-8") for name in GITHUB)
    assert "pull_request_target" not in text
    assert "secrets." not in text
    checkouts = [one["with"] for one in steps("laporan") if one.get("uses", "").startswith("actions/checkout@")]
    assert [one["ref"] for one in checkouts] == [
        "${{ github.event.pull_request.base.sha }}",
        "${{ github.event.pull_request.head.sha }}",
    ]
    assert [one["persist-credentials"] for one in checkouts] == ["false", "false"]
    assert all("--data" in one or "-C .amanah/usulan" in one for one in commands("laporan"))
    assert not any(one.get("uses", "").startswith("actions/checkout") for one in steps("ulasan"))
    assert all("permissions" in GITHUB[name] for name in GITHUB)


def test_the_commands_for_a_contribution_take_its_data_and_nothing_else(base: Path, proposal: Path) -> None:
    """The changed figure is in the preview and in the review; hostile templates and settings have no effect."""
    assert proposal.is_dir()
    (base / ".amanah/ulasan").mkdir()
    for command in commands("laporan"):
        done = run(base, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    review = (base / ".amanah/ulasan/perubahan.md").read_text("utf-8")
    assert "12.000.000" in review
    assert "13.000.000" in review
    pages = "".join(path.read_text("utf-8") for path in (base / "site").rglob("*.html"))
    assert "13.000.000" in pages
    assert "JAHAT" not in pages


def test_a_mistake_of_a_contribution_stands_beside_its_line(base: Path, proposal: Path) -> None:
    """The annotation names the file as the forge knows it, and the job fails."""
    edit(proposal / REPORT, "total: 342", "total: 343")
    done = run(base, next(one for one in commands("laporan") if " check " in one))
    assert done.returncode == 1
    assert f"::error file={REPORT},line=7" in done.stdout


def test_the_commands_of_the_publication_run(base: Path) -> None:
    """Checked, built and verified, as every day."""
    found = commands("terbit")
    assert len(found) == 3
    for command in found:
        done = run(base, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (base / "site/manifest.json").is_file()


def test_the_commands_for_gitlab_run(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge request: templates and settings of the target, data of the request; then the pages of the main branch."""
    before = git(base, "rev-parse", "HEAD")
    git(base, "switch", "--quiet", "--create", "usulan")
    edit(base / REPORT, "Rp 12.000.000", "Rp 13.000.000")
    (base / "templates/theme").mkdir(parents=True)
    (base / "templates/theme/main.html").write_text("JAHAT", encoding="utf-8")
    git(base, "add", "--all")
    git(base, "commit", "--quiet", "--message", "Usulan")
    monkeypatch.setitem(CHANGE, "CI_MERGE_REQUEST_DIFF_BASE_SHA", before)
    *_, worktree, install = GITLAB[".amanah"]["before_script"]
    assert install.endswith(" .amanah/tujuan/.github/requirements.txt")  # packages too are those of the target
    for command in (worktree, *GITLAB["usulan"]["script"]):
        done = run(base, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert "13.000.000" in (base / "perubahan.md").read_text("utf-8")
    pages = "".join(path.read_text("utf-8") for path in (base / "pratinjau").rglob("*.html"))
    assert "13.000.000" in pages
    assert "JAHAT" not in pages
    git(base, "switch", "--quiet", "main")
    git(base, "worktree", "remove", "--force", ".amanah/tujuan")  # the next job begins with a clone of its own
    monkeypatch.delitem(CHANGE, "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    for command in (worktree, *GITLAB["pages"]["script"]):
        done = run(base, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (base / "public/index.html").is_file()


def test_the_hooks_for_pre_commit_are_commands_of_ours() -> None:
    """Both the hooks that others install from this repository, and those of a new project."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    local = yaml.safe_load((STARTER / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    assert [one["id"] for one in hooks] == ["amanah-check", "amanah-fix"]
    for one in (*hooks, *local):
        assert run(ROOT, f"{one['entry']} --help").returncode == 0
        assert one["pass_filenames"] is False
