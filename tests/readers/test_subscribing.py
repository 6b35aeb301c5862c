"""Being told of reports by e-mail: asking, confirming, ending, forgetting; and what strangers may not learn or do."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from jobs.actions import ask_duties
from jobs.models import Job
from jobs.worker import Worker
from pillars.models import Office
from readers import actions
from readers.models import Letter, Subscription
from tests import records
from tests.readers.writing import make_statement_page, make_subscriber, paths_of
from tests.reports.bilingual import make_bilingual

pytestmark = pytest.mark.django_db
ADDRESS = "/subscribe/"
EMAIL = "ann@westmarsh.example"


def ask(email=EMAIL, client=None, **fields):
    answer = (client or Client()).post(ADDRESS, {"email": email, **fields})
    Worker().do_all()
    return answer


def standing():
    return list(Subscription.objects.standing().values_list("email", flat=True))


def test_somebody_asks_confirms_and_ends(mailoutbox):
    records.make_plan()
    assert ask("Ann@WestMarsh.example").headers["Location"] == "/subscribe/asked/"
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([EMAIL], "Confirm that you want to be told of new reports")
    assert Office.objects.get().name in mail.body
    confirm, end = paths_of(mail)
    page = Client().get(confirm)
    assert "Shall ann@westmarsh.example be sent" in page.content.decode()
    assert standing() == [], "a page that is only opened changes nothing: mail servers open links too"
    assert "You will be told of new reports" in Client().post(confirm, follow=True).content.decode()
    assert standing() == [EMAIL]
    assert "Stop these e-mails?" in Client().get(end).content.decode()
    assert standing() == [EMAIL]
    answer = Client().post(end)
    assert (answer.status_code, standing()) == (200, [])
    assert "is sent nothing more" in answer.content.decode()
    for address in (confirm, end):
        assert "No more e-mails" in Client().get(address).content.decode()
        assert "No more e-mails" in Client().post(address, follow=True).content.decode()
    assert standing() == [], "the old link does not begin it again"


def test_who_asks_in_welsh_is_written_to_in_welsh(mailoutbox):
    records.make_plan()
    make_bilingual()
    answer = Client().post("/cy/subscribe/", {"email": EMAIL})
    assert answer.headers["Location"] == "/cy/subscribe/asked/"
    Worker().do_all()
    [mail] = mailoutbox
    assert mail.subject == "Cadarnhewch eich bod am gael gwybod am adroddiadau newydd"
    assert "Agorwch y dudalen hon" in mail.body
    confirm, end = paths_of(mail)
    assert confirm.startswith("/cy/subscribe/")
    assert "Cewch wybod am adroddiadau newydd" in Client().post(confirm, follow=True).content.decode()
    assert "Atal yr e-byst hyn?" in Client().get(end).content.decode()
    # Anybody can type the address again, in another language: nothing changes for who is told already.
    ask()
    assert (Subscription.objects.get().language, len(mailoutbox)) == ("cy", 2)
    assert mailoutbox[1].subject == "Rydych eisoes yn cael gwybod am adroddiadau newydd"


def test_mail_program_ends_it_by_one_press(mailoutbox):
    """RFC 8058: a POST without cookies, tokens or redirects, at the address of the header."""
    ask()
    Client().post(paths_of(mailoutbox[0])[0])
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    body = {"List-Unsubscribe": "One-Click"}
    assert Client(enforce_csrf_checks=True).post(address, body).status_code == 200
    assert standing() == []


def test_answer_is_the_same_whoever_asks(mailoutbox):
    make_subscriber()
    known, unknown, trap = ask(), ask("new@westmarsh.example"), ask("bot@westmarsh.example", topic="Buy")
    assert (
        len({(answer.status_code, answer.headers["Location"], answer.content) for answer in (known, unknown, trap)})
        == 1
    )
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([EMAIL], "You are told of new reports already"),
        (["new@westmarsh.example"], "Confirm that you want to be told of new reports"),
    ]
    assert not Subscription.objects.filter(email__startswith="bot").exists()
    assert standing() == [EMAIL], "asking again takes nothing away"


def test_somebody_who_has_ended_asks_anew(mailoutbox):
    make_subscriber(is_ended=True)
    ask()
    assert standing() == []
    Client().post(paths_of(mailoutbox[0])[0])
    assert standing() == [EMAIL]


def test_one_address_is_written_three_times_a_day_and_told_nothing_of_it(mailoutbox):
    answers = {(answer.status_code, answer.headers["Location"]) for answer in (ask() for _ in range(5))}
    assert answers == {(302, "/subscribe/asked/")}
    assert len(mailoutbox) == 3
    confirm, _end = paths_of(mailoutbox[0])
    assert Client().get(confirm).status_code == 200, "the first link still works beside the later ones"


def test_one_place_asks_ten_times_in_five_minutes(mailoutbox):
    statuses = [ask(f"n{number}@westmarsh.example").status_code for number in range(12)]
    assert statuses == [302] * 10 + [429] * 2
    assert len(mailoutbox) == 10
    assert Client().get(ADDRESS).status_code == 200


# What a form may be sent with, and nothing comes of it.
@pytest.mark.parametrize(
    "email",
    [
        "",
        "ann",
        "ann@",
        "ann@westmarsh.example\nBcc: everybody@westmarsh.example",
        "ann@westmarsh.example\r\n\r\nBuy",
        "ann@westmarsh.example, ben@westmarsh.example",
        "Ann <ann@westmarsh.example>",
        "a\x00nn@westmarsh.example",
        "ánn@westmarsh.example",
        "ann@xn--\ud800.example",
        f"{'a' * 250}@westmarsh.example",
        ",".join(f"n{number}@westmarsh.example" for number in range(10_000)),
    ],
)
def test_what_is_no_address_is_refused(email, mailoutbox):
    assert ask(email.encode("utf-8", "surrogatepass").decode("utf-8", "replace")).status_code == 422
    assert (mailoutbox, Subscription.objects.count(), Job.objects.count()) == ([], 0, 0)


@pytest.mark.parametrize("email", ["ann@bücher.example", "ANN@BÜCHER.example", "ann@xn--bcher-kva.example"])
def test_host_in_other_letters_is_the_same_host(email, mailoutbox):
    make_subscriber("ann@xn--bcher-kva.example")
    ask(email)
    assert Subscription.objects.count() == 1
    assert mailoutbox[0].subject == "You are told of new reports already"


@pytest.mark.parametrize(
    "secret", ["x", "asked2", "a" * 43, "%00", "%ED%A0%80", "\U0001f600", "x" * 5_000, "..", "' OR 1=1 --"]
)
def test_link_that_nobody_sent_is_not_found(secret):
    make_subscriber()
    for address in (f"{ADDRESS}{secret}/", f"{ADDRESS}{secret}/end/"):
        for method in ("get", "post", "head", "put"):
            assert getattr(Client(), method)(address).status_code in (404, 405)
    assert standing() == [EMAIL]


def test_secrets_are_kept_nowhere(mailoutbox):
    ask()
    secret = paths_of(mailoutbox[0])[0].split("/")[2]
    assert len(secret) == 43
    kept = [*Letter.objects.values_list(), *Subscription.objects.values_list(), *Job.objects.values_list()]
    assert secret not in str(kept)
    assert EMAIL not in str(list(Job.objects.values_list()))


def test_pages_of_one_person_are_kept_nowhere_and_only_the_form_sets_a_cookie(mailoutbox):
    ask()
    confirm, end = paths_of(mailoutbox[0])
    for address in (ADDRESS, confirm, end, "/subscribe/x/"):
        answer = Client().get(address)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "none"
        assert set(answer.cookies) == ({"csrftoken"} if address == ADDRESS else set())
    assert not Client().get("/subscribe/asked/").cookies
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {"email": EMAIL}).status_code == 403


def test_replies_go_to_the_office(mailoutbox):
    make_statement_page()
    actions.save_contact(values={"email": "office@westmarsh.example"}, based_on="", by=None)
    ask()
    assert mailoutbox[0].reply_to == ["office@westmarsh.example"]


class Away(EmailBackend):
    """A mail server that is away, and says so with the address."""

    is_away = True

    def send_messages(self, messages):
        if self.is_away:
            raise SMTPServerDisconnected(f"Connection lost: {messages[0].to}")
        return super().send_messages(messages)


def test_letter_that_could_not_be_sent_is_tried_again(mailoutbox, settings, monkeypatch, caplog):
    settings.EMAIL_BACKEND = "tests.readers.test_subscribing.Away"
    assert ask().status_code == 302
    assert Job.objects.get().state == "waiting"
    assert Letter.objects.count() == 0
    assert EMAIL not in caplog.text
    monkeypatch.setattr(Away, "is_away", False)
    Worker(clock=lambda: timezone.now() + timedelta(minutes=1)).do_all()
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]
    assert Letter.objects.count() == 1


def test_addresses_are_forgotten_after_a_week(mailoutbox):
    now = timezone.now()
    ask("waiting@westmarsh.example")
    make_subscriber("ended@westmarsh.example", is_ended=True)
    make_subscriber("standing@westmarsh.example", days=900)
    actions.forget(now=now + timedelta(days=6))
    assert Subscription.objects.count() == 3
    assert actions.forget(now=now + timedelta(days=7, minutes=1)) == 2
    assert list(Subscription.objects.values_list("email", flat=True)) == ["standing@westmarsh.example"]
    assert Letter.objects.count() == 0
    confirm, _end = paths_of(mailoutbox[0])
    answer = Client().get(confirm)
    assert answer.status_code == 404
    assert "This link is no longer in use" in answer.content.decode()


@pytest.mark.parametrize("email", ["Ann@westmarsh.example", "ann@westmarsh.example"])
def test_database_holds_an_address_once_in_small_letters(email):
    make_subscriber()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(email=email, asked_at=timezone.now())


def test_clock_asks_for_both_duties():
    ask_duties(now=timezone.now())
    assert {"report-news", "old-subscriptions"} <= set(Job.objects.values_list("kind", flat=True))
    Worker().do_all()
    assert set(Job.objects.filter(kind="old-subscriptions").values_list("state", "note")) == {
        ("done", "0 addresses erased.")
    }


def test_letter_to_somebody_who_has_ended_meanwhile_is_not_sent(mailoutbox):
    Client().post(ADDRESS, {"email": EMAIL})
    Subscription.objects.update(ended_at=timezone.now())
    Worker().do_all()
    assert mailoutbox == []
    assert Job.objects.get().note == "Nobody waits for it any more."
