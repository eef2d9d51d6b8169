"""Counts of former versions: two repositories are written and built, and every file of their sites is searched.

The limits have six digits, so that the counts that must not come out cannot be mistaken for anything else.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator import checks
from generator.model.figure import Figure, Suppressed
from generator.views.portfolio import derive
from tests.built import BuiltSite, run_amanah, run_here
from tests.history.repository import REPORT, Repository, start
from tests.privacy.leaks import contents, leaks

PUBLISHER = "programs/publisher.yml"
PRIVACY = "privacy: {repository: WHERE, small_cell: 500000, small_cell_sensitive: 900000}\n"
HEAD = """\
format: 1
period: {from: YEAR-01-01, to: YEAR-12-31}
status: final
summary: {id: Laporan tahunan., en: The report of a year.}
source: plan
"""
GONE = (712345, 4287655, 723456, 5276544)
"""Small counts and what was withheld beside them: of each pair the total, which is public, tells the other."""


@dataclass(frozen=True)
class Version:
    """What stands below the head of each report in one commit."""

    subject: str
    day: str
    reports: dict[str, str]


FIGURE = """\
figures:
  - {id: plots, label: {id: Petak, en: Plots}, value: {value: NUMBER, unit: unit}}
disclosures:
  - {check: unexplained-correction, at: figures.plots.value, status: open, note: {id: Tak tahu., en: Unknown.}}
"""
"""A figure that changes while no correction says why, so that the commit would have the word."""
BEFORE = """\
beneficiaries:
  total: 7000000
  by_disability: {with: 634127, without: 6365873}
  by_group: {smallholder: {value: 300457, unit: petani}}
results:
  - {indicator: harvest, actual: {value: 400123, unit: participant}}
"""
AFTER = """\
beneficiaries:
  total: 7000000
  by_disability: {with: 1845129, without: 5154871}
  by_group: {smallholder: {value: 7000000, unit: petani}}
results:
  - {indicator: harvest, actual: {value: 2000123, unit: participant}}
corrections:
  - {id: a, at: beneficiaries.by_disability.with, was: {value: 634127, unit: person}, until: 2025-03-01, reason: WHY}
  - {id: b, at: beneficiaries.by_disability.without, was: {value: 6365873, unit: person}, until: 2025-03, reason: WHY}
  - {id: c, at: beneficiaries.by_group.smallholder, was: {value: 300457, unit: petani}, until: 2025-03-01, reason: WHY}
disclosures:
  - {check: unexplained-correction, at: results.harvest.actual, status: open, note: {id: Tak tahu., en: Unknown.}}
