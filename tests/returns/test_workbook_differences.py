"""What a filled-in workbook would change: every kind of cell, blank cells, later edits, and rows that are not to be filled in."""

from datetime import date

import pytest

from accounts.roles import Role
from commitments.actions import record_status
from commitments.models import Line, Status
from indicators.models import Reading
from pillars.models import Narrative, Return, SubThemeRating
from returns.workbooks.compare import compare
from returns.workbooks.differences import difference
from returns.workbooks.read import tables_of
from tests.people import make_person
from tests.records import make_line, make_period, rating
from tests.returns.entry import last_status, make_kept, make_place, status_of
from tests.returns.workbook_files import (
    DUE,
    EVIDENCE,
    KEY,
    MILESTONE,
    RATING,
    REASON,
    TEXT,
    VALUE,
    WHY_NONE,
    book_for,
    changes,
    read_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return make_kept()


def compared(kept, *cells, book=None, by=None):
    """The differences of a workbook of now, or of `book`, with these cells filled in."""
    by = by or kept.editor
    return compare(read_of(book or book_for(kept.period, by), *cells), kept.period, by).differences


def changed(kept, *cells, **options):
    found = compared(kept, *cells, **options)
    assert [str(fault) for fault in found.faults] == []
    return changes(found.changed)


def faults(kept, *cells, **options):
    return [str(fault) for fault in compared(kept, *cells, **options).faults]


# One cell


@pytest.mark.parametrize(
    ("heading", "value", "field", "meant"),
    [
        (RATING, "Amber", "rating", "A"),
        (RATING, "a", "rating", "A"),
        (RATING, "no change", "rating", "G"),
        (RATING, "=", "rating", "G"),
        (WHY_NONE, "not due", "empty", "not_due"),
        (REASON, "Late.\nStill late.", "reason", "Late.\nStill late."),
        (REASON, "=1+1", "reason", "=1+1"),
        (REASON, ["number", "2019"], "reason", "2019"),
        (EVIDENCE, "https://example.org/a", "evidence", "https://example.org/a"),
    ],
)
def test_a_cell_is_read_by_its_column(kept, heading, value, field, meant):
    assert list(changed(kept, ("Lines", 2, heading, value)).values()) == [{field: ("", meant)}]


@pytest.mark.parametrize(
    "written", [["day", "2020-03-31"], "31/03/2020", "2020-03-31", "31 March 2020", "31  mar 2020"]
)
def test_a_day_is_a_day_or_a_text_that_can_be_nothing_else(kept, written):
    found = changed(kept, ("Lines", 2, MILESTONE, "Sign"), ("Lines", 2, DUE, written))
    assert found == {"Lines!K2": {"milestone": ("", "Sign"), "due": ("", "2020-03-31")}}


@pytest.mark.parametrize(
    "written", ["03/31/2020", "31/03/20", "in March", "31.3.2020", ["number", "43921"], "31/02/2020"]
)
def test_a_day_that_cannot_be_read_is_named(kept, written):
    said = faults(kept, ("Lines", 2, MILESTONE, "Sign"), ("Lines", 2, DUE, written))
    assert len(said) == 1
    assert said[0].startswith("Lines!L2: “")


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("percentage", "94%", "94%"),
        ("percentage_change", "+1.1%", "+1.1%"),
        ("percentage_change", "-23.4%", "-23.4%"),
        ("count", "232K +", "232K +"),
        ("count", ["number", "363"], "363"),
        ("decimal_count", ["number", "19.9"], "19.9"),
        ("money", "£2.08M", "£2.08M"),
        ("grade", "GOOD", "GOOD"),
    ],
)
def test_a_value_is_kept_as_it_is_written(kept, kind, written, meant):
    make_place(kept, kind)
    assert changed(kept, ("Indicators", 2, VALUE, written)) == {"Indicators!G2": {"printed": ("", meant)}}


