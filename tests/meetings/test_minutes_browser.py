"""Taking minutes in a real browser: what is typed is saved by itself, and of two clerks nobody writes over the other."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from meetings import actions
from meetings.models import Minute
from meetings.standing import standing_of
from tests import records
from tests.browsing import arrive
from tests.meetings import diary
from tests.people import make_person, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def item():
    records.make_plan()
    return diary.item(diary.standing(diary.plan()), "Victims")


def test_clerk_takes_minutes_while_the_meeting_goes_on(live_server, phone_page, axe, item):
    page = phone_page
    sign_in(page, make_person(Role.CLERK), live_server.url)
    page.goto(f"{live_server.url}/meetings/2019-09-24/")
    page.get_by_role("link", name="Take the minutes").click()
    arrive(page, "Take the minutes")
    form = page.get_by_role("form", name="3. Victims")
    form.get_by_label("What was said").fill("Members asked how long victims wait.")
    expect(form.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_text("1 of 4 items minuted")).to_be_visible()

    form.get_by_label("Decision", exact=True).select_option("Recommended")
    expect(form.get_by_text("Write what was decided.")).to_be_visible()
    expect(page.get_by_text("Not everything is saved")).to_be_visible()
    form.get_by_label("What was decided").fill("That more staff are employed.")
    expect(page.get_by_text("Everything is saved")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("link", name="Recommend it to the commissioner").click()
    arrive(page, "A recommendation to the commissioner")
    expect(page.get_by_label("Recommendation", exact=True)).to_have_value("That more staff are employed.")
    page.get_by_role("button", name="Save the recommendation").click()
    arrive(page, "Take the minutes")
    expect(page.get_by_text("Recommendation:")).to_be_visible()
    page.get_by_role("region", name="Victims").get_by_role("link", name="Add an action").click()
    arrive(page, "Add an action")
    page.get_by_label("What is to be done").fill("Write to members.")
    page.get_by_label("Who does it").fill("Commissioner")
    page.get_by_role("button", name="Add it").click()
    arrive(page, "Take the minutes")
    page.get_by_role("link", name="Read the minutes").click()
    arrive(page, "Minutes of Tuesday 24 September 2019")
    read = page.get_by_role("region", name="Victims")
    expect(read).to_contain_text("Members asked how long victims wait.")
    expect(read).to_contain_text("Action, Commissioner: Write to members.")
    assert axe(page) == []


def test_of_two_clerks_nobody_writes_over_the_other(live_server, desk_page, axe, item):
    minute = diary.minute(item, text="First.")
    page = desk_page
    sign_in(page, make_person(Role.CLERK), live_server.url)
    page.goto(f"{live_server.url}/meetings/2019-09-24/minutes/take/")
    actions.save_minute(item=item, values={"text": "Theirs."}, based_on=standing_of(minute), by=None)
    form = page.get_by_role("form", name="3. Victims")
    said = form.get_by_label("What was said")
    said.fill("Mine.")
    both = form.get_by_role("group", name="Two versions")
    expect(both).to_contain_text("Theirs.")
    expect(said).to_have_value("Mine.")
    assert axe(page) == []
    both.get_by_role("button", name="Keep mine").click()
    expect(both).to_have_count(0)
    expect(page.get_by_text("Everything is saved")).to_be_visible()
    assert Minute.objects.get().text == "Mine."

    seen = standing_of(minute)
    actions.save_minute(item=item, values={"text": "Theirs again."}, based_on=seen, by=None)
    said.fill("Mine again.")
    both.get_by_role("link", name="Take theirs").click()
    expect(said).to_have_value("Theirs again.")
    said.fill("Both.")
    expect(page.get_by_text("Everything is saved")).to_be_visible()
    assert Minute.objects.get().text == "Both."
