"""The sample agenda holds the facts of the published one."""

import pytest
import yaml
from django.core.management import call_command

from meetings.models import AgendaItem, ItemKind, Meeting, Topic
from meetings.sample import hand_in_stand_ins, load_sample_agenda
from tests import records
from tests.sample import publish_sample

SAMPLE = records.SAMPLE / "agenda-2019-09-24.yaml"


@pytest.fixture
def sample(db, capsys):
    publish_sample()
    call_command("load_sample_meetings", "--no-papers")
    assert "are there" in capsys.readouterr().out


def test_agenda_of_24_september_2019(sample):
    meeting = Meeting.objects.get(held_on="2019-09-24")
    assert (meeting.quorum, str(meeting.begins_at), meeting.clear_days) == (3, "10:00:00", 5)
    assert sum(seat.how_many for seat in meeting.seats.all()) == 12
    items = list(meeting.items.order_by("number"))
    assert [item.number for item in items] == list(range(1, 18))
    kinds = [item.kind for item in items]
    assert {kind: kinds.count(kind) for kind in (ItemKind.REPORT, ItemKind.ORAL, ItemKind.PROCEDURAL)} == {
        ItemKind.REPORT: 8,
        ItemKind.ORAL: 4,
        ItemKind.PROCEDURAL: 4,
    }
    assert [part.letter for part in items[6].parts.all()] == ["a", "b"]
    assert [part.letter for part in items[13].parts.all()] == [""] * 4
    assert (str(items[8].refers_to_meeting_on), items[8].refers_to_minute) == ("2019-07-09", 10)
    first = items[13].parts.all()[0]
    assert (first.refers_to_body, str(first.refers_to_meeting_on)) == ("Complaints Sub-Committee", "2019-08-15")


def test_item_5_is_the_portals_own_edition(sample):
    paper = AgendaItem.objects.get(number=5).documents.get()
    assert (paper.edition.period.quarter.slug, paper.edition.number) == ("2019-20-q1", 1)
    written, programme = AgendaItem.objects.get(number=16).documents.order_by("order")
    assert written.report.current_risk == "low"
    assert programme.is_programme


def test_work_programme(sample):
    ahead = Meeting.objects.filter(held_on__gt="2019-09-24").order_by("held_on")
    assert [(str(one.held_on), one.kind, one.topics.count()) for one in ahead] == [
        ("2019-11-12", "formal", 4),
        ("2019-12-13", "informal", 0),
        ("2020-01-09", "informal", 0),
        ("2020-02-04", "formal", 2),
        ("2020-02-18", "reserve", 0),
    ]
    loose = Topic.objects.filter(meeting=None)
    assert [(topic.title, str(topic.parent or "")) for topic in loose] == [
        ("Disclosure & Barring Service (DBS)", ""),
        ("Harm Protection", ""),
        ("Future Strategies on Knife Crime", "Harm Protection"),
        ("Serious Violence Strategy", "Harm Protection"),
        ("County Lines", "Harm Protection"),
    ]


def test_no_comma_cuts_a_sentence_of_the_file_in_two():
    """In a line of {braces} what stands behind a comma would be a key without a value."""

    def empty(value, place):
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [place] * (value is None) + [found for key, one in inner for found in empty(one, f"{place}/{key}")]

    assert empty(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")), "") == []


@pytest.mark.django_db
def test_sample_stays_out_of_a_portal_that_holds_something_else(capsys):
    records.make_plan()
    assert not load_sample_agenda(SAMPLE)
    call_command("load_sample_meetings")
    assert "nothing is loaded" in capsys.readouterr().out
    assert not Meeting.objects.exists()


def test_sample_is_laid_out_once(sample):
    assert not load_sample_agenda(SAMPLE)
    assert Meeting.objects.count() == 6


def test_papers_that_are_not_held_have_stand_ins_of_the_printed_lengths(sample):
    assert hand_in_stand_ins(SAMPLE) == 7
    lengths = {
        item.number: item.documents.get().upload for item in AgendaItem.objects.filter(documents__upload__isnull=False)
    }
    assert {number: upload.pages for number, upload in lengths.items()} == {
        2: 14,
        6: 22,
        10: 8,
        11: 8,
        12: 20,
        14: 18,
        15: 4,
    }
    assert all(upload.can_be_heard for upload in lengths.values())
