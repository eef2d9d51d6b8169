"""The rule book's entries for what is found before any check runs: while files are read, parsed and loaded.

The stages below the checks report these codes themselves; here is only what a reader should know about them.
"""

from collections.abc import Iterator

from generator.checks import NOT_ADJUSTABLE, NOT_DISCLOSABLE, STALE, UNKNOWN_CHECK, Rule, RulePage, arriving
from generator.findings import Severity
from generator.i18n import Message, msg

_READABLE = msg(
    "A report can be checked only if a program reads the same in it as a person: what two readers could understand in "
    "two ways is refused rather than guessed."
)
_WHOLE = msg("What is silently left out of a report is missing for its readers, and nobody would notice.")
_MEANT = msg("A word that nobody knows is nearly always a slip of the pen, and what it says would be lost.")
_SAFE = msg("The site shows what stands in the project, and nothing else of the machine that builds it.")
_LENGTH = msg("A report is written to be read, line by line; and a file of any size could bring the build to a halt.")
_LINKS = msg("Readers come back to an address years later, by way of a letter, a minute or a printed report.")


def _entries() -> Iterator[tuple[str, Rule]]:
    yield from _files()
    yield from _yaml()
    yield from _values()
    yield from _settings()
    yield from _site()
    yield from arriving.entries()


def _rule(
    title: Message, meaning: Message, bad: str, good: str, why: Message, severity: Severity = Severity.ERROR
) -> Rule:
    return Rule(title, severity, disclosable=False, page=RulePage(meaning, bad, good, why))


def _files() -> Iterator[tuple[str, Rule]]:
    yield (
        "no-programs",
        _rule(
            msg("The project has a folder called programs"),
            msg("The reports of a project lie below `programs/`; without that folder there is nothing to read."),
            "# my-project/\n#   publisher.yml\n",
            "# my-project/\n#   programs/\n#     publisher.yml\n",
            _WHOLE,
        ),
    )
    yield (
        "missing-file",
        _rule(
            msg("Files that must be there are there"),
            msg(
                "A project has `programs/publisher.yml` and `programs/organizations.yml`; a program that has reports "
                "has a `program.yml`."
            ),
            "# programs/kebun-warga/\n#   periods/2024.yml\n",
            "# programs/kebun-warga/\n#   program.yml\n#   periods/2024.yml\n",
            msg("Who publishes, who takes part and what a program is about must be said before its figures mean much."),
        ),
    )
    yield (
        "unexpected-file",
        _rule(
            msg("Every file stands where it is read"),
            msg(
                "Only files of the known names are read: `<program>/program.yml`, `<program>/periods/<period>.yml`, "
                "the two files of the publisher, pages in Markdown, and anything in a folder called media. A file that "
                "would be passed over is named; one whose name cannot become an address is an error."
            ),
            "# programs/kebun-warga/2024.yaml\n",
            "# programs/kebun-warga/periods/2024.yml\n",
            _WHOLE,
        ),
    )
    yield (
        "irregular-file",
        _rule(
            msg("Files are files, and no links to elsewhere"),
            msg(
                "A link, a device or a pipe below `programs/`, `content/` or `templates/` is refused, and nothing of "
                "it is read."
            ),
            "# programs/kebun-warga/program.yml -> /home/someone/program.yml\n",
            "# programs/kebun-warga/program.yml\n",
            _SAFE,
        ),
    )
    yield (
        "file-too-large",
        _rule(
            msg("No file is larger than a person can read"),
            msg("A file with more than 512,000 bytes is refused: a report of that size is the export of a database."),
            "# programs/kebun-warga/periods/2024.yml (3,400 kB)\n",
            "# programs/kebun-warga/periods/2024.yml (12 kB)\n",
            _LENGTH,
        ),
    )
    yield (
        "wrong-encoding",
        _rule(
            msg("Files are in UTF-8"),
            msg("The bytes of a file must be text in UTF-8, which every editor of today writes."),
            "# saved as: Windows-1252\n",
            "# saved as: UTF-8\n",
            msg("Names of people and places would otherwise come out as other letters than were typed."),
        ),
    )


