"""The search page: what it shows and where it leads, how long it is kept, and the sentence that each hostile query gets."""

import re

import pytest
from django.test import Client
from lxml import html

from tests import records
from tests.reports.bilingual import make_bilingual
from tests.sample import publish_sample

pytestmark = pytest.mark.django_db


def get(**asked):
    return Client().get("/search/", asked)


def main_of(answer):
    return html.fromstring(answer.content).get_element_by_id("main")


@pytest.fixture
def sample():
    publish_sample()


@pytest.mark.usefixtures("sample")
def test_page_shows_what_is_found_where_it_stands_and_leads_there(html_faults):
    answer = get(q="hate crime", quarter="2019-20-q1")
    assert answer.status_code == 200
    main = main_of(answer)
    hit = main.find_class("hit")[0]
    assert [mark.text for mark in hit.iter("mark")] == ["Hate", "Crime"]
    (link,) = hit.xpath(".//a/@href")
    assert link.startswith("/reports/2019-20-q1/pages/")
    assert "Q1 2019/20" in hit.text_content()
    assert {text for text in main.xpath("//b/text()") if re.match(r"Q\d", text)} == {"Q1 2019/20"}
    assert html_faults({"found": answer.content.decode(), "empty": get().content.decode()}) == []


@pytest.mark.usefixtures("sample")
def test_page_is_cached_briefly_by_anybody_and_by_no_search_engine():
    answer = get(q="crime")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert Client().head("/search/?q=crime").status_code == 200
    assert Client().post("/search/", {"q": "crime"}).status_code == 405


HOSTILE = {
    "signs": ("%%%", 422, "There is no word or figure"),
    "jokers": ("_ \\ % '", 422, "There is no word or figure"),
    "letter": ("e", 422, "One letter stands nearly everywhere"),
    "figure": ("9", 200, "found"),
    "long": ("x" * 400, 422, "Type no more than 200 characters"),
    "longer": ("x " * 5000, 422, "Type no more than 200 characters"),
    "words": (" ".join(map(str, range(100, 120))), 422, "Type no more than 12 words"),
    "nul": ("cri\0me", 422, "What was sent holds signs that cannot be typed"),
    "rtl": ("\u202ecrime\u200f", 200, "found"),
    "surrogate": ("\ud83d\ude00 crime".encode("utf-16", "surrogatepass").decode("utf-16"), 200, "found"),
    "quotes": ('"hate crime', 200, "found"),
    "sql": ("' OR 1=1; DROP TABLE x --", 200, "Nothing was found"),
    "html": ("<script>alert(1)</script>", 200, "Nothing was found"),
    "spaces": ("   ", 200, "every published report"),
    "hebrew": ("\u05e9\u05dc\u05d5\u05dd", 200, "Nothing was found"),
}


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(("query", "status", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_gets_a_sentence(query, status, sentence):
    answer = get(q=query)
    assert answer.status_code == status
    main = main_of(answer)
    assert sentence in main.text_content()
    assert not main.xpath("//main//script")
    if status == 422:
        assert "Error:" in html.fromstring(answer.content).findtext(".//title")


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"quarter": "2031-32-q1"}, "No report is published for this quarter"),
        ({"quarter": "x' OR \0"}, "No report is published for this quarter"),
        ({"kind": "secret"}, "There is no such kind of thing"),
    ],
)
def test_a_filter_that_is_none_gets_a_sentence(asked, sentence):
    answer = get(q="crime", **asked)
    assert answer.status_code == 422
    assert sentence in main_of(answer).text_content()


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "\0", "9" * 5000, ""])
def test_a_page_that_is_none_is_the_nearest_one(page):
    answer = get(q="crime", page=page)
    assert answer.status_code == 200
    assert main_of(answer).find_class("hit")


@pytest.mark.usefixtures("sample")
def test_pages_follow_each_other_with_the_same_question():
    first = main_of(get(q="green", kind="commitment"))
    (onward,) = first.xpath("//a[@rel='next']/@href")
    second = main_of(Client().get(f"/search/{onward}"))
    assert second.xpath("string(//ol/@start)") == "26"
    assert "kind=commitment" in onward
    assert second.xpath("//select[@name='kind']/option[@selected]/@value") == ["commitment"]


@pytest.mark.usefixtures("sample")
def test_what_is_found_in_another_language_than_the_page_is_marked(html_faults):
    assert not main_of(get(q="hate crime")).xpath(".//*[@lang]")
    make_bilingual()
    answer = Client().get("/cy/search/", {"q": "hate crime"})
    hit = main_of(answer).find_class("hit")[0]
    place, text = hit.xpath(".//*[@lang='en']")
    assert place.getparent().tag == "a"
    assert "Hate" in text.text_content()
    assert html_faults(answer.content.decode()) == []


def test_a_portal_without_reports_says_so():
    records.make_plan()
    assert "No report is published yet" in main_of(get()).text_content()
    assert "Nothing was found" in main_of(get(q="crime")).text_content()


@pytest.mark.usefixtures("sample")
def test_the_box_stands_on_public_pages_and_not_on_the_search_page_or_at_a_desk(client):
    for address, has_box in (("/", True), ("/commitments/", True), ("/search/", False), ("/sign-in/", None)):
        page = html.fromstring(client.get(address).content)
        boxes = page.xpath("//header//form[@role='search']")
        assert has_box is None or bool(boxes) == has_box, address
