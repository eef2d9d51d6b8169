"""JSON-LD: the publisher's data as a catalogue of schema.org, one dataset a program, with the files of each."""

import json
from collections.abc import Iterator
from posixpath import relpath

from generator.artifacts import Artifact
from generator.exports import Offer, export
from generator.exports.csv import MEDIA as CSV
from generator.exports.csv import PLAIN
from generator.exports.datapackage import NAME as DATAPACKAGE
from generator.exports.days import day_of
from generator.exports.figures import FIGURES
from generator.exports.geojson import MEDIA as GEOJSON
from generator.exports.geojson import NAME as PLACES
from generator.exports.iati import ACTIVITIES
from generator.exports.iati import MEDIA as XML
from generator.exports.iati.activity import can_be_said
from generator.exports.tables import FOLDER, folder_of
from generator.exports.wording import Wording
from generator.exports.xlsx import MEDIA as XLSX
from generator.exports.xlsx import NAME as WORKBOOK
from generator.i18n import msg
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

NAME = f"{FOLDER}/catalog.jsonld"
MEDIA = "application/ld+json"
JSON = "application/json"


_TITLE = msg("Catalogue of all data sets for search engines (JSON-LD, schema.org)")


@export("jsonld", _TITLE, previewed=False)
def write_jsonld(view: PortfolioView) -> Iterator[Offer]:
    """Write the catalogue; addresses are relative to it where the site has none."""
    catalogue = _Catalogue(view, Wording(view))
    content = json.dumps(catalogue.describe(), ensure_ascii=False, indent=1) + "\n"
    yield Offer(Artifact(NAME, content, view.publisher.languages[0]), _TITLE, MEDIA, named=True)


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

    def describe(self) -> dict[str, object]:
        """Return the catalogue with its data sets: of all programs, then of each."""
        publisher = self.view.publisher
        ordered = sorted(self.view.programs, key=lambda one: one.program.id)
        return {
            "@context": "https://schema.org",
            "@type": "DataCatalog",
            "name": self.say(publisher.name),
            "description": self.say(publisher.about),
            "url": self.link(f"{FOLDER}/"),
            "inLanguage": list(publisher.languages),
            "license": self.licence,
            "publisher": self.publisher,
            "dataset": [self.everything(), *(self.dataset(one) for one in ordered)],
        }

    @property
    def licence(self) -> str:
        return f"https://spdx.org/licenses/{self.view.publisher.data_license}.html"

    @property
    def publisher(self) -> dict[str, object]:
        made: dict[str, object] = {"@type": "Organization", "name": self.say(self.view.publisher.name)}
        return made | ({"url": self.root} if self.root else {})

    def everything(self) -> dict[str, object]:
        """Return the data set of all programs."""
        publisher = self.view.publisher
        return self._dataset(self.say(publisher.name), self.say(publisher.about), None)

    def dataset(self, program: ProgramView) -> dict[str, object]:
        """Return the data set of a program."""
        said = program.program
        made = self._dataset(self.say(said.name), self.say(said.summary), program)
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

    def _dataset(self, name: str, description: str, program: ProgramView | None) -> dict[str, object]:
        key = program.program.id if program else ""
        return {
            "@type": "Dataset",
            "name": name,
            "description": description,
            "url": self.link(f"{folder_of(key)}/"),
            "license": self.licence,
            "isAccessibleForFree": True,
            "creator": self.publisher,
            "dateModified": day_of(self.view, program).isoformat(),
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media, "contentUrl": self.link(uri)}
                for uri, media in self.files(key, program)
            ],
        }

    def files(self, key: str, program: ProgramView | None) -> Iterator[tuple[str, str]]:
        """Yield the files of a data set with their media types."""
        folder = folder_of(key)
        if program is None:
            yield FIGURES, JSON
        yield f"{folder}/{PLAIN.folder}/figures.csv", CSV
        yield f"{folder}/{WORKBOOK}", XLSX
        yield f"{folder}/{DATAPACKAGE}", JSON
        yield f"{folder}/{PLACES}", GEOJSON
        programs = (program,) if program else self.view.programs
        if any(can_be_said(self.view.publisher, one) for one in programs):
            yield f"{folder}/{ACTIVITIES}", XML
