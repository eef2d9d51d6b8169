"""What the data decide in the configuration of MkDocs, and the page that stands in for all others where they block."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape

from generator.artifacts import Artifact
from generator.findings import Finding
from generator.i18n import Translator, translator
from generator.stages import Build

NAMES = {"id": "Bahasa Indonesia", "en": "English"}
"""How each language calls itself."""

_LICENCE = re.compile(r"[A-Za-z0-9.+-]+")


def settings(made: Build, language: str, extra: Mapping[str, object]) -> dict[str, object]:
    """Return what the data decide in the configuration of MkDocs: the names, the navigation, words of the frame."""
    ordered = sorted((one for one in made.artifacts[language] if one.nav is not None), key=lambda one: one.nav or 0)
    return {
        "site_name": escape(made.publisher(language)),
        "nav": [{escape(one.title): one.uri} for one in ordered],
        "use_directory_urls": True,
        "markdown_extensions": [],
        "extra": {**extra, "alternate": _alternates(made, language), "amanah": _frame(made, language)},
    }


def explain(made: Build, former: Build | None = None) -> Build:
    """Return a build in which every page says what blocks it; the pages are those of the last build that went well."""
    last = former or made
    artifacts = {
        language: tuple(
            _explanation(made, language, uri) for uri in {"index.md": 0} | _pages(last.artifacts.get(language, ()))
        )
        for language in last.languages
    }
    return replace(made, artifacts=artifacts, view=last.view)


def _pages(artifacts: Iterable[Artifact]) -> dict[str, int]:
    return {one.uri: 0 for one in artifacts if one.is_page}


def _alternates(made: Build, language: str) -> list[dict[str, str]]:
    """Return the homes of all languages, seen from the root of one; the last language stands first.

    A reader who changes the language would otherwise always land on the first page of the other one.
    """
    first, up = made.languages[0], "./" if language == made.languages[0] else "../"
    homes = [(one, up if one == first else f"{up}{one}/") for one in reversed(made.languages)]
    return [{"name": NAMES[one], "link": link, "lang": one} for one, link in homes]


def _frame(made: Build, language: str) -> dict[str, object]:
    """Return what the frame of every page says about the publisher, as the theme reads it from `extra.amanah`."""
    say = translator(language)
    links = [
        {"title": one.title, "url": one.url} for one in made.artifacts[language] if one.source.startswith("content/")
    ]
    footer: dict[str, object] = {"built": _built(made, say), "links": links}
    root = "" if language == made.languages[0] else "../"  # both languages share the files of the frame
    said: dict[str, object] = {"publisher": made.publisher(language), "footer": footer, "root": root}
    publisher = made.by
    if publisher is None:
        return said
    said["data_license"] = publisher.data_license
    if _LICENCE.fullmatch(publisher.data_license):
        said["data_license_url"] = f"https://spdx.org/licenses/{publisher.data_license}.html"
    if publisher.short_name is not None:
        said["publisher_short"] = publisher.short_name.localize(say)
    if publisher.notice is not None:
        said["notice"] = publisher.notice.localize(say)
    return said


def _explanation(made: Build, language: str, uri: str) -> Artifact:
    """Return the page that stands in for another: file, line, message and hint of every finding that blocks."""
    say = translator(language)
    items = "".join(_item(one, say) for one in made.findings if one.blocks)
    title = say("The site cannot be shown yet")
    lede = say("These places must be mended first. The page loads again as soon as you save a file.")
    html = f'<h1>{escape(title)}</h1><p class="lede">{escape(lede)}</p><ol class="faults">{items}</ol>'
    meta = {"title": title, "lang": language, "marks": False}
    return Artifact(uri, html, language, title, meta=meta, nav=0 if uri == "index.md" else None)


def _item(finding: Finding, say: Translator) -> str:
    hint = f"<br>{escape(finding.hint.localize(say))}" if finding.hint else ""
    place, said = escape(str(finding.mark)), escape(finding.message.localize(say))
    return f"<li><p><code>{place}</code><br><strong>{said}</strong> [{escape(finding.code)}]{hint}</p></li>"


def _built(made: Build, say: Translator) -> str:
    parts = []
    if made.today:
        day = f"{made.today.day} {say.month(made.today.month)} {made.today.year}"
        parts.append(say("As of {date}", date=day))
    if made.commit:
        parts.append(say("commit {id}", id=made.commit[:10]))
    return ", ".join(parts)
