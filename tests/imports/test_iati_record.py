"""The record in a file of ours: an import gives the author's YAML again, and never what may not be shown."""

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from generator import checks, loader, sources
from generator.documents import parse
from generator.exports.iati.record import write_record
from generator.exports.iati.xml import own
from generator.findings import Severity
from generator.imports import iati
from generator.imports.iati import Wanted
from generator.imports.proposal import Proposal, with_files
from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.report import Report
from generator.project import Project
from generator.seal import seal
from generator.sources import Reading, Source
from generator.views.portfolio import derive
from generator.views.suppression import withheld
from generator.writer import Plain, plain
from tests.built import ROOT, run_here
from tests.exports.iati.official import faults_of_rules, faults_of_schema
from tests.imports.project import EXAMPLE, copy
from tests.imports.test_iati import EMPTY, TODAY, export
from tests.privacy.project import SECRET, write
from tests.publishers import generate

Trees = dict[str, Plain]


@cache
def _example() -> bytes:
    """Return the file of the example."""
    return export(Project(EXAMPLE))


def _trees(files: Mapping[str, str]) -> Trees:
    """Return every YAML file as plain values."""
    found: Trees = {}
    for path, text in files.items():
        if path.endswith(".yml"):
            document, faults = parse(Source(path, text, ""))
            assert document is not None, faults
            found[path] = plain(document.root)
    return found


def _folder(project: Path) -> Reading:
    return sources.read(Project(project))


def _authors(reading: Reading) -> Trees:
    """Return what an author wrote of programs and final reports."""
    trees = _trees({one.path: one.text for one in reading.sources if one.path.count("/") > 1})
    return {path: tree for path, tree in trees.items() if "status: draft" not in _text(reading, path)}


def _text(reading: Reading, path: str) -> str:
    return next(one.text for one in reading.sources if one.path == path)


def _imported(made: Proposal) -> Trees:
    assert not made.blocked
    return {
        path: tree for path, tree in _trees({one.file: one.after for one in made.files}).items() if path.count("/") > 1
    }


def _read(data: bytes, project: Reading = EMPTY) -> Proposal:
    return iati.propose("iati-activities.xml", data, project, Wanted())


def _findings(reading: Reading) -> set[tuple[str, str, str]]:
    """Return what a check says, by code and place; of final reports only, since drafts do not travel."""
    loaded = loader.load(reading)
    assert loaded.portfolio is not None
    some = [*loaded.findings, *checks.run(replace(loaded.portfolio, today=TODAY)).findings]
    return {(one.code, one.mark.file, one.path) for one in some}


def _built(reading: Reading) -> dict[str, tuple[object, ...]]:
    """Return every figure of a site, stated, computed and of single rows, as readers see it."""
    portfolio = loader.load(reading).portfolio
    assert portfolio is not None
    portfolio = replace(portfolio, today=TODAY)
    view = derive(portfolio, checks.run(portfolio))
    entries = (one for ledger in view.ledgers() for one in (*ledger.entries, *ledger.rows))
    return {
        one.figure.address: (
            getattr(one.figure, "value", None),
            one.figure.unit.id,
            one.figure.source,
            one.findings == (),
        )
        for one in entries
    }


def _without_drafts(reading: Reading) -> Reading:
    return replace(reading, sources=tuple(one for one in reading.sources if "status: draft" not in one.text))


def _same(before: Reading, made: Proposal) -> None:
    """Compare trees, findings and figures; the files of the folder media are put where the import asks for them."""
    assert _imported(made) == _authors(before)
    after = replace(with_files(EMPTY, made.files), media=before.media, kept=before.kept)
    assert _findings(after) == _findings(_without_drafts(before))
    assert _built(after) == _built(_without_drafts(before))


def _random(folder: Path, seed: int, programs: int = 2) -> Path:
    """Write a random publisher whose programs say what an activity cannot be without."""
    for name, text in generate(seed, programs, 3).items():
        tree = yaml.safe_load(text)
        if name.endswith("publisher.yml"):
            tree["iati_identifier"] = "ID-REKAAN-07"
        if name.endswith("program.yml"):
            tree["partners"] = [{"organization": "coop", "roles": ["implementing"]}]
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return folder


