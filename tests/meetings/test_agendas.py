"""An agenda: items with numbers that leave no gap, parts with letters, what is exempt, and papers in order."""

from datetime import date

import pytest

from meetings import actions
from meetings.models import AgendaItem, Document, Exemption, ItemPart, Meeting, WrittenReport
from meetings.rules import Refused
from meetings.standing import Stale, standing_of
from tests.meetings import diary
from tests.reports import publishing

pytestmark = pytest.mark.django_db
DECISION = {
    "paragraph": 3,
    "public_interest": "A tender is open.",
    "decided_by_role": "Chief Executive",
    "decided_on": date(2019, 9, 10),
    "review_on": date(2020, 9, 10),
}


@pytest.fixture
def meeting():
    return diary.standing(diary.plan())


def letters(item):
    return [(part.order, part.letter, part.purpose) for part in item.parts.order_by("order")]


def test_new_item_goes_before_the_last_standing_item(meeting):
    diary.item(meeting, "Complaints")
    diary.item(meeting, "Budget")
    diary.item(meeting, "First of all", number=1)
    assert diary.titles(meeting) == [
        "1. First of all",
        "2. Apologies",
        "3. Minutes",
        "4. Complaints",
        "5. Budget",
        "6. Urgent items",
    ]


@pytest.mark.parametrize(("number", "order"), [(1, "caub"), (2, "acub"), (4, "aubc")])
def test_moved_item_keeps_numbers_whole_and_a_history(number, order):
    meeting = diary.plan()
    items = {letter: diary.item(meeting, letter) for letter in "aucb"}
    moved = actions.move_item(item=items["c"], number=number, by=None)
    assert diary.titles(meeting) == [f"{place}. {letter}" for place, letter in enumerate(order, start=1)]
    assert moved.number == number
    assert moved.history.latest().number == number


def test_place_that_the_agenda_does_not_have_is_refused(meeting):
    with pytest.raises(Refused, match="The agenda has the numbers 1 to 3"):
        actions.move_item(item=meeting.items.get(number=1), number=4, by=None)


def test_removed_item_takes_what_hangs_on_it_and_lets_the_others_close_up(meeting):
    item = diary.item(meeting, "Complaints")
    diary.part(item, "a")
    diary.report(item)
    actions.exempt_item(item=item, values=DECISION, based_on="", by=None)
    topic = diary.topic("Complaints", meeting=meeting, item=item)
    actions.remove_item(item=item, by=None)
    assert diary.titles(meeting) == ["1. Apologies", "2. Minutes", "3. Urgent items"]
    for gone in (ItemPart, Document, WrittenReport, Exemption):
        assert not gone.objects.exists()
        assert gone.history.filter(history_type="-").count() == 1
    topic.refresh_from_db()
    assert (topic.item, topic.meeting) == (None, meeting)


def test_stale_change_of_an_item_is_refused(meeting):
    item = meeting.items.get(number=1)
    seen = standing_of(item)
    actions.change_item(item=item, values={"title": "Apologies for absence"}, based_on=seen, by=None)
    with pytest.raises(Stale) as stale:
        actions.change_item(item=item, values={"title": "Absences"}, based_on=seen, by=None)
    assert stale.value.held.title == "Apologies for absence"


def test_change_of_what_was_removed_meanwhile_is_refused(meeting):
    item = diary.item(meeting, "Complaints")
    part = diary.part(item, "a")
    seen = AgendaItem.objects.get(pk=item.pk)
    actions.remove_part(part=ItemPart.objects.get(pk=part.pk), by=None)
    with pytest.raises(Refused, match="removed this part"):
        actions.change_part(part=part, values={}, based_on="", by=None)
    actions.remove_item(item=item, by=None)
    with pytest.raises(Refused, match="removed this item"):
        actions.move_item(item=seen, number=1, by=None)
    other = diary.plan(date(2019, 11, 12))
    lost = Meeting.objects.get(pk=other.pk)
    actions.remove_meeting(meeting=other, by=None)
    with pytest.raises(Refused, match="removed this meeting"):
        diary.item(lost, "Budget")


def test_parts_change_places_and_keep_the_letters_in_order(meeting):
    item = diary.item(meeting, "Reviews")
    for letter, purpose in (("a", "Bail"), ("b", "CCTV"), ("c", "Fraud")):
        diary.part(item, letter, purpose)
    actions.move_part(part=item.parts.get(letter="c"), up=True, by=None)
    assert letters(item) == [(1, "a", "Bail"), (2, "b", "Fraud"), (3, "c", "CCTV")]
    actions.move_part(part=item.parts.get(letter="a"), up=True, by=None)
    actions.move_part(part=item.parts.get(letter="a"), up=False, by=None)
    assert letters(item) == [(1, "a", "Fraud"), (2, "b", "Bail"), (3, "c", "CCTV")]
    actions.remove_part(part=item.parts.get(letter="b"), by=None)
    assert letters(item) == [(1, "a", "Fraud"), (2, "c", "CCTV")]


