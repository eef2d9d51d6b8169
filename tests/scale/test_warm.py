"""A build from the shelf gives the bytes of a build from nothing, whatever was edited in between."""

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from generator import units
from generator.project import STARTER
from generator.shelf import Shelf
from tests.scale.ground import PAGE, Ground, start

ONE, TWO = "programs/program-001", "programs/program-002"
PERIOD = "periods/2020-1.yml"


def figure(ground: Ground) -> None:
    """Change how many took part in something."""
    path = next(iter(sorted((ground.root / ONE / "periods").glob("*.yml"))))
    name = path.relative_to(ground.root).as_posix()
    old = next(line for line in path.read_text("utf-8").splitlines() if line.strip().startswith("duration:"))
    ground.change(name, old, f"{old}\n  # diubah {ground.commits}")


def prose(ground: Ground) -> None:
    """Change what a program says of itself."""
    text = (ground.root / ONE / "program.yml").read_text("utf-8")
    line = next(line for line in text.splitlines() if "Kebun dan ternak" in line)
    ground.change(f"{ONE}/program.yml", line, f"{line.rstrip('.')} ke-{ground.commits}.")


def rename(ground: Ground) -> None:
    """Give another program another name, which its neighbours show."""
    text = (ground.root / TWO / "program.yml").read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  id: Program"))
    ground.change(f"{TWO}/program.yml", line, f"{line} B{ground.commits}")


def publisher(ground: Ground) -> None:
    """Change what the publisher says of itself."""
    text = (ground.root / "programs/publisher.yml").read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  id: Lembaga Acak"))
    ground.change("programs/publisher.yml", line, f"{line} {ground.commits}")


def page(ground: Ground) -> None:
    """Write a page by hand, or write it anew."""
    ground.write("content/id/tentang.md", PAGE.format(title=f"Tentang {ground.commits}"))


def glossary(ground: Ground) -> None:
    """Explain a term, to which the pages of programs then lead."""
    for language, title in (("id", "Istilah"), ("en", "Terms")):
        table = f"| a | b |\n|---|---|\n| anggaran | budget {ground.commits} |\n"
        ground.write(f"content/{language}/glossary.md", PAGE.format(title=title) + "\n" + table)


def template(ground: Ground) -> None:
    """Put a template of the project in the place of ours."""
    ground.write("templates/partials/mistake.html.jinja", f"<p>Kabari kami ({ground.commits}).</p>\n")


def configuration(ground: Ground) -> None:
    """Name another icon in the configuration of MkDocs, which all frames show."""
    own = (STARTER / "mkdocs.yml").read_text(encoding="utf-8")
    assert "favicon.svg" in own
    ground.write("mkdocs.yml", own.replace("favicon.svg", f"ikon-{ground.commits}.svg"))


def added(ground: Ground) -> None:
    """Add a program like the first one."""
    for path in sorted((ground.root / ONE).rglob("*.yml")):
        name = path.relative_to(ground.root / ONE).as_posix()
        text = path.read_text("utf-8").replace("program-001", f"program-1{ground.commits:02}")
        ground.write(f"programs/program-1{ground.commits:02}/{name}", text)


def removed(ground: Ground) -> None:
    """Remove the last program, while there are more than two."""
    programs = sorted(path for path in (ground.root / "programs").iterdir() if path.is_dir())
    if len(programs) > 2:
        ground.git("rm", "-rq", programs[-1].relative_to(ground.root).as_posix())


def remark(ground: Ground) -> None:
    """Add a remark to a report."""
    ground.change(f"{ONE}/program.yml", "format: 1", f"# catatan {ground.commits}\nformat: 1")


EDITS: Mapping[str, Callable[[Ground], None]] = {
    one.__name__: one
    for one in (figure, prose, rename, publisher, page, glossary, template, configuration, added, removed, remark)
}


def sequence(seed: int) -> Iterator[str]:
    """Yield every sort of edit once, in an order of its own."""
    order = sorted(EDITS)
    random.Random(seed).shuffle(order)  # noqa: S311 - a repeatable order, not a secret
    yield from order


@pytest.mark.parametrize("seed", [1, 2])
def test_a_warm_build_is_a_cold_one(tmp_path: Path, seed: int) -> None:
    """After each edit of a random sequence, and after all of them, both sites are the same to the last byte."""
    ground = start(tmp_path / "proyek", seed=seed)
    ground.warm()
    for name in sequence(seed):
        EDITS[name](ground)
        ground.commit()
        warm, cold = ground.warm(), ground.cold()
        assert warm == cold, (name, [one for one in {*warm, *cold} if warm.get(one) != cold.get(one)][:9])


def test_one_edit_makes_one_program(tmp_path: Path) -> None:
    """What was not touched comes off the shelf: a page of its own, another program, another day."""
    ground = start(tmp_path / "proyek")
    ground.warm()
    assert len(ground.made) == 6
    ground.warm()
    assert ground.made == []
    page(ground)
    ground.commit()
    ground.warm()
    assert ground.made == []
    ground.change("content/en/about.md", "penerbit", "the publisher")  # another commit: what the footer says
    ground.commit()
    ground.warm()
    assert ground.framed == []
    figure(ground)
    ground.commit()
    ground.warm()
    assert len(ground.made) == 2
    assert len(ground.framed) == 4


def test_other_code_makes_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version made is not taken for what this one would make."""
    ground = start(tmp_path / "proyek", programs=2)
    ground.warm()
    monkeypatch.setattr(units, "code", lambda _: "another")
    ground.warm()
    assert len(ground.made) == 4


def test_a_damaged_unit_is_made_again(tmp_path: Path) -> None:
    """A unit that was cut or changed on the disk is no unit."""
    ground = start(tmp_path / "proyek", programs=2)
    good = ground.warm()
    cut, changed, *_ = sorted((ground.root / ".amanah" / "units").iterdir())
    cut.write_bytes(cut.read_bytes()[:-1])
    changed.write_bytes(changed.read_bytes()[:-1] + b"?")
    assert ground.warm() == good
    assert cut.read_bytes()[-1:] != b"?"


def test_a_disk_that_keeps_nothing_costs_only_time(tmp_path: Path) -> None:
    """Where the shelf cannot be written, units stay in memory, and the site is the same."""
    ground = start(tmp_path / "proyek", programs=2)
    good = ground.warm()
    (tmp_path / "berkas").write_text("no folder", encoding="utf-8")
    assert ground.build(Shelf(tmp_path / "berkas" / "units"), ground.root / "cold") == good
