"""Drafts: the pages and the PDF that would be published, marked on every page, for staff alone, and kept nowhere."""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from lxml import html
from playwright.sync_api import Page, expect

from accounts.roles import STAFF, Role
from commitments.actions import Next, record_status
from commitments.models import Line
from finance.actions import record_figure
from indicators.actions import Given, record_reading
from jobs.models import Job
from jobs.worker import Worker
from pdf.inspect import inspect, page_texts, structure
from pillars.actions import record_narrative, record_sub_theme_rating
from pillars.models import ReportingPeriod, Return, SubTheme
from pillars.quarters import Quarter
from reports import queries, render
from reports.actions import publish_report
from reports.addresses import FILES
from reports.drafts import draft_of, mark
from returns.actions import adopt_returns, open_correction
from tests import records
from tests.accessibility import px_too_wide
from tests.pdf import verapdf
from tests.people import client_of, make_person, sign_in

pytestmark = pytest.mark.django_db

QUARTER = "2019-20-q2"
NAMES = ["contents", "summary", "key", "finance", "whole"]
CACHES: dict[str, Any] = settings.CACHES
SECRET = "Nobody may read this yet"


@pytest.fixture
def plan() -> Any:
    """A plan of two pillars; the second sub-theme of the first stands on the page of the first."""
    plan = records.make_plan(pillars=2, sub_themes=2)
    first, second = SubTheme.objects.filter(pillar__key="pillar-1").order_by("order")
    second.page_of = first
    second.save()
    return plan


@pytest.fixture
def period(plan: Any) -> ReportingPeriod:
    """Q2 2019/20 after a published Q1, with something of every kind in it, and much that nobody has given yet."""
    last = records.make_period(plan, "2019-20-q1")
    records.rate(last)
    line = records.make_line(last, "1", code=None)
    following = Next("", "Survey of all wards", date(2019, 12, 31))
    record_status(line=line, rating=records.rating(plan, "G"), following=following, based_on=None, by=None)
    indicator = records.make_indicator(plan)
    given = Given(printed="54", target="60")
    record_reading(indicator=indicator, period=last, place=None, given=given, based_on=None, by=None)
    adopt_returns(period=last)
    publish_report(period=last, by=None)
    made = records.make_period(plan, QUARTER)
    owner = records.first_return(made)
    line = records.make_line(made, "1", code=None)
    records.make_line(made, "9(a)", "10", code=None)
    red = records.rating(plan, "R")
    following = Next("https://www.example.org/report?a=1&b=2", "Survey of all wards", date(2020, 3, 31))
    record_status(line=line, rating=red, reason=SECRET, following=following, based_on=None, by=None)
    record_narrative(
        kind="activities", subject=owner, text=f"{SECRET}, [too](https://example.org)", based_on=None, by=None
    )
    record_sub_theme_rating(quarterly_return=owner, rating=red, reason=SECRET, based_on=None, by=None)
    given = Given(printed="61", target="50", target_reason="The survey has changed.")
    record_reading(indicator=indicator, period=made, place=None, given=given, based_on=None, by=None)
    statement = records.make_statement(made)
    record_figure(row=statement.rows.get(), column=statement.columns.get(), amount=940, based_on=None, by=None)
    return made


@pytest.fixture
def staff(period: ReportingPeriod) -> Client:
    return client_of(make_person(Role.ADMINISTRATOR))


def addresses(quarter: str = QUARTER) -> list[str]:
    return [
        *(reverse(f"drafts:{name}", args=[quarter]) for name in NAMES),
        reverse("drafts:page", args=[quarter, "theme-1-1"]),
        reverse("drafts:finance_page", args=[quarter, "revenue"]),
        reverse("drafts:pdf", args=[quarter]),
    ]


def pages(quarter: str = QUARTER) -> list[str]:
    return addresses(quarter)[:-1]


