"""A name is taken out of records and their history, and told where it was published; a person who has left is forgotten."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.events import Kind
from accounts.models import Event, User
from accounts.roles import Role
from jobs.models import Job, JobState
from meetings.models import Minute, Minutes
from pillars.actions import record_narrative
from pillars.models import Narrative
from tests.jobs.asking import do_all
from tests.meetings import diary
from tests.people import client_of, make_person
from tests.reports import publishing
from translations.actions import say_texts
from translations.models import Translation
from translations.queries import texts_in

pytestmark = pytest.mark.django_db
NAME = "Ann Zyzzyva"


def said(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def minute():
    """A minute in which somebody has typed a name, changed once, and a published text that has it too."""
    period = publishing.ready()
    owner = period.returns.order_by("pk")[0]
    period.returns.update(state="open")
    record_narrative(kind="headlines", subject=owner, text=f"{NAME} spoke.", based_on=None, by=None)
    publishing.adopt_returns(period=period)
    publishing.publish(period)
    item = diary.item(diary.plan(date(2019, 9, 24)), "Complaints")
    made = diary.minute(item)
    made.text = f"{NAME} asked; ANN ZYZZYVA was answered."
    made.save()
    Minutes.objects.create(meeting=item.meeting, present=[[1, NAME]])
    return made


def test_a_name_is_looked_for_first_and_nothing_is_changed(minute):
    told = said("erase_name", NAME)
    assert "meetings.minute.text: 1 rows; would be taken out." in told
    assert "meetings.historicalminute.text: 1 rows; would be taken out." in told
    assert "reports.edition.document: 1 rows; it was published: withdraw it" in told
    assert "meetings.minutes.present: 1 rows; it is within a list" in told
    assert "Nothing was changed." in told
    assert Minute.objects.get().text == minute.text


def test_a_name_is_taken_out_of_records_and_their_history(minute):
    told = said("erase_name", NAME, really=True)
    assert "meetings.minute.text: 1 rows; taken out." in told
    assert Minute.objects.get().text == "[name removed] asked; ANN ZYZZYVA was answered."
    assert [text for text in Minute.history.values_list("text", flat=True) if NAME in text] == []
    assert Narrative.objects.get().text == "[name removed] spoke."
    again = said("erase_name", NAME)
    assert "minute.text" not in again
    assert "reports.edition.document" in again


def test_texts_in_the_second_language_are_found_by_the_words_without_the_name():
    texts = {f"{NAME} spoke.": f"Siaradodd {NAME}.", "Ann spoke.": "Siaradodd Ann."}
    say_texts(language="cy", texts=texts, by=None)
    said("erase_name", NAME, really=True)
    assert texts_in("cy", ["[name removed] spoke."]) == {"[name removed] spoke.": "Siaradodd [name removed]."}
    said("erase_name", "[name removed]", instead="Ann", really=True)
    assert texts_in("cy", ["Ann spoke."]) == {"Ann spoke.": "Siaradodd Ann."}
    assert Translation.objects.count() == 1


def test_a_name_that_is_nowhere_or_too_short_is_told_so():
    assert said("erase_name", "Nobody at all") == "It stands nowhere.\n"
    with pytest.raises(CommandError, match="Give the whole of it"):
        said("erase_name", "Ann")


def test_a_person_who_has_left_is_forgotten_and_what_they_did_stays():
    person = make_person(Role.EDITOR, email="ann@westmarsh.example", name=NAME)
    client = client_of(person)
    with pytest.raises(CommandError, match="can still sign in"):
        said("forget_person", person.email)
    User.objects.update(is_active=False)
    assert f"Former user {person.pk}" in said("forget_person", "Ann@westmarsh.example")
    person.refresh_from_db()
    assert (person.email, person.has_usable_password()) == (f"former-{person.pk}@invalid", False)
    assert client.get("/you/").status_code == 302
    assert Event.objects.get().kind == Kind.FORGOTTEN
    with pytest.raises(CommandError, match="Nobody has this"):
        said("forget_person", "ann@westmarsh.example")


def test_sessions_and_events_go_when_their_time_is_over():
    now = timezone.now()
    for days in (-1, 1):
        Session.objects.create(session_key=f"key{days}", session_data="", expire_date=now + timedelta(days=days))
    Event.objects.create(kind=Kind.SIGNED_IN, at=now - timedelta(days=800))
    for kind in ("forget-events", "clear-sessions"):
        Job.objects.create(kind=kind, key=kind, title=kind, asked_at=now, due_at=now)
    assert do_all(now) == 2
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert [session.session_key for session in Session.objects.all()] == ["key1"]
    assert not Event.objects.exists()
