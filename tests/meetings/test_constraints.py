"""Every named rule of this floor's tables, broken once: the database itself refuses, and the rule has its sentence."""

from datetime import UTC, date, datetime

import pytest

from meetings.models import (
    Action,
    AgendaItem,
    Document,
    Exemption,
    ExtraDay,
    ItemPart,
    Meeting,
    Minute,
    Minutes,
    Practice,
    Publication,
    PublishedFile,
    Question,
    Recommendation,
    Seat,
    Topic,
    Upload,
    WrittenReport,
)
from tests import records
from tests.meetings import diary
from tests.reports import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """A meeting with an item, a part and a paper; a topic; an extra day; a published edition."""
    edition = publishing.publish(publishing.ready())
    meeting = diary.plan()
    item = diary.item(meeting, "Complaints")
    diary.part(item, "a")
    diary.report(item)
    Document.objects.create(item=item, order=2, title="Edition", edition=edition)
    diary.topic("Fraud")
    ExtraDay.objects.create(day=date(2019, 9, 18), reason="Mourning")
    other = WrittenReport.objects.create(title="Other", author_role="Clerk", purpose="So.")
    minute = diary.minute(item)
    return {"meeting": meeting, "item": item, "edition": edition, "report": other, "minute": minute}


def exemption(held, **fields):
    given = {
        "paragraph": 1,
        "public_interest": "So.",
        "decided_by_role": "Clerk",
        "decided_on": date(2019, 9, 1),
        "review_on": date(2020, 9, 1),
    }
    return Exemption(item=held["item"], **given | fields)


def question(held, **fields):
    given = {"asked_by_role": "Member", "asked_on": diary.DAY, "words": "x", "due_on": diary.DAY, "item": held["item"]}
    return Question(**given | fields)


def action(held, **fields):
    return Action(**{"item": held["item"], "what": "x", "owner_role": "Clerk"} | fields)


def recommendation(held, **fields):
    given = {"minute": held["minute"], "words": "x", "made_on": diary.DAY, "due_on": diary.DAY}
    return Recommendation(**given | fields)


def publication(held, **fields):
    given = {"meeting": held["meeting"], "number": 1, "held_on": diary.DAY, "course": "agenda", "document": "{}"}
    return Publication(**given | {"published_at": datetime(2019, 9, 16, tzinfo=UTC)} | fields)


def published(held, **fields):
    made = publication(held, **fields)
    made.save()
    return made


