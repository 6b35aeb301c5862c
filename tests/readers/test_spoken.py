"""Contact, statement and the office itself in its second language: written by an administrator, and hidden from nobody."""

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.roles import Role
from pillars.models import Office
from readers import actions
from readers.models import AccessibilityStatement, Barrier, Contact
from readers.sample import CONTACT
from readers.spoken import WRITTEN, sources_of
from tests import records
from tests.people import client_of, make_person
from tests.readers.writing import make_statement_page
from tests.reports.bilingual import make_bilingual
from tests.sending import fields_of
from translations.actions import say_texts
from translations.models import Translation
from translations.queries import texts_in

pytestmark = pytest.mark.django_db
OFFICE = "/plan/public/"
TEXTS = f"{OFFICE}texts/"
# What is no words: a number, codes of the model statement, and what is an address by its kind.
NO_WORDS = {"telephone", "compliance", "exemption", "email", "form_address", "advice_address"}
NOTICE = "The records are a sample."


@pytest.fixture(autouse=True)
def _pages():
    records.make_plan()
    Office.objects.update(notice=NOTICE)
    make_bilingual()
    actions.save_contact(values=CONTACT, based_on="", by=None)
    make_statement_page()


@pytest.fixture
def administrator():
    return client_of(make_person(Role.ADMINISTRATOR, name="Ann"))


def all_sources():
    return sources_of([Contact.objects.get(), AccessibilityStatement.objects.get(), *Barrier.objects.all()])


def say(*sources):
    say_texts(language="cy", texts={source: f"[{source}]" for source in sources}, by=None)


def welsh(address):
    answer = Client().get(f"/cy{address}")
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def marked(page):
    """What a page marks as English: its words, by the element that holds them."""
    return {
        " ".join(part.text_content().split()): part.tag
        for part in page.xpath("//body//*[@lang='en-GB' and not(@hreflang)]")
    }


# Writing


def test_every_text_of_the_pages_is_words_or_known_to_be_none():
    for model, names in WRITTEN.items():
        texts = {field.name for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)}
        assert texts - NO_WORDS == set(names)
        assert not set(names) & NO_WORDS


def test_texts_are_written_beside_their_sources_with_their_lines(administrator):
    total = len(all_sources())
    assert f"{total} texts are not written in Welsh yet" in administrator.get(OFFICE).content.decode()
    page = html.fromstring(administrator.get(TEXTS).content)
    assert f"0 of {total} texts are written." in page.text_content()
    labels = {label.text_content(): label.get("for") for label in page.find_class("translated-source")}
    assert len(labels) == total
    address = page.get_element_by_id(labels["1 Sample StreetSampletonZZ99 3VZ"])
    assert (address.get("lang"), address.get("rows")) == ("cy", "4")
    typed = fields_of(administrator.get(TEXTS)) | {address.name: " 1 Stryd y Sampl \r\nSampleton\r\n"}
    assert administrator.post(TEXTS, typed).headers["Location"] == OFFICE
    assert texts_in("cy", [CONTACT["address"]]) == {CONTACT["address"]: "1 Stryd y Sampl \nSampleton"}
    assert str(Translation.history.get().history_user) == "Ann"
    # Sent again as it stands, as a browser ends its lines, it changes nothing.
    again = {name: value.replace("\n", "\r\n") for name, value in fields_of(administrator.get(TEXTS)).items()}
    assert administrator.post(TEXTS, again).status_code == 302
    assert Translation.history.count() == 1
    say(*all_sources())
    assert "Every text is written in it." in administrator.get(OFFICE).content.decode()


def test_address_whose_lines_a_browser_has_ended_otherwise_keeps_its_translation():
    say(CONTACT["address"])
    Contact.objects.update(address=CONTACT["address"].replace("\n", "\r\n"))
    assert "[1 Sample Street" in welsh("/contact/").text_content()


