"""Every form is drawn with one look, and says what is wrong in words, at the field and above the page."""

import pytest
from django import forms
from django.test import Client
from playwright.sync_api import expect

from tests.accessibility import px_too_wide
from tests.form_page import EveryField

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_field(settings):
    settings.ROOT_URLCONF = "tests.form_page"


def drawn(name, **data):
    form = EveryField(data or None)
    return str(form[name].as_field_group())


def test_text_box_is_as_wide_as_what_it_takes():
    assert 'class="govuk-input govuk-input--width-5"' in drawn("number")
    assert 'class="govuk-input govuk-input--width-10"' in drawn("count")
    assert 'class="govuk-input"' in drawn("title")


def test_field_is_tied_to_its_hint_and_error():
    html = drawn("title", number="1")
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert "govuk-input--error" in html


def test_choices_stand_in_a_fieldset_that_the_error_describes():
    html = drawn("rating", number="1")
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_rating_helptext id_rating_error">' in html
    assert '<legend class="govuk-fieldset__legend">Rating</legend>' in html
    assert html.count('class="govuk-radios__input"') == 2
    assert "aria-invalid" not in html


def test_class_of_a_widget_is_kept():
    class Form(forms.Form):
        figure = forms.CharField(widget=forms.TextInput(attrs={"class": "amount"}))

    assert 'class="amount govuk-input"' in str(Form())


def test_form_with_a_prefix_has_errors_of_its_own_name():
    html = str(EveryField({}, prefix="second"))
    assert 'id="second-errors"' in html


def test_page_says_error_in_its_title_and_lists_each_error_once_with_a_link():
    answer = Client().post("/every-field/", {"number": "1"})
    html = answer.content.decode()
    assert "<title>Error: Every field" in html
    for target in ("form-errors", "id_title", "id_due_on", "id_rating_0", "id_owners_0_0", "id_is_final", "id_paper"):
        assert html.count(f'href="#{target}"') == 1
        assert html.count(f'id="{target}"') == 1


def test_page_without_errors_says_none():
    html = Client().get("/every-field/").content.decode()
    assert "<title>Every field" in html
    assert "There is a problem" not in html


def test_every_field_is_valid_and_accessible(any_page, live_server, axe, html_faults):
    any_page.goto(f"{live_server.url}/every-field/")
    assert axe(any_page) == []
    any_page.get_by_role("button", name="Save").click()
    expect(any_page.get_by_role("alert")).to_be_focused()
    assert axe(any_page) == []
    assert html_faults(Client().post("/every-field/", {"number": "1"}).content.decode()) == []
    assert px_too_wide(any_page) == 0


def test_link_of_an_error_leads_the_keyboard_to_its_field(desk_page, live_server):
    desk_page.goto(f"{live_server.url}/every-field/")
    desk_page.get_by_role("button", name="Save").click()
    for field in ("id_title", "id_rating_0", "id_is_final"):
        desk_page.locator(f'.govuk-error-summary a[href="#{field}"]').click()
        expect(desk_page.locator(f"#{field}")).to_be_focused()


def test_what_was_done_is_told_once(desk_page, live_server):
    desk_page.goto(f"{live_server.url}/every-field/?done=1")
    expect(desk_page.get_by_role("status")).to_have_text("Saved.")
    desk_page.goto(f"{live_server.url}/every-field/")
    expect(desk_page.get_by_role("status")).to_have_text("")
