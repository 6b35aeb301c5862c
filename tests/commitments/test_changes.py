"""Changing the plan between quarters: the rules as tables, and what each change does to rows, words and endings."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from commitments import changes
from commitments.actions import (
    End,
    Promise,
    add_commitment,
    check_end,
    end_commitment,
    move_commitment,
    record_status,
    regroup_commitment,
    reopen_commitment,
    reword_commitment,
)
from commitments.changes import Calendar, Given, Refused, Row, Spot
from commitments.models import Commitment, Ending, Line, LineCommitment, Status, Wording
from commitments.references import Reference
from pillars.models import ReportingPeriod, Return, ReturnState
from pillars.versions import Locked
from tests import records
from tests.commitments.plans import (
    Q1,
    Q2,
    administrator,
    laid_out,
    line_of,
    make_open,
    make_published,
    number,
    open_next,
    return_of,
    row_of,
)

TERM = (date(2017, 4, 1), date(2021, 3, 31))
CALENDAR = Calendar(*TERM, published=Q1, open=Q2)
GREEN = Given("rated Green", "Editor 1", date(2019, 7, 5))
N1, N2, N3, N46, N47 = map(Reference, (1, 2, 3, 46, 47))


def row(*numbers, pk=1, **more):
    return Row(pk, 7, "Streets", numbers, **more)


# Rules


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("88", ""),
        ("9(b)", ""),
        (
            "16",
            "16 is the number of “Light the paths”. A number that was used once is never given to another promise: choose "
            "one that is free, such as 88.",
        ),
        (
            "9(a)",
            "9(a) is the number of “Begin”. A number that was used once is never given to another promise: choose one "
            "that is free, such as 88.",
        ),
    ],
)
def test_number_is_given_once(asked, sentence):
    taken = {Reference(16): "Light the paths", Reference(9, "a"): "Begin", Reference(87): "Last"}
    assert changes.number_refused(Reference.read(asked), taken) == sentence


FROZEN = (
    "Q1 2019/20 is published and keeps the words it was published with. Words dated before its end would never be told as "
    "a change: the next report would take them for the old ones. Choose 1 July 2019 or later."
)
OUTSIDE = "Choose a day within the term of the plan, 1 July 2019 to 31 March 2021."


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2019-07-01", ""),
        ("2019-09-30", ""),
        ("2019-10-01", ""),
        ("2021-03-31", ""),
        ("2019-06-30", FROZEN),
        ("2017-04-01", FROZEN),
        ("2017-03-31", OUTSIDE),
        ("2021-04-01", OUTSIDE),
    ],
)
def test_words_begin_after_what_is_published(day, sentence):
    assert changes.wording_day_refused(date.fromisoformat(day), CALENDAR) == sentence


def test_words_of_a_plan_without_a_published_quarter_begin_anywhere_in_its_term():
    calendar = Calendar(*TERM, published=None, open=None)
    assert calendar.first_free_day == TERM[0]
    assert changes.wording_day_refused(TERM[0], calendar) == ""
    assert "1 April 2017 to 31 March 2021" in changes.wording_day_refused(date(2017, 3, 31), calendar)


@pytest.mark.parametrize(
    ("how", "by", "sentence"),
    [
        ("completed", "", ""),
        ("withdrawn", "", ""),
        ("superseded", "2 3", ""),
        ("superseded", "", "Say which numbers take its place."),
        ("superseded", "1 2", "1 cannot take its own place."),
        ("superseded", "2 88 99", "The plan has no 88 and 99. Add what is new first."),
        ("completed", "2", "Only a superseded one names others. Leave this empty, or choose Superseded."),
    ],
)
def test_ending_names_others_only_where_they_take_its_place(how, by, sentence):
    heirs = [Reference.read(text) for text in by.split()]
    assert changes.ending_refused(how, heirs, N1, {N1, N2, N3}) == sentence


@pytest.mark.parametrize(
    ("day", "last_listed", "sentence"),
    [
        ("2019-06-30", Q1, ""),
        ("2019-04-01", Q1, ""),
        ("2019-08-15", Q1, ""),
        ("2018-01-01", None, ""),
        (
            "2019-03-31",
            Q1,
            "Q1 2019/20 is published and lists it, so it had not ended when that quarter began. Choose 1 April 2019 or "
            "later.",
        ),
        ("2017-09-30", None, "It was made on 1 October 2017, so it cannot have ended before."),
        ("2021-04-01", Q1, "The plan itself ends on 31 March 2021."),
    ],
)
def test_ending_is_dated_where_nothing_published_speaks_against_it(day, last_listed, sentence):
    made_on = date(2017, 10, 1)
    assert changes.ending_day_refused(date.fromisoformat(day), made_on, last_listed, CALENDAR) == sentence


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (row(N1), ""),
        (row(N1, N2), ""),
        (row(N1, N2, given=GREEN), ""),
        (row(N1, N2, parts=("47",)), ""),
        (
            row(N1, given=GREEN),
            "Row 1 was rated Green by Editor 1 on 5 July 2019, and nothing that was entered is deleted, so the row cannot "
            "lose its last number. Put the other numbers onto row 1 instead, or make this change when the next quarter is "
            "open.",
        ),
        (row(N46, parts=("47", "48/49")), "The rows 47 and 48/49 stand under row 46. Move them first."),
    ],
)
def test_number_leaves_its_row(standing, sentence):
    assert changes.leaving_refused(standing) == sentence


@pytest.mark.parametrize(
    ("moving", "after", "is_part", "sentence"),
    [
        (row(N1), None, False, ""),
        (row(N1), row(N2, pk=2), False, ""),
        (row(N1), row(N2, pk=2), True, ""),
        (row(N1), row(N2, pk=2, parent=3), False, ""),
        (row(N46, parts=("47",)), row(N2, pk=2), False, ""),
        (row(N1), row(N1), False, "A row cannot stand after itself. Choose another row."),
        (
            row(N46, parts=("47",)),
            row(N47, pk=2, parent=1),
            False,
            "A row cannot stand after itself. Choose another row.",
        ),
        (
            row(N46, parts=("47",)),
            row(N2, pk=2),
            True,
            "Row 47 stands under row 46, so it cannot stand under another row itself.",
        ),
        (
            row(N46, parts=("47", "48")),
            row(N2, pk=2, parent=3),
            False,
            "The rows 47 and 48 stand under row 46, so it cannot stand under another row itself.",
        ),
    ],
)
def test_row_moves(moving, after, is_part, sentence):
    assert changes.moving_refused(moving, after, is_part=is_part) == sentence


def test_locked_return_says_who_can_open_it():
    assert changes.locked("Streets", "") == ""
    assert changes.locked("Streets", "submitted") == (
        "The return of “Streets” is submitted, so no row on it can change. Ask an approver to send it back."
    )


def test_what_follows_is_told_only_where_something_was_entered():
    assert changes.follows_from_leaving(row(N1, N2), N1) == changes.follows_from_joining(row(N2), N1) == ()
    assert changes.follows_from_leaving(row(N1, given=GREEN), N1) == ()
    assert changes.follows_from_leaving(row(N1, N2, N3, given=GREEN), N2) == (
        "Row 1/3 keeps what was entered for it: it was rated Green by Editor 1 on 5 July 2019.",
    )
    assert changes.follows_from_joining(row(N2, N3, given=GREEN), N1) == (
        "1 shares what was entered for row 2/3: it was rated Green by Editor 1 on 5 July 2019.",
    )


@pytest.mark.parametrize(("numbers", "words"), [("1", "1"), ("1 2", "1 and 2"), ("1 2 3", "1, 2 and 3")])
def test_several_are_listed_in_one_sentence(numbers, words):
    assert changes.listed(numbers.split()) == words


# Rows of the open quarter

LAID_OUT = {"Theme 1-1": ["1", "2/3", "46", "46 > 47", "46 > 48"], "Theme 1-2": ["5"]}


@pytest.fixture
def period(db):
    opened = make_open()
    assert laid_out(opened) == LAID_OUT
    return opened


def rate(period, text, code="G", by=None):
    return record_status(
        line=line_of(period, text), rating=records.rating(period.plan, code), based_on=None, reason="Late.", by=by
    )


def lock(period, key="theme-1-1", state=ReturnState.SUBMITTED):
    Return.objects.filter(period=period, sub_theme__key=key).update(state=state)


def spot(period, key="theme-1-1", after=None, is_part=False):
    return Spot(return_of(period, key).pk, line_of(period, after).pk if after else None, is_part)


def add(period, text="88", *, day="2019-07-01", at=None, reason="Agreed."):
    promise = Promise(Reference.read(text), "Plant trees", date.fromisoformat(day), "Plan, page 4")
    return add_commitment(plan=period.plan, promise=promise, spot=at or spot(period), reason=reason, by=administrator())


def move(period, text, at, reason="Fits there."):
    return move_commitment(commitment=number(text), spot=at, reason=reason, by=administrator())


def regroup(period, text, onto=None, reason="One promise."):
    pk = line_of(period, onto).pk if onto else None
    return regroup_commitment(commitment=number(text), onto=pk, reason=reason, by=administrator())


def end(text, how="completed", on="2019-06-30", reason="Done.", by=()):
    heirs = tuple(map(Reference.read, by))
    given = End(Ending(how), date.fromisoformat(on), reason, heirs)
    return end_commitment(commitment=number(text), end=given, by=administrator())


@pytest.mark.parametrize(
    ("after", "is_part", "rows"),
    [
        (None, False, ["88", "1", "2/3", "46", "46 > 47", "46 > 48"]),
        ("1", False, ["1", "88", "2/3", "46", "46 > 47", "46 > 48"]),
        ("46", False, ["1", "2/3", "46", "46 > 47", "46 > 48", "88"]),
        ("46", True, ["1", "2/3", "46", "46 > 88", "46 > 47", "46 > 48"]),
        ("47", False, ["1", "2/3", "46", "46 > 47", "46 > 88", "46 > 48"]),
        ("48", True, ["1", "2/3", "46", "46 > 47", "46 > 48", "46 > 88"]),
        ("1", True, ["1", "1 > 88", "2/3", "46", "46 > 47", "46 > 48"]),
    ],
)
def test_new_promise_stands_where_it_was_put(period, after, is_part, rows):
    done = add(period, at=spot(period, after=after, is_part=is_part))
    assert laid_out(period)["Theme 1-1"] == rows
    assert done[0].startswith("88 is added. On “Theme 1-1”")
    [wording] = number("88").wordings.all()
    assert (wording.text, wording.in_force_from, wording.reason) == ("Plant trees", date(2019, 7, 1), "Agreed.")


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"text": "3"}, "number", "3 is the number of “Promise 3”. A number that was used once is never"),
        ({"day": "2019-06-30"}, "in_force_from", "Q1 2019/20 is published"),
        ({"day": "2019-10-01"}, "in_force_from", "It stands in Q2 2019/20, so its words begin in it."),
        ({"reason": "  "}, "reason", "Say why."),
    ],
)
def test_new_promise_that_a_rule_forbids_leaves_nothing_behind(period, given, field, sentence):
    before = records.row_counts()
    with pytest.raises(Refused, match=f"^{sentence}") as refused:
        add(period, **given)
    assert refused.value.field == field
    assert {**records.row_counts(), "accounts.User": 0} == {**before, "accounts.User": 0}


@pytest.mark.parametrize(
    ("moved", "key", "after", "is_part", "first", "second"),
    [
        ("1", "theme-1-1", "2", False, ["2/3", "1", "46", "46 > 47", "46 > 48"], ["5"]),
        ("1", "theme-1-1", "46", False, ["2/3", "46", "46 > 47", "46 > 48", "1"], ["5"]),
        ("46", "theme-1-1", None, False, ["46", "46 > 47", "46 > 48", "1", "2/3"], ["5"]),
        ("46", "theme-1-1", "1", False, ["1", "46", "46 > 47", "46 > 48", "2/3"], ["5"]),
        ("48", "theme-1-1", "46", True, ["1", "2/3", "46", "46 > 48", "46 > 47"], ["5"]),
        ("47", "theme-1-1", "46", False, ["1", "2/3", "46", "46 > 48", "47"], ["5"]),
        ("47", "theme-1-1", "1", True, ["1", "1 > 47", "2/3", "46", "46 > 48"], ["5"]),
        ("46", "theme-1-2", None, False, ["1", "2/3"], ["46", "46 > 47", "46 > 48", "5"]),
        ("3", "theme-1-2", "5", False, ["1", "46", "46 > 47", "46 > 48"], ["5", "2/3"]),
        ("2", "theme-1-2", "5", True, ["1", "46", "46 > 47", "46 > 48"], ["5", "5 > 2/3"]),
        ("5", "theme-1-1", "47", False, ["1", "2/3", "46", "46 > 47", "46 > 5", "46 > 48"], None),
        ("48", "theme-1-1", "48", False, None, None),
    ],
)
def test_whole_row_moves_with_what_stands_under_it(period, moved, key, after, is_part, first, second):
    at = spot(period, key, after, is_part)
    if first is None:
        with pytest.raises(Refused, match=r"cannot stand after itself"):
            move(period, moved, at)
        first, second = LAID_OUT.values()
    else:
        move(period, moved, at)
    assert laid_out(period) == {"Theme 1-1": first} | ({"Theme 1-2": second} if second else {})
    last = ReportingPeriod.objects.published().get()
    assert laid_out(last) == LAID_OUT


def test_rating_goes_with_the_row_that_moves(period):
    status = rate(period, "2")
    told = move(period, "2", spot(period, "theme-1-2"))
    assert told == (
        "Row 2/3 is moved. Before: On “Theme 1-1”, on one row with 3. Now: On “Theme 1-2”, on one row with 3.",
    )
    status.refresh_from_db()
    assert status.line == line_of(period, "3")
    assert status.line.quarterly_return == return_of(period, "theme-1-2")


def test_number_that_stands_on_no_row_is_put_on_one(period):
    end("5")
    reopen_commitment(commitment=number("5"), reason="A slip.", by=administrator())
    assert laid_out(period) == {"Theme 1-1": LAID_OUT["Theme 1-1"]}
    told = move(period, "5", spot(period, after="1"))
    assert told == ("Row 5 is moved. Before: On no row. Now: On “Theme 1-1”.",)
    assert laid_out(period)["Theme 1-1"][:3] == ["1", "5", "2/3"]


@pytest.mark.parametrize(
    ("moved", "onto", "first", "second"),
    [
        ("1", "2", ["1/2/3", "46", "46 > 47", "46 > 48"], ["5"]),
        ("2", "1", ["1/2", "3", "46", "46 > 47", "46 > 48"], ["5"]),
        ("2", None, ["1", "3", "2", "46", "46 > 47", "46 > 48"], ["5"]),
        ("48", "47", ["1", "2/3", "46", "46 > 47/48"], ["5"]),
        ("5", "3", ["1", "2/3/5", "46", "46 > 47", "46 > 48"], None),
        ("3", "5", ["1", "2", "46", "46 > 47", "46 > 48"], ["3/5"]),
    ],
)
def test_number_joins_another_row_in_the_order_of_numbers(period, moved, onto, first, second):
    regroup(period, moved, onto)
    assert laid_out(period) == {"Theme 1-1": first} | ({"Theme 1-2": second} if second else {})


def test_rated_row_that_is_joined_keeps_its_rating_and_the_person_is_told(period):
    by = administrator()
    status = rate(period, "2", by=by)
    day = changes.told(status.recorded_at.date())
    done, shares = regroup(period, "1", "2")
    assert done == "1 is regrouped. Before: On “Theme 1-1”. Now: On “Theme 1-1”, on one row with 2 and 3."
    assert shares == f"1 shares what was entered for row 2/3: it was rated Green by {by} on {day}."
    done, keeps = regroup(period, "3")
    assert keeps == f"Row 1/2 keeps what was entered for it: it was rated Green by {by} on {day}."
    assert row_of(period, "3").given is None
    assert row_of(period, "1").given == Given("rated Green", str(by), status.recorded_at.date())
    assert list(Status.objects.filter(line__quarterly_return__period=period)) == [status]


def test_rated_row_never_loses_its_last_number(period):
    status = rate(period, "1")
    with pytest.raises(
        Refused, match=r"^Row 1 was rated Green by a loaded file on .* Put the other numbers onto row 1"
    ):
        regroup(period, "1", "2")
    regroup(period, "2", "1")
    regroup(period, "3", "1")
    assert laid_out(period)["Theme 1-1"] == ["1/2/3", "46", "46 > 47", "46 > 48"]
    assert Status.objects.filter(pk=status.pk, line=line_of(period, "3")).exists()


def test_row_that_was_written_on_counts_as_rated(period):
    record_status(line=line_of(period, "1"), rating=None, reason="Begun.", based_on=None, by=None)
    with pytest.raises(Refused, match=r"Row 1 was written on by a loaded file"):
        end("1")
    record_status(line=line_of(period, "5"), rating=None, empty_reason="not_due", based_on=None, by=None)
    with pytest.raises(Refused, match=r"Row 5 was answered “Not due” by a loaded file"):
        regroup(period, "5", "1")


def test_row_is_not_left_while_others_stand_under_it(period):
    with pytest.raises(Refused, match=r"^The rows 47 and 48 stand under row 46. Move them first.$"):
        regroup(period, "46", "1")


@pytest.mark.parametrize(("moved", "onto"), [("1", "1"), ("1", None), ("3", "2")])
def test_number_that_stands_there_already_is_not_regrouped(period, moved, onto):
    with pytest.raises(Refused, match=r"^It stands on this row already.$"):
        regroup(period, moved, onto)


def test_rows_of_a_locked_return_stay(period):
    lock(period)
    sentence = "^The return of “Theme 1-1” is submitted, so no row on it can change. Ask an approver to send it back.$"
    other = spot(period, "theme-1-2")
    for change in (
        lambda: add(period),
        lambda: add(period, at=spot(period, after="1")),
        lambda: move(period, "1", other),
        lambda: move(period, "5", spot(period)),
        lambda: regroup(period, "1", "5"),
        lambda: regroup(period, "5", "1"),
        lambda: end("1"),
    ):
        with pytest.raises(Locked, match=sentence):
            change()
    assert laid_out(period) == LAID_OUT
    add(period, at=other)
    assert laid_out(period)["Theme 1-2"] == ["88", "5"]


def test_place_that_is_gone_is_refused(period):
    gone, elsewhere = line_of(period, "5").pk, return_of(period).pk
    last = Return.objects.filter(period__published_at__isnull=False)[0]
    for at in (Spot(elsewhere, gone), Spot(elsewhere, 2**40), Spot(last.pk), Spot(2**40)):
        with pytest.raises(Refused, match=r"gone. Load the page again"):
            move(period, "1", at)
    with pytest.raises(Refused, match=r"This row is gone"):
        regroup_commitment(commitment=number("1"), onto=2**40, reason="Why.", by=administrator())


@pytest.mark.django_db
def test_without_an_open_quarter_rows_stay():
    plan = make_published()
    last = ReportingPeriod.objects.get()
    sentence = "^Open the quarter first: published quarters never change.$"
    for change in (
        lambda: add(last),
        lambda: move(last, "1", spot(last)),
        lambda: regroup(last, "1", "2"),
    ):
        with pytest.raises(Refused, match=sentence):
            change()
    assert laid_out(last) == LAID_OUT
    end("1")
    assert laid_out(open_next(plan))["Theme 1-1"] == ["2/3", "46", "46 > 47", "46 > 48"]
    assert laid_out(last) == LAID_OUT


# Words


def reword(text, words="Other words", day="2019-07-01", reason="Agreed.", based_on=None):
    return reword_commitment(
        commitment=number(text),
        text=words,
        in_force_from=date.fromisoformat(day),
        reason=reason,
        based_on=f"Promise {text}" if based_on is None else based_on,
        by=administrator(),
    )


def test_both_wordings_remain(period):
    assert reword("1", day="2019-08-01") == ("1 is reworded from 1 August 2019.",)
    assert [(str(one.in_force_from), one.text) for one in number("1").wordings.all()] == [
        ("2017-04-01", "Promise 1"),
        ("2019-08-01", "Other words"),
    ]


def test_words_that_are_not_published_are_put_right_in_place(period):
    reword("1", "Othr words")
    reword("1", "Other words", based_on="Othr words", reason="A slip.")
    assert [one.text for one in number("1").wordings.all()] == ["Promise 1", "Other words"]


def test_second_of_two_who_reword_is_told_of_the_first(period):
    reword("1", "First")
    with pytest.raises(Refused, match=r"^Somebody has reworded it meanwhile: “First”. Save again to go on.$"):
        reword("1", "Second")
    assert number("1").wordings.last().text == "First"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"words": "Promise 1"}, "These are the words that stand already."),
        ({"day": "2019-06-30"}, "Q1 2019/20 is published and keeps the words"),
        ({"day": "2029-04-01"}, "Choose a day within the term of the plan"),
        ({"reason": ""}, "Say why."),
    ],
)
def test_rewording_that_a_rule_forbids(period, given, sentence):
    with pytest.raises(Refused, match=f"^{sentence}"):
        reword("1", **given)
    assert Wording.objects.filter(commitment=number("1")).count() == 1


def test_submitted_return_keeps_the_words_it_was_submitted_with(period):
    lock(period, state=ReturnState.APPROVED)
    with pytest.raises(Locked, match=r"is approved as it reads now. .* or date the new words from 1 October 2019.$"):
        reword("1", day="2019-09-30")
    reword("1", day="2019-10-01")


# Endings


@pytest.mark.parametrize(
    ("text", "on", "sentences", "first"),
    [
        ("1", "2019-06-30", ("Its row leaves Q2 2019/20, and no later quarter carries it.",), ["2/3"]),
        ("2", "2019-06-30", ("It leaves row 2/3 of Q2 2019/20, and no later quarter carries it.",), ["1", "3"]),
        (
            "1",
            "2019-07-01",
            ("It is reported in Q2 2019/20 for the last time: no later quarter carries it.",),
            ["1", "2/3"],
        ),
    ],
)
def test_ending_takes_its_row_out_of_the_quarters_after_it(period, text, on, sentences, first):
    given = End(Ending.COMPLETED, date.fromisoformat(on), "Done.")
    assert check_end(commitment=number(text), end=given) == sentences
    assert laid_out(period) == LAID_OUT
    done, *follows = end(text, on=on)
    assert done == f"{text} is recorded as completed on {changes.told(given.on)}."
    assert tuple(follows) == sentences
    assert laid_out(period)["Theme 1-1"] == [*first, "46", "46 > 47", "46 > 48"]
    ended = number(text)
    assert (ended.ending, ended.ended_on, ended.ending_reason) == ("completed", given.on, "Done.")
    ReportingPeriod.objects.filter(pk=period.pk).update(published_at=records.PUBLISHED_AT)
    assert row_of(open_next(period.plan), text) is None


def test_rated_row_stays_until_its_quarter_is_over(period):
    rate(period, "1")
    with pytest.raises(Refused, match=r"^Row 1 was rated Green") as refused:
        end("1")
    assert refused.value.field == "ended_on"
    assert number("1").ending == ""
    assert end("1", on="2019-07-15")[1].startswith("It is reported in Q2 2019/20 for the last time")


def test_rating_of_a_shared_row_stays_with_the_others(period):
    status = rate(period, "2")
    assert end("3")[2].startswith("Row 2 keeps what was entered for it: it was rated Green")
    assert Status.objects.get(pk=status.pk).line == line_of(period, "2")


def test_number_that_no_quarter_lists_any_more_is_ended_too(period):
    records.make_commitment(period.plan, "60")
    assert end("60", "withdrawn", "2018-12-31") == (
        "60 is recorded as withdrawn on 31 December 2018.",
        "No quarter from then on carries it.",
    )


def test_superseded_names_its_heirs(period):
    end("1", "superseded", by=("5", "3"))
    assert [str(heir) for heir in number("1").superseded_by.all()] == ["3", "5"]
    assert number("1").history.first().history_change_reason == "In its place: 5 and 3. Done."


def test_what_has_ended_is_neither_changed_nor_ended_again(period):
    end("1")
    sentence = r"^It was completed on 30 June 2019. Reopen it first, if that was a mistake.$"
    for change in (
        lambda: end("1", "withdrawn"),
        lambda: reword("1"),
        lambda: regroup(period, "1", "2"),
        lambda: move(period, "1", spot(period)),
    ):
        with pytest.raises(Refused, match=sentence):
            change()


def test_ending_given_by_mistake_is_taken_back(period):
    end("1", "superseded", by=("5",))
    assert reopen_commitment(commitment=number("1"), reason="A slip.", by=administrator()) == (
        "1 stands again.",
        "It is on no row of Q2 2019/20: put it on one.",
    )
    reopened = number("1")
    assert (reopened.ending, reopened.ended_on, reopened.ending_reason) == ("", None, "")
    assert not reopened.superseded_by.exists()
    with pytest.raises(Refused, match=r"^It has not ended"):
        reopen_commitment(commitment=reopened, reason="Again.", by=administrator())
    end("5", on="2019-07-01")
    assert reopen_commitment(commitment=number("5"), reason="A slip.", by=administrator()) == ("5 stands again.",)


def test_no_change_touches_a_published_quarter_or_a_version(period):
    last = ReportingPeriod.objects.published().get()
    statuses = list(Status.objects.order_by("pk").values())
    lines = list(Line.objects.filter(quarterly_return__period=last).order_by("pk").values())
    places = list(LineCommitment.objects.filter(period=last).order_by("pk").values())
    add(period)
    move(period, "2", spot(period, "theme-1-2"))
    regroup(period, "1", "46")
    end("47")
    reword("3")
    assert list(Status.objects.order_by("pk").values()) == statuses
    assert list(Line.objects.filter(quarterly_return__period=last).order_by("pk").values()) == lines
    assert list(LineCommitment.objects.filter(period=last).order_by("pk").values()) == places
    assert Commitment.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_one_number_at_once_the_second_is_told():
    opened = make_open()
    plan, at, people = opened.plan, spot(opened), [administrator(), administrator()]
    together = Barrier(2)

    def give(by):
        promise = Promise(Reference(88), f"Words of {by}", date(2019, 7, 1))
        together.wait(timeout=120)
        try:
            return add_commitment(plan=plan, promise=promise, spot=at, reason="Agreed.", by=by)[0]
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(give, people))
    assert said[0].startswith("88 is added.")
    assert said[1].startswith("88 is the number of “Words of ")
    assert laid_out(opened)["Theme 1-1"][:2] == ["88", "1"]
