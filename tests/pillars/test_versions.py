"""Versions: appended, never overwritten, and of two who save at once one is told."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from pillars.actions import record_narrative, record_sub_theme_rating
from pillars.models import Narrative, Pillar, SubThemeRating
from pillars.versions import StaleVersion, save_version
from tests import records


@pytest.fixture
def plan(db):
    return records.make_plan()


@pytest.fixture
def owner(plan):
    return records.first_return(records.make_period(plan))


def rate(owner, code, based_on=None, **more):
    rating = records.rating(owner.period.plan, code) if code else None
    return record_sub_theme_rating(quarterly_return=owner, rating=rating, based_on=based_on, by=None, **more)


def heads():
    return list(SubThemeRating.objects.heads())


def test_first_version_is_based_on_nothing(owner):
    first = rate(owner, "G")
    assert (first.based_on, heads()) == (None, [first])


def test_newer_version_stands_and_the_earlier_stays(owner):
    first = rate(owner, "G")
    second = rate(owner, "A", first, reason="Cable is late.")
    third = rate(owner, None, second, empty_reason="not_due")
    assert heads() == [third]
    assert [version.based_on for version in (first, second, third)] == [None, first, second]
    assert SubThemeRating.objects.count() == 3


def test_version_keeps_its_author_and_time(owner):
    author = User.objects.create_user("editor@example.org")
    saved = record_sub_theme_rating(
        quarterly_return=owner, rating=records.rating(owner.period.plan, "G"), based_on=None, by=author
    )
    saved.refresh_from_db()
    assert saved.recorded_by == author
    assert saved.recorded_at.tzinfo is not None


def test_second_first_version_is_refused_as_stale(owner):
    rate(owner, "G")
    with pytest.raises(StaleVersion, match=r"Somebody saved a newer version while you were writing\."):
        rate(owner, "R")
    assert SubThemeRating.objects.count() == 1


def test_save_based_on_an_overtaken_version_is_refused_as_stale(owner):
    first = rate(owner, "G")
    second = rate(owner, "A", first)
    with pytest.raises(StaleVersion):
        rate(owner, "R", first)
    assert heads() == [second]


def test_unchanged_content_saves_nothing(owner):
    first = rate(owner, "A", reason="Late.")
    assert rate(owner, "A", first, reason="Late.") == first
    assert SubThemeRating.objects.count() == 1


@pytest.mark.parametrize("change", [{"code": "G"}, {"reason": "Very late."}, {"code": None, "empty_reason": "lost"}])
def test_any_changed_part_of_the_content_is_a_new_version(owner, change):
    first = rate(owner, "A", reason="Late.")
    given = {"code": "A", "reason": "Late."} | change
    assert rate(owner, based_on=first, **given) != first
    assert SubThemeRating.objects.count() == 2


def test_other_subjects_do_not_stand_in_each_others_way(plan):
    period, other = records.make_period(plan), records.make_period(plan, "2019-20-q2")
    for quarter in (period, other):
        rate(records.first_return(quarter), "G")
    assert len(heads()) == 2


def test_refusal_for_another_cause_is_not_called_stale(owner):
    """A rating and a reason why there is none: nobody else saved anything."""
    with pytest.raises(IntegrityError):
        rate(owner, "G", empty_reason="not_due")
    assert not SubThemeRating.objects.exists()


def test_refused_save_leaves_the_transaction_usable(owner):
    with transaction.atomic():
        first = rate(owner, "G")
        with pytest.raises(StaleVersion):
            rate(owner, "R")
        assert heads() == [first]


def test_texts_of_return_and_pillar_are_subjects_of_their_own(owner):
    pillar = Pillar.objects.get()
    for kind, subject in (
        ("headlines", owner),
        ("activities", owner),
        ("headlines", (pillar, owner.period)),
    ):
        record_narrative(kind=kind, subject=subject, text="First\n\n  Second ", based_on=None, by=None)
        with pytest.raises(StaleVersion):
            record_narrative(kind=kind, subject=subject, text="Other", based_on=None, by=None)
    assert Narrative.objects.heads().count() == 3
    assert Narrative.objects.first().paragraphs == ["First", "Second"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_first", [True, False], ids=["first version", "later version"])
def test_two_who_save_at_once_one_wins_and_the_other_is_told(is_first):
    """Two people in two connections, both before the same version: real transactions on both databases."""
    plan = records.make_plan()
    owner = records.first_return(records.make_period(plan))
    based_on = None if is_first else rate(owner, "G")
    ratings = {code: records.rating(plan, code) for code in ("A", "R")}
    start = threading.Barrier(2, timeout=120)
    outcomes = {}

    def save(code):
        version = SubThemeRating(quarterly_return=owner, rating=ratings[code])
        try:
            start.wait()
            outcomes[code] = save_version(version, based_on).pk
        except StaleVersion as error:
            outcomes[code] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(code,)) for code in ratings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(type(outcome) is StaleVersion for outcome in outcomes.values()) == [False, True]
    assert SubThemeRating.objects.count() == (1 if is_first else 2)
    assert SubThemeRating.objects.heads().count() == 1


@pytest.mark.django_db(transaction=True)
def test_save_waits_for_a_save_that_is_not_committed_yet():
    """The second person's save meets a first one whose transaction is still open: it waits, and is then refused."""
    plan = records.make_plan()
    owner = records.first_return(records.make_period(plan))
    green, red = records.rating(plan, "G"), records.rating(plan, "R")
    is_saved, may_commit = threading.Event(), threading.Event()

    def save_slowly():
        try:
            with transaction.atomic():
                save_version(SubThemeRating(quarterly_return=owner, rating=green), None)
                is_saved.set()
                may_commit.wait(timeout=20)
        finally:
            connection.close()

    slow = threading.Thread(target=save_slowly)
    slow.start()
    assert is_saved.wait(timeout=120)
    threading.Timer(0.3, may_commit.set).start()
    with pytest.raises(StaleVersion):
        save_version(SubThemeRating(quarterly_return=owner, rating=red), None)
    slow.join(timeout=120)
    assert SubThemeRating.objects.get().rating == green
