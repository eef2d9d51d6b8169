"""The way to the publisher for readers who find an error: a letter with the address of the page or figure filled in."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from generator.i18n import Translator, visible
from generator.model.publisher import Publisher

_ADDRESS, _ANCHOR = "\ue000", "\ue001"
"""Stand for a figure in the letter that all rows of a page share; no address may hold them."""
_QUOTED_ADDRESS, _QUOTED_ANCHOR = quote(_ADDRESS), quote(_ANCHOR)


@dataclass(frozen=True)
class Desk:
    """Where errors on one page are reported."""

    publisher: Publisher
    page: str
    """Address of the page: on the web where that is known, else below the root of the site."""
    to: Translator

    def href(self, figure: str = "") -> str:
        """Return where to write: a letter about a figure in a row of this page, or about the page itself.

        Without an address for letters it is the publisher's own page, else the repository, else nothing.
        """
        contact = self.publisher.contact
        if contact is not None and contact.email:
            return self._letter_about(figure) if figure else self._letter("", self.page)
        if contact is not None and contact.url:
            return contact.url
        said = (self.publisher.repository or "").rstrip("/")
        return f"{said}/issues" if said.startswith(("https://", "http://")) else ""

    def _letter_about(self, figure: str) -> str:
        address = quote(visible(figure))
        anchor = quote(visible(figure.rpartition("/")[2]))
        return self._letter_about_figures.replace(_QUOTED_ADDRESS, address).replace(_QUOTED_ANCHOR, anchor)

    @cached_property
    def _letter_about_figures(self) -> str:
        """Return the letter of all rows: a page may have a thousand, and to quote a letter takes longer than a row."""
        return self._letter(_ADDRESS, f"{self.page}#{_ANCHOR}")

    def _letter(self, figure: str, where: str) -> str:
        assert self.publisher.contact is not None  # noqa: S101 - for the type checker; `href` asked
        subject = self.to("Error in a figure: {address}", address=figure) if figure else self.to("Error on a page")
        lines = (
            self.to("Figure: {address}", address=figure) if figure else "",
            self.to("Page: {url}", url=where),
            self.to("What is wrong, and which document says otherwise?"),
        )
        body = "\r\n\r\n".join(line for line in lines if line)
        email = quote(self.publisher.contact.email or "", safe="@+.")
        return f"mailto:{email}?subject={quote(subject)}&body={quote(body)}"
