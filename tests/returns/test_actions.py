"""The steps of a quarter: what each writes, whom it lets through, and what the database itself refuses."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from accounts.roles import Role
from commitments.models import Commitment, Line, LineCommitment, Status
from finance.models import FinanceReport, Statement
from jobs.models import Job
from pillars.actions import record_sub_theme_rating
from pillars.models import ReportingPeriod, Return, SubThemeRating
from pillars.quarters import Quarter
from pillars.versions import Locked
from returns.actions import (
    Incomplete,
    adopt_returns,
    approve_return,
    comment_on_return,
    move_due_dates,
    open_correction,
    open_quarter,
    send_back_return,
    submit_return,
)
from returns.models import Correction, Reminder, Step
from returns.rules import NotYours, Refused
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
Q2 = Quarter(2019, 2)


def open_q2(plan, **more):
    given = {"submissions_due_on": SUBMISSIONS, "approvals_due_on": APPROVALS, "by": None} | more
    return open_quarter(plan=plan, quarter=Q2, **given)


# Opening


def test_opened_quarter_begins_with_the_lines_of_the_last_and_no_answer():
    plan = records.make_plan(sub_themes=2)
    last = records.make_period(plan, is_published=True)
    parent = records.make_line(last, "1", "2")
    records.make_line(last, "3", parent=parent)
    records.make_statement(last)
    administrator = make_person(Role.ADMINISTRATOR)
    period = open_q2(plan, by=administrator)
    assert (period.opened_by, period.opened_at is not None) == (administrator, True)
    assert [held.state for held in returns_of(period)] == ["open", "open"]
    lines = Line.objects.filter(quarterly_return__period=period).order_by("order")
    assert [[str(place.commitment) for place in line.places.all()] for line in lines] == [["1", "2"], ["3"]]
    assert lines[1].parent == lines[0]
    assert not Status.objects.filter(line__in=lines).exists()
    assert Statement.objects.filter(report__period=period).count() == 1


def test_opened_quarter_leaves_out_commitments_that_ended():
    plan = records.make_plan()
    last = records.make_period(plan, is_published=True)
    for number in ("1", "2", "3"):
        records.make_line(last, number)
    Commitment.objects.filter(number=1).update(ending="completed", ended_on=date(2019, 6, 30))
    period = open_q2(plan)
    assert [place.commitment.number for place in LineCommitment.objects.filter(period=period)] == [2, 3]


def test_quarter_of_another_plan_carries_nothing_over():
    last = records.make_period(records.make_plan(), is_published=True)
    records.make_line(last, "1")
    records.make_statement(last)
    period = open_q2(records.make_plan("next"))
    assert not Line.objects.filter(quarterly_return__period=period).exists()
    assert not FinanceReport.objects.filter(period=period).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"approvals_due_on": date(2019, 10, 10)}, "Approval is due on the day on which returns are due, or later."),
        ({"quarter": Quarter(2010, 1)}, "Q1 2010/11 lies outside the term of the plan."),
        ({"quarter": Quarter(2019, 1)}, "Q1 2019/20 is open already, or was reported."),
        ({"quarter": Quarter(2018, 1)}, "Q1 2019/20 is held already, and quarters are opened in order."),
    ],
)
def test_quarter_is_not_opened_against_the_rules(changes, sentence):
    plan = records.make_plan()
    records.make_period(plan, is_published=True)
    given = {"quarter": Q2, "submissions_due_on": SUBMISSIONS, "approvals_due_on": APPROVALS} | changes
    with pytest.raises(Refused, match=sentence):
        open_quarter(plan=plan, by=None, **given)
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_opens_moves_and_corrects(role):
    plan = records.make_plan()
    published = records.make_period(plan, is_published=True)
    held = returns_of(published)[0]
    adopt_returns(period=published)
    person = make_person(role)
    with pytest.raises(NotYours):
        open_q2(plan, by=person)
    period = open_q2(plan)
    with pytest.raises(NotYours):
        move_due_dates(period=period, submissions_due_on=SUBMISSIONS, approvals_due_on=APPROVALS, by=person)
    with pytest.raises(NotYours):
        open_correction(period=published, returns=[held], reason="Wrong.", by=person)
    assert not Correction.objects.exists()


def test_due_dates_are_moved():
    period = make_open_quarter()
    by = make_person(Role.ADMINISTRATOR)
    move_due_dates(period=period, submissions_due_on=date(2019, 10, 14), approvals_due_on=date(2019, 10, 21), by=by)
    period.refresh_from_db()
    assert (period.submissions_due_on, period.approvals_due_on) == (date(2019, 10, 14), date(2019, 10, 21))
    with pytest.raises(Refused, match="Approval is due"):
        move_due_dates(period=period, submissions_due_on=APPROVALS, approvals_due_on=SUBMISSIONS, by=by)


def test_due_dates_of_a_published_quarter_stay():
    period = records.make_period(records.make_plan(), is_published=True)
    with pytest.raises(Refused, match="Q1 2019/20 is published: nothing in it is due any more"):
        move_due_dates(period=period, submissions_due_on=SUBMISSIONS, approvals_due_on=APPROVALS, by=None)


# Steps


def steps():
    return list(Step.objects.order_by("number").values_list("number", "verb", "before", "after", "comment"))


def test_a_return_goes_its_way_and_each_step_says_who():
    held = make_answered()
    editor, approver = make_editor(held.sub_theme), make_person(Role.APPROVER)
    comment_on_return(quarterly_return=held, comment=" The figures come late. ", by=editor)
    submit_return(quarterly_return=held, by=editor)
    send_back_return(quarterly_return=held, comment="Name the district.", by=approver)
    submit_return(quarterly_return=held, comment="Named.", by=editor)
    approve_return(quarterly_return=held, by=approver)
    assert steps() == [
        (1, "commented", "open", "open", "The figures come late."),
        (2, "submitted", "open", "submitted", ""),
        (3, "sent_back", "submitted", "sent_back", "Name the district."),
        (4, "submitted", "sent_back", "submitted", "Named."),
        (5, "approved", "submitted", "approved", ""),
    ]
    assert [step.taken_by for step in Step.objects.order_by("number")] == [editor, editor, approver, editor, approver]
    held.refresh_from_db()
    assert held.state == "approved"


def test_incomplete_return_is_not_submitted_and_each_missing_answer_is_named():
    held = returns_of(make_open_quarter())[0]
    with pytest.raises(Incomplete, match="“Theme 1-1” is not complete: 4 missing") as refused:
        submit_return(quarterly_return=held, by=None)
    fields = ["own-choice", "text-summary-text", "text-headlines-text", "text-activities-text"]
    assert [missing.field for missing in refused.value.missing] == fields
    assert not Step.objects.exists()


def test_incomplete_return_is_not_approved():
    held = returns_of(make_open_quarter())[0]
    Return.objects.update(state="submitted")
    with pytest.raises(Incomplete):
        approve_return(quarterly_return=held, by=None)


@pytest.mark.parametrize("take", [send_back_return, comment_on_return])
def test_step_that_asks_for_something_says_what(take):
    held = make_answered("submitted")
    with pytest.raises(Refused, match=r"Say what is to be done\."):
        take(quarterly_return=held, comment=" \n", by=None)


def test_step_is_refused_to_those_whose_it_is_not():
    held = make_answered(sub_themes=2)
    other = make_editor(returns_of(held.period)[1].sub_theme)
    for take, person in (
        (submit_return, other),
        (submit_return, make_person(Role.APPROVER)),
        (approve_return, make_editor(held.sub_theme)),
        (approve_return, make_person(Role.ADMINISTRATOR)),
    ):
        with pytest.raises(NotYours):
            take(quarterly_return=held, by=person)
    with pytest.raises(NotYours):
        comment_on_return(quarterly_return=held, comment="Hm.", by=make_person(Role.CLERK))
    assert not Step.objects.exists()


def test_second_of_two_who_submit_is_told():
    held = make_answered()
    stale = Return.objects.get(pk=held.pk)
    submit_return(quarterly_return=held, by=None)
    with pytest.raises(Refused, match="This return is submitted now, so this can no longer be done"):
        submit_return(quarterly_return=stale, by=None)
    assert len(steps()) == 1


@pytest.mark.parametrize(
    ("state", "take", "is_told"),
    [
        ("open", submit_return, True),
        ("submitted", approve_return, True),
        ("submitted", send_back_return, True),
        ("open", comment_on_return, False),
    ],
)
def test_step_asks_for_its_e_mail_in_its_own_transaction(state, take, is_told):
    held = make_answered(state)
    step = take(quarterly_return=held, comment="Said.", by=None)
    asked = [(job.kind, job.arguments) for job in Job.objects.all()]
    assert asked == ([("return-mail", {"step": step.pk})] if is_told else [])


@pytest.mark.django_db(transaction=True)
def test_save_that_began_before_a_submit_is_in_it():
    """The save holds the return's row; the submit waits for it, and finds what it saved."""
    held = make_answered()
    rating = SubThemeRating.objects.get()
    red = records.rating(held.period.plan, "R")
    is_saved, may_commit, outcome = threading.Event(), threading.Event(), {}

    def save():
        try:
            with transaction.atomic():
                record_sub_theme_rating(quarterly_return=held, rating=red, based_on=rating, by=None)
                is_saved.set()
                may_commit.wait(timeout=20)
        finally:
            connection.close()

    def submit():
        try:
            submit_return(quarterly_return=Return.objects.get(pk=held.pk), by=None)
        except Incomplete as incomplete:
            outcome["missing"] = [missing.words for missing in incomplete.missing]
        finally:
            connection.close()

    threads = [threading.Thread(target=save), threading.Thread(target=submit)]
    threads[0].start()
    assert is_saved.wait(timeout=120)
    threads[1].start()
    threading.Timer(0.3, may_commit.set).start()
    for thread in threads:
        thread.join(timeout=120)
    assert outcome["missing"] == ["The rating of the whole: give the reason, because it is rated Red."]