def words(tree: html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


def read(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.content)


def answer_all(period: ReportingPeriod) -> None:
    """Give everything that the quarter still lacks, and approve its returns."""
    green = records.rating(period.plan, "G")
    none: dict[str, Any] = {"based_on": None, "by": None}
    for held in Return.objects.filter(period=period):
        if not held.ratings.exists():
            record_sub_theme_rating(quarterly_return=held, rating=green, **none)
        for kind in ("headlines", "activities"):
            if not held.narratives.filter(kind=kind).exists():
                record_narrative(kind=kind, subject=held, text="", **none)
    for line in Line.objects.filter(quarterly_return__period=period, statuses=None):
        record_status(line=line, rating=green, **none)
    for pillar in period.plan.pillars.all():
        record_narrative(kind="headlines", subject=(pillar, period), text=f"News of {pillar}", **none)
    adopt_returns(period=period)


# Who may


@pytest.mark.parametrize("role", Role)
def test_draft_is_there_for_staff_and_for_nobody_else(period: ReportingPeriod, role: Role) -> None:
    client = client_of(make_person(role))
    for address in addresses():
        expected = 302 if address.endswith(".pdf") else 200
        assert client.get(address).status_code == (expected if role in STAFF else 404), address
    assert Job.objects.count() == (1 if role in STAFF else 0)


def test_stranger_is_asked_to_sign_in_whether_there_is_a_draft_or_not(period: ReportingPeriod) -> None:
    for address in (*addresses(), *addresses("2025-26-q1"), *addresses("nonsense")):
        response = Client().get(address)
        assert (response.status_code, SECRET in response.content.decode()) == (302, False), address
        assert "sign-in" in response["Location"], address


def test_person_without_a_role_finds_nothing(period: ReportingPeriod) -> None:
    client = client_of(make_person())
    assert [client.get(address).status_code for address in addresses()] == [404] * len(addresses())


@pytest.mark.parametrize("quarter", ["2025-26-q1", "2019-21-q1", "nonsense", "9999-00-q1"])
def test_quarter_that_is_not_held_has_no_draft(staff: Client, quarter: str) -> None:
    assert [staff.get(address).status_code for address in addresses(quarter)] == [404] * len(addresses())


def test_page_that_the_draft_has_not_is_not_found(staff: Client) -> None:
    assert staff.get(reverse("drafts:page", args=[QUARTER, "elsewhere"])).status_code == 404
    assert staff.get(reverse("drafts:finance_page", args=[QUARTER, "elsewhere"])).status_code == 404


def test_draft_is_only_read(staff: Client) -> None:
    assert {staff.post(address).status_code for address in addresses()} == {405}
    assert not Job.objects.exists()


# How it is marked, and kept nowhere


def test_every_page_says_in_words_that_it_is_a_draft(staff: Client) -> None:
    for address in pages():
        tree = read(staff, address)
        assert tree.findtext(".//title", "").startswith("Draft: "), address
        [banner] = tree.xpath("//section[contains(@class, 'draft')]")
        assert words(banner).startswith(
            "Draft This is how the report of Q2 2019/20 would read if it were published now. "
            "Only staff of the office can see it."
        ), address
        assert "0 of 4 returns are approved." in words(banner)
        assert "DRAFT – not published" in words(tree)
        assert tree.xpath("//meta[@name='robots']/@content") == ["none"]


def test_no_answer_may_be_kept_or_listed(staff: Client) -> None:
    for address in addresses():
        response = staff.get(address)
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "none"), address
        assert "ETag" not in response, address


def test_published_pages_bear_no_mark(staff: Client) -> None:
    for name in ("contents", "summary", "key", "whole"):
        page = staff.get(reverse(f"reports:{name}", args=["2019-20-q1"]), follow=True).content.decode()
        assert "draft" not in page.lower(), name


def test_draft_is_read_anew_each_time(staff: Client, period: ReportingPeriod) -> None:
    address = reverse("drafts:page", args=[QUARTER, "theme-1-1"])
    assert "Rewritten" not in words(read(staff, address))
    head = records.first_return(period).narratives.get(kind="activities")
    record_narrative(kind="activities", subject=records.first_return(period), text="Rewritten", based_on=head, by=None)
    after = words(read(staff, address))
    assert "Rewritten" in after
    assert f"{SECRET}, too" not in after