# The constraint, a record that breaks it, and the sentence that a form shows (None: Django's own).
RULES = [
    ("practice_is_the_only_one", lambda _: Practice(pk=2), "A portal serves one office. Change what is there."),
    (
        "practice_keeps_to_a_part_of_the_schedule",
        lambda _: Practice(pk=1, schedule_part=2),
        "Choose England or Wales.",
    ),
    (
        "veto_is_a_share",
        lambda _: Practice(pk=1, veto_parts=4, veto_of=3),
        "A veto cannot need more than all members. Write two of three for two thirds.",
    ),
    ("extra_day_once", lambda _: ExtraDay(day=date(2019, 9, 18), reason="x"), "This day is on the list already."),
    (
        "meeting_day_once",
        lambda _: Meeting(held_on=diary.DAY, body="x"),
        "There is a meeting on this day already. Open that one.",
    ),
    (
        "meeting_day_is_of_this_century",
        lambda _: Meeting(held_on=date(1999, 12, 31), body="x"),
        "Give a day between 2000 and 2099.",
    ),
    (
        "agenda_is_published_before_its_meeting",
        lambda _: Meeting(held_on=date(2020, 1, 8), body="x", published_on=date(2020, 1, 9)),
        "An agenda is published on the day of its meeting at the latest.",
    ),
    (
        "urgency_is_of_a_published_agenda",
        lambda _: Meeting(held_on=date(2020, 1, 8), body="x", urgency="So."),
        "Say when the agenda was published that could not wait.",
    ),
    ("seat_order_once", lambda held: Seat(meeting=held["meeting"], order=1, role="x"), None),
    (
        "seat_is_somebodys",
        lambda held: Seat(meeting=held["meeting"], order=2, role="x", how_many=0),
        "A role on the Panel has one member or more.",
    ),
    ("item_number_once_in_a_meeting", lambda held: AgendaItem(meeting=held["meeting"], number=1, title="x"), None),
    (
        "item_names_the_meeting_of_a_minute",
        lambda held: AgendaItem(meeting=held["meeting"], number=2, title="x", refers_to_minute=3),
        "Say on which day that meeting was.",
    ),
    ("part_order_once_in_an_item", lambda held: ItemPart(item=held["item"], order=1, purpose="x"), None),
    (
        "part_letter_once_in_an_item",
        lambda held: ItemPart(item=held["item"], order=2, letter="a", purpose="x"),
        "Another part of this item has this letter.",
    ),
    ("part_has_a_purpose", lambda held: ItemPart(item=held["item"], order=2), "Say what this part is about."),
    (
        "part_names_the_meeting_of_a_minute",
        lambda held: ItemPart(item=held["item"], order=2, purpose="x", refers_to_body="Sub-Committee"),
        "Say on which day that meeting was.",
    ),
    (
        "exemption_is_of_schedule_12a",
        lambda held: exemption(held, paragraph=8),
        "Choose one of the paragraphs of Schedule 12A.",
    ),
    (
        "exemption_is_reasoned",
        lambda held: exemption(held, public_interest=""),
        "Say why it is in the public interest, and who decided.",
    ),
    (
        "exemption_is_reviewed_after_it_is_decided",
        lambda held: exemption(held, review_on=date(2019, 9, 1)),
        "It is reviewed on a day after it was decided.",
    ),
    (
        "report_gives_reasons_for_what_it_recommends",
        lambda _: WrittenReport(title="x", author_role="x", purpose="x", recommendation="x"),
        "Give the reasons for the recommendation.",
    ),
    (
        "report_gives_both_risks",
        lambda _: WrittenReport(title="x", author_role="x", purpose="x", current_risk="low"),
        "Give the current and the residual risk, or neither.",
    ),
    (
        "document_order_once_in_an_item",
        lambda held: Document(item=held["item"], order=1, title="x", report=held["report"]),
        None,
    ),
    (
        "edition_once_on_an_item",
        lambda held: Document(item=held["item"], order=3, title="x", edition=held["edition"]),
        "This edition is a paper of the item already.",
    ),
    (
        "document_is_one_thing",
        lambda held: Document(item=held["item"], order=3, title="x"),
        "A paper is one thing: an edition of a report, a report that is written here, a file, or the programme.",
    ),
    (
        "upload_has_pages",
        lambda _: Upload(name="x", digest="d" * 64, size=1, pages=0, is_tagged=False, uploaded_at=datetime.now(UTC)),
        "A paper has at least one page.",
    ),
    (
        "topic_on_an_agenda_has_its_meeting",
        lambda held: Topic(title="x", order=2, item=held["item"]),
        "A topic on an agenda belongs to the meeting of that agenda.",
    ),
    (
        "topic_is_not_its_own_parent",
        lambda _: Topic(pk=99, title="x", order=2, parent_id=99),
        "A topic cannot belong to itself.",
    ),
    (
        "minutes_are_confirmed_at_another_meeting",
        lambda held: Minutes(meeting=held["meeting"], confirmed_at=held["meeting"]),
        "Minutes are confirmed at a later meeting.",
    ),
    (
        "minute_once_for_an_item",
        lambda held: Minute(item=held["item"], text="x"),
        "This item is minuted already. Load the page again.",
    ),
    (
        "minute_says_something",
        lambda held: Minute(item=held["item"], part=held["item"].parts.get()),
        "Write what was said or decided.",
    ),
    (
        "minute_says_what_was_decided",
        lambda held: Minute(item=held["item"], part=held["item"].parts.get(), decision="resolved"),
        "Write what was decided.",
    ),
    (
        "minute_says_how_it_was_decided",
        lambda held: Minute(item=held["item"], part=held["item"].parts.get(), text="x", words="x"),
        "Choose whether it was resolved, noted, recommended or deferred.",
    ),
    (
        "minute_says_whose_opinion_it_was",
        lambda held: Minute(item=held["item"], part=held["item"].parts.get(), circumstances="x"),
        "Say which special circumstances made it urgent, and in whose opinion: that of the person who presided.",
    ),
    (
        "action_is_somebodys",
        lambda held: action(held, owner_role=""),
        "Say what is to be done, and who does it.",
    ),
    (
        "action_is_due_once",
        lambda held: action(held, due_at=held["meeting"], due_on=diary.DAY),
        "It is due at a meeting or on a day, and not both.",
    ),
    (
        "closed_action_has_an_outcome",
        lambda held: action(held, closed_on=diary.DAY),
        "Say what came of it.",
    ),
    (
        "question_is_somebodys",
        lambda held: question(held, asked_by_role=""),
        "Write the question, and who asked it.",
    ),
    (
        "question_is_about_one_thing",
        lambda held: question(held, edition=held["edition"], subject_kind="figure", subject="a/b/c"),
        "A question is about an item or about a figure of a report, and not both.",
    ),
    (
        "answer_is_due_after_the_question",
        lambda held: question(held, due_on=date(2019, 9, 23)),
        "An answer is due on the day of the question or later.",
    ),
    (
        "answer_says_whose_it_is",
        lambda held: question(held, answer="x"),
        "Write the answer, and who gave it.",
    ),
    (
        "published_answer_is_there",
        lambda held: question(held, published_on=diary.DAY),
        "An answer is published once it is given, on the day of the question or later.",
    ),
    (
        "recommendation_says_something",
        lambda held: recommendation(held, words=""),
        "Write what the Panel recommends.",
    ),
    (
        "response_is_due_after_the_recommendation",
        lambda held: recommendation(held, due_on=date(2019, 9, 23)),
        "A response is due on the day of the recommendation or later.",
    ),
    (
        "response_has_its_day",
        lambda held: recommendation(held, response="x"),
        "Write the response, and the day on which it came: that of the recommendation or later.",
    ),
    (
        "publication_number_once_for_a_meeting",
        lambda held: publication(held, meeting=published(held).meeting, held_on=date(2019, 10, 1)),
        None,
    ),
    (
        "publication_number_once_on_a_day",
        lambda held: publication(held, held_on=published(held, meeting=diary.plan(date(2019, 11, 12))).held_on),
        None,
    ),
    (
        "publication_is_the_agenda_first",
        lambda held: publication(held, number=2),
        "Only the first publication is the agenda.",
    ),
    (
        "publication_is_withdrawn_for_a_reason",
        lambda held: publication(held, withdrawn_reason="So."),
        "A publication is withdrawn for a reason that is given, and its document goes.",
    ),
    (
        "published_file_path_once",
        lambda held: PublishedFile(
            publication=PublishedFile.objects.create(
                publication=published(held), path="index.html", content_type="text/html", size=1, digest="0"
            ).publication,
            path="index.html",
            content_type="text/html",
            size=1,
            digest="1",
        ),
        None,
    ),
]


@pytest.mark.parametrize(("name", "broken", "sentence"), RULES, ids=[rule[0] for rule in RULES])
def test_rule_is_kept_by_the_database_and_has_a_sentence(held, name, broken, sentence):
    record = broken(held)
    said = records.sentence_of(type(record), name, record)
    assert said == sentence if sentence else said.endswith((".", "exists."))
    with records.refused_by(type(record), name):
        record.save(force_insert=True)


def test_every_rule_of_the_floor_is_tested():
    assert {rule[0] for rule in RULES} == records.constraints_of("meetings")
