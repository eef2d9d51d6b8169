"""Where a number could stand in a site: every file of it, unpacked, in every way of writing."""

import gzip
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from PIL import Image

from tests.pieces import unpack


def spellings(value: Decimal | int) -> Iterator[str]:
    """Yield a number as each language, a program and a careless template would write it."""
    for mark in ("", ".", ",", " ", "\u00a0", "\u202f", "&#46;", "&#44;", "%2C", "_"):
        yield f"{int(value):,}".replace(",", mark)


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file of a site as text: as it is, JSON unescaped, archives and index unpacked, chunks of images."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        yield name, data.decode("utf-8", "replace")
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for inner in packed.namelist():
                    yield f"{name} ({inner})", packed.read(inner).decode("utf-8", "replace")
        piece = unpack(path)
        if piece is not None:
            yield f"{name} (unpacked)", piece
        if path.suffix == ".gz":
            yield f"{name} (unpacked)", gzip.decompress(data).decode("utf-8", "replace")
        if path.suffix == ".json":
            yield f"{name} (read)", json.dumps(json.loads(data), ensure_ascii=False)
        if path.suffix in (".png", ".jpg", ".jpeg", ".webp", ".gif"):
            with Image.open(path) as picture:
                yield f"{name} (chunks)", json.dumps({key: str(value) for key, value in picture.info.items()})


def leaks(folder: Path, values: Iterable[Decimal | int]) -> list[tuple[str, str]]:
    """Return every file below a folder that has one of these numbers, with the number as it stands there."""
    wanted = {spelling for value in set(values) for spelling in spellings(value)}
    pattern = re.compile(rf"(?<!\d)(?:{'|'.join(sorted(map(re.escape, wanted)))})(?!\d)")
    return [(name, found[0]) for name, text in contents(folder) if (found := pattern.search(text))]
