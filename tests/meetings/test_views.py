"""The clerk's pages: what is typed is saved or kept, what is refused is told, and two clerks do not write over each other."""

from datetime import date

import pytest
from lxml import html

from accounts.roles import Role
from meetings import actions
from meetings.models import AgendaItem, Exemption, ExtraDay, Meeting, Practice, Topic, WrittenReport
from meetings.standing import standing_of
from tests import records
from tests.meetings import diary
from tests.people import client_of, make_person
from tests.reports import publishing
from tests.sending import fields_of

pytestmark = pytest.mark.django_db
BASE = "/meetings/2019-09-24/"


@pytest.fixture
def clerk():
    records.make_plan()
    return client_of(make_person(Role.CLERK, name="Ann"))


def text_of(answer):
    return " ".join(html.fromstring(answer.content).get_element_by_id("main").text_content().split())


def send(client, address, **changes):
    """Fill in what changes and press the button."""
    return client.post(address, fields_of(client.get(address)) | changes)


def test_clerk_plans_a_meeting_like_the_last_one(clerk):
    assert "No meeting is planned" in text_of(clerk.get("/meetings/"))
    first = send(clerk, "/meetings/plan/", held_on="2019-09-24", begins_at="10:00", seats="1 Chair\n11 Members")
    assert first["Location"] == BASE
    meeting = Meeting.objects.get()
    assert meeting.body == "panel"
    diary.standing(meeting)
    second = send(clerk, "/meetings/plan/", held_on="2019-11-12")
    assert second["Location"] == "/meetings/2019-11-12/"
    following = Meeting.objects.get(held_on="2019-11-12")
    assert diary.titles(following) == ["1. Apologies", "2. Minutes", "3. Urgent items"]
    assert [str(seat) for seat in following.seats.all()] == ["1 Chair", "11 Members"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "2019-09-24"}, "There is a meeting on this day already. Open that one."),
        ({"held_on": "2150-01-01"}, "Give a day between 2000 and 2099."),
        ({"held_on": "2019-11-12", "seats": "Chair"}, "“Chair”: write a number from 1 to 100 and a role"),
        ({"held_on": ""}, "This field is required."),
    ],
)
def test_meeting_that_cannot_be_planned_keeps_what_was_typed(clerk, changes, sentence):
    diary.plan()
    answer = send(clerk, "/meetings/plan/", venue="Town Hall", **changes)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Town Hall" in answer.content.decode()
    assert Meeting.objects.count() == 1


def test_meeting_moves_to_another_day(clerk):
    diary.plan()
    answer = send(clerk, f"{BASE}change/", held_on="2019-10-01")
    assert answer["Location"] == "/meetings/2019-10-01/"
    assert clerk.get(BASE).status_code == 404


def test_item_with_a_part_and_what_it_refers_to(clerk):
    diary.standing(diary.plan())
    about = {"refers_to_meeting_on": "2019-07-09", "refers_to_minute": "10"}
    made = send(clerk, f"{BASE}items/add/", title=" Bail  and CCTV ", kind="oral", **about)
    item = AgendaItem.objects.get(title="Bail and CCTV")
    assert made["Location"] == f"{BASE}items/{item.pk}/"
    send(clerk, f"{BASE}items/{item.pk}/parts/add/", purpose="Bail.")
    send(clerk, f"{BASE}items/{item.pk}/parts/add/", purpose="CCTV.")
    assert [str(part) for part in item.parts.all()] == ["(a) Bail.", "(b) CCTV."]
    shown = text_of(clerk.get(BASE))
    assert "3 Bail and CCTV Oral Refers to: Meeting of 9 July 2019, minute 10 (a) Bail. (b) CCTV." in shown


def test_minute_without_its_meeting_is_refused_on_the_form(clerk):
    diary.plan()
    answer = send(clerk, f"{BASE}items/add/", title="Cyber", refers_to_minute="10")
    assert answer.status_code == 422
    assert "Say on which day that meeting was." in text_of(answer)


def test_item_moves_and_goes(clerk):
    meeting = diary.standing(diary.plan())
    item = meeting.items.get(number=3)
    clerk.post(f"{BASE}items/{item.pk}/move/", {"number": "1"})
    assert diary.titles(meeting)[0] == "1. Urgent items"
    refused = clerk.post(f"{BASE}items/{item.pk}/move/", {"number": "9"}, follow=True)
    assert "The agenda has the numbers 1 to 3" in text_of(refused)
    assert "Choose the number" in text_of(clerk.post(f"{BASE}items/{item.pk}/move/", {"number": "x"}, follow=True))
    clerk.post(f"{BASE}items/{item.pk}/remove/")
    assert diary.titles(meeting) == ["1. Apologies", "2. Minutes"]


