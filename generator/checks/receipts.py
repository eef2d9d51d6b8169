"""Receipts that stand twice, and money of other countries."""

import re
from collections.abc import Iterator

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.dates import place_in
from generator.checks.files import File, dotted, mark_at, programs, texts
from generator.checks.finance import CHANGES_IN_FUNDS
from generator.checks.funds import finances
from generator.i18n import msg
from generator.model.figure import Figure
from generator.model.finance import Receipt
from generator.model.portfolio import Portfolio
from generator.model.record import figures
from generator.model.text import Text


@check(
    "same-receipt-twice",
    msg("No receipt is counted twice"),
    page=RulePage(
        meaning=msg(
            "Looks through all receipts of a report, those that only passed through as well, for two of the same "
            "amount from the same organisation or under the same words. A note beside the amount of either says why "
            "both are right."
        ),
        bad="""\
zakat:
  received: [{id: transfer, label: Zakat of PT Contoh, organization: pt-contoh, amount: 5000000}]
infak-bound:
  received: [{id: gift, label: Transfer, organization: pt-contoh, amount: 5000000}]
""",
        good="""\
zakat:
  received: [{id: transfer, label: Zakat of PT Contoh, organization: pt-contoh, amount: 5000000}]
""",
        why=msg("One transfer that was booked in two funds makes both of them look richer than they are."),
        regulation=CHANGES_IN_FUNDS,
    ),
)
def compare_receipts(portfolio: Portfolio) -> Outcomes:
    """Look for receipts of one report with the same amount from the same giver."""
    for _, finance in finances(portfolio):
        receipts = [one for fund in finance.funds.values() for one in fund.received]
        seen: dict[tuple[str, object], Receipt] = {}
        for receipt in (*receipts, *finance.passed_through):
            if not isinstance(receipt.amount, Figure) or receipt.amount.value == 0:
                continue
            giver = receipt.organization or receipt.label.versions[0][1].casefold()
            earlier = seen.setdefault((giver, receipt.amount.value), receipt)
            yield from _judge_receipt(receipt, earlier)


def _judge_receipt(receipt: Receipt, earlier: Receipt) -> Iterator[Fault | Passed]:
    first, second = earlier.amount, receipt.amount
    if not isinstance(first, Figure) or not isinstance(second, Figure):
        return
    if earlier is receipt or first.note or second.note:
        yield Passed((second,))
        return
    message = msg(
        "{amount} from {giver} is received here, and the same {amount} in line {line}",
        amount=second.value,
        giver=receipt.organization or receipt.label,
        line=str(first.mark.line if first.mark else earlier.mark.line),
    )
    hint = msg("delete one of the two; if both were received, say so in a note beside the amount")
    yield Fault(second.mark or receipt.mark, message, dotted(*receipt.path), hint, (second, first))


_CURRENCIES = frozenset(
    (
        *("usd", "us-dollar", "dollar", "dolar", "eur", "euro", "gbp", "pound", "sgd", "jpy", "yen", "cny", "yuan"),
        *("rmb", "sar", "riyal", "myr", "ringgit", "aud", "aed", "dirham"),
    )
)
_FOREIGN = re.compile(
    r"(?:\bUS\$|\b(?:USD|EUR|GBP|SGD|JPY|CNY|SAR|MYR|AUD|AED)\b|[$\u20ac\u00a3\u00a5])\s?\d+(?:[.,]\d+)*|"
    r"\d+(?:[.,]\d+)*\s(?:(?:ribu|juta|miliar|thousand|million|billion)\s)?"
    r"(?:dolar|dollars?|euros?|ringgit|riyal|USD|EUR|SGD|SAR|MYR)\b"
)


@check(
    "mixed-currency",
    msg("All money is in rupiah"),
    firm=False,
    page=RulePage(
        meaning=msg(
            "Looks for figures in a unit that is the money of another country, and for such amounts in texts. All "
            "money is written in rupiah, at the rate of the day it was received; the foreign amount can stand in the "
            "note."
        ),
        bad="value: {value: 1200, unit: usd}",
        good="value: {value: Rp 18.600.000, note: 1,200 in the currency of the United States at 15,500 on 3 March.}",
        why=msg("Sums over two currencies mean nothing, and a rate that nobody states can hide a loss."),
    ),
)
def find_currencies(portfolio: Portfolio) -> Outcomes:
    """Look for money of other countries in figures and texts."""
    for _, file in programs(portfolio):
        for figure in figures(file):
            if figure.unit.id not in _CURRENCIES:
                continue
            said = msg("this is money in {unit}, and all other money is in rupiah", unit=figure.unit)
            hint = msg("write rupiah, and rate and day in a note")
            yield Fault(figure.mark or mark_at(file), said, figure.anchor, hint, (figure,))
        for text in texts(file):
            yield from _foreign(file, text)


def _foreign(file: File, text: Text) -> Iterator[Fault | Passed]:
    if text.path[:1] in (("disclosures",), ("corrections",)):
        return
    for language, version in text.versions:
        found = _FOREIGN.search(version)
        if found is None:
            yield Passed(())
            continue
        place, path = place_in(file, text, language)
        said = msg("the text speaks of {amount}, and all other money is in rupiah", amount=found[0])
        yield Fault(place, said, path, msg("write the amount in rupiah, and say at which rate"))
