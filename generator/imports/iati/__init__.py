"""IATI 2.03 into programs and reports: what has a place in the model, and a list of what has none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from generator.documents import MappingNode, SequenceNode, parse
from generator.errors import UsageError
from generator.findings import Finding, Mark, Severity
from generator.i18n import Message, msg, translator
from generator.imports import transactions
from generator.imports.guard import Refused
from generator.imports.iati import reading
from generator.imports.iati.own import read_ours
from generator.imports.iati.program import KINDS, Found, read_program
from generator.imports.iati.reading import Reader, line_of
from generator.imports.iati.record import VOCABULARIES, Kept, read_record
from generator.imports.iati.reports import read_reports, state_sums
from generator.imports.iati.tree import Tree, shape
from generator.imports.proposal import Changed, Left, Proposal
from generator.imports.vocabulary import slug
from generator.model.program import Program
from generator.model.record import is_identifier
from generator.model.report import Report
from generator.sources import Reading, Source
from generator.writer import NotEditable, Plain, Set, compose, edit

MOST = 500
"""Activities of one file that become programs."""
PUBLISHER, ORGANIZATIONS = "programs/publisher.yml", "programs/organizations.yml"
_LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the caller asks for: one activity of a file by its identifier, and the name of its program."""

    activity: str = ""
    program: str = ""


def propose(file: str, data: bytes, project: Reading, wanted: Wanted) -> Proposal:
    """Return the programs and reports of a file; what cannot be read at all is a finding with its line.

    Raise `UsageError` where a program of that name is there already.
    """
    try:
        root = reading.parse(data)
    except Refused as fault:
        return Proposal(
            findings=(Finding("unreadable-iati", Severity.ERROR, Mark(file, fault.line, fault.column), fault.why),)
        )
    activities = [one for one in root.findall("iati-activity") if wanted.activity in ("", _identifier(one))]
    if not activities or len(activities) > MOST:
        known = ", ".join(filter(None, map(_identifier, root.findall("iati-activity")[:10])))
        said = msg("the file has no such activity; it has: {known}", known=known or "-")
        if len(activities) > MOST:
            said = msg("the file has more than {limit} activities; choose one with --activity", limit=MOST)
        return Proposal(findings=(Finding("no-activity", Severity.ERROR, Mark(file, line_of(root)), said),))
    return _Importing(file, project, wanted).all(root, activities)


def _identifier(activity: etree._Element) -> str:
    return " ".join((activity.findtext("iati-identifier") or "").split())


def _source(activity: etree._Element) -> str:
    """Return the title of the source that an activity becomes."""
    return f"IATI {_identifier(activity)}".strip()