@pytest.mark.django_db(transaction=True)
def test_save_and_submit_at_once_leave_either_a_save_within_or_a_save_refused():
    held = make_answered()
    rating = SubThemeRating.objects.get()
    start, outcome = threading.Barrier(2, timeout=120), {}

    def run(name, act, refusal):
        try:
            start.wait()
            outcome[name] = act()
        except refusal as refused:
            outcome[name] = refused
        finally:
            connection.close()

    plan = held.period.plan
    ring = records.rating(plan, "N")
    save = ("save", lambda: record_sub_theme_rating(
        quarterly_return=held, rating=ring, based_on=rating, by=None), Locked)  # fmt: skip
    submit = ("submit", lambda: submit_return(quarterly_return=Return.objects.get(pk=held.pk), by=None), Refused)
    threads = [threading.Thread(target=run, args=one) for one in (save, submit)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    step = outcome["submit"]
    assert isinstance(step, Step)
    if isinstance(outcome["save"], Locked):
        assert SubThemeRating.objects.count() == 1
    else:
        assert outcome["save"].recorded_at <= step.taken_at


@pytest.mark.django_db(transaction=True)
def test_two_approvers_at_once_leave_one_approval_and_one_sentence():
    held = make_answered("submitted")
    people = [make_person(Role.APPROVER), make_person(Role.APPROVER)]
    start, outcome = threading.Barrier(2, timeout=120), []

    def approve(person):
        try:
            start.wait()
            outcome.append(approve_return(quarterly_return=Return.objects.get(pk=held.pk), by=person))
        except Refused as refused:
            outcome.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(type(one).__name__ for one in outcome) == ["Step", "str"]
    assert Step.objects.count() == 1


# Corrections


def make_published():
    """A published quarter of two approved returns, both complete."""
    period = records.make_period(records.make_plan(sub_themes=2), is_published=True)
    for held in returns_of(period):
        answer(held)
    adopt_returns(period=period)
    return period


def test_correction_reopens_the_returns_it_names_and_no_other():
    period = make_published()
    wrong, right = returns_of(period)
    by = make_person(Role.ADMINISTRATOR)
    correction = open_correction(period=period, returns=[wrong], reason=" A figure is wrong. ", by=by)
    assert (correction.reason, correction.opened_by) == ("A figure is wrong.", by)
    assert [held.state for held in returns_of(period)] == ["sent_back", "approved"]
    with pytest.raises(Refused, match="published and closed"):
        send_back_return(quarterly_return=right, comment="This too.", by=make_person(Role.APPROVER))


def test_corrected_return_goes_its_way_again_and_is_then_closed():
    period = make_published()
    wrong = returns_of(period)[0]
    open_correction(period=period, returns=[wrong], reason="Wrong.", by=None)
    approver = make_person(Role.APPROVER)
    submit_return(quarterly_return=wrong, by=make_editor(wrong.sub_theme))
    send_back_return(quarterly_return=wrong, comment="Not yet.", by=approver)
    submit_return(quarterly_return=wrong, by=make_editor(wrong.sub_theme))
    approve_return(quarterly_return=wrong, by=approver)
    with pytest.raises(Refused, match="published and closed"):
        comment_on_return(quarterly_return=wrong, comment="Hm.", by=approver)


@pytest.mark.parametrize(
    ("reason", "chosen", "sentence"),
    [
        ("", slice(1), "Say why the published quarter is opened again."),
        ("Wrong.", slice(0), "Name the returns of Q1 2019/20 that are to be corrected."),
    ],
)
def test_correction_needs_returns_and_a_reason(reason, chosen, sentence):
    period = make_published()
    with pytest.raises(Refused, match=sentence):
        open_correction(period=period, returns=returns_of(period)[chosen], reason=reason, by=None)
    assert not Correction.objects.exists()


def test_return_that_is_open_already_stops_the_whole_correction():
    period = make_published()
    open_correction(period=period, returns=returns_of(period)[:1], reason="Wrong.", by=None)
    with pytest.raises(Refused, match="This return is sent back now"):
        open_correction(period=period, returns=returns_of(period), reason="All of it.", by=None)
    assert Correction.objects.count() == 1
    assert [held.state for held in returns_of(period)] == ["sent_back", "approved"]


def test_quarter_that_is_not_published_is_not_corrected():
    period = make_open_quarter()
    with pytest.raises(Refused, match="is not published: send its returns back instead"):
        open_correction(period=period, returns=returns_of(period), reason="Wrong.", by=None)


# What the database refuses


def step_of(held, **changed):
    fields = {"number": 1, "verb": "submitted", "before": "open", "after": "submitted"} | changed
    return Step(quarterly_return=held, **fields)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("step_is_one_that_a_return_takes", {"after": "approved"}),
        ("step_is_one_that_a_return_takes", {"verb": "approved", "after": "approved"}),
        ("step_back_says_why", {"verb": "sent_back", "before": "submitted", "after": "sent_back"}),
        ("step_back_says_why", {"verb": "commented", "after": "open"}),
        ("step_reopens_by_a_correction",
         {"verb": "reopened", "before": "approved", "after": "sent_back", "comment": "x"}),
    ],
)  # fmt: skip
def test_step_against_the_rules_is_refused_by_the_database(name, changed):
    held = returns_of(make_open_quarter())[0]
    with records.refused_by(Step, name):
        step_of(held, **changed).save()