""".replace("WHY", "{id: Dihitung ulang., en: Counted again.}")
FORMER = (634127, 6365873, 300457, 400123)
"""Counts that were withheld until they were replaced: each is below the limit of its own place, or stood beside one."""
PHONE = "0812-7345-6198"
TOLD = f"Perbaiki petak, konfirmasi Bu Siti {PHONE}"
COUNTED = "Petak: 3 difabel, bukan 12"


def plots(number: int) -> str:
    """Return the part of a report that changes with each commit."""
    return FIGURE.replace("NUMBER", str(number))


PRIVATE = (
    Version("Publish", "2025-02-01", {
        "2022": "beneficiaries: {total: 5000000, by_disability: {with: 712345, without: 4287655}}\n" + plots(31),
        "2023": "beneficiaries: {total: 6000000, by_disability: {with: 723456, without: 5276544}}\n",
        "2024": BEFORE,
    }),
    Version(TOLD, "2025-03-01", {
        "2022": "beneficiaries: {total: 5000000, by_disability: {with: 712345, without: ~}}\n" + plots(32),
        "2023": "beneficiaries: {total: 6000000}\n",
        "2024": AFTER,
    }),
    Version(COUNTED, "2025-04-01", {
        "2022": "beneficiaries: {total: 5000000, by_disability: {with: 712345, without: ~}}\n" + plots(33),
    }),
)  # fmt: skip
PUBLIC = (
    Version("Publish", "2025-02-01", {
        "2022": "beneficiaries: {total: 5000000, by_disability: {with: <900000, without: 4287655}}\n" + plots(31),
        "2023": "beneficiaries: {total: 6000000, by_disability: {with: <900000, without: 5276544}}\n",
        "2024": BEFORE.replace("634127", "<900000").replace("400123", "<500000").replace("300457", "<500000"),
    }),
    Version(TOLD, "2025-03-01", {
        "2022": "beneficiaries: {total: 5000000, by_disability: {with: <900000, without: ~}}\n" + plots(32),
        "2023": "beneficiaries: {total: 6000000}\n",
        "2024": re.sub(r"\b(634127|300457)\b", "<900000", AFTER),
    }),
    Version(COUNTED, "2025-04-01", {
        "2022": "beneficiaries: {total: 5000000, by_disability: {with: <900000, without: ~}}\n" + plots(33),
    }),
)  # fmt: skip


def commit(folder: Path, where: str, versions: tuple[Version, ...]) -> Repository:
    """Write a repository in which each version is a commit."""
    made = start(folder)
    publisher = (made.root / PUBLISHER).read_text("utf-8")
    made.write(PUBLISHER, publisher + PRIVACY.replace("WHERE", where))
    for version in versions:
        for year, text in version.reports.items():
            made.write(f"programs/kebun/periods/{year}.yml", HEAD.replace("YEAR", year) + text)
        made.commit(version.subject, version.day)
    return made


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltSite]:
    """Build a repository of either kind as its publisher would."""
    made = {}
    for where, versions in (("private", PRIVATE), ("public", PUBLIC)):
        root = commit(tmp_path_factory.mktemp(where) / "project", where, versions).root
        run_amanah("build", "-C", str(root))
        made[where] = BuiltSite(root, root / "site")
    return made


@pytest.fixture(params=["private", "public"])
def site(request: pytest.FixtureRequest, sites: dict[str, BuiltSite]) -> BuiltSite:
    """Take both, one after the other."""
    return sites[request.param]


def test_a_count_that_is_gone_stands_nowhere(site: BuiltSite) -> None:
    """What was withheld beside a small count would give it away, so its number is in no file and no message."""
    assert leaks(site.folder, GONE) == []
    said = run_here("check", "-C", str(site.project))
    assert [str(number) for number in GONE if f"{number:,}" in said or str(number) in said] == []


def test_readers_learn_that_a_count_is_gone(site: BuiltSite) -> None:
    """The place is named, without the number."""
    page = site.text("en/mutu-data/index.html")
    assert "a count of people stood at beneficiaries.by_disability.without, and is gone" in page
    assert leaks(site.folder, [5_000_000]) != []


def test_what_commits_say_names_nobody_and_counts_nobody(site: BuiltSite) -> None:
    """A phone number is veiled, and a sentence that counts people is left out; the change itself is told."""
    texts = dict(contents(site.folder))
    assert [name for name, text in texts.items() if re.search(r"0812\W?7345|6198\b|difabel", text)] == []
    page = site.text("en/koreksi/index.html")
    assert "was 31 units until 1 March 2025, afterwards 32 units" in page
    assert "was 32 units until 1 April 2025, afterwards 33 units" in page


def test_commits_of_a_private_repository_stay_there(sites: dict[str, BuiltSite]) -> None:
    """Their first lines were written for staff: no page, feed or file repeats one, as those of a public one do."""
    told = {where: [name for name, text in contents(site.folder) if "Bu Siti" in text] for where, site in sites.items()}
    assert told["private"] == []
    assert {"koreksi/index.html", "en/koreksi/index.html", "feeds/corrections.atom"} <= set(told["public"])


def test_a_former_count_is_withheld_by_the_limit_of_its_own_place(site: BuiltSite) -> None:
    """What git and corrections tell of it stands in no page, table, workbook or feed, nor what stood beside it."""
    assert leaks(site.folder, FORMER) == []


@pytest.mark.parametrize(
    ("privacy", "before", "after", "expected"),
    [
        ("private", "{total: 40}", "{total: 41}", {"total": ["40"]}),
        ("private", "{total: 7}", "{total: 25}", {}),
        ("private, small_cell: 20", "{total: 12}", "{total: 25}", {}),
        ("private", "{total: 40, by_disability: {with: 8, without: 32}}",
         "{total: 40, by_disability: {with: 12, without: 28}}", {}),
        ("private", "{total: 40, by_component: {vegetables: 8, fish: 32}}",
         "{total: 40, by_component: {vegetables: 12, fish: 28}}", {}),
        ("private", "{total: 40, by_component: {vegetables: 18, fish: 22}}",
         "{total: 40, by_component: {vegetables: 20, fish: 20}}", {"fish": ["22"], "vegetables": ["18"]}),
        ("private", "{total: 40, by_disability: {with: 8, without: 32}}",
         "{total: 40, by_disability: {without: 28}}", {}),
        ("private", "{total: 40, by_component: {vegetables: 8, fish: 32}}",
         "{total: 44, by_component: {vegetables: 12, fish: 32}}", {}),
        ("private", "{total: 40, by_component: {vegetables: 18, fish: 22}}",
         "{total: 44, by_component: {vegetables: 22, fish: 22}}", {"total": ["40"], "vegetables": ["18"]}),
        ("private", "{by_group: {smallholder: {value: 4, unit: petani}}}",
         "{by_group: {smallholder: {value: 12, unit: petani}}}", {}),
        ("public", "{total: 40, by_disability: {with: 8, without: 32}}",
         "{total: 40, by_disability: {with: 12, without: 28}}", {"with": ["<10"]}),
        ("public", "{total: 40, by_disability: {with: <10, without: 32}}",
         "{total: 40, by_disability: {with: 12, without: 28}}", {"with": ["<10"]}),
    ],
)  # fmt: skip
def test_what_a_count_was_is_told_unless_it_tells_of_a_small_one(
    privacy: str, before: str, after: str, expected: dict[str, list[str]], tmp_path: Path
) -> None:
    """Of two versions of a report readers hear what a count was, and nothing that was withheld or stood beside it."""
    versions = [f"beneficiaries: {text}\n" for text in (before, after)]
    assert _told(tmp_path, privacy, *versions) == expected


CORRECTIONS = """\
corrections:
  - {id: a, at: beneficiaries.by_disability.with, was: {value: WITH, unit: person}, until: 2025-03, reason: WHY}
  - {id: b, at: beneficiaries.total, was: {value: TOTAL, unit: person}, until: 2025-03, reason: WHY}
