"""The pages a donor comes to: openness, themes, places, periods compared, and the way to the publisher."""

import csv
import io
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from generator.i18n import translator
from generator.pages.mistakes import Desk
from generator.pages.terms import anchor, explained, name_rows
from tests.golden import base
from tests.pages.rendering import GLOSSARY, pages_of, view_of

PROGRAM = "kebun/program.yml"
FIRST = """
format: 1
period: {from: 2022-01-01, to: 2022-12-31}
status: final
summary: {id: Tahun pertama., en: The first year.}
source: plan
beneficiaries: {counting: unique, total: 100, by_place: {lebak: 40}}
finance:
  funds:
    zakat:
      opening: 10
      received_total: 90
      spent: {total: 60, by_category: {seed: 60}}
      closing: 40
results: [{indicator: harvest, actual: {value: 5, unit: kilogram}}]
"""
SECOND = """
format: 1
period: {from: 2023-01-01, to: 2023-12-31}
status: final
summary: {id: Tahun kedua., en: The second year.}
source: plan
beneficiaries: {counting: unique, total: 130}
finance: {funds: {zakat: {opening: 40, received_total: 10, spent: {total: 30}, closing: 20}}}
results: [{indicator: harvest, actual: null}]
"""
TWO = {"kebun/periods/2022.yml": FIRST, "kebun/periods/2023.yml": SECOND}


def _text(html: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(html)).split())


# --- openness --------------------------------------------------------------------------------------------------


def test_a_report_that_says_nothing_scores_zero_and_says_so() -> None:
    """Zero is a score: it stands on the page with everything that is missing."""
    bare = "format: 1\nperiod: {}\nstatus: final\nsummary: {id: A., en: B.}\n"
    files = {"kebun/periods/2022.yml": bare}
    openness = view_of(files).programs[0].reports[0].openness
    assert openness.full.value == 0
    assert openness.asked.value == len(openness.answers) == 13
    page = _text(pages_of(files)["openness/index.md"].text)
    assert "0 dari 13" in page
    assert "Tidak dilaporkan" in page


def test_the_rules_stand_before_the_scores_and_count_the_reports() -> None:
    """Every question has its rule, and the number of reports that answer it in full."""
    html = pages_of(TWO)["openness/index.md"].text
    assert html.index('id="aturan"') < html.index('id="nilai"')
    questions = {one.id: one.full.value for one in view_of(TWO).scores.questions}
    assert questions["people"] == 2
    assert questions["spending"] == 1
    assert questions["audit"] == 0
    assert all(f'id="soal-{name}"' in html for name in questions)


@pytest.mark.parametrize(
    ("line", "question", "state"),
    [
        ("approval: {by: Direktur}", "approval", "reported"),
        ("audit: {by: KAP Contoh}", "audit", "partly"),
        ("audit: {by: KAP Contoh, opinion: unqualified}", "audit", "reported"),
        ("challenges: [{id: a, text: {id: A., en: B.}}]", "challenges", "partly"),
        ("challenges: [{id: a, text: {id: A., en: B.}, response: {id: A., en: B.}}]", "challenges", "reported"),
        ("activities: [{id: a, title: A, on: 2022-02-02}, {id: b, title: B}]", "activities", "partly"),
        ("finance: {spent: {total: 5}}", "spending", "partly"),
        ("finance: {revolved: 5}", "spending", "partly"),
        ("finance: {funds: {zakat: {opening: 1}}}", "balances", "silent"),
        ("finance: {funds: {zakat: {opening: 1, closing: 1}, csr: {opening: 1}}}", "balances", "partly"),
    ],
)
def test_each_question_is_answered_by_its_rule(line: str, question: str, state: str) -> None:
    """What a report states decides, and nothing else."""
    report = base()["kebun/periods/2022.yml"] + line + "\n"
    openness = view_of({"kebun/periods/2022.yml": report}).programs[0].reports[0].openness
    assert {one.question: one.state for one in openness.answers}[question] == state


# --- periods compared ------------------------------------------------------------------------------------------


def test_periods_are_compared_only_where_there_are_two() -> None:
    """A single report has nothing beside it."""
    assert "program/kebun/compare/index.md" not in pages_of()
    assert "program/kebun/compare/index.md" in pages_of(TWO)


def test_a_difference_is_a_figure_with_both_terms() -> None:
    """The later minus the earlier, with its row in the ledger; a missing side leaves none."""
    (one,) = view_of(TWO).programs[0].comparisons
    pairs = {str(pair.label): pair for group in one.groups for pair in group.pairs}
    change = pairs["beneficiaries"].change
    assert change is not None
    assert change.value == 30
    assert [term.value for term in change.terms] == [130, 100]
    assert view_of(TWO).programs[0].ledger.find(change.address) is not None
    page = _text(pages_of(TWO)["program/kebun/compare/index.md"].text)
    assert "tidak dapat dibandingkan" in page


