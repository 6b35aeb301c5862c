"""Reminders: who is reminded of what on which day, each once; and the e-mails of a return's steps."""

import smtplib
import threading
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from jobs.actions import ask_duties
from jobs.models import Job
from jobs.worker import Worker
from pillars.models import Return
from returns.actions import approve_return, open_correction, send_back_return, submit_return
from returns.mails import send_reminders
from returns.models import Reminder
from returns.reminders import occasions
from tests import records
from tests.people import make_person
from tests.returns.office import (
    APPROVALS,
    SUBMISSIONS,
    answer,
    make_answered,
    make_editor,
    make_open_quarter,
    returns_of,
)

pytestmark = pytest.mark.django_db
SOON, LATE = SUBMISSIONS - timedelta(days=3), SUBMISSIONS + timedelta(days=1)


# Which day: returns are due on Friday 11 October, approval on Friday 18 October.
@pytest.mark.parametrize(
    ("day", "names"),
    [
        (7, []),
        (8, ["submit_soon"]),
        (11, ["submit_soon"]),
        (12, ["submit_late"]),
        (14, ["submit_late"]),
        (15, ["submit_late", "approve_soon"]),
        (18, ["submit_late", "approve_soon"]),
        (19, ["submit_late", "approve_late"]),
    ],
)
def test_occasions_of_a_day(day, names):
    found = occasions(date(2019, 10, day), SUBMISSIONS, APPROVALS)
    assert [str(occasion.value) for occasion, _ in found] == names
    assert all(due_on == (SUBMISSIONS if "submit" in occasion else APPROVALS) for occasion, due_on in found)


def test_quarter_without_due_dates_has_no_occasions():
    assert occasions(date(2019, 10, 19), None, None) == []


# Role, whether the return is their own, its state, and on which occasions they are reminded.
@pytest.mark.parametrize(
    ("role", "is_own", "state", "reminded"),
    [
        (Role.EDITOR, True, "open", ["submit_soon", "submit_late"]),
        (Role.EDITOR, True, "sent_back", ["submit_soon", "submit_late"]),
        (Role.EDITOR, True, "submitted", []),
        (Role.EDITOR, True, "approved", []),
        (Role.EDITOR, False, "open", []),
        (Role.APPROVER, False, "open", []),
        (Role.APPROVER, False, "submitted", ["approve_soon", "approve_late"]),
        (Role.APPROVER, False, "approved", []),
        (Role.ADMINISTRATOR, False, "open", []),
        (Role.FINANCE_OFFICER, True, "open", []),
    ],
)
def test_who_is_reminded(role, is_own, state, reminded):
    held = make_answered(state)
    person = make_person(role)
    if is_own:
        held.sub_theme.editors.add(person)
    for day in (SOON, LATE, APPROVALS - timedelta(days=3), APPROVALS + timedelta(days=1)):
        send_reminders(today=day)
    assert list(Reminder.objects.order_by("pk").values_list("person_id", "occasion")) == [
        (person.pk, occasion) for occasion in reminded
    ]


def test_reminder_lists_what_is_missing_with_links(mailoutbox, settings):
    settings.PORTAL_URL = "https://portal.westmarsh.example"
    period = make_open_quarter(sub_themes=3)
    first, second, _third = returns_of(period)
    editor = make_editor(first.sub_theme, second.sub_theme)
    answer(second)
    send_reminders(today=SOON)
    [mail] = mailoutbox
    assert mail.to == [editor.email]
    assert mail.subject == "Q2 2019/20: 2 returns of yours are due (in 3 days)"
    page = "https://portal.westmarsh.example/quarters/2019-20-q2/returns/"
    assert "are due on 11 October 2019 (in 3 days)" in mail.body
    assert "Theme 1-1: 0 of 4 answers given" in mail.body
    assert f"{page}theme-1-1/#own-choice" in mail.body
    assert f"{page}theme-1-1/#text-summary-text" in mail.body
    assert "Nothing is missing: it only needs to be submitted." in mail.body
    assert "Theme 1-3" not in mail.body
    assert "https://portal.westmarsh.example/quarters/2019-20-q2/\n" in mail.body


def test_long_list_is_cut_with_the_number_of_the_rest(mailoutbox):
    period = make_open_quarter()
    for number in range(1, 10):
        records.make_line(period, str(number), code=None)
    make_editor(returns_of(period)[0].sub_theme)
    send_reminders(today=LATE)
    assert mailoutbox[0].subject == "Q2 2019/20: your return is due (1 day late)"
    assert mailoutbox[0].body.count("#") == 10
    assert "and 3 more" in mailoutbox[0].body


