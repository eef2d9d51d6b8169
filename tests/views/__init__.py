"""What readers see, derived from records."""

from generator.views.portfolio import PortfolioView, derive
from tests.golden import base, judge


def view(files: dict[str, str]) -> PortfolioView:
    """Derive the golden project with some of its files replaced; names are relative to `programs/`."""
    loaded, checked = judge({**base(), **files})
    assert loaded.portfolio is not None
    return derive(loaded.portfolio, checked)
