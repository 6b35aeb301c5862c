"""Several clerks at one moment: an agenda keeps whole numbers, a stale save loses, and one day has one meeting."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from meetings import actions
from meetings.models import AgendaItem, Meeting
from meetings.rules import Refused
from meetings.standing import Stale, standing_of
from tests.meetings import diary
from tests.pdf.raw import WORDS, paper, stream, tagged

pytestmark = pytest.mark.django_db(transaction=True)
CLERKS = 4


def at_once(act: Callable[[int], object]) -> list[str]:
    """What each of several clerks is told who all do the same in one moment."""
    start = Barrier(CLERKS)

    def work(number: int) -> str:
        start.wait()
        try:
            act(number)
        except (Refused, Stale) as told:
            return type(told).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(CLERKS) as clerks:
        return sorted(clerks.map(work, range(CLERKS)))


def test_items_added_and_moved_at_once_leave_no_gap():
    meeting = diary.standing(diary.plan())
    items = list(meeting.items.all())

    def act(number):
        actions.move_item(item=items[0], number=number % 3 + 1, by=None)
        diary.item(meeting, f"Item {number}")

    assert at_once(act) == ["done"] * CLERKS
    numbers = AgendaItem.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 3 + CLERKS + 1))


def test_of_several_who_change_what_they_saw_one_is_heard():
    item = diary.item(diary.plan(), "Complaints")
    seen = standing_of(item)

    def act(number):
        actions.change_item(item=item, values={"title": f"Title {number}"}, based_on=seen, by=None)

    assert at_once(act) == ["Stale"] * (CLERKS - 1) + ["done"]
    assert item.history.count() == 2


def test_files_handed_in_at_once_all_become_papers_and_the_same_one_once(tmp_path):
    item = diary.item(diary.plan(), "Complaints")
    (tmp_path / "same.pdf").write_bytes(tagged())

    def hand_in(source):
        given = {"part": None, "today": diary.DAY, "by": None}
        actions.add_upload(item=item, source=source, name=source.name, title="", **given)

    def act(number):
        source = tmp_path / f"{number}.pdf"
        source.write_bytes(paper({4: stream(WORDS.replace(b"200", b"%d" % (200 + number)))}))
        hand_in(source)

    assert at_once(lambda _: hand_in(tmp_path / "same.pdf")) == ["Refused"] * (CLERKS - 1) + ["done"]
    assert at_once(act) == ["done"] * CLERKS
    assert list(item.documents.values_list("order", flat=True)) == list(range(1, CLERKS + 2))


def test_a_day_has_one_meeting_and_topics_are_never_refused():
    assert at_once(lambda _: diary.plan()) == ["Refused"] * (CLERKS - 1) + ["done"]
    assert Meeting.objects.count() == 1
    assert at_once(lambda number: diary.topic(f"Topic {number}")) == ["done"] * CLERKS


def test_topic_put_on_an_agenda_while_items_go_never_waits_for_ever():
    meeting = diary.plan()
    topics = [diary.topic(f"Topic {number}", meeting=meeting) for number in range(CLERKS)]

    def act(number):
        item = actions.put_on_agenda(topic=topics[number], meeting=meeting, by=None)
        actions.remove_item(item=item, by=None)

    assert at_once(act) == ["done"] * CLERKS
    assert not meeting.items.exists()


def test_of_several_who_minute_one_item_at_once_one_is_heard():
    item = diary.item(diary.plan(), "Complaints")
    told = at_once(lambda number: diary.minute(item, text=f"Version {number}"))
    assert told == ["Stale"] * (CLERKS - 1) + ["done"]
    assert item.minuted.count() == 1