@pytest.mark.parametrize(
    ("kind", "written", "sentence"),
    [
        ("percentage", ["number", "0.94"], "this is the number 0.94, which does not say how it is to be printed."),
        ("money", ["number", "1200"], "this is the number 1200, which does not say"),
        ("percentage", "many", "“many” cannot be read as percentage. Write it like 94% or 77.3%"),
        ("count", ["day", "2020-03-31"], "this is a day, where text is wanted."),
        ("count", ["other", "True"], "“True” is not text."),
        ("count", "1" * 41, "This text has 41 characters, and the portal keeps 40."),
    ],
)
def test_a_value_that_cannot_be_read_is_named(kept, kind, written, sentence):
    make_place(kept, kind)
    (said,) = faults(kept, ("Indicators", 2, VALUE, written))
    assert said.startswith(f"Indicators!G2: {sentence}")


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        (RATING, "Gren", "Lines!G2: “Gren” is no rating. Write one of these: Red (R), Amber (A)"),
        (RATING, ["number", "1"], "Lines!G2: “1” is not text."),
        (WHY_NONE, "dunno", "Lines!H2: “dunno” is none of these answers: Not due, No new data"),
        (EVIDENCE, "javascript:alert(1)", "Lines!J2: Give the whole address, beginning with https:// or http://."),
        (DUE, "31/03/2020", "Lines!K2: Say which milestone is due on that day."),
        (REASON, "x" * 20_001, "Lines!I2: This text has 20,001 characters"),
    ],
)
def test_a_cell_that_breaks_a_rule_of_the_editing_page_is_named(kept, heading, value, said):
    (found,) = faults(kept, ("Lines", 2, heading, value))
    assert found.startswith(said)


def test_no_change_needs_a_rating_of_last_period(kept):
    make_line(kept.period, "77", code=None, in_return=kept.held)
    (said,) = faults(kept, ("Lines", 5, RATING, "no change"))
    assert said == "Lines!G5: there is no rating of last period to keep. Write the rating itself."


def test_comparators_are_pairs_of_name_and_value(kept):
    make_place(kept, comparator="Same quarter last year")
    found = changed(kept, ("Indicators", 2, VALUE, "94%"), ("Indicators", 2, "Its value, 1 (fill in)", "93%"))
    assert found["Indicators!G2"]["value_1"] == ("", "93%")
    (said,) = faults(kept, ("Indicators", 2, "Its value, 2 (fill in)", "93%"))
    assert said == "Indicators!L2: Say what this value is compared with."


# Blank cells, and the word none


def test_blank_cells_take_nothing_away(kept):
    Status.objects.create(line=kept.lines[0], rating=rating(kept.plan, "A"), reason="Late.")
    cells = [("Lines", 2, heading, "") for heading in (RATING, WHY_NONE, REASON, EVIDENCE, MILESTONE, DUE)]
    assert changed(kept, *cells) == {}


def test_the_word_none_empties_a_cell(kept):
    Status.objects.create(line=kept.lines[0], rating=rating(kept.plan, "A"), reason="Late.")
    found = changed(kept, ("Lines", 2, RATING, "None"), ("Lines", 2, REASON, "none"))
    assert found == {"Lines!G2": {"rating": ("A", ""), "reason": ("Late.", "")}}


def test_none_for_a_text_is_the_answer_that_there_is_none(kept):
    assert list(changed(kept, ("Texts", 2, TEXT, "none")).values()) == [{"text": ("", "none")}]
    Narrative.objects.create(kind="headlines", pillar=kept.held.sub_theme.pillar, period=kept.period, text="")
    book = book_for(kept.period, kept.editor)
    assert book.rows["Texts"][0].cells["text"] == "none"
    assert changed(kept) == {}


def test_a_rating_and_why_there_is_none_take_each_others_place(kept):
    Status.objects.create(line=kept.lines[0], rating=rating(kept.plan, "A"))
    Status.objects.create(line=kept.lines[1], empty_reason="not_due")
    found = changed(kept, ("Lines", 2, WHY_NONE, "Withheld"), ("Lines", 3, RATING, "Red"))
    assert found == {
        "Lines!G2": {"rating": ("A", ""), "empty": ("", "withheld")},
        "Lines!G3": {"rating": ("", "R"), "empty": ("not_due", "")},
    }
    (said,) = faults(kept, ("Lines", 4, RATING, "Red"), ("Lines", 4, WHY_NONE, "Withheld"))
    assert said == "Lines!H4: there is an answer why there is none beside the one that is given. Leave one."


