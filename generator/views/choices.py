"""What the words mean that an author chooses from: for editors, web forms and the reference of the format."""

from collections.abc import Iterable, Mapping

from generator.i18n import Message, msg
from generator.views import labels

ACTIVITIES: dict[str, Message] = {
    "event": msg("event (activity)"),
    "training": msg("training (activity)"),
    "service": msg("service (activity)"),
    "construction": msg("construction (activity)"),
    "mentoring": msg("mentoring (activity)"),
    "meeting": msg("meeting (activity)"),
    "visit": msg("visit (activity)"),
    "distribution": msg("distribution (activity)"),
    "handover": msg("hand-over (activity)"),
    "planting": msg("planting (activity)"),
    "marketing": msg("marketing (activity)"),
    "survey": msg("survey (activity)"),
    "other": msg("other (activity)"),
}
STATUS: dict[str, Message] = {
    "draft": msg("draft: shown in the preview only"),
    "final": msg("final: may be published"),
}
DISCLOSURES: dict[str, Message] = {
    "open": msg("open: the cause is not known"),
    "explained": msg("explained: the cause is known"),
    "corrected": msg("corrected: the source was mended"),
}
COUNTING: dict[str, Message] = {
    "unique": msg("each person once"),
    "served": msg("each time somebody was served"),
}
OPINIONS: dict[str, Message] = {
    "unqualified": msg("unqualified (opinion)"),
    "qualified": msg("qualified (opinion)"),
    "adverse": msg("adverse (opinion)"),
    "disclaimer": msg("no opinion given (opinion)"),
}
PUBLISHERS: dict[str, Message] = {
    "zakat-institution": msg("zakat institution"),
    "foundation": msg("foundation (kind)"),
    "government": msg("government (kind)"),
    "company": msg("company (kind)"),
    "compilation": msg("compiled from public sources"),
}
ORGANIZATIONS: dict[str, Message] = {
    **{key: words for key, words in PUBLISHERS.items() if key != "compilation"},
    "state-company": msg("state-owned company"),
    "community-group": msg("community group"),
    "cooperative": msg("cooperative (kind)"),
    "university": msg("university"),
    "training-institute": msg("training institute"),
    "media": msg("media (kind)"),
    "other": msg("other (kind)"),
}
SEVERITIES: dict[str, Message] = {
    "error": msg("stops the build"),
    "warning": msg("is shown, and stops nothing"),
    "info": msg("is only noted"),
    "off": msg("is not looked for"),
}
REPOSITORY: dict[str, Message] = {
    "public": msg("anybody can read the files"),
    "private": msg("only staff can read the files"),
}
DIRECTIONS: dict[str, Message] = {"up": msg("more is better"), "down": msg("less is better")}
AGGREGATIONS: dict[str, Message] = {
    "sum": msg("the periods are added up"),
    "latest": msg("the last period counts"),
    "maximum": msg("the highest period counts"),
}
LANGUAGES: dict[str, Message] = {"id": msg("Indonesian"), "en": msg("English")}

ALL: tuple[Mapping[str, Message], ...] = (
    labels.FUNDS, labels.ASNAF, labels.SEX, labels.AGE, labels.DISABILITY, labels.STATUS, labels.ROLES,
    labels.PLACE_KINDS, labels.SOURCE_KINDS, labels.LEVELS, labels.WEEKDAYS,
    ACTIVITIES, STATUS, DISCLOSURES, COUNTING, OPINIONS, PUBLISHERS, ORGANIZATIONS, SEVERITIES, REPOSITORY,
    DIRECTIONS, AGGREGATIONS, LANGUAGES,
)  # fmt: skip
"""The words of each choice with their meaning."""


def meanings(words: Iterable[object]) -> Mapping[str, Message]:
    """Return what each of these words means where they are a known choice, else nothing."""
    asked = set(words)
    return next((one for one in ALL if set(one) == asked), {})
