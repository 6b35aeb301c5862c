"""Who may see a job and its file, and what the pages say without a browser."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from jobs import actions
from jobs.models import Job
from tests.jobs.asking import ask, do_all, later

pytestmark = pytest.mark.django_db


def person(name, **roles):
    return User.objects.create_user(f"{name}@example.org", **roles)


@pytest.fixture
def asker():
    return person("asker", is_editor=True)


@pytest.fixture
def done(asker):
    job = ask("mark", asker, back="/reports/")
    do_all(timezone.now())
    return job


def addresses(job):
    return [job.get_absolute_url(), reverse("jobs:result", args=[job.pk])]


@pytest.mark.parametrize("number", [0, 1])
def test_one_who_is_not_signed_in_is_asked_to_sign_in(client, done, number):
    answer = client.get(addresses(done)[number])
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"?next={addresses(done)[number]}")


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ({}, 404),
        ({"is_editor": True, "is_approver": True, "is_finance_officer": True}, 404),
        ({"is_clerk": True, "is_panel_member": True}, 404),
        ({"is_administrator": True}, 200),
    ],
)
def test_nobody_else_but_an_administrator_sees_a_job(client, done, roles, status, number):
    client.force_login(person("other", **roles))
    assert client.get(addresses(done)[number]).status_code == status


def test_who_asked_for_the_same_sees_the_same(client, asker):
    other = person("other")
    job = ask("mark", asker)
    assert ask("mark", other) == job
    do_all(timezone.now())
    client.force_login(other)
    assert [client.get(address).status_code for address in addresses(job)] == [200, 200]


def test_a_job_that_is_none_is_not_found(client, asker):
    client.force_login(asker)
    assert client.get(reverse("jobs:job", args=[uuid4()])).status_code == 404


def test_the_file_is_handed_out_to_be_kept_and_to_nobody_else(client, asker, done):
    client.force_login(asker)
    answer = client.get(addresses(done)[1])
    assert answer.content == b"%PDF-1.7\n\x00\xff"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''Draft%20%E2%80%9CQ2%E2%80%9D.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_file_that_was_removed_is_told_of(client, asker, done):
    actions.sweep(now=later(timezone.now(), days=1, hours=1))
    Job.objects.update(file_until=timezone.now())
    client.force_login(asker)
    answer = client.get(addresses(done)[1], follow=True)
    assert answer.redirect_chain == [(addresses(done)[0], 302)]
    assert "was kept for a day and has gone" in answer.content.decode()
    assert addresses(done)[1] not in answer.content.decode()


def test_a_job_without_a_file_has_none_to_hand_out(client, asker):
    job = ask("note", asker, number=1)
    client.force_login(asker)
    assert client.get(addresses(job)[1]).status_code == 404
    do_all(timezone.now())
    assert client.get(addresses(job)[1]).status_code == 404


@pytest.mark.parametrize(
    ("kind", "attempts", "words"),
    [
        ("note", 0, "Waiting for its turn."),
        ("note", 1, "The work was broken off. It is begun again at"),
        ("refused", 0, "there is no rating “X”"),
    ],
)
def test_the_page_says_how_it_stands(client, asker, kind, attempts, words):
    job = ask(kind, asker, **({"number": 1} if kind == "note" else {}))
    Job.objects.update(attempts=attempts)
    if kind == "refused":
        do_all(timezone.now())
    client.force_login(asker)
    page = client.get(job.get_absolute_url())
    assert words in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "HX-Request" in page.headers["Vary"]


def test_the_part_that_asks_for_itself_stops_when_the_job_is_finished(client, asker):
    job = ask("note", asker, number=1)
    client.force_login(asker)
    asked = {"headers": {"HX-Request": "true"}}
    waiting = client.get(job.get_absolute_url(), **asked).content.decode()
    assert "<html" not in waiting
    assert 'hx-trigger="every 1s"' in waiting
    do_all(timezone.now())
    done = client.get(job.get_absolute_url(), **asked).content.decode()
    assert "hx-trigger" not in done
    assert 'id="job-ended" hx-swap-oob="innerHTML">This is number 1.<' in done


def test_looking_costs_three_queries(client, asker, django_assert_num_queries):
    job = ask("note", asker, number=1)
    client.force_login(asker)
    with django_assert_num_queries(3):  # the session, the person, the job
        client.get(job.get_absolute_url(), headers={"HX-Request": "true"})
    do_all(timezone.now())
    with django_assert_num_queries(3):
        client.get(job.get_absolute_url(), headers={"HX-Request": "true"})


def test_the_html_is_sound_in_every_state(client, asker, html_faults):
    pages = {}
    client.force_login(asker)
    jobs = {"done": ask("mark", asker, back="/"), "failed": ask("refused", asker, back="/")}
    do_all(timezone.now())
    jobs["waiting"] = ask("note", asker, key="1", number=1)
    jobs["running"] = actions.take_next(now=timezone.now())
    jobs["waiting again"] = ask("note", asker, key="2", number=2)
    Job.objects.filter(pk=jobs["waiting again"].pk).update(attempts=1)
    for name, job in jobs.items():
        pages[name] = client.get(job.get_absolute_url()).content.decode()
    assert html_faults(pages) == []