def test_a_value_takes_the_place_of_why_there_is_none_and_words_may_stand_beside_it(kept):
    place = make_place(kept)
    about = {"indicator": place.indicator, "period": kept.period}
    Reading.objects.create(printed="n/a", empty_reason="no_new_data", **about)
    assert changed(kept) == {}
    found = changed(kept, ("Indicators", 2, VALUE, "94%"))
    assert found == {"Indicators!G2": {"printed": ("n/a", "94%"), "empty": ("no_new_data", "")}}
    assert changed(kept, ("Indicators", 2, VALUE, "none"))["Indicators!G2"] == {"printed": ("n/a", "")}


def test_a_milestone_that_was_offered_is_kept_with_the_first_answer_and_is_none_by_itself(kept):
    last_status(kept, milestone="Sign", milestone_due_on=date(2020, 3, 31))
    assert changed(kept) == {}
    found = compared(kept, ("Lines", 2, RATING, "Green")).changed[0]
    assert (found.outcome["milestone"], found.outcome["due"]) == ("Sign", "2020-03-31")


# Later edits


def record(kept, code="R", at=0, by=None, **fields):
    head = status_of(kept, at)
    return record_status(line=kept.lines[at], rating=rating(kept.plan, code), based_on=head, by=by, **fields)


def test_a_row_that_somebody_else_changed_meanwhile_is_in_conflict(kept):
    book = book_for(kept.period, kept.editor)
    other = make_person(Role.ADMINISTRATOR, name="Robin Ash")
    record(kept, "R", by=other, reason="Lost.")
    found = compared(kept, ("Lines", 2, RATING, "Amber"), ("Lines", 3, RATING, "Red"), book=book)
    assert list(changes(found.changed)) == ["Lines!G3"]
    (row,) = found.conflicts
    assert (row.where, row.their_name, row.version) == ("Lines!G2", "Robin Ash", status_of(kept).pk)
    told = {each.field: (each.base, each.theirs, each.mine, each.is_mine) for each in row.fields}
    assert told == {"rating": ("", "R", "A", True), "reason": ("", "Lost.", "Lost.", False)}
    assert (row.outcome["rating"], row.outcome["reason"]) == ("A", "Lost.")


def test_a_later_edit_is_no_conflict_where_the_workbook_changes_nothing_or_the_same(kept):
    record(kept, "G")
    book = book_for(kept.period, kept.editor)
    record(kept, "R")
    assert changed(kept, book=book) == {}
    assert changed(kept, ("Lines", 2, RATING, "Red"), book=book) == {}


