"""The office's logo: handed in, shown, removed, given out to anybody, and refused with a sentence."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.roles import Role
from pictures.take import take_in
from pillars.actions import save_logo, save_office
from pillars.brand import HOUSE
from pillars.models import Logo, Office
from pillars.queries import standing_of_office
from pillars.versions import StaleVersion
from tests import records
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person
from tests.pictures.drawing import logo
from tests.pillars.test_office import NAMES

pytestmark = pytest.mark.django_db
ADDRESS, REMOVE = "/office/logo/", "/office/logo/remove/"


@pytest.fixture
def administrator():
    save_office(values=NAMES, based_on="", by=None)
    return client_of(make_person(Role.ADMINISTRATOR, name="Ann"))


def hand_in(client, content: bytes, name: str = "logo.png", **more):
    return client.post(ADDRESS, {"logo": SimpleUploadedFile(name, content), "based_on": standing_of_office()} | more)


def address_in(page: str) -> str:
    [address] = set(re.findall(r'src="(/brand/[0-9a-f]{64}\.png)"', page))
    return address


def test_logo_is_handed_in_shown_and_removed_with_its_history(administrator, html_faults):
    assert "masthead-logo" not in Client().get("/contact/").content.decode()
    assert hand_in(administrator, logo()).status_code == 302
    office = Office.objects.get()
    assert (office.brand.logo_width, office.brand.logo_height) == (800, 133)
    page = administrator.get(ADDRESS).content.decode()
    assert html_faults(page) == []
    assert f'alt="{NAMES["name"]}"' in page
    live = Client().get("/contact/").content.decode()
    assert html_faults(live) == []
    assert '<img class="masthead-logo"' in live
    assert 'width="800" height="133" alt="">' in live
    picture = Client().get(address_in(live))
    assert picture.content == bytes(Logo.objects.get().content)
    assert administrator.post(REMOVE, {"based_on": standing_of_office()}).status_code == 302
    assert "masthead-logo" not in Client().get("/contact/").content.decode()
    assert Client().get(address_in(live)).status_code == 404
    told = [(change.logo_id, change.logo_width, str(change.history_user)) for change in Office.history.all()[:2]]
    assert told == [(None, 0, "Ann"), (office.brand.logo, 800, "Ann")]
    assert Office.objects.get().brand == HOUSE


def test_logo_is_given_to_anybody_for_ever_as_a_picture_and_nothing_else(administrator, django_assert_num_queries):
    hand_in(administrator, logo() + b"<script>alert(1)</script>", name="page.html")
    office = Office.objects.get()
    with django_assert_num_queries(1):
        answer = Client().get(f"/brand/{office.logo_id}.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=31536000, s-maxage=60, immutable"
    assert not answer.has_header("Vary")
    assert not answer.cookies
    assert b"script" not in answer.content
    again = Client().get(f"/brand/{office.logo_id}.png", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for other in ("0" * 64, "x", office.logo_id.upper()):
        assert Client().get(f"/brand/{other}.png").status_code == 404
    assert Client().post(f"/brand/{office.logo_id}.png").status_code == 405


def test_page_with_a_logo_asks_no_more_than_one_without(administrator, django_assert_num_queries):
    with django_assert_num_queries(2):
        Client().get("/contact/")
    hand_in(administrator, logo())
    with django_assert_num_queries(2):
        Client().get("/contact/")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is an SVG, which can hold programs"),
        (b"\x89PNG\r\n\x1a\n", "neither a PNG nor a JPEG"),
        (b"", "This file is empty"),
        (None, "Choose the file of your logo"),
    ],
)
def test_what_is_no_logo_is_refused_and_the_one_before_stays(administrator, html_faults, content, sentence):
    hand_in(administrator, logo())
    answer = administrator.post(ADDRESS, {}) if content is None else hand_in(administrator, content, name="logo.svg")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert html_faults(answer.content.decode()) == []
    assert Office.objects.get().logo_id


def test_logo_is_the_administrators_and_of_an_office_that_has_a_name(administrator):
    assert hand_in(administrator, logo(), based_on="0").status_code == 422
    assert administrator.post(REMOVE, {"based_on": "0"}, follow=True).status_code == 200
    picture = take_in(logo(), within=(800, 200))
    with pytest.raises(PermissionError):
        save_logo(picture=picture, based_on=standing_of_office(), by=make_person(Role.EDITOR))
    with pytest.raises(StaleVersion):
        save_logo(picture=picture, based_on="0", by=None)
    assert not Logo.objects.exists()
    Office.objects.all().delete()
    assert administrator.get(ADDRESS)["Location"] == "/office/"


@pytest.mark.django_db(transaction=True)
def test_logo_of_any_shape_fits_the_head_of_a_page_on_a_phone(page_at, live_server, axe):
    records.make_plan()
    page = page_at("phone")
    for shape in ((1200, 200), (2000, 210), (480, 240)):
        picture = take_in(logo(shape), within=(800, 200))
        save_logo(picture=picture, based_on=standing_of_office(), by=None)
        page.goto(f"{live_server.url}/contact/")
        assert page.locator(".masthead-logo").bounding_box()["height"] == 40
        assert px_too_wide(page) == 0
    assert axe(page) == []