def test_links_of_a_draft_stay_in_the_draft_or_lead_to_where_it_is_kept(staff: Client) -> None:
    draft, board = reverse("drafts:contents", args=[QUARTER]), reverse("returns:board", args=[QUARTER])
    for address in pages():
        tree = read(staff, address)
        for link in tree.xpath("//nav[contains(@class, 'onward')]//a/@href | //main//a/@href"):
            assert link.startswith((draft, "#", "https://")), (address, link)
        for link in tree.xpath("//nav[contains(@class, 'breadcrumbs')]//a/@href"):
            assert link.startswith((draft, board, reverse("returns:quarters"))), (address, link)
        for link in tree.xpath("//a/@href"):
            if link.startswith(draft) and not link.endswith(".pdf"):
                assert staff.get(link).status_code == 200, link


def test_page_leads_to_the_returns_that_it_shows(staff: Client) -> None:
    tree = read(staff, reverse("drafts:page", args=[QUARTER, "theme-1-1"]))
    links = tree.xpath("//section[contains(@class, 'draft')]//a")
    assert [(words(link), link.get("href")) for link in links] == [
        (f"Go to the return of Theme 1-{number}", reverse("returns:edit", args=[QUARTER, f"theme-1-{number}"]))
        for number in (1, 2)
    ]


def test_sub_theme_that_shares_a_page_leads_to_that_page(staff: Client) -> None:
    response = staff.get(reverse("drafts:page", args=[QUARTER, "theme-1-2"]))
    assert response["Location"] == reverse("drafts:page", args=[QUARTER, "theme-1-1"])


# What it says


def test_what_nobody_has_given_yet_says_so(staff: Client, period: ReportingPeriod) -> None:
    page = words(read(staff, reverse("drafts:page", args=[QUARTER, "theme-2-2"])))
    assert "Not rated yet" in page
    assert page.count("Not written yet.") == 2
    new = records.make_indicator(period.plan, "new")
    new.places.update(sub_theme=SubTheme.objects.get(key="theme-2-2"))
    assert "No reading yet" in words(read(staff, reverse("drafts:page", args=[QUARTER, "theme-2-2"])))
    first = words(read(staff, reverse("drafts:page", args=[QUARTER, "theme-1-1"])))
    # Its activities are given; its headlines are not, and the sub-theme beside it on the page writes none.
    assert first.count("Not written yet.") == 1
    assert words(read(staff, reverse("drafts:summary", args=[QUARTER]))).count("Not written yet.") == 2


def test_answer_that_there_is_none_this_quarter_is_not_taken_for_a_gap(staff: Client, period: ReportingPeriod) -> None:
    held = Return.objects.get(period=period, sub_theme__key="theme-2-2")
    record_narrative(kind="activities", subject=held, text="", based_on=None, by=None)
    page = words(read(staff, reverse("drafts:page", args=[QUARTER, "theme-2-2"])))
    assert page.count("Not written yet.") == 1
    assert "None was reported this quarter." in page


def test_draft_body_is_the_body_that_is_published(staff: Client, period: ReportingPeriod) -> None:
    answer_all(period)
    quarter = Quarter.from_slug(QUARTER)
    names = [("page", slug) for slug in ("theme-1-1", "theme-2-1", "theme-2-2")]
    every = [(name,) for name in NAMES] + names + [("finance_page", "revenue")]
    drafts = {one: read(staff, reverse(f"drafts:{one[0]}", args=[QUARTER, *one[1:]])) for one in every}
    draft = draft_of(ReportingPeriod.objects.select_related("plan__office", "scale").get(pk=period.pk))
    publish_report(period=period, by=None)
    published = queries.published_report(quarter).document
    assert replace(published, published_at=None, edition=None) == draft.document
    for one, drawn in drafts.items():
        if one != ("contents",):
            public = read(Client(), reverse("files:edition_file", args=[QUARTER, 1, FILES[one[0]].format(*one[1:])]))
            assert body(drawn) == body(public), one
    assert words(drafts["summary",]).count("News of Pillar") == 2


