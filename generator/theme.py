"""The files of the theme: the project's own before ours, and what a preview takes out of a page."""

import re
from pathlib import Path

from generator.project import TEMPLATES, Project

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


def themes(project: Project) -> tuple[Path, ...]:
    """Return the folders of the theme, the one whose files come first at the front: the project's own, then ours."""
    return tuple(one for one in (project.templates / "theme", TEMPLATES / "theme") if one.is_dir())


def theme_assets(project: Project) -> dict[str, Path]:
    """Return our style sheets, scripts and fonts by their names, those of the project in the place of ours."""
    folders = [one / "assets" for one in reversed(themes(project))]
    found = {path.relative_to(folder).as_posix(): path for folder in folders for path in folder.rglob("*")}
    return {name: path for name, path in sorted(found.items()) if path.is_file()}


def watched(project: Project) -> tuple[Path, ...]:
    """Return the folders and files that a site is made of."""
    places = (project.programs, project.content, project.config, project.templates, TEMPLATES)
    return tuple(dict.fromkeys(place for place in places if place.exists()))


def loosen(page: bytes) -> bytes:
    """Return a page without its security policy, which would refuse the script by which a preview reloads it."""
    return _POLICY.sub(b"", page, count=1)