def test_reminder_to_an_approver_lists_what_waits(mailoutbox):
    held = make_answered("submitted", sub_themes=2)
    make_person(Role.APPROVER)
    send_reminders(today=APPROVALS)
    assert mailoutbox[0].subject == "Q2 2019/20: a return waits for approval (today)"
    assert f"/quarters/2019-20-q2/returns/{held.sub_theme.key}/steps/" in mailoutbox[0].body
    assert "Theme 1-2" not in mailoutbox[0].body


def test_words_with_signs_stay_as_they_are(mailoutbox):
    held = returns_of(make_open_quarter())[0]
    held.sub_theme.title = "Drugs & “Alcohol” <b>"
    held.sub_theme.save()
    make_editor(held.sub_theme)
    send_reminders(today=SOON)
    assert "Drugs & “Alcohol” <b>: 0 of 4 answers given" in mailoutbox[0].body


def test_reminder_goes_out_once_and_again_when_the_due_date_has_moved(mailoutbox):
    period = make_open_quarter()
    make_editor(returns_of(period)[0].sub_theme)
    for _ in range(2):
        send_reminders(today=SOON)
        send_reminders(today=SUBMISSIONS)
    assert len(mailoutbox) == 1
    period.submissions_due_on = SUBMISSIONS + timedelta(days=1)
    period.save()
    send_reminders(today=SUBMISSIONS)
    assert len(mailoutbox) == 2


def test_people_who_may_not_sign_in_or_lost_their_role_get_none(mailoutbox):
    sub_theme = returns_of(make_open_quarter())[0].sub_theme
    make_editor(sub_theme, is_active=False)
    sub_theme.editors.add(make_person(Role.CLERK), make_person())
    send_reminders(today=SOON)
    assert mailoutbox == []


def test_published_quarter_reminds_nobody_not_even_of_a_correction(mailoutbox):
    held = make_answered("approved")
    make_editor(held.sub_theme)
    held.period.published_at = records.PUBLISHED_AT
    held.period.save()
    open_correction(period=held.period, returns=[held], reason="Wrong.", by=None)
    send_reminders(today=LATE)
    assert mailoutbox == []


class Refusing(EmailBackend):
    """A mail server that takes nothing for one address."""

    refused = ""

    def send_messages(self, messages):
        if any(self.refused in message.to for message in messages):
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


def test_reminder_that_could_not_be_sent_is_tried_again_and_stops_no_other(mailoutbox, settings, monkeypatch, caplog):
    sub_theme = returns_of(make_open_quarter())[0].sub_theme
    refused, other = make_editor(sub_theme, name="A"), make_editor(sub_theme, name="B")
    monkeypatch.setattr(Refusing, "refused", refused.email)
    settings.EMAIL_BACKEND = "tests.returns.test_reminders.Refusing"
    sent = send_reminders(today=SOON)
    assert [row.person for row in sent.reminders] == [other]
    assert [row.person for row in sent.failed] == [refused]
    assert Reminder.objects.count() == 1
    assert "could not be sent" in caplog.text
    monkeypatch.setattr(Refusing, "refused", "")
    send_reminders(today=SOON)
    assert [mail.to for mail in mailoutbox] == [[other.email], [refused.email]]


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_send_each_reminder_once(mailoutbox):
    period = make_open_quarter(sub_themes=3)
    people = {make_editor(held.sub_theme).email for held in returns_of(period)}
    start, sent = threading.Barrier(2, timeout=120), []

    def run():
        try:
            start.wait()
            sent.extend(send_reminders(today=SOON).reminders)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(people)
    assert len(sent) == Reminder.objects.count() == 3


def due_today(period):
    period.submissions_due_on = period.approvals_due_on = timezone.localdate()
    period.save()


def run_command():
    out = StringIO()
    call_command("send_reminders", stdout=out)
    return out.getvalue().strip().splitlines()


def test_command_prints_what_it_sent():
    period = make_open_quarter()
    editor = make_editor(returns_of(period)[0].sub_theme)
    assert run_command() == [f"Returns are late, Q2 2019/20: {editor.email}", "Reminders sent: 1."]
    assert run_command() == ["Reminders sent: 0."]


