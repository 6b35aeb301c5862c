"""Every role follows every link that it is shown, from page to page: none leads nowhere, and none to an error."""

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve
from lxml import html

from accounts.roles import Role
from pillars.models import ReportingPeriod, SubThemeRating
from tests.people import client_of, make_person
from tests.records import rating
from tests.reports import publishing
from tests.reports.bilingual import say_all
from tests.test_access import addresses

__all__ = ["addresses"]
pytestmark = pytest.mark.django_db
BEGINNINGS = ("/", "/start/", "/meetings/", "/quarters/", "/people/")
# So many addresses of one page with different values, or with other questions: the next would be like them.
ENOUGH = 3
LINKS = "//a/@href | //link/@href | //script/@src | //img/@src | //iframe/@src | //form[@method='get']/@action"


def links(address, answer):
    """What a page links within the portal; each without its fragment."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    for link in html.fromstring(answer.content).xpath(LINKS):
        there = urlsplit(urljoin(f"http://testserver{address}", str(link)))
        if there.netloc == "testserver" and there.scheme == "http":
            yield there.path + (f"?{there.query}" if there.query else "")


def fault(client, address):
    """What is wrong with an address, if anything, and the answer."""
    path = urlsplit(address).path
    if path.startswith("/static/"):
        return ("" if finders.find(path.removeprefix("/static/")) else "no such file"), None
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)
        return "", None
    return (f"{answer.status_code}" if answer.status_code >= 400 else ""), answer


def page_of(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return address


def crawl(client):
    """The faults that somebody finds, each with the page that leads to it, and the number of pages that they saw."""
    found, seen, often = [], set(), Counter()
    waiting = [(address, "") for address in BEGINNINGS]
    while waiting:
        address, source = waiting.pop(0)
        kind = (page_of(address), "?" in address)
        if address in seen or often[kind] >= ENOUGH:
            continue
        seen.add(address)
        often[kind] += 1
        said, answer = fault(client, address)
        if said and source:
            found.append((address, said, f"linked on {source}"))
        if answer is None or said:
            continue
        if 300 <= answer.status_code < 400:
            waiting.append((urljoin(address, answer["Location"]), address))
            continue
        waiting += [(link, address) for link in links(address, answer)]
    return found, len(seen)


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_no_link_leads_nowhere(role, addresses):
    last = ReportingPeriod.objects.get(year=2019, number=1)
    SubThemeRating.objects.create(quarterly_return=last.returns.order_by("pk")[1], rating=rating(last.plan, "G"))
    say_all(last)
    publishing.publish(last)
    found, number = crawl(client_of(make_person(role) if role else None))
    assert found == []
    assert number > 25


def test_a_dead_link_is_found_by_this_very_way():
    assert fault(client_of(None), "/nowhere/")[0] == "404"
    assert fault(client_of(None), "/static/nowhere.css")[0] == "no such file"
