"""The contact page and the accessibility statement, as the public reads them and as an administrator writes them."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from pillars.models import Plan
from readers import actions
from readers.models import AccessibilityStatement, Barrier, Compliance, Contact, Exemption
from readers.sample import BARRIERS, CONTACT, PLAN, STATEMENT, write_sample_pages
from tests import records
from tests.people import client_of, make_person
from tests.readers.writing import make_statement_page

pytestmark = pytest.mark.django_db
OFFICE = "/plan/public/"


def text_of(address, client=None):
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content).get_element_by_id("main").text_content().split())


@pytest.fixture
def administrator():
    records.make_plan()
    return client_of(make_person(Role.ADMINISTRATOR, name="Ann"))


def fields_of(client, address):
    """What a browser would send of the form as it stands."""
    return {
        field.name: field.value
        for form in html.fromstring(client.get(address).content).forms
        for field in form.inputs
        if field.name and field.value is not None and "csrf" not in field.name
    }


def faults_of(answer):
    assert answer.status_code == 422
    return " ".join(html.fromstring(answer.content).find_class("govuk-error-summary")[0].text_content().split())


def test_portal_without_pages_says_so_and_names_the_way():
    records.make_plan()
    assert "has not written here yet how it is reached" in text_of("/contact/")
    told = text_of("/accessibility/")
    assert "has not written its accessibility statement for this site yet" in told
    assert "How the office is reached" in told
    actions.save_contact(values={"email": "office@westmarsh.example"}, based_on="", by=None)
    assert "office@westmarsh.example" in text_of("/accessibility/")


def test_statement_holds_what_the_law_lists():
    """SI 2018/952, reg. 8(2), and the sections of the model statement of Decision (EU) 2018/1523."""
    make_statement_page()
    actions.save_contact(values=CONTACT, based_on="", by=None)
    told = text_of("/accessibility/")
    today = timezone.localdate()
    day = f"{today.day} {today:%B %Y}"
    for words in (
        "This statement applies to",
        "partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard",
        "What does not comply with the accessibility regulations",
        "Fails WCAG 2.2: 1.3.1 Info and relationships",
        "Use instead: Each of these tables stands on a page",
        "What the accessibility regulations do not apply to",
        "in another format",
        "We answer within 10 working days",
        "office@sample.example",
        "The Equality and Human Rights Commission (EHRC) is responsible for enforcing",
        "contact the Equality Advisory and Support Service (EASS)",
        f"This statement was prepared on {day}. It was last reviewed on {day}.",
        f"last tested on {day}",
        "axe-core",
    ):
        assert words in told
    tree = html.fromstring(Client().get("/accessibility/").content)
    assert tree.xpath("//main//a[@href='https://www.equalityadvisoryservice.com/']")
    assert tree.xpath("//main//a[@href='mailto:office@sample.example']")
    assert "disproportionate burden" not in told, "a heading without anything under it is left out"


@pytest.mark.parametrize("compliance", Compliance)
def test_statement_says_its_status_in_the_words_of_the_model(compliance):
    values = STATEMENT | {"compliance": compliance, "tested_on": None}
    today = timezone.localdate()
    actions.save_statement(values=values | {"prepared_on": today, "reviewed_on": today}, based_on="", by=None)
    word = {"full": "fully compliant", "partial": "partially compliant", "none": "not compliant"}[compliance]
    told = text_of("/accessibility/")
    assert f"This site is {word} with" in told
    assert "has not been tested" in told


def test_pages_set_no_cookie_and_are_linked_from_every_page(administrator):
    for address in ("/contact/", "/accessibility/", "/reports/", "/nothing/"):
        answer = Client().get(address)
        assert not answer.cookies
        assert not answer.has_header("Vary")
        links = html.fromstring(answer.content).find_class("ways-on")[0].xpath(".//a/@href")
        assert {"/contact/", "/accessibility/", "/subscribe/", "/feed.atom"} <= set(links)
    assert b'href="/accessibility/"' in administrator.get("/people/").content


def test_administrator_writes_how_the_office_is_reached(administrator):
    assert "It is not written yet" in text_of(OFFICE, administrator)
    assert f'href="{OFFICE}"'.encode() in administrator.get("/plan/commitments/").content
    fields = fields_of(administrator, f"{OFFICE}contact/") | CONTACT
    answer = administrator.post(f"{OFFICE}contact/", fields, follow=True)
    assert "“How the office is reached” is saved." in answer.content.decode()
    told = text_of("/contact/")
    assert all(word in told for word in ("01632 960 000", "office@sample.example", "1 Sample Street", "office manager"))
    assert "by Ann" in text_of(f"{OFFICE}contact/", administrator)


# What is typed, and the sentence that says what to do.
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "", "telephone": "", "address": ""}, "Give at least one way"),
        ({"email": "office"}, "Enter a valid email address"),
        ({"email": "a@westmarsh.example\nBcc: b@westmarsh.example"}, "Enter a valid email address"),
        ({"form_address": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"form_address": "ftp://westmarsh.example/"}, "Enter a valid URL"),
        ({"telephone": "0" * 41}, "at most 40 characters"),
    ],
)
def test_contact_that_leads_nowhere_is_refused(administrator, changes, sentence):
    answer = administrator.post(f"{OFFICE}contact/", CONTACT | changes)
    assert sentence in faults_of(answer)
    assert not Contact.objects.exists()


def test_administrator_writes_the_statement_and_what_it_lists(administrator):
    today = timezone.localdate()
    address = f"{OFFICE}accessibility/"
    assert administrator.get(f"{address}add/").status_code == 404, "there is no statement to add to yet"
    days = {name: today.isoformat() for name in ("prepared_on", "reviewed_on", "tested_on")}
    defaults = fields_of(administrator, address)
    assert "-----" not in text_of(address, administrator), "every button has words"
    assert defaults["enforced_by"] == "Equality and Human Rights Commission (EHRC)"
    answer = administrator.post(address, defaults | STATEMENT | days, follow=True)
    assert "Nothing yet: the regulations ask to list" in answer.content.decode()
    administrator.post(f"{address}add/", BARRIERS[0])
    barrier = Barrier.objects.get()
    page = f"{address}{barrier.pk}/"
    administrator.post(page, fields_of(administrator, page) | {"alternative": "Ask & we read <it> to you."})
    assert "Ask & we read <it> to you." in text_of("/accessibility/")
    assert b"read &lt;it&gt; to you" in Client().get("/accessibility/").content
    administrator.post(f"{page}remove/")
    assert "1.3.1" not in text_of("/accessibility/")
    assert [(change.history_type, str(change.history_user)) for change in Barrier.history.order_by("history_id")] == [
        ("+", "Ann"),
        ("~", "Ann"),
        ("-", "Ann"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"reviewed_on": "2019-06-30", "prepared_on": "2019-07-01"},
            "A statement is reviewed on the day it is prepared",
        ),
        ({"tested_by": ""}, "Say who tested the site and how"),
        ({"response_days": 0}, "greater than or equal to 1"),
        ({"advice_address": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"compliance": "nearly"}, "Select a valid choice"),
        ({"compliance": "full"}, "Take it off the list first"),
    ],
)
def test_statement_that_contradicts_itself_is_refused(administrator, changes, sentence):
    make_statement_page()
    address = f"{OFFICE}accessibility/"
    answer = administrator.post(address, fields_of(administrator, address) | changes)
    assert sentence in faults_of(answer)
    assert AccessibilityStatement.objects.get().compliance == Compliance.PARTIAL


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"criteria": ""}, "Name the success criteria that it fails"),
        ({"exemption": Exemption.BURDEN}, "Say why it would be too much"),
        ({"content": ""}, "This field is required"),
    ],
)
def test_what_is_listed_gives_its_reasons(administrator, changes, sentence):
    make_statement_page()
    assert sentence in faults_of(administrator.post(f"{OFFICE}accessibility/add/", BARRIERS[0] | changes))


def test_fully_compliant_site_lists_no_failure():
    today = timezone.localdate()
    values = STATEMENT | {"compliance": Compliance.FULL, "prepared_on": today, "reviewed_on": today}
    actions.save_statement(values=values, based_on="", by=None)
    actions.save_barrier(barrier=None, values=BARRIERS[-1], based_on="", by=None)
    with pytest.raises(actions.Refused, match="fully compliant"):
        actions.save_barrier(barrier=None, values=BARRIERS[0], based_on="", by=None)


def test_what_somebody_else_has_written_meanwhile_is_not_lost(administrator):
    """Two administrators have the page open: the second is told, and keeps what was typed."""
    other = client_of(make_person(Role.ADMINISTRATOR))
    make_statement_page()
    for address, changed in ((f"{OFFICE}contact/", CONTACT), (f"{OFFICE}accessibility/", {"improving": "Mine."})):
        shown = fields_of(administrator, address) | changed
        other.post(address, shown)
        answer = administrator.post(address, shown | {next(iter(changed)): "Typed later"})
        assert "Somebody has changed this meanwhile" in faults_of(answer)
        assert "Typed later" in answer.content.decode()
    assert AccessibilityStatement.objects.get().improving == "Mine."


# Days since the last review, and whether the office is told that another is due.
@pytest.mark.parametrize(("days", "is_due"), [(364, False), (365, True), (400, True)])
def test_review_is_due_after_a_year(administrator, days, is_due):
    then = timezone.localdate() - timedelta(days=days)
    make_statement_page(prepared_on=then, reviewed_on=then)
    assert ("A review is due" in text_of(OFFICE, administrator)) == is_due


def test_sample_pages_are_written_beside_the_sample_alone_and_once():
    plan = records.make_plan()
    assert not write_sample_pages()
    Plan.objects.filter(pk=plan.pk).update(key=PLAN)
    for _ in range(2):
        call_command("load_sample_pages", verbosity=0)
    assert (Contact.objects.count(), Barrier.objects.count()) == (1, len(BARRIERS))
    for record in (Contact.objects.get(), AccessibilityStatement.objects.get(), *Barrier.objects.all()):
        record.full_clean()


def test_numbers_that_no_database_holds_are_not_found(administrator):
    make_statement_page()
    assert administrator.get(reverse("readers:office_barrier", args=[2**70])).status_code == 404