# --- the same again ----------------------------------------------------------------------------------------------


def test_the_example_comes_back_as_it_was_typed() -> None:
    """Every program and final report, every finding and every figure; the publisher too, where there was none."""
    before = _folder(EXAMPLE)
    made = _read(_example())
    assert len(_authors(before)) > 15
    _same(before, made)
    assert [one.severity for one in made.findings] == [Severity.INFO]
    tables = {one.file: one.after.count("\n") for one in made.files if one.file.endswith(".csv")}
    assert tables == {one.path: one.text.rstrip("\n").count("\n") + 1 for one in before.tables}
    publisher = {one.file: one.after for one in made.files if one.file == "programs/publisher.yml"}
    assert _trees(publisher) == _trees({one: _text(before, one) for one in publisher})


def test_a_publisher_that_is_there_gets_only_what_it_lacks() -> None:
    """Units, lists and partners that the programs use are added; what stands there stays as it is."""
    before = _folder(EXAMPLE)
    text = _text(before, "programs/publisher.yml").replace("  sumur: {id: sumur, one: well, many: wells}\n", "")
    kept = Reading((Source("programs/publisher.yml", text, ""),), (), ())
    made = _read(_example(), kept)
    after = next(one.after for one in made.files if one.file == "programs/publisher.yml")
    assert set(after.splitlines()) - set(text.splitlines()) == {"  sumur: {id: sumur, one: well, many: wells}"}
    assert loader.load(with_files(kept, made.files)).portfolio is not None
    assert [one.text() for one in loader.load(with_files(kept, made.files)).findings] == []


def test_programs_that_are_no_activities_would_come_back_too() -> None:
    """The five programs of the repository use other fields than the example; what IATI needs of them is left out."""
    before = _folder(ROOT)
    portfolio = loader.load(before).portfolio
    assert portfolio is not None
    view = derive(portfolio, checks.run(portfolio))
    top = etree.Element("iati-activities", version="2.03")
    for one in view.programs:
        activity = etree.SubElement(top, "iati-activity", {own("program"): one.program.id})
        write_record(activity, view.portfolio, one)
    made = _read(etree.tostring(top))
    assert len(_imported(made)) > 8
    _same(before, made)


@pytest.mark.parametrize("seed", [3, 14, 15])
def test_random_publishers_come_back_as_they_were_typed(seed: int, tmp_path: Path) -> None:
    """Whatever they report, and in whichever notation."""
    root = _random(tmp_path, seed)
    data = export(Project(root))
    assert faults_of_schema(data) == []
    assert faults_of_rules(data, TODAY.isoformat()) == []
    _same(_folder(root), _read(data))


def test_what_was_imported_is_exported_again_byte_for_byte(tmp_path: Path) -> None:
    """A second round changes nothing, not even the seal."""
    data = _example()
    made = _read(data)
    for one in made.files:
        (tmp_path / one.file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / one.file).write_text(one.after, encoding="utf-8")
    before = _folder(EXAMPLE)
    for path in before.media:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((EXAMPLE / path).read_bytes())
    assert export(Project(tmp_path)) == data


def test_the_commands_make_a_project_that_checks_as_before(tmp_path: Path) -> None:
    """From the one command to the other, into an empty folder: `amanah check` says the same of both projects."""
    root = _random(tmp_path / "asal", 3, 1)
    run_here("export", "iati", "-C", str(root), "--out", str(tmp_path / "keluar"))
    file = tmp_path / "keluar/data/iati-activities.xml"
    run_here("import", "iati", str(file), "--out", str(tmp_path / "masuk"), "--write")
    before, after = (json.loads(run_here("check", "-C", str(one), "--format", "json"))
                     for one in (root, tmp_path / "masuk"))  # fmt: skip
    assert {(one["code"], one["file"], one["path"]) for one in after["findings"]} == {
        (one["code"], one["file"], one["path"]) for one in before["findings"]
    }
    assert _authors(_folder(tmp_path / "masuk")) == _authors(_folder(root))