""".replace("WHY", "{id: A, en: A}")


@pytest.mark.parametrize(
    ("was", "total", "expected"),
    [("8", "36", {"with": ["<10"], "total": ["<None"]}), ("18", "46", {"with": ["18"], "total": ["46"]})],
    ids=["small", "not small"],
)
def test_a_correction_says_what_a_total_was_unless_it_tells_of_a_small_part(
    was: str, total: str, expected: dict[str, list[str]], tmp_path: Path
) -> None:
    """The total as it was, less the part that never changed, is the part that was withheld; git may know nothing."""
    corrections = CORRECTIONS.replace("WITH", was).replace("TOTAL", total)
    text = "beneficiaries: {total: 40, by_disability: {with: 12, without: 28}}\n" + corrections
    assert _told(tmp_path, "private", text) == expected


TRAINING = """\
activities:
  - {id: a, title: {id: A, en: A}, participants: FIRST}
  - {id: b, title: {id: B, en: B}, participants: 20}
figures:
  - {id: all, label: {id: A, en: A}, value: {value: SUM, unit: participant}, adds: [activities.participants]}
"""


@pytest.mark.parametrize(
    ("first", "expected"), [("3", {}), ("13", {"participants": ["13"], "value": ["33"]})], ids=["small", "not small"]
)
def test_what_a_sum_was_is_told_unless_it_tells_of_a_small_one(
    first: str, expected: dict[str, list[str]], tmp_path: Path
) -> None:
    """A figure that adds others, as it was, less the term that never changed, is the one that was withheld."""
    before = TRAINING.replace("FIRST", first).replace("SUM", str(int(first) + 20))
    after = TRAINING.replace("FIRST", "16").replace("SUM", "36")
    assert _told(tmp_path, "private", before, after) == expected


def _told(folder: Path, privacy: str, *versions: str) -> dict[str, list[str]]:
    """Return what readers hear of what figures were, by the last part of their addresses."""
    made = start(folder / "project")
    publisher = (made.root / PUBLISHER).read_text("utf-8")
    made.write(PUBLISHER, f"{publisher}privacy: {{repository: {privacy}}}\n")
    for month, text in enumerate(versions, 1):
        made.write(REPORT, HEAD.replace("YEAR", "2022") + text)
        made.commit("Count", f"2025-0{month}-01")
    portfolio = made.load().portfolio
    assert portfolio is not None
    told = replace(portfolio, past=made.past())
    (report,) = derive(told, checks.run(told)).programs[0].reports
    found: dict[str, list[str]] = {}
    for entry in report.ledger.entries:
        for one in entry.story.corrections:
            found.setdefault(entry.figure.anchor.rpartition(".")[2], []).append(_words(one.was))
    return found


def _words(cell: Figure | Suppressed) -> str:
    return f"<{cell.limit}" if isinstance(cell, Suppressed) else f"{cell.value}"
