"""Steps in the browser: what each person may send, what they are told, and that nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from pillars.models import ReportingPeriod, Return
from returns.models import Step
from tests import records
from tests.people import client_of, make_person, sign_in
from tests.returns.office import make_answered, make_editor, make_open_quarter, returns_of

STEPS = "/quarters/2019-20-q2/returns/theme-1-1/steps/"

WHO = {
    "nobody": None,
    "member": (Role.PANEL_MEMBER,),
    "clerk": (Role.CLERK,),
    "finance": (Role.FINANCE_OFFICER,),
    "approver": (Role.APPROVER,),
    "other editor": (Role.EDITOR,),
    "editor": (Role.EDITOR,),
    "administrator": (Role.ADMINISTRATOR,),
}
DONE, NO, SIGN_IN, LATE = "done", 404, 302, 409

# Verb, the state of the return, and what each of WHO is answered.
TABLE = [
    ("submitted", "open", (SIGN_IN, NO, NO, NO, NO, NO, DONE, DONE)),
    ("submitted", "sent_back", (SIGN_IN, NO, NO, NO, NO, NO, DONE, DONE)),
    ("submitted", "submitted", (SIGN_IN, NO, NO, NO, NO, NO, LATE, LATE)),
    ("submitted", "approved", (SIGN_IN, NO, NO, NO, NO, NO, LATE, LATE)),
    ("approved", "open", (SIGN_IN, NO, NO, NO, LATE, NO, NO, NO)),
    ("approved", "submitted", (SIGN_IN, NO, NO, NO, DONE, NO, NO, NO)),
    ("approved", "approved", (SIGN_IN, NO, NO, NO, LATE, NO, NO, NO)),
    ("sent_back", "open", (SIGN_IN, NO, NO, NO, LATE, NO, NO, NO)),
    ("sent_back", "submitted", (SIGN_IN, NO, NO, NO, DONE, NO, NO, NO)),
    ("sent_back", "approved", (SIGN_IN, NO, NO, NO, DONE, NO, NO, NO)),
    ("commented", "open", (SIGN_IN, NO, NO, DONE, DONE, DONE, DONE, DONE)),
    ("commented", "approved", (SIGN_IN, NO, NO, DONE, DONE, DONE, DONE, DONE)),
    ("adopted", "open", (SIGN_IN, NO, NO, 422, 422, 422, 422, 422)),
    ("reopened", "approved", (SIGN_IN, NO, NO, 422, 422, 422, 422, 422)),
]


def person_of(who, held):
    if who == "editor":
        return make_editor(held.sub_theme)
    return make_person(*WHO[who]) if WHO[who] else None


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "state", "answers"), TABLE)
def test_every_step_answers_each_person_as_the_table_says(verb, state, answers):
    held = make_answered(state)
    got = []
    for who in WHO:
        Return.objects.filter(pk=held.pk).update(state=state)
        Step.objects.all().delete()
        response = client_of(person_of(who, held)).post(STEPS, {"verb": verb, "comment": "Said."})
        is_done = response.status_code == 302 and "/sign-in/" not in response["Location"]
        assert is_done == Step.objects.exists()
        assert is_done or Return.objects.get(pk=held.pk).state == state
        got.append(DONE if is_done else response.status_code)
    assert tuple(got) == answers


def send(person, *, address=STEPS, **fields):
    response = client_of(person).post(address, fields, follow=True)
    return response, response.content.decode()


@pytest.mark.django_db
def test_incomplete_return_is_answered_with_what_is_missing_and_links_to_the_fields():
    held = returns_of(make_open_quarter())[0]
    response, html = send(make_editor(held.sub_theme), verb="submitted", comment="Here it is.")
    assert response.status_code == 422
    assert "“Theme 1-1” is not complete: 4 missing." in html
    assert 'href="/quarters/2019-20-q2/returns/theme-1-1/#own-choice"' in html
    assert 'href="/quarters/2019-20-q2/returns/theme-1-1/#text-activities-text"' in html
    assert "<title>Error:" in html
    assert ">\nHere it is.</textarea>" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("sent_back", "Comment: say what is to be done, so that the editor knows."),
        ("commented", "Comment: write it first."),
    ],
)
def test_step_that_needs_words_asks_for_them(verb, sentence):
    held = make_answered("submitted")
    response, html = send(make_person(Role.APPROVER), verb=verb, comment="  ")
    assert response.status_code == 422
    assert sentence in html
    assert f'href="#step-{held.pk}-comment"' in html


@pytest.mark.django_db
def test_second_approver_is_told_and_keeps_what_was_typed():
    make_answered("submitted")
    first, second = make_person(Role.APPROVER), make_person(Role.APPROVER)
    send(first, verb="approved")
    response, html = send(second, verb="sent_back", comment="")
    response, html = send(second, verb="approved", comment="Well <done>.")
    assert response.status_code == 409
    assert "This return is approved now, so this can no longer be done." in html
    assert ">\nWell &lt;done&gt;.</textarea>" in html
    assert f"{first}" in html
    assert Step.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "state", "words"),
    [
        ("submitted", "open", "“Theme 1-1” is submitted. The approvers are told by e-mail."),
        ("approved", "submitted", "“Theme 1-1” is approved. Its editors are told by e-mail."),
        ("sent_back", "submitted", "“Theme 1-1” is sent back. Its editors are told by e-mail."),
        ("commented", "open", "Your comment on “Theme 1-1” is kept."),
    ],
)
def test_step_is_confirmed_on_the_board(verb, state, words):
    held = make_answered(state)
    both = make_person(Role.EDITOR, Role.APPROVER)
    held.sub_theme.editors.add(both)
    response, html = send(both, verb=verb, comment="Said.", origin="board")
    assert response.redirect_chain == [("/quarters/2019-20-q2/", 302)]
    assert words in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "origin", "onward"),
    [
        ("commented", "edit", "/quarters/2019-20-q2/returns/theme-1-1/#steps"),
        ("commented", "step", STEPS),
        ("submitted", "edit", "/quarters/2019-20-q2/"),
        ("submitted", "", "/quarters/2019-20-q2/"),
    ],
)
def test_step_leads_back_to_where_it_was_taken(verb, origin, onward):
    held = make_answered()
    client = client_of(make_editor(held.sub_theme))
    assert client.post(STEPS, {"verb": verb, "comment": "Said.", "origin": origin})["Location"] == onward


@pytest.mark.django_db
def test_history_shows_every_step_with_who_and_when_and_comments_as_text():
    held = make_answered()
    editor = make_editor(held.sub_theme)
    send(editor, verb="submitted", comment="<script>alert(1)</script>\n\nمرحبا")
    approver = make_person(Role.APPROVER)
    send(approver, verb="sent_back", comment="x" * 4000)
    html = client_of(editor).get(STEPS).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'dir="auto"' in html
    assert html.index("Sent back</b>") < html.index("Submitted</b>")
    assert str(editor) in html
    assert str(approver) in html


@pytest.mark.django_db
def test_comment_of_more_than_its_length_is_refused_and_kept():
    held = make_answered()
    response, html = send(make_editor(held.sub_theme), verb="commented", comment="y" * 4001)
    assert response.status_code == 422
    assert "y" * 4001 in html


@pytest.mark.django_db
def test_submitted_return_is_locked_on_its_editing_page():
    held = make_answered()
    editor = make_editor(held.sub_theme)
    address = "/quarters/2019-20-q2/returns/theme-1-1/"
    client = client_of(editor)
    assert 'value="submitted">Submit</button>' in client.get(address).content.decode()
    send(editor, verb="submitted", origin="edit")
    html = client.get(address).content.decode()
    assert "nothing on it can change until an approver has looked at it" in html
    assert "Submit</button>" not in html
    assert "Comment</button>" in html


@pytest.mark.django_db
def test_closed_return_of_a_published_quarter_offers_no_step():
    held = make_answered("approved")
    ReportingPeriod.objects.update(published_at=records.PUBLISHED_AT)
    everything = make_person(Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
    held.sub_theme.editors.add(everything)
    html = client_of(everything).get(STEPS).content.decode()
    assert 'name="verb"' not in html
    response, html = send(everything, verb="commented", comment="Hm.")
    assert response.status_code == 409
    assert "This quarter is published and closed." in html


@pytest.mark.django_db(transaction=True)
def test_editor_submits_and_approver_sends_back_with_the_keyboard_alone(desk_page, live_server, axe):
    held = make_answered()
    editor, approver = make_editor(held.sub_theme), make_person(Role.APPROVER)
    sign_in(desk_page, editor, live_server.url)
    desk_page.goto(f"{live_server.url}/quarters/2019-20-q2/")
    desk_page.locator("summary").last.focus()
    desk_page.keyboard.press("Enter")
    desk_page.keyboard.press("Tab")
    expect(desk_page.get_by_label("Comment", exact=True)).to_be_focused()
    desk_page.keyboard.type("Ready.")
    desk_page.keyboard.press("Tab")
    expect(desk_page.get_by_role("button", name="Submit")).to_be_focused()
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_role("status")).to_contain_text("is submitted")

    sign_in(desk_page, approver, live_server.url)
    desk_page.goto(f"{live_server.url}{STEPS}")
    desk_page.get_by_label("Comment", exact=True).focus()
    for _ in range(2):
        desk_page.keyboard.press("Tab")
    expect(desk_page.get_by_role("button", name="Send back")).to_be_focused()
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_role("alert")).to_be_focused()
    assert axe(desk_page) == []
    desk_page.keyboard.press("Tab")
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_label("Comment", exact=True)).to_be_focused()
    desk_page.keyboard.type("Name the road.")
    for _ in range(2):
        desk_page.keyboard.press("Tab")
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_role("status")).to_contain_text("is sent back")
    assert [step.comment for step in Step.objects.order_by("number")] == ["Ready.", "Name the road."]