def test_programs_of_two_publishers_in_one_file_all_find_their_words(tmp_path: Path) -> None:
    """A new project is that of the first one, with the entries of its lists that only the others use."""
    first = etree.fromstring(export(Project(_random(tmp_path / "a", 3, 1))))
    for one in etree.fromstring(_example()):
        first.append(one)
    made = _read(etree.tostring(first))
    publisher: Any = _trees({one.file: one.after for one in made.files})["programs/publisher.yml"]
    assert publisher["name"]["en"] == "Random Institution"
    assert {"seed", "konstruksi"} <= publisher["categories"].keys()
    assert "sumur" in publisher["units"]
    assert [one.text() for one in loader.load(with_files(EMPTY, made.files)).findings] == []


def test_files_that_no_xml_carries_are_listed_with_their_place() -> None:
    """A photograph and a document have to be put where the YAML names them; those that are there are not listed."""
    data = _example()
    left = {one.what for one in _read(data).left}
    assert left == {"media/" + Path(one).name for one in _folder(EXAMPLE).media}
    assert _read(data, replace(EMPTY, media=_folder(EXAMPLE).media)).left == ()


def test_a_file_that_was_indented_anew_is_as_good(tmp_path: Path) -> None:
    """Space around elements, prefixes and the order of attributes do not count, nor does the file around."""
    root = etree.fromstring(export(Project(_random(tmp_path, 3, 1))))
    inner = etree.tostring(root[0]).decode().replace("amanah:", "a:").replace("xmlns:amanah", "xmlns:a")
    one_line = re.sub(r">\s+<", "><", inner).replace("\n", "\r\n").replace("</a:file>", "\n  </a:file>")
    one_line = re.sub(r"(<a:file [^>]*>)", r"\1\n    ", one_line)
    data = f'<iati-activities version="2.03"><!-- lain -->{one_line}</iati-activities>'.encode()
    _same(_folder(tmp_path), _read(data))


# --- what may not be shown -----------------------------------------------------------------------------------------


def _record(data: bytes) -> str:
    """Return all that stands in the records of a file."""
    return "".join(etree.tostring(one, encoding="unicode") for one in etree.fromstring(data).iter(own("record")))


def _left(made: Proposal) -> dict[str, str]:
    return {one.what: str(one.why) for one in made.left}


def test_withheld_counts_are_not_in_it_and_are_listed(tmp_path: Path) -> None:
    """A small count comes back as the limit that everyone may read, one that protects it without a number."""
    root = write(tmp_path)
    data = export(Project(root))
    assert [one for one in SECRET if str(one) in data.decode()] == []
    made = _read(data)
    portfolio = loader.load(_folder(root)).portfolio
    assert portfolio is not None
    guarded = derive(portfolio, checks.run(portfolio)).portfolio
    hidden = {one.address for one in guarded.figures() if isinstance(one, Suppressed)}
    assert {what for what, why in _left(made).items() if "protect" in why} == hidden
    after = loader.load(with_files(EMPTY, made.files)).portfolio
    assert after is not None
    limits = {one.address: one.limit for one in guarded.figures() if isinstance(one, Suppressed)}
    shown = {one.address: getattr(one, "limit", None) for one in after.figures()}
    assert {key: shown[key] for key in limits if limits[key] is not None} == {k: v for k, v in limits.items() if v}
    assert not [key for key, limit in limits.items() if limit is None and key in shown]
    assert _without(_imported(made), hidden) == _without(_authors(_folder(root)), hidden)


def _without(trees: Trees, addresses: set[str]) -> Trees:
    """Return trees without what stands at some addresses."""
    return {path: _pruned(tree, _scope(path), (), addresses) for path, tree in trees.items()}


def _scope(path: str) -> str:
    parts = path.removesuffix(".yml").split("/")
    return "/".join([parts[1], *parts[3:]])


