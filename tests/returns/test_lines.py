"""The page of all lines: what it shows, what its filters leave, and that each row is kept in its place."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from accounts.roles import Role
from pillars.models import Return
from returns.filters import Filters, lines_shown
from returns.queries import quarter_sheet
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.records import make_line, rate
from tests.returns.entry import make_kept, status_of, typed

HTMX = {"HTTP_HX_REQUEST": "true"}
SHOWN = re.compile(r'<li class="entry-row entry-line[^"]*" id="line-(\d+)"')


@pytest.fixture
def client(kept):
    return client_of(kept.editor)


def answer(client, kept, at, code):
    """Rates a line as its editor does."""
    key = kept.line_key(at)
    assert client.post(kept.save_address(key), typed(key, choice=code, reason="Why."), **HTMX).status_code == 200


def names_shown(kept, **asked):
    return [line.name for _, lines in lines_shown(quarter_sheet(kept.period), Filters(**asked)) for line in lines]


def test_every_line_of_the_quarter_is_there_grouped_by_sub_theme(client, kept, html_faults):
    html = client.get(kept.lines_address).content.decode()
    assert len(SHOWN.findall(html)) == 4
    assert "<b>4</b> of 4 lines are shown; 0 of all are done." in html
    assert html.index("Theme 1-1") < html.index("Theme 1-2")
    assert html_faults(html) == []


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["1", "2", "3", "90"]),
        ({"pillar": "pillar-1"}, ["1", "2", "3", "90"]),
        ({"pillar": "pillar-9"}, []),
        ({"rating": "A"}, ["1"]),
        ({"rating": "R"}, []),
        ({"rating": "none"}, ["2", "3", "90"]),
        ({"todo": True}, ["2", "3", "90"]),
        ({"owner": "editor"}, ["1", "2", "3"]),
        ({"owner": "nobody"}, []),
        ({"owner": "editor", "rating": "none", "todo": True}, ["2", "3"]),
    ],
)
def test_filters_leave_the_lines_that_are_asked_for(client, kept, asked, names):
    answer(client, kept, 0, "A")
    if asked.get("owner") == "editor":
        asked = asked | {"owner": str(kept.editor.pk)}
    assert names_shown(kept, **asked) == names
    query = {name: "on" if value is True else value for name, value in asked.items()}
    html = client.get(kept.lines_address, query).content.decode()
    # A pillar or person that the quarter does not have asks for nothing.
    is_known = asked.get("pillar") != "pillar-9" and asked.get("owner") != "nobody"
    assert len(SHOWN.findall(html)) == (len(names) if is_known else 4)


def test_htmx_is_given_the_lines_alone(client, kept):
    html = client.get(kept.lines_address, {"rating": "none"}, **HTMX).content.decode()
    assert "<html" not in html
    assert "4 of 4 lines are shown." in html


def test_only_lines_that_a_person_keeps_can_be_answered(client, kept):
    html = client.get(kept.lines_address).content.decode()
    assert html.count("data-saves") == 3
    assert "you read these" in html
    Return.objects.filter(pk=kept.held.pk).update(state="submitted")
    html = client.get(kept.lines_address).content.decode()
    assert "data-saves" not in html
    assert "Submitted" in html


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_the_lines(kept, role):
    status = client_of(make_person(role)).get(kept.lines_address).status_code
    assert status == (404 if role in (Role.CLERK, Role.PANEL_MEMBER) else 200)


def test_nobody_else_is_shown_anything(kept):
    assert Client().get(kept.lines_address).status_code == 302


def test_a_save_answers_with_how_far_its_sub_theme_is(client, kept):
    key = kept.line_key()
    html = client.post(kept.save_address(key) + "?lines=", typed(key, choice="G"), **HTMX).content.decode()
    assert f'<span id="done-{kept.held.sub_theme.key}" hx-swap-oob="innerHTML">1 of 3 done' in html
    assert 'id="progress"' not in html


def test_without_a_script_a_save_leads_back_to_the_row_under_the_same_filters(client, kept):
    html = client.get(kept.lines_address, {"rating": "none", "todo": "on"}).content.decode()
    action = re.search(rf'action="([^"]*/{kept.line_key()}/[^"]*)"', html)[1]
    answer = client.post(action, typed(kept.line_key(), choice="A"))
    assert answer.status_code == 303
    assert answer.url == f"{kept.lines_address}?rating=none&todo=on#{kept.line_key()}"
    assert status_of(kept).rating.code == "A"


@pytest.mark.parametrize("more", [0, 12])
def test_the_page_takes_as_many_queries_for_many_lines_as_for_few(kept, client, more, django_assert_num_queries):
    for number in range(more):
        make_line(kept.period, str(200 + number), in_return=kept.other if number % 2 else kept.held)
    rate(kept.period)
    with django_assert_num_queries(17):
        client.get(kept.lines_address)


# In a browser


@pytest.fixture
def page(transactional_db, desk_page, live_server):
    kept = make_kept()
    desk_page.kept = kept
    sign_in(desk_page, kept.editor, live_server.url)
    desk_page.goto(live_server.url + kept.lines_address)
    return desk_page


def test_a_line_is_answered_by_its_keys_and_the_filters_follow(page):
    kept = page.kept
    page.locator(f"#{kept.line_key()} fieldset input").first.focus()
    for key in ("=", "Enter", "r", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(f"#{kept.line_key(1)}-state")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    expect(page.locator(f"#done-{kept.held.sub_theme.key}")).to_have_text("1 of 3 done")
    page.get_by_label("Still to do").check()
    expect(page.locator(".entry-line")).to_have_count(3)
    expect(page).to_have_url(re.compile("todo=on$"))
    page.get_by_label("Rating this period").focus()
    page.keyboard.type("Red")
    expect(page.locator(".entry-line")).to_have_count(1)
    expect(page.locator("#told")).to_have_text("1 of 4 lines are shown.")
    expect(page.locator("#filter-rating")).to_be_focused()


def test_filters_wait_for_what_is_not_saved(page):
    kept = page.kept
    page.route("**/entries/**", lambda route: route.fulfill(status=503, body="trouble"))
    page.locator(f"#{kept.line_key()} fieldset input").first.focus()
    page.keyboard.press("g")
    expect(page.locator(f"#{kept.line_key()}-state")).to_contain_text("Not saved:")
    page.get_by_label("Rating this period").select_option("R")
    expect(page.locator("#whole-state")).to_contain_text("Wait until everything is saved")
    expect(page.locator(".entry-line")).to_have_count(4)


@pytest.fixture
def console_errors():
    """Here the server is made to fail on purpose, of which a browser's console tells."""
    return []


def test_nothing_stands_against_the_page(transactional_db, any_page, live_server, axe):
    kept = make_kept()
    sign_in(any_page, kept.editor, live_server.url)
    any_page.goto(live_server.url + kept.lines_address)
    any_page.locator(".entry-line summary").first.click()
    assert axe(any_page) == []
    assert px_too_wide(any_page) == 0
