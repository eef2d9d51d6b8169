"""Feeds of corrections and new reports, as Atom and as JSON Feed; their days come from the data, never from a clock."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from heapq import nlargest
from html import escape
from io import StringIO
from posixpath import relpath
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed  # type: ignore[import-untyped] # it carries no types

from generator.artifacts import Artifact
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.exports.wording import Wording
from generator.i18n import Message, Translator, is_localizable, msg, translator
from generator.model.figure import Suppressed
from generator.model.past import Past
from generator.model.publisher import Publisher
from generator.views.corrections import FEEDS, Corrected, Feed, day_of
from generator.views.ledger import Entry, ledger_url
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

NEWEST = 100
"""Entries that a feed holds at most."""

MINTED = "2026"
"""The year in all tag: URIs (RFC 4151): an entry keeps its id whatever becomes of its address."""


@dataclass(frozen=True)
class Item:
    """One entry of a feed."""

    id: str
    title: str
    html: str
    link: str
    day: date

    @classmethod
    def of(cls, id: str, title: str, html: str, link: str, day: str) -> "Item":  # noqa: A002 - as the field is called
        """Return the entry that was written as plain values."""
        return cls(id, title, html, link, date.fromisoformat(day))

    def plain(self) -> tuple[str, str, str, str, str]:
        """Return the entry as plain values."""
        return self.id, self.title, self.html, self.link, self.day.isoformat()


class _Feed(Atom1Feed):  # type: ignore[misc] # the library carries no types
    """An Atom feed whose day is given, since the library would take the present moment for an empty one."""

    def __init__(self, updated: datetime, **fields: str) -> None:
        super().__init__(description=None, **fields)
        self._updated = updated

    def latest_post_date(self) -> datetime:
        """Return the day of the newest entry, else the one that was given."""
        return self._updated


ATOM, JSON_FEED = "application/atom+xml", "application/feed+json"
_ATOM: dict[str, Message] = {
    "id": msg("Feed in Indonesian for feed readers: {feed} (Atom)"),
    "en": msg("Feed in English for feed readers: {feed} (Atom)"),
}
_JSON: dict[str, Message] = {
    "id": msg("Feed in Indonesian for programs: {feed} (JSON Feed)"),
    "en": msg("Feed in English for programs: {feed} (JSON Feed)"),
}


def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Piece]:
    """Contribute the newest entries of a program to every feed."""
    wording = Wording.of_program(program)
    for language in view.publisher.languages:
        place = _Place(view.publisher, language)
        made = (_corrections(program, place), _reports(view.past, program, place, wording))
        for feed, items in zip(FEEDS, made, strict=True):
            lines = [json.dumps(one.plain(), ensure_ascii=False) for one in _newest(items)]
            yield Piece(f"{language}/{feed.uri}", "\n".join(lines).encode())


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Write both feeds in every language, in both forms."""
    for language in view.publisher.languages:
        place = _Place(view.publisher, language)
        for feed in FEEDS:
            pieces = parts.read(f"{language}/{feed.uri}")
            newest = _newest(Item.of(*json.loads(line)) for piece in pieces for line in piece.splitlines())
            for write, said, media in ((_write_atom, _ATOM, ATOM), (_write_json, _JSON, JSON_FEED)):
                title = msg(said[language].id, feed=feed.title)
                yield Offer(write(place, feed, newest), title, media, language=language, named=media == JSON_FEED)


write_feeds = export("feeds", msg("Feeds of corrections and new reports"))(Divided(_of_program, _of_site))


def _newest(items: Iterable[Item]) -> list[Item]:
    return nlargest(NEWEST, items, key=lambda one: (one.day, one.id))


@dataclass(frozen=True)
class _Place:
    """One language of the site, and the addresses below its root."""

    publisher: Publisher
    language: str

    @property
    def to(self) -> Translator:
        return translator(self.language)

    def say(self, value: object) -> str:
        return self.to.show(value) if is_localizable(value) else str(value)

    def link(self, target: str) -> str:
        """Return the address of a page; without an address of the site, the way from the folder of the feeds."""
        root = self.publisher.site_url or ""
        if not root.startswith(("https://", "http://")):
            return relpath(target.partition("#")[0] or ".", "feeds") + "/" + "".join(target.partition("#")[1:])
        below = "" if self.language == self.publisher.languages[0] else f"{self.language}/"
        return f"{root.rstrip('/')}/{below}{target}"

    def tag(self, *parts: str) -> str:
        """Return an id that nothing but its parts decides."""
        publisher = self.publisher
        email = publisher.contact.email if publisher.contact else None
        host = urlsplit(publisher.site_url or publisher.repository or "").hostname
        authority = host or (email or "").rpartition("@")[2] or "amanah.invalid"
        return f"tag:{authority},{MINTED}:{self.language}/{'/'.join(parts)}"


