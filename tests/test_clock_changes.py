"""The nights at the end of March and October: nothing falls due twice, nothing is left out, and no moment is guessed at."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localtime

from jobs import actions
from jobs.models import Job, JobState
from jobs.rules import lease
from jobs.schedule import Duty
from meetings.deadlines import Calendar, clear_days_given, issue_by
from reports.forms.publishing import PublishForm
from reports.models import Edition
from reports.queries import public_file
from reports.rules import may_read_early
from tests.jobs.asking import ask, fresh
from tests.reports import publishing

# At these moments the clocks go from 1:00 to 2:00, and from 2:00 to 1:00.
FORWARD, BACK = datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)
CHANGES = pytest.mark.parametrize("change", [FORWARD, BACK], ids=["March", "October"])
LONDON = ZoneInfo("Europe/London")


@CHANGES
def test_clocks_change_then(change):
    before, after = localtime(change - timedelta(seconds=1), LONDON), localtime(change, LONDON)
    assert abs(after.utcoffset() - before.utcoffset()) == timedelta(hours=1)


@CHANGES
def test_hourly_duty_is_due_once_in_each_hour_that_passes(change):
    news = Duty("news", "News", "hour", time(0))
    hours = [change + timedelta(hours=hour, minutes=30) for hour in range(-30, 30)]
    assert len({news.period(hour) for hour in hours}) == len(hours)
    assert all(news.period(hour) == news.period(hour + timedelta(minutes=29)) for hour in hours)


@CHANGES
@pytest.mark.parametrize("at", [time(0), time(1, 30), time(3), time(7), time(23, 30)])
def test_daily_duty_is_due_once_on_each_day_also_at_an_hour_that_is_not_there_or_twice(change, at):
    sweep = Duty("sweep", "Sweep", "day", at)
    moments = [change + timedelta(minutes=10 * number) for number in range(-400, 400)]
    periods = [period for moment in moments if (period := sweep.period(moment))]
    assert periods == sorted(periods), "no day comes back"
    day = localtime(change, LONDON).date()
    assert {(day + timedelta(days=more)).isoformat() for more in (-1, 0, 1)} <= set(periods)


@CHANGES
@pytest.mark.django_db
def test_worker_is_taken_for_dead_after_its_lease_and_not_after_an_hour_more_or_less(change):
    job = ask("note", number=1)
    Job.objects.update(due_at=change - timedelta(hours=1))
    actions.take_next(now=change - timedelta(seconds=10))
    assert actions.reap(now=change - timedelta(seconds=10) + lease()) == 0
    assert actions.reap(now=change - timedelta(seconds=9) + lease()) == 1
    assert fresh(job).state == JobState.WAITING
    assert fresh(job).due_at == change - timedelta(seconds=9) + lease() + timedelta(seconds=10)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("2127-03-30T00:59", ""),
        ("2127-03-30T01:30", "the clocks change in that hour"),
        ("2127-03-30T02:00", ""),
        ("2127-10-26T00:59", ""),
        ("2127-10-26T01:30", "the clocks change in that hour"),
        ("2127-10-26T02:00", ""),
    ],
)
def test_moment_that_is_not_there_or_twice_is_not_guessed_at(typed, fault):
    form = PublishForm({"public_from": typed})
    assert form.is_valid() == (not fault), form.errors
    assert fault in str(form.errors.get("public_from", ""))


@CHANGES
def test_embargo_ends_at_its_moment(change):
    """Half past one local time comes twice in October: the first and the second are an hour apart."""
    edition = Edition(public_from=change - timedelta(minutes=30), panel_from=change - timedelta(minutes=90))
    read = [may_read_early(edition, change + timedelta(minutes=m), is_staff=False) for m in (-91, -90, -31, -30, 30)]
    assert read == [False, True, True, False, False]


@pytest.mark.django_db
def test_database_compares_moments_and_not_what_clocks_show():
    edition = publishing.embargoed(publishing.ready())
    quarter = edition.period.quarter
    assert public_file(quarter, 1, "index.html") is None
    assert Edition._meta.get_field("public_from").get_internal_type() == "DateTimeField"
    assert localtime(edition.public_from) - localtime(edition.published_at) > timedelta(minutes=59)


@pytest.mark.parametrize("meeting", [date(2027, 4, 6), date(2027, 11, 5)])
def test_clear_days_are_days_of_the_calendar(meeting):
    """Easter lies in the days before the first, the change of clocks before both: five clear working days all the same."""
    calendar = Calendar()
    assert clear_days_given(issue_by(meeting, 5, calendar), meeting, calendar) == 5
