"""News of editions: who is told, of what, once; under embargo nobody; a mail server that is away, and a worker that is killed."""

import signal
import threading
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from jobs.models import Job
from jobs.worker import Worker
from pillars.models import Office
from readers.actions import GIVE_UP, Announced, announce
from readers.models import Letter, Subscription
from tests.jobs import processes
from tests.readers.writing import make_edition, make_subscriber, paths_of
from tests.reports import publishing
from translations.actions import say_texts

pytestmark = pytest.mark.django_db


def tell():
    return announce(now=timezone.now())


def test_subscriber_is_told_of_an_edition_once(mailoutbox):
    make_subscriber()
    make_edition()
    assert (tell().sent, tell().sent) == (1, 0)
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["ann@westmarsh.example"], "Q1 2019/20: the report is published")
    assert "(1 April 2019 to 30 June 2019)" in mail.body
    report, end = paths_of(mail)
    assert report == "/reports/2019-20-q1/"
    assert mail.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000{end}>"
    assert Client().post(end).status_code == 200
    make_edition("2019-20-q2")
    assert tell() == Announced()


def test_correction_says_that_it_is_one(mailoutbox):
    make_subscriber()
    make_edition()
    make_edition(number=2)
    assert tell().sent == 2
    assert [mail.subject for mail in mailoutbox] == [
        "Q1 2019/20: the report is published",
        "Q1 2019/20: the report is corrected",
    ]
    assert "Edition 2 takes the place of the one before" in mailoutbox[1].body


def test_who_asked_in_welsh_is_told_in_welsh(mailoutbox):
    make_subscriber()
    Subscription.objects.update(language="cy")
    publishing.corrected(publishing.ready())
    Office.objects.update(second_language="cy")
    said = {Office.objects.get().name: "Swyddfa", publishing.CORRECTION["what"]: "Roedd un sgôr yn anghywir."}
    say_texts(language="cy", texts=said, by=None)
    assert tell().sent == 2
    assert [mail.subject for mail in mailoutbox] == [
        "Ch1 2019/20: cyhoeddwyd yr adroddiad",
        "Ch1 2019/20: cywirwyd yr adroddiad",
    ]
    report, end = paths_of(mailoutbox[1])
    assert (report, end.startswith("/cy/subscribe/")) == ("/cy/reports/2019-20-q1/", True)
    assert "Swyddfa" in mailoutbox[1].body
    assert "Roedd un sgôr yn anghywir." in mailoutbox[1].body


def test_nobody_is_told_under_embargo(mailoutbox):
    make_subscriber()
    make_edition(public_from=timezone.now() + timedelta(minutes=1))
    assert (tell(), mailoutbox) == (Announced(), [])


# Who is told: days since they confirmed, days since the edition became public.
@pytest.mark.parametrize(
    ("confirmed", "public", "is_told"), [(30, 0, True), (2, 1, True), (1, 2, False), (30, 2.9, True), (30, 3.1, False)]
)
def test_only_what_is_news_is_told(confirmed, public, is_told, mailoutbox):
    make_subscriber(days=confirmed)
    make_edition(public_from=timezone.now() - timedelta(days=public))
    assert tell().sent == is_told


def test_those_who_never_confirmed_or_have_ended_are_told_nothing(mailoutbox):
    make_subscriber("ended@westmarsh.example", is_ended=True)
    Subscription.objects.create(email="waiting@westmarsh.example", asked_at=timezone.now() - timedelta(days=1))
    make_edition()
    assert (tell(), mailoutbox) == (Announced(), [])


class Choosy(EmailBackend):
    """A mail server that refuses one address, and is away for another."""

    def send_messages(self, messages):
        [address] = messages[0].to
        if address.startswith("refused"):
            raise SMTPRecipientsRefused({address: (550, b"No such user")})
        if address.startswith("away"):
            raise SMTPServerDisconnected(address)
        return super().send_messages(messages)


def test_address_that_cannot_be_told_stops_no_other_and_stands_in_no_log(mailoutbox, settings, caplog):
    settings.EMAIL_BACKEND = "tests.readers.test_news.Choosy"
    for name in ("refused", "away", "ann"):
        make_subscriber(f"{name}@westmarsh.example")
    make_edition()
    assert tell() == Announced(sent=1, failed=1, refused=1)
    assert [mail.to for mail in mailoutbox] == [["ann@westmarsh.example"]]
    assert "SMTPServerDisconnected" in caplog.text
    assert "westmarsh.example" not in caplog.text
    with pytest.raises(CommandError, match="did not take 2"):
        call_command("send_news", verbosity=0)


def test_mail_server_that_is_away_is_left_alone_until_the_next_round(settings, mailoutbox):
    settings.EMAIL_BACKEND = "tests.readers.test_news.Choosy"
    for number in range(GIVE_UP + 5):
        make_subscriber(f"away{number}@westmarsh.example")
    make_edition()
    assert tell() == Announced(failed=GIVE_UP)
    Job.objects.create(kind="report-news", key="1", title="News", asked_at=timezone.now(), due_at=timezone.now())
    Worker().do_all()
    assert Job.objects.get().state == "waiting", "the duty is tried again"
    assert Letter.objects.count() == 0


def test_many_are_told_over_one_connection_and_no_query_grows(mailoutbox, django_assert_max_num_queries):
    Subscription.objects.bulk_create(
        Subscription(email=f"n{number}@westmarsh.example", asked_at=then, confirmed_at=then)
        for then in [timezone.now() - timedelta(days=1)]
        for number in range(200)
    )
    make_edition()
    with django_assert_max_num_queries(200 * 6 + 10):
        assert tell().sent == 200
    assert len({mail.to[0] for mail in mailoutbox}) == 200
    assert len({mail.extra_headers["List-Unsubscribe"] for mail in mailoutbox}) == 200
    assert all(len(mail.to) == 1 and not mail.cc and not mail.bcc for mail in mailoutbox)


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_tell_each_once(mailoutbox):
    people = {make_subscriber(f"n{number}@westmarsh.example").email for number in range(5)}
    make_edition()
    start, sent = threading.Barrier(2, timeout=20), []

    def run():
        try:
            start.wait()
            sent.append(tell().sent)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(people)
    assert sum(sent) == Letter.objects.count() == 5


# Killed before or after the mail server took the second letter of three; who is told by the next round.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("point", "left"), [("before 1", 3), ("before 2", 2), ("before 3", 1), ("after 2", 2)])
def test_round_that_is_killed_is_taken_up_where_it_stood(point, left, tmp_path, mailoutbox):
    folder = tmp_path / "post"
    folder.mkdir()
    people = [make_subscriber(f"n{number}@westmarsh.example").email for number in range(3)]
    make_edition()
    with processes.process(["-m", "tests.readers.posting"], tmp_path, STOP_AT=point, POST_TO=str(folder)) as worker:
        worker.wait_for(point)
        worker.signal(signal.SIGKILL)
        assert worker.end() == -signal.SIGKILL
    assert tell().sent == left
    taken = [tuple(file.read_text().split()) for file in sorted(folder.iterdir())]
    told = taken + [(mail.to[0], mail.extra_headers["Message-ID"]) for mail in mailoutbox]
    assert sorted({address for address, _ in told}) == people
    # Between a mail server's yes and the row there is a moment that no transaction spans. A letter that is sent again
    # after it has the same Message-ID, by which mailboxes know that they have it.
    assert len(told) == (4 if point.startswith("after") else 3)
    assert len(set(told)) == 3
    assert tell() == Announced()