class _Importing:
    """One file on its way."""

    def __init__(self, file: str, project: Reading, wanted: Wanted) -> None:
        self.file, self.project, self.wanted = file, project, wanted
        self.languages = _languages(self._text(PUBLISHER))
        self.settled = bool(self._text(PUBLISHER))
        """Whether the languages are those of a publisher; a new one gets those of the first activity."""
        self.findings: list[Finding] = []
        self.left: list[Left] = []
        self.taken = {one.path.split("/")[1] for one in project.sources if one.path.count("/") > 1}

    def all(self, root: etree._Element, activities: Sequence[etree._Element]) -> Proposal:
        """Return all programs, and the partners and themes that they add to the publisher's files."""
        version = (root.get("version") or "").strip()
        if version != reading.READ[0]:
            self._say(Severity.INFO, root, msg("version {version} is read as if it were 2.03", version=version or "?"))
        found = [self._activity(one) for one in activities]
        if any(one.kept for one in found):
            said = msg(
                "this file was written by Amanah and nobody changed it: its programs come back as they were typed"
            )
            self._say(Severity.INFO, root, said)
        if any(one.reader.is_ours and one.kept is None for one in found):
            self._say(
                Severity.INFO,
                root,
                msg("figures, sources and the names of things come back; other words and files do not travel in IATI"),
                msg("stories, approvals, challenges, disclosures and media have to be taken from the project itself"),
            )
        files = [changed for one in found for changed in self._files(one)]
        files += self._organizations(found)
        files += self._publisher(found, activities[0])
        return Proposal(tuple(files), tuple(self.findings), tuple(_together(self.left)))

    def _say(self, severity: Severity, element: etree._Element, said: Message, hint: Message | None = None) -> None:
        self.findings.append(Finding("iati", severity, Mark(self.file, line_of(element)), said, hint))

    def _activity(self, element: etree._Element) -> Found:
        reader = Reader(element, self.languages)
        name = self._name(reader)
        found = Found(name, reader)
        found.kept = self._kept(found)
        if found.kept is not None:
            return found
        read_program(found)
        self._again(found)
        if reader.is_ours:
            lost = read_ours(found)
            if lost:
                self.left.append(Left("amanah:figure", (line_of(element),) * len(lost),
                                      msg("figures of corrections and exits travel without their words")))  # fmt: skip
            self._disputed(found)
        else:
            self._foreign(found)
        if reader.foreign:
            said = msg("some texts are in none of the publisher's languages ({languages}); translate them",
                       languages=", ".join(sorted(reader.foreign)))  # fmt: skip
            self._say(Severity.WARNING, element, said)
        self.left.extend(reader.left())
        return found

    def _kept(self, found: Found) -> Kept | None:
        """Return the files of a record of ours; say why they are not used where they must not be."""
        try:
            kept = read_record(found.reader, found.id, self.languages if self.settled else ())
        except Refused as fault:
            said = msg("the record of the author's files is not used: {why}", why=fault.why)
            hint = msg("import the file as its publisher offers it, if stories and all other words are wanted too")
            self.findings.append(Finding("iati", Severity.WARNING, Mark(self.file, fault.line), said, hint))
            return None
        finally:
            self.settled = True
        if kept is not None:
            self.languages = kept.languages
            self.left.extend(kept.left)
            self.left.extend(self._absent(found, kept))
        return kept

    def _absent(self, found: Found, kept: Kept) -> Iterator[Left]:
        """Yield the photographs and documents that no XML carries and the project does not have."""
        folder = f"programs/{found.id}/media"
        for name in dict.fromkeys(kept.photographs_and_documents()):
            if f"{folder}/{name}" not in self.project.media:
                said = msg("the file itself does not travel; put it into {folder}", folder=folder)
                yield Left(f"media/{name}", (line_of(found.reader.element),), said)

    def _name(self, reader: Reader) -> str:
        """Return a name for the folder of the program."""
        element = reader.element
        known = self.wanted.program or (element.get(reading.own("program")) or "")
        title = " ".join((element.findtext("title/narrative") or "").split())[:60]
        name = known if is_identifier(known) else slug(title or _identifier(element), self.taken, "program")
        if self.wanted.program and not is_identifier(known):
            raise UsageError(msg("{word} cannot be an id", word=known[:40]))
        if name in self.taken:
            said = msg("there is a program called {name} already; choose another name with --program", name=name)
            raise UsageError(said)
        self.taken.add(name)
        return name

    def _foreign(self, found: Found) -> None:
        """Read the numbers of a file by others, and say where each comes from."""
        reader, tree = found.reader, found.program
        identifier = _identifier(reader.element)
        reader.one(reader.element, "iati-identifier")
        reporter = reader.one(reader.element, "reporting-org")
        words = reader.words(reporter, line=True)
        name = next(iter(words.values()), "") if isinstance(words, dict) else words
        for attribute in ("ref", "type", "secondary-reporter"):
            reader.attr(reporter, attribute)
        read_reports(found)
        source: Tree = {
            "title": _source(reader.element),
            "kind": "report",
            **({"publisher": name} if name else {}),
        }
        sources = tree.setdefault("sources", {})
        if isinstance(sources, dict):
            sources["iati"] = source
        tree["source"] = "iati"
        for said in state_sums(found):
            self._say(Severity.WARNING, reader.element, said)
        if any("fund" in row for rows in found.rows.values() for row in rows):
            said = msg(
                "the file names no funds: money from government and companies is written as theirs, all other as grants"
            )
            self._say(
                Severity.INFO,
                reader.element,
                said,
                msg("change the fund in the report and in its table where it is another"),
            )
        self._unproven(found)
        for report, one in found.reports.items():
            one["source"] = "iati"
            if report in found.rows:
                finance = one.setdefault("finance", {})
                if isinstance(finance, dict):
                    finance["transactions"] = {"file": f"{report}.csv"}
        if "summary" not in tree:
            tree["summary"] = self._told(msg("The IATI file has no description of this program."))
            self._say(Severity.WARNING, reader.element, msg("the activity has no description; write a summary"))
        if "name" not in tree:
            tree["name"] = identifier or found.id
            self._say(Severity.WARNING, reader.element, msg("the activity has no title; write a name"))

    def _disputed(self, found: Found) -> None:
        """Warn of numbers that somebody changed in one of the two places where they stand."""
        if found.disputed:
            said = msg(
                "elements of IATI say other numbers than the figures beside them; {count} were read as IATI says them",
                count=sum(not one.startswith("budget") for one in found.disputed),
            )
            hint = msg("look at: {paths}", paths=", ".join(found.disputed[:5]))
            self._say(Severity.WARNING, found.reader.element, said, hint)

    def _again(self, found: Found) -> None:
        """Warn where another program was made from the same activity."""
        mark = f"title: {_source(found.reader.element)},"
        for one in self.project.sources:
            if one.path.endswith("/program.yml") and mark in one.text:
                said = msg("{program} was made from this activity already", program=one.path.split("/")[1])
                hint = msg("delete one of the two programs, or choose other activities with --activity")
                self._say(Severity.WARNING, found.reader.element, said, hint)

    def _unproven(self, found: Found) -> None:
        """Warn of names that could be those of persons, since nothing in the file says that they are not."""
        reporter = found.reader.words(found.reader.element.find("reporting-org"), line=True)
        names = [
            key
            for key, one in found.organizations.items()
            if not one.keys() & {"kind", "identifiers"} and one.get("name") != reporter
        ]
        if names:
            said = msg("nothing says that these are no persons: {names}", names=", ".join(sorted(names)[:10]))
            hint = msg(
                "where one is, write another word in place of the name, in its table too, unless consent was given"
            )
            self._say(Severity.WARNING, found.reader.element, said, hint)

    # --- files --------------------------------------------------------------------------------------------------

    def _files(self, found: Found) -> Iterator[Changed]:
        if found.kept is not None:
            yield from (Changed(path, "", text) for path, text in found.kept.files(found.id))
            return
        folder = f"programs/{found.id}"
        unnamed: list[str] = []
        fields = shape(found.program, Program, unnamed)
        yield Changed(f"{folder}/program.yml", "", _compose(fields))
        for name, tree in found.reports.items():
            tree.setdefault("summary", self._told(msg("The numbers of this period were taken from a file of IATI.")))
            tree.setdefault("period", {})
            yield Changed(f"{folder}/periods/{name}.yml", "", _compose(shape(tree, Report, unnamed)))
            if name in found.rows:
                yield Changed(f"{folder}/periods/{name}.csv", "", transactions.write(found.rows[name]))
        if unnamed:
            said = msg("{count} entries have no words in the file; their ids stand there instead", count=len(unnamed))
            hint = msg("the first of them: {paths}", paths=", ".join(unnamed[:5]))
            self._say(Severity.WARNING, found.reader.element, said, hint)

    def _organizations(self, found: Sequence[Found]) -> Iterator[Changed]:
        """Yield the file of the partners with those that it lacks."""
        wanted = {key: one for each in found for key, one in each.organizations.items()}
        text = self._text(ORGANIZATIONS)
        known = _keys(text, "organizations")
        nameless = sorted({key for each in found for key in _partners(each)} - known - wanted.keys())
        if nameless:
            said = msg("the file names no organisation called so, write its name: {names}", names=", ".join(nameless))
            self._say(Severity.WARNING, found[0].reader.element, said)
        wanted.update((key, {"name": key.replace("-", " ")}) for key in nameless)
        fresh = {key: shape(one, Program, []) for key, one in wanted.items() if key not in known}
        fresh.update((key, one) for each in found for key, one in _listed(each).items() if key not in known)
        if not text:
            fields: Mapping[str, Plain] = {"format": "1", "organizations": fresh}
            yield Changed(ORGANIZATIONS, "", compose(fields))
        elif fresh:
            yield self._edited(ORGANIZATIONS, text, [Set(("organizations", key), one) for key, one in fresh.items()])

    def _publisher(self, found: Sequence[Found], first: etree._Element) -> Iterator[Changed]:
        """Yield the file of the publisher with the themes that it lacks; a new one where there is none."""
        themes = {key: words for each in found for key, words in each.themes.items()}
        text = self._text(PUBLISHER)
        kept = [one.kept for one in found if one.kept is not None]
        entries: dict[tuple[str, str], Plain] = {("themes", key): words for key, words in themes.items()}
        entries.update(((name, key), words) for one in kept for name, key, words in one.used())
        if kept and not text:
            yield Changed(PUBLISHER, "", compose(_joined(kept[0].publisher, entries)))
            return
        if not text:
            reader = Reader(first, _LANGUAGES)
            reporter = first.find("reporting-org")
            name = reader.words(reporter, line=True) or "IATI"
            kind = KINDS.get(reporter.get("type", "") if reporter is not None else "", "")
            fields: dict[str, Plain] = {"format": "1", "name": name}
            fields["kind"] = kind if kind in ("government", "foundation", "company") else "foundation"
            fields["about"] = self._told(
                msg("Who publishes these programs is told by the IATI file that they were taken from.")
            )
            if reporter is not None and (ref := reporter.get("ref")):
                fields["iati_identifier"] = ref
            units = _units(found)
            fields.update({"units": units} if units else {})
            for name, split in (("categories", "by_category"), ("groups", "by_group")):
                words = {key: key.replace("-", " ") for each in found for key in sorted(_parts(each, split))}
                fields.update({name: words} if words else {})
            fields.update({"themes": dict(themes)} if themes else {})
            yield Changed(PUBLISHER, "", compose(fields))
            return
        known = {name: _keys(text, name) for name in VOCABULARIES}
        wanted = [Set((name, key), words) for (name, key), words in entries.items() if key not in known[name]]
        if wanted:
            yield self._edited(PUBLISHER, text, wanted)

    def _edited(self, path: str, text: str, wanted: list[Set]) -> Changed:
        try:
            return Changed(path, text, edit(text, wanted, path))
        except NotEditable as fault:
            said = msg("{file} cannot be changed line by line: {why}", file=path, why=fault.why)
            self.findings.append(Finding("not-editable", Severity.ERROR, Mark(path), said))
            return Changed(path, text, text)

    def _told(self, said: Message) -> dict[str, str]:
        """Return a sentence of ours in the languages of the publisher."""
        return {language: translator(language).render(said) for language in self.languages}

    def _text(self, path: str) -> str:
        return next((one.text for one in self.project.sources if one.path == path), "")


