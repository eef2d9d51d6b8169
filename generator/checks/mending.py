"""What can be mended without asking: faults with one remedy, and the order of fields. Nothing is written here.

Every change is tried first: it stays only if the finding it answers is gone and no other one has come.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator import checks, writer
from generator.documents import Document, Guess, parse
from generator.findings import Finding
from generator.loader import ORGANIZATIONS, PUBLISHER, Loaded, load
from generator.model import amount
from generator.model.figure import Figure
from generator.model.organization import Organizations
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.record import Record, figures
from generator.model.report import Report
from generator.sources import Reading, Source
from generator.writer import Edit

ROUNDS = 5
"""How often a file may show a further fault behind one that was mended."""

_AMOUNT = re.compile(
    r"(?P<less><\s*)?(?P<money>(?:rp|idr)\.?\s*)?(?P<sign>-)?(?P<digits>[0-9][0-9.,]*?)(?P<dash>,--?)?"
    r"(?:\s*(?P<word>[a-z]+))?(?P<percent>\s*%)?",
    re.IGNORECASE | re.ASCII,
)
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3}){2,}(\.[0-9]{1,2})?|[1-9][0-9]{0,2}(,[0-9]{3})+\.[0-9]{1,2}")
"""Numbers with separators that only English has: two groups at least, or a group and decimals."""
_POINT = re.compile(r"(0|[1-9][0-9]*)\.[0-9]{1,2}")
_SPELLINGS = {"milyar": "miliar", "trilyun": "triliun"}
_WORD = re.compile(r"(?P<quote>[\"']?)(?P<word>[\w.-]+)(?P=quote)")
_LINE = re.compile(r"(?P<key>\s*(?:- +)*[A-Za-z_-]+: +)(?P<value>[^\s\"'\[\]{}|>&*!#].*?)(?P<end>\s*)")

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Mended:
    """One file that can be mended: its text before and after."""

    file: str
    before: str
    after: str


@dataclass(frozen=True)
class _State:
    """The files at one moment, and what is found in them."""

    reading: Reading
    loaded: Loaded
    findings: tuple[Finding, ...]
    counted: Counter[_Key] = field(default_factory=Counter)

    @classmethod
    def of(cls, reading: Reading) -> "_State":
        loaded = load(reading)
        checked = checks.run(loaded.portfolio).findings if loaded.portfolio else ()
        found = (*loaded.findings, *checked)
        return cls(reading, loaded, found, Counter(_key(one) for one in found if one.disclosed is None))


def _key(finding: Finding) -> _Key:
    return finding.code, finding.mark.file, finding.path or finding.message.id


def mend(reading: Reading, files: frozenset[str], *, spelling: bool = False) -> tuple[Mended, ...]:
    """Mend what is safe in some of the files, and return those that change.

    With `spelling`, amounts that are read well but spelled in an old way are respelled too.
    """
    first = state = _State.of(reading)
    for _ in range(ROUNDS):
        after = _round(state, files, spelling=spelling)
        if after is state:
            break
        state = after
    before = {one.path: one.text for one in first.reading.sources}
    changed = (one for one in state.reading.sources if one.text != before[one.path])
    return tuple(Mended(one.path, before[one.path], one.text) for one in changed)


def _round(state: _State, files: frozenset[str], *, spelling: bool) -> _State:
    """Make every change that can be seen now; where one breaks something, its file stays as it was."""
    texts = {one: text for one, text in _mended(state, spelling=spelling) if one in files}
    while texts:
        after = _State.of(_with(state.reading, texts))
        spoiled = _spoiled(state, after, set(texts))
        if not spoiled:
            return after
        texts = {one: text for one, text in texts.items() if one not in spoiled}
    return state


def _spoiled(before: _State, after: _State, edited: set[str]) -> set[str]:
    """Return the edited files in which something is found now that was not before; all, if it is found elsewhere.

    A file that was no YAML before may show what stood behind that, and one that could not be loaded, what the checks
    find in it, and in other files with it.
    """
    closed = edited - before.loaded.documents.keys()
    opened = edited & before.loaded.broken - after.loaded.broken
    reading = _read(after) - _read(before)
    judged = {key[1] for key in after.counted - before.counted - reading}
    spoiled = {key[1] for key in reading} & edited - closed
    spoiled |= {one for one in closed if not _progress(before, after, one)}
    if judged - edited and not opened:
        return edited
    return spoiled | (judged & edited - opened)


def _read(state: _State) -> Counter[_Key]:
    """Count what is found while files are read, before any check runs."""
    return Counter(_key(one) for one in state.loaded.findings)


def _progress(before: _State, after: _State, file: str) -> bool:
    """Tell whether a fault of a file is gone."""
    return any(key[1] == file for key in before.counted - after.counted)


def _with(reading: Reading, texts: Mapping[str, str]) -> Reading:
    sources = tuple(replace(one, text=texts.get(one.path, one.text)) for one in reading.sources)
    return replace(reading, sources=sources)


def _mended(state: _State, *, spelling: bool) -> Iterator[tuple[str, str]]:
    """Yield each file that changes with its new text."""
    edits: dict[str, list[Edit]] = {}
    sources = {one.path: one for one in state.reading.sources}
    for finding in state.findings:
        source = sources.get(finding.mark.file)
        edit = _answer(finding, source.text) if source else None
        if edit is not None:
            edits.setdefault(finding.mark.file, []).append(edit)
    for edit in _respelled(state) if spelling else ():
        edits.setdefault(edit.mark.file, []).append(edit)
    for path, source in sources.items():
        text = writer.apply(source.text, edits.get(path, ()))
        if text == source.text and path in state.loaded.documents and path not in state.loaded.broken:
            text = _ordered(source, state.loaded.documents[path])
        if text != source.text:
            yield path, text


# --- what a finding asks for ------------------------------------------------------------------------------------


def _answer(finding: Finding, text: str) -> Edit | None:
    """Return the edit that a finding asks for, where there is exactly one."""
    if finding.code == "yaml-syntax":
        return _quoted(finding, text)
    old = writer.text_at(text, finding.mark)
    if finding.code == "wrong-amount":
        new = mend_amount(old.strip("\"'"))
        return Edit(finding.mark, old, _like(old, new)) if new else None
    if finding.code.startswith("unknown-"):
        return _renamed(finding, old)
    return None


def _like(old: str, new: str) -> str:
    """Return a text between the quotes that another one has."""
    quote = old[0] if old[:1] in ("'", '"') else ""
    return f"{quote}{new}{quote}"


def _renamed(finding: Finding, old: str) -> Edit | None:
    """Return the edit for a word with one other that is spelled much like it, or for a code with its points lost."""
    written = _WORD.fullmatch(old)
    params = finding.hint.params if finding.hint else {}
    if written is None:
        return None
    meant, code = params.get("meant"), str(params.get("code", ""))
    if isinstance(meant, Guess) and meant.only and written["word"] != meant:
        return Edit(finding.mark, old, _like(old, meant))
    if finding.code == "unknown-place" and code and _digits(code) == _digits(written["word"]):
        quote = written["quote"] or '"'
        return Edit(finding.mark, old, f"{quote}{code}{quote}")
    return None


def _digits(code: str) -> str:
    return code.replace(".", "").replace("-", "")


def _quoted(finding: Finding, text: str) -> Edit | None:
    """Return the edit that puts a text of one line between quotes: one with a colon in it, or with a sign before it."""
    lines = text.split("\n")
    line = lines[finding.mark.line - 1].removesuffix("\r") if finding.mark.line <= len(lines) else ""
    found = _LINE.fullmatch(line)
    if found is None or " #" in found["value"]:
        return None
    value = found["value"]
    if ": " not in value and not value.endswith(":") and value[0] not in "@`%":
        return None
    quote = next((one for one in ('"', "'") if one not in value and "\\" not in value), "")
    mark = finding.mark._replace(column=len(found["key"]) + 1, length=len(value))
    return Edit(mark, value, f"{quote}{value}{quote}") if quote else None


# --- amounts ----------------------------------------------------------------------------------------------------


def mend_amount(raw: str) -> str:
    """Return an amount in Indonesian spelling where it can be read in one way only; else nothing."""
    found = _AMOUNT.fullmatch(raw.strip())
    if found is None:
        return ""
    digits, word = found["digits"], (found["word"] or "").lower()
    if _ENGLISH.fullmatch(digits):
        digits = digits.translate(str.maketrans(".,", ",."))
    elif _POINT.fullmatch(digits) and (word in amount.SCALE_WORDS or found["percent"]):
        digits = digits.replace(".", ",")
    money = "Rp " if found["money"] else ""
    scale = f" {_SPELLINGS.get(word, word)}" if word else ""
    new = "".join((found["less"] or "", money, found["sign"] or "", digits, scale, found["percent"] or ""))
    return new if new != raw and _is_clear(new) else ""


def _is_clear(text: str) -> bool:
    try:
        amount.read(text)
    except amount.AmountError:
        return False
    return True


def _respelled(state: _State) -> Iterator[Edit]:
    """Yield edits of amounts that are read well: `milyar` and `trilyun`, and the point after Rp."""
    for record in _records(state.loaded).values():
        for figure in figures(record):
            if not isinstance(figure, Figure):
                continue
            old, mark = figure.written, figure.mark
            new = re.sub(r"(?i)\bRp\. *", "Rp ", old)
            new = re.sub(r"(?i)\b(milyar|trilyun)\b", lambda word: _SPELLINGS[word[0].lower()], new)
            if mark is not None and new != old and amount.read(new) == amount.read(old):
                at = mark._replace(column=mark.column + (mark.length - len(old)) // 2, length=len(old))
                yield Edit(at, old, new)


# --- the order of fields ----------------------------------------------------------------------------------------


def _records(loaded: Loaded) -> dict[str, Record]:
    """Return the programs and reports that could be loaded, by file."""
    portfolio = loaded.portfolio
    if portfolio is None:
        return {}
    reports = (report for some in portfolio.reports.values() for report in some)
    return {one.document: one for one in (*portfolio.programs, *reports)}


def _model(path: str) -> type[Record]:
    named: dict[str, type[Record]] = {PUBLISHER: Publisher, ORGANIZATIONS: Organizations}
    return named.get(path) or (Program if path.endswith("/program.yml") else Report)


def _ordered(source: Source, document: Document) -> str:
    """Return a file with its top-level fields in the order of the format, or as it was where that is not certain."""
    model = _model(source.path)
    order = [info.alias or name for name, info in model.model_fields.items()]
    keys = list(document.root)
    begins = [document.root.keys_at[key] for key in keys]
    wanted = sorted(range(len(keys)), key=lambda index: order.index(keys[index]) if keys[index] in order else -1)
    if wanted == sorted(wanted) or any(one.column != 1 for one in begins):
        return source.text
    end = source.text.count("\n") + (not source.text.endswith("\n"))
    text = writer.reorder(source.text, [one.line - 1 for one in begins], wanted, end)
    again, faults = parse(replace(source, text=text))
    return text if again and not faults and again.root == document.root else source.text