def test_an_edit_that_was_taken_back_meanwhile_is_no_conflict(kept):
    record(kept, "G")
    book = book_for(kept.period, kept.editor)
    record(kept, "R")
    record(kept, "G")
    assert changed(kept, ("Lines", 2, RATING, "Amber"), book=book) == {"Lines!G2": {"rating": ("G", "A")}}


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "outcome", "is_conflict"),
    [
        ({"a": "1", "b": "1"}, {"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "2", "b": "1"}, False),
        ({"a": "1", "b": "1"}, {"a": "1", "b": "3"}, {"a": "2", "b": "1"}, {"a": "2", "b": "3"}, True),
        ({"a": "1", "b": "1"}, {"a": "3", "b": "1"}, {"a": "2", "b": "1"}, {"a": "2", "b": "1"}, True),
    ],
)
def test_what_the_workbook_changes_is_laid_over_what_stands(base, theirs, mine, outcome, is_conflict):
    found = difference("line-1", "Lines!A2", 1, base, theirs, mine)
    assert (found.outcome, found.is_conflict) == (outcome, is_conflict)


def test_a_row_that_changes_nothing_is_none():
    assert difference("line-1", "Lines!A2", 1, {"a": "1"}, {"a": "3"}, {"a": "1"}) is None
    assert difference("line-1", "Lines!A2", 1, {"a": "1"}, {"a": "3"}, {"a": "3"}) is None


def test_the_seal_changes_with_what_stands_and_with_what_is_filled_in(kept):
    book = book_for(kept.period, kept.editor)
    seals = {compared(kept, book=book).seal, compared(kept, ("Lines", 2, RATING, "Red"), book=book).seal}
    record(kept, "A")
    seals.add(compared(kept, ("Lines", 2, RATING, "Red"), book=book).seal)
    assert len(seals) == 3


# Rows that are not to be filled in


def test_rows_of_others_and_of_closed_returns_are_faults_where_they_are_changed_and_nothing_where_not(kept):
    (said,) = faults(kept, ("Lines", 5, RATING, "Red"))
    assert said.startswith("Lines!G5: this row is not for you to fill in (No: not yours).")
    book = book_for(kept.period, kept.editor)
    Return.objects.filter(pk=kept.held.pk).update(state="submitted")
    (said,) = faults(kept, ("Lines", 2, RATING, "Red"), book=book)
    assert said.startswith("Lines!G2: this row is not for you to fill in (No: closed, submitted).")
    assert faults(kept, book=book) == []


def test_nobody_widens_what_they_keep_by_writing_into_the_column_that_says_so(kept):
    found = faults(kept, ("Lines", 5, "For you to fill in?", "Yes"), ("Lines", 5, RATING, "Red"))
    assert len(found) == 1


def test_a_row_that_is_changed_back_to_what_stood_is_no_fault_though_it_moved_since(kept):
    line = Line.objects.get(quarterly_return=kept.other)
    book = book_for(kept.period, kept.editor)
    Status.objects.create(line=line, rating=rating(kept.plan, "R"))
    assert faults(kept, book=book) == []


# Rows that are none


def test_rows_copied_twice_and_rows_of_nothing_here_are_named(kept):
    book = book_for(kept.period, kept.editor)
    keys = [row.cells["key"] for row in book.rows["Lines"]]
    assert faults(kept, ("Lines", 3, KEY, keys[0]), book=book) == [
        "Lines!A3: this row is a copy of the one at Lines!A2. Delete one of the two."
    ]
    altered = keys[0].replace("line-", "line-9")
    assert "was not written by this portal, or it was changed" in faults(kept, ("Lines", 3, KEY, altered), book=book)[0]
    Line.objects.filter(pk=kept.lines[2].pk)[0].places.all().delete()
    kept.lines[2].delete()
    assert faults(kept, book=book) == ["Lines!A4: what this row is of is no longer in this quarter. Delete the row."]


def test_rows_of_another_quarter_are_named(kept):
    later = make_period(kept.plan, "2019-20-q3")
    make_line(later, "1", code=None)
    key = book_for(later, kept.editor).rows["Lines"][0].cells["key"]
    assert faults(kept, ("Lines", 2, KEY, key)) == [
        "Lines!A2: This row is of Q3 2019/20, and the workbook is handed in for Q2 2019/20. Delete the row."
    ]


def test_rows_of_another_portal_are_refused_though_their_numbers_are_the_same(kept, settings):
    ours = settings.SECRET_KEY
    settings.SECRET_KEY = "another portal signs with this"
    book = book_for(kept.period, kept.editor)
    settings.SECRET_KEY = ours
    said = faults(kept, book=book)
    assert len(said) == sum(len(rows) for rows in book.rows.values())
    assert all("was not written by this portal" in each for each in said)


def test_a_row_without_a_key_is_named_only_where_something_is_filled_in(kept):
    assert changed(kept, ("Lines", 3, KEY, "")) == {}
    (said,) = faults(kept, ("Lines", 3, KEY, ""), ("Lines", 3, RATING, "Red"))
    assert said.startswith("Lines!G3: this row has no key")


# Sheets and columns


def moved_columns(read):
    for sheet in read["sheets"]:
        for row in sheet["rows"]:
            row.reverse()
    return read


def test_columns_are_found_by_their_headings_wherever_they_stand(kept):
    read = moved_columns(read_of(book_for(kept.period, kept.editor), ("Lines", 2, RATING, "Red")))
    found = compare(read, kept.period, kept.editor).differences
    assert changes(found.changed) == {"Lines!G2": {"rating": ("", "R")}}
    read["sheets"][0]["rows"].insert(0, ["A note above the headings"])
    assert list(changes(compare(read, kept.period, kept.editor).differences.changed)) == ["Lines!G3"]


def sheet_faults(kept, change):
    read = read_of(book_for(kept.period, kept.editor))
    change(read)
    return [str(fault) for fault in tables_of(read).faults]


def rename(read, heading, to):
    headings = read["sheets"][0]["rows"][0]
    headings[headings.index(heading)] = to


def test_every_fault_of_sheets_and_columns_names_them(kept):
    assert sheet_faults(kept, lambda read: rename(read, REASON, "Why")) == [
        "Lines!A1: the column “Reason (fill in)” is missing. Give it its heading back."
        " Headings that the portal does not know: I1."
    ]
    assert sheet_faults(kept, lambda read: rename(read, EVIDENCE, REASON))[0] == (
        "Lines!I1: the heading “Reason (fill in)” stands here and at J1. Delete one of the columns."
    )
    assert sheet_faults(kept, lambda read: rename(read, KEY, "Notes"))[0].startswith(
        "Lines!A1: no row has the heading “Row key”."
    )
    assert sheet_faults(kept, lambda read: read["sheets"].pop(2))[0].startswith("Texts: this sheet is missing.")
    assert sheet_faults(kept, lambda read: read["sheets"].append(read["sheets"][0]))[0].startswith(
        "Lines: there are two sheets of this name."
    )
    assert sheet_faults(kept, lambda read: read["sheets"][0].update(is_hidden=True))[0].startswith(
        "Lines: this sheet is hidden"
    )
    assert sheet_faults(kept, lambda read: read["sheets"][0].update(merged=["F2:F4"]))[0].startswith(
        "Lines!F2:F4: these cells are merged."
    )


def test_headings_may_be_typed_anew(kept):
    assert sheet_faults(kept, lambda read: rename(read, REASON, "  reason ")) == []
    assert sheet_faults(kept, lambda read: rename(read, "Commitments", "Promises")) == []


def test_formulas_count_only_in_cells_to_fill_in(kept):
    def spoil(read):
        read["sheets"][0].update(uncomputed=["I2", "C2"], errors=["J3", "A3"])

    assert sheet_faults(kept, spoil) == [
        "Lines!I2: the formula in this cell was never computed. Write its value, or save the workbook in a spreadsheet program.",
        "Lines!J3: the formula in this cell gives an error. Write what is meant instead.",
    ]


def test_faults_come_in_the_order_of_the_file(kept):
    cells = [("Sub-themes", 2, RATING, "x"), ("Lines", 3, RATING, "x"), ("Lines", 2, REASON, ["other", "x"])]
    assert [each.partition(":")[0] for each in faults(kept, *cells, ("Lines", 2, RATING, "x"))] == [
        *("Lines!G2", "Lines!I2", "Lines!G3", "Sub-themes!E2")
    ]


def test_comparing_takes_no_more_queries_for_more_rows(kept, django_assert_num_queries):
    book = book_for(kept.period, kept.editor)
    read = read_of(book, *(("Lines", row, RATING, "Amber") for row in (2, 3, 4)))
    with django_assert_num_queries(18):
        compare(read, kept.period, kept.editor)
    for at in range(3):
        record(kept, "R", at, by=kept.editor)
    SubThemeRating.objects.create(quarterly_return=kept.held, rating=rating(kept.plan, "G"))
    with django_assert_num_queries(19):
        assert len(compare(read, kept.period, kept.editor).differences.conflicts) == 3
