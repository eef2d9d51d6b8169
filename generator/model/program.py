"""What a program is: identity, aims, partners, places, components, indicators, budget, life cycle and exit."""

from typing import Annotated, Literal

from generator.model.finance import Commitment, Flow
from generator.model.organization import Fact, Item, Partner
from generator.model.record import (
    Choice,
    Day,
    Id,
    Latitude,
    Line,
    Longitude,
    Prose,
    Quantity,
    Record,
    Whole,
    Word,
    Years,
    YesNo,
)
from generator.model.source import Correction, Disclosure, Sources, Withdrawal


class Position(Record):
    """Where on the map a place lies, as somebody stated it."""

    latitude: Latitude
    """Degrees north of the equator, south of it with a minus; two decimals are about a kilometre."""
    longitude: Longitude
    """Degrees east of Greenwich."""
    source: Id | None = None
    """Where it is stated."""
    note: Prose | None = None
    """What the point stands for, such as the seat of the regency."""


class Place(Record):
    """Where a program works: a region of Kemendagri, or a spot inside one."""

    id: Id
    """Short name of the place."""
    name: Line
    """Its name as the source spells it."""
    code: Word | None = None
    """Its Kemendagri code; leave it out where the source does not say which region is meant."""
    within: Id | None = None
    """The place it lies in."""
    kind: Annotated[
        Literal[
            "province", "regency", "city", "district", "urban-ward", "village", "neighbourhood", "estate",
            "estate-division", "building", "site",
        ],
        Choice,
    ]  # fmt: skip
    """What sort of place it is."""
    position: Position | None = None
    """Where on the map it is drawn; left out, it is named below the map."""
    note: Prose | None = None
    """What a reader should know, such as why a code is missing."""
    role: Prose | None = None
    """What happens there."""


class Component(Record):
    """A part of a program, such as a line of business or a kind of service."""

    id: Id
    """Short name of the component."""
    name: Line
    """Its name."""
    summary: Prose | None = None
    """What it is for."""
    items: tuple[Item, ...] = ()
    """What it consists of."""
    partners: tuple[Partner, ...] = ()
    """Who takes part in it."""
    figures: tuple[Fact, ...] = ()
    """Figures about it."""

    @property
    def told(self) -> bool:
        """Tell whether more than its name is known."""
        return bool(self.summary or self.items or self.partners or self.figures)


class Baseline(Record):
    """Where an indicator stood before."""

    value: Quantity
    """The number."""
    date: Day | None = None
    """When it was measured."""


class Target(Record):
    """What an indicator should reach."""

    by: Day
    """Until when."""
    value: Quantity
    """The number."""


class Indicator(Record):
    """What is measured to see whether a program works."""

    id: Id
    """Short name of the indicator."""
    name: Line
    """What is measured."""
    level: Annotated[Literal["input", "activity", "output", "outcome", "impact"], Choice] = "output"
    """Its place in the chain of results."""
    direction: Annotated[Literal["up", "down"], Choice] = "up"
    """Whether more is better, or less."""
    aggregation: Annotated[Literal["sum", "latest", "maximum"], Choice] = "sum"
    """How the periods of a program are put together."""
    baseline: Baseline | None = None
    """Where it stood before."""
    targets: tuple[Target, ...] = ()
    """What it should reach, by date."""
    component: Id | None = None
    """The component it measures."""
    cumulative: YesNo = False
    """Whether each report gives the number since the beginning, which can only grow."""
    adds: tuple[Word, ...] = ()
    """The figures of each report that its result is the sum of, such as activities.training.participants."""
    note: Prose | None = None
    """How it is measured."""


class Criterion(Record):
    """A condition under which a program ends."""

    id: Id
    """Short name of the condition."""
    text: Prose
    """The condition."""
    met: YesNo | None = None
    """Whether it was met."""


