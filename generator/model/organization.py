"""Who takes part, and in which role."""

from typing import Annotated, Literal, TypeAlias

from generator.model.record import Address, Choice, Id, Line, Prose, Quantity, Record, Word

Role: TypeAlias = Annotated[
    Literal[
        "accountable",
        "funding",
        "implementing",
        "extending",
        "facilitator",
        "trainer",
        "government",
        "community-group",
        "cooperative",
        "university",
        "off-taker",
        "maintainer",
        "host",
        "guest",
    ],
    Choice,
]
"""What an organisation does in a program: IATI's four roles and those that the field uses."""


class Organization(Record):
    """A partner, once for all programs."""

    name: Line
    """Its name."""
    kind: Annotated[
        Literal[
            "zakat-institution",
            "foundation",
            "government",
            "company",
            "state-company",
            "community-group",
            "cooperative",
            "university",
            "training-institute",
            "media",
            "other",
        ],
        Choice,
    ] = "other"
    """What sort of organisation it is."""
    url: Address | None = None
    """Its own site."""
    identifiers: dict[str, Word] = {}
    """Numbers it is registered under, by register."""
    note: Prose | None = None
    """What a reader should know about it."""


class Organizations(Record):
    """The file `organizations.yml`."""

    format: Annotated[Literal["1"], Choice]
    """Version of the format of this file."""
    organizations: dict[Id, Organization]
    """Every partner by its id."""


class Fact(Record):
    """One more figure that a source states, with words that say what it counts."""

    id: Id
    """Short name of the figure."""
    label: Line
    """What the figure counts."""
    value: Quantity
    """The number with its unit."""
    of: Id | None = None
    """The organisation it is about, if it is about one."""
    counts: Word | None = None
    """The list it counts, such as components, places.district or activities.training."""
    adds: tuple[Word, ...] = ()
    """The figures it is the sum of, such as assets.value or 2024-semester-1/results.harvest.actual."""
    subtracts: tuple[Word, ...] = ()
    """The figures that are taken off that sum."""


class Item(Record):
    """One entry of a list of texts."""

    id: Id
    """Short name of the entry."""
    text: Prose
    """What the entry says."""
    figures: tuple[Fact, ...] = ()
    """Figures that belong to the entry."""
    source: Id | None = None
    """Where it is stated."""


class Partner(Record):
    """An organisation that takes part in a program or an activity."""

    organization: Id
    """Its id in `organizations.yml`."""
    roles: tuple[Role, ...] = ()
    """What it does here."""
    gave: Prose | None = None
    """What it gave or did."""
    figures: tuple[Fact, ...] = ()
    """Figures about its part."""
    source: Id | None = None
    """Where it is stated."""
