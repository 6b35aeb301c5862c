"""The pages on which an administrator keeps the plan: who is let in, what each form does, and what the public reads of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from playwright.sync_api import expect

from accounts.roles import Role
from commitments.actions import record_status
from commitments.models import Commitment, Line
from pillars.models import Return, ReturnState
from reports.actions import publish_report
from returns.actions import adopt_returns
from tests import records
from tests.accessibility import px_too_wide
from tests.commitments.plans import (
    administrator,
    laid_out,
    line_of,
    make_open,
    make_published,
    number,
    open_next,
    return_of,
)
from tests.people import client_of, make_person, sign_in

pytestmark = pytest.mark.django_db

PLAN = "/plan/commitments/"
WHO = (None, Role.PANEL_MEMBER, Role.CLERK, Role.FINANCE_OFFICER, Role.APPROVER, Role.EDITOR, Role.ADMINISTRATOR)
SIGN_IN, NO, IN, WRONG, NOT_NOW, NOT_SO = 302, 404, 200, 422, 409, 405


def administrators(answer):
    return (SIGN_IN, *[NO] * 5, answer)


def everybody(answer):
    return (answer,) * 7


# Method, address, and what it answers to each of WHO. Q2 2019/20 is open, and 5 is completed.
TABLE = [
    ("get", "", administrators(IN)),
    ("post", "", everybody(NOT_SO)),
    ("get", "1/", administrators(IN)),
    ("post", "1/", everybody(NOT_SO)),
    ("get", "60/", administrators(IN)),
    ("get", "add/", administrators(IN)),
    ("post", "add/", administrators(WRONG)),
    ("delete", "add/", everybody(NOT_SO)),
    *[("get", f"1/{name}/", administrators(IN)) for name in ("reword", "regroup", "move", "end", "reopen")],
    *[("post", f"1/{name}/", administrators(WRONG)) for name in ("reword", "regroup", "move", "end")],
    ("post", "1/reopen/", administrators(NOT_NOW)),
    ("post", "5/reopen/", administrators(WRONG)),
    *[("post", f"5/{name}/", administrators(NOT_NOW)) for name in ("reword", "regroup", "move")],
    *[
        ("get", f"{slug}/{name}", (SIGN_IN, *[NO] * 6))
        for slug in ("2", "9a", "0", "1a", "01", "nonsense", str(2**70), "-1", "1-1", "٣".encode().hex())
        for name in ("", "reword/", "end/")
        if slug != "2"
    ],
]


@pytest.fixture
def plan():
    """Q2 2019/20 open; 60 stands on no row, 5 is completed."""
    period = make_open()
    records.make_commitment(period.plan, "60")
    send("5/end/", how="completed", ended_on="2019-06-30", confirmed="yes")
    return period.plan


@pytest.fixture
def period(plan):
    return plan.periods.order_by("-year", "-number")[0]


def send(path, client=None, **data):
    """Sends a form as an administrator; gives the answer after any redirect."""
    data.setdefault("reason", "Agreed in June.")
    return (client or client_of(administrator())).post(PLAN + path, data, follow=True)


def shown(path):
    response = client_of(administrator()).get(PLAN + path)
    assert response.status_code == IN
    return html.fromstring(response.content).get_element_by_id("main")


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def first(period, key="theme-1-1"):
    return f"first-{return_of(period, key).pk}"


def after(period, text):
    line = line_of(period, text)
    return f"after-{line.quarterly_return_id}-{line.pk}"


# Who is let in


@pytest.mark.parametrize("who", WHO, ids=lambda role: role.value if role else "nobody")
def test_every_address_answers_each_role_as_the_table_says(plan, who):
    client = client_of(make_person(who) if who else None)
    answers = [(method, path, getattr(client, method)(PLAN + path).status_code) for method, path, _ in TABLE]
    assert answers == [(method, path, expected[WHO.index(who)]) for method, path, expected in TABLE]


def test_the_table_leaves_no_address_out():
    from commitments import urls

    asked = {re.sub(r"^\d+/", "<slug:slug>/", path) for _, path, _ in TABLE}
    assert {str(pattern.pattern) for pattern in urls.urlpatterns} <= asked


def test_number_of_an_earlier_plan_has_no_page(plan):
    earlier = records.make_plan("earlier")
    records.make_commitment(earlier, "77")
    assert client_of(administrator()).get(f"{PLAN}77/").status_code == NO


def test_portal_without_a_plan_says_what_to_do():
    assert "No plan is held yet" in words(shown(""))
    assert client_of(administrator()).get(f"{PLAN}add/").status_code == NO


# The list


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", "1 2 3 5 46 47 48 60"),
        ("show=standing", "1 2 3 46 47 48 60"),
        ("show=ended", "5"),
        ("show=missing", "60"),
        ("show=nonsense", "1 2 3 5 46 47 48 60"),
        ("q=46", "46"),
        ("q=promise+4", "46 47 48"),
        ("q=PROMISE 4&show=missing", ""),
        ("q=%20", "1 2 3 5 46 47 48 60"),
        ("q=%00<script>", ""),
        ("q=older", "3"),
    ],
)
def test_list_is_searched_and_filtered(plan, query, numbers):
    send("3/reword/", text="Older and newer", in_force_from="2019-07-01", based_on="Promise 3")
    send("3/reword/", text="Newest", in_force_from="2019-08-01", based_on="Older and newer")
    found = shown(f"?{query}").xpath("//tbody//th/a/text()")
    assert found == numbers.split()


def test_list_says_where_each_stands_and_how(plan):
    rows = {cells[0]: cells[1:] for cells in (
        [words(cell) for cell in row.xpath("./th | ./td")] for row in shown("").xpath("//tbody/tr"))}  # fmt: skip
    assert rows["2"] == ["Promise 2", "Theme 1-1 with 3", "Standing"]
    assert rows["5"] == ["Promise 5", "", "Completed on 30 June 2019"]
    assert rows["60"] == ["Promise 60", "", "On no row of Q2 2019/20"]
    counts = [words(kind) for kind in shown("").xpath("//nav[@class='plan-kinds']//a")]
    assert counts == ["All 8", "Standing 7", "Ended 1", "On no row 1"]


def test_search_stays_when_a_filter_is_chosen(plan):
    [link] = shown("?q=promise 4").xpath("//nav[@class='plan-kinds']//a[contains(., 'Ended')]/@href")
    assert words(shown(link).xpath("//*[@class='nothing']")[0]) == "Nothing fits. Show all"


# One commitment


def test_page_tells_all_that_is_held_of_a_commitment(plan, period):
    record_status(
        line=line_of(period, "2"), rating=records.rating(plan, "G"), based_on=None, by=make_person(name="Editor")
    )
    send("2/reword/", text="Other words", in_force_from="2019-08-01", based_on="Promise 2", reason="Agreed.")
    page = shown("2/")
    assert re.search(r"On “Theme 1-1”, on one row with 3, rated Green by Editor on \d+ \w+ \d+", words(page))
    tables = [
        [[words(cell) for cell in row.xpath("./th | ./td")] for row in table.xpath("./tbody/tr")]
        for table in page.xpath(".//table")
    ]
    assert tables == [
        [["1 August 2019", "Other words", "Agreed."], ["1 April 2017", "Promise 2", ""]],
        [["Q2 2019/20 not published", "Theme 1-1", "3"], ["Q1 2019/20", "Theme 1-1", "3"]],
    ]
    events = page.find_class("plan-events")[0]
    assert "Reworded from 1 August 2019 Before Promise 2 After Other words Agreed." in words(events)
    assert page.xpath(".//*[@class='ways']//a/text()") == ["Reword", "Regroup", "Move its row", "End"]


def test_commitment_that_ended_can_only_be_reopened(plan):
    page = shown("5/")
    assert page.xpath(".//*[@class='ways']//a/text()") == ["Reopen"]
    assert "Completed on 30 June 2019 Agreed in June." in words(page)
    told = words(shown("5/reword/"))
    assert "5 has ended: Completed on 30 June 2019. Reopen it first, if that was a mistake." in told


def test_heirs_and_what_they_replace_are_shown(plan):
    send("1/end/", how="superseded", superseded_by="60, 3", ended_on="2019-06-30", confirmed="yes")
    assert "In its place 3 and 60" in words(shown("1/"))
    assert "In the place of 1" in words(shown("60/"))


def test_without_an_open_quarter_rows_wait_for_one():
    make_published()
    page = shown("1/")
    assert page.xpath(".//*[@class='ways']/li/a/text()") == ["Reword", "End"]
    for path in ("1/regroup/", "1/move/", "add/"):
        told = shown(path)
        assert "Open the quarter first." in words(told)
        assert told.xpath(f".//a[@href='{reverse('returns:open')}']")
        assert send(path).status_code == NOT_NOW


def test_row_of_a_locked_return_says_so_before_anybody_types(plan, period):
    Return.objects.filter(period=period, sub_theme__key="theme-1-1").update(state=ReturnState.SUBMITTED)
    sentence = "The return of “Theme 1-1” is submitted, so no row on it can change. Ask an approver to send it back."
    assert words(shown("1/")).count(sentence) == 2
    assert sentence in words(shown("1/move/"))
    assert send("1/regroup/").status_code == NOT_NOW
    assert [words(group) for group in shown("60/move/").xpath(".//optgroup")] == ["First of all"]


# Forms


@pytest.mark.parametrize(
    ("path", "given", "said"),
    [
        ("add/", {"number": "nine"}, "“nine” is not the number of a commitment. Write it like 16 or 9(a)."),
        ("add/", {"number": "60"}, "60 is the number of “Promise 60”. A number that was used once is never given"),
        ("add/", {"spot": "first-0"}, "Select a valid choice."),
        ("add/", {"is_part": "on"}, "Choose the row under which it stands, with “after”."),
        ("add/", {"text": "x" * 401}, "Ensure this value has at most 400 characters"),
        ("1/reword/", {"in_force_from": "2019-06-30"}, "Q1 2019/20 is published and keeps the words"),
        ("1/reword/", {"reason": " "}, "This field is required."),
        ("1/reword/", {"based_on": "Something else"}, "Somebody has reworded it meanwhile: “Promise 1”."),
        ("1/end/", {"how": "superseded"}, "Say which numbers take its place."),
        ("1/end/", {"how": "superseded", "superseded_by": "60, ten"}, "“ten” is not the number of a commitment."),
        ("1/end/", {"ended_on": "2019-03-31"}, "Q1 2019/20 is published and lists it"),
        ("1/end/", {"ended_on": "2019-03-31", "confirmed": "yes"}, "Q1 2019/20 is published and lists it"),
        ("5/end/", {}, "It was completed on 30 June 2019. Reopen it first, if that was a mistake."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(plan, period, path, given, said):
    whole = {
        "number": "88",
        "text": "Typed before",
        "in_force_from": "2019-07-01",
        "spot": first(period),
        "based_on": "Promise 1",
        "how": "completed",
        "ended_on": "2019-06-30",
        "reason": "Typed reason",
    }
    response = send(path, **(whole | given))
    assert response.status_code == WRONG
    page = html.fromstring(response.content)
    [summary] = page.find_class("govuk-error-summary")
    assert said in words(summary)
    for link in summary.xpath(".//a/@href"):
        page.get_element_by_id(link.removeprefix("#"))
    assert page.xpath("string(//title)").startswith("Error:")
    if "reason" not in given:
        assert page.xpath("string(//textarea[@name='reason'])").strip() == "Typed reason"


def test_second_of_two_who_reword_sees_the_first_and_then_saves(plan):
    send("1/reword/", text="First", in_force_from="2019-07-01", based_on="Promise 1")
    given = {"text": "Second", "in_force_from": "2019-07-01", "based_on": "Promise 1"}
    again = html.fromstring(send("1/reword/", **given).content)
    assert "Somebody has reworded it meanwhile: “First”. Save again to go on." in words(again)
    [based_on] = again.xpath("//input[@name='based_on']/@value")
    assert send("1/reword/", **given | {"based_on": based_on}).status_code == IN
    assert number("1").wordings.last().text == "Second"


def test_ending_is_shown_before_it_is_done_and_can_be_changed(plan, period):
    given = {"how": "withdrawn", "ended_on": "2019-06-30", "superseded_by": "", "reason": "No money <b>left</b>."}
    asked = send("1/end/", **given)
    page = html.fromstring(asked.content).get_element_by_id("main")
    assert "After Withdrawn on 30 June 2019 No money <b>left</b>." in words(page)
    assert "What follows Its row leaves Q2 2019/20, and no later quarter carries it." in words(page)
    assert number("1").ending == ""
    kept = {field.get("name"): field.get("value", "") for field in page.xpath(".//form//input[@type='hidden']")}
    back = html.fromstring(send("1/end/", **kept, back="yes").content)
    assert back.xpath("string(//textarea[@name='reason'])").strip() == "No money <b>left</b>."
    assert back.xpath("//input[@name='how'][@checked]/@value") == ["withdrawn"]
    assert number("1").ending == ""
    done = send("1/end/", **kept, confirmed="yes")
    assert "1 is recorded as withdrawn on 30 June 2019." in done.content.decode()
    assert "1" not in laid_out(period)["Theme 1-1"]


def test_text_of_every_kind_is_kept_and_shown_as_it_was_typed(plan):
    text = "<script>alert(1)</script> שלום &amp; “Ynys Môn” – \t\n 50%(x)s"
    kept = "<script>alert(1)</script> שלום &amp; “Ynys Môn” – 50%(x)s"
    send("1/reword/", text=text, in_force_from="2019-07-01", based_on="Promise 1", reason=text)
    assert number("1").wordings.last().text == kept
    page = shown("1/")
    assert kept in words(page)
    assert not page.xpath(".//script")
    send("1/reword/", text="x" * 20_000, in_force_from="2019-08-01", based_on=kept)
    assert number("1").wordings.count() == 2


# The whole way


def publish(period):
    """Rates all that has no rating, takes the returns over as approved, and makes the quarter public."""
    green = records.rating(period.plan, "G")
    for line in Line.objects.filter(quarterly_return__period=period, statuses__isnull=True):
        record_status(line=line, rating=green, based_on=None, by=None)
    records.rate(period)
    adopt_returns(period=period)
    publish_report(period=period, by=None)


def test_every_change_shows_in_the_public_register_after_publication(client):
    plan = records.make_plan(sub_themes=2)
    last = records.make_period(plan, "2019-20-q1")
    for numbers in (["1"], ["2", "3"], ["4"], ["6"], ["7"], ["8"], ["9"], ["10"]):
        records.make_line(last, *numbers)
    records.make_line(last, "5", in_return=return_of(last, "theme-1-2"))
    records.make_commitment(plan, "60")
    publish(last)
    period = open_next(plan)
    ended = {"ended_on": "2019-06-30", "confirmed": "yes"}
    for path, data in (
        ("add/", {"number": "88", "text": "Plant trees", "in_force_from": "2019-07-01", "spot": first(period),
                  "reason": "Added by the Panel."}),
        ("1/reword/", {"text": "Other words", "in_force_from": "2019-07-01", "based_on": "Promise 1",
                       "reason": "Said more plainly."}),
        ("3/regroup/", {"row": "own"}),
        ("4/move/", {"spot": after(period, "5")}),
        ("6/end/", ended | {"how": "completed", "reason": "All of it is done."}),
        ("7/end/", ended | {"how": "withdrawn", "reason": "There is no money."}),
        ("8/end/", ended | {"how": "superseded", "superseded_by": "88, 1", "reason": "Both say more."}),
        ("9/end/", ended | {"how": "withdrawn", "reason": "A slip."}),
        ("9/reopen/", {}),
        ("9/move/", {"spot": after(period, "1"), "is_part": "on"}),
    ):  # fmt: skip
        assert send(path, **data).status_code == IN, path
    assert laid_out(period) == {"Theme 1-1": ["88", "1", "1 > 9", "2", "3", "10"], "Theme 1-2": ["5", "4"]}
    publish(Return.objects.filter(period=period)[0].period)

    page = html.fromstring(client.get("/commitments/changes/2019-20-q2/").content).get_element_by_id("main")
    groups = {
        words(head).rsplit(" ", 1)[0]: [words(row) for row in head.getnext().xpath(".//tbody/tr")]
        for head in page.xpath(".//h3")
    }
    assert groups["New"] == ["88 Not listed Plant trees Theme 1-1 New from 1 July 2019: Added by the Panel."]
    assert groups["Reworded"] == [
        "1 Promise 1 Theme 1-1 Other words Theme 1-1 New words from 1 July 2019: Said more plainly."
    ]
    assert [row[:2] for row in groups["Regrouped: on a row with other numbers than before"]] == ["2 ", "3 "]
    assert groups["Moved to another page"] == ["4 Promise 4 Theme 1-1 Promise 4 Theme 1-2"]
    assert groups["Completed"] == ["6 Promise 6 Theme 1-1 Not listed Completed on 30 June 2019: All of it is done."]
    assert groups["Withdrawn"] == ["7 Promise 7 Theme 1-1 Not listed Withdrawn on 30 June 2019: There is no money."]
    assert groups["Superseded"] == [
        "8 Promise 8 Theme 1-1 Not listed Superseded by 1, 88 on 30 June 2019: Both say more."
    ]
    assert groups["Missing: no longer listed, and no ending is recorded"] == ["60 Not listed Not listed"]
    assert page.xpath("string(.//h3[@id='unchanged']/following-sibling::p)") == "5, 9, 10"
    assert "Superseded by 1, 88 on 30 June 2019: Both say more." in client.get("/commitments/8/").content.decode()
    assert "New words from 1 July 2019: Said more plainly." in client.get("/commitments/1/").content.decode()
    key = words(html.fromstring(client.get("/reports/2019-20-q2/key/", follow=True).content).get_element_by_id("main"))
    assert "6 Completed on 30 June 2019 All of it is done." in key
    story = html.fromstring(client.get("/commitments/9/").content).get_element_by_id("main")
    assert "A slip." not in words(story)


# Queries, markup, browsers


@pytest.mark.parametrize(
    ("path", "most"),
    [("", 12), ("?q=promise&show=standing", 12), ("1/", 25), ("add/", 16), ("1/move/", 30), ("1/regroup/", 28),
     ("1/reword/", 28), ("1/end/", 27)],
)  # fmt: skip
def test_number_of_queries_is_the_same_for_few_and_for_many_commitments(plan, period, path, most):
    client = client_of(administrator())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PLAN + path).status_code == IN
        return len(captured)

    few = queries()
    for one in range(100, 140):
        records.make_line(period, str(one), f"{one}(a)", in_return=return_of(period))
    assert Commitment.objects.count() == 88
    assert queries() == few <= most


def test_every_page_is_valid_html(plan, period, html_faults):
    client = client_of(administrator())
    addresses = ["", "?q=x", "1/", "2/", "5/", "60/", "add/", "5/reword/", "5/reopen/", "1/reopen/", "60/move/"]
    addresses += [f"1/{name}/" for name in ("reword", "regroup", "move", "end")]
    pages = {address: client.get(PLAN + address).content.decode() for address in addresses}
    pages["wrong"] = send("add/").content.decode()
    pages["asked"] = send("1/end/", how="completed", ended_on="2019-06-30").content.decode()
    pages["done"] = send("2/regroup/", row="own").content.decode()
    assert html_faults(pages) == []
    for address, page in pages.items():
        tree = html.fromstring(page)
        assert not tree.xpath("//*[@style] | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), address
        assert len(tree.xpath("//h1")) == 1, address


def test_pages_are_accessible_at_every_width(any_page, live_server, axe):
    period = make_open()
    records.make_commitment(period.plan, "60", "Reconsider-the-unreasonably-long-word-without-any-space-in-it " * 5)
    sign_in(any_page, administrator(), live_server.url)
    faults = []

    def look(address):
        wide = px_too_wide(any_page)
        faults.extend(
            [f"{address}: {fault}" for fault in axe(any_page)] + [f"{address}: {wide} px too wide"] * (wide > 0)
        )

    for path in ("", "2/", "60/", "add/", "2/reword/", "2/regroup/", "60/move/", "2/end/", "2/reopen/"):
        any_page.goto(live_server.url + PLAN + path)
        look(path)
    any_page.goto(f"{live_server.url}{PLAN}add/")
    any_page.get_by_role("button", name="Add it").click()
    expect(any_page.get_by_role("alert")).to_be_focused()
    look("wrong")
    any_page.goto(f"{live_server.url}{PLAN}2/end/")
    any_page.get_by_label("Withdrawn").check()
    any_page.get_by_label("On which day").fill("2019-06-30")
    any_page.get_by_label("Why").fill("There is no money.")
    any_page.get_by_role("button", name="Go on").click()
    expect(any_page.get_by_role("button", name="End it")).to_be_visible()
    look("asked")
    any_page.get_by_role("button", name="End it").click()
    expect(any_page.get_by_text("2 is recorded as withdrawn on 30 June 2019.")).to_be_visible()
    look("done")
    assert not faults, "\n".join(faults)
