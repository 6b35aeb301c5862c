"""What may be done to agendas, as tables."""

from datetime import date

import pytest

from meetings.deadlines import Calendar, timing
from meetings.rules import Refused, moved, next_letter, placed, publishing_refusal, refuse_place

MEETING, TODAY = date(2019, 9, 24), date(2019, 9, 30)


@pytest.mark.parametrize(
    ("published", "urgency", "field"),
    [
        (date(2019, 9, 16), "", None),
        (date(2019, 9, 17), "", "urgency"),
        (date(2019, 9, 17), "  ", "urgency"),
        (date(2019, 9, 17), "The grant lapses on 25 September.", None),
        (date(2019, 9, 16), "The grant lapses on 25 September.", "urgency"),
        (date(2019, 10, 1), "", "published_on"),
    ],
)
def test_late_agenda_demands_urgency_and_a_timely_one_refuses_it(published, urgency, field):
    judged = timing(MEETING, published, 5, Calendar(), TODAY)
    refusal = publishing_refusal(judged, published, TODAY, urgency)
    assert (refusal and refusal.field) == field


def test_refusal_of_a_late_agenda_counts_the_days():
    published = date(2019, 9, 20)
    refusal = publishing_refusal(timing(MEETING, published, 5, Calendar(), TODAY), published, TODAY, "")
    assert str(refusal).startswith(
        "It was open for 1 clear day instead of 5: it had to be out by 16 September 2019. Give the special circumstances"
    )


@pytest.mark.parametrize(
    ("count", "last_is_procedural", "wanted", "number"),
    [(0, False, None, 1), (3, False, None, 4), (3, True, None, 3), (3, True, 4, 4), (3, False, 1, 1)],
)
def test_place_of_a_new_item(count, last_is_procedural, wanted, number):
    assert placed(count, last_is_procedural, wanted) == number


@pytest.mark.parametrize("wanted", [0, 5, -1])
def test_place_that_no_agenda_has_is_refused(wanted):
    with pytest.raises(Refused, match="The agenda has the numbers 1 to 4"):
        refuse_place(4, wanted)


@pytest.mark.parametrize(
    ("key", "number", "order"), [(7, 1, [7, 5, 6, 8]), (7, 4, [5, 6, 8, 7]), (7, 3, [5, 6, 7, 8]), (5, 2, [6, 5, 7, 8])]
)
def test_moved_item_lets_the_others_close_up(key, number, order):
    assert moved([5, 6, 7, 8], key, number) == order


@pytest.mark.parametrize(
    ("letters", "following"), [([], "a"), (["a", "b"], "c"), (["b", "a"], "c"), (["", ""], ""), (["a", "z"], "")]
)
def test_next_letter_of_a_part(letters, following):
    assert next_letter(letters) == following
