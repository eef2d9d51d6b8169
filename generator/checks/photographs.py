"""Photographs of reports: there, of a kind that can be shown, and described for those who cannot see them."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, mark_at
from generator.i18n import Message, msg
from generator.model.portfolio import Portfolio
from generator.model.report import Photo
from generator.sources import ENDINGS, MAX_MEDIA, Kept

KINDS = ("jpeg", "png", "webp")

_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|webp|heic|gif|svg|tiff?)|(?:img|dsc|pict?|foto|photo|image|gambar)[\W_]*\d*"
)


@check(
    "photo-missing",
    msg("Every photograph is there"),
    disclosable=False,
    page=RulePage(
        meaning=msg("A photograph's `file:` must stand in the folder `media` of its program."),
        bad="media:\n  - {id: pasar, file: pasar.jpg, alt: Lapak sayur, people: tidak}   # no media/pasar.jpg",
        good="media:\n  - {id: pasar, file: pasar.jpg, alt: Lapak sayur, people: tidak}   # media/pasar.jpg is there",
        why=msg("A picture that is announced and does not come leaves a hole in the report."),
    ),
)
def find_missing(portfolio: Portfolio) -> Outcomes:
    """Look for the file of each photograph.

    Only the folder of the report's own program is searched.
    """
    for one in _photos(portfolio):
        if one.kept_at in portfolio.media:
            yield Passed(())
        else:
            said = msg("there is no file {file}", file=one.kept_at)
            yield _fault(one, "file", said, msg("put it there, or delete the entry"))


@check(
    "photo-refused",
    msg("Every photograph can be published"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Photographs are JPEG, PNG or WebP by what stands in them, and are called so. They have at most 20 MB and "
            "25 megapixels. SVG is refused. On the site stands a new image of the same pixels: the place, the time and "
            "the camera that a file remembers do not travel."
        ),
        bad="media:\n  - {id: peta, file: peta.svg, alt: Peta desa, people: tidak}",
        good="media:\n  - {id: peta, file: peta.png, alt: Peta desa, people: tidak}",
        why=msg("A picture of unknown making can run in a reader's browser, or tell where somebody lives."),
    ),
)
def judge_photographs(portfolio: Portfolio) -> Outcomes:
    """Judge each photograph by its bytes, its name and its size.

    Whether its pixels can be read is found when the site is built.
    """
    for one in _photos(portfolio):
        kept = portfolio.kept.get(one.kept_at)
        if kept is None:
            continue
        said = _refusal(one, kept)
        if said is None:
            yield Passed(())
        else:
            yield _fault(one, "file", said, msg("save it as JPEG, PNG or WebP"))


@check(
    "photo-undescribed",
    msg("Every photograph is described for those who cannot see it"),
    disclosable=False,
    page=RulePage(
        meaning=msg("`alt:` says what is to be seen, in a sentence; the name of a file says nothing."),
        bad="media:\n  - {id: pasar, file: pasar.jpg, alt: IMG_2041.jpg, people: tidak}",
        good="media:\n  - {id: pasar, file: pasar.jpg, alt: Tiga lapak sayur di depan balai tani, people: tidak}",
        why=msg("A reader who cannot see, or whose picture did not load, has these words in its place."),
    ),
)
def find_undescribed(portfolio: Portfolio) -> Outcomes:
    """Find alternative texts that are names of files, in any language.

    A photograph without `alt:` is refused when the file is read.
    """
    for one in _photos(portfolio):
        empty = [words for _, words in one.alt.versions if _FILE_NAME.fullmatch(words.lower())]
        if empty:
            said = msg("{words} does not say what is to be seen", words=empty[0][:60])
            hint = msg("write in a sentence what somebody sees there")
            yield _fault(one, "alt", said, hint)
        else:
            yield Passed(())


def _photos(portfolio: Portfolio) -> Iterator[Photo]:
    for _, report in portfolio.all_reports():
        yield from report.media


def _refusal(photo: Photo, kept: Kept) -> Message | None:
    if kept.size > MAX_MEDIA:
        return msg("{file} is larger than {limit} MB", file=photo.file, limit=MAX_MEDIA // 1_000_000)
    if kept.kind not in KINDS:
        return msg("{file} is no picture that can be published", file=photo.file)
    if PurePosixPath(kept.path).suffix.lower() not in ENDINGS[kept.kind]:
        return msg("{file} is called otherwise, but holds {kind}", file=photo.file, kind=kept.kind.upper())
    return None


def _fault(photo: Photo, key: str, said: Message, hint: Message) -> Fault:
    return Fault(mark_at(photo, key), said, dotted(*photo.path, key), hint)
