"""GeoJSON of places (RFC 7946): names and official codes; without a known position the geometry is null."""

import json
from collections.abc import Iterator

from generator.artifacts import Artifact, Content
from generator.exports import Divided, Offer, Parts, Piece, export
from generator.exports.tables import folder_of
from generator.exports.wording import Wording
from generator.i18n import msg
from generator.model.program import Place
from generator.views.places import PlaceView
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView

NAME = "places.geojson"
MEDIA = "application/geo+json"
_TITLE = msg("Places with their official codes, for maps (GeoJSON)")


def _of_program(view: PortfolioView, program: ProgramView) -> Iterator[Offer | Piece]:
    """Write the places of a program."""
    wording = Wording.of_program(program)
    features = (_feature(program, place, view, wording) for place in program.places)
    rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in features).encode()
    yield _offer(view, program.program.id, b"".join((_head(view), rows, _TAIL)))
    yield Piece("rows", rows)


def _of_site(view: PortfolioView, parts: Parts) -> Iterator[Offer]:
    """Join the places of all programs."""
    yield _offer(view, "", parts.join("rows", _head(view), _TAIL, between=b",\n"))


write_geojson = export("geojson", _TITLE)(Divided(_of_program, _of_site))


def _head(view: PortfolioView) -> bytes:
    head = json.dumps({"type": "FeatureCollection", "license": view.publisher.data_license})[:-1]
    return f'{head}, "features": [\n'.encode()


_TAIL = b"\n]}\n"


def _offer(view: PortfolioView, program: str, content: Content) -> Offer:
    artifact = Artifact(f"{folder_of(program)}/{NAME}", content, view.publisher.languages[0])
    return Offer(artifact, _TITLE, MEDIA, program, named=True)


def _point(place: Place) -> dict[str, object] | None:
    at = place.position
    return {"type": "Point", "coordinates": [float(at.longitude), float(at.latitude)]} if at else None


def _feature(program: ProgramView, place: PlaceView, view: PortfolioView, wording: Wording) -> dict[str, object]:
    said, region = place.place, place.region
    return {
        "type": "Feature",
        "id": f"{program.program.id}/{said.id}",
        # A position that nobody stated is not guessed.
        "geometry": _point(said),
        "properties": {
            "program": program.program.id,
            "name": {one: wording.say(said.name, one) for one in view.publisher.languages},
            "kind": said.kind,
            "code": said.code,
            "official_name": region.name if region else None,
            "official_path": region.path if region else None,
            "within": said.within,
        },
    }
