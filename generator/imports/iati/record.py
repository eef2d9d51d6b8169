"""The files that a record of ours holds: read only as long as nobody changed the activity, and never trusted.

The seal tells changes, not forgeries: whoever writes a file can seal it. So everything in a record is read with the
guards that an author's file is read with, and what the model refuses is not used at all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from generator import loader
from generator.documents import parse
from generator.findings import Severity
from generator.i18n import Message, msg
from generator.imports import transactions
from generator.imports.guard import Refused
from generator.imports.iati.reading import Reader, clean, line_of, own
from generator.imports.proposal import Left
from generator.model.record import is_identifier
from generator.model.transaction import COLUMNS
from generator.seal import seal
from generator.sources import MAX_BYTES, MAX_TABLE, Reading, Source
from generator.writer import Plain, compose, plain

FORMAT = "1"
MOST_FILES, MOST_LEFT = 1_000, 20_000
"""Files of one record, and entries of its list of what it leaves out."""
PROGRAM, PUBLISHER, ORGANIZATIONS = "program.yml", "publisher.yml", "organizations.yml"
LANGUAGES = ("id", "en")
VOCABULARIES = ("units", "categories", "groups", "themes")
"""The lists of a publisher that its programs choose from."""
_PERIOD = re.compile(r"periods/(?P<id>[a-z0-9-]{1,80})\.yml")
_TABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}\.csv")
_WHY: Mapping[str, Message] = {
    "withheld": msg("the count is withheld to protect people"),
    "withdrawn": msg("it was taken down"),
    "ended": msg("the consent of some of them has ended"),
    "unshown": msg("no page shows it, and not everyone can read the publisher's files"),
}
Tree = Mapping[str, Plain]


@dataclass(frozen=True)
class Kept:
    """The files of a program as their author typed them, and what is not in them."""

    program: Tree
    reports: Mapping[str, Tree]
    publisher: Tree
    organizations: Tree
    tables: Mapping[str, str]
    """Tables of transactions by the names of their files."""
    left: tuple[Left, ...] = ()

    @property
    def trees(self) -> tuple[Tree, ...]:
        """Return the program and its reports."""
        return (self.program, *self.reports.values())

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that its texts are written in, the one of texts without a language first."""
        named = self.publisher.get("languages")
        return tuple(map(str, named)) if isinstance(named, list) else LANGUAGES

    def files(self, program: str) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of each file of the program."""
        folder = f"programs/{program}"
        yield f"{folder}/program.yml", compose(self.program)
        for name, tree in self.reports.items():
            yield f"{folder}/periods/{name}.yml", compose(tree)
        for name, text in self.tables.items():
            yield f"{folder}/periods/{name}", text

    def photographs_and_documents(self) -> Iterator[str]:
        """Yield the files of the folder media that the program and its reports name."""
        for tree in self.trees:
            sources, media = tree.get("sources"), tree.get("media")
            listed = [*(sources.values() if isinstance(sources, Mapping) else ()), *(media or ())]
            yield from (str(one["file"]) for one in listed if isinstance(one, Mapping) and one.get("file"))

    def used(self) -> Iterator[tuple[str, str, Plain]]:
        """Yield the entries of the publisher's lists that the program and its reports choose: list, id, words."""
        named = {word for tree in self.trees for word in _words(tree)}
        for name in VOCABULARIES:
            entries = self.publisher.get(name)
            for key, words in entries.items() if isinstance(entries, Mapping) else ():
                if key in named:
                    yield name, key, words


def read_record(reader: Reader, program: str, languages: tuple[str, ...]) -> Kept | None:
    """Return what the record of an activity holds, or `None` where it has none.

    `program` is the name that its folder will have, `languages` are those of the publisher that it is for, none for a
    new one. Raise `guard.Refused` where the record must not be used.
    """
    records = reader.element.findall(own("record"))
    if not records:
        return None
    _refuse_changed(reader.element)
    top = records[0]
    if len(records) > 1 or top.get("format") != FORMAT:
        raise Refused(msg("it is not of the format {format}", format=FORMAT), line_of(top))
    kept = _files(top)
    if languages and kept.languages != languages:
        said = msg("its texts are in other languages ({languages}) than those of this publisher",
                   languages=", ".join(kept.languages)[:40])  # fmt: skip
        raise Refused(said, line_of(top))
    _refuse_wrong(kept, program, line_of(top))
    return kept


