"""Where facts come from, and what is said in public about figures: sources, disclosures, corrections."""

from typing import Annotated, Literal, TypeAlias

from generator.model.record import Address, Choice, Day, Id, Prose, Quantity, Record, Word


class SourceDocument(Record):
    """A document that facts rest on."""

    title: Word
    """Its title, in its own language."""
    kind: Annotated[
        Literal[
            "report",
            "article",
            "advertorial",
            "press-release",
            "minutes",
            "ledger",
            "survey",
            "photo",
            "other",
        ],
        Choice,
    ] = "other"
    """What sort of document it is."""
    publisher: Word | None = None
    """Who published it."""
    author: Word | None = None
    """Who wrote it, as it says itself."""
    date: Day | None = None
    """When it was published."""
    url: Address | None = None
    """Where it can be read."""
    file: Word | None = None
    """The copy kept in the program's folder `media`."""
    sha256: Word | None = None
    """SHA-256 of that copy; once it is written, no other file passes for it."""
    language: Annotated[Literal["id", "en"], Choice] = "id"
    """The language it is written in."""
    note: Prose | None = None
    """What a reader should know about it, such as what it does not state."""

    @property
    def kept_at(self) -> str:
        """Return the path of the kept copy in the project, or nothing where none is named."""
        parts = self.document.split("/")
        return f"{parts[0]}/{parts[1]}/media/{self.file}" if self.file and len(parts) > 2 else ""


Sources: TypeAlias = dict[Id, SourceDocument]


class Disclosure(Record):
    """What the publisher says about a check that fails."""

    check: Id
    """The code of the check, as its finding prints it."""
    at: Word
    """The place the finding names, such as `beneficiaries`."""
    status: Annotated[Literal["open", "explained", "corrected"], Choice]
    """Whether the cause is unknown, known, or mended."""
    note: Prose
    """What readers are told."""


class Correction(Record):
    """A change of a figure that was already published."""

    id: Id
    """Short name of the correction."""
    at: Word
    """The place of the figure in this file, such as `beneficiaries.total`."""
    was: Quantity
    """The number as it was published."""
    until: Day
    """The day the wrong number was replaced."""
    reason: Prose
    """Why it changed."""


class Withdrawal(Record):
    """Something that was taken down after it was published, such as a story whose consent was withdrawn."""

    id: Id
    """Short name of the withdrawal."""
    at: Word
    """The place in this file where it stood, such as `stories.bu-ani`."""
    on: Day
    """The day it was taken down."""
    reason: Prose
    """Why, without saying again what was taken down."""
