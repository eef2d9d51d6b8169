"""Pages as plain files: YAML front matter and one block of HTML, which every site builder can read."""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.artifacts import Artifact
from generator.errors import UsageError
from generator.i18n import msg
from generator.publish import reporting
from generator.stages import Build
from generator.theme import theme_assets

MARKER = "amanah.json"
"""Lists the pages; a folder that has it may be written anew."""

_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL | re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*(?=\n)")

README = """# The pages of a site, without a site builder

Written by `amanah render`. Nothing here depends on MkDocs or on a theme.

- Each `.md` file is one page: front matter between two lines of `---`, in YAML whose values are JSON, then one block
  of HTML without blank lines, which Markdown leaves as it is. A builder that knows HTML only takes the block.
- `{first}` is the language of the files at this level; the folders {others} hold the other languages, with the same
  names. Links between pages are relative, and expect `program/x/index.md` at the address `program/x/` and `about.md`
  at `about/`.
- Front matter: `title`, `description`, `lang`, `url` (below the root of the language), `nav` (place in the
  navigation, or null), `alternates` (the same page in each language, relative), `breadcrumbs` (title and relative
  address of each), `toc` (title, anchor and level of each heading), `draft`, `source` (the file it was made from),
  `linked` (JSON-LD, the content of a script element of type `application/ld+json`), `share` (the picture of a shared
  link: address below the root of the language, width, height and words).
- `assets/` holds our style sheet, script, fonts and icon. A page wants `assets/stylesheets/amanah.css` and
  `assets/javascripts/amanah.js`, both relative to this folder, and `<html lang>` set from `lang`.
- `{marker}` lists all pages with their titles, for builders that make the navigation themselves.
"""


def write(made: Build, out: Path) -> int:
    """Write all languages into a folder and return the number of files; the folder is whole or as it was.

    Raise `UsageError` where the folder holds something else, `EnvironmentFault` where the disk refuses.
    """
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARKER).is_file())):
        raise UsageError(msg("{place} holds other files; name a new folder", place=out))
    with reporting(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as beside:
            fresh = Path(beside) / "fresh"
            files = dict(_files(made))
            for name, content in files.items():
                _write(fresh / name, content)
            if out.exists():
                out.rename(Path(beside) / "former")
            fresh.rename(out)
    return len(files)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _files(made: Build) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file."""
    first, *others = made.languages
    folders = " and ".join(f"`{one}/`" for one in others) or "(none)"
    yield "README.md", README.format(first=first, others=folders, marker=MARKER).encode()
    pages: list[dict[str, object]] = []
    for language, artifacts in made.artifacts.items():
        root = "" if language == first else f"{language}/"
        for one in artifacts:
            yield root + one.uri, page(one).encode() if one.is_page else _bytes(one)
            if one.is_page:
                pages.append({"file": root + one.uri, "lang": language, "title": one.title, "nav": one.nav})
    yield MARKER, (json.dumps({"pages": pages}, ensure_ascii=False, indent=1) + "\n").encode()
    for name, path in theme_assets(made.project).items():
        if path.suffix != ".md":  # a builder would take it for a page
            yield f"assets/{name}", path.read_bytes()


def page(artifact: Artifact) -> str:
    """Return a page as front matter and one block of HTML."""
    front = {
        "title": artifact.title,
        **{key: value for key, value in artifact.meta.items() if key != "title"},
        "url": artifact.url,
        "nav": artifact.nav,
        "source": artifact.source,
        "toc": [[one.title, one.anchor, one.level] for one in artifact.toc],
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False, default=str)}" for key, value in front.items()]
    html = f'<div class="sheet">\n{_without_blank_lines(str(artifact.content).strip())}\n</div>'
    return "\n".join(("---", *lines, "---", "", html, ""))


def _without_blank_lines(html: str) -> str:
    """Take out blank lines, which would end a block of HTML in Markdown; in preformatted text, write them as signs."""
    parts = _PREFORMATTED.split(html)
    return "".join(_BLANK.sub("&#10;" if place % 2 else "", part) for place, part in enumerate(parts))


def _bytes(artifact: Artifact) -> bytes:
    return artifact.data