def _refuse_changed(activity: etree._Element) -> None:
    """Refuse the record of an activity that somebody changed: what was taken out must not come back."""
    written = activity.get(own("seal")) or ""
    activity.set(own("seal"), "")
    found = seal(activity)
    activity.set(own("seal"), written)
    if written != found:
        raise Refused(msg("the activity was changed after it was written"), line_of(activity))


def _files(top: etree._Element) -> Kept:
    """Read every file; each may be there once, and no other."""
    trees: dict[str, Tree] = {}
    if len(top.findall(own("file"))) > MOST_FILES or len(top.findall(own("left"))) > MOST_LEFT:
        raise Refused(msg("it has more than {limit} files", limit=MOST_FILES), line_of(top))
    for one in top.findall(own("file")):
        name = one.get("name") or ""
        period = _PERIOD.fullmatch(name)
        known = name in (PROGRAM, PUBLISHER, ORGANIZATIONS) or (period is not None and is_identifier(period["id"]))
        if not known or name in trees:
            raise Refused(msg("a file called {name} cannot be in it", name=clean(name, line=True)[:60]), line_of(one))
        trees[name] = _tree(name, one)
    missing = next((name for name in (PROGRAM, PUBLISHER, ORGANIZATIONS) if name not in trees), None)
    if missing is not None:
        raise Refused(msg("the file {name} is not in it", name=missing), line_of(top))
    reports = {name[len("periods/") : -len(".yml")]: one for name, one in trees.items() if name.startswith("periods/")}
    left = tuple(_left(one) for one in top.findall(own("left")))
    tables = dict(_table(one, reports) for one in top.findall(own("table")))
    return Kept(trees[PROGRAM], reports, trees[PUBLISHER], trees[ORGANIZATIONS], tables, left)


def _tree(name: str, element: etree._Element) -> Tree:
    document, faults = parse(Source(name, (element.text or "").strip(), ""))
    if document is None or faults:
        raise Refused(faults[0].message, line_of(element))
    made = plain(document.root)
    assert isinstance(made, Mapping)  # noqa: S101 - the root of a document is a mapping
    if len(compose(made).encode()) > MAX_BYTES:
        raise Refused(msg("the file is larger than {limit} kB", limit=MAX_BYTES // 1000), line_of(element))
    return made


def _table(element: etree._Element, reports: Mapping[str, Tree]) -> tuple[str, str]:
    """Return the name and the text of a table, which its report has to name."""
    finance = reports.get(element.get("report") or "", {}).get("finance")
    table = finance.get("transactions") if isinstance(finance, Mapping) else None
    name = table.get("file") if isinstance(table, Mapping) else None
    if not isinstance(name, str) or not _TABLE.fullmatch(name):
        raise Refused(msg("no report names this table"), line_of(element))
    rows = [{str(key): str(said) for key, said in one.items()} for one in element.findall(own("row"))]
    if any(key not in COLUMNS for row in rows for key in row):
        raise Refused(msg("a table of transactions has other columns"), line_of(element))
    text = transactions.write(rows)
    if len(text.encode()) > MAX_TABLE:
        raise Refused(msg("the file is larger than {limit} kB", limit=MAX_TABLE // 1000), line_of(element))
    return name, text


def _left(element: etree._Element) -> Left:
    what = clean(element.get("at") or "", line=True)[:200]
    return Left(what, (line_of(element),), _WHY.get(element.get("why") or ""))


def _refuse_wrong(kept: Kept, program: str, line: int) -> None:
    """Refuse files that the model does not take, by what a loader says of them beside their own publisher's."""
    shared = [("programs/publisher.yml", compose(kept.publisher)),
              ("programs/organizations.yml", compose(kept.organizations))]  # fmt: skip
    files = [Source(path, text, "") for path, text in (*shared, *kept.files(program))]
    documents = tuple(sorted((one for one in files if one.path.endswith(".yml")), key=lambda one: one.path))
    tables = tuple(one for one in files if one.path.endswith(".csv"))
    found = loader.load(Reading(documents, (), (), tables=tables)).findings
    wrong = next((one for one in found if one.severity is Severity.ERROR), None)
    if wrong is not None:
        raise Refused(msg("{place}: {problem}", place=f"{wrong.mark.file} {wrong.path}", problem=wrong.message), line)


def _words(value: Plain) -> Iterator[str]:
    """Yield every key and every text of a tree."""
    waiting: list[Plain] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            yield from one
            waiting.extend(one.values())
        else:
            waiting.extend(one or ())
