"""The board: how each return stands, what is missing, what is due, and what publication waits for."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from accounts.models import User
from accounts.roles import Role
from finance.models import FinanceReport
from pillars.models import ReportingPeriod, Return
from returns.board import board_of
from returns.queries import quarter_sheet
from tests import records
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.returns.office import APPROVALS, SUBMISSIONS, answer, make_editor, make_open_quarter, returns_of

pytestmark = pytest.mark.django_db
BOARD = "/quarters/2019-20-q2/"
TODAY = SUBMISSIONS - timedelta(days=3)


def board(period, user=None, show="", today=TODAY, **more):
    return board_of(
        quarter_sheet(period), user=user or make_person(Role.FINANCE_OFFICER), today=today, show=show, **more
    )


def put(held, state):
    Return.objects.filter(pk=held.pk).update(state=state)


def html_of(person, address=BOARD):
    response = client_of(person).get(address)
    assert response.status_code == 200
    return response.content.decode()


def make_varied():
    """A quarter of two pillars with four returns: submitted, approved, in progress, not started."""
    period = make_open_quarter(pillars=2, sub_themes=2)
    held = returns_of(period)
    for one, state in zip(held, ("submitted", "approved"), strict=False):
        answer(one)
        put(one, state)
    records.rate(period, sub_theme=held[2].sub_theme)
    return period


def test_board_shows_each_return_by_pillar_in_the_order_of_the_plan():
    period = make_varied()
    shown = board(period)
    assert [(str(group.pillar), [str(row.sheet.quarterly_return.sub_theme) for row in group.rows])
            for group in shown.pillars] == [
        ("Pillar 1", ["Theme 1-1", "Theme 1-2"]), ("Pillar 2", ["Theme 2-1", "Theme 2-2"])]  # fmt: skip
    assert [row.standing for row in shown.rows] == ["submitted", "approved", "in_progress", "not_started"]
    assert [(row.sheet.done, row.sheet.of) for row in shown.rows] == [(4, 4), (3, 3), (1, 4), (0, 3)]
    assert (shown.done, shown.of, shown.approved) == (8, 14, 1)


@pytest.mark.parametrize(
    ("state", "due_on"),
    [("open", SUBMISSIONS), ("sent_back", SUBMISSIONS), ("submitted", APPROVALS), ("approved", None)],
)
def test_what_is_due_follows_from_the_state(state, due_on):
    period = make_open_quarter()
    put(returns_of(period)[0], state)
    due = board(period).rows[0].due
    assert (due.on if due else None) == due_on


def test_return_that_a_correction_reopened_is_not_late():
    period = make_open_quarter()
    ReportingPeriod.objects.update(published_at=records.PUBLISHED_AT)
    period.refresh_from_db()
    assert board(period, today=date(2026, 1, 1)).rows[0].due is None


def test_only_editors_who_may_sign_in_are_named():
    period = make_open_quarter()
    sub_theme = returns_of(period)[0].sub_theme
    editor = make_editor(sub_theme)
    make_editor(sub_theme, is_active=False)
    sub_theme.editors.add(make_person(Role.CLERK))
    assert board(period).rows[0].editors == (editor,)


@pytest.mark.parametrize(
    ("roles", "filters"),
    [
        ((Role.FINANCE_OFFICER,), {"": 4, "todo": 3}),
        ((Role.ADMINISTRATOR,), {"": 4, "todo": 3}),
        ((Role.EDITOR,), {"": 4, "mine": 2, "todo": 3}),
        ((Role.APPROVER,), {"": 4, "todo": 3, "waiting": 1}),
        ((Role.EDITOR, Role.APPROVER), {"": 4, "mine": 2, "todo": 3, "waiting": 1}),
    ],
)
def test_filters_are_those_that_mean_something_to_a_person(roles, filters):
    period = make_varied()
    person = make_person(*roles)
    for held in returns_of(period)[1:3]:
        held.sub_theme.editors.add(person)
    shown = board(period, person)
    assert {one.key: one.count for one in shown.filters} == filters
    for key, count in filters.items():
        assert sum(len(group.rows) for group in board(period, person, show=key).pillars) == count
        assert len(board(period, person, show=key).rows) == 4
    assert board(period, person, show="nonsense").show == ""


def test_board_names_what_publication_waits_for():
    period = make_varied()
    shown = board(period)
    assert [len(rows) for rows in (shown.to_submit, shown.waiting, shown.kept_by_nobody)] == [2, 1, 2]
    html = html_of(make_person(Role.ADMINISTRATOR))
    assert "2 returns are to be submitted: Theme 2-1, Theme 2-2" in html
    assert "1 return waits for approval: Theme 1-1" in html
    assert "2 returns have nobody who keeps them" in html
    for held in returns_of(period):
        put(held, "approved")
    assert "Every return is approved. The quarter is ready to be published." in html_of(make_person(Role.EDITOR))


def test_what_is_missing_links_to_its_field_on_the_editing_page():
    period = make_open_quarter()
    line = records.make_line(period, "7", code=None)
    html = html_of(make_person(Role.APPROVER))
    assert "5 missing" in html
    edit = f"{BOARD}returns/theme-1-1/"
    assert f'<a href="{edit}#line-{line.pk}-choice">7: give a rating, or say why there is none.</a>' in html
    assert f'<a href="{edit}#own-choice">' in html


def test_published_return_lacks_nothing_any_more():
    period = make_varied()
    ReportingPeriod.objects.update(published_at=records.PUBLISHED_AT)
    closed, open_again = (returns_of(period)[number] for number in (1, 3))
    for held in returns_of(period)[:3]:
        put(held, "approved")
    put(open_again, "sent_back")
    closed.narratives.all().delete()
    html = html_of(make_person(Role.EDITOR))
    assert html.count(" missing<span") == 1
    assert "answers given</" not in html


def test_finance_part_is_a_row_that_goes_with_its_return():
    period = make_open_quarter(sub_themes=2)
    records.make_statement(period)
    put(returns_of(period)[0], "submitted")
    report = FinanceReport.objects.get()
    assert board(period, finance=report).finance.standing == "submitted"
    assert "with the return of Theme 1-1" in html_of(make_person(Role.FINANCE_OFFICER))
    approver = make_person(Role.APPROVER)
    put(returns_of(period)[0], "approved")
    assert board(period, approver, show="waiting", finance=report).finance is None


def test_quarter_without_a_finance_part_has_no_such_row():
    assert board(make_open_quarter()).finance is None


@pytest.mark.parametrize(
    ("show", "sentence"),
    [("mine", "No return of this quarter is yours."), ("waiting", "Nothing waits for approval.")],
)
def test_filter_that_leaves_nothing_says_so(show, sentence):
    make_open_quarter()
    assert sentence in html_of(make_person(Role.EDITOR, Role.APPROVER), f"{BOARD}?show={show}")


@pytest.mark.parametrize("count", [1, 12])
def test_board_takes_the_same_queries_for_one_return_and_twelve(count, django_assert_num_queries):
    period = make_open_quarter(pillars=1 if count == 1 else 4, sub_themes=1 if count == 1 else 3)
    editor = make_person(Role.EDITOR)
    for held in returns_of(period):
        held.sub_theme.editors.add(editor)
        records.make_line(period, str(held.pk), code=None, in_return=held)
        held.steps.create(number=1, verb="commented", before="open", after="open", comment="x", taken_by=editor)
    records.make_statement(period)
    client = client_of(make_person(Role.ADMINISTRATOR))
    with django_assert_num_queries(18):
        client.get(BOARD)


def look(page, live_server, person, address=BOARD):
    sign_in(page, person, live_server.url)
    page.goto(f"{live_server.url}{address}")


@pytest.mark.django_db(transaction=True)
def test_board_is_accessible_with_everything_open(any_page, live_server, axe):
    period = make_varied()
    records.make_statement(period)
    everything = make_person(Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
    for held in returns_of(period):
        held.sub_theme.editors.add(everything)
        held.steps.create(number=1, verb="commented", before="open", after="open", comment="x", taken_by=everything)
    look(any_page, live_server, everything)
    assert axe(any_page) == []
    for summary in any_page.locator("summary").all():
        summary.click()
    assert axe(any_page) == []
    assert px_too_wide(any_page) == 0


@pytest.mark.django_db(transaction=True)
def test_other_pages_of_a_quarter_are_accessible(any_page, live_server, axe):
    plan = records.make_plan(pillars=2)
    period = records.make_period(plan, "2019-20-q1", is_published=True)
    Return.objects.filter(period=period).update(state="approved")
    records.make_line(period, "1")
    administrator = make_person(Role.ADMINISTRATOR)
    look(any_page, live_server, administrator, "/quarters/open/")
    assert axe(any_page) == []
    make_editor(returns_of(make_open_quarter(plan))[0].sub_theme)
    pages = ("/quarters/", f"{BOARD}dates/", "/quarters/2019-20-q1/correction/", "/plan/editors/",
             f"{BOARD}returns/theme-1-1/steps/")  # fmt: skip
    for address in pages:
        any_page.goto(f"{live_server.url}{address}")
        assert axe(any_page) == [], address
        assert px_too_wide(any_page) == 0, address


@pytest.mark.django_db(transaction=True)
def test_missing_answer_is_opened_with_the_keyboard_and_leads_to_its_field(desk_page, live_server):
    editor = make_editor(returns_of(make_open_quarter())[0].sub_theme)
    assert User.objects.get() == editor
    look(desk_page, live_server, editor)
    desk_page.locator("summary").first.focus()
    desk_page.keyboard.press("Enter")
    desk_page.keyboard.press("Tab")
    expect(desk_page.locator(":focus")).to_contain_text("The rating of the whole")
    desk_page.keyboard.press("Enter")
    expect(desk_page).to_have_url(f"{live_server.url}{BOARD}returns/theme-1-1/#own-choice")
