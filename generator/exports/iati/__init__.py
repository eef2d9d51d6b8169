"""IATI 2.03: activities and organisation files, and beside them the list of what IATI cannot say.

The mapping is written down in docs/iati.md. Nothing is made up to please the schema: what cannot be said validly is
left out and listed in `iati-omissions.json`, and travels in a namespace of our own where it is a figure.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from generator.artifacts import Artifact
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.exports.iati.activity import write_activity, write_reporter
from generator.exports.iati.xml import LANG, NS, Omission, Writing, add, document
from generator.exports.wording import Wording
from generator.i18n import Message, msg, translator
from generator.model.publisher import Publisher
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

VERSION = "2.03"
ACTIVITIES, ORGANISATION, OMISSIONS = "iati-activities.xml", "iati-organisation.xml", "iati-omissions.json"
MEDIA = "application/xml"
WEB_PAGE = "B16"
"""The category of a document that is the page of an organisation."""

_ACTIVITIES = msg("Programs, money and results for aggregators, in the form of the aid transparency standard IATI 2.03")
_ORGANISATION = msg("The publisher, in the form of IATI 2.03")
_OMISSIONS = msg("What IATI has no word for, so that it is not in the IATI files, each with the reason")


def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Offer | Piece]:
    """Write the activity of a program, unless it could not be valid, and what it leaves out."""
    name, language = program.program.id, view.publisher.languages[0]
    folder = f"program/{name}/data"
    made = write_activity(view, program, Wording.of_program(program))
    if made.element is not None:
        head, activity, tail = _divide(made.element)
        alone = Artifact(f"{folder}/{ACTIVITIES}", head + activity + tail, language)
        yield Offer(alone, _ACTIVITIES, MEDIA, name, named=True)
        yield Piece("activities", activity)
    rows = _rows(made.omissions, view.publisher)
    left = Artifact(f"{folder}/{OMISSIONS}", _HEAD + rows + _TAIL, language)
    yield Offer(left, _OMISSIONS, "application/json", name, warnings=tuple(_warnings(made.omissions)))
    yield Piece("omissions", rows)


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Join the activities of all programs and what they leave out, and write the organisation file."""
    language = view.publisher.languages[0]
    if any(parts.of("activities")):
        head, _, tail = _divide(etree.Element("iati-activity"))
        whole = Artifact(f"data/{ACTIVITIES}", parts.join("activities", head, tail), language)
        yield Offer(whole, _ACTIVITIES, MEDIA, named=True)
    if view.publisher.iati_identifier:
        organisation = _organisation(view, Wording.of_site(view))
        yield Offer(Artifact(f"data/{ORGANISATION}", organisation, language), _ORGANISATION, MEDIA)
    left = parts.join("omissions", _HEAD, _TAIL, between=b",\n")
    yield Offer(Artifact(f"data/{OMISSIONS}", left, language), _OMISSIONS, "application/json")


write_iati = export(
    "iati", msg("IATI 2.03: activities and organisation, and what they leave out"), previewed=False
)(Divided(_of_program, _of_site))  # fmt: skip


def _divide(activity: etree._Element) -> tuple[bytes, bytes, bytes]:
    """Return the file of one activity in three: what stands before the activity, the activity, and what is after it."""
    root = etree.Element("iati-activities", nsmap={"amanah": NS})
    root.set("version", VERSION)
    root.append(activity)
    declaration, begin, rest = document(root).split(b"\n", 2)
    tail = b"</iati-activities>\n"
    return declaration + b"\n" + begin + b"\n", rest.removesuffix(tail), tail


def _organisation(view: PortfolioView, wording: Wording) -> bytes:
    """Write who publishes; the budgets of a whole organisation are not the sum of those that this site tells of."""
    publisher = view.publisher
    writing = Writing(wording, publisher.languages, "")
    root = etree.Element("iati-organisations", nsmap={"amanah": NS})
    root.set("version", VERSION)
    element = add(root, "iati-organisation", default_currency=publisher.currency, **{LANG: publisher.languages[0]})
    add(element, "organisation-identifier", publisher.iati_identifier)
    writing.narratives(add(element, "name"), publisher.name)
    write_reporter(element, publisher, writing)
    site = publisher.site_url or ""
    if site.startswith(("https://", "http://")):
        link = add(element, "document-link", url=site, format="text/html")
        writing.narratives(add(link, "title"), publisher.name)
        add(link, "category", code=WEB_PAGE)
        for one in publisher.languages:
            add(link, "language", code=one)
    return document(root)


_HEAD = f'{json.dumps({"format": 1, "standard": f"IATI {VERSION}"})[:-1]}, "omissions": [\n'.encode()
_TAIL = b"\n]}\n"


def _rows(found: Iterable[Omission], publisher: Publisher) -> bytes:
    """List what was left out, one entry a line."""
    return ",\n".join(json.dumps(_described(one, publisher.languages), ensure_ascii=False) for one in found).encode()


def _described(one: Omission, languages: Iterable[str]) -> dict[str, object]:
    return {
        "program": one.program,
        "report": one.report or None,
        "what": one.what,
        "reason": {language: translator(language).show(one.reason) for language in languages},
        "figures": list(one.figures),
    }


def _warnings(found: Iterable[Omission]) -> Iterator[Message]:
    """Yield one sentence for each reason, with the number of places it holds for."""
    reasons = Counter((one.program, one.reason) for one in found)
    for (program, reason), times in reasons.items():
        yield msg("{program}: {reason} ({times}x)", program=program, reason=reason, times=times)
