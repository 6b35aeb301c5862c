"""The office's colours: whether they can be read, the style sheet that brings them, and the pages that ask for it."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from playwright.sync_api import expect

from accounts.roles import Role
from pillars.actions import save_office
from pillars.brand import BRAND, LINK, check_readable, contrast, stylesheet
from pillars.models import Office
from pillars.queries import standing_of_office
from tests import records
from tests.people import client_of, make_person
from tests.pillars.test_office import NAMES


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        # The two greys between which 4.5:1 on white lies, and what others' checkers give for pure colours.
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#ffff00", "#ffffff", 1.07),
    ],
)
def test_contrast_is_what_wcag_gives(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("colour", [BRAND, LINK, "#6d6d6d", "#8b0000"])
def test_colour_that_can_be_read_is_taken(colour):
    check_readable(colour)


@pytest.mark.parametrize(
    ("colour", "sentence"),
    [
        ("#ff8800", "its contrast to the ground is 2.1 to 1, and 4.5 to 1 is wanted"),
        ("#767676", "its contrast to the ground is 4.1 to 1"),
        ("red", "Write the colour as # and six digits"),
        ("#17324D", "Write the colour as #"),
        ("#000}*{a", "Write the colour as #"),
    ],
)
def test_colour_that_cannot_be_read_is_refused_with_its_ratio(colour, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check_readable(colour)


def test_style_sheet_holds_colours_alone():
    assert stylesheet("#123456", "#654321") == (":root{--govuk-brand-colour:#123456;--govuk-link-colour:#654321}\n")
    with pytest.raises(ValueError, match="is no colour"):
        stylesheet("red;}", LINK)


@pytest.mark.django_db
def test_style_sheet_is_the_same_for_everybody_and_asked_for_again_by_its_etag(django_assert_num_queries):
    assert BRAND in Client().get("/brand.css").content.decode(), "a portal that is not set up has the portal's own"
    save_office(values=NAMES | {"brand_colour": "#4b0082"}, based_on="", by=None)
    with django_assert_num_queries(1):
        answer = client_of(None).get("/brand.css")
    assert answer.content.decode() == stylesheet("#4b0082", LINK)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.has_header("Vary")
    assert not answer.cookies
    assert Client().get("/brand.css", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    save_office(values={"brand_colour": "#8b0000"}, based_on=standing_of_office(), by=None)
    assert Client().get("/brand.css", headers={"If-None-Match": answer["ETag"]}).status_code == 200
    assert Client().post("/brand.css").status_code == 405


@pytest.mark.django_db
def test_administrator_chooses_colours_and_is_told_what_cannot_be_read():
    administrator = client_of(make_person(Role.ADMINISTRATOR))
    colours = {"brand_colour": "#FFCC00", "link_colour": "#17508A"}
    answer = administrator.post("/office/", NAMES | colours)
    assert answer.status_code == 422
    assert "is 1.3 to 1, and 4.5 to 1 is wanted" in answer.content.decode()
    assert administrator.post("/office/", NAMES | colours | {"brand_colour": "#4B0082"}).status_code == 302
    office = Office.objects.get()
    assert (office.brand_colour, office.link_colour) == ("#4b0082", "#17508a")


@pytest.mark.django_db(transaction=True)
def test_pages_are_drawn_in_the_colours_of_the_office(page_at, live_server, axe):
    records.make_plan()
    save_office(values={"brand_colour": "#4b0082", "link_colour": "#8b0000"}, based_on=standing_of_office(), by=None)
    page = page_at("phone")
    page.goto(f"{live_server.url}/contact/")
    expect(page.locator(".masthead")).to_have_css("border-top-color", "rgb(75, 0, 130)")
    expect(page.locator(".ways-on a").first).to_have_css("color", "rgb(139, 0, 0)")
    assert axe(page) == []
