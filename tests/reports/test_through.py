"""Pages through the quarters: the same for everybody, drawn once for the same reports, and drawn from reports alone."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.roles import Role
from indicators.models import Reading
from pillars.models import Plan, ReportingPeriod
from pillars.quarters import Quarter
from reports import kept, queries
from reports.actions import publish_report
from reports.document import ReportDocument
from reports.document.stored import digest_of, to_json
from reports.models import Edition
from reports.through.choosing import Choice, choice_of, chosen
from reports.through.register import register
from returns.actions import adopt_returns
from tests.people import client_of, make_person
from tests.records import PUBLISHED_AT, make_indicator, make_line, make_period, make_plan, rate
from tests.reports.documents import account, document, line, part, quarters, rated, reading

FIRST, SECOND, THIRD = "2019-20-q1", "2019-20-q2", "2019-20-q3"
ADDRESSES = (
    "/commitments/",
    "/commitments/?long=yes",
    "/commitments/1/",
    f"/commitments/changes/{THIRD}/",
    "/indicators/",
    "/indicators/safe/",
    "/pillars/",
    "/pillars/places/",
)


def publish(documents: Sequence[ReportDocument], plan_key: str = "plan") -> None:
    """Make the documents of one plan public, as if each had been assembled and published."""
    plan = Plan.objects.filter(key=plan_key).first() or make_plan(plan_key)
    for one in documents:
        period = make_period(plan, one.quarter.slug, is_published=True)
        text = to_json(one)
        Edition.objects.create(
            period=period,
            number=1,
            published_at=PUBLISHED_AT,
            public_from=PUBLISHED_AT,
            document=text,
            digest=digest_of(text),
        )


def many(count: int) -> list[ReportDocument]:
    """Reports of so many quarters that end with Q3 2019/20, the latest first."""
    made, quarter = [], Quarter.from_slug(THIRD)
    for _ in range(count):
        made.append(document(quarter.slug, part(indicators=(reading(),), lines=(line("1", rated("G")),))))
        quarter = quarter.previous
    return made


def text_of(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.content).get_element_by_id("main").text_content()


# For everybody


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR], ids=["nobody", "administrator"])
def test_page_is_the_same_for_everybody_and_may_be_kept_for_a_minute(role):
    publish(many(2))
    client = client_of(make_person(role) if role else None)
    for address in ADDRESSES:
        answer, other = client.get(address), Client().get(address)
        assert answer.content == other.content, address
        assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=60"}, address
        assert "Cookie" not in answer.get("Vary", ""), address
        assert not answer.cookies, address
        assert b"csrf" not in answer.content, address


@pytest.mark.django_db
def test_number_of_queries_is_the_same_for_two_quarters_and_for_twelve():
    counts = {}
    for held in (2, 12):
        publish(many(held)[Edition.objects.count() :])
        for address in ADDRESSES:
            Client().get(address)
            with CaptureQueriesContext(connection) as captured:
                Client().get(address)
            counts.setdefault(address, []).append(len(captured))
    assert {address: found for address, found in counts.items() if len(set(found)) > 1} == {}


@pytest.mark.django_db
def test_page_is_drawn_once_for_the_same_reports_and_anew_for_others():
    publish(many(1))
    plan = queries.published_plan()
    once = kept.drawn("reports/_commitment.html", kept.story_page, plan, "1")
    assert kept.drawn("reports/_commitment.html", kept.story_page, queries.published_plan(), "1") is once
    text = to_json(document(THIRD, part(lines=(line("1", rated("A")),))))
    period = ReportingPeriod.objects.get()
    Edition.objects.create(
        period=period,
        number=2,
        published_at=PUBLISHED_AT,
        public_from=PUBLISHED_AT,
        document=text,
        digest=digest_of(text),
    )
    assert "Amber" in text_of("/commitments/1/")


@pytest.mark.django_db
def test_before_the_first_report_every_page_says_that_nothing_is_published():
    for address in ("/commitments/", "/indicators/", "/pillars/", "/commitments/1/"):
        answer = Client().get(address)
        assert answer.status_code == 404
        assert "Nothing is published yet" in answer.content.decode()
    assert Client().get(f"/commitments/changes/{FIRST}/").status_code == 404


@pytest.mark.django_db
def test_changes_of_a_quarter_keep_their_address_when_another_plan_begins():
    publish([document(FIRST, part(lines=(line("1", rated("R", reason="Late.")),)))], plan_key="old")
    publish([document(SECOND, part(lines=(line("1", rated("G"), "Another promise"),)), plan_title="New plan")], "new")
    assert "Late." in text_of(f"/commitments/changes/{FIRST}/")
    assert "Another promise" in text_of("/commitments/1/")
    assert "Late." not in text_of("/commitments/1/")


# What they say


@pytest.mark.django_db
def test_story_says_of_every_quarter_what_is_known():
    held = line("1", rated("A", "R", stated=True, reason="The board met late."), evidence="https://example.org/minutes")
    now = document(THIRD, part(lines=(held,)), account=account(FIRST, reworded="1"))
    publish([now, document(FIRST, part(lines=(line("1", rated("G"), "An older wording"),)))])
    answer = html.fromstring(Client().get("/commitments/1/").content)
    strip = [" ".join(item.text_content().split()) for item in answer.xpath("//ol[@class='strip']/li")]
    assert strip == ["Q1 2019/20 Green", "Q2 2019/20 Red†", "Q3 2019/20 Amber"]
    main = answer.get_element_by_id("main")
    for words in ("The board met late.", "Reworded", "An older wording", "Promise 1"):
        assert words in main.text_content()
    links = main.xpath(".//a/@href")
    assert {"https://example.org/minutes", f"/reports/{THIRD}/pages/streets/"} <= set(links)


@pytest.mark.django_db
def test_changes_never_call_an_earlier_quarter_last_period():
    publish(
        [document(THIRD, part(lines=(line("1", rated("G")),)), account=account(FIRST, unchanged="1")), *many(3)[2:]]
    )
    words = " ".join(text_of(f"/commitments/changes/{THIRD}/").split())
    assert "The portal holds no report of Q2 2019/20, the last period, so no movement of ratings can be told." in words
    assert "is set against Q1 2019/20, an earlier report and the last one held." in words


@pytest.mark.django_db
def test_first_report_has_its_page_of_changes_too():
    publish(quarters({FIRST: "R"}))
    words = text_of(f"/commitments/changes/{FIRST}/")
    assert "This is the first report that is held" in words
    assert "The report gives no reason." in words


# Narrowed


def three() -> list[ReportDocument]:
    """Number 1 red for three quarters, 2 amber, 3 without a rating, 4 no longer listed."""
    ratings = {"1": "R", "2": "A", "3": None}
    made = []
    for slug in (THIRD, SECOND, FIRST):
        lines = tuple(line(number, rated(letter, letter or "G")) for number, letter in ratings.items())
        made.append(document(slug, part(lines=(*lines, line("4", rated("C"))) if slug == FIRST else lines)))
    return made


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["1", "2", "3", "4"]),
        ({"rating": "R"}, ["1"]),
        ({"rating": "G"}, []),
        ({"rating": "not-rated"}, ["3"]),
        ({"rating": "not-listed"}, ["4"]),
        ({"long": "yes"}, ["1"]),
        ({"long": "yes", "rating": "A"}, []),
        ({"pillar": "places"}, ["1", "2", "3", "4"]),
        ({"pillar": "nowhere", "rating": "X", "long": "no"}, ["1", "2", "3", "4"]),
    ],
)
def test_register_is_narrowed_to_what_is_asked_for(asked, expected):
    found = register(three())
    choice = choice_of(asked, found)
    assert [story.number for story in chosen(found, choice)] == expected
    assert choice.is_any == (choice != Choice())


@pytest.mark.django_db
def test_narrowed_register_says_how_many_are_left_and_leads_back_to_all():
    publish(three())
    answer = html.fromstring(Client().get("/commitments/?rating=R&pillar=nonsense").content)
    assert "1 of 4 numbers" in answer.text_content()
    assert answer.xpath("//form[@method='get']//a/@href") == ["/commitments/"]
    assert answer.xpath("//select[@id='rating']/option[@selected]/@value") == ["R"]
    assert "No commitment is like this now." in text_of("/commitments/?rating=C")


# Withheld


@pytest.mark.django_db
def test_withheld_count_is_on_no_page_through_the_quarters():
    plan = make_plan()
    small = make_indicator(plan, "safe", suppress_below=500, suppression_reason="Few people.", wanted="down")
    for slug, value in (("2018-19-q3", 7777), (SECOND, 471), (THIRD, 8888)):
        period = make_period(plan, slug)
        rate(period)
        make_line(period, "1")
        Reading.objects.create(
            indicator=small, period=period, value=value, printed=str(value), comparators=[["National", "472"]]
        )
        adopt_returns(period=period)
        publish_report(period=ReportingPeriod.objects.get(pk=period.pk), by=None)
    for address in (*ADDRESSES[:-1], "/pillars/pillar-1/"):
        page = Client().get(address).content.decode()
        assert "471" not in page, address
        assert "472" not in page, address
    words = text_of("/indicators/safe/")
    assert "Withheld" in words
    assert "Few people." in words
    assert "Quarters without a figure: 1." in words
