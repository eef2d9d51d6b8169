"""What a page is, for search engines and other programs: JSON-LD in the vocabulary of schema.org.

A figure that nobody reported, that is withheld or that was withdrawn is not there; none of them becomes a value. Where
two statements do not match, the value carries the words that say so.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from generator.i18n import msg
from generator.model.date import Date
from generator.model.figure import Cell, Figure
from generator.model.finance import Commitment
from generator.model.publisher import Publisher
from generator.model.report import Span
from generator.views.program import ProgramView
from generator.views.report import Lead, ReportView

if TYPE_CHECKING:
    from generator.pages.site import Site

Node: TypeAlias = dict[str, object]

CONTEXT = "https://schema.org"
GRANTS = ("csr", "grant", "government")
"""Funds whose receipts somebody granted; zakat, infak and wakaf are none."""

_PUBLISHERS = {
    "zakat-institution": "NGO",
    "foundation": "NGO",
    "compilation": "Organization",
    "government": "GovernmentOrganization",
    "company": "Corporation",
}
_LICENCE = re.compile(r"[A-Za-z0-9.+-]+")
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that could end the script element, or a line of it, in the middle of a text."""


def write(nodes: Iterable[Node]) -> str:
    """Write nodes as the content of a script element that no text can leave."""
    said = {"@context": CONTEXT, "@graph": [_bare(one) for one in nodes]}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def of_page(site: "Site", url: str, title: str, description: str, crumbs: Sequence[tuple[str, str]]) -> Iterator[Node]:
    """Yield what every page says: who publishes it, what it is called, and where it stands."""
    here = _Place(site, url)
    yield here.publisher()
    yield {
        "@type": "WebPage",
        "@id": here.at(url),
        "url": here.at(url),
        "name": title,
        "description": description,
        "inLanguage": site.language,
        "publisher": here.publisher_id,
        "breadcrumb": {"@id": f"{here.at(url)}#breadcrumb"} if crumbs else None,
    }
    if crumbs:
        # The trail begins at home on every page, on those right below it too, which name nothing else above them.
        entries = [("", site.to("Home")), *((at, name) for name, at in crumbs if at), (url, title)]
        yield {
            "@type": "BreadcrumbList",
            "@id": f"{here.at(url)}#breadcrumb",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": here.at(at)}
                for place, (at, name) in enumerate(entries, 1)
            ],
        }


def of_home(site: "Site") -> Iterator[Node]:
    """Yield the site itself."""
    here = _Place(site, "")
    yield {
        "@type": "WebSite",
        "@id": f"{here.at('')}#site",
        "url": here.at(""),
        "name": site.say(site.view.publisher.name),
        "inLanguage": list(site.view.publisher.languages),
        "publisher": here.publisher_id,
        "license": here.license,
    }


def of_program(site: "Site", program: ProgramView) -> Iterator[Node]:
    """Yield a program with its places and what was granted for it."""
    here = _Place(site, f"program/{program.program.id}/")
    grants = [*program.plan.commitments, *(one for report in program.reports for one in report.money.commitments)]
    yield {
        **here.program(program),
        "description": site.plain(program.program.summary),
        "foundingDate": _day(program.program.starts),
        "dissolutionDate": _day(program.program.ends),
        "parentOrganization": here.publisher_id,
        "location": [
            {"@type": "Place", "name": site.say(one.place.name), "identifier": one.place.code} for one in program.places
        ],
        "funding": [here.grant(one, program) for one in grants],
        "subjectOf": [{"@id": f"{here.at(f'program/{one.scope}/')}#report"} for one in program.reports],
    }


def of_report(site: "Site", program: ProgramView, report: ReportView) -> Iterator[Node]:
    """Yield a report, and the money that was granted in its period."""
    here = _Place(site, f"program/{report.scope}/")
    pictures = [
        {
            "@type": "ImageObject",
            "contentUrl": here.file(site.options.photographs[one.kept_at].largest.uri),
            "caption": site.say(one.caption or one.alt),
            "creditText": one.credit,
        }
        for one in report.report.media
        if one.kept_at in site.options.photographs
    ]
    yield {
        "@type": "Report",
        "@id": f"{here.at(here.url)}#report",
        "url": here.at(here.url),
        "name": site.say(msg("{report}: {program}", report=report.title, program=program.name)),
        "abstract": site.plain(report.report.summary),
        "about": here.program(program),
        "publisher": here.publisher_id,
        "author": here.publisher_id,
        "datePublished": _day(report.report.published),
        "temporalCoverage": _coverage(report.report.period),
        "inLanguage": site.language,
        "license": here.license,
        "creativeWorkStatus": site.to("Draft") if report.report.status == "draft" else site.to("Final"),
        "isBasedOn": {"@id": f"{here.at(f'{here.url}data/')}#dataset"},
        "image": pictures,
    }
    yield from here.received(program, report)


def of_data(site: "Site", url: str, title: str, program: ProgramView | None, report: ReportView | None) -> Node:
    """Return the figures of the site, a program or a report as a data set, with those that lead its page."""
    here = _Place(site, url)
    leads = report.leads if report else program.leads if program else site.view.leads
    return {
        "@type": "Dataset",
        "@id": f"{here.at(url)}#dataset",
        "url": here.at(url),
        "name": title,
        "description": site.to("Every figure with its source, its place in the files, and the checks it passed."),
        "creator": here.publisher_id,
        "publisher": here.publisher_id,
        "license": here.license,
        "isAccessibleForFree": True,
        "inLanguage": site.language,
        "about": here.program(program) if program else None,
        "temporalCoverage": _coverage(report.report.period) if report else None,
        "variableMeasured": [one for lead in leads if (one := here.measured(lead))],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": here.file(one.uri),
                "name": site.say(one.title),
                "encodingFormat": one.media or one.uri.rpartition(".")[2],
                "contentSize": f"{one.size} B",
            }
            for one in site.downloads_of(program.program.id if program else "")
            if report is None
        ],
    }