def _pruned(tree: Plain, scope: str, at: tuple[str, ...], gone: set[str]) -> Plain:
    if isinstance(tree, Mapping):
        some = {key: (one, (*at, key)) for key, one in tree.items()}
        return {
            key: _pruned(one, scope, here, gone)
            for key, (one, here) in some.items()
            if f"{scope}/{'.'.join(here)}" not in gone
        }
    if isinstance(tree, list):
        return [_pruned(one, scope, (*at, _name(one, index)), gone) for index, one in enumerate(tree)]
    return tree


def _name(item: Plain, index: int) -> str:
    names = (item.get(key) for key in ("id", "indicator", "organization", "by")) if isinstance(item, Mapping) else ()
    return next((str(one) for one in names if one), str(index))


def test_a_private_example_keeps_its_counts_and_comes_back(tmp_path: Path) -> None:
    """Of real reports, whose counts below forty are withheld with all that would tell them, the rest is the same."""
    copy(tmp_path)
    publisher = tmp_path / "programs/publisher.yml"
    text = publisher.read_text("utf-8").replace("repository: public", "repository: private")
    publisher.write_text(
        text.replace("small_cell: 5,", "small_cell: 40,").replace("small_cell: 5\n", "small_cell: 40\n")
    )
    portfolio = loader.load(_folder(tmp_path)).portfolio
    assert portfolio is not None
    hidden = withheld(portfolio)
    assert len(hidden) > 20
    data = export(Project(tmp_path))
    made = _read(data)
    assert _why(made) == ""
    tables = {f"{one.program}/{one.id}/finance.transactions" for _, one in portfolio.all_reports() if _has_table(one)}
    left = {what for what in _left(made) if not what.startswith("media/")}
    public = {one for one in hidden if not _is_draft(portfolio, one)}
    written = {one.address for one in portfolio.figures() if isinstance(one, Suppressed)}
    assert left == (public - written) | tables
    assert _without(_imported(made), left) == _without(_authors(_folder(tmp_path)), left)
    exact = {
        one.address: str(one.value) for one in portfolio.figures() if one.address in hidden and isinstance(one, Figure)
    }
    assert exact
    after = loader.load(with_files(EMPTY, made.files)).portfolio
    assert after is not None
    assert not [one for one in after.figures() if isinstance(one, Figure) and one.address in exact]


def _has_table(report: Report) -> bool:
    return report.finance is not None and report.finance.transactions is not None


def _is_draft(portfolio: Portfolio, address: str) -> bool:
    return any(address.startswith(f"{p.id}/{r.id}/") and r.status == "draft" for p, r in portfolio.all_reports())


def test_the_search_for_withheld_counts_would_have_found_a_public_one(tmp_path: Path) -> None:
    """The same search finds what may be shown."""
    assert "5000000" in _record(export(Project(write(tmp_path))))


REPORT = "programs/kebun/periods/2023.yml"
STORY = """stories:
  - {id: lama, title: Cerita lama, text: Kalimat rahasia., consent: P/1, consent_until: 2024-12-31}
  - {id: baru, title: Cerita baru, text: Kalimat terbuka., consent: P/2, consent_until: 2030-12-31}
"""


def _changed(root: Path, path: str, edit: Callable[[str], str]) -> bytes:
    """Export the private project after a change of one file."""
    write(root)
    (root / path).write_text(edit((root / path).read_text("utf-8")), encoding="utf-8")
    return export(Project(root))


def test_an_ended_consent_takes_its_story_out(tmp_path: Path) -> None:
    """The story whose consent ended before the day of the export is not in it; the other one is."""
    data = _changed(tmp_path, REPORT, lambda text: text + STORY)
    assert "Kalimat terbuka" in _record(data)
    assert "rahasia." not in data.decode()
    assert "P/1" not in data.decode()
    made = _read(data)
    assert "consent" in _left(made)["kebun/2023/stories"]
    tree: Any = _imported(made)[REPORT]
    assert [one["id"] for one in tree["stories"]] == ["baru"]


