"""What comparisons of numbers share: how far two may lie apart, and what a gap gives away."""

from decimal import Decimal

from generator.i18n import Message, msg
from generator.model.figure import Figure
from generator.model.portfolio import Portfolio
from generator.model.unit import UNITS, Unit

PEOPLE = frozenset({"person", "partner", "participant", "beneficiary", "member", "student"})
"""Words for people: a total of partners can be held against parts that count people."""
FAMILIES = frozenset({"family", "household"})


def alike(first: Unit, second: Unit) -> bool:
    """Tell whether two units can count the same; a unit of the publisher's own may count people."""
    if first.id == second.id:
        return True
    both = {first.id, second.id}
    return both <= FAMILIES or all(one in PEOPLE or one not in UNITS for one in both)


def rounding(portfolio: Portfolio, figure: Figure) -> Decimal:
    """Return the difference that the publisher allows sums of money besides what was rounded in writing."""
    limit = portfolio.publisher.limits.rounding
    return limit.value if figure.is_money and isinstance(limit, Figure) else Decimal(0)


def explain_gap(gap: Decimal, otherwise: Message) -> Message:
    """Return the hint for a difference: two digits that may be swapped, else what the caller has to say."""
    if gap and gap % 9 == 0:
        return msg("two digits may be swapped: a difference that can be divided by 9 often comes from that")
    return otherwise