class _Place:
    """A page from which other pages, files and things are named."""

    def __init__(self, site: "Site", url: str) -> None:
        self.site = site
        self.url = url

    @property
    def publisher_id(self) -> Node:
        return {"@id": f"{self.file('')}#publisher"}

    @property
    def license(self) -> str | None:
        """Return the address of the licence's text, where the licence has a name of SPDX."""
        said = self.site.view.publisher.data_license
        return f"https://spdx.org/licenses/{said}.html" if _LICENCE.fullmatch(said) else None

    def at(self, url: str) -> str:
        """Return the address of a page of this language: whole where the publisher says the site's, else the way."""
        return self.file(self.site.root_of(self.site.language) + url)

    def file(self, uri: str) -> str:
        """Return the address of a file below the root of the whole site."""
        if self.site.address:
            return self.site.address + uri
        way = self.site.way(self.url, uri)
        return way if uri and not uri.endswith("/") else f"{way}/"

    def publisher(self) -> Node:
        said = self.site.view.publisher
        return {
            "@type": _PUBLISHERS[said.kind],
            **self.publisher_id,
            "name": self.site.say(said.name),
            "url": self.file(""),
            "disambiguatingDescription": self.site.say(said.notice) if said.notice else None,
            **(self._about_publisher(said) if not self.url else {}),
        }

    def _about_publisher(self, said: Publisher) -> Node:
        """Return what is said of the publisher on the first page only."""
        contact = said.contact
        return {
            "alternateName": self.site.say(said.short_name) if said.short_name else None,
            "description": self.site.plain(said.about),
            "identifier": said.license_number,
            "email": contact.email if contact else None,
            "address": self.site.say(contact.address) if contact and contact.address else None,
        }

    def program(self, program: ProgramView) -> Node:
        url = self.at(f"program/{program.program.id}/")
        return {"@type": "Project", "@id": f"{url}#project", "url": url, "name": self.site.say(program.program.name)}

    def measured(self, lead: Lead) -> Node | None:
        """Return a lead figure as a measured value; what is not reported or withheld is no value."""
        if not isinstance(lead.cell, Figure):
            return None
        notes = [self.site.to("does not match")] if lead.mismatch else []
        notes += [self.site.say(lead.aside)] if lead.mismatch and lead.aside else []
        return {
            "@type": "PropertyValue",
            "name": self.site.say(lead.label),
            **_value(lead.cell),
            "unitText": "IDR" if lead.cell.is_money else lead.cell.word(self.site.to) or lead.cell.unit.id,
            "description": ". ".join((*notes, *self._doubts(lead.cell))),
        }

    def grant(self, one: Commitment, program: ProgramView) -> Node:
        """Return money that was promised, with the one who promised it."""
        return self._grant(self.site.say(one.label), one.organization, one.amount, program)

    def received(self, program: ProgramView, report: ReportView) -> Iterator[Node]:
        """Yield money that somebody granted in the period of a report."""
        finance = report.report.finance
        for kind in GRANTS:
            fund = finance.funds.get(kind) if finance else None  # type: ignore[call-overload] # a key of the literal
            for one in fund.received if fund else ():
                yield self._grant(self.site.say(one.label), one.organization, one.amount, program)

    def _grant(self, name: str, funder: str | None, amount: Cell, program: ProgramView) -> Node:
        return {
            "@type": "MonetaryGrant",
            "name": name,
            "funder": self._organization(funder) if funder else None,
            "amount": self._money(amount),
            "fundedItem": {"@id": self.program(program)["@id"]},
        }

    def _organization(self, key: str) -> Node:
        known = self.site.view.portfolio.organizations.get(key)
        name = self.site.say(known.name) if known else key
        return {"@type": "Organization", "name": name, "url": known.url if known else None}

    def _money(self, cell: Cell) -> Node | None:
        if not isinstance(cell, Figure) or not cell.is_money:
            return None
        return {
            "@type": "MonetaryAmount",
            "currency": "IDR",
            **_value(cell),
            "description": ". ".join(self._doubts(cell)),
        }

    def _doubts(self, figure: Figure) -> Iterator[str]:
        if figure.estimate:
            yield self.site.to("estimate")


def _value(figure: Figure) -> Node:
    """Return a value, with the span in which it lies where it was written rounded."""
    said: Node = {"value": _number(figure.value)}
    if figure.tolerance:
        said |= {
            "minValue": _number(figure.value - figure.tolerance),
            "maxValue": _number(figure.value + figure.tolerance),
        }
    return said


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _day(day: Date | None) -> str | None:
    """Return a date that is certain as ISO 8601 writes it; an inferred or open one is not given."""
    if day is None or day.year is None or day.inferred or day.about or day.quarter or day.half:
        return None
    parts = [f"{day.year:04}", *(f"{one:02}" for one in (day.month, day.day) if one)]
    return "-".join(parts)


def _coverage(span: Span) -> str | None:
    first, last = _day(span.first), _day(span.to)
    return f"{first}/{last}" if first and last else first or last


def _bare(value: object) -> object:
    """Leave out what is not known, at every depth; zero and false are known."""
    if isinstance(value, Mapping):
        kept = {key: _bare(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one is not None and one not in ("", [], {})}
    return [_bare(one) for one in value] if isinstance(value, list) else value
