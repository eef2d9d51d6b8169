"""The frame of a page is kept without its article, and put around it again."""

import pytest

from generator.framing import BUILT, _Frame, _without

FRAME = f"<title>T</title><p>Isi</p><main>{{}}</main><footer>{BUILT}</footer>"
SAID = "Built \u00e9".encode()


@pytest.mark.parametrize("article", [
    "<p>Isi</p>", "", "<p>Isi</p>" * 40, "<p>Isi</p>" * 40 + "lain", f"\u00e9 {BUILT} \U0001f33e",
])  # fmt: skip
def test_a_frame_fits_around_its_article(article: str) -> None:
    """All words of the article stay as they are, wherever else its first words stand."""
    data, place = _without(FRAME.format(article), article)
    frame = _Frame("a/index.html", data, "a/", None, {}, place)
    assert place >= 0
    assert (
        frame.around(article.encode(), SAID).decode()
        == FRAME.format(article).removesuffix(f"{BUILT}</footer>") + f"{SAID.decode()}</footer>"
    )


def test_an_article_that_a_template_changed_stays_in_its_frame() -> None:
    """What a template of the project made of it is published."""
    article = f"<p>Isi dan {BUILT}</p>"
    data, place = _without(FRAME.format(article.upper()), article)
    assert place < 0
    page = _Frame("a/index.html", data, "a/", None, {}, place).around(article.encode(), SAID)
    assert page.endswith(b"<footer>" + SAID + b"</footer>")
    assert article.upper().encode() in page
