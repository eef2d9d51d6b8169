"""Technical terms: where the glossary explains them, and which words of the pages lead there.

The glossary is a page that publishers write, with tables whose rows begin with a term. A row explains one of the terms
below where its first or second cell has its word in either language; that makes its address the same in both.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from markupsafe import Markup

from generator.pages.site import ContentFile

URI = "glossary.md"
TERMS: dict[str, tuple[str, ...]] = {
    "achievement": ("achievement", "capaian"),
    "actual": ("actual", "realisasi"),
    "absorption-rate": ("absorption rate", "serapan"),
    "amil-fund": ("amil fund", "dana amil"),
    "asnaf": ("asnaf",),
    "balance": ("opening / closing balance", "opening balance", "saldo awal"),
    "baseline": ("baseline", "data dasar"),
    "beneficiary": ("beneficiary", "penerima manfaat"),
    "budget": ("budget", "anggaran"),
    "community-contribution": ("community contribution", "swadaya"),
    "csr": ("corporate responsibility", "csr", "tjsl"),
    "distribution": ("distribution", "penyaluran"),
    "grant": ("grant", "hibah"),
    "government-assistance": ("government assistance to communities", "bantuan pemerintah untuk masyarakat"),
    "hand-over": ("asset hand-over", "serah terima aset", "bast"),
    "impact": ("impact", "dampak"),
    "infak-bound": (
        "restricted / unrestricted infak/sedekah",
        "infak/sedekah terikat",
        "infak terikat",
        "restricted infak",
    ),
    "infak-unbound": ("infak tidak terikat", "unrestricted infak"),
    "non-halal-fund": ("non-halal fund", "dana nonhalal"),
    "outcome": ("outcome", "hasil"),
    "output": ("output", "keluaran"),
    "dskl": ("other religious social funds", "dana sosial keagamaan lainnya", "dskl"),
    "revolving-assets": ("revolving assets", "aset bergulir"),
    "target": ("target", "sasaran"),
    "waqf": ("waqf", "wakaf"),
    "zakat-fund": ("zakat fund", "dana zakat"),
}
"""Terms and their words in a glossary, in either language; capitals do not count."""
_ROW = re.compile(r"^\|(?P<first>[^|]*)\|(?P<second>[^|]*)\|", re.MULTILINE)
_DRAWN = re.compile(r"<tr>\s*<td>(?P<first>.*?)</td>\s*<td>(?P<second>.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_APART = re.compile(r"[()]|\s/\s")


def anchor(name: str) -> str:
    """Return the id of the row that explains a term."""
    return f"term-{name}"


def explained(content: Iterable[ContentFile], language: str) -> frozenset[str]:
    """Return the terms that the glossary of a language explains; none where there is no glossary."""
    page = next((one for one in content if one.uri == URI and one.language == language), None)
    rows = _ROW.finditer(page.text) if page else ()
    return frozenset(name for row in rows if (name := _term(row["first"], row["second"])))


def _term(*cells: str) -> str:
    """Return the term that a row explains, or nothing."""
    words = (word for cell in cells for word in _words(cell))
    return next((found for word in words if (found := _names().get(word))), "")


def _words(cell: str) -> Iterator[str]:
    whole = " ".join(_TAG.sub("", cell).lower().split())
    yield whole
    yield from (part.strip() for part in _APART.split(whole))


@cache
def _names() -> dict[str, str]:
    return {word: name for name, words in TERMS.items() for word in words}


def name_rows(html: str) -> Markup:
    """Give each row of a drawn glossary its id; the first row that explains a term has it."""
    seen = {""}

    def write(row: re.Match[str]) -> str:
        name = _term(row["first"], row["second"])
        if name in seen:
            return row[0]
        seen.add(name)
        return row[0].replace("<tr>", f'<tr id="{anchor(name)}">', 1)

    return Markup(_DRAWN.sub(write, html))  # noqa: S704 - cleaned HTML, to which names of our own are added