def test_step_that_is_no_reopening_names_no_correction():
    held = returns_of(make_open_quarter())[0]
    correction = Correction.objects.create(period=held.period, reason="Wrong.")
    with records.refused_by(Step, "step_reopens_by_a_correction"):
        step_of(held, correction=correction).save()


def test_second_step_of_a_number_is_refused_by_the_database():
    held = returns_of(make_open_quarter())[0]
    step_of(held).save()
    with records.refused_by(Step, "step_number_once_in_a_return"):
        step_of(held, verb="sent_back", before="submitted", after="sent_back", comment="x").save()


def test_correction_without_a_reason_is_refused_by_the_database():
    period = make_open_quarter()
    with records.refused_by(Correction, "correction_has_a_reason"):
        Correction.objects.create(period=period, reason="")


def test_second_reminder_of_an_occasion_is_refused_by_the_database():
    row = {"period": make_open_quarter(), "person": make_person(Role.EDITOR), "occasion": "submit_soon"}
    Reminder.objects.create(due_on=SUBMISSIONS, **row)
    Reminder.objects.create(due_on=APPROVALS, **row)
    with records.refused_by(Reminder, "reminder_is_sent_once"):
        Reminder.objects.create(due_on=SUBMISSIONS, **row)


def test_every_constraint_of_this_floor_is_tested_here():
    ours = {"correction_has_a_reason", "reminder_is_sent_once"} | {
        constraint.name for constraint in Step._meta.constraints
    }
    assert ours <= records.constraints_of("returns")
    assert {constraint.name for model in (Correction, Reminder) for constraint in model._meta.constraints} <= ours
