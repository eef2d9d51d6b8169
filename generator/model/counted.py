"""Counts of people in prose: a number below a hundred, in digits or words, before a word for people."""

import re
from collections.abc import Iterator

_NUMBERS = (
    "satu one", "dua two", "tiga three", "empat four", "lima five", "enam six", "tujuh seven", "delapan eight",
    "sembilan nine", "sepuluh ten",
)  # fmt: skip
_PERSONS = (
    "orang|anak|siswa|murid|pelajar|perempuan|laki-laki|lansia|balita|bayi|warga|peserta|penerima|anggota|keluarga|ibu|"
    "bapak|pasien|penyandang|difabel|people|persons?|child(?:ren)?|wom[ae]n|m[ae]n|girls?|boys?|students?|pupils?|"
    "families|family|patients?|participants?|members?|beneficiar(?:y|ies)|infants?"
)
_WORDS = {word: number for number, pair in enumerate(_NUMBERS, 1) for word in pair.split()}
_ANY = "|".join(sorted(_WORDS, key=len, reverse=True))
_COUNTED = re.compile(rf"\b(\d{{1,2}}|{_ANY})(?:-| )(?:\w+ )?(?:{_PERSONS})\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(seorang)\b", re.IGNORECASE)


def find_counts(words: str) -> Iterator[int]:
    """Yield each number of people that a text gives, as far as it may be a small one."""
    for pattern in (_COUNTED, _SOMEBODY):
        yield from (_number(found[1].lower()) for found in pattern.finditer(words))


def _number(written: str) -> int:
    """Return the number that a word or digits mean."""
    return int(written) if written.isdigit() else _WORDS.get(written, 1)