def test_parts_without_letters_stay_without(meeting):
    item = diary.item(meeting, "Complaints")
    diary.part(item, "", "First")
    diary.part(item, "", "Second")
    actions.move_part(part=item.parts.get(purpose="Second"), up=True, by=None)
    assert letters(item) == [(1, "", "Second"), (2, "", "First")]


def test_letter_that_another_part_has_is_refused(meeting):
    item = diary.item(meeting, "Reviews")
    diary.part(item, "a")
    with pytest.raises(Refused, match="has this letter") as refused:
        diary.part(item, "a")
    assert refused.value.field == "letter"


def test_decision_to_take_an_item_in_private_is_kept_and_changed(meeting):
    item = diary.item(meeting, "Tender")
    first = actions.exempt_item(item=item, values=DECISION, based_on="", by=None)
    seen = standing_of(first)
    actions.exempt_item(item=item, values=DECISION | {"paragraph": 5}, based_on=seen, by=None)
    with pytest.raises(Stale):
        actions.exempt_item(item=item, values=DECISION, based_on=seen, by=None)
    with pytest.raises(Stale):
        actions.exempt_item(item=item, values=DECISION, based_on="", by=None)
    assert Exemption.objects.get().paragraph == 5
    actions.open_item(item=item, by=None)
    actions.open_item(item=item, by=None)
    assert not Exemption.objects.exists()
    # Who still had it open puts it in private again, with what they typed.
    assert actions.exempt_item(item=item, values=DECISION, based_on=seen, by=None).paragraph == 3


def test_papers_stand_in_order_and_one_that_is_removed_leaves_no_gap(meeting):
    item = diary.item(meeting, "Complaints")
    for title in ("One", "Two", "Three"):
        diary.report(item, title=title)
    papers = {paper.title: paper for paper in item.documents.all()}
    actions.move_document(document=papers["Three"], up=True, by=None)
    actions.move_document(document=papers["One"], up=True, by=None)
    actions.remove_document(document=papers["One"], by=None)
    assert [(paper.order, paper.title) for paper in item.documents.all()] == [(1, "Three"), (2, "Two")]
    assert WrittenReport.objects.count() == 2
    with pytest.raises(Refused, match="removed this paper"):
        actions.move_document(document=papers["One"], up=False, by=None)


def test_changed_report_renames_its_paper_and_a_stale_one_is_refused(meeting):
    report = diary.report(diary.item(meeting, "Complaints"))
    seen = standing_of(report)
    actions.change_report(report=report, values={"title": "Complaints in 2019"}, part=None, based_on=seen, by=None)
    assert Document.objects.get().title == "Complaints in 2019"
    with pytest.raises(Stale):
        actions.change_report(report=report, values={"title": "Mine"}, part=None, based_on=seen, by=None)


def test_paper_that_comes_after_the_agenda_says_so(meeting):
    item = diary.item(meeting, "Complaints")
    meeting.published_on = date(2019, 9, 16)
    meeting.save()
    report = actions.write_report(item=item, values=diary.REPORT, today=date(2019, 9, 20), by=None)
    assert report.document.supplementary_on == date(2019, 9, 20)
    again = actions.write_report(item=item, values=diary.REPORT, today=date(2019, 9, 16), by=None)
    assert again.document.supplementary_on is None


def test_edition_is_a_paper_once_and_a_withdrawn_one_never(meeting):
    edition = publishing.publish(publishing.ready())
    item = diary.item(meeting, "Monitoring report")
    added = {"item": item, "edition": edition, "title": "Report", "today": diary.DAY, "by": None}
    actions.add_edition(**added)
    with pytest.raises(Refused, match="is a paper of the item already"):
        actions.add_edition(**added)
    other = diary.item(meeting, "Another")
    edition.withdrawn_at = edition.published_at
    with pytest.raises(Refused, match="was withdrawn"):
        actions.add_edition(**added | {"item": other})


def test_paper_of_a_part_keeps_the_part(meeting):
    item, other = diary.item(meeting, "Reviews"), diary.item(meeting, "Complaints")
    part = diary.part(item, "a")
    write = {"values": diary.REPORT, "today": diary.DAY, "by": None}
    assert actions.write_report(item=item, part=part, **write).document.part == part
    with pytest.raises(Refused, match="belongs to another item"):
        actions.write_report(item=other, part=part, **write)
    gone = diary.part(other, "a")
    actions.remove_part(part=ItemPart.objects.get(pk=gone.pk), by=None)
    with pytest.raises(Refused, match="Somebody removed this part meanwhile"):
        actions.write_report(item=other, part=gone, **write)
    with pytest.raises(Refused, match="This part has papers"):
        actions.remove_part(part=part, by=None)
