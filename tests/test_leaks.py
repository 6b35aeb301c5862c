"""Nothing that is not public shows anywhere: whatever a stranger can reach is gone through before and after there is a secret.

Pages, files of editions, feed, search, sitemap, open data and what the caches hold: of a draft, of an embargoed edition, of a
withdrawn one, and of a small count that is withheld.
"""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from indicators.models import Reading
from meetings import actions
from meetings.publishing.actions import publish_agenda
from pillars.actions import record_narrative
from reports.actions import correct_report, withdraw_edition
from reports.files import store
from reports.models import EditionFile
from returns.actions import adopt_returns
from tests import records
from tests.meetings import diary
from tests.meetings.test_pack import EXEMPT
from tests.meetings.test_publishing import IN_TIME
from tests.reports import publishing
from tests.reports.publishing import CORRECTION

pytestmark = pytest.mark.django_db

SECRET = "Zyzzyva"  # a word that stands nowhere else
BEGINNINGS = (
    "/",
    "/reports/",
    "/reports/index.json",
    "/openapi.json",
    "/open-data/",
    "/feed.atom",
    "/sitemap.xml",
    "/robots.txt",
    f"/search/?q={SECRET}",
    "/search/?q=rating",
    "/contact/",
    "/accessibility/",
    "/subscribe/",
    "/meetings.ics",
    "/agendas/",
)


def reachable() -> dict[str, bytes]:
    """Every address that a stranger can come to, with what it answers; archives are opened."""
    found: dict[str, bytes] = {}
    waiting = list(BEGINNINGS)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response: Any = Client().get(address, follow=True)
        content: bytes = b"".join(response.streaming_content) if response.streaming else response.content
        here = response.request["PATH_INFO"]
        found[address] = content
        for link in links(response.headers["Content-Type"], content):
            target = urlsplit(urljoin(f"http://localhost:8000{here}", link))
            if target.netloc in ("localhost:8000", "testserver") and target.path not in found:
                waiting.append(target.path)
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found |= {f"{address}!{name}": archive.read(name) for name in archive.namelist()}
    return found


def links(content_type: str, content: bytes) -> list[str]:
    if content_type.startswith("text/html"):
        return [str(link) for link in html.fromstring(content).xpath("//a/@href | //link/@href")]
    if content_type.startswith(("application/xml", "text/xml", "application/atom+xml")):
        return re.findall(r"(?:<loc>|href=\")([^<\"]+)", content.decode())
    if content_type.startswith("application/json"):
        return [word for word in re.findall(r'"(/[^"{}]+)"', content.decode()) if not word.startswith("//")]
    return []


def leaking(pages: dict[str, bytes]) -> list[str]:
    """The addresses whose answer holds the secret. The search page says the question again: there, what it found counts."""
    return [address for address, content in pages.items() if SECRET.encode() in (found_by(content) or content)]


def found_by(content: bytes) -> bytes:
    """The part of the search page that holds what was found; of any other page nothing."""
    return b'<ol class="hits"' + content.partition(b'<ol class="hits"')[2] if b'<ol class="hits"' in content else b""


def write_secret(period, text=f"{SECRET} happened."):
    owner = period.returns.order_by("pk")[0]
    head = owner.narratives.heads().filter(kind="headlines").first()
    record_narrative(kind="headlines", subject=owner, text=text, based_on=head, by=None)


def opened_again(period):
    """Its returns open, so that something can be written in them."""
    period.returns.update(state="open")
    return period


@pytest.fixture
def period():
    return publishing.ready()


def test_a_draft_shows_nowhere(period):
    publishing.publish(period)
    before = reachable()
    assert len(before) > 60
    following = records.make_period(period.plan, "2019-20-q2")
    write_secret(following)
    write_secret(opened_again(period))
    after = reachable()
    assert leaking(after) == []
    assert {address for address in after if "2019-20-q2" in address} == set()
    assert after.keys() == before.keys()


def test_an_embargoed_edition_shows_nowhere(period):
    publishing.publish(period)
    before = reachable()
    write_secret(opened_again(period))
    adopt_returns(period=period)
    release = publishing.Release(timezone.now() + timedelta(hours=1), timezone.now())
    correct_report(period=period, by=None, release=release, **CORRECTION)
    after = reachable()
    assert leaking(after) == []
    assert after.keys() == before.keys()
    assert CORRECTION["what"].encode() not in b"".join(after.values())


def test_a_published_secret_is_found_by_this_very_way(period):
    """Else the tests above might look in the wrong places."""
    publishing.publish(period)
    write_secret(opened_again(period))
    adopt_returns(period=period)
    correct_report(period=period, by=None, **CORRECTION)
    found = leaking(reachable())
    for place in (
        "/reports/2019-20-q1/editions/2/",
        "report.json",
        ".csv",
        "whole.html",
        "/search/",
        "correction.html",
    ):
        assert any(place in address for address in found), place
    assert not any("/editions/1/" in address for address in found)


def test_a_withdrawn_edition_shows_nowhere_any_more(period, settings, tmp_path, django_capture_on_commit_callbacks):
    backend = settings.STORAGES["editions"]["BACKEND"]
    settings.STORAGES = settings.STORAGES | {"editions": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}}
    publishing.publish(period)
    write_secret(opened_again(period))
    adopt_returns(period=period)
    second = correct_report(period=period, by=None, **CORRECTION)
    old = list(EditionFile.objects.filter(edition=second).values_list("path", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_edition(edition=second, reason="It told too much.", by=None)
    assert leaking(reachable()) == []
    for path in old:
        response = Client().get(f"/reports/2019-20-q1/editions/2/{path}")
        assert response.status_code == 410
        assert SECRET.encode() not in response.content
    kept = [store.read(name) for name, _written_at in store.kept()]
    assert not any(SECRET.encode() in content for content in kept)


def test_a_withheld_count_is_in_no_page_and_no_file(period):
    indicator = records.make_indicator(period.plan, "few", suppress_below=10, suppression_reason="Few people.")
    Reading.objects.create(indicator=indicator, period=period, value=7, printed="7 of 86421")
    publishing.publish(period)
    pages = reachable()
    assert [address for address, content in pages.items() if b"86421" in content] == []
    assert any(b"Few people." in content for content in pages.values())


def test_what_is_exempt_and_what_is_planned_show_nowhere(period):
    publishing.publish(period)
    held = diary.standing(diary.plan())
    diary.item(held, "Complaints", 3)
    item = diary.item(held, "Vehicles", 4, purpose=f"Which bid is chosen: {SECRET}.")
    diary.report(item, title="Vehicles", body=f"{SECRET} asks for too much.")
    actions.exempt_item(item=item, values=EXEMPT | {"public_interest": f"{SECRET} would lose."}, based_on="", by=None)
    publish_agenda(meeting=held, why="", by=None, now=IN_TIME)
    diary.item(held, f"What comes next: {SECRET}", 5)
    ahead = diary.standing(diary.plan(diary.DAY.replace(month=11), venue=SECRET))
    pages = reachable()
    assert "/agendas/2019-09-24/1/index.html" not in pages
    assert {"/agendas/2019-09-24/", "/agendas/2019-09-24/1/"} <= pages.keys()
    assert ahead.slug not in "".join(address for address in pages if address.startswith("/agendas/"))
    assert leaking({address: content for address, content in pages.items() if address != "/meetings.ics"}) == []


def test_no_public_answer_depends_on_who_asks_or_leaves_a_cookie(period):
    publishing.publish(period)
    for address in reachable():
        if "!" in address or address.startswith(("/subscribe/", "/start/", "/sign-in/", "/password/")):
            continue
        response = Client().get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