def _yaml() -> Iterator[tuple[str, Rule]]:
    yield (
        "yaml-syntax",
        _rule(
            msg("Files are well-formed YAML"),
            msg(
                "A tab, a colon inside a text, a quote that is not closed, or lines that are not indented alike: the "
                "file cannot be read beyond that place. The message names the most likely reason."
            ),
            "note: Spending: as the minutes say\n",
            'note: "Spending: as the minutes say"\n',
            _READABLE,
        ),
    )
    yield (
        "duplicate-key",
        _rule(
            msg("No key stands twice"),
            msg("Two lines of one group with the same key: YAML would keep one of the two and not say which."),
            "beneficiaries:\n  total: 324\n  total: 342\n",
            "beneficiaries:\n  total: 342\n",
            _READABLE,
        ),
    )
    yield (
        "duplicate-id",
        _rule(
            msg("No id stands twice in a list"),
            msg("Two items of one list have the same id. Addresses of figures and disclosures rest on ids."),
            "places:\n  - {id: lebak, name: Lebak}\n  - {id: lebak, name: Leuwidamar}\n",
            "places:\n  - {id: lebak, name: Lebak}\n  - {id: leuwidamar, name: Leuwidamar}\n",
            msg("Each figure keeps one address for good, so that readers can quote it."),
        ),
    )
    yield (
        "key-not-a-word",
        _rule(
            msg("Keys are words"),
            msg("What stands before a colon is one word, not a list or a group of fields."),
            "[spent, planned]: 1500000\n",
            "spent: {total: 1500000}\nplanned: {total: 1500000}\n",
            _READABLE,
        ),
    )
    yield (
        "not-a-mapping",
        _rule(
            msg("Files begin with a key"),
            msg("A file is a group of fields, each as `key: value`; a bare text, a list or an empty file is none."),
            "Laporan akhir program\n",
            "format: 1\nsummary: Laporan akhir program\n",
            _READABLE,
        ),
    )
    yield (
        "second-document",
        _rule(
            msg("One file holds one document"),
            msg("A line of three hyphens in the middle of a file begins a second document, which nobody would read."),
            "format: 1\n---\nformat: 1\n",
            "format: 1\n",
            _WHOLE,
        ),
    )
    yield (
        "yaml-alias",
        _rule(
            msg("Values are written out, not referred to"),
            msg("A reference with an asterisk repeats another part of the file. Write the value again instead."),
            "planned: &sum 1500000\nspent: *sum\n",
            "planned: 1500000\nspent: 1500000\n",
            msg(
                "Each figure has a line of its own, on which it can be corrected; and a few references inside each "
                "other can fill the memory of the machine."
            ),
        ),
    )
    yield (
        "yaml-anchor",
        _rule(
            msg("Nothing is marked for references"),
            msg("A name after an ampersand marks a value for references, which are not used here."),
            "planned: &sum 1500000\n",
            "planned: 1500000\n",
            _READABLE,
        ),
    )
    yield (
        "yaml-tag",
        _rule(
            msg("No value carries a tag"),
            msg("A word after an exclamation mark tells YAML to read a value as something else. None is used here."),
            "total: !!str 342\n",
            "total: 342\n",
            msg("What a field holds is decided by the format, for all files alike; tags can also run code elsewhere."),
        ),
    )
    yield (
        "too-deep",
        _rule(
            msg("Groups do not stand too deep inside each other"),
            msg("More than 16 levels inside each other are refused; the format needs fewer than half of them."),
            "[[[[[[[[[[[[[[[[[[ 1 ]]]]]]]]]]]]]]]]]]\n",
            "- 1\n",
            _READABLE,
        ),
    )
    yield (
        "too-many-values",
        _rule(
            msg("No file has more values than a report needs"),
            msg("A file with more than 50,000 values is refused."),
            "total: [1, 1, 1, 1, 1, 1]  # and so on\n",
            "total: 6\n",
            _LENGTH,
        ),
    )

    yield (
        "too-many-faults",
        _rule(
            msg("A file has no more faults than a person mends at once"),
            msg("After 200 faults the rest of a file is not read: it is something else than was meant."),
            "# programs/kebun-warga/program.yml is a spreadsheet that was renamed\n",
            "# programs/kebun-warga/program.yml is YAML\n",
            _READABLE,
        ),
    )


