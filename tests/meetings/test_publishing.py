"""Publishing an agenda: what is frozen, what comes later as a supplement or a revision, lateness, and withdrawing."""

import io
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from meetings import actions, publications
from meetings.document import Course
from meetings.models import Meeting, Publication, PublishedFile
from meetings.publishing.actions import publish_agenda, withdraw_publication
from meetings.rules import Refused
from meetings.stored import agenda_from
from pdf.inspect import inspect, page_texts
from reports.archive.writing import write_archive
from reports.files import named, store
from tests.meetings import diary
from tests.meetings.standins import hand_in, stand_in
from tests.meetings.test_pack import SECRET, exempt
from tests.people import client_of, make_person
from tests.reports import publishing as report

pytestmark = pytest.mark.django_db

# 16 September 2019 is the last day on which an agenda for 24 September can be issued by five clear days.
IN_TIME = datetime(2019, 9, 16, 11, tzinfo=UTC)
LATE = datetime(2019, 9, 19, 11, tzinfo=UTC)


@pytest.fixture
def meeting() -> Meeting:
    """Standing items, a written report with background papers, and a file of two pages."""
    held = diary.standing(diary.plan(venue="Council Chamber"))
    diary.report(diary.item(held, "Complaints", 3), background_papers="Register of complaints")
    hand_in(diary.item(held, "Commissioning", 4), stand_in("Commissioning", 2), title="Commissioning", pages=2)
    return held


def publish(meeting: Meeting, now=IN_TIME, why="") -> Publication:
    return publish_agenda(meeting=Meeting.objects.get(pk=meeting.pk), why=why, by=None, now=now)


def content(publication: Publication, path: str) -> bytes:
    file = publication.files.get(path=path)
    return store.read(file.digest, place=store.PAPERS if file.is_private else store.EDITIONS)


def labels(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(page.label) for page in opened.pages]


def test_an_agenda_is_frozen_with_its_pages_papers_and_pack(meeting):
    made = publish(meeting)
    meeting.refresh_from_db()
    assert (made.number, made.course, made.held_on) == (1, "agenda", diary.DAY)
    assert (meeting.published_on, meeting.urgency) == (date(2019, 9, 16), "")
    paths = set(made.files.values_list("path", flat=True))
    assert {"index.html", "item-3-1.html", "item-3-1.pdf", "item-4-1.pdf", "agenda-pack.pdf", "agenda.json"} <= paths
    assert not any(made.files.values_list("is_private", flat=True))
    page = content(made, "index.html").decode()
    for words in (
        "Council Chamber",
        "item-3-1.html",
        "Register of complaints",
        "Agenda pack",
        "12 Members",
        "page 7 of the pack",
    ):
        assert words in page
    assert "What became of complaints." in content(made, "item-3-1.html").decode()
    own = content(made, "item-3-1.pdf")
    assert (inspect(own).claims_ua, inspect(own).title) == (True, "Complaints")
    document = agenda_from(content(made, "agenda.json").decode())
    assert document == publications.document_of(made)
    assert [(paper.name, paper.pages) for paper in document.papers] == [("item-3-1", "7"), ("item-4-1", "9 - 10")]


