"""The rules of a return, as tables."""

from datetime import date

import pytest

from accounts.roles import Role
from pillars.quarters import Quarter
from pillars.ratings import RatingValue
from returns.rules import (
    Refused,
    Verb,
    may_edit,
    may_take,
    needs_reason,
    refusal_to_open,
    state_after,
    takes,
)

STATES = ("open", "submitted", "sent_back", "approved")


# Verb, and the state after it for a return that is open, submitted, sent back, approved ("" where it does not take it).
@pytest.mark.parametrize(
    ("verb", "after"),
    [
        ("submitted", ("submitted", "", "submitted", "")),
        ("sent_back", ("", "sent_back", "", "sent_back")),
        ("approved", ("", "approved", "", "")),
        ("adopted", ("approved", "", "approved", "")),
        ("reopened", ("", "", "", "")),
        ("commented", STATES),
    ],
)
def test_steps_of_a_quarter_that_is_not_published(verb, after):
    assert tuple(after_of(verb, state, is_published=False) for state in STATES) == after


@pytest.mark.parametrize(
    ("verb", "after"),
    [
        ("submitted", ("submitted", "", "submitted", "")),
        ("sent_back", ("", "sent_back", "", "")),
        ("approved", ("", "approved", "", "")),
        ("reopened", ("", "", "", "sent_back")),
        ("commented", ("open", "submitted", "sent_back", "")),
    ],
)
def test_an_approved_return_of_a_published_quarter_is_closed_to_all_but_a_correction(verb, after):
    assert tuple(after_of(verb, state, is_published=True) for state in STATES) == after


def after_of(verb, state, *, is_published):
    try:
        after = state_after(Verb(verb), state, is_published=is_published)
    except Refused:
        assert not takes(Verb(verb), state, is_published=is_published)
        return ""
    assert takes(Verb(verb), state, is_published=is_published)
    return after


@pytest.mark.parametrize(
    ("state", "is_published", "sentence"),
    [
        ("approved", False, "This return is approved now, so this can no longer be done."),
        ("submitted", False, "This return is submitted now, so this can no longer be done."),
        ("approved", True, "This quarter is published and closed. An administrator opens a correction of it."),
    ],
)
def test_refusal_says_how_the_return_stands(state, is_published, sentence):
    with pytest.raises(Refused, match=sentence):
        state_after(Verb.SUBMITTED, state, is_published=is_published)


# Role, and whether it submits a return of its own, submits any, judges, comments, reopens.
@pytest.mark.parametrize(
    ("role", "submits_own", "submits_any", "judges", "comments", "reopens"),
    [
        (Role.ADMINISTRATOR, True, True, False, True, True),
        (Role.EDITOR, True, False, False, True, False),
        (Role.APPROVER, False, False, True, True, False),
        (Role.FINANCE_OFFICER, False, False, False, True, False),
        (Role.CLERK, False, False, False, False, False),
        (Role.PANEL_MEMBER, False, False, False, False, False),
    ],
)
def test_who_takes_which_step(role, submits_own, submits_any, judges, comments, reopens):
    assert may_take(Verb.SUBMITTED, {role}, is_own=True) == may_edit({role}, is_own=True) == submits_own
    assert may_take(Verb.SUBMITTED, {role}, is_own=False) == may_edit({role}, is_own=False) == submits_any
    for is_own in (True, False):
        assert may_take(Verb.APPROVED, {role}, is_own=is_own) == judges
        assert may_take(Verb.SENT_BACK, {role}, is_own=is_own) == judges
        assert may_take(Verb.COMMENTED, {role}, is_own=is_own) == comments
        assert may_take(Verb.REOPENED, {role}, is_own=is_own) == reopens
        assert not may_take(Verb.ADOPTED, {role}, is_own=is_own)


def test_somebody_without_a_role_takes_no_step():
    assert not any(may_take(verb, frozenset(), is_own=True) for verb in Verb)


RED, AMBER, GREEN = (RatingValue(word[0], word, "", "", word.lower(), rank)
                     for word, rank in (("Red", 3), ("Amber", 2), ("Green", 1)))  # fmt: skip
RING = RatingValue("N", "Not started", "", "ring", "white", None)


@pytest.mark.parametrize(
    ("this", "last", "why"),
    [
        (RED, RED, "it is rated Red"),
        (AMBER, GREEN, "it is rated Amber"),
        (GREEN, AMBER, "its rating has improved"),
        (GREEN, GREEN, ""),
        (GREEN, None, ""),
        (GREEN, RING, ""),
        (RING, RED, ""),
        (None, RED, ""),
    ],
)
def test_which_rating_needs_a_reason(this, last, why):
    assert needs_reason(this, last) == why
    assert needs_reason(this, last, is_rebaselined=True) == "the date of its milestone has moved"


# The quarter, the last one held and whether it is published, and why the first may not be opened.
@pytest.mark.parametrize(
    ("quarter", "last", "is_published", "why"),
    [
        ((2019, 2), (2019, 1), True, ""),
        ((2019, 4), (2019, 1), True, ""),
        ((2017, 1), None, False, ""),
        ((2019, 2), (2019, 1), False, "Publish Q1 2019/20 first: its ratings are last period’s ratings in Q2 2019/20."),
        ((2019, 1), (2019, 1), True, "Q1 2019/20 is open already, or was reported."),
        ((2018, 4), (2019, 1), True, "Q1 2019/20 is held already, and quarters are opened in order."),
        ((2016, 4), None, False, "Q4 2016/17 lies outside the term of the plan."),
        ((2021, 1), (2020, 4), True, "Q1 2021/22 lies outside the term of the plan."),
    ],
)
def test_which_quarter_may_be_opened(quarter, last, is_published, why):
    term = (Quarter.on(date(2017, 4, 1)), Quarter.on(date(2021, 3, 31)))
    held = Quarter(*last) if last else None
    about = {"term": term, "last": held, "is_last_published": is_published}
    assert refusal_to_open(Quarter(*quarter), has_scale=True, **about) == why
    assert refusal_to_open(Quarter(*quarter), has_scale=False, **about)
