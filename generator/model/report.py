"""What happened in one reporting period."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.figure import Cell
from generator.model.finance import Finance
from generator.model.organization import Fact, Item, Partner
from generator.model.program import Statement
from generator.model.record import (
    Choice,
    Classes,
    Day,
    Days,
    Families,
    Id,
    Line,
    Money,
    People,
    Prose,
    Quantity,
    Record,
    Word,
    Years,
    YesNo,
)
from generator.model.source import Correction, Disclosure, Sources, Withdrawal


class Span(Record):
    """The time that a report covers."""

    first: Day | None = Field(default=None, alias="from")
    """First day, at the precision it is known."""
    to: Day | None = None
    """Last day, at the precision it is known."""
    length: Years = None
    """How long it was, where the source gives a length."""
    note: Prose | None = None
    """What a reader should know."""


class Activity(Record):
    """Something that was done."""

    id: Id
    """Short name of the activity."""
    kind: Annotated[
        Literal[
            "event", "training", "service", "construction", "mentoring", "meeting", "visit", "distribution",
            "handover", "planting", "marketing", "survey", "other",
        ],
        Choice,
    ] = "other"  # fmt: skip
    """What sort of activity it was."""
    title: Line
    """What was done."""
    on: Day | None = None
    """The day, for what took one day."""
    first: Day | None = Field(default=None, alias="from")
    """First day."""
    to: Day | None = None
    """Last day."""
    weekday: Annotated[
        Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] | None, Choice
    ] = None
    """The day of the week as the source says it."""
    summary: Prose | None = None
    """What happened."""
    venue: Line | None = None
    """The building or spot."""
    places: tuple[Id, ...] = ()
    """Places of the program where it happened."""
    components: tuple[Id, ...] = ()
    """Components it belongs to."""
    partners: tuple[Partner, ...] = ()
    """Who took part as an organisation."""
    participants: People = None
    """How many people took part."""
    classes: Classes = None
    """Into how many classes they were divided."""
    duration: Days = None
    """How long it took, as the source says it."""
    figures: tuple[Fact, ...] = ()
    """Other figures about it."""
    source: Id | None = None
    """Where it is stated."""


class Result(Record):
    """What an indicator reached in the period."""

    indicator: Id
    """The id of the indicator in `program.yml`."""
    actual: Quantity = None
    """What was reached."""
    by_component: dict[Id, Quantity] = {}
    """The same by component."""
    by_group: dict[Id, Quantity] = {}
    """The same by group, from the publisher's list."""
    by_place: dict[Id, Quantity] = {}
    """The same by place."""
    note: Prose | None = None
    """What a reader should know."""


BENEFICIARY_SPLITS = ("by_component", "by_sex", "by_age", "by_disability", "by_group", "by_place")


class Beneficiaries(Record):
    """Whom the program reached."""

    counting: Annotated[Literal["unique", "served"], Choice] | None = None
    """Whether each person is counted once, or each time served."""
    total: People = None
    """All of them."""
    families: Families = None
    """How many families they belong to."""
    by_component: dict[Id, People] = {}
    """By component of the program."""
    by_sex: dict[Annotated[Literal["female", "male"], Choice], People] = {}
    """Women and men."""
    by_age: dict[Annotated[Literal["child", "youth", "adult", "elderly"], Choice], People] = {}
    """By age."""
    by_disability: dict[Annotated[Literal["with", "without"], Choice], People] = {}
    """With and without disability."""
    by_group: dict[Id, People] = {}
    """By group, from the publisher's list."""
    by_place: dict[Id, People] = {}
    """By place of the program."""
    note: Prose | None = None
    """How they were counted."""

    def splits(self) -> dict[str, dict[str, Cell]]:
        """Return the splits that the author wrote, by field name."""
        return {name: getattr(self, name) for name in BENEFICIARY_SPLITS if getattr(self, name)}


class Asset(Record):
    """Something of lasting value that was handed over."""

    id: Id
    """Short name of the asset."""
    item: Line
    """What it is."""
    quantity: Quantity = None
    """How much of it."""
    value: Money = None
    """What it is worth."""
    handed_to: Line | None = None
    """Who received it."""
    organization: Id | None = None
    """The organisation that received it, if it is listed."""
    on: Day | None = None
    """When."""
    minutes: Word | None = None
    """Number of the hand-over minutes (BAST)."""
    source: Id | None = None
    """Where it is stated."""