def test_a_withdrawn_entry_is_not_in_it_even_where_the_file_still_has_it(tmp_path: Path) -> None:
    """What a withdrawal names is left out, and listed, whether its author took it out of the file or not."""
    note = "withdrawals: [{id: tarik, at: stories.lama, on: 2025-02-01, reason: Ditarik.}]\n"
    note += "figures: [{id: kolam, label: Kolam ikan, value: {value: 48213, unit: unit}}]\n"
    data = _changed(
        tmp_path,
        REPORT,
        lambda text: (
            text
            + STORY.replace("2024-12-31", "2030-12-31")
            + note.replace(
                "[{id: tarik", "[{id: angka, at: figures.kolam.value, on: 2025-02-01, reason: Salah.}, {id: tarik"
            )
        ),
    )
    assert "Kalimat rahasia" not in data.decode()
    assert "48213" not in _record(data)
    made = _read(data)
    assert {"kebun/2023/stories.lama", "kebun/2023/figures.kolam.value"} <= _left(made).keys()


def test_drafts_and_comments_are_not_in_it(tmp_path: Path) -> None:
    """A report that is not final, and what an author wrote behind a #, stay at home."""
    data = _changed(
        tmp_path,
        "programs/kebun/periods/2024.yml",
        lambda text: text.replace("status: final", "status: draft").replace("Tahun kedua", "Rancangan rahasia"),
    )
    assert "Rancangan" not in data.decode()
    assert "periods/2023.yml" in _record(data)
    assert "periods/2024.yml" not in _record(data)
    data = _changed(
        tmp_path, REPORT, lambda text: f"# Catatan untuk diri sendiri\n{text}".replace("\nstatus", " # ingat\nstatus")
    )
    assert "untuk diri" not in data.decode()
    assert "ingat" not in data.decode()


def test_a_draft_is_not_in_it_even_where_the_view_has_it(tmp_path: Path) -> None:
    """A preview shows drafts; a record never does."""
    write(tmp_path)
    path = tmp_path / REPORT
    path.write_text(path.read_text("utf-8").replace("status: final", "status: draft"), encoding="utf-8")
    portfolio = loader.load(_folder(tmp_path)).portfolio
    assert portfolio is not None
    view = derive(portfolio, checks.run(portfolio))
    parent = etree.Element("iati-activity")
    write_record(parent, view.portfolio, view.programs[0])
    names = [one.get("name") for one in parent.iter(own("file"))]
    assert names == ["publisher.yml", "organizations.yml", "program.yml", "periods/2024.yml"]


def test_what_no_page_shows_needs_a_public_repository(tmp_path: Path) -> None:
    """Receipts and words of a table, and notes on figures left open, stay at home where the files do."""
    table = "tanggal;jenis;dana;jumlah;uraian\n2023-03-01;spent;community;5000;Untuk keluarga rahasia\n"
    more = "finance: {transactions: {file: 2023.csv}, revolved: {value: ~, note: Dirahasiakan dulu}}\n"
    write(tmp_path)
    (tmp_path / "programs/kebun/periods/2023.csv").write_text(table, encoding="utf-8")
    data = _changed(tmp_path, REPORT, lambda text: text + more)
    assert "keluarga rahasia" not in data.decode()
    assert "Dirahasiakan" not in data.decode()
    made = _read(data)
    assert {"kebun/2023/finance.transactions", "kebun/2023/finance.revolved.note"} <= _left(made).keys()
    assert not [one for one in made.files if one.file.endswith(".csv")]
    publisher = tmp_path / "programs/publisher.yml"
    said = publisher.read_text("utf-8").replace("private", "public").replace("900000", "0")
    publisher.write_text(f"{said}repository: https://forge.example/kebun\n", encoding="utf-8")
    made = _read(export(Project(tmp_path)))
    assert _imported(made) == _authors(_folder(tmp_path))
    assert [one.after for one in made.files if one.file.endswith(".csv")] == [
        table.replace("tanggal;jenis;dana;jumlah;uraian", "date;kind;fund;amount;text")
    ]


# --- what somebody changed -----------------------------------------------------------------------------------------