def test_command_fails_with_a_sentence_when_the_mail_server_does(settings, monkeypatch):
    editor = make_editor(returns_of(make_open_quarter())[0].sub_theme)
    monkeypatch.setattr(Refusing, "refused", editor.email)
    settings.EMAIL_BACKEND = "tests.returns.test_reminders.Refusing"
    with pytest.raises(CommandError, match=f"did not take 1, which are tried again: {editor.email}"):
        run_command()


def test_worker_sends_the_reminders_of_the_day_by_itself(mailoutbox):
    period = make_open_quarter()
    due_today(period)
    make_editor(returns_of(period)[0].sub_theme)
    noon = timezone.localtime().replace(hour=12)
    ask_duties(now=noon)
    assert Job.objects.filter(kind="return-reminders").count() == 1
    Worker(clock=lambda: noon).do_all()
    assert len(mailoutbox) == 1
    assert Job.objects.get(kind="return-reminders").note == "1 reminder sent."


# E-mails of steps


def test_approvers_are_told_of_a_submission_and_editors_of_what_became_of_it(mailoutbox):
    held = make_answered()
    editor, colleague = make_editor(held.sub_theme), make_editor(held.sub_theme)
    approver = make_person(Role.APPROVER)
    make_editor()
    make_person(Role.APPROVER, is_active=False)
    make_editor(held.sub_theme, is_active=False)

    submit_return(quarterly_return=held, comment="With last year’s figures.", by=editor)
    send_back_return(quarterly_return=held, comment="Name the district & the road.", by=approver)
    submit_return(quarterly_return=held, by=editor)
    approve_return(quarterly_return=held, by=approver)
    assert mailoutbox == []
    assert Worker().do_all() == 4

    submitted, sent_back, _again, approved = mailoutbox
    assert submitted.to == [approver.email]
    assert submitted.subject == "Q2 2019/20: “Theme 1-1” is submitted"
    assert f"{editor} has submitted “Theme 1-1”, Q2 2019/20. It waits for approval." in submitted.body
    assert "With last year’s figures." in submitted.body
    assert "http://localhost:8000/quarters/2019-20-q2/returns/theme-1-1/steps/" in submitted.body
    assert sorted(sent_back.to) == sorted([editor.email, colleague.email])
    assert "Name the district & the road." in sent_back.body
    assert sent_back.subject == "Q2 2019/20: “Theme 1-1” is sent back"
    assert sorted(approved.to) == sorted([editor.email, colleague.email])
    assert approved.subject == "Q2 2019/20: “Theme 1-1” is approved"


def test_editors_are_told_of_a_correction(mailoutbox):
    held = make_answered("approved")
    editor = make_editor(held.sub_theme)
    held.period.published_at = records.PUBLISHED_AT
    held.period.save()
    open_correction(period=held.period, returns=[held], reason="A figure is wrong.", by=None)
    Worker().do_all()
    [mail] = mailoutbox
    assert mail.to == [editor.email]
    assert "“Theme 1-1”, Q2 2019/20, is open for a correction." in mail.body
    assert "A figure is wrong." in mail.body


def test_whoever_took_a_step_is_not_told_of_it(mailoutbox):
    held = make_answered("submitted")
    both = make_person(Role.EDITOR, Role.APPROVER)
    held.sub_theme.editors.add(both)
    approve_return(quarterly_return=held, by=both)
    Worker().do_all()
    assert mailoutbox == []
    assert Job.objects.get().note == "Told: nobody."


def test_e_mail_of_a_step_is_tried_again_when_the_mail_server_fails(mailoutbox, settings, monkeypatch):
    held = make_answered()
    approver = make_person(Role.APPROVER)
    monkeypatch.setattr(Refusing, "refused", approver.email)
    settings.EMAIL_BACKEND = "tests.returns.test_reminders.Refusing"
    submit_return(quarterly_return=held, by=None)
    Worker().do_all()
    assert Return.objects.get(pk=held.pk).state == "submitted"
    assert Job.objects.get().state == "waiting"
    monkeypatch.setattr(Refusing, "refused", "")
    Worker(clock=lambda: timezone.now() + timedelta(minutes=1)).do_all()
    assert [mail.to for mail in mailoutbox] == [[approver.email]]


def test_step_from_the_command_line_names_nobody(mailoutbox):
    held = make_answered()
    make_person(Role.APPROVER)
    submit_return(quarterly_return=held, by=None)
    Worker().do_all()
    assert mailoutbox[0].body.startswith("“Theme 1-1”, Q2 2019/20, is submitted. It waits for approval.")
