"""Every kind of public page: there, whole, valid, saying what the office wants said, and leading only to pages that exist."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import page as page_validation
import pytest
from django.template.loader import render_to_string
from django.test import Client
from lxml import html

from pdf.inspect import structure
from reports import render
from reports.document import PillarSection, ReportDocument, SubThemePage, SummaryCell
from tests.sample import QUARTERS, document, publish_sample

pytestmark = pytest.mark.django_db

QUARTER = QUARTERS[1]
REPORT = f"/reports/{QUARTER.slug}/"
# One address for each kind of page; the shared page of two sub-themes and the quarter without finance besides.
KINDS = (
    "/",
    "/reports/",
    REPORT,
    f"{REPORT}editions/1/",
    f"{REPORT}summary/",
    f"{REPORT}pages/vulnerability/",
    f"{REPORT}pages/offender-management/",
    f"{REPORT}finance/",
    f"{REPORT}finance/net-revenue-expenditure/",
    f"{REPORT}finance/capital-expenditure-and-capital-financing/",
    f"{REPORT}key/",
    f"{REPORT}whole/",
    f"/reports/{QUARTERS[0].slug}/",
    f"/reports/{QUARTERS[0].slug}/whole/",
    "/commitments/",
    "/commitments/4/",
    "/commitments/9a/",
    "/commitments/?pillar=protecting-people&rating=R&long=yes",
    f"/commitments/changes/{QUARTER.slug}/",
    "/open-data/",
    f"/commitments/changes/{QUARTERS[0].slug}/",
    "/indicators/",
    "/indicators/feeling-safe/",
    "/indicators/commissioning-spend/",
    "/pillars/",
    "/pillars/protecting-people/",
)
ABSENT = (
    "/reports/2019-20-q2/",
    "/reports/2019-20-q9/",
    "/reports/2019-21-q1/",
    "/reports/9999-00-q1/summary/",
    "/reports/none/whole/",
    f"/reports/{2**70}/",
    f"{REPORT}pages/none/",
    f"{REPORT}editions/2/",
    f"{REPORT}editions/1/none.html",
    f"{REPORT}finance/none/",
    f"/reports/{QUARTERS[0].slug}/finance/",
    f"/reports/{QUARTERS[0].slug}/finance/usable-reserves/",
    "/reports/2019-20-q2/report.pdf",
    "/commitments/0/",
    f"/commitments/{2**70}/",
    "/commitments/changes/none/",
    "/commitments/changes/2019-20-q2/",
    "/indicators/none/",
    "/pillars/none/",
)
AWKWARD = "Drugs & alcohol <b>“now”</b> – Ynys Môn’s café’s " + "re-evaluation " * 12 + "x" * 180


@pytest.fixture(autouse=True)
def sample() -> None:
    publish_sample()


def get(address: str) -> str:
    response = Client().get(address, follow=True)
    assert response.status_code == 200, address
    return response.content.decode()


def standing(address: str) -> str:
    """Where a lasting address leads now."""
    return Client().get(address).headers.get("Location", address)


@pytest.mark.parametrize("address", KINDS)
def test_page_stands_and_carries_the_notice(address: str) -> None:
    tree = html.fromstring(get(address))
    assert document(QUARTER).notice in tree.find_class("notice")[0].text_content()
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("string(//title)").strip()
    assert Client().head(address, follow=True).status_code == 200
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize("address", ABSENT)
def test_what_is_not_published_is_not_found(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 404
    tree = html.fromstring(response.content)
    assert document(QUARTER).notice in tree.text_content()
    assert "look for the page in the list of reports" in tree.text_content()


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
def test_an_error_says_what_to_do_even_without_a_database(name: str) -> None:
    main = html.fromstring(render_to_string(f"{name}.html")).get_element_by_id("main")
    assert len(main.xpath(".//p")) >= 1
    assert main.xpath(".//a/@href") == ["/reports/"]


def test_every_page_is_valid_html(html_faults) -> None:
    pages = {address: get(address) for address in KINDS}
    pages["/nothing/"] = Client().get("/nothing/").content.decode()
    assert html_faults(pages) == []


def test_no_page_needs_what_the_content_policy_forbids() -> None:
    for address in KINDS:
        tree = html.fromstring(get(address))
        assert not tree.xpath("//*[@style] | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), address


def test_every_link_leads_to_a_page_and_to_a_place_on_it() -> None:
    pages = {address: get(address) for address in KINDS}
    targets: dict[str, set[str]] = {}
    for address, page in pages.items():
        here = standing(address)
        for link in html.fromstring(page).xpath("//a/@href"):
            target, place = urldefrag(urljoin(here, link))
            if target.startswith("/"):
                targets.setdefault(target, set()).add(place)
    for target, places in targets.items():
        if target.endswith((".pdf", ".csv", ".xlsx", ".ods", ".json")):
            assert Client().get(target, follow=True).status_code == 200, target
            continue
        # The link for the office leads on to its sign-in page.
        answer = Client().get(target, follow=True)
        assert answer.status_code == 200, target
        named = set(html.fromstring(answer.content).xpath("//@id"))
        assert places - {""} <= named, target


@pytest.mark.parametrize("address", KINDS)
def test_headings_skip_no_level(address: str) -> None:
    assert_in_order(get(address))


def test_every_rating_is_a_shape_and_a_word() -> None:
    shapes = {f"is-{rating.shape}" for rating in document(QUARTER).scale}
    words = {rating.word for rating in document(QUARTER).scale}
    ratings = html.fromstring(get(f"{REPORT}whole/")).find_class("rating")
    assert len(ratings) > 150
    for rating in ratings:
        assert rating.text_content() in words
        assert len(shapes & set(rating.get("class").split())) == 1


def test_reading_onward_visits_every_page_once() -> None:
    visited, address = [], standing(f"{REPORT}summary/")
    while address:
        visited.append(address)
        onward = next(iter(html.fromstring(get(address)).xpath("//a[@rel='next']/@href")), "")
        address = urljoin(address, onward) if onward else ""
    report = document(QUARTER)
    assert report.finance
    assert len(visited) == len(set(visited)) == len(report.pages) + 1 + len(report.finance.pages) + 2
    assert visited[-1] == standing(f"{REPORT}key/")


def filled(pillar: PillarSection, pages: tuple[SubThemePage, ...]) -> PillarSection:
    """The pillar with these pages, and a cell on the summary for each of their parts."""
    cells = [SummaryCell(part.title, page.slug, part.rated) for page in pages for part in page.parts]
    return replace(pillar, title=AWKWARD, pages=pages, cells=tuple(cells))


def awkward_documents() -> dict[str, ReportDocument]:
    """The sample's report, bent to what a plan may be."""
    report = document(QUARTER)
    pillar = report.pillars[0]
    page = pillar.pages[0]
    part = page.parts[0]
    line = part.lines[0]
    many = replace(part, lines=tuple(replace(line, rated=replace(line.rated, reason=AWKWARD)) for _ in range(60)))
    bare = replace(part, headlines=(), indicators=(), activities=(), lines=())
    named = replace(part, title=AWKWARD, indicators=tuple(replace(row, name=AWKWARD) for row in part.indicators))
    parts = {"many": many, "bare": bare, "named": named}
    pages = tuple(replace(page, slug=name, title=AWKWARD, parts=(held,)) for name, held in parts.items())
    shared = replace(page, slug="shared", title=AWKWARD, parts=(named, many, bare))
    only = replace(page, slug="only", title=AWKWARD, parts=(replace(part, title=AWKWARD),))
    eight = [replace(pillar, number=number, pages=(), cells=()) for number in range(3, 9)]
    return {
        "long names": replace(
            report,
            title=AWKWARD,
            plan_title=AWKWARD,
            notice=AWKWARD,
            pillars=(filled(pillar, (*pages, shared)),),
        ),
        "no sub-themes, eight pillars": replace(
            report,
            pillars=(filled(pillar, (only,)), replace(pillar, number=2, pages=(), cells=()), *eight),
        ),
        "nothing else": replace(
            report,
            quarter=replace(report.quarter, previous_label="", last_year_label=""),
            pillars=report.pillars[:3],
            finance=None,
            account=None,
            notice="",
            published_at=None,
        ),
    }


