"""GeoJSON of places (RFC 7946): names and official codes; without a known position the geometry is null."""

import json
from collections.abc import Iterator

from generator.artifacts import Artifact
from generator.exports import Offer, export
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


@export("geojson", _TITLE)
def write_geojson(view: PortfolioView) -> Iterator[Offer]:
    """Write the places of all programs, and those of each program."""
    wording = Wording(view)
    ordered = sorted(view.programs, key=lambda one: one.program.id)
    features = {one.program.id: [_feature(one, place, view, wording) for place in one.places] for one in ordered}
    yield _offer(view, "", [one for found in features.values() for one in found])
    for name, found in features.items():
        yield _offer(view, name, found)


def _offer(view: PortfolioView, program: str, features: list[dict[str, object]]) -> Offer:
    head = json.dumps({"type": "FeatureCollection", "license": view.publisher.data_license})[:-1]
    rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in features)
    content = f'{head}, "features": [\n{rows}\n]}}\n'
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
