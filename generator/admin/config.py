"""The configuration of Decap CMS for one publisher: a form a file, and what can be picked in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.admin.form import Field, Options, fields, words
from generator.admin.shape import FILE
from generator.admin.words import locale
from generator.i18n import Translator
from generator.model.organization import Organizations
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.publisher import Publisher
from generator.model.record import Record
from generator.model.report import Report
from generator.model.text import Text

FORGES = ("github", "gitlab")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a publisher: of single files by their path, and of reports by their folder."""

    files: Mapping[str, tuple[Field, ...]]
    folders: Mapping[str, tuple[Field, ...]]
    titles: Mapping[str, str]
    options: Mapping[str, Options]
    """What can be picked, by the programs that it holds for; below nothing, for the publisher."""

    def of(self, path: str) -> tuple[Field, ...] | None:
        """Return the form of a file, or `None` for one that has none."""
        return self.files.get(path) or self.folders.get(PurePosixPath(path).parent.as_posix())


def forms(portfolio: Portfolio, say: Translator) -> Forms:
    """Return all forms; what can be picked is what the publisher's files list now."""
    common = Options("", _common(portfolio, say))
    options = {"": common}
    files = {
        "programs/publisher.yml": _form(Publisher, common, say),
        "programs/organizations.yml": _form(Organizations, common, say),
    }
    titles = {"programs/publisher.yml": say("Publisher"), "programs/organizations.yml": say("Organisations")}
    folders = {}
    for program in portfolio.programs:
        own = Options(program.id, {**common.lists, **_of_program(portfolio, program, say)})
        options[program.id] = own
        files[program.document] = _form(Program, own, say)
        titles[program.document] = program.name.localize(say)
        folder = f"programs/{program.id}/periods"
        folders[folder] = (_file_name(say), *_form(Report, own, say))
        titles[folder] = program.name.localize(say)
    return Forms(files, folders, titles, options)


def config(made: Forms, say: Translator, backend: Mapping[str, object]) -> dict[str, object]:
    """Return the configuration as Decap CMS reads it."""
    return {
        "backend": dict(backend),
        "load_config_file": False,
        "locale": say.language,
        "publish_mode": "simple",
        "media_folder": "content/media",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "show_preview_links": False,
        "editor": {"preview": False},
        "x_words": words(say),
        "x_locale": locale(say),
        "x_lists": {scope: one.lists for scope, one in made.options.items()},
        "collections": [_reports(folder, made, say) for folder in made.folders] + _singles(made, say),
    }


def _reports(folder: str, made: Forms, say: Translator) -> dict[str, object]:
    return {
        "name": f"periods-{folder.split('/')[1]}",
        "label": say("Reports: {program}", program=made.titles[folder]),
        "label_singular": say("Period report"),
        "folder": folder,
        "create": True,
        "delete": False,
        "extension": "yml",
        "format": "json",
        "identifier_field": FILE,
        "slug": f"{{{{fields.{FILE}}}}}",
        "summary": f"{{{{{FILE}}}}}",
        "editor": {"preview": False},
        "fields": list(made.folders[folder]),
    }


def _singles(made: Forms, say: Translator) -> list[dict[str, object]]:
    programs = [path for path in made.files if path.count("/") > 1]
    publisher = [path for path in made.files if path.count("/") == 1]
    return [
        _collection("programs", say("Programs"), programs, made),
        _collection("publisher", say("Publisher and partners"), publisher, made),
    ]


def _collection(name: str, label: str, paths: Iterable[str], made: Forms) -> dict[str, object]:
    listed = [
        {"name": _slug(path), "label": made.titles[path], "file": path, "fields": list(made.files[path])}
        for path in paths
    ]
    return {"name": name, "label": label, "format": "json", "editor": {"preview": False}, "files": listed}


def _slug(path: str) -> str:
    return path.removeprefix("programs/").removesuffix("/program.yml").removesuffix(".yml")


def _form(model: type[Record], options: Options, say: Translator) -> tuple[Field, ...]:
    return tuple(fields(model, options, say))


def _file_name(say: Translator) -> Field:
    return {
        "name": FILE,
        "label": say("Name of the file"),
        "hint": say("It becomes the address of the report, such as 2026-semester-1; it stays as it is once written."),
        "widget": "string",
        "pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", say("small letters, digits and hyphens")],
        "required": True,
    }


def _common(portfolio: Portfolio, say: Translator) -> dict[str, Mapping[str, str]]:
    """Return what can be picked in every form."""
    publisher = portfolio.publisher
    return {
        "organizations": {key: one.name.localize(say) for key, one in portfolio.organizations.items()},
        "categories": _words(publisher.categories, say),
        "groups": _words(publisher.groups, say),
        "themes": _words(publisher.themes, say),
        "units": {key: key for key in publisher.units},
    }


def _of_program(portfolio: Portfolio, program: Program, say: Translator) -> dict[str, Mapping[str, str]]:
    """Return what can be picked in the forms of one program and of its reports."""
    reports = portfolio.reports_of(program)
    return {
        "components": {one.id: one.name.localize(say) for one in program.components},
        "places": {one.id: one.name.localize(say) for one in program.places},
        "indicators": {one.id: one.name.localize(say) for one in program.indicators},
        "activities": {one.id: one.title.localize(say) for report in reports for one in report.activities},
        # Those of the report itself stand in the form, which adds them.
        "sources": {key: one.title for key, one in program.sources.items()},
    }


def _words(listed: Mapping[str, Text], say: Translator) -> dict[str, str]:
    return {key: one.localize(say) for key, one in listed.items()}
