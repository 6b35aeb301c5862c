"""What programs read: the feed, the sitemap and robots.txt; nothing in them but what is public."""

from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date
from lxml import etree, html

from pillars.models import Office
from readers.feed import atom
from readers.sitemaps import of_reports
from reports.models import Edition
from reports.queries import PublicEdition, public_editions
from tests import records
from tests.readers.writing import make_edition
from tests.sample import publish_sample

pytestmark = pytest.mark.django_db
ATOM, SITEMAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed():
    answer = Client().get("/feed.atom")
    assert answer.status_code == 200
    return etree.fromstring(answer.content)


def words(element, name):
    return element.findtext(f"{ATOM}{name}")


def test_feed_has_every_element_that_atom_asks_for():
    """RFC 4287: 4.1.1 of a feed, 4.1.2 of an entry; 3.3 of a date."""
    records.make_plan()
    make_edition(public_from=timezone.now() - timedelta(days=9))
    make_edition(number=2, public_from=timezone.now() - timedelta(days=1))
    make_edition("2019-20-q2")
    tree = feed()
    assert tree.tag == f"{ATOM}feed"
    assert words(tree, "id") == "http://localhost:8000/feed.atom"
    assert words(tree, "title") == f"Reports of {Office.objects.get().name}"
    assert tree.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://localhost:8000/", "self": "http://localhost:8000/feed.atom"}
    entries = tree.findall(f"{ATOM}entry")
    assert [words(entry, "title") for entry in entries] == [
        "Q2 2019/20: the report is published",
        "Q1 2019/20: the report is corrected",
        "Q1 2019/20: the report is published",
    ]
    assert len({words(entry, "id") for entry in entries}) == 3
    for entry in entries:
        assert words(entry, "id").startswith("urn:uuid:")
        assert timezone.datetime.fromisoformat(words(entry, "updated")).tzinfo
        assert entry.find(f"{ATOM}link").get("href").startswith("http://localhost:8000/reports/")
    assert words(tree, "updated") == words(entries[0], "updated")


def test_feed_without_editions_is_whole_and_stays_the_same():
    first, second = (Client().get("/feed.atom") for _ in range(2))
    assert first.content == second.content
    assert words(etree.fromstring(first.content), "updated")
    assert not first.has_header("Last-Modified")


def test_ids_stay_when_the_portal_moves(settings):
    make_edition()
    before = feed()
    settings.PORTAL_URL = "https://reports.westmarsh.example"
    after = feed()
    ids = [words(tree.find(f"{ATOM}entry"), "id") for tree in (before, after)]
    assert ids[0] == ids[1]
    link = after.find(f"{ATOM}entry").find(f"{ATOM}link").get("href")
    assert link == "https://reports.westmarsh.example/reports/2019-20-q1/"


def test_feed_is_asked_for_again_only_when_it_has_changed():
    edition = make_edition()
    first = Client().get("/feed.atom")
    etag = first.headers["ETag"]
    assert etag.startswith('"')
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert first.headers["Last-Modified"] == http_date(edition.published_at.timestamp())
    assert not first.cookies
    assert not first.has_header("Vary")
    again = Client().get("/feed.atom", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    make_edition("2019-20-q2")
    assert Client().get("/feed.atom", headers={"If-None-Match": etag}).status_code == 200


def test_page_names_the_feed():
    tree = html.fromstring(Client().get("/reports/").content)
    [link] = tree.xpath("//link[@rel='alternate']")
    assert (link.get("type"), link.get("href")) == ("application/atom+xml", "/feed.atom")


def test_words_of_a_correction_cannot_break_the_feed():
    said = "5 < 6 & <script>alert(1)</script>\x0c ]]> \ud800"
    edition = PublicEdition(1, "0" * 64, public_quarter(), 2, timezone.now(), corrected=said)
    made = atom([edition], office="A & B\x00", language="en-GB", portal="http://localhost:8000")
    entry = etree.fromstring(made).find(f"{ATOM}entry")
    assert "<script>" not in words(entry, "summary")
    told = html.fromstring(f"<p>{words(entry, 'summary')}</p>").text_content()
    assert told == "What was put right: 5 < 6 & <script>alert(1)</script> ]]> "


def public_quarter():
    make_edition()
    return public_editions()[0].quarter


def test_what_is_under_embargo_is_in_nothing():
    make_edition(public_from=timezone.now() + timedelta(minutes=5))
    assert public_editions() == []
    assert feed().findall(f"{ATOM}entry") == []
    assert not any("2019-20-q1" in address.path for address in of_reports())


def test_public_editions_take_one_query(django_assert_num_queries):
    for number in range(1, 5):
        make_edition(number=number)
    with django_assert_num_queries(1):
        assert [edition.number for edition in public_editions()] == [4, 3, 2, 1]


def test_sitemap_leads_to_pages_that_stand_and_says_when_they_were_published():
    publish_sample()
    answer = Client().get("/sitemap.xml")
    tree = etree.fromstring(answer.content)
    found = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in tree}
    paths = {address.removeprefix("http://localhost:8000") for address in found}
    assert {"/", "/reports/", "/reports/2019-20-q1/", "/commitments/9a/", "/accessibility/", "/contact/"} <= paths
    published = Edition.objects.get(period__year=2018).published_at.date().isoformat()
    assert found["http://localhost:8000/reports/2018-19-q2/"] == published
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    robots = robots_of()
    for path in [path for path in paths if path.count("/") < 4 and not path.startswith("/commitments/1")]:
        assert Client().get(path).status_code == 200, path
        assert robots.can_fetch("*", path), path


def robots_of():
    parser = RobotFileParser()
    parser.parse(Client().get("/robots.txt").content.decode().splitlines())
    return parser


def test_robots_leave_alone_what_is_not_for_the_public():
    answer = Client().get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    parser = robots_of()
    assert parser.site_maps() == ["http://localhost:8000/sitemap.xml"]
    for path in ("/", "/reports/2019-20-q1/", "/commitments/9a/", "/accessibility/", "/feed.atom", "/static/x.css"):
        assert parser.can_fetch("*", path), path


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_programs_may_only_read(method):
    for address in ("/feed.atom", "/sitemap.xml", "/robots.txt", "/contact/", "/accessibility/"):
        assert getattr(Client(), method)(address).status_code == 405
        assert Client().head(address).status_code == 200
