"""What follows from a meeting: actions, questions and recommendations, carried from agenda to agenda until each is closed."""

from datetime import date, timedelta

import pytest

from meetings import actions
from meetings.followups import actions_page, carried_lines, questions_page, recommendations_page
from meetings.minuted import carried_to
from meetings.models import Action, Question, Recommendation
from meetings.rules import Refused
from meetings.standing import Stale, standing_of
from tests.meetings import diary

pytestmark = pytest.mark.django_db
TODAY = date(2019, 11, 30)


@pytest.fixture
def meeting():
    return diary.plan()


@pytest.fixture
def item(meeting):
    return diary.item(meeting, "Complaints")


def close(action, on, outcome="Done."):
    seen = standing_of(action)
    return actions.close_action(action=action, outcome=outcome, closed_on=on, today=TODAY, based_on=seen, by=None)


def answer(question, **fields):
    given = {"answer": "Twelve.", "answered_by_role": "Commissioner", "published_on": None} | fields
    seen = standing_of(question)
    return actions.answer_question(question=question, values=given, today=TODAY, based_on=seen, by=None)


def respond(made, on=date(2019, 10, 1), text="Agreed."):
    given = {"response": text, "responded_on": on, "today": TODAY, "based_on": standing_of(made), "by": None}
    return actions.record_response(recommendation=made, **given)


def carried(meeting):
    return [line.what for line in carried_lines(carried_to(meeting), TODAY)]


def test_open_action_goes_with_every_agenda_until_it_is_closed(meeting, item):
    november, february = diary.plan(date(2019, 11, 12)), diary.plan(date(2020, 2, 4))
    briefing = diary.plan(date(2019, 12, 13), kind="informal")
    action = diary.action(item, "Report.", due_at=november)
    assert [carried(one) for one in (meeting, november, briefing, february)] == [[], ["Report."], [], ["Report."]]
    close(action, date(2019, 11, 12))
    assert [carried(one) for one in (november, february)] == [["Report."], []]
    action.refresh_from_db()
    close(action, None, "Not quite.")
    assert carried(february) == ["Report."]


def test_question_and_recommendation_are_carried_until_they_are_answered(item):
    november = diary.plan(date(2019, 11, 12))
    question, made = diary.question(item, "How many?"), diary.recommendation(diary.minute(item), "More.")
    assert carried(november) == ["How many?", "More."]
    answer(question)
    respond(made)
    assert carried(november) == ["How many?"]
    question.refresh_from_db()
    answer(question, published_on=date(2019, 11, 1))
    assert carried(november) == []


@pytest.mark.parametrize(
    ("on", "outcome", "sentence"),
    [
        (date(2019, 12, 1), "Done.", "still to come"),
        (date(2019, 9, 23), "Done.", "It arose later"),
        (date(2019, 10, 1), " ", "Say what came of it."),
    ],
)
def test_action_that_cannot_be_closed_says_why(item, on, outcome, sentence):
    with pytest.raises(Refused, match=sentence):
        close(diary.action(item), on, outcome)


def test_action_is_due_after_its_meeting(meeting, item):
    with pytest.raises(Refused, match="later meeting"):
        diary.action(item, due_at=meeting)
    with pytest.raises(Refused, match="on the day of its meeting or later"):
        diary.action(item, due_on=date(2019, 9, 23))


def test_stale_changes_are_refused_and_what_is_gone_says_so(item):
    action, question = diary.action(item), diary.question(item)
    made = diary.recommendation(diary.minute(item))
    for change, named, record in (
        (actions.change_action, "action", action),
        (actions.change_question, "question", question),
        (actions.change_recommendation, "recommendation", made),
    ):
        seen = standing_of(record)
        change(**{named: record}, values={}, based_on=seen, by=None)
        with pytest.raises(Stale):
            change(**{named: record}, values={}, based_on=seen, by=None)
    actions.remove_action(action=Action.objects.get(), by=None)
    actions.remove_question(question=Question.objects.get(), by=None)
    actions.remove_recommendation(recommendation=Recommendation.objects.get(), by=None)
    with pytest.raises(Refused, match="removed this meanwhile"):
        actions.remove_action(action=action, by=None)
    assert Action.history.filter(history_type="-").count() == 1


def test_what_is_public_or_answered_is_not_removed(item):
    question, made = diary.question(item), diary.recommendation(diary.minute(item))
    with pytest.raises(Refused, match="still to come"):
        answer(question, published_on=date(2019, 12, 1))
    answer(question, published_on=date(2019, 10, 1))
    with pytest.raises(Refused, match="was published"):
        actions.remove_question(question=question, by=None)
    with pytest.raises(Refused, match="still to come"):
        respond(made, date(2019, 12, 1))
    respond(made)
    with pytest.raises(Refused, match="responded to it"):
        actions.remove_recommendation(recommendation=made, by=None)


def test_what_is_overdue_comes_first_and_says_for_how_long(meeting, item):
    diary.action(item, "Later.", due_on=date(2019, 12, 24))
    diary.action(item, "Next.")
    diary.action(item, "Late.", due_at=diary.plan(date(2019, 11, 12)))
    diary.action(item, "Later still late.", due_on=date(2019, 11, 29))
    diary.action(item, "Today.", due_on=TODAY)
    close(diary.action(item, "Done.", due_on=date(2019, 9, 30)), date(2019, 10, 1))
    page = actions_page(TODAY)
    assert page.overdue == "2 are overdue."
    still, closed = page.groups
    assert [(line.what, line.standing) for line in still.lines] == [
        ("Late.", "Overdue: it was due on 12 November 2019, 18 days ago."),
        ("Later still late.", "Overdue: it was due on 29 November 2019, 1 day ago."),
        ("Today.", "Due today."),
        ("Later.", "Due on 24 December 2019."),
        ("Next.", "Due at the next meeting."),
    ]
    assert [(line.standing, line.told) for line in closed.lines] == [("Closed on 1 October 2019.", "Done.")]


def test_questions_wait_are_answered_and_are_published(item):
    diary.question(item, "Open?")
    answer(diary.question(item, "Answered?"))
    answer(diary.question(item, "Public?"), published_on=date(2019, 10, 1))
    page = questions_page(TODAY)
    assert page.overdue == "1 is overdue."
    assert [[line.what for line in group.lines] for group in page.groups] == [["Open?"], ["Answered?"], ["Public?"]]
    assert page.groups[2].lines[0].standing == "The answer was published on 1 October 2019."


def test_late_response_is_called_late(item):
    minute = diary.minute(item)
    respond(diary.recommendation(minute, "More."), date(2019, 11, 1))
    diary.recommendation(minute, "Fewer.")
    page = recommendations_page(TODAY)
    assert page.overdue == "1 is overdue."
    standing = page.groups[1].lines[0].standing
    assert standing == "Responded to on 1 November 2019. Late: it was due on 22 October 2019."


@pytest.mark.parametrize("many", [1, 5])
def test_lists_take_one_query_each_whatever_their_length(many, django_assert_num_queries):
    for number in range(many):
        item = diary.item(diary.plan(date(2019, 10, 1) + timedelta(days=number)), "Item")
        diary.action(item, due_at=diary.plan(date(2020, 1, 1) + timedelta(days=number)))
        diary.question(item)
        diary.recommendation(diary.minute(item))
    for page in (actions_page, questions_page, recommendations_page):
        with django_assert_num_queries(1):
            assert len(page(TODAY).groups[0].lines) == many
