"""What a page says of itself on paper: its address, and a code that a telephone reads."""

from dataclasses import dataclass
from functools import lru_cache

import segno
from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Printed:
    """The address of a page, for paper."""

    url: str

    def code(self, title: str) -> Markup:
        """Return the address as a QR code: one path, black, without a size of its own, and with words for it.

        It has the lowest correction of errors, since paper does not smear and fewer dots are read from further away.
        """
        return _drawn(self.url, title)


@lru_cache(maxsize=4096)
def _drawn(url: str, title: str) -> Markup:
    """Draw a code once: a preview renders the same pages again and again, and a code takes longer than its page."""
    # Any of the eight masks can be read; to try all of them takes five times as long as the code itself.
    code = segno.make(url, error="l", boost_error=False, micro=False, mask=3)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, title=title)
    # segno escapes the title; the rest are numbers.
    return Markup(drawn)  # noqa: S704
