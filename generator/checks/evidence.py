"""Documents that figures rest on and that are kept beside them: there, unchanged, and of a kind that can be shown."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, mark_at
from generator.i18n import Message, msg
from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.record import figures
from generator.model.source import SourceDocument
from generator.sources import ENDINGS, MAX_MEDIA, Kept

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@check(
    "evidence-missing",
    msg("Every document that a source keeps is there"),
    disclosable=False,
    page=RulePage(
        meaning=msg("A source that names a `file:` must find it in the folder `media` of its program."),
        bad="sources: {ledger: {title: Ledger, file: ledger.pdf}}   # no media/ledger.pdf",
        good="sources: {ledger: {title: Ledger, file: ledger.pdf}}   # media/ledger.pdf is there",
        why=msg("A document that is announced and cannot be opened is no evidence."),
    ),
)
def find_missing(portfolio: Portfolio) -> Outcomes:
    """Look for the file of each source that names one.

    Only the folder of the source's own program is searched.
    """
    for source in portfolio.documents():
        if source.kept_at in portfolio.media:
            yield Passed(_resting(portfolio, source))
        else:
            said = msg("there is no file {file}", file=source.kept_at)
            hint = msg("put it there, or delete file: if no copy is kept")
            yield _fault(portfolio, source, "file", said, hint)


@check(
    "evidence-changed",
    msg("Every document that a source keeps is the one that was filed"),
    disclosable=False,
    page=RulePage(
        meaning=msg("The file of a source must have the SHA-256 that is written beside it as `sha256:`."),
        bad="sources: {ledger: {title: Ledger, file: ledger.pdf, sha256: 0f…}}   # the file has another one",
        good="sources: {ledger: {title: Ledger, file: ledger.pdf, sha256: 5e…}}   # the file has this one",
        why=msg("A document that was replaced after figures were taken from it may no longer say what they say."),
    ),
)
def compare_digests(portfolio: Portfolio) -> Outcomes:
    """Compare the checksum of each kept document with the one its source states.

    A source without `sha256:` is not compared: whoever writes it asks for the comparison.
    """
    for source, kept in _kept(portfolio):
        if source.sha256 is None or not kept.sha256:
            continue
        if source.sha256.lower() == kept.sha256:
            yield Passed(_resting(portfolio, source))
        else:
            said = msg(
                "{file} has the SHA-256 {digest}, not the one written here", file=source.file, digest=kept.sha256
            )
            hint = msg(
                "bring back the document that was filed; if another one replaces it on purpose, write its SHA-256"
            )
            yield _fault(portfolio, source, "sha256", said, hint)


@check(
    "evidence-refused",
    msg("Every document that a source keeps can be published"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Documents are PDF, XLSX or ODS without macros, CSV, JPEG, PNG or WebP by what stands in them, and are "
            "called so, with letters, digits, dots, hyphens and underscores. They have at most 20 MB. HTML and SVG are "
            "refused."
        ),
        bad="sources: {minutes: {title: Minutes, file: minutes.html}}",
        good="sources: {minutes: {title: Minutes, file: minutes.pdf}}",
        why=msg("Readers open these documents. A page or a macro in their place could run on their machines."),
    ),
)
def judge_documents(portfolio: Portfolio) -> Outcomes:
    """Judge each kept document by its bytes, its name and its size.

    What a file is called decides nothing by itself: a page named .pdf is still a page.
    """
    for source, kept in _kept(portfolio):
        said = _refusal(source, kept)
        if said is None:
            yield Passed(())
        else:
            hint = msg("save it as PDF, XLSX, ODS, CSV, JPEG, PNG or WebP")
            yield _fault(portfolio, source, "file", said, hint)


def _refusal(source: SourceDocument, kept: Kept) -> Message | None:
    if kept.size > MAX_MEDIA:
        return msg("{file} is larger than {limit} MB", file=source.file, limit=MAX_MEDIA // 1_000_000)
    if not _NAME.fullmatch(source.file or ""):
        return msg("{file} is no name for a file that is published", file=source.file)
    if not kept.kind:
        return msg("{file} is of a kind that is not published", file=source.file)
    if PurePosixPath(kept.path).suffix.lower() not in ENDINGS[kept.kind]:
        return msg("{file} is called otherwise, but holds {kind}", file=source.file, kind=kept.kind.upper())
    return None


def _kept(portfolio: Portfolio) -> Iterator[tuple[SourceDocument, Kept]]:
    for source in portfolio.documents():
        kept = portfolio.kept.get(source.kept_at)
        if kept is not None:
            yield source, kept


def _fault(portfolio: Portfolio, source: SourceDocument, key: str, said: Message, hint: Message) -> Fault:
    return Fault(mark_at(source, key), said, dotted(*source.path, key), hint, _resting(portfolio, source))


def _resting(portfolio: Portfolio, source: SourceDocument) -> tuple[Figure | Suppressed, ...]:
    """Return the figures that rest on a source."""
    program = next(one for one in portfolio.programs if one.document.split("/")[1] == source.document.split("/")[1])
    return tuple(
        figure
        for file in (program, *portfolio.reports_of(program))
        if portfolio.sources_of(program, None if file is program else file).get(source.path[-1]) is source  # type: ignore[arg-type]
        for figure in figures(file)
        if figure.source == source.path[-1]
    )
