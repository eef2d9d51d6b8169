"""What a build has at each of its stages, as frozen values: what was read and checked, then all that a site is."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator import sources
from generator.artifacts import Artifact, Drawing
from generator.findings import Checked, Finding, Severity
from generator.i18n import LANGUAGES, translator
from generator.manifest import FileSum, Manifest
from generator.model.portfolio import Portfolio
from generator.model.publisher import Publisher
from generator.project import Project
from generator.views.portfolio import PortfolioView

if TYPE_CHECKING:
    from generator.bundle import Bundle
    from generator.exports import ProgramFiles
    from generator.pages import Memory
    from generator.shelf import Shelf

ADDRESS = "AMANAH_SITE_URL"
"""The variable that says where the site will stand; `mkdocs.yml` reads it too."""

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9._~/-]*)?")


@dataclass(frozen=True)
class Examined:
    """What was read, loaded and checked; `portfolio` and `checked` are `None` where no publisher could be loaded."""

    findings: tuple[Finding, ...]
    portfolio: Portfolio | None = None
    checked: Checked | None = None
    pages: tuple[sources.Source, ...] = ()
    """The hand-written pages."""
    sums: Mapping[str, FileSum] = field(default_factory=dict)
    """The checksums of the files as they were read."""

    @property
    def blocked(self) -> bool:
        """Tell whether an undisclosed error stops the build."""
        return any(one.blocks for one in self.findings)


@dataclass(frozen=True)
class Build:
    """Everything that a site consists of, before the frame is put around its pages."""

    project: Project
    findings: tuple[Finding, ...]
    checked: Checked | None = None
    view: PortfolioView | None = None
    artifacts: Mapping[str, tuple[Artifact, ...]] = field(default_factory=dict)
    """The files of the site by language, the language of the root first; empty where findings block."""
    today: date | None = None
    """As of which day the site is built, where anything says so."""
    commit: str = ""
    """The commit that the files are exactly those of, or nothing."""
    statement: Manifest = field(default_factory=Manifest)
    """The manifest of the site, as far as it is known before the site is written."""
    key: Path | None = None
    """The SSH key to sign the manifest with."""
    drawings: Mapping[str, Mapping[str, tuple[Drawing, ...]]] = field(default_factory=dict)
    """The charts by language and scope."""
    filed: "dict[str, ProgramFiles]" = field(default_factory=dict)
    """What the exports made of each program, by its id."""
    memory: "Memory | None" = None
    """The pages of programs, for a later build that begins with this one."""
    units: "tuple[Bundle, ...]" = ()
    """The files about single programs, where they lie on a shelf; they are not among the `artifacts` then."""
    shelf: "Shelf | None" = None
    issuer: Publisher | None = None
    """Who publishes, where the view was let go of."""

    @property
    def blocked(self) -> bool:
        """Tell whether an undisclosed error stops the build."""
        return any(one.blocks for one in self.findings)

    @property
    def warned(self) -> bool:
        """Tell whether there is a warning that nobody disclosed."""
        return any(one.severity is Severity.WARNING and one.disclosed is None for one in self.findings)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the site, the one of the root first."""
        return tuple(self.artifacts) or LANGUAGES

    def files(self, language: str) -> Iterator[Artifact]:
        """Yield all files of a language; those about single programs one after another, as they come off the shelf."""
        yield from self.artifacts[language]
        for unit in self.units:
            yield from unit.artifacts(language)

    @property
    def pages(self) -> int:
        """Return how many pages there are in all languages."""
        own = sum(one.is_page for made in self.artifacts.values() for one in made)
        return own + sum(one.thin.is_page for unit in self.units for one in unit.listed) if self.artifacts else 0

    @property
    def site_url(self) -> str | None:
        """Return the address where the publisher says the site will stand."""
        said = self.by.site_url if self.by else None
        return said if said and _ADDRESS.fullmatch(said) else None

    def publisher(self, language: str) -> str:
        """Return the name of the publisher in a language, or that of the program where none could be read."""
        return self.by.name.localize(translator(language)) if self.by else "Amanah"

    @property
    def by(self) -> Publisher | None:
        """Return who publishes, where that could be read."""
        return self.view.publisher if self.view else self.issuer

    @property
    def address(self) -> str:
        """Return where the site will stand: what the environment says, as for MkDocs, else what the publisher says."""
        said = os.environ.get(ADDRESS, "")
        found = said if _ADDRESS.fullmatch(said) else self.site_url
        return f"{found.rstrip('/')}/" if found else ""