def test_unlike_counts_are_not_subtracted() -> None:
    """People and partners are different things."""
    unlike = {**TWO, "kebun/periods/2023.yml": SECOND.replace("total: 130", "total: {value: 130, unit: partner}")}
    (one,) = view_of(unlike).programs[0].comparisons
    pair = one.groups[0].pairs[0]
    assert pair.unlike
    assert pair.change is None


# --- themes and places -----------------------------------------------------------------------------------------


def test_each_theme_and_goal_has_a_page_with_its_programs_and_sums() -> None:
    """The sum of a theme is what its programs spent, and its terms say so."""
    files = {**TWO, PROGRAM: base()[PROGRAM].replace("themes: [farming]", "themes: [farming]\nsdgs: [2]")}
    pages = pages_of(files)
    assert {"themes/index.md", "themes/farming/index.md", "themes/goal-2/index.md"} <= set(pages)
    (theme,) = view_of(files).subjects.themes
    assert theme.spent is not None
    assert theme.spent.value == 90
    assert "Tanpa kelaparan" in _text(pages["themes/goal-2/index.md"].text)


def test_a_publisher_without_themes_and_goals_has_no_such_page() -> None:
    """No page and no tab stands empty."""
    bare = {PROGRAM: base()[PROGRAM].replace("themes: [farming]\n", "")}
    assert [uri for uri in pages_of(bare) if uri.startswith("themes/")] == []


def test_a_region_shows_only_what_is_stated_for_places_in_it() -> None:
    """The figure of the place stands there, that of the whole program does not."""
    pages = pages_of(TWO)
    assert {"places/36/index.md", "places/36-02/index.md"} <= set(pages)
    stated = pages["places/36-02/index.md"].text.partition('id="angka"')[2]
    assert "40" in _text(stated)
    assert "100" not in _text(stated)
    assert "Tidak ada laporan yang menyebut angka" not in _text(stated)


# --- the list of programs --------------------------------------------------------------------------------------


def test_every_program_carries_what_it_is_found_by() -> None:
    """The list stands whole; each row has its values, and the filters wait for the script."""
    other = base()[PROGRAM].replace("name: Kebun", "name: Ladang").replace("status: active", "status: closed")
    files = {**TWO, "ladang/program.yml": other.replace("themes: [farming]\n", "")}
    html = pages_of(files)["program/index.md"].text
    row = re.search(r'<li class="row"[^>]*data-fund="zakat"[^>]*>', html)
    assert row is not None
    for said in ('data-status="active"', 'data-place="36 36.02"', 'data-theme="farming"', 'data-year="2022 2023 2024"'):
        assert said in row[0]
    assert re.search(r"<details[^>]* hidden>", html)
    assert html.count('<li class="row"') == 2
    assert '<option value="closed"' in html
    assert "filters.js" in html


def test_a_single_program_needs_no_filters() -> None:
    """Nothing can be narrowed."""
    assert "filters.js" not in pages_of()["program/index.md"].text


# --- charts as files -------------------------------------------------------------------------------------------


def test_the_data_of_a_chart_name_the_addresses_of_their_figures() -> None:
    """Numbers are whole and plain, what is missing is empty and says so, and no text runs in a spreadsheet."""
    files = {**TWO, "kebun/periods/2023.yml": SECOND.replace("spent: {total: 30}", "spent: {total: null}")}
    made = pages_of({**files, "kebun/periods/2024.yml": SECOND.replace("2023", "2024")})
    rows = list(csv.reader(io.StringIO(made["program/kebun/charts/spending-over-periods.csv"].text)))
    assert rows[0][:2] == ["Periode", "Realisasi"]
    assert rows[1][1:4] == ["60", "rupiah", "kebun/2022/finance.funds.zakat.spent.total"]
    assert rows[2][1] == ""
    assert "tidak dilaporkan" in rows[2][-1]
    assert 'href="charts/spending-over-periods.csv"' in made["program/kebun/index.md"].text


def test_names_stand_left_in_the_tables_of_charts_and_quantities_right() -> None:
    """A column of names is read from its beginning, digits from their end."""
    made = pages_of(TWO)["program/kebun/2022/index.md"].text
    table = made.partition('<details class="chart-data">')[2].partition("</table>")[0]
    assert re.findall(r'<th scope="col"( class="num")?><span[^>]*>(.*?)<', table) == [
        ("", "Dari"),
        ("", "Ke"),
        (' class="num"', "Rupiah"),
    ]
    assert re.findall(r"<td([^>]*)>", table)[:2] == ["", ' class="num"']


# --- the way to the publisher ----------------------------------------------------------------------------------


def _publisher(line: str) -> dict[str, str]:
    return {"publisher.yml": base()["publisher.yml"] + line}