def body(tree: html.HtmlElement) -> str:
    """The middle of a page, but for the addresses of other pages, and the links from numbers to the register."""
    [main] = tree.xpath("//main")
    text = html.tostring(main, encoding="unicode")
    text = re.sub(r'<a href="/commitments/\w+/">([^<]*)</a>', r"\1", text)
    text = re.sub(rf'(?<=href=")/quarters/{QUARTER}/draft/[^"#]*', lambda found: name_of(found[0]), text)
    return " ".join(text.split())


def name_of(address: str) -> str:
    """The name that a page of a draft has within an edition."""
    found = resolve(address)
    return FILES[str(found.url_name)].format(*(value for key, value in found.kwargs.items() if key != "quarter"))


def test_no_public_page_nor_cache_holds_a_word_of_a_draft(staff: Client, period: ReportingPeriod) -> None:
    before = {address: read_by_all(address).content for address in public_pages()}
    sections = len(list(Path(CACHES["sections"]["LOCATION"]).glob("*")))
    for address in addresses():
        staff.get(address)
    Worker().do_all()
    assert len(list(Path(CACHES["sections"]["LOCATION"]).glob("*"))) == sections
    assert SECRET.encode() not in kept_in_caches()
    seen = public_pages()
    assert len(seen) > 10
    for address in seen:
        after = read_by_all(address).content
        assert SECRET.encode() not in after, address
        assert b"Q2 2019/20" not in after, address
        # The form for letters holds a token, another one each time.
        if not address.endswith(".pdf") and address != "/subscribe/":
            assert after == before[address], address
    for public in ("contents", "summary", "key", "whole", "pdf"):
        assert Client().get(reverse(f"reports:{public}", args=[QUARTER])).status_code == 404


def read_by_all(address: str) -> Any:
    """What anybody is shown there; the lasting address of a page leads on, that of the sign-in page is of no matter."""
    return Client().get(address, follow=address.startswith("/reports/"))


def kept_in_caches() -> bytes:
    """What the caches of this process and of the database hold."""
    held = [bytes(value) for name in CACHES for value in getattr(caches[name], "_cache", {}).values()]
    for cache in CACHES.values():
        if cache["BACKEND"].endswith("DatabaseCache"):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT value FROM {cache['LOCATION']}")  # noqa: S608 a name of our own
                held += [b64decode(value) for (value,) in cursor.fetchall()]
    return b"".join(held)


def public_pages() -> list[str]:
    """Every page that can be reached from the front page without signing in, the PDF too."""
    found, waiting = [], ["/"]
    while waiting:
        address = waiting.pop()
        found.append(address)
        response = read_by_all(address)
        if response["Content-Type"].startswith("text/html") and response.status_code == 200:
            for link in html.fromstring(response.content).xpath("//a/@href"):
                target = urljoin(response.request["PATH_INFO"], link).partition("#")[0]
                if target.startswith("/") and target not in (*found, *waiting):
                    waiting.append(target)
    return found


