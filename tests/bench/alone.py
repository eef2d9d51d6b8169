"""`python -m tests.bench.alone` is `amanah` that makes pages alone: no charts, exports, pictures or search index.

Other site builders are given pages and make pages; only so the two can be compared.
"""

import sys
from dataclasses import replace
from typing import Any

from generator import charts, cli, exports, media, search


def _nothing(*_: Any, **__: Any) -> tuple[()]:  # noqa: ANN401 - whatever it is asked
    return ()


def _no_drawings(view: Any, *_: Any, **__: Any) -> dict[str, tuple[()]]:  # noqa: ANN401 - the view of a program
    return dict.fromkeys((view.program.id, *(report.scope for report in view.reports)), ())


def main() -> None:
    """Take out what makes no page, then build."""
    charts.draw_site = _nothing
    charts.draw_all_of = _no_drawings  # type: ignore[assignment] # as above
    media.draw_shared = _nothing  # type: ignore[assignment] # nobody looks
    search._body = lambda page: ""  # noqa: ARG005 - called by position
    exports.exports._entries = {one.name: replace(one, function=_nothing) for one in exports.exports}
    cli.main(sys.argv[1:])


if __name__ == "__main__":
    main()
