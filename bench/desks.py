"""The sample with a quarter open for entry, and editors who are signed in and may write in all of it."""

from datetime import timedelta

from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts.models import User
from bench import quarters
from bench.crowd import TOKEN, Desk
from commitments.models import Line
from pillars.models import ReportingPeriod, SubTheme
from returns.actions import open_quarter


def made(editors: int) -> list[Desk]:
    """Desks for so many editors, no two with the same line; what is there already stays."""
    quarters.have(2)
    opened = ReportingPeriod.objects.of(quarters.SAMPLE.next).first() or _open()
    lines = list(
        Line.objects.filter(quarterly_return__period=opened)
        .select_related("quarterly_return__sub_theme")
        .order_by("pk")
    )
    people = [_person(number) for number in range(editors)]
    for sub_theme in SubTheme.objects.filter(pillar__plan=opened.plan):
        sub_theme.editors.add(*people)
    desks = [_desk(person, opened, lines[number::editors]) for number, person in enumerate(people)]
    # What serves has connections of its own, and the server of this one may be killed.
    connections.close_all()
    return desks


def _open() -> ReportingPeriod:
    answered = ReportingPeriod.objects.of(quarters.SAMPLE).select_related("plan").get()
    due_on = timezone.localdate() + timedelta(days=14)
    return open_quarter(
        plan=answered.plan, quarter=quarters.SAMPLE.next, submissions_due_on=due_on, approvals_due_on=due_on, by=None
    )


def _person(number: int) -> User:
    named = {"name": f"Editor {number}", "is_editor": True}
    person, _is_new = User.objects.get_or_create(email=f"editor{number}@localhost", defaults=named)
    return person


def _desk(person: User, opened: ReportingPeriod, lines: list[Line]) -> Desk:
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    returns = f"/quarters/{opened.quarter.slug}/returns"
    saves = [(f"{returns}/{line.quarterly_return.sub_theme.key}/entries/line-{line.pk}/", line) for line in lines]
    return Desk(cookie, tuple((address, f"line-{line.pk}") for address, line in saves))