def test_what_was_published_never_changes(meeting):
    made = publish(meeting)
    for change in (
        lambda: Publication.objects.update(held_on=date(2020, 1, 1)),
        lambda: PublishedFile.objects.filter(publication=made).update(path="other"),
        lambda: Publication.objects.filter(pk=made.pk)._raw_delete("default"),
        lambda: made.files.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


def test_it_is_not_published_twice_as_it_stands(meeting):
    publish(meeting)
    with pytest.raises(Refused, match="nothing has changed since"):
        publish(meeting)


def test_a_late_agenda_wants_its_special_circumstances(meeting):
    with pytest.raises(Refused, match="it had to be out by 16 September 2019") as refused:
        publish(meeting, now=LATE)
    assert refused.value.field == "why"
    assert not Publication.objects.exists()
    made = publish(meeting, now=LATE, why="The grant must be answered by Friday.")
    meeting.refresh_from_db()
    assert meeting.urgency == "The grant must be answered by Friday."
    assert publications.document_of(made).latest.is_late
    for file in ("index.html", "item-3-1.html"):
        assert ("The grant must be answered by Friday." in content(made, file).decode()) == (file == "index.html")
    assert "The grant must be answered by Friday." in " ".join(
        " ".join(page_texts(content(made, "agenda-pack.pdf"))).split()
    )


def test_one_that_is_in_time_needs_no_reason(meeting):
    with pytest.raises(Refused, match="needs no urgency"):
        publish(meeting, why="Because.")


def test_the_agenda_of_a_past_meeting_is_judged_by_the_day_on_which_it_was_published(meeting):
    now = datetime(2026, 11, 28, 11, tzinfo=UTC)
    with pytest.raises(Refused, match="Say first on which day its agenda was published"):
        publish(meeting, now=now)
    actions.record_publication(
        meeting=meeting,
        published_on=date(2019, 9, 13),
        urgency="",
        today=now.date(),
        based_on=str(meeting.history.latest().pk),
        by=None,
    )
    latest = publications.document_of(publish(meeting, now=now)).latest
    assert (latest.on, latest.here_on, latest.is_late) == (date(2019, 9, 13), date(2026, 11, 28), False)
    with pytest.raises(Refused, match="the portal knows when that was"):
        actions.record_publication(
            meeting=meeting, published_on=None, urgency="", today=now.date(), based_on=standing(meeting), by=None
        )


def standing(meeting: Meeting) -> str:
    return str(meeting.history.latest().pk)


def test_a_paper_that_came_later_keeps_the_numbers_of_the_pack(meeting):
    first = publish(meeting)
    item = meeting.items.get(number=3)
    hand_in(item, stand_in("Appendix", 3), title="Appendix", pages=3)
    with pytest.raises(Refused, match="could not be published with the agenda"):
        publish(meeting, now=LATE)
    made = publish(meeting, now=LATE, why="Its figures came on Wednesday.")
    assert (made.number, made.course) == (2, Course.SUPPLEMENT)
    supplement = content(made, "supplement-2.pdf")
    assert labels(supplement) == ["i", "ii", "7a", "7b", "7c"]
    texts = [" ".join(text.split()) for text in page_texts(supplement)]
    assert "Its figures came on Wednesday." in texts[0]
    assert "Page 7b" in texts[3]
    assert inspect(supplement).claims_ua
    document = publications.document_of(made)
    assert [(item.number, item.pages) for item in document.open_items if item.papers] == [
        (3, "7, 7a - 7c"),
        (4, "9 - 10"),
    ]
    assert [(pack.name, pack.publication) for pack in document.packs] == [
        ("agenda-pack.pdf", 1),
        ("supplement-2.pdf", 2),
    ]
    for path in ("agenda-pack.pdf", "item-3-1.pdf", "item-4-1.pdf"):
        assert made.files.get(path=path).digest == first.files.get(path=path).digest
    page = content(made, "index.html").decode()
    assert "published on 19 September 2019" in page
    assert "“Appendix” came to item 3." in page
    assert "Appendix" not in content(first, "index.html").decode()


def test_a_second_supplement_goes_on_behind_the_first(meeting):
    publish(meeting)
    item = meeting.items.get(number=3)
    hand_in(item, stand_in("One", 1), title="One", pages=1)
    publish(meeting)
    hand_in(item, stand_in("Two", 2), title="Two", pages=2)
    hand_in(meeting.items.get(number=4), stand_in("Three", 1), title="Three", pages=1)
    made = publish(meeting)
    assert labels(content(made, "supplement-3.pdf"))[2:] == ["7b", "7c", "10a"]
    assert [item.pages for item in publications.document_of(made).open_items if item.papers] == [
        "7, 7a, 7b - 7c",
        "9 - 10, 10a",
    ]


def test_an_agenda_that_reads_otherwise_is_a_revision_that_says_what_changed(meeting):
    publish(meeting)
    change(meeting, venue="Town Hall")
    item = meeting.items.get(number=4)
    actions.change_item(
        item=item, values={"title": "Commissioning of services"}, based_on=str(item.history.latest().pk), by=None
    )
    with pytest.raises(Refused, match="Say why the agenda changes"):
        publish(meeting)
    made = publish(meeting, why="The chamber is being mended.")
    assert (made.number, made.course) == (2, Course.REVISION)
    changes = publications.document_of(made).latest.changes
    assert changes == (
        "Venue: “Town Hall” instead of “Council Chamber”.",
        "Item 4, “Commissioning” reads otherwise than before.",
    )
    text = " ".join(" ".join(page_texts(content(made, "agenda-pack.pdf"))).split())
    for words in ("Revised on 16 September 2019:", "The chamber is being mended.", changes[0]):
        assert words in text
    assert "Council Chamber" in content(Publication.objects.get(number=1), "index.html").decode()


def change(meeting: Meeting, **values: object) -> None:
    held = Meeting.objects.get(pk=meeting.pk)
    fields = ("held_on", "begins_at", "kind", "label", "session", "body", "host", "venue", "quorum", "contact_role")
    given = {name: getattr(held, name) for name in fields} | values
    actions.change_meeting(meeting=held, values=given, seats=[(12, "Members")], based_on=standing(held), by=None)


def test_a_meeting_that_is_moved_keeps_its_papers_where_they_were(meeting):
    publish(meeting)
    change(meeting, held_on=date(2019, 10, 1))
    assert publications.current_on(diary.DAY).held_on == diary.DAY
    made = publish(meeting, why="The hall was taken.")
    assert (made.number, made.held_on, made.course) == (2, date(2019, 10, 1), Course.REVISION)
    assert publications.current_on(diary.DAY).held_on == date(2019, 10, 1)
    other = diary.plan(diary.DAY)
    diary.item(other, "Something else")
    with pytest.raises(Refused, match="The papers of another meeting, which was moved"):
        publish(other)


def test_members_have_a_pack_of_their_own_where_something_is_private(meeting):
    exempt(meeting)
    made = publish(meeting)
    private = made.files.get(is_private=True)
    assert private.path == "members/agenda-pack.pdf"
    members = " ".join(" ".join(page_texts(content(made, private.path))).split())
    assert "Northwold" in members
    for file in made.files.filter(is_private=False):
        assert b"Northwold" not in content(made, file.path), file.path
    assert "Northwold" not in " ".join(page_texts(content(made, "agenda-pack.pdf")))
    assert "Northwold" not in made.document
    assert SECRET in made.for_members
    assert "This item is exempt (paragraph 3 of Schedule 12A" in content(made, "index.html").decode()
    assert private.digest in set(named.digests(store.PAPERS))
    assert private.digest not in set(named.digests(store.EDITIONS))


def test_a_private_paper_that_comes_later_is_for_members_alone(meeting):
    exempt(meeting)
    publish(meeting)
    item = meeting.items.get(title="Vehicles")
    hand_in(item, stand_in("Bids compared", 1), title="Bids compared", pages=1)
    made = publish(meeting)
    assert set(made.files.filter(is_private=True).values_list("path", flat=True)) == {
        "members/agenda-pack.pdf",
        "members/supplement-2.pdf",
    }
    assert not made.files.filter(path="supplement-2.pdf").exists()
    assert "Bids compared" not in made.document
    assert publications.document_of(made).latest.changes == ("Papers came to a private item.",)


def test_the_first_private_item_gives_members_what_everybody_had_too(meeting):
    publish(meeting)
    exempt(meeting)
    made = publish(meeting, why="A purchase cannot wait.")
    assert made.course == Course.REVISION
    assert made.files.filter(path="members/agenda-pack.pdf", is_private=True).exists()


def test_a_withdrawn_publication_goes_with_those_after_it(meeting, django_capture_on_commit_callbacks):
    first = publish(meeting)
    own = set(first.files.values_list("digest", flat=True))
    hand_in(meeting.items.get(number=3), stand_in("Appendix", 1), title="Appendix", pages=1)
    second = publish(meeting)
    with django_capture_on_commit_callbacks(execute=True):
        [gone] = withdraw_publication(publication=second, reason="A name stood in it.", by=None)
    assert gone.number == 2
    assert publications.current_of(meeting).number == 1
    assert own <= {name for name, _ in store.kept()}
    with django_capture_on_commit_callbacks(execute=True):
        [gone] = withdraw_publication(publication=first, reason="A name stood in it.", by=None)
    assert publications.current_on(diary.DAY) is None
    assert not own & {name for name, _ in store.kept()}
    with pytest.raises(Refused, match="It is withdrawn already"):
        withdraw_publication(publication=first, reason="Again.", by=None)
    assert publish(meeting, why="It is complete now.").course == Course.REVISION


def test_an_agenda_that_changes_while_it_is_built_is_built_anew(meeting, monkeypatch):
    from meetings.publishing import freezing

    seen = []

    def site(document):
        if not seen:
            diary.item(meeting, "Fraud", 5)
        seen.append(len(document.open_items))
        return freezing_site(document)

    freezing_site = freezing.site
    monkeypatch.setattr(freezing, "site", site)
    made = publish(meeting)
    assert seen == [5, 6]
    assert len(publications.document_of(made).open_items) == 6


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda: diary.plan(date(2019, 11, 12)), "Nothing is on the agenda yet"),
        (lambda: diary.standing(diary.plan(date(2019, 11, 12), kind="informal")), "An informal session has no agenda"),
    ],
)
def test_what_cannot_be_published_is_told(prepare, sentence):
    with pytest.raises(Refused, match=sentence):
        publish(prepare())