def test_what_somebody_wrote_meanwhile_is_shown_and_nothing_typed_is_lost(administrator):
    fields = fields_of(administrator.get(TEXTS))
    mine, other, *_rest = (name for name in fields if f"seen-{name}" in fields)
    say_texts(language="cy", texts={CONTACT["answered_by"]: "Hers"}, by=None)
    answer = administrator.post(TEXTS, fields | {mine: "Mine", other: "Also mine"})
    assert answer.status_code == 409
    assert "Hers" in html.fromstring(answer.content).find_class("told")[-1].text_content()
    form = fields_of(answer)
    assert (form[mine], form[f"seen-{mine}"]) == ("Mine", "Hers")
    assert Translation.objects.filter(text="Also mine").exists()
    assert administrator.post(TEXTS, form).status_code == 302
    assert texts_in("cy", [CONTACT["answered_by"]]) == {CONTACT["answered_by"]: "Mine"}


def test_office_of_one_language_meets_nothing_of_it(administrator):
    Office.objects.update(second_language="")
    assert TEXTS.encode() not in administrator.get(OFFICE).content
    assert administrator.get(TEXTS).status_code == 404


def test_pages_that_nobody_has_written_yet_are_asked_for_first(administrator):
    for model in (Contact, Barrier, AccessibilityStatement):
        model.objects.all().delete()
    assert TEXTS.encode() not in administrator.get(OFFICE).content
    assert "Neither page is written yet" in administrator.get(TEXTS).content.decode()


# Reading


def test_pages_say_in_the_second_language_what_is_written_in_it():
    office = Office.objects.get()
    say(*all_sources(), office.name, office.panel, NOTICE)
    for address in ("/contact/", "/accessibility/"):
        page = welsh(address)
        assert marked(page) == {}
        words = page.text_content()
        for text in (CONTACT["answered_by"], office.name, NOTICE):
            assert f"[{text}]" in words
    assert page.find_class("prose")[0].xpath("string(./ul[1]/li[1])").startswith("[use every page")
    assert "[Equality and Human Rights Commission (EHRC)]" in words
    assert "[1.3.1 Info and relationships]" in words
    assert Contact.objects.get().answered_by == CONTACT["answered_by"]


def test_what_nobody_has_said_in_it_is_read_in_the_first_and_marked():
    office = Office.objects.get()
    say(CONTACT["answered_by"])
    found = marked(welsh("/contact/"))
    assert found == {
        "Monday to Friday, 9 am to 5 pm": "dd",
        "1 Sample StreetSampletonZZ99 3VZ": "dd",
        office.name: "span",
        office.panel: "span",
        NOTICE: "p",
    }
    told = marked(welsh("/accessibility/"))
    assert told["Equality and Human Rights Commission (EHRC)"] == "span"
    assert told["Each of these tables stands on a page of the report, and there its headings are marked."] == "span"
    assert {"div", "ul"} <= set(told.values())


def test_pages_in_the_first_language_are_as_they_are_written():
    say(*all_sources(), Office.objects.get().name)
    for address in ("/contact/", "/accessibility/"):
        page = html.fromstring(Client().get(address).content)
        assert page.xpath("//main//@lang") == []
        assert "[" not in page.text_content()


def test_words_that_look_like_markup_stay_words():
    Office.objects.update(name="<b>Office & co</b>")
    say_texts(language="cy", texts={CONTACT["address"]: "<i>Stryd</i>\n& mwy"}, by=None)
    page = welsh("/contact/")
    assert not page.xpath("//i | //b")
    assert "<i>Stryd</i>" in page.text_content()
    assert "<b>Office & co</b>" in marked(page)


def test_pages_in_the_second_language_ask_once_more_for_the_words_of_the_office():
    for address in ("/reports/", "/nothing/"):
        with CaptureQueriesContext(connection) as english:
            Client().get(address)
        with CaptureQueriesContext(connection) as other:
            Client().get(f"/cy{address}")
        assert len(other) == len(english) + 1
