"""Authors' Markdown: what is kept, what is marked, and what never runs."""

import re

import pytest
from markupsafe import Markup

from generator.pages.prose import PAGE, PROSE, render_markdown


def _none(path: str, words: str) -> Markup | None:  # noqa: ARG001 - the signature of a quote
    return None


def _render(text: str, kind: str = PROSE) -> str:
    return str(render_markdown(text, kind, _none)).strip()


def test_emphasis_lists_quotes_and_links_are_kept() -> None:
    """The safe subset of Markdown reaches the page."""
    html = _render("*satu* **dua**\n\n- tiga\n\n> empat\n\n[lima](https://contoh.id)")
    assert "<em>satu</em>" in html
    assert "<strong>dua</strong>" in html
    assert "<li>tiga</li>" in html
    assert "<blockquote>" in html
    assert '<a href="https://contoh.id" rel="noopener">lima</a>' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://contoh.id/a.png)",
        "<svg/onload=alert(1)>",
        "[x](https://contoh.id){onclick=alert(1)}",
        "<a href='java&#115;cript:alert(1)'>x</a>",
        "`<script>alert(1)</script>`",
        "[a]: javascript:alert(1)\n\n[a]",
    ],
)
def test_nothing_that_could_run_becomes_markup(text: str) -> None:
    """HTML stays text, and links lead only to http, https and mailto."""
    html = _render(text)
    assert not re.search(r"<(script|img|svg|iframe|object)", html)
    assert not re.search(r"<[^>]*\bon[a-z]+=", html)
    assert not re.search(r'href="(?!https?:|mailto:|#|[./a-z])', html)
    assert 'href="javascript' not in html


def test_template_code_prints_itself() -> None:
    """Braces mean nothing in prose."""
    assert "{{ 7*7 }}" in _render("{{ 7*7 }} {% raw %}")


def test_headings_stand_only_on_hand_written_pages() -> None:
    """A program's prose cannot open a section of the page; a page of content/ can, and gets an anchor."""
    assert "<h" not in _render("## Judul")
    assert '<h2 id="judul-baru">Judul baru</h2>' in _render("## Judul baru", PAGE)


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("pada 26 Januari 2023", "date", "26 Januari 2023"),
        ("in November 2022", "date", "November 2022"),
        ("di RT 3 Lingkungan 1", "address", "RT 3"),
        ("Instruksi Presiden Nomor 4 Tahun 2022", "law", "Nomor 4 Tahun 2022"),
        ("kode 36.02.06.2002", "code", "36.02.06.2002"),
        ("selama 2019", "date", "2019"),
    ],
)
def test_numbers_that_are_no_quantities_are_marked(text: str, kind: str, marked: str) -> None:
    """Days, addresses, numbers of laws and codes carry their class."""
    assert f'<span data-number="{kind}">{marked}</span>' in _render(text)


def test_a_quantity_typed_into_prose_stays_unmarked() -> None:
    """Only a quoted figure can account for it, so that a walk over the page finds it."""
    assert "data-number" not in _render("sebanyak 342 mitra")


def test_a_quoted_figure_is_written_by_the_page() -> None:
    """The link asks for the figure by its path and keeps the author's words, if there are any."""
    asked = []

    def quote(path: str, words: str) -> Markup | None:
        asked.append((path, words))
        return Markup("<b>9</b>")

    html = str(render_markdown("ada [](figure:a.b) dan [sembilan](figure:a.c)", PROSE, quote))
    assert asked == [("a.b", ""), ("a.c", "sembilan")]
    assert "figure:" not in html


def test_links_between_hand_written_pages_are_resolved() -> None:
    """A link to a Markdown file becomes the link that the page gives for it; outside links stay."""
    html = str(render_markdown("[a](method.md#x) [b](https://contoh.id/y.md)", PAGE, _none, lambda href: f"./{href}!"))
    assert 'href="./method.md#x!"' in html
    assert 'href="https://contoh.id/y.md"' in html


@pytest.mark.parametrize(
    "text",
    ["[](figure:a.b)", "[dua][x]\n\n[x]: figure:a.b", "<figure:a.b>", "[](&#102;igure:a.b)", "a [](figure:a.b), b"],
)
def test_a_quoted_figure_is_written_for_each_page_however_it_is_linked(text: str) -> None:
    """What is kept of one page is kept for texts without links only."""
    for number in ("1", "2"):
        written = Markup("<em>{}</em>").format(number)
        assert f">{number}<" in str(render_markdown(text, PROSE, lambda *_, written=written: written))