def _together(left: Sequence[Left]) -> Iterator[Left]:
    """Put what all activities have in common into one entry each."""
    lines: dict[tuple[str, str], list[int]] = {}
    first: dict[tuple[str, str], Left] = {}
    for one in left:
        key = (one.what, str(one.why))
        first.setdefault(key, one)
        lines.setdefault(key, []).extend(one.lines)
    for key, one in first.items():
        yield Left(one.what, tuple(lines[key]), one.why)


def _joined(publisher: Mapping[str, Plain], entries: Mapping[tuple[str, str], Plain]) -> dict[str, Plain]:
    """Return the file of a publisher with the entries that its lists lack, for a file with several publishers."""
    made = dict(publisher)
    for (name, key), words in entries.items():
        listed = made.get(name)
        known = listed if isinstance(listed, Mapping) else {}
        made[name] = known if key in known else {**known, key: words}
    return made


def _listed(found: Found) -> Mapping[str, Plain]:
    """Return the partners that a record of ours describes."""
    listed = found.kept.organizations.get("organizations") if found.kept is not None else None
    return listed if isinstance(listed, Mapping) else {}


def _units(found: Sequence[Found]) -> dict[str, Plain]:
    """Return the units of our own files that only their publisher knows, in the words of their ids."""
    from generator.model.unit import UNITS  # noqa: PLC0415 - only new projects need it

    used = {one.get("unit") or "" for each in found for one in each.reader.element.iter(reading.own("figure"))}
    return {unit: {"id": unit, "one": unit, "many": unit} for unit in sorted(used - set(UNITS)) if is_identifier(unit)}