def _write_json(place: _Place, feed: Feed, newest: Sequence[Item]) -> Artifact:
    """Write a feed as JSON Feed 1.1 asks."""
    publisher = place.publisher
    title = f"{place.say(feed.title)}: {place.say(publisher.name)}"
    made: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "language": place.language,
        "authors": [{"name": place.say(publisher.name)}],
    }
    if (publisher.site_url or "").startswith(("https://", "http://")):
        made |= {"home_page_url": place.link(""), "feed_url": place.link(feed.json)}
    made["items"] = [_item(one) for one in newest]
    content = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    return Artifact(feed.json, content, place.language, title)


def _item(one: Item) -> dict[str, object]:
    day = _moment(one.day).isoformat()
    return {
        "id": one.id,
        "url": one.link,
        "title": one.title,
        "content_html": one.html,
        "date_published": day,
        "date_modified": day,
    }


def _write_atom(place: _Place, feed: Feed, newest: Sequence[Item]) -> Artifact:
    updated = _moment(newest[0].day if newest else date(1970, 1, 1))
    publisher = place.say(place.publisher.name)
    made = _Feed(
        updated,
        title=f"{place.say(feed.title)}: {publisher}",
        link=place.link("koreksi/" if feed is FEEDS[0] else ""),
        language=place.language,
        author_name=publisher,
        feed_url=place.link(feed.uri).rstrip("/"),
        feed_guid=place.tag(feed.uri),
        feed_copyright=place.publisher.data_license,
    )
    for one in newest:
        made.add_item(
            one.title, one.link, one.html, unique_id=one.id, pubdate=_moment(one.day), updateddate=_moment(one.day),
            content=None,
        )  # fmt: skip
    text = StringIO()
    made.write(text, "utf-8")
    return Artifact(feed.uri, text.getvalue().encode() + b"\n", place.language, place.say(feed.title))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _corrections(program: ProgramView, place: _Place) -> Iterator[Item]:
    """Yield the corrections whose day is known, the oldest first; the page has the others too."""
    found = [
        (one, entry)
        for ledger in (program.ledger, *(report.ledger for report in program.reports))
        for entry in ledger.entries
        for one in reversed(entry.story.corrections)
    ]
    found.reverse()  # of one day, the last one of a file comes first: ids that are known count in this order
    found.sort(key=lambda one: day_of(one[0]))
    seen: dict[str, int] = {}
    for corrected, entry in found:
        address = entry.figure.address
        day = corrected.until.last if corrected.until else None
        base = f"{address}/{_number(corrected)}"
        seen[base] = seen.get(base, 0) + 1
        if day is not None:
            name = base if seen[base] == 1 else f"{base}/{seen[base]}"
            yield Item(
                place.tag(name), _title(program, entry, place), _story(corrected, place),
                place.link(ledger_url(address)), day,
            )  # fmt: skip


def _number(corrected: Corrected) -> str:
    """Return the replaced number for an id; one that is withheld stays so."""
    was = corrected.was
    return "withheld" if isinstance(was, Suppressed) else f"{was.value.normalize():f}-{was.unit.id}"


def _title(program: ProgramView, entry: Entry, place: _Place) -> str:
    words = ", ".join(place.say(label) for label in entry.trail)
    return f"{place.say(program.name)}: {words}"


def _story(one: Corrected, place: _Place) -> str:
    """Write what the page says: was, until when, what came afterwards, and why."""
    to = place.to
    until = place.say(one.until)
    lines = [
        to("Was {was} until {day}, afterwards {now}.", was=one.was, day=until, now=one.now),
        _reason(one, place),
    ]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _reason(one: Corrected, place: _Place) -> str:
    if one.reason:
        return place.say(one.reason)
    if one.commit and one.commit.subject:
        return place.to("No reason is stated; the commit says: {subject}", subject=one.commit.subject)
    return place.to("No reason is stated.")


def _reports(past: Past, program: ProgramView, place: _Place, wording: Wording) -> Iterator[Item]:
    """Yield the final reports whose day of publication is stated, or known from the repository."""
    for one in program.reports:
        known = past.files.get(one.report.document)
        committed = known.published.day if known and known.published else None
        day = one.report.published.last if one.report.published else committed
        if day is None or one.report.status == "draft":
            continue
        link = place.link(f"program/{one.scope}/")
        title = f"{place.say(program.name)}: {place.say(one.title)}"
        summary = f"<p>{escape(wording.plain(one.report.summary, place.language))}</p>"
        yield Item(place.tag("report", one.scope), title, summary, link, day)