def test_number_of_queries_does_not_grow_with_the_quarter(staff: Client, period: ReportingPeriod) -> None:
    def queries_of(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            staff.get(address)
        return len(captured)

    few = [queries_of(address) for address in pages()]
    for number in range(20, 50):
        records.make_line(period, str(number))
    assert [queries_of(address) for address in pages()] == few


# Corrections


@pytest.fixture
def published(period: ReportingPeriod) -> ReportingPeriod:
    answer_all(period)
    publish_report(period=period, by=None)
    return ReportingPeriod.objects.get(pk=period.pk)


def test_published_quarter_has_no_draft_but_its_report(staff: Client, published: ReportingPeriod) -> None:
    for address in addresses():
        response = staff.get(address)
        assert response.status_code == 302, address
        assert response["Location"] == address.replace("/quarters/", "/reports/").replace("/draft/", "/"), address
    assert not Job.objects.exists()


def test_correction_has_a_draft_and_what_was_published_stays(staff: Client, published: ReportingPeriod) -> None:
    public = reverse("reports:page", args=[QUARTER, "theme-1-1"])
    before = Client().get(public, follow=True).content
    owner = records.first_return(published)
    open_correction(period=published, returns=[owner], reason="A wrong figure.", by=None)
    head = owner.narratives.heads().get(kind="activities")
    record_narrative(kind="activities", subject=owner, text="Put right", based_on=head, by=None)
    tree = read(staff, reverse("drafts:page", args=[QUARTER, "theme-1-1"]))
    [banner] = tree.xpath("//section[contains(@class, 'draft')]")
    assert "would read if its correction were published now. What is published stays as it is." in words(banner)
    assert "3 of 4 returns are approved." in words(banner)
    assert banner.xpath(".//a/@href")[0] == reverse("reports:contents", args=[QUARTER])
    assert "Put right" in words(tree)
    assert "published on" not in words(tree)
    assert Client().get(public, follow=True).content == before


# The PDF


def test_pdf_is_made_once_for_each_state_of_the_records(staff: Client, period: ReportingPeriod) -> None:
    address = reverse("drafts:pdf", args=[QUARTER])
    asked = staff.get(address)["Location"]
    assert staff.get(address)["Location"] == asked
    other = client_of(make_person(Role.EDITOR))
    assert other.get(address)["Location"] == asked
    assert other.get(asked).status_code == 200
    assert Job.objects.count() == 1
    assert Worker().do_all() == 1
    job = Job.objects.get()
    assert (job.state, job.title) == ("done", "Draft of the Q2 2019/20 report as PDF")
    assert job.note.startswith("DRAFT – not published. As it stood on ")
    response = staff.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert (response["Cache-Control"], response["Content-Disposition"]) == (
        "private, no-store",
        f'inline; filename="draft-{QUARTER}.pdf"',
    )
    assert response.content.startswith(b"%PDF")
    owner = records.first_return(period)
    record_narrative(kind="headlines", subject=owner, text="New", based_on=None, by=None)
    assert staff.get(address)["Location"] != asked
    assert Job.objects.count() == 2


def test_pdf_that_was_overtaken_while_it_waited_says_so_and_is_not_handed_out_for_the_old(
    staff: Client, period: ReportingPeriod
) -> None:
    address = reverse("drafts:pdf", args=[QUARTER])
    staff.get(address)
    record_narrative(kind="headlines", subject=records.first_return(period), text="New", based_on=None, by=None)
    Worker().do_all()
    assert Job.objects.get().note.endswith("and the file holds the change.")
    assert staff.get(address).status_code == 302
    assert Job.objects.count() == 2


def test_every_page_of_the_pdf_is_marked_and_the_mark_is_no_part_of_the_text(
    period: ReportingPeriod, tmp_path: Path
) -> None:
    full = ReportingPeriod.objects.select_related("plan__office", "scale").get(pk=period.pk)
    draft = draft_of(full)
    sentence = mark(records.PUBLISHED_AT)
    assert sentence == "DRAFT – not published. As it stood on 2 January 2026 at 03:04"
    made = render.pdf(draft.document, mark=sentence)
    facts = inspect(made)
    assert facts.title == "Draft: report_title – Q2 2019/20"
    assert facts.claims_ua
    texts = page_texts(made)
    for number, text in enumerate(texts, start=1):
        flat = " ".join(text.split())
        assert sentence in flat, number
        assert f"DRAFT – page {number} of {len(texts)}" in flat
    tagged = [node for node in structure(made) if "DRAFT" in node.text and node.tag == "P"]
    assert [node.pages for node in tagged] == [(1,)]
    flat = " ".join(" ".join(texts).split())
    assert "Next: Survey of all wards by 31 March 2020" in flat
    assert "Re-baselined from 31 December 2019" in flat
    assert "Evidence for 1, on example.org" in flat
    assert "Target: 50. Re-baselined from 60" in flat
    assert "why its target was re-baselined: The survey has changed." in flat
    path = tmp_path / "draft.pdf"
    path.write_bytes(made)
    assert verapdf.failures([path]) == {path: []}


# What follows a row, on the page


def test_page_shows_evidence_milestone_and_what_was_rebaselined(staff: Client) -> None:
    tree = read(staff, reverse("drafts:page", args=[QUARTER, "theme-1-1"]))
    row = next(row for row in tree.xpath("//table[contains(@class, 'lines')]/tbody/tr") if "Promise 1" in words(row))
    assert [words(item) for item in row.xpath(".//p[@class='following']")] == [
        "Next: Survey of all wards by 31 March 2020",
        "Re-baselined from 31 December 2019",
        "Evidence for 1, on example.org",
    ]
    assert row.xpath(".//p[@class='following']/a/@href") == ["https://www.example.org/report?a=1&b=2"]
    indicator = words(tree.xpath("//table[contains(@class, 'indicators')]/tbody/tr")[0])
    assert "Target: 50. Re-baselined from 60" in indicator
    assert "Indicator, why its target was re-baselined: The survey has changed." in words(tree)


@pytest.mark.parametrize(
    "evidence",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "section:key",
        "//example.org",
        "http://[broken",
        "ftp://example.org/a",
    ],
)
def test_evidence_that_is_no_address_of_the_web_is_no_link(period: ReportingPeriod, evidence: str) -> None:
    drawn = draft_of(ReportingPeriod.objects.select_related("plan__office", "scale").get(pk=period.pk)).document
    [pillar, *others] = drawn.pillars
    [page] = pillar.pages
    line = replace(page.parts[0].lines[0], evidence=evidence, milestone="", milestone_due_on=None)
    page = replace(page, parts=(replace(page.parts[0], lines=(line,)), *page.parts[1:]))
    document = replace(drawn, pillars=(replace(pillar, pages=(page,)), *others))
    tree = html.fromstring(render.draw(document, page.slug, register=""))
    assert not tree.xpath("//p[@class='following']/a")
    assert f"Evidence for 1: {evidence}" in words(tree)
    assert "Next: no milestone is given now" in words(tree)


