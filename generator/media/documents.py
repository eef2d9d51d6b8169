"""Documents that sources keep: published as they are filed, but for images, which are rebuilt."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from generator.artifacts import Evidence
from generator.findings import Finding, Severity
from generator.i18n import Message
from generator.media.images import KINDS, rebuild
from generator.model.portfolio import Portfolio
from generator.model.source import SourceDocument
from generator.project import Project
from generator.sources import Kept, read_media

FOLDER = "bukti"
"""Where documents stand below the root of the site."""


def publish(project: Project, portfolio: Portfolio) -> Iterator[tuple[Evidence, str, bytes] | Finding]:
    """Yield each kept document that a source names, with its path in the project and its bytes, or what forbids it.

    Raise `OSError` where a file vanished since it was looked into.
    """
    for source, kept in _named(portfolio):
        data = read_media(project, kept.path)
        made = _rebuild(data, kept.kind) if kept.kind in KINDS else data
        if isinstance(made, Message):
            yield Finding("evidence-refused", Severity.ERROR, source.mark_of("file"), made)
        else:
            yield _evidence(kept, made), kept.path, made


@lru_cache(maxsize=16)
def _rebuild(data: bytes, kind: str) -> bytes | Message:
    """Rebuild an image; a preview asks for the same few after each edit."""
    return rebuild(data, kind)


def _named(portfolio: Portfolio) -> Iterator[tuple[SourceDocument, Kept]]:
    """Yield the kept documents, each once."""
    seen: set[str] = set()
    for source in portfolio.documents():
        kept = portfolio.kept.get(source.kept_at)
        if kept is not None and kept.kind and kept.path not in seen:
            seen.add(kept.path)
            yield source, kept


def _evidence(kept: Kept, data: bytes) -> Evidence:
    _, program, _, name = kept.path.split("/", 3)
    digest = hashlib.sha256(data).hexdigest()
    return Evidence(f"{FOLDER}/{program}/{name}", kept.kind, len(data), digest, kept.sha256)