def _values() -> Iterator[tuple[str, Rule]]:
    yield (
        "unknown-field",
        _rule(
            msg("Every field is known"),
            msg("Each key is one of the fields that the format has in that place; the nearest one is suggested."),
            "beneficiaries:\n  totl: 342\n",
            "beneficiaries:\n  total: 342\n",
            _MEANT,
        ),
    )
    yield (
        "unknown-word",
        _rule(
            msg("Words are chosen from their list"),
            msg("Some fields take one of a few words, such as the status of a report; the nearest one is suggested."),
            "status: finl\n",
            "status: final\n",
            _MEANT,
        ),
    )
    yield (
        "missing-field",
        _rule(
            msg("Fields that must be there are there"),
            msg("Few fields are required: those without which a page could not be made. All others may be left out."),
            "name: Kebun Warga\n",
            "format: 1\nname: Kebun Warga\nsummary: Warga menanam sayur.\n",
            _WHOLE,
        ),
    )
    yield (
        "missing-unit",
        _rule(
            msg("Every number has a unit"),
            msg("Where a field does not decide what is counted, the number says so itself."),
            "value: 324\n",
            "value: {value: 324, unit: person}\n",
            msg("A bare number can be read as people, families or visits, and is then compared with what it is not."),
        ),
    )
    yield (
        "wrong-amount",
        _rule(
            msg("Amounts can be read in one way only"),
            msg(
                "Amounts are written the Indonesian way: points between thousands, a comma before decimals, and "
                "ribu, juta, miliar or triliun in full. What could mean two amounts is refused, and both are named."
            ),
            "spent: {total: 'Rp 1,500,000'}\n",
            "spent: {total: Rp 1.500.000}\n",
            msg("A point in the wrong place is a factor of a thousand, the most expensive slip of the pen there is."),
        ),
    )
    yield (
        "wrong-date",
        _rule(
            msg("Dates can be read in one way only"),
            msg(
                "Dates are written as year, month and day, as far as known: `2022-08-01`, `2022-08` or `2022`. "
                "A day that the calendar does not have is refused."
            ),
            "from: 01/08/2022\n",
            "from: 2022-08-01\n",
            msg("01/08 is the first of August to some readers and the eighth of January to others."),
        ),
    )
    yield (
        "wrong-value",
        _rule(
            msg("Values fit their fields"),
            msg(
                "The value is of another sort than the field takes: a list for a text, a name with invisible signs, an "
                "address that no link can lead to, an amount below zero where none can be."
            ),
            "languages: id\n",
            "languages: [id, en]\n",
            _READABLE,
        ),
    )


def _settings() -> Iterator[tuple[str, Rule]]:
    known = "disclosures:\n  - check: parts-do-not-sum\n    at: beneficiaries.by_component\n    status: open\n"
    note = "    note: The source states both; we have asked which one is right.\n"
    yield (
        STALE,
        _rule(
            msg("Every disclosure names a finding that is there"),
            msg("A disclosure whose check finds nothing in the place it names is out of date, or names it wrongly."),
            known + note,
            "# the numbers agree now, and the disclosure is deleted\n",
            msg("A note on a difference that is gone tells readers of a fault where there is none."),
        ),
    )
    yield (
        UNKNOWN_CHECK,
        _rule(
            msg("Checks that are named exist"),
            msg("A disclosure, or a setting of the publisher, names a check that there is not."),
            known.replace("parts-do-not-sum", "parts-do-not-add") + note,
            known + note,
            _MEANT,
        ),
    )
    yield (
        NOT_DISCLOSABLE,
        _rule(
            msg("Only findings that can stand are disclosed"),
            msg("Some findings can only be mended: names that lead nowhere, and all that could harm a person."),
            "disclosures:\n  - {check: personal-nik, at: summary, status: open, note: As in the source.}\n",
            "# the number is deleted, and so is the disclosure\n",
            msg("A disclosure tells the public about a difference; it is no permission to publish personal data."),
        ),
    )
    yield (
        NOT_ADJUSTABLE,
        _rule(
            msg("Sums and references cannot be switched off"),
            msg("A publisher may let findings weigh more, and those that are a matter of judgement less; not these."),
            "checks:\n  parts-do-not-sum: {severity: 'off'}\n",
            "checks:\n  over-target: {severity: error}\n",
            msg("A check is worth nothing to donors if whoever is checked can silence it without saying so."),
        ),
    )


def _site() -> Iterator[tuple[str, Rule]]:
    yield (
        "misplaced-page",
        _rule(
            msg("Pages by hand have a place on the site"),
            msg("A page lies in `content/<language>/`, under a name of small letters, digits and hyphens."),
            "# content/Tentang Kami.md\n",
            "# content/id/tentang-kami.md\n",
            _LINKS,
        ),
    )
    yield (
        "address-taken",
        _rule(
            msg("Every page has an address of its own"),
            msg("A page by hand and a page that is made from the data, or two pages by hand, want the same address."),
            "# content/id/program.md\n",
            "# content/id/tentang-program.md\n",
            _LINKS,
        ),
    )
    yield (
        "broken-manifest",
        _rule(
            msg("The manifest of the last publication can be read"),
            msg(
                "Each publication names the one before it by the checksum of its `manifest.json`. The copy that the "
                "project keeps of the last one is no manifest, or has been changed."
            ),
            "# content/previous-manifest.json is cut off in the middle\n",
            "# content/previous-manifest.json is manifest.json of the site as published\n",
            msg("The chain of manifests is what shows that no figure was changed in silence."),
        ),
    )


RULES: dict[str, Rule] = dict(_entries())
"""Every code that is not a check of the registry, with its entry in the rule book."""
