"""The overview of a quarter's finance part, the pages that begin it and add tables, and the board's way to it."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from finance.actions import CellEntry, record_figures, record_reason
from finance.models import Column, FinanceReport, Row, Statement
from finance.reconciliation import reconciled
from pillars.models import Return, ReturnState, SubTheme
from tests import records
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.returns.office import make_open_quarter

pytestmark = pytest.mark.django_db
BOARD = "/quarters/2019-20-q2/"
OVERVIEW = f"{BOARD}finance/"


@pytest.fixture
def period():
    return make_open_quarter(sub_themes=2)


@pytest.fixture
def officer():
    return make_person(Role.FINANCE_OFFICER, name="Officer of finance")


@pytest.fixture
def held(period):
    """A table of two columns and two lines with a wrong total, and one that is empty, on another page."""
    made = records.make_table(
        period,
        "revenue",
        ["budget", "forecast"],
        ["pay", "rent", {"key": "total", "kind": "total", "sums": ["pay", "rent"]}],
        {"pay": [100, "-"], "rent": [50, None], "total": [170, None]},
        subtitle="2019/20",
    )
    records.make_table(period, "reserves", ["opening"], ["general"])
    return made


def shown(person, address=OVERVIEW, status=200):
    answer = client_of(person).get(address)
    assert answer.status_code == status
    return answer


def enter(table, cells, by):
    """Fills cells, given by row and column."""
    entries = [
        CellEntry(Row.objects.get(statement=table, key=row), Column.objects.get(statement=table, key=column), amount)
        for (row, column), amount in cells.items()
    ]
    record_figures(report=table.report, entries=entries, by=by)


def test_overview_shows_each_table_by_its_page(held, officer):
    overview = shown(officer).context["overview"]
    assert {page: [glance.statement.key for glance in glances] for page, glances in overview.pages.items()} == {
        "Revenue": ["revenue"], "Reserves": ["reserves"]}  # fmt: skip
    revenue, reserves = overview.glances
    assert (revenue.filled, revenue.of, len(revenue.failed), revenue.unreasoned) == (3, 4, 1, 1)
    assert (reserves.filled, reserves.of, reserves.is_empty) == (0, 1, True)
    html = shown(officer).text
    assert "loaded from a file" in html
    assert f'<a href="{OVERVIEW}revenue/structure/">Rows and columns' in html
    for way in ("notes/", "ties/", "reconciliation/"):
        assert f'href="{OVERVIEW}{way}"' in html
    assert f'href="{BOARD}draft/finance/"' in html


def test_overview_names_who_saved_last(held, officer):
    enter(held, {("rent", "forecast"): 60}, officer)
    enter(Statement.objects.get(key="reserves"), {("general", "opening"): 1}, None)
    revenue, reserves = shown(officer).context["overview"].glances
    assert (revenue.saved_by, reserves.saved_by) == ("Officer of finance", "")
    assert revenue.saved_at > revenue.table.heads["pay", "budget"].recorded_at


def test_what_was_carried_over_is_to_be_looked_through_before_anything_is_entered(period, officer):
    table = records.make_table(period, "revenue", ["budget"], ["pay"])
    assert "Before you begin, see that the title" in shown(officer).text
    enter(table, {("pay", "budget"): 100}, officer)
    assert "Before you begin" not in shown(officer).text


def test_next_step_is_always_one(period, officer):
    def step():
        found = shown(officer).context["overview"].next_step
        return found.sentence, found.address

    records.make_finance_report(period)
    assert step() == ("It holds no table yet.", f"{OVERVIEW}add/")
    table = records.make_table(period, "revenue", ["budget"], ["pay", {"key": "total", "sums": ["pay"]}])
    assert step() == ("1 table holds no figure yet.", f"{OVERVIEW}revenue/")
    enter(table, {("pay", "budget"): 100, ("total", "budget"): 110}, officer)
    assert step() == ("1 check fails and has no reason yet.", f"{OVERVIEW}reconciliation/")
    found = reconciled(period).unreasoned[0]
    record_reason(
        report=table.report, check_key=found.key, difference=found.difference, text="So it is.", based_on=None, by=None
    )
    assert step() == ("Everything adds up, or has its reason.", f"{BOARD}draft/finance/")
    assert "<small>with its reason</small>" in shown(officer).text


@pytest.mark.parametrize(
    ("role", "state", "sentence"),
    [
        (Role.EDITOR, ReturnState.OPEN, "The finance officer keeps these tables. You can read them here."),
        (
            Role.FINANCE_OFFICER,
            ReturnState.SUBMITTED,
            "The return that these tables go with is submitted, so nothing on them can change.",
        ),
    ],
)
def test_overview_is_only_read_by_others_and_once_the_return_is_closed(held, role, state, sentence):
    Return.objects.update(state=state)
    html = shown(make_person(role)).text
    assert sentence in html
    assert "Add a table" not in html
    assert "Title and place" not in html


@pytest.mark.parametrize("count", [1, 6])
def test_overview_takes_the_same_queries_for_one_table_and_six(period, officer, count, django_assert_num_queries):
    for number in range(count):
        table = records.make_table(period, f"table-{number}", ["a", "b"], ["x", "y"])
        enter(table, {("x", "a"): 1}, officer if number % 2 else make_person(Role.ADMINISTRATOR))
    client = client_of(officer)
    client.get(OVERVIEW)
    with django_assert_num_queries(21):
        client.get(OVERVIEW)


# Beginning


def test_finance_officer_begins_the_finance_part(period, officer):
    client = client_of(officer)
    assert "Begin the finance part of Q2 2019/20" in client.get(OVERVIEW).text
    sub_theme = SubTheme.objects.last()
    answer = client.post(OVERVIEW, {"title": "  Month 7  Report ", "sub_theme": sub_theme.pk}, follow=True)
    report = FinanceReport.objects.get()
    assert (report.title, report.sub_theme, report.period) == ("Month 7 Report", sub_theme, period)
    assert "The finance part is begun." in answer.text
    assert "Add the first table" in answer.text
    again = client.post(OVERVIEW, {"title": "Other", "sub_theme": sub_theme.pk}, follow=True)
    assert "Somebody began the finance part of this quarter meanwhile." in again.text
    assert FinanceReport.objects.get().title == "Month 7 Report"


def test_what_lacks_is_told_and_nothing_typed_is_lost(period, officer):
    answer = client_of(officer).post(OVERVIEW, {"title": "Month 7", "sub_theme": ""})
    assert answer.status_code == 422
    assert 'value="Month 7"' in answer.text
    assert "There is a problem" in answer.text
    assert not FinanceReport.objects.exists()


@pytest.mark.parametrize(("beginning", "tables"), [("last", 2), ("nothing", 0)])
def test_finance_part_may_begin_with_the_tables_of_an_earlier_quarter(held, officer, beginning, tables):
    later = records.make_period(held.report.period.plan, "2019-20-q3")
    address = "/quarters/2019-20-q3/finance/"
    client = client_of(officer)
    assert "The tables, notes and ties of Q2 2019/20, without their figures" in client.get(address).text
    client.post(address, {"title": "M", "sub_theme": SubTheme.objects.last().pk, "beginning": beginning})
    assert FinanceReport.objects.get(period=later).statements.count() == tables


def test_finance_part_is_begun_on_a_return_that_is_open(period, officer):
    first = SubTheme.objects.first()
    Return.objects.filter(sub_theme=first).update(state=ReturnState.SUBMITTED)
    answer = client_of(officer).post(OVERVIEW, {"title": "Month 7", "sub_theme": first.pk})
    assert answer.status_code == 422
    Return.objects.update(state=ReturnState.APPROVED)
    assert "so none can be begun" in shown(officer).text


def test_others_are_told_who_begins_it(period):
    editor = make_person(Role.EDITOR)
    assert "The finance officer or an administrator begins it." in shown(editor).text
    answer = client_of(editor).post(OVERVIEW, {"title": "M", "sub_theme": SubTheme.objects.last().pk})
    assert answer.status_code == 404
    assert not FinanceReport.objects.exists()


def test_finance_part_gets_another_title_and_place(held, officer):
    client, second = client_of(officer), SubTheme.objects.last()
    assert client.get(f"{OVERVIEW}part/").status_code == 200
    client.post(f"{OVERVIEW}part/", {"title": "Month 8", "sub_theme": second.pk})
    report = FinanceReport.objects.get()
    assert (report.title, report.sub_theme) == ("Month 8", second)
    Return.objects.filter(sub_theme=second).update(state=ReturnState.SUBMITTED)
    assert client.get(f"{OVERVIEW}part/").status_code == 302
    answer = client.post(f"{OVERVIEW}part/", {"title": "Month 9", "sub_theme": held.report.sub_theme_id})
    assert answer.status_code == 422
    assert "This return is submitted" in answer.text


# Adding a table


def test_kinds_are_offered_each_with_what_it_is_for(held, officer):
    html = shown(officer, f"{OVERVIEW}add/").text
    for kind in Statement.Kind:
        assert f'<a href="{OVERVIEW}add/{kind}/">{kind.label}</a>' in html
    assert client_of(officer).get(f"{OVERVIEW}add/nonsense/").status_code == 404


def test_table_is_added_with_what_was_asked(held, officer):
    client = client_of(officer)
    asked = {"title": "Our reserves", "page": "Reserves", "unit": "£m", "decimals": "1", "years": "3",
             "first_year_end": "2021-03-31"}  # fmt: skip
    answer = client.post(f"{OVERVIEW}add/projection/", asked, follow=True)
    assert answer.redirect_chain[0][0] == f"{OVERVIEW}our-reserves/structure/"
    assert "“Our reserves” is added." in answer.text
    made = Statement.objects.get(key="our-reserves")
    assert (made.kind, made.subtitle, made.unit, made.decimals) == ("projection", "2020/21 to 2022/23", "£m", 1)
    assert [column.key for column in made.columns.all()] == [
        "opening", "closing-2021", "closing-2022", "closing-2023"]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "asked", "sentence"),
    [
        ("free", {"unit": "€000"}, "“€000” is another currency. Statements are kept in pounds: £, £000 or £m."),
        ("free", {"unit": "£", "decimals": "3"}, "£ is printed to 2 decimals at most, not to 3."),
        ("free", {"title": " "}, "This field is required."),
        ("bridge", {"causes": "21"}, "Ensure this value is less than or equal to 20."),
        ("projection", {"years": "0", "first_year_end": ""}, "Ensure this value is greater than or equal to 1."),
    ],
)
def test_table_that_cannot_be_is_refused_and_what_was_typed_stays(held, officer, kind, asked, sentence):
    typed = {"title": "New", "page": "Page 7", "unit": "£000", "decimals": "0"} | asked
    answer = client_of(officer).post(f"{OVERVIEW}add/{kind}/", typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Page 7"' in answer.text
    assert Statement.objects.count() == 2


def test_pages_that_somebody_named_bring_no_tags_into_the_form(held, officer):
    Statement.objects.filter(key="revenue").update(page="<b>Revenue</b>")
    html = shown(officer, f"{OVERVIEW}add/free/").text
    assert "<b>Revenue" not in html
    assert "&lt;b&gt;Revenue" in html


def test_nothing_is_added_once_the_return_is_closed(held, officer):
    Return.objects.update(state=ReturnState.APPROVED)
    client = client_of(officer)
    for address in ("add/", "add/free/"):
        assert client.get(f"{OVERVIEW}{address}").status_code == 302
    answer = client.post(f"{OVERVIEW}add/free/", {"title": "T", "page": "P", "unit": "£000", "decimals": "0"})
    assert answer.status_code == 422
    assert "This return is approved" in answer.text


# The board


def test_board_leads_to_the_finance_part(held, officer):
    html = shown(officer, BOARD).text
    assert f'<th scope="row"><a href="{OVERVIEW}">Finance</a></th>' in html
    assert "Begin the finance part" not in html


@pytest.mark.parametrize(
    ("role", "state", "is_offered"),
    [
        (Role.FINANCE_OFFICER, ReturnState.OPEN, True),
        (Role.ADMINISTRATOR, ReturnState.SENT_BACK, True),
        (Role.FINANCE_OFFICER, ReturnState.SUBMITTED, False),
        (Role.APPROVER, ReturnState.OPEN, False),
    ],
)
def test_board_offers_to_begin_one_to_those_who_may(period, role, state, is_offered):
    Return.objects.update(state=state)
    html = shown(make_person(role), BOARD).text
    assert (f'<a href="{OVERVIEW}">Begin the finance part</a>' in html) == is_offered


# In a browser


@pytest.mark.django_db(transaction=True)
def test_pages_are_accessible(any_page, live_server, axe, html_faults, held, officer):
    sign_in(any_page, officer, live_server.url)
    pages = {}
    for address in ("", "part/", "add/", "add/projection/", "add/capital_programme/"):
        any_page.goto(f"{live_server.url}{OVERVIEW}{address}")
        assert axe(any_page) == [], address
        assert px_too_wide(any_page) == 0, address
        pages[address.replace("/", "-") or "overview"] = any_page.content()
    assert html_faults(pages) == []


@pytest.mark.django_db(transaction=True)
def test_begin_page_is_accessible(phone_page, live_server, axe, period, officer):
    sign_in(phone_page, officer, live_server.url)
    phone_page.goto(f"{live_server.url}{OVERVIEW}")
    assert axe(phone_page) == []
    phone_page.get_by_role("button", name="Begin it").click()
    expect(phone_page.locator(".govuk-error-summary")).to_be_focused()
    assert axe(phone_page) == []


def test_finance_part_in_which_nothing_was_entered_is_left_out_and_begun_again_later(period, officer):
    table = records.make_table(
        period, "revenue", ["budget"], ["pay", {"key": "total", "kind": "total", "sums": ["pay"]}]
    )
    records.make_tie(table.report, "one", "revenue/pay/budget", "revenue/total/budget")
    client = client_of(officer)
    assert "Leave it out of this quarter" in client.get(OVERVIEW).text
    answer = client.post(f"{OVERVIEW}leave-out/", follow=True)
    assert answer.redirect_chain == [(BOARD, 302)]
    assert "Q2 2019/20 has no finance part." in answer.text
    assert not FinanceReport.objects.filter(period=period).exists()
    assert Statement.history.latest().history_user == officer


def test_finance_part_that_holds_something_stays(held, officer):
    client = client_of(officer)
    assert "Leave it out of this quarter" not in client.get(OVERVIEW).text
    assert "Leave it out</button>" not in client.get(f"{OVERVIEW}leave-out/").text
    answer = client.post(f"{OVERVIEW}leave-out/", follow=True)
    assert "what was entered is kept" in answer.text
    assert FinanceReport.objects.filter(pk=held.report.pk).exists()