def test_an_error_in_a_figure_is_a_letter_with_its_address() -> None:
    """The row of a figure leads to the publisher's mailbox, subject and page filled in."""
    files = {**TWO, **_publisher("contact: {email: tanya@contoh.example}\n")}
    pages = pages_of(files, address="https://contoh.example/")
    row = pages["program/kebun/2022/data/index.md"].text.partition('id="beneficiaries.total"')[2]
    (href, *_) = re.findall(r'class="report-mistake" href="([^"]+)"', row)
    letter = urlsplit(href.replace("&amp;", "&"))
    assert (letter.scheme, unquote(letter.path)) == ("mailto", "tanya@contoh.example")
    said = parse_qs(letter.query)
    assert "kebun/2022/beneficiaries.total" in said["subject"][0]
    assert "https://contoh.example/program/kebun/2022/data/#beneficiaries.total" in said["body"][0]


def test_every_page_says_how_to_report_an_error() -> None:
    """Also where the publisher cannot be reached, which is said."""
    for uri, page in pages_of(_publisher("contact: {email: tanya@contoh.example}\n")).items():
        if page.is_page:
            assert 'class="mistake' in page.text, uri
            assert "mailto:tanya@contoh.example?subject=" in page.text, uri
    assert "Penerbit tidak menyebut cara menghubunginya" in pages_of()["index.md"].text


def test_a_mailbox_cannot_smuggle_fields_into_a_letter() -> None:
    """Question marks and ampersands of an address are letters of the address."""
    view = view_of(_publisher("contact: {email: 'a@b.example?bcc=c@d.example&x=1'}\n"))
    href = Desk(view.publisher, "/", translator("id")).href()
    assert href.count("?") == 1
    assert "bcc=" not in href


# --- terms -----------------------------------------------------------------------------------------------------


def test_a_technical_term_leads_to_the_glossary_once_a_page() -> None:
    """The first use is a link to the row that explains it, and a term without a row is plain."""
    html = pages_of(TWO, content=(GLOSSARY,))["money/index.md"].text
    assert html.count('class="term" href="../glossary/#term-zakat-fund"') == 1
    assert html.lower().count("dana zakat") > 1
    assert 'class="term"' not in pages_of(TWO)["money/index.md"].text


def test_the_rows_of_the_glossary_have_the_names_that_links_use() -> None:
    """The same row has the same name in both languages."""
    assert explained([GLOSSARY], "id") == {"zakat-fund", "baseline"}
    drawn = name_rows("<tr>\n<td>Data dasar</td>\n<td>baseline</td>\n</tr>")
    assert f'<tr id="{anchor("baseline")}">' in drawn
    assert name_rows("<tr><td>x</td><td>y</td></tr>") == "<tr><td>x</td><td>y</td></tr>"


# --- reports ---------------------------------------------------------------------------------------------------


def test_a_final_report_says_who_approved_and_audited_it_or_that_nobody_says() -> None:
    """Silence about either is printed as such."""
    silent = _text(pages_of()["program/kebun/2022/index.md"].text)
    assert "Persetujuan tidak dilaporkan" in silent
    assert "belum diaudit, sejauh yang dilaporkan" in silent
    report = (
        base()["kebun/periods/2022.yml"] + "approval: {by: Direktur}\naudit: {by: KAP Contoh, opinion: qualified}\n"
    )
    told = _text(pages_of({"kebun/periods/2022.yml": report})["program/kebun/2022/index.md"].text)
    assert "Persetujuan Direktur" in told
    assert "Audit KAP Contoh" in told


def test_a_report_has_its_contents_for_small_screens() -> None:
    """Every section is listed once, in order."""
    html = pages_of(TWO)["program/kebun/2022/index.md"].text
    listed = re.findall(r'<li><a href="#([^"]+)">', html.partition('class="jump')[2].partition("</details>")[0])
    assert listed == re.findall(r'<h2 id="([^"]+)">', html)


def test_the_funds_of_all_programs_follow_the_order_of_psak() -> None:
    """Receipts, distribution, surplus, opening and closing balance, and the balances of first and last report."""
    (one,) = view_of(TWO).overview.money.statements
    assert one.received_total is not None
    assert one.spent_total is not None
    assert one.surplus is not None
    assert [int(cell.value) for cell in (one.received_total, one.spent_total, one.surplus)] == [100, 90, 10]
    assert [getattr(cell, "value", None) for cell in (one.opening, one.closing)] == [10, 20]
    html = _text(pages_of(TWO)["money/index.md"].text)
    order = ["Penerimaan", "Penyaluran", "Surplus (defisit)", "Saldo awal", "Saldo akhir"]
    part = html.partition("PSAK")[2]
    assert sorted(order, key=part.index) == order


def test_every_page_but_the_first_says_where_it_stands() -> None:
    """Breadcrumbs lead home, or to the page above."""
    for uri, page in pages_of(TWO).items():
        if page.is_page and uri != "index.md":
            assert page.meta["breadcrumbs"], uri
