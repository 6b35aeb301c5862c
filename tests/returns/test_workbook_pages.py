"""The pages of the workbook: who may open them, what they say, and the whole way in a real browser."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from accounts.roles import STAFF, Role
from commitments.models import Status
from jobs.worker import Worker
from pillars.models import Narrative, Return
from returns.models import Upload
from spreadsheets.read import LARGEST
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.records import rating
from tests.returns.entry import make_kept, make_place, status_of
from tests.returns.workbook_files import (
    AMBER,
    RATING,
    REASON,
    RED,
    TEXT,
    VALUE,
    applied,
    book_for,
    filled_in,
    handed_in,
    made,
    opened,
    read_in,
    read_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(kept):
    return client_of(kept.editor)


def address(kept, *parts):
    return "/".join([f"/quarters/{kept.period.quarter.slug}/workbook", *map(str, parts), ""])


def in_conflict(kept):
    """A workbook with a row that changes, a long text, and a row that somebody else has changed meanwhile."""
    book = book_for(kept.period, kept.editor)
    other = make_person(Role.ADMINISTRATOR, name="Robin Ash")
    Status.objects.create(line=kept.lines[0], rating=rating(kept.plan, "G"), reason="Done.", recorded_by=other)
    text = ("Texts", 3, TEXT, "A first paragraph.\nA second one, which says somewhat more than the first.")
    return read_in(kept, RED, AMBER, ("Lines", 3, REASON, "Waiting for the lease."), text, book=book)


def html_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


# Who


@pytest.mark.parametrize("role", [None, *Role])
def test_who_downloads_who_hands_in_and_who_sees_nothing(kept, role):
    person = make_person(role) if role else make_person()
    client = client_of(person)
    may_read, may_hand_in = role in STAFF, role in (Role.ADMINISTRATOR, Role.EDITOR)
    for path in (address(kept), address(kept, "download", "xlsx"), address(kept, "download", "ods")):
        assert client.get(path).status_code == (200 if may_read else 404), path
    hand_in = client.post(address(kept, "uploads"), {})
    assert hand_in.status_code == (422 if may_hand_in else 404)
    upload = read_in(kept, RED)
    for answer in (
        client.get(address(kept, "uploads", upload.pk)),
        client.post(address(kept, "uploads", upload.pk, "apply"), {}),
    ):
        assert answer.status_code == 404


def test_somebody_who_is_not_signed_in_is_asked_to(kept):
    for path in (address(kept), address(kept, "download", "xlsx"), address(kept, "uploads", 1)):
        assert client_of(None).get(path).status_code == 302


def test_what_is_not_there_is_not_found(kept, client):
    for path in (address(kept, "download", "csv"), address(kept, "uploads", 2**70), address(kept, "uploads", 0)):
        assert client.get(path).status_code == 404
    assert client.get("/quarters/2030-31-q1/workbook/").status_code == 404
    assert client.get(address(kept, "uploads")).status_code == 302


# What


def test_a_download_is_the_workbook_of_its_person(kept, client):
    answer = client.get(address(kept, "download", "xlsx"))
    assert answer["Content-Disposition"] == 'attachment; filename="2019-20-q2-workbook.xlsx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert opened(answer.content)["Lines"].max_row == 5


def test_the_page_says_what_is_to_be_filled_in(kept, client):
    assert "For you to fill in: Theme 1-1." in re.sub(r"\s+", " ", html_of(client, address(kept)))
    administrator = client_of(make_person(Role.ADMINISTRATOR))
    assert "Every row is for you to fill in." in html_of(administrator, address(kept))
    Return.objects.filter(pk=kept.held.pk).update(state="submitted")
    html = html_of(client, address(kept))
    assert "No row is for you to fill in now" in html
    assert 'type="file"' not in html
    approver = html_of(client_of(make_person(Role.APPROVER)), address(kept))
    assert 'type="file"' not in approver


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.docx", b"x", "Choose a workbook that ends in .xlsx or .ods"),
        ("plan.xlsx", b"", "This file is empty."),
        ("plan.xlsx", b"0" * (LARGEST + 1), "This file is larger than 5 MB"),
        ("a" * 210 + ".xlsx", b"x", "The name of this file is too long."),
    ],
)
def test_a_file_that_can_be_none_is_refused_at_once(kept, client, name, content, said):
    answer = client.post(address(kept, "uploads"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_file_is_taken_in_and_its_page_shows_how_far_it_is(kept, client):
    content = filled_in(made(kept.period, kept.editor), RED)
    answer = client.post(address(kept, "uploads"), {"file": SimpleUploadedFile("mine.xlsx", content)})
    upload = Upload.objects.get()
    assert answer["Location"] == address(kept, "uploads", upload.pk)
    html = html_of(client, answer["Location"])
    assert "Waiting for its turn" in html
    assert 'hx-trigger="every 1s"' in html
    fragment = client.get(answer["Location"], headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert "You handed in mine.xlsx" in html_of(client, address(kept))
    Worker().do_all()
    assert client.get(answer["Location"], headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    html = html_of(client, answer["Location"])
    assert "1 row changes" in html
    assert "Apply 1 change" in html
    client.post(
        address(kept, "uploads", upload.pk, "apply"), {"seen": re.search(r'name="seen" value="(\w+)"', html)[1]}
    )
    Worker().do_all()
    assert "1 row changed." in html_of(client, answer["Location"])
    assert status_of(kept).rating.code == "R"


def test_a_file_that_is_refused_says_why_and_asks_for_another(kept, client):
    upload = handed_in(b"hello", kept.period, kept.editor)
    html = html_of(client, address(kept, "uploads", upload.pk))
    assert "This is not a workbook of the kind .xlsx or .ods." in html
    assert 'type="file"' in html


def test_faults_name_their_cells_and_keep_the_button_away(kept, client):
    upload = read_in(kept, RED, ("Lines", 3, RATING, "<b>"), ("Texts", 5, TEXT, "x"))
    html = html_of(client, address(kept, "uploads", upload.pk))
    assert "2 places in the workbook are wrong" in html
    assert '<b>Lines!G3</b>: <span dir="auto">“&lt;b&gt;” is no rating.' in html
    assert "Apply" not in re.sub(r"(?s)<head.*?</head>", "", html).replace("applied", "")


def test_conflicts_show_both_and_keep_theirs_until_mine_is_chosen(kept, client):
    upload = in_conflict(kept)
    html = html_of(client, address(kept, "uploads", upload.pk))
    assert "1 row was changed by somebody else meanwhile" in html
    assert "Changed by Robin Ash on" in html
    assert f'name="line-{kept.lines[0].pk}" value="theirs" id="line-{kept.lines[0].pk}-theirs" checked' in html
    assert "Apply all 2 changes and what you chose" in html
    seen = re.search(r'name="seen" value="(\w+)"', html)[1]
    client.post(address(kept, "uploads", upload.pk, "apply"), {"seen": seen, f"line-{kept.lines[0].pk}": "mine"})
    Worker().do_all()
    assert (status_of(kept).rating.code, status_of(kept).reason) == ("R", "Done.")
    assert Narrative.objects.get().text.startswith("A first paragraph.")


def test_what_moved_before_it_was_applied_is_said_and_shown_again(kept, client):
    upload = read_in(kept, RED, AMBER)
    html = html_of(client, address(kept, "uploads", upload.pk))
    seen = re.search(r'name="seen" value="(\w+)"', html)[1]
    Status.objects.create(line=kept.lines[0], rating=rating(kept.plan, "G"))
    client.post(address(kept, "uploads", upload.pk, "apply"), {"seen": seen})
    Worker().do_all()
    html = html_of(client, address(kept, "uploads", upload.pk))
    assert "nothing was applied. Here is how it stands now." in html
    assert "1 row was changed by somebody else meanwhile" in html
    client.post(address(kept, "uploads", upload.pk, "apply"), {"seen": ""})
    assert "Nothing was applied." in html_of(client, address(kept, "uploads", upload.pk))


def test_nothing_to_apply_is_said(kept, client):
    html = html_of(client, address(kept, "uploads", read_in(kept).pk))
    assert "There is nothing to apply." in html


def test_the_differences_take_a_fixed_number_of_queries(kept, client, django_assert_num_queries):
    upload = read_in(kept, RED)
    path = address(kept, "uploads", upload.pk)
    client.get(path)
    with django_assert_num_queries(19) as few:
        client.get(path)
    cells = read_of(book_for(kept.period, kept.editor), RED, AMBER, ("Lines", 4, RATING, "Red"))
    Upload.objects.filter(pk=upload.pk).update(cells=cells)
    with django_assert_num_queries(len(few)):
        client.get(path)


# The pages, looked at


def pages_of(kept, client):
    """Every state of every page of the workbook, by name."""
    upload = in_conflict(kept)
    states = {
        "workbook": html_of(client, address(kept)),
        "differences": html_of(client, address(kept, "uploads", upload.pk)),
    }
    upload = applied(upload, kept.editor)
    states["applied"] = html_of(client, address(kept, "uploads", upload.pk))
    upload = read_in(kept, ("Lines", 2, RATING, "x"), AMBER)
    states["faults"] = html_of(client, address(kept, "uploads", upload.pk))
    answer = client.post(address(kept, "uploads"), {"file": SimpleUploadedFile("mine.xlsx", b"x")})
    states["waiting"] = html_of(client, answer["Location"])
    Worker().do_all()
    states["refused"] = html_of(client, answer["Location"])
    return states


def test_every_page_is_valid(kept, client, html_faults):
    assert html_faults(pages_of(kept, client)) == []


@pytest.mark.django_db(transaction=True)
def test_every_page_is_accessible_and_fits(any_page, live_server, axe):
    kept = make_kept()
    make_place(kept)
    sign_in(any_page, kept.editor, live_server.url)
    paths = [address(kept), address(kept, "uploads", in_conflict(kept).pk)]
    paths.append(address(kept, "uploads", read_in(kept, ("Lines", 3, RATING, "x"), ("Indicators", 2, VALUE, "94%")).pk))
    for path in paths:
        any_page.goto(live_server.url + path)
        assert axe(any_page) == []
        assert px_too_wide(any_page) == 0, path


@pytest.mark.django_db(transaction=True)
def test_a_workbook_goes_its_whole_way_in_a_browser(desk_page, live_server, tmp_path):
    kept = make_kept()
    sign_in(desk_page, kept.editor, live_server.url)
    desk_page.goto(live_server.url + address(kept))
    with desk_page.expect_download() as download:
        desk_page.get_by_role("link", name="Excel (.xlsx)").click()
    path = tmp_path / download.value.suggested_filename
    path.write_bytes(filled_in(download.value.path().read_bytes(), RED, AMBER))
    desk_page.get_by_label("The workbook that you filled in").set_input_files(path)
    desk_page.get_by_role("button", name="Upload and compare").click()
    expect(desk_page.get_by_text("Waiting for its turn")).to_be_visible()
    Worker().do_all()
    expect(desk_page.get_by_role("heading", name="2 rows change")).to_be_visible()
    desk_page.get_by_role("button", name="Apply all 2 changes").click()
    expect(desk_page.get_by_text("Waiting for its turn")).to_be_visible()
    Worker().do_all()
    expect(desk_page.get_by_text("2 rows changed.")).to_be_visible()
    assert [status_of(kept, at).rating.code for at in range(2)] == ["R", "A"]