def test_second_clerk_sees_both_versions_and_puts_theirs_over(clerk):
    meeting = diary.plan()
    item = diary.item(meeting, "Complaints", purpose="First.")
    address = f"{BASE}items/{item.pk}/change/"
    seen = fields_of(clerk.get(address))
    other = {"title": "Complaints", "purpose": "Theirs."}
    actions.change_item(item=item, values=other, based_on=standing_of(item), by=None)
    stale = clerk.post(address, seen | {"purpose": "Mine."})
    assert stale.status_code == 409
    assert "What stands now PurposeTheirs. What you typed is below." in text_of(stale)
    assert AgendaItem.objects.get().purpose == "Theirs."
    kept = {
        field.name: field.value for field in html.fromstring(stale.content).get_element_by_id("main").forms[-1].inputs
    }
    # A browser leaves out the line break with which a text box begins.
    assert kept["purpose"] == "\nMine."
    again = clerk.post(address, seen | {"purpose": "Mine.", "based_on": kept["based_on"]})
    assert again.status_code == 303
    assert AgendaItem.objects.get().purpose == "Mine."


def test_late_publication_is_refused_until_it_says_why(clerk):
    diary.plan()
    late = send(clerk, f"{BASE}published/", published_on="2019-09-20")
    assert late.status_code == 422
    assert "It was open for 1 clear day instead of 5" in text_of(late)
    assert send(clerk, f"{BASE}published/", published_on="2019-09-20", urgency="The grant lapses.").status_code == 303
    assert "Late: open for 1 clear day, where 5 are wanted." in text_of(clerk.get(BASE))
    assert "Why it could not wait: The grant lapses." in text_of(clerk.get(BASE))


def test_item_is_taken_in_private_with_reasons_and_opened_again(clerk):
    item = diary.item(diary.plan(), "Tender")
    address = f"{BASE}items/{item.pk}/exempt/"
    empty = send(clerk, address)
    assert empty.status_code == 422
    given = {"paragraph": "3", "public_interest": "A tender is open.", "decided_by_role": "Chief Executive"}
    days = {"decided_on": "2019-09-10", "review_on": "2020-09-10"}
    assert send(clerk, address, **given, **days).status_code == 303
    assert "In private: paragraph 3 of Schedule 12A" in text_of(clerk.get(BASE))
    clerk.post(f"{BASE}items/{item.pk}/open/")
    assert not Exemption.objects.exists()


def test_written_report_reads_with_numbers_and_loses_nothing_on_the_way(clerk):
    item = diary.item(diary.plan(), "Complaints", presenter_role="Service Manager")
    address = f"{BASE}items/{item.pk}/papers/write/"
    body = "# Background\n\nOne.\n\nTwo.\n\n# Next\n\nThree <b>."
    incomplete = send(clerk, address, purpose="To tell.", body=body, recommendation="Agree.")
    assert incomplete.status_code == 422
    assert "Give the reasons for the recommendation." in text_of(incomplete)
    assert "Three &lt;b&gt;." in incomplete.content.decode()
    more = {"reasons": "It helps.", "current_risk": "high", "residual_risk": "low", "background_papers": "A\nB"}
    made = send(clerk, address, purpose="To tell.", body=body, recommendation="Agree.", **more)
    report = WrittenReport.objects.get()
    assert made["Location"] == f"{BASE}reports/{report.pk}/"
    told = text_of(clerk.get(made["Location"]))
    for words in (
        "Report of: Service Manager",
        "Reasons for the recommendation It helps.",
        "1 Background 1.1One. 1.2Two.",
        "2 Next 2.1Three <b>.",
        "Risk Current risk: High Residual risk: Low",
        "Background papers A B",
    ):
        assert words in told
    assert "Equalities" not in told
    send(clerk, f"{BASE}reports/{report.pk}/change/", title="Complaints in 2019")
    assert "Complaints in 2019" in text_of(clerk.get(BASE))


def test_written_report_belongs_to_the_part_that_was_chosen(clerk):
    item = diary.item(diary.plan(), "Reviews")
    parts = [diary.part(item, letter) for letter in "ab"]
    send(
        clerk, f"{BASE}items/{item.pk}/papers/write/", purpose="To tell.", author_role="Officer", part=str(parts[1].pk)
    )
    report = WrittenReport.objects.get()
    assert report.document.part == parts[1]
    assert "for part b" in text_of(clerk.get(BASE))
    change = f"{BASE}reports/{report.pk}/change/"
    assert fields_of(clerk.get(change))["part"] == str(parts[1].pk)
    send(clerk, change, budget="None.")
    assert item.documents.get().part == parts[1]
    send(clerk, change, part="")
    assert item.documents.get().part is None