def _parts(found: Found, split: str) -> set[str]:
    """Return the parts of a split that the numbers of an activity name, anywhere."""
    parts: set[str] = set()
    waiting: list[object] = [found.program, *found.reports.values()]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            cells = one.get(split)
            parts.update(cells if isinstance(cells, dict) else ())
            waiting.extend(one.values())
    return parts


def _partners(found: Found) -> Iterator[str]:
    """Yield the partners of a program, of its reports and of all that stands in them."""
    waiting: list[object] = [found.program, *found.reports.values()]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            partners = one.get("partners")
            yield from partners if isinstance(partners, dict) else ()
            waiting.extend(one.values())


def _keys(text: str, name: str) -> set[str]:
    document, _ = parse(Source("", text, "")) if text else (None, ())
    node = document.root.get(name) if document else None
    return set(node) if isinstance(node, MappingNode) else set()


def _languages(text: str) -> tuple[str, ...]:
    """Return the languages of a publisher; both where none are named."""
    document, _ = parse(Source("", text, "")) if text else (None, ())
    node = document.root.get("languages") if document else None
    named = tuple(str(one) for one in node if one in _LANGUAGES) if isinstance(node, SequenceNode) else ()
    return named or _LANGUAGES


def _compose(fields: Plain) -> str:
    return compose(fields) if isinstance(fields, Mapping) else ""
