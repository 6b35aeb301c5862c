"""What changed in a quarter, on made-up reports of several quarters and on the sample, whose two quarters are not neighbours."""

from datetime import date

import pytest
from django.utils.translation import override

from pillars.shown import NOT_GIVEN, NOT_HELD, Shown
from reports.queries import published_plan
from reports.through.changes import LastPeriod, changes
from reports.through.matrix import matrix
from reports.through.register import register
from tests.reports.bilingual import in_brackets
from tests.reports.documents import SCALE, account, document, line, part, quarters, rated, reading
from tests.sample import QUARTERS, publish_sample

FIRST, SECOND, THIRD, FOURTH = "2019-20-q1", "2019-20-q2", "2019-20-q3", "2019-20-q4"


def changed(documents, slug=None):
    return changes(documents, register(documents), slug or documents[0].quarter.slug)


def counts(found):
    return {(row.last.words, shown.words): count for row in found.rows for shown, count in row.counts if count}


# The matrix


@pytest.mark.parametrize(
    ("pairs", "expected", "moved"),
    [
        ([], {}, {}),
        ([("G", "A")], {("Amber", "Green"): 1}, {"improved": 1}),
        (
            [("R", "G"), ("R", "G"), ("G", "G")],
            {("Green", "Red"): 2, ("Green", "Green"): 1},
            {"worsened": 2, "unchanged": 1},
        ),
        ([("N", "G")], {("Green", "Not started"): 1}, {"changed": 1}),
        ([("G", NOT_HELD)], {("Not held", "Green"): 1}, {"": 1}),
        ([(None, "G")], {("Green", "Not rated yet"): 1}, {"": 1}),
        (
            [("G", Shown(None, "8: Red; 9: Green")), ("G", Shown(None, "1: Red; 2: Amber"))],
            {("Rows regrouped from different ratings", "Green"): 2},
            {"": 2},
        ),
        ([("G", Shown(None, "Heb ei gadw"))], {("Heb ei gadw", "Green"): 1}, {"": 1}),
    ],
)
def test_ratings_are_counted_from_last_period_to_this(pairs, expected, moved):
    found = matrix([rated(this, last) for this, last in pairs], list(SCALE.values()))
    assert counts(found) == expected
    assert dict(found.moved) == moved
    assert found.total == len(pairs)
    assert sum(count for _, count in found.totals) == len(pairs)


def test_matrix_is_in_the_order_of_the_scale_with_words_last():
    found = matrix(
        [rated("G", NOT_HELD), rated(None, "G"), rated("R", NOT_GIVEN), rated("N", "A")], list(SCALE.values())
    )
    assert [shown.words for shown in found.columns] == ["Red", "Green", "Not started", "Not rated yet"]
    assert [row.last.words for row in found.rows] == ["Amber", "Green", "Not rated yet", "Not held"]


def test_words_stand_in_the_same_order_whatever_the_language_of_the_report():
    lasts = ["8: Coch; 9: Gwyrdd", "Heb ei gadw", "Ddim yn ddyledus eto", "Heb ei sgorio eto"]
    with override("cy"):
        found = matrix([rated("G", Shown(None, words)) for words in lasts], list(SCALE.values()))
    assert [row.last.words for row in found.rows] == [*lasts[:0:-1], "Rhesi a ailgrwpiwyd o sgoriau gwahanol"]


def test_rating_of_an_earlier_scale_has_a_row_of_its_own():
    found = matrix([rated("G", "C")], [SCALE["G"]])
    assert [row.last.words for row in found.rows] == ["Complete"]


# Last period


def test_last_period_is_the_quarter_before_where_it_is_held():
    found = changed(quarters({FIRST: "G", SECOND: "A"}))
    assert found.last_period is LastPeriod.HELD
    assert counts(found.lines) == {("Green", "Amber"): 1}
    assert [row.rated.this.words for row in found.worsened] == ["Amber"]


def test_report_in_welsh_holds_no_last_period_either_where_it_says_so_in_welsh():
    assert changed(list(map(in_brackets, quarters({FIRST: "G"})))).last_period is LastPeriod.NOT_HELD
    assert changed(list(map(in_brackets, quarters({FIRST: "G", SECOND: "A"})))).last_period is LastPeriod.HELD


def test_an_earlier_quarter_that_is_held_is_never_last_period():
    documents = quarters({FIRST: "G", FOURTH: "A"})
    documents[0] = document(FOURTH, *documents[0].pillars[0].pages[0].parts, account=account(FIRST, unchanged="1"))
    found = changed(documents)
    assert found.last_period is LastPeriod.NOT_HELD
    assert counts(found.lines) == {("Not held", "Amber"): 1}
    assert (found.worsened, found.against, found.against_is_last_period) == ((), "Q1 2019/20", False)


def test_last_period_may_be_known_as_the_report_stated_it():
    found = changed([document(FIRST, part(lines=(line("1", rated("A", "G", stated=True)),)))])
    assert (found.last_period, found.against) == (LastPeriod.STATED, "")
    assert counts(found.lines) == {("Green", "Amber"): 1}


