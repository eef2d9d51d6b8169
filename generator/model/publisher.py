"""Who publishes the site, and by which rules."""

from typing import Annotated, Literal

from generator.documents import MappingNode
from generator.model.record import (
    Address,
    Choice,
    Day,
    Id,
    Line,
    Money,
    Prose,
    Record,
    Share,
    Whole,
    Word,
    YesNo,
)


class Contact(Record):
    """How readers reach the publisher."""

    email: Word | None = None
    """Address for questions and reports of errors."""
    url: Address | None = None
    """Page with more ways to reach the publisher."""
    address: Line | None = None
    """Postal address."""


class UnitWords(Record):
    """The words for a unit that the built-in list lacks."""

    id: Word
    """The Indonesian word."""
    one: Word
    """The English word for one."""
    many: Word
    """The English word for many."""


class Privacy(Record):
    """How people are protected."""

    repository: Annotated[Literal["public", "private"], Choice] = "public"
    """Whether the YAML files themselves can be read by everyone."""
    small_cell: Whole = 5
    """Counts of people below this number are withheld."""
    small_cell_sensitive: Whole = 10
    """The same for children, disability, and what `sensitive` names."""
    sensitive: tuple[Id, ...] = (
        "kesehatan", "health", "anak", "balita", "children", "disabilitas", "disability", "hiv",
    )  # fmt: skip
    """Themes, groups and components that need the higher number; an id that has one of the words in it counts too."""


class Thresholds(Record):
    """Limits that checks hold figures against; a note beside a share may cite the decision it rests on."""

    amil_share: Share = None
    """Largest share of zakat that may go to amil, in percent; left out, 12.5."""
    overhead_share: Share = None
    """Largest share of spending that may go to the categories of overhead, in percent."""
    overhead_categories: tuple[Id, ...] = ()
    """Categories of cost that are overhead, from the list of categories."""
    budget_overrun: Share = None
    """How far a line of a budget may be exceeded without a note, in percent; left out, not at all."""
    over_target: Whole = 200
    """Share of a target, in percent, above which a result is questioned."""
    jump: Whole = 1000
    """How many times larger or smaller a number may become between two reports."""
    rounding: Money = None
    """Difference of rupiah that sums of money may have; left out, none beyond what was rounded in writing."""


class CheckSetting(Record):
    """How much the findings of a check weigh for this publisher."""

    severity: Annotated[Literal["error", "warning", "info", "off"], Choice]
    """The weight; checks of sums and of references can only be made stricter."""
    note: Prose | None = None
    """Why."""


class Publisher(Record):
    """The file `publisher.yml`."""

    format: Annotated[Literal["1"], Choice]
    """Version of the format of this file."""
    name: Line
    """Name of the publisher."""
    short_name: Line | None = None
    """A shorter name for the head of every page."""
    kind: Annotated[Literal["zakat-institution", "foundation", "government", "company", "compilation"], Choice] = (
        "foundation"
    )
    """What sort of publisher it is."""
    headline: Line | None = None
    """The sentence that opens the home page."""
    about: Prose
    """Two or three sentences for the home page: who publishes what."""
    notice: Line | None = None
    """A sentence shown at the top of every page, such as that the data are examples."""
    fictional: YesNo = False
    """Whether publisher and figures are made up."""
    license_number: Word | None = None
    """Number of the operating licence."""
    iati_identifier: Word | None = None
    """Identifier under which it reports to IATI, as org-id.guide forms it; without one no IATI file is made."""
    contact: Contact | None = None
    """How readers reach the publisher."""
    data_license: Word = "CC-BY-4.0"
    """Licence of the published data, by its SPDX name."""
    currency: Annotated[Literal["IDR"], Choice] = "IDR"
    """Currency of all amounts."""
    fiscal_year_begins: Word = "01-01"
    """First month and day of the fiscal year."""
    languages: tuple[Annotated[Literal["id", "en"], Choice], ...] = ("id", "en")
    """Languages of the site, the first one at its root."""
    site_url: Address | None = None
    """Address where the site is published."""
    public_since: Day | None = None
    """The first day on which the site could be read; figures that changed before it were never published."""
    repository: Address | None = None
    """Address of the repository on its forge, for links to files and lines."""
    units: dict[Id, UnitWords] = {}
    """Units besides the built-in ones."""
    categories: dict[Id, Line] = {}
    """Categories of cost."""
    groups: dict[Id, Line] = {}
    """Groups of beneficiaries."""
    themes: dict[Id, Line] = {}
    """Subjects of programs."""
    privacy: Privacy | None = None
    """How people are protected."""
    thresholds: Thresholds | None = None
    """Limits that checks hold figures against."""
    checks: dict[Id, CheckSetting] = {}
    """How much the findings of single checks weigh, by their codes."""

    @property
    def limits(self) -> Thresholds:
        """Return the limits, the usual ones where none are written."""
        return self.thresholds or Thresholds.model_validate(MappingNode())

    @property
    def is_private(self) -> bool:
        """Tell whether only staff can read the files and what commits say of them."""
        return self.privacy is not None and self.privacy.repository == "private"
