"""The work programme: topics in two levels, at a meeting or not, and onto an agenda in one step."""

from datetime import date

import pytest

from meetings import actions
from meetings.models import Topic
from meetings.queries import programme
from meetings.rules import Refused
from meetings.standing import Stale, standing_of
from tests.meetings import diary

pytestmark = pytest.mark.django_db


def change(topic, **fields):
    held = Topic.objects.get(pk=topic.pk)
    values = {"title": held.title, "meeting": held.meeting} | fields
    return actions.change_topic(topic=held, values=values, based_on=standing_of(held), by=None)


def test_topic_becomes_an_item_with_what_the_programme_says():
    meeting = diary.standing(diary.plan())
    topic = diary.topic("Fraud", purpose="How victims are helped.", lead_role="OPCC", quarter="2019-20-q2")
    item = actions.put_on_agenda(topic=topic, meeting=meeting, by=None)
    assert diary.titles(meeting) == ["1. Apologies", "2. Minutes", "3. Fraud", "4. Urgent items"]
    said = (item.purpose, item.presenter_role, item.refers_to_quarter, item.kind)
    assert said == ("How victims are helped.", "OPCC", "2019-20-q2", "report")
    topic.refresh_from_db()
    assert (topic.item, topic.meeting) == (item, meeting)
    with pytest.raises(Refused, match="on an agenda already"):
        actions.put_on_agenda(topic=topic, meeting=meeting, by=None)
    with pytest.raises(Refused, match="Take the item off the agenda first"):
        change(topic, meeting=None)


def test_topics_stand_in_two_levels():
    harm, fraud = diary.topic("Harm"), diary.topic("Fraud")
    county_lines = diary.topic("County lines", parent=harm)
    with pytest.raises(Refused, match="has none under it"):
        diary.topic("Third level", parent=county_lines)
    with pytest.raises(Refused, match="has none under it"):
        change(harm, parent=fraud)
    with pytest.raises(Refused, match="cannot belong to itself"):
        change(fraud, parent=fraud)
    assert change(fraud, parent=harm).parent == harm


def test_removed_topic_leaves_those_under_it_by_themselves():
    harm = diary.topic("Harm")
    child = diary.topic("County lines", parent=harm)
    actions.remove_topic(topic=harm, by=None)
    child.refresh_from_db()
    assert child.parent is None
    with pytest.raises(Refused, match="removed this topic"):
        actions.remove_topic(topic=harm, by=None)


def test_stale_change_of_a_topic_is_refused():
    topic = diary.topic("Fraud")
    seen = standing_of(topic)
    change(topic, title="Fraud and cyber crime")
    with pytest.raises(Stale):
        actions.change_topic(topic=topic, values={"title": "Mine"}, based_on=seen, by=None)


def test_programme_shows_meetings_ahead_those_with_topics_and_what_waits(django_assert_num_queries):
    for day in (date(2019, 7, 9), date(2019, 9, 24), date(2019, 11, 12)):
        diary.plan(day)
    past = diary.plan(date(2019, 5, 14))
    diary.topic("Left over", meeting=past)
    harm, loose = diary.topic("Harm"), diary.topic("Fraud")
    under = diary.topic("County lines", parent=harm)
    with django_assert_num_queries(2):
        found = programme(date(2019, 9, 1))
    assert [(str(meeting.held_on), [str(topic) for topic in topics]) for meeting, topics in found.meetings] == [
        ("2019-05-14", ["Left over"]),
        ("2019-09-24", []),
        ("2019-11-12", []),
    ]
    assert list(found.unscheduled) == [harm, under, loose]