def test_awkward_plans_stay_whole_and_valid(html_faults) -> None:
    pages = {}
    for name, report in awkward_documents().items():
        body = render_to_string("reports/_whole.html", {"document": report})
        pages[name] = f'<!DOCTYPE html><html lang="en"><head><title>.</title></head><body>{body}</body></html>'
        assert "<b>“now”" not in body
        assert_in_order(body)
    assert html_faults(pages) == []
    only = html.fromstring(pages["no sub-themes, eight pillars"])
    titles = [
        heading.text_content() for heading in only.xpath("//h2 | //h3 | //h4") if AWKWARD in heading.text_content()
    ]
    assert len(titles) == 2, "the summary and the page name such a pillar, once each"


def assert_in_order(page: str) -> None:
    levels = [int(heading.tag[1]) for heading in html.fromstring(page).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_awkward_plans_make_whole_tagged_pdfs(tmp_path: Path) -> None:
    for name, report in awkward_documents().items():
        made = tmp_path / "report.pdf"
        made.write_bytes(render.pdf(report))
        found = page_validation.validate_pdf(made, profile="ua1")
        assert [failure.message for failure in found.failures] == [], name
        nodes = structure(made.read_bytes())
        numbers = [
            item.number
            for _, page in report.pages
            for part in page.parts
            for line in part.lines
            for item in line.commitments
        ]
        heads = [node.text.split(".")[0].strip() for node in nodes if node.tag == "TH" and node.scope == "Row"]
        assert [head for head in heads if head in set(numbers)].count(numbers[0]) == numbers.count(numbers[0]), name
