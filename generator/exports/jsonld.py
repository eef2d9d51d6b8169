"""JSON-LD: the publisher's data as a catalogue of schema.org, one dataset a program, with the files of each."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from posixpath import relpath

from generator.artifacts import Artifact
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.exports.csv import MEDIA as CSV
from generator.exports.csv import PLAIN
from generator.exports.datapackage import NAME as DATAPACKAGE
from generator.exports.days import day_of, last_day, tell_day
from generator.exports.figures import FIGURES
from generator.exports.geojson import MEDIA as GEOJSON
from generator.exports.geojson import NAME as PLACES
from generator.exports.iati import ACTIVITIES
from generator.exports.iati import MEDIA as XML
from generator.exports.iati.activity import can_be_said
from generator.exports.tables import FOLDER, folder_of, package_of
from generator.exports.wording import Wording
from generator.exports.xlsx import MEDIA as XLSX
from generator.exports.xlsx import NAME as WORKBOOK
from generator.exports.xlsx import is_made, tell_count
from generator.i18n import msg
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

NAME = f"{FOLDER}/catalog.jsonld"
MEDIA = "application/ld+json"
JSON = "application/json"


FILES = {
    f"{PLAIN.folder}/figures.csv": CSV, WORKBOOK: XLSX, DATAPACKAGE: JSON, PLACES: GEOJSON, ACTIVITIES: XML,
}  # fmt: skip
"""The files of a data set with their media types."""

_TITLE = msg("Catalogue of all data sets for search engines (JSON-LD, schema.org)")


def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Piece]:
    """Contribute the data set of a program, and what decides of that of all."""
    yield tell_day(program)
    yield tell_count(package_of(view, program))
    yield Piece("activity", b"1" if can_be_said(view.publisher, program) else b"")
    described = _dump(_Catalogue(view, Wording.of_program(program)).dataset(program))
    yield Piece("dataset", ("  " + described.replace("\n", "\n  ")).encode())


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Join the catalogue; addresses are relative to it where the site has none."""
    activities = () if any(parts.of("activity")) else (ACTIVITIES,)
    workbook = () if is_made(parts) else (WORKBOOK,)
    described = _Catalogue(view, Wording.of_site(view)).describe(last_day(parts), (*activities, *workbook))
    own = _dump(described).removesuffix(_TAIL).encode()
    content = parts.join("dataset", b"", (_TAIL + "\n").encode(), first=own, between=b",\n")
    yield Offer(Artifact(NAME, content, view.publisher.languages[0]), _TITLE, MEDIA, named=True)


write_jsonld = export("jsonld", _TITLE, previewed=False)(Divided(_of_program, _of_site))

_TAIL = "\n ]\n}"
"""The end of the list of data sets and of the file."""


def _dump(described: dict[str, object]) -> str:
    return json.dumps(described, ensure_ascii=False, indent=1)


class _Catalogue:
    """The catalogue while it is written, in the first language of the site."""

    def __init__(self, view: PortfolioView, wording: Wording) -> None:
        self.view, self.wording = view, wording
        self.language = view.publisher.languages[0]
        site = view.publisher.site_url or ""
        self.root = site.rstrip("/") + "/" if site.startswith(("https://", "http://")) else ""

    def say(self, value: object) -> str:
        return self.wording.say(value, self.language)

    def link(self, uri: str) -> str:
        return f"{self.root}{uri}" if self.root else relpath(uri or ".", FOLDER)

    def describe(self, day: date, left_out: Sequence[str]) -> dict[str, object]:
        """Return the catalogue with the data set of all programs."""
        publisher = self.view.publisher
        name, about = self.say(publisher.name), self.say(publisher.about)
        return {
            "@context": "https://schema.org",
            "@type": "DataCatalog",
            "name": self.say(publisher.name),
            "description": self.say(publisher.about),
            "url": self.link(f"{FOLDER}/"),
            "inLanguage": list(publisher.languages),
            "license": self.licence,
            "publisher": self.publisher,
            "dataset": [self._dataset("", name, about, day, left_out, (FIGURES, JSON))],
        }

    @property
    def licence(self) -> str:
        return f"https://spdx.org/licenses/{self.view.publisher.data_license}.html"

    @property
    def publisher(self) -> dict[str, object]:
        made: dict[str, object] = {"@type": "Organization", "name": self.say(self.view.publisher.name)}
        return made | ({"url": self.root} if self.root else {})

    def dataset(self, program: ProgramView) -> dict[str, object]:
        """Return the data set of a program."""
        said = program.program
        left_out = () if can_be_said(self.view.publisher, program) else (ACTIVITIES,)
        made = self._dataset(said.id, self.say(said.name), self.say(said.summary), day_of(program), left_out)
        if said.starts and said.starts.first:
            last = said.ends.last if said.ends else None
            made["temporalCoverage"] = f"{said.starts.written}/{said.ends.written if said.ends and last else '..'}"
        places = [{"@type": "Place", "name": one.name} for one in program.regions]
        if places:
            made["spatialCoverage"] = places
        themes = self.view.publisher.themes
        words = [self.say(themes[name]) for name in said.themes if name in themes]
        measured = [self.say(one.indicator.name) for one in program.indicators]
        return made | ({"keywords": words} if words else {}) | ({"variableMeasured": measured} if measured else {})

    def _dataset(
        self, key: str, name: str, description: str, day: date, left_out: Sequence[str], *more: tuple[str, str]
    ) -> dict[str, object]:
        files = (*more, *((f"{folder_of(key)}/{name}", media) for name, media in FILES.items() if name not in left_out))
        return {
            "@type": "Dataset",
            "name": name,
            "description": description,
            "url": self.link(f"{folder_of(key)}/"),
            "license": self.licence,
            "isAccessibleForFree": True,
            "creator": self.publisher,
            "dateModified": day.isoformat(),
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media, "contentUrl": self.link(uri)} for uri, media in files
            ],
        }
