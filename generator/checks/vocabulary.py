"""Names from the lists of the publisher: categories of cost, groups of people, themes."""

from generator.checks import Outcomes, RulePage, check
from generator.checks.files import (
    files,
)
from generator.checks.references import Known, references
from generator.i18n import msg
from generator.model.portfolio import Portfolio


@check(
    "unknown-category",
    msg("Every category of cost is in the list of the publisher"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every category that money is split by in the list of categories in `programs/publisher.yml`."
        ),
        bad="by_category: {seeds: 400000}",
        good="by_category: {seed: 400000}",
        why=msg("One list for all programs is what lets readers compare them."),
    ),
)
def find_unknown_categories(portfolio: Portfolio) -> Outcomes:
    """Look up every category that money is split by in the list of categories in `programs/publisher.yml`."""
    yield from _listed_by_publisher(
        portfolio,
        "by_category",
        Known(
            portfolio.publisher.categories.keys(),
            msg("there is no category of cost called {name}"),
            msg("add it to categories: in programs/publisher.yml"),
        ),
    )


@check(
    "unknown-group",
    msg("Every group of people is in the list of the publisher"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up every group that beneficiaries and results are split by in the list of groups in "
            "`programs/publisher.yml`."
        ),
        bad="by_group: {farmer: 40}",
        good="by_group: {smallholder: 40}",
        why=msg("One list for all programs is what lets readers compare them."),
    ),
)
def find_unknown_groups(portfolio: Portfolio) -> Outcomes:
    """Look up every group that beneficiaries are split by in the list of groups in `programs/publisher.yml`."""
    yield from _listed_by_publisher(
        portfolio,
        "by_group",
        Known(
            portfolio.publisher.groups.keys(),
            msg("there is no group called {name}"),
            msg("add it to groups: in programs/publisher.yml"),
        ),
    )


@check(
    "unknown-theme",
    msg("Every theme is in the list of the publisher"),
    disclosable=False,
    page=RulePage(
        meaning=msg("Looks up every theme of a program in the list of themes in `programs/publisher.yml`."),
        bad="themes: [farm]",
        good="themes: [farming]",
        why=msg("One list for all programs is what lets readers find those of one subject."),
    ),
)
def find_unknown_themes(portfolio: Portfolio) -> Outcomes:
    """Look up every theme of a program in the list of themes in `programs/publisher.yml`."""
    yield from _listed_by_publisher(
        portfolio,
        "themes",
        Known(
            portfolio.publisher.themes.keys(),
            msg("there is no theme called {name}"),
            msg("add it to themes: in programs/publisher.yml"),
        ),
    )


def _listed_by_publisher(portfolio: Portfolio, field: str, known: Known) -> Outcomes:
    for file in files(portfolio):
        yield from known.judge(references(file, field))
