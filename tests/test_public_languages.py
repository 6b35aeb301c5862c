"""The public's pages in the two languages of an office: each has an address in both, says what its reports say, and leads to
pages in the same one."""

from urllib.parse import urldefrag

import pytest
from django.test import Client
from lxml import html

from accounts.roles import Role
from pillars.models import Office
from reports.actions import withdraw_edition
from reports.models import Edition
from tests.people import client_of, make_person
from tests.reports import publishing
from tests.reports.bilingual import make_bilingual, say_all
from tests.reports.publishing import REPORT, publish

pytestmark = pytest.mark.django_db

# One address for each kind of live page that stands in both languages.
PAGES = (
    *("/", "/reports/", REPORT, "/pillars/", "/pillars/pillar-1/", "/indicators/", "/commitments/", "/commitments/1/"),
    *("/commitments/?long=yes", "/commitments/changes/2019-20-q1/"),
    *("/open-data/", "/search/", "/contact/", "/accessibility/"),
)
# What is one for both.
SHARED = ("/agendas/", "/reports/index.json", "/feed.atom", "/robots.txt", "/sign-in/", "/quarters/")


@pytest.fixture
def period():
    made = publishing.ready()
    make_bilingual()
    return made


@pytest.fixture
def spoken(period):
    say_all(period)
    publish(period)


def tree(address):
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.content)


def switch(page):
    """What the page says of its languages: the address of the other, by the name of each."""
    ways = page.xpath("//nav[contains(@class, 'tongues')]//li/*")
    return {way.text_content(): way.get("href", "") for way in ways}


@pytest.mark.parametrize("address", PAGES)
def test_page_stands_in_both_languages_and_leads_to_the_other(spoken, address):
    english, welsh = tree(address), tree(f"/cy{address}")
    assert (english.get("lang").lower(), welsh.get("lang")) == ("en-gb", "cy")
    assert switch(english) == {"English": "", "Cymraeg": f"/cy{address}"}
    assert switch(welsh) == {"English": address, "Cymraeg": ""}
    assert "Prif" in welsh.xpath("//nav[contains(@class, 'masthead-nav')]/@aria-label")[0]


def test_pages_in_welsh_are_valid(spoken, html_faults):
    assert html_faults({address: Client().get(f"/cy{address}").content.decode() for address in PAGES}) == []


def test_pages_in_welsh_lead_to_pages_that_exist_and_stay_in_the_language(spoken):
    reader = Client()
    for address in PAGES:
        for way in tree(f"/cy{address}").xpath("//a[starts-with(@href, '/')]"):
            to = urldefrag(way.get("href")).url
            assert reader.get(to, follow=True).status_code == 200, to
            if "/editions/" not in to and f"/cy{to}" in {f"/cy{page}" for page in PAGES}:
                assert way.get("hreflang") == "en-GB", (address, to)


def test_pages_through_time_say_what_the_reports_say_in_that_language(spoken):
    for address in ("/cy/pillars/", "/cy/commitments/1/", "/cy/"):
        words = tree(address).xpath("string(//main)")
        assert "[" in words, address
    assert "[" not in tree("/pillars/").xpath("string(//main)")


def test_page_of_reports_in_english_alone_leads_there(period):
    publish(period, in_one_language=True)
    for address in PAGES[:9]:
        answer = Client().get(f"/cy{address}")
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
        assert switch(tree(address)) == {}
    # The office's own pages do not wait for its reports.
    assert switch(tree("/cy/contact/"))["English"] == "/contact/"


def test_page_of_several_reports_waits_until_all_of_them_stand_in_the_language(period):
    publish(period, in_one_language=True)
    later = publishing.ready_next(period)
    say_all(later)
    publish(later)
    assert switch(tree("/cy/"))["English"] == "/"
    assert switch(tree("/cy/reports/2019-20-q2/"))["English"] == "/reports/2019-20-q2/"
    for address in (REPORT, "/commitments/1/", "/indicators/"):
        assert Client().get(f"/cy{address}").headers["Location"] == address


def test_office_that_writes_in_welsh_alone_is_read_in_welsh(period):
    Office.objects.update(language="cy", second_language="")
    publish(period)
    assert Client().get("/").headers["Location"] == "/cy/"
    assert Client().get("/commitments/1/").headers["Location"] == "/cy/commitments/1/"
    page = tree("/cy/")
    assert (page.get("lang"), switch(page)) == ("cy", {})


def test_office_of_one_language_has_no_pages_in_another(period):
    Office.objects.update(second_language="")
    publish(period)
    for address in PAGES:
        assert Client().get(f"/cy{address}").headers["Location"] == address
        assert switch(tree(address)) == {}
    assert "/cy/" not in Client().get("/sitemap.xml").content.decode()


def test_what_is_one_for_both_has_one_address(spoken):
    person = client_of(make_person(Role.ADMINISTRATOR))
    for address in SHARED:
        assert Client().get(f"/cy{address}").status_code == 404
        assert person.get(f"/cy{address}").status_code == 404
    assert switch(tree("/agendas/")) == {}


def test_a_page_is_the_same_whatever_language_a_browser_asks_for(spoken):
    asked = [Client(headers={"accept-language": language}).get("/commitments/") for language in ("en", "cy")]
    assert asked[0].content == asked[1].content
    assert "Accept-Language" not in asked[0].headers.get("Vary", "")


def test_sitemap_names_pages_in_both_languages(spoken):
    listed = Client().get("/sitemap.xml").content.decode()
    for address in ("/", REPORT, "/commitments/1/", "/contact/"):
        assert f"<loc>http://localhost:8000{address}</loc>" in listed
        assert f"<loc>http://localhost:8000/cy{address}</loc>" in listed


def test_frozen_pages_lead_to_pages_in_their_own_language(spoken):
    for top, language in (("", ""), ("cy/", "/cy")):
        page = tree(f"{REPORT}editions/1/{top}index.html")
        assert page.xpath("//nav[contains(@class, 'masthead-nav')]//a/@href")[:2] == [
            f"{language}/reports/",
            f"{language}/pillars/",
        ]


def test_withdrawn_edition_says_so_in_the_language_of_what_was_asked_for(spoken):
    edition = Edition.objects.get()
    withdraw_edition(edition=edition, reason="A court ordered it.", by=publishing.administrator())
    for path, language in (("cy/summary.html", "cy"), ("summary.html", "en-gb")):
        answer = Client().get(f"{REPORT}editions/1/{path}")
        assert (answer.status_code, html.fromstring(answer.content).get("lang")) == (410, language)
        assert "A court ordered it." in answer.content.decode()


def test_page_that_does_not_exist_says_so_in_the_language_of_its_address(spoken):
    answer = Client().get("/cy/none/")
    assert (answer.status_code, html.fromstring(answer.content).get("lang")) == (404, "cy")
