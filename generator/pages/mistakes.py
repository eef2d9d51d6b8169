"""The way to the publisher for readers who find an error: a letter with the address of the page or figure filled in."""

from dataclasses import dataclass
from urllib.parse import quote

from generator.i18n import Translator
from generator.model.publisher import Publisher


@dataclass(frozen=True, slots=True)
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
            return self._letter(contact.email, figure)
        if contact is not None and contact.url:
            return contact.url
        said = (self.publisher.repository or "").rstrip("/")
        return f"{said}/issues" if said.startswith(("https://", "http://")) else ""

    def _letter(self, email: str, figure: str) -> str:
        subject = self.to("Error in a figure: {address}", address=figure) if figure else self.to("Error on a page")
        where = f"{self.page}#{figure.rpartition('/')[2]}" if figure else self.page
        lines = (
            self.to("Figure: {address}", address=figure) if figure else "",
            self.to("Page: {url}", url=where),
            self.to("What is wrong, and which document says otherwise?"),
        )
        body = "\r\n\r\n".join(line for line in lines if line)
        return f"mailto:{quote(email, safe='@+.')}?subject={quote(subject)}&body={quote(body)}"