def _why(made: Proposal) -> str:
    return "; ".join(one.text() for one in made.findings if one.severity is Severity.WARNING)


def test_a_file_that_somebody_changed_is_read_without_its_record(tmp_path: Path) -> None:
    """What was taken out must not come back by a side door: the elements of IATI count, and a finding says so."""
    text = export(Project(write(tmp_path))).decode()
    changed = text.replace(
        '<narrative xml:lang="id">Kebun</narrative>', '<narrative xml:lang="id">Taman</narrative>', 1
    )
    assert changed != text
    made = _read(changed.encode())
    assert "was changed" in _why(made)
    assert "do not travel" in " ".join(one.text() for one in made.findings)
    program: Any = _imported(made)["programs/kebun/program.yml"]
    assert program["name"]["id"] == "Taman"
    assert loader.load(with_files(EMPTY, made.files)).portfolio is not None


def test_a_number_of_iati_that_somebody_changed_counts(tmp_path: Path) -> None:
    """Of two numbers in one place the one that everyone reads counts, and the other is named."""
    text = export(Project(_random(tmp_path, 3, 1))).decode()
    found = re.search(r'<transaction [^>]*ref="([^"]+)".*?<value [^>]*>([0-9]+)</value>', text, re.DOTALL)
    assert found is not None
    start, end = found.span(2)
    made = _read(f"{text[:start]}7{text[end:]}".encode())
    assert "say other numbers" in _why(made)
    after = loader.load(with_files(EMPTY, made.files)).portfolio
    assert after is not None
    assert [one.address for one in after.figures() if getattr(one, "value", None) == 7 and one.unit.id == "rupiah"]


def test_a_budget_that_somebody_changed_is_named() -> None:
    """Nobody can tell which of its parts was meant, so they stay, and a finding says where to look."""
    text = _example().decode()
    found = re.search(r"<budget .*?<value [^>]*>([0-9]+)</value>", text, re.DOTALL)
    assert found is not None
    start, end = found.span(1)
    made = _read(f"{text[:start]}1{text[end:]}".encode())
    assert any("budget 20" in str(one.hint) for one in made.findings)


def test_another_language_of_the_publisher_leaves_the_record_aside(tmp_path: Path) -> None:
    """A text without a language is in the first one of its publisher, which is another one here."""
    data = export(Project(write(tmp_path)))
    kept = Reading((Source("programs/publisher.yml", "format: 1\nname: A\nabout: B\nlanguages: [en]\n", ""),), (), ())
    made = _read(data, kept)
    assert "other languages" in _why(made)
    assert _imported(made)


# --- hostile records -------------------------------------------------------------------------------------------------


def _forged(root: Path, edit: Callable[[Any], None]) -> bytes:
    """Return a file whose record was changed and sealed again."""
    return _resealed(export(Project(root)), edit)


def _resealed(data: bytes, edit: Callable[[Any], None]) -> bytes:
    top = etree.fromstring(data)
    activity = top[0]
    record = activity.find(own("record"))
    assert record is not None
    edit(record)
    activity.set(own("seal"), "")
    activity.set(own("seal"), seal(activity))
    return etree.tostring(top)


def _into(name: str, text: str) -> Callable[[Any], None]:
    def edit(record: Any) -> None:  # noqa: ANN401 - an element
        next(one for one in record.findall(own("file")) if one.get("name") == name).text = text

    return edit


def _called(old: str, name: str) -> Callable[[Any], None]:
    def edit(record: Any) -> None:  # noqa: ANN401 - an element
        next(one for one in record.findall(own("file")) if one.get("name") == old).set("name", name)

    return edit


def _tabled(name: str, column: str = "amount") -> Callable[[Any], None]:
    def edit(record: Any) -> None:  # noqa: ANN401 - an element
        file = next(one for one in record.findall(own("file")) if one.get("name") == "periods/2023.yml")
        file.text += f'finance: {{transactions: {{file: "{name}"}}}}\n'
        table = etree.SubElement(record, own("table"), report="2023")
        etree.SubElement(table, own("row"), {"amount": "5", column: "5"})

    return edit


