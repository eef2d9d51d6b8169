"""IATI 2.03: activities and organisation files, and beside them the list of what IATI cannot say.

The mapping is written down in docs/iati.md. Nothing is made up to please the schema: what cannot be said validly is
left out and listed in `iati-omissions.json`, and travels in a namespace of our own where it is a figure.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from generator.artifacts import Artifact
from generator.exports import Offer, export
from generator.exports.iati.activity import Activity, write_activity, write_reporter
from generator.exports.iati.xml import LANG, NS, Omission, Writing, add, document
from generator.exports.wording import Wording
from generator.i18n import Message, msg, translator
from generator.model.publisher import Publisher
from generator.views.portfolio import PortfolioView

VERSION = "2.03"
ACTIVITIES, ORGANISATION, OMISSIONS = "iati-activities.xml", "iati-organisation.xml", "iati-omissions.json"
MEDIA = "application/xml"
WEB_PAGE = "B16"
"""The category of a document that is the page of an organisation."""

_ACTIVITIES = msg("Programs, money and results for aggregators, in the form of the aid transparency standard IATI 2.03")
_ORGANISATION = msg("The publisher, in the form of IATI 2.03")
_OMISSIONS = msg("What IATI has no word for, so that it is not in the IATI files, each with the reason")


@export("iati", msg("IATI 2.03: activities and organisation, and what they leave out"), previewed=False)
def write_iati(view: PortfolioView) -> Iterator[Offer]:
    """Write one file of activities for the publisher and one a program, the organisation file and the omissions.

    A file that could not be valid, such as one without any activity, is not written.
    """
    wording, language = Wording(view), view.publisher.languages[0]
    made = {one.program.id: write_activity(view, one, wording) for one in view.programs}
    ordered = [made[name] for name in sorted(made)]
    if any(one.element is not None for one in ordered):
        whole = Artifact(f"data/{ACTIVITIES}", _activities(ordered), language)
        yield Offer(whole, _ACTIVITIES, MEDIA, named=True)
    if view.publisher.iati_identifier:
        yield Offer(Artifact(f"data/{ORGANISATION}", _organisation(view, wording), language), _ORGANISATION, MEDIA)
    everything = [omission for one in ordered for omission in one.omissions]
    listed = Artifact(f"data/{OMISSIONS}", _omissions(everything, view.publisher), language)
    yield Offer(listed, _OMISSIONS, "application/json", warnings=tuple(_warnings(everything)))
    for name, one in made.items():
        folder = f"program/{name}/data"
        if one.element is not None:
            alone = Artifact(f"{folder}/{ACTIVITIES}", _activities([one]), language)
            yield Offer(alone, _ACTIVITIES, MEDIA, name, named=True)
        left = _omissions(one.omissions, view.publisher)
        yield Offer(Artifact(f"{folder}/{OMISSIONS}", left, language), _OMISSIONS, "application/json", name)


def _activities(made: Iterable[Activity]) -> bytes:
    root = etree.Element("iati-activities", nsmap={"amanah": NS})
    root.set("version", VERSION)
    root.extend(deepcopy(one.element) for one in made if one.element is not None)
    return document(root)


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


def _omissions(found: Iterable[Omission], publisher: Publisher) -> bytes:
    """List what was left out, one entry a line."""
    rows = ",\n".join(json.dumps(_described(one, publisher.languages), ensure_ascii=False) for one in found)
    head = json.dumps({"format": 1, "standard": f"IATI {VERSION}"})[:-1]
    return f'{head}, "omissions": [\n{rows}\n]}}\n'.encode()


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
