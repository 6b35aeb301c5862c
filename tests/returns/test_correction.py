"""A correction of a published quarter: it is opened in the browser, told on the board, and moves nothing that is published."""

import pytest

from accounts.roles import Role
from commitments.actions import record_status
from commitments.models import Line
from pillars.models import Return
from pillars.versions import Locked
from reports.actions import publish_report
from reports.models import Edition
from returns.actions import adopt_returns, approve_return, open_correction, submit_return
from returns.models import Correction
from tests import records
from tests.people import client_of, make_person
from tests.returns.office import answer, make_editor, returns_of

pytestmark = pytest.mark.django_db
BOARD = "/quarters/2019-20-q1/"
READ = (
    "/reports/2019-20-q1/",
    "/reports/2019-20-q1/summary/",
    "/reports/2019-20-q1/pages/theme-1-1/",
    "/reports/2019-20-q1/whole/",
    "/commitments/",
    "/commitments/1/",
)


@pytest.fixture
def period():
    """A quarter of two returns with a line, published."""
    made = records.make_period(records.make_plan(sub_themes=2))
    records.make_line(made, "1")
    for held in returns_of(made):
        answer(held)
    adopt_returns(period=made)
    publish_report(period=made, by=None)
    made.refresh_from_db()
    return made


def as_read(client):
    """What readers are shown of the quarter, byte for byte, and the edition that is kept."""
    pages = [client.get(address, follow=True) for address in READ]
    assert [page.status_code for page in pages] == [200] * len(READ)
    return [page.content for page in pages], list(Edition.objects.values())


def change_line():
    line = Line.objects.get()
    plan = line.quarterly_return.period.plan
    based_on = line.statuses.heads().get()
    record_status(line=line, rating=records.rating(plan, "R"), reason="It was late.", based_on=based_on, by=None)


def test_what_readers_see_does_not_move_by_one_byte(period, client):
    before = as_read(client)
    with pytest.raises(Locked):
        change_line()
    held = returns_of(period)[0]
    open_correction(period=period, returns=[held], reason="The rating of 1 is wrong.", by=None)
    assert as_read(client) == before
    change_line()
    assert as_read(client) == before
    submit_return(quarterly_return=held, by=None)
    approve_return(quarterly_return=held, by=None)
    publish_report(period=period, by=None)
    assert as_read(client) == before


def test_administrator_names_the_returns_and_says_why(period):
    wrong, _right = returns_of(period)
    administrator = make_person(Role.ADMINISTRATOR)
    client = client_of(administrator)
    html = client.get(f"{BOARD}correction/").content.decode()
    assert "What readers see stays exactly as it is" in html
    assert "Theme 1-1" in html
    assert "Theme 1-2" in html
    fields = {"returns": [wrong.pk], "reason": "The rating of 1 is wrong."}
    response = client.post(f"{BOARD}correction/", fields, follow=True)
    assert response.redirect_chain == [(BOARD, 302)]
    html = response.content.decode()
    assert "The correction of Q1 2019/20 is open." in html
    correction = Correction.objects.get()
    assert f"Under correction since {correction.opened_at:%-d %B %Y} because: The rating of 1 is wrong." in html
    assert f"Opened by {administrator}." in html
    assert [held.state for held in returns_of(period)] == ["sent_back", "approved"]


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({}, ["Returns to reopen: choose at least one.", "Reason: say why the published quarter is opened again."]),
        ({"reason": "Wrong."}, ["Returns to reopen: choose at least one."]),
        ({"returns": ["0"], "reason": "Wrong."}, ["Returns to reopen: Select a valid choice."]),
    ],
)
def test_correction_without_returns_or_reason_is_refused(period, fields, sentences):
    response = client_of(make_person(Role.ADMINISTRATOR)).post(f"{BOARD}correction/", fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert all(sentence in html for sentence in sentences)
    assert fields.get("reason", "") in html
    assert not Correction.objects.exists()


def test_board_keeps_the_correction_and_stops_warning_when_the_return_is_approved_again(period):
    held = returns_of(period)[0]
    open_correction(period=period, returns=[held], reason="A figure is wrong.", by=None)
    client = client_of(make_person(Role.FINANCE_OFFICER))
    assert "Under correction since" in client.get(BOARD).content.decode()
    assert "Under correction: 1 return is open" in client.get("/quarters/").content.decode()
    submit_return(quarterly_return=held, by=None)
    approve_return(quarterly_return=held, by=None)
    html = client.get(BOARD).content.decode()
    assert "Under correction since" not in html
    assert "A figure is wrong." in html


def test_reopened_return_is_changed_by_its_editor_in_the_browser_and_no_other_is(period):
    wrong, right = returns_of(period)
    editor = make_editor(wrong.sub_theme, right.sub_theme)
    open_correction(period=period, returns=[wrong], reason="Wrong.", by=None)
    client = client_of(editor)
    assert "Submit</button>" in client.get(f"{BOARD}returns/theme-1-1/").content.decode()
    assert "Submit</button>" not in client.get(f"{BOARD}returns/theme-1-2/").content.decode()


def test_return_that_is_open_already_is_not_offered_again(period):
    open_correction(period=period, returns=returns_of(period)[:1], reason="Wrong.", by=None)
    html = client_of(make_person(Role.ADMINISTRATOR)).get(f"{BOARD}correction/").content.decode()
    assert "Theme 1-2" in html
    assert f'value="{returns_of(period)[0].pk}"' not in html
    assert Return.objects.filter(state="approved").count() == 1