class Challenge(Record):
    """What went wrong or stood in the way."""

    id: Id
    """Short name of the challenge."""
    text: Prose
    """What it was."""
    response: Prose | None = None
    """What was or will be done about it."""
    source: Id | None = None
    """Where it is stated."""


class Story(Record):
    """What the program meant for somebody, told by role and not by name."""

    id: Id
    """Short name of the story."""
    title: Line
    """What it is about."""
    text: Prose
    """The story."""
    consent: Word | None = None
    """Reference of the written consent; a story is not published without one."""
    consent_until: Day | None = None
    """The last day on which the story may be shown."""


class Photo(Record):
    """A photograph in the program's folder `media`."""

    id: Id
    """Short name of the photograph."""
    file: Word
    """Name of the file."""
    alt: Line
    """What is to be seen, for those who cannot see it."""
    caption: Line | None = None
    """A line below the picture."""
    credit: Word | None = None
    """Who took it."""
    consent: Word | None = None
    """Reference of the consent of those who can be recognised."""
    consent_until: Day | None = None
    """The last day on which the photograph may be shown."""
    people: YesNo = True
    """Whether people can be recognised; without them no consent is needed."""

    @property
    def kept_at(self) -> str:
        """Return the path of the file in the project."""
        parts = self.document.split("/")
        return f"{parts[0]}/{parts[1]}/media/{self.file}" if len(parts) > 2 else ""


class Audit(Record):
    """What an auditor said of the report."""

    by: Word
    """Who audited it."""
    opinion: Annotated[Literal["unqualified", "qualified", "adverse", "disclaimer"], Choice] | None = None
    """The opinion."""
    on: Day | None = None
    """When."""


class Approval(Record):
    """Who answers for the report."""

    by: Line
    """The office that approved it."""
    on: Day | None = None
    """When."""


class Report(Record):
    """A file below `periods/`."""

    format: Annotated[Literal["1"], Choice]
    """Version of the format of this file."""
    title: Line | None = None
    """Title of the report; left out, it is made from the period."""
    period: Span
    """The time it covers."""
    status: Annotated[Literal["draft", "final"], Choice]
    """Whether it may be published."""
    published: Day | None = None
    """When it was first published."""
    approval: Approval | None = None
    """Who approved it."""
    audit: Audit | None = None
    """Who audited it; left out, it is shown as not audited."""
    summary: Prose
    """What happened, in a few sentences."""
    activities: tuple[Activity, ...] = ()
    """What was done."""
    results: tuple[Result, ...] = ()
    """What the indicators reached."""
    beneficiaries: Beneficiaries | None = None
    """Whom it reached."""
    finance: Finance | None = None
    """The money."""
    assets: tuple[Asset, ...] = ()
    """What was handed over."""
    challenges: tuple[Challenge, ...] = ()
    """What stood in the way."""
    next_steps: tuple[Item, ...] = ()
    """What comes next."""
    lessons: tuple[Item, ...] = ()
    """What was learned."""
    statements: tuple[Statement, ...] = ()
    """What office-holders said."""
    stories: tuple[Story, ...] = ()
    """What it meant for people."""
    media: tuple[Photo, ...] = ()
    """Photographs."""
    figures: tuple[Fact, ...] = ()
    """Other figures about the period."""
    sources: Sources = {}
    """The documents that the facts rest on, besides those of `program.yml`."""
    source: Id | None = None
    """The source of every figure in this file that names none."""
    disclosures: tuple[Disclosure, ...] = ()
    """What is said about checks that fail."""
    corrections: tuple[Correction, ...] = ()
    """Changes of figures that were already published."""
    withdrawals: tuple[Withdrawal, ...] = ()
    """What was taken down after it was published."""
    aliases: tuple[Id, ...] = ()
    """Former names of the file."""
    moved: dict[Word, Word] = {}
    """Former places of figures in this file: the old path, then the new one."""

    @property
    def id(self) -> str:
        """Return the name of the file without its ending."""
        return self.document.rpartition("/")[2].removesuffix(".yml")

    @property
    def program(self) -> str:
        """Return the name of the program's folder."""
        return self.document.split("/")[1]