# In a browser


@pytest.mark.django_db(transaction=True)
def test_draft_reads_well_at_every_width(
    any_page: Page,
    axe: Callable[[Page], list[str]],
    html_faults: Callable[[dict[str, str]], list[str]],
    live_server: Any,
    period: ReportingPeriod,
) -> None:
    sign_in(any_page, make_person(Role.EDITOR), live_server.url)
    sources = {}
    for address in pages():
        response = any_page.goto(live_server.url + address)
        assert response is not None
        sources[address] = response.text()
        assert axe(any_page) == [], address
        if "finance/" not in address:
            assert px_too_wide(any_page) == 0, address
    assert html_faults(sources) == []
    any_page.emulate_media(media="print")
    expect(any_page.get_by_text("DRAFT – not published")).to_be_visible()
    expect(any_page.get_by_text("This is how the report of")).to_be_visible()


def test_board_and_editing_page_lead_to_the_draft_while_there_is_one(staff: Client, period: ReportingPeriod) -> None:
    ways = {
        reverse("returns:board", args=[QUARTER]): reverse("drafts:contents", args=[QUARTER]),
        reverse("returns:edit", args=[QUARTER, "theme-1-1"]): reverse("drafts:page", args=[QUARTER, "theme-1-1"]),
    }
    for address, draft in ways.items():
        assert draft in read(staff, address).xpath("//main//a/@href"), address
    answer_all(period)
    publish_report(period=period, by=None)
    for address, draft in ways.items():
        assert draft not in read(staff, address).xpath("//main//a/@href"), address