class Condition(Record):
    """What was found after a program ended."""

    id: Id
    """Short name of the check."""
    on: Day
    """When somebody looked."""
    text: Prose
    """What was found."""
    figures: tuple[Fact, ...] = ()
    """Figures that were found."""


class Exit(Record):
    """How a program ended and what comes after."""

    on: Day | None = None
    """When it was handed over."""
    reason: Prose | None = None
    """Why it ended."""
    criteria: tuple[Criterion, ...] = ()
    """Conditions for the end."""
    handover: Prose | None = None
    """What went to whom."""
    minutes: Word | None = None
    """Number of the hand-over minutes (BAST)."""
    follow_up: Prose | None = None
    """Who follows up, and how."""
    after: tuple[Condition, ...] = ()
    """What was found afterwards."""
    source: Id | None = None
    """Where it is stated."""


class Statement(Record):
    """What somebody in a public office said, in the publisher's own words."""

    id: Id
    """Short name of the statement."""
    by: Line
    """The office, and the name where the office is public."""
    organization: Id | None = None
    """The organisation that the person speaks for."""
    text: Prose
    """What was said, not quoted."""
    source: Id | None = None
    """Where it is stated."""


Status = Annotated[Literal["planned", "active", "closing", "closed", "suspended", "cancelled"], Choice]


class Program(Record):
    """The file `program.yml`."""

    format: Annotated[Literal["1"], Choice]
    """Version of the format of this file."""
    name: Line
    """Name of the program."""
    short_name: Line | None = None
    """A shorter name for lists and charts."""
    summary: Prose
    """One or two sentences: who does what for whom."""
    story: Prose | None = None
    """The program told in a few paragraphs."""
    status: Status | None = None
    """Where the program stands; leave it out where no source says it."""
    starts: Day | None = None
    """First day, at the precision it is known."""
    ends: Day | None = None
    """Last day, at the precision it is known."""
    length: Years = None
    """How long it ran, where the source gives a length."""
    time_note: Prose | None = None
    """What a reader should know about the dates."""
    aims: tuple[Item, ...] = ()
    """What it wants to reach."""
    legal_basis: tuple[Item, ...] = ()
    """Laws and decisions it rests on."""
    themes: tuple[Id, ...] = ()
    """Subjects, by the publisher's list of themes."""
    sdgs: tuple[Whole, ...] = ()
    """Sustainable development goals, 1 to 17, where the publisher names them."""
    places: tuple[Place, ...] = ()
    """Where it works."""
    places_note: Prose | None = None
    """What a reader should know about the places, such as that the list may be incomplete."""
    partners: tuple[Partner, ...] = ()
    """Who takes part."""
    components: tuple[Component, ...] = ()
    """Its parts."""
    indicators: tuple[Indicator, ...] = ()
    """What is measured."""
    budget: Flow | None = None
    """Budget of the whole program."""
    commitments: tuple[Commitment, ...] = ()
    """Money that somebody promised or allocated."""
    figures: tuple[Fact, ...] = ()
    """Other figures about the program."""
    outcomes: tuple[Item, ...] = ()
    """What changed according to a source that gives no figures."""
    statements: tuple[Statement, ...] = ()
    """What office-holders said."""
    exit: Exit | None = None
    """How it ended and what comes after."""
    sources: Sources = {}
    """The documents that the facts rest on."""
    source: Id | None = None
    """The source of every figure in this file that names none."""
    disclosures: tuple[Disclosure, ...] = ()
    """What is said about checks that fail."""
    withdrawals: tuple[Withdrawal, ...] = ()
    """What was taken down after it was published."""
    corrections: tuple[Correction, ...] = ()
    """Changes of figures that were already published."""
    aliases: tuple[Id, ...] = ()
    """Former names of the folder."""
    moved: dict[Word, Word] = {}
    """Former places of figures in this file: the old path, then the new one."""

    @property
    def id(self) -> str:
        """Return the name of the program's folder."""
        return self.document.split("/")[1]