def test_published_report_becomes_a_paper():
    edition = publishing.publish(publishing.ready())
    clerk = client_of(make_person(Role.CLERK))
    item = diary.item(diary.plan(), "Monitoring report", refers_to_quarter="2019-20-q1")
    address = f"{BASE}items/{item.pk}/papers/edition/"
    assert fields_of(clerk.get(address))["edition"]
    send(clerk, address)
    paper = item.documents.get()
    assert str(paper) == "report_title, Q1 2019/20"
    page = clerk.get(BASE).content.decode()
    assert '<a href="/reports/2019-20-q1/editions/1/">report_title, Q1 2019/20</a>' in page
    assert clerk.get("/reports/2019-20-q1/editions/1/").status_code == 200
    again = send(clerk, address)
    assert again.status_code == 422
    publishing.corrected(edition.period)
    assert "Edition 2 is current now." in text_of(clerk.get(BASE))
    clerk.post(f"{BASE}items/{item.pk}/papers/{paper.pk}/remove/")
    assert not item.documents.exists()


def test_report_under_embargo_is_a_paper_once_the_panel_has_it():
    period = publishing.ready()
    publishing.embargoed(period, panel=True)
    clerk = client_of(make_person(Role.CLERK))
    item = diary.item(diary.plan(), "Monitoring report", refers_to_quarter="2019-20-q1")
    send(clerk, f"{BASE}items/{item.pk}/papers/edition/")
    address = html.fromstring(clerk.get(BASE).content).xpath("//ul[@class='agenda-papers']//a/@href")[0]
    assert address == "/panel/2019-20-q1/1/"
    assert clerk.get(address).status_code == 200


def test_report_that_the_panel_does_not_have_yet_is_not_offered():
    publishing.embargoed(publishing.ready())
    clerk = client_of(make_person(Role.CLERK))
    item = diary.item(diary.plan(), "Monitoring report", refers_to_quarter="2019-20-q1")
    assert "No report is published yet." in text_of(clerk.get(f"{BASE}items/{item.pk}/papers/edition/"))


def test_topic_goes_onto_an_agenda_at_one_press(clerk):
    meeting = diary.plan()
    send(clerk, f"/meetings/programme/add/?meeting={meeting.pk}", title="Fraud", purpose="How victims are helped.")
    topic = Topic.objects.get()
    assert topic.meeting == meeting
    assert "Put it on the agenda" in text_of(clerk.get("/meetings/programme/"))
    pressed = clerk.post(f"/meetings/programme/{topic.pk}/schedule/", {"meeting": str(meeting.pk)}, follow=True)
    assert "“Fraud” is item 1 of this agenda." in text_of(pressed)
    assert "On the agenda as item 1" in text_of(clerk.get("/meetings/programme/"))


def test_office_keeps_to_other_days_and_adds_some_by_hand(clerk):
    diary.plan()
    address = "/meetings/days/change/"
    wrong = send(clerk, address, author_days="ten Drafts", precept="30 February Never")
    assert wrong.status_code == 422
    assert "“ten Drafts”: write a number of working days" in text_of(wrong)
    assert "“30 February Never”: write a day, a month" in text_of(wrong)
    send(clerk, address, clear_days="3", author_days="5 Drafts", precept="2 february  Told")
    kept = Practice.objects.get()
    assert (kept.clear_days, kept.steps, kept.precept_days) == (3, [[5, "Drafts"]], [[2, 2, "Told"]])
    send(clerk, "/meetings/days/add/", day="2019-09-18", reason="A day of mourning")
    assert "Fri 6 Sep 2019 Drafts" in text_of(clerk.get(BASE))
    clerk.post(f"/meetings/days/{ExtraDay.objects.get().pk}/remove/")
    assert "Mon 9 Sep 2019 Drafts" in text_of(clerk.get(BASE))


def test_second_clerk_sees_what_the_office_keeps_to_now(clerk):
    address = "/meetings/days/change/"
    send(clerk, address)
    seen = fields_of(clerk.get(address))
    send(clerk, address, author_days="4 Papers")
    stale = clerk.post(address, seen | {"clear_days": "3"})
    assert stale.status_code == 409
    assert "What authors deliver4 Papers" in text_of(stale)


def test_numbers_that_no_database_holds_lead_nowhere(clerk):
    diary.plan()
    for place in ("items", "reports"):
        assert clerk.get(f"{BASE}{place}/{2**70}/").status_code == 404
    assert clerk.get(f"/meetings/programme/{2**70}/").status_code == 404
    assert clerk.get("/meetings/2019-02-30/").status_code == 404
    other = diary.item(diary.plan(date(2019, 11, 12)), "Elsewhere")
    assert clerk.get(f"{BASE}items/{other.pk}/").status_code == 404