def _twice(record: Any) -> None:  # noqa: ANN401 - an element
    record.append(etree.fromstring(etree.tostring(record[0])))


def _again(record: Any) -> None:  # noqa: ANN401 - an element
    record.getparent().append(etree.fromstring(etree.tostring(record)))


def _lonely(record: Any) -> None:  # noqa: ANN401 - an element
    etree.SubElement(record, own("table"), report="1999")


HEAD = "format: 1\nname: Kebun\nsummary: Kebun.\n"
LONG = ", ".join(f"{{id: a{number}, text: {'ab' * 2400}}}" for number in range(120))
HOSTILE: dict[str, Callable[[Any], None]] = {
    "nothing": _into("program.yml", ""),
    "no YAML": _into("program.yml", "{[}"),
    "a list": _into("program.yml", "[1, 2]"),
    "anchors": _into("program.yml", f"{HEAD}story: &a x\naims: [*a, *a]\n"),
    "a tag": _into("program.yml", f"{HEAD}story: !!python/object:os.system x\n"),
    "deep": _into("program.yml", f"{HEAD}aims: {'[' * 200}{']' * 200}\n"),
    "many values": _into("program.yml", f"{HEAD}themes: [{'a, ' * 60_000}a]\n"),
    "large": _into("program.yml", f'{HEAD}story: "{"a" * 600_000}"\n'),
    "large once written": _into("program.yml", f"{HEAD}aims: [{LONG}]\n"),
    "a wrong type": _into("periods/2023.yml", "format: 1\nperiod: [2023]\nstatus: final\nsummary: A\n"),
    "sources of texts": _into("program.yml", f"{HEAD}sources: [a]\n"),
    "an unknown field": _into("program.yml", f"{HEAD}perintah: x\n"),
    "a later format": _into("program.yml", HEAD.replace("1", "9")),
    "two documents": _into("program.yml", f"{HEAD}---\n{HEAD}"),
    "languages of numbers": _into("publisher.yml", "format: 1\nname: A\nabout: B\nlanguages: {id: en}\n"),
    "the publisher's lists": _into("publisher.yml", "format: 1\nname: A\nabout: B\nunits: [a]\n"),
    "partners as a list": _into("organizations.yml", "format: 1\norganizations: [a]\n"),
    "a path above": _called("periods/2023.yml", "periods/../../../luar.yml"),
    "an absolute path": _called("periods/2023.yml", "/etc/cron.d/x.yml"),
    "another folder": _called("periods/2023.yml", "../lain/program.yml"),
    "a page": _called("periods/2023.yml", "periods/x.html"),
    "no name": _called("periods/2023.yml", ""),
    "no program": _called("program.yml", "periods/2020.yml"),
    "a file twice": _twice,
    "a record twice": _again,
    "a later record": lambda record: record.set("format", "9"),
    "a table outside": _tabled("../../luar.csv"),
    "an absolute table": _tabled("/etc/luar.csv"),
    "a hidden table": _tabled(".luar.csv"),
    "a page as a table": _tabled("luar.html"),
    "a table with other columns": _tabled("2023.csv", "perintah"),
    "a table of no report": _lonely,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_record_is_a_finding_and_is_not_used(name: str, tmp_path: Path) -> None:
    """However well it is sealed: the rest of the activity is read as if it had no record."""
    data = _forged(write(tmp_path), HOSTILE[name])
    made = _read(data)
    assert "is not used" in _why(made), [one.text() for one in made.findings]
    assert all(re.fullmatch(r"programs/(kebun/)?(periods/)?[a-z0-9-]+\.(yml|csv)", one.file) for one in made.files)
    assert "programs/kebun/periods/2023.yml" in {one.file for one in made.files}
    assert "perintah" not in "".join(one.after for one in made.files)


PIECES = ("&a ", "*a", "!!x ", "{", "]", ": ", "- ", "\n", "~", "<5", "../", "|\n", "# ", "1,5 ", '"', "\u202e", "[[[[")


def test_random_changes_of_a_record_are_read_or_refused(tmp_path: Path) -> None:
    """Whatever is in a sealed record: what is used loads without a fault, and the rest is a finding."""
    draw = random.Random(7)  # noqa: S311 - repeatable, not a secret

    def edit(record: Any) -> None:  # noqa: ANN401 - an element
        one = draw.choice(record.findall(own("file")))
        start = draw.randrange(len(one.text))
        one.text = one.text[:start] + draw.choice(PIECES) + one.text[start + draw.choice((0, 1, 20)) :]

    data = export(Project(write(tmp_path)))
    used = 0
    for _ in range(150):
        made = _read(_resealed(data, edit))
        if "is not used" not in _why(made):
            used += 1
            assert [one.text() for one in loader.load(with_files(EMPTY, made.files)).findings if one.blocks] == []
    assert 10 < used < 140


def test_a_script_in_a_record_is_a_text_like_any_other(tmp_path: Path) -> None:
    """A title cannot have it at all, prose is made safe where pages are made, and a comment does not come along."""
    root = write(tmp_path)
    made = _read(_forged(root, _into("program.yml", '# <script>\nformat: 1\nname: "<script>"\nsummary: A\n')))
    assert "is not used" in _why(made)
    made = _read(_forged(root, _into("program.yml", "# jahat\nformat: 1\nname: Kebun\nsummary: A\n")))
    assert "jahat" not in "".join(one.after for one in made.files)


def test_what_a_hostile_record_lists_cannot_steer_a_terminal(tmp_path: Path) -> None:
    """The list of what was left out is made of visible signs, and is not endless."""

    def edit(record: Any) -> None:  # noqa: ANN401 - an element
        etree.SubElement(record, own("left"), at="\u202e<b>" + "x" * 5000, why="lain")

    (left,) = [one for one in _read(_forged(write(tmp_path), edit)).left if "xxx" in one.what]
    assert len(left.what) <= 200
    assert left.what.isprintable()
    assert "<" not in left.what


def test_nothing_is_written_outside_the_target(tmp_path: Path) -> None:
    """The command itself, on a record with paths that lead out of its folder."""
    data = _forged(write(tmp_path / "asal"), _called("periods/2023.yml", "periods/../../../luar.yml"))
    (tmp_path / "kiriman.xml").write_bytes(data)
    target = tmp_path / "tujuan" / "dalam"
    run_here("import", "iati", str(tmp_path / "kiriman.xml"), "--out", str(target), "--write")
    written = {one.relative_to(tmp_path).parts[0] for one in tmp_path.rglob("*") if one.is_file()}
    assert written == {"asal", "kiriman.xml", "tujuan"}
    assert not list(tmp_path.rglob("luar*"))
    assert {one.relative_to(tmp_path / "tujuan").parts[0] for one in (tmp_path / "tujuan").rglob("*")} == {"dalam"}


# --- the seal --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        "<a x='1' y='2'><b>c d</b>e<f/></a>", "<a x='1'><b>c</b>e<f/></a>", "<a x='2'><b>c d</b>e<f/></a>",
        "<a x='1'><b>c d</b><f/>e</a>", "<a x='1'><b>c d</b>e</a>", "<a x='1'><b>c d<f/></b>e</a>",
        "<a x='1'><g>c d</g>e<f/></a>", "<a x='1'><b>ce d</b><f/></a>", "<a x='1'><b>c  d</b>e<f/></a>",
    ],
)  # fmt: skip
def test_a_changed_element_has_another_seal(changed: str) -> None:
    """Another attribute, text, place or name."""
    assert seal(etree.fromstring(changed)) != seal(etree.fromstring("<a x='1'><b>c d</b>e<f/></a>"))


def test_prefixes_and_space_around_texts_do_not_count() -> None:
    """As programs write them that only read and write the file."""
    plainly = etree.fromstring("<a x='1' y='2'><b xmlns='n'>c d</b></a>")
    assert seal(plainly) == seal(etree.fromstring("<a  y='2' x='1'>\n <!-- z --><p:b xmlns:p='n'> c d\n</p:b></a>"))