def test_quarter_of_no_report_is_refused():
    documents = quarters({FIRST: "G"})
    with pytest.raises(KeyError):
        changes(documents, register(documents), SECOND)


# What became of numbers


def test_outcomes_stand_in_the_order_in_which_they_are_read():
    before = document(FIRST, part(lines=tuple(line(number, rated("G")) for number in ("1", "2", "3", "4", "5", "6"))))
    told = account(
        FIRST, unchanged="1", **{"reworded+regrouped": "2", "reworded": "3"}, new="7", completed="4", missing="5, 6"
    )
    now = document(SECOND, part(lines=tuple(line(number, rated("G")) for number in ("1", "2", "3", "7"))), account=told)
    found = changed([now, before])
    assert [group.outcome for group in found.groups] == [
        *("new", "completed", "reworded", "reworded+regrouped", "missing", "unchanged"),
    ]
    assert found.missing is not None
    assert [change.number for change in found.missing.changes] == ["5", "6"]
    assert found.against_is_last_period


def test_moved_milestones_and_targets_are_told_with_their_reasons():
    moved = reading(target="95%", rebaselined="Re-baselined from 90%", rebaselined_reason="More is asked for.")
    held = line(
        "1",
        rated("A", "A", reason="The board met late."),
        milestone="A draft",
        milestone_due_on=date(2020, 3, 31),
        rebaselined="Re-baselined from 31 December 2019",
    )
    documents = [document(SECOND, part(indicators=(moved,), lines=(held,)), part("roads", indicators=(moved,)))]
    found = [(one.words, one.now, one.due_on, one.reason, one.key) for one in changed(documents).rebaselined]
    assert found == [
        ("Re-baselined from 31 December 2019", "A draft", date(2020, 3, 31), "The board met late.", ""),
        ("Re-baselined from 90%", "95%", None, "More is asked for.", "safe"),
    ]


# Exceptions


@pytest.mark.parametrize(
    ("ratings", "slug", "expected"),
    [
        ({FIRST: "R", SECOND: "R", THIRD: "R"}, THIRD, [3]),
        ({FIRST: "R", SECOND: "R", THIRD: "R", FOURTH: "R"}, FOURTH, [4]),
        ({FIRST: "R", SECOND: "R", THIRD: "R", FOURTH: "G"}, THIRD, [3]),
        ({FIRST: "R", SECOND: "R", THIRD: "R", FOURTH: "G"}, FOURTH, []),
        ({FIRST: "R", SECOND: "R"}, SECOND, []),
        ({FIRST: "R", SECOND: "R", FOURTH: "R"}, FOURTH, []),
        ({FIRST: "R", SECOND: None, THIRD: "R"}, THIRD, []),
    ],
)
def test_reds_for_three_quarters_or_more_are_told(ratings, slug, expected):
    found = changed(quarters(ratings), slug)
    assert [row.red_for for row in found.long_red] == expected


def test_sub_theme_is_red_for_as_long_as_its_own_rating_is():
    documents = [document(slug, part(rating=rated("R"))) for slug in (THIRD, SECOND, FIRST)]
    assert [(row.title, row.red_for) for row in changed(documents).long_red] == [("Streets", 3)]


def test_line_is_red_for_as_long_as_the_number_of_it_that_is_longest():
    documents = quarters({FIRST: "R", SECOND: "R"})
    documents.insert(0, document(THIRD, part(lines=(line("2, 1", rated("R", "R")),))))
    assert [row.red_for for row in changed(documents).long_red] == [3]


def test_red_and_amber_are_told_with_their_reasons_red_first():
    held = (line("1", rated("A", reason="Slow.")), line("2", rated("G")), line("3", rated("R", reason="Late.")))
    found = changed([document(FIRST, part(rating=rated("A", reason="So."), lines=held))])
    assert [(row.rated.this.words, row.rated.reason) for row in found.troubled] == [
        *(("Red", "Late."), ("Amber", "So."), ("Amber", "Slow.")),
    ]
    assert (found.red_word, found.troubled_words) == ("Red", "Red or Amber")


# The sample


@pytest.mark.django_db
def test_sample_sets_ratings_against_what_it_states_and_numbers_against_the_quarter_held():
    publish_sample()
    found = changed(published_plan().documents)
    assert (found.last_period, found.against, found.against_is_last_period) == (LastPeriod.STATED, "Q2 2018/19", False)
    assert found.lines.total == 79
    assert dict(found.lines.moved) == {"improved": 21, "worsened": 6, "unchanged": 44, "changed": 6, "": 2}
    assert {group.outcome: len(group.changes) for group in found.groups} == {
        "new": 14,
        "reworded": 15,
        "reworded+regrouped": 5,
        "regrouped": 13,
        "missing": 14,
        "unchanged": 40,
    }
    first = changed(published_plan().documents, QUARTERS[0].slug)
    assert (first.groups, first.against, first.lines.total) == ((), "", 80)
