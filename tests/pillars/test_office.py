"""What the office is called: the page on which an administrator says it, and what follows from it."""

import pytest
from django.test import Client
from lxml import html

from accounts.roles import Role
from pillars.actions import save_office
from pillars.models import Office
from pillars.queries import standing_of_office
from tests import records
from tests.people import client_of, make_person
from tests.sending import fields_of

pytestmark = pytest.mark.django_db
ADDRESS = "/office/"
NAMES = {
    "name": "Office for Policing of Westmarsh",
    "short_name": "OPW",
    "area": "Westmarsh",
    "role": "Mayor & commissioner <acting>",
    "role_short": "Mayor",
    "panel": "Westmarsh Policing Board",
    "report_title": "Progress",
    "language": "en-GB",
    "second_language": "",
    "notice": "",
    "licence_name": "Open Government Licence v3.0",
    "licence_address": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


@pytest.fixture
def administrator():
    return client_of(make_person(Role.ADMINISTRATOR, name="Ann"))


def form_of(client):
    return fields_of(client.get(ADDRESS))


def test_office_is_named_in_an_empty_portal_and_renamed_with_its_history(administrator):
    fields = form_of(administrator)
    assert fields["licence_name"] == "Open Government Licence v3.0"
    answer = administrator.post(ADDRESS, fields | NAMES, follow=True)
    assert "What the office is called is saved." in answer.content.decode()
    assert b"Last changed on" in answer.content
    assert b"by Ann." in answer.content
    administrator.post(ADDRESS, form_of(administrator) | {"panel": "Police & Crime <Board>", "language": "cy"})
    office = Office.objects.get()
    assert (office.panel, office.language, office.role) == ("Police & Crime <Board>", "cy", NAMES["role"])
    told = [(change.history_type, change.panel, str(change.history_user)) for change in Office.history.all()]
    assert told == [("~", "Police & Crime <Board>", "Ann"), ("+", NAMES["panel"], "Ann")]
    assert b"for the Police &amp; Crime &lt;Board&gt; and the public" in Client().get("/reports/").content


def test_office_that_somebody_changed_meanwhile_is_not_overwritten(administrator):
    save_office(values=NAMES, based_on="", by=None)
    mine = form_of(administrator) | {"panel": "Mine"}
    save_office(values={"area": "Eastmarsh"}, based_on=standing_of_office(), by=None)
    answer = administrator.post(ADDRESS, mine)
    assert answer.status_code == 422
    assert "Somebody has changed this meanwhile." in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode(), "what was typed is still there"
    assert (Office.objects.get().area, Office.objects.get().panel) == ("Eastmarsh", NAMES["panel"])


def test_office_that_was_loaded_before_there_was_a_history_can_be_changed(administrator):
    records.make_plan()
    Office.history.all().delete()
    administrator.post(ADDRESS, form_of(administrator) | NAMES)
    assert Office.objects.get().name == NAMES["name"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "This field is required"),
        ({"short_name": "x" * 41}, "at most 40 characters"),
        ({"language": "../x"}, "Select a valid choice"),
        ({"licence_address": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"notice": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_name_that_cannot_be_is_refused_in_a_sentence(administrator, changes, sentence):
    answer = administrator.post(ADDRESS, NAMES | changes)
    assert answer.status_code == 422
    assert sentence in html.fromstring(answer.content).find_class("govuk-error-summary")[0].text_content()
    assert not Office.objects.exists()


def test_only_an_administrator_names_the_office():
    with pytest.raises(PermissionError):
        save_office(values=NAMES, based_on="", by=make_person(Role.APPROVER))
    assert not Office.objects.exists()


def test_page_of_the_office_is_valid_html(administrator, html_faults):
    records.make_plan()
    assert html_faults(administrator.get(ADDRESS).content.decode()) == []