def test_all_of_it_is_verified_and_comes_back_from_an_archive(meeting, tmp_path, capsys):
    exempt(meeting)
    made = publish(meeting)
    call_command("verify_editions")
    assert "publication 1: as it was published" in capsys.readouterr().out
    manifest, _ = write_archive(tmp_path / "a.zip", now=IN_TIME)
    kept = {(piece.place, piece.sha256) for piece in manifest.files}
    for file in made.files.all():
        assert (store.PAPERS if file.is_private else store.EDITIONS, file.digest) in kept
    private = made.files.get(is_private=True)
    store.remove(private.digest, place=store.PAPERS)
    with pytest.raises(CommandError, match="1 of 1 publications are not as they were published"):
        call_command("verify_editions")


def test_who_withdraws_a_report_is_told_of_the_packs_that_hold_it():
    person = client_of(make_person(Role.ADMINISTRATOR))
    edition = report.publish(report.ready())
    held = diary.plan(timezone.localdate() + timedelta(days=60), venue="Council Chamber")
    item = diary.item(diary.standing(held), "Report", 3)
    actions.add_edition(item=item, edition=edition, title="Report", today=timezone.localdate(), by=None)
    page, listed = "/quarters/2019-20-q1/editions/1/withdraw/", "/quarters/2019-20-q1/editions/"
    assert "packs" not in person.get(page).content.decode(), "nothing is published of the meeting yet"
    made = publish(held, now=timezone.now())
    way = f'<a href="{reverse("meetings:publications", args=[held.held_on])}">{made}</a>'
    assert way in person.get(page).content.decode()
    assert "packs" not in person.get(listed).content.decode()
    assert person.post(page, {"reason": "A name stood in it.", "is_meant": "on"}).status_code == 302
    assert way in person.get(listed).content.decode(), "until the pack is withdrawn as well"
    withdraw_publication(publication=made, reason="A name stood in it.", by=None)
    assert "packs" not in person.get(listed).content.decode()
