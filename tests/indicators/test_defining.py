"""What is measured: the pages on which an administrator says it, and what follows from it for the quarters."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.roles import Role
from indicators.defining import Refused, add_indicator, change_indicator
from indicators.models import Indicator, Kind, Place
from indicators.queries import places_on, standing_of
from pillars.models import Return, SubTheme
from pillars.versions import StaleVersion
from tests import records
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.sending import fields_of

pytestmark = pytest.mark.django_db
LIST, ADD = "/plan/indicators/", "/plan/indicators/add/"


@pytest.fixture
def plan():
    return records.make_plan(sub_themes=2)


@pytest.fixture
def administrator():
    return client_of(make_person(Role.ADMINISTRATOR, name="Ann"))


def parts():
    return list(SubTheme.objects.order_by("order"))


def stands_on(period):
    """The names of what is measured on each sub-theme in a quarter, by its order."""
    found = places_on(period.plan_id, period.quarter.ends_on)
    return [[place.indicator.name for place in found.get(part.pk, [])] for part in parts()]


def change(indicator, *sub_themes, by=None, **values):
    change_indicator(indicator=indicator, values=values, sub_themes=sub_themes, based_on=standing_of(indicator), by=by)


def ways_of(client):
    """Where the list of indicators leads to."""
    return html.fromstring(client.get(LIST).content).xpath("//th[@scope='row']/a/@href")


def test_administrator_adds_an_indicator_that_the_open_quarter_asks_for(plan, administrator):
    earlier = records.make_period(plan, "2018-19-q4", is_published=True)
    period = records.make_period(plan)
    typed = {
        "name": "Calls <to> 101",
        "kind": "count",
        "unit": "calls",
        "wanted": "down",
        "sub_themes": [parts()[1].pk],
    }
    answer = administrator.post(ADD, fields_of(administrator.get(ADD)) | typed, follow=True)
    assert "“Calls &lt;to&gt; 101” is saved." in answer.content.decode()
    made = Indicator.objects.get()
    assert (made.key, made.kind, made.unit, made.wanted) == ("calls-to-101", "count", "calls", "down")
    assert str(made.history.get().history_user) == "Ann"
    assert (stands_on(period), stands_on(earlier)) == ([[], ["Calls <to> 101"]], [[], []])
    page = administrator.get(LIST).content.decode()
    assert "Calls &lt;to&gt; 101" in page
    assert str(parts()[1]) in page


def test_what_is_typed_is_kept_where_a_rule_forbids_it(plan, administrator):
    typed = {"name": "Repeat victims", "kind": "count", "suppress_below": "5", "wanted": "down"}
    answer = administrator.post(ADD, fields_of(administrator.get(ADD)) | typed)
    assert answer.status_code == 422
    assert "Give the reason, to be published" in answer.content.decode()
    assert "Repeat victims" in answer.content.decode()
    assert not Indicator.objects.exists()


def test_keys_are_made_of_names_and_each_is_another(plan, administrator):
    first, second, third = (
        add_indicator(plan=plan, values={"name": name, "kind": Kind.COUNT}, sub_themes=[], by=None)
        for name in ("Add", "Add!", "???")
    )
    assert [one.key for one in (first, second, third)] == ["add", "add-2", "indicator"]
    assert [
        html.fromstring(administrator.get(way).content).xpath("string(//h1)") for way in ways_of(administrator)
    ] == [
        *("???", "Add", "Add!"),
    ]


def test_name_is_changed_and_everything_else_stays(plan, administrator):
    period = records.make_period(plan)
    indicator = records.make_indicator(plan)
    before = Place.objects.values().get()
    address = f"{LIST}{indicator.key}/change/"
    typed = fields_of(administrator.get(address)) | {"name": "Another name"}
    assert administrator.post(address, typed).status_code == 302
    indicator.refresh_from_db()
    assert (indicator.name, indicator.key) == ("Another name", "indicator")
    assert Place.objects.values().get() == before
    assert stands_on(period)[0] == ["Another name"]
    stale = administrator.post(address, typed | {"name": "A third"})
    assert stale.status_code == 422
    assert "Somebody has changed this meanwhile" in stale.content.decode()
    assert "A third" in stale.content.decode()


def test_indicator_that_ends_stays_in_the_quarters_before(plan):
    earlier = records.make_period(plan, "2018-19-q4", is_published=True)
    indicator = records.make_indicator(plan)
    period = records.make_period(plan)
    change(indicator)
    assert (stands_on(earlier)[0], stands_on(period)[0]) == ([indicator.name], [])
    assert Place.objects.get().in_force_until == date(2019, 3, 31)
    change(indicator, parts()[0])
    assert stands_on(period)[0] == [indicator.name], "it is brought back to its place"
    assert Place.objects.count() == 1


def test_place_that_no_quarter_has_seen_goes_altogether(plan):
    indicator = add_indicator(plan=plan, values={"name": "Crime", "kind": "count"}, sub_themes=parts(), by=None)
    assert Place.objects.count() == 2
    change(indicator, parts()[1])
    assert [place.sub_theme for place in Place.objects.all()] == [parts()[1]]
    assert Place.history.filter(history_type="-").count() == 1


def test_value_of_the_open_quarter_does_not_vanish(plan):
    period = records.make_period(plan)
    indicator = records.make_indicator(plan)
    reading = indicator.readings.create(period=period, value=54, printed="54")
    with pytest.raises(Refused, match="has a value for Q1 2019/20"):
        change(indicator)
    change(indicator, *parts())
    change(indicator, parts()[1])
    assert stands_on(period) == [[], [indicator.name]], "it stands on another page with its value"
    indicator.readings.create(period=period, based_on=reading)
    change(indicator)
    assert stands_on(period) == [[], []]


def test_how_values_are_read_stays_once_there_are_some(plan, administrator):
    indicator = records.make_indicator(plan)
    change(indicator, *parts(), kind="money")
    indicator.readings.create(period=records.make_period(plan), value=54, printed="54")
    with pytest.raises(Refused, match="has values already"):
        change(indicator, *parts(), kind="count")
    address = f"{LIST}{indicator.key}/change/"
    administrator.post(address, fields_of(administrator.get(address)) | {"kind": "count", "name": "Spend"})
    indicator.refresh_from_db()
    assert (indicator.kind, indicator.name) == ("money", "Spend")


def test_return_that_is_submitted_is_asked_for_nothing_more(plan):
    records.make_period(plan)
    indicator = records.make_indicator(plan)
    Return.objects.filter(sub_theme=parts()[1]).update(state="submitted")
    with pytest.raises(Refused, match=r"is submitted for Q1 2019/20\. Reopen it first"):
        change(indicator, *parts())
    change(indicator, parts()[0], name="Another name")
    assert Indicator.objects.get().name == "Another name"


def test_only_an_administrator_says_what_is_measured_and_nobody_over_another(plan):
    indicator = records.make_indicator(plan)
    editor = make_person(Role.EDITOR)
    with pytest.raises(PermissionError):
        change(indicator, by=editor)
    with pytest.raises(PermissionError):
        add_indicator(plan=plan, values={"name": "Crime", "kind": "count"}, sub_themes=[], by=editor)
    based_on = standing_of(indicator)
    change(indicator)
    with pytest.raises(StaleVersion):
        change_indicator(indicator=indicator, values={}, sub_themes=parts(), based_on=based_on, by=None)


def test_list_asks_as_often_whatever_its_length(plan, administrator):
    counts = []
    for key in ("one", "two", "three"):
        records.make_indicator(plan, key)
        with CaptureQueriesContext(connection) as captured:
            administrator.get(LIST)
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_portal_without_a_plan_leads_to_setting_up(administrator):
    assert "There is no plan yet" in administrator.get(LIST).content.decode()
    assert administrator.get(ADD).status_code == 404
    assert administrator.get(f"{LIST}none/change/").status_code == 404


def test_pages_are_accessible_and_valid(plan, phone_page, live_server, axe, html_faults, administrator):
    records.make_period(plan)
    records.make_indicator(plan)
    sign_in(phone_page, make_person(Role.ADMINISTRATOR), live_server.url)
    for address in (LIST, ADD, f"{LIST}indicator/change/"):
        phone_page.goto(live_server.url + address)
        assert axe(phone_page) == []
        assert px_too_wide(phone_page) <= 0
        assert html_faults(administrator.get(address).content.decode()) == []
