"""The list of quarters, opening one, its due dates; and who is let in at every address of a quarter as a whole."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from commitments.models import Commitment
from pillars.models import Plan, ReportingPeriod, Return
from pillars.quarters import Quarter
from returns.due import Due
from returns.opening import carried_over, opening, proposed_dates, working_days_after
from tests import records
from tests.people import client_of, make_person
from tests.returns.office import APPROVALS, SUBMISSIONS, make_answered, make_open_quarter, returns_of

pytestmark = pytest.mark.django_db

WHO = (None, Role.PANEL_MEMBER, Role.CLERK, Role.FINANCE_OFFICER, Role.APPROVER, Role.EDITOR, Role.ADMINISTRATOR)
IN = 200
SIGN_IN, NO = 302, 404
STAFF = (SIGN_IN, NO, NO, IN, IN, IN, IN)
ADMINISTRATORS = (SIGN_IN, NO, NO, NO, NO, NO, IN)


def administrators(answer):
    return (*ADMINISTRATORS[:-1], answer)


# Method, address, and what it answers to each of WHO. Q1 2019/20 is published, Q2 2019/20 is open.
TABLE = [
    ("get", "/quarters/", STAFF),
    ("get", "/quarters/open/", ADMINISTRATORS),
    ("post", "/quarters/open/", administrators(422)),
    ("get", "/quarters/2019-20-q2/", STAFF),
    ("get", "/quarters/2019-20-q1/", STAFF),
    ("get", "/quarters/2019-20-q3/", (SIGN_IN, *[NO] * 6)),
    ("get", "/quarters/nonsense/", (SIGN_IN, *[NO] * 6)),
    ("get", "/quarters/2019-20-q2/dates/", ADMINISTRATORS),
    ("post", "/quarters/2019-20-q2/dates/", administrators(422)),
    ("get", "/quarters/2019-20-q1/dates/", administrators(NO)),
    ("get", "/quarters/2019-20-q1/correction/", ADMINISTRATORS),
    ("post", "/quarters/2019-20-q1/correction/", administrators(422)),
    ("get", "/quarters/2019-20-q2/correction/", administrators(NO)),
    ("get", "/quarters/2019-20-q2/returns/theme-1-1/steps/", STAFF),
    ("get", "/quarters/2019-20-q2/returns/theme-9-9/steps/", (SIGN_IN, *[NO] * 6)),
    ("post", "/quarters/2019-20-q2/returns/theme-1-1/steps/", (SIGN_IN, NO, NO, 422, 422, 422, 422)),
    ("get", "/plan/editors/", ADMINISTRATORS),
    ("post", "/plan/editors/", administrators(302)),
]


@pytest.mark.parametrize("who", WHO, ids=lambda role: role.value if role else "nobody")
def test_every_address_answers_each_role_as_the_table_says(who):
    plan = records.make_plan()
    records.make_period(plan, "2019-20-q1", is_published=True)
    make_open_quarter(plan)
    client = client_of(make_person(who) if who else None)
    wrong = []
    for method, address, answers in TABLE:
        wanted = answers[WHO.index(who)]
        response = getattr(client, method)(address)
        if response.status_code != wanted:
            wrong.append(f"{method} {address}: {response.status_code}, not {wanted}")
        if who is None:
            assert response["Location"].startswith(reverse("account_login"))
    assert not wrong, "\n".join(wrong)


def page_of(role, address):
    response = client_of(make_person(role)).get(address)
    assert response.status_code == 200
    return response.content.decode()


# The list


def test_list_says_how_each_quarter_stands_the_latest_first():
    plan = records.make_plan(sub_themes=3)
    published = records.make_period(plan, "2018-19-q4", is_published=True)
    corrected = records.make_period(plan, "2019-20-q1", is_published=True)
    Return.objects.update(state="approved")
    Return.objects.filter(pk=returns_of(corrected)[0].pk).update(state="sent_back")
    period = make_open_quarter(plan)
    Return.objects.filter(pk=returns_of(period)[1].pk).update(state="approved")
    html = page_of(Role.EDITOR, "/quarters/")
    assert "1 of 3 returns approved" in html
    assert "Returns are due on 11 October 2019" in html
    assert "Under correction: 1 return is open" in html
    assert f"Published on {published.published_at:%-d %B %Y}" in html
    order = [html.index(f'<th scope="row"><a href="/quarters/{slug}/">') for slug in
             ("2019-20-q2", "2019-20-q1", "2018-19-q4")]  # fmt: skip
    assert order == sorted(order)
    assert "cannot be opened yet" not in html


def test_administrators_are_offered_the_next_quarter_or_told_why_not():
    plan = records.make_plan()
    assert "/quarters/open/" in page_of(Role.ADMINISTRATOR, "/quarters/")
    period = make_open_quarter(plan)
    html = page_of(Role.ADMINISTRATOR, "/quarters/")
    assert "Publish Q2 2019/20 first: its ratings are last period’s ratings in Q3 2019/20." in html
    assert "/quarters/open/" not in html
    period.published_at = records.PUBLISHED_AT
    period.save()
    assert "Open Q3 2019/20" in page_of(Role.ADMINISTRATOR, "/quarters/")
    assert "Open Q3 2019/20" not in page_of(Role.APPROVER, "/quarters/")


def test_portal_without_a_plan_says_that_no_quarter_is_held():
    assert "No quarter is held yet." in page_of(Role.ADMINISTRATOR, "/quarters/")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_one_quarter_and_three(count, django_assert_num_queries):
    plan = records.make_plan()
    for slug in ("2018-19-q3", "2018-19-q4", "2019-20-q1")[:count]:
        records.make_period(plan, slug, is_published=True)
    client = client_of(make_person(Role.ADMINISTRATOR))
    with django_assert_num_queries(8):
        client.get("/quarters/")


# Opening


def test_opening_shows_what_is_carried_over_and_what_is_left_out():
    plan = records.make_plan(sub_themes=2)
    last = records.make_period(plan, is_published=True)
    for number in ("1", "2"):
        records.make_line(last, number)
    records.make_line(last, "3", "4")
    Commitment.objects.filter(number__in=[2, 3]).update(ending="completed", ended_on=date(2019, 6, 30))
    records.make_indicator(plan)
    records.make_statement(last)
    found = opening(date(2019, 7, 1))
    assert found.quarter == Quarter(2019, 2)
    counted = carried_over(found)
    assert (counted.returns, counted.lines, counted.readings, counted.statements) == (2, 2, 1, 1)
    assert [str(commitment) for commitment in counted.ended] == ["2", "3"]
    html = page_of(Role.ADMINISTRATOR, "/quarters/open/")
    assert "2, completed 30 June 2019" in html
    assert "No rating, reading or text is copied." in html


def test_indicator_that_serves_several_sub_themes_is_counted_once():
    plan = records.make_plan(sub_themes=2)
    shared, each = records.make_indicator(plan, "shared"), records.make_indicator(plan, "each", is_per_place=True)
    other = returns_of(records.make_period(plan, is_published=True))[1].sub_theme
    for indicator in (shared, each):
        indicator.places.create(sub_theme=other, order=indicator.pk)
    assert carried_over(opening(date(2019, 7, 1))).readings == 3


@pytest.mark.parametrize(
    ("last", "today", "quarter"),
    [
        ("2019-20-q1", date(2019, 7, 1), Quarter(2019, 2)),
        ("2019-20-q4", date(2019, 7, 1), Quarter(2020, 1)),
        (None, date(2019, 7, 1), Quarter(2019, 1)),
        (None, date(2010, 1, 1), Quarter(2017, 1)),
        (None, date(2040, 1, 1), Quarter(2028, 4)),
    ],
)
def test_next_quarter_is_proposed(last, today, quarter):
    plan = records.make_plan()
    if last:
        records.make_period(plan, last, is_published=True)
    assert opening(today).quarter == quarter
    assert opening(today).refusal == ""


def test_first_quarter_may_be_an_earlier_one_and_lies_in_the_term_of_the_plan():
    Plan.objects.filter(pk=records.make_plan().pk).update(starts_on=date(2018, 10, 1), ends_on=date(2019, 9, 30))
    offered = opening(date(2019, 7, 1)).choice
    assert offered == (Quarter(2018, 3), Quarter(2018, 4), Quarter(2019, 1), Quarter(2019, 2))
    assert "To begin with another quarter:" in page_of(Role.ADMINISTRATOR, "/quarters/open/?quarter=2018-19-q3")


def test_quarter_lies_under_the_plan_that_began_last():
    old = records.make_plan("old")
    Plan.objects.filter(pk=old.pk).update(ends_on=date(2019, 9, 30))
    records.make_period(Plan.objects.get(pk=old.pk), is_published=True)
    new = records.make_plan("new")
    Plan.objects.filter(pk=new.pk).update(starts_on=date(2019, 7, 1))
    assert opening(date(2019, 7, 1)).plan == new
    Plan.objects.filter(pk=new.pk).update(starts_on=date(2019, 10, 1))
    assert opening(date(2019, 7, 1)).plan == old
    Plan.objects.filter(pk=old.pk).update(ends_on=date(2019, 6, 30))
    assert opening(date(2019, 7, 1)).refusal == "Q2 2019/20 lies outside the term of the plan."


def post(address, **fields):
    return client_of(make_person(Role.ADMINISTRATOR)).post(address, fields, follow=True)


def ahead(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_quarter_is_opened_and_the_board_says_so():
    records.make_period(records.make_plan(), is_published=True)
    response = post("/quarters/open/", submissions_due_on=ahead(14), approvals_due_on=ahead(21))
    assert response.redirect_chain == [("/quarters/2019-20-q2/", 302)]
    assert "Q2 2019/20 is open." in response.content.decode()
    period = ReportingPeriod.objects.of(Quarter(2019, 2)).get()
    assert period.submissions_due_on.isoformat() == ahead(14)
    assert period.opened_by.is_administrator


def test_quarter_may_be_left_out():
    records.make_period(records.make_plan(), is_published=True)
    assert "?quarter=2019-20-q3" in page_of(Role.ADMINISTRATOR, "/quarters/open/")
    post("/quarters/open/?quarter=2019-20-q3", submissions_due_on=ahead(1), approvals_due_on=ahead(1))
    assert ReportingPeriod.objects.latest("pk").quarter == Quarter(2019, 3)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Returns are due on: This field is required."),
        ({"submissions_due_on": "soon"}, "Returns are due on: Enter a valid date."),
        ({"submissions_due_on": "2019-10-11", "approvals_due_on": "2019-10-18"}, "choose today or a later day."),
        ({"submissions_due_on": ahead(9), "approvals_due_on": ahead(8)},
         "Approval is due on: choose the day on which returns are due, or a later one."),
    ],
)  # fmt: skip
def test_due_dates_that_cannot_be_are_refused_and_kept_on_the_page(fields, sentence):
    records.make_period(records.make_plan(), is_published=True)
    response = post("/quarters/open/", **fields)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    for typed in fields.values():
        assert f'value="{typed}"' in response.content.decode()
    assert ReportingPeriod.objects.count() == 1


def test_quarter_that_somebody_opened_meanwhile_is_told_as_a_sentence():
    make_open_quarter()
    response = post("/quarters/open/", submissions_due_on=ahead(1), approvals_due_on=ahead(2))
    assert response.status_code == 422
    assert "Publish Q2 2019/20 first" in response.content.decode()
    assert '<form method="post" novalidate>' not in response.content.decode()


# From the end of the quarter, or from today where that is later: ten working days, and five more.
@pytest.mark.parametrize(
    ("today", "submissions", "approvals"),
    [
        (date(2019, 9, 2), date(2019, 10, 14), date(2019, 10, 21)),
        (date(2019, 10, 4), date(2019, 10, 18), date(2019, 10, 25)),
        (date(2019, 10, 5), date(2019, 10, 18), date(2019, 10, 25)),
    ],
)
def test_due_dates_are_proposed_in_working_days(today, submissions, approvals):
    assert proposed_dates(Quarter(2019, 2), today) == (submissions, approvals)


def test_no_working_day_after_a_day_is_that_day():
    assert working_days_after(date(2019, 10, 5), 0) == date(2019, 10, 5)


@pytest.mark.parametrize(
    ("today", "words"),
    [(8, "in 3 days"), (10, "tomorrow"), (11, "today"), (12, "1 day late"), (13, "2 days late")],
)
def test_due_date_is_told_in_words(today, words):
    due = Due(SUBMISSIONS, date(2019, 10, today))
    assert due.words == words
    assert due.is_late == (today > 11)
    assert not Due(SUBMISSIONS, date(2019, 10, today), is_met=True).is_late


def test_due_date_that_everybody_has_met_is_not_late():
    period = make_answered("submitted").period
    html = page_of(Role.EDITOR, "/quarters/")
    assert "Returns are due on 11 October 2019" in html
    assert html.count("late</span>") == 1
    assert page_of(Role.EDITOR, f"/quarters/{period.quarter.slug}/").count("late</span>") == 2
    Return.objects.update(state="approved")
    assert "late</span>" not in page_of(Role.EDITOR, "/quarters/")


# Due dates


def test_due_dates_are_moved_and_the_board_says_so():
    make_open_quarter()
    page = page_of(Role.ADMINISTRATOR, "/quarters/2019-20-q2/dates/")
    assert f'value="{SUBMISSIONS}"' in page
    assert f'value="{APPROVALS}"' in page
    response = post("/quarters/2019-20-q2/dates/", submissions_due_on="2019-10-14", approvals_due_on="2019-10-21")
    assert "The due dates of Q2 2019/20 are moved." in response.content.decode()
    assert ReportingPeriod.objects.get().submissions_due_on == date(2019, 10, 14)


def test_quarter_that_was_loaded_without_due_dates_is_given_them():
    records.make_period(records.make_plan())
    assert "No due dates are set." in page_of(Role.EDITOR, "/quarters/2019-20-q1/")
    post("/quarters/2019-20-q1/dates/", submissions_due_on="2019-10-14", approvals_due_on="2019-10-21")
    assert ReportingPeriod.objects.get().approvals_due_on == date(2019, 10, 21)


# The pages themselves


@pytest.mark.parametrize("state", ["open", "published"])
def test_pages_are_valid_html(state, html_faults):
    held = make_answered("submitted", sub_themes=2)
    records.make_statement(held.period)
    if state == "published":
        Return.objects.update(state="approved")
        ReportingPeriod.objects.update(published_at=records.PUBLISHED_AT)
    client = client_of(make_person(Role.ADMINISTRATOR, Role.APPROVER, Role.EDITOR))
    name = "dates" if state == "open" else "correction"
    steps = "/quarters/2019-20-q2/returns/theme-1-1/steps/"
    pages = {
        address: client.get(address).content.decode()
        for address in ("/quarters/", "/quarters/open/", "/quarters/2019-20-q2/", f"/quarters/2019-20-q2/{name}/",
                        steps, "/plan/editors/")
    }  # fmt: skip
    pages["refused"] = client.post(steps, {"verb": "sent_back"}).content.decode()
    pages["refused dates"] = client.post(f"/quarters/2019-20-q2/{name}/").content.decode()
    assert html_faults(pages) == []
